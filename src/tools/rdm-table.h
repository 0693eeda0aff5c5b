/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table on a terminal: columns as wide as they need to be.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Before a column's title: its cells stand at the right. */
#define RDM_TABLE_RIGHT "\r"

typedef struct _RdmTable RdmTable;

/** rdm_table_new: titles, ended by NULL. */
RdmTable *rdm_table_new (const char *title, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
void rdm_table_free (RdmTable *self);

/** rdm_table_take: the next cell; @text: (transfer full) (nullable). */
void rdm_table_take (RdmTable *self, char *text);

/** rdm_table_print: all of it, on standard output. */
void rdm_table_print (const RdmTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTable, rdm_table_free)

G_END_DECLS
