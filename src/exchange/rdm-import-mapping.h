/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which column means what: guessed from the headers, remembered from the last time, changed by
 * hand.
 */
#pragma once

#include "rdm-import-schema.h"
#include "rdm-import-table.h"
#include "rdm-rows.h"

G_BEGIN_DECLS

/** RdmImportSource: where a column's meaning comes from. */
typedef enum
{
  RDM_IMPORT_SOURCE_NONE,       /* nobody knows what it means */
  RDM_IMPORT_SOURCE_SENDER,     /* this sender's files are known */
  RDM_IMPORT_SOURCE_HEADER,     /* the heading says so */
  RDM_IMPORT_SOURCE_REMEMBERED, /* from the last time */
  RDM_IMPORT_SOURCE_PERSON,     /* just set by hand */
} RdmImportSource;

/** RdmImportColumn: @guessed: the format was concluded from the values, and should be shown. */
typedef struct
{
  guint field;
  RdmImportFormat format;
  RdmImportSource source;
  gboolean guessed;
} RdmImportColumn;

typedef struct _RdmImportMapping RdmImportMapping;

/**
 * rdm_import_mapping_guess:
 * @table: the file
 * @schema: for orders or a fleet
 * @rows: (nullable): the plan, for the senders it remembers
 *
 * Returns: (transfer full): a mapping for every column of @table
 */
RdmImportMapping *rdm_import_mapping_guess (const RdmImportTable *table,
                                            const RdmImportSchema *schema,
                                            RdmRows *rows) G_GNUC_WARN_UNUSED_RESULT;
RdmImportMapping *rdm_import_mapping_copy (const RdmImportMapping *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_import_mapping_free (RdmImportMapping *self);

const RdmImportSchema *rdm_import_mapping_get_schema (const RdmImportMapping *self);

/** rdm_import_mapping_get_sender: Returns: whose references these are: "OptimoRoute", "plain", or
 * as set. */
const char *rdm_import_mapping_get_sender (const RdmImportMapping *self);
void rdm_import_mapping_set_sender (RdmImportMapping *self, const char *sender);

/** rdm_import_mapping_get_format_name: Returns: the program whose files look like this: "Detrack";
 * "plain". */
const char *rdm_import_mapping_get_format_name (const RdmImportMapping *self);

guint rdm_import_mapping_get_n_columns (const RdmImportMapping *self);
const RdmImportColumn *rdm_import_mapping_get_column (const RdmImportMapping *self, guint column);

/** rdm_import_mapping_set_field: gives @column another meaning and the format that its values
 * suggest; a field that cannot be repeated is taken from the column that had it. */
void rdm_import_mapping_set_field (RdmImportMapping *self,
                                   const RdmImportTable *table,
                                   guint column,
                                   guint field);
void rdm_import_mapping_set_format (RdmImportMapping *self, guint column, RdmImportFormat format);

/** rdm_import_mapping_find: Returns: the first column that means @field, or -1. */
int rdm_import_mapping_find (const RdmImportMapping *self, guint field);

/** rdm_import_mapping_get_day_order: Returns: DMY or MDY where a column of dates has been told;
 * else AUTO. */
RdmImportFormat rdm_import_mapping_get_day_order (const RdmImportMapping *self);

/** rdm_import_mapping_missing: Returns: (transfer full) (nullable): a sentence on the column
 * without which nothing can be imported; NULL when all is there. */
char *rdm_import_mapping_missing (const RdmImportMapping *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_mapping_row_id: Returns: (transfer full): the id of the #RdmSender that remembers the
 * mapping of files with @table's headers. */
char *rdm_import_mapping_row_id (const RdmImportTable *table,
                                 const RdmImportSchema *schema) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_mapping_to_text: Returns: (transfer full): for #RdmSender.mapping. */
char *rdm_import_mapping_to_text (const RdmImportMapping *self,
                                  const RdmImportTable *table) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_mapping_from_text: Returns: (transfer full) (nullable): NULL where the text is not a
 * mapping of a file with @table's headers. */
RdmImportMapping *
rdm_import_mapping_from_text (const char *text,
                              const RdmImportTable *table,
                              const RdmImportSchema *schema) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmImportMapping, rdm_import_mapping_free)

G_END_DECLS
