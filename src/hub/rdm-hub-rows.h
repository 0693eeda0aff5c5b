/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a fleet in the hub's database: the newest state of each, with the version that made
 * it so.
 */
#pragma once

#include "rdm-sql.h"
#include "rdm-wire-pull.h"

G_BEGIN_DECLS

/** rdm_hub_rows_load: puts into @rows what changed after @since and up to @until. @changes:
 * (nullable) (element-type RdmChange): what that changes is added. */
gboolean rdm_hub_rows_load (RdmSql *sql,
                            const char *fleet,
                            gint64 since,
                            gint64 until,
                            RdmRows *rows,
                            GPtrArray *changes,
                            GError **error);

/** rdm_hub_rows_save: @changes: (element-type RdmChange): the rows as they are after. */
gboolean rdm_hub_rows_save (
    RdmSql *sql, const char *fleet, gint64 version, GPtrArray *changes, GError **error);

/**
 * rdm_hub_rows_page: appends to @rows what changed after @since, as the elements of a page's list
 * of rows in JSON, at most about @limit: a version comes whole, or not at all.
 * @until: the newest version
 * @to: (out): up to where they go; @complete: (out): whether that is all
 */
gboolean rdm_hub_rows_page (RdmSql *sql,
                            const char *fleet,
                            gint64 since,
                            gint64 until,
                            guint limit,
                            GString *rows,
                            gint64 *to,
                            gboolean *complete,
                            GError **error);

/** rdm_hub_append_quoted: appends @text as a string of JSON. */
void rdm_hub_append_quoted (GString *json, const char *text);

G_END_DECLS
