/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was detected in a simulated day, against what really happened.
 */
#pragma once

#include "roundsman-sim.h"

G_BEGIN_DECLS

/** RdmSimDetection: of one kind, over one or several days. @leads: (element-type double): minutes
 * from the first alert to the moment itself; negative: afterwards. */
typedef struct
{
  guint n_alerts;
  guint n_right;  /* alerts that were about something real */
  guint n_events; /* real ones */
  guint n_found;  /* events that an alert was about in time */
  GArray *leads;
} RdmSimDetection;

/** What is told apart: the kinds that somebody or something must see; failed visits are one. */
typedef enum
{
  RDM_SIM_SEEN_LATE,
  RDM_SIM_SEEN_SHIFT_END,
  RDM_SIM_SEEN_BREAK,
  RDM_SIM_SEEN_STANDSTILL,
  RDM_SIM_SEEN_OFF_ROAD,
  RDM_SIM_SEEN_NO_POSITION,
  RDM_SIM_SEEN_NOT_STARTED,
  RDM_SIM_SEEN_FAILED,
  RDM_SIM_SEEN_OUT_OF_ORDER, /* vehicle down, driver gone: drivers call */
  RDM_SIM_N_SEEN
} RdmSimSeen;

extern const char *const rdm_sim_seen_names[];

typedef struct _RdmSimDetector RdmSimDetector;

RdmSimDetector *rdm_sim_detector_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_detector_free (RdmSimDetector *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSimDetector, rdm_sim_detector_free)

/** rdm_sim_detector_note: the alerts as they are now. */
void rdm_sim_detector_note (RdmSimDetector *self, RdmSimDesk *desk);

/** rdm_sim_detector_judge: adds the day to @detections: (array) RDM_SIM_N_SEEN. */
void rdm_sim_detector_judge (RdmSimDetector *self, RdmSimDesk *desk, RdmSimDetection *detections);

G_END_DECLS
