/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The timeline without a window: time on pixels, and what is where on a route's line.
 */
#include "rdm-timeline-axis.h"
#include "rdm-timeline-hit.h"

static void
test_axis (void)
{
  RdmTimelineAxis axis;
  double at_s;

  rdm_timeline_axis_fit (&axis, 7 * 3600., 17 * 3600., 1000.);
  g_assert_cmpfloat (rdm_timeline_axis_x (&axis, 7 * 3600.), >, 0.);
  g_assert_cmpfloat (rdm_timeline_axis_x (&axis, 17 * 3600.), <, 1000.);
  at_s = rdm_timeline_axis_time (&axis, 250.);
  g_assert_cmpfloat_with_epsilon (rdm_timeline_axis_x (&axis, at_s), 250., 1e-6);
  /* The time under the pointer stays there. */
  rdm_timeline_axis_zoom (&axis, 1.7, 250., 1000.);
  g_assert_cmpfloat_with_epsilon (rdm_timeline_axis_time (&axis, 250.), at_s, 1e-6);
  for (int i = 0; i < 100; i++)
    rdm_timeline_axis_zoom (&axis, 2., 250., 1000.);
  g_assert_cmpfloat_with_epsilon (1000. / axis.px_per_s, 600., 1e-6);
  for (int i = 0; i < 100; i++)
    rdm_timeline_axis_zoom (&axis, 0.5, 250., 1000.);
  g_assert_cmpfloat_with_epsilon (1000. / axis.px_per_s, 36 * 3600., 1e-3);
}

static void
test_axis_pan (void)
{
  RdmTimelineAxis axis;

  rdm_timeline_axis_fit (&axis, 7 * 3600., 17 * 3600., 1000.);
  rdm_timeline_axis_pan (&axis, 1e9, 7 * 3600., 17 * 3600., 1000.);
  g_assert_cmpfloat (rdm_timeline_axis_x (&axis, 17 * 3600.), >, 0.);
  rdm_timeline_axis_pan (&axis, -1e9, 7 * 3600., 17 * 3600., 1000.);
  g_assert_cmpfloat (rdm_timeline_axis_x (&axis, 7 * 3600.), <, 1000.);
}

static void
test_axis_step (void)
{
  /* Whatever the scale: labels do not touch, and there are not needlessly few. */
  for (double px_per_s = 0.005; px_per_s < 4.; px_per_s *= 1.1)
    {
      RdmTimelineAxis axis = { 0., px_per_s };
      gint32 step_s = rdm_timeline_axis_step (&axis, 56.);

      g_assert_cmpfloat (step_s * px_per_s, >=, 56.);
      g_assert_cmpint (86400 % step_s, ==, 0);
      if (step_s > 60)
        g_assert_cmpfloat (step_s * px_per_s, <, 56. * 3.);
    }
}

static void
add (RdmSchedule *schedule,
     RdmVisitKind kind,
     const char *stop,
     int arrival,
     int begin,
     int departure)
{
  RdmVisit visit = {
    .kind = kind,
    .stop = g_strdup (stop),
    .arrival_s = arrival,
    .begin_s = begin,
    .departure_s = departure,
  };

  g_array_append_val (schedule->visits, visit);
}

/* 1000 start, 1100–1200 a, 1300 arrives, waits until 1400 for b until 1500, break 1500–1700,
 * 1800–1900 c, 2000 end. */
static RdmSchedule *
schedule_new (void)
{
  RdmSchedule *schedule = rdm_schedule_new ("route");

  add (schedule, RDM_VISIT_START, NULL, 1000, 1000, 1000);
  add (schedule, RDM_VISIT_STOP, "a", 1100, 1100, 1200);
  add (schedule, RDM_VISIT_STOP, "b", 1300, 1400, 1500);
  add (schedule, RDM_VISIT_BREAK, NULL, 1500, 1500, 1700);
  add (schedule, RDM_VISIT_STOP, "c", 1800, 1800, 1900);
  add (schedule, RDM_VISIT_END, NULL, 2000, 2000, 2000);
  schedule->n_stops = 3;
  schedule->start_s = 1000;
  schedule->end_s = 2000;
  return schedule;
}

static void
test_parts (void)
{
  static const struct
  {
    double at_s;
    RdmTimelinePart part;
  } cases[] = {
    { 900., RDM_TIMELINE_NOTHING },  { 1050., RDM_TIMELINE_DRIVE }, { 1150., RDM_TIMELINE_STOP },
    { 1250., RDM_TIMELINE_DRIVE },   { 1350., RDM_TIMELINE_WAIT },  { 1450., RDM_TIMELINE_STOP },
    { 1600., RDM_TIMELINE_BREAK },   { 1750., RDM_TIMELINE_DRIVE }, { 1950., RDM_TIMELINE_DRIVE },
    { 2100., RDM_TIMELINE_NOTHING },
  };
  g_autoptr (RdmSchedule) schedule = schedule_new ();
  g_autoptr (RdmSchedule) empty = rdm_schedule_new ("route");
  const RdmVisit *visit;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (rdm_timeline_part_at (schedule, cases[i].at_s, &visit), ==, cases[i].part);
  g_assert_cmpint (rdm_timeline_part_at (empty, 1000., &visit), ==, RDM_TIMELINE_NOTHING);
  g_assert_null (visit);
}

static void
test_hits (void)
{
  g_autoptr (RdmSchedule) schedule = schedule_new ();
  g_autoptr (RdmSchedule) empty = rdm_schedule_new ("route");

  g_assert_cmpstr (rdm_timeline_stop_at (schedule, 1150., 0.)->stop, ==, "a");
  g_assert_cmpstr (rdm_timeline_stop_at (schedule, 1095., 10.)->stop, ==, "a");
  g_assert_null (rdm_timeline_stop_at (schedule, 1250., 10.));
  g_assert_cmpstr (rdm_timeline_stop_near (schedule, 1260.)->stop, ==, "a");
  g_assert_cmpstr (rdm_timeline_stop_near (schedule, 1360.)->stop, ==, "b");
  g_assert_cmpstr (rdm_timeline_stop_near (schedule, 1e9)->stop, ==, "c");
  g_assert_null (rdm_timeline_stop_near (empty, 1000.));
  g_assert_cmpstr (rdm_timeline_neighbour (schedule, "a", 1)->stop, ==, "b");
  g_assert_cmpstr (rdm_timeline_neighbour (schedule, "b", 1)->stop, ==, "c");
  g_assert_cmpstr (rdm_timeline_neighbour (schedule, "c", -2)->stop, ==, "a");
  g_assert_null (rdm_timeline_neighbour (schedule, "c", 1));
  g_assert_null (rdm_timeline_neighbour (schedule, "none", 1));
}

static void
test_drops (void)
{
  g_autoptr (RdmSchedule) schedule = schedule_new ();
  g_autoptr (RdmSchedule) empty = rdm_schedule_new ("route");

  g_assert_cmpuint (rdm_timeline_drop_position (schedule, 0.), ==, 0);
  g_assert_cmpuint (rdm_timeline_drop_position (schedule, 1140.), ==, 0);
  g_assert_cmpuint (rdm_timeline_drop_position (schedule, 1160.), ==, 1);
  g_assert_cmpuint (rdm_timeline_drop_position (schedule, 1600.), ==, 2);
  g_assert_cmpuint (rdm_timeline_drop_position (schedule, 1e9), ==, 3);
  g_assert_cmpuint (rdm_timeline_drop_position (empty, 1e9), ==, 0);

  g_assert_cmpfloat (rdm_timeline_gap (schedule, NULL), ==, 1050.);
  g_assert_cmpfloat (rdm_timeline_gap (schedule, "a"), ==, 1250.);
  g_assert_cmpfloat (rdm_timeline_gap (schedule, "b"), ==, 1650.);
  g_assert_cmpfloat (rdm_timeline_gap (schedule, "c"), ==, 1950.);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/axis", test_axis);
  g_test_add_func ("/timeline/axis/pan", test_axis_pan);
  g_test_add_func ("/timeline/axis/step", test_axis_step);
  g_test_add_func ("/timeline/parts", test_parts);
  g_test_add_func ("/timeline/hits", test_hits);
  g_test_add_func ("/timeline/drops", test_drops);
  return g_test_run ();
}
