/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Desks and hubs of different ages. Each request of a desk says which version its requests and its
 * rows and commands are of; a hub answers those that do not fit in a form that the desk can put in
 * words:
 *
 *   426 {"error":"old-desk","message":…,"schema":7,"min_schema":5}   the desk has to be updated
 *   400 {"error":"schema",  "message":…,"schema":7,"min_schema":5}   the hub has to be updated
 *   400 {"error":"version", "message":…,"api":1}                      the hub has to be updated
 *
 * Pages go down to newer desks too, since they hold states that a newer desk can read; commands of
 * a newer desk wait there until the hub knows them.
 */
#pragma once

#include "rdm-wire.h"

G_BEGIN_DECLS

/** The heads of a desk's request that hold RDM_WIRE_API and RDM_WIRE_SCHEMA. */
#define RDM_WIRE_API_HEADER "Api-Version"
#define RDM_WIRE_SCHEMA_HEADER "Schema-Version"

/**
 * rdm_wire_check_versions: whether a hub understands a desk, and the other way round.
 * @api: (nullable): as the request's head has it; NULL: a client for which 1 is good enough
 * @schema: (nullable): the same; NULL: 1
 * @min_schema: the least that the hub takes, RDM_WIRE_MIN_SCHEMA unless it was told otherwise
 * @hands_in: whether there are commands in the request
 *
 * Returns: FALSE with RDM_WIRE_ERROR_API, _OLD_DESK or _SCHEMA
 */
gboolean rdm_wire_check_versions (
    const char *api, const char *schema, int min_schema, gboolean hands_in, GError **error);

/**
 * rdm_wire_refuse_version: what a hub answers.
 * @error: one of the three
 * @status: (out): of HTTP
 *
 * Returns: (transfer full): the body
 */
JsonNode *rdm_wire_refuse_version (const GError *error,
                                   int min_schema,
                                   guint *status) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_wire_read_version_refusal: Returns: RDM_WIRE_ERROR_API, _OLD_DESK or _SCHEMA where @body,
 * that came with @status, is such an answer; else -1. */
int rdm_wire_read_version_refusal (guint status, JsonNode *body);

G_END_DECLS
