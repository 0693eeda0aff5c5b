/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-closure-text.h"

#include <glib/gi18n.h>

#include "rdm-time.h"

char *
rdm_closure_describe_what (const RdmRoadClosure *self)
{
  if (self->speed_permille == 0)
    return g_strdup (_ ("Closed"));
  /* Translators: of the usual speed on a road. */
  return g_strdup_printf (_ ("%d %% of the speed"), (int)(self->speed_permille / 10));
}

char *
rdm_closure_describe_when (const RdmRoadClosure *self, const char *date)
{
  g_autofree char *hours = rdm_time_format_window (self->from_s, self->to_s);
  g_autofree char *until = NULL;

  if (*hours == '\0')
    {
      g_free (hours);
      hours = g_strdup (_ ("all day"));
    }
  if (self->until == NULL || g_strcmp0 (self->until, date) <= 0)
    return g_steal_pointer (&hours);
  until = rdm_date_format_long (self->until);
  /* Translators: hours of a day, and the last day: "10:00–12:00, until Fri 27 Nov" */
  return g_strdup_printf (_ ("%s, until %s"), hours, until);
}

char *
rdm_closure_describe (const RdmRoadClosure *self, const char *date)
{
  g_autofree char *what = rdm_closure_describe_what (self);
  g_autofree char *when = rdm_closure_describe_when (self, date);

  return self->note != NULL && *self->note != '\0'
             ? g_strdup_printf ("%s · %s · %s", what, when, self->note)
             : g_strdup_printf ("%s · %s", what, when);
}

static char *
with_note (const RdmRoadClosure *self, const char *label)
{
  return self->note != NULL && *self->note != '\0' ? g_strdup_printf ("%s: %s", label, self->note)
                                                   : g_strdup (label);
}

char *
rdm_closure_label (const RdmRoadClosure *self)
{
  gboolean is_area = self->shape == RDM_CLOSURE_AREA;

  if (self->speed_permille == 0)
    return with_note (self, is_area ? _ ("Close the roads of an area") : _ ("Close a road"));
  return with_note (self, is_area ? _ ("Slow the roads of an area") : _ ("Slow a road"));
}

char *
rdm_closure_label_change (const RdmRoadClosure *self)
{
  return with_note (self, _ ("Change a road closure"));
}

char *
rdm_closure_label_removal (const RdmRoadClosure *self)
{
  return with_note (self, _ ("Open a road again"));
}
