/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a command does. rdm_run() only reads: it answers with an outcome, the changes that the
 * command makes, and the command that takes them back. The caller keeps the changes, or does not.
 */
#pragma once

#include "rdm-command.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_APPLIED,
  RDM_NEEDS_REVIEW, /* applied, but a rule is broken now that somebody must look at */
  RDM_CONFLICT,     /* not applied: somebody else was first */
  RDM_REJECTED,     /* not applied: it cannot be */
} RdmVerdict;

typedef enum
{
  RDM_REASON_NONE,
  RDM_REASON_ANCHOR_GONE,  /* applied at the end of the route instead */
  RDM_REASON_SKILLS,       /* review: vehicle and crew lack a skill */
  RDM_REASON_OVERLOAD,     /* review: more than the vehicle takes */
  RDM_REASON_MOVED,        /* conflict: the stop is not where the author saw it */
  RDM_REASON_CHANGED,      /* conflict: the field is not as the author saw it */
  RDM_REASON_LIST_CHANGED, /* conflict: the route's list is not as the author saw it */
  RDM_REASON_GONE,         /* conflict: the row has been removed */
  RDM_REASON_EXISTS,       /* rejected: there is such a row */
  RDM_REASON_LOCKED,       /* rejected: the stop or route is locked */
  RDM_REASON_DONE,         /* rejected: what has happened does not change */
  RDM_REASON_ASSIGNED,     /* rejected: take it off its route first */
  RDM_REASON_IN_USE,       /* rejected: other rows refer to it */
  RDM_REASON_OTHER_DAY,    /* rejected: the route is on another day than the order */
  RDM_REASON_TWICE,        /* rejected: a stop would be on two routes */
  RDM_REASON_SPLIT,        /* rejected: a shipment's two stops belong on one route, pickup first */
  RDM_REASON_BAD_VALUE,    /* rejected: a value makes no sense */
  RDM_REASON_UNKNOWN,      /* rejected: refers to something that is not there */
  RDM_REASON_FORBIDDEN,    /* rejected by a hub: the author's role may not do that */
  RDM_REASON_REPORTED,     /* review: another driver than the plan's reports the stop */
  RDM_REASON_NOT_OUT,      /* rejected: the route has not been sent, or has started or ended */
  RDM_REASON_FACT,         /* rejected: it is reported, and neither edited nor removed */
} RdmReason;

extern const char *const rdm_verdict_names[];
extern const char *const rdm_reason_names[];

/** RdmChange: one row before and after; NULL before: added, NULL after: removed. */
typedef struct
{
  RdmRowKind kind;
  char *id;
  RdmRow *before;
  RdmRow *after;
} RdmChange;

/**
 * RdmOutcome: what became of a command.
 *
 * @subject is the id of the row that the reason is about. @detail says more, for people, where the
 * reason's own words do not suffice. @changes (element-type RdmChange) is empty unless it was
 * applied; so is @inverse NULL.
 */
typedef struct
{
  RdmVerdict verdict;
  RdmReason reason;
  char *subject;
  char *detail;
  GPtrArray *changes;
  RdmCommand *inverse;
} RdmOutcome;

/** rdm_run: what @command would do to @rows, which stay as they are. Returns: (transfer full). */
RdmOutcome *rdm_run (const RdmCommand *command, RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_outcome_is_applied: Returns: whether the verdict is APPLIED or NEEDS_REVIEW. */
gboolean rdm_outcome_is_applied (const RdmOutcome *self);

/** rdm_outcome_describe: Returns: (transfer full): verdict and reason as a sentence, naming things
 * as @rows do. */
char *rdm_outcome_describe (const RdmOutcome *self, RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;
void rdm_outcome_free (RdmOutcome *self);

void rdm_change_free (RdmChange *self);

/** rdm_changes_apply: puts and removes; rdm_changes_revert() does the opposite. */
void rdm_changes_apply (GPtrArray *changes, RdmRows *rows);
void rdm_changes_revert (GPtrArray *changes, RdmRows *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmChange, rdm_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmOutcome, rdm_outcome_free)

G_END_DECLS
