/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of addresses in a region. Coordinates are those of rdm-world.h.
 *
 * address_area   what is said about where something is
 * address_thing  what has a name: towns first, then postcodes, streets and other places, each the
 *                more important ones first, so that the first rows of a search are the best
 * address_house  numbers; those of a street follow each other by number
 * address_text   the words of things' names, and of the areas that they reach into; by thing
 * address_near   where houses and streets are; a house by its number, a street by that of its
 *                thing, negative
 * arrays         "address.words": the words of address_text, sorted, each ended by a 0 byte;
 *                "address.spellings": those of them that are folded, as they are spelled
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmAddressThingKind: kept in region files. */
typedef enum
{
  RDM_THING_TOWN,
  RDM_THING_POSTCODE,
  RDM_THING_STREET,
  RDM_THING_POI,
  RDM_N_THING_KINDS
} RdmAddressThingKind;

#define RDM_ADDRESS_WORDS "address.words"
#define RDM_ADDRESS_SPELLINGS "address.spellings"

#define RDM_ADDRESS_SCHEMA                                                                         \
  "CREATE TABLE address_area ("                                                                    \
  " id INTEGER PRIMARY KEY,"                                                                       \
  " postcode TEXT NOT NULL,"                                                                       \
  " town TEXT NOT NULL,"                                                                           \
  " others TEXT NOT NULL" /* a line each */                                                        \
  ") STRICT;"                                                                                      \
  "CREATE TABLE address_thing ("                                                                   \
  " id INTEGER PRIMARY KEY,"                                                                       \
  " kind INTEGER NOT NULL," /* RdmAddressThingKind */                                              \
  " names TEXT NOT NULL,"   /* a line each, the one to show first */                               \
  " keys TEXT NOT NULL,"    /* of the same names, see rdm_address_tokens_key() */                  \
  " area INTEGER NOT NULL,"                                                                        \
  " x INTEGER NOT NULL,"                                                                           \
  " y INTEGER NOT NULL,"                                                                           \
  " extent INTEGER NOT NULL,"      /* the larger side of its box */                                \
  " rank INTEGER NOT NULL,"        /* a town's RdmPlaceRank; a place's RdmAddressSort */           \
  " first_house INTEGER NOT NULL," /* or the one that a place is at; 0: none */                    \
  " n_houses INTEGER NOT NULL,"                                                                    \
  " shape BLOB" /* a street's, see rdm-address-shape.h */                                          \
  ") STRICT;"                                                                                      \
  "CREATE INDEX address_thing_of_house ON address_thing (first_house) WHERE kind = 2;"             \
  "CREATE TABLE address_house ("                                                                   \
  " id INTEGER PRIMARY KEY,"                                                                       \
  " number TEXT NOT NULL,"                                                                         \
  " area INTEGER NOT NULL,"                                                                        \
  " x INTEGER NOT NULL,"                                                                           \
  " y INTEGER NOT NULL,"                                                                           \
  " computed INTEGER NOT NULL" /* by a line between two known ones */                              \
  ") STRICT;"                                                                                      \
  "CREATE VIRTUAL TABLE address_text USING fts5 (name, area, content = '', prefix = '1 2 3',"      \
  " tokenize = \"unicode61 remove_diacritics 2\");"                                                \
  "CREATE VIRTUAL TABLE address_near USING rtree_i32 (id, x0, x1, y0, y1);"                        \
  "CREATE TABLE address_about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

G_END_DECLS
