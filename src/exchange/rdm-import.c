/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-fleet-import.h"
#include "rdm-import-run.h"
#include "rdm-text.h"
#include "rdm-time.h"

G_DEFINE_QUARK (rdm_import_failure, rdm_import_failure)

static const struct
{
  const char *name;
  const char *label;
} fates[RDM_N_IMPORT_FATES] = {
  [RDM_IMPORT_CREATED] = { "created", N_ ("New") },
  [RDM_IMPORT_CHANGED] = { "changed", N_ ("Changed") },
  [RDM_IMPORT_UNCHANGED] = { "unchanged", N_ ("Unchanged") },
  [RDM_IMPORT_REFUSED_BY_PLAN] = { "refused", N_ ("Stays as it is") },
  [RDM_IMPORT_BROKEN] = { "broken", N_ ("Has errors") },
  [RDM_IMPORT_LEFT_OUT] = { "left-out", N_ ("Left out") },
};

const char *
rdm_import_fate_name (RdmImportFate fate)
{
  return fates[fate].name;
}

const char *
rdm_import_fate_label (RdmImportFate fate)
{
  return _ (fates[fate].label);
}

static gboolean
read_orders (RdmImportRun *self)
{
  guint n_rows = rdm_import_table_get_n_rows (self->request->table);

  rdm_import_days_settle (self);
  for (guint row = 0; row < n_rows; row++)
    {
      if (!rdm_import_run_step (self, row, n_rows, 0.0, 0.4))
        return FALSE;
      g_ptr_array_add (self->orders, rdm_import_order_read (self, row));
    }
  if (!rdm_import_places_check (self))
    return FALSE;
  rdm_import_repeats_settle (self);
  return rdm_import_reconcile_orders (self);
}

RdmImportResult *
rdm_import_read (const RdmImportRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (RdmImportRun) run = NULL;
  g_autofree char *missing = NULL;
  gboolean orders;

  g_return_val_if_fail (request != NULL && request->table != NULL, NULL);
  g_return_val_if_fail (request->mapping != NULL && request->rows != NULL, NULL);
  g_return_val_if_fail (rdm_date_valid (request->date), NULL);

  missing = rdm_import_mapping_missing (request->mapping);
  if (missing != NULL)
    {
      g_set_error_literal (error, RDM_IMPORT_FAILURE, RDM_IMPORT_FAILURE_COLUMN, missing);
      return NULL;
    }
  run = rdm_import_run_new (request, cancellable);
  orders = rdm_import_mapping_get_schema (request->mapping) == &rdm_import_order_schema;
  if (!(orders ? read_orders (run) : rdm_fleet_import_read (run)))
    {
      g_cancellable_set_error_if_cancelled (cancellable, error);
      return NULL;
    }
  rdm_import_run_finish (run);
  return g_steal_pointer (&run->result);
}

static gboolean
is_wanted (const RdmImportEntry *entry, RdmImportScope scope)
{
  return (entry->fate == RDM_IMPORT_CREATED || entry->fate == RDM_IMPORT_CHANGED)
         && (scope == RDM_IMPORT_ALL || entry->worst == RDM_IMPORT_FINE);
}

/* The dates of the file have shown how they are written, or somebody has answered: the next file is
 * read so. */
static char *
mapping_text (const RdmImportRequest *request, RdmImportFormat day_order)
{
  g_autoptr (RdmImportMapping) mapping = rdm_import_mapping_copy (request->mapping);
  int date = rdm_import_mapping_find (mapping, RDM_IMPORT_DATE);
  gboolean orders = rdm_import_mapping_get_schema (mapping) == &rdm_import_order_schema;

  if (orders && date >= 0 && day_order != RDM_IMPORT_FORMAT_AUTO)
    rdm_import_mapping_set_format (mapping, (guint)date, day_order);
  return rdm_import_mapping_to_text (mapping, request->table);
}

static void
remember_mapping (const RdmImportRequest *request, RdmImportFormat day_order, RdmCommand *batch)
{
  g_autofree char *id =
      rdm_import_mapping_row_id (request->table, rdm_import_mapping_get_schema (request->mapping));
  const RdmSender *before = rdm_rows_get (request->rows, RDM_ROW_SENDER, id);
  g_autoptr (RdmSender) after =
      before != NULL ? rdm_row_copy (before) : rdm_row_new (RDM_ROW_SENDER, id);
  g_autoptr (RdmCommand) command = NULL;

  rdm_set_str (&after->name, rdm_import_mapping_get_sender (request->mapping));
  g_free (after->mapping);
  after->mapping = mapping_text (request, day_order);
  if (before == NULL)
    {
      command = rdm_command_new_add (NULL);
      rdm_command_add_row (command, after);
    }
  else
    {
      command = rdm_command_new_edit (NULL);
      if (rdm_command_edit_row (command, before, after) == 0)
        return;
    }
  rdm_command_batch_take (batch, g_steal_pointer (&command));
}

static char *
make_label (const RdmImportRequest *request, guint n_rows)
{
  const char *name = rdm_import_table_get_name (request->table);

  if (rdm_import_mapping_get_schema (request->mapping) == &rdm_import_fleet_schema)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Import %u vehicle from %s",
                                         "Import %u vehicles from %s", n_rows),
                            n_rows, name);
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Import %u order from %s", "Import %u orders from %s", n_rows),
      n_rows, name);
}

RdmCommand *
rdm_import_result_to_command (const RdmImportResult *self,
                              const RdmImportRequest *request,
                              RdmImportScope scope,
                              gboolean remember)
{
  g_autoptr (RdmCommand) add = rdm_command_new_add (NULL);
  g_autoptr (RdmCommand) edit = rdm_command_new_edit (NULL);
  g_autoptr (RdmCommand) batch = NULL;
  /* A vehicle with two shifts stands in two entries. */
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *label = NULL;
  guint n_rows = 0;

  if (self->questions->len > 0)
    return NULL;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RdmImportEntry *entry = g_ptr_array_index (self->entries, i);

      if (!is_wanted (entry, scope))
        continue;
      n_rows++;
      for (guint r = 0; r < entry->rows->len; r++)
        {
          const RdmRow *row = g_ptr_array_index (entry->rows, r);
          const RdmRow *before = g_ptr_array_index (entry->before, r);

          if (!g_hash_table_add (taken, row->id))
            continue;
          if (before == NULL)
            rdm_command_add_row (add, row);
          else
            rdm_command_edit_row (edit, before, row);
        }
    }
  if (n_rows == 0)
    return NULL;

  label = make_label (request, n_rows);
  batch = rdm_command_new_batch (label);
  if (!rdm_command_is_empty (add))
    rdm_command_batch_take (batch, g_steal_pointer (&add));
  if (!rdm_command_is_empty (edit))
    rdm_command_batch_take (batch, g_steal_pointer (&edit));
  if (remember && rdm_import_table_has_headers (request->table))
    remember_mapping (request, self->day_order, batch);
  return g_steal_pointer (&batch);
}

static void
append_count (GString *out, guint *n_named, guint n, const char *what)
{
  if (n == 0)
    return;
  g_string_append_printf (out, "%s%u %s", *n_named > 0 ? ", " : ": ", n, what);
  (*n_named)++;
}

char *
rdm_import_result_describe (const RdmImportResult *self)
{
  guint n_rows = self->entries->len;
  guint n_named = 0;
  GString *out = g_string_new (NULL);

  if (n_rows == 0)
    return g_string_free (g_string_append (out, _ ("No rows: there is nothing below the titles")),
                          FALSE);
  g_string_append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%u row", "%u rows", n_rows), n_rows);
  append_count (out, &n_named, self->n[RDM_IMPORT_CREATED], _ ("new"));
  append_count (out, &n_named, self->n[RDM_IMPORT_CHANGED], _ ("changed"));
  append_count (out, &n_named, self->n[RDM_IMPORT_UNCHANGED], _ ("unchanged"));
  append_count (out, &n_named, self->n[RDM_IMPORT_REFUSED_BY_PLAN],
                _ ("not to be changed any more"));
  append_count (out, &n_named, self->n[RDM_IMPORT_BROKEN], _ ("with errors"));
  append_count (out, &n_named, self->n[RDM_IMPORT_LEFT_OUT], _ ("left out"));
  return g_string_free (out, FALSE);
}

static void
append_sentence (GString *out, char *sentence)
{
  g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

char *
rdm_import_result_describe_unplaced (const RdmImportResult *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (self->n_located > 0)
    append_sentence (
        out, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u address was found on the map.",
                                           "%u addresses were found on the map.", self->n_located),
                              self->n_located));
  if (self->n_unsure > 0)
    append_sentence (out, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                        "Of %u only the street: have a look at it.",
                                                        "Of %u only the street: have a look at "
                                                        "them.",
                                                        self->n_unsure),
                                           self->n_unsure));
  if (self->n_without_place > 0)
    append_sentence (
        out, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "%u order has no coordinates: it needs a place on the "
                                           "map before it can be planned.",
                                           "%u orders have no coordinates: they need a place on "
                                           "the map before they can be planned.",
                                           self->n_without_place),
                              self->n_without_place));
  if (self->locate_failure != NULL)
    /* Translators: %s is a sentence or a part of one that says what went wrong */
    append_sentence (
        out, g_strdup_printf (_ ("Addresses could not be looked up: %s"), self->locate_failure));
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
