/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-closure-cost.h"

#include <glib/gi18n.h>

#include "rdm-closure-sum.h"
#include "rdm-day-roads.h"

struct _RdmClosureCost
{
  GObject parent_instance;

  /* Owned */
  RdmDesk *desk;
  GHashTable *settled; /* (element-type utf8 RdmClosureSum): by route, with the roads of before */
  GHashTable *longer;  /* (element-type utf8): routes */

  gboolean is_asked; /* closures are others, and times do not follow yet */
};

G_DEFINE_FINAL_TYPE (RdmClosureCost, rdm_closure_cost, G_TYPE_OBJECT)

static void
remember (RdmClosureCost *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  g_hash_table_remove_all (self->settled);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);
      RdmClosureSum sum = rdm_closure_sum_of (route->schedule);

      g_hash_table_insert (self->settled, g_strdup (route->route->row.id),
                           g_memdup2 (&sum, sizeof sum));
    }
}

static RdmClosureSum
compare (RdmClosureCost *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  RdmClosureSum all = { 0 };

  g_hash_table_remove_all (self->longer);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);
      const RdmClosureSum *before = g_hash_table_lookup (self->settled, route->route->row.id);
      RdmClosureSum now = rdm_closure_sum_of (route->schedule);

      if (before == NULL)
        continue;
      all.drive_s += now.drive_s - before->drive_s;
      all.distance_m += now.distance_m - before->distance_m;
      all.n_late += now.n_late - before->n_late;
      all.n_shut += now.n_shut - before->n_shut;
      if (now.drive_s > before->drive_s || now.n_late > before->n_late
          || now.n_shut > before->n_shut)
        g_hash_table_add (self->longer, g_strdup (route->route->row.id));
    }
  return all;
}

static char *
describe (RdmClosureSum cost, gboolean is_longer)
{
  char *text = rdm_closure_sum_describe (&cost);

  if (text != NULL)
    return text;
  return g_strdup (is_longer ? _ ("That costs the routes of the day less than a minute.")
                             : _ ("No route of the day goes there: the plan stays as it is."));
}

static void
say (RdmClosureCost *self)
{
  RdmClosureSum cost = compare (self);
  gboolean is_longer = g_hash_table_size (self->longer) > 0;
  gboolean is_more = cost.drive_s >= 60 || cost.n_late > 0 || cost.n_shut > 0;
  g_autofree char *text = describe (cost, is_longer);

  rdm_desk_notice (self->desk, text, is_longer && is_more ? "win.plan-around" : NULL);
}

static gboolean
has_closures (RdmClosureCost *self, GPtrArray *changes)
{
  const char *date = rdm_desk_get_date (self->desk);

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);
      const RdmRoadClosure *before = (const RdmRoadClosure *)change->before;
      const RdmRoadClosure *after = (const RdmRoadClosure *)change->after;

      if (change->kind == RDM_ROW_CLOSURE
          && ((before != NULL && rdm_road_closure_holds_on (before, date))
              || (after != NULL && rdm_road_closure_holds_on (after, date))))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_settled (RdmClosureCost *self)
{
  return rdm_day_plan_get_travel_progress (rdm_desk_get_day_plan (self->desk)) >= 1.0;
}

static void
settle (RdmClosureCost *self)
{
  if (self->is_asked)
    {
      self->is_asked = FALSE;
      say (self);
    }
  remember (self);
}

static gboolean
settle_cb (gpointer user_data)
{
  RdmClosureCost *self = user_data;

  if (is_settled (self))
    settle (self);
  return G_SOURCE_REMOVE;
}

/* Whoever has changed the closures speaks first; what it comes to is said after that. */
static void
rows_changed_cb (RdmClosureCost *self, GPtrArray *changes)
{
  RdmTravel *travel = rdm_day_plan_get_travel (rdm_desk_get_day_plan (self->desk));

  if (has_closures (self, changes) && rdm_day_roads_are_known (travel))
    self->is_asked = TRUE;
  if (!is_settled (self))
    return;
  if (self->is_asked)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, settle_cb, g_object_ref (self), g_object_unref);
  else
    remember (self);
}

static void
day_changed_cb (RdmClosureCost *self)
{
  self->is_asked = FALSE;
  g_hash_table_remove_all (self->settled);
  g_hash_table_remove_all (self->longer);
  if (is_settled (self))
    remember (self);
}

GStrv
rdm_closure_cost_dup_stops (RdmClosureCost *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  g_autoptr (GStrvBuilder) stops = g_strv_builder_new ();

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      if (!g_hash_table_contains (self->longer, route->route->row.id))
        continue;
      for (GStrv stop = route->route->stops; stop != NULL && *stop != NULL; stop++)
        g_strv_builder_add (stops, *stop);
    }
  return g_strv_builder_end (stops);
}

static void
finalize (GObject *object)
{
  RdmClosureCost *self = RDM_CLOSURE_COST (object);

  g_hash_table_unref (self->settled);
  g_hash_table_unref (self->longer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_closure_cost_parent_class)->finalize (object);
}

static void
rdm_closure_cost_class_init (RdmClosureCostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
rdm_closure_cost_init (RdmClosureCost *self)
{
  self->settled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->longer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RdmClosureCost *
rdm_closure_cost_new (RdmDesk *desk)
{
  RdmClosureCost *self = g_object_new (RDM_TYPE_CLOSURE_COST, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  day_changed_cb (self);
  return self;
}
