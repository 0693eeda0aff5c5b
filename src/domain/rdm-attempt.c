/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-attempt.h"

#include <glib/gi18n-lib.h>

static const RdmField fields[] = {
  RDM_FIELD (RdmAttempt, stop, TEXT),
  RDM_FIELD (RdmAttempt, route, TEXT),
  RDM_FIELD (RdmAttempt, arrived_ms, INT),
  RDM_FIELD (RdmAttempt, ended_ms, INT),
  RDM_FIELD_ONE_OF (RdmAttempt, result, rdm_result_names),
  RDM_FIELD (RdmAttempt, note, TEXT),
  RDM_FIELD (RdmAttempt, detected, BOOL),
  RDM_FIELD (RdmAttempt, withdrawn, BOOL),
};

static char *
check_attempt (const RdmRow *row)
{
  const RdmAttempt *self = (const RdmAttempt *)row;

  if (!self->stop || !g_str_has_prefix (row->id, self->stop))
    return g_strdup (_ ("The attempt does not belong to its stop."));
  if (self->arrived_ms < 0 || self->ended_ms <= 0)
    return g_strdup (_ ("There is no such moment."));
  return NULL;
}

const RdmRowClass rdm_attempt_class = {
  .name = "attempt",
  .size = sizeof (RdmAttempt),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .check = check_attempt,
};

char *
rdm_attempt_id (const char *stop, guint n)
{
  return g_strdup_printf ("%s#%u", stop, n);
}
