/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The hub's database: opened, made or brought up to date.
 */
#pragma once

#include "rdm-sql.h"

G_BEGIN_DECLS

#define RDM_HUB_SCHEMA_VERSION 4

/**
 * rdm_hub_db_open: as rdm_sql_open(), and the schema is that of this program.
 *
 * Returns: (transfer full): NULL with an RDM_SQL_ERROR; RDM_SQL_ERROR_OPEN when the database is of
 *   a newer hub
 */
RdmSql *rdm_hub_db_open (const char *where, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_db_verify: has the database look over its own file; PostgreSQL's has tools of its own.
 * Returns: FALSE with an error; *@damage is (transfer full): a sentence, or NULL. */
gboolean rdm_hub_db_verify (RdmSql *sql, char **damage, GError **error);

G_END_DECLS
