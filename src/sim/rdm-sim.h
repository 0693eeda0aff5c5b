/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A service day as it might be driven: every route has a driver who follows the list that he was
 * told, on the plan's roads, through traffic, with luck that follows from a seed.
 *
 * Time is virtual: nothing happens but in rdm_sim_run_until(), and the same rows, seed and calls
 * give the same events. What happens is told as it would be told by drivers' phones: positions, and
 * the commands ACKNOWLEDGE, REPORT, and ADD of an exception that a driver calls in. Whoever listens
 * runs those commands; the simulation itself writes nothing. It reads the rows when a phone would
 * (every ten seconds or so): routes that are sent or changed are acknowledged after a while and
 * driven as they are then. Rows must stay as they are during a call but for what a listener does.
 *
 * Luck belongs to what it befalls (a stop's recipient, a driver, a place and an hour), so a change
 * to one route leaves the luck of all others as it was. One thread.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-position.h"
#include "rdm-sim-truth.h"
#include "rdm-travel.h"

G_BEGIN_DECLS

/** As many mishaps as such a day usually has: one for eight stops. */
#define RDM_SIM_MISHAPS_USUAL (-1)

/**
 * RdmSimOptions: all zero is a day of seed 0 with nothing but noise.
 * @n_mishaps: how many things go wrong, or RDM_SIM_MISHAPS_USUAL
 * @kinds: bits by RdmMishapKind: which; 0: all
 * @position_every_s: how often a phone that moves says where it is; 0: every 10 s
 * @from_ms: UTC: the day is taken up there, as the rows have it by then; 0: from its beginning
 * @run: (nullable): part of every command's id, which else follows from the seed alone: another for
 *   another run on the same journal
 */
typedef struct
{
  guint64 seed;
  int n_mishaps;
  guint kinds;
  guint position_every_s;
  gint64 from_ms;
  const char *run;
} RdmSimOptions;

/**
 * RdmSimListener: what is told. In the order of @at_ms, which is when it arrives: a phone that was
 * away tells old things late.
 * @source: the vehicle's tracker, or the driver's id
 * @driver: id of whoever says so; of a route without a crew the route's id
 */
typedef struct
{
  void (*position) (const char *source,
                    const RdmPosition *position,
                    gint64 at_ms,
                    gpointer user_data);
  void (*command) (const RdmCommand *command, const char *driver, gint64 at_ms, gpointer user_data);
} RdmSimListener;

typedef struct _RdmSim RdmSim;

/**
 * rdm_sim_new: blocks until travel times of the day are known, which for a plan that is shown they
 * are.
 * @rows: kept by reference; not written to
 * @date: service day, ISO
 * @travel: (nullable): NULL: estimates by the settings
 *
 * Returns: (transfer full)
 */
RdmSim *rdm_sim_new (RdmRows *rows,
                     const char *date,
                     RdmTravel *travel,
                     const RdmSimOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_free (RdmSim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSim, rdm_sim_free)

/** rdm_sim_set_listener: @listener: copied; members may be NULL. */
void rdm_sim_set_listener (RdmSim *self, const RdmSimListener *listener, gpointer user_data);

/** rdm_sim_set_rows: it was made from a snapshot, in a thread, and goes on with the real ones. */
void rdm_sim_set_rows (RdmSim *self, RdmRows *rows);

/** rdm_sim_run_until: everything up to @at_ms, UTC, happens. Returns: how many events. */
guint64 rdm_sim_run_until (RdmSim *self, gint64 at_ms);

/** rdm_sim_get_now: Returns: UTC ms: up to when everything has happened. */
gint64 rdm_sim_get_now (const RdmSim *self);

/** rdm_sim_get_begin: Returns: UTC ms: before the first driver looks at his phone. */
gint64 rdm_sim_get_begin (const RdmSim *self);

/** rdm_sim_get_end: Returns: UTC ms: when even the longest day is over. */
gint64 rdm_sim_get_end (const RdmSim *self);

/** rdm_sim_is_over: whether every route that was driven has ended, and nobody can begin any more.
 */
gboolean rdm_sim_is_over (const RdmSim *self);

/** rdm_sim_get_truth: Returns: (transfer none): what really happened up to now. */
const RdmSimTruth *rdm_sim_get_truth (RdmSim *self);

G_END_DECLS
