/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-values.h"

#include <math.h>
#include <string.h>

#define METRES_PER_MILE 1609.344
#define METRES_PER_KNOT 1852.0
#define WALKING_M_H 7000

typedef struct
{
  const char *unit;
  double factor;
} Unit;

/* A number in front, with a decimal point or comma. Returns: what comes after it, without spaces;
 * NULL: there is no number. */
static const char *
take_number (const char *text, double *number)
{
  g_autofree char *copy = NULL;
  char *end;
  gsize n;

  while (g_ascii_isspace (*text))
    text++;
  n = strspn (text, "+-0123456789.,");
  if (n == 0 || n > 20)
    return NULL;
  copy = g_strndup (text, n);
  g_strdelimit (copy, ",", '.');
  *number = g_ascii_strtod (copy, &end);
  if (end == copy || *end || !isfinite (*number))
    return NULL;
  text += n;
  while (g_ascii_isspace (*text))
    text++;
  return text;
}

static gboolean
find_unit (const char *text, const Unit *units, double *factor)
{
  gsize n = strcspn (text, ";| ");

  for (guint i = 0; units[i].unit; i++)
    if (strlen (units[i].unit) == n && g_ascii_strncasecmp (units[i].unit, text, n) == 0)
      {
        *factor = units[i].factor;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_amount (const char *value, const Unit *units, double most, guint *amount)
{
  double number;
  double factor;
  const char *rest = take_number (value, &number);

  if (!rest || !find_unit (rest, units, &factor) || number < 0 || number * factor > most)
    return FALSE;
  *amount = (guint)lround (number * factor);
  return TRUE;
}

/* --- speeds ------------------------------------------------------------------------------------
 */

/** Limits that hold where no sign says otherwise; km/h. */
typedef struct
{
  const char *country;
  guint8 urban;
  guint8 rural;
  guint8 trunk;
  guint8 motorway; /* 0: none */
} CountryLimits;

static const CountryLimits country_limits[] = {
  { "AT", 50, 100, 100, 130 }, { "BE", 50, 90, 120, 120 }, { "CH", 50, 80, 100, 120 },
  { "CZ", 50, 90, 110, 130 },  { "DE", 50, 100, 100, 0 },  { "DK", 50, 80, 80, 130 },
  { "ES", 50, 90, 90, 120 },   { "FI", 50, 80, 100, 120 }, { "FR", 50, 80, 110, 130 },
  { "GB", 48, 96, 112, 112 },  { "HU", 50, 90, 110, 130 }, { "IE", 50, 80, 100, 120 },
  { "IT", 50, 90, 110, 130 },  { "LI", 50, 80, 100, 120 }, { "LU", 50, 90, 90, 130 },
  { "NL", 50, 80, 100, 130 },  { "NO", 50, 80, 80, 110 },  { "PL", 50, 90, 100, 140 },
  { "PT", 50, 90, 100, 120 },  { "RO", 50, 90, 100, 130 }, { "SE", 50, 70, 70, 110 },
  { "SI", 50, 90, 110, 130 },  { "SK", 50, 90, 90, 130 },  { "UK", 48, 96, 112, 112 },
  { "US", 40, 88, 104, 112 },  { NULL, 50, 90, 100, 130 },
};

static const CountryLimits *
find_country (const char *value)
{
  guint i = 0;

  while (country_limits[i].country && !g_str_has_prefix (value, country_limits[i].country))
    i++;
  return &country_limits[i];
}

RdmOsmZone
rdm_osm_parse_zone (const char *value)
{
  if (strstr (value, "urban") || strstr (value, "zone") || strstr (value, "living_street")
      || strstr (value, "nsl_restricted"))
    return RDM_OSM_ZONE_URBAN;
  if (strstr (value, "rural") || strstr (value, "nsl_single"))
    return RDM_OSM_ZONE_RURAL;
  return RDM_OSM_ZONE_UNKNOWN;
}

/* "DE:urban", "CH:zone30", "AT:zone:30", "GB:nsl_single" */
static gboolean
parse_implicit_speed (const char *value, guint *speed_m_h)
{
  const CountryLimits *limits = find_country (value);
  const char *zone = strchr (value, ':');
  const char *digits = value + strcspn (value, "0123456789");
  guint speed_kmh = 0;

  if (!zone)
    return FALSE;
  if (*digits)
    speed_kmh = (guint)MIN (g_ascii_strtoull (digits, NULL, 10), 200);
  else if (strstr (zone, "living_street") || strstr (zone, "pedestrian"))
    speed_kmh = WALKING_M_H / 1000;
  else if (strstr (zone, "bicycle_road"))
    speed_kmh = 30;
  else if (strstr (zone, "motorway"))
    speed_kmh = limits->motorway;
  else if (strstr (zone, "trunk") || strstr (zone, "nsl_dual"))
    speed_kmh = limits->trunk;
  else if (rdm_osm_parse_zone (zone) == RDM_OSM_ZONE_URBAN)
    speed_kmh = limits->urban;
  else if (rdm_osm_parse_zone (zone) == RDM_OSM_ZONE_RURAL)
    speed_kmh = limits->rural;
  else
    return FALSE;
  *speed_m_h = speed_kmh ? speed_kmh * 1000 : RDM_OSM_SPEED_UNLIMITED;
  return TRUE;
}

gboolean
rdm_osm_parse_speed (const char *value, guint *speed_m_h)
{
  static const Unit units[] = {
    { "", 1000 },    { "km/h", 1000 },           { "kmh", 1000 },
    { "kph", 1000 }, { "mph", METRES_PER_MILE }, { "knots", METRES_PER_KNOT },
    { NULL },
  };

  if (g_str_equal (value, "none") || g_str_equal (value, "no"))
    {
      *speed_m_h = RDM_OSM_SPEED_UNLIMITED;
      return TRUE;
    }
  if (g_str_equal (value, "walk"))
    {
      *speed_m_h = WALKING_M_H;
      return TRUE;
    }
  if (g_ascii_isalpha (*value))
    return parse_implicit_speed (value, speed_m_h);
  return parse_amount (value, units, 400000, speed_m_h) && *speed_m_h > 0;
}

/* --- lengths, weights, inclines -----------------------------------------------------------------
 */

/* 12'6", 12' */
static gboolean
parse_feet (const char *value, guint *length_cm)
{
  double feet;
  double inches = 0;
  const char *rest = take_number (value, &feet);

  if (!rest || *rest != '\'' || feet < 0 || feet > 1000)
    return FALSE;
  if (rest[1] && (!take_number (rest + 1, &inches) || inches < 0 || inches >= 12))
    return FALSE;
  *length_cm = (guint)lround (feet * 30.48 + inches * 2.54);
  return TRUE;
}

gboolean
rdm_osm_parse_length (const char *value, guint *length_cm)
{
  static const Unit units[] = {
    { "", 100 },     { "m", 100 },      { "meters", 100 }, { "metres", 100 }, { "cm", 1 },
    { "ft", 30.48 }, { "feet", 30.48 }, { "in", 2.54 },    { NULL },
  };

  return parse_feet (value, length_cm) || parse_amount (value, units, 1e6, length_cm);
}

gboolean
rdm_osm_parse_weight (const char *value, guint *weight_kg)
{
  static const Unit units[] = {
    { "", 1000 },    { "t", 1000 },    { "tonnes", 1000 }, { "tons", 1000 }, { "kg", 1 },
    { "st", 907.2 }, { "lt", 1016.0 }, { "lbs", 0.4536 },  { "lb", 0.4536 }, { NULL },
  };

  return parse_amount (value, units, 1e6, weight_kg);
}

gboolean
rdm_osm_parse_incline (const char *value, int *incline_permille)
{
  double number;
  const char *rest = take_number (value, &number);

  if (!rest)
    return FALSE;
  if (g_str_has_prefix (rest, "°"))
    number = tan (number * G_PI / 180.0) * 100.0;
  else if (*rest != '%')
    return FALSE;
  if (fabs (number) > 60)
    return FALSE;
  *incline_permille = (int)lround (number * 10.0);
  return TRUE;
}

/* --- durations ---------------------------------------------------------------------------------
 */

/* "PT1H10M" */
static gboolean
parse_iso_duration (const char *value, guint64 *duration_s)
{
  const char *at = value + 2;

  *duration_s = 0;
  while (*at)
    {
      char *end;
      guint64 number = g_ascii_strtoull (at, &end, 10);

      if (end == at || number > 100000)
        return FALSE;
      if (*end == 'H')
        *duration_s += number * 3600;
      else if (*end == 'M')
        *duration_s += number * 60;
      else if (*end == 'S')
        *duration_s += number;
      else
        return FALSE;
      at = end + 1;
    }
  return TRUE;
}

gboolean
rdm_osm_parse_duration (const char *value, guint *duration_s)
{
  guint64 parts[3] = { 0, 0, 0 };
  guint64 sum;
  guint n_parts = 0;
  const char *at = value;

  if (g_str_has_prefix (value, "PT"))
    {
      if (!parse_iso_duration (value, &sum))
        return FALSE;
    }
  else
    {
      while (n_parts < 3)
        {
          char *end;

          parts[n_parts++] = g_ascii_strtoull (at, &end, 10);
          if (end == at || parts[n_parts - 1] > 100000)
            return FALSE;
          at = end;
          if (*at != ':')
            break;
          at++;
        }
      if (*at)
        return FALSE;
      sum = n_parts == 1 ? parts[0] * 60 : parts[0] * 3600 + parts[1] * 60 + parts[2];
    }
  if (sum == 0 || sum > 30 * 86400)
    return FALSE;
  *duration_s = (guint)sum;
  return TRUE;
}
