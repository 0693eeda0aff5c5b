/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Heads and feet of a route's pages. */
#include <glib/gi18n-lib.h>

#include "rdm-day.h"
#include "rdm-sheet-parts.h"
#include "rdm-time.h"
#include "rdm-units.h"

#define FIRST_CODE_SIZE 76.
#define NEXT_CODE_SIZE 58.

static const RdmSheetStyle depot_style = { .size_pt = 9., .grey = 0.3, .max_lines = 1 };
static const RdmSheetStyle title_style = { .size_pt = 22., .bold = TRUE, .max_lines = 1 };
static const RdmSheetStyle crew_style = { .size_pt = 12., .max_lines = 1 };
static const RdmSheetStyle next_title_style = { .size_pt = 14., .bold = TRUE, .max_lines = 1 };
static const RdmSheetStyle next_crew_style = { .size_pt = 9.5, .max_lines = 1 };
static const RdmSheetStyle caption_style = {
  .size_pt = 6.5, .grey = 0.3, .align = PANGO_ALIGN_RIGHT, .max_lines = 1
};
static const RdmSheetStyle label_style = { .size_pt = 7., .grey = 0.4 };
static const RdmSheetStyle value_style = { .size_pt = 10.5, .bold = TRUE, .tabular = TRUE };
static const RdmSheetStyle warning_style = { .size_pt = 9., .bold = TRUE };
static const RdmSheetStyle foot_style = { .size_pt = 7.5, .grey = 0.35 };

static char *
date_of (const RdmSheetRound *sheet_round)
{
  return rdm_date_format_full (sheet_round->planned->route->date);
}

/* "Shift 07:00–15:30 · cargo bike · chilled" */
static char *
describe_shift (const RdmSheetRound *sheet_round)
{
  static const char *const profiles[] = { N_ ("van"), N_ ("truck"), N_ ("cargo bike") };
  const RdmRoute *route = sheet_round->planned->route;
  const RdmShift *shift = rdm_rows_get (sheet_round->rows, RDM_ROW_SHIFT, route->shift);
  const RdmVehicle *vehicle =
      shift != NULL ? rdm_rows_get (sheet_round->rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;
  g_autofree char *hours = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (vehicle == NULL)
    return NULL;
  hours = rdm_time_format_window (route->start_s != RDM_TIME_NONE ? route->start_s : shift->start_s,
                                  route->end_s != RDM_TIME_NONE ? route->end_s : shift->end_s);
  g_string_append_printf (text, _ ("Shift %s"), hours);
  if (vehicle->profile < RDM_N_PROFILES)
    g_string_append_printf (text, " · %s", _ (profiles[vehicle->profile]));
  for (guint i = 0; vehicle->skills != NULL && vehicle->skills[i] != NULL; i++)
    g_string_append_printf (text, " · %s", vehicle->skills[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The figures of a route, side by side: a label over each. */
typedef struct
{
  RdmSheetBlock *block;
  double x;
  double y;
  double right;
} Figures;

/* @value: (transfer full) */
static void
take_figure (Figures *self, const char *label, char *value)
{
  g_autofree char *owned = value;
  double label_width, value_width, height;
  double width;

  rdm_sheet_block_measure (self->block, &label_style, label, &label_width, &height);
  rdm_sheet_block_measure (self->block, &value_style, value, &value_width, &height);
  width = MAX (label_width, value_width) + 1.;
  if (self->x + width > self->right)
    return;
  rdm_sheet_block_text (self->block, &label_style, self->x, self->y, width, label);
  rdm_sheet_block_text (self->block, &value_style, self->x, self->y + 9., width, value);
  self->x += width + 12.;
}

/* The most on board at any time: "98 / 110", "396 / 900 kg". */
static void
add_load (Figures *self, const RdmSchedule *schedule, guint dimension)
{
  static const struct
  {
    const char *label;
    const char *unit;
    gint64 divisor; /* the sum is shown in whole kilograms and litres */
  } shown[RDM_N_LOADS] = {
    [RDM_LOAD_PARCELS] = { N_ ("Parcels"), "", 1 },
    [RDM_LOAD_WEIGHT_G] = { N_ ("Weight"), " kg", 1000 },
    [RDM_LOAD_VOLUME_ML] = { N_ ("Volume"), " l", 1000 },
  };
  gint64 divisor = shown[dimension].divisor;
  gint64 peak = (schedule->peak.amount[dimension] + divisor - 1) / divisor;
  gint64 capacity = schedule->capacity.amount[dimension];
  g_autoptr (GString) text = g_string_new (NULL);

  if (peak == 0)
    return;
  g_string_append_printf (text, "%" G_GINT64_FORMAT, peak);
  if (capacity < RDM_CAPACITY_ANY)
    g_string_append_printf (text, " / %" G_GINT64_FORMAT, capacity / divisor);
  g_string_append (text, shown[dimension].unit);
  take_figure (self, _ (shown[dimension].label), g_string_free (g_steal_pointer (&text), FALSE));
}

static void
add_figures (RdmSheetBlock *block, const RdmSheetRound *sheet_round, double y)
{
  const RdmSchedule *schedule = sheet_round->planned->schedule;
  Figures figures = { block, 8., y + 5., sheet_round->width - 4. };
  RdmSheetArea area = { 0., y, sheet_round->width, 34. };

  rdm_sheet_block_frame (block, &area, 3., 0.6);
  take_figure (&figures, _ ("Stops"), g_strdup_printf ("%u", schedule->n_stops));
  if (schedule->n_stops == 0)
    return;
  take_figure (&figures, _ ("Departs"), rdm_time_format_of_day (schedule->start_s));
  take_figure (&figures, _ ("Returns"), rdm_time_format_of_day (schedule->end_s));
  take_figure (&figures, _ ("Distance"), rdm_format_distance (schedule->distance_m));
  take_figure (&figures, _ ("Driving"), rdm_format_duration (schedule->drive_s));
  for (guint i = 0; i < RDM_N_LOADS; i++)
    add_load (&figures, schedule, i);
}

static char *
describe_breaches (const RdmSchedule *schedule)
{
  const char *worst = rdm_breach_describe (schedule->breaches);

  return worst != NULL ? g_strdup_printf (_ ("Look at this before you leave: %s"), worst) : NULL;
}

static void
add_code (RdmSheetBlock *block, double right, double size, const char *link, const char *caption)
{
  if (link == NULL)
    return;
  rdm_sheet_block_code (block, right - size, 0., size, link);
  rdm_sheet_block_text (block, &caption_style, right - 120., size + 1., 120., caption);
}

static RdmSheetBlock *
first_head (const RdmSheetRound *sheet_round, const char *link, const char *caption)
{
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  g_autofree char *name = rdm_planned_route_dup_name (sheet_round->planned, sheet_round->rows);
  g_autofree char *crew = rdm_day_route_crew (sheet_round->rows, sheet_round->planned->route);
  g_autofree char *date = date_of (sheet_round);
  g_autofree char *shift = describe_shift (sheet_round);
  g_autofree char *breaches = describe_breaches (sheet_round->planned->schedule);
  const char *depot = sheet_round->settings->name;
  double width = sheet_round->width - FIRST_CODE_SIZE - 24.;
  g_autofree char *top =
      depot != NULL && *depot != '\0' ? g_strdup_printf ("%s · %s", depot, date) : g_strdup (date);
  double y = rdm_sheet_block_text (block, &depot_style, 0., 0., width, top);

  y = rdm_sheet_block_text (block, &title_style, 0., y + 2., width, name);
  y = rdm_sheet_block_text (block, &crew_style, 0., y, width,
                            *crew != '\0' ? crew : _ ("No driver yet"));
  rdm_sheet_block_text (block, &depot_style, 0., y + 1., width, shift);
  add_code (block, sheet_round->width, FIRST_CODE_SIZE, link, caption);
  add_figures (block, sheet_round, FIRST_CODE_SIZE + 14.);
  y = FIRST_CODE_SIZE + 14. + 34. + 5.;
  if (breaches != NULL)
    y = rdm_sheet_block_text (block, &warning_style, 0., y, sheet_round->width, breaches) + 5.;
  rdm_sheet_block_line (block, 0., y, sheet_round->width, 0.);
  rdm_sheet_block_set_height (block, y);
  return block;
}

static RdmSheetBlock *
next_head (const RdmSheetRound *sheet_round, const char *link, const char *caption)
{
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  g_autofree char *name = rdm_planned_route_dup_name (sheet_round->planned, sheet_round->rows);
  g_autofree char *crew = rdm_day_route_crew (sheet_round->rows, sheet_round->planned->route);
  g_autofree char *date = date_of (sheet_round);
  double width = sheet_round->width - NEXT_CODE_SIZE - 24.;
  double y = rdm_sheet_block_text (block, &next_title_style, 0., 4., width, name);

  y = rdm_sheet_block_text (block, &next_crew_style, 0., y, width, crew);
  rdm_sheet_block_text (block, &depot_style, 0., y + 1., width, date);
  add_code (block, sheet_round->width, NEXT_CODE_SIZE, link, caption);
  y = NEXT_CODE_SIZE + 14.;
  rdm_sheet_block_line (block, 0., y, sheet_round->width, 0.);
  rdm_sheet_block_set_height (block, y);
  return block;
}

RdmSheetBlock *
rdm_sheet_head (const RdmSheetRound *sheet_round,
                gboolean first,
                const char *link,
                const char *link_caption)
{
  return first ? first_head (sheet_round, link, link_caption)
               : next_head (sheet_round, link, link_caption);
}

RdmSheetBlock *
rdm_sheet_foot (const RdmSheetRound *sheet_round, guint page, guint n_pages)
{
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  RdmSheetStyle right = foot_style;
  g_autofree char *name = rdm_planned_route_dup_name (sheet_round->planned, sheet_round->rows);
  g_autofree char *pages = g_strdup_printf (_ ("%s · page %u of %u"), name, page, n_pages);
  double half = sheet_round->width / 2.;

  right.align = PANGO_ALIGN_RIGHT;
  if (sheet_round->planned->schedule->estimated)
    rdm_sheet_block_text (block, &foot_style, 0., 4., half + 60.,
                          _ ("Travel times are estimates, not from roads."));
  else if (sheet_round->planned->times_from != NULL)
    rdm_sheet_block_text (block, &foot_style, 0., 4., half + 60., sheet_round->planned->times_from);
  rdm_sheet_block_text (block, &right, half + 64., 4., half - 64., pages);
  rdm_sheet_block_set_height (block, 16.);
  return block;
}

RdmSheetBlock *
rdm_sheet_nothing (const RdmSheetRound *sheet_round)
{
  static const RdmSheetStyle style = { .size_pt = 12., .grey = 0.3, .max_lines = 2 };
  RdmSheetBlock *block = rdm_sheet_block_new (sheet_round->context);
  double y = rdm_sheet_block_text (block, &style, 0., 24., sheet_round->width,
                                   _ ("This route has no stops."));

  rdm_sheet_block_set_height (block, y + 24.);
  return block;
}
