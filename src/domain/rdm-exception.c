/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-exception.h"

#include <glib/gi18n-lib.h>

#include "rdm-time.h"

const char *const rdm_exception_kind_names[] = {
  "late",          "break",        "shift-end",   "standstill",      "off-road",      "no-position",
  "not-started",   "early",        "failed",      "refused",         "damaged",       "address",
  "no-parking",    "vehicle-down", "driver-gone", "order-cancelled", "order-changed", "order-new",
  "load-mismatch", "temperature",  "returned",    "unacknowledged",  "other",         NULL,
};

const char *const rdm_exception_state_names[] = { "open",   "taken",     "waiting",
                                                  "solved", "dismissed", NULL };

static const RdmField fields[] = {
  /* "kind" alone is the row's. */
  { .name = "exception_kind",
    .type = RDM_FIELD_ENUM,
    .offset = G_STRUCT_OFFSET (RdmException, kind),
    .names = rdm_exception_kind_names },
  RDM_FIELD (RdmException, subject, TEXT),
  RDM_FIELD (RdmException, date, TEXT),
  RDM_FIELD_ONE_OF (RdmException, state, rdm_exception_state_names),
  RDM_FIELD (RdmException, owner, TEXT),
  RDM_FIELD (RdmException, since_ms, INT),
  RDM_FIELD (RdmException, until_ms, INT),
  RDM_FIELD (RdmException, ended_ms, INT),
  RDM_FIELD (RdmException, reported, BOOL),
  RDM_FIELD (RdmException, words, TEXT),
  RDM_FIELD (RdmException, answer, TEXT),
  RDM_FIELD (RdmException, notes, TEXTS),
};

static char *
check_exception (const RdmRow *row)
{
  const RdmException *self = (const RdmException *)row;
  g_autofree char *id = NULL;

  if (!self->date || !rdm_date_valid (self->date))
    return g_strdup (_ ("There is no such day."));
  id = self->subject ? rdm_exception_id (self->kind, self->subject, self->date) : NULL;
  if (g_strcmp0 (id, row->id) != 0)
    return g_strdup (_ ("The exception does not belong to what it is about."));
  if (self->since_ms < 0 || self->until_ms < 0 || self->ended_ms < 0)
    return g_strdup (_ ("There is no such moment."));
  return NULL;
}

const RdmRowClass rdm_exception_class = {
  .name = "exception",
  .size = sizeof (RdmException),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .check = check_exception,
};

char *
rdm_exception_id (int kind, const char *subject, const char *date)
{
  g_return_val_if_fail (kind >= 0 && kind < RDM_N_EXCEPTION_KINDS, NULL);
  return g_strconcat (rdm_exception_kind_names[kind], ":", subject, "@", date, NULL);
}

const char *
rdm_exception_label (int kind)
{
  static const char *const labels[RDM_N_EXCEPTION_KINDS] = {
    [RDM_EXCEPTION_LATE] = N_ ("Will be late"),
    [RDM_EXCEPTION_BREAK] = N_ ("Break at risk"),
    [RDM_EXCEPTION_SHIFT_END] = N_ ("Past the end of the shift"),
    [RDM_EXCEPTION_STANDSTILL] = N_ ("Stands still"),
    [RDM_EXCEPTION_OFF_ROAD] = N_ ("Off its way"),
    [RDM_EXCEPTION_NO_POSITION] = N_ ("No position"),
    [RDM_EXCEPTION_NOT_STARTED] = N_ ("Not started"),
    [RDM_EXCEPTION_EARLY] = N_ ("Early"),
    [RDM_EXCEPTION_FAILED] = N_ ("Attempt failed"),
    [RDM_EXCEPTION_REFUSED] = N_ ("Refused"),
    [RDM_EXCEPTION_DAMAGED] = N_ ("Damaged or missing"),
    [RDM_EXCEPTION_ADDRESS] = N_ ("Address wrong"),
    [RDM_EXCEPTION_NO_PARKING] = N_ ("No parking"),
    [RDM_EXCEPTION_VEHICLE_DOWN] = N_ ("Vehicle down"),
    [RDM_EXCEPTION_DRIVER_GONE] = N_ ("Driver gone"),
    [RDM_EXCEPTION_ORDER_CANCELLED] = N_ ("Order cancelled"),
    [RDM_EXCEPTION_ORDER_CHANGED] = N_ ("Order changed"),
    [RDM_EXCEPTION_ORDER_NEW] = N_ ("New order"),
    [RDM_EXCEPTION_LOAD_MISMATCH] = N_ ("Load does not match"),
    [RDM_EXCEPTION_TEMPERATURE] = N_ ("Temperature"),
    [RDM_EXCEPTION_RETURNED] = N_ ("Goods come back"),
    [RDM_EXCEPTION_UNACKNOWLEDGED] = N_ ("Not acknowledged"),
    [RDM_EXCEPTION_OTHER] = N_ ("Something else"),
  };

  g_return_val_if_fail (kind >= 0 && kind < RDM_N_EXCEPTION_KINDS, "");
  return _ (labels[kind]);
}

gboolean
rdm_exception_is_open (const RdmException *self)
{
  return self->state < RDM_EXCEPTION_SOLVED;
}
