/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Amounts as people write them into OpenStreetMap: with and without units, with decimal commas, in
 * feet and inches.
 */
#pragma once

#include <glib.h>

#include "rdm-travel.h"

G_BEGIN_DECLS

/** What a speed limit says when it says no number. */
#define RDM_OSM_SPEED_UNLIMITED G_MAXUINT

/**
 * rdm_osm_parse_speed:
 * @value: "50", "30 mph", "10 knots", "walk", "none", "DE:urban", "CH:zone30"
 * @speed_m_h: (out): metres an hour, or RDM_OSM_SPEED_UNLIMITED
 *
 * Returns: FALSE: it says nothing that we know
 */
gboolean rdm_osm_parse_speed (const char *value, guint *speed_m_h);

/** What a zone in a limit's value says of the place: "DE:urban". */
typedef enum
{
  RDM_OSM_ZONE_UNKNOWN,
  RDM_OSM_ZONE_URBAN,
  RDM_OSM_ZONE_RURAL,
} RdmOsmZone;

RdmOsmZone rdm_osm_parse_zone (const char *value);

/** rdm_osm_parse_length: @value: "3.8", "3,8 m", "12'6\"", "14 ft", "380 cm". Returns: FALSE: no
 * length, or "default", "none", … */
gboolean rdm_osm_parse_length (const char *value, guint *length_cm);

/** rdm_osm_parse_weight: @value: "7.5" (tonnes), "3.5 t", "7500 kg", "8 st", "16000 lbs". */
gboolean rdm_osm_parse_weight (const char *value, guint *weight_kg);

/** rdm_osm_parse_duration: @value: "12" (minutes), "00:12", "1:02:30", "PT1H10M". */
gboolean rdm_osm_parse_duration (const char *value, guint *duration_s);

/** rdm_osm_parse_incline: @value: "8%", "-4.5 %", "5°"; "up" and "down" say no number. */
gboolean rdm_osm_parse_incline (const char *value, int *incline_permille);

/** When each period is, on a working day; both weekend days are one period from 6 to 22 o'clock. */
typedef struct
{
  RdmTravelSpell spells[RDM_TRAVEL_SPELLS_MAX]; /* of a working day */
  guint n_spells;
} RdmPeriodHours;

/**
 * rdm_osm_parse_hours: opening hours as far as signs need them: "Mo-Fr 07:00-09:00,16:00-18:00; Sa
 * 08:00-12:00", "22:00-06:00", "Sa,Su".
 * @periods: (out): bits by RdmTravelPeriod: those of which at least half is within
 *
 * Returns: FALSE: it says something else
 */
gboolean rdm_osm_parse_hours (const char *value, const RdmPeriodHours *hours, guint *periods);

G_END_DECLS
