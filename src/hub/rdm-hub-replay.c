/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-replay.h"

#include "rdm-wire-push.h"

/* Read in parts, so that a long journal takes no memory. */
#define PART 1000

typedef struct
{
  RdmRows *rows;
  GHashTable *versions; /* (element-type utf8 gint64): by kind and id */
  gint64 seq;           /* of the last operation */
  guint64 n_rows;
  char *damage;
} Replay;

static char *
key_of (const char *kind, const char *id)
{
  return g_strconcat (kind, "\n", id, NULL);
}

static void
keep_versions (Replay *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = changes->pdata[i];
      gint64 *version = g_new (gint64, 1);

      *version = self->seq;
      g_hash_table_replace (self->versions, key_of (rdm_row_class (change->kind)->name, change->id),
                            version);
    }
}

/* Whether an operation was applied then; -1: its answer cannot be read. */
static int
was_applied (const char *text)
{
  g_autoptr (JsonNode) node = rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  g_autoptr (RdmOpResult) result =
      node ? rdm_op_result_from_json (json_node_get_object (node), NULL) : NULL;

  if (!result)
    return -1;
  return result->verdict == RDM_APPLIED || result->verdict == RDM_NEEDS_REVIEW;
}

/* seq, body, result */
static void
run_op (const char *const *values, guint n_values, gpointer user_data)
{
  Replay *self = user_data;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RdmCommand) command = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  int applied;

  self->seq = g_ascii_strtoll (values[0], NULL, 10);
  if (self->damage)
    return;
  /* What was refused changed nothing; the roles of then are not known now. */
  applied = was_applied (values[2]);
  if (applied == 0)
    return;
  node = rdm_wire_parse (values[1], -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  command = node ? rdm_command_from_json (node, NULL) : NULL;
  if (applied < 0 || !command)
    {
      self->damage = g_strdup_printf ("Operation %" G_GINT64_FORMAT " cannot be read", self->seq);
      return;
    }
  outcome = rdm_run (command, self->rows);
  if (!rdm_outcome_is_applied (outcome))
    {
      self->damage = g_strdup_printf ("Operation %" G_GINT64_FORMAT
                                      " (%s) was applied, and would be refused now",
                                      self->seq, command->id);
      return;
    }
  rdm_changes_apply (outcome->changes, self->rows);
  keep_versions (self, outcome->changes);
}

/* kind, id, version, body */
static void
compare_row (const char *const *values, guint n_values, gpointer user_data)
{
  Replay *self = user_data;
  int kind = rdm_row_kind_from_name (values[0]);
  g_autofree char *key = key_of (values[0], values[1]);
  const gint64 *version = g_hash_table_lookup (self->versions, key);
  gconstpointer row = kind >= 0 ? rdm_rows_get (self->rows, (RdmRowKind)kind, values[1]) : NULL;
  g_autoptr (JsonNode) node = row ? rdm_row_to_json (row) : NULL;
  g_autofree char *body = node ? rdm_wire_print (node) : NULL;

  self->n_rows++;
  if (self->damage)
    return;
  if (!version)
    self->damage = g_strdup_printf ("The row %s %s is in no operation", values[0], values[1]);
  else if (*version != g_ascii_strtoll (values[2], NULL, 10))
    self->damage = g_strdup_printf ("The row %s %s was last changed by operation %" G_GINT64_FORMAT
                                    ", and says %s",
                                    values[0], values[1], *version, values[2]);
  else if (g_strcmp0 (body, values[3]) != 0)
    self->damage =
        g_strdup_printf ("The row %s %s is not as operation %" G_GINT64_FORMAT " left it",
                         values[0], values[1], *version);
}

static gboolean
run_all (Replay *self, RdmSql *sql, const char *fleet, GError **error)
{
  gint64 before;

  do
    {
      const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_INT (self->seq),
                                     RDM_SQL_INT (PART) };

      before = self->seq;
      if (!rdm_sql_run (sql,
                        "SELECT seq, body, result FROM op WHERE fleet = $1 AND seq > $2"
                        " ORDER BY seq LIMIT $3",
                        values, G_N_ELEMENTS (values), run_op, self, error))
        return FALSE;
    }
  while (!self->damage && self->seq > before);
  return TRUE;
}

gboolean
rdm_hub_rows_verify (RdmSql *sql, const char *fleet, guint64 *n_rows, char **damage, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);
  g_autoptr (RdmRows) rows = rdm_memory_rows_new ();
  g_autoptr (GHashTable) versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Replay self = { .rows = rows, .versions = versions };
  gboolean read;

  *damage = NULL;
  if (!rdm_sql_begin_read (sql, error))
    return FALSE;
  read = run_all (&self, sql, fleet, error)
         && rdm_sql_run (sql,
                         "SELECT kind, id, version, body FROM row_state WHERE fleet = $1"
                         " ORDER BY version, kind, id",
                         &value, 1, compare_row, &self, error);
  rdm_sql_rollback (sql);
  /* All that are there are in the journal, each once: fewer means that some are not there. */
  if (read && !self.damage && self.n_rows != g_hash_table_size (versions))
    self.damage =
        g_strdup_printf ("%u rows come from the journal, and %" G_GUINT64_FORMAT " are there",
                         g_hash_table_size (versions), self.n_rows);
  *n_rows = self.n_rows;
  *damage = self.damage;
  return read;
}
