/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground.h"

static void
shape_free (gpointer data)
{
  RdmGroundShape *shape = data;

  g_free (shape->name);
  g_free (shape->points);
  g_free (shape);
}

static void
label_free (gpointer data)
{
  RdmGroundLabel *label = data;

  g_free (label->text);
  g_free (label);
}

RdmGround *
rdm_ground_new (const char *attribution)
{
  RdmGround *self = g_rc_box_new0 (RdmGround);

  self->shapes = g_ptr_array_new_with_free_func (shape_free);
  self->labels = g_ptr_array_new_with_free_func (label_free);
  self->attribution = g_strdup (attribution);
  return self;
}

RdmGround *
rdm_ground_ref (RdmGround *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_ground (gpointer data)
{
  RdmGround *self = data;

  g_ptr_array_unref (self->shapes);
  g_ptr_array_unref (self->labels);
  g_free (self->attribution);
}

void
rdm_ground_unref (RdmGround *self)
{
  g_rc_box_release_full (self, clear_ground);
}

void
rdm_ground_add_shape (
    RdmGround *self, RdmGroundKind kind, const char *name, const RdmPoint *points, guint n)
{
  RdmGroundShape *shape;

  g_return_if_fail (kind < RDM_N_GROUND_KINDS);
  g_return_if_fail (n > 0);

  shape = g_new0 (RdmGroundShape, 1);
  shape->kind = kind;
  shape->name = g_strdup (name);
  shape->n_points = n;
  shape->points = g_memdup2 (points, n * sizeof (RdmPoint));
  g_ptr_array_add (self->shapes, shape);
}

void
rdm_ground_add_label (RdmGround *self, RdmGroundRank rank, const char *text, RdmPoint point)
{
  RdmGroundLabel *label = g_new0 (RdmGroundLabel, 1);

  label->rank = rank;
  label->text = g_strdup (text);
  label->point = point;
  g_ptr_array_add (self->labels, label);
}

gboolean
rdm_ground_kind_is_area (RdmGroundKind kind)
{
  return kind <= RDM_GROUND_BUILDING;
}
