/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window: header, places, panes, notices. Everything it can be told to do is an action
 * (rdm-window-actions.c).
 */
#pragma once

#include <adwaita.h>

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_WINDOW (rdm_window_get_type ())
G_DECLARE_FINAL_TYPE (RdmWindow, rdm_window, RDM, WINDOW, AdwApplicationWindow)

RdmWindow *rdm_window_new (AdwApplication *application,
                           GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_window_open: shows the plan at @path; a failure is said in the window, which stays as it
 * was. */
gboolean rdm_window_open (RdmWindow *self, const char *path, RdmStoreFlags flags);

RdmDesk *rdm_window_get_desk (RdmWindow *self);

/** rdm_window_flush: waits until what was done is on disk. Returns: FALSE when it could not be
 * written; that has been said in the window. */
gboolean rdm_window_flush (RdmWindow *self);

/** rdm_window_say: a quiet notice; @action: detailed name for its button, or NULL. */
void rdm_window_say (RdmWindow *self, const char *text, const char *action);

/** rdm_window_say_error: something that went wrong and needs to be read: a dialog. */
void rdm_window_say_error (RdmWindow *self, const char *heading, const char *body);

G_END_DECLS
