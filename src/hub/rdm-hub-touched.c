/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-touched.h"

/* PostgreSQL's notifications are short: 8,000 bytes. */
#define LONGEST_WORD 6000

void
rdm_hub_touched_init (RdmHubTouched *self)
{
  *self = (RdmHubTouched){ g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), FALSE };
}

void
rdm_hub_touched_clear (RdmHubTouched *self)
{
  g_clear_pointer (&self->drivers, g_hash_table_unref);
}

void
rdm_hub_touched_forget (RdmHubTouched *self)
{
  g_hash_table_remove_all (self->drivers);
  self->all = FALSE;
}

static void
add_drivers (RdmHubTouched *self, GStrv drivers)
{
  for (guint i = 0; drivers && drivers[i]; i++)
    g_hash_table_add (self->drivers, g_strdup (drivers[i]));
}

static void
add_crew (RdmHubTouched *self, RdmRows *rows, const RdmRoute *route)
{
  const RdmShift *shift;

  if (!route)
    return;
  shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
  add_drivers (self, route->drivers ? route->drivers : shift ? shift->drivers : NULL);
}

/* A draft that stays one is nobody's yet. */
static void
add_route (RdmHubTouched *self, RdmRows *rows, const RdmRoute *before, const RdmRoute *after)
{
  gboolean is_told = (before && (before->state != RDM_ROUTE_DRAFT || before->told))
                     || (after && (after->state != RDM_ROUTE_DRAFT || after->told));

  if (!is_told)
    return;
  add_crew (self, rows, before);
  add_crew (self, rows, after);
}

static void
add_stop (RdmHubTouched *self, RdmRows *rows, const char *stop)
{
  const char *id = rdm_rows_route_of (rows, stop);
  g_autoptr (RdmRoute) route = id ? rdm_rows_get_route (rows, id) : NULL;

  add_route (self, rows, NULL, route);
}

static void
add_change (RdmHubTouched *self, RdmRows *rows, const RdmChange *change)
{
  switch (change->kind)
    {
    case RDM_ROW_ROUTE:
      add_route (self, rows, (const RdmRoute *)change->before, (const RdmRoute *)change->after);
      return;
    case RDM_ROW_STOP:
      add_stop (self, rows, change->id);
      return;
    case RDM_ROW_ORDER:
      for (int role = RDM_STOP_DELIVERY; role <= RDM_STOP_PICKUP; role++)
        {
          g_autofree char *stop = rdm_stop_id (change->id, (RdmStopRole)role);

          add_stop (self, rows, stop);
        }
      return;
    case RDM_ROW_SHIFT:
      add_drivers (self, change->before ? ((const RdmShift *)change->before)->drivers : NULL);
      add_drivers (self, change->after ? ((const RdmShift *)change->after)->drivers : NULL);
      return;
    case RDM_ROW_DRIVER:
      g_hash_table_add (self->drivers, g_strdup (change->id));
      return;
    case RDM_ROW_VEHICLE:
    case RDM_ROW_SETTINGS:
      self->all = TRUE;
      return;
    default:
      /* No driver is given anything else. */
      return;
    }
}

void
rdm_hub_touched_add (RdmHubTouched *self, RdmRows *rows, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len && !self->all; i++)
    add_change (self, rows, changes->pdata[i]);
}

char *
rdm_hub_touched_print (const RdmHubTouched *self)
{
  g_autoptr (GString) word = g_string_new (NULL);
  GHashTableIter iter;
  gpointer driver;

  g_hash_table_iter_init (&iter, self->drivers);
  while (!self->all && word->len <= LONGEST_WORD && g_hash_table_iter_next (&iter, &driver, NULL))
    g_string_append_printf (word, "%s%s", word->len > 0 ? "," : "", (const char *)driver);
  return g_strdup (self->all || word->len > LONGEST_WORD ? "*" : word->str);
}
