/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a hand does at the desk: each becomes one command, and its refusal a notice.
 */
#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-desk-private.h"

gboolean
rdm_desk_run (RdmDesk *self, const RdmCommand *command)
{
  RdmPlanFile *file = rdm_desk_get_file (self);
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (GPtrArray) before = NULL;

  if (file == NULL || rdm_command_is_empty (command))
    return FALSE;
  before = rdm_desk_list_day (self);
  outcome = rdm_plan_file_run (file, command);
  rdm_desk_note_untold (self, before);
  if (outcome->verdict != RDM_APPLIED)
    {
      g_autofree char *text = rdm_outcome_describe (outcome, rdm_desk_get_rows (self));

      rdm_desk_notice (self, text, outcome->verdict == RDM_NEEDS_REVIEW ? "win.undo" : NULL);
    }
  else if (self->untold != NULL)
    rdm_desk_notice_done (self, command->label != NULL ? command->label : _ ("Changed"));
  return rdm_outcome_is_applied (outcome);
}

static const char *
name_of_stop (RdmDesk *self, const char *stop)
{
  const RdmStop *row = rdm_desk_find_stop (self, stop);
  const RdmOrder *order = rdm_desk_find_order (self, stop);
  const RdmOrderEnd *end = order != NULL && row != NULL ? rdm_order_end (order, row->role) : NULL;

  if (end != NULL && end->address != NULL && *end->address != '\0')
    return end->address;
  if (end != NULL && end->name != NULL && *end->name != '\0')
    return end->name;
  return order != NULL && order->reference != NULL ? order->reference : _ ("a stop");
}

/* "Move Feldstrasse 4 to LI-03", "Move 3 stops to LI-03", "Take 3 stops off" */
static char *
assign_label (RdmDesk *self, const char *const *stops, const char *route)
{
  const RdmDeskRoute *target = rdm_desk_find_route (self, route);
  guint n = g_strv_length ((char **)stops);

  if (target != NULL && n == 1)
    return g_strdup_printf (_ ("Move %s to %s"), name_of_stop (self, stops[0]), target->name);
  if (target != NULL)
    return g_strdup_printf (ngettext ("Move %u stop to %s", "Move %u stops to %s", n), n,
                            target->name);
  if (n == 1)
    return g_strdup_printf (_ ("Take %s off its route"), name_of_stop (self, stops[0]));
  return g_strdup_printf (
      ngettext ("Take %u stop off its route", "Take %u stops off their routes", n), n);
}

gboolean
rdm_desk_assign (RdmDesk *self, const char *const *stops, const char *route, const char *after)
{
  g_autofree char *label = NULL;
  g_autoptr (RdmCommand) command = NULL;

  if (stops == NULL || stops[0] == NULL)
    return FALSE;
  label = assign_label (self, stops, route);
  command = rdm_command_new_assign (label, route, after);
  for (guint i = 0; stops[i] != NULL; i++)
    rdm_command_assign_stop (command, stops[i],
                             rdm_rows_route_of (rdm_desk_get_rows (self), stops[i]));
  return rdm_desk_run (self, command);
}

static gboolean
assign_to_best_place (RdmDesk *self, const char *route)
{
  const char *const *stops = rdm_desk_get_selection (self);
  g_autofree char *label = assign_label (self, stops, route);
  g_autoptr (RdmCommand) command =
      rdm_advice_assign (rdm_desk_get_day_plan (self), stops, route, label);

  if (command == NULL)
    {
      rdm_desk_notice (self, _ ("This route is locked. Unlock it first."), NULL);
      return FALSE;
    }
  if (!rdm_desk_run (self, command))
    return FALSE;
  rdm_desk_notice_done (self, label);
  return TRUE;
}

gboolean
rdm_desk_assign_ranked (RdmDesk *self, guint rank)
{
  GPtrArray *shown = rdm_desk_peek_ranking (self);
  /* What the digit stood beside on the screen is meant. */
  GPtrArray *ranking = shown != NULL ? shown : rdm_desk_get_ranking (self);
  g_autofree char *route = NULL;

  if (rank < 1 || rank > ranking->len)
    return FALSE;
  route = g_strdup (((const RdmRank *)g_ptr_array_index (ranking, rank - 1))->route);
  return assign_to_best_place (self, route);
}

static gboolean
move_to_neighbour (RdmDesk *self, int step)
{
  GPtrArray *routes = rdm_desk_get_routes (self);
  const RdmDeskRoute *route = rdm_desk_route_of (self, rdm_desk_get_selection (self)[0]);
  int index = route != NULL ? (int)route->index + step : (step > 0 ? 0 : (int)routes->len - 1);
  g_autofree char *id = NULL;

  if (index < 0 || index >= (int)routes->len)
    {
      rdm_desk_notice (self, _ ("There is no further route on that side."), NULL);
      return FALSE;
    }
  id = g_strdup (((const RdmDeskRoute *)g_ptr_array_index (routes, index))->route->row.id);
  return assign_to_best_place (self, id);
}

/* The selected stops of the first one's route, in the route's order: they move as one piece. */
static GPtrArray *
selected_on_route (RdmDesk *self, const RdmDeskRoute *route)
{
  GPtrArray *stops = g_ptr_array_new ();

  for (guint i = 0; route->route->stops != NULL && route->route->stops[i] != NULL; i++)
    if (rdm_desk_is_selected (self, route->route->stops[i]))
      g_ptr_array_add (stops, route->route->stops[i]);
  g_ptr_array_add (stops, NULL);
  return stops;
}

static gboolean
move_within_route (RdmDesk *self, gboolean later)
{
  const RdmDeskRoute *route = rdm_desk_route_of (self, rdm_desk_get_selection (self)[0]);
  g_autoptr (GPtrArray) moving = NULL;
  g_auto (GStrv) stops = NULL;
  g_autofree char *id = NULL;
  g_autofree char *after = NULL;
  char **list;
  int first, last;

  if (route == NULL)
    return FALSE;
  moving = selected_on_route (self, route);
  list = route->route->stops;
  first = rdm_route_position (route->route, g_ptr_array_index (moving, 0));
  last = rdm_route_position (route->route, g_ptr_array_index (moving, moving->len - 2));
  if (later ? list[last + 1] == NULL : first == 0)
    return FALSE;
  if (later)
    after = g_strdup (list[last + 1]);
  else if (first >= 2)
    after = g_strdup (list[first - 2]);
  /* The route's row is replaced by the command: nothing borrowed from it may outlive the call. */
  stops = g_strdupv ((char **)moving->pdata);
  id = g_strdup (route->route->row.id);
  return rdm_desk_assign (self, (const char *const *)stops, id, after);
}

gboolean
rdm_desk_move_selection (RdmDesk *self, RdmMove move)
{
  if (rdm_desk_get_selection (self)[0] == NULL)
    return FALSE;
  switch (move)
    {
    case RDM_MOVE_EARLIER:
      return move_within_route (self, FALSE);
    case RDM_MOVE_LATER:
      return move_within_route (self, TRUE);
    case RDM_MOVE_PREVIOUS_ROUTE:
      return move_to_neighbour (self, -1);
    case RDM_MOVE_NEXT_ROUTE:
      return move_to_neighbour (self, 1);
    default:
      g_return_val_if_reached (FALSE);
    }
}

void
rdm_desk_unassign_selection (RdmDesk *self)
{
  const char *const *selection = rdm_desk_get_selection (self);
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *label = NULL;

  for (guint i = 0; selection[i] != NULL; i++)
    if (rdm_desk_route_of (self, selection[i]) != NULL)
      g_ptr_array_add (stops, g_strdup (selection[i]));
  if (stops->len == 0)
    return;
  g_ptr_array_add (stops, NULL);
  label = assign_label (self, (const char *const *)stops->pdata, NULL);
  if (rdm_desk_assign (self, (const char *const *)stops->pdata, NULL, NULL))
    rdm_desk_notice_done (self, label);
}

static gboolean
lock_route (RdmDesk *self, const char *id, RdmCommand *command)
{
  g_autoptr (RdmRoute) before = rdm_rows_get_route (rdm_desk_get_rows (self), id);
  g_autoptr (RdmRoute) after = before != NULL ? rdm_row_copy (before) : NULL;

  if (after == NULL)
    return FALSE;
  after->locked = !before->locked;
  rdm_command_edit_row (command, before, after);
  return TRUE;
}

void
rdm_desk_toggle_lock (RdmDesk *self)
{
  const char *const *selection = rdm_desk_get_selection (self);
  g_autoptr (RdmCommand) command = rdm_command_new_edit (_ ("Lock or unlock"));
  gboolean lock = FALSE;

  if (self != NULL && rdm_desk_get_selected_route (self) != NULL && selection[0] == NULL)
    {
      if (lock_route (self, rdm_desk_get_selected_route (self), command))
        rdm_desk_run (self, command);
      return;
    }
  /* Some open: lock all. All locked: unlock all. */
  for (guint i = 0; selection[i] != NULL; i++)
    {
      const RdmStop *stop = rdm_desk_find_stop (self, selection[i]);

      lock = lock || (stop != NULL && !stop->locked);
    }
  for (guint i = 0; selection[i] != NULL; i++)
    {
      const RdmStop *before = rdm_desk_find_stop (self, selection[i]);
      g_autoptr (RdmStop) after = before != NULL ? rdm_row_copy (before) : NULL;

      if (after == NULL)
        continue;
      after->locked = lock;
      rdm_command_edit_row (command, before, after);
    }
  rdm_desk_run (self, command);
}

static void
step_history (RdmDesk *self, gboolean undo)
{
  RdmPlanFile *file = rdm_desk_get_file (self);
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  g_autoptr (RdmOutcome) outcome = NULL;
  g_autoptr (GPtrArray) before = NULL;

  if (file == NULL)
    return;
  before = rdm_desk_list_day (self);
  label =
      g_strdup (undo ? rdm_plan_file_get_undo_label (file) : rdm_plan_file_get_redo_label (file));
  outcome = undo ? rdm_plan_file_undo (file) : rdm_plan_file_redo (file);
  if (outcome == NULL)
    return;
  rdm_desk_note_untold (self, before);
  if (!rdm_outcome_is_applied (outcome))
    text = rdm_outcome_describe (outcome, rdm_desk_get_rows (self));
  else
    text = g_strdup_printf (undo ? _ ("Undone: %s") : _ ("Done again: %s"), label);
  if (self->untold != NULL && rdm_outcome_is_applied (outcome))
    {
      g_autofree char *done = g_steal_pointer (&text);

      text = g_strdup_printf ("%s. %s", done, self->untold);
    }
  rdm_desk_notice (self, text, NULL);
}

void
rdm_desk_undo (RdmDesk *self)
{
  step_history (self, TRUE);
}

void
rdm_desk_redo (RdmDesk *self)
{
  step_history (self, FALSE);
}
