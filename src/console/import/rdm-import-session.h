/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file on its way into the plan: read in the background, and read again after every change of how
 * it is to be understood. Views show it and change it.
 */
#pragma once

#include "rdm-desk.h"
#include "rdm-import.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_IMPORT_STATE_LOADING,
  RDM_IMPORT_STATE_READING, /* there is a table; the result is on its way, an older one may still be
                               there */
  RDM_IMPORT_STATE_READY,
  RDM_IMPORT_STATE_FAILED,
} RdmImportState;

#define RDM_TYPE_IMPORT_SESSION (rdm_import_session_get_type ())
G_DECLARE_FINAL_TYPE (RdmImportSession, rdm_import_session, RDM, IMPORT_SESSION, GObject)

/**
 * RdmImportSession::loaded: the table and the guessed mapping are there.
 * RdmImportSession::changed: state or result are others now; what was borrowed from the old result
 * is gone when this signal has been handled.
 */

/** rdm_import_session_new: begins to load @file. */
RdmImportSession *rdm_import_session_new (RdmDesk *desk,
                                          const RdmImportSchema *schema,
                                          GFile *file) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_session_cancel: stops what runs; nothing has changed. */
void rdm_import_session_cancel (RdmImportSession *self);

RdmImportState rdm_import_session_get_state (RdmImportSession *self);

/** rdm_import_session_get_error: Returns: (nullable): why it failed, or what is missing. */
const char *rdm_import_session_get_error (RdmImportSession *self);

const RdmImportSchema *rdm_import_session_get_schema (RdmImportSession *self);
RdmDesk *rdm_import_session_get_desk (RdmImportSession *self);

/** rdm_import_session_get_table: Returns: (transfer none) (nullable): NULL before ::loaded;
 * likewise the mapping. */
const RdmImportTable *rdm_import_session_get_table (RdmImportSession *self);
const RdmImportMapping *rdm_import_session_get_mapping (RdmImportSession *self);

/** rdm_import_session_get_result: Returns: (transfer none) (nullable): valid until ::changed has
 * been handled. */
const RdmImportResult *rdm_import_session_get_result (RdmImportSession *self);

/* Each reads the file again. */
void rdm_import_session_set_field (RdmImportSession *self, guint column, guint field);
void rdm_import_session_set_format (RdmImportSession *self, guint column, RdmImportFormat format);
void rdm_import_session_set_sender (RdmImportSession *self, const char *sender);

/** rdm_import_session_repair: @line 0: all problems of the kind. */
void rdm_import_session_repair (RdmImportSession *self,
                                RdmImportCode code,
                                guint line,
                                RdmRepair repair);
void rdm_import_session_repair_all (RdmImportSession *self);

/** rdm_import_session_to_command: Returns: (transfer full) (nullable): NULL when there is nothing
 * to bring in. */
RdmCommand *rdm_import_session_to_command (RdmImportSession *self,
                                           RdmImportScope scope) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
