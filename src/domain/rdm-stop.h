/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-order.h"
#include "rdm-result.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_STOP_DELIVERY,
  RDM_STOP_PICKUP,
} RdmStopRole;

typedef enum
{
  RDM_STOP_PLANNED,
  RDM_STOP_SENT, /* of old files; whether a driver has it says the route, see rdm_route_has_told()
                  */
  RDM_STOP_EN_ROUTE,
  RDM_STOP_ARRIVED,
  RDM_STOP_DONE,
  RDM_STOP_FAILED,
  RDM_STOP_CANCELLED,
} RdmStopState;

extern const char *const rdm_stop_state_names[];

/**
 * RdmStop: one visit for an order. Which route has it, and where, is said by the route's list
 * alone.
 *
 * Stops are made and removed with their order; their ids follow from the order's.
 */
struct _RdmStop
{
  RdmRow row;
  char *order;
  int role;        /* RdmStopRole */
  int state;       /* RdmStopState */
  gboolean locked; /* stays with the route that has it */
  gint64 attempts; /* visits that did not succeed */
  /* Of the present visit, as reported; rdm-attempt.h has all of them. */
  gint64 arrived_ms; /* UTC; 0: not yet, or nobody knows */
  gint64 ended_ms;   /* UTC, when it was done or failed; 0: not yet */
  int result;        /* RdmResult */
  char *note;        /* the driver's */
  gboolean detected; /* seen from positions; nobody has said so yet */
};

/** rdm_stop_id: Returns: (transfer full): the id of the stop that serves @role of @order_id. */
char *rdm_stop_id (const char *order_id, RdmStopRole role) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_stop_is_open: whether the visit still lies ahead. */
gboolean rdm_stop_is_open (const RdmStop *stop);

/** rdm_stop_is_movable: whether nobody is on the way to it yet: only then may it change places. */
gboolean rdm_stop_is_movable (const RdmStop *stop);

/** rdm_stop_has_happened: whether somebody is on the way to it, there, or has been: nothing new
 * comes before it. */
gboolean rdm_stop_has_happened (const RdmStop *stop);

/** rdm_stop_plan_anew: takes the present visit off @stop, which nobody else sees yet: it is
 * planned.
 */
void rdm_stop_plan_anew (RdmStop *stop);

extern const RdmRowClass rdm_stop_class;

G_END_DECLS
