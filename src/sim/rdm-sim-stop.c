/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a visit comes to: how long it takes, and whether it succeeds. That is the recipient's luck,
 * whoever comes.
 */
#include "rdm-sim-private.h"

#include "rdm-time.h"

#define NOISE_SIGMA 0.32
#define LONG_SHARE 0.02 /* visits that take several times as long, for no reason that one knows */
#define GONE_SHARE 0.15 /* of those whom one visits after their window, are not there any more */
#define LEAST_MS G_GINT64_CONSTANT (25000)

static const RdmOrder *
order_of (RdmSim *self, const char *id, const RdmStop **stop)
{
  *stop = rdm_rows_get (self->rows, RDM_ROW_STOP, id);
  return *stop ? rdm_rows_get (self->rows, RDM_ROW_ORDER, (*stop)->order) : NULL;
}

RdmPoint
rdm_sim_stop_place (RdmSim *self, const char *stop)
{
  const RdmStop *row;
  const RdmOrder *order = order_of (self, stop, &row);

  return order ? rdm_order_end_stopping_point (rdm_order_end (order, row->role)) : RDM_POINT_NONE;
}

void
rdm_sim_stop_begin (RdmSim *self, const char *stop, gint64 arrived_ms, RdmSimVisit *visit)
{
  const RdmStop *row;
  const RdmOrder *order = order_of (self, stop, &row);
  const RdmWindows *windows = order ? &rdm_order_end (order, row->role)->windows : NULL;

  *visit = (RdmSimVisit){ .arrived_ms = arrived_ms, .begin_ms = arrived_ms };
  for (guint i = 0; windows && i < windows->n; i++)
    {
      gint32 from_s = windows->at[i].from_s;
      gint64 from_ms = from_s == RDM_TIME_NONE ? G_MININT64 : rdm_sim_time (self, from_s);
      gint64 to_ms = rdm_sim_time (self, windows->at[i].to_s);

      visit->late_ms = MAX (arrived_ms - to_ms, 0);
      if (visit->late_ms > 0)
        continue;
      visit->begin_ms = MAX (arrived_ms, from_ms);
      return;
    }
}

/* --- how long ----------------------------------------------------------------------------------
 */

/* The house's own: it is there tomorrow, too. */
static double
house_factor (const RdmOrderEnd *end)
{
  g_autofree char *key = rdm_order_end_key (end);
  RdmSimLuck luck = rdm_sim_luck (RDM_SIM_WORLD, "house", key, NULL);
  double floors = end->address2 && *end->address2 ? 1.25 : 0.97;

  return floors * rdm_sim_luck_factor (&luck, 0.28);
}

static double
hour_factor (const RdmSim *self, gint64 at_ms)
{
  double hour = (double)(at_ms - self->midnight_ms) / 3600e3;

  if (hour < 9.0)
    return 0.92;
  return hour < 12.0 ? 1.0 : hour < 14.0 ? 1.08 : hour < 17.0 ? 1.0 : 1.1;
}

static gint64
service_ms (RdmSimDriver *driver, const RdmStop *stop, const RdmOrderEnd *end, gint64 at_ms)
{
  RdmSim *self = driver->sim;
  RdmSimLuck luck = rdm_sim_luck_at (self->seed, "service", stop->row.id, stop->attempts);
  double factor = driver->skill * house_factor (end) * hour_factor (self, at_ms)
                  * rdm_sim_luck_factor (&luck, NOISE_SIGMA);

  if (rdm_sim_luck_unit (&luck) < LONG_SHARE)
    factor *= rdm_sim_luck_between (&luck, 2.5, 5.0);
  return MAX ((gint64)(factor * 1e3 * (double)end->service_s), LEAST_MS);
}

/* --- whether it succeeds -----------------------------------------------------------------------
 */

static int
success (RdmSimLuck *luck, const RdmStop *stop)
{
  double share = rdm_sim_luck_unit (luck);

  if (stop->role == RDM_STOP_PICKUP)
    return RDM_RESULT_PICKED_UP_FROM_CUSTOMER;
  return share < 0.76   ? RDM_RESULT_DELIVERED_TO_RECIPIENT
         : share < 0.86 ? RDM_RESULT_DELIVERED_TO_THIRD_PARTY
         : share < 0.91 ? RDM_RESULT_DELIVERED_TO_MAILBOX
                        : RDM_RESULT_DELIVERED_TO_SAFE_PLACE;
}

/* Returns: whether the mishap strikes: then it has settled @visit's result, and how long that
 * takes instead of serving. */
static gboolean
meet_mishap (const RdmMishap *mishap, RdmPoint pin, RdmSimVisit *visit, gint64 *takes_ms)
{
  switch (mishap->kind)
    {
    case RDM_MISHAP_ABSENT:
      visit->result = RDM_RESULT_FAILED_NOT_HOME;
      *takes_ms = 3 * RDM_SIM_MINUTE_MS;
      return visit->begin_ms >= mishap->begin_ms && visit->begin_ms <= mishap->end_ms;
    case RDM_MISHAP_REFUSED:
      visit->result = RDM_RESULT_FAILED_REFUSED;
      *takes_ms = 4 * RDM_SIM_MINUTE_MS;
      return TRUE;
    case RDM_MISHAP_DAMAGED:
      visit->result = RDM_RESULT_FAILED_DAMAGED;
      *takes_ms = 5 * RDM_SIM_MINUTE_MS;
      return TRUE;
    case RDM_MISHAP_WRONG_ADDRESS:
      visit->result = RDM_RESULT_FAILED_CANT_FIND_ADDRESS;
      *takes_ms = 7 * RDM_SIM_MINUTE_MS;
      /* Somebody may have put it right. */
      return !(rdm_geo_distance (pin, mishap->place) > 25.0);
    case RDM_MISHAP_NO_PARKING:
      visit->result = RDM_RESULT_FAILED_NO_PARKING;
      *takes_ms = 8 * RDM_SIM_MINUTE_MS;
      return mishap->strength < 0.5;
    default:
      return FALSE;
    }
}

void
rdm_sim_stop_serve (RdmSimDriver *driver, const char *stop, RdmSimVisit *visit)
{
  RdmSim *self = driver->sim;
  RdmMishap *mishap = g_hash_table_lookup (self->stop_mishaps, stop);
  const RdmStop *row;
  const RdmOrder *order = order_of (self, stop, &row);
  const RdmOrderEnd *end = order ? rdm_order_end (order, row->role) : NULL;
  RdmSimLuck luck;
  gint64 takes_ms = LEAST_MS;

  visit->end_ms = visit->begin_ms + LEAST_MS;
  visit->result = RDM_RESULT_FAILED_OTHER;
  if (!end)
    return;
  luck = rdm_sim_luck_at (self->seed, "recipient", stop, row->attempts);
  if (mishap && meet_mishap (mishap, rdm_order_end_stopping_point (end), visit, &takes_ms))
    rdm_sim_mishap_strikes (mishap, visit->begin_ms);
  else if (rdm_sim_luck_unit (&luck) < GONE_SHARE && visit->late_ms > 0)
    {
      visit->result = RDM_RESULT_FAILED_NOT_HOME;
      takes_ms = 3 * RDM_SIM_MINUTE_MS;
    }
  else
    {
      takes_ms = service_ms (driver, row, end, visit->begin_ms);
      visit->result = success (&luck, row);
      if (mishap
          && (mishap->kind == RDM_MISHAP_SLOW_SERVICE || mishap->kind == RDM_MISHAP_NO_PARKING))
        {
          rdm_sim_mishap_strikes (mishap, visit->begin_ms);
          takes_ms = mishap->kind == RDM_MISHAP_NO_PARKING
                         ? takes_ms + 7 * RDM_SIM_MINUTE_MS
                         : (gint64)((double)takes_ms * mishap->strength);
        }
    }
  visit->end_ms = visit->begin_ms + takes_ms;
}
