/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A route that will be late: its stops in another order, some of them with others, a spare vehicle,
 * or everything anew.
 */
#include "rdm-answer-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-time.h"

#define SWAP_CPU_S 0.15
#define MOVE_CPU_S 0.12
#define ALL_CPU_S 0.6
/* How long one waits for the other where two vehicles meet. */
#define PATIENCE_S 600
#define SPARE_PATIENCE_S 1800
#define STOPS_MOST 6

static gboolean
is_over (const RdmQuestion *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/* Of the alert's route, when @repair (nullable) is done. */
static guint
count_late (const RdmQuestion *self, const RdmRepair *repair)
{
  const RdmSchedule *schedule =
      rdm_day_plan_get_schedule (rdm_rest_get_plan (self->rest), self->alert->route);
  guint n_late = schedule ? schedule->n_late : 0;

  return repair ? n_late + repair->n_late_after
                      - MIN (repair->n_late_before, n_late + repair->n_late_after)
                : n_late;
}

/* Returns: stops that are late all the same. */
static guint
swap (RdmQuestion *self)
{
  const char *routes[] = { self->alert->route, NULL };
  RdmRepairOptions options = rdm_question_options (self, routes, SWAP_CPU_S);
  g_autofree char *name = rdm_question_route_name (self, self->alert->route);
  RdmRepair *repair = rdm_repair (self->rest, &options, NULL, self->cancellable, NULL);
  guint n_late = count_late (self, repair);

  (void)rdm_question_add_repair (
      self, RDM_ANSWER_SWAP, g_strdup_printf (_ ("Another order of stops on %s"), name), repair);
  return n_late;
}

/* --- others take stops over ---------------------------------------------------------------------
 */

/* Where the vehicle of the route will be at its @n-th stop from now: before that, nothing of it can
 * be taken over. */
static gboolean
find_meeting (
    const RdmQuestion *self, guint n, gint32 patience_s, const char *name, RdmGoods *goods)
{
  RdmSchedule *schedule =
      rdm_day_plan_get_schedule (rdm_rest_get_plan (self->rest), self->alert->route);

  for (guint i = 0; schedule && i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      if (!visit->stop || !rdm_point_is_valid (visit->point) || n-- > 0)
        continue;
      *goods = (RdmGoods){ visit->point, name, visit->arrival_s, visit->departure_s + patience_s };
      return TRUE;
    }
  return FALSE;
}

/* Which stops are served after the @n-th from now. */
static GPtrArray *
behind (const RdmQuestion *self, GPtrArray *stops, guint n)
{
  g_autoptr (GPtrArray) open = rdm_question_open_stops (self, self->alert->route);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = n + 1; i < open->len && chosen->len < STOPS_MOST; i++)
    if (g_ptr_array_find_with_equal_func (stops, g_ptr_array_index (open, i), g_str_equal, NULL))
      g_ptr_array_add (chosen, g_ptr_array_index (open, i));
  return rdm_question_with_partners (self, chosen);
}

/* @routes: (nullable): who may take them. */
static RdmRepair *
try_moving (RdmQuestion *self, GPtrArray *stops, const RdmGoods *goods, const char *const *routes)
{
  g_autoptr (RdmRest) after = rdm_rest_copy (self->rest);
  RdmRepairOptions options = rdm_question_options (self, routes, MOVE_CPU_S);
  g_autoptr (RdmRepair) repair = NULL;

  rdm_rest_hide_tray (after);
  rdm_rest_shut (after, self->alert->route);
  if (is_over (self) || stops->len == 0
      || rdm_question_offer (self, after, stops, goods) < stops->len)
    return NULL;
  repair = rdm_repair_offered (self->rest, after, &options, NULL, self->cancellable, NULL);
  if (!repair || g_strv_length (repair->left) > 0 || rdm_repair_worth (repair, self->settings) <= 0)
    return NULL;
  return g_steal_pointer (&repair);
}

static void
keep_better (RdmQuestion *self, RdmRepair **best, RdmRepair *repair)
{
  if (!repair)
    return;
  if (*best
      && rdm_repair_worth (repair, self->settings) <= rdm_repair_worth (*best, self->settings))
    {
      rdm_repair_free (repair);
      return;
    }
  rdm_repair_free (*best);
  *best = repair;
}

/* Vehicles that get stops, by name. */
static char *
takers_of (const RdmQuestion *self, const RdmRepair *repair)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < repair->lists->len; i++)
    {
      const RdmRouteList *list = g_ptr_array_index (repair->lists, i);

      if (g_strcmp0 (list->route, self->alert->route) != 0)
        g_ptr_array_add (names, rdm_question_route_name (self, list->route));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **)names->pdata);
}

static char *
label_of_move (const RdmQuestion *self, const RdmRepair *repair, const char *giver)
{
  g_autofree char *takers = takers_of (self, repair);
  g_autofree char *at = rdm_time_format_of_day (repair->meet_s);
  guint n = g_strv_length (repair->moved);

  if (repair->meet_s == RDM_TIME_NONE)
    return g_strdup_printf (ngettext ("%s takes %u stop of %s", "%s takes %u stops of %s", n),
                            takers, n, giver);
  return g_strdup_printf (ngettext ("%s meets %s at %s and takes %u stop over",
                                    "%s meets %s at %s and takes %u stops over", n),
                          takers, giver, at, n);
}

/* At the next stop but how many two vehicles may meet. */
static const guint meetings[] = { 0, 2 };

/* @spare: (nullable): the only one who may. */
static void
move (RdmQuestion *self, GPtrArray *stops, const char *spare)
{
  const char *routes[] = { spare, NULL };
  gint32 patience_s = spare ? SPARE_PATIENCE_S : PATIENCE_S;
  g_autofree char *name = rdm_question_route_name (self, self->alert->route);
  const char *worst = rdm_question_worst_stop (self);
  g_autoptr (GPtrArray) only = g_ptr_array_new ();
  RdmRepair *best = NULL;

  if (worst)
    g_ptr_array_add (only, (gpointer)worst);
  for (guint i = 0; i < G_N_ELEMENTS (meetings) && !is_over (self); i++)
    {
      guint n = meetings[i];
      g_autoptr (GPtrArray) many = behind (self, stops, n);
      g_autoptr (GPtrArray) one = behind (self, only, n);
      RdmGoods goods;

      if (!find_meeting (self, n, patience_s, name, &goods))
        break;
      keep_better (self, &best, try_moving (self, many, &goods, spare ? routes : NULL));
      if (one->len < many->len)
        keep_better (self, &best, try_moving (self, one, &goods, spare ? routes : NULL));
    }
  if (best)
    (void)rdm_question_add_repair (self, spare ? RDM_ANSWER_SPARE : RDM_ANSWER_MOVE,
                                   label_of_move (self, best, name), best);
}

/* --- everything anew ----------------------------------------------------------------------------
 */

static gboolean
is_only (const RdmRepair *repair, const char *route)
{
  return repair->lists->len == 1
         && g_strcmp0 (((RdmRouteList *)g_ptr_array_index (repair->lists, 0))->route, route) == 0;
}

static void
resequence (RdmQuestion *self)
{
  RdmRepairOptions options = rdm_question_options (self, NULL, ALL_CPU_S);
  RdmRepair *repair =
      is_over (self) ? NULL : rdm_repair (self->rest, &options, NULL, self->cancellable, NULL);

  if (repair && is_only (repair, self->alert->route)) /* which has an answer of its own */
    g_clear_pointer (&repair, rdm_repair_free);
  (void)rdm_question_add_repair (self, RDM_ANSWER_RESEQUENCE,
                                 g_strdup (_ ("All routes anew from where everybody is")), repair);
}

void
rdm_answer_route (RdmQuestion *self, GPtrArray *stops)
{
  g_autoptr (GPtrArray) spares = rdm_question_spares (self);
  const char *worst = rdm_question_worst_stop (self);
  guint n_late;

  if (!self->alert->route)
    return;
  n_late = swap (self);
  /* Others are asked only where its driver cannot help himself. */
  if (n_late > 0 || self->alert->kind != RDM_EXCEPTION_LATE)
    {
      move (self, stops, NULL);
      if (spares->len > 0)
        move (self, stops, g_ptr_array_index (spares, 0));
      if (self->alert->kind == RDM_EXCEPTION_LATE || self->alert->kind == RDM_EXCEPTION_SHIFT_END)
        resequence (self);
    }
  if (worst && self->alert->kind == RDM_EXCEPTION_LATE)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_autoptr (GPtrArray) both = NULL;

      g_ptr_array_add (one, (gpointer)worst);
      both = rdm_question_with_partners (self, one);
      rdm_answer_later (self, self->rest, both);
    }
}
