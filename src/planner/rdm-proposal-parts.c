/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-proposal-parts.h"

/* An hour late costs so much at least, where the settings say nothing; and a stop that does not
 * come today as much as being late by so long. */
#define LATE_HOUR_MINOR 2000
#define LEFT_AS_LATE_S 10800
/* That a promise is broken at all counts like so much. */
#define BROKEN_AS_LATE_S 1800
/* What it takes at least to tell a driver again, and that a stop changes hands. */
#define TELL_MINOR 300
#define MOVE_MINOR 100

gint64
rdm_worth_of (const RdmWorth *of, const RdmSettings *settings)
{
  gint64 hour_minor = MAX (settings->late_per_hour_minor, LATE_HOUR_MINOR);
  gint64 late_s = of->late_s + of->n_late * BROKEN_AS_LATE_S + of->n_left * LEFT_AS_LATE_S;

  return -of->cost_minor - late_s * hour_minor / 3600 - of->n_moved * settings->stability_minor
         - of->n_told * MAX (settings->stability_minor, TELL_MINOR);
}

typedef struct
{
  const RdmProposal *proposal;
  GHashTable *route_of; /* (element-type utf8 uint): stop → index + 1 of its route before */
  guint *group;         /* by route: the smallest index it is connected with, in the end */
} Parting;

static guint
find_group (Parting *self, guint route)
{
  while (self->group[route] != route)
    route = self->group[route] = self->group[self->group[route]];
  return route;
}

static void
join (Parting *self, guint a, guint b)
{
  a = find_group (self, a);
  b = find_group (self, b);
  self->group[MAX (a, b)] = MIN (a, b);
}

static const RdmRouteComparison *
get_route (Parting *self, guint i)
{
  return g_ptr_array_index (self->proposal->routes, i);
}

static void
connect_routes (Parting *self)
{
  for (guint i = 0; i < self->proposal->routes->len; i++)
    {
      self->group[i] = i;
      for (GStrv stop = get_route (self, i)->before; *stop; stop++)
        g_hash_table_insert (self->route_of, *stop, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < self->proposal->routes->len; i++)
    for (GStrv stop = get_route (self, i)->after; *stop; stop++)
      {
        guint from = GPOINTER_TO_UINT (g_hash_table_lookup (self->route_of, *stop));

        if (from > 0)
          join (self, from - 1, i);
      }
}

static void
part_free (gpointer data)
{
  RdmProposalPart *self = data;

  g_ptr_array_unref (self->routes);
  rdm_proposal_unref (self->proposal);
  g_free (self);
}

static void
add_route (Parting *self, RdmProposalPart *part, guint i)
{
  const RdmRouteComparison *route = get_route (self, i);
  const RdmSchedule *before = route->schedule_before;
  const RdmSchedule *after = route->schedule_after;

  g_ptr_array_add (part->routes, (gpointer)route);
  part->cost_minor += after->cost_minor - before->cost_minor;
  part->duty_s += (after->end_s - after->start_s) - (before->end_s - before->start_s);
  part->distance_m += after->distance_m - before->distance_m;
  part->late_s += after->late_s - before->late_s;
  part->n_late += (int)after->n_late - (int)before->n_late;
  part->n_told++;
  for (GStrv stop = route->after; *stop; stop++)
    {
      guint from = GPOINTER_TO_UINT (g_hash_table_lookup (self->route_of, *stop));

      part->n_placed += from == 0;
      part->n_moved += from > 0 && from - 1 != i;
    }
}

GPtrArray *
rdm_proposal_parts (const RdmProposal *proposal)
{
  guint n = proposal->routes->len;
  g_autoptr (GHashTable) route_of = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *group = g_new (guint, n + 1);
  g_autofree RdmProposalPart **by_group = g_new0 (RdmProposalPart *, n + 1);
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  Parting self = { proposal, route_of, group };

  connect_routes (&self);
  for (guint i = 0; i < n; i++)
    {
      RdmProposalPart **part = &by_group[find_group (&self, i)];

      if (!get_route (&self, i)->changed)
        continue;
      if (!*part)
        {
          *part = g_new0 (RdmProposalPart, 1);
          (*part)->proposal = rdm_proposal_ref ((RdmProposal *)proposal);
          (*part)->routes = g_ptr_array_new ();
          g_ptr_array_add (parts, *part);
        }
      add_route (&self, *part, i);
    }
  return parts;
}

gint64
rdm_proposal_part_worth (const RdmProposalPart *self, const RdmSettings *settings)
{
  RdmWorth worth = {
    .cost_minor = self->cost_minor,
    .late_s = self->late_s,
    .n_late = self->n_late,
    .n_left = -(gint64)self->n_placed,
    .n_moved = self->n_moved,
    .n_told = self->n_told,
  };

  return rdm_worth_of (&worth, settings);
}

GPtrArray *
rdm_proposal_part_get_lists (const RdmProposalPart *self)
{
  g_autoptr (RdmCommand) lists = rdm_command_new_sequence (NULL);

  for (guint i = 0; i < self->routes->len; i++)
    {
      const RdmRouteComparison *route = g_ptr_array_index (self->routes, i);

      rdm_command_sequence_route (lists, route->route, (const char *const *)route->after, NULL);
    }
  return g_ptr_array_ref (lists->lists);
}
