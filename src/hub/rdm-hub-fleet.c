/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-fleet.h"

#include "rdm-hub-detected.h"
#include "rdm-hub-driver.h"
#include "rdm-hub-handed.h"
#include "rdm-hub-journal.h"
#include "rdm-hub-rows.h"
#include "rdm-id.h"

G_DEFINE_QUARK (rdm_hub_error, rdm_hub_error)

struct _RdmHubFleet
{
  RdmSql *sql;
  char *id;
  RdmRows *rows; /* as of @seq */
  char *epoch;
  gint64 seq;
  char *log_head;

  /* What to go back to. */
  gboolean is_writing;
  gint64 kept_seq;
  char *kept_log_head;
  GPtrArray *changes;    /* (element-type RdmChange): of this transaction */
  RdmHubTouched touched; /* by this transaction, or the last one that was kept */
};

gboolean
rdm_hub_fleet_create (RdmSql *sql, const char *id, const char *name, GError **error)
{
  g_autofree char *epoch = rdm_id_new ("epoch");
  const RdmSqlValue values[] = { RDM_SQL_TEXT (id), RDM_SQL_TEXT (name), RDM_SQL_TEXT (epoch),
                                 RDM_SQL_TEXT (RDM_HUB_LOG_START) };

  return rdm_sql_run (sql,
                      "INSERT INTO fleet (id, name, epoch, seq, log_head)"
                      " VALUES ($1, $2, $3, 0, $4)",
                      values, G_N_ELEMENTS (values), NULL, NULL, error);
}

typedef struct
{
  char *epoch;
  gint64 seq;
  char *log_head;
} Head;

static void
clear_head (Head *head)
{
  g_clear_pointer (&head->epoch, g_free);
  g_clear_pointer (&head->log_head, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Head, clear_head)

static void
keep_head (const char *const *values, guint n_values, gpointer user_data)
{
  Head *head = user_data;

  clear_head (head);
  head->epoch = g_strdup (values[0]);
  head->seq = g_ascii_strtoll (values[1], NULL, 10);
  head->log_head = g_strdup (values[2]);
}

/* @lock: until the transaction ends; SQLite's has the whole file. */
static gboolean
read_head (RdmSql *sql, const char *fleet, gboolean lock, Head *head, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);
  const char *query = lock && rdm_sql_kind (sql) == RDM_SQL_POSTGRES
                          ? "SELECT epoch, seq, log_head FROM fleet WHERE id = $1 FOR UPDATE"
                          : "SELECT epoch, seq, log_head FROM fleet WHERE id = $1";

  if (!rdm_sql_run (sql, query, &value, 1, keep_head, head, error))
    return FALSE;
  if (head->epoch)
    return TRUE;
  g_set_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_NO_FLEET, "There is no fleet “%s”", fleet);
  return FALSE;
}

/* Brings the rows in memory up to what the database has. */
static gboolean
catch_up (RdmHubFleet *self, Head *head, GError **error)
{
  /* After a restore, versions mean something else. */
  if (g_strcmp0 (self->epoch, head->epoch) != 0 || head->seq < self->seq)
    {
      g_clear_object (&self->rows);
      self->rows = rdm_memory_rows_new ();
      self->seq = 0;
    }
  if (head->seq > self->seq
      && !rdm_hub_rows_load (self->sql, self->id, self->seq, head->seq, self->rows, NULL, error))
    return FALSE;
  g_free (self->epoch);
  self->epoch = g_steal_pointer (&head->epoch);
  g_free (self->log_head);
  self->log_head = g_steal_pointer (&head->log_head);
  self->seq = head->seq;
  return TRUE;
}

RdmHubFleet *
rdm_hub_fleet_open (RdmSql *sql, const char *id, GError **error)
{
  g_autoptr (RdmHubFleet) self = g_new0 (RdmHubFleet, 1);
  g_auto (Head) head = { 0 };

  self->sql = sql;
  self->id = g_strdup (id);
  self->rows = rdm_memory_rows_new ();
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  rdm_hub_touched_init (&self->touched);
  if (!read_head (sql, id, FALSE, &head, error) || !catch_up (self, &head, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
rdm_hub_fleet_close (RdmHubFleet *self)
{
  g_free (self->id);
  g_clear_object (&self->rows);
  g_free (self->epoch);
  g_free (self->log_head);
  g_free (self->kept_log_head);
  g_ptr_array_unref (self->changes);
  rdm_hub_touched_clear (&self->touched);
  g_free (self);
}

const char *
rdm_hub_fleet_get_id (RdmHubFleet *self)
{
  return self->id;
}

gint64
rdm_hub_fleet_seq (RdmHubFleet *self)
{
  return self->seq;
}

const RdmHubTouched *
rdm_hub_fleet_get_touched (RdmHubFleet *self, gint64 *since)
{
  *since = self->kept_seq;
  return &self->touched;
}

gboolean
rdm_hub_fleet_begin (RdmHubFleet *self, GError **error)
{
  g_auto (Head) head = { 0 };

  g_return_val_if_fail (!self->is_writing, FALSE);
  if (!rdm_sql_begin (self->sql, error))
    return FALSE;
  if (!read_head (self->sql, self->id, TRUE, &head, error) || !catch_up (self, &head, error))
    {
      rdm_sql_rollback (self->sql);
      return FALSE;
    }
  self->is_writing = TRUE;
  rdm_hub_touched_forget (&self->touched);
  self->kept_seq = self->seq;
  g_free (self->kept_log_head);
  self->kept_log_head = g_strdup (self->log_head);
  return TRUE;
}

void
rdm_hub_fleet_rollback (RdmHubFleet *self)
{
  if (!self->is_writing)
    return;
  rdm_sql_rollback (self->sql);
  rdm_changes_revert (self->changes, self->rows);
  g_ptr_array_set_size (self->changes, 0);
  self->seq = self->kept_seq;
  g_free (self->log_head);
  self->log_head = g_strdup (self->kept_log_head);
  self->is_writing = FALSE;
}

/* Other hubs on the same PostgreSQL hear of it when the transaction is kept. */
static gboolean
notify (RdmHubFleet *self, GError **error)
{
  g_autofree char *drivers = rdm_hub_touched_print (&self->touched);
  g_autofree char *payload = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                                              self->id, self->kept_seq, self->seq, drivers);
  const RdmSqlValue value = RDM_SQL_TEXT (payload);

  return rdm_sql_kind (self->sql) != RDM_SQL_POSTGRES || self->seq == self->kept_seq
         || rdm_sql_run (self->sql, "SELECT pg_notify ('roundsman', $1)", &value, 1, NULL, NULL,
                         error);
}

gboolean
rdm_hub_fleet_commit (RdmHubFleet *self, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_INT (self->seq), RDM_SQL_TEXT (self->log_head),
                                 RDM_SQL_TEXT (self->id) };

  g_return_val_if_fail (self->is_writing, FALSE);
  if (!rdm_sql_run (self->sql, "UPDATE fleet SET seq = $1, log_head = $2 WHERE id = $3", values,
                    G_N_ELEMENTS (values), NULL, NULL, error)
      || !notify (self, error) || !rdm_sql_commit (self->sql, error))
    {
      rdm_hub_fleet_rollback (self);
      return FALSE;
    }
  g_ptr_array_set_size (self->changes, 0);
  self->is_writing = FALSE;
  return TRUE;
}

/* What was answered to an operation before. */
typedef struct
{
  char *body;
  char *device;
  char *id;
  char *result;
} Known;

static void
clear_known (Known *known)
{
  g_clear_pointer (&known->body, g_free);
  g_clear_pointer (&known->device, g_free);
  g_clear_pointer (&known->id, g_free);
  g_clear_pointer (&known->result, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Known, clear_known)

static void
keep_known (const char *const *values, guint n_values, gpointer user_data)
{
  Known *known = user_data;

  clear_known (known);
  known->body = g_strdup (values[0]);
  known->device = g_strdup (values[1]);
  known->id = g_strdup (values[2]);
  known->result = g_strdup (values[3]);
}

static gboolean
find_known (RdmHubFleet *self, const char *id, Known *known, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (self->id), RDM_SQL_TEXT (id) };

  return rdm_sql_run (self->sql,
                      "SELECT body, device, id, result FROM op WHERE fleet = $1 AND id = $2",
                      values, G_N_ELEMENTS (values), keep_known, known, error);
}

static gboolean
last_n (RdmSql *sql, const char *fleet, const char *device, gint64 *n, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (device) };
  g_autofree char *text = NULL;

  if (!rdm_sql_get (sql, "SELECT max(n) FROM op WHERE fleet = $1 AND device = $2", values,
                    G_N_ELEMENTS (values), &text, error))
    return FALSE;
  *n = text ? g_ascii_strtoll (text, NULL, 10) : 0;
  return TRUE;
}

static RdmOpResult *
parse_result (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
  RdmOpResult *result = node ? rdm_op_result_from_json (json_node_get_object (node), NULL) : NULL;

  if (!result)
    g_set_error_literal (error, RDM_HUB_ERROR, RDM_HUB_ERROR_DAMAGED,
                         "An answer in the journal cannot be read");
  return result;
}

static char *
command_text (const RdmCommand *command)
{
  g_autoptr (JsonNode) node = rdm_command_to_json (command);

  return rdm_wire_print (node);
}

/* Who made a row so, for the author of a conflict. */
static void
keep_theirs (const char *const *values, guint n_values, gpointer user_data)
{
  RdmOpResult *result = user_data;

  g_free (result->their_actor);
  result->their_actor = g_strdup (values[0]);
  result->their_at_utc_ms = g_ascii_strtoll (values[1], NULL, 10);
}

static gboolean
add_theirs (RdmHubFleet *self, RdmOpResult *result, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (self->id), RDM_SQL_TEXT (result->subject) };
  /* A stop that was moved is where some route's list says: the newest one that has or had it is
   * what the author wants to know of, and that is the newest change of its route. */
  const char *query = "SELECT op.actor, op.at_ms FROM row_state JOIN op"
                      " ON op.fleet = row_state.fleet AND op.seq = row_state.version"
                      " WHERE row_state.fleet = $1 AND row_state.id = $2"
                      " ORDER BY op.seq DESC LIMIT 1";

  return rdm_sql_run (self->sql, query, values, G_N_ELEMENTS (values), keep_theirs, result, error);
}

/* The row that the other's change shows in: the subject, or for a stop the route that has it. */
static gboolean
find_theirs (RdmHubFleet *self, RdmOpResult *result, GError **error)
{
  const char *route = rdm_rows_route_of (self->rows, result->subject);
  g_autofree char *subject = NULL;
  gboolean ok;

  if (result->reason != RDM_REASON_MOVED || !route)
    return add_theirs (self, result, error);
  subject = g_steal_pointer (&result->subject);
  result->subject = g_strdup (route);
  ok = add_theirs (self, result, error);
  g_free (result->subject);
  result->subject = g_steal_pointer (&subject);
  return ok;
}

static gboolean
may_run (RdmHubFleet *self, const RdmHubAuthor *author, const RdmCommand *command)
{
  return rdm_role_may_run (author->role, command)
         && (author->role != RDM_ROLE_DRIVER
             || rdm_hub_driver_may_run (self->sql, self->id, author->driver, self->rows, command));
}

/* Whether a route that a driver speaks of is none by now, since it was recalled: the driver's word
 * counts, and a desk has to know. */
static void
look_for_recalled (RdmHubFleet *self, const RdmCommand *command, RdmOutcome *outcome)
{
  for (guint i = 0;
       outcome->verdict == RDM_APPLIED && command->reports && i < command->reports->len; i++)
    {
      const RdmReport *report = command->reports->pdata[i];
      g_autoptr (RdmRoute) route = rdm_rows_get_route (self->rows, report->route);

      if (!route || route->state != RDM_ROUTE_DRAFT || outcome->changes->len == 0)
        continue;
      outcome->verdict = RDM_NEEDS_REVIEW;
      outcome->reason = RDM_REASON_REPORTED;
      g_free (outcome->subject);
      outcome->subject = g_strdup (report->route);
    }
}

/* Makes the rows what @outcome says. Returns: FALSE with an error, for which the transaction is to
 * be rolled back. */
static gboolean
take_outcome (RdmHubFleet *self, RdmOutcome *outcome, const RdmCommand *command, GError **error)
{
  gboolean ok;

  if (!rdm_hub_rows_save (self->sql, self->id, self->seq, outcome->changes, error))
    return FALSE;
  rdm_changes_apply (outcome->changes, self->rows);
  rdm_hub_touched_add (&self->touched, self->rows, outcome->changes);
  ok = rdm_hub_handed_note (self->sql, self->id, self->rows, command, outcome->changes, error);
  g_ptr_array_extend_and_steal (self->changes, g_steal_pointer (&outcome->changes));
  outcome->changes = g_ptr_array_new ();
  return ok;
}

/* Writes an operation down, as the next one of the journal. */
static gboolean
keep_op (RdmHubFleet *self, RdmHubRecord *entry, const RdmOpResult *result, GError **error)
{
  g_autoptr (JsonNode) node = rdm_op_result_to_json (result);
  g_autofree char *text = rdm_wire_print (node);
  g_autofree char *hash = NULL;

  entry->seq = result->seq;
  entry->id = result->id;
  entry->n = result->n;
  entry->result = text;
  hash = rdm_hub_op_hash (self->log_head, entry);
  if (!rdm_hub_journal_add (self->sql, self->id, entry, hash, error))
    return FALSE;
  g_free (self->log_head);
  self->log_head = g_steal_pointer (&hash);
  return TRUE;
}

/* Runs a command that is new, and writes it down. */
static RdmOpResult *
run_op (RdmHubFleet *self,
        const RdmHubAuthor *author,
        const RdmPushOp *op,
        gint64 now_utc_ms,
        GError **error)
{
  g_autoptr (RdmOpResult) result = rdm_op_result_new ();
  g_autofree char *body = command_text (op->command);
  RdmHubRecord entry = {
    .device = author->device,
    .actor = author->person,
    .at_utc_ms = op->at_utc_ms,
    .received_utc_ms = now_utc_ms,
    .seen = op->seen,
    .body = body,
  };

  result->id = g_strdup (op->command->id);
  result->n = op->n;
  result->seq = ++self->seq;
  if (!may_run (self, author, op->command))
    {
      result->verdict = RDM_REJECTED;
      result->reason = RDM_REASON_FORBIDDEN;
    }
  else
    {
      g_autoptr (RdmOutcome) outcome = rdm_run (op->command, self->rows);

      if (author->role == RDM_ROLE_DRIVER)
        look_for_recalled (self, op->command, outcome);
      result->verdict = outcome->verdict;
      result->reason = outcome->reason;
      result->subject = g_strdup (outcome->subject);
      result->detail = g_strdup (outcome->detail);
      if (outcome->verdict == RDM_CONFLICT && result->subject && !find_theirs (self, result, error))
        return NULL;
      if (!take_outcome (self, outcome, op->command, error))
        return NULL;
    }
  return keep_op (self, &entry, result, error) ? g_steal_pointer (&result) : NULL;
}

/* Looks over all of a request before any of it is run. @known: (array): one an operation. */
static gboolean
check_ops (RdmHubFleet *self,
           const RdmHubAuthor *author,
           const RdmPush *push,
           Known *known,
           gint64 *expected_n,
           GError **error)
{
  gint64 n;

  if (!last_n (self->sql, self->id, author->device, &n, error))
    return FALSE;
  for (guint i = 0; i < push->ops->len; i++)
    {
      const RdmPushOp *op = push->ops->pdata[i];
      g_autofree char *body = command_text (op->command);

      if (!find_known (self, op->command->id, &known[i], error))
        return FALSE;
      if (known[i].result)
        {
          if (g_strcmp0 (known[i].body, body) == 0
              && g_strcmp0 (known[i].device, author->device) == 0)
            continue;
          g_set_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_ID_REUSED,
                       "Another command was sent as %s", op->command->id);
          return FALSE;
        }
      if (op->n <= n)
        {
          g_set_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_FORKED,
                       "Another command of this device was number %" G_GINT64_FORMAT, op->n);
          return FALSE;
        }
      if (op->n != n + 1)
        {
          if (expected_n)
            *expected_n = n + 1;
          g_set_error (error, RDM_HUB_ERROR, RDM_HUB_ERROR_GAP,
                       "Number %" G_GINT64_FORMAT " of this device is missing", n + 1);
          return FALSE;
        }
      n = op->n;
    }
  return TRUE;
}

RdmPushAnswer *
rdm_hub_fleet_push (RdmHubFleet *self,
                    const RdmHubAuthor *author,
                    const RdmPush *push,
                    gint64 now_utc_ms,
                    gint64 *expected_n,
                    GError **error)
{
  g_autoptr (RdmPushAnswer) answer = NULL;
  g_autofree Known *known = g_new0 (Known, push->ops->len);
  gboolean ok;

  g_return_val_if_fail (self->is_writing, NULL);
  ok = check_ops (self, author, push, known, expected_n, error);
  answer = rdm_push_answer_new (self->epoch, self->seq, now_utc_ms);
  for (guint i = 0; ok && i < push->ops->len; i++)
    {
      RdmOpResult *result = known[i].result
                                ? parse_result (known[i].result, error)
                                : run_op (self, author, push->ops->pdata[i], now_utc_ms, error);

      if (result)
        g_ptr_array_add (answer->results, result);
      ok = result != NULL;
    }
  answer->seq = self->seq;
  for (guint i = 0; i < push->ops->len; i++)
    clear_known (&known[i]);
  return ok ? g_steal_pointer (&answer) : NULL;
}

gboolean
rdm_hub_fleet_detect (RdmHubFleet *self,
                      const RdmCommand *command,
                      gint64 now_utc_ms,
                      GError **error)
{
  g_autoptr (RdmCommand) news = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (RdmOpResult) result = NULL;
  g_autofree char *body = NULL;
  RdmHubRecord entry = {
    .device = RDM_HUB_DETECTOR,
    .actor = RDM_HUB_DETECTOR,
    .at_utc_ms = now_utc_ms,
    .received_utc_ms = now_utc_ms,
    .seen = self->seq,
  };
  gint64 n;

  g_return_val_if_fail (self->is_writing, FALSE);
  if (!rdm_hub_detected_news (self->sql, self->id, self->rows, command, &news, error))
    return FALSE;
  outcome = news ? rdm_run (news, self->rows) : NULL;
  /* What is no news any more is not worth a line in the journal. */
  if (!outcome || !rdm_outcome_is_applied (outcome) || outcome->changes->len == 0)
    return TRUE;
  if (!last_n (self->sql, self->id, RDM_HUB_DETECTOR, &n, error))
    return FALSE;
  result = rdm_op_result_new ();
  result->id = g_strdup (news->id);
  result->n = n + 1;
  result->seq = ++self->seq;
  result->verdict = outcome->verdict;
  result->reason = outcome->reason;
  result->subject = g_strdup (outcome->subject);
  entry.body = body = command_text (news);
  return take_outcome (self, outcome, news, error) && keep_op (self, &entry, result, error);
}

static void
append_result (const char *const *values, guint n_values, gpointer user_data)
{
  GString *results = user_data;

  if (results->str[results->len - 1] != '[')
    g_string_append_c (results, ',');
  g_string_append (results, values[0]);
}

/* A page as JSON, as rdm_page_from_json() reads it: rows and results are the texts that they are in
 * the database. */
static char *
print_page (RdmSql *sql,
            const char *fleet,
            const char *device,
            const Head *head,
            gint64 since,
            guint limit,
            GError **error)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  GString *json;
  gsize length;
  gint64 to;
  gboolean complete;

  if (!rdm_hub_rows_page (sql, fleet, since, head->seq, limit, rows, &to, &complete, error))
    return NULL;
  json = g_string_sized_new (rows->len + 512);
  g_string_append (json, "{\"epoch\":");
  rdm_hub_append_quoted (json, head->epoch);
  g_string_append_printf (json,
                          ",\"from\":%" G_GINT64_FORMAT ",\"to\":%" G_GINT64_FORMAT
                          ",\"schema\":%d,\"complete\":%s,\"rows\":[",
                          since, to, RDM_WIRE_SCHEMA, complete ? "true" : "false");
  g_string_append_len (json, rows->str, (gssize)rows->len);
  g_string_append (json, "],\"results\":[");
  {
    const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (device), RDM_SQL_INT (since),
                                   RDM_SQL_INT (to) };

    if (!rdm_sql_run (sql,
                      "SELECT result FROM op WHERE fleet = $1 AND device = $2 AND seq > $3"
                      " AND seq <= $4 ORDER BY seq",
                      values, G_N_ELEMENTS (values), append_result, json, error))
      {
        g_string_free (json, TRUE);
        return NULL;
      }
  }
  g_string_append (json, "]}");
  length = json->len;
  /* It may be long in being read: without the room that it grew into. */
  return g_realloc (g_string_free (json, FALSE), length + 1);
}

char *
rdm_hub_pull_text (RdmSql *sql,
                   const char *fleet,
                   const char *device,
                   const char *epoch,
                   gint64 since,
                   guint limit,
                   GError **error)
{
  g_auto (Head) head = { 0 };
  char *text = NULL;

  if (!rdm_sql_begin_read (sql, error))
    return NULL;
  if (read_head (sql, fleet, FALSE, &head, error))
    {
      if ((!epoch || g_strcmp0 (epoch, head.epoch) == 0) && since <= head.seq)
        text = print_page (sql, fleet, device, &head, since, limit, error);
      else
        g_set_error_literal (error, RDM_HUB_ERROR, RDM_HUB_ERROR_REFETCH,
                             "The plan has been restored: fetch all of it");
    }
  rdm_sql_rollback (sql);
  return text;
}

RdmPage *
rdm_hub_pull (RdmSql *sql,
              const char *fleet,
              const char *device,
              const char *epoch,
              gint64 since,
              guint limit,
              GError **error)
{
  g_autofree char *text = rdm_hub_pull_text (sql, fleet, device, epoch, since, limit, error);
  g_autoptr (JsonNode) node = NULL;
  RdmPage *page;

  if (!text)
    return NULL;
  node = rdm_wire_parse (text, -1, G_MAXINT, NULL);
  page = node ? rdm_page_from_json (node, NULL) : NULL;
  if (!page)
    g_set_error_literal (error, RDM_HUB_ERROR, RDM_HUB_ERROR_DAMAGED,
                         "A row in the database cannot be read");
  return page;
}
