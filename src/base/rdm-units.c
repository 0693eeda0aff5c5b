/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-units.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

static const char minus[] = "−";

/* The distance from zero, also of the smallest int64_t. */
static uint64_t
magnitude (int64_t value)
{
  return value < 0 ? -(uint64_t)value : (uint64_t)value;
}

static const char *
sign_of (int64_t value)
{
  return value < 0 ? minus : "";
}

char *
rdm_format_distance (int64_t length_m)
{
  uint64_t m = magnitude (length_m);

  if (m < 1000)
    return g_strdup_printf (_ ("%s%d m"), sign_of (length_m), (int)m);
  if (m < 99950)
    return g_strdup_printf (_ ("%s%.1f km"), sign_of (length_m), (double)m / 1000.0);
  return g_strdup_printf (_ ("%s%'.0f km"), sign_of (length_m), (double)m / 1000.0);
}

guint
rdm_currency_decimals (const char *currency)
{
  static const char none[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
  static const char three[] = "BHD IQD JOD KWD LYD OMR TND";

  if (currency == NULL || strlen (currency) != 3)
    return 2;
  if (strstr (none, currency) != NULL)
    return 0;
  return strstr (three, currency) != NULL ? 3 : 2;
}

static uint64_t
scale_of (guint decimals)
{
  return decimals == 0 ? 1 : decimals == 2 ? 100 : 1000;
}

char *
rdm_format_money_whole (int64_t amount_minor, const char *currency)
{
  uint64_t scale = scale_of (rdm_currency_decimals (currency));
  uint64_t whole = magnitude (amount_minor) / scale;
  uint64_t rest = magnitude (amount_minor) % scale;

  if (scale > 1 && rest >= scale / 2)
    whole++;
  return g_strdup_printf ("%s%'" G_GUINT64_FORMAT "%s%s", whole > 0 ? sign_of (amount_minor) : "",
                          whole, currency != NULL && *currency != '\0' ? " " : "",
                          currency != NULL ? currency : "");
}

char *
rdm_format_money (int64_t amount_minor, const char *currency)
{
  guint decimals = rdm_currency_decimals (currency);
  uint64_t scale = scale_of (decimals);
  uint64_t amount = magnitude (amount_minor);
  g_autofree char *whole =
      g_strdup_printf ("%s%'" G_GUINT64_FORMAT, sign_of (amount_minor), amount / scale);
  const char *gap = currency != NULL && *currency != '\0' ? " " : "";

  if (decimals == 0)
    return g_strconcat (whole, gap, currency, NULL);
  return g_strdup_printf ("%s%s%0*d%s%s", whole, nl_langinfo (RADIXCHAR), (int)decimals,
                          (int)(amount % scale), gap, currency != NULL ? currency : "");
}

char *
rdm_format_parcels (int64_t parcels)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " parcel", "%" PRId64 " parcels",
                                       (gulong)magnitude (parcels)),
                          parcels);
}

char *
rdm_format_weight (int64_t weight_g)
{
  uint64_t g = magnitude (weight_g);

  if (g < 1000)
    return g_strdup_printf (_ ("%s%d g"), sign_of (weight_g), (int)g);
  if (g < 1000000)
    return g_strdup_printf (_ ("%s%.*f kg"), sign_of (weight_g), g % 1000 == 0 ? 0 : 1,
                            (double)g / 1e3);
  return g_strdup_printf (_ ("%s%.1f t"), sign_of (weight_g), (double)g / 1e6);
}

char *
rdm_format_volume (int64_t volume_ml)
{
  uint64_t ml = magnitude (volume_ml);

  if (ml < 1000000)
    return g_strdup_printf (_ ("%s%.*f l"), sign_of (volume_ml), ml % 1000 == 0 ? 0 : 1,
                            (double)ml / 1e3);
  return g_strdup_printf (_ ("%s%.1f m³"), sign_of (volume_ml), (double)ml / 1e6);
}

char *
rdm_format_load (int64_t amount_milli, const char *unit)
{
  uint64_t amount = magnitude (amount_milli);

  return g_strdup_printf ("%s%'.*f %s", sign_of (amount_milli), amount % 1000 == 0 ? 0 : 1,
                          (double)amount / 1e3, unit != NULL ? unit : "");
}

char *
rdm_format_percent (double ratio)
{
  if (!isfinite (ratio))
    return g_strdup ("–");
  return g_strdup_printf (_ ("%s%.0f %%"), ratio <= -0.005 ? minus : "", fabs (ratio) * 100.0);
}
