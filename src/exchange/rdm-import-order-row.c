/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One row of the file as an order. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-id.h"
#include "rdm-import-run.h"
#include "rdm-import-values.h"
#include "rdm-text.h"

static void
take_text (RdmImportRun *self, guint row, guint field, char **target)
{
  const char *cell = rdm_import_run_cell (self, row, field);

  rdm_set_str (target, *cell != '\0' ? cell : NULL);
}

static void
take_joined (RdmImportRun *self, guint row, guint field, const char *separator, char **target)
{
  g_autofree char *text = rdm_import_run_join (self, row, field, separator);

  rdm_set_str (target, text);
}

static RdmPoint
read_place (RdmImportRun *self, guint row, guint latitude)
{
  g_autofree char *unreadable = NULL;
  guint field;
  RdmPoint point = rdm_import_run_point (self, row, latitude, &field, &unreadable);

  if (unreadable != NULL)
    rdm_import_run_report (
        self, RDM_IMPORT_PLACE_UNREADABLE, row, field,
        g_strdup_printf (
            _ ("“%s” are not coordinates. They are left out, and the order needs a place."),
            unreadable));
  return point;
}

/* The door, where the file knows it. */
static RdmPoint
read_entrance (RdmImportRun *self, guint row, guint latitude)
{
  g_autofree char *unreadable = NULL;
  guint field;
  RdmPoint point = rdm_import_run_point (self, row, latitude, &field, &unreadable);

  if (unreadable != NULL)
    rdm_import_run_report (
        self, RDM_IMPORT_PLACE_UNREADABLE, row, field,
        g_strdup_printf (_ ("“%s” are not coordinates of an entrance. They are left out."),
                         unreadable));
  return rdm_point_is_valid (point) ? point : RDM_POINT_NONE;
}

static RdmPoint
read_park (RdmImportRun *self, guint row, guint latitude)
{
  g_autofree char *unreadable = NULL;
  guint field;
  RdmPoint point = rdm_import_run_point (self, row, latitude, &field, &unreadable);

  if (unreadable != NULL)
    rdm_import_run_report (
        self, RDM_IMPORT_PARK_WRONG, row, field,
        g_strdup_printf (_ ("“%s” are not coordinates of where the vehicle stops. They are left "
                            "out."),
                         unreadable));
  return point;
}

/* One end of the order; the fields of the other are as many places further on. */
static void
read_end (RdmImportRun *self, guint row, const char *date, gboolean from_end, RdmOrderEnd *end)
{
  guint shift = from_end ? RDM_IMPORT_FROM_NAME - RDM_IMPORT_NAME : 0;
  RdmPoint entrance = read_entrance (self, row, RDM_IMPORT_ENTRANCE_LATITUDE + shift);

  take_text (self, row, RDM_IMPORT_NAME + shift, &end->name);
  take_text (self, row, RDM_IMPORT_PHONE + shift, &end->phone);
  rdm_set_str (&end->email, rdm_import_run_email (self, row, RDM_IMPORT_EMAIL + shift));
  take_text (self, row, RDM_IMPORT_ADDRESS + shift, &end->address);
  take_text (self, row, RDM_IMPORT_ADDRESS2 + shift, &end->address2);
  take_text (self, row, RDM_IMPORT_POSTCODE + shift, &end->postcode);
  take_joined (self, row, RDM_IMPORT_CITY + shift, ", ", &end->city);
  take_text (self, row, RDM_IMPORT_COUNTRY + shift, &end->country);
  end->point =
      rdm_point_is_set (entrance) ? entrance : read_place (self, row, RDM_IMPORT_LATITUDE + shift);
  end->park = read_park (self, row, RDM_IMPORT_PARK_LATITUDE + shift);
  end->confidence = rdm_point_is_set (end->point) ? RDM_CONFIDENCE_GIVEN : RDM_CONFIDENCE_NONE;
  end->windows = rdm_import_windows_read (self, row, date, from_end);
  end->service_s =
      rdm_import_run_duration (self, row, RDM_IMPORT_SERVICE + shift, RDM_IMPORT_USUAL_SERVICE_S);
}

static gboolean
has_place (const RdmOrderEnd *end)
{
  return end->address != NULL || rdm_point_is_set (end->point);
}

/* The row says what it is, or has two ends, or is brought somewhere. */
static gboolean
read_kind (RdmImportRun *self, guint row, RdmOrder *order)
{
  const char *cell = rdm_import_run_cell (self, row, RDM_IMPORT_KIND);
  gboolean empty_load = FALSE;

  order->kind = RDM_ORDER_DELIVERY;
  if (has_place (&order->from))
    {
      RdmOrderEnd spare = order->at;

      order->kind = RDM_ORDER_SHIPMENT;
      if (!has_place (&order->at))
        {
          /* Only fetched: its one place is where. */
          order->at = order->from;
          order->from = spare;
          order->kind = RDM_ORDER_PICKUP;
        }
      return FALSE;
    }
  if (*cell == '\0' || rdm_value_kind (cell, &order->kind, &empty_load))
    return empty_load;
  rdm_import_run_report (self, RDM_IMPORT_KIND_UNKNOWN, row, RDM_IMPORT_KIND,
                         g_strdup_printf (_ ("“%s” is neither a delivery nor a pickup. Take it for "
                                             "a delivery, or leave the row out."),
                                          cell));
  return FALSE;
}

static void
read_priority (RdmImportRun *self, guint row, RdmOrder *order)
{
  const char *cell = rdm_import_run_cell (self, row, RDM_IMPORT_PRIORITY);

  order->priority = RDM_PRIORITY_MEDIUM;
  if (*cell == '\0' || rdm_value_priority (cell, &order->priority))
    return;
  if (rdm_import_run_report (
          self, RDM_IMPORT_PRIORITY_UNKNOWN, row, RDM_IMPORT_PRIORITY,
          g_strdup_printf (
              _ ("“%s” is not a priority: L, M, H, C or 0 to 100. It becomes medium, unless "
                 "you take it for high."),
              cell))
      == RDM_REPAIR_HIGH)
    order->priority = RDM_PRIORITY_HIGH;
}

static void
read_proof (RdmImportRun *self, guint row, RdmOrder *order)
{
  g_autoptr (GPtrArray) proof = g_ptr_array_new_with_free_func (g_free);

  if (rdm_value_yes (rdm_import_run_cell (self, row, RDM_IMPORT_SIGNATURE)))
    g_ptr_array_add (proof, g_strdup ("signature"));
  if (rdm_value_yes (rdm_import_run_cell (self, row, RDM_IMPORT_PHOTO)))
    g_ptr_array_add (proof, g_strdup ("photo"));
  if (proof->len == 0)
    return;
  g_ptr_array_add (proof, NULL);
  order->proof = (GStrv)g_ptr_array_steal (proof, NULL);
}

static void
read_details (RdmImportRun *self, guint row, RdmOrder *order)
{
  g_autofree char *item = rdm_import_run_join (self, row, RDM_IMPORT_ITEM, " · ");
  const char *wanted = rdm_import_run_cell (self, row, RDM_IMPORT_WANTED);
  gint64 *amounts = order->loads.amount;

  amounts[RDM_LOAD_PARCELS] = rdm_import_run_amount (self, row, RDM_IMPORT_PARCELS, NULL);
  amounts[RDM_LOAD_WEIGHT_G] = rdm_import_run_amount (self, row, RDM_IMPORT_WEIGHT, NULL);
  amounts[RDM_LOAD_VOLUME_ML] = rdm_import_run_amount (self, row, RDM_IMPORT_VOLUME, NULL);
  order->skills = rdm_import_run_words (self, row, RDM_IMPORT_SKILLS);
  order->collect_minor = rdm_import_run_money (self, row, RDM_IMPORT_COLLECT, self->currency_scale);
  take_joined (self, row, RDM_IMPORT_NOTES, "; ", &order->notes);
  if (item != NULL)
    {
      const char *const items[] = { item, NULL };

      order->items = g_strdupv ((GStrv)items);
    }
  /* "driver:2026-11-23" where the day is said along with the driver. */
  if (*wanted != '\0')
    order->wanted = g_strndup (wanted, strcspn (wanted, ":"));
  read_priority (self, row, order);
  read_proof (self, row, order);
}

char *
rdm_import_make_reference (const RdmOrder *order)
{
  g_autofree char *address = rdm_order_end_address (&order->at);
  g_autofree char *point = rdm_point_format (order->at.point);
  g_autofree char *all =
      g_strjoin ("\n", order->date, order->at.name != NULL ? order->at.name : "", address, point,
                 order->at.phone != NULL ? order->at.phone : "", NULL);
  g_autofree char *folded = rdm_text_fold (all);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, folded, -1);
  g_autofree char *upper = g_ascii_strup (sum, 8);

  return g_strconcat ("R-", upper, NULL);
}

static void
read_reference (RdmImportRun *self, guint row, RdmOrder *order)
{
  const char *cell = rdm_import_run_cell (self, row, RDM_IMPORT_REFERENCE);

  order->reference = *cell != '\0' ? g_strdup (cell) : rdm_import_make_reference (order);
  if (*cell == '\0' && self->columns[RDM_IMPORT_REFERENCE] >= 0)
    rdm_import_run_report (
        self, RDM_IMPORT_NO_REFERENCE, row, RDM_IMPORT_REFERENCE,
        g_strdup_printf (_ ("The row has no reference. Make one from the recipient and the address "
                            "(%s), or leave the row out."),
                         order->reference));
  else if (rdm_value_is_rounded (cell))
    rdm_import_run_report (
        self, RDM_IMPORT_REFERENCE_ROUNDED, row, RDM_IMPORT_REFERENCE,
        g_strdup_printf (_ ("A spreadsheet has rounded the reference to “%s”. Format its column as "
                            "text and save the file again, or keep it so."),
                         cell));
}

static void
check_shape (RdmImportRun *self, guint row)
{
  guint n_columns = rdm_import_table_get_n_columns (self->request->table);
  guint n_cells = rdm_import_table_get_n_cells (self->request->table, row);
  guint n_more = 0;

  for (guint i = n_columns; i < n_cells; i++)
    n_more += *rdm_import_table_get_cell (self->request->table, row, i) != '\0';
  if (n_more > 0)
    rdm_import_run_report (
        self, RDM_IMPORT_ROW_SHAPE, row, RDM_IMPORT_UNUSED,
        g_strdup_printf (
            _ ("The row has %u cells for %u columns; perhaps a quote is missing around a "
               "text with a separator in it. Look whether its values stand where they "
               "belong."),
            n_cells, n_columns));
}

RdmOrder *
rdm_import_order_read (RdmImportRun *self, guint row)
{
  g_autofree char *id = rdm_id_new ("order");
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);
  RdmImportEntry *entry = rdm_import_run_entry (self, row);
  gboolean empty_load;

  rdm_set_str (&entry->title, rdm_import_run_cell (self, row, RDM_IMPORT_REFERENCE));
  check_shape (self, row);
  rdm_set_str (&order->sender, rdm_import_mapping_get_sender (self->request->mapping));
  order->date = rdm_import_days_get (self, row);
  read_end (self, row, order->date, FALSE, &order->at);
  read_end (self, row, order->date, TRUE, &order->from);
  empty_load = read_kind (self, row, order);
  read_details (self, row, order);
  if (empty_load)
    order->loads = (RdmLoads){ 0 };
  read_reference (self, row, order);
  rdm_set_str (&entry->title, order->reference);
  return g_steal_pointer (&order);
}
