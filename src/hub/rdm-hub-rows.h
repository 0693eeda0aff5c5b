/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a fleet in the hub's database: the newest state of each, with the version that made
 * it so.
 */
#pragma once

#include "rdm-sql.h"
#include "rdm-wire-pull.h"

G_BEGIN_DECLS

/** rdm_hub_rows_load: puts into @rows what changed after @since and up to @until. */
gboolean rdm_hub_rows_load (
    RdmSql *sql, const char *fleet, gint64 since, gint64 until, RdmRows *rows, GError **error);

/** rdm_hub_rows_save: @changes: (element-type RdmChange): the rows as they are after. */
gboolean rdm_hub_rows_save (
    RdmSql *sql, const char *fleet, gint64 version, GPtrArray *changes, GError **error);

/**
 * rdm_hub_rows_page: adds to @page the rows that changed after @since, at most about @limit: a
 * version comes whole, or not at all. Sets @to and @complete, @until being the newest version.
 */
gboolean rdm_hub_rows_page (RdmSql *sql,
                            const char *fleet,
                            gint64 since,
                            gint64 until,
                            guint limit,
                            RdmPage *page,
                            GError **error);

G_END_DECLS
