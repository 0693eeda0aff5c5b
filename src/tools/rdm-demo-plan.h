/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo day as a plan file: its fleet and orders come in by the same import as anybody's.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The service day of the demo. */
#define RDM_DEMO_DATE "2026-11-23"

/** rdm_demo_plan_create: makes the plan at @path anew, not planned yet. What was there is kept
 * beside it, with "~" after its name. Returns: FALSE with an error whose message is for people. */
gboolean rdm_demo_plan_create (const char *path, GError **error);

/** rdm_demo_files_write: the files it is made from, "fleet.csv" and "orders.csv", in @folder. */
gboolean rdm_demo_files_write (const char *folder, const char *date, GError **error);

G_END_DECLS
