/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search for an address finds, whoever searches.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-geo.h"

G_BEGIN_DECLS

/** RdmAddressConfidence: how well what was found answers what was asked. */
typedef enum
{
  RDM_ADDRESS_NONE,         /* nothing was found */
  RDM_ADDRESS_AMBIGUOUS,    /* several would do, or one that may be another: somebody must say */
  RDM_ADDRESS_TOWN,         /* only the town */
  RDM_ADDRESS_STREET,       /* the street; where on it, nobody knows */
  RDM_ADDRESS_INTERPOLATED, /* between two known houses of the street */
  RDM_ADDRESS_EXACT,        /* this house, or the named place itself */
  RDM_N_ADDRESS_CONFIDENCES
} RdmAddressConfidence;

/** rdm_address_confidence_name: the word for it in JSON: "interpolated". */
const char *rdm_address_confidence_name (RdmAddressConfidence confidence);

/** rdm_address_confidence_label: for people: "Between two houses". */
const char *rdm_address_confidence_label (RdmAddressConfidence confidence);

typedef enum
{
  RDM_HIT_HOUSE,
  RDM_HIT_STREET,
  RDM_HIT_CROSSING,
  RDM_HIT_POI,
  RDM_HIT_TOWN,
  RDM_HIT_POSTCODE,
  RDM_HIT_POINT, /* coordinates or a plus code */
  RDM_N_HIT_KINDS
} RdmAddressHitKind;

/** rdm_address_hit_kind_name: for JSON: "house". */
const char *rdm_address_hit_kind_name (RdmAddressHitKind kind);

/**
 * RdmAddressHit:
 * @confidence: what the answer would be if this were the only hit
 * @score: 0 to 1: how well it fits the words
 * @title: "Feldstrasse 4", "Restaurant Adler"
 * @place: "9490 Vaduz"; maybe ""
 * @sort: (nullable): "Restaurant or café", "Town": where the title does not say what it is
 * @street, @number, @postcode, @town: (nullable): of a named place, those of the house it is in
 * @extent_m: the larger side of what it is: what a map should show of it; 0 for a point
 * @distance_m: from where the search is near to; NaN when that was not said
 */
typedef struct
{
  RdmAddressHitKind kind;
  RdmAddressConfidence confidence;
  double score;
  char *title;
  char *place;
  char *sort;
  char *street;
  char *number;
  char *postcode;
  char *town;
  RdmPoint point;
  double extent_m;
  double distance_m;
} RdmAddressHit;

RdmAddressHit *rdm_address_hit_new (RdmAddressHitKind kind) G_GNUC_WARN_UNUSED_RESULT;
RdmAddressHit *rdm_address_hit_copy (const RdmAddressHit *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_address_hit_free (RdmAddressHit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAddressHit, rdm_address_hit_free)

/** rdm_address_hit_label: Returns: (transfer full): "Feldstrasse 4, 9490 Vaduz": what finds it
 * again. */
char *rdm_address_hit_label (const RdmAddressHit *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_address_write_place: "9490 Vaduz", "London SW1A 1AA".
 * @country: (nullable): two letters
 *
 * Returns: (transfer full): maybe ""
 */
char *rdm_address_write_place (const char *country,
                               const char *postcode,
                               const char *town) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_write_house: Returns: (transfer full): "Feldstrasse 4", or "4 Rue du Four" where
 * numbers come first. */
char *rdm_address_write_house (const char *country,
                               const char *street,
                               const char *number) G_GNUC_WARN_UNUSED_RESULT;

/** RdmAddressAnswer: @hits: (element-type RdmAddressHit): the best first; empty for none. */
typedef struct
{
  RdmAddressConfidence confidence;
  GPtrArray *hits;
} RdmAddressAnswer;

RdmAddressAnswer *rdm_address_answer_new (void) G_GNUC_WARN_UNUSED_RESULT;
RdmAddressAnswer *rdm_address_answer_copy (const RdmAddressAnswer *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_address_answer_free (RdmAddressAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAddressAnswer, rdm_address_answer_free)

/**
 * RdmAddressRequest: what is looked for.
 * @text: as somebody wrote it: parts in any order, coordinates or a plus code as well
 * @near: where the answer is likely to be; not set: anywhere
 * @most: hits wanted; 0: 8
 * @typing: its last word may go on
 */
typedef struct
{
  const char *text;
  RdmPoint near;
  guint most;
  gboolean typing;
} RdmAddressRequest;

G_END_DECLS
