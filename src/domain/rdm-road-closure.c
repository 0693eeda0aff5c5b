/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-road-closure.h"

#include <glib/gi18n-lib.h>

#include "rdm-rows.h"
#include "rdm-time.h"

const char *const rdm_closure_shape_names[] = { "area", "line", NULL };

static const RdmField fields[] = {
  RDM_FIELD (RdmRoadClosure, date, TEXT),
  RDM_FIELD (RdmRoadClosure, until, TEXT),
  RDM_FIELD (RdmRoadClosure, from_s, TIME),
  RDM_FIELD (RdmRoadClosure, to_s, TIME),
  RDM_FIELD_ONE_OF (RdmRoadClosure, shape, rdm_closure_shape_names),
  RDM_FIELD (RdmRoadClosure, outline, POINTS),
  RDM_FIELD (RdmRoadClosure, speed_permille, INT),
  RDM_FIELD (RdmRoadClosure, note, TEXT),
};

gint32
rdm_road_closure_from_s (const RdmRoadClosure *self)
{
  return self->from_s == RDM_TIME_NONE ? 0 : self->from_s;
}

gint32
rdm_road_closure_to_s (const RdmRoadClosure *self)
{
  return self->to_s == RDM_TIME_NONE ? RDM_SECONDS_PER_DAY : self->to_s;
}

static char *
check_closure (const RdmRow *row)
{
  const RdmRoadClosure *self = (const RdmRoadClosure *)row;

  if (!self->date || !rdm_date_valid (self->date) || (self->until && !rdm_date_valid (self->until)))
    return g_strdup (_ ("There is no such day."));
  if (self->until && rdm_date_days_between (self->date, self->until) < 0)
    return g_strdup (_ ("Its last day is before its first."));
  if (rdm_road_closure_to_s (self) > RDM_SECONDS_PER_DAY)
    return g_strdup (_ ("Its hours end at midnight at the latest."));
  if (rdm_road_closure_from_s (self) >= rdm_road_closure_to_s (self))
    return g_strdup (_ ("It ends before it begins."));
  if (self->outline.n < (self->shape == RDM_CLOSURE_AREA ? 3 : 2))
    return g_strdup (_ ("It is nowhere on the map: draw an area, or a line along a road."));
  if (self->speed_permille != 0
      && (self->speed_permille < RDM_CLOSURE_SLOWEST_PERMILLE || self->speed_permille >= 1000))
    return g_strdup (_ ("A road is closed, or has 5 to 99 percent of its usual speed."));
  return NULL;
}

const RdmRowClass rdm_road_closure_class = {
  .name = "closure",
  .size = sizeof (RdmRoadClosure),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .check = check_closure,
};

gboolean
rdm_road_closure_holds_on (const RdmRoadClosure *self, const char *date)
{
  return self->date && rdm_date_days_between (self->date, date) >= 0
         && rdm_date_days_between (date, self->until ? self->until : self->date) >= 0;
}

static int
compare_hours (gconstpointer a, gconstpointer b)
{
  const RdmRoadClosure *left = *(const RdmRoadClosure *const *)a;
  const RdmRoadClosure *right = *(const RdmRoadClosure *const *)b;
  gint32 from_s = rdm_road_closure_from_s (left) - rdm_road_closure_from_s (right);

  return from_s != 0 ? from_s : g_strcmp0 (left->row.id, right->row.id);
}

GPtrArray *
rdm_rows_day_closures (RdmRows *self, const char *date)
{
  GPtrArray *closures = rdm_rows_list (self, RDM_ROW_CLOSURE);

  for (guint i = closures->len; i > 0; i--)
    if (!rdm_road_closure_holds_on (g_ptr_array_index (closures, i - 1), date))
      g_ptr_array_remove_index (closures, i - 1);
  g_ptr_array_sort (closures, compare_hours);
  return closures;
}

static char *
complain (const char *date)
{
  g_autofree char *day = rdm_date_format_full (date);

  return g_strdup_printf (_ ("There are %d closures on %s, and no room for more. Open some roads "
                             "again, or draw one area around several."),
                          RDM_DAY_CLOSURES_MAX, day);
}

char *
rdm_rows_check_closure (RdmRows *self, const RdmRoadClosure *closure)
{
  g_autoptr (GPtrArray) closures = rdm_rows_list (self, RDM_ROW_CLOSURE);

  for (guint i = closures->len; i > 0; i--)
    if (g_str_equal (((const RdmRow *)g_ptr_array_index (closures, i - 1))->id, closure->row.id))
      g_ptr_array_remove_index (closures, i - 1);
  if (closures->len < RDM_DAY_CLOSURES_MAX)
    return NULL;
  /* Most of them hold on its first day, or on one on which another begins. */
  for (guint i = 0; i <= closures->len; i++)
    {
      const RdmRoadClosure *first = i > 0 ? g_ptr_array_index (closures, i - 1) : closure;
      guint n = 0;

      if (!rdm_road_closure_holds_on (closure, first->date))
        continue;
      for (guint k = 0; k < closures->len; k++)
        n += rdm_road_closure_holds_on (g_ptr_array_index (closures, k), first->date);
      if (n >= RDM_DAY_CLOSURES_MAX)
        return complain (first->date);
    }
  return NULL;
}
