/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-order.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_STOP_DELIVERY,
  RDM_STOP_PICKUP,
} RdmStopRole;

typedef enum
{
  RDM_STOP_PLANNED,
  RDM_STOP_SENT,
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
};

/** rdm_stop_id: Returns: (transfer full): the id of the stop that serves @role of @order_id. */
char *rdm_stop_id (const char *order_id, RdmStopRole role) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_stop_is_open: whether the visit still lies ahead. */
gboolean rdm_stop_is_open (const RdmStop *stop);

/** rdm_stop_is_movable: whether nobody is on the way to it yet: only then may it change places. */
gboolean rdm_stop_is_movable (const RdmStop *stop);

extern const RdmRowClass rdm_stop_class;

G_END_DECLS
