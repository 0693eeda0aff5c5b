/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-route.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-time.h"

const char *const rdm_route_state_names[] = { "draft", "sent", "running", "closed", NULL };

static const RdmField fields[] = {
  RDM_FIELD (RdmRoute, shift, TEXT),
  RDM_FIELD (RdmRoute, date, TEXT),
  RDM_FIELD (RdmRoute, stops, TEXTS),
  RDM_FIELD_ONE_OF (RdmRoute, state, rdm_route_state_names),
  RDM_FIELD (RdmRoute, locked, BOOL),
  RDM_FIELD (RdmRoute, drivers, TEXTS),
  RDM_FIELD (RdmRoute, start_s, TIME),
  RDM_FIELD (RdmRoute, end_s, TIME),
  RDM_FIELD (RdmRoute, sent_ms, INT),
  RDM_FIELD (RdmRoute, started_ms, INT),
  RDM_FIELD (RdmRoute, ended_ms, INT),
  RDM_FIELD (RdmRoute, told, TEXTS),
  RDM_FIELD (RdmRoute, acknowledged_ms, INT),
};

static char *
check_route (const RdmRow *row)
{
  const RdmRoute *self = (const RdmRoute *)row;
  g_autofree char *shift = NULL;
  g_autofree char *date = NULL;

  if (!rdm_route_id_split (row->id, &shift, &date) || g_strcmp0 (shift, self->shift) != 0
      || g_strcmp0 (date, self->date) != 0)
    return g_strdup (_ ("The route does not belong to its shift and day."));
  if (self->start_s != RDM_TIME_NONE && self->end_s != RDM_TIME_NONE
      && self->start_s >= self->end_s)
    return g_strdup (_ ("The route ends before it starts."));
  if (self->sent_ms < 0 || self->started_ms < 0 || self->ended_ms < 0 || self->acknowledged_ms < 0)
    return g_strdup (_ ("There is no such moment."));
  if ((self->state == RDM_ROUTE_DRAFT && self->sent_ms != 0)
      || (self->state == RDM_ROUTE_SENT && self->sent_ms == 0))
    return g_strdup (_ ("A route that was sent was sent at some moment, and no other was."));
  return NULL;
}

const RdmRowClass rdm_route_class = {
  .name = "route",
  .size = sizeof (RdmRoute),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .check = check_route,
};

char *
rdm_route_id (const char *shift, const char *date)
{
  return g_strconcat (shift, "@", date, NULL);
}

gboolean
rdm_route_id_split (const char *id, char **shift, char **date)
{
  const char *at = id ? strrchr (id, '@') : NULL;

  if (!at || at == id || !rdm_date_valid (at + 1))
    return FALSE;
  *shift = g_strndup (id, (gsize)(at - id));
  *date = g_strdup (at + 1);
  return TRUE;
}

RdmRoute *
rdm_route_new (const char *id)
{
  g_autofree char *shift = NULL;
  g_autofree char *date = NULL;
  RdmRoute *self;

  if (!rdm_route_id_split (id, &shift, &date))
    return NULL;
  self = rdm_row_new (RDM_ROW_ROUTE, id);
  self->shift = g_steal_pointer (&shift);
  self->date = g_steal_pointer (&date);
  return self;
}

gboolean
rdm_route_is_default (const RdmRoute *route)
{
  g_autoptr (RdmRoute) fresh = rdm_route_new (route->row.id);

  return fresh && rdm_row_equal (route, fresh);
}

int
rdm_route_position (const RdmRoute *route, const char *stop)
{
  for (int i = 0; route->stops && route->stops[i]; i++)
    if (strcmp (route->stops[i], stop) == 0)
      return i;
  return -1;
}

gboolean
rdm_route_is_out (const RdmRoute *route)
{
  return route->state == RDM_ROUTE_SENT || route->state == RDM_ROUTE_RUNNING;
}

/* Lists of texts, of which an empty one may be NULL. */
static gboolean
lists_equal (GStrv a, GStrv b)
{
  if (!a || !*a || !b || !*b)
    return (!a || !*a) && (!b || !*b);
  return g_strv_equal ((const char *const *)a, (const char *const *)b);
}

gboolean
rdm_route_awaits_driver (const RdmRoute *route)
{
  if (rdm_route_is_out (route))
    return route->acknowledged_ms == 0 || !lists_equal (route->stops, route->told);
  return route->state == RDM_ROUTE_DRAFT && route->told && *route->told;
}

gboolean
rdm_route_has_told (const RdmRoute *route, const char *stop)
{
  return route->told && g_strv_contains ((const char *const *)route->told, stop);
}
