/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes wrong, drawn before the day begins: when and to whom. Whatever is done about the first
 * ones, the others come as they would have come.
 */
#include "rdm-sim-private.h"

#define STOPS_A_MISHAP 8
#define N_TRIES 32

/* Out of their sum. */
static const guint weights[RDM_N_MISHAP_KINDS] = {
  [RDM_MISHAP_TRAFFIC] = 8,       [RDM_MISHAP_ABSENT] = 26,      [RDM_MISHAP_REFUSED] = 5,
  [RDM_MISHAP_WRONG_ADDRESS] = 5, [RDM_MISHAP_NO_PARKING] = 7,   [RDM_MISHAP_DAMAGED] = 4,
  [RDM_MISHAP_SLOW_SERVICE] = 9,  [RDM_MISHAP_VEHICLE_DOWN] = 4, [RDM_MISHAP_DRIVER_ILL] = 2,
  [RDM_MISHAP_LATE_START] = 5,    [RDM_MISHAP_STANDSTILL] = 4,   [RDM_MISHAP_DETOUR] = 4,
  [RDM_MISHAP_PHONE_SILENT] = 5,  [RDM_MISHAP_PHONE_LAGS] = 3,   [RDM_MISHAP_PHONE_COARSE] = 2,
  [RDM_MISHAP_PHONE_JUMPS] = 2,   [RDM_MISHAP_FORGETS] = 5,
};

/* Somebody's visit, as planned. */
typedef struct
{
  const char *stop;
  const char *route;
  RdmPoint place;
  gint64 at_ms;
} Planned;

typedef struct
{
  RdmSim *sim;
  GArray *visits;    /* (element-type Planned) */
  GPtrArray *routes; /* (element-type RdmSchedule): with stops; borrowed */
  GHashTable *taken; /* (element-type utf8): stops, and "kind route", that something befalls */
} Drawing;

void
rdm_sim_mishap_strikes (RdmMishap *mishap, gint64 at_ms)
{
  if (mishap->struck_ms == 0)
    mishap->struck_ms = at_ms;
}

static RdmMishapKind
draw_kind (RdmSimLuck *luck, guint kinds)
{
  guint sum = 0;
  guint left;

  for (guint k = 0; k < RDM_N_MISHAP_KINDS; k++)
    sum += kinds & (1u << k) ? weights[k] : 0;
  left = rdm_sim_luck_below (luck, sum);
  for (guint k = 0; k < RDM_N_MISHAP_KINDS; k++)
    {
      guint weight = kinds & (1u << k) ? weights[k] : 0;

      if (left < weight)
        return (RdmMishapKind)k;
      left -= weight;
    }
  return RDM_MISHAP_ABSENT;
}

static gint64
minutes (RdmSimLuck *luck, double least, double most)
{
  return (gint64)(rdm_sim_luck_between (luck, least, most) * (double)RDM_SIM_MINUTE_MS);
}

/* --- to whom -----------------------------------------------------------------------------------
 */

/* Returns: (nullable): a stop that nothing befalls yet. */
static const Planned *
draw_visit (Drawing *self, RdmSimLuck *luck)
{
  for (guint i = 0; i < N_TRIES && self->visits->len > 0; i++)
    {
      const Planned *visit =
          &g_array_index (self->visits, Planned, rdm_sim_luck_below (luck, self->visits->len));

      if (g_hash_table_add (self->taken, g_strdup (visit->stop)))
        return visit;
    }
  return NULL;
}

/* Returns: (nullable): a route that the like does not befall yet. */
static const RdmSchedule *
draw_route (Drawing *self, RdmSimLuck *luck, RdmMishapKind kind)
{
  for (guint i = 0; i < N_TRIES && self->routes->len > 0; i++)
    {
      const RdmSchedule *route =
          g_ptr_array_index (self->routes, rdm_sim_luck_below (luck, self->routes->len));
      gboolean is_end = kind == RDM_MISHAP_VEHICLE_DOWN || kind == RDM_MISHAP_DRIVER_ILL;

      if (g_hash_table_add (self->taken,
                            g_strdup_printf ("%s %s", is_end ? "end" : rdm_mishap_kind_names[kind],
                                             route->route)))
        return route;
    }
  return NULL;
}

/* --- what --------------------------------------------------------------------------------------
 */

static gboolean
befall_stop (Drawing *self, RdmSimLuck *luck, RdmMishap *mishap)
{
  const Planned *visit = draw_visit (self, luck);

  if (!visit)
    return FALSE;
  mishap->stop = g_strdup (visit->stop);
  mishap->place = visit->place;
  mishap->begin_ms = 0;
  mishap->end_ms = RDM_SIM_NEVER;
  if (mishap->kind == RDM_MISHAP_SLOW_SERVICE)
    mishap->strength = rdm_sim_luck_between (luck, 3.0, 7.0);
  if (mishap->kind == RDM_MISHAP_NO_PARKING)
    mishap->strength = rdm_sim_luck_unit (luck);
  if (mishap->kind == RDM_MISHAP_ABSENT)
    {
      mishap->begin_ms = visit->at_ms - minutes (luck, 60, 180);
      mishap->end_ms = visit->at_ms + minutes (luck, 40, 300);
    }
  return TRUE;
}

static gboolean
befall_area (Drawing *self, RdmSimLuck *luck, RdmMishap *mishap)
{
  const Planned *near;

  if (self->visits->len == 0)
    return FALSE;
  near = &g_array_index (self->visits, Planned, rdm_sim_luck_below (luck, self->visits->len));
  mishap->place = near->place;
  mishap->radius_m = rdm_sim_luck_between (luck, 400, 1500);
  mishap->strength = rdm_sim_luck_between (luck, 0.2, 0.5);
  mishap->begin_ms = near->at_ms - minutes (luck, 5, 60);
  mishap->end_ms = mishap->begin_ms + minutes (luck, 35, 120);
  return TRUE;
}

static gint64
draw_length (RdmSimLuck *luck, RdmMishapKind kind)
{
  switch (kind)
    {
    case RDM_MISHAP_VEHICLE_DOWN:
      return rdm_sim_luck_unit (luck) < 0.25 ? minutes (luck, 45, 110) : RDM_SIM_NEVER;
    case RDM_MISHAP_DRIVER_ILL:
      return RDM_SIM_NEVER;
    case RDM_MISHAP_LATE_START:
      return minutes (luck, 20, 75);
    case RDM_MISHAP_STANDSTILL:
      return minutes (luck, 18, 50);
    case RDM_MISHAP_DETOUR:
      return minutes (luck, 4, 14);
    case RDM_MISHAP_PHONE_SILENT:
      return minutes (luck, 12, 70);
    case RDM_MISHAP_PHONE_JUMPS:
      return minutes (luck, 15, 60);
    default:
      return minutes (luck, 30, 120);
    }
}

static gboolean
befall_route (Drawing *self, RdmSimLuck *luck, RdmMishap *mishap)
{
  const RdmSchedule *route = draw_route (self, luck, mishap->kind);
  gint64 length_ms = draw_length (luck, mishap->kind);
  double share = rdm_sim_luck_between (luck, 0.08, 0.85);

  if (!route)
    return FALSE;
  mishap->route = g_strdup (route->route);
  mishap->strength = rdm_sim_luck_unit (luck);
  if (mishap->kind == RDM_MISHAP_LATE_START)
    share = 0;
  mishap->begin_ms = rdm_sim_time (self->sim, route->start_s)
                     + (gint64)(share * 1000.0 * (route->end_s - route->start_s));
  mishap->end_ms = length_ms == RDM_SIM_NEVER ? length_ms : mishap->begin_ms + length_ms;
  return TRUE;
}

static gboolean
befall (Drawing *self, RdmSimLuck *luck, RdmMishap *mishap)
{
  switch (mishap->kind)
    {
    case RDM_MISHAP_TRAFFIC:
      return befall_area (self, luck, mishap);
    case RDM_MISHAP_ABSENT:
    case RDM_MISHAP_REFUSED:
    case RDM_MISHAP_WRONG_ADDRESS:
    case RDM_MISHAP_NO_PARKING:
    case RDM_MISHAP_DAMAGED:
    case RDM_MISHAP_SLOW_SERVICE:
      return befall_stop (self, luck, mishap);
    default:
      return befall_route (self, luck, mishap);
    }
}

/* --- the day -----------------------------------------------------------------------------------
 */

static void
collect (Drawing *self, RdmDayPlan *plan)
{
  const GPtrArray *routes = rdm_day_plan_get_routes (plan);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      RdmSchedule *schedule = rdm_day_plan_get_schedule (plan, route->row.id);

      if (!schedule || schedule->n_stops == 0)
        continue;
      g_ptr_array_add (self->routes, schedule);
      for (guint v = 0; v < schedule->visits->len; v++)
        {
          const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, v);
          Planned planned = { visit->stop, schedule->route, visit->point,
                              rdm_sim_time (self->sim, visit->begin_s) };

          if (visit->kind == RDM_VISIT_STOP && rdm_point_is_set (visit->point))
            g_array_append_val (self->visits, planned);
        }
    }
}

static void
keep (RdmSim *self, RdmMishap *mishap)
{
  g_ptr_array_add (self->truth->mishaps, mishap);
  if (mishap->kind == RDM_MISHAP_TRAFFIC)
    g_ptr_array_add (self->traffic.areas, mishap);
  if (mishap->stop)
    g_hash_table_insert (self->stop_mishaps, mishap->stop, mishap);
}

void
rdm_sim_draw_mishaps (RdmSim *self, RdmDayPlan *plan, int n, guint kinds)
{
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (Planned));
  g_autoptr (GPtrArray) routes = g_ptr_array_new ();
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Drawing drawing = { self, visits, routes, taken };

  collect (&drawing, plan);
  if (n < 0)
    n = (int)(visits->len / STOPS_A_MISHAP);
  kinds = kinds ? kinds & ((1u << RDM_N_MISHAP_KINDS) - 1) : (1u << RDM_N_MISHAP_KINDS) - 1;
  for (int i = 0; i < n; i++)
    {
      RdmSimLuck luck = rdm_sim_luck_at (self->seed, "mishap", NULL, i);
      gboolean is_there = FALSE;

      /* Where everything of a kind is taken, another kind. */
      for (guint try = 0; try < N_TRIES && !is_there; try++)
        {
          g_autofree RdmMishap *mishap = g_new0 (RdmMishap, 1);

          mishap->kind = draw_kind (&luck, kinds);
          mishap->place = RDM_POINT_NONE;
          is_there = befall (&drawing, &luck, mishap);
          if (is_there)
            keep (self, g_steal_pointer (&mishap));
        }
    }
}
