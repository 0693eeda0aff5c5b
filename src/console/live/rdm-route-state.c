/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-route-state.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"

static guint
length (char **list)
{
  return list != NULL ? g_strv_length (list) : 0;
}

/* Where each of @list is, from 1: positions in @other, 0 for those that are not there. */
static GArray *
positions_in (char **list, char **other)
{
  g_autoptr (GHashTable) index = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < length (other); i++)
    g_hash_table_insert (index, other[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < length (list); i++)
    {
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (index, list[i]));

      g_array_append_val (positions, position);
    }
  return positions;
}

/* The longest rise in @values, zeros aside: those that need not move. Patience sorting. */
static guint
longest_rise (GArray *values)
{
  g_autoptr (GArray) tops = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < values->len; i++)
    {
      guint value = g_array_index (values, guint, i);
      guint pile;

      if (value == 0)
        continue;
      for (pile = 0; pile < tops->len && g_array_index (tops, guint, pile) < value; pile++)
        ;
      if (pile == tops->len)
        g_array_append_val (tops, value);
      else
        g_array_index (tops, guint, pile) = value;
    }
  return tops->len;
}

void
rdm_route_news_read (RdmRouteNews *self, const RdmRoute *route)
{
  char **stops = rdm_route_is_out (route) ? route->stops : NULL;
  g_autoptr (GArray) positions = positions_in (stops, route->told);
  guint n_common = 0;

  for (guint i = 0; i < positions->len; i++)
    n_common += g_array_index (positions, guint, i) > 0;
  *self = (RdmRouteNews){
    .n_added = length (stops) - n_common,
    .n_removed = length (route->told) - n_common,
    .n_moved = n_common - longest_rise (positions),
  };
}

guint
rdm_route_news_count (const RdmRouteNews *self)
{
  return self->n_added + self->n_removed + self->n_moved;
}

const char *
rdm_route_state_label (const RdmRoute *route)
{
  switch ((RdmRouteState)route->state)
    {
    case RDM_ROUTE_SENT:
      return _ ("Sent");
    case RDM_ROUTE_RUNNING:
      return _ ("Running");
    case RDM_ROUTE_CLOSED:
      return _ ("Closed");
    case RDM_ROUTE_DRAFT:
      break;
    }
  return "";
}

RdmStopState
rdm_route_state_glyph (const RdmRoute *route)
{
  static const RdmStopState glyphs[] = {
    [RDM_ROUTE_DRAFT] = RDM_STOP_PLANNED,
    [RDM_ROUTE_SENT] = RDM_STOP_SENT,
    [RDM_ROUTE_RUNNING] = RDM_STOP_EN_ROUTE,
    [RDM_ROUTE_CLOSED] = RDM_STOP_DONE,
  };

  return glyphs[CLAMP (route->state, 0, (int)G_N_ELEMENTS (glyphs) - 1)];
}

/* What the driver has yet to say something about; NULL: nothing. */
static char *
describe_wait (RdmDesk *desk, const RdmRoute *route)
{
  RdmRouteNews news;
  guint n;
  g_autofree char *since = NULL;

  if (!rdm_route_awaits_driver (route))
    return NULL;
  if (!rdm_route_is_out (route))
    return g_strdup (_ ("recalled; the driver has not acknowledged that"));
  if (route->acknowledged_ms == 0)
    return g_strdup (_ ("not acknowledged yet"));
  rdm_route_news_read (&news, route);
  n = rdm_route_news_count (&news);
  since = rdm_desk_format_moment (desk, route->acknowledged_ms);
  return g_strdup_printf (
      ngettext ("%u change not acknowledged since %s", "%u changes not acknowledged since %s", n),
      n, since);
}

static char *
describe_state (RdmDesk *desk, const RdmRoute *route)
{
  const gint64 at_ms = route->state == RDM_ROUTE_SENT      ? route->sent_ms
                       : route->state == RDM_ROUTE_RUNNING ? route->started_ms
                                                           : route->ended_ms;
  g_autofree char *at = at_ms != 0 ? rdm_desk_format_moment (desk, at_ms) : NULL;

  if (route->state == RDM_ROUTE_DRAFT)
    return g_strdup (_ ("Draft"));
  if (at == NULL)
    return g_strdup (rdm_route_state_label (route));
  /* Translators: the second is an hour */
  return g_strdup_printf (route->state == RDM_ROUTE_SENT      ? _ ("Sent at %s")
                          : route->state == RDM_ROUTE_RUNNING ? _ ("Running since %s")
                                                              : _ ("Closed at %s"),
                          at);
}

char *
rdm_route_state_describe (RdmDesk *desk, const RdmRoute *route)
{
  g_autofree char *state = describe_state (desk, route);
  g_autofree char *wait = describe_wait (desk, route);

  if (wait == NULL)
    return g_steal_pointer (&state);
  return g_strdup_printf ("%s; %s", state, wait);
}

char *
rdm_route_state_driver (const RdmDeskRoute *route)
{
  if (route->crew != NULL && *route->crew != '\0')
    return g_strdup (route->crew);
  return g_strdup_printf (_ ("the driver of %s"), route->name);
}
