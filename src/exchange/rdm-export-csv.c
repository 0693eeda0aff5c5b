/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-export-csv.h"

#include <string.h>

#include "rdm-csv.h"
#include "rdm-day.h"
#include "rdm-export-file.h"
#include "rdm-time.h"
#include "rdm-units.h"

static const char *const headings[] = {
  "route",     "vehicle",   "driver",   "date",        "sequence",    "order_ref",   "type",
  "state",     "name",      "phone",    "email",       "address",     "address2",    "postcode",
  "city",      "country",   "latitude", "longitude",   "window_from", "window_to",   "arrival",
  "begin",     "departure", "late_min", "service_min", "drive_min",   "distance_km", "parcels",
  "weight_kg", "volume_l",  "skills",   "proof",       "collect",     "currency",    "notes",
  "park_lat",  "park_lon",
};

/* One record in the making: the cells in the order of the headings. */
typedef struct
{
  GPtrArray *cells; /* (element-type utf8) */
} Record;

static void
add_text (Record *self, const char *text)
{
  g_ptr_array_add (self->cells, g_strdup (text != NULL ? text : ""));
}

static void
take_text (Record *self, char *text)
{
  g_ptr_array_add (self->cells, text);
}

/* @amount / @unit with at most @decimals digits after the point, and no trailing zeros. */
static void
add_number (Record *self, double amount, int decimals)
{
  char format[] = "%.0f";
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  format[2] = (char)('0' + decimals);
  g_ascii_formatd (digits, sizeof digits, format, amount);
  if (strchr (digits, '.') != NULL)
    {
      gsize length = strlen (digits);

      while (digits[length - 1] == '0')
        digits[--length] = '\0';
      if (digits[length - 1] == '.')
        digits[--length] = '\0';
    }
  add_text (self, digits);
}

static void
add_time (Record *self, gint32 tod_s)
{
  take_text (self, rdm_time_format_of_day (tod_s));
}

static void
add_list (Record *self, GStrv words)
{
  take_text (self, words != NULL ? g_strjoinv (";", words) : g_strdup (""));
}

static void
add_point (Record *self, RdmPoint point)
{
  if (rdm_point_is_set (point))
    {
      add_number (self, point.lat_deg, 7);
      add_number (self, point.lon_deg, 7);
    }
  else
    {
      add_text (self, NULL);
      add_text (self, NULL);
    }
}

static void
add_end (Record *self, const RdmOrderEnd *end)
{
  add_text (self, end->name);
  add_text (self, end->phone);
  add_text (self, end->email);
  add_text (self, end->address);
  add_text (self, end->address2);
  add_text (self, end->postcode);
  add_text (self, end->city);
  add_text (self, end->country);
  add_point (self, end->point);
  add_time (self, end->windows.n > 0 ? end->windows.at[0].from_s : RDM_TIME_NONE);
  add_time (self, end->windows.n > 0 ? end->windows.at[0].to_s : RDM_TIME_NONE);
}

static void
add_visit (Record *self, const RdmVisit *visit, const RdmOrderEnd *end)
{
  add_time (self, visit->arrival_s);
  add_time (self, visit->begin_s);
  add_time (self, visit->departure_s);
  add_number (self, (double)visit->late_s / 60., 1);
  add_number (self, (double)end->service_s / 60., 2);
  add_number (self, (double)visit->drive_s / 60., 1);
  add_number (self, (double)visit->distance_m / 1000., 3);
}

static double
decimal_unit (guint decimals)
{
  double unit = 1.;

  while (decimals-- > 0)
    unit *= 10.;
  return unit;
}

static void
add_order (Record *self, const RdmOrder *order, const char *currency)
{
  guint decimals = rdm_currency_decimals (currency);

  add_number (self, (double)order->loads.amount[RDM_LOAD_PARCELS], 0);
  add_number (self, (double)order->loads.amount[RDM_LOAD_WEIGHT_G] / 1000., 3);
  add_number (self, (double)order->loads.amount[RDM_LOAD_VOLUME_ML] / 1000., 3);
  add_list (self, order->skills);
  add_list (self, order->proof);
  if (order->collect_minor > 0)
    add_number (self, (double)order->collect_minor / decimal_unit (decimals), (int)decimals);
  else
    add_text (self, NULL);
  add_text (self, order->collect_minor > 0 ? currency : NULL);
  add_text (self, order->notes);
}

static void
append_route (GString *out, RdmRows *rows, const RdmPlannedRoute *route, const char *currency)
{
  g_autoptr (GArray) visits = rdm_planned_route_visits (route, rows);
  g_autofree char *name = rdm_planned_route_dup_name (route, rows);
  g_autofree char *crew = rdm_day_route_crew (rows, route->route);
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->route->shift);
  const RdmVehicle *vehicle =
      shift != NULL ? rdm_rows_get (rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;

  for (guint i = 0; i < visits->len; i++)
    {
      const RdmPlannedVisit *planned = &g_array_index (visits, RdmPlannedVisit, i);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      Record record = { cells };

      if (planned->end == NULL)
        continue;
      add_text (&record, name);
      add_text (&record, vehicle != NULL ? vehicle->name : NULL);
      add_text (&record, crew);
      add_text (&record, route->route->date);
      add_number (&record, planned->sequence, 0);
      add_text (&record, planned->order->reference);
      add_text (&record, planned->stop->role == RDM_STOP_PICKUP ? "pickup" : "delivery");
      add_text (&record, rdm_stop_state_names[planned->stop->state]);
      add_end (&record, planned->end);
      add_visit (&record, planned->visit, planned->end);
      add_order (&record, planned->order, currency);
      add_point (&record, planned->end->park);
      g_assert (cells->len == G_N_ELEMENTS (headings));
      rdm_csv_append_record (out, ',', (const char *const *)cells->pdata, cells->len);
    }
}

char *
rdm_export_csv_format (RdmRows *rows, GPtrArray *routes)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  g_autoptr (GString) out = g_string_new (NULL);

  rdm_csv_append_record (out, ',', headings, G_N_ELEMENTS (headings));
  for (guint i = 0; i < routes->len; i++)
    append_route (out, rows, g_ptr_array_index (routes, i), settings->currency);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
rdm_export_csv_write (const char *path, RdmRows *rows, GPtrArray *routes, GError **error)
{
  g_autofree char *text = rdm_export_csv_format (rows, routes);

  return rdm_export_write (path, text, strlen (text), error);
}
