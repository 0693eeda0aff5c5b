/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which place of its road a vehicle is at, from one position to the next: the likeliest way through
 * all of them, where a position is off by its error, and somebody who drives comes about as far
 * along the road as through the air. Newson, Krumm, "Hidden Markov map matching through noise and
 * sparseness", ACM GIS (2009), on a single line, on which nobody drives backwards. Inside the
 * module.
 */
#pragma once

#include "rdm-position.h"
#include "rdm-way-line.h"

G_BEGIN_DECLS

/** Farther from the line than this, and than the position's error explains, is off the road. */
#define RDM_WAY_OFF_M 60.0

typedef struct
{
  double along_m;
  double cost; /* negative logarithm of how likely it is, less that of the likeliest */
} RdmWayGuess;

/** RdmWayMatch: all zero is one that knows nothing. */
typedef struct
{
  gboolean has_before;
  RdmPosition before; /* the last that was matched */
  RdmWayGuess guesses[RDM_WAY_SPOTS_MAX];
  guint n_guesses;
  double along_m;    /* the likeliest; monotone */
  double away_m;     /* from the line */
  gboolean off_road; /* then @along_m is where it was left */
} RdmWayMatch;

/** rdm_way_match_add: @position is later than those before. @floor_m: it has been there: what is
 * before lies behind. */
void rdm_way_match_add (RdmWayMatch *self,
                        const RdmWayLine *line,
                        const RdmPosition *position,
                        double floor_m);

/** rdm_way_match_hold: it is known to be there. */
void rdm_way_match_hold (RdmWayMatch *self, double along_m);

G_END_DECLS
