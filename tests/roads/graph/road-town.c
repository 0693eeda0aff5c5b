/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "road-town.h"

#define BLOCK_M 90.0

typedef struct
{
  GRand *random;
  RoadWorld *world;
  guint n_columns;
  guint n_rows;
  gint64 *crossings; /* (array) n_columns × n_rows */
  gint64 *east;      /* (array): the way from each crossing to the one east of it, or 0 */
  gint64 *north;
} Town;

static gboolean
one_in (Town *self, gint32 n)
{
  return g_rand_int_range (self->random, 0, n) == 0;
}

static const char *
any_tags (Town *self)
{
  static const char *const tags[] = {
    "highway=residential",
    "highway=residential",
    "highway=residential",
    "highway=residential,oneway=yes",
    "highway=residential,oneway=-1,oneway:bicycle=no",
    "highway=tertiary,maxspeed=50",
    "highway=secondary,maxspeed:forward=30,maxspeed:backward=70",
    "highway=residential,access=private",
    "highway=residential,motor_vehicle=destination",
    "highway=residential,hgv=no,maxheight=3.2",
    "highway=living_street,motor_vehicle:conditional=no @ (Mo-Fr 09:00-16:00)",
    "highway=track",
    "highway=service,maxweight=7.5,maxweight:conditional=none @ delivery",
    "highway=cycleway",
    "highway=footway",
    "highway=tertiary,surface=cobblestone",
  };

  return tags[g_rand_int_range (self->random, 0, G_N_ELEMENTS (tags))];
}

static const char *
any_node_tags (Town *self)
{
  static const char *const tags[] = { NULL,
                                      NULL,
                                      NULL,
                                      NULL,
                                      "highway=traffic_signals",
                                      "barrier=gate",
                                      "barrier=gate,access=private",
                                      "barrier=bollard",
                                      "highway=stop" };

  return tags[g_rand_int_range (self->random, 0, G_N_ELEMENTS (tags))];
}

/* Some with a bend, and something in the middle. */
static gint64
add_street (Town *self, guint column, guint row, guint to_column, guint to_row)
{
  gint64 from = self->crossings[row * self->n_columns + column];
  gint64 to = self->crossings[to_row * self->n_columns + to_column];
  gint64 middle;

  if (one_in (self, 8))
    return 0;
  if (one_in (self, 2))
    return road_world_way (self->world, any_tags (self), from, to, (gint64)0);
  middle = road_world_node (
      self->world, (column + to_column) * BLOCK_M / 2 + g_rand_double_range (self->random, -30, 30),
      (row + to_row) * BLOCK_M / 2 + g_rand_double_range (self->random, -30, 30),
      any_node_tags (self));
  if (one_in (self, 4)) /* and a dead end off it */
    road_world_way (
        self->world, any_tags (self), middle,
        road_world_node (self->world, (column + 0.4) * BLOCK_M, (row + 0.4) * BLOCK_M, NULL),
        (gint64)0);
  return road_world_way (self->world, any_tags (self), from, middle, to, (gint64)0);
}

static void
add_restrictions (Town *self)
{
  static const char *const kinds[] = { "restriction=no_left_turn", "restriction=only_straight_on",
                                       "restriction=no_right_turn,except=bicycle",
                                       "restriction:hgv=no_left_turn",
                                       "restriction:conditional=no_left_turn @ (06:30-09:00)" };

  for (guint row = 1; row < self->n_rows; row++)
    for (guint column = 1; column < self->n_columns; column++)
      {
        guint at = row * self->n_columns + column;
        gint64 south = self->north[at - self->n_columns];
        gint64 west = self->east[at - 1];
        const char *kind = kinds[g_rand_int_range (self->random, 0, G_N_ELEMENTS (kinds))];

        if (!south || !west || !one_in (self, 3))
          continue;
        if (one_in (self, 2))
          road_world_restriction (self->world, kind, south, self->crossings[at], west);
        else if (self->north[at])
          road_world_restriction_over (
              self->world, "restriction=no_u_turn", west, self->north[at],
              self->east[at + self->n_columns - 1] ? self->east[at + self->n_columns - 1] : west);
      }
}

RoadWorld *
road_town_new (guint32 seed, guint n_columns, guint n_rows)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  gsize n = (gsize)n_columns * (n_rows + 1) + 1;
  g_autofree gint64 *crossings = g_new0 (gint64, n);
  g_autofree gint64 *east = g_new0 (gint64, n);
  g_autofree gint64 *north = g_new0 (gint64, n);
  Town self = { random, road_world_new (), n_columns, n_rows, crossings, east, north };

  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      crossings[row * n_columns + column] =
          road_world_node (self.world, column * BLOCK_M + g_rand_double_range (random, -15, 15),
                           row * BLOCK_M + g_rand_double_range (random, -15, 15),
                           one_in (&self, 12) ? "highway=traffic_signals" : NULL);
  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      {
        if (column + 1 < n_columns)
          east[row * n_columns + column] = add_street (&self, column, row, column + 1, row);
        if (row + 1 < n_rows)
          north[row * n_columns + column] = add_street (&self, column, row, column, row + 1);
      }
  add_restrictions (&self);
  return self.world;
}
