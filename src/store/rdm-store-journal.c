/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-store-private.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-json.h"

/* The journal is our own writing: as deep as commands get, as long as the longest of them. */
static const RdmJsonLimits limits = { .max_bytes = 1 << 30,
                                      .max_depth = 64,
                                      .max_values = 100 * 1000 * 1000 };

RdmJournalEntry *
rdm_journal_entry_new (void)
{
  return g_new0 (RdmJournalEntry, 1);
}

void
rdm_journal_entry_free (RdmJournalEntry *self)
{
  g_clear_pointer (&self->command, rdm_command_unref);
  g_clear_pointer (&self->inverse, rdm_command_unref);
  g_free (self->subject);
  g_free (self->detail);
  g_free (self->actor);
  g_free (self);
}

static char *
command_to_text (const RdmCommand *command)
{
  g_autoptr (JsonNode) node = rdm_command_to_json (command);

  return json_to_string (node, FALSE);
}

static void
bind_command (RdmBorrowed *stmt, int index, const RdmCommand *command)
{
  if (command)
    sqlite3_bind_text (stmt, index, command_to_text (command), -1, g_free);
  else
    sqlite3_bind_null (stmt, index);
}

static void
bind_seq (RdmBorrowed *stmt, int index, gint64 seq)
{
  if (seq)
    sqlite3_bind_int64 (stmt, index, seq);
  else
    sqlite3_bind_null (stmt, index);
}

gboolean
rdm_store_add_entry (RdmStore *self, RdmJournalEntry *entry, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_ADD_ENTRY, error);

  if (!stmt)
    return FALSE;
  bind_seq (stmt, 1, entry->seq);
  rdm_store_bind_text (stmt, 2, entry->command->id);
  rdm_store_bind_text (stmt, 3, rdm_command_kind_names[entry->command->kind]);
  rdm_store_bind_text (stmt, 4, rdm_verdict_names[entry->verdict]);
  rdm_store_bind_text (stmt, 5, rdm_reason_names[entry->reason]);
  rdm_store_bind_text (stmt, 6, entry->subject);
  rdm_store_bind_text (stmt, 7, entry->detail);
  rdm_store_bind_text (stmt, 8, entry->command->label);
  rdm_store_bind_text (stmt, 9, entry->actor);
  sqlite3_bind_int64 (stmt, 10, entry->at_utc_ms);
  bind_seq (stmt, 11, entry->undoes);
  bind_seq (stmt, 12, entry->redoes);
  bind_command (stmt, 13, entry->command);
  bind_command (stmt, 14, entry->inverse);
  if (!rdm_store_done (self, stmt, error))
    return FALSE;
  entry->seq = sqlite3_last_insert_rowid (self->db);
  return TRUE;
}

static int
number_of (const char *name, const char *const *names)
{
  for (int i = 0; name && names[i]; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

static RdmCommand *
read_command (RdmBorrowed *stmt, int column, GError **error)
{
  const char *text = rdm_store_column_text (stmt, column);
  g_autoptr (JsonNode) node = text ? rdm_json_parse (text, -1, &limits, error) : NULL;

  return node ? rdm_command_from_json (node, error) : NULL;
}

/* All but the commands. Columns as in every statement that reads entries. */
static RdmJournalEntry *
read_head (RdmBorrowed *stmt)
{
  g_autoptr (RdmJournalEntry) entry = rdm_journal_entry_new ();
  int verdict = number_of (rdm_store_column_text (stmt, 1), rdm_verdict_names);
  int reason = number_of (rdm_store_column_text (stmt, 2), rdm_reason_names);

  if (verdict < 0 || reason < 0)
    return NULL;
  entry->seq = sqlite3_column_int64 (stmt, 0);
  entry->verdict = (RdmVerdict)verdict;
  entry->reason = (RdmReason)reason;
  entry->subject = g_strdup (rdm_store_column_text (stmt, 3));
  entry->detail = g_strdup (rdm_store_column_text (stmt, 4));
  entry->actor = g_strdup (rdm_store_column_text (stmt, 5));
  entry->at_utc_ms = sqlite3_column_int64 (stmt, 6);
  entry->undoes = sqlite3_column_int64 (stmt, 7);
  entry->redoes = sqlite3_column_int64 (stmt, 8);
  return g_steal_pointer (&entry);
}

static gboolean
fail_at (RdmStore *self, gint64 seq, GError **error)
{
  g_autofree char *why =
      g_strdup_printf (_ ("entry %" PRId64 " of its journal makes no sense."), seq);

  return rdm_store_fail_as (RDM_STORE_ERROR_DAMAGED, self->path, why, error);
}

static RdmJournalEntry *
read_entry (RdmStore *self, RdmBorrowed *stmt, GError **error)
{
  g_autoptr (RdmJournalEntry) entry = read_head (stmt);

  if (entry)
    {
      entry->command = read_command (stmt, 9, NULL);
      entry->inverse = read_command (stmt, 10, NULL);
    }
  if (!entry || !entry->command
      || (!entry->inverse && sqlite3_column_type (stmt, 10) != SQLITE_NULL))
    {
      fail_at (self, sqlite3_column_int64 (stmt, 0), error);
      return NULL;
    }
  return g_steal_pointer (&entry);
}

GPtrArray *
rdm_store_journal (RdmStore *self, gint64 before, guint limit, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_ENTRIES, error);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_journal_entry_free);
  GError *problem = NULL;

  if (!stmt)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, before > 0 ? before : G_MAXINT64);
  sqlite3_bind_int64 (stmt, 2, limit);
  while (rdm_store_next (self, stmt, &problem))
    {
      RdmJournalEntry *entry = read_entry (self, stmt, error);

      if (!entry)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  if (problem)
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  return g_steal_pointer (&entries);
}

RdmJournalEntry *
rdm_store_entry (RdmStore *self, gint64 seq, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_ENTRY, error);
  GError *problem = NULL;

  if (!stmt)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, seq);
  if (rdm_store_next (self, stmt, &problem))
    return read_entry (self, stmt, error);
  if (problem)
    g_propagate_error (error, problem);
  else
    fail_at (self, seq, error);
  return NULL;
}

gboolean
rdm_store_history (RdmStore *self, RdmHistoryFunc func, gpointer user_data, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_HISTORY, error);
  GError *problem = NULL;

  if (!stmt)
    return FALSE;
  while (rdm_store_next (self, stmt, &problem))
    {
      g_autoptr (RdmJournalEntry) entry = read_head (stmt);

      if (!entry)
        return fail_at (self, sqlite3_column_int64 (stmt, 0), error);
      func (entry, rdm_store_column_text (stmt, 9), sqlite3_column_int (stmt, 10) != 0, user_data);
    }
  if (problem)
    g_propagate_error (error, problem);
  return !problem;
}

gint64
rdm_store_last_seq (RdmStore *self, GError **error)
{
  g_autoptr (RdmBorrowed) stmt = rdm_store_borrow (self, RDM_STMT_LAST_SEQ, error);

  return stmt && rdm_store_next (self, stmt, error) ? sqlite3_column_int64 (stmt, 0) : -1;
}
