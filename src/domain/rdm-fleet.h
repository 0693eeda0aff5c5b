/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fleet: vehicles, drivers, and the shifts that bring the two together.
 */
#pragma once

#include "rdm-geo.h"
#include "rdm-loads.h"
#include "rdm-row.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_PROFILE_VAN,
  RDM_PROFILE_TRUCK,
  RDM_PROFILE_CARGO_BIKE,
  RDM_N_PROFILES
} RdmProfile;

extern const char *const rdm_profile_names[];

struct _RdmVehicle
{
  RdmRow row;
  char *name;
  int profile;              /* RdmProfile */
  RdmLoads capacity;        /* 0 in a dimension: none of it fits; RDM_CAPACITY_ANY: not limited */
  GStrv skills;             /* what the vehicle itself brings: "chilled", "tail-lift" */
  RdmPoint start;           /* not set: the route begins at its first stop */
  RdmPoint end;             /* not set: the route ends at its last stop */
  gint64 fixed_cost_minor;  /* a day of use */
  gint64 cost_per_km_milli; /* thousandths of a minor unit: 0.42 CHF is 42,000 */
  char *emission_class;
  gint64 range_m;   /* most metres a day; 0 for not limited */
  gint64 max_stops; /* 0 for not limited */
  gboolean retired; /* kept for the past, not planned any more */
  char
      *tracker; /* what its tracker, or a phone that stays in it, calls itself; NULL: it has none */
};

#define RDM_CAPACITY_ANY G_MAXINT64

struct _RdmDriver
{
  RdmRow row;
  char *name;
  char *phone;
  char *email;
  GStrv skills;
  gboolean retired;
};

/** RdmShift: who works when on which vehicle. Times are seconds from the service day's midnight. */
struct _RdmShift
{
  RdmRow row;
  char *vehicle;
  GStrv drivers;
  gint64 weekdays; /* bit 0 Monday … bit 6 Sunday */
  gint32 start_s;
  gint32 end_s;
  gint64 overtime_max_s; /* most seconds after the end; 0 for none */
  gint32 break_from_s;   /* the break begins in [from, to − length]; RDM_TIME_NONE: no break */
  gint32 break_to_s;
  gint64 break_s; /* length */
  gint64 cost_per_hour_minor;
  gint64 overtime_per_hour_minor;
};

#define RDM_EVERY_DAY 0x7f

/** rdm_shift_works_on: whether the weekday of @date, ISO, is one of the shift's. */
gboolean rdm_shift_works_on (const RdmShift *shift, const char *date);

extern const RdmRowClass rdm_vehicle_class;
extern const RdmRowClass rdm_driver_class;
extern const RdmRowClass rdm_shift_class;

G_END_DECLS
