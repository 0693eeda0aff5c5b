/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vehicle-text.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-desk-live.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* As far as positions are wrong by themselves. */
#define OFF_ROAD_M 50

char *
rdm_vehicle_text_age (gint64 age_ms)
{
  gint64 age_s = MAX (age_ms, 0) / 1000;

  return rdm_format_duration (age_s < 60 ? age_s : age_s / 60 * 60);
}

char *
rdm_vehicle_text_label (const RdmDeskRoute *route, const RdmLiveVehicle *vehicle)
{
  g_autofree char *age = NULL;

  if (!vehicle->has_position)
    return g_strdup_printf ("%s · ?", route->name);
  if (vehicle->age_ms < 60 * 1000)
    return g_strdup (route->name);
  age = rdm_vehicle_text_age (vehicle->age_ms);
  return g_strdup_printf ("%s · %s", route->name, age);
}

static char *
describe_motion (const RdmLiveVehicle *vehicle)
{
  if (isnan (vehicle->speed_mps))
    return g_strdup (_ ("on the way"));
  return g_strdup_printf (_ ("on the way, %.0f km/h"), vehicle->speed_mps * 3.6);
}

static char *
describe_rest (const RdmLiveVehicle *vehicle)
{
  return g_strdup (vehicle->at_stop != NULL ? _ ("at a stop") : _ ("stands still"));
}

/* Who has just come back to it is not far from it any more. */
static char *
describe_off_road (const RdmLiveVehicle *vehicle)
{
  g_autofree char *distance = rdm_format_distance (llround (vehicle->off_road_m));

  if (vehicle->off_road_m >= OFF_ROAD_M)
    return g_strdup_printf (_ ("%s off its road"), distance);
  return vehicle->standing_since_ms != RDM_LIVE_NEVER ? describe_rest (vehicle)
                                                      : describe_motion (vehicle);
}

static char *
describe_status (const RdmLiveVehicle *vehicle)
{
  switch (vehicle->status)
    {
    case RDM_LIVE_AT_HOME:
      return g_strdup (_ ("has not set out"));
    case RDM_LIVE_MOVING:
      return describe_motion (vehicle);
    case RDM_LIVE_STANDING:
      return describe_rest (vehicle);
    case RDM_LIVE_OFF_ROAD:
      return describe_off_road (vehicle);
    case RDM_LIVE_SILENT:
      return g_strdup (_ ("no news"));
    case RDM_LIVE_ENDED:
      return g_strdup (_ ("is back"));
    }
  return g_strdup ("");
}

static void
add_age (GString *text, const RdmLiveVehicle *vehicle)
{
  const char *cause = rdm_live_cause_describe (vehicle->cause);
  g_autofree char *age = NULL;

  if (vehicle->has_position)
    {
      age = rdm_vehicle_text_age (vehicle->age_ms);
      g_string_append_printf (text, _ (", heard of %s ago"), age);
    }
  else
    g_string_append (text, _ (", never heard of"));
  if (vehicle->age != RDM_LIVE_FRESH && cause != NULL && *cause != '\0')
    g_string_append_printf (text, " (%s)", cause);
}

char *
rdm_vehicle_text_describe (RdmDesk *desk, const RdmLiveVehicle *vehicle)
{
  g_autofree char *status = describe_status (vehicle);
  GString *text = g_string_new (status);
  RdmEta eta;

  if (vehicle->status != RDM_LIVE_AT_HOME && vehicle->status != RDM_LIVE_ENDED)
    add_age (text, vehicle);
  if (vehicle->next_stop != NULL && vehicle->at_stop == NULL
      && rdm_live_get_eta (rdm_desk_get_live (desk), vehicle->next_stop, &eta))
    {
      g_autofree char *name = rdm_rows_describe (rdm_desk_get_rows (desk), vehicle->next_stop);
      g_autofree char *at = rdm_desk_format_moment (desk, eta.p50_ms);

      /* Translators: the next stop, and when it will be reached */
      g_string_append_printf (text, _ ("; next %s at %s"), name, at);
    }
  return g_string_free (text, FALSE);
}

char *
rdm_eta_text_describe (RdmDesk *desk, const RdmEta *eta)
{
  g_autofree char *p50 = rdm_desk_format_moment (desk, eta->p50_ms);
  g_autofree char *p90 = rdm_desk_format_moment (desk, eta->p90_ms);
  g_autofree char *chance = NULL;

  if (eta->late_chance < 0.05)
    return g_strdup_printf (_ ("expected %s, nine times of ten by %s"), p50, p90);
  chance = rdm_format_percent (eta->late_chance);
  return g_strdup_printf (_ ("expected %s, nine times of ten by %s; late with a chance of %s"), p50,
                          p90, chance);
}
