/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-sim-school.h"

#include "rdm-time.h"

static void
command_cb (const RdmCommand *command, const char *driver, gint64 at_ms, gpointer user_data)
{
  RdmRows *rows = user_data;
  g_autoptr (RdmOutcome) outcome = rdm_run (command, rows);

  if (rdm_outcome_is_applied (outcome))
    rdm_changes_apply (outcome->changes, rows);
}

/* The orders and routes of @from are those of @to. */
static RdmRows *
move_day (RdmRows *rows, const char *from, const char *to)
{
  RdmRows *moved = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  g_autoptr (GPtrArray) orders = rdm_rows_day_orders (rows, from);
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (rows, from);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      g_autofree char *id = rdm_route_id (route->shift, to);
      g_autoptr (RdmRoute) other = rdm_route_new (id);

      if (rdm_rows_get (moved, RDM_ROW_ROUTE, route->row.id))
        rdm_rows_remove (moved, RDM_ROW_ROUTE, route->row.id);
      if (!other || !route->stops)
        continue;
      other->stops = g_strdupv (route->stops);
      other->drivers = g_strdupv (route->drivers);
      other->start_s = route->start_s;
      other->end_s = route->end_s;
      rdm_rows_put (moved, other);
    }
  for (guint i = 0; i < orders->len; i++)
    {
      g_autoptr (RdmOrder) order = rdm_row_copy (g_ptr_array_index (orders, i));

      g_free (order->date);
      order->date = g_strdup (to);
      rdm_rows_put (moved, order);
    }
  return moved;
}

static void
learn_day (RdmExperience *experience,
           RdmRows *rows,
           const char *date,
           RdmTravel *travel,
           const RdmSimOptions *options)
{
  static const RdmSimListener listener = { .command = command_cb };
  g_autoptr (RdmSim) sim = rdm_sim_new (rows, date, travel, options);
  g_autoptr (RdmCommand) send = rdm_sim_send_command (rows, date, rdm_sim_get_begin (sim));

  if (send)
    command_cb (send, "", 0, rows);
  rdm_sim_set_listener (sim, &listener, rows);
  while (!rdm_sim_is_over (sim))
    (void)rdm_sim_run_until (sim, rdm_sim_get_now (sim) + 10 * 60 * 1000);
  rdm_experience_take_day (experience, rows, date, travel, TRUE);
}

RdmExperience *
rdm_sim_learn (
    RdmRows *rows, const char *date, RdmTravel *travel, const RdmSimOptions *options, guint n_days)
{
  RdmExperience *experience = rdm_experience_new ();
  RdmSimOptions other = *options;

  for (guint i = n_days; i > 0; i--)
    {
      g_autofree char *day = rdm_date_add_days (date, -7 * (int)i);
      g_autoptr (RdmRows) moved = day ? move_day (rows, date, day) : NULL;

      other.seed++;
      if (moved)
        learn_day (experience, moved, day, travel, &other);
    }
  return experience;
}
