/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the rest of a day share.
 */
#pragma once

#include "rdm-rest.h"

G_BEGIN_DECLS

/** RdmRestRoute: what the rest of the day does not show of a route. */
typedef struct
{
  GStrv head; /* its stops that are behind it */
  gboolean is_out;
  gboolean is_down;
  RdmPoint begin;
} RdmRestRoute;

struct _RdmRest
{
  RdmRows *whole;
  RdmRows *rows;
  char *date;
  RdmTravel *travel;
  GTimeZone *zone;
  gint64 now_ms;
  GHashTable *routes;   /* (element-type utf8 RdmRestRoute) */
  GHashTable *offered;  /* (element-type utf8): stops that left their routes */
  GHashTable *fetched;  /* (element-type utf8): of those, whose goods are to be fetched */
  GHashTable *reopened; /* (element-type utf8): stops that failed, and are tried again */
  GHashTable *on_board; /* (element-type utf8): stops, the goods of which have left */
  GHashTable *paces;    /* (element-type utf8 int): by route, of rdm_pace_permille(); shared */
  RdmDayPlan *plan;     /* NULL until somebody asks */
};

/** rdm_rest_take_up: writes a route, its vehicle and its shift as they are from now on. */
void rdm_rest_take_up (RdmRest *self, const RdmRoute *route, const RdmStand *stand);

/** rdm_rest_is_fetched: whether what is to be shipped is on board. */
gboolean rdm_rest_is_fetched (RdmRest *self, const RdmOrder *shipment);

/** rdm_rest_forget_pickup: a shipment that has been fetched is a delivery of what is on board. */
void rdm_rest_forget_pickup (RdmRest *self, const RdmOrder *shipment);

G_END_DECLS
