/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-closures.h"

struct _RdmClosures
{
  gatomicrefcount n_references;
  GArray *closures; /* (element-type RdmClosure) */
};

static void
clear_closure (gpointer data)
{
  RdmClosure *closure = data;

  g_free (closure->area);
}

RdmClosures *
rdm_closures_new (void)
{
  RdmClosures *self = g_new (RdmClosures, 1);

  g_atomic_ref_count_init (&self->n_references);
  self->closures = g_array_new (FALSE, FALSE, sizeof (RdmClosure));
  g_array_set_clear_func (self->closures, clear_closure);
  return self;
}

RdmClosures *
rdm_closures_ref (RdmClosures *self)
{
  g_atomic_ref_count_inc (&self->n_references);
  return self;
}

void
rdm_closures_unref (RdmClosures *self)
{
  if (!g_atomic_ref_count_dec (&self->n_references))
    return;
  g_array_unref (self->closures);
  g_free (self);
}

gboolean
rdm_closures_add (RdmClosures *self, const RdmClosure *closure)
{
  RdmClosure copy = *closure;

  if (closure->n_points < (closure->is_line ? 2u : 3u) || closure->to_s <= closure->from_s
      || self->closures->len >= RDM_CLOSURES_MAX)
    return FALSE;
  copy.area = g_memdup2 (closure->area, closure->n_points * sizeof *closure->area);
  g_array_append_val (self->closures, copy);
  return TRUE;
}

guint
rdm_closures_count (const RdmClosures *self)
{
  return self->closures->len;
}

const RdmClosure *
rdm_closures_get (const RdmClosures *self, guint index)
{
  return &g_array_index (self->closures, RdmClosure, index);
}

guint32
rdm_closures_at (const RdmClosures *self, gint32 tod_s)
{
  guint32 which = 0;

  for (guint i = 0; i < self->closures->len; i++)
    {
      const RdmClosure *closure = rdm_closures_get (self, i);

      if (closure->from_s <= tod_s && tod_s < closure->to_s)
        which |= 1u << i;
    }
  return which;
}

char *
rdm_closures_key (const RdmClosures *self, guint32 which)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < self->closures->len; i++)
    {
      const RdmClosure *closure = rdm_closures_get (self, i);

      if (!(which & (1u << i)))
        continue;
      g_string_append_printf (key, "%s%u", closure->is_line ? "line " : "",
                              closure->speed_permille);
      for (guint p = 0; p < closure->n_points; p++)
        g_string_append_printf (key, " %a %a", closure->area[p].lat_deg, closure->area[p].lon_deg);
      g_string_append_c (key, ';');
    }
  return g_string_free (key, FALSE);
}

gboolean
rdm_closures_equal (const RdmClosures *a, const RdmClosures *b)
{
  guint n = a ? rdm_closures_count (a) : 0;

  if (n != (b ? rdm_closures_count (b) : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const RdmClosure *left = rdm_closures_get (a, i);
      const RdmClosure *right = rdm_closures_get (b, i);

      if (left->n_points != right->n_points || left->speed_permille != right->speed_permille
          || left->from_s != right->from_s || left->to_s != right->to_s
          || !left->is_line != !right->is_line)
        return FALSE;
      for (guint p = 0; p < left->n_points; p++)
        if (!rdm_point_equal (left->area[p], right->area[p]))
          return FALSE;
    }
  return TRUE;
}

/* How often a line to the east of the point crosses the border. */
gboolean
rdm_closure_contains (const RdmClosure *self, RdmPoint point)
{
  gboolean is_inside = FALSE;

  for (guint i = 0; i < self->n_points; i++)
    {
      RdmPoint a = self->area[i];
      RdmPoint b = self->area[(i + 1) % self->n_points];

      if ((a.lat_deg > point.lat_deg) != (b.lat_deg > point.lat_deg)
          && point.lon_deg < a.lon_deg
                                 + (b.lon_deg - a.lon_deg) * (point.lat_deg - a.lat_deg)
                                       / (b.lat_deg - a.lat_deg))
        is_inside = !is_inside;
    }
  return is_inside;
}
