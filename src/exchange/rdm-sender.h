/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The senders whose files are known by their headers.
 */
#pragma once

#include "rdm-import-schema.h"
#include "rdm-import-table.h"

G_BEGIN_DECLS

/** RdmSenderRepeats: what it means when a reference comes again. */
typedef enum
{
  RDM_SENDER_REPEATS_NEVER, /* a mistake */
  RDM_SENDER_REPEATS_ITEMS, /* more items of the same order */
  RDM_SENDER_REPEATS_STOPS, /* where it is fetched and where it is brought */
} RdmSenderRepeats;

/**
 * RdmSenderKind:
 * @name: as its users call it
 * @must: folded headers that are all there, with a space between
 * @any: folded headers that make it likelier
 * @n_any: how many of those there must be
 * @columns: "header=field" or "header=field:format" where the header's name alone would say
 * something else
 */
typedef struct
{
  const char *name;
  const char *must;
  const char *any;
  guint n_any;
  const char *columns;
  RdmSenderRepeats repeats;
} RdmSenderKind;

/** rdm_sender_recognize: Returns: (transfer none): the kind whose headers @table has; "plain" for
 * none. */
const RdmSenderKind *rdm_sender_recognize (const RdmImportTable *table);

/** rdm_sender_kind_by_name: Returns: (transfer none): "plain" where @name is not known. */
const RdmSenderKind *rdm_sender_kind_by_name (const char *name);

/** rdm_sender_column: what the sender means by a column headed @header.
 *  Returns: FALSE when its name alone says it. */
gboolean rdm_sender_column (const RdmSenderKind *kind,
                            const char *header,
                            guint *field,
                            RdmImportFormat *format);

G_END_DECLS
