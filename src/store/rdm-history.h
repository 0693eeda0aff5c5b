/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be taken back and made again, as a reading of the journal: give it every entry in order.
 */
#pragma once

#include "rdm-store.h"

G_BEGIN_DECLS

/** RdmStep: @inverse is NULL where it is still in the journal. */
typedef struct
{
  gint64 seq;
  char *label;
  RdmCommand *inverse;
} RdmStep;

typedef struct _RdmHistory RdmHistory;

RdmHistory *rdm_history_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_history_free (RdmHistory *self);

/** rdm_history_record: what @entry does to the steps. An undo or redo that was refused is
 * forgotten: it would be refused again, and stand before all that can be taken back. @has_inverse:
 * whether it changed anything. */
void rdm_history_record (RdmHistory *self,
                         const RdmJournalEntry *entry,
                         const char *label,
                         gboolean has_inverse);

/** rdm_history_last: Returns: (nullable): the step to take back next; rdm_history_next: to make
 * again next. */
const RdmStep *rdm_history_last (RdmHistory *self);
const RdmStep *rdm_history_next (RdmHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmHistory, rdm_history_free)

G_END_DECLS
