/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * run: a day to its end, at once: what drivers say goes into a copy of the plan, as if it had been
 * said at its hour.
 */
#include <glib/gi18n.h>
#include <unistd.h>

#include "rdm-store.h"
#include "roundsman-sim.h"

#define STEP_MS (10 * 60 * 1000)
/* The desk sends the routes so long before the first driver looks. */
#define SENT_BEFORE_MS (30 * 60 * 1000)

/* A day that is being driven, with nobody at the desk. */
typedef struct
{
  RdmRows *rows;
  RdmSim *sim;
  GPtrArray *entries; /* (element-type RdmJournalEntry) */
  GPtrArray *changes; /* (element-type RdmChange) */
  GPtrArray *track;   /* (element-type RdmTrackEntry) */
  GString *events;    /* NULL: nobody wants them */
  guint n_refused;
} Day;

static void
day_clear (Day *self)
{
  g_clear_pointer (&self->sim, rdm_sim_free);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->track, g_ptr_array_unref);
  if (self->events)
    g_string_free (g_steal_pointer (&self->events), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Day, day_clear)

/* --- what is said ------------------------------------------------------------------------------
 */

static void
position_cb (const char *source, const RdmPosition *position, gint64 at_ms, gpointer user_data)
{
  Day *self = user_data;

  g_ptr_array_add (self->track, rdm_track_entry_new (source, position));
  if (self->events)
    {
      char lat[G_ASCII_DTOSTR_BUF_SIZE];
      char lon[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (
          self->events,
          "{\"at_ms\":%" G_GINT64_FORMAT ",\"source\":\"%s\",\"fix_ms\":%" G_GINT64_FORMAT
          ",\"lat\":%s,\"lon\":%s,\"flags\":%u}\n",
          at_ms, source, position->at_utc_ms,
          g_ascii_formatd (lat, sizeof lat, "%.7f", position->place.lat_deg),
          g_ascii_formatd (lon, sizeof lon, "%.7f", position->place.lon_deg), position->flags);
    }
}

static void
keep (Day *self, const RdmCommand *command, const char *actor, gint64 at_ms)
{
  g_autoptr (RdmOutcome) outcome = rdm_run (command, self->rows);
  RdmJournalEntry *entry = rdm_journal_entry_new ();

  entry->command = rdm_command_ref (command);
  entry->verdict = outcome->verdict;
  entry->reason = outcome->reason;
  entry->subject = g_strdup (outcome->subject);
  entry->detail = g_strdup (outcome->detail);
  entry->actor = g_strdup (actor);
  entry->at_utc_ms = at_ms;
  g_ptr_array_add (self->entries, entry);
  if (!rdm_outcome_is_applied (outcome))
    {
      self->n_refused++;
      return;
    }
  rdm_changes_apply (outcome->changes, self->rows);
  g_ptr_array_extend_and_steal (self->changes, g_steal_pointer (&outcome->changes));
}

static void
command_cb (const RdmCommand *command, const char *driver, gint64 at_ms, gpointer user_data)
{
  Day *self = user_data;
  const RdmDriver *row = rdm_rows_get (self->rows, RDM_ROW_DRIVER, driver);

  keep (self, command, row != NULL && row->name != NULL ? row->name : driver, at_ms);
  if (self->events)
    {
      g_autoptr (JsonNode) node = rdm_command_to_json (command);
      g_autofree char *text = json_to_string (node, FALSE);

      g_string_append_printf (self->events,
                              "{\"at_ms\":%" G_GINT64_FORMAT ",\"driver\":\"%s\",\"command\":%s}\n",
                              at_ms, driver, text);
    }
}

/* --- driving -----------------------------------------------------------------------------------
 */

static void
show_progress (const RdmSim *sim, gint64 begin_ms, gint64 end_ms)
{
  gint64 whole_ms = MAX (end_ms - begin_ms, 1);

  g_printerr ("\r%3d %% ", (int)(100 * (rdm_sim_get_now (sim) - begin_ms) / whole_ms));
}

/* Returns: FALSE: there is nothing to drive. */
static gboolean
drive (Day *self, RdmCtl *ctl, const RdmSimOptions *options)
{
  static const RdmSimListener listener = { position_cb, command_cb };
  gboolean is_shown = isatty (STDERR_FILENO);
  g_autoptr (RdmCommand) send = NULL;
  gint64 begin_ms;
  gint64 end_ms;

  self->sim = rdm_sim_new (self->rows, ctl->date, rdm_day_plan_get_travel (ctl->day), options);
  begin_ms = rdm_sim_get_begin (self->sim);
  end_ms = rdm_sim_get_end (self->sim);
  if (rdm_sim_get_truth (self->sim)->due->len == 0)
    return FALSE;
  send = rdm_sim_send_command (self->rows, ctl->date, begin_ms - SENT_BEFORE_MS);
  if (send != NULL)
    {
      g_free (send->id);
      send->id =
          g_strdup_printf ("command_sim_send_%s_%" G_GUINT64_FORMAT, ctl->date, options->seed);
      keep (self, send, g_get_prgname (), begin_ms - SENT_BEFORE_MS);
    }
  rdm_sim_set_listener (self->sim, &listener, self);
  for (gint64 at_ms = begin_ms; !rdm_sim_is_over (self->sim); at_ms += STEP_MS)
    {
      (void)rdm_sim_run_until (self->sim, at_ms);
      if (is_shown)
        show_progress (self->sim, begin_ms, end_ms);
    }
  if (is_shown)
    g_printerr ("\r      \r");
  return TRUE;
}

/* --- writing -----------------------------------------------------------------------------------
 */

/* The plan as it was, with all of it. What is half there is taken away again. */
static gboolean
write_plan (Day *self, const char *from, const char *to, GError **error)
{
  g_autoptr (RdmStore) store = rdm_store_open (from, 0, error);
  g_autoptr (RdmStore) copy = NULL;
  gboolean is_written;

  if (store == NULL || !rdm_store_copy (store, to, error))
    return FALSE;
  copy = rdm_store_open (to, 0, error);
  is_written = copy != NULL && rdm_store_write (copy, self->entries, self->changes, NULL, error)
               && rdm_store_add_track (copy, self->track, error);
  if (!is_written)
    {
      g_clear_pointer (&copy, rdm_store_close);
      unlink (to);
    }
  return is_written;
}

static gboolean
write_all (Day *self, const char *plan, const char *output, const char *events, GError **error)
{
  return (events == NULL
          || g_file_set_contents (events, self->events->str, (gssize)self->events->len, error))
         && (output == NULL || write_plan (self, plan, output, error));
}

/* --- the verb ----------------------------------------------------------------------------------
 */

static int
run (RdmCtl *ctl,
     const char *plan,
     const RdmSimOptions *options,
     const char *output,
     const char *events)
{
  g_auto (Day) day = {
    .rows = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (ctl->rows)),
    .entries = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_journal_entry_free),
    .changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free),
    .track = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free),
    .events = events != NULL ? g_string_new (NULL) : NULL,
  };
  g_autoptr (GError) error = NULL;

  if (!drive (&day, ctl, options))
    return rdm_ctl_fail (RDM_CTL_REFUSED,
                         _ ("No route of %s has a stop that is still to be visited. "
                            "“roundsmanctl plan” plans the day."),
                         ctl->date);
  if (!write_all (&day, plan, output, events, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  rdm_sim_print_figures (ctl, day.sim, options);
  if (day.n_refused > 0)
    return rdm_ctl_fail (RDM_CTL_REFUSED,
                         ngettext ("The plan refused %u thing that a driver said.",
                                   "The plan refused %u things that drivers said.", day.n_refused),
                         day.n_refused);
  return RDM_CTL_OK;
}

int
roundsman_sim_run (int argc, char **argv)
{
  g_auto (RdmSimChoice) choice = { .seed = 1 };
  g_autofree char *output = NULL;
  g_autofree char *events = NULL;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &choice.date, N_ ("Service day"), N_ ("DAY") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &choice.seed, N_ ("Another seed, another day (1)"),
      N_ ("N") },
    { "mishaps", 0, 0, G_OPTION_ARG_STRING, &choice.mishaps,
      N_ ("How many things go wrong (usual: one for eight stops)"), N_ ("N") },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &choice.region,
      N_ ("On the roads of this region, else of ROUNDSMAN_REGION"), N_ ("REGION") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_ ("A copy of the plan with everything that happened"), N_ ("PLAN") },
    { "events", 0, 0, G_OPTION_ARG_FILENAME, &events,
      N_ ("Every position and command, one JSON object a line"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &choice.json, N_ ("Answer in JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  RdmSimOptions options;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status)
      || !rdm_sim_choice_read (&choice, &options, &status))
    return status;
  if (output != NULL && g_file_test (output, G_FILE_TEST_EXISTS))
    return rdm_ctl_fail (RDM_CTL_FILE, _ ("%s is there already. Name another file."), output);
  ctl = rdm_sim_choice_open (&choice, argv[1], &status);
  if (ctl == NULL)
    return status;
  ctl->json = choice.json;
  return run (ctl, argv[1], &options, output, events);
}
