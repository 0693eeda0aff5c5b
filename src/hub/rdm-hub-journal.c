/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-journal.h"

/* Read in parts, so that a long journal takes no memory. */
#define PART 1000

static void
update (GChecksum *checksum, const char *text)
{
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT ":", strlen (text));

  g_checksum_update (checksum, (const guchar *)length, -1);
  g_checksum_update (checksum, (const guchar *)text, -1);
}

static void
update_number (GChecksum *checksum, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  update (checksum, text);
}

char *
rdm_hub_op_hash (const char *previous, const RdmHubRecord *op)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  update (checksum, previous);
  update_number (checksum, op->seq);
  update (checksum, op->id);
  update (checksum, op->device);
  update_number (checksum, op->n);
  update (checksum, op->actor);
  update_number (checksum, op->at_utc_ms);
  update_number (checksum, op->received_utc_ms);
  update_number (checksum, op->seen);
  update (checksum, op->body);
  update (checksum, op->result);
  return g_strdup (g_checksum_get_string (checksum));
}

gboolean
rdm_hub_journal_add (
    RdmSql *sql, const char *fleet, const RdmHubRecord *op, const char *hash, GError **error)
{
  const RdmSqlValue values[] = {
    RDM_SQL_TEXT (fleet),        RDM_SQL_INT (op->seq),
    RDM_SQL_TEXT (op->id),       RDM_SQL_TEXT (op->device),
    RDM_SQL_INT (op->n),         RDM_SQL_TEXT (op->actor),
    RDM_SQL_INT (op->at_utc_ms), RDM_SQL_INT (op->received_utc_ms),
    RDM_SQL_INT (op->seen),      RDM_SQL_TEXT (op->body),
    RDM_SQL_TEXT (op->result),   RDM_SQL_TEXT (hash),
  };

  return rdm_sql_run (sql,
                      "INSERT INTO op (fleet, seq, id, device, n, actor, at_ms, received_ms, seen,"
                      " body, result, hash)"
                      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                      values, G_N_ELEMENTS (values), NULL, NULL, error);
}

typedef struct
{
  gint64 seq; /* of the last one */
  char *hash;
  char *damage;
} Verification;

static gint64
number (const char *text)
{
  return text ? g_ascii_strtoll (text, NULL, 10) : -1;
}

static const char *
text_or_nothing (const char *text)
{
  return text ? text : "";
}

static void
verify_row (const char *const *values, guint n_values, gpointer user_data)
{
  Verification *self = user_data;
  RdmHubRecord op = { number (values[0]),          text_or_nothing (values[1]),
                      text_or_nothing (values[2]), number (values[3]),
                      text_or_nothing (values[4]), number (values[5]),
                      number (values[6]),          number (values[7]),
                      text_or_nothing (values[8]), text_or_nothing (values[9]) };
  char *hash;

  if (self->damage)
    return;
  hash = rdm_hub_op_hash (self->hash, &op);
  if (op.seq != self->seq + 1)
    self->damage = g_strdup_printf ("Operation %" G_GINT64_FORMAT " is missing", self->seq + 1);
  else if (g_strcmp0 (hash, values[10]) != 0)
    self->damage =
        g_strdup_printf ("Operation %" G_GINT64_FORMAT " (%s, by %s) is not as it was written",
                         op.seq, op.id, op.actor);
  self->seq = op.seq;
  g_free (self->hash);
  self->hash = hash;
}

static void
keep_head (const char *const *values, guint n_values, gpointer user_data)
{
  char **head = user_data;

  head[0] = g_strdup (values[0]);
  head[1] = g_strdup (values[1]);
}

gboolean
rdm_hub_journal_verify (
    RdmSql *sql, const char *fleet, guint64 *n_ops, char **damage, GError **error)
{
  const RdmSqlValue fleet_value = RDM_SQL_TEXT (fleet);
  Verification self = { .hash = g_strdup (RDM_HUB_LOG_START) };
  char *head[2] = { NULL, NULL };
  gboolean read;
  gint64 before;

  *damage = NULL;
  *n_ops = 0;
  if (!rdm_sql_begin_read (sql, error))
    return FALSE;
  do
    {
      const RdmSqlValue values[] = { fleet_value, RDM_SQL_INT (self.seq), RDM_SQL_INT (PART) };

      before = self.seq;
      read =
          rdm_sql_run (sql,
                       "SELECT seq, id, device, n, actor, at_ms, received_ms, seen, body, result,"
                       " hash FROM op WHERE fleet = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                       values, G_N_ELEMENTS (values), verify_row, &self, error);
    }
  while (read && !self.damage && self.seq > before);
  read = read
         && rdm_sql_run (sql, "SELECT seq, log_head FROM fleet WHERE id = $1", &fleet_value, 1,
                         keep_head, head, error);
  rdm_sql_rollback (sql);

  if (read && !self.damage && (number (head[0]) != self.seq || g_strcmp0 (head[1], self.hash) != 0))
    self.damage =
        g_strdup_printf ("The journal ends at operation %" G_GINT64_FORMAT ", and should end at %s",
                         self.seq, head[0] ? head[0] : "none");
  *n_ops = (guint64)self.seq;
  *damage = self.damage;
  g_free (self.hash);
  g_free (head[0]);
  g_free (head[1]);
  return read;
}
