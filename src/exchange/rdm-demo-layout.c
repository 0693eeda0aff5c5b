/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-layout-private.h"

#define RIVER_WIDTH_M 52.
#define LINE_POINTS_MAX 12

const RdmDemoPlace rdm_demo_places[RDM_DEMO_N_PLACES] = {
  { "Auenbruck", "92999", { -20., 120. }, 1780., 0.4 },
  { "Oberauen", "92998", { -3900., 1450. }, 520., 1.9 },
  { "Steinhalde", "92998", { 3500., 2520. }, 480., 3.1 },
  { "Unterbruck", "92997", { 2900., -2560. }, 560., 4.4 },
  { "Rehwiesen", "92997", { -2680., -2860. }, 430., 5.2 },
};

typedef struct
{
  RdmDemoShapeKind kind;
  const char *name;
  guint n;
  RdmDemoXY points[LINE_POINTS_MAX];
} LinePlan;

/* Roads lead out of the market to the villages; the numbers are drawn by hand. */
static const LinePlan line_plans[] = {
  { RDM_DEMO_ROAD,
    "Oberauer Straße",
    7,
    { { -60., 260. },
      { -500., 340. },
      { -1100., 250. },
      { -1900., 520. },
      { -2900., 1150. },
      { -3900., 1480. },
      { -7000., 1700. } } },
  { RDM_DEMO_ROAD,
    "Steinhalder Straße",
    7,
    { { -60., 260. },
      { 340., 600. },
      { 900., 1050. },
      { 1700., 1480. },
      { 2700., 2150. },
      { 3500., 2540. },
      { 4700., 3200. } } },
  { RDM_DEMO_ROAD,
    "Nordstraße",
    6,
    { { -60., 260. },
      { -160., 700. },
      { -50., 1300. },
      { -350., 2100. },
      { -280., 3000. },
      { -620., 4200. } } },
  { RDM_DEMO_ROAD,
    "Unterbrucker Straße",
    9,
    { { -60., 260. },
      { 10., 60. },
      { 70., -110. },
      { 130., -380. },
      { 110., -620. },
      { 420., -1500. },
      { 1500., -2050. },
      { 2900., -2580. },
      { 4300., -3500. } } },
  { RDM_DEMO_ROAD,
    "Rehwieser Straße",
    6,
    { { 110., -620. },
      { -500., -960. },
      { -1250., -1500. },
      { -2000., -2330. },
      { -2680., -2880. },
      { -3640., -4200. } } },
  { RDM_DEMO_ROAD,
    "Oststraße",
    6,
    { { -60., 260. },
      { 480., 350. },
      { 1100., 520. },
      { 1900., 690. },
      { 2900., 800. },
      { 7000., 1340. } } },
  { RDM_DEMO_ROAD,
    "Ringstraße",
    8,
    { { -620., -60. },
      { -690., 340. },
      { -540., 680. },
      { -130., 830. },
      { 330., 790. },
      { 620., 560. },
      { 640., 380. },
      { 560., 120. } } },
  { RDM_DEMO_ROAD,
    "Brückenring",
    9,
    { { -1250., -1500. },
      { -1000., -1130. },
      { -480., -700. },
      { 120., -590. },
      { 760., -560. },
      { 1280., -380. },
      { 1540., -90. },
      { 1610., 240. },
      { 1650., 645. } } },
  { RDM_DEMO_HIGHWAY,
    "B 88",
    7,
    { { -7000., -3300. },
      { -4300., -2350. },
      { -1600., -2240. },
      { 700., -2180. },
      { 2200., -1560. },
      { 3900., -760. },
      { 7000., -350. } } },
  { RDM_DEMO_RAIL,
    NULL,
    8,
    { { -7000., 2900. },
      { -4300., 2330. },
      { -2300., 1650. },
      { -1200., 1120. },
      { -350., 1010. },
      { 620., 1060. },
      { 1900., 1130. },
      { 7000., 1750. } } },
};

static const struct
{
  RdmDemoShapeKind kind;
  const char *name;
  RdmDemoXY middle;
  double radius_m;
} area_plans[] = {
  { RDM_DEMO_GREEN, "Stadtpark", { 860., 215. }, 150. },
  { RDM_DEMO_GREEN, "Schlossgarten", { -980., 640. }, 180. },
  { RDM_DEMO_GREEN, "Auwiese", { -760., -560. }, 150. },
  { RDM_DEMO_GREEN, "Friedhof", { 620., -1080. }, 130. },
  { RDM_DEMO_GREEN, "Sportpark", { 420., 1420. }, 140. },
  { RDM_DEMO_GREEN, "Hoher Forst", { -2500., 3300. }, 950. },
  { RDM_DEMO_GREEN, "Reutholz", { 1200., 3700. }, 820. },
  { RDM_DEMO_GREEN, "Kiefernschlag", { 4900., -1900. }, 900. },
  { RDM_DEMO_GREEN, "Moorwald", { -4700., -900. }, 700. },
  { RDM_DEMO_GREEN, "Eichet", { -600., -3500. }, 780. },
  { RDM_DEMO_WATER, "Kiesweiher", { 2350., -640. }, 230. },
  { RDM_DEMO_WATER, NULL, { 2800., -260. }, 120. },
  { RDM_DEMO_WATER, "Schlossteich", { -1010., 610. }, 55. },
};

static const struct
{
  RdmDemoLabelRank rank;
  const char *text;
  RdmDemoXY at;
} label_plans[] = {
  { RDM_DEMO_LABEL_TOWN, "Auenbruck", { -20., 330. } },
  { RDM_DEMO_LABEL_DISTRICT, "Oberauen", { -3900., 1450. } },
  { RDM_DEMO_LABEL_DISTRICT, "Steinhalde", { 3500., 2520. } },
  { RDM_DEMO_LABEL_DISTRICT, "Unterbruck", { 2900., -2560. } },
  { RDM_DEMO_LABEL_DISTRICT, "Rehwiesen", { -2680., -2860. } },
  { RDM_DEMO_LABEL_DISTRICT, "Altstadt", { -250., 130. } },
  { RDM_DEMO_LABEL_DISTRICT, "Bahnhofsviertel", { -560., 920. } },
  { RDM_DEMO_LABEL_DISTRICT, "Nordend", { 150., 1600. } },
  { RDM_DEMO_LABEL_DISTRICT, "Lindenau", { -1350., 480. } },
  { RDM_DEMO_LABEL_DISTRICT, "Ostend", { 1180., 900. } },
  { RDM_DEMO_LABEL_DISTRICT, "Südstadt", { 60., -950. } },
  { RDM_DEMO_LABEL_DISTRICT, "Gewerbepark", { 1010., -640. } },
  { RDM_DEMO_LABEL_PLACE, "Markt", { -60., 262. } },
  { RDM_DEMO_LABEL_PLACE, "Bahnhof", { -480., 1030. } },
  { RDM_DEMO_LABEL_PLACE, "Stadtpark", { 860., 215. } },
  { RDM_DEMO_LABEL_PLACE, "Schlossgarten", { -980., 720. } },
  { RDM_DEMO_LABEL_PLACE, "Kiesweiher", { 2350., -640. } },
  { RDM_DEMO_LABEL_PLACE, "Friedhof", { 620., -1080. } },
  { RDM_DEMO_LABEL_PLACE, "Sportpark", { 420., 1420. } },
  { RDM_DEMO_LABEL_PLACE, "Hoher Forst", { -2500., 3300. } },
  { RDM_DEMO_LABEL_PLACE, "Reutholz", { 1200., 3700. } },
  { RDM_DEMO_LABEL_PLACE, "Eichet", { -600., -3500. } },
};

double
rdm_demo_river_y (double x)
{
  return -450. + 0.16 * x + 420. * sin (x / 1500. + 0.6) + 140. * sin (x / 610. + 2.);
}

static void
clear_line (gpointer data)
{
  g_clear_pointer (&((RdmDemoLine *)data)->points, g_array_unref);
}

static void
clear_area (gpointer data)
{
  g_clear_pointer (&((RdmDemoArea *)data)->points, g_array_unref);
}

RdmDemoLayout *
rdm_demo_layout_new (void)
{
  RdmDemoLayout *self = g_new0 (RdmDemoLayout, 1);

  self->lines = g_array_new (FALSE, FALSE, sizeof (RdmDemoLine));
  g_array_set_clear_func (self->lines, clear_line);
  for (guint i = 0; i < G_N_ELEMENTS (line_plans); i++)
    {
      RdmDemoLine line = { line_plans[i].kind, line_plans[i].name,
                           rdm_demo_curve (line_plans[i].points, line_plans[i].n, FALSE) };

      g_array_append_val (self->lines, line);
    }
  self->areas = g_array_new (FALSE, FALSE, sizeof (RdmDemoArea));
  g_array_set_clear_func (self->areas, clear_area);
  for (guint i = 0; i < G_N_ELEMENTS (area_plans); i++)
    {
      RdmDemoArea area = { area_plans[i].kind, area_plans[i].name,
                           rdm_demo_blob (area_plans[i].middle, area_plans[i].radius_m,
                                          1. + 1.7 * i) };

      g_array_append_val (self->areas, area);
    }
  self->river = g_array_new (FALSE, FALSE, sizeof (RdmDemoXY));
  for (double x = -7000.; x <= 7000.; x += 25.)
    {
      RdmDemoXY xy = { x, rdm_demo_river_y (x) };

      g_array_append_val (self->river, xy);
    }
  self->built = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < RDM_DEMO_N_PLACES; i++)
    g_ptr_array_add (self->built,
                     rdm_demo_blob (rdm_demo_places[i].middle, rdm_demo_places[i].radius_m,
                                    rdm_demo_places[i].phase));
  return self;
}

void
rdm_demo_layout_free (RdmDemoLayout *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->areas, g_array_unref);
  g_clear_pointer (&self->river, g_array_unref);
  g_clear_pointer (&self->built, g_ptr_array_unref);
  g_free (self);
}

int
rdm_demo_layout_place (const RdmDemoLayout *self, RdmDemoXY xy)
{
  for (guint i = 0; i < self->built->len; i++)
    if (rdm_demo_distance (xy, rdm_demo_places[i].middle) < 1.4 * rdm_demo_places[i].radius_m
        && rdm_demo_inside (g_ptr_array_index (self->built, i), xy))
      return (int)i;
  return -1;
}

/* The river flows eastward everywhere, so that only its neighbourhood in x can be near. */
static double
river_distance (const RdmDemoLayout *self, RdmDemoXY xy)
{
  int around = (int)((xy.x + 7000.) / 25.);
  double nearest = 1e9;

  for (int i = MAX (around - 16, 0); i < MIN (around + 17, (int)self->river->len); i++)
    nearest = MIN (nearest, rdm_demo_distance (xy, g_array_index (self->river, RdmDemoXY, i)));
  return nearest;
}

gboolean
rdm_demo_layout_is_dry (const RdmDemoLayout *self, RdmDemoXY xy, double margin_m)
{
  if (river_distance (self, xy) < RIVER_WIDTH_M / 2. + margin_m)
    return FALSE;
  for (guint i = 0; i < self->areas->len; i++)
    {
      const RdmDemoArea *area = &g_array_index (self->areas, RdmDemoArea, i);

      if (rdm_demo_distance (xy, area_plans[i].middle) < 1.4 * area_plans[i].radius_m
          && rdm_demo_inside (area->points, xy))
        return FALSE;
    }
  return TRUE;
}

GArray *
rdm_demo_layout_river_area (const RdmDemoLayout *self)
{
  GArray *area = g_array_new (FALSE, FALSE, sizeof (RdmDemoXY));
  guint n = self->river->len;

  /* Down one bank and up the other. */
  for (guint k = 0; k < 2 * n; k++)
    {
      guint i = k < n ? k : 2 * n - 1 - k;
      RdmDemoXY here = g_array_index (self->river, RdmDemoXY, i);
      RdmDemoXY a = g_array_index (self->river, RdmDemoXY, i > 0 ? i - 1 : 0);
      RdmDemoXY b = g_array_index (self->river, RdmDemoXY, MIN (i + 1, n - 1));
      double length = rdm_demo_distance (a, b);
      double half = (RIVER_WIDTH_M / 2. + 5. * sin (here.x / 240.)) * (k < n ? 1. : -1.);
      RdmDemoXY xy = { here.x - half * (b.y - a.y) / length, here.y + half * (b.x - a.x) / length };

      g_array_append_val (area, xy);
    }
  return area;
}

void
rdm_demo_layout_add_labels (GPtrArray *labels)
{
  for (guint i = 0; i < G_N_ELEMENTS (label_plans); i++)
    {
      RdmDemoLabel *label = g_new0 (RdmDemoLabel, 1);

      label->rank = label_plans[i].rank;
      label->text = g_strdup (label_plans[i].text);
      label->point = rdm_demo_point (label_plans[i].at);
      g_ptr_array_add (labels, label);
    }
}
