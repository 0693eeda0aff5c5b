/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day.h"

#include "rdm-time.h"

static void
note_date (gconstpointer row, gpointer user_data)
{
  const RdmOrder *order = row;

  if (order->date != NULL)
    g_hash_table_add (user_data, order->date);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GStrv
rdm_day_list (RdmRows *rows)
{
  g_autoptr (GHashTable) dates = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer date;

  rdm_rows_foreach (rows, RDM_ROW_ORDER, note_date, dates);
  g_hash_table_iter_init (&iter, dates);
  while (g_hash_table_iter_next (&iter, &date, NULL))
    g_ptr_array_add (list, g_strdup (date));
  g_ptr_array_sort (list, compare_texts);
  g_ptr_array_add (list, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&list), FALSE);
}

char *
rdm_day_first (RdmRows *rows, const char *today)
{
  g_auto (GStrv) dates = rdm_day_list (rows);
  guint n = g_strv_length (dates);

  for (guint i = 0; i < n; i++)
    if (strcmp (dates[i], today) >= 0)
      return g_strdup (dates[i]);
  return g_strdup (n > 0 ? dates[n - 1] : today);
}

typedef struct
{
  const char *vehicle;
  const char *date;
  RdmRows *rows;
  guint n;
} Sharing;

static void
count_shift (gconstpointer row, gpointer user_data)
{
  Sharing *sharing = user_data;
  const RdmShift *shift = row;
  g_autofree char *route = NULL;

  if (g_strcmp0 (shift->vehicle, sharing->vehicle) != 0)
    return;
  route = rdm_route_id (shift->row.id, sharing->date);
  if (rdm_shift_works_on (shift, sharing->date)
      || rdm_rows_get (sharing->rows, RDM_ROW_ROUTE, route) != NULL)
    sharing->n++;
}

char *
rdm_day_route_name (RdmRows *rows, const RdmRoute *route)
{
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  const RdmVehicle *vehicle =
      shift != NULL ? rdm_rows_get (rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;
  Sharing sharing = { NULL, route->date, rows, 0 };
  g_autofree char *from = NULL;

  if (vehicle == NULL)
    return g_strdup (route->row.id);
  sharing.vehicle = vehicle->row.id;
  rdm_rows_foreach (rows, RDM_ROW_SHIFT, count_shift, &sharing);
  if (sharing.n < 2)
    return g_strdup (vehicle->name);
  from = rdm_time_format_of_day (shift->start_s);
  return g_strdup_printf ("%s %s", vehicle->name, from);
}

char *
rdm_day_route_crew (RdmRows *rows, const RdmRoute *route)
{
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  char **drivers = route->drivers != NULL ? route->drivers : shift != NULL ? shift->drivers : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; drivers != NULL && drivers[i] != NULL; i++)
    {
      const RdmDriver *driver = rdm_rows_get (rows, RDM_ROW_DRIVER, drivers[i]);

      if (driver != NULL && driver->name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", driver->name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
