/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where there is no way: now, today, or at all.
 */
#include "rdm-travel-times.h"

/* Where there is a way later in the day: whoever sets out before waits until then. A leg goes on in
 * each spell with the share that is left of it, and of this nothing is driven in a day. Where
 * nobody knows how far it is, it is as far as the crow flies: a road that is closed makes no day
 * shorter. */
#define WAIT_S (30 * 86400)
/* As the crow flies. */
#define GUESS_MPS 6.0

/* The later spells first: who finds no way now waits for one, and who finds none any more that day
 * for the next. */
static void
settle_cell (RdmTravelTable *table, const RdmTravelTimes *times, gsize i, gsize j)
{
  gsize n_cells = (gsize)times->n_points * times->n_points;
  gsize cell = i * times->n_points + j;
  gboolean is_reached = FALSE;

  for (guint s = table->n_spells; s-- > 0;)
    {
      gint32 *seconds = &table->durations_s[s * n_cells + cell];

      if (*seconds < RDM_TRAVEL_NEXT_DAY_S)
        is_reached = TRUE;
      else
        *seconds = is_reached ? WAIT_S : RDM_TRAVEL_NEXT_DAY_S;
    }
  if (table->distances_m[cell] == RDM_TRAVEL_UNREACHABLE)
    table->distances_m[cell] = (gint32)rdm_geo_distance (times->points[i], times->points[j]);
}

static gboolean
is_joined (const RdmTravelTimes *times, const RdmTravelTable *table, gsize i, gsize j)
{
  gsize n = times->n_points;

  return table->durations_s[i * n + j] != RDM_TRAVEL_NEXT_DAY_S
         && table->durations_s[j * n + i] != RDM_TRAVEL_NEXT_DAY_S;
}

/* What has no way to and from the place that has most of them. Among equals that is the first one,
 * and depots come first. */
static void
find_cut_off (const RdmTravelTimes *times, RdmTravelTable *table)
{
  gsize n = times->n_points;
  g_autofree guint *n_joined = g_new0 (guint, n + 1);
  gsize best = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < i; j++)
      if (is_joined (times, table, i, j))
        {
          n_joined[i]++;
          n_joined[j]++;
        }
  for (gsize i = 1; i < n; i++)
    if (n_joined[i] > n_joined[best])
      best = i;
  for (gsize i = 0; i < n; i++)
    table->is_cut_off[i] = i != best && !is_joined (times, table, i, best);
}

/* Who is sent there all the same, by another kind of vehicle's road say, is told in words; the rest
 * of his day keeps times that can be read. */
static void
guess_cut_off (const RdmTravelTimes *times, RdmTravelTable *table)
{
  gsize n = times->n_points;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      if (table->is_cut_off[i] || table->is_cut_off[j])
        for (guint s = 0; s < table->n_spells; s++)
          {
            gint32 *seconds = &table->durations_s[(s * n + i) * n + j];
            double straight_m = rdm_geo_distance (times->points[i], times->points[j]);

            if (*seconds == RDM_TRAVEL_NEXT_DAY_S)
              *seconds = (gint32)MIN (straight_m / GUESS_MPS, RDM_TRAVEL_NEXT_DAY_S - 1);
          }
}

void
rdm_travel_table_settle (RdmTravelTable *table, const RdmTravelTimes *times)
{
  gsize n = times->n_points;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      settle_cell (table, times, i, j);
  find_cut_off (times, table);
  guess_cut_off (times, table);
}
