/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An invitation on the screen: a QR code for a camera, and the link for everything else.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** rdm_invitation_window_new: @link: good for one device; @person: whom it is for. */
GtkWidget *rdm_invitation_window_new (GtkWindow *parent, const char *person, const char *link);

G_END_DECLS
