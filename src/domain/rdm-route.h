/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-row.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_ROUTE_DRAFT,
  RDM_ROUTE_SENT,
  RDM_ROUTE_RUNNING,
  RDM_ROUTE_CLOSED,
} RdmRouteState;

extern const char *const rdm_route_state_names[];

/**
 * RdmRoute: a shift on a service day, with its stops in the order of driving.
 *
 * Its id follows from the two, so there is nothing to open: a route that is as it would be at first
 * (empty, draft, not locked) has no row. @stops is the only place that says who has a stop.
 */
struct _RdmRoute
{
  RdmRow row;
  char *shift;
  char *date;
  GStrv stops;
  int state;       /* RdmRouteState */
  gboolean locked; /* nothing moves in it, into it or out of it */
  GStrv drivers;   /* today's crew where it is not the shift's */
  gint32 start_s;  /* today's hours where they are not the shift's, else RDM_TIME_NONE */
  gint32 end_s;
  gint64 sent_ms;         /* UTC; 0: it has not been sent, or was recalled */
  gint64 started_ms;      /* UTC; 0: the driver has not started */
  gint64 ended_ms;        /* UTC; 0: it has not ended */
  GStrv told;             /* the list that the driver has acknowledged; NULL: none */
  gint64 acknowledged_ms; /* UTC; 0: never */
};

/** rdm_route_id: Returns: (transfer full): "SHIFT@2026-11-23". */
char *rdm_route_id (const char *shift, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_route_id_split: Returns: FALSE when @id is not a route's. Both out parameters are (transfer
 * full). */
gboolean rdm_route_id_split (const char *id, char **shift, char **date);

/** rdm_route_new: an empty route. Returns: (transfer full) (nullable): NULL when @id is not a
 * route's. */
RdmRoute *rdm_route_new (const char *id) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_route_is_default: whether there is nothing to keep a row for. */
gboolean rdm_route_is_default (const RdmRoute *route);

/** rdm_route_is_out: whether a driver is to have it: it has been sent, and has not ended. */
gboolean rdm_route_is_out (const RdmRoute *route);

/**
 * rdm_route_awaits_driver: whether the driver has yet to acknowledge how the route is now: it was
 * sent or changed, or it was recalled and the driver still has it.
 */
gboolean rdm_route_awaits_driver (const RdmRoute *route);

/** rdm_route_has_told: whether the driver knows of @stop on it. */
gboolean rdm_route_has_told (const RdmRoute *route, const char *stop);

/** rdm_route_position: Returns: the index of @stop in the list, or -1. */
int rdm_route_position (const RdmRoute *route, const char *stop);

extern const RdmRowClass rdm_route_class;

G_END_DECLS
