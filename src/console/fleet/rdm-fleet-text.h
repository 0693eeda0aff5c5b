/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of vehicles, shifts and drivers as people read and type them.
 */
#pragma once

#include "rdm-fleet.h"

G_BEGIN_DECLS

typedef struct _RdmFleetField RdmFleetField;

/** rdm_fleet_fields: Returns: (array length=n): the fields of @kind (vehicle, shift or driver) in
 * the order of a form; choices (profile, drivers, weekdays) are not among them. */
const RdmFleetField *rdm_fleet_fields (RdmRowKind kind, guint *n);
const RdmFleetField *rdm_fleet_field (RdmRowKind kind, guint i);

const char *rdm_fleet_field_label (const RdmFleetField *field);

/** rdm_fleet_field_title: Returns: (transfer full): the label with the unit of money, where it is
 * one: "Cost of a day (CHF)". */
char *rdm_fleet_field_title (const RdmFleetField *field,
                             const char *currency) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_fleet_field_hint: Returns: (nullable): what an empty field means, or how to type it. */
const char *rdm_fleet_field_hint (const RdmFleetField *field);

/** rdm_fleet_field_get: @currency: of the plan, for what an amount of money looks like.
 *  Returns: (transfer full): what there is to read, "" for nothing. */
char *rdm_fleet_field_get (const RdmFleetField *field,
                           gconstpointer row,
                           const char *currency) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_fleet_field_set: reads @text into @row, which must not have been put anywhere yet.
 *  Returns: FALSE with a sentence that says what to type instead. */
gboolean rdm_fleet_field_set (const RdmFleetField *field,
                              gpointer row,
                              const char *currency,
                              const char *text,
                              GError **error);

/** rdm_fleet_field_is_number: whether it stands right-aligned in a table. */
gboolean rdm_fleet_field_is_number (const RdmFleetField *field);

/** rdm_fleet_field_place_end: Returns: 0 for where a vehicle starts, 1 for where it ends, else -1.
 */
int rdm_fleet_field_place_end (const RdmFleetField *field);

G_END_DECLS
