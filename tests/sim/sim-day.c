/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-day.h"

static void
write_line (SimDay *self, const char *who, const char *line)
{
  GString *own = g_hash_table_lookup (self->by_source, who);

  if (!own)
    {
      own = g_string_new (NULL);
      g_hash_table_insert (self->by_source, g_strdup (who), own);
    }
  g_string_append (own, line);
  g_string_append (self->text, line);
}

static void
check_time (SimDay *self, gint64 at_ms)
{
  g_assert_cmpint (at_ms, >=, self->told_ms);
  g_assert_cmpint (at_ms, ==, rdm_sim_get_now (self->sim));
  self->told_ms = at_ms;
}

static void
position_cb (const char *source, const RdmPosition *position, gint64 at_ms, gpointer user_data)
{
  SimDay *self = user_data;
  RdmPosition *last = g_hash_table_lookup (self->last, source);
  g_autofree char *line = g_strdup_printf (
      "%" G_GINT64_FORMAT " %s at %" G_GINT64_FORMAT " %.9f %.9f %u\n", at_ms, source,
      position->at_utc_ms, position->place.lat_deg, position->place.lon_deg, position->flags);

  check_time (self, at_ms);
  g_assert_cmpint (position->at_utc_ms, <=, at_ms);
  g_assert_true (rdm_point_is_valid (position->place));
  write_line (self, source, line);
  self->n_positions++;
  if (position->flags != 0)
    return;
  if (last)
    {
      double span_s = (double)(position->at_utc_ms - last->at_utc_ms) / 1e3;

      g_assert_cmpfloat (span_s, >, 0);
      self->fastest_mps =
          MAX (self->fastest_mps, rdm_geo_distance (last->place, position->place) / span_s);
    }
  g_hash_table_insert (self->last, g_strdup (source), g_memdup2 (position, sizeof *position));
}

static void
command_cb (const RdmCommand *command, const char *driver, gint64 at_ms, gpointer user_data)
{
  SimDay *self = user_data;
  g_autoptr (RdmOutcome) outcome = rdm_run (command, self->rows);
  g_autoptr (JsonNode) json = rdm_command_to_json (command);
  g_autofree char *text = json_to_string (json, FALSE);
  g_autofree char *line =
      g_strdup_printf ("%" G_GINT64_FORMAT " %s says %s\n", at_ms, driver, text);

  check_time (self, at_ms);
  write_line (self, driver, line);
  self->n_commands++;
  if (rdm_outcome_is_applied (outcome))
    rdm_changes_apply (outcome->changes, self->rows);
  else
    {
      g_autofree char *why = rdm_outcome_describe (outcome, self->rows);

      g_test_message ("refused: %s: %s", text, why);
      self->n_refused++;
    }
}

RdmRows *
sim_day_rows (guint n_routes, guint n_orders)
{
  WorldShape shape = { .n_routes = n_routes,
                       .n_orders = n_orders,
                       .seed = 5,
                       .percent_windows = 40,
                       .percent_soft = 50,
                       .percent_shipments = 10,
                       .with_breaks = TRUE };
  RdmRows *rows = world_new (&shape);

  for (guint i = 0; i < n_routes; i++)
    {
      g_autofree char *id = g_strdup_printf ("d%u", i);
      g_autofree char *shift_id = g_strdup_printf ("s%u", i);
      RdmDriver *driver = rdm_row_new (RDM_ROW_DRIVER, id);
      RdmShift *shift = world_edit (rows, RDM_ROW_SHIFT, shift_id);
      const char *crew[] = { id, NULL };

      driver->name = g_strdup (id);
      world_keep (rows, driver);
      g_strfreev (shift->drivers);
      shift->drivers = g_strdupv ((GStrv)crew);
      world_keep (rows, shift);
    }
  world_deal (rows, 5);
  return rows;
}

void
sim_day_send (RdmRows *rows, gint64 at_ms)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, WORLD_DATE);
  g_autoptr (RdmCommand) command = rdm_command_new_send (NULL, at_ms);
  g_autoptr (RdmOutcome) outcome = NULL;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      rdm_command_list_route (command, route->row.id, (const char *const *)route->stops);
    }
  outcome = world_run (rows, g_steal_pointer (&command));
}

static void
free_text (gpointer data)
{
  g_string_free (data, TRUE);
}

SimDay *
sim_day_new (RdmRows *rows, RdmTravel *travel, const RdmSimOptions *options)
{
  static const RdmSimListener listener = { position_cb, command_cb };
  SimDay *self = g_new0 (SimDay, 1);

  self->rows = rows;
  self->sim = rdm_sim_new (rows, WORLD_DATE, travel, options);
  self->text = g_string_new (NULL);
  self->by_source = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_text);
  self->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  rdm_sim_set_listener (self->sim, &listener, self);
  if (options->from_ms == 0)
    sim_day_send (rows, rdm_sim_get_begin (self->sim) - 3600 * 1000);
  return self;
}

void
sim_day_free (SimDay *self)
{
  rdm_sim_free (self->sim);
  g_object_unref (self->rows);
  g_string_free (self->text, TRUE);
  g_hash_table_unref (self->by_source);
  g_hash_table_unref (self->last);
  g_free (self);
}

void
sim_day_finish (SimDay *self)
{
  for (gint64 at_ms = rdm_sim_get_now (self->sim); !rdm_sim_is_over (self->sim); at_ms += 60000)
    (void)rdm_sim_run_until (self->sim, at_ms);
}
