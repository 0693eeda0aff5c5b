/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-words.h"

#include <glib/gi18n-lib.h>

#include "rdm-advice.h"
#include "rdm-time.h"
#include "rdm-units.h"

#define LATE_LINES_MAX 3

static gboolean
says_something (const char *text)
{
  return text && *text;
}

char *
rdm_words_end (const RdmOrder *order, int role)
{
  const RdmOrderEnd *end = rdm_order_end (order, role);

  if (end && says_something (end->address))
    return g_strdup (end->address);
  if (end && says_something (end->name))
    return g_strdup (end->name);
  if (says_something (order->reference))
    return g_strdup_printf (_ ("Order %s"), order->reference);
  return g_strdup (_ ("A stop without an address"));
}

char *
rdm_words_stop (RdmRows *rows, const char *id)
{
  const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, id);
  const RdmOrder *order = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;

  return order ? rdm_words_end (order, stop->role) : g_strdup (_ ("A stop without an address"));
}

char *
rdm_words_route (const RdmModelRoute *route)
{
  if (says_something (route->vehicle->name))
    return g_strdup (route->vehicle->name);
  return g_strdup (_ ("A shift without a vehicle"));
}

char *
rdm_words_load (int dimension, gint64 amount)
{
  switch (dimension)
    {
    case RDM_LOAD_WEIGHT_G:
      return rdm_format_weight (amount);
    case RDM_LOAD_VOLUME_ML:
      return rdm_format_volume (amount);
    default:
      return rdm_format_parcels (amount);
    }
}

char *
rdm_words_minutes (gint64 seconds)
{
  return rdm_format_duration ((seconds + 59) / 60 * 60);
}

/* --- what gets worse ---------------------------------------------------------------------------
 */

static void
add_late_lines (GStrvBuilder *lines, const RdmPrice *price, RdmRows *rows)
{
  guint n = price->late->len;
  guint shown = n <= LATE_LINES_MAX ? n : LATE_LINES_MAX - 1;

  for (guint i = 0; i < shown; i++)
    {
      const RdmLateness *late = &g_array_index (price->late, RdmLateness, i);
      g_autofree char *name = rdm_words_stop (rows, late->stop);
      g_autofree char *by = rdm_words_minutes (late->late_s);
      /* Translators: "Feldstrasse 4 late by 12 min" */
      g_autofree char *line = g_strdup_printf (_ ("%s late by %s"), name, by);

      g_strv_builder_add (lines, line);
    }
  if (shown < n)
    {
      g_autofree char *line = g_strdup_printf (
          ngettext ("and %u more stop late", "and %u more stops late", n - shown), n - shown);

      g_strv_builder_add (lines, line);
    }
}

static void
add_load_lines (GStrvBuilder *lines, const RdmPrice *price)
{
  static const char *const units[RDM_N_LOADS] = {
    [RDM_LOAD_PARCELS] = N_ ("parcels"),
    [RDM_LOAD_WEIGHT_G] = N_ ("kg"),
    [RDM_LOAD_VOLUME_ML] = N_ ("litres"),
  };

  for (guint d = 0; d < RDM_N_LOADS; d++)
    if (price->load_percent[d] > 0)
      {
        g_autofree char *percent = rdm_format_percent (price->load_percent[d] / 100.0);
        /* Translators: "kg 112 %": so much of what the vehicle takes. */
        g_autofree char *line = g_strdup_printf (C_ ("load", "%s %s"), _ (units[d]), percent);

        g_strv_builder_add (lines, line);
      }
}

static void
add_skill_line (GStrvBuilder *lines, const RdmPrice *price)
{
  g_autofree char *names = NULL;
  g_autofree char *line = NULL;

  if (!price->missing_skills || !price->missing_skills[0])
    return;
  names = g_strjoinv (", ", price->missing_skills);
  /* Translators: "nobody there has: chilled, two-person" */
  line = g_strdup_printf (_ ("nobody there has: %s"), names);
  g_strv_builder_add (lines, line);
}

GStrv
rdm_price_describe_breaches (const RdmPrice *self, RdmRows *rows)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  guint others = RDM_BREACH_BREAK | RDM_BREACH_RANGE | RDM_BREACH_STOPS | RDM_BREACH_ORDER
                 | RDM_BREACH_PLACE | RDM_BREACH_ROAD;

  if (self->refusal)
    g_strv_builder_add (lines, self->refusal);
  add_late_lines (lines, self, rows);
  add_load_lines (lines, self);
  add_skill_line (lines, self);
  if (self->breaches & RDM_BREACH_SHIFT)
    {
      g_autofree char *at = rdm_time_format_of_day (self->end_s);
      g_autofree char *line = g_strdup_printf (_ ("back at %s, after the shift’s end"), at);

      g_strv_builder_add (lines, line);
    }
  for (guint bit = 1; bit <= others; bit <<= 1)
    if (self->breaches & others & bit)
      g_strv_builder_add (lines, rdm_breach_describe (bit));
  return g_strv_builder_end (lines);
}
