/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody has to look at on the day that the desk shows, kept in step with its rows, its
 * clock and the positions.
 */
#pragma once

#include "rdm-alert.h"
#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_EXCEPTION_QUEUE (rdm_exception_queue_get_type ())
G_DECLARE_FINAL_TYPE (RdmExceptionQueue, rdm_exception_queue, RDM, EXCEPTION_QUEUE, GObject)

/** RdmExceptionQueue::changed: (): the list may be another; about once a second at most. */

RdmExceptionQueue *rdm_exception_queue_new (RdmDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_exception_queue_get_list: Returns: (transfer none) (element-type RdmAlert): the most urgent
 * first, quiet ones at the end; until ::changed. */
GPtrArray *rdm_exception_queue_get_list (RdmExceptionQueue *self);

guint rdm_exception_queue_count_open (RdmExceptionQueue *self);

/** rdm_exception_queue_find: Returns: (transfer none) (nullable): until ::changed. */
const RdmAlert *rdm_exception_queue_find (RdmExceptionQueue *self, const char *id);

/** rdm_exception_queue_find_line: Returns: (transfer none) (nullable): what of the list shows @id:
 * itself, or the line that it is a part of; until ::changed. */
const RdmAlert *rdm_exception_queue_find_line (RdmExceptionQueue *self, const char *id);

/** rdm_exception_queue_next: Returns: (transfer none) (nullable): the id of the one after @id that
 * nobody has seen to, from the beginning again after the last; NULL: there is none. */
const char *rdm_exception_queue_next (RdmExceptionQueue *self, const char *id);

/** rdm_exception_queue_get_day: Returns: (transfer none): as it is driven, now. */
RdmLiveDay *rdm_exception_queue_get_day (RdmExceptionQueue *self);

RdmDesk *rdm_exception_queue_get_desk (RdmExceptionQueue *self);

/** rdm_exception_queue_who: Returns: who sits at this desk, for owners and notes. */
const char *rdm_exception_queue_who (void);

/** RdmExceptionAct: what a person does about one without changing the plan. */
typedef enum
{
  RDM_EXCEPTION_ACT_TAKE,
  RDM_EXCEPTION_ACT_WAIT, /* a quarter of an hour */
  RDM_EXCEPTION_ACT_DISMISS,
  RDM_EXCEPTION_ACT_REOPEN,
} RdmExceptionAct;

/** rdm_exception_queue_act: Returns: whether it was done. */
gboolean rdm_exception_queue_act (RdmExceptionQueue *self, const char *id, RdmExceptionAct act);

/** rdm_exception_queue_note: writes @text down. */
gboolean rdm_exception_queue_note (RdmExceptionQueue *self, const char *id, const char *text);

G_END_DECLS
