/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How far off arrival times are, so and so long before the arrival.
 */
#pragma once

#include "rdm-live-day.h"
#include "rdm-sim-truth.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_SIM_ETA_PLANNED, /* by the plan, which knows nothing of the day */
  RDM_SIM_ETA_LIVE,
  RDM_SIM_ETA_TAUGHT, /* with what was learned of other days */
  RDM_SIM_N_ETAS
} RdmSimEtaKind;

typedef enum
{
  RDM_SIM_AHEAD_LONG,  /* 2 h */
  RDM_SIM_AHEAD_SHORT, /* 30 min */
  RDM_SIM_N_AHEADS
} RdmSimAhead;

extern const int rdm_sim_ahead_minutes[];

/** RdmSimEtaErrors: of a day. Minutes; errors are of the median without its sign. */
typedef struct
{
  guint n;
  double p50_min;
  double p90_min;
  double bias_min;  /* mean, later than said is positive */
  double within_90; /* share of arrivals before the P90 */
} RdmSimEtaErrors;

typedef struct _RdmSimEtaBook RdmSimEtaBook;

RdmSimEtaBook *rdm_sim_eta_book_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_eta_book_free (RdmSimEtaBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSimEtaBook, rdm_sim_eta_book_free)

/** rdm_sim_eta_book_note: what is said now of all stops. @taught: (nullable). */
void rdm_sim_eta_book_note (RdmSimEtaBook *self, RdmLiveDay *live, RdmLiveDay *taught);

/** rdm_sim_eta_book_judge: by what really happened. */
void rdm_sim_eta_book_judge (const RdmSimEtaBook *self,
                             const RdmSimTruth *truth,
                             RdmSimEtaKind kind,
                             RdmSimAhead ahead,
                             RdmSimEtaErrors *errors);

G_END_DECLS
