/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-better-plan.h"

#include <glib/gi18n-lib.h>

#include "rdm-day.h"
#include "rdm-live-rest.h"
#include "rdm-time.h"
#include "rdm-units.h"

static void
part_free (gpointer data)
{
  RdmBetterPart *self = data;

  g_strfreev (self->routes);
  g_free (self->words);
  rdm_repair_free (self->repair);
  g_free (self);
}

void
rdm_better_plan_free (RdmBetterPlan *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->parts);
  g_free (self->words);
  g_free (self);
}

/* --- words -------------------------------------------------------------------------------------
 */

static void
say_saved (GString *words, char *what)
{
  g_autofree char *taken = what;

  if (words->len > 0)
    g_string_append (words, ", ");
  g_string_append (words, taken);
}

static char *
say (const RdmSettings *settings, gint64 cost_minor, gint64 duty_s, guint n_saved)
{
  GString *words = g_string_new (NULL);

  if (n_saved > 0)
    say_saved (words,
               g_strdup_printf (ngettext ("%u not late any more", "%u not late any more", n_saved),
                                n_saved));
  if (duty_s <= -60)
    {
      g_autofree char *time = rdm_format_duration (-duty_s);

      say_saved (words, g_strdup_printf (_ ("%s less"), time));
    }
  if (cost_minor < 0)
    {
      g_autofree char *money = rdm_format_money_whole (-cost_minor, settings->currency);

      say_saved (words, g_strdup_printf (_ ("%s less"), money));
    }
  if (words->len == 0)
    g_string_append (words, _ ("less late"));
  return g_string_free (words, FALSE);
}

static char *
names_of (RdmRows *rows, GStrv routes)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (GStrv id = routes; *id; id++)
    {
      g_autoptr (RdmRoute) route = rdm_rows_get_route (rows, *id);

      if (route)
        say_saved (names, rdm_day_route_name (rows, route));
    }
  return g_strdup (names->str);
}

/* --- parts -------------------------------------------------------------------------------------
 */

static GStrv
routes_of (const RdmRepair *repair)
{
  g_autoptr (GStrvBuilder) routes = g_strv_builder_new ();

  for (guint i = 0; i < repair->lists->len; i++)
    g_strv_builder_add (routes, ((RdmRouteList *)g_ptr_array_index (repair->lists, i))->route);
  return g_strv_builder_end (routes);
}

/* Takes @repair. */
static void
add_part (RdmBetterPlan *self, RdmRows *rows, const RdmSettings *settings, RdmRepair *repair)
{
  RdmBetterPart *part = g_new0 (RdmBetterPart, 1);
  guint n_saved = g_strv_length (repair->saved);
  g_autofree char *names = NULL;
  g_autofree char *saved = say (settings, repair->cost_minor, repair->duty_s, n_saved);

  part->repair = repair;
  part->routes = routes_of (repair);
  part->worth_minor = rdm_repair_worth (repair, settings);
  names = names_of (rows, part->routes);
  part->words = g_strdup_printf ("%s: %s", names, saved);
  self->cost_minor += repair->cost_minor;
  self->duty_s += repair->duty_s;
  self->n_saved += n_saved;
  self->n_moved += g_strv_length (repair->moved);
  self->worth_minor += part->worth_minor;
  g_ptr_array_add (self->parts, part);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const RdmBetterPart *x = *(const RdmBetterPart *const *)a;
  const RdmBetterPart *y = *(const RdmBetterPart *const *)b;

  if (x->worth_minor != y->worth_minor)
    return x->worth_minor > y->worth_minor ? -1 : 1;
  return g_strcmp0 (x->routes[0], y->routes[0]);
}

RdmBetterPlan *
rdm_better_plan_find (RdmRest *rest,
                      gint64 margin_minor,
                      double cpu_limit_s,
                      GCancellable *cancellable)
{
  RdmRows *rows = rdm_rest_get_whole (rest);
  RdmRepairOptions options = { .cpu_limit_s = cpu_limit_s, .seed = 1 };
  g_autoptr (RdmSettings) settings = rdm_rows_settings (rows);
  g_autoptr (GPtrArray) repairs = rdm_repair_parts (rest, &options, NULL, cancellable, NULL);
  RdmBetterPlan *self;

  if (!repairs || g_cancellable_is_cancelled (cancellable))
    return NULL;
  self = g_new0 (RdmBetterPlan, 1);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  while (repairs->len > 0)
    add_part (self, rows, settings, g_ptr_array_steal_index (repairs, 0));
  if (self->worth_minor < margin_minor)
    {
      g_ptr_array_set_size (self->parts, 0);
      self->cost_minor = self->duty_s = self->worth_minor = 0;
      self->n_saved = self->n_moved = 0;
    }
  g_ptr_array_sort (self->parts, compare_parts);
  self->words = say (settings, self->cost_minor, self->duty_s, self->n_saved);
  return self;
}

void
rdm_better_plan_drop (RdmBetterPlan *self, guint i, const RdmSettings *settings)
{
  const RdmBetterPart *part = g_ptr_array_index (self->parts, i);

  self->cost_minor -= part->repair->cost_minor;
  self->duty_s -= part->repair->duty_s;
  self->n_saved -= g_strv_length (part->repair->saved);
  self->n_moved -= g_strv_length (part->repair->moved);
  self->worth_minor -= part->worth_minor;
  g_ptr_array_remove_index (self->parts, i);
  g_free (self->words);
  self->words = say (settings, self->cost_minor, self->duty_s, self->n_saved);
}

RdmCommand *
rdm_better_plan_to_command (const RdmBetterPlan *self, const char *label)
{
  RdmCommand *batch = rdm_command_new_batch (label);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const RdmBetterPart *part = g_ptr_array_index (self->parts, i);

      rdm_command_batch_take (batch, rdm_command_ref (part->repair->command));
    }
  return batch;
}

/* --- in a thread -------------------------------------------------------------------------------
 */

typedef struct
{
  RdmRest *rest;
  gint64 margin_minor;
  double cpu_limit_s;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  rdm_rest_free (self->rest);
  g_free (self);
}

static void
search_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *self = data;

  g_task_return_pointer (
      task, rdm_better_plan_find (self->rest, self->margin_minor, self->cpu_limit_s, cancellable),
      (GDestroyNotify)rdm_better_plan_free);
}

void
rdm_better_plan_find_async (RdmLiveDay *day,
                            gint64 margin_minor,
                            double cpu_limit_s,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *self = g_new0 (Search, 1);

  self->rest = rdm_live_day_get_rest (day);
  self->margin_minor = margin_minor;
  self->cpu_limit_s = cpu_limit_s;
  g_task_set_source_tag (task, rdm_better_plan_find_async);
  g_task_set_task_data (task, self, search_free);
  g_task_run_in_thread (task, search_thread);
}

RdmBetterPlan *
rdm_better_plan_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rdm_better_plan_find_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
