/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo town, and as many like it as one likes, as an OpenStreetMap extract: what a region is
 * built from, made up from end to end.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * rdm_demo_extract_write:
 * @path: written as .osm.pbf. What was there is replaced only when all is written
 * @n_streets: at least so many streets; 0: the one town. More of them are towns side by side, whose
 *   roads, river and railway go on from one to the next
 *
 * Returns: FALSE with an RDM_EXPORT_ERROR, or G_IO_ERROR_CANCELLED
 */
gboolean rdm_demo_extract_write (const char *path,
                                 guint n_streets,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
