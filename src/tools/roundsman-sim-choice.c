/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which day is driven, and how it went.
 */
#include "roundsman-sim.h"

#include <glib/gi18n.h>

#include "rdm-table.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* More than that many go wrong on no day. */
#define MISHAPS_MAX 100000

void
rdm_sim_choice_clear (RdmSimChoice *self)
{
  g_free (self->date);
  g_free (self->region);
  g_free (self->mishaps);
}

gboolean
rdm_sim_choice_read (const RdmSimChoice *self, RdmSimOptions *options, int *status)
{
  guint64 n_mishaps = 0;

  *options = (RdmSimOptions){ .seed = (guint64)self->seed, .n_mishaps = RDM_SIM_MISHAPS_USUAL };
  if (self->mishaps == NULL || g_str_equal (self->mishaps, "usual"))
    return TRUE;
  if (!g_ascii_string_to_unsigned (self->mishaps, 10, 0, MISHAPS_MAX, &n_mishaps, NULL))
    {
      *status = rdm_ctl_fail (RDM_CTL_USAGE,
                              _ ("“%s” is no number of mishaps. Write one like 40, or “usual”."),
                              self->mishaps);
      return FALSE;
    }
  options->n_mishaps = (int)n_mishaps;
  return TRUE;
}

RdmCtl *
rdm_sim_choice_open (const RdmSimChoice *self, const char *path, int *status)
{
  if (self->region != NULL)
    g_setenv ("ROUNDSMAN_REGION", self->region, TRUE);
  return rdm_ctl_open (path, RDM_STORE_READ_ONLY, self->date, status);
}

/* --- how it went -------------------------------------------------------------------------------
 */

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_mishaps (JsonBuilder *builder, const RdmSimTruth *truth)
{
  json_builder_set_member_name (builder, "mishaps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < truth->mishaps->len; i++)
    {
      const RdmMishap *mishap = g_ptr_array_index (truth->mishaps, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "kind");
      json_builder_add_string_value (builder, rdm_mishap_kind_names[mishap->kind]);
      if (mishap->route || mishap->stop)
        {
          json_builder_set_member_name (builder, mishap->route ? "route" : "stop");
          json_builder_add_string_value (builder, mishap->route ? mishap->route : mishap->stop);
        }
      add_int (builder, "struck_ms", mishap->struck_ms);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (const RdmCtl *ctl,
            const RdmSimOptions *options,
            const RdmSimFigures *figures,
            const RdmSimTruth *truth)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "date");
  json_builder_add_string_value (builder, ctl->date);
  add_int (builder, "seed", (gint64)options->seed);
  add_int (builder, "routes", figures->n_routes);
  add_int (builder, "stops", figures->n_due);
  add_int (builder, "done", figures->n_done);
  add_int (builder, "late", figures->n_late);
  add_int (builder, "late_s", figures->late_ms / 1000);
  add_int (builder, "failed", figures->n_failed);
  add_int (builder, "untried", figures->n_untried);
  add_int (builder, "attempts", figures->n_attempts);
  add_int (builder, "distance_m", (gint64)figures->driven_m);
  add_int (builder, "duty_s", figures->duty_ms / 1000);
  add_int (builder, "overtime_s", figures->overtime_ms / 1000);
  add_int (builder, "cost_minor", figures->cost_minor);
  add_mishaps (builder, truth);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

static void
print_mishaps (const RdmSimTruth *truth)
{
  g_autoptr (RdmTable) table =
      rdm_table_new (_ ("What went wrong"), RDM_TABLE_RIGHT, _ ("Times"), NULL);

  for (guint k = 0; k < RDM_N_MISHAP_KINDS; k++)
    {
      guint n = 0;

      for (guint i = 0; i < truth->mishaps->len; i++)
        {
          const RdmMishap *mishap = g_ptr_array_index (truth->mishaps, i);

          n += mishap->kind == k && mishap->struck_ms != 0;
        }
      if (n == 0)
        continue;
      rdm_table_take (table, g_strdup (rdm_mishap_kind_label ((RdmMishapKind)k)));
      rdm_table_take (table, g_strdup_printf ("%u", n));
    }
  rdm_table_print (table);
}

void
rdm_sim_print_figures (RdmCtl *ctl, RdmSim *sim, const RdmSimOptions *options)
{
  g_autoptr (RdmSettings) settings = rdm_rows_settings (ctl->rows);
  g_autofree char *day = rdm_date_format_full (ctl->date);
  g_autofree char *distance = NULL;
  g_autofree char *duty = NULL;
  g_autofree char *money = NULL;
  g_autofree char *seed = NULL;
  RdmSimFigures figures;

  rdm_sim_get_figures (sim, &figures);
  if (ctl->json)
    {
      print_json (ctl, options, &figures, rdm_sim_get_truth (sim));
      return;
    }
  distance = rdm_format_distance ((gint64)figures.driven_m);
  duty = rdm_format_duration (figures.duty_ms / 1000);
  money = rdm_format_money (figures.cost_minor, settings->currency);
  seed = g_strdup_printf ("%" G_GUINT64_FORMAT, options->seed);
  /* Translators: a day, then the number that made it. */
  g_print (_ ("%s, seed %s\n"), day, seed);
  g_print (_ ("%u of %u stops done, %u of them late; %u failed, %u never tried\n"), figures.n_done,
           figures.n_due, figures.n_late, figures.n_failed, figures.n_untried);
  g_print (ngettext ("%u route, %s, %s on duty, %s\n", "%u routes, %s, %s on duty, %s\n",
                     figures.n_routes),
           figures.n_routes, distance, duty, money);
  if (figures.n_mishaps > 0)
    print_mishaps (rdm_sim_get_truth (sim));
}
