/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The addresses of an extract while the index is made: first as they are found, then completed,
 * then joined into streets. Strings are the extract's, or the draft's.
 */
#pragma once

#include "rdm-address-rank.h"
#include "rdm-boundaries.h"
#include "rdm-osm.h"
#include "rdm-world.h"

G_BEGIN_DECLS

#define RDM_DRAFT_NONE G_MAXUINT32

/** RdmDraftRank: how good a place is known; of several houses with one number the best counts. */
typedef enum
{
  RDM_DRAFT_COMPUTED, /* between two known numbers, along a line that says so */
  RDM_DRAFT_BUILDING, /* the middle of it */
  RDM_DRAFT_NODE,     /* mapped as a point */
  RDM_DRAFT_ENTRANCE, /* the door of the building */
} RdmDraftRank;

/**
 * RdmDraftHouse: a house number at a place.
 * @street: (nullable): or the place that its number counts in
 * @locality: (nullable): a part of the town, as its tags say
 * @area: of the draft's areas, once completed
 * @thing: of the draft's things: its street, once joined
 */
typedef struct
{
  RdmWorldXY at;
  RdmDraftRank rank;
  const char *number;
  const char *street;
  const char *city;
  const char *postcode;
  const char *locality;
  guint32 area;
  guint32 thing;
  guint building; /* RdmBuilding */
} RdmDraftHouse;

/** RdmDraftWay: a highway with a name, or a part of it. @way: of the extract. */
typedef struct
{
  guint32 way;
  const char *name;
  RdmWorldXY middle;
  const char *city;
  guint32 area;
  guint32 thing;
} RdmDraftWay;

/** RdmDraftPlace: a town or what is smaller. @names: (transfer full): all its names, a line each;
 * the first is the one that is shown. */
typedef struct
{
  RdmWorldXY at;
  RdmPlaceRank rank;
  char *names;
  const char *postcode;
  gint32 extent; /* units of its box; 0: only a point is known */
  guint32 area;
} RdmDraftPlace;

/** RdmDraftPoi: something with a name that one may go to. @sort: see rdm-address-sort.h. */
typedef struct
{
  RdmWorldXY at;
  guint sort;
  char *names;
  guint32 house; /* the nearest, or RDM_DRAFT_NONE */
  guint32 area;
} RdmDraftPoi;

/** RdmDraftArea: what is said about where something is. @others: names of the areas and places
 * around, a line each. */
typedef struct
{
  const char *postcode; /* maybe "" */
  const char *town;     /* maybe "" */
  const char *others;   /* maybe "" */
} RdmDraftArea;

/** RdmDraftStreet: houses and ways of one name in one town. */
typedef struct
{
  char *names;
  guint32 area; /* of most of its houses */
  GArray *ways; /* (element-type guint32): of the extract */
  guint32 first_house;
  guint32 n_houses;
} RdmDraftStreet;

typedef struct
{
  const RdmOsm *osm;
  GStringChunk *strings;
  RdmBoundaries *boundaries;
  GArray *houses;      /* (element-type RdmDraftHouse) */
  GArray *ways;        /* (element-type RdmDraftWay) */
  GArray *places;      /* (element-type RdmDraftPlace) */
  GArray *pois;        /* (element-type RdmDraftPoi) */
  GArray *areas;       /* (element-type RdmDraftArea) */
  GArray *streets;     /* (element-type RdmDraftStreet) */
  GHashTable *area_of; /* "postcode\ntown\nothers" → index + 1 */
} RdmAddressDraft;

RdmAddressDraft *rdm_address_draft_new (const RdmOsm *osm) G_GNUC_WARN_UNUSED_RESULT;
void rdm_address_draft_free (RdmAddressDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAddressDraft, rdm_address_draft_free)

static inline RdmDraftHouse *
rdm_draft_house (const RdmAddressDraft *self, guint i)
{
  return &g_array_index (self->houses, RdmDraftHouse, i);
}

static inline RdmDraftWay *
rdm_draft_way (const RdmAddressDraft *self, guint i)
{
  return &g_array_index (self->ways, RdmDraftWay, i);
}

static inline RdmDraftPlace *
rdm_draft_place (const RdmAddressDraft *self, guint i)
{
  return &g_array_index (self->places, RdmDraftPlace, i);
}

static inline RdmDraftPoi *
rdm_draft_poi (const RdmAddressDraft *self, guint i)
{
  return &g_array_index (self->pois, RdmDraftPoi, i);
}

static inline RdmDraftStreet *
rdm_draft_street (const RdmAddressDraft *self, guint i)
{
  return &g_array_index (self->streets, RdmDraftStreet, i);
}

/** rdm_draft_area: Returns: the index of an area that is just so, a new one if need be. */
guint32
rdm_draft_area (RdmAddressDraft *self, const char *postcode, const char *town, const char *others);

/** rdm_draft_names: Returns: (transfer full) (nullable): all names of a thing, a line each, the
 * usual first; NULL when it has none. @halves: "Rue Neuve - Nieuwstraat" is two more. */
char *rdm_draft_names (const RdmOsm *osm, RdmOsmKind kind, guint32 index, gboolean halves)
    G_GNUC_WARN_UNUSED_RESULT;

/** rdm_draft_middle: where a thing is: the middle of an area, half way of a line. Returns: FALSE
 * when the extract holds none of its nodes. */
gboolean rdm_draft_middle (const RdmOsm *osm, RdmOsmKind kind, guint32 index, RdmWorldXY *at);

/* The steps, in this order. */

/** rdm_draft_read: everything that the extract says. */
void rdm_draft_read_houses (RdmAddressDraft *self);
void rdm_draft_read_places (RdmAddressDraft *self);
void rdm_draft_read_ways (RdmAddressDraft *self);

/** rdm_draft_interpolate: the houses along lines that only name the first and the last. */
void rdm_draft_interpolate (RdmAddressDraft *self);

/** rdm_draft_complete: streets, towns and postcodes that the tags leave out; sets the areas. */
void rdm_draft_complete (RdmAddressDraft *self);

/** rdm_draft_join: streets out of ways and houses; houses in the order of their streets and
 * numbers, each number once. */
void rdm_draft_join (RdmAddressDraft *self);

G_END_DECLS
