/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-day-pace.h"

#include "rdm-day-plan-private.h"

/* The optimizer has matrices of its own for each pace: so many of them, whoever drives. */
#define STEP_PERMILLE 50
#define LEAST_PERMILLE 500
#define MOST_PERMILLE 3000
#define NORMAL_PERMILLE 1000

int
rdm_pace_permille (double pace)
{
  if (!isfinite (pace))
    return NORMAL_PERMILLE;
  return CLAMP ((int)lround (pace * NORMAL_PERMILLE / STEP_PERMILLE) * STEP_PERMILLE,
                LEAST_PERMILLE, MOST_PERMILLE);
}

static RdmVrpVehicle *
vehicle_at (RdmDayPlan *day, guint index)
{
  return &g_array_index (rdm_day_plan_get_model (day)->vehicles, RdmVrpVehicle, index);
}

void
rdm_day_plan_take_paces (RdmDayPlan *self, GHashTable *paces)
{
  const RdmDayModel *model = rdm_day_plan_get_model (self);

  for (guint v = 0; paces && v < model->routes->len; v++)
    {
      const char *id = rdm_day_model_get_route (model, v)->route->row.id;
      int permille = GPOINTER_TO_INT (g_hash_table_lookup (paces, id));

      if (permille > 0)
        vehicle_at (self, v)->duration_permille = permille;
    }
}

void
rdm_day_plan_take_paces_of (RdmDayPlan *self, RdmDayPlan *other)
{
  const RdmDayModel *model = rdm_day_plan_get_model (self);

  for (guint v = 0; v < model->routes->len; v++)
    {
      const char *id = rdm_day_model_get_route (model, v)->route->row.id;
      gint32 at = rdm_day_model_find_route (rdm_day_plan_get_model (other), id);

      if (at != RDM_VRP_NONE)
        vehicle_at (self, v)->duration_permille = vehicle_at (other, (guint)at)->duration_permille;
    }
}
