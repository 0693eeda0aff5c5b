/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a simulation knows and nobody is told: by which plans and detections are scored.
 */
#pragma once

#include "rdm-geo.h"
#include "rdm-result.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_MISHAP_TRAFFIC,       /* slow within @radius_m of @place: a share @strength of the speed */
  RDM_MISHAP_ABSENT,        /* nobody at home at @stop */
  RDM_MISHAP_REFUSED,       /* the recipient does not want it */
  RDM_MISHAP_WRONG_ADDRESS, /* the recipient is not where the pin is */
  RDM_MISHAP_NO_PARKING,    /* nowhere to stop, or far away */
  RDM_MISHAP_DAMAGED,       /* goods that are found damaged at @stop */
  RDM_MISHAP_SLOW_SERVICE,  /* @stop takes @strength times as long */
  RDM_MISHAP_VEHICLE_DOWN,  /* @route cannot go on, or not before @end_ms */
  RDM_MISHAP_DRIVER_ILL,    /* @route goes home */
  RDM_MISHAP_LATE_START,    /* @route sets out at @end_ms instead of @begin_ms */
  RDM_MISHAP_STANDSTILL,    /* @route stands where it should not */
  RDM_MISHAP_DETOUR,        /* @route goes elsewhere first */
  RDM_MISHAP_PHONE_SILENT,  /* nothing is heard of @route */
  RDM_MISHAP_PHONE_LAGS,    /* of @route is heard only every few minutes */
  RDM_MISHAP_PHONE_COARSE,  /* positions of @route are hundreds of metres off, and say so */
  RDM_MISHAP_PHONE_JUMPS,   /* single positions of @route are kilometres off */
  RDM_MISHAP_FORGETS,       /* the driver of @route presses no buttons */
  RDM_N_MISHAP_KINDS
} RdmMishapKind;

extern const char *const rdm_mishap_kind_names[];

/** rdm_mishap_kind_label: for people: "Nobody at home". */
const char *rdm_mishap_kind_label (RdmMishapKind kind);

/** RdmMishap: @route or @stop are NULL where it is not theirs. */
typedef struct
{
  RdmMishapKind kind;
  char *route;
  char *stop;
  RdmPoint place;
  double radius_m;
  double strength;
  gint64 begin_ms;  /* UTC */
  gint64 end_ms;    /* G_MAXINT64: for the rest of the day */
  gint64 struck_ms; /* UTC: when it first made a difference; 0: it has not */
} RdmMishap;

/** RdmTrueVisit: somebody was there. Moments are UTC ms. */
typedef struct
{
  char *stop;
  char *route;
  gint64 arrived_ms;
  gint64 begin_ms; /* of service, after waiting */
  gint64 ended_ms;
  gint64 late_ms; /* how long after its window service began */
  int result;     /* RdmResult */
} RdmTrueVisit;

/** RdmTrueRoute: what a route came to. */
typedef struct
{
  char *route;
  gint64 started_ms; /* 0: it has not */
  gint64 ended_ms;   /* 0: it has not */
  double driven_m;
  gint64 break_ms; /* when the break began; 0: none was taken */
} RdmTrueRoute;

typedef struct
{
  GPtrArray *mishaps; /* (element-type RdmMishap) */
  GPtrArray *visits;  /* (element-type RdmTrueVisit): in the order in which they ended */
  GPtrArray *routes;  /* (element-type RdmTrueRoute): in the order of ids */
  GPtrArray *due;     /* (element-type utf8): the open stops that were on routes when it began */
} RdmSimTruth;

RdmSimTruth *rdm_sim_truth_new (void) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_truth_free (RdmSimTruth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSimTruth, rdm_sim_truth_free)

G_END_DECLS
