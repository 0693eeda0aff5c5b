/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hub: a day against a real hub, at any speed: each driver is a device of his own, and the plan is
 * a desk's that is connected to the hub, by which drivers learn what they are to do. Where the hub
 * rehearses a day, drivers go by its clock, as desks do.
 */
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "rdm-courier.h"
#include "rdm-time.h"
#include "roundsman-sim-device.h"
#include "roundsman-sim.h"

#define BEAT_MS 100
#define PATIENCE_US (60 * G_USEC_PER_SEC)
#define SPEED_MAX 60
#define EVERY_MAX_S 600

/* What is asked of this verb alone. @from_s: RDM_TIME_NONE: from the beginning. */
typedef struct
{
  double speed;
  gint32 from_s;
  gboolean sends;
  char **invitations;
  int n_invitations;
} Wish;

typedef struct
{
  const Wish *wish;
  RdmCtl *ctl;
  RdmSim *sim;
  SoupSession *session;
  GHashTable *devices; /* (element-type utf8 RdmSimDevice): by driver */
  GHashTable *drivers; /* (element-type utf8 utf8): by source */
  GMainLoop *loop;
  double speed;
  gint64 sim_begin_ms;
  gint64 real_begin_us;
  gint64 shown_us;
  gboolean was_stopped;
} Drive;

static void
drive_clear (Drive *self)
{
  g_clear_pointer (&self->sim, rdm_sim_free);
  g_clear_pointer (&self->devices, g_hash_table_unref);
  g_clear_pointer (&self->drivers, g_hash_table_unref);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_object (&self->session);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drive, drive_clear)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **answer)
{
  while (!*answer)
    g_main_context_iteration (NULL, TRUE);
  return *answer;
}

/* --- who drives --------------------------------------------------------------------------------
 */

static void
find_drivers (Drive *self)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (self->ctl->rows, self->ctl->date);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmShift *shift = rdm_rows_get (self->ctl->rows, RDM_ROW_SHIFT, route->shift);
      const RdmVehicle *vehicle =
          shift ? rdm_rows_get (self->ctl->rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;
      GStrv crew = route->drivers || !shift ? route->drivers : shift->drivers;

      if (!vehicle || !crew || !*crew)
        continue;
      g_hash_table_insert (self->drivers, g_strdup (*crew), g_strdup (*crew));
      if (vehicle->tracker && *vehicle->tracker)
        g_hash_table_insert (self->drivers, g_strdup (vehicle->tracker), g_strdup (*crew));
    }
}

/* Returns: FALSE after saying why. */
static gboolean
redeem (Drive *self, const char *address, const char *code, int *status)
{
  g_autoptr (RdmCourier) courier = rdm_courier_new (address, NULL);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *guest;
  const char *driver;

  rdm_courier_redeem_async (courier, code, answered_cb, &answer);
  node = rdm_courier_redeem_finish (courier, wait_for (&answer), &error);
  if (!node)
    {
      *status = rdm_ctl_fail (RDM_CTL_REFUSED, "%s", error->message);
      return FALSE;
    }
  guest = json_node_get_object (node);
  driver = json_object_get_string_member_with_default (guest, "driver", "");
  if (*driver == '\0')
    {
      *status = rdm_ctl_fail (
          RDM_CTL_REFUSED,
          _ ("The invitation %s is for none of the plan’s drivers. “roundsman-hub invite --role "
             "driver --driver NAME …” makes one."),
          code);
      return FALSE;
    }
  g_hash_table_insert (
      self->devices, g_strdup (driver),
      rdm_sim_device_new (self->session, address,
                          json_object_get_string_member_with_default (guest, "device", ""),
                          json_object_get_string_member_with_default (guest, "token", "")));
  return TRUE;
}

static gboolean
redeem_given (Drive *self, char **texts, int n_texts, int *status)
{
  for (int i = 0; i < n_texts; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmInvitation) invitation = rdm_invitation_parse (texts[i], &error);

      if (!invitation)
        {
          *status = rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
          return FALSE;
        }
      if (!redeem (self, invitation->address, invitation->code, status))
        return FALSE;
    }
  return TRUE;
}

/* A manager's desk invites them itself. */
static gboolean
invite (Drive *self, const char *driver, int *status)
{
  const RdmDriver *row = rdm_rows_get (self->ctl->rows, RDM_ROW_DRIVER, driver);
  JsonNode *body = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (object, "person", row && row->name ? row->name : driver);
  json_object_set_string_member (object, "role", "driver");
  json_object_set_string_member (object, "driver", driver);
  json_node_take_object (body, object);
  rdm_link_ask_async (self->ctl->link, "POST", "v1/invitations", body, answered_cb, &answer);
  node = rdm_link_ask_finish (self->ctl->link, wait_for (&answer), &error);
  json_node_unref (body);
  if (!node)
    {
      *status = rdm_ctl_fail (
          RDM_CTL_REFUSED,
          _ ("Drivers cannot be invited from here: %s Name their invitations, or take a plan that "
             "is connected as a manager’s."),
          error->message);
      return FALSE;
    }
  return redeem (
      self, rdm_link_get_state (self->ctl->link)->address,
      json_object_get_string_member_with_default (json_node_get_object (node), "code", ""), status);
}

static gboolean
invite_all (Drive *self, int *status)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer driver;

  g_hash_table_iter_init (&iter, self->drivers);
  while (g_hash_table_iter_next (&iter, NULL, &driver))
    if (g_hash_table_add (done, driver) && !invite (self, driver, status))
      return FALSE;
  return TRUE;
}

/* --- what is said ------------------------------------------------------------------------------
 */

static void
position_cb (const char *source, const RdmPosition *position, gint64 at_ms, gpointer user_data)
{
  Drive *self = user_data;
  const char *driver = g_hash_table_lookup (self->drivers, source);
  RdmSimDevice *device = driver ? g_hash_table_lookup (self->devices, driver) : NULL;

  if (device)
    rdm_sim_device_move (device, position);
}

/* What drivers say by voice, somebody at the desk puts down. */
static void
command_cb (const RdmCommand *command, const char *driver, gint64 at_ms, gpointer user_data)
{
  Drive *self = user_data;
  RdmSimDevice *device = g_hash_table_lookup (self->devices, driver);
  const char *role = rdm_link_get_state (self->ctl->link)->role;
  g_autoptr (RdmOutcome) outcome = NULL;

  if (command->kind != RDM_COMMAND_ADD)
    {
      if (device)
        rdm_sim_device_say (device, command, at_ms);
    }
  else if (g_strcmp0 (role, "dispatcher") == 0)
    outcome = rdm_plan_file_run_for (self->ctl->file, command, driver);
}

/* --- time --------------------------------------------------------------------------------------
 */

static void
add_counts (Drive *self, RdmSimDeviceCounts *sum)
{
  GHashTableIter iter;
  gpointer device;

  *sum = (RdmSimDeviceCounts){ .n_positions = 0 };
  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &device))
    {
      RdmSimDeviceCounts one;

      rdm_sim_device_count (device, &one);
      sum->n_positions += one.n_positions;
      sum->n_commands += one.n_commands;
      sum->n_refused += one.n_refused;
      sum->n_waiting += one.is_stuck ? 0 : one.n_waiting;
      sum->is_stuck |= one.is_stuck;
      sum->why = sum->why ? sum->why : one.why;
    }
}

static void
show_progress (Drive *self, const RdmSimDeviceCounts *counts)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (self->ctl->rows);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (settings->zone);
  g_autofree char *clock = rdm_time_format_of_day (
      rdm_time_from_utc (zone, self->ctl->date, rdm_sim_get_now (self->sim) / 1000));

  /* Translators: a time of day, then how many of them were sent, and how many are on their way. */
  g_printerr ("\r");
  g_printerr (_ ("%s  %u positions, %u commands, %u waiting "), clock, counts->n_positions,
              counts->n_commands, counts->n_waiting);
}

static gboolean
beat_cb (gpointer data)
{
  Drive *self = data;
  gint64 now_us = g_get_monotonic_time ();
  RdmSimDeviceCounts counts;
  GHashTableIter iter;
  gpointer device;

  (void)rdm_sim_run_until (
      self->sim,
      self->sim_begin_ms + (gint64)((double)(now_us - self->real_begin_us) / 1e3 * self->speed));
  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &device))
    rdm_sim_device_pump (device);
  add_counts (self, &counts);
  if (isatty (STDERR_FILENO) && now_us - self->shown_us > G_USEC_PER_SEC)
    {
      show_progress (self, &counts);
      self->shown_us = now_us;
    }
  if (rdm_sim_is_over (self->sim) && counts.n_waiting == 0)
    g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

static gint64
moment (RdmCtl *ctl, gint32 tod_s)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (ctl->rows);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (settings->zone);

  return rdm_time_to_utc (zone, ctl->date, tod_s) * 1000;
}

static gboolean
stop_cb (gpointer data)
{
  Drive *self = data;

  self->was_stopped = TRUE;
  g_main_loop_quit (self->loop);
  return G_SOURCE_CONTINUE;
}

/* A hub that rehearses says what time it is. Returns: FALSE: it does not. */
static gboolean
ask_clock (Drive *self, gint64 *now_ms)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *hello;

  rdm_link_ask_async (self->ctl->link, "GET", "v1/hello", NULL, answered_cb, &answer);
  node = rdm_link_ask_finish (self->ctl->link, wait_for (&answer), NULL);
  hello = node ? json_node_get_object (node) : NULL;
  if (!hello || !json_object_has_member (hello, "speed"))
    return FALSE;
  self->speed = json_object_get_double_member (hello, "speed");
  *now_ms = json_object_get_int_member_with_default (hello, "server_time", 0);
  return TRUE;
}

static void
run_clock (Drive *self)
{
  gint64 now_ms = 0;
  gboolean is_rehearsal = ask_clock (self, &now_ms);
  guint beat = g_timeout_add (BEAT_MS, beat_cb, self);
  guint interrupted = g_unix_signal_add (SIGINT, stop_cb, self);
  guint ended = g_unix_signal_add (SIGTERM, stop_cb, self);

  /* What happened until then is told at once. */
  if (self->wish->from_s != RDM_TIME_NONE)
    (void)rdm_sim_run_until (self->sim, moment (self->ctl, self->wish->from_s));
  self->sim_begin_ms = is_rehearsal ? now_ms : rdm_sim_get_now (self->sim);
  self->real_begin_us = g_get_monotonic_time ();
  g_main_loop_run (self->loop);
  g_source_remove (beat);
  g_source_remove (interrupted);
  g_source_remove (ended);
  if (isatty (STDERR_FILENO))
    g_printerr ("\n");
}

/* The last thing that is known to have happened that day; 0: nothing. */
static gint64
last_fact_ms (RdmCtl *ctl)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (ctl->rows, ctl->date);
  gint64 last_ms = 0;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      last_ms = MAX (last_ms, MAX (route->started_ms, route->ended_ms));
      for (GStrv id = route->stops; id && *id; id++)
        {
          const RdmStop *stop = rdm_rows_get (ctl->rows, RDM_ROW_STOP, *id);

          if (stop)
            last_ms = MAX (last_ms, MAX (stop->arrived_ms, stop->ended_ms));
        }
    }
  return last_ms;
}

/* --- the verb ----------------------------------------------------------------------------------
 */

/* Returns: whether the plan here is the hub's. */
static gboolean
get_in_step (RdmLink *link)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;

  rdm_link_start (link);
  while (rdm_link_get_status (link) == RDM_LINK_CATCHING_UP
         || rdm_link_get_status (link) == RDM_LINK_SENDING)
    {
      if (g_get_monotonic_time () > until_us)
        return FALSE;
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  return rdm_link_get_status (link) == RDM_LINK_IN_STEP;
}

static int
finish (Drive *self, const RdmSimOptions *options)
{
  RdmSimDeviceCounts counts;

  add_counts (self, &counts);
  rdm_sim_print_figures (self->ctl, self->sim, options);
  if (!self->ctl->json)
    g_print (_ ("The hub has %u positions and %u commands.\n"), counts.n_positions,
             counts.n_commands);
  if (counts.is_stuck || counts.n_refused > 0)
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", counts.why);
  return RDM_CTL_OK;
}

static int
drive (RdmCtl *ctl, RdmSimOptions *options, const Wish *wish)
{
  static const RdmSimListener listener = { position_cb, command_cb };
  g_auto (Drive) self = {
    .ctl = ctl,
    .session = soup_session_new (),
    .devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify)rdm_sim_device_free),
    .drivers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .loop = g_main_loop_new (NULL, FALSE),
    .wish = wish,
    .speed = wish->speed,
  };
  int status = RDM_CTL_OK;

  if (!get_in_step (ctl->link))
    {
      g_autofree char *sentence = rdm_link_describe (ctl->link);

      return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", sentence);
    }
  find_drivers (&self);
  if (!(wish->n_invitations > 0
            ? redeem_given (&self, wish->invitations, wish->n_invitations, &status)
            : invite_all (&self, &status)))
    return status;
  /* A day that is under way goes on. */
  options->from_ms = last_fact_ms (ctl);
  self.sim = rdm_sim_new (ctl->rows, ctl->date, rdm_day_plan_get_travel (ctl->day), options);
  if (rdm_sim_get_truth (self.sim)->due->len == 0)
    return rdm_ctl_fail (RDM_CTL_REFUSED,
                         _ ("No route of %s has a stop that is still to be visited."), ctl->date);
  if (wish->sends)
    {
      g_autoptr (RdmCommand) send =
          rdm_sim_send_command (ctl->rows, ctl->date, rdm_sim_get_begin (self.sim));
      g_autoptr (RdmOutcome) outcome = send ? rdm_plan_file_run (ctl->file, send) : NULL;
    }
  rdm_sim_set_listener (self.sim, &listener, &self);
  run_clock (&self);
  return finish (&self, options);
}

/* A run of its own: the hub may know the commands of an earlier one with this seed. */
static char *
name_run (void)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());
}

int
roundsman_sim_hub (int argc, char **argv)
{
  g_auto (RdmSimChoice) choice = { .seed = 1 };
  g_autofree char *run = name_run ();
  g_autofree char *from = NULL;
  int every_s = 0;
  Wish wish = { .speed = 1, .from_s = RDM_TIME_NONE };
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &choice.date, N_ ("Service day"), N_ ("DAY") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &choice.seed, N_ ("Another seed, another day (1)"),
      N_ ("N") },
    { "mishaps", 0, 0, G_OPTION_ARG_STRING, &choice.mishaps,
      N_ ("How many things go wrong (usual: one for eight stops)"), N_ ("N") },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &wish.speed, N_ ("1 to 60 times as fast as a day (1)"),
      N_ ("TIMES") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("Tell at once what happens before this hour"),
      N_ ("TIME") },
    { "every", 0, 0, G_OPTION_ARG_INT, &every_s,
      N_ ("How often a phone that moves says where it is (10)"), N_ ("SECONDS") },
    { "send", 0, 0, G_OPTION_ARG_NONE, &wish.sends, N_ ("Send the routes that have not been sent"),
      NULL },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &choice.region,
      N_ ("On the roads of this region, else of ROUNDSMAN_REGION"), N_ ("REGION") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &choice.json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  RdmSimOptions options;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, RDM_CTL_ANY_NUMBER, &status)
      || !rdm_sim_choice_read (&choice, &options, &status))
    return status;
  if (!(wish.speed >= 1 && wish.speed <= SPEED_MAX))
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("The speed is 1 to %d."), SPEED_MAX);
  if (every_s < 0 || every_s > EVERY_MAX_S)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("A phone says where it is every 1 to %d seconds."),
                         EVERY_MAX_S);
  if (from != NULL && !rdm_time_parse_of_day (from, &wish.from_s, NULL))
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("“%s” is no time of day. Write it like 07:30."), from);
  if (choice.region != NULL)
    g_setenv ("ROUNDSMAN_REGION", choice.region, TRUE);
  ctl = rdm_ctl_open (argv[1], 0, choice.date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = choice.json;
  options.run = run;
  options.position_every_s = (guint)every_s;
  wish.invitations = argv + 2;
  wish.n_invitations = argc - 2;
  return drive (ctl, &options, &wish);
}
