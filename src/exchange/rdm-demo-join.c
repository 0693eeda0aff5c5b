/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A street that grew between others may cross none of them. It is led on to the nearest that one
 * gets to: nobody lives where no road leads. Its houses stay as they are. */
#include "rdm-demo-lines-private.h"

#define MOST_M 400. /* so far a street is led on */
#define BEYOND_M 4. /* and so far across the other, so that they cross for certain */
#define STEP_M 10.

/* Who gets to whom: each line knows one that it is with, up to one that is only with itself. */
static guint
company_of (const guint *with, guint line)
{
  while (with[line] != line)
    line = with[line];
  return line;
}

static gboolean
is_driven (const GArray *lines, guint line)
{
  RdmDemoNetKind kind = g_array_index (lines, RdmDemoNetLine, line).kind;

  return kind == RDM_DEMO_NET_STREET || kind == RDM_DEMO_NET_ROAD;
}

static guint *
find_companies (const GArray *lines)
{
  g_autoptr (GArray) hits = rdm_demo_net_hits (lines);
  guint *with = g_new (guint, lines->len);

  for (guint i = 0; i < lines->len; i++)
    with[i] = i;
  for (guint i = 0; i < hits->len; i++)
    {
      const RdmDemoHit *hit = &g_array_index (hits, RdmDemoHit, i);

      if (is_driven (lines, hit->a) && is_driven (lines, hit->b))
        with[company_of (with, hit->a)] = company_of (with, hit->b);
    }
  return with;
}

static guint
largest_company (const GArray *lines, const guint *with)
{
  g_autofree guint *sizes = g_new0 (guint, lines->len);
  guint largest = 0;

  for (guint i = 0; i < lines->len; i++)
    if (is_driven (lines, i))
      sizes[company_of (with, i)]++;
  for (guint i = 0; i < lines->len; i++)
    if (sizes[i] > sizes[largest])
      largest = i;
  return largest;
}

/* How an end of a line would be led on. */
typedef struct
{
  guint line;
  gboolean at_end;
  RdmDemoXY tip;
  RdmDemoXY goal;
  double distance;
} Link;

static RdmDemoXY
between (RdmDemoXY a, RdmDemoXY b, double share)
{
  return (RdmDemoXY){ a.x + share * (b.x - a.x), a.y + share * (b.y - a.y) };
}

static gboolean
is_dry (const RdmDemoLayout *layout, RdmDemoXY from, RdmDemoXY to, double distance)
{
  for (double along = 0.; along <= distance; along += STEP_M)
    if (!rdm_demo_layout_is_dry (layout, between (from, to, along / distance), 10.))
      return FALSE;
  return TRUE;
}

static void
try_link (Link *best, const Link *link, const GArray *other, const RdmDemoLayout *layout)
{
  for (guint i = 0; i + 1 < other->len; i++)
    {
      RdmDemoXY a = g_array_index (other, RdmDemoXY, i);
      RdmDemoXY b = g_array_index (other, RdmDemoXY, i + 1);
      RdmDemoXY s = { b.x - a.x, b.y - a.y };
      double square = MAX (s.x * s.x + s.y * s.y, 1e-9);
      double share = ((link->tip.x - a.x) * s.x + (link->tip.y - a.y) * s.y) / square;
      RdmDemoXY goal = between (a, b, CLAMP (share, 0.05, 0.95));
      double distance = rdm_demo_distance (link->tip, goal);

      if (distance >= best->distance || distance < 1.
          || !is_dry (layout, link->tip, goal, distance))
        continue;
      *best = *link;
      best->goal = between (link->tip, goal, (distance + BEYOND_M) / distance);
      best->distance = distance;
    }
}

static void
lead (GArray *lines, const guint *with, guint company, guint largest, const RdmDemoLayout *layout)
{
  Link best = { .distance = MOST_M };
  GArray *points;

  for (guint i = 0; i < lines->len; i++)
    {
      points = g_array_index (lines, RdmDemoNetLine, i).points;
      if (!is_driven (lines, i) || company_of (with, i) != company)
        continue;
      for (guint at_end = 0; at_end < 2; at_end++)
        {
          Link link = { i,
                        at_end == 1,
                        g_array_index (points, RdmDemoXY, at_end == 1 ? points->len - 1 : 0),
                        { 0., 0. },
                        0. };

          for (guint k = 0; k < lines->len; k++)
            if (is_driven (lines, k) && company_of (with, k) == largest)
              try_link (&best, &link, g_array_index (lines, RdmDemoNetLine, k).points, layout);
        }
    }
  if (best.distance >= MOST_M)
    return;
  points = g_array_index (lines, RdmDemoNetLine, best.line).points;
  if (best.at_end)
    g_array_append_val (points, best.goal);
  else
    g_array_prepend_val (points, best.goal);
}

void
rdm_demo_net_join (GArray *lines, const RdmDemoLayout *layout)
{
  g_autofree guint *with = find_companies (lines);
  guint largest = largest_company (lines, with);

  for (guint i = 0; i < lines->len; i++)
    if (is_driven (lines, i) && with[i] == i && i != largest)
      lead (lines, with, i, largest, layout);
}
