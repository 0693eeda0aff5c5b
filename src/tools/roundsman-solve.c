/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The optimizer on the command line: VROOM's JSON in, VROOM's JSON out. */
#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>
#include <time.h>

#include "rdm-config.h"
#include "roundsman-solve-write.h"

/* As VROOM's. */
enum
{
  EXIT_INTERNAL = 1,
  EXIT_INPUT = 2,
};

/* Left of a limit of processor time for writing the answer. */
#define RESERVE_S 0.01

typedef struct
{
  double time_limit_s;
  double cpu_limit_s;
  gint64 iterations;
  int threads;
  gint64 seed;
  gboolean shows_progress;
  gboolean shows_version;
  char **files;
} Options;

static int
fail (int code, const char *message)
{
  g_autofree char *text = roundsman_error_write (code, message);

  g_print ("%s\n", text);
  g_printerr ("roundsman-solve: %s\n", message);
  return code;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "time-limit", 't', 0, G_OPTION_ARG_DOUBLE, &options->time_limit_s,
      "Stop after so many seconds by the clock (default 10)", "SECONDS" },
    { "cpu-limit", 0, 0, G_OPTION_ARG_DOUBLE, &options->cpu_limit_s,
      "Stop after so many seconds of processor time, all threads and reading together", "SECONDS" },
    { "iterations", 'i', 0, G_OPTION_ARG_INT64, &options->iterations,
      "Stop after so many iterations of each thread; alone, the answer is always the same", "N" },
    { "threads", 'T', 0, G_OPTION_ARG_INT, &options->threads,
      "Work with so many threads (default 1)", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &options->seed,
      "Another seed, another search (default 1)", "N" },
    { "progress", 'p', 0, G_OPTION_ARG_NONE, &options->shows_progress,
      "Tell on standard error how it goes", NULL },
    { "version", 'v', 0, G_OPTION_ARG_NONE, &options->shows_version, "Print the version and exit",
      NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files, NULL, "[FILE]" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("– plan routes");

  g_option_context_set_summary (
      context, "Reads a problem in VROOM's JSON format from FILE or standard input, "
               "writes the solution in VROOM's format to standard output.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (options->time_limit_s < 0 || options->cpu_limit_s < 0 || options->iterations < 0
      || options->threads < 1 || options->threads > 64
      || (options->files != NULL && g_strv_length (options->files) > 1))
    {
      g_set_error_literal (
          error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
          "Limits must not be negative, threads are 1 to 64, and there is one file");
      return FALSE;
    }
  return TRUE;
}

static GString *
read_all (const char *file, GError **error)
{
  g_autoptr (GIOChannel) channel = NULL;
  g_autofree char *text = NULL;
  gsize length;

  channel = file == NULL || g_str_equal (file, "-") ? g_io_channel_unix_new (0)
                                                    : g_io_channel_new_file (file, "r", error);
  if (channel == NULL || g_io_channel_set_encoding (channel, NULL, error) != G_IO_STATUS_NORMAL
      || g_io_channel_read_to_end (channel, &text, &length, error) != G_IO_STATUS_NORMAL)
    return NULL;
  return g_string_new_len (text, (gssize)length);
}

static bool
progress_cb (const RdmVrpProgress *progress, void *user_data)
{
  g_printerr ("%8.2f s  cost %.0f  left out %u  iterations %" G_GUINT64_FORMAT "\n",
              progress->elapsed_s, (double)progress->best_cost / ROUNDSMAN_COST_UNIT,
              progress->n_left_out, (guint64)progress->iterations);
  return true;
}

static double
cpu_s (void)
{
  return (double)clock () / CLOCKS_PER_SEC;
}

static int
solve (const Options *options, const RoundsmanInput *input, gint64 began_us)
{
  gint64 loaded_us = g_get_monotonic_time ();
  RdmVrpParams params = {
    .time_limit_s = options->time_limit_s,
    .cpu_limit_s = options->cpu_limit_s,
    .iterations = (uint64_t)options->iterations,
    .threads = (uint32_t)options->threads,
    .seed = (uint64_t)options->seed,
  };
  RdmVrpSolution solution;
  g_autofree char *text = NULL;

  if (params.cpu_limit_s > 0)
    params.cpu_limit_s = MAX (params.cpu_limit_s - cpu_s () - RESERVE_S, 0.01);
  if (params.time_limit_s > 0)
    params.time_limit_s =
        MAX (params.time_limit_s - (double)(loaded_us - began_us) * 1e-6 - RESERVE_S, 0.01);
  if (rdm_vrp_solve (&input->problem, &params, input->initial,
                     options->shows_progress ? progress_cb : NULL, NULL, &solution)
      == RDM_VRP_NO_MEMORY)
    return fail (EXIT_INTERNAL, "Memory is out");
  text = roundsman_solution_write (input, &solution, (loaded_us - began_us) / 1000,
                                   (gint64)(solution.elapsed_s * 1000));
  g_print ("%s\n", text);
  if (options->shows_progress)
    g_printerr ("%" G_GUINT64_FORMAT " iterations, %" G_GUINT64_FORMAT
                " places priced, %.3f s to the first plan, %.2f s in all\n",
                (guint64)solution.iterations, (guint64)solution.moves, solution.first_plan_s,
                solution.elapsed_s);
  rdm_vrp_solution_clear (&solution);
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  Options options = { .threads = 1, .seed = 1 };
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  GString *text = NULL;
  RoundsmanInput *input;
  int code;

  setlocale (LC_ALL, "");
  if (!parse_options (&options, &argc, &argv, &error))
    return fail (EXIT_INPUT, error->message);
  if (options.shows_version)
    {
      g_print ("roundsman-solve %s\n", RDM_VERSION);
      return EXIT_SUCCESS;
    }
  text = read_all (options.files != NULL ? options.files[0] : NULL, &error);
  if (text == NULL)
    code = fail (EXIT_INPUT, error->message);
  else
    {
      input = roundsman_input_read (text->str, text->len, &error);
      g_string_free (text, TRUE);
      code = input == NULL ? fail (EXIT_INPUT, error->message) : solve (&options, input, began_us);
      if (input != NULL)
        roundsman_input_free (input);
    }
  g_strfreev (options.files);
  return code;
}
