/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two tables of the ground, which have one form: the number of a cell, and what is in it.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define RDM_GROUND_SHAPES "ground_shapes"
#define RDM_GROUND_LABELS "ground_labels"

typedef struct _RdmGroundTable RdmGroundTable;

/** rdm_ground_table_new: makes a table, and writes into it. @name: one of the two. */
RdmGroundTable *
rdm_ground_table_new (sqlite3 *db, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_ground_table_free (RdmGroundTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmGroundTable, rdm_ground_table_free)

gboolean
rdm_ground_table_add (RdmGroundTable *self, gint64 cell, const GByteArray *data, GError **error);

/** rdm_ground_put: appends a number in as many bytes as it needs, seven bits each (LEB128). */
void rdm_ground_put (GByteArray *data, guint64 value);

G_END_DECLS
