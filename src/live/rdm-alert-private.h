/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of detection share.
 */
#pragma once

#include "rdm-alert.h"

G_BEGIN_DECLS

/** rdm_alert_urgency: Returns: see rdm-alert.h. */
double rdm_alert_urgency (const RdmAlert *alert, gint64 now_ms);

/** rdm_alert_is_breakdown: whether a vehicle or its driver was reported not to go on. */
gboolean rdm_alert_is_breakdown (const RdmAlert *alert);

/** rdm_alert_compare: a #GCompareFunc for pointers to alerts, the most urgent first. */
int rdm_alert_compare (gconstpointer a, gconstpointer b);

/**
 * rdm_alerts_group: which lines a list has.
 * @alerts: (element-type RdmAlert): whose rows are merged; borrowed; those that lie beneath another
 * are taken out
 * @groups: (element-type RdmAlert): takes the lines that are none of @alerts, and is cleared before
 * @lines: (element-type RdmAlert): takes all lines, unsorted
 */
void rdm_alerts_group (RdmRows *rows, GPtrArray *alerts, GPtrArray *groups, GPtrArray *lines);

/**
 * RdmWatch: one look at one part of a day: a route, or what no route has.
 * @before: (element-type utf8 RdmAlert): what was seen at the last look, by id
 * @pending: (element-type utf8 gint64): by id: when what is not old enough to be raised was first
 * seen
 * @found: (element-type RdmAlert): what is seen now
 * @look_again_ms: when time alone may have something to say
 */
typedef struct
{
  RdmLiveDay *day;
  RdmRows *rows;
  const RdmSettings *settings;
  const char *date;
  gint64 now_ms;
  gint64 midnight_ms; /* UTC, of the service day */
  gboolean is_live;   /* routes have been sent, or are under way */
  GHashTable *before;
  GHashTable *pending;
  GPtrArray *found;
  gint64 look_again_ms;
} RdmWatch;

/** RdmSighting: something that may be the matter. It is raised at @raise_at, and is over below
 * @clear_at. */
typedef struct
{
  RdmExceptionKind kind;
  const char *subject;
  const char *route;
  const char *stop;
  double level; /* what is compared with the two: a chance, minutes, … */
  double raise_at;
  double clear_at;
  double chance;
  gint64 cost_minor;
  gint64 due_ms;
  gint64 since_ms; /* 0: now */
  gint64 hold_ms;  /* it must have been so for this long */
  int step;
} RdmSighting;

/** rdm_watch_see: Returns: (transfer none) (nullable): the alert, whose words are to be written;
 * NULL: it is nothing (any more). */
RdmAlert *rdm_watch_see (RdmWatch *self, const RdmSighting *sighting);

/** rdm_watch_by: looks again at @at_ms at the latest. */
void rdm_watch_by (RdmWatch *self, gint64 at_ms);

/** rdm_watch_name: Returns: (transfer full): what people call it. */
char *rdm_watch_name (RdmWatch *self, const char *id);

/** rdm_watch_time: Returns: (transfer full): "14:05". */
char *rdm_watch_time (RdmWatch *self, gint64 at_ms);

/** rdm_watch_late_hour: Returns: minor units: what an hour late costs. */
gint64 rdm_watch_late_hour (const RdmWatch *self);

/** RdmRouteLook: what its open stops say of a route. */
typedef struct
{
  guint n_open;
  guint n_windows;     /* open stops with a window that is not over */
  gint64 slack_ms;     /* the least of those; RDM_LIVE_NEVER: none */
  gint64 next_wait_ms; /* at the next stop, for its window */
  const char *next;    /* the next stop */
  gboolean is_silent;  /* what it has done by now nobody knows */
} RdmRouteLook;

/** rdm_watch_stops: how late the stops of @route will be, and which have failed. */
void rdm_watch_stops (RdmWatch *self, const RdmRoute *route, RdmRouteLook *look);

/** rdm_watch_vehicle: where the vehicle of @route is, and what it will not manage. */
void rdm_watch_vehicle (RdmWatch *self, const RdmRoute *route, const RdmRouteLook *look);

/** rdm_watch_tray: orders that no route has. */
void rdm_watch_tray (RdmWatch *self);

/** rdm_watch_reports: what people reported. */
void rdm_watch_reports (RdmWatch *self);

/** rdm_watch_order_changed: somebody changed an order that is on a route which is out. */
void
rdm_watch_order_changed (RdmWatch *self, const char *order, const char *route, gint64 since_ms);

G_END_DECLS
