/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * score: many days of one plan, with nobody at the desk and with somebody; how good arrival times
 * and detections were.
 */
#include <errno.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "rdm-sim-person.h"
#include "rdm-table.h"
#include "roundsman-sim-detect.h"
#include "roundsman-sim-eta.h"
#include "roundsman-sim-school.h"
#include "roundsman-sim-stats.h"

#define DAYS_MAX 1000
#define MINUTES_MAX 600
/* Lessons are other days than those of the exam. */
#define LESSONS_SEED 1000000

/* What is compared between days. */
typedef enum
{
  FIGURE_DONE,
  FIGURE_LATE,
  FIGURE_LATE_MIN,
  FIGURE_FAILED,
  FIGURE_UNTRIED,
  FIGURE_KM,
  FIGURE_COST,
  FIGURE_COST_EACH,
  N_FIGURES
} Figure;

static const char *const figure_names[] = { "done",    "late", "late_min", "failed",
                                            "untried", "km",   "cost",     "cost_per_done" };

/* Error of arrival times, a value a day. */
typedef struct
{
  GArray *p50; /* (element-type double) */
  GArray *p90;
  GArray *bias;
  GArray *within;
  guint n;
} EtaScore;

typedef struct
{
  GArray *figures[2][N_FIGURES]; /* (element-type double): a value a day; alone, with answers */
  EtaScore etas[RDM_SIM_N_ETAS][RDM_SIM_N_AHEADS];
  RdmSimDetection detections[RDM_SIM_N_SEEN];
  GString *lines; /* NULL: nobody wants them */
  RdmRows *rows;
  guint n_days;
  guint n_questions;
  guint n_answers;
  guint n_refused;
  guint n_detected;
} Score;

static GArray *
values_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static void
score_init (Score *self)
{
  *self = (Score){ .n_days = 0 };
  for (guint f = 0; f < 2 * N_FIGURES; f++)
    self->figures[f / N_FIGURES][f % N_FIGURES] = values_new ();
  for (guint i = 0; i < RDM_SIM_N_ETAS * RDM_SIM_N_AHEADS; i++)
    self->etas[i / RDM_SIM_N_AHEADS][i % RDM_SIM_N_AHEADS] =
        (EtaScore){ values_new (), values_new (), values_new (), values_new (), 0 };
  for (guint i = 0; i < RDM_SIM_N_SEEN; i++)
    self->detections[i].leads = values_new ();
}

static void
score_clear (Score *self)
{
  for (guint f = 0; f < 2 * N_FIGURES; f++)
    g_array_unref (self->figures[f / N_FIGURES][f % N_FIGURES]);
  for (guint i = 0; i < RDM_SIM_N_ETAS * RDM_SIM_N_AHEADS; i++)
    {
      EtaScore *eta = &self->etas[i / RDM_SIM_N_AHEADS][i % RDM_SIM_N_AHEADS];

      g_array_unref (eta->p50);
      g_array_unref (eta->p90);
      g_array_unref (eta->bias);
      g_array_unref (eta->within);
    }
  for (guint i = 0; i < RDM_SIM_N_SEEN; i++)
    g_array_unref (self->detections[i].leads);
  if (self->lines)
    g_string_free (self->lines, TRUE);
  g_clear_object (&self->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Score, score_clear)

/* --- one day -----------------------------------------------------------------------------------
 */

static void
add_figures (Score *self, RdmSimDesk *desk, guint64 seed, gboolean with_answers)
{
  RdmSimFigures figures;
  double values[N_FIGURES];

  rdm_sim_get_figures (desk->sim, &figures);
  values[FIGURE_DONE] = figures.n_done;
  values[FIGURE_LATE] = figures.n_late;
  values[FIGURE_LATE_MIN] = (double)figures.late_ms / 60e3;
  values[FIGURE_FAILED] = figures.n_failed;
  values[FIGURE_UNTRIED] = figures.n_untried;
  values[FIGURE_KM] = figures.driven_m / 1e3;
  values[FIGURE_COST] = (double)figures.cost_minor / 100;
  values[FIGURE_COST_EACH] = (double)figures.cost_minor / 100 / MAX (figures.n_done, 1);
  if (self->lines)
    g_string_append_printf (self->lines, "%" G_GUINT64_FORMAT ",%s", seed,
                            with_answers ? "first-suggestion" : "nobody");
  for (guint f = 0; f < N_FIGURES; f++)
    {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];

      g_array_append_val (self->figures[with_answers][f], values[f]);
      if (self->lines)
        g_string_append_printf (self->lines, ",%s",
                                g_ascii_formatd (digits, sizeof digits, "%.3f", values[f]));
    }
  if (self->lines)
    g_string_append_c (self->lines, '\n');
}

static void
add_eta (EtaScore *score, const RdmSimEtaErrors *errors)
{
  g_array_append_val (score->p50, errors->p50_min);
  g_array_append_val (score->p90, errors->p90_min);
  g_array_append_val (score->bias, errors->bias_min);
  g_array_append_val (score->within, errors->within_90);
  score->n += errors->n;
}

/* Nobody does anything: what is said and seen is judged by what happens then. */
static void
watch_day (Score *self, RdmCtl *ctl, const RdmSimOptions *options, RdmExperience *experience)
{
  g_autoptr (RdmSimDesk) desk = rdm_sim_desk_new (
      self->rows, ctl->date, rdm_day_plan_get_travel (ctl->day), options, experience);
  g_autoptr (RdmSimEtaBook) book = rdm_sim_eta_book_new ();
  g_autoptr (RdmSimDetector) detector = rdm_sim_detector_new ();

  while (rdm_sim_desk_step (desk))
    {
      rdm_sim_eta_book_note (book, desk->live, desk->taught);
      rdm_sim_detector_note (detector, desk);
    }
  add_figures (self, desk, options->seed, FALSE);
  for (guint e = 0; e < RDM_SIM_N_ETAS; e++)
    for (guint a = 0; a < RDM_SIM_N_AHEADS; a++)
      {
        RdmSimEtaErrors errors;

        rdm_sim_eta_book_judge (book, rdm_sim_get_truth (desk->sim), (RdmSimEtaKind)e,
                                (RdmSimAhead)a, &errors);
        add_eta (&self->etas[e][a], &errors);
      }
  rdm_sim_detector_judge (detector, desk, self->detections);
  self->n_refused += desk->n_refused;
  self->n_detected += desk->n_detected;
  self->n_days++;
}

/* The same day, and somebody who always takes the first suggestion, at a desk that goes by what was
 * learned. */
static void
answer_day (Score *self,
            RdmCtl *ctl,
            const RdmSimOptions *options,
            RdmExperience *experience,
            const RdmSimPerson *who)
{
  RdmSimPerson person = *who;

  g_autoptr (RdmSimDesk) desk =
      rdm_sim_desk_new (self->rows, ctl->date, rdm_day_plan_get_travel (ctl->day), options, NULL);

  person.seed = options->seed;
  if (experience)
    rdm_live_day_set_experience (desk->live, experience);
  while (rdm_sim_desk_step (desk))
    rdm_sim_person_look (&person, desk);
  add_figures (self, desk, options->seed, TRUE);
  self->n_questions += person.n_questions;
  self->n_answers += person.n_answers;
  self->n_refused += desk->n_refused;
}

/* --- in words ----------------------------------------------------------------------------------
 */

static void
print_figures (const Score *self)
{
  g_autoptr (RdmTable) table = rdm_table_new (
      _ ("A day"), RDM_TABLE_RIGHT, "n", RDM_TABLE_RIGHT, _ ("Nobody at the desk"), RDM_TABLE_RIGHT,
      _ ("First suggestion"), RDM_TABLE_RIGHT, _ ("Difference"), NULL);

  for (guint f = 0; f < N_FIGURES; f++)
    {
      guint decimals = f == FIGURE_COST_EACH ? 2 : 1;
      RdmSimMean alone = rdm_sim_mean (self->figures[FALSE][f]);
      RdmSimMean answered = rdm_sim_mean (self->figures[TRUE][f]);
      RdmSimMean gain = rdm_sim_mean_difference (self->figures[FALSE][f], self->figures[TRUE][f]);

      rdm_table_take (table, g_strdup (figure_names[f]));
      rdm_table_take (table, g_strdup_printf ("%u", alone.n));
      rdm_table_take (table, rdm_sim_mean_format (&alone, decimals));
      rdm_table_take (table, rdm_sim_mean_format (&answered, decimals));
      rdm_table_take (table, rdm_sim_mean_format (&gain, decimals));
    }
  rdm_table_print (table);
}

static void
print_etas (const Score *self)
{
  static const char *const names[] = { N_ ("The morning’s plan"), N_ ("Live"),
                                       N_ ("Live, with learning") };
  g_autoptr (RdmTable) table = rdm_table_new (
      _ ("Arrival, error in minutes"), RDM_TABLE_RIGHT, _ ("Before"), RDM_TABLE_RIGHT, "n",
      RDM_TABLE_RIGHT, "P50", RDM_TABLE_RIGHT, "P90", RDM_TABLE_RIGHT, _ ("Mean"), RDM_TABLE_RIGHT,
      _ ("percent before its P90"), NULL);

  for (guint e = 0; e < RDM_SIM_N_ETAS; e++)
    for (guint a = 0; a < RDM_SIM_N_AHEADS; a++)
      {
        const EtaScore *eta = &self->etas[e][a];
        RdmSimMean p50 = rdm_sim_mean (eta->p50);
        RdmSimMean p90 = rdm_sim_mean (eta->p90);
        RdmSimMean bias = rdm_sim_mean (eta->bias);
        RdmSimMean within = rdm_sim_mean (eta->within);

        if (eta->n == 0)
          continue;
        within.mean *= 100;
        within.half *= 100;
        rdm_table_take (table, g_strdup (_ (names[e])));
        rdm_table_take (table, g_strdup_printf (_ ("%d min"), rdm_sim_ahead_minutes[a]));
        rdm_table_take (table, g_strdup_printf ("%u", eta->n));
        rdm_table_take (table, rdm_sim_mean_format (&p50, 1));
        rdm_table_take (table, rdm_sim_mean_format (&p90, 1));
        rdm_table_take (table, rdm_sim_mean_format (&bias, 1));
        rdm_table_take (table, rdm_sim_mean_format (&within, 0));
      }
  rdm_table_print (table);
}

static char *
share_text (guint n, guint of)
{
  return of == 0 ? g_strdup ("–") : g_strdup_printf ("%.0f %% (%u/%u)", 100.0 * n / of, n, of);
}

static void
print_detections (const Score *self)
{
  g_autoptr (RdmTable) table =
      rdm_table_new (_ ("Detected"), RDM_TABLE_RIGHT, _ ("Precision"), RDM_TABLE_RIGHT,
                     _ ("Recall"), RDM_TABLE_RIGHT, _ ("Minutes ahead, P10"), RDM_TABLE_RIGHT,
                     "P50", RDM_TABLE_RIGHT, "P90", NULL);

  for (guint s = 0; s < RDM_SIM_N_SEEN; s++)
    {
      const RdmSimDetection *detection = &self->detections[s];

      rdm_table_take (table, g_strdup (rdm_sim_seen_names[s]));
      rdm_table_take (table, share_text (detection->n_right, detection->n_alerts));
      rdm_table_take (table, share_text (detection->n_found, detection->n_events));
      for (guint q = 1; q <= 9; q += 4)
        rdm_table_take (
            table, detection->leads->len == 0
                       ? g_strdup ("–")
                       : g_strdup_printf ("%.0f", rdm_sim_quantile (detection->leads, q / 10.0)));
    }
  rdm_table_print (table);
}

/* --- the verb ----------------------------------------------------------------------------------
 */

typedef struct
{
  int n_seeds;
  int n_lessons; /* days that are learned from */
  gboolean answers;
  int minutes; /* between two looks */
  int urgency; /* minor units */
  int iterations;
  char *only;
  char *csv;
  char *trace;
} Wish;

static GString *
lines_new (void)
{
  GString *lines = g_string_new ("seed,policy");

  for (guint f = 0; f < N_FIGURES; f++)
    g_string_append_printf (lines, ",%s", figure_names[f]);
  g_string_append_c (lines, '\n');
  return lines;
}

/* What the plan has left out is nobody's fault on the day, and not what is compared. */
static RdmRows *
rows_on_routes (RdmCtl *ctl)
{
  RdmRows *rows = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (ctl->rows));
  g_autoptr (GPtrArray) tray = rdm_rows_day_tray (rows, ctl->date);
  g_autoptr (RdmCommand) command = rdm_command_new_remove (NULL);
  g_autoptr (GHashTable) orders = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (RdmOutcome) outcome = NULL;

  for (guint i = 0; i < tray->len; i++)
    {
      const RdmStop *stop = g_ptr_array_index (tray, i);

      if (g_hash_table_add (orders, stop->order))
        rdm_command_remove_row (command, RDM_ROW_ORDER, stop->order);
    }
  outcome = rdm_run (command, rows);
  if (rdm_outcome_is_applied (outcome))
    rdm_changes_apply (outcome->changes, rows);
  return rows;
}

/* Names of exceptions, with commas between. */
static gboolean
read_kinds (const char *text, guint64 *kinds)
{
  g_auto (GStrv) names = text ? g_strsplit (text, ",", -1) : NULL;

  for (GStrv name = names; name && *name; name++)
    {
      gboolean is_known = FALSE;

      for (guint k = 0; rdm_exception_kind_names[k] && !is_known; k++)
        {
          is_known = g_str_equal (rdm_exception_kind_names[k], *name);
          *kinds |= is_known ? G_GUINT64_CONSTANT (1) << k : 0;
        }
      if (!is_known)
        return FALSE;
    }
  return TRUE;
}

static void
tell_day (const Wish *wish, int day)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%d/%d ", day, wish->n_seeds);
}

static int
score (RdmCtl *ctl, RdmSimOptions *options, const Wish *wish)
{
  RdmSimOptions before = *options;
  RdmSimPerson person = { .look_min = (guint)wish->minutes,
                          .least_minor = wish->urgency,
                          .iterations = (guint64)wish->iterations };
  g_autoptr (RdmExperience) experience = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (Score) self = { 0 };

  score_init (&self);
  if (!read_kinds (wish->only, &person.kinds))
    return rdm_ctl_fail (RDM_CTL_USAGE,
                         _ ("“%s” is no list of exceptions. Write one like “late,vehicle-down”."),
                         wish->only);
  if (wish->trace && !(person.trace = fopen (wish->trace, "w")))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s: %s", wish->trace, g_strerror (errno));
  if (person.trace)
    rdm_sim_person_trace_begin (person.trace);
  self.rows = rows_on_routes (ctl);
  self.lines = wish->csv ? lines_new () : NULL;
  before.seed += LESSONS_SEED;
  if (wish->n_lessons > 0)
    experience = rdm_sim_learn (self.rows, ctl->date, rdm_day_plan_get_travel (ctl->day), &before,
                                (guint)wish->n_lessons);
  for (int i = 0; i < wish->n_seeds; i++, options->seed++)
    {
      tell_day (wish, i + 1);
      watch_day (&self, ctl, options, experience);
      if (wish->answers)
        answer_day (&self, ctl, options, experience, &person);
      /* By the day: many of them take a while. */
      if (wish->csv && !g_file_set_contents (wish->csv, self.lines->str, -1, &error))
        return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
    }
  if (isatty (STDERR_FILENO))
    g_printerr ("\r        \r");
  print_figures (&self);
  print_etas (&self);
  print_detections (&self);
  g_print (_ ("Seen and not said: %u; alerts looked at: %u; suggestions taken: %u; refused: %u\n"),
           self.n_detected, self.n_questions, self.n_answers, self.n_refused);
  if (person.trace && fclose (person.trace) != 0)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s: %s", wish->trace, g_strerror (errno));
  return RDM_CTL_OK;
}

int
roundsman_sim_score (int argc, char **argv)
{
  g_auto (RdmSimChoice) choice = { .seed = 1 };
  g_autofree char *csv = NULL;
  g_autofree char *trace = NULL;
  g_autofree char *only = NULL;
  Wish wish = { .n_seeds = 20,
                .n_lessons = 10,
                .minutes = RDM_SIM_PERSON_LOOK_MIN,
                .urgency = RDM_SIM_PERSON_LEAST_MINOR,
                .iterations = RDM_SIM_PERSON_ITERATIONS };
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &choice.date, N_ ("Service day"), N_ ("DAY") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &choice.seed, N_ ("The first seed (1)"), N_ ("N") },
    { "seeds", 0, 0, G_OPTION_ARG_INT, &wish.n_seeds, N_ ("So many days, a seed each (20)"),
      N_ ("N") },
    { "answers", 0, 0, G_OPTION_ARG_NONE, &wish.answers,
      N_ ("Each day once more, always with the first suggestion taken"), NULL },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &wish.minutes,
      N_ ("… by somebody who looks that often (10)"), N_ ("N") },
    { "urgency", 0, 0, G_OPTION_ARG_INT, &wish.urgency,
      N_ ("… at what is that urgent, in cents (8000)"), N_ ("N") },
    { "iterations", 0, 0, G_OPTION_ARG_INT, &wish.iterations,
      N_ ("… with so many steps of each search (30); 0: as long as the window takes"), N_ ("N") },
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, N_ ("… and at nothing but these exceptions"),
      N_ ("NAMES") },
    { "trace", 0, 0, G_OPTION_ARG_FILENAME, &trace,
      N_ ("Which suggestions were taken and what they promised, a line each"), N_ ("FILE") },
    { "lessons", 0, 0, G_OPTION_ARG_INT, &wish.n_lessons,
      N_ ("Other days that arrival times are learned from (10)"), N_ ("N") },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &csv, N_ ("What each day came to, a line each"),
      N_ ("FILE") },
    { "mishaps", 0, 0, G_OPTION_ARG_STRING, &choice.mishaps,
      N_ ("How many things go wrong (usual: one for eight stops)"), N_ ("N") },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &choice.region,
      N_ ("On the roads of this region, else of ROUNDSMAN_REGION"), N_ ("REGION") },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  RdmSimOptions options;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status)
      || !rdm_sim_choice_read (&choice, &options, &status))
    return status;
  if (wish.n_seeds < 1 || wish.n_seeds > DAYS_MAX || wish.n_lessons < 0 || wish.n_lessons > DAYS_MAX
      || wish.iterations < 0)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Take 1 to %d seeds, and 0 to %d lessons."), DAYS_MAX,
                         DAYS_MAX);
  if (wish.minutes < 0 || wish.minutes > MINUTES_MAX)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Somebody looks every 0 to %d minutes."), MINUTES_MAX);
  ctl = rdm_sim_choice_open (&choice, argv[1], &status);
  if (ctl == NULL)
    return status;
  wish.csv = csv;
  wish.trace = trace;
  wish.only = only;
  return score (ctl, &options, &wish);
}
