/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-net.h"

#define STEP_MIN 110. /* pixels */

double
rdm_ground_net_step (double world)
{
  static const double steps[] = { 1., 2., 5. };
  double degree = world / 360.;

  for (double power = 1e-5; power < 100.; power *= 10.)
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
      if (steps[i] * power * degree >= STEP_MIN)
        return steps[i] * power;
  return 90.;
}

void
rdm_ground_net_paint (cairo_t *cr, const RdmMapView *view, RdmRect clip)
{
  double step = rdm_ground_net_step (view->world);
  RdmRect seen = rdm_map_view_unit_rect (view, clip);
  double west = floor (rdm_mercator_lon (seen.x0) / step) * step;
  double east = rdm_mercator_lon (seen.x1);
  double south = floor (rdm_mercator_lat (seen.y1) / step) * step;
  double north = rdm_mercator_lat (seen.y0);

  cairo_new_path (cr);
  for (double lon = west; lon <= east + step && lon <= 180.; lon += step)
    {
      double x = floor (rdm_mercator_x (lon) * view->world - view->origin.x) + 0.5;

      cairo_move_to (cr, x, clip.y0);
      cairo_line_to (cr, x, clip.y1);
    }
  for (double lat = south; lat <= north + step && lat <= 85.; lat += step)
    {
      double y = floor (rdm_mercator_y (lat) * view->world - view->origin.y) + 0.5;

      cairo_move_to (cr, clip.x0, y);
      cairo_line_to (cr, clip.x1, y);
    }
  cairo_set_line_width (cr, 1.);
  cairo_stroke (cr);
}
