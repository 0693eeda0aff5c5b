/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written is what is read: every field of every kind of row, and the journal.
 */
#include <sqlite3.h>
#include <string.h>

#include "plan-fixture.h"
#include "rdm-store-private.h"
#include "scratch.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_new ();
  fixture->path = g_build_filename (fixture->folder, "day.roundsman", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scratch_remove (fixture->folder);
  g_free (fixture->path);
}

static RdmStore *
open_store (const char *path)
{
  GError *error = NULL;
  RdmStore *store = rdm_store_open (path, RDM_STORE_CREATE, &error);

  g_assert_no_error (error);
  return store;
}

static const char *
column_type (const RdmField *field)
{
  switch (field->type)
    {
    case RDM_FIELD_REAL:
      return "REAL";
    case RDM_FIELD_INT:
    case RDM_FIELD_TIME:
    case RDM_FIELD_BOOL:
      return "INTEGER";
    case RDM_FIELD_TEXT:
    case RDM_FIELD_ENUM:
    case RDM_FIELD_TEXTS:
    case RDM_FIELD_WINDOWS:
    case RDM_FIELD_POINTS:
      return "TEXT";
    }
  return NULL;
}

/* Every field has its column of the right type, and there is no column without a field. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmStore) store = open_store (fixture->path);

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      const RdmRowClass *class = rdm_row_class ((RdmRowKind)kind);
      g_autofree char *sql = g_strdup_printf ("PRAGMA table_info (\"%s\")", class->name);
      sqlite3_stmt *stmt;
      guint n = 0;

      g_assert_cmpint (sqlite3_prepare_v2 (store->db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        {
          const char *name = (const char *)sqlite3_column_text (stmt, 1);
          const RdmField *field = rdm_row_class_field ((RdmRowKind)kind, name);

          if (strcmp (name, "id") == 0)
            continue;
          g_assert_nonnull (field);
          g_assert_cmpstr ((const char *)sqlite3_column_text (stmt, 2), ==, column_type (field));
          n++;
        }
      sqlite3_finalize (stmt);
      g_assert_cmpuint (n, ==, class->n_fields);
    }
}

static gint64
pragma (RdmStore *store, const char *name)
{
  return rdm_store_pragma (store->db, store->path, name, NULL);
}

static void
test_settings_of_the_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmStore) store = open_store (fixture->path);
  sqlite3_stmt *stmt;

  g_assert_cmpint (pragma (store, "user_version"), ==, RDM_STORE_VERSION);
  g_assert_cmpint (pragma (store, "application_id"), ==, RDM_STORE_APPLICATION_ID);
  g_assert_cmpint (pragma (store, "synchronous"), ==, 2);
  g_assert_cmpint (sqlite3_prepare_v2 (store->db, "PRAGMA journal_mode", -1, &stmt, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *)sqlite3_column_text (stmt, 0), ==, "wal");
  sqlite3_finalize (stmt);
  /* There is a schema file for every version, and none for the next. */
  for (int version = 1; version <= RDM_STORE_VERSION + 1; version++)
    {
      g_autoptr (GBytes) schema = rdm_store_schema (version, NULL);

      g_assert_true ((schema != NULL) == (version <= RDM_STORE_VERSION));
    }
}

static void
fill (const RdmField *field, RdmRow *row, guint number)
{
  const char *const texts[] = { "a \"quoted\" one", "Grüße, 你好", NULL };
  gpointer at = rdm_field_address (field, row);

  rdm_field_clear (field, row);
  switch (field->type)
    {
    case RDM_FIELD_TEXT:
      *(char **)at = g_strdup_printf ("Straße %u — “ö”\n'; DROP TABLE", number);
      break;
    case RDM_FIELD_INT:
      *(gint64 *)at = G_MAXINT64 - number;
      break;
    case RDM_FIELD_TIME:
      *(gint32 *)at = (gint32)number;
      break;
    case RDM_FIELD_REAL:
      *(double *)at = 47.1 + number / 3.0;
      break;
    case RDM_FIELD_BOOL:
      *(gboolean *)at = TRUE;
      break;
    case RDM_FIELD_ENUM:
      *(int *)at = (int)g_strv_length ((GStrv)field->names) - 1;
      break;
    case RDM_FIELD_TEXTS:
      *(GStrv *)at = g_strdupv ((GStrv)texts);
      break;
    case RDM_FIELD_WINDOWS:
      *(RdmWindows *)at = (RdmWindows){ 2, { { 28800, 36000 }, { 50400, 90000 } } };
      break;
    case RDM_FIELD_POINTS:
      rdm_points_set (at, (const RdmPoint[]){ { 47.1 + number / 3.0, 9.5 }, { -0.1, 179.99 } }, 2);
      break;
    }
}

static void
write_row (RdmStore *store, const RdmRow *before, const RdmRow *after)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  RdmChange *change = g_new0 (RdmChange, 1);
  GError *error = NULL;

  change->kind = after ? after->kind : before->kind;
  change->id = g_strdup (after ? after->id : before->id);
  change->after = after ? rdm_row_ref (after) : NULL;
  g_ptr_array_add (changes, change);
  rdm_store_write (store, entries, changes, NULL, &error);
  g_assert_no_error (error);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmRows) written = rdm_memory_rows_new ();
  g_autoptr (RdmRows) read = rdm_memory_rows_new ();
  RdmStore *store = open_store (fixture->path);
  GError *error = NULL;

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      const RdmRowClass *class = rdm_row_class ((RdmRowKind)kind);
      g_autoptr (RdmRow) nothing = rdm_row_new ((RdmRowKind)kind, "nothing");
      g_autoptr (RdmRow) full = rdm_row_new ((RdmRowKind)kind, "füll's");
      g_autoptr (RdmRow) gone = rdm_row_new ((RdmRowKind)kind, "gone");

      for (guint i = 0; i < class->n_fields; i++)
        {
          fill (&class->fields[i], full, i);
          rdm_field_clear (&class->fields[i], nothing);
        }
      write_row (store, NULL, gone);
      write_row (store, NULL, full);
      write_row (store, NULL, nothing);
      write_row (store, full, full);
      write_row (store, gone, NULL);
      rdm_rows_put (written, full);
      rdm_rows_put (written, nothing);
    }
  rdm_store_close (store);
  store = open_store (fixture->path);
  rdm_store_load (store, read, &error);
  g_assert_no_error (error);
  scratch_assert_rows_equal (written, read);
  rdm_store_close (store);
}

static RdmJournalEntry *
new_entry (guint number)
{
  RdmJournalEntry *entry = rdm_journal_entry_new ();

  entry->command = rdm_command_new_assign ("Schieben", "shift1@2026-11-23", NULL);
  rdm_command_assign_stop (entry->command, "o1.d", NULL);
  entry->verdict = number % 2 ? RDM_CONFLICT : RDM_APPLIED;
  entry->reason = number % 2 ? RDM_REASON_MOVED : RDM_REASON_NONE;
  entry->subject = g_strdup (number % 2 ? "o1.d" : NULL);
  entry->detail = g_strdup (number % 2 ? "so" : NULL);
  entry->actor = g_strdup ("Ana");
  entry->at_utc_ms = 1795000000000 + number;
  entry->inverse = number % 2 ? NULL : rdm_command_ref (entry->command);
  entry->undoes = number > 1 ? number - 1 : 0;
  return entry;
}

static void
test_journal (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmStore) store = open_store (fixture->path);
  g_autoptr (GPtrArray) written =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_journal_entry_free);
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  g_autoptr (GPtrArray) read = NULL;
  GError *error = NULL;

  for (guint i = 1; i <= 10; i++)
    g_ptr_array_add (written, new_entry (i));
  rdm_store_write (store, written, changes, NULL, &error);
  g_assert_no_error (error);
  read = rdm_store_journal (store, 0, 4, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 4);
  for (guint i = 0; i < read->len; i++)
    {
      const RdmJournalEntry *a = written->pdata[9 - i];
      const RdmJournalEntry *b = read->pdata[i];

      g_assert_cmpint (b->seq, ==, 10 - (int)i);
      g_assert_cmpint (a->seq, ==, b->seq);
      g_assert_cmpstr (a->command->id, ==, b->command->id);
      g_assert_cmpstr (a->command->label, ==, b->command->label);
      g_assert_cmpint (a->verdict, ==, b->verdict);
      g_assert_cmpint (a->reason, ==, b->reason);
      g_assert_cmpstr (a->subject, ==, b->subject);
      g_assert_cmpstr (a->detail, ==, b->detail);
      g_assert_cmpstr (a->actor, ==, b->actor);
      g_assert_cmpint (a->at_utc_ms, ==, b->at_utc_ms);
      g_assert_true (!a->inverse == !b->inverse);
      g_assert_cmpint (a->undoes, ==, b->undoes);
    }
  g_ptr_array_unref (read);
  read = rdm_store_journal (store, 3, 100, &error);
  g_assert_cmpuint (read->len, ==, 2);
}

/* A command's id is in the journal once, or the whole transaction is not there. */
static void
test_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmStore) store = open_store (fixture->path);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_journal_entry_free);
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  RdmJournalEntry *again = new_entry (2);

  g_ptr_array_add (entries, new_entry (1));
  g_ptr_array_add (entries, again);
  rdm_command_unref (again->command);
  again->command = rdm_command_ref (((RdmJournalEntry *)entries->pdata[0])->command);
  g_assert_false (rdm_store_write (store, entries, changes, NULL, &error));
  g_assert_error (error, RDM_STORE_ERROR, RDM_STORE_ERROR_IO);
  g_assert_cmpint (rdm_store_last_seq (store, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/store/store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("columns", test_columns);
  ADD ("file", test_settings_of_the_file);
  ADD ("rows", test_rows);
  ADD ("journal", test_journal);
  ADD ("twice", test_twice);
#undef ADD
  return g_test_run ();
}
