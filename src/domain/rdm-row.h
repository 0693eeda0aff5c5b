/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows: what a plan consists of. A row that has been put somewhere is never written again; whoever
 * wants it different makes a copy, changes that, and puts it. So rows are shared freely, between
 * threads too, and the row "before" a change is simply kept.
 */
#pragma once

#include "rdm-field.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_ROW_SETTINGS,
  RDM_ROW_ORDER,
  RDM_ROW_STOP,
  RDM_ROW_VEHICLE,
  RDM_ROW_DRIVER,
  RDM_ROW_SHIFT,
  RDM_ROW_ROUTE,
  RDM_ROW_PLACE,
  RDM_ROW_SENDER,
  RDM_ROW_CLOSURE,
  RDM_ROW_ATTEMPT,
  RDM_ROW_EXCEPTION,
  RDM_N_ROW_KINDS
} RdmRowKind;

/** RdmRow: the head of every row's struct. @id is made where the row is made, and never changes. */
typedef struct
{
  RdmRowKind kind;
  char *id;
} RdmRow;

/** RdmRowClass: what a kind of row consists of. @name is the kind's word in files and on the wire.
 */
typedef struct
{
  const char *name;
  gsize size;
  const RdmField *fields;
  guint n_fields;
  /* Sets defaults that differ from "nothing"; may be NULL. */
  void (*init) (RdmRow *row);
  /* Says what in the row's values makes no sense, as a sentence; NULL when all is well. May be
   * NULL. */
  char *(*check) (const RdmRow *row);
} RdmRowClass;

const RdmRowClass *rdm_row_class (RdmRowKind kind);

/** rdm_row_kind_from_name: Returns: the kind, or -1 for an unknown name. */
int rdm_row_kind_from_name (const char *name);

/** rdm_row_class_field: Returns: (nullable): the field called @name. */
const RdmField *rdm_row_class_field (RdmRowKind kind, const char *name);

/** rdm_row_new: a row with default values. Returns: (transfer full): cast it to its kind's struct.
 */
gpointer rdm_row_new (RdmRowKind kind, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_row_copy: Returns: (transfer full): a copy that may be changed until it is put somewhere. */
gpointer rdm_row_copy (gconstpointer row) G_GNUC_WARN_UNUSED_RESULT;

/** References are counted atomically: rows may be handed to other threads. */
gpointer rdm_row_ref (gconstpointer row) G_GNUC_WARN_UNUSED_RESULT;
void rdm_row_unref (gpointer row);

/** rdm_row_equal: same kind, same id, every field equal. */
gboolean rdm_row_equal (gconstpointer a, gconstpointer b);

/** rdm_row_check: Returns: (transfer full) (nullable): what makes no sense in @row, as a sentence
 * for people. */
char *rdm_row_check (gconstpointer row) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_row_to_json: {"kind": …, "id": …, fields that differ from a new row's}. */
JsonNode *rdm_row_to_json (gconstpointer row) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_row_from_json: Returns: (transfer full) (nullable): NULL with an RDM_DOMAIN_ERROR that names
 * the field. */
gpointer rdm_row_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  RDM_DOMAIN_ERROR_JSON, /* not the JSON of a row or command */
} RdmDomainError;

#define RDM_DOMAIN_ERROR (rdm_domain_error_quark ())
GQuark rdm_domain_error_quark (void);

typedef struct _RdmOrder RdmOrder;
typedef struct _RdmStop RdmStop;
typedef struct _RdmVehicle RdmVehicle;
typedef struct _RdmDriver RdmDriver;
typedef struct _RdmShift RdmShift;
typedef struct _RdmRoute RdmRoute;
typedef struct _RdmPlace RdmPlace;
typedef struct _RdmSender RdmSender;
typedef struct _RdmRoadClosure RdmRoadClosure;
typedef struct _RdmAttempt RdmAttempt;
typedef struct _RdmException RdmException;
typedef struct _RdmSettings RdmSettings;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRow, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmOrder, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmStop, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmVehicle, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmDriver, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmShift, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRoute, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmPlace, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSender, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmRoadClosure, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAttempt, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmException, rdm_row_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSettings, rdm_row_unref)

G_END_DECLS
