/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ctl.h"

#include <glib/gi18n.h>

#include "rdm-ctl-server.h"
#include "rdm-day.h"
#include "rdm-road-travel.h"
#include "rdm-time.h"

/* By the roads of the region that the environment names, else estimated. */
static gboolean
open_travel (RdmTravel **travel, GError **error)
{
  const char *path = g_getenv ("ROUNDSMAN_REGION");
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (RdmGraph) graph = NULL;

  if (path == NULL || *path == '\0')
    return TRUE;
  region = rdm_region_open (path, error);
  if (region == NULL)
    return FALSE;
  graph = rdm_graph_new (region);
  *travel = rdm_road_travel_new (graph, NULL);
  return TRUE;
}

RdmCtl *
rdm_ctl_open (const char *path, RdmStoreFlags flags, const char *date, int *status)
{
  g_autoptr (RdmCtl) self = g_new0 (RdmCtl, 1);
  g_autoptr (RdmSettings) settings = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *today = NULL;
  g_autoptr (RdmTravel) travel = NULL;
  g_autoptr (GError) error = NULL;

  if (date != NULL && !rdm_date_valid (date))
    {
      *status =
          rdm_ctl_fail (RDM_CTL_USAGE, _ ("“%s” is not a day. Write it like 2026-11-23."), date);
      return NULL;
    }
  self->file = rdm_plan_file_open (path, flags, &error);
  if (self->file == NULL)
    {
      *status = rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
      return NULL;
    }
  if (!(flags & RDM_STORE_READ_ONLY))
    self->link = rdm_link_new (self->file, &error);
  if (error != NULL)
    {
      *status = rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
      return NULL;
    }
  self->rows = rdm_plan_file_get_rows (self->file);
  settings = rdm_rows_settings (self->rows);
  zone = g_time_zone_new_identifier (settings->zone);
  today = rdm_date_today (zone);
  self->date = date != NULL ? g_strdup (date) : rdm_day_first (self->rows, today);
  if (!open_travel (&travel, &error) || !rdm_ctl_wrap_travel (settings, &travel, &error))
    {
      *status = rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
      return NULL;
    }
  self->day = rdm_day_plan_new (self->rows, self->date, travel);
  return g_steal_pointer (&self);
}

void
rdm_ctl_free (RdmCtl *self)
{
  if (self->day != NULL)
    rdm_ctl_tell_travel (rdm_day_plan_get_travel (self->day));
  g_clear_object (&self->day);
  if (self->link != NULL)
    rdm_link_stop (self->link);
  g_clear_object (&self->link);
  g_clear_object (&self->file);
  g_free (self->date);
  g_free (self);
}

static void
print_outcome_json (RdmCtl *self, const RdmOutcome *outcome, const char *what, const char *sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "what");
  json_builder_add_string_value (builder, what);
  json_builder_set_member_name (builder, "verdict");
  json_builder_add_string_value (builder, rdm_verdict_names[outcome->verdict]);
  json_builder_set_member_name (builder, "reason");
  json_builder_add_string_value (builder, rdm_reason_names[outcome->reason]);
  json_builder_set_member_name (builder, "sentence");
  json_builder_add_string_value (builder, sentence);
  json_builder_set_member_name (builder, "changes");
  json_builder_add_int_value (builder, outcome->changes != NULL ? outcome->changes->len : 0);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

int
rdm_ctl_report (RdmCtl *self, const RdmOutcome *outcome, const char *what)
{
  g_autofree char *sentence = rdm_outcome_describe (outcome, self->rows);
  g_autoptr (GError) error = NULL;

  if (!rdm_plan_file_flush (self->file, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (self->json)
    print_outcome_json (self, outcome, what, sentence);
  else if (rdm_outcome_is_applied (outcome))
    g_print ("%s%s%s\n", what, outcome->verdict == RDM_NEEDS_REVIEW ? ": " : "",
             outcome->verdict == RDM_NEEDS_REVIEW ? sentence : "");
  else
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", sentence);
  return rdm_outcome_is_applied (outcome) ? RDM_CTL_OK : RDM_CTL_REFUSED;
}

int
rdm_ctl_run (RdmCtl *self, const RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = rdm_plan_file_run (self->file, command);

  rdm_day_plan_update (self->day, outcome->changes);
  return rdm_ctl_report (self, outcome, command->label != NULL ? command->label : _ ("Done"));
}

RdmRoute *
rdm_ctl_find_route (RdmCtl *self, const char *name)
{
  g_autoptr (GPtrArray) routes = rdm_rows_day_routes (self->rows, self->date);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      g_autofree char *its = rdm_day_route_name (self->rows, route);

      if (g_str_equal (route->row.id, name) || g_strcmp0 (its, name) == 0)
        return rdm_row_ref (route);
    }
  rdm_ctl_fail (RDM_CTL_USAGE, _ ("There is no route “%s” on %s. “show PLAN routes” lists them."),
                name, self->date);
  return NULL;
}

char *
rdm_ctl_find_stop (RdmCtl *self, const char *name)
{
  g_autoptr (GPtrArray) orders = NULL;

  if (rdm_rows_get (self->rows, RDM_ROW_STOP, name) != NULL)
    return g_strdup (name);
  orders = rdm_rows_day_orders (self->rows, self->date);
  for (guint i = 0; i < orders->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);

      if (g_strcmp0 (order->reference, name) == 0)
        return rdm_stop_id (order->row.id, order->kind == RDM_ORDER_DELIVERY ? RDM_STOP_DELIVERY
                                                                             : RDM_STOP_PICKUP);
    }
  rdm_ctl_fail (RDM_CTL_USAGE,
                _ ("No order of %s has the reference “%s”. “show PLAN orders” lists them."),
                self->date, name);
  return NULL;
}
