/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One exception: what is the matter, what can be done about it and at what price, and what was done
 * so far.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-exception-queue.h"

G_BEGIN_DECLS

#define RDM_TYPE_EXCEPTION_CARD (rdm_exception_card_get_type ())
G_DECLARE_FINAL_TYPE (RdmExceptionCard, rdm_exception_card, RDM, EXCEPTION_CARD, GtkWidget)

GtkWidget *rdm_exception_card_new (RdmExceptionQueue *queue) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_exception_card_show: @id: (nullable): of the queue. Its answers are worked out in a thread.
 */
void rdm_exception_card_show (RdmExceptionCard *self, const char *id);

/** rdm_exception_card_apply_best: applies the first answer. Returns: whether there was one. */
gboolean rdm_exception_card_apply_best (RdmExceptionCard *self);

G_END_DECLS
