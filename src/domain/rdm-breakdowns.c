/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-breakdowns.h"

#include "rdm-exception.h"
#include "rdm-fleet.h"

typedef struct
{
  const char *date;
  GHashTable *subjects;
} Breakdowns;

static void
add_down (gconstpointer data, gpointer user_data)
{
  const RdmException *row = data;
  Breakdowns *self = user_data;

  if (row->reported && g_strcmp0 (row->date, self->date) == 0
      && row->state != RDM_EXCEPTION_DISMISSED
      && (row->kind == RDM_EXCEPTION_VEHICLE_DOWN || row->kind == RDM_EXCEPTION_DRIVER_GONE))
    g_hash_table_add (self->subjects, row->subject);
}

GHashTable *
rdm_breakdowns (RdmRows *rows, const char *date)
{
  Breakdowns self = { date, g_hash_table_new (g_str_hash, g_str_equal) };

  rdm_rows_foreach (rows, RDM_ROW_EXCEPTION, add_down, &self);
  return self.subjects;
}

gboolean
rdm_breakdowns_stop_route (GHashTable *self, RdmRows *rows, const RdmRoute *route)
{
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  GStrv crew = route->drivers != NULL ? route->drivers : shift != NULL ? shift->drivers : NULL;
  guint n_gone = 0;

  if (g_hash_table_size (self) == 0)
    return FALSE;
  if (g_hash_table_contains (self, route->row.id)
      || (shift != NULL && shift->vehicle != NULL && g_hash_table_contains (self, shift->vehicle)))
    return TRUE;
  for (guint i = 0; crew != NULL && crew[i] != NULL; i++)
    n_gone += g_hash_table_contains (self, crew[i]);
  return n_gone > 0 && n_gone == g_strv_length (crew);
}
