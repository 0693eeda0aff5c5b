/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Streets grow along a field of directions: around the market they circle it and lead away from it,
 * by the river they follow it, and each quarter has a lie of its own. A street goes on until it
 * comes too close to one that runs alongside, to the river, or to the edge of town. What results is
 * a net that looks grown, because it is. */
#include "rdm-demo-streets-private.h"

#define STEP_M 10.
#define N_SEEDS 7000
#define LONGEST_M 1100.
#define SHORTEST_M 90.

static const RdmDemoXY market = { -60., 260. };

/* Where a quarter's streets run in a direction of their own: angle of the field, and how far it
 * reaches. */
static const struct
{
  RdmDemoXY middle;
  double angle;
  double reach_m;
} quarters[] = {
  { { -560., 950. }, 0.25, 420. },   { { 300., 1500. }, 1.15, 620. },
  { { -1250., 600. }, 0.55, 560. },  { { 1250., 900. }, 0.62, 560. },
  { { 150., -950. }, -0.35, 520. },  { { 1250., -800. }, 0.18, 520. },
  { { -900., -900. }, -0.75, 520. }, { { -3900., 1450. }, 0.4, 600. },
  { { 3500., 2520. }, 0.95, 600. },  { { 2900., -2560. }, -0.5, 600. },
  { { -2680., -2860. }, 0.8, 500. },
};

static double
bell (double distance, double reach)
{
  return exp (-(distance * distance) / (reach * reach));
}

/* Directions have no front and no back, so they are added up at twice their angle. */
static RdmDemoXY
field_at (RdmDemoXY p, gboolean across)
{
  double from_market = rdm_demo_distance (p, market);
  double round_market = atan2 (p.y - market.y, p.x - market.x);
  double slope = (rdm_demo_river_y (p.x + 5.) - rdm_demo_river_y (p.x - 5.)) / 10.;
  double along_river = atan2 (slope, 1.);
  double by_river = 1.4 * bell (p.y - rdm_demo_river_y (p.x), 260.);
  double at_market = 1.6 * bell (from_market, 620.);
  double c = at_market * cos (2. * round_market) + by_river * cos (2. * along_river) + 0.03;
  double s = at_market * sin (2. * round_market) + by_river * sin (2. * along_river);
  double angle;

  for (guint i = 0; i < G_N_ELEMENTS (quarters); i++)
    {
      double weight = bell (rdm_demo_distance (p, quarters[i].middle), quarters[i].reach_m);

      c += weight * cos (2. * quarters[i].angle);
      s += weight * sin (2. * quarters[i].angle);
    }
  angle = atan2 (s, c) / 2. + 0.22 * sin (p.x / 310. + 1.) * sin (p.y / 270. + 2.)
          + (across ? G_PI_2 : 0.);
  return (RdmDemoXY){ cos (angle), sin (angle) };
}

/* How far apart streets that run alongside are: the farther from the market, the farther. */
static double
spacing_at (RdmDemoXY p)
{
  return CLAMP (62. + rdm_demo_distance (p, market) / 22., 62., 128.);
}

typedef struct
{
  const RdmDemoLayout *layout;
  RdmDemoIndex *index;
  GArray *streets;
} Growth;

static gboolean
may_grow (const Growth *self, RdmDemoXY p, RdmDemoXY direction, double spacing, guint owner)
{
  return rdm_demo_layout_place (self->layout, p) >= 0
         && rdm_demo_layout_is_dry (self->layout, p, 22.)
         && rdm_demo_index_is_free (self->index, p, spacing, &direction, owner);
}

/* Whether @p comes back to where the street itself has been: @line is the end that grows, @other
 * the one that has. */
static gboolean
meets_itself (const GArray *line, const GArray *other, RdmDemoXY p)
{
  for (guint i = 0; i + 12 < line->len; i++)
    if (rdm_demo_distance (g_array_index (line, RdmDemoXY, i), p) < 30.)
      return TRUE;
  for (guint i = 12; i < other->len; i++)
    if (rdm_demo_distance (g_array_index (other, RdmDemoXY, i), p) < 30.)
      return TRUE;
  return FALSE;
}

/* One end of a street in the making. */
typedef struct
{
  GArray *line; /* (element-type RdmDemoXY): grows */
  const GArray *other;
  RdmDemoXY seed;
  RdmDemoXY heading;
  gboolean across;
  guint owner;
} End;

static void
grow (const Growth *self, const End *end)
{
  RdmDemoXY p = end->seed;
  RdmDemoXY heading = end->heading;

  for (double length = 0.; length < LONGEST_M / 2.; length += STEP_M)
    {
      RdmDemoXY direction = field_at (p, end->across);

      if (direction.x * heading.x + direction.y * heading.y < 0.)
        direction = (RdmDemoXY){ -direction.x, -direction.y };
      if (direction.x * heading.x + direction.y * heading.y < 0.7)
        return;
      p = (RdmDemoXY){ p.x + STEP_M * direction.x, p.y + STEP_M * direction.y };
      if (!may_grow (self, p, direction, 0.55 * spacing_at (p), end->owner)
          || meets_itself (end->line, end->other, p))
        return;
      heading = direction;
      g_array_append_val (end->line, p);
    }
}

static void
add_marks (Growth *self, const GArray *line, guint owner)
{
  for (guint i = 0; i < line->len; i++)
    {
      RdmDemoXY a = g_array_index (line, RdmDemoXY, i > 0 ? i - 1 : 0);
      RdmDemoXY b = g_array_index (line, RdmDemoXY, MIN (i + 1, line->len - 1));
      double length = MAX (rdm_demo_distance (a, b), 1e-9);
      RdmDemoMark mark = { g_array_index (line, RdmDemoXY, i),
                           { (b.x - a.x) / length, (b.y - a.y) / length },
                           owner };

      rdm_demo_index_add (self->index, &mark);
    }
}

static void
clear_street (gpointer data)
{
  RdmDemoStreet *street = data;

  g_clear_pointer (&street->name, g_free);
  g_clear_pointer (&street->points, g_array_unref);
}

/* @points: (transfer full) */
static void
take_street (
    Growth *self, RdmDemoShapeKind kind, const char *name, GArray *points, gboolean crossable)
{
  guint middle = points->len / 2;
  RdmDemoStreet street = {
    kind, g_strdup (name),
    rdm_demo_layout_place (self->layout, g_array_index (points, RdmDemoXY, middle)), points
  };

  if (crossable)
    add_marks (self, points, self->streets->len);
  g_array_append_val (self->streets, street);
}

/* A street through @seed, if there is room for one. */
static void
try_seed (Growth *self, RdmDemoXY seed, gboolean across)
{
  RdmDemoXY direction = field_at (seed, across);
  RdmDemoXY back = { -direction.x, -direction.y };
  guint owner = self->streets->len;
  g_autoptr (GArray) ahead = g_array_new (FALSE, FALSE, sizeof (RdmDemoXY));
  g_autoptr (GArray) behind = g_array_new (FALSE, FALSE, sizeof (RdmDemoXY));
  g_autoptr (GArray) line = g_array_new (FALSE, FALSE, sizeof (RdmDemoXY));
  g_autofree char *name = NULL;

  if (!may_grow (self, seed, direction, spacing_at (seed), owner))
    return;
  grow (self, &(End){ ahead, behind, seed, direction, across, owner });
  grow (self, &(End){ behind, ahead, seed, back, across, owner });
  if ((ahead->len + behind->len) * STEP_M < SHORTEST_M)
    return;
  for (guint i = behind->len; i > 0; i--)
    g_array_append_val (line, g_array_index (behind, RdmDemoXY, i - 1));
  g_array_append_val (line, seed);
  g_array_append_vals (line, ahead->data, ahead->len);
  name = rdm_demo_street_name (owner, line->len * STEP_M);
  take_street (self, RDM_DEMO_STREET, name, g_steal_pointer (&line), TRUE);
}

GArray *
rdm_demo_streets_new (const RdmDemoLayout *layout)
{
  g_autoptr (RdmDemoIndex) index = rdm_demo_index_new ();
  RdmDemoRandom random = { G_GUINT64_CONSTANT (20261123) };
  Growth self = { layout, index, g_array_new (FALSE, TRUE, sizeof (RdmDemoStreet)) };

  g_array_set_clear_func (self.streets, clear_street);
  for (guint i = 0; i < layout->lines->len; i++)
    {
      const RdmDemoLine *line = &g_array_index (layout->lines, RdmDemoLine, i);

      take_street (&self, line->kind, line->name, g_array_ref (line->points), TRUE);
    }
  for (guint i = 0; i < N_SEEDS; i++)
    {
      /* The town gets more seeds than the villages, as it has more room. */
      guint place = rdm_demo_random_below (&random, 12);
      const RdmDemoPlace *chosen = &rdm_demo_places[place < RDM_DEMO_N_PLACES ? place : 0];
      double x = rdm_demo_random (&random);
      double y = rdm_demo_random (&random);
      RdmDemoXY seed = { chosen->middle.x + (2. * x - 1.) * 1.35 * chosen->radius_m,
                         chosen->middle.y + (2. * y - 1.) * 1.35 * chosen->radius_m };

      try_seed (&self, seed, i % 2 == 1);
    }
  rdm_demo_streets_reach (self.streets, layout);
  return self.streets;
}
