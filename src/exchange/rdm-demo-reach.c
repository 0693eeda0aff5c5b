/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Streets grow until they come too close to another, so many end just short of one. Those ends are
 * led across it: a town has few dead ends. */
#include "rdm-demo-streets-private.h"

#define REACH_M 70. /* an end that comes so close to another street is led there */
#define BEYOND_M 4. /* and so far across it, so that they cross for certain */
#define STEP_M 10.

static gboolean
may_be_met (const RdmDemoStreet *street)
{
  return street->kind == RDM_DEMO_STREET || street->kind == RDM_DEMO_ROAD;
}

/* How far from @from along @heading the first street is; more than REACH_M when there is none. */
static double
first_street (const GArray *streets, guint self, RdmDemoXY from, RdmDemoXY heading)
{
  double nearest = 2. * REACH_M;

  for (guint i = 0; i < streets->len; i++)
    {
      const RdmDemoStreet *street = &g_array_index (streets, RdmDemoStreet, i);

      for (guint k = 0; i != self && may_be_met (street) && k + 1 < street->points->len; k++)
        {
          RdmDemoXY a = g_array_index (street->points, RdmDemoXY, k);
          RdmDemoXY b = g_array_index (street->points, RdmDemoXY, k + 1);
          RdmDemoXY s = { b.x - a.x, b.y - a.y };
          double area = heading.x * s.y - heading.y * s.x;
          double t, u;

          if (rdm_demo_distance (a, from) > 2. * REACH_M || fabs (area) < 1e-9)
            continue;
          t = ((a.x - from.x) * s.y - (a.y - from.y) * s.x) / area;
          u = ((a.x - from.x) * heading.y - (a.y - from.y) * heading.x) / area;
          if (t > 0. && u >= 0. && u <= 1.)
            nearest = MIN (nearest, t);
        }
    }
  return nearest;
}

static void
extend (GArray *points, gboolean at_end, RdmDemoXY tip, RdmDemoXY heading, double distance)
{
  guint n_steps = MAX (1, (guint)(distance / STEP_M));

  for (guint i = 1; i <= n_steps; i++)
    {
      double share = distance * i / n_steps;
      RdmDemoXY xy = { tip.x + share * heading.x, tip.y + share * heading.y };

      if (at_end)
        g_array_append_val (points, xy);
      else
        g_array_prepend_val (points, xy);
    }
}

static void
reach (const GArray *streets, guint index, gboolean at_end, const RdmDemoLayout *layout)
{
  GArray *points = g_array_index (streets, RdmDemoStreet, index).points;
  guint last = points->len - 1;
  RdmDemoXY tip = g_array_index (points, RdmDemoXY, at_end ? last : 0);
  RdmDemoXY inner = g_array_index (points, RdmDemoXY, at_end ? last - 1 : 1);
  double length = MAX (rdm_demo_distance (tip, inner), 1e-9);
  RdmDemoXY heading = { (tip.x - inner.x) / length, (tip.y - inner.y) / length };
  double distance = first_street (streets, index, tip, heading) + BEYOND_M;
  RdmDemoXY goal = { tip.x + distance * heading.x, tip.y + distance * heading.y };

  if (distance <= REACH_M && rdm_demo_layout_is_dry (layout, goal, 10.))
    extend (points, at_end, tip, heading, distance);
}

void
rdm_demo_streets_reach (GArray *streets, const RdmDemoLayout *layout)
{
  for (guint i = 0; i < streets->len; i++)
    if (g_array_index (streets, RdmDemoStreet, i).kind == RDM_DEMO_STREET)
      for (int at_end = 0; at_end < 2; at_end++)
        reach (streets, i, at_end, layout);
}
