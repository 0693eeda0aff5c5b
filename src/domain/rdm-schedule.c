/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-schedule.h"

#include <glib/gi18n-lib.h>

static void
clear_visit (gpointer data)
{
  RdmVisit *visit = data;

  g_clear_pointer (&visit->stop, g_free);
}

RdmSchedule *
rdm_schedule_new (const char *route)
{
  RdmSchedule *self = g_atomic_rc_box_new0 (RdmSchedule);

  self->route = g_strdup (route);
  self->visits = g_array_new (FALSE, TRUE, sizeof (RdmVisit));
  g_array_set_clear_func (self->visits, clear_visit);
  return self;
}

RdmSchedule *
rdm_schedule_ref (RdmSchedule *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_schedule (gpointer data)
{
  RdmSchedule *self = data;

  g_free (self->route);
  g_array_unref (self->visits);
}

void
rdm_schedule_unref (RdmSchedule *self)
{
  g_atomic_rc_box_release_full (self, clear_schedule);
}

const RdmVisit *
rdm_schedule_find (const RdmSchedule *self, const char *stop)
{
  for (guint i = 0; i < self->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (self->visits, RdmVisit, i);

      if (visit->kind == RDM_VISIT_STOP && g_strcmp0 (visit->stop, stop) == 0)
        return visit;
    }
  return NULL;
}

const char *
rdm_breach_describe (guint breaches)
{
  /* The gravest first. */
  static const struct
  {
    guint breach;
    const char *words;
  } table[] = {
    { RDM_BREACH_ORDER, N_ ("delivered before it is picked up") },
    { RDM_BREACH_SKILLS, N_ ("lacks a skill") },
    { RDM_BREACH_LOAD, N_ ("overloaded") },
    { RDM_BREACH_LATE, N_ ("late") },
    { RDM_BREACH_SHIFT, N_ ("after the shift's end") },
    { RDM_BREACH_BREAK, N_ ("no room for the break") },
    { RDM_BREACH_RANGE, N_ ("beyond the vehicle's range") },
    { RDM_BREACH_STOPS, N_ ("too many stops") },
    { RDM_BREACH_PLACE, N_ ("needs a place") },
    { RDM_BREACH_ROAD, N_ ("no road leads there") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (breaches & table[i].breach)
      return _ (table[i].words);
  return NULL;
}

gboolean
rdm_visit_is_tight (const RdmVisit *visit, const RdmWindows *windows)
{
  for (guint i = 0; i < windows->n; i++)
    if (visit->begin_s >= windows->at[i].from_s && visit->begin_s <= windows->at[i].to_s)
      return windows->at[i].to_s - visit->begin_s < RDM_TIGHT_S;
  return FALSE;
}
