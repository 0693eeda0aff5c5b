/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-plus-code.h"

#include <string.h>

#define DIGITS "23456789CFGHJMPQRVWX"

enum
{
  BASE = 20,
  PLUS_AT = 8,      /* digits before the plus of a full code */
  PAIR_DIGITS = 10, /* digits that come in pairs, of latitude and longitude */
  MOST_DIGITS = 15,
  GRID_ROWS = 5, /* a digit behind them is one of 4 × 5 fields */
  GRID_COLUMNS = 4,
};

static int
digit_value (char c)
{
  const char *at = c != '\0' ? strchr (DIGITS, g_ascii_toupper (c)) : NULL;

  return at != NULL ? (int)(at - DIGITS) : -1;
}

static gboolean
ends_word (char c)
{
  return !g_ascii_isalnum (c) && (guint8)c < 0x80;
}

gboolean
rdm_plus_code_find (const char *text, gsize *start, gsize *length)
{
  for (const char *plus = strchr (text, '+'); plus != NULL; plus = strchr (plus + 1, '+'))
    {
      const char *first = plus;
      const char *end = plus + 1;
      gsize before;

      while (first > text && (digit_value (first[-1]) >= 0 || first[-1] == '0'))
        first--;
      while (digit_value (*end) >= 0)
        end++;
      before = (gsize)(plus - first);
      if ((before == 4 || before == 6 || before == PLUS_AT) && end - plus >= 3
          && end - plus <= 1 + MOST_DIGITS - PLUS_AT && ends_word (*end)
          && (first == text || ends_word (first[-1])))
        {
          *start = (gsize)(first - text);
          *length = (gsize)(end - first);
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
rdm_plus_code_is_full (const char *code, gsize length)
{
  const char *plus = memchr (code, '+', length);

  return plus != NULL && plus - code == PLUS_AT;
}

/* The south-west corner of @digits, and how large what they name is. */
static gboolean
decode_digits (const char *digits, RdmPoint *corner, double *height, double *width)
{
  gsize n = strlen (digits);
  double lat = -90., lon = -180.;
  double high = BASE * BASE, wide = BASE * BASE;

  for (gsize i = 0; i + 1 < n && i < PAIR_DIGITS; i += 2)
    {
      high /= BASE;
      wide /= BASE;
      lat += digit_value (digits[i]) * high;
      lon += digit_value (digits[i + 1]) * wide;
    }
  for (gsize i = PAIR_DIGITS; i < n; i++)
    {
      int value = digit_value (digits[i]);

      high /= GRID_ROWS;
      wide /= GRID_COLUMNS;
      lat += value / GRID_COLUMNS * high;
      lon += value % GRID_COLUMNS * wide;
    }
  *corner = (RdmPoint){ lat, lon };
  *height = high;
  *width = wide;
  return lat + high <= 90. + 1e-9 && lon < 180.;
}

/* The leading digits of the place that a short code is near to. */
static void
encode_lead (RdmPoint near, gsize n, char *digits)
{
  double lat = CLAMP (near.lat_deg, -90., 90. - 1e-9) + 90.;
  double lon = near.lon_deg + 180.;
  double step = BASE;

  for (gsize i = 0; i + 1 < n; i += 2)
    {
      digits[i] = DIGITS[CLAMP ((int)(lat / step), 0, BASE - 1)];
      digits[i + 1] = DIGITS[CLAMP ((int)(lon / step), 0, BASE - 1)];
      lat = fmod (lat, step);
      lon = fmod (lon, step);
      step /= BASE;
    }
}

gboolean
rdm_plus_code_decode (const char *code, gsize length, RdmPoint near, RdmPoint *point)
{
  char digits[MOST_DIGITS + 1] = "";
  const char *plus = memchr (code, '+', length);
  gsize lead;
  gsize n = 0;
  RdmPoint corner;
  double height, width;

  if (plus == NULL || plus - code > PLUS_AT || (plus - code) % 2 != 0
      || length - (gsize)(plus - code) - 1 > MOST_DIGITS - PLUS_AT)
    return FALSE;
  lead = PLUS_AT - (gsize)(plus - code);
  if (lead > 0)
    {
      if (!rdm_point_is_valid (near))
        return FALSE;
      encode_lead (near, lead, digits);
      n = lead;
    }
  for (gsize i = 0; i < length && n < MOST_DIGITS; i++)
    {
      if (code[i] == '+')
        continue;
      /* "8FVF0000+" is padded: a whole quarter of the country. */
      if (digit_value (code[i]) < 0)
        return FALSE;
      digits[n++] = code[i];
    }
  if (n < PLUS_AT + 2 || !decode_digits (digits, &corner, &height, &width))
    return FALSE;
  *point = (RdmPoint){ corner.lat_deg + height / 2., corner.lon_deg + width / 2. };
  if (lead > 0)
    {
      /* The code's place nearest to the reference may be in the next field. */
      double field = lead == 2 ? BASE : lead == 4 ? 1. : 1. / BASE;

      if (point->lat_deg > near.lat_deg + field / 2. && point->lat_deg - field >= -90.)
        point->lat_deg -= field;
      else if (point->lat_deg < near.lat_deg - field / 2. && point->lat_deg + field <= 90.)
        point->lat_deg += field;
      if (point->lon_deg > near.lon_deg + field / 2.)
        point->lon_deg -= field;
      else if (point->lon_deg < near.lon_deg - field / 2.)
        point->lon_deg += field;
    }
  return rdm_point_is_valid (*point);
}
