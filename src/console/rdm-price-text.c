/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-price-text.h"

#include <glib/gi18n.h>

#include "rdm-time.h"
#include "rdm-units.h"

#define MINUS "\xe2\x88\x92"

static const char *
sign_of (gint64 amount)
{
  return amount > 0 ? "+" : amount < 0 ? MINUS : "\xc2\xb1";
}

char *
rdm_price_text_duration (gint64 duration_s)
{
  /* To whole minutes: a card that counts seconds would never stand still. */
  gint64 minutes = (ABS (duration_s) + 30) / 60;
  g_autofree char *text = NULL;

  if (minutes == 0)
    return g_strdup (_ ("±0 min"));
  text = rdm_format_duration (minutes * 60);
  return g_strconcat (sign_of (duration_s), text, NULL);
}

char *
rdm_price_text_distance (gint64 length_m)
{
  g_autofree char *text = rdm_format_distance (ABS (length_m));

  return g_strconcat (sign_of (length_m), text, NULL);
}

char *
rdm_price_text_money (gint64 amount_minor, const char *currency)
{
  g_autofree char *text = rdm_format_money (ABS (amount_minor), currency);

  return g_strconcat (sign_of (amount_minor), text, NULL);
}

/* "LI-03 after 14", "LI-03 first", "Tray" */
static char *
place_of (RdmDesk *desk, const char *route_id, const char *after)
{
  const RdmDeskRoute *route = rdm_desk_find_route (desk, route_id);

  if (route == NULL)
    return g_strdup (_ ("Tray"));
  if (after == NULL)
    return g_strdup_printf (_ ("%s first"), route->name);
  return g_strdup_printf (_ ("%s after %d"), route->name,
                          rdm_route_position (route->route, after) + 1);
}

static char *
headline (RdmDesk *desk, const char *place, gint64 duty_s, gint64 distance_m, gint64 cost_minor)
{
  g_autofree char *duration = rdm_price_text_duration (duty_s);
  g_autofree char *distance = rdm_price_text_distance (distance_m);
  g_autofree char *money =
      rdm_price_text_money (cost_minor, rdm_desk_get_settings (desk)->currency);

  return g_strjoin (" · ", place, duration, distance, money, NULL);
}

char *
rdm_price_text_drop (RdmDesk *desk, const RdmPrice *price)
{
  g_autofree char *place = place_of (desk, price->route, price->after);

  if (price->refused != RDM_REASON_NONE)
    return g_steal_pointer (&place);
  if (price->unchanged)
    return g_strdup_printf (_ ("%s · as it is"), place);
  return headline (desk, place, price->duty_s, price->distance_m, price->cost_minor);
}

char *
rdm_price_text_rank (RdmDesk *desk, const RdmRank *rank)
{
  const RdmDeskRoute *route = rdm_desk_find_route (desk, rank->route);
  g_autofree char *place = g_strdup_printf (_ ("%s, best place"), route != NULL ? route->name : "");

  return headline (desk, place, rank->duty_s, rank->distance_m, rank->cost_minor);
}

RdmPriceTone
rdm_price_tone (const RdmPrice *price)
{
  if (!rdm_price_is_allowed (price))
    return RDM_PRICE_BREACH;
  return price->best_of_day && !price->unchanged ? RDM_PRICE_BEST : RDM_PRICE_PLAIN;
}
