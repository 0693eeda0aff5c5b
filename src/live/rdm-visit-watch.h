/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened, seen from positions: a vehicle that stays is at a stop, at home, or on its break;
 * one that drives past is not. A stay is a run of positions about one place: Li, Zheng et al.,
 * "Mining user similarity based on location history", ACM GIS (2008). Inside the module.
 */
#pragma once

#include "rdm-command.h"
#include "rdm-position.h"

G_BEGIN_DECLS

/** RdmSeen: something that happened. */
typedef struct
{
  RdmEvent event;
  guint stop; /* index; STARTED, ENDED: nothing */
  gint64 at_ms;
} RdmSeen;

/** RdmWatchStop: a stop of the route, in its order, as the rows have it. */
typedef struct
{
  RdmPoint place;
  gboolean has_parking; /* @place is where vehicles stop, and not the house */
  gboolean is_open;
  double service_s;
  gint64 arrived_ms; /* 0: nobody has said so */
  gint64 ended_ms;
} RdmWatchStop;

/** RdmWatchRoute: what a watch has to know. */
typedef struct
{
  const RdmWatchStop *stops; /* (array) n_stops */
  guint n_stops;
  RdmPoint start; /* not set: none */
  RdmPoint end;
  gboolean is_out;    /* its driver has it */
  gint64 started_ms;  /* 0: not yet */
  gint64 earliest_ms; /* nobody sets out before */
  double break_s;     /* 0: none */
  gint64 break_from_ms;
  gint64 break_to_ms;
} RdmWatchRoute;

typedef struct _RdmVisitWatch RdmVisitWatch;

RdmVisitWatch *rdm_visit_watch_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_visit_watch_free (RdmVisitWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmVisitWatch, rdm_visit_watch_free)

/** rdm_visit_watch_add: @position is later than those before. */
void
rdm_visit_watch_add (RdmVisitWatch *self, const RdmWatchRoute *route, const RdmPosition *position);

/** rdm_visit_watch_get_seen: Returns: (transfer none) (element-type RdmSeen): all until now. */
GArray *rdm_visit_watch_get_seen (RdmVisitWatch *self);

/** rdm_visit_watch_get_break: Returns: when the break began; 0: it was not seen. @is_over: (out).
 */
gint64 rdm_visit_watch_get_break (RdmVisitWatch *self, gboolean *is_over);

G_END_DECLS
