/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which server of travel times is asked, and how much it may be asked at once.
 */
#pragma once

#include "rdm-travel.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_SERVER_OSRM,     /* the table and route services of OSRM */
  RDM_SERVER_VALHALLA, /* sources_to_targets and route of Valhalla */
  RDM_SERVER_ORS,      /* matrix and directions of openrouteservice */
  RDM_N_SERVER_KINDS
} RdmServerKind;

extern const char *const rdm_server_kind_names[]; /* "osrm", "valhalla", "ors" */

/**
 * RdmServerRule:
 * @url: where the server is; "{profile}" in it becomes the profile's name, for those who run one
 *   server a profile
 * @key: (nullable): what openrouteservice calls an API key
 * @profiles: what the server calls our profiles; NULL: its usual names
 * @max_pairs: most sources × destinations in one question; 0: what the server takes by default
 * @max_parallel: questions under way at once; 0: 2
 * @timeout_s: for one answer; 0: 30
 */
typedef struct
{
  RdmServerKind kind;
  char *url;
  char *key;
  char *profiles[RDM_N_TRAVEL_PROFILES];
  guint max_pairs;
  guint max_parallel;
  guint timeout_s;
} RdmServerRule;

/** The variable of programs' environment with a server's key: never on the command line, where
 * every other user of the machine would read it. */
#define RDM_SERVER_KEY_VARIABLE "ROUNDSMAN_TRAVEL_KEY"

RdmServerRule *rdm_server_rule_new (RdmServerKind kind, const char *url) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_server_rule_read: @text: KIND:URL, such as "osrm:https://osrm.example.org".
 * @key: (nullable): also where it is empty
 *
 * Returns: (transfer full): NULL with an RDM_TRAVEL_ERROR_SERVER that says what to write
 */
RdmServerRule *
rdm_server_rule_read (const char *text, const char *key, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* rdm_server_rule_copy: Returns: (transfer full): with every 0 and NULL replaced by what it means,
 * but for the key. */
RdmServerRule *rdm_server_rule_copy (const RdmServerRule *rule) G_GNUC_WARN_UNUSED_RESULT;
void rdm_server_rule_free (RdmServerRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmServerRule, rdm_server_rule_free)

/**
 * rdm_server_rule_check: whether the rule can be followed at all.
 *
 * Returns: FALSE with an RDM_TRAVEL_ERROR_SERVER that says what is wrong with the address
 */
gboolean rdm_server_rule_check (const RdmServerRule *rule, GError **error);

G_END_DECLS
