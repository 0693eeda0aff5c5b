/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A way told to a driver: where to turn, and into what.
 */
#include "rdm-graph-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Degrees: a bend, a turn, a sharp one. */
#define SLIGHT_DEG 22.0
#define TURN_DEG 50.0
#define SHARP_DEG 125.0

typedef struct
{
  const RdmGraphNet *net;
  const RdmGraphMetric *metric;
  const guint32 *nodes;
  guint n_nodes;
  GArray *steps;
  double length_dm; /* since the last step */
  double time_ms;
} Telling;

static guint32
lane_of (const Telling *self, guint i)
{
  return self->net->arcs[self->net->node_arc[self->nodes[i]]].lane;
}

static const RdmSegment *
segment_of (const Telling *self, guint i)
{
  return &self->net->segments[lane_of (self, i) / 2];
}

static const char *
name_of (const Telling *self, guint i)
{
  return rdm_graph_net_name (self->net, lane_of (self, i) / 2);
}

static gboolean
is_roundabout (const RdmGraphNet *net, guint32 node)
{
  return (net->segments[net->arcs[net->node_arc[node]].lane / 2].flags & RDM_SEGMENT_ROUNDABOUT)
         != 0;
}

static double
bearing (const Telling *self, guint i, gboolean at_end)
{
  const RdmSegment *segment = segment_of (self, i);

  return rdm_line_bearing (self->net->points + segment->first_point, segment->n_points,
                           lane_of (self, i) % 2 == RDM_WAY_BACKWARD, at_end);
}

/* --- steps -------------------------------------------------------------------------------------
 */

/* What has been driven since the last step belongs to it. */
static void
finish_step (Telling *self)
{
  if (self->steps->len > 0)
    {
      RdmRoadStep *last = &g_array_index (self->steps, RdmRoadStep, self->steps->len - 1);

      last->distance_m = (gint32)lround (self->length_dm / 10.0);
      last->duration_s = (gint32)lround (self->time_ms / 1000.0);
    }
  self->length_dm = 0;
  self->time_ms = 0;
}

static void
add_step (Telling *self, RdmStepKind kind, const char *name, guint first_point)
{
  RdmRoadStep step = {
    .kind = kind,
    .name = name && *name ? g_strdup (name) : NULL,
    .first_point = first_point,
  };

  finish_step (self);
  g_array_append_val (self->steps, step);
}

static RdmStepKind
kind_of_angle (double angle)
{
  double size = fabs (angle);

  if (size < SLIGHT_DEG)
    return RDM_STEP_STRAIGHT;
  if (size < TURN_DEG)
    return angle < 0 ? RDM_STEP_SLIGHT_LEFT : RDM_STEP_SLIGHT_RIGHT;
  if (size < SHARP_DEG)
    return angle < 0 ? RDM_STEP_LEFT : RDM_STEP_RIGHT;
  return angle < 0 ? RDM_STEP_SHARP_LEFT : RDM_STEP_SHARP_RIGHT;
}

static guint
n_choices (const Telling *self, guint i)
{
  return self->net->first_turn[self->nodes[i] + 1] - self->net->first_turn[self->nodes[i]];
}

/* Exits that a driver counts: those that may be taken. */
static gboolean
has_exit (const Telling *self, guint i)
{
  guint32 node = self->nodes[i];

  for (guint32 turn = self->net->first_turn[node]; turn < self->net->first_turn[node + 1]; turn++)
    if (!is_roundabout (self->net, self->net->turn_head[turn]))
      return TRUE;
  return FALSE;
}

/* From arc @i on it goes round. Returns: the first arc after it, or n_nodes. */
static guint
add_roundabout (Telling *self, guint i, guint first_point)
{
  guint n_exits = 0;
  guint after = i + 1;

  for (; after < self->n_nodes && is_roundabout (self->net, self->nodes[after]); after++)
    n_exits += has_exit (self, after);
  add_step (self, RDM_STEP_ROUNDABOUT, after < self->n_nodes ? name_of (self, after) : NULL,
            first_point);
  g_array_index (self->steps, RdmRoadStep, self->steps->len - 1).exit =
      after < self->n_nodes ? n_exits : 0;
  return after;
}

/* The turn from arc @i to the next one. */
static void
add_turn (Telling *self, guint i, guint first_point)
{
  double angle = rdm_turn_angle (bearing (self, i, TRUE), bearing (self, i + 1, FALSE));
  const char *name = name_of (self, i + 1);
  gboolean is_other = g_strcmp0 (name_of (self, i), name) != 0;

  if (lane_of (self, i + 1) == (lane_of (self, i) ^ 1))
    add_step (self, RDM_STEP_U_TURN, name, first_point);
  else if ((segment_of (self, i + 1)->flags & RDM_SEGMENT_FERRY)
           && !(segment_of (self, i)->flags & RDM_SEGMENT_FERRY))
    add_step (self, RDM_STEP_FERRY, name, first_point);
  else if (n_choices (self, i) > 1 && (fabs (angle) >= TURN_DEG || is_other))
    add_step (self, kind_of_angle (angle), name, first_point);
}

static void
drive (Telling *self, guint i, double share)
{
  guint32 arc = self->net->node_arc[self->nodes[i]];

  self->length_dm += share * segment_of (self, i)->length_dm;
  self->time_ms += share * self->metric->arc_ms[arc];
  if (i + 1 < self->n_nodes)
    self->time_ms += self->net->arcs[arc].delay_ms;
}

static double
turn_cost_ms (const Telling *self, guint i)
{
  guint32 node = self->nodes[i];

  for (guint32 turn = self->net->first_turn[node]; turn < self->net->first_turn[node + 1]; turn++)
    if (self->net->turn_head[turn] == self->nodes[i + 1])
      return self->net->turn_ms[turn];
  return 0;
}

void
rdm_graph_add_steps (const RdmGraphNet *net,
                     const RdmGraphMetric *metric,
                     const RdmGraphWay *way,
                     const guint *first_point,
                     GArray *steps)
{
  guint n = way->nodes->len;
  Telling self = { net, metric, (const guint32 *)(gpointer)way->nodes->data, n, steps, 0, 0 };
  guint told = 0; /* arcs up to this one are spoken for */

  add_step (&self, RDM_STEP_DEPART, name_of (&self, 0), 0);
  for (guint i = 0; i < n; i++)
    {
      double from = i == 0 ? way->begin : 0.0;
      double to = i + 1 == n ? way->end : 1.0;

      drive (&self, i, to - from);
      if (i + 1 == n)
        break;
      self.time_ms += turn_cost_ms (&self, i);
      if (i + 1 < told)
        continue;
      if (is_roundabout (net, self.nodes[i + 1]) && !is_roundabout (net, self.nodes[i]))
        told = add_roundabout (&self, i, first_point[i + 1]) + 1;
      else
        add_turn (&self, i, first_point[i + 1]);
    }
  add_step (&self, RDM_STEP_ARRIVE, NULL, first_point[n - 1]);
}

/* --- words -------------------------------------------------------------------------------------
 */

static char *
describe_roundabout (const RdmRoadStep *step)
{
  if (step->exit == 0)
    return g_strdup (_ ("Enter the roundabout"));
  if (!step->name)
    return g_strdup_printf (_ ("At the roundabout, take exit %u"), step->exit);
  /* Translators: number of the exit, then the name of the street. */
  return g_strdup_printf (_ ("At the roundabout, take exit %u into %s"), step->exit, step->name);
}

static const char *
describe_unnamed (RdmStepKind kind)
{
  switch (kind)
    {
    case RDM_STEP_DEPART:
      return _ ("Set out");
    case RDM_STEP_STRAIGHT:
      return _ ("Go straight on");
    case RDM_STEP_SLIGHT_LEFT:
      return _ ("Bear left");
    case RDM_STEP_LEFT:
      return _ ("Turn left");
    case RDM_STEP_SHARP_LEFT:
      return _ ("Turn sharp left");
    case RDM_STEP_SLIGHT_RIGHT:
      return _ ("Bear right");
    case RDM_STEP_RIGHT:
      return _ ("Turn right");
    case RDM_STEP_SHARP_RIGHT:
      return _ ("Turn sharp right");
    case RDM_STEP_U_TURN:
      return _ ("Turn round");
    case RDM_STEP_FERRY:
      return _ ("Take the ferry");
    default:
      return _ ("You are there");
    }
}

char *
rdm_road_step_describe (const RdmRoadStep *self)
{
  if (self->kind == RDM_STEP_ROUNDABOUT)
    return describe_roundabout (self);
  if (!self->name)
    return g_strdup (describe_unnamed (self->kind));
  /* Translators: %s is the name of a street, in all of these. */
  switch (self->kind)
    {
    case RDM_STEP_DEPART:
      return g_strdup_printf (_ ("Set out on %s"), self->name);
    case RDM_STEP_STRAIGHT:
      return g_strdup_printf (_ ("Go straight on into %s"), self->name);
    case RDM_STEP_SLIGHT_LEFT:
      return g_strdup_printf (_ ("Bear left into %s"), self->name);
    case RDM_STEP_LEFT:
      return g_strdup_printf (_ ("Turn left into %s"), self->name);
    case RDM_STEP_SHARP_LEFT:
      return g_strdup_printf (_ ("Turn sharp left into %s"), self->name);
    case RDM_STEP_SLIGHT_RIGHT:
      return g_strdup_printf (_ ("Bear right into %s"), self->name);
    case RDM_STEP_RIGHT:
      return g_strdup_printf (_ ("Turn right into %s"), self->name);
    case RDM_STEP_SHARP_RIGHT:
      return g_strdup_printf (_ ("Turn sharp right into %s"), self->name);
    case RDM_STEP_U_TURN:
      return g_strdup_printf (_ ("Turn round on %s"), self->name);
    case RDM_STEP_FERRY:
      return g_strdup_printf (_ ("Take the ferry %s"), self->name);
    default:
      return g_strdup (_ ("You are there"));
    }
}
