/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the file's orders mean for those that are in the plan: new, changed, just so, or not to be
 * changed. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-import-run.h"
#include "rdm-run.h"

/* The fields of the order's row that a field of the file decides. */
typedef struct
{
  guint field;
  const char *names[3];
} Decides;

static const Decides decides[] = {
  { RDM_IMPORT_KIND, { "order_kind" } },
  { RDM_IMPORT_DATE, { "date" } },
  { RDM_IMPORT_NAME, { "name" } },
  { RDM_IMPORT_PHONE, { "phone" } },
  { RDM_IMPORT_EMAIL, { "email" } },
  { RDM_IMPORT_ADDRESS, { "address" } },
  { RDM_IMPORT_ADDRESS2, { "address2" } },
  { RDM_IMPORT_POSTCODE, { "postcode" } },
  { RDM_IMPORT_CITY, { "city" } },
  { RDM_IMPORT_COUNTRY, { "country" } },
  { RDM_IMPORT_WINDOW_FROM, { "windows" } },
  { RDM_IMPORT_WINDOW_TO, { "windows" } },
  { RDM_IMPORT_WINDOW, { "windows" } },
  { RDM_IMPORT_SERVICE, { "service_s" } },
  { RDM_IMPORT_FROM_NAME, { "from_name" } },
  { RDM_IMPORT_FROM_PHONE, { "from_phone" } },
  { RDM_IMPORT_FROM_EMAIL, { "from_email" } },
  { RDM_IMPORT_FROM_ADDRESS, { "from_address", "order_kind" } },
  { RDM_IMPORT_FROM_ADDRESS2, { "from_address2" } },
  { RDM_IMPORT_FROM_POSTCODE, { "from_postcode" } },
  { RDM_IMPORT_FROM_CITY, { "from_city" } },
  { RDM_IMPORT_FROM_COUNTRY, { "from_country" } },
  { RDM_IMPORT_FROM_WINDOW_FROM, { "from_windows" } },
  { RDM_IMPORT_FROM_WINDOW_TO, { "from_windows" } },
  { RDM_IMPORT_FROM_WINDOW, { "from_windows" } },
  { RDM_IMPORT_FROM_SERVICE, { "from_service_s" } },
  { RDM_IMPORT_PARCELS, { "parcels" } },
  { RDM_IMPORT_WEIGHT, { "weight_g" } },
  { RDM_IMPORT_VOLUME, { "volume_ml" } },
  { RDM_IMPORT_PRIORITY, { "priority" } },
  { RDM_IMPORT_SKILLS, { "skills" } },
  { RDM_IMPORT_SIGNATURE, { "proof" } },
  { RDM_IMPORT_PHOTO, { "proof" } },
  { RDM_IMPORT_ITEM, { "items" } },
  { RDM_IMPORT_NOTES, { "notes" } },
  { RDM_IMPORT_WANTED, { "wanted" } },
  { RDM_IMPORT_COLLECT, { "collect_minor" } },
};

typedef struct
{
  GHashTable *by_sender;    /* "sender\nreference" → RdmOrder, borrowed */
  GHashTable *by_reference; /* "date\nreference" → RdmOrder, borrowed */
} Index;

static char *
make_key (const char *scope, const char *reference)
{
  return g_strconcat (scope != NULL ? scope : "", "\n", reference != NULL ? reference : "", NULL);
}

static void
index_order_cb (gconstpointer row, gpointer user_data)
{
  const RdmOrder *order = row;
  Index *index = user_data;

  g_hash_table_insert (index->by_sender, make_key (order->sender, order->reference), (gpointer)row);
  g_hash_table_insert (index->by_reference, make_key (order->date, order->reference),
                       (gpointer)row);
}

/* Empty cells say nothing about what the plan knows better: the time at the stop. */
static gboolean
says_nothing (RdmImportRun *self, guint row, guint field)
{
  return (field == RDM_IMPORT_SERVICE || field == RDM_IMPORT_FROM_SERVICE
          || field == RDM_IMPORT_DATE)
         && *rdm_import_run_cell (self, row, field) == '\0';
}

static void
note_change (GString *changes, guint field)
{
  const char *label = rdm_import_field_label (&rdm_import_order_schema, field);

  g_string_append_printf (changes, "%s%s", changes->len > 0 ? ", " : "", label);
}

static void
copy_field (
    const char *name, RdmOrder *merged, const RdmOrder *order, guint field, GString *changes)
{
  const RdmField *described = rdm_row_class_field (RDM_ROW_ORDER, name);

  g_return_if_fail (described != NULL);
  if (rdm_field_equal (described, merged, order))
    return;
  rdm_field_copy (described, merged, order);
  note_change (changes, field);
}

/* Where the vehicle stops at a place that stays. */
static void
merge_park (const RdmOrderEnd *before,
            const RdmOrderEnd *after,
            RdmOrderEnd *merged,
            GString *changes)
{
  if (!rdm_point_is_set (after->park) || rdm_point_equal (before->park, after->park)
      || (rdm_point_is_set (before->park) && before->confidence == RDM_CONFIDENCE_PINNED))
    return;
  note_change (changes, RDM_IMPORT_PARK_POINT);
  merged->park = after->park;
}

/* A pin that a person set stays as long as the address does; other coordinates follow the file;
 * where the file has none, what is known stays for the same address. */
static void
merge_place (const RdmOrderEnd *before,
             const RdmOrderEnd *after,
             RdmOrderEnd *merged,
             guint field,
             GString *changes)
{
  g_autofree char *old_key = rdm_order_end_key (before);
  g_autofree char *new_key = rdm_order_end_key (after);
  gboolean same = strcmp (old_key, new_key) == 0;

  if (same
      && (before->confidence == RDM_CONFIDENCE_PINNED || !rdm_point_is_set (after->point)
          || rdm_point_equal (before->point, after->point)
          || (after->confidence < RDM_CONFIDENCE_GIVEN && before->confidence > after->confidence)))
    {
      merge_park (before, after, merged, changes);
      return;
    }
  if (!rdm_point_equal (merged->point, after->point))
    note_change (changes, field);
  merged->point = after->point;
  merged->park = after->park;
  merged->confidence = after->confidence;
}

/* The order as the file would have it: what it says nothing about stays. */
static RdmOrder *
merge (
    RdmImportRun *self, guint row, const RdmOrder *before, const RdmOrder *order, GString *changes)
{
  RdmOrder *merged = rdm_row_copy (before);

  for (gsize i = 0; i < G_N_ELEMENTS (decides); i++)
    {
      if (self->columns[decides[i].field] < 0 || says_nothing (self, row, decides[i].field))
        continue;
      for (gsize n = 0; decides[i].names[n] != NULL; n++)
        copy_field (decides[i].names[n], merged, order, decides[i].field, changes);
    }
  merge_place (&before->at, &order->at, &merged->at, RDM_IMPORT_POINT, changes);
  if (order->kind == RDM_ORDER_SHIPMENT)
    {
      /* Both ends of a shipment may stand in the same columns, on two rows. */
      if (self->repeats == RDM_SENDER_REPEATS_STOPS)
        for (gsize i = 0; i < G_N_ELEMENTS (decides); i++)
          if (decides[i].field >= RDM_IMPORT_FROM_NAME
              && decides[i].field <= RDM_IMPORT_FROM_SERVICE)
            copy_field (decides[i].names[0], merged, order, decides[i].field, changes);
      merge_place (&before->from, &order->from, &merged->from, RDM_IMPORT_FROM_POINT, changes);
    }
  return merged;
}

static const RdmOrder *
find_existing (RdmImportRun *self, const Index *index, guint row, const RdmOrder *order)
{
  g_autofree char *own = make_key (order->sender, order->reference);
  g_autofree char *day = make_key (order->date, order->reference);
  const RdmOrder *found = g_hash_table_lookup (index->by_sender, own);

  if (found != NULL)
    return found;
  found = g_hash_table_lookup (index->by_reference, day);
  if (found == NULL)
    return NULL;
  return rdm_import_run_report (
             self, RDM_IMPORT_REFERENCE_ELSEWHERE, row, RDM_IMPORT_REFERENCE,
             g_strdup_printf (
                 _ ("The plan has an order %s on the same day, from %s. Both are kept; or say "
                    "that it is the same order, or leave the row out."),
                 order->reference, found->sender != NULL ? found->sender : _ ("nobody known")))
                 == RDM_REPAIR_UPDATE
             ? found
             : NULL;
}

/* Asks the rules themselves whether the order may still change so. */
static gboolean
may_change (RdmImportRun *self, guint row, const RdmOrder *before, const RdmOrder *after)
{
  g_autoptr (RdmCommand) command = rdm_command_new_edit (NULL);
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autofree char *reason = NULL;

  if (rdm_command_edit_row (command, before, after) == 0)
    return TRUE;
  outcome = rdm_run (command, self->request->rows);
  if (rdm_outcome_is_applied (outcome))
    return TRUE;
  reason = rdm_outcome_describe (outcome, self->request->rows);
  rdm_import_run_report (self, RDM_IMPORT_REFUSED, row, RDM_IMPORT_REFERENCE,
                         g_strdup_printf (_ ("The order %s stays as it is in the plan. %s"),
                                          after->reference, reason));
  return FALSE;
}

static void
settle_existing (RdmImportRun *self, guint row, const RdmOrder *before, const RdmOrder *order)
{
  RdmImportEntry *entry = rdm_import_run_entry (self, row);
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autoptr (RdmOrder) merged = merge (self, row, before, order, changes);

  if (rdm_row_equal (before, merged))
    entry->fate = RDM_IMPORT_UNCHANGED;
  else if (may_change (self, row, before, merged))
    entry->fate = RDM_IMPORT_CHANGED;
  else if (entry->fate != RDM_IMPORT_LEFT_OUT)
    entry->fate = RDM_IMPORT_REFUSED_BY_PLAN;
  entry->changes = changes->len > 0 ? g_strdup (changes->str) : NULL;
  g_ptr_array_add (entry->before, rdm_row_ref (before));
  g_ptr_array_add (entry->rows, g_steal_pointer (&merged));
}

static void
settle_row (RdmImportRun *self, const Index *index, guint row)
{
  RdmImportEntry *entry = rdm_import_run_entry (self, row);
  const RdmOrder *order = g_ptr_array_index (self->orders, row);
  const RdmOrder *before;
  g_autofree char *nonsense = NULL;

  if (entry->fate == RDM_IMPORT_LEFT_OUT || entry->fate == RDM_IMPORT_BROKEN)
    {
      g_ptr_array_add (entry->rows, rdm_row_ref (order));
      g_ptr_array_add (entry->before, NULL);
      return;
    }
  nonsense = rdm_row_check (order);
  before = nonsense == NULL ? find_existing (self, index, row, order) : NULL;
  if (nonsense != NULL)
    rdm_import_run_report (self, RDM_IMPORT_NONSENSE, row, RDM_IMPORT_UNUSED, g_strdup (nonsense));
  if (before != NULL)
    {
      settle_existing (self, row, before, order);
      return;
    }
  g_ptr_array_add (entry->rows, rdm_row_ref (order));
  g_ptr_array_add (entry->before, NULL);
}

gboolean
rdm_import_reconcile_orders (RdmImportRun *self)
{
  g_autoptr (GHashTable) by_sender = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) by_reference =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Index index = { by_sender, by_reference };

  rdm_rows_foreach (self->request->rows, RDM_ROW_ORDER, index_order_cb, &index);
  for (guint row = 0; row < self->orders->len; row++)
    {
      if (!rdm_import_run_step (self, row, self->orders->len, 0.8, 1.0))
        return FALSE;
      settle_row (self, &index, row);
    }
  return TRUE;
}
