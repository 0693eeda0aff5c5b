/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a change of rows means to a day: nothing, other lists of a few routes, or more. Inside the
 * planner.
 */
#pragma once

#include "rdm-day-model.h"
#include "rdm-run.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_DAY_UNTOUCHED, /* none of it is of this day */
  RDM_DAY_ROUTES, /* these routes or tasks, or what does not matter to times; the model follows */
  RDM_DAY_OTHER,  /* make another model */
} RdmDayEffect;

/**
 * rdm_day_changes_adopt: lets @model follow where it can.
 * @changes: (element-type RdmChange): already made to @rows
 * @vehicles: (element-type guint): is filled with those whose lists have changed
 * @tasks: (element-type guint32): is filled with those that ask for something else at their place
 */
RdmDayEffect rdm_day_changes_adopt (
    RdmDayModel *model, RdmRows *rows, GPtrArray *changes, GArray *vehicles, GArray *tasks);

G_END_DECLS
