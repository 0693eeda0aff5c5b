/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-lanes.h"

#include <math.h>

/* Two pieces that leave a place within this angle go along the same road, radians. */
#define SAME_ROAD 0.06

/* Places are one when they differ by less than this, units: some centimetres. */
#define SAME_PLACE 1e-9

/* Of more lanes each is narrower: they would be on the next street. */
#define LANES_MAX 5.f

/* A piece of a way as it leaves or reaches a place. */
typedef struct
{
  float angle; /* of travel */
  guint16 way;
  gboolean leaves;
  guint next; /* of the same place, + 1; 0: none */
} Touch;

typedef struct
{
  GArray *ways;        /* (element-type RdmMapWay) */
  GHashTable *places;  /* place → its first touch + 1 */
  GArray *touches;     /* (element-type Touch) */
  guint *forward_seen; /* one a way: the piece that saw it last, + 1 */
  guint *backward_seen;
  guint piece;
} Lanes;

static gpointer
place_of (RdmXY point)
{
  guint64 x = (guint64)(point.x / SAME_PLACE + 0.5);
  guint64 y = (guint64)(point.y / SAME_PLACE + 0.5);

  return GSIZE_TO_POINTER ((gsize)(x << 32 | y));
}

static float
angle_of (RdmXY a, RdmXY b)
{
  return (float)atan2 (b.y - a.y, b.x - a.x);
}

static gboolean
is_near (float a, float b)
{
  return fabs (remainder ((double)a - b, 2. * G_PI)) < SAME_ROAD;
}

static void
add_touch (Lanes *self, RdmXY point, float angle, guint way, gboolean leaves)
{
  gpointer place = place_of (point);
  Touch touch = { angle, (guint16)way, leaves,
                  GPOINTER_TO_UINT (g_hash_table_lookup (self->places, place)) };

  g_array_append_val (self->touches, touch);
  g_hash_table_insert (self->places, place, GUINT_TO_POINTER (self->touches->len));
}

static void
add_touches (Lanes *self)
{
  for (guint way = 0; way < self->ways->len; way++)
    {
      const RdmMapWay *from = &g_array_index (self->ways, RdmMapWay, way);

      for (guint i = from->first; i < from->last; i++)
        {
          float angle = angle_of (from->points[i], from->points[i + 1]);

          add_touch (self, from->points[i], angle, way, TRUE);
          add_touch (self, from->points[i + 1], angle, way, FALSE);
        }
    }
}

static const Touch *
first_touch (const Lanes *self, RdmXY point)
{
  guint touch = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, place_of (point)));

  return touch > 0 ? &g_array_index (self->touches, Touch, touch - 1) : NULL;
}

static const Touch *
next_touch (const Lanes *self, const Touch *touch)
{
  return touch->next > 0 ? &g_array_index (self->touches, Touch, touch->next - 1) : NULL;
}

/* How many ways go along a piece in its direction, how many of these before @way, and how many the
 * other way. */
typedef struct
{
  guint n_forward;
  guint n_before;
  guint n_backward;
} Company;

/* Counts those who leave @point in direction @angle, or reach it so when not @leaves. */
static void
count (Lanes *self, RdmXY point, float angle, gboolean leaves, guint way, Company *company)
{
  for (const Touch *touch = first_touch (self, point); touch != NULL;
       touch = next_touch (self, touch))
    {
      gboolean forward = touch->leaves == leaves && is_near (touch->angle, angle);
      gboolean backward = touch->leaves != leaves && is_near (touch->angle, angle + (float)G_PI);

      if (forward && self->forward_seen[touch->way] != self->piece)
        {
          self->forward_seen[touch->way] = self->piece;
          company->n_forward++;
          company->n_before += touch->way < way;
        }
      if (backward && self->backward_seen[touch->way] != self->piece)
        {
          self->backward_seen[touch->way] = self->piece;
          company->n_backward++;
        }
    }
}

/* Whether nobody but @way comes by @point, and only once: its stop between two corners of the road.
 */
static gboolean
is_own_place (const Lanes *self, RdmXY point, guint way)
{
  guint n = 0;

  for (const Touch *touch = first_touch (self, point); touch != NULL;
       touch = next_touch (self, touch), n++)
    if (touch->way != way)
      return FALSE;
  return n <= 2;
}

/* The bundle lies around the road: as many lanes to its right as to its left. */
static float
lane_of (const Company *company)
{
  float n = (float)(company->n_forward + company->n_backward);

  if (n < 2.f)
    return 0.f;
  return (0.5f + (float)company->n_before
          - ((float)company->n_forward - (float)company->n_backward) / 2.f)
         * MIN (LANES_MAX / n, 1.f);
}

static void
find_way (Lanes *self, guint index)
{
  RdmMapWay *way = &g_array_index (self->ways, RdmMapWay, index);
  gboolean any = FALSE;

  if (way->first >= way->last)
    return;
  way->lanes = g_new0 (float, way->n_points - 1);
  for (guint i = way->first; i < way->last; i++)
    {
      float angle = angle_of (way->points[i], way->points[i + 1]);
      Company company = { 0 };

      self->piece++;
      count (self, way->points[i], angle, TRUE, index, &company);
      count (self, way->points[i + 1], angle, FALSE, index, &company);
      way->lanes[i] = lane_of (&company);
      /* From its own stop on, who goes along is known from before. */
      if (company.n_forward + company.n_backward < 2 && i > way->first
          && is_own_place (self, way->points[i], index)
          && is_near (angle, angle_of (way->points[i - 1], way->points[i])))
        way->lanes[i] = way->lanes[i - 1];
      any = any || way->lanes[i] != 0.f;
    }
  if (!any)
    g_clear_pointer (&way->lanes, g_free);
}

void
rdm_map_lanes_find (GArray *ways)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) touches = g_array_new (FALSE, FALSE, sizeof (Touch));
  g_autofree guint *forward_seen = g_new0 (guint, ways->len);
  g_autofree guint *backward_seen = g_new0 (guint, ways->len);
  Lanes self = { ways, places, touches, forward_seen, backward_seen, 0 };

  add_touches (&self);
  for (guint i = 0; i < ways->len; i++)
    find_way (&self, i);
}

/* In a thread */

static void
clear_way (gpointer data)
{
  RdmMapWay *way = data;

  g_free (way->points);
  g_free (way->lanes);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  rdm_map_lanes_find (data);
  g_task_return_boolean (task, TRUE);
}

/* The ways from and to a depot are drawn thin: all go along the same roads there, and what matters
 * is in between. */
static RdmMapWay
way_of (const RdmMapLine *line)
{
  RdmMapWay way = { g_memdup2 (line->points, line->n_points * sizeof (RdmXY)), line->n_points, 0,
                    MAX (line->n_points, 1) - 1 };

  if (line->n_legs > 2 && line->marks[0] < 0)
    way.first = line->legs[1];
  if (line->n_legs > 2 && line->marks[line->n_legs] < 0)
    way.last = line->legs[line->n_legs - 1];
  return way;
}

void
rdm_map_lanes_start (const RdmMapScene *scene,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  GArray *ways = g_array_new (FALSE, TRUE, sizeof (RdmMapWay));

  g_array_set_clear_func (ways, clear_way);
  for (guint i = 0; i < scene->lines->len; i++)
    {
      RdmMapWay way = way_of (g_ptr_array_index (scene->lines, i));

      g_array_append_val (ways, way);
    }
  g_task_set_source_tag (task, rdm_map_lanes_start);
  g_task_set_task_data (task, ways, (GDestroyNotify)g_array_unref);
  g_task_run_in_thread (task, find_thread);
}

gboolean
rdm_map_lanes_finish (RdmMapScene *scene, GAsyncResult *result)
{
  GTask *task = G_TASK (result);
  GArray *ways = g_task_get_task_data (task);

  if (!g_task_propagate_boolean (task, NULL))
    return FALSE;
  for (guint i = 0; i < ways->len && i < scene->lines->len; i++)
    {
      RdmMapLine *line = g_ptr_array_index (scene->lines, i);
      RdmMapWay *way = &g_array_index (ways, RdmMapWay, i);

      g_return_val_if_fail (line->n_points == way->n_points, FALSE);
      g_free (line->lanes);
      line->lanes = g_steal_pointer (&way->lanes);
    }
  return TRUE;
}
