/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The journal run anew, from nothing: what it comes to must be the rows that the hub keeps.
 */
#pragma once

#include "rdm-sql.h"

G_BEGIN_DECLS

/**
 * rdm_hub_rows_verify: runs a fleet's journal anew and compares every row with the one in the
 * database, and its version. Verify the journal first: what is wrong there is wrong here too.
 * @n_rows: (out): how many there are, removed ones too
 *
 * Returns: FALSE with an error; *@damage is (transfer full): a sentence that names the first row or
 *   operation that is not as the journal has it, or NULL when all are
 */
gboolean rdm_hub_rows_verify (
    RdmSql *sql, const char *fleet, guint64 *n_rows, char **damage, GError **error);

G_END_DECLS
