/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a change comes to: every route that it touches is evaluated before and after.
 */
#include "rdm-repair.h"

#include "rdm-proposal-parts.h"
#include "rdm-time.h"

/* Nobody is told to set out a minute earlier. */
#define EARLIER_S 300

typedef struct
{
  RdmRest *before;
  RdmRest *after;
  RdmRepair *repair;
  GHashTable *late_before; /* (element-type utf8 int): stop → seconds */
  GHashTable *late_after;
  GHashTable *route_after; /* (element-type utf8 utf8): stop → route, of those that have one */
} Evaluating;

void
rdm_repair_free (RdmRepair *self)
{
  if (!self)
    return;
  g_clear_pointer (&self->command, rdm_command_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_strfreev (self->late);
  g_strfreev (self->saved);
  g_strfreev (self->left);
  g_strfreev (self->moved);
  g_free (self->meeting);
  g_free (self->early);
  g_strfreev (self->tell);
  g_free (self);
}

gboolean
rdm_repair_is_empty (const RdmRepair *self)
{
  return rdm_command_is_empty (self->command);
}

/* --- routes ------------------------------------------------------------------------------------
 */

static void
add_visits (GHashTable *late, const RdmSchedule *schedule)
{
  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      if (visit->stop)
        g_hash_table_insert (late, g_strdup (visit->stop),
                             GINT_TO_POINTER ((int)MIN (visit->late_s, G_MAXINT)));
    }
}

static void
add_schedule (Evaluating *self, const RdmSchedule *schedule, int sign)
{
  RdmRepair *repair = self->repair;

  repair->cost_minor += sign * schedule->cost_minor;
  repair->duty_s += sign * (gint64)(schedule->end_s - schedule->start_s);
  repair->distance_m += sign * schedule->distance_m;
  repair->late_s += sign * schedule->late_s;
  repair->estimated |= schedule->estimated;
  if (sign < 0)
    repair->n_late_before += schedule->n_late;
  else
    repair->n_late_after += schedule->n_late;
  add_visits (sign < 0 ? self->late_before : self->late_after, schedule);
}

static void
find_meeting (Evaluating *self, const RdmSchedule *schedule)
{
  RdmRepair *repair = self->repair;

  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      if (!visit->stop || !rdm_rest_is_fetch (self->after, visit->stop)
          || (repair->meet_s != RDM_TIME_NONE && repair->meet_s <= visit->begin_s))
        continue;
      repair->meet_s = visit->begin_s;
      g_free (repair->meeting);
      repair->meeting = g_strdup (schedule->route);
    }
}

/* Of several the one that has to hurry most. */
static void
find_early_start (Evaluating *self, const RdmSchedule *was, const RdmSchedule *will)
{
  RdmRepair *repair = self->repair;

  if (rdm_rest_is_out (self->after, will->route) || will->n_stops == 0 || was->n_stops == 0
      || will->start_s > was->start_s - EARLIER_S
      || (repair->early && repair->early_s <= will->start_s))
    return;
  repair->early_s = will->start_s;
  g_free (repair->early);
  repair->early = g_strdup (will->route);
}

static GStrv
list_of (GPtrArray *lists, const RdmRoute *route)
{
  for (guint i = 0; lists && i < lists->len; i++)
    {
      const RdmRouteList *list = g_ptr_array_index (lists, i);

      if (g_str_equal (list->route, route->row.id))
        return list->stops;
    }
  return route->stops;
}

static void
add_route (Evaluating *self, const RdmRoute *before, GPtrArray *lists)
{
  static const char *const none[] = { NULL };
  const char *id = before->row.id;
  RdmSchedule *was = rdm_day_plan_get_schedule (rdm_rest_get_plan (self->before), id);
  g_autoptr (RdmRoute) route = rdm_rows_get_route (rdm_rest_get_rows (self->after), id);
  GStrv stops = list_of (lists, route);
  g_autoptr (RdmSchedule) will = rdm_day_plan_try_route (rdm_rest_get_plan (self->after), id,
                                                         stops ? (const char *const *)stops : none);

  for (GStrv stop = stops; stop && *stop; stop++)
    g_hash_table_insert (self->route_after, g_strdup (*stop), (gpointer)id);
  add_schedule (self, was, -1);
  add_schedule (self, will, 1);
  find_meeting (self, will);
  find_early_start (self, was, will);
  self->repair->breaches |= will->breaches & ~was->breaches & ~(guint)RDM_BREACH_LATE;
}

/* --- stops -------------------------------------------------------------------------------------
 */

static int
seconds_late (GHashTable *late, const char *stop)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (late, stop));
}

static void
compare_lateness (Evaluating *self)
{
  g_autoptr (GStrvBuilder) late = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) saved = g_strv_builder_new ();
  g_autoptr (GList) stops =
      g_list_sort (g_hash_table_get_keys (self->late_after), (GCompareFunc)g_strcmp0);

  for (GList *it = stops; it; it = it->next)
    {
      int before_s = seconds_late (self->late_before, it->data);
      int after_s = seconds_late (self->late_after, it->data);

      if (after_s > before_s)
        g_strv_builder_add (late, it->data);
      if (before_s > 0 && after_s == 0)
        g_strv_builder_add (saved, it->data);
    }
  self->repair->late = g_strv_builder_end (late);
  self->repair->saved = g_strv_builder_end (saved);
}

static void
compare_hand (
    Evaluating *self, const char *stop, const char *before, GStrvBuilder *moved, GStrvBuilder *left)
{
  const char *after = g_hash_table_lookup (self->route_after, stop);

  if (!after && before)
    g_strv_builder_add (left, stop);
  else if (after && g_strcmp0 (after, before) != 0)
    g_strv_builder_add (moved, stop);
}

/* What was offered has left its route before already, perhaps: where it was says the whole day. */
static void
compare_hands (Evaluating *self)
{
  g_autoptr (GStrvBuilder) moved = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  g_autoptr (GHashTable) compared = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) offered = rdm_rest_list_offered (self->after);
  GPtrArray *routes = rdm_day_plan_get_routes (rdm_rest_get_plan (self->before));

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      for (GStrv stop = route->stops; stop && *stop; stop++)
        if (g_hash_table_add (compared, *stop))
          compare_hand (self, *stop, route->row.id, moved, left);
    }
  for (GList *it = offered; it; it = it->next)
    if (g_hash_table_add (compared, it->data))
      compare_hand (self, it->data, rdm_rows_route_of (rdm_rest_get_whole (self->before), it->data),
                    moved, left);
  self->repair->moved = g_strv_builder_end (moved);
  self->repair->left = g_strv_builder_end (left);
}

/* --- the command -------------------------------------------------------------------------------
 */

/* The last lists that the command gives routes. */
static void
collect_lists (const RdmCommand *command, GHashTable *lists)
{
  if (command->kind == RDM_COMMAND_BATCH)
    for (guint i = 0; i < command->commands->len; i++)
      collect_lists (g_ptr_array_index (command->commands, i), lists);
  if (command->kind == RDM_COMMAND_SEQUENCE)
    for (guint i = 0; i < command->lists->len; i++)
      {
        const RdmRouteList *list = g_ptr_array_index (command->lists, i);

        g_hash_table_insert (lists, list->route, list->stops);
      }
}

static void
add_command (Evaluating *self, GPtrArray *lists, const char *label)
{
  g_autoptr (GHashTable) whole = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (RdmCommand) preview = rdm_command_new_sequence (NULL);
  g_autoptr (GStrvBuilder) tell = g_strv_builder_new ();
  g_autoptr (GList) routes = NULL;

  self->repair->command = rdm_rest_to_command (self->after, lists, label);
  collect_lists (self->repair->command, whole);
  routes = g_list_sort (g_hash_table_get_keys (whole), (GCompareFunc)g_strcmp0);
  for (GList *it = routes; it; it = it->next)
    {
      g_autoptr (RdmRoute) route = rdm_rows_get_route (rdm_rest_get_whole (self->after), it->data);

      rdm_command_sequence_route (preview, it->data, g_hash_table_lookup (whole, it->data), NULL);
      if (rdm_route_is_out (route))
        g_strv_builder_add (tell, it->data);
    }
  self->repair->lists = g_ptr_array_ref (preview->lists);
  self->repair->tell = g_strv_builder_end (tell);
}

RdmRepair *
rdm_repair_evaluate (RdmRest *before, RdmRest *after, GPtrArray *lists, const char *label)
{
  g_autoptr (GHashTable) late_before =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) late_after = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) route_after =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) settled =
      before == after ? g_ptr_array_ref (lists) : rdm_rest_settle (after, lists);
  Evaluating self = { before, after, g_new0 (RdmRepair, 1), late_before, late_after, route_after };
  GPtrArray *routes = rdm_day_plan_get_routes (rdm_rest_get_plan (before));

  self.repair->meet_s = RDM_TIME_NONE;
  for (guint i = 0; i < routes->len; i++)
    add_route (&self, g_ptr_array_index (routes, i), settled);
  compare_lateness (&self);
  compare_hands (&self);
  add_command (&self, settled, label);
  return self.repair;
}

gint64
rdm_repair_worth (const RdmRepair *self, const RdmSettings *settings)
{
  RdmWorth worth = {
    .cost_minor = self->cost_minor,
    .late_s = self->late_s,
    .n_late = (gint64)self->n_late_after - (gint64)self->n_late_before,
    .n_left = g_strv_length (self->left),
    .n_moved = g_strv_length (self->moved),
    .n_told = g_strv_length (self->tell),
  };

  return rdm_worth_of (&worth, settings);
}
