/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long and how far it is between the places of a day, by kind of vehicle and spell of the day:
 * the matrices that the optimizer reads. Inside the planner.
 */
#pragma once

#include "rdm-travel.h"
#include "rdm-vrp-problem.h"

G_BEGIN_DECLS

/** No leg takes so long: there is no way any more that day, or not yet. */
#define RDM_TRAVEL_NEXT_DAY_S (12 * 3600)

/** Memory that one set of matrices may take: a part of what the whole program may. */
#define RDM_TRAVEL_TIMES_BYTES_MAX (120 * 1000 * 1000)

/**
 * RdmTravelNeed: what times are wanted; borrows the points.
 * @points: (array) n_points: no two the same
 * @profiles: bits by RdmTravelProfile
 * @day: see rdm_travel_spells()
 * @from_s: seconds of the day: when the first vehicle may set out
 * @to_s: when the last one is back
 */
typedef struct
{
  const RdmPoint *points;
  guint n_points;
  guint profiles;
  RdmTravelPeriod day;
  gint32 from_s;
  gint32 to_s;
} RdmTravelNeed;

/** RdmTravelTable: of one profile. */
typedef struct
{
  guint n_asked;                               /* 0: nobody needs this profile */
  RdmTravelSpell asked[RDM_TRAVEL_SPELLS_MAX]; /* in which somebody is on the road */
  guint n_spells;                              /* the same, or one of them */
  RdmTravelSpell spells[RDM_TRAVEL_SPELLS_MAX];
  gint64 begins_s[RDM_TRAVEL_SPELLS_MAX];
  gint32 *durations_s; /* (array) n_spells × n × n */
  gint32 *distances_m; /* (array) n × n */
  guint8
      *is_cut_off; /* (array) n: there is no way to the others, or none back: times are guesses */
} RdmTravelTable;

/** RdmTravelTimes: counted references; never changes; may be read from any thread. */
typedef struct
{
  gatomicrefcount n_references;
  guint n_points;
  RdmPoint *points;
  GHashTable *index; /* (element-type int64 uint): place → index + 1 */
  RdmTravelPeriod day;
  RdmTravelTable of[RDM_N_TRAVEL_PROFILES];
  gboolean is_estimated; /* some of it, until the others are known */
} RdmTravelTimes;

RdmTravelTimes *rdm_travel_times_ref (RdmTravelTimes *self);
void rdm_travel_times_unref (RdmTravelTimes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmTravelTimes, rdm_travel_times_unref)

/** RdmTravelTimesProgress: @fraction 0 to 1; in the thread that asks. */
typedef void (*RdmTravelTimesProgress) (double fraction, gpointer user_data);

/**
 * rdm_travel_times_new: asks @travel; blocks.
 * @base: (nullable): what it knows already is not asked for again
 *
 * Where matrices by spell would take more memory than they may, there is one for the middle of the
 * day.
 *
 * Returns: (transfer full): NULL with an error of @travel, or RDM_TRAVEL_ERROR_TOO_MANY
 */
RdmTravelTimes *rdm_travel_times_new (RdmTravel *travel,
                                      const RdmTravelNeed *need,
                                      RdmTravelTimes *base,
                                      RdmTravelTimesProgress progress,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_travel_times_new_stand_in: what @base knows, and estimates for the rest. Does not block.
 *
 * Returns: (transfer full): is_estimated
 */
RdmTravelTimes *rdm_travel_times_new_stand_in (RdmTravel *estimate,
                                               const RdmTravelNeed *need,
                                               RdmTravelTimes *base) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_travel_table_settle: puts times into the place of RDM_TRAVEL_UNREACHABLE in a table of
 * @times, and finds out what is cut off.
 */
void rdm_travel_table_settle (RdmTravelTable *table, const RdmTravelTimes *times);

/** rdm_travel_times_size: Returns: bytes of its matrices. */
gsize rdm_travel_times_size (const RdmTravelTimes *self);

/** rdm_travel_times_find: Returns: the index of a place, or RDM_VRP_NONE. Within a tenth of a metre
 * is the same place. */
gint32 rdm_travel_times_find (const RdmTravelTimes *self, RdmPoint point);

/** rdm_travel_times_answers: whether it has all that is needed of @travel. */
gboolean
rdm_travel_times_answers (const RdmTravelTimes *self, RdmTravel *travel, const RdmTravelNeed *need);

/** rdm_travel_place_key: Returns: the same number for the same place, which must be valid. */
gint64 rdm_travel_place_key (RdmPoint point);

G_END_DECLS
