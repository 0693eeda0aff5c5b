/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rdm-vrp-plan.h"

G_BEGIN_DECLS

/* One second or metre at a price of 1 per hour or per km is a whole number of these. */
#define ROUNDSMAN_COST_UNIT 18000

typedef struct
{
  gint64 id;
  const char *type;  /* "job", "pickup", "delivery": static */
  char *description; /* (nullable) */
} RoundsmanTaskName;

typedef struct
{
  gint64 id;
  char *description; /* (nullable) */
} RoundsmanName;

typedef struct
{
  double lon_deg;
  double lat_deg;
  gboolean is_known;
} RoundsmanPlace;

/* A problem in VROOM's format, read. Owns all arrays that `problem` points to. */
typedef struct
{
  RdmVrpProblem problem;
  RdmVrpPlan *initial;    /* (nullable): from the vehicles' steps */
  gboolean is_estimated;  /* travel is estimated from coordinates */
  GArray *tasks;          /* RdmVrpTask */
  GArray *vehicles;       /* RdmVrpVehicle */
  GArray *windows;        /* RdmVrpWindow */
  GArray *breaks;         /* RdmVrpBreak */
  GArray *break_loads;    /* gint64 */
  GArray *allowed;        /* guint32 */
  GArray *frozen;         /* guint32 */
  GArray *relations;      /* RdmVrpRelation */
  GArray *relation_tasks; /* guint32 */
  GArray *deliveries;     /* gint64 */
  GArray *pickups;        /* gint64 */
  GArray *capacities;     /* gint64 */
  GArray *kind_service;   /* gint32, by task and kind of vehicle */
  GArray *kind_setup;     /* gint32, the same */
  GPtrArray *kind_names;
  GArray *profiles; /* RdmVrpProfile */
  GPtrArray *profile_names;
  GPtrArray *matrices;      /* RoundsmanMatrix */
  GPtrArray *period_arrays; /* durations and begins of profiles with periods of the day */
  GArray *places;           /* RoundsmanPlace, by location */
  GArray *x_m;              /* gint32, by location, for estimates */
  GArray *y_m;
  GArray *task_names;    /* RoundsmanTaskName, by task */
  GArray *vehicle_names; /* RoundsmanName, by vehicle */
  GArray *break_names;   /* RoundsmanName, by break */
} RoundsmanInput;

/* Returns: (transfer full) (nullable): free with roundsman_input_free(); NULL and a sentence that
 * says what is wrong and where. */
RoundsmanInput *
roundsman_input_read (const char *text, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void roundsman_input_free (RoundsmanInput *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RoundsmanInput, roundsman_input_free)

G_END_DECLS
