/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the words of addresses mean, in the languages that we know: which are sorts of streets and
 * how people shorten them, which say little, and which are about a floor or a door.
 *
 * Words here and around are folded, see rdm_address_fold().
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RdmAddressWordKind:
 * @RDM_ADDRESS_WORD_PLAIN: says which one it is: "Feld", "Gambetta"
 * @RDM_ADDRESS_WORD_TYPE: says of what sort it is: "street", "rue"
 * @RDM_ADDRESS_WORD_TITLE: belongs to a name: "Saint", "Dr"
 * @RDM_ADDRESS_WORD_SMALL: says little: "de la", "am"
 */
typedef enum
{
  RDM_ADDRESS_WORD_PLAIN,
  RDM_ADDRESS_WORD_TYPE,
  RDM_ADDRESS_WORD_TITLE,
  RDM_ADDRESS_WORD_SMALL,
} RdmAddressWordKind;

/**
 * RdmAddressWordRole: what a word may be besides, in what people write and never in the name of a
 * street.
 * @RDM_ADDRESS_ROLE_UNIT_AFTER: a value follows: "Apt 4"
 * @RDM_ADDRESS_ROLE_UNIT_BEFORE: a value comes first: "3. OG"
 * @RDM_ADDRESS_ROLE_UNIT: stands alone: "parterre"
 * @RDM_ADDRESS_ROLE_CARE: somebody's name follows: "c/o"
 * @RDM_ADDRESS_ROLE_NUMBER: a house number follows: "Nr."
 * @RDM_ADDRESS_ROLE_COUNTRY: names a country
 * @RDM_ADDRESS_ROLE_CORNER: stands between two streets: "Ecke"
 */
typedef enum
{
  RDM_ADDRESS_ROLE_NONE = 0,
  RDM_ADDRESS_ROLE_UNIT_AFTER = 1 << 0,
  RDM_ADDRESS_ROLE_UNIT_BEFORE = 1 << 1,
  RDM_ADDRESS_ROLE_UNIT = 1 << 2,
  RDM_ADDRESS_ROLE_CARE = 1 << 3,
  RDM_ADDRESS_ROLE_NUMBER = 1 << 4,
  RDM_ADDRESS_ROLE_COUNTRY = 1 << 5,
  RDM_ADDRESS_ROLE_CORNER = 1 << 6,
} RdmAddressRole;

/**
 * RdmAddressMeaning:
 * @shorter: the one spelling that stands for all: "str" for "strasse", "straat" and "str."
 */
typedef struct
{
  const char *shorter;
  RdmAddressWordKind kind;
} RdmAddressMeaning;

/**
 * rdm_address_spell: a word in small letters without accents, but with umlauts spelled out: "Äule"
 * and "AEULE" are "aeule", "Aule" is "aule".
 * @length: bytes, or -1
 *
 * Returns: (transfer full): letters and digits only
 */
char *rdm_address_spell (const char *text, gssize length) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_address_fold: a spelled word as it is compared, since many leave umlauts out: "aeule" and
 * "aule" are "aule". What is folded from the beginning of a word is the beginning of what is folded
 * from all of it.
 *
 * Returns: (transfer full)
 */
char *rdm_address_fold (const char *spelled) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_address_fold_length: bytes of @spelled that become @folded bytes. */
gsize rdm_address_fold_length (const char *spelled, gsize folded);

/**
 * rdm_address_word_meaning:
 * @word: folded
 * @dotted: whether a point follows it, as it does where a word is cut short
 *
 * Returns: (nullable): NULL for a plain word
 */
const RdmAddressMeaning *rdm_address_word_meaning (const char *word, gboolean dotted);

/**
 * rdm_address_word_suffix: the sort of street that is glued to a word's end: "strasse" of
 * "feldstrasse".
 * @stem_length: (out): bytes before it
 *
 * Returns: (nullable): NULL where there is none
 */
const RdmAddressMeaning *
rdm_address_word_suffix (const char *word, gboolean dotted, gsize *stem_length);

/**
 * rdm_address_word_misspelt: the sort of street that a word is meant to be: "strase", "bulevard".
 *
 * Returns: (nullable): the word as it should be, folded
 */
const char *rdm_address_word_misspelt (const char *word);

/** rdm_address_word_glues: whether a word may as well be glued to the one before: "Feld Str." */
gboolean rdm_address_word_glues (const char *word, gboolean dotted);

RdmAddressRole rdm_address_word_roles (const char *word);

G_END_DECLS
