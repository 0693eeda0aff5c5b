/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-address-words.h"

G_BEGIN_DECLS

/**
 * RdmAddressWordRow: a line of the tables.
 * @variants: with spaces between: every spelling, as people write it. One that begins with "-" may
 *   also be the end of a longer word; one that ends in "." counts only with that point.
 */
typedef struct
{
  RdmAddressWordKind kind;
  const char *shorter;
  const char *variants;
} RdmAddressWordRow;

typedef struct
{
  RdmAddressRole role;
  const char *words;
} RdmAddressRoleRow;

/* Both end with a row that is empty. */
extern const RdmAddressWordRow rdm_address_word_rows[];
extern const RdmAddressRoleRow rdm_address_role_rows[];

G_END_DECLS
