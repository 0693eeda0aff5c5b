/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two small towns side by side that speak many languages, as an extract in XML and as a region.
 *
 * Oberau (postcode 1010) tags all its houses in full. Unterau's (1020) have no town and no
 * postcode: its boundary says both. A house's number tells where it is on its street: see
 * address_world_house().
 */
#pragma once

#include "rdm-geo.h"
#include "rdm-region.h"

G_BEGIN_DECLS

typedef enum
{
  OBERAU,
  UNTERAU,
} AddressTown;

typedef struct
{
  char *folder;
  char *extract;
  char *path; /* of the region */
  RdmRegion *region;
} AddressWorld;

/** address_world_new: writes the extract into a new folder and builds the region. */
AddressWorld *address_world_new (void);
void address_world_free (AddressWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AddressWorld, address_world_free)

/** address_world_extract: Returns: (transfer full): the extract alone. */
char *address_world_extract (void);

/** address_world_house: where number @number of the street with index @street is. */
RdmPoint address_world_house (AddressTown town, guint street, int number);

/** A street of a town, and its numbers, from 1 to @n without those in @gaps. */
typedef struct
{
  AddressTown town;
  const char *name;
  int n;
  const int *gaps; /* ended by 0 */
} AddressStreet;

extern const AddressStreet address_streets[];
extern const guint n_address_streets;

/** address_street_index: of the street @name of @town. */
guint address_street_index (AddressTown town, const char *name);

G_END_DECLS
