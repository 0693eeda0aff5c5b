/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The driver's phone: it says where it is, sends what the driver presses, and shows him what is
 * new. All of that as well as phones do.
 */
#include "rdm-sim-private.h"

#include <string.h>

/* Whoever stands says so less often. */
#define STANDING_TIMES 3
/* A phone that lags is heard this often. */
#define LAG_MS (4 * RDM_SIM_MINUTE_MS)
/* How long before setting out it says where it is. */
#define EARLY_MS (15 * RDM_SIM_MINUTE_MS)
#define METRES_PER_DEGREE 111194.9266
#define MOST_ACKNOWLEDGE_MS (12 * RDM_SIM_MINUTE_MS)

/* A button that was not pressed when it should have been. */
typedef struct
{
  RdmEvent event;
  char *stop;
  int result;
  gint64 at_ms;
} Missed;

/* Returns: (nullable): what of @kind goes on. */
static RdmMishap *
mishap_now (const RdmSimDriver *self, RdmMishapKind kind, gint64 now_ms)
{
  for (guint i = 0; i < self->mishaps->len; i++)
    {
      RdmMishap *mishap = g_ptr_array_index (self->mishaps, i);

      if (mishap->kind == kind && mishap->begin_ms <= now_ms && now_ms < mishap->end_ms)
        return mishap;
    }
  return NULL;
}

static gboolean
is_under_way (const RdmSimDriver *self)
{
  return self->life != RDM_SIM_AT_HOME && self->life != RDM_SIM_OVER;
}

/* Returns: whether what the phone sends gets through. */
static gboolean
is_heard (RdmSimDriver *self, gint64 now_ms)
{
  RdmMishap *silent = mishap_now (self, RDM_MISHAP_PHONE_SILENT, now_ms);
  RdmMishap *lags = mishap_now (self, RDM_MISHAP_PHONE_LAGS, now_ms);
  RdmMishap *mishap = silent ? silent : lags;

  if (!mishap)
    return TRUE;
  if (is_under_way (self))
    rdm_sim_mishap_strikes (mishap, now_ms);
  return !silent && (now_ms - lags->begin_ms) % LAG_MS < self->sim->every_ms;
}

/* --- what is sent ------------------------------------------------------------------------------
 */

/* An id that follows from the seed, in the form of all others. */
static void
sign (RdmSimDriver *self, RdmCommand *command, gint64 at_ms)
{
  static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  RdmSimLuck luck = rdm_sim_luck (self->sim->seed, "command", self->route, self->sim->run);
  char text[27] = { 0 };
  guint64 bits[2];

  luck.state += ++self->n_commands * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d);
  bits[0] = rdm_sim_luck_bits (&luck);
  bits[1] = rdm_sim_luck_bits (&luck);
  for (int i = 9; i >= 0; i--, at_ms >>= 5)
    text[i] = digits[at_ms & 31];
  for (int i = 0; i < 16; i++)
    text[10 + i] = digits[(bits[i / 8] >> (5 * (i % 8))) & 31];
  g_free (command->id);
  command->id = g_strconcat ("command_", text, NULL);
}

static void
tell (RdmSimDriver *self, const RdmCommand *command, gint64 now_ms)
{
  RdmSim *sim = self->sim;

  sim->n_events++;
  if (sim->listener.command)
    sim->listener.command (command, self->driver, now_ms, sim->user_data);
}

static void
flush (RdmSimDriver *self, gint64 now_ms)
{
  RdmSim *sim = self->sim;
  g_autoptr (GPtrArray) commands = g_steal_pointer (&self->held);
  g_autoptr (GArray) places = g_steal_pointer (&self->held_places);

  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_command_unref);
  self->held_places = g_array_new (FALSE, FALSE, sizeof (RdmPosition));
  for (guint i = 0; i < places->len; i++)
    {
      sim->n_events++;
      if (sim->listener.position)
        sim->listener.position (self->source, &g_array_index (places, RdmPosition, i), now_ms,
                                sim->user_data);
    }
  for (guint i = 0; i < commands->len; i++)
    tell (self, g_ptr_array_index (commands, i), now_ms);
}

/* Takes @command. */
static void
say (RdmSimDriver *self, RdmCommand *command, gint64 now_ms)
{
  sign (self, command, now_ms);
  g_ptr_array_add (self->held, command);
  if (is_heard (self, now_ms))
    flush (self, now_ms);
}

static void
say_report (RdmSimDriver *self, const Missed *what, gint64 now_ms)
{
  RdmCommand *command = rdm_command_new_report (NULL);

  rdm_command_add_report (command, what->event, self->route, what->stop, what->at_ms)->result =
      what->result;
  say (self, command, now_ms);
}

/* --- buttons -----------------------------------------------------------------------------------
 */

/* Nobody forgets to say that a visit has failed: the goods are still there. */
static gboolean
forgets (RdmSimDriver *self, RdmEvent event, const char *stop, gint64 at_ms)
{
  RdmMishap *mishap = mishap_now (self, RDM_MISHAP_FORGETS, at_ms);
  RdmSimLuck luck = rdm_sim_luck_at (self->sim->seed, "button", stop, event);

  if (mishap && stop && event != RDM_EVENT_FAILED)
    {
      rdm_sim_mishap_strikes (mishap, at_ms);
      return TRUE;
    }
  return (event == RDM_EVENT_EN_ROUTE || event == RDM_EVENT_ARRIVED)
         && rdm_sim_luck_unit (&luck) > self->care;
}

/* Later, drivers put down what they have forgotten, as they remember it. */
static void
make_up (RdmSimDriver *self, gint64 now_ms)
{
  g_autoptr (GArray) missed = g_steal_pointer (&self->held_missed);

  for (guint i = 0; missed && i < missed->len; i++)
    {
      Missed *what = &g_array_index (missed, Missed, i);
      RdmSimLuck luck = rdm_sim_luck (self->sim->seed, "remembers", what->stop, NULL);

      what->at_ms += (gint64)(90e3 * rdm_sim_luck_normal (&luck));
      what->at_ms = MIN (what->at_ms, now_ms);
      say_report (self, what, now_ms);
      g_free (what->stop);
    }
}

void
rdm_sim_phone_report (
    RdmSimDriver *self, RdmEvent event, const char *stop, int result, gint64 at_ms)
{
  Missed what = { event, (char *)stop, result, at_ms };

  if (!forgets (self, event, stop, at_ms))
    {
      if (event != RDM_EVENT_EN_ROUTE)
        make_up (self, at_ms);
      say_report (self, &what, at_ms);
      return;
    }
  if (event != RDM_EVENT_DONE)
    return;
  if (!self->held_missed)
    self->held_missed = g_array_new (FALSE, FALSE, sizeof (Missed));
  what.stop = g_strdup (stop);
  g_array_append_val (self->held_missed, what);
}

void
rdm_sim_phone_call (
    RdmSimDriver *self, int kind, const char *subject, const char *words, gint64 at_ms)
{
  g_autofree char *id = rdm_exception_id (kind, subject, self->sim->date);
  g_autoptr (RdmException) row = NULL;
  RdmCommand *command;

  if (rdm_rows_get (self->sim->rows, RDM_ROW_EXCEPTION, id))
    return;
  row = rdm_row_new (RDM_ROW_EXCEPTION, id);
  row->kind = kind;
  row->subject = g_strdup (subject);
  row->date = g_strdup (self->sim->date);
  row->since_ms = at_ms;
  row->reported = TRUE;
  row->words = g_strdup (words);
  command = rdm_command_new_add (NULL);
  rdm_command_add_row (command, row);
  /* By voice: it needs no data connection. */
  sign (self, command, at_ms);
  tell (self, command, at_ms);
  rdm_command_unref (command);
}

/* --- where it is -------------------------------------------------------------------------------
 */

static RdmPoint
shifted (RdmPoint place, double north_m, double east_m)
{
  return (RdmPoint){
    place.lat_deg + north_m / METRES_PER_DEGREE,
    place.lon_deg + east_m / (METRES_PER_DEGREE * cos (place.lat_deg * (G_PI / 180.0))),
  };
}

static void
look_around (RdmSimDriver *self, gint64 now_ms, const RdmSimMotion *motion, RdmPosition *position)
{
  RdmMishap *coarse = mishap_now (self, RDM_MISHAP_PHONE_COARSE, now_ms);
  RdmMishap *jumps = mishap_now (self, RDM_MISHAP_PHONE_JUMPS, now_ms);
  RdmSimLuck luck = rdm_sim_luck_at (self->sim->seed, "fix", self->driver, now_ms);
  double off_m = 2.0 + 4.0 * rdm_sim_luck_unit (&luck);
  double north = rdm_sim_luck_normal (&luck);
  double east = rdm_sim_luck_normal (&luck);

  *position = (RdmPosition){
    .at_utc_ms = now_ms,
    .speed_mps = motion->speed_mps,
    .course_deg = motion->speed_mps > 0.5 ? motion->course_deg : NAN,
    .altitude_m = NAN,
    .battery_share = NAN,
  };
  if (coarse && is_under_way (self))
    {
      rdm_sim_mishap_strikes (coarse, now_ms);
      off_m = rdm_sim_luck_between (&luck, 120, 450);
      position->flags |= RDM_POSITION_COARSE;
      position->speed_mps = position->course_deg = NAN;
    }
  position->accuracy_m = 2.0 * off_m;
  if (jumps && is_under_way (self) && rdm_sim_luck_unit (&luck) < 0.12)
    {
      rdm_sim_mishap_strikes (jumps, now_ms);
      off_m = rdm_sim_luck_between (&luck, 3000, 9000);
      position->flags |= RDM_POSITION_JUMP;
    }
  position->place = shifted (motion->place, off_m * north, off_m * east);
}

static void
say_place (RdmSimDriver *self, gint64 now_ms, const RdmSimMotion *motion, gboolean is_there)
{
  const RdmMishap *silent = mishap_now (self, RDM_MISHAP_PHONE_SILENT, now_ms);
  RdmPosition position;

  if (now_ms < self->leave_ms - EARLY_MS || !rdm_point_is_set (motion->place))
    return;
  /* Some phones keep what they could not send, others do not. */
  if (silent && silent->strength < 0.3)
    return;
  look_around (self, now_ms, motion, &position);
  g_array_append_val (self->held_places, position);
  if (is_there)
    flush (self, now_ms);
}

/* --- what is new -------------------------------------------------------------------------------
 */

static guint
count_failures (const RdmSim *self, const char *stop)
{
  guint n = 0;

  for (guint i = 0; i < self->truth->visits->len; i++)
    {
      const RdmTrueVisit *visit = g_ptr_array_index (self->truth->visits, i);

      n += g_str_equal (visit->stop, stop) && rdm_result_is_failure (visit->result);
    }
  return n;
}

/* Stops that failed, as is known at the desk, and are to be tried again, by this driver. */
static void
forget_failures (RdmSimDriver *self, gint64 now_ms)
{
  guint n_before = self->n_failed;

  for (GStrv id = self->list; id && *id; id++)
    {
      const RdmStop *stop = rdm_rows_get (self->sim->rows, RDM_ROW_STOP, *id);
      gpointer result = g_hash_table_lookup (self->met, *id);

      if (stop && stop->attempts > 0 && rdm_stop_is_open (stop)
          && rdm_result_is_failure (GPOINTER_TO_INT (result))
          && stop->attempts >= count_failures (self->sim, *id)
          && g_strcmp0 (rdm_rows_route_of (self->sim->rows, *id), self->route) == 0
          && g_hash_table_remove (self->met, *id))
        self->n_failed--;
    }
  if (self->n_failed < n_before)
    rdm_sim_driver_was_told (self, now_ms);
}

/* Whether the phone has said so already, and the desk has not heard it yet. */
static gboolean
has_list (const RdmSimDriver *self, const RdmRoute *route)
{
  GStrv stops = rdm_route_is_out (route) ? route->stops : NULL;

  return self->list && stops
         && g_strv_equal ((const char *const *)self->list, (const char *const *)stops);
}

static void
look_for_news (RdmSimDriver *self, gint64 now_ms)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->sim->rows, self->route);
  RdmSimLuck luck;
  double delay_ms;

  if (self->n_failed > 0)
    forget_failures (self, now_ms);
  if (self->acknowledge_ms != RDM_SIM_NEVER || !route || !rdm_route_awaits_driver (route)
      || has_list (self, route))
    return;
  luck = rdm_sim_luck_at (self->sim->seed, "reads", self->driver, now_ms);
  delay_ms = 45e3 * rdm_sim_luck_factor (&luck, 0.9);
  self->acknowledge_ms = now_ms + MIN ((gint64)delay_ms, MOST_ACKNOWLEDGE_MS);
}

void
rdm_sim_phone_acknowledge (RdmSimDriver *self, gint64 now_ms)
{
  g_autoptr (RdmRoute) route = rdm_rows_get_route (self->sim->rows, self->route);
  g_auto (GStrv) before = NULL;
  RdmCommand *command;

  self->acknowledge_ms = RDM_SIM_NEVER;
  if (!route || !rdm_route_awaits_driver (route) || !is_heard (self, now_ms))
    return;
  before = g_steal_pointer (&self->list);
  self->list = rdm_route_is_out (route) ? g_strdupv (route->stops) : NULL;
  command = rdm_command_new_acknowledge (NULL, now_ms);
  rdm_command_list_route (command, self->route, (const char *const *)self->list);
  say (self, command, now_ms);
  /* In the morning it is the plan that he knows. */
  if (self->list && (before || now_ms > self->leave_ms))
    rdm_sim_driver_plan_anew (self, now_ms);
  rdm_sim_driver_was_told (self, now_ms);
}

void
rdm_sim_phone_tick (RdmSimDriver *self, gint64 now_ms)
{
  RdmSimMotion motion;
  gboolean is_there = is_heard (self, now_ms);

  if (self->life == RDM_SIM_OVER)
    {
      /* What it still has to say, and then it is put away. */
      if (is_there)
        flush (self, now_ms);
      self->tick_ms = is_there ? RDM_SIM_NEVER : now_ms + self->sim->every_ms;
      return;
    }
  if (!mishap_now (self, RDM_MISHAP_FORGETS, now_ms))
    make_up (self, now_ms);
  rdm_sim_driver_motion (self, now_ms, &motion);
  say_place (self, now_ms, &motion, is_there);
  if (is_there)
    look_for_news (self, now_ms);
  self->tick_ms =
      now_ms + self->sim->every_ms * (motion.speed_mps > 0 || !is_there ? 1 : STANDING_TIMES);
}

void
rdm_sim_phone_clear (RdmSimDriver *self)
{
  for (guint i = 0; self->held_missed && i < self->held_missed->len; i++)
    g_free (g_array_index (self->held_missed, Missed, i).stop);
  g_clear_pointer (&self->held_missed, g_array_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_pointer (&self->held_places, g_array_unref);
}
