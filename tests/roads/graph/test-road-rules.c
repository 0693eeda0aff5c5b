/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What signs and lines mean, one small case each. Most cases are a frame of 1,000 m by 1,000 m, and
 * a street through it from the middle of its south to the middle of its north.
 */
#include "road-world.h"

#include <math.h>

#define VAN RDM_TRAVEL_VAN
#define TRUCK RDM_TRAVEL_TRUCK
#define BIKE RDM_TRAVEL_CARGO_BIKE

typedef struct
{
  RoadWorld *world;
  gint64 south; /* nodes of the frame that the street joins */
  gint64 north;
  gint64 frame; /* way */
} Frame;

static Frame
frame_new (void)
{
  Frame self = { .world = road_world_new () };
  gint64 a = road_world_node (self.world, 0, 0, NULL);
  gint64 b = road_world_node (self.world, 1000, 0, NULL);
  gint64 c = road_world_node (self.world, 1000, 1000, NULL);
  gint64 d = road_world_node (self.world, 0, 1000, NULL);

  self.south = road_world_node (self.world, 500, 0, NULL);
  self.north = road_world_node (self.world, 500, 1000, NULL);
  self.frame = road_world_way (self.world, "highway=tertiary", self.south, b, c, self.north, d, a,
                               self.south, (gint64)0);
  /* Somewhere to turn round. */
  road_world_way (self.world, "highway=tertiary", a, road_world_node (self.world, -100, 0, NULL),
                  (gint64)0);
  return self;
}

/* From 450 m west of the street's end in the south to the same in the north: through is 1,900 m,
 * round the west is 1,100 m. From where the street ends, 1,000 m and 2,000 m. */
static void
assert_through (const Frame *frame, RdmTravelProfile profile, gboolean northward, gboolean expected)
{
  Leg leg = northward ? road_world_leg (frame->world, profile, 495, 0, 495, 1000)
                      : road_world_leg (frame->world, profile, 495, 1000, 495, 0);

  g_assert_cmpint (leg.distance_m, >, 0);
  if (expected)
    g_assert_cmpint (leg.distance_m, <, 1100);
  else
    g_assert_cmpint (leg.distance_m, >, 1900);
}

/* --- one way -----------------------------------------------------------------------------------
 */

typedef struct
{
  const char *tags; /* of the street */
  const char *node; /* of its middle */
  /* Who gets through: V, T, B northward, v, t, b southward */
  const char *who;
} Street;

static gboolean
has (const char *who, char letter)
{
  return strchr (who, letter) != NULL;
}

static void
check_street (gconstpointer data)
{
  const Street *street = data;
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 middle = road_world_node (world, 500, 500, street->node);

  road_world_way (world, street->tags, frame.south, middle, frame.north, (gint64)0);
  assert_through (&frame, VAN, TRUE, has (street->who, 'V'));
  assert_through (&frame, TRUCK, TRUE, has (street->who, 'T'));
  assert_through (&frame, BIKE, TRUE, has (street->who, 'B'));
  assert_through (&frame, VAN, FALSE, has (street->who, 'v'));
  assert_through (&frame, TRUCK, FALSE, has (street->who, 't'));
  assert_through (&frame, BIKE, FALSE, has (street->who, 'b'));
}

static const Street streets[] = {
  { "highway=tertiary", NULL, "VTBvtb" },
  { "highway=tertiary,oneway=yes", NULL, "VTB" },
  { "highway=tertiary,oneway=1", NULL, "VTB" },
  { "highway=tertiary,oneway=-1", NULL, "vtb" },
  { "highway=tertiary,oneway=reversible", NULL, "" },
  { "highway=tertiary,oneway=yes,oneway:bicycle=no", NULL, "VTBb" },
  { "highway=tertiary,oneway=yes,cycleway=opposite", NULL, "VTBb" },
  { "highway=tertiary,oneway=yes,cycleway:left=opposite_lane", NULL, "VTBb" },
  { "highway=tertiary,oneway=yes,oneway:hgv=no", NULL, "VTBt" },
  { "highway=tertiary,junction=roundabout", NULL, "VTB" },
  { "highway=tertiary,junction=circular", NULL, "VTB" },
  { "highway=tertiary,junction=roundabout,oneway=no", NULL, "VTBvtb" },
  { "highway=motorway", NULL, "VT" },
  { "highway=motorway,oneway=no", NULL, "VTvt" },

  { "highway=tertiary,access=no", NULL, "" },
  { "highway=tertiary,access=no,bicycle=yes", NULL, "Bb" },
  { "highway=tertiary,access=private", NULL, "" },
  { "highway=tertiary,vehicle=destination", NULL, "" },
  { "highway=tertiary,motor_vehicle=destination", NULL, "Bb" },
  { "highway=tertiary,motor_vehicle=no", NULL, "Bb" },
  { "highway=tertiary,hgv=no", NULL, "VBvb" },
  { "highway=tertiary,hgv=delivery", NULL, "VBvb" },
  { "highway=tertiary,hgv=designated,motorcar=no", NULL, "TBtb" },
  { "highway=tertiary,motor_vehicle=no,hgv=yes", NULL, "TBtb" },
  { "highway=tertiary,motor_vehicle=agricultural;destination", NULL, "Bb" },
  { "highway=tertiary,motor_vehicle=agricultural", NULL, "Bb" },
  { "highway=tertiary,motor_vehicle:forward=no", NULL, "Bvtb" },
  { "highway=tertiary,motor_vehicle=no,motor_vehicle:backward=yes", NULL, "Bvtb" },
  { "highway=tertiary,access=zebra", NULL, "VTBvtb" },
  { "highway=tertiary,motor_vehicle=military", NULL, "Bb" },
  { "highway=footway,bicycle=designated", NULL, "Bb" },
  { "highway=cycleway", NULL, "Bb" },
  { "highway=track", NULL, "Bb" },
  { "highway=steps", NULL, "" },
  { "highway=construction", NULL, "" },
  { "highway=proposed,motor_vehicle=yes", NULL, "" },
  { "highway=busway", NULL, "" },
  { "building=yes", NULL, "" },

  { "highway=tertiary,hgv:conditional=no @ (weight>7.5)", NULL, "VBvb" },
  { "highway=tertiary,hgv:conditional=no @ (weight>16)", NULL, "VTBvtb" },
  { "highway=tertiary,motor_vehicle:conditional=no @ (10:00-15:00)", NULL, "Bb" },
  { "highway=tertiary,motor_vehicle:conditional=no @ (22:00-05:00)", NULL, "VTBvtb" },
  { "highway=tertiary,motor_vehicle:conditional=no @ (snow)", NULL, "VTBvtb" },
  { "highway=tertiary,motor_vehicle=no,motor_vehicle:conditional=yes @ (06:00-10:00)", NULL, "Bb" },
  { "highway=tertiary,access=no,access:conditional=yes @ (weight<5)", NULL, "VBvb" },

  { "highway=tertiary,maxheight=3.5", NULL, "VBvb" },
  { "highway=tertiary,maxheight=2,2 m", NULL, "Bb" },
  { "highway=tertiary,maxheight=12'6\"", NULL, "VTBvtb" },
  { "highway=tertiary,maxheight=default", NULL, "VTBvtb" },
  { "highway=tertiary,maxwidth:physical=2.3", NULL, "VBvb" },
  { "highway=tertiary,maxweight=7.5", NULL, "VBvb" },
  { "highway=tertiary,maxweight=7500 kg", NULL, "VBvb" },
  { "highway=tertiary,maxweight=7.5,maxweight:conditional=none @ delivery", NULL, "VBvb" },
  { "highway=tertiary,maxweightrating:hgv=3.5", NULL, "VTBvtb" },
  { "highway=tertiary,maxweight:hgv=3.5", NULL, "VBvb" },
  { "highway=tertiary,maxlength=8", NULL, "VBvb" },
  { "highway=tertiary,maxaxleload=6", NULL, "VBvb" },

  { "highway=tertiary", "barrier=bollard", "Bb" },
  { "highway=tertiary", "barrier=bollard,bollard=rising,access=delivery", "" },
  { "highway=tertiary", "barrier=bollard,motor_vehicle=yes", "VTBvtb" },
  { "highway=tertiary", "barrier=gate", "VTBvtb" },
  { "highway=tertiary", "barrier=gate,access=private", "" },
  { "highway=tertiary", "barrier=gate,access=no", "" },
  { "highway=tertiary", "barrier=gate,motor_vehicle=no", "Bb" },
  { "highway=tertiary", "barrier=lift_gate", "VTBvtb" },
  { "highway=tertiary", "barrier=height_restrictor,maxheight=2.0", "Bb" },
  { "highway=tertiary", "barrier=entrance", "VTBvtb" },
  { "highway=tertiary", "barrier=cycle_barrier,width=0.8", "" },
  { "highway=tertiary", "highway=traffic_signals", "VTBvtb" },
};

/* --- the last stretch --------------------------------------------------------------------------
 */

/* A street that one may not go through is still the way to whoever lives there. */
static void
test_last_stretch (void)
{
  static const char *const tags[] = { "highway=residential,access=private",
                                      "highway=residential,motor_vehicle=destination",
                                      "highway=pedestrian,motor_vehicle=delivery",
                                      "highway=track" };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      Frame frame = frame_new ();
      g_autoptr (RoadWorld) world = frame.world;
      gint64 middle = road_world_node (world, 500, 500, NULL);
      gint64 end = road_world_node (world, 700, 500, NULL);
      Leg in;
      Leg out;
      Leg within;

      road_world_way (world, tags[i], frame.south, middle, frame.north, (gint64)0);
      road_world_way (world, tags[i], middle, end, (gint64)0);
      in = road_world_leg (world, VAN, 400, 0, 650, 500);
      out = road_world_leg (world, VAN, 650, 500, 500, 900);
      within = road_world_leg (world, VAN, 500, 100, 650, 500);
      g_assert_cmpint (abs (in.distance_m - 750), <, 3);
      /* To a place on the same streets one need not leave them. */
      g_assert_cmpint (abs (out.distance_m - 550), <, 3);
      g_assert_cmpint (abs (within.distance_m - 550), <, 3);
      assert_through (&frame, VAN, TRUE, FALSE);
    }
}

/* What lies behind a private gate is for who stops there, and nobody need know its roads by name.
 */
static void
test_private_gate (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 gate = road_world_node (world, 500, 100, "barrier=gate,access=private");
  gint64 yard = road_world_node (world, 500, 300, NULL);
  Leg leg;

  road_world_way (world, "highway=residential", frame.south, gate, yard, (gint64)0);
  leg = road_world_leg (world, VAN, 400, 0, 500, 250);
  g_assert_cmpint (abs (leg.distance_m - 350), <, 3);
  leg = road_world_leg (world, VAN, 500, 250, 400, 0);
  g_assert_cmpint (leg.distance_m, >, 0);
}

static void
test_on_foot (void)
{
  static const struct
  {
    const char *tags;
    gint32 van_m;
    gint32 bike_m;
    double bike_kmh;
  } paths[] = {
    { "highway=footway", 100, 300, 4 },
    { "highway=footway,bicycle=yes", 100, 300, 10 },
    { "highway=footway,bicycle=no", 100, 100, 0 },
    { "highway=footway,bicycle=dismount", 100, 300, 4 },
    { "highway=pedestrian", 100, 300, 7 },
    { "highway=pedestrian,access=yes", 100, 300, 7 },
    { "highway=pedestrian,motor_vehicle=yes", 300, 300, 7 },
    { "highway=pedestrian,motor_vehicle=delivery", 300, 300, 7 },
    { "highway=steps", 100, 100, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      Frame frame = frame_new ();
      g_autoptr (RoadWorld) world = frame.world;
      gint64 end = road_world_node (world, 500, 300, NULL);
      Leg leg;

      road_world_way (world, paths[i].tags, frame.south, end, (gint64)0);
      /* Where it may not go, the pin is taken to the frame. */
      leg = road_world_leg (world, VAN, 400, 0, 500, 200);
      g_assert_cmpint (abs (leg.distance_m - paths[i].van_m), <, 3);
      leg = road_world_leg (world, BIKE, 400, 0, 500, 200);
      g_assert_cmpint (abs (leg.distance_m - paths[i].bike_m), <, 3);
      if (paths[i].bike_kmh > 0)
        g_assert_cmpfloat_with_epsilon (leg.duration_s,
                                        100 * 3.6 / 19 + 200 * 3.6 / paths[i].bike_kmh, 7);
    }
}

/* No stop on a road from which there is no way back, and none on an island. */
static void
test_trap (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 end = road_world_node (world, 500, 400, NULL);
  gint64 island[] = { road_world_node (world, 300, 600, NULL),
                      road_world_node (world, 300, 700, NULL) };
  Leg leg;

  road_world_way (world, "highway=residential,oneway=yes", frame.south, end, (gint64)0);
  road_world_way_of (world, "highway=residential", island, 2);
  leg = road_world_leg (world, VAN, 400, 0, 500, 300);
  g_assert_cmpint (leg.distance_m, >, 0);
  leg = road_world_leg (world, VAN, 500, 300, 400, 0);
  g_assert_cmpint (leg.distance_m, >, 0);
  leg = road_world_leg (world, VAN, 300, 650, 400, 0);
  g_assert_cmpint (leg.distance_m, >, 0);
}

static void
test_far (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  RdmPoint points[] = { road_world_point (world, 400, -30), road_world_point (world, 400, -100),
                        road_world_point (world, 400, -90000), RDM_POINT_NONE };
  RdmRoadPlace places[4];

  g_assert_true (rdm_graph_snap (road_world_get_graph (world), VAN, points, 4, places, NULL));
  g_assert_cmpfloat_with_epsilon (places[0].distance_m, 30.0, 0.2);
  g_assert_cmpfloat (places[0].distance_m, <, RDM_TRAVEL_FAR_M);
  g_assert_cmpfloat (places[1].distance_m, >, RDM_TRAVEL_FAR_M);
  g_assert_false (rdm_point_is_set (places[2].point));
  g_assert_false (rdm_point_is_set (places[3].point));
  /* Nothing is reached from where there is no road. */
  g_assert_cmpint (road_world_leg (world, VAN, 400, 0, 400, -90000).distance_m, ==, -1);
  g_assert_cmpint (road_world_leg (world, VAN, 400, -90000, 400, 0).distance_m, ==, -1);
}

/* --- turns -------------------------------------------------------------------------------------
 */

/* The frame, the street through it, and a street west from its middle. */
static gint64
add_side_street (const Frame *frame, gint64 *lower, gint64 *upper, gint64 *side)
{
  gint64 middle = road_world_node (frame->world, 500, 500, NULL);
  gint64 west = road_world_node (frame->world, 0, 500, NULL);

  *lower = road_world_way (frame->world, "highway=tertiary", frame->south, middle, (gint64)0);
  *upper = road_world_way (frame->world, "highway=tertiary", middle, frame->north, (gint64)0);
  *side = road_world_way (frame->world, "highway=tertiary", middle, west, (gint64)0);
  return middle;
}

/* From the south into the street west: left. */
static gint32
metres_left (const Frame *frame, RdmTravelProfile profile)
{
  return road_world_leg (frame->world, profile, 500, 300, 300, 500).distance_m;
}

typedef struct
{
  const char *tags;
  const char *who; /* V, T, B may turn left at midday */
  gboolean is_only;
} Restriction;

static const Restriction restrictions[] = {
  { "restriction=no_left_turn", "", FALSE },
  { "restriction=no_left_turn,except=bicycle", "B", FALSE },
  { "restriction=no_left_turn,except=psv;hgv", "T", FALSE },
  { "restriction:hgv=no_left_turn", "VB", FALSE },
  { "restriction:conditional=no_left_turn @ (Mo-Fr 09:00-16:00)", "", FALSE },
  { "restriction:conditional=no_left_turn @ (Mo-Fr 07:00-09:00)", "VTB", FALSE },
  { "restriction:conditional=no_left_turn @ (weight>3.5)", "VB", FALSE },
  { "restriction=no_left_turn,hour_on=09:00,hour_off=16:00", "", FALSE },
  { "restriction=no_left_turn,hour_on=07:00,hour_off=08:30", "VTB", FALSE },
  { "restriction=only_left_turn", "VTB", FALSE },
  { "restriction=only_straight_on", "", TRUE },
  { "restriction=nonsense", "VTB", FALSE },
};

static void
check_restriction (gconstpointer data)
{
  const Restriction *it = data;
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 lower;
  gint64 upper;
  gint64 side;
  gint64 middle = add_side_street (&frame, &lower, &upper, &side);

  road_world_restriction (world, it->tags, lower, middle, it->is_only ? upper : side);
  for (guint i = 0; i < RDM_N_TRAVEL_PROFILES; i++)
    if (has (it->who, "VTB"[i]))
      g_assert_cmpint (metres_left (&frame, i), <, 410);
    else
      g_assert_cmpint (metres_left (&frame, i), >, 1000);
  /* The other way is not meant. */
  g_assert_cmpint (road_world_leg (world, VAN, 300, 500, 500, 300).distance_m, <, 410);
}

/* Only left: then not straight on. */
static void
test_only (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 lower;
  gint64 upper;
  gint64 side;
  gint64 middle = add_side_street (&frame, &lower, &upper, &side);

  road_world_restriction (world, "restriction=only_left_turn", lower, middle, side);
  g_assert_cmpint (road_world_leg (world, VAN, 500, 300, 500, 700).distance_m, >, 1000);
  g_assert_cmpint (road_world_leg (world, VAN, 500, 700, 500, 300).distance_m, <, 410);
}

/* A dual carriageway with a link: who comes up the one may not use the link to go down the other;
 * who comes from elsewhere may. */
static void
test_over_way (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 e1 = road_world_node (world, 500, 400, NULL);
  gint64 w1 = road_world_node (world, 480, 400, NULL);
  gint64 w0 = road_world_node (world, 480, 0, NULL);
  gint64 east = road_world_node (world, 700, 400, NULL);
  gint64 up = road_world_way (world, "highway=secondary,oneway=yes", frame.south, e1, (gint64)0);
  gint64 link = road_world_way (world, "highway=secondary", e1, w1, (gint64)0);
  gint64 down = road_world_way (world, "highway=secondary,oneway=yes", w1, w0, (gint64)0);
  Leg free;

  road_world_way (world, "highway=secondary,oneway=yes", e1, frame.north, (gint64)0);
  road_world_way (world, "highway=residential", e1, east, (gint64)0);
  road_world_way (world, "highway=residential", w0, frame.south, (gint64)0);
  road_world_restriction_over (world, "restriction=no_u_turn", up, link, down);
  free = road_world_leg (world, VAN, 600, 400, 480, 200);
  g_assert_cmpint (abs (free.distance_m - 320), <, 5);
  g_assert_cmpint (road_world_leg (world, VAN, 500, 200, 480, 200).distance_m, >, 600);
  /* The link itself is reached. */
  g_assert_cmpint (road_world_leg (world, VAN, 500, 200, 490, 400).distance_m, <, 215);
}

/* Turning round is for dead ends. */
static void
test_u_turn (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 middle = road_world_node (world, 500, 300, NULL);
  gint64 end = road_world_node (world, 500, 500, NULL);
  Leg leg;

  road_world_way (world, "highway=residential", frame.south, middle, (gint64)0);
  road_world_way (world, "highway=residential", middle, end, (gint64)0);
  road_world_change_profile (world, VAN, "kerb-side=no", "kerb-side=yes");
  /* Both on the east side of the street: to the other one round its end. */
  leg = road_world_leg (world, VAN, 510, 200, 510, 100);
  g_assert_cmpint (abs (leg.distance_m - (300 + 400 + 2 * 100 + 1000)), <, 1200);
  g_assert_cmpint (leg.distance_m, >, 700);
  leg = road_world_leg (world, VAN, 510, 100, 510, 200);
  g_assert_cmpint (abs (leg.distance_m - 100), <, 3);
  leg = road_world_leg (world, VAN, 490, 200, 490, 100);
  g_assert_cmpint (abs (leg.distance_m - 100), <, 3);
}

static void
test_turn_costs (void)
{
  static const double south_of_equator = -37.0; /* Australia: left is the near side */

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RoadWorld) world =
          i == 0 ? road_world_new () : road_world_new_at (south_of_equator, 145.0);
      gint64 c = road_world_node (world, 0, 0, NULL);
      gint64 n = road_world_node (world, 0, 500, NULL);
      gint64 s = road_world_node (world, 0, -500, NULL);
      gint64 e = road_world_node (world, 500, 0, NULL);
      gint64 w = road_world_node (world, -500, 0, NULL);
      gint32 left_s;
      gint32 right_s;
      gint32 straight_s;

      road_world_way (world, "highway=tertiary", s, c, n, (gint64)0);
      road_world_way (world, "highway=tertiary", w, c, e, (gint64)0);
      left_s = road_world_leg (world, TRUCK, 0, -300, -300, 0).duration_s;
      right_s = road_world_leg (world, TRUCK, 0, -300, 300, 0).duration_s;
      straight_s = road_world_leg (world, TRUCK, 0, -300, 0, 300).duration_s;
      g_assert_cmpint (straight_s, <, left_s);
      g_assert_cmpint (straight_s, <, right_s);
      if (i == 0)
        g_assert_cmpint (right_s, <, left_s);
      else
        g_assert_cmpint (left_s, <, right_s);
    }
}

/* A place that was passed, on a one-way street: round the block. */
static void
test_behind (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  Leg leg;

  road_world_way (world, "highway=tertiary,oneway=yes", frame.south, frame.north, (gint64)0);
  leg = road_world_leg (world, VAN, 500, 400, 500, 700);
  g_assert_cmpint (abs (leg.distance_m - 300), <, 3);
  leg = road_world_leg (world, VAN, 500, 700, 500, 400);
  g_assert_cmpint (abs (leg.distance_m - (300 + 2000 + 400)), <, 5);
  leg = road_world_leg (world, VAN, 500, 700, 500, 700);
  g_assert_cmpint (leg.distance_m, ==, 0);
  g_assert_cmpint (leg.duration_s, ==, 0);
}

/* --- speeds ------------------------------------------------------------------------------------
 */

typedef struct
{
  const char *tags;
  double van_kmh; /* without other traffic */
  double bike_kmh;
} Speed;

static const Speed speeds[] = {
  { "highway=tertiary", 52, 19 },
  { "highway=tertiary,maxspeed=50", 41, 19 },
  { "highway=tertiary,maxspeed=30 mph", 39.6, 19 },
  { "highway=tertiary,maxspeed=CH:urban", 41 * 0.90 / 0.97, 17 * 0.98 },
  { "highway=tertiary,maxspeed:type=DE:rural", 82, 19 },
  { "highway=residential,maxspeed=50", 27, 17 },
  { "highway=residential,maxspeed=20", 16.4, 17 },
  { "highway=tertiary,maxspeed=none", 52, 19 },
  { "highway=tertiary,maxspeed=signals", 52, 19 },
  { "highway=tertiary,maxspeed:forward=40,maxspeed=60", 32.8, 19 },
  { "highway=tertiary,maxspeed=80,maxspeed:goods=50", 41, 19 },
  { "highway=tertiary,surface=gravel", 25, 10 },
  { "highway=tertiary,smoothness=very_bad", 18, 8 },
  { "highway=tertiary,incline=10%", 52, 19 / 1.6 },
};

static void
check_speed (gconstpointer data)
{
  const Speed *speed = data;
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint32 van_s;
  gint32 bike_s;

  road_world_way (world, speed->tags, frame.south, frame.north, (gint64)0);
  van_s = road_world_leg (world, VAN, 500, 200, 500, 800).duration_s;
  bike_s = road_world_leg (world, BIKE, 500, 200, 500, 800).duration_s;
  g_assert_cmpfloat_with_epsilon (van_s, 600 * 3.6 / (speed->van_kmh * 0.97), 1.01);
  g_assert_cmpfloat_with_epsilon (bike_s, 600 * 3.6 / speed->bike_kmh, 1.01);
}

static void
test_periods (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint32 of[RDM_N_TRAVEL_PERIODS];
  RdmTravelSpell spells[RDM_TRAVEL_SPELLS_MAX];
  guint n_spells;

  road_world_way (world, "highway=tertiary,maxspeed:type=CH:urban", frame.south, frame.north,
                  (gint64)0);
  for (guint p = 0; p < RDM_N_TRAVEL_PERIODS; p++)
    {
      RdmGraphState state = { VAN, p, NULL, 0 };

      of[p] = road_world_leg_in (world, &state, 500, 50, 500, 950).duration_s;
    }
  g_assert_cmpint (of[RDM_TRAVEL_NIGHT], <, of[RDM_TRAVEL_MIDDAY]);
  g_assert_cmpint (of[RDM_TRAVEL_MIDDAY], <, of[RDM_TRAVEL_MORNING]);
  g_assert_cmpint (of[RDM_TRAVEL_MORNING], <, of[RDM_TRAVEL_EVENING]);
  g_assert_cmpint (of[RDM_TRAVEL_SUNDAY], <, of[RDM_TRAVEL_SATURDAY]);

  n_spells = rdm_graph_spells (road_world_get_graph (world), VAN, RDM_TRAVEL_MIDDAY, spells, NULL);
  g_assert_cmpuint (n_spells, ==, 5);
  g_assert_cmpint (spells[0].begin_s, ==, 0);
  g_assert_cmpint (spells[1].begin_s, ==, 6 * 3600 + 1800);
  g_assert_cmpint (spells[1].period, ==, RDM_TRAVEL_MORNING);
  g_assert_cmpint (spells[4].period, ==, RDM_TRAVEL_NIGHT);
  n_spells = rdm_graph_spells (road_world_get_graph (world), VAN, RDM_TRAVEL_SUNDAY, spells, NULL);
  g_assert_cmpuint (n_spells, ==, 1);
}

/* A crossing by boat takes what it says, and the wait for it. */
static void
test_ferry (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 quay = road_world_node (world, 500, 1500, NULL);
  gint64 isle = road_world_node (world, 500, 3500, NULL);
  gint64 end = road_world_node (world, 500, 3700, NULL);
  Leg leg;

  road_world_way (world, "highway=tertiary", frame.north, quay, (gint64)0);
  road_world_way (world, "route=ferry,motorcar=yes,duration=00:20", quay, isle, (gint64)0);
  road_world_way (world, "highway=tertiary", isle, end, (gint64)0);
  leg = road_world_leg (world, VAN, 500, 1490, 500, 3510);
  g_assert_cmpint (leg.duration_s, >, 20 * 60 + 600);
  g_assert_cmpint (leg.duration_s, <, 20 * 60 + 600 + 20);
  g_assert_cmpint (abs (leg.distance_m - 2020), <, 5);
  /* Trucks do not go by boats that do not say so: the isle is an island. */
  g_assert_cmpint (road_world_leg (world, TRUCK, 500, 1490, 500, 3510).distance_m, <, 50);
}

static gint32
seconds_through (const char *node_tags)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 middle = road_world_node (world, 500, 500, node_tags);

  road_world_way (world, "highway=tertiary", frame.south, middle, frame.north, (gint64)0);
  return road_world_leg (world, VAN, 490, 0, 490, 1000).duration_s;
}

static void
test_delays (void)
{
  gint32 free_s = seconds_through (NULL);

  g_assert_cmpint (seconds_through ("highway=traffic_signals") - free_s, ==, 9);
  g_assert_cmpint (seconds_through ("highway=traffic_signals,traffic_signals:direction=backward")
                       - free_s,
                   ==, 0);
  g_assert_cmpint (seconds_through ("highway=stop,direction=forward") - free_s, ==, 5);
  g_assert_cmpint (seconds_through ("highway=crossing,crossing=traffic_signals") - free_s, ==, 9);
  g_assert_cmpint (seconds_through ("railway=level_crossing") - free_s, ==, 12);
  g_assert_cmpint (seconds_through ("barrier=lift_gate") - free_s, ==, 25);
}

/* A barrier where streets meet stands on one of them. */
static void
test_barrier_at_junction (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  gint64 middle = road_world_node (world, 500, 500, "barrier=bollard");
  gint64 west = road_world_node (world, 300, 500, NULL);

  road_world_way (world, "highway=tertiary", frame.south, middle, frame.north, (gint64)0);
  road_world_way (world, "highway=footway", middle, west, (gint64)0);
  assert_through (&frame, VAN, TRUE, TRUE);
}

/* --- what is different today --------------------------------------------------------------------
 */

static void
test_closures (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  g_autoptr (RdmClosures) closures = rdm_closures_new ();
  RdmPoint bar[] = { road_world_point (world, 480, 500), road_world_point (world, 520, 500),
                     road_world_point (world, 520, 501), road_world_point (world, 480, 501) };
  RdmPoint south[] = { road_world_point (world, 400, 100), road_world_point (world, 600, 100),
                       road_world_point (world, 600, 600), road_world_point (world, 400, 600) };
  RdmClosure closed = { bar, 4, 0, 8 * 3600, 10 * 3600 };
  RdmClosure slow = { south, 4, 500, 9 * 3600, 12 * 3600 };
  RdmClosure wrong = { bar, 2, 0, 0, 1 };
  RdmGraphState state = { VAN, RDM_TRAVEL_MIDDAY, closures, 0 };
  Leg usual;
  Leg leg;

  road_world_way (world, "highway=tertiary", frame.south, frame.north, (gint64)0);
  g_assert_true (rdm_closures_add (closures, &closed));
  g_assert_true (rdm_closures_add (closures, &slow));
  g_assert_false (rdm_closures_add (closures, &wrong));
  g_assert_cmpuint (rdm_closures_at (closures, 7 * 3600), ==, 0);
  g_assert_cmpuint (rdm_closures_at (closures, 9 * 3600), ==, 3);
  g_assert_cmpuint (rdm_closures_at (closures, 10 * 3600), ==, 2);

  usual = road_world_leg_in (world, &state, 495, 0, 495, 1000);
  g_assert_cmpint (usual.distance_m, <, 1100);
  state.which = 1;
  leg = road_world_leg_in (world, &state, 495, 0, 495, 1000);
  g_assert_cmpint (leg.distance_m, >, 1900);
  /* To a stop on the closed street there is no way. */
  g_assert_cmpint (road_world_leg_in (world, &state, 495, 0, 500, 300).distance_m, ==, -1);
  state.which = 2;
  leg = road_world_leg_in (world, &state, 495, 0, 495, 1000);
  g_assert_cmpint (leg.distance_m, ==, usual.distance_m);
  /* Half of a minute and some, on half of the street. */
  g_assert_cmpint (abs (leg.duration_s - usual.duration_s - 36), <=, 2);
  state.which = 0;
  g_assert_cmpint (road_world_leg_in (world, &state, 495, 0, 495, 1000).duration_s, ==,
                   usual.duration_s);
}

/* A line closes the roads along it, and neither those that it crosses nor those where it ends. */
static void
test_closed_line (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  g_autoptr (RdmClosures) closures = rdm_closures_new ();
  gint64 south = road_world_node (world, 500, 300, NULL);
  gint64 north = road_world_node (world, 500, 700, NULL);
  gint64 west = road_world_node (world, 300, 500, NULL);
  gint64 east = road_world_node (world, 700, 500, NULL);
  gint64 middle = road_world_node (world, 500, 500, NULL);
  /* From a crossing a little past the next. */
  RdmPoint line[] = { road_world_point (world, 501, 302), road_world_point (world, 503, 510) };
  RdmClosure closed = { line, 2, 0, 0, 86400, TRUE };
  RdmClosure short_line = { line, 1, 0, 0, 86400, TRUE };
  RdmGraphState state = { VAN, RDM_TRAVEL_MIDDAY, closures, 0 };
  g_autoptr (GArray) traced = NULL;
  g_autoptr (GArray) nothing = NULL;
  RdmPoint far = road_world_point (world, 450, 450);
  RdmPoint wobbly[] = { road_world_point (world, 496, 320), road_world_point (world, 507, 380),
                        road_world_point (world, 494, 450), road_world_point (world, 505, 490) };

  road_world_way (world, "highway=tertiary", frame.south, south, middle, north, frame.north,
                  (gint64)0);
  road_world_way (world, "highway=tertiary", west, middle, east, (gint64)0);
  road_world_way (world, "highway=tertiary", west, south, east, north, (gint64)0);
  g_assert_true (rdm_closures_add (closures, &closed));
  g_assert_false (rdm_closures_add (closures, &short_line));
  state.which = 1;
  g_assert_cmpint (road_world_leg_in (world, &state, 500, 350, 500, 900).distance_m, ==, -1);
  g_assert_cmpint (road_world_leg_in (world, &state, 500, 550, 500, 650).distance_m, <, 120);
  g_assert_cmpint (road_world_leg_in (world, &state, 320, 500, 680, 500).distance_m, <, 380);
  g_assert_cmpint (road_world_leg_in (world, &state, 500, 100, 500, 290).distance_m, <, 220);
  g_assert_cmpint (road_world_leg_in (world, &state, 500, 290, 500, 650).distance_m, >, 450);

  /* What a hand draws is the whole road between its crossings, in the hand's direction. */
  traced = rdm_graph_trace (road_world_get_graph (world), VAN, wobbly, 4, 15, NULL);
  g_assert_cmpuint (traced->len, ==, 2);
  g_assert_cmpfloat (
      rdm_geo_distance (g_array_index (traced, RdmPoint, 0), road_world_point (world, 500, 300)), <,
      0.1);
  g_assert_cmpfloat (
      rdm_geo_distance (g_array_index (traced, RdmPoint, 1), road_world_point (world, 500, 500)), <,
      0.1);
  g_clear_pointer (&traced, g_array_unref);
  /* A click takes the nearest one, and far from all there is none. */
  traced = rdm_graph_trace (road_world_get_graph (world), VAN, &wobbly[1], 1, 15, NULL);
  g_assert_cmpuint (traced->len, ==, 2);
  nothing = rdm_graph_trace (road_world_get_graph (world), VAN, &far, 1, 15, NULL);
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* --- the side of the street ---------------------------------------------------------------------
 */

static void
test_kerb_side (void)
{
  Frame frame = frame_new ();
  g_autoptr (RoadWorld) world = frame.world;
  RdmPoint points[] = { road_world_point (world, 300, -20), road_world_point (world, 300, 20),
                        road_world_point (world, 300, 1) };
  RdmRoadPlace places[3];

  road_world_change_profile (world, VAN, "kerb-side=no", "kerb-side=yes");
  g_assert_true (rdm_graph_snap (road_world_get_graph (world), VAN, points, 3, places, NULL));
  g_assert_cmpuint (places[0].lanes | places[1].lanes, ==, 3);
  g_assert_cmpuint (places[0].lanes & places[1].lanes, ==, 0);
  g_assert_cmpuint (places[2].lanes, ==, 3);
  g_assert_true (rdm_graph_snap (road_world_get_graph (world), TRUCK, points, 3, places, NULL));
  g_assert_cmpuint (places[0].lanes, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (streets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/road-rules/street/%02u", i);

      g_test_add_data_func (path, &streets[i], check_street);
    }
  for (guint i = 0; i < G_N_ELEMENTS (restrictions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/road-rules/restriction/%02u", i);

      g_test_add_data_func (path, &restrictions[i], check_restriction);
    }
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/road-rules/speed/%02u", i);

      g_test_add_data_func (path, &speeds[i], check_speed);
    }
  g_test_add_func ("/road-rules/last-stretch", test_last_stretch);
  g_test_add_func ("/road-rules/private-gate", test_private_gate);
  g_test_add_func ("/road-rules/on-foot", test_on_foot);
  g_test_add_func ("/road-rules/trap", test_trap);
  g_test_add_func ("/road-rules/far", test_far);
  g_test_add_func ("/road-rules/only", test_only);
  g_test_add_func ("/road-rules/over-way", test_over_way);
  g_test_add_func ("/road-rules/u-turn", test_u_turn);
  g_test_add_func ("/road-rules/turn-costs", test_turn_costs);
  g_test_add_func ("/road-rules/behind", test_behind);
  g_test_add_func ("/road-rules/periods", test_periods);
  g_test_add_func ("/road-rules/ferry", test_ferry);
  g_test_add_func ("/road-rules/delays", test_delays);
  g_test_add_func ("/road-rules/barrier-at-junction", test_barrier_at_junction);
  g_test_add_func ("/road-rules/closures", test_closures);
  g_test_add_func ("/road-rules/closed-line", test_closed_line);
  g_test_add_func ("/road-rules/kerb-side", test_kerb_side);
  return g_test_run ();
}
