/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows on their way down: states, not commands, so that an older desk is right without knowing what
 * newer commands do.
 */
#pragma once

#include "rdm-wire-push.h"

G_BEGIN_DECLS

/** RdmRowState: a row as of @version; @row is NULL when it has been removed. */
typedef struct
{
  RdmRowKind kind;
  char *id;
  gint64 version;
  RdmRow *row;
} RdmRowState;

/**
 * RdmPage: what changed after @from and up to @to.
 * @schema: the version of rows that the hub knows; RDM_WIRE_SCHEMA in one that is made here
 * @complete: whether @to is all that there was; else the next page begins at @to
 * @rows: (element-type RdmRowState): in the order of versions
 * @results: (element-type RdmOpResult): of the asking device's own commands, those in the range
 */
typedef struct
{
  char *epoch;
  gint64 from;
  gint64 to;
  gint64 schema;
  gboolean complete;
  GPtrArray *rows;
  GPtrArray *results;
} RdmPage;

RdmRowState *rdm_row_state_new (RdmRowKind kind, const char *id, gint64 version, gconstpointer row)
    G_GNUC_WARN_UNUSED_RESULT;
void rdm_row_state_free (RdmRowState *self);

RdmPage *rdm_page_new (const char *epoch, gint64 from) G_GNUC_WARN_UNUSED_RESULT;
void rdm_page_free (RdmPage *self);
JsonNode *rdm_page_to_json (const RdmPage *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_page_from_json: Returns: (transfer full): NULL with an RDM_WIRE_ERROR or RDM_DOMAIN_ERROR.
 * Rows of kinds that this program does not know, a newer hub's, are left out. */
RdmPage *rdm_page_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRowState, rdm_row_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPage, rdm_page_free)

G_END_DECLS
