/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window: header, places, panes, notices. Everything it can be told to do is an action
 * (rdm-desk-window-actions.c).
 */
#pragma once

#include <adwaita.h>

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_DESK_WINDOW (rdm_desk_window_get_type ())
G_DECLARE_FINAL_TYPE (RdmDeskWindow, rdm_desk_window, RDM, DESK_WINDOW, AdwApplicationWindow)

RdmDeskWindow *rdm_desk_window_new (AdwApplication *application,
                                    GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_desk_window_open: shows the plan at @path; a failure is said in the window, which stays as
 * it was. */
gboolean rdm_desk_window_open (RdmDeskWindow *self, const char *path, RdmStoreFlags flags);

RdmDesk *rdm_desk_window_get_desk (RdmDeskWindow *self);

/** rdm_desk_window_flush: waits until what was done is on disk. Returns: FALSE when it could not be
 * written; that has been said in the window. */
gboolean rdm_desk_window_flush (RdmDeskWindow *self);

/** rdm_desk_window_say: a quiet notice; @action: detailed name for its button, or NULL. */
void rdm_desk_window_say (RdmDeskWindow *self, const char *text, const char *action);

/** rdm_desk_window_say_error: something that went wrong and needs to be read: a dialog. */
void rdm_desk_window_say_error (RdmDeskWindow *self, const char *heading, const char *body);

G_END_DECLS
