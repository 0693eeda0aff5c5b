/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A way from one place to another, and a drive along it in time. Inside the simulation.
 */
#pragma once

#include "rdm-sim-traffic.h"
#include "rdm-travel.h"

G_BEGIN_DECLS

/** RdmSimWay: @line, @along_m and @usual_s are as long as each other: metres driven and seconds
 * that it usually takes from the begin to each point. */
typedef struct
{
  GArray *line;    /* (element-type RdmPoint) */
  GArray *along_m; /* (element-type double) */
  GArray *usual_s; /* (element-type double) */
} RdmSimWay;

/**
 * rdm_sim_way_find: never fails: where there is no road, it is straight.
 *
 * Returns: (transfer full)
 */
RdmSimWay *rdm_sim_way_find (RdmTravel *travel,
                             RdmTravelProfile profile,
                             RdmTravelSpell when,
                             RdmPoint from,
                             RdmPoint to) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_way_free (RdmSimWay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSimWay, rdm_sim_way_free)

/** RdmSimDrive: where one is when. Takes its way. */
typedef struct
{
  RdmSimWay *way;
  GArray *knots; /* (element-type Knot): in the order of time */
  gint64 begin_ms;
  gint64 end_ms;
} RdmSimDrive;

/**
 * rdm_sim_drive_new:
 * @way: (transfer full)
 * @pace: this drive's speed against everybody's
 *
 * Returns: (transfer full)
 */
RdmSimDrive *rdm_sim_drive_new (RdmSimWay *way,
                                const RdmSimTraffic *traffic,
                                double pace,
                                gint64 begin_ms) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_drive_free (RdmSimDrive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSimDrive, rdm_sim_drive_free)

/** RdmSimMotion: at one moment. */
typedef struct
{
  RdmPoint place;
  double driven_m; /* since the drive's begin */
  double speed_mps;
  double course_deg;
} RdmSimMotion;

void rdm_sim_drive_at (const RdmSimDrive *self, gint64 at_ms, RdmSimMotion *motion);

G_END_DECLS
