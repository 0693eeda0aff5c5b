/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-navigation.h"

/* Five decimals are about a metre; each digit more makes a code on paper coarser. */
static void
append_point (GString *out, RdmPoint point, const char *comma)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (digits, sizeof digits, "%.5f", point.lat_deg));
  g_string_append (out, comma);
  g_string_append (out, g_ascii_formatd (digits, sizeof digits, "%.5f", point.lon_deg));
}

char *
rdm_navigation_place_link (RdmPoint point)
{
  g_autoptr (GString) out = NULL;

  if (!rdm_point_is_valid (point))
    return NULL;
  out = g_string_new ("geo:");
  append_point (out, point, ",");
  /* Without it some applications show the place and set no pin. */
  g_string_append (out, "?q=");
  append_point (out, point, ",");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
rdm_navigation_route_link (const RdmPoint *points, guint n)
{
  g_autoptr (GString) out =
      g_string_new ("https://www.google.com/maps/dir/?api=1&travelmode=driving&destination=");
  RdmPoint places[RDM_NAVIGATION_PLACES_MAX];
  guint n_places = 0;

  for (guint i = 0; i < n && n_places < RDM_NAVIGATION_PLACES_MAX; i++)
    if (rdm_point_is_valid (points[i]))
      places[n_places++] = points[i];
  if (n_places == 0)
    return NULL;
  append_point (out, places[n_places - 1], "%2C");
  for (guint i = 0; i + 1 < n_places; i++)
    {
      g_string_append (out, i == 0 ? "&waypoints=" : "%7C");
      append_point (out, places[i], "%2C");
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
