/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-order-columns.h"

#include <glib/gi18n.h>

#include "rdm-order-text.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* Columns beside those of rdm-order-text.h. */
enum
{
  FIELD_ROUTE = RDM_N_ORDER_TEXTS,
  FIELD_TIME,
};

static const struct
{
  guint field;
  int width;
  gboolean expand;
} columns[RDM_N_ORDER_COLUMNS] = {
  { RDM_ORDER_TEXT_REFERENCE, 130 },
  { FIELD_ROUTE, 120 },
  { FIELD_TIME, 60 },
  { RDM_ORDER_TEXT_NAME, 150 },
  { RDM_ORDER_TEXT_ADDRESS, 190, TRUE },
  { RDM_ORDER_TEXT_POSTCODE, 80 },
  { RDM_ORDER_TEXT_CITY, 120 },
  { RDM_ORDER_TEXT_WINDOWS, 110 },
  { RDM_ORDER_TEXT_SERVICE, 90 },
  { RDM_ORDER_TEXT_PARCELS, 90 },
  { RDM_ORDER_TEXT_WEIGHT, 80 },
  { RDM_ORDER_TEXT_VOLUME, 80 },
  { RDM_ORDER_TEXT_PRIORITY, 90 },
  { RDM_ORDER_TEXT_SKILLS, 110 },
  { RDM_ORDER_TEXT_PHONE, 150 },
  { RDM_ORDER_TEXT_NOTES, 160 },
};

/* Short ones where the field's own label would be wider than what stands below it. */
static const char *
title_of (guint field)
{
  switch (field)
    {
    case FIELD_ROUTE:
      return _ ("Route");
    case FIELD_TIME:
      return _ ("Time");
    case RDM_ORDER_TEXT_SERVICE:
      return _ ("Minutes");
    case RDM_ORDER_TEXT_PRIORITY:
      return _ ("Priority");
    case RDM_ORDER_TEXT_WEIGHT:
      return _ ("kg");
    case RDM_ORDER_TEXT_VOLUME:
      return _ ("Litres");
    case RDM_ORDER_TEXT_ADDRESS:
      return _ ("Address");
    default:
      return rdm_order_text_label ((RdmOrderText)field);
    }
}

RdmGridColumn *
rdm_order_columns (void)
{
  RdmGridColumn *grid = g_new0 (RdmGridColumn, RDM_N_ORDER_COLUMNS);

  for (guint i = 0; i < RDM_N_ORDER_COLUMNS; i++)
    {
      guint field = columns[i].field;
      gboolean of_order = field < RDM_N_ORDER_TEXTS;

      grid[i] = (RdmGridColumn){
        .title = title_of (field),
        .width = columns[i].width,
        .expand = columns[i].expand,
        .number = of_order ? rdm_order_text_is_number ((RdmOrderText)field) : field == FIELD_TIME,
        .editable = of_order,
      };
    }
  return grid;
}

int
rdm_order_column_role (const RdmOrder *order)
{
  return order->kind == RDM_ORDER_PICKUP ? RDM_STOP_PICKUP : RDM_STOP_DELIVERY;
}

static void
get_route (RdmDesk *desk, const RdmOrder *order, const char *stop, RdmGridText *cell)
{
  const RdmDeskRoute *route = rdm_desk_route_of (desk, stop);

  if (rdm_order_needs_place (order))
    cell->ink = RDM_GRID_WARNING;
  else if (route == NULL)
    cell->ink = RDM_GRID_DIM;
  if (route != NULL)
    cell->text = g_strdup (route->name);
  else
    cell->text = g_strdup (rdm_order_needs_place (order) ? _ ("needs a place") : _ ("tray"));
}

static void
get_time (RdmDesk *desk, const char *stop, RdmGridText *cell)
{
  const RdmVisit *visit = rdm_desk_find_visit (desk, stop);
  g_autofree char *late = NULL;

  cell->text = visit != NULL ? rdm_time_format_of_day (visit->begin_s) : g_strdup ("");
  if (visit == NULL || visit->late_s <= 0)
    return;
  late = rdm_format_duration (visit->late_s);
  cell->ink = RDM_GRID_ERROR;
  cell->note = g_strdup_printf (_ ("late by %s"), late);
}

void
rdm_order_column_get (
    guint column, RdmDesk *desk, const RdmOrder *order, const char *stop, RdmGridText *cell)
{
  guint field = columns[column].field;

  if (field == FIELD_ROUTE)
    get_route (desk, order, stop, cell);
  else if (field == FIELD_TIME)
    get_time (desk, stop, cell);
  else
    cell->text = rdm_order_text_get ((RdmOrderText)field, order, rdm_order_column_role (order));
}

gboolean
rdm_order_column_follows_plan (guint column)
{
  return columns[column].field >= RDM_N_ORDER_TEXTS;
}

char *
rdm_order_column_sort_key (
    guint column, RdmDesk *desk, const RdmOrder *order, const char *stop, gint64 *number)
{
  guint field = columns[column].field;
  const RdmDeskRoute *route;
  const RdmVisit *visit;

  switch (field)
    {
    case FIELD_ROUTE:
      route = rdm_desk_route_of (desk, stop);
      *number = route != NULL ? (gint64)route->index : -1;
      return NULL;
    case FIELD_TIME:
      visit = rdm_desk_find_visit (desk, stop);
      *number = visit != NULL ? visit->begin_s : G_MAXINT64;
      return NULL;
    default:
      return rdm_order_text_sort_key ((RdmOrderText)field, order, rdm_order_column_role (order),
                                      number);
    }
}

gboolean
rdm_order_column_edit (guint column, RdmDesk *desk, const RdmOrder *order, const char *text)
{
  RdmOrderText field = (RdmOrderText)columns[column].field;
  g_autoptr (RdmOrder) after = rdm_row_copy (order);
  g_autoptr (RdmCommand) command = NULL;
  g_autofree char *label = NULL;
  g_autoptr (GError) error = NULL;

  if (!rdm_order_text_set (field, after, rdm_order_column_role (order), text, &error))
    {
      rdm_desk_notice (desk, error->message, NULL);
      return FALSE;
    }
  label = g_strdup_printf (_ ("Change %s of %s"), rdm_order_text_label (field), order->reference);
  command = rdm_command_new_edit (label);
  return rdm_command_edit_row (command, order, after) == 0 || rdm_desk_run (desk, command);
}
