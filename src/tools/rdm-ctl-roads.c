/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * roads: which of them are closed or slow on a day, and closing, slowing and opening them.
 */
#include <glib/gi18n.h>

#include "rdm-ctl.h"
#include "rdm-day-roads.h"
#include "rdm-id.h"
#include "rdm-road-travel.h"
#include "rdm-table.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* So far a point may be from its road. */
#define BESIDE_M 40.0

typedef struct
{
  gboolean json;
  gboolean area;
  gboolean close;
  int slow_percent;
  char *date;
  char *hours;
  char *until;
  char *note;
  char *open;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->date);
  g_free (self->hours);
  g_free (self->until);
  g_free (self->note);
  g_free (self->open);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- showing them ------------------------------------------------------------------------------
 */

static void
warn_unknown (RdmCtl *ctl)
{
  if (!rdm_day_roads_are_known (rdm_day_plan_get_travel (ctl->day)))
    g_printerr ("%s\n", _ ("This changes no travel time here: that takes the roads of a region. "
                           "Name one in ROUNDSMAN_REGION."));
}

static void
print_table (RdmCtl *ctl, GPtrArray *closures)
{
  g_autoptr (RdmTable) table =
      rdm_table_new (_ ("Id"), _ ("Where"), _ ("Speed"), _ ("Hours"), _ ("Until"), _ ("Why"), NULL);

  for (guint i = 0; i < closures->len; i++)
    {
      const RdmRoadClosure *closure = g_ptr_array_index (closures, i);

      rdm_table_take (table, g_strdup (closure->row.id));
      rdm_table_take (table,
                      g_strdup (closure->shape == RDM_CLOSURE_AREA ? _ ("area") : _ ("road")));
      rdm_table_take (table, closure->speed_permille == 0
                                 ? g_strdup (_ ("closed"))
                                 : rdm_format_percent ((double)closure->speed_permille / 1000.0));
      rdm_table_take (table, rdm_time_format_window (closure->from_s, closure->to_s));
      rdm_table_take (table, g_strdup (closure->until));
      rdm_table_take (table, g_strdup (closure->note));
    }
  rdm_table_print (table);
}

static int
list (RdmCtl *ctl)
{
  g_autoptr (GPtrArray) closures = rdm_rows_day_closures (ctl->rows, ctl->date);

  if (ctl->json)
    {
      JsonNode *node = json_node_new (JSON_NODE_ARRAY);
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < closures->len; i++)
        json_array_add_element (array, rdm_row_to_json (g_ptr_array_index (closures, i)));
      json_node_take_array (node, array);
      rdm_ctl_print_json (node);
      return RDM_CTL_OK;
    }
  if (closures->len == 0)
    {
      g_print (_ ("All roads are open on %s.\n"), ctl->date);
      return RDM_CTL_OK;
    }
  print_table (ctl, closures);
  warn_unknown (ctl);
  return RDM_CTL_OK;
}

/* --- making one --------------------------------------------------------------------------------
 */

static gboolean
read_hours (const char *text, RdmRoadClosure *closure)
{
  g_auto (GStrv) ends = g_regex_split_simple ("\\s*(?:–|-)\\s*", text, 0, 0);

  return g_strv_length (ends) == 2 && rdm_time_parse_of_day (ends[0], &closure->from_s, NULL)
         && rdm_time_parse_of_day (ends[1], &closure->to_s, NULL);
}

static gboolean
read_points (char **texts, int n_texts, GArray *points, int *status)
{
  for (int i = 0; i < n_texts; i++)
    {
      g_autoptr (GError) error = NULL;
      RdmPoint point;

      if (!rdm_point_parse (texts[i], &point, &error))
        {
          *status = rdm_ctl_fail (RDM_CTL_USAGE, "“%s”: %s", texts[i], error->message);
          return FALSE;
        }
      g_array_append_val (points, point);
    }
  return TRUE;
}

/* Along the roads where they are known: one point is enough then. Elsewhere as it was said. */
static gboolean
follow_roads (RdmCtl *ctl, GArray *points, RdmRoadClosure *closure, int *status)
{
  RdmTravel *travel = rdm_day_plan_get_travel (ctl->day);
  const RdmPoint *at = (const RdmPoint *)(gpointer)points->data;
  g_autoptr (GArray) roads = NULL;
  g_autoptr (GError) error = NULL;

  if (!rdm_day_roads_are_known (travel))
    {
      if (points->len < 2)
        *status =
            rdm_ctl_fail (RDM_CTL_USAGE, _ ("Without a region, a road takes two points at least."));
      rdm_points_set (&closure->outline, at, points->len);
      return points->len >= 2;
    }
  roads = rdm_graph_trace (rdm_road_travel_get_graph (RDM_ROAD_TRAVEL (travel)), RDM_TRAVEL_VAN, at,
                           points->len, BESIDE_M, &error);
  if (roads == NULL || roads->len < 2)
    {
      *status = rdm_ctl_fail (roads == NULL ? RDM_CTL_FILE : RDM_CTL_REFUSED, "%s",
                              roads == NULL ? error->message : _ ("There is no road there."));
      return FALSE;
    }
  rdm_points_set (&closure->outline, (const RdmPoint *)(gpointer)roads->data, roads->len);
  return TRUE;
}

static RdmRoadClosure *
read_closure (RdmCtl *ctl, const Options *options, char **texts, int n_texts, int *status)
{
  g_autofree char *id = rdm_id_new ("closure");
  g_autoptr (RdmRoadClosure) closure = rdm_row_new (RDM_ROW_CLOSURE, id);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));

  closure->date = g_strdup (ctl->date);
  closure->until = g_strdup (options->until);
  closure->note = g_strdup (options->note);
  closure->speed_permille = options->close ? 0 : 10 * options->slow_percent;
  closure->shape = options->area ? RDM_CLOSURE_AREA : RDM_CLOSURE_LINE;
  if (options->hours != NULL && !read_hours (options->hours, closure))
    {
      *status = rdm_ctl_fail (RDM_CTL_USAGE, _ ("“%s” are no hours. Write them like 10:00-12:00."),
                              options->hours);
      return NULL;
    }
  if (!read_points (texts, n_texts, points, status))
    return NULL;
  if (options->area)
    rdm_points_set (&closure->outline, (const RdmPoint *)(gpointer)points->data, points->len);
  else if (!follow_roads (ctl, points, closure, status))
    return NULL;
  return g_steal_pointer (&closure);
}

/* --- what it costs -----------------------------------------------------------------------------
 */

/* What the routes of the day come to, and how many of their stops no road leads to. */
typedef struct
{
  RdmFigures figures;
  guint n_shut;
} Sums;

static Sums
sums_of (RdmCtl *ctl)
{
  GPtrArray *routes = rdm_day_plan_get_routes (ctl->day);
  Sums sums = { .n_shut = 0 };

  rdm_day_plan_get_figures (ctl->day, &sums.figures);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      GArray *visits = rdm_day_plan_get_schedule (ctl->day, route->row.id)->visits;

      for (guint v = 0; v < visits->len; v++)
        sums.n_shut += (g_array_index (visits, RdmVisit, v).breaches & RDM_BREACH_ROAD) != 0;
    }
  return sums;
}

static void
print_cost (RdmCtl *ctl, const Sums *sums)
{
  const RdmFigures *before = &sums->figures;
  Sums now = sums_of (ctl);
  const RdmFigures *after = &now.figures;
  g_autofree char *drive_before = rdm_format_duration (before->drive_s);
  g_autofree char *distance_before = rdm_format_distance (before->distance_m);
  g_autofree char *drive_after = NULL;
  g_autofree char *distance_after = NULL;

  if (ctl->json || !rdm_day_roads_are_known (rdm_day_plan_get_travel (ctl->day)))
    {
      warn_unknown (ctl);
      return;
    }
  drive_after = rdm_format_duration (after->drive_s);
  distance_after = rdm_format_distance (after->distance_m);
  /* Translators: of all routes, before and after. */
  g_print (
      _ ("Driving %s → %s, %s → %s, stops late %u → %u, stops that cannot be reached %u → %u\n"),
      drive_before, drive_after, distance_before, distance_after, before->n_late, after->n_late,
      sums->n_shut, now.n_shut);
}

static int
run (RdmCtl *ctl, const RdmCommand *command)
{
  Sums before = sums_of (ctl);
  int status = rdm_ctl_run (ctl, command);

  if (status == RDM_CTL_OK)
    print_cost (ctl, &before);
  return status;
}

static int
add (RdmCtl *ctl, const Options *options, char **texts, int n_texts)
{
  int status = RDM_CTL_OK;
  g_autoptr (RdmRoadClosure) closure = read_closure (ctl, options, texts, n_texts, &status);
  g_autoptr (RdmCommand) command = NULL;

  if (closure == NULL)
    return status;
  command = rdm_command_new_add (
      options->close ? (options->area ? _ ("Close the roads of an area") : _ ("Close a road"))
                     : (options->area ? _ ("Slow the roads of an area") : _ ("Slow a road")));
  rdm_command_add_row (command, closure);
  return run (ctl, command);
}

static int
open_again (RdmCtl *ctl, const char *id)
{
  g_autoptr (RdmCommand) command = rdm_command_new_remove (_ ("Open a road again"));

  rdm_command_remove_row (command, RDM_ROW_CLOSURE, id);
  return run (ctl, command);
}

/* --- the verb ----------------------------------------------------------------------------------
 */

static int
check_options (const Options *options, int n_points)
{
  int n_wishes = options->close + (options->slow_percent != 0) + (options->open != NULL);

  if (n_wishes > 1)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say one of --close, --slow and --open."));
  if (n_points > 0 && (n_wishes == 0 || options->open != NULL))
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Points go with --close or --slow."));
  if (n_points == 0 && (options->close || options->slow_percent != 0))
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say where: points like 47.1412,9.5209."));
  return RDM_CTL_OK;
}

static int
run_roads (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "close", 0, 0, G_OPTION_ARG_NONE, &options.close, N_ ("Close the road along these points"),
      NULL },
    { "slow", 0, 0, G_OPTION_ARG_INT, &options.slow_percent,
      N_ ("Leave it so much of its speed, in percent"), N_ ("PERCENT") },
    { "area", 0, 0, G_OPTION_ARG_NONE, &options.area,
      N_ ("All roads of the area that has these corners"), NULL },
    { "open", 0, 0, G_OPTION_ARG_STRING, &options.open, N_ ("Open it again"), N_ ("ID") },
    { "hours", 0, 0, G_OPTION_ARG_STRING, &options.hours, N_ ("From when until when"),
      N_ ("10:00-12:00") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.until, N_ ("The last day"), N_ ("DAY") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &options.note, N_ ("Why"), N_ ("TEXT") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date, N_ ("Service day"), N_ ("DAY") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Answer as JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmCtl) ctl = NULL;
  gboolean changes;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, RDM_CTL_ANY_NUMBER, &status))
    return status;
  status = check_options (&options, argc - 2);
  if (status != RDM_CTL_OK)
    return status;
  changes = argc > 2 || options.open != NULL;
  ctl = rdm_ctl_open (argv[1], changes ? 0 : RDM_STORE_READ_ONLY, options.date, &status);
  if (ctl == NULL)
    return status;
  ctl->json = options.json;
  if (options.open != NULL)
    return open_again (ctl, options.open);
  return changes ? add (ctl, &options, argv + 2, argc - 2) : list (ctl);
}

const RdmCtlVerb rdm_ctl_road_verbs[] = {
  { "roads", "PLAN [POINT…]", N_ ("Show closed and slow roads, close, slow or open them"),
    run_roads },
  { NULL },
};
