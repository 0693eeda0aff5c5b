/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the servers are asked, in the words of each. Nothing here touches the network.
 */
#pragma once

#include "rdm-server-rule.h"

G_BEGIN_DECLS

/** RdmServerBlock: every way from some places to some places. */
typedef struct
{
  const RdmPoint *sources; /* (array) n_sources */
  guint n_sources;
  const RdmPoint *targets; /* (array) n_targets */
  guint n_targets;
} RdmServerBlock;

/** RdmServerQuestion: @body is NULL for GET. */
typedef struct
{
  char *url;
  char *body;
} RdmServerQuestion;

void rdm_server_question_clear (RdmServerQuestion *question);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmServerQuestion, rdm_server_question_clear)

/**
 * rdm_server_ask_table: seconds and metres from every source to every target.
 * @rule: a copy, see rdm_server_rule_copy()
 * @question: (out): clear with rdm_server_question_clear()
 */
void rdm_server_ask_table (const RdmServerRule *rule,
                           RdmTravelProfile profile,
                           const RdmServerBlock *block,
                           RdmServerQuestion *question);

/** rdm_server_ask_line: the way through @points in their order. */
void rdm_server_ask_line (const RdmServerRule *rule,
                          RdmTravelProfile profile,
                          const RdmPoint *points,
                          guint n_points,
                          RdmServerQuestion *question);

/** rdm_server_max_way_points: most points of one rdm_server_ask_line(). */
guint rdm_server_max_way_points (const RdmServerRule *rule);

G_END_DECLS
