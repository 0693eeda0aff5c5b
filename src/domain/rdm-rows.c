/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-rows.h"

#include <string.h>

#include "rdm-time.h"

G_DEFINE_INTERFACE (RdmRows, rdm_rows, G_TYPE_OBJECT)

static void
rdm_rows_default_init (RdmRowsInterface *iface)
{
}

gconstpointer
rdm_rows_get (RdmRows *self, RdmRowKind kind, const char *id)
{
  return id ? RDM_ROWS_GET_IFACE (self)->get (self, kind, id) : NULL;
}

void
rdm_rows_put (RdmRows *self, gconstpointer row)
{
  RDM_ROWS_GET_IFACE (self)->put (self, row);
}

void
rdm_rows_remove (RdmRows *self, RdmRowKind kind, const char *id)
{
  RDM_ROWS_GET_IFACE (self)->remove (self, kind, id);
}

void
rdm_rows_foreach (RdmRows *self, RdmRowKind kind, RdmRowFunc func, gpointer user_data)
{
  RDM_ROWS_GET_IFACE (self)->foreach (self, kind, func, user_data);
}

const char *
rdm_rows_route_of (RdmRows *self, const char *stop)
{
  return RDM_ROWS_GET_IFACE (self)->route_of (self, stop);
}

static void
add_to_list (gconstpointer row, gpointer list)
{
  g_ptr_array_add (list, rdm_row_ref (row));
}

GPtrArray *
rdm_rows_list (RdmRows *self, RdmRowKind kind)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (rdm_row_unref);

  rdm_rows_foreach (self, kind, add_to_list, list);
  return list;
}

RdmRoute *
rdm_rows_get_route (RdmRows *self, const char *id)
{
  const RdmRoute *route = rdm_rows_get (self, RDM_ROW_ROUTE, id);
  g_autofree char *shift = NULL;
  g_autofree char *date = NULL;

  if (route)
    return rdm_row_ref (route);
  if (!rdm_route_id_split (id, &shift, &date) || !rdm_rows_get (self, RDM_ROW_SHIFT, shift))
    return NULL;
  return rdm_route_new (id);
}

guint
rdm_rows_route_head (RdmRows *self, const RdmRoute *route)
{
  guint head = 0;

  for (guint i = 0; route->stops && route->stops[i]; i++)
    {
      const RdmStop *stop = rdm_rows_get (self, RDM_ROW_STOP, route->stops[i]);

      if (stop && rdm_stop_has_happened (stop))
        head = i + 1;
    }
  return head;
}

RdmSettings *
rdm_rows_settings (RdmRows *self)
{
  gconstpointer settings = rdm_rows_get (self, RDM_ROW_SETTINGS, RDM_SETTINGS_ID);

  return settings ? rdm_row_ref (settings) : rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
}

/* Sorting as people do: keys are made once, numbers in names count as numbers. */

typedef struct
{
  char *key;
  gint64 then;
  RdmRow *row;
} Ranked;

static void
clear_ranked (gpointer data)
{
  Ranked *ranked = data;

  g_free (ranked->key);
  g_clear_pointer (&ranked->row, rdm_row_unref);
}

static GArray *
ranking_new (void)
{
  GArray *ranking = g_array_new (FALSE, FALSE, sizeof (Ranked));

  g_array_set_clear_func (ranking, clear_ranked);
  return ranking;
}

/* Takes over @row. */
static void
ranking_add (GArray *ranking, const char *name, gint64 then, gpointer row)
{
  g_autofree char *folded = g_utf8_casefold (name ? name : "", -1);
  Ranked ranked = { g_utf8_collate_key_for_filename (folded, -1), then, row };

  g_array_append_val (ranking, ranked);
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *left = a;
  const Ranked *right = b;
  int order = strcmp (left->key, right->key);

  if (order == 0)
    order = (left->then > right->then) - (left->then < right->then);
  return order ? order : strcmp (left->row->id, right->row->id);
}

static GPtrArray *
ranking_finish (GArray *ranking)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (rdm_row_unref);

  g_array_sort (ranking, compare_ranked);
  for (guint i = 0; i < ranking->len; i++)
    g_ptr_array_add (rows, g_steal_pointer (&g_array_index (ranking, Ranked, i).row));
  return rows;
}

typedef struct
{
  RdmRows *rows;
  const char *date;
  GArray *ranking;
} Day;

static void
add_shift_route (gconstpointer row, gpointer user_data)
{
  const RdmShift *shift = row;
  Day *day = user_data;
  g_autofree char *id = rdm_route_id (shift->row.id, day->date);
  const RdmRoute *route = rdm_rows_get (day->rows, RDM_ROW_ROUTE, id);
  const RdmVehicle *vehicle = rdm_rows_get (day->rows, RDM_ROW_VEHICLE, shift->vehicle);
  gboolean works = rdm_shift_works_on (shift, day->date) && !(vehicle && vehicle->retired);

  if (route || works)
    ranking_add (day->ranking, vehicle ? vehicle->name : NULL, shift->start_s,
                 route ? rdm_row_ref (route) : rdm_route_new (id));
}

GPtrArray *
rdm_rows_day_routes (RdmRows *self, const char *date)
{
  g_autoptr (GArray) ranking = ranking_new ();
  Day day = { self, date, ranking };

  if (rdm_date_valid (date))
    rdm_rows_foreach (self, RDM_ROW_SHIFT, add_shift_route, &day);
  return ranking_finish (ranking);
}

static void
add_tray_stop (gconstpointer row, gpointer user_data)
{
  const RdmStop *stop = row;
  Day *day = user_data;
  const RdmOrder *order;

  /* Most are on a route. */
  if (!rdm_stop_is_open (stop) || rdm_rows_route_of (day->rows, stop->row.id))
    return;
  order = rdm_rows_get (day->rows, RDM_ROW_ORDER, stop->order);
  if (!order || g_strcmp0 (order->date, day->date) != 0)
    return;
  /* What is picked up comes before what is delivered. */
  ranking_add (day->ranking, order->reference, -stop->role, rdm_row_ref (stop));
}

GPtrArray *
rdm_rows_day_tray (RdmRows *self, const char *date)
{
  g_autoptr (GArray) ranking = ranking_new ();
  Day day = { self, date, ranking };

  rdm_rows_foreach (self, RDM_ROW_STOP, add_tray_stop, &day);
  return ranking_finish (ranking);
}

static void
add_day_order (gconstpointer row, gpointer user_data)
{
  const RdmOrder *order = row;
  Day *day = user_data;

  if (g_strcmp0 (order->date, day->date) == 0)
    ranking_add (day->ranking, order->reference, 0, rdm_row_ref (order));
}

GPtrArray *
rdm_rows_day_orders (RdmRows *self, const char *date)
{
  g_autoptr (GArray) ranking = ranking_new ();
  Day day = { self, date, ranking };

  rdm_rows_foreach (self, RDM_ROW_ORDER, add_day_order, &day);
  return ranking_finish (ranking);
}
