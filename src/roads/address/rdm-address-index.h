/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The addresses of a region, as they lie in its file. Inside address/.
 */
#pragma once

#include "rdm-address-schema.h"
#include "rdm-address-shape.h"
#include "rdm-address-vocabulary.h"
#include "rdm-region.h"

G_BEGIN_DECLS

/** RdmAddressIndex: one thread at a time. */
typedef struct _RdmAddressIndex RdmAddressIndex;

/** rdm_address_index_new: Returns: (transfer full): NULL with an RDM_REGION_ERROR. */
RdmAddressIndex *rdm_address_index_new (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_address_index_free (RdmAddressIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAddressIndex, rdm_address_index_free)

/** rdm_address_index_words: the words of all names and areas, folded. */
const RdmAddressVocabulary *rdm_address_index_words (const RdmAddressIndex *self);

/** rdm_address_index_spellings: as they are spelled, those that folding changes. */
const RdmAddressVocabulary *rdm_address_index_spellings (const RdmAddressIndex *self);

/** rdm_address_index_country: two letters, or "". */
const char *rdm_address_index_country (const RdmAddressIndex *self);

/** rdm_address_index_last_town: towns have the numbers from 1 to this. */
gint64 rdm_address_index_last_town (const RdmAddressIndex *self);

/** rdm_address_index_n_houses: house numbers in all. */
guint rdm_address_index_n_houses (const RdmAddressIndex *self);

/** rdm_address_index_is_postcode: @word: folded. */
gboolean rdm_address_index_is_postcode (const RdmAddressIndex *self, const char *word);

/** rdm_address_index_postcode_length: whether postcodes of so many digits, and nothing else, are
 * known. */
gboolean rdm_address_index_has_postcode_length (const RdmAddressIndex *self, gsize n_digits);

/** RdmAddressArea: kept by the index. @names: (element-type GArray of RdmAddressToken): of the town
 * first, then of what is around. @code: tokens of the postcode. */
typedef struct
{
  char *postcode;
  char *town;
  GPtrArray *names;
  GArray *code;
} RdmAddressArea;

/** rdm_address_index_area: Returns: (transfer none): an empty one when there is none. */
const RdmAddressArea *rdm_address_index_area (RdmAddressIndex *self, gint64 id);

/** RdmAddressThing: a row of address_thing but for its shape. */
typedef struct
{
  gint64 id;
  RdmAddressThingKind kind;
  char *names;
  char *keys;
  gint64 area;
  RdmWorldXY at;
  gint32 extent;
  guint rank;
  gint64 first_house;
  guint n_houses;
} RdmAddressThing;

void rdm_address_thing_clear (RdmAddressThing *thing);

/**
 * rdm_address_index_match: the things with the words of an expression of FTS5, the important ones
 * first.
 * @after: only those with greater numbers
 * @until: only those up to this; 0: all
 * @ids: (element-type gint64): appended to
 */
void rdm_address_index_match (
    RdmAddressIndex *self, const char *expression, gint64 until, guint most, GArray *ids);

/** rdm_address_index_thing: Returns: FALSE when there is none. @thing: clear it. */
gboolean rdm_address_index_thing (RdmAddressIndex *self, gint64 id, RdmAddressThing *thing);

/** RdmAddressHouse: @number: normalised. */
typedef struct
{
  gint64 id;
  char *number;
  gint64 area;
  RdmWorldXY at;
  gboolean computed;
} RdmAddressHouse;

/** rdm_address_index_houses: Returns: (transfer full) (element-type RdmAddressHouse): of a street,
 * by number. */
GArray *rdm_address_index_houses (RdmAddressIndex *self,
                                  const RdmAddressThing *street) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_index_house: Returns: FALSE when there is none. @house: clear its number. */
gboolean rdm_address_index_house (RdmAddressIndex *self, gint64 id, RdmAddressHouse *house);

/** rdm_address_index_street_of: the street that has a house. */
gboolean rdm_address_index_street_of (RdmAddressIndex *self, gint64 house, RdmAddressThing *thing);

/** rdm_address_index_shape: Returns: (transfer full) (nullable): of a street that has one. */
RdmAddressShape *rdm_address_index_shape (RdmAddressIndex *self,
                                          gint64 thing) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_index_near: numbers of houses, and negative ones of streets, whose box touches
 * @box. @ids: (element-type gint64): appended to. */
void rdm_address_index_near (RdmAddressIndex *self, const RdmWorldRect *box, GArray *ids);

G_END_DECLS
