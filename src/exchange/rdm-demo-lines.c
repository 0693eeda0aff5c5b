/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-lines-private.h"

#define CARRIAGEWAY_M 9. /* from the motorway's middle to that of a carriageway */
#define RAMP_M 280.      /* along the motorway, from a ramp's end to the bridge */
#define RAMP_FOOT_M 75.  /* along the road, from the motorway to where its ramps are */
#define BANK_M 40.       /* from the river's middle to the path along it */

static void
clear_line (gpointer data)
{
  g_clear_pointer (&((RdmDemoNetLine *)data)->points, g_array_unref);
}

/* @points: (transfer full) */
static void
add_line (GArray *lines, RdmDemoNetKind kind, int street, GArray *points)
{
  RdmDemoNetLine line = { kind, street, points };

  g_array_append_val (lines, line);
}

/* The line that runs @aside metres to the right of @middle. */
static GArray *
beside (const GArray *middle, double aside)
{
  GArray *line = g_array_sized_new (FALSE, FALSE, sizeof (RdmDemoXY), middle->len);

  for (guint i = 0; i < middle->len; i++)
    {
      RdmDemoXY here = g_array_index (middle, RdmDemoXY, i);
      RdmDemoXY a = g_array_index (middle, RdmDemoXY, i > 0 ? i - 1 : 0);
      RdmDemoXY b = g_array_index (middle, RdmDemoXY, MIN (i + 1, middle->len - 1));
      double length = MAX (rdm_demo_distance (a, b), 1e-9);
      RdmDemoXY xy = { here.x + aside * (b.y - a.y) / length,
                       here.y - aside * (b.x - a.x) / length };

      g_array_append_val (line, xy);
    }
  return line;
}

static void
reverse (GArray *line)
{
  for (guint i = 0; i < line->len / 2; i++)
    {
      RdmDemoXY swap = g_array_index (line, RdmDemoXY, i);

      g_array_index (line, RdmDemoXY, i) = g_array_index (line, RdmDemoXY, line->len - 1 - i);
      g_array_index (line, RdmDemoXY, line->len - 1 - i) = swap;
    }
}

/* Gives the line a vertex where it is nearest to @to. Returns: where that is. */
static RdmDemoXY
join (GArray *points, RdmDemoXY to)
{
  double nearest = G_MAXDOUBLE;
  RdmDemoXY at = to;
  guint before = 1;

  for (guint i = 1; i < points->len; i++)
    {
      RdmDemoXY a = g_array_index (points, RdmDemoXY, i - 1);
      RdmDemoXY b = g_array_index (points, RdmDemoXY, i);
      RdmDemoXY s = { b.x - a.x, b.y - a.y };
      double square = MAX (s.x * s.x + s.y * s.y, 1e-9);
      double t = CLAMP (((to.x - a.x) * s.x + (to.y - a.y) * s.y) / square, 0., 1.);
      RdmDemoXY xy = { a.x + t * s.x, a.y + t * s.y };

      if (rdm_demo_distance (xy, to) < nearest)
        {
          nearest = rdm_demo_distance (xy, to);
          at = xy;
          before = i;
        }
    }
  for (guint i = before - 1; i <= before; i++)
    if (rdm_demo_distance (g_array_index (points, RdmDemoXY, i), at) < 1.)
      return g_array_index (points, RdmDemoXY, i);
  g_array_insert_val (points, before, at);
  return at;
}

/* A ramp between @end on a carriageway and @foot on the road that crosses it. @heading leads along
 * the carriageway towards the road, @outward away from the motorway. */
static void
add_ramp (GArray *lines,
          RdmDemoXY end,
          RdmDemoXY foot,
          RdmDemoXY heading,
          RdmDemoXY outward,
          gboolean leaves)
{
  double ahead = (foot.x - end.x) * heading.x + (foot.y - end.y) * heading.y;
  RdmDemoXY plan[] = {
    end,
    { end.x + 0.4 * ahead * heading.x + 9. * outward.x,
      end.y + 0.4 * ahead * heading.y + 9. * outward.y },
    { end.x + 0.75 * ahead * heading.x + 24. * outward.x,
      end.y + 0.75 * ahead * heading.y + 24. * outward.y },
    foot,
  };
  GArray *curve = rdm_demo_curve (plan, G_N_ELEMENTS (plan), FALSE);

  if (!leaves)
    reverse (curve);
  add_line (lines, RDM_DEMO_NET_RAMP, -1, curve);
}

/* Four ramps where @road crosses the motorway: off and on, on each side. @carriageways: right and
 * left of @motorway's direction. */
static void
add_interchange (GArray *lines,
                 const GArray *motorway,
                 GArray *const *carriageways,
                 GArray *road,
                 const RdmDemoHit *hit)
{
  RdmDemoXY before = rdm_demo_line_at (motorway, hit->along_a - 5.);
  RdmDemoXY after = rdm_demo_line_at (motorway, hit->along_a + 5.);
  RdmDemoXY heading = { (after.x - before.x) / 10., (after.y - before.y) / 10. };
  RdmDemoXY feet[] = { rdm_demo_line_at (road, hit->along_b + RAMP_FOOT_M),
                       rdm_demo_line_at (road, hit->along_b - RAMP_FOOT_M) };

  for (int side = -1; side <= 1; side += 2)
    {
      /* The right carriageway goes along the heading, the left one against it. */
      GArray *carriageway = carriageways[side > 0 ? 0 : 1];
      RdmDemoXY travel = { side * heading.x, side * heading.y };
      RdmDemoXY back = { -travel.x, -travel.y };
      RdmDemoXY outward = { side * heading.y, -side * heading.x };
      gboolean first =
          (feet[0].x - hit->at.x) * outward.x + (feet[0].y - hit->at.y) * outward.y > 0.;
      RdmDemoXY foot = join (road, feet[first ? 0 : 1]);
      RdmDemoXY off = rdm_demo_line_at (motorway, hit->along_a - side * RAMP_M);
      RdmDemoXY on = rdm_demo_line_at (motorway, hit->along_a + side * RAMP_M);

      add_ramp (lines, join (carriageway, off), foot, travel, outward, TRUE);
      add_ramp (lines, join (carriageway, on), foot, back, outward, FALSE);
    }
}

static void
add_interchanges (GArray *lines, const GArray *motorway, GArray *const *carriageways, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    {
      const RdmDemoNetLine *line = &g_array_index (lines, RdmDemoNetLine, i);
      RdmDemoNetLine both[] = { { RDM_DEMO_NET_MOTORWAY, 0, (GArray *)motorway },
                                { RDM_DEMO_NET_ROAD, 1, line->points } };
      g_autoptr (GArray) pair = g_array_new (FALSE, FALSE, sizeof (RdmDemoNetLine));
      g_autoptr (GArray) hits = NULL;

      if (line->kind != RDM_DEMO_NET_ROAD)
        continue;
      g_array_append_vals (pair, both, G_N_ELEMENTS (both));
      hits = rdm_demo_net_hits (pair);
      for (guint k = 0; k < hits->len; k++)
        add_interchange (lines, motorway, carriageways, both[1].points,
                         &g_array_index (hits, RdmDemoHit, k));
    }
}

/* The motorway's two carriageways, and its ramps to every road that crosses it. */
static void
add_motorway (GArray *lines, const GArray *middle, int street)
{
  g_autoptr (GArray) right = beside (middle, CARRIAGEWAY_M);
  g_autoptr (GArray) left = beside (middle, -CARRIAGEWAY_M);
  GArray *carriageways[] = { rdm_demo_simplify (right, 0.3), rdm_demo_simplify (left, 0.3) };
  guint n_lines = lines->len;

  reverse (carriageways[1]);
  add_line (lines, RDM_DEMO_NET_MOTORWAY, street, carriageways[0]);
  add_line (lines, RDM_DEMO_NET_MOTORWAY, street, carriageways[1]);
  add_interchanges (lines, middle, carriageways, n_lines);
}

/* A road that ends in the open country beyond a village leads on to the next town. */
static void
lead_on (const RdmDemoLayout *layout, GArray *points)
{
  RdmDemoXY end = g_array_index (points, RdmDemoXY, points->len - 1);
  RdmDemoXY before = g_array_index (points, RdmDemoXY, points->len - 2);
  RdmDemoXY border = { RDM_DEMO_TILE_WIDTH_M / 2., RDM_DEMO_TILE_HEIGHT_M / 2. };
  RdmDemoXY way = { end.x - before.x, end.y - before.y };
  double times = MIN (way.x != 0. ? (copysign (border.x, way.x) - end.x) / way.x : INFINITY,
                      way.y != 0. ? (copysign (border.y, way.y) - end.y) / way.y : INFINITY);

  if (rdm_demo_layout_place (layout, end) >= 0 || times * hypot (way.x, way.y) < 1.)
    return;
  end.x += times * way.x;
  end.y += times * way.y;
  g_array_append_val (points, end);
}

GArray *
rdm_demo_net_lines (const RdmDemoLayout *layout, const GArray *streets)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (RdmDemoNetLine));
  g_autoptr (GArray) town = g_array_new (FALSE, FALSE, sizeof (RdmDemoXY));

  g_array_set_clear_func (lines, clear_line);
  for (guint i = 0; i < streets->len; i++)
    {
      const RdmDemoStreet *street = &g_array_index (streets, RdmDemoStreet, i);
      GArray *points;

      if (street->kind == RDM_DEMO_HIGHWAY)
        continue;
      points = rdm_demo_simplify (street->points, 0.7);
      if (street->kind == RDM_DEMO_ROAD)
        lead_on (layout, points);
      add_line (lines,
                street->kind == RDM_DEMO_RAIL   ? RDM_DEMO_NET_RAIL
                : street->kind == RDM_DEMO_ROAD ? RDM_DEMO_NET_ROAD
                                                : RDM_DEMO_NET_STREET,
                (int)i, points);
    }
  rdm_demo_net_join (lines, layout);
  for (guint i = 0; i < streets->len; i++)
    {
      const RdmDemoStreet *street = &g_array_index (streets, RdmDemoStreet, i);

      if (street->kind == RDM_DEMO_HIGHWAY)
        add_motorway (lines, street->points, (int)i);
    }

  add_line (lines, RDM_DEMO_NET_RIVER, -1, rdm_demo_simplify (layout->river, 1.));
  /* The path by the river ends where the town does. */
  for (guint i = 0; i < layout->river->len; i++)
    {
      RdmDemoXY xy = g_array_index (layout->river, RdmDemoXY, i);

      if (xy.x > -1900. && xy.x < 2100.)
        g_array_append_val (town, xy);
    }
  for (int side = -1; side <= 1; side += 2)
    {
      g_autoptr (GArray) path = beside (town, side * BANK_M);

      add_line (lines, RDM_DEMO_NET_CYCLEWAY, -1, rdm_demo_simplify (path, 1.));
    }
  return lines;
}
