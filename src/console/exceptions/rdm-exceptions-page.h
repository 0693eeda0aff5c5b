/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The place for what goes wrong: the queue, the most urgent first, and beside it the one that is
 * looked at.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-exception-queue.h"

G_BEGIN_DECLS

#define RDM_TYPE_EXCEPTIONS_PAGE (rdm_exceptions_page_get_type ())
G_DECLARE_FINAL_TYPE (RdmExceptionsPage, rdm_exceptions_page, RDM, EXCEPTIONS_PAGE, GtkWidget)

GtkWidget *rdm_exceptions_page_new (RdmExceptionQueue *queue) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_exceptions_page_show_first: the most urgent. */
void rdm_exceptions_page_show_first (RdmExceptionsPage *self);

/** rdm_exceptions_page_show_next: the next one that nobody has seen to. */
void rdm_exceptions_page_show_next (RdmExceptionsPage *self);

/** rdm_exceptions_page_apply_best: applies the best answer to the one that is shown. */
void rdm_exceptions_page_apply_best (RdmExceptionsPage *self);

G_END_DECLS
