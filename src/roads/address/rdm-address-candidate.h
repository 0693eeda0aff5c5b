/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thing of the index as an answer to a query. Inside address/.
 */
#pragma once

#include "rdm-address-hit.h"
#include "rdm-address-index.h"
#include "rdm-address-match.h"

G_BEGIN_DECLS

/** RdmMentionedTown: a town that is named by @used tokens in full. */
typedef struct
{
  gint64 id;
  RdmTokenSet used;
} RdmMentionedTown;

/**
 * RdmAddressAsked: a query, and what the index makes of its parts.
 * @codes: tokens of known postcodes
 * @foreign_codes: numbers that look like postcodes and are none of the region
 * @towns: (element-type RdmMentionedTown)
 */
typedef struct
{
  RdmAddressIndex *index; /* borrowed */
  const RdmAddressQuery *query;
  RdmAddressLeniency leniency;
  RdmTokenSet codes;
  RdmTokenSet foreign_codes;
  GArray *towns;
} RdmAddressAsked;

/**
 * RdmAddressPlace: how what was said about the surroundings fits an area.
 * @used: tokens that said it
 * @town: its town was named, or what it is in or next to
 * @town_quality: how well: 0 to 1
 * @code: its postcode was
 * @other_town: another town was named
 * @other_code: another postcode was
 */
typedef struct
{
  RdmTokenSet used;
  gboolean town;
  double town_quality;
  gboolean code;
  gboolean other_town;
  gboolean other_code;
} RdmAddressPlace;

/** RdmAddressCandidate: @promise: what its score would be if it had the house. */
typedef struct
{
  RdmAddressThing thing;
  RdmNameMatch name;
  guint name_line;
  RdmAddressPlace place;
  double score;
  double promise;
} RdmAddressCandidate;

void rdm_address_candidate_clear (RdmAddressCandidate *self);

/** rdm_address_candidate_judge: fills @self, whose thing is set. Returns: FALSE when it has nothing
 * to do with the query. */
gboolean rdm_address_candidate_judge (const RdmAddressAsked *asked, RdmAddressCandidate *self);

/** rdm_address_judge_place: @name: tokens that are the thing's name, and may be the area's too. */
RdmAddressPlace
rdm_address_judge_place (const RdmAddressAsked *asked, gint64 area, RdmTokenSet name);

/**
 * rdm_address_judge_score: how much of the query is explained.
 * @number: tokens of the house number
 */
double rdm_address_judge_score (const RdmAddressAsked *asked,
                                const RdmNameMatch *name,
                                const RdmAddressPlace *place,
                                RdmTokenSet number);

/** rdm_address_judge_is_firm: whether nothing speaks against it: no word is left that may say that
 * another street or another town is meant. */
gboolean rdm_address_judge_is_firm (const RdmAddressAsked *asked,
                                    const RdmNameMatch *name,
                                    const RdmAddressPlace *place,
                                    RdmTokenSet number);

G_END_DECLS
