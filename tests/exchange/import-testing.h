/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of the import have in common: a plan, a file read into it, and a look at what came
 * out.
 */
#pragma once

#include "rdm-import.h"

G_BEGIN_DECLS

#define TEST_DATE "2026-11-23"

/** Reading: a file being read; free with reading_free(). Members, and who locates addresses in the
 * request, may be changed before the next reading_run(). */
typedef struct
{
  RdmRows *rows;
  RdmImportTable *table;
  RdmImportMapping *mapping;
  RdmImportChoices *choices;
  RdmImportRequest request;
  RdmImportResult *result;
} Reading;

/** reading_new: @path: under tests/exchange/data, or absolute; @rows: (nullable): a plan of its own
 * when NULL. */
Reading *reading_new (const char *path, const RdmImportSchema *schema, RdmRows *rows);

/** reading_new_text: as reading_new(), from a text. */
Reading *reading_new_text (const char *text, const RdmImportSchema *schema, RdmRows *rows);

/** reading_run: reads with the mapping and the choices as they are now. */
void reading_run (Reading *self);

/** reading_apply: brings everything in, and returns how many rows of the plan that changed. */
guint reading_apply (Reading *self, RdmImportScope scope, gboolean remember);

/** reading_order: Returns: (transfer none): the order of the row on @line. */
const RdmOrder *reading_order (Reading *self, guint line);

/** reading_entry: Returns: (transfer none): the entry of the row on @line. */
const RdmImportEntry *reading_entry (Reading *self, guint line);

/** reading_problems: Returns: (transfer full): "4 amount-unreadable, 6 duration-too-long"; open
 * ones only. */
char *reading_problems (Reading *self);

void reading_free (Reading *self);

/** test_data: Returns: (transfer full): the path of a file of ours. */
char *test_data (const char *name);

/** shared_data: Returns: (transfer full) (nullable): a real file, NULL where there are none. */
char *shared_data (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

G_END_DECLS
