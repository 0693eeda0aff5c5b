/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a hub keeps, in forms that others read: JSON lines and GPX. Read in parts, so that years of
 * it take no memory.
 */
#pragma once

#include "rdm-hub-positions.h"

G_BEGIN_DECLS

/** rdm_hub_export_journal: an operation a line, in order: {"seq", "id", "device", "n", "actor",
 * "at", "received", "seen", "command", "result", "hash"}; instants are UTC milliseconds. */
gboolean
rdm_hub_export_journal (RdmSql *sql, const char *fleet, GOutputStream *out, GError **error);

/** rdm_hub_export_rows: a row a line, as it is now: {"kind", "id", "version", "row"}. */
gboolean rdm_hub_export_rows (RdmSql *sql, const char *fleet, GOutputStream *out, GError **error);

/** rdm_hub_export_positions: GPX 1.1, a track a source. */
gboolean
rdm_hub_export_positions (RdmSql *sql, const char *fleet, GOutputStream *out, GError **error);

/** rdm_hub_export_track: the same of one source, from then to then; all of it, whatever the limit.
 */
gboolean rdm_hub_export_track (RdmSql *sql,
                               const char *fleet,
                               const RdmHubTrackRange *range,
                               GOutputStream *out,
                               GError **error);

G_END_DECLS
