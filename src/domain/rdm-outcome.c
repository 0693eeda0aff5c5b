/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Outcomes in words: what happened, to what, and what to do.
 */
#include "rdm-run.h"

#include <glib/gi18n-lib.h>

/* %1$s names the subject, %2$s says more. */
static const char *const sentences[] = {
  [RDM_REASON_NONE] = N_ ("Done."),
  [RDM_REASON_ANCHOR_GONE] = N_ ("%1$s is not on the route any more, so the stops went to its end. "
                                 "Move them if that is wrong."),
  [RDM_REASON_SKILLS] = N_ ("%1$s needs “%2$s”, which neither the vehicle nor its crew has. Give "
                            "it to somebody who has it."),
  [RDM_REASON_OVERLOAD] =
      N_ ("%1$s now carries more than its vehicle takes. Move a stop to another route."),
  [RDM_REASON_MOVED] = N_ (
      "%1$s is %2$s by now: somebody else moved it. Look at it there before you move it again."),
  [RDM_REASON_CHANGED] =
      N_ ("Somebody else changed “%2$s” of %1$s meanwhile. Look at it, then change it again."),
  [RDM_REASON_LIST_CHANGED] =
      N_ ("Somebody else changed the stops of %1$s meanwhile. Plan it again as it is now."),
  [RDM_REASON_GONE] = N_ ("%1$s has been removed meanwhile. Nothing was changed."),
  [RDM_REASON_EXISTS] = N_ ("%1$s is there already. Change it instead of adding it."),
  [RDM_REASON_LOCKED] = N_ ("%1$s is locked. Unlock it first."),
  [RDM_REASON_DONE] = N_ ("%1$s is done or under way. What has happened stays as it is."),
  [RDM_REASON_ASSIGNED] = N_ ("%1$s is on a route. Take it off first."),
  [RDM_REASON_IN_USE] = N_ ("%1$s is still in use. Remove what refers to it first."),
  [RDM_REASON_OTHER_DAY] =
      N_ ("%1$s is due on another day than the route. Change the day of the order first."),
  [RDM_REASON_TWICE] = N_ ("%1$s would be there twice. Leave one out."),
  [RDM_REASON_SPLIT] =
      N_ ("%1$s belongs to a shipment: its pickup comes first, and both stops are on one route."),
  [RDM_REASON_BAD_VALUE] = N_ ("%1$s stays as it is. %2$s"),
  [RDM_REASON_UNKNOWN] = N_ ("There is no %1$s here. Add it first."),
  [RDM_REASON_REPORTED] =
      N_ ("%1$s was reported by a driver who did not have it in the plan. It is "
          "on that driver's route now."),
  [RDM_REASON_NOT_OUT] = N_ ("%1$s has not been sent, or is under way already. Look at it again."),
  [RDM_REASON_FACT] =
      N_ ("What happened at %1$s is a fact: it is reported, and neither edited nor removed."),
  [RDM_REASON_FORBIDDEN] = N_ ("Your role may not do that. Ask somebody whose role may."),
};

static char *
name_end (const RdmOrder *order, const RdmOrderEnd *end)
{
  if (end->address && *end->address)
    return g_strdup (end->address);
  if (end->name && *end->name)
    return g_strdup (end->name);
  if (order->reference && *order->reference)
    return g_strdup_printf (_ ("Order %s"), order->reference);
  return g_strdup (_ ("An order without an address"));
}

static char *
name_shift (RdmRows *rows, const char *id)
{
  const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, id);
  const RdmVehicle *vehicle = shift ? rdm_rows_get (rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;

  return vehicle ? g_strdup (vehicle->name) : g_strdup (_ ("A shift without a vehicle"));
}

static char *
name_stop (RdmRows *rows, const RdmStop *stop)
{
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);

  return order ? name_end (order, rdm_order_end (order, stop->role)) : g_strdup (stop->row.id);
}

/* A text of a row, or @otherwise. */
static char *
name_or (const char *text, const char *otherwise)
{
  return g_strdup (text && *text ? text : otherwise);
}

static char *
name_row (RdmRows *rows, const RdmRow *row)
{
  switch (row->kind)
    {
    case RDM_ROW_SETTINGS:
      return g_strdup (_ ("The plan's settings"));
    case RDM_ROW_ORDER:
      return name_end ((const RdmOrder *)row, &((const RdmOrder *)row)->at);
    case RDM_ROW_STOP:
      return name_stop (rows, (const RdmStop *)row);
    case RDM_ROW_VEHICLE:
      return name_or (((const RdmVehicle *)row)->name, row->id);
    case RDM_ROW_DRIVER:
      return name_or (((const RdmDriver *)row)->name, row->id);
    case RDM_ROW_SHIFT:
      return name_shift (rows, row->id);
    case RDM_ROW_ROUTE:
      return name_shift (rows, ((const RdmRoute *)row)->shift);
    case RDM_ROW_PLACE:
      return name_or (((const RdmPlace *)row)->address, row->id);
    case RDM_ROW_SENDER:
      return name_or (((const RdmSender *)row)->name, row->id);
    case RDM_ROW_CLOSURE:
      return name_or (((const RdmRoadClosure *)row)->note, _ ("The change of the roads"));
    case RDM_ROW_ATTEMPT:
      return rdm_rows_describe (rows, ((const RdmAttempt *)row)->stop);
    case RDM_ROW_EXCEPTION:
      return g_strdup (rdm_exception_label (((const RdmException *)row)->kind));
    case RDM_N_ROW_KINDS:
      break;
    }
  g_return_val_if_reached (NULL);
}

char *
rdm_rows_describe (RdmRows *rows, const char *id)
{
  g_autoptr (RdmRoute) route = NULL;

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      const RdmRow *row = rdm_rows_get (rows, (RdmRowKind)kind, id);

      if (row)
        return name_row (rows, row);
    }
  route = id ? rdm_rows_get_route (rows, id) : NULL;
  return route ? name_shift (rows, route->shift) : name_or (id, _ ("It"));
}

/* Nobody knows the name of what has been removed, and an identifier is none. */
static char *
name_subject (const RdmOutcome *self, RdmRows *rows)
{
  char *name = rdm_rows_describe (rows, self->subject);

  if (self->reason != RDM_REASON_GONE || g_strcmp0 (name, self->subject) != 0)
    return name;
  g_free (name);
  return g_strdup (_ ("It"));
}

char *
rdm_outcome_describe (const RdmOutcome *self, RdmRows *rows)
{
  g_autofree char *subject = name_subject (self, rows);
  g_autofree char *more = g_strdup (self->detail ? self->detail : "");
  char *sentence = NULL;

  if (self->reason == RDM_REASON_MOVED)
    {
      const char *route = self->subject ? rdm_rows_route_of (rows, self->subject) : NULL;
      g_autofree char *name = route ? rdm_rows_describe (rows, route) : NULL;

      g_free (more);
      more = name ? g_strdup_printf (_ ("on %s"), name) : g_strdup (_ ("in the tray"));
    }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (_ (sentences[self->reason]), subject, more);
#pragma GCC diagnostic pop
  return sentence;
}
