/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The application: command line, plans and their windows.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RDM_TYPE_APPLICATION (rdm_application_get_type ())
G_DECLARE_FINAL_TYPE (RdmApplication, rdm_application, RDM, APPLICATION, AdwApplication)

/** The command line's options, for the program with and without a display. */
extern const GOptionEntry rdm_application_options[];

RdmApplication *rdm_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
