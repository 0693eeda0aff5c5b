/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-gpx.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-day.h"
#include "rdm-export-file.h"
#include "rdm-time.h"
#include "rdm-units.h"

typedef struct
{
  RdmRows *rows;
  GTimeZone *zone;
  GString *out;
} Writer;

/* XML 1.0 has no way at all to write most control characters: they become spaces. */
static char *
escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (char *p = valid; *p != '\0'; p++)
    if ((guchar)*p < 0x20 && *p != '\n' && *p != '\t')
      *p = ' ';
  return g_markup_escape_text (valid, -1);
}

static void
add_element (Writer *self, const char *indent, const char *name, const char *text)
{
  g_autofree char *escaped = NULL;

  if (text == NULL || *text == '\0')
    return;
  escaped = escape (text);
  g_string_append_printf (self->out, "%s<%s>%s</%s>\n", indent, name, escaped, name);
}

static void
append_degrees (GString *out, const char *name, double degrees)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, " %s=\"%s\"", name,
                          g_ascii_formatd (digits, sizeof digits, "%.6f", degrees));
}

static void
add_time (Writer *self, const char *indent, const char *date, gint32 tod_s)
{
  int64_t utc_s = rdm_time_to_utc (self->zone, date, tod_s);
  g_autoptr (GDateTime) time = utc_s != INT64_MIN ? g_date_time_new_from_unix_utc (utc_s) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  add_element (self, indent, "time", text);
}

/* "Nordweg 4, 9490 Vaduz · 08:00–12:00 · 3 parcels · Ring twice" */
static char *
describe_stop (const RdmPlannedVisit *planned)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *address = rdm_order_end_address (planned->end);
  g_autofree char *parcels = rdm_format_parcels (planned->order->loads.amount[RDM_LOAD_PARCELS]);

  g_string_append (text, address);
  for (guint i = 0; i < planned->end->windows.n; i++)
    {
      g_autofree char *window = rdm_time_format_window (planned->end->windows.at[i].from_s,
                                                        planned->end->windows.at[i].to_s);

      g_string_append_printf (text, " · %s", window);
    }
  if (planned->order->loads.amount[RDM_LOAD_PARCELS] > 0)
    g_string_append_printf (text, " · %s", parcels);
  if (planned->end->phone != NULL)
    g_string_append_printf (text, " · %s", planned->end->phone);
  if (planned->order->notes != NULL)
    g_string_append_printf (text, " · %s", planned->order->notes);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* In the order of the schema: time, name, desc, type. */
static void
add_point (Writer *self,
           const char *element,
           const char *indent,
           const char *date,
           const RdmPlannedVisit *planned)
{
  g_autofree char *inner = g_strconcat (indent, "  ", NULL);
  const RdmVisit *visit = planned->visit;

  g_string_append_printf (self->out, "%s<%s", indent, element);
  append_degrees (self->out, "lat", visit->point.lat_deg);
  append_degrees (self->out, "lon", visit->point.lon_deg);
  g_string_append (self->out, ">\n");
  add_time (self, inner, date, visit->kind == RDM_VISIT_END ? visit->arrival_s : visit->begin_s);
  if (planned->end != NULL)
    {
      g_autofree char *name = g_strdup_printf (
          "%u %s", planned->sequence,
          planned->end->name != NULL ? planned->end->name : planned->order->reference);
      g_autofree char *description = describe_stop (planned);

      add_element (self, inner, "name", name);
      add_element (self, inner, "desc", description);
      add_element (self, inner, "type",
                   planned->stop->role == RDM_STOP_PICKUP ? _ ("Pickup") : _ ("Delivery"));
    }
  else
    add_element (self, inner, "name", visit->kind == RDM_VISIT_START ? _ ("Start") : _ ("End"));
  g_string_append_printf (self->out, "%s</%s>\n", indent, element);
}

static gboolean
has_point (const RdmPlannedVisit *planned)
{
  return planned->visit->kind != RDM_VISIT_BREAK && rdm_point_is_valid (planned->visit->point);
}

static void
add_waypoints (Writer *self, const RdmPlannedRoute *route)
{
  g_autoptr (GArray) visits = rdm_planned_route_visits (route, self->rows);

  for (guint i = 0; i < visits->len; i++)
    {
      const RdmPlannedVisit *planned = &g_array_index (visits, RdmPlannedVisit, i);

      if (has_point (planned) && planned->end != NULL)
        add_point (self, "wpt", "  ", route->route->date, planned);
    }
}

static void
add_route (Writer *self, const RdmPlannedRoute *route, guint number)
{
  g_autoptr (GArray) visits = rdm_planned_route_visits (route, self->rows);
  g_autofree char *name = rdm_planned_route_dup_name (route, self->rows);
  g_autofree char *crew = rdm_day_route_crew (self->rows, route->route);
  g_autofree char *date = rdm_date_format_full (route->route->date);
  g_autofree char *text = g_strdup_printf ("%s%s%s", date, *crew != '\0' ? " · " : "", crew);

  g_string_append (self->out, "  <rte>\n");
  add_element (self, "    ", "name", name);
  add_element (self, "    ", "desc", text);
  g_string_append_printf (self->out, "    <number>%u</number>\n", number);
  for (guint i = 0; i < visits->len; i++)
    {
      const RdmPlannedVisit *planned = &g_array_index (visits, RdmPlannedVisit, i);

      if (has_point (planned))
        add_point (self, "rtept", "    ", route->route->date, planned);
    }
  g_string_append (self->out, "  </rte>\n");
}

/* Places that were found by their address are OpenStreetMap's, which asks to be named wherever they
 * go. Those of a sender, and pins that somebody set, are not. */
static gboolean
has_found_places (Writer *self, GPtrArray *routes)
{
  for (guint i = 0; i < routes->len; i++)
    {
      g_autoptr (GArray) visits =
          rdm_planned_route_visits (g_ptr_array_index (routes, i), self->rows);

      for (guint v = 0; v < visits->len; v++)
        {
          const RdmOrderEnd *end = g_array_index (visits, RdmPlannedVisit, v).end;

          if (end != NULL && end->confidence >= RDM_CONFIDENCE_STREET
              && end->confidence <= RDM_CONFIDENCE_HOUSE)
            return TRUE;
        }
    }
  return FALSE;
}

static void
add_metadata (Writer *self, GPtrArray *routes, const char *name)
{
  RdmBox box = RDM_BOX_EMPTY;

  g_string_append (self->out, "  <metadata>\n");
  add_element (self, "    ", "name", name);
  if (routes->len > 0)
    add_element (self, "    ", "desc",
                 ((const RdmPlannedRoute *)g_ptr_array_index (routes, 0))->times_from);
  if (has_found_places (self, routes))
    g_string_append (self->out, "    <copyright author=\"OpenStreetMap contributors\">\n"
                                "      <license>https://www.openstreetmap.org/copyright</license>\n"
                                "    </copyright>\n");
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmPlannedRoute *route = g_ptr_array_index (routes, i);
      g_autoptr (GArray) visits = rdm_planned_route_visits (route, self->rows);

      for (guint v = 0; v < visits->len; v++)
        if (has_point (&g_array_index (visits, RdmPlannedVisit, v)))
          rdm_box_extend (&box, g_array_index (visits, RdmPlannedVisit, v).visit->point);
    }
  if (!rdm_box_is_empty (box))
    {
      g_string_append (self->out, "    <bounds");
      append_degrees (self->out, "minlat", box.south_deg);
      append_degrees (self->out, "minlon", box.west_deg);
      append_degrees (self->out, "maxlat", box.north_deg);
      append_degrees (self->out, "maxlon", box.east_deg);
      g_string_append (self->out, "/>\n");
    }
  g_string_append (self->out, "  </metadata>\n");
}

char *
rdm_gpx_format (RdmRows *rows, GPtrArray *routes)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  g_autoptr (GTimeZone) named = g_time_zone_new_identifier (settings->zone);
  g_autoptr (GTimeZone) zone = named != NULL ? g_steal_pointer (&named) : g_time_zone_new_utc ();
  g_autoptr (GString) out = g_string_new (NULL);
  Writer self = { rows, zone, out };

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<gpx xmlns=\"http://www.topografix.com/GPX/1/1\" version=\"1.1\""
                        " creator=\"Roundsman\"\n"
                        "     xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
                        "     xsi:schemaLocation=\"http://www.topografix.com/GPX/1/1"
                        " http://www.topografix.com/GPX/1/1/gpx.xsd\">\n");
  add_metadata (&self, routes, settings->name != NULL ? settings->name : "Roundsman");
  for (guint i = 0; i < routes->len; i++)
    add_waypoints (&self, g_ptr_array_index (routes, i));
  for (guint i = 0; i < routes->len; i++)
    add_route (&self, g_ptr_array_index (routes, i), i + 1);
  g_string_append (out, "</gpx>\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
rdm_gpx_write (const char *path, RdmRows *rows, GPtrArray *routes, GError **error)
{
  g_autofree char *text = rdm_gpx_format (rows, routes);

  return rdm_export_write (path, text, strlen (text), error);
}
