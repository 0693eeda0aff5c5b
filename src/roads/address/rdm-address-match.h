/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How well words that somebody wrote fit words that the index has.
 */
#pragma once

#include "rdm-address-query.h"

G_BEGIN_DECLS

/**
 * RdmAddressLeniency: which words may be misspelt.
 * @unknown: tokens that are no word of the region
 * @all: every token may be: a slip may have made another word
 */
typedef struct
{
  RdmTokenSet unknown;
  gboolean all;
} RdmAddressLeniency;

/**
 * RdmNameMatch:
 * @quality: 0 to 1: how much of the name was said, and how well
 * @used: tokens that said it
 * @guessed: a known word was taken for another one that it resembles
 * @slips: of the hand, in all
 */
typedef struct
{
  double quality;
  RdmTokenSet used;
  gboolean guessed;
  guint slips;
} RdmNameMatch;

/** rdm_address_most_slips: how many slips are forgiven in a word: few in a short one. */
guint rdm_address_most_slips (const RdmAddressToken *token);

/**
 * rdm_address_match_name:
 * @name: (element-type RdmAddressToken): tokens of one name
 * @free: tokens that may be used
 */
RdmNameMatch rdm_address_match_name (const RdmAddressQuery *query,
                                     GArray *name,
                                     RdmTokenSet free,
                                     const RdmAddressLeniency *leniency);

/** rdm_address_match_names: the best of the names whose keys are @keys, a line each. @which: (out)
 * (optional): the line. */
RdmNameMatch rdm_address_match_names (const RdmAddressQuery *query,
                                      const char *keys,
                                      RdmTokenSet free,
                                      const RdmAddressLeniency *leniency,
                                      guint *which);

G_END_DECLS
