/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Thousandths of a metre a second from kilometres an hour. */
#define KMH(speed_kmh) ((gint64)(speed_kmh)*1000 * 1000 / 3600)

static const RdmField settings_fields[] = {
  RDM_FIELD (RdmSettings, name, TEXT),
  RDM_FIELD (RdmSettings, zone, TEXT),
  RDM_FIELD (RdmSettings, currency, TEXT),
  RDM_FIELD (RdmSettings, detour_permille, INT),
  RDM_FIELD (RdmSettings, van_speed_mps_milli, INT),
  RDM_FIELD (RdmSettings, truck_speed_mps_milli, INT),
  RDM_FIELD (RdmSettings, cargo_bike_speed_mps_milli, INT),
  RDM_FIELD (RdmSettings, late_per_hour_minor, INT),
  RDM_FIELD (RdmSettings, stability_minor, INT),
};

static void
init_settings (RdmRow *row)
{
  RdmSettings *self = (RdmSettings *)row;

  self->zone = g_strdup ("UTC");
  self->currency = g_strdup ("EUR");
  self->detour_permille = 1300;
  self->van_speed_mps_milli = KMH (35);
  self->truck_speed_mps_milli = KMH (32);
  self->cargo_bike_speed_mps_milli = KMH (15);
  self->late_per_hour_minor = 6000;
}

static gboolean
is_speed (gint64 mps_milli)
{
  return mps_milli >= 100 && mps_milli <= 100000;
}

static gboolean
is_currency (const char *code)
{
  return code && strlen (code) == 3 && g_ascii_isupper (code[0]) && g_ascii_isupper (code[1])
         && g_ascii_isupper (code[2]);
}

static char *
check_settings (const RdmRow *row)
{
  const RdmSettings *self = (const RdmSettings *)row;
  g_autoptr (GTimeZone) zone = self->zone ? g_time_zone_new_identifier (self->zone) : NULL;

  if (strcmp (row->id, RDM_SETTINGS_ID) != 0)
    return g_strdup (_ ("A plan has its settings only once."));
  if (!zone)
    return g_strdup (_ ("There is no such time zone."));
  if (!is_currency (self->currency))
    return g_strdup (_ ("The currency is not a code of three letters, like EUR."));
  if (self->detour_permille < 1000 || self->detour_permille > 10000)
    return g_strdup (_ ("Roads are one to ten times as long as the straight line."));
  if (!is_speed (self->van_speed_mps_milli) || !is_speed (self->truck_speed_mps_milli)
      || !is_speed (self->cargo_bike_speed_mps_milli))
    return g_strdup (_ ("A vehicle's speed is between 0.4 and 360 km/h."));
  if (self->late_per_hour_minor < 0 || self->stability_minor < 0)
    return g_strdup (_ ("A price cannot be less than nothing."));
  return NULL;
}

const RdmRowClass rdm_settings_class = {
  .name = "settings",
  .size = sizeof (RdmSettings),
  .fields = settings_fields,
  .n_fields = G_N_ELEMENTS (settings_fields),
  .init = init_settings,
  .check = check_settings,
};

static const RdmField place_fields[] = {
  RDM_FIELD (RdmPlace, address, TEXT),
  RDM_FIELD_AS (RdmPlace, "lat", point.lat_deg, REAL),
  RDM_FIELD_AS (RdmPlace, "lon", point.lon_deg, REAL),
  RDM_FIELD_AS (RdmPlace, "park_lat", park.lat_deg, REAL),
  RDM_FIELD_AS (RdmPlace, "park_lon", park.lon_deg, REAL),
};

static char *
check_place (const RdmRow *row)
{
  const RdmPlace *self = (const RdmPlace *)row;

  if (!rdm_point_is_valid (self->point))
    return g_strdup (_ ("The place has no pin."));
  if (isnan (self->park.lat_deg) != isnan (self->park.lon_deg)
      || (rdm_point_is_set (self->park) && !rdm_point_is_valid (self->park)))
    return g_strdup (_ ("The coordinates of where the vehicle stops are nowhere on earth."));
  return NULL;
}

const RdmRowClass rdm_place_class = {
  .name = "place",
  .size = sizeof (RdmPlace),
  .fields = place_fields,
  .n_fields = G_N_ELEMENTS (place_fields),
  .check = check_place,
};

static const RdmField sender_fields[] = {
  RDM_FIELD (RdmSender, name, TEXT),
  RDM_FIELD (RdmSender, mapping, TEXT),
};

const RdmRowClass rdm_sender_class = {
  .name = "sender",
  .size = sizeof (RdmSender),
  .fields = sender_fields,
  .n_fields = G_N_ELEMENTS (sender_fields),
};
