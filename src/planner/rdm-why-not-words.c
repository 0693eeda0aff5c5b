/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-why-not.h"

#include <glib/gi18n-lib.h>

#include "rdm-time.h"
#include "rdm-units.h"
#include "rdm-words.h"

/* Nobody reads a sentence with more conditions, or would see to them all. */
#define CONDITIONS_MAX 3

static char *
window_condition (const RdmObstacle *obstacle, const char *own_stop, RdmRows *rows)
{
  g_autofree char *by = rdm_words_minutes (obstacle->amount);
  g_autofree char *name = NULL;

  if (g_strcmp0 (obstacle->stop, own_stop) == 0)
    /* Translators: part of "LI-07 could at 16:40 if the window were 20 min longer." */
    return g_strdup_printf (_ ("the window were %s longer"), by);
  name = rdm_words_stop (rows, obstacle->stop);
  /* Translators: part of "LI-07 could at 16:40 if the window of Feldstrasse 4 were 20 min longer."
   */
  return g_strdup_printf (_ ("the window of %s were %s longer"), name, by);
}

/* What would have to be, as the part of a sentence behind "if". */
static char *
condition_of (const RdmObstacle *obstacle, const char *own_stop, RdmRows *rows)
{
  g_autofree char *amount = NULL;

  switch (obstacle->kind)
    {
    case RDM_OBSTACLE_WINDOW:
      return window_condition (obstacle, own_stop, rows);
    case RDM_OBSTACLE_SHIFT:
      amount = rdm_words_minutes (obstacle->amount);
      /* Translators: part of "LI-07 could at 16:40 if the shift ended 20 min later." */
      return g_strdup_printf (_ ("the shift ended %s later"), amount);
    case RDM_OBSTACLE_BREAK:
      amount = rdm_words_minutes (obstacle->amount);
      return g_strdup_printf (_ ("the break could begin %s later"), amount);
    case RDM_OBSTACLE_LOAD:
      amount = rdm_words_load (obstacle->dimension, obstacle->amount);
      return g_strdup_printf (_ ("the vehicle took %s more"), amount);
    case RDM_OBSTACLE_SKILLS:
      amount = obstacle->skills ? g_strjoinv (", ", obstacle->skills) : g_strdup ("");
      /* Translators: part of "LI-07 could at 16:40 if vehicle or crew had: chilled, two-person." */
      return g_strdup_printf (_ ("vehicle or crew had: %s"), amount);
    case RDM_OBSTACLE_RANGE:
      amount = rdm_format_distance (obstacle->amount);
      return g_strdup_printf (_ ("the vehicle went %s farther"), amount);
    case RDM_OBSTACLE_STOPS:
      return g_strdup_printf (ngettext ("the vehicle might serve %u more stop",
                                        "the vehicle might serve %u more stops",
                                        (gulong)obstacle->amount),
                              (guint)obstacle->amount);
    default:
      return NULL;
    }
}

static char *
join_conditions (const RdmWhyNot *self, const char *own_stop, RdmRows *rows)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < self->obstacles->len; i++)
    {
      const RdmObstacle *obstacle = &g_array_index (self->obstacles, RdmObstacle, i);
      g_autofree char *condition = condition_of (obstacle, own_stop, rows);

      if (!condition)
        continue;
      if (all->len > 0)
        /* Translators: between two conditions: "the window were 20 min longer and the vehicle took
         * 3 parcels more" */
        g_string_append (all, _ (" and "));
      g_string_append (all, condition);
    }
  return g_string_free (all, FALSE);
}

static char *
possible_sentence (const RdmWhyNot *self, const char *name, const char *currency)
{
  g_autofree char *at = rdm_time_format_of_day (self->at_s);
  g_autofree char *cost = rdm_format_money (MAX (self->cost_minor, 0), currency);

  /* Translators: "LI-07 can at 16:40, for 3.10 CHF more." */
  return g_strdup_printf (_ ("%s can at %s, for %s more."), name, at, cost);
}

char *
rdm_why_not_sentence (const RdmWhyNot *self,
                      const char *own_stop,
                      const RdmModelRoute *route,
                      const char *currency,
                      RdmRows *rows)
{
  g_autofree char *name = rdm_words_route (route);
  g_autofree char *conditions = NULL;
  g_autofree char *at = NULL;

  if (self->obstacles->len == 0)
    return possible_sentence (self, name, currency);
  if (g_array_index (self->obstacles, RdmObstacle, 0).kind == RDM_OBSTACLE_LOCKED)
    return g_strdup_printf (_ ("%s is locked or closed."), name);
  if (self->obstacles->len > CONDITIONS_MAX)
    return g_strdup_printf (ngettext ("%s cannot: %u thing stands in the way.",
                                      "%s cannot: %u things stand in the way.",
                                      self->obstacles->len),
                            name, self->obstacles->len);
  conditions = join_conditions (self, own_stop, rows);
  if (!self->complete || !*conditions)
    return g_strdup_printf (_ ("%s cannot: no small change would help."), name);
  at = rdm_time_format_of_day (self->at_s);
  /* Translators: "LI-07 could at 16:40 if the window were 20 min longer." The last is one condition
   * or several. */
  return g_strdup_printf (_ ("%s could at %s if %s."), name, at, conditions);
}

static gboolean
is_locked (const RdmWhyNot *answer)
{
  return answer->obstacles->len > 0
         && g_array_index (answer->obstacles, RdmObstacle, 0).kind == RDM_OBSTACLE_LOCKED;
}

char *
rdm_why_unassigned_sentence (const RdmModelStop *entry, GPtrArray *answers)
{
  const RdmWhyNot *best;

  if (entry && entry->is_cut_off)
    return g_strdup (_ ("No road leads there: check its pin on the map."));
  if (!entry || entry->task == RDM_VRP_NONE)
    return g_strdup (_ ("It needs a place first: drop its pin on the map."));
  if (answers->len == 0)
    return g_strdup (_ ("No shift works that day. Add one, and plan again."));
  best = g_ptr_array_index (answers, 0);
  if (best->obstacles->len == 0)
    return g_strdup_printf (_ ("It has not been planned yet. %s"), best->sentence);
  if (is_locked (best))
    return g_strdup (_ ("Every route of the day is locked or closed. Unlock one, and plan again."));
  if (!best->complete || best->obstacles->len > CONDITIONS_MAX)
    return g_strdup (_ ("No route can take it, and no small change would help."));
  return g_strdup_printf (_ ("No route can take it as it is. %s"), best->sentence);
}
