/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A reference that comes again in the same file: more items, the other end of a shipment, or a
 * mistake. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-import-run.h"
#include "rdm-text.h"

static gboolean
same_place (const RdmOrder *a, const RdmOrder *b)
{
  g_autofree char *left = rdm_order_end_key (&a->at);
  g_autofree char *right = rdm_order_end_key (&b->at);

  return a->kind == b->kind && strcmp (left, right) == 0 && g_strcmp0 (a->date, b->date) == 0;
}

static GStrv
join_words (GStrv first, GStrv second, gboolean once)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (first != NULL)
    g_strv_builder_addv (builder, (const char **)first);
  for (gsize i = 0; second != NULL && second[i] != NULL; i++)
    if (!once || first == NULL || !g_strv_contains ((const char *const *)first, second[i]))
      g_strv_builder_add (builder, second[i]);
  return g_strv_builder_end (builder);
}

static void
take_words (GStrv *target, GStrv more, gboolean once)
{
  GStrv joined;

  if (more == NULL)
    return;
  joined = join_words (*target, more, once);
  g_strfreev (*target);
  *target = joined;
}

/* Adds what @more says to @order: items, loads, skills. */
static void
merge_items (RdmOrder *order, const RdmOrder *more)
{
  for (guint i = 0; i < RDM_N_LOADS; i++)
    order->loads.amount[i] += more->loads.amount[i];
  order->collect_minor += more->collect_minor;
  take_words (&order->items, more->items, FALSE);
  take_words (&order->skills, more->skills, TRUE);
  take_words (&order->proof, more->proof, TRUE);
  if (order->notes == NULL)
    rdm_set_str (&order->notes, more->notes);
}

static void
swap_ends (RdmOrderEnd *a, RdmOrderEnd *b)
{
  RdmOrderEnd spare = *a;

  *a = *b;
  *b = spare;
}

/* A row that fetches and a row that brings are one shipment. The loads stand on both, so they do
 * not add. */
static gboolean
merge_stops (RdmOrder *order, RdmOrder *more)
{
  gboolean fetched_first = order->kind == RDM_ORDER_PICKUP && more->kind == RDM_ORDER_DELIVERY;
  gboolean brought_first = order->kind == RDM_ORDER_DELIVERY && more->kind == RDM_ORDER_PICKUP;

  if (!fetched_first && !brought_first)
    return FALSE;
  swap_ends (&order->from, fetched_first ? &order->at : &more->at);
  if (fetched_first)
    swap_ends (&order->at, &more->at);
  order->kind = RDM_ORDER_SHIPMENT;
  for (guint i = 0; i < RDM_N_LOADS; i++)
    order->loads.amount[i] = MAX (order->loads.amount[i], more->loads.amount[i]);
  take_words (&order->skills, more->skills, TRUE);
  take_words (&order->items, more->items, TRUE);
  return TRUE;
}

/* "1001" → "1001-2", the first that is free. */
static void
number_reference (RdmOrder *order, GHashTable *rows)
{
  g_autofree char *reference = NULL;

  for (guint i = 2;; i++)
    {
      g_free (reference);
      reference = g_strdup_printf ("%s-%u", order->reference, i);
      if (!g_hash_table_contains (rows, reference))
        break;
    }
  rdm_set_str (&order->reference, reference);
}

/* A broken row must not take one that is whole with it. */
static void
join_entries (RdmImportRun *self, guint first, guint row)
{
  RdmImportEntry *entry = rdm_import_run_entry (self, row);
  RdmImportEntry *kept = rdm_import_run_entry (self, first);

  if (entry->fate == RDM_IMPORT_BROKEN)
    kept->fate = RDM_IMPORT_BROKEN;
  kept->worst = MAX (kept->worst, entry->worst);
  entry->fate = RDM_IMPORT_LEFT_OUT;
}

/* Whether both rows say the very same. */
static gboolean
is_copy (const RdmOrder *a, const RdmOrder *b)
{
  for (guint i = 0; i < rdm_order_class.n_fields; i++)
    if (!rdm_field_equal (&rdm_order_class.fields[i], a, b))
      return FALSE;
  return TRUE;
}

/* The same row once more, as when a page was pasted twice: it stays out unless somebody wants it.
 */
static void
report_copy (RdmImportRun *self, guint first, guint row, GHashTable *rows)
{
  RdmOrder *order = g_ptr_array_index (self->orders, row);
  RdmImportEntry *entry = rdm_import_run_entry (self, row);
  RdmRepair repair = rdm_import_run_report (
      self, RDM_IMPORT_REFERENCE_TWICE, row, RDM_IMPORT_REFERENCE,
      g_strdup_printf (
          _ ("The row says the same as line %u. It is left out, unless you keep both."),
          rdm_import_run_entry (self, first)->line));

  if (repair == RDM_REPAIR_MAKE_REFERENCE)
    {
      number_reference (order, rows);
      rdm_set_str (&entry->title, order->reference);
    }
  else
    entry->fate = RDM_IMPORT_LEFT_OUT;
}

static void
report_twice (RdmImportRun *self, guint first, guint row, GHashTable *rows)
{
  RdmOrder *order = g_ptr_array_index (self->orders, row);
  RdmOrder *before = g_ptr_array_index (self->orders, first);
  RdmImportEntry *entry = rdm_import_run_entry (self, row);
  g_autofree char *numbered = NULL;
  RdmRepair repair;

  /* References that were made here may well be the same: the same customer ordered twice. */
  if (*rdm_import_run_cell (self, row, RDM_IMPORT_REFERENCE) == '\0')
    {
      number_reference (order, rows);
      return;
    }
  numbered = g_strdup_printf ("%s-2", order->reference);
  repair = rdm_import_run_report (
      self, RDM_IMPORT_REFERENCE_TWICE, row, RDM_IMPORT_REFERENCE,
      g_strdup_printf (
          _ ("The reference %s is already that of line %u. Both are kept, this one as %s; or "
             "say that it is the same order, or leave the row out."),
          order->reference, rdm_import_run_entry (self, first)->line, numbered));
  if (repair == RDM_REPAIR_MERGE)
    {
      merge_items (before, order);
      join_entries (self, first, row);
    }
  else if (repair != RDM_REPAIR_LEAVE_OUT)
    number_reference (order, rows);
  if (entry->fate != RDM_IMPORT_LEFT_OUT)
    rdm_set_str (&entry->title, order->reference);
}

void
rdm_import_repeats_settle (RdmImportRun *self)
{
  /* reference → row + 1 of the first that has it */
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint row = 0; row < self->orders->len; row++)
    {
      RdmOrder *order = g_ptr_array_index (self->orders, row);
      guint first;

      if (rdm_import_run_is_out (self, row))
        continue;
      first = GPOINTER_TO_UINT (g_hash_table_lookup (rows, order->reference));
      if (first > 0)
        {
          RdmOrder *before = g_ptr_array_index (self->orders, --first);

          if (self->repeats == RDM_SENDER_REPEATS_ITEMS && same_place (before, order))
            {
              merge_items (before, order);
              join_entries (self, first, row);
              continue;
            }
          if (self->repeats == RDM_SENDER_REPEATS_STOPS && merge_stops (before, order))
            {
              join_entries (self, first, row);
              continue;
            }
          if (is_copy (before, order) && self->columns[RDM_IMPORT_REFERENCE] >= 0)
            report_copy (self, first, row, rows);
          else
            report_twice (self, first, row, rows);
          if (rdm_import_run_is_out (self, row))
            continue;
        }
      g_hash_table_insert (rows, g_strdup (order->reference), GUINT_TO_POINTER (row + 1));
    }
}
