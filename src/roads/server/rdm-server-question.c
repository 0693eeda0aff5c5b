/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-question.h"

#include <json-glib/json-glib.h>
#include <math.h>

void
rdm_server_question_clear (RdmServerQuestion *question)
{
  g_clear_pointer (&question->url, g_free);
  g_clear_pointer (&question->body, g_free);
}

/* The server's address, its {profile} filled in, without a slash at the end. */
static GString *
base_url (const RdmServerRule *rule, RdmTravelProfile profile)
{
  GString *url = g_string_new (rule->url);

  g_string_replace (url, "{profile}", rule->profiles[profile], 0);
  return url;
}

/* Six decimals, a tenth of a metre, whatever the locale. */
static void
append_degrees (GString *text, double degrees)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.6f", degrees));
}

static void
append_lon_lat (GString *text, RdmPoint point)
{
  append_degrees (text, point.lon_deg);
  g_string_append_c (text, ',');
  append_degrees (text, point.lat_deg);
}

static gboolean
is_square (const RdmServerBlock *block)
{
  return block->n_sources == block->n_targets
         && memcmp (block->sources, block->targets, sizeof *block->sources * block->n_sources) == 0;
}

static void
append_range (GString *text, const char *name, guint begin, guint n)
{
  g_string_append_printf (text, "&%s=", name);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u", i ? ";" : "", begin + i);
}

/* A point that is both source and target is sent once when the block is square, which most are. */
static void
ask_osrm_table (const RdmServerRule *rule,
                RdmTravelProfile profile,
                const RdmServerBlock *block,
                RdmServerQuestion *question)
{
  GString *url = base_url (rule, profile);
  gboolean square = is_square (block);

  g_string_append_printf (url, "/table/v1/%s/", rule->profiles[profile]);
  for (guint i = 0; i < block->n_sources; i++)
    {
      if (i > 0)
        g_string_append_c (url, ';');
      append_lon_lat (url, block->sources[i]);
    }
  for (guint i = 0; i < block->n_targets && !square; i++)
    {
      g_string_append_c (url, ';');
      append_lon_lat (url, block->targets[i]);
    }
  g_string_append (url, "?annotations=duration,distance&skip_waypoints=true");
  if (!square)
    {
      append_range (url, "sources", 0, block->n_sources);
      append_range (url, "destinations", block->n_sources, block->n_targets);
    }
  question->url = g_string_free (url, FALSE);
}

static char *
finish_body (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* To six decimals, so that the same place is the same text. */
static double
rounded (double degrees)
{
  return round (degrees * 1e6) / 1e6;
}

static void
add_location (JsonBuilder *builder, RdmPoint point)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "lat");
  json_builder_add_double_value (builder, rounded (point.lat_deg));
  json_builder_set_member_name (builder, "lon");
  json_builder_add_double_value (builder, rounded (point.lon_deg));
  json_builder_end_object (builder);
}

static void
add_pair (JsonBuilder *builder, RdmPoint point)
{
  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, rounded (point.lon_deg));
  json_builder_add_double_value (builder, rounded (point.lat_deg));
  json_builder_end_array (builder);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
ask_valhalla_table (const RdmServerRule *rule,
                    RdmTravelProfile profile,
                    const RdmServerBlock *block,
                    RdmServerQuestion *question)
{
  GString *url = base_url (rule, profile);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_string_append (url, "/sources_to_targets");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "sources");
  json_builder_begin_array (builder);
  for (guint i = 0; i < block->n_sources; i++)
    add_location (builder, block->sources[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "targets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < block->n_targets; i++)
    add_location (builder, block->targets[i]);
  json_builder_end_array (builder);
  add_string (builder, "costing", rule->profiles[profile]);
  add_string (builder, "units", "kilometers");
  json_builder_set_member_name (builder, "verbose");
  json_builder_add_boolean_value (builder, FALSE);
  question->url = g_string_free (url, FALSE);
  question->body = finish_body (builder);
}

static void
add_indexes (JsonBuilder *builder, const char *name, guint begin, guint n)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_int_value (builder, begin + i);
  json_builder_end_array (builder);
}

static void
ask_ors_table (const RdmServerRule *rule,
               RdmTravelProfile profile,
               const RdmServerBlock *block,
               RdmServerQuestion *question)
{
  GString *url = base_url (rule, profile);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_string_append_printf (url, "/v2/matrix/%s", rule->profiles[profile]);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "locations");
  json_builder_begin_array (builder);
  for (guint i = 0; i < block->n_sources; i++)
    add_pair (builder, block->sources[i]);
  for (guint i = 0; i < block->n_targets; i++)
    add_pair (builder, block->targets[i]);
  json_builder_end_array (builder);
  add_indexes (builder, "sources", 0, block->n_sources);
  add_indexes (builder, "destinations", block->n_sources, block->n_targets);
  json_builder_set_member_name (builder, "metrics");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, "duration");
  json_builder_add_string_value (builder, "distance");
  json_builder_end_array (builder);
  add_string (builder, "units", "m");
  question->url = g_string_free (url, FALSE);
  question->body = finish_body (builder);
}

void
rdm_server_ask_table (const RdmServerRule *rule,
                      RdmTravelProfile profile,
                      const RdmServerBlock *block,
                      RdmServerQuestion *question)
{
  *question = (RdmServerQuestion){ 0 };
  switch (rule->kind)
    {
    case RDM_SERVER_OSRM:
      ask_osrm_table (rule, profile, block, question);
      break;
    case RDM_SERVER_VALHALLA:
      ask_valhalla_table (rule, profile, block, question);
      break;
    case RDM_SERVER_ORS:
      ask_ors_table (rule, profile, block, question);
      break;
    case RDM_N_SERVER_KINDS:
    default:
      g_assert_not_reached ();
    }
}

void
rdm_server_ask_line (const RdmServerRule *rule,
                     RdmTravelProfile profile,
                     const RdmPoint *points,
                     guint n_points,
                     RdmServerQuestion *question)
{
  GString *url = base_url (rule, profile);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  *question = (RdmServerQuestion){ 0 };
  switch (rule->kind)
    {
    case RDM_SERVER_OSRM:
      g_string_append_printf (url, "/route/v1/%s/", rule->profiles[profile]);
      for (guint i = 0; i < n_points; i++)
        {
          if (i > 0)
            g_string_append_c (url, ';');
          append_lon_lat (url, points[i]);
        }
      /* A stop may be left the way it was come to. */
      g_string_append (url, "?overview=full&geometries=geojson&continue_straight=false");
      break;
    case RDM_SERVER_VALHALLA:
      g_string_append (url, "/route");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "locations");
      json_builder_begin_array (builder);
      for (guint i = 0; i < n_points; i++)
        add_location (builder, points[i]);
      json_builder_end_array (builder);
      add_string (builder, "costing", rule->profiles[profile]);
      add_string (builder, "directions_type", "none");
      question->body = finish_body (builder);
      break;
    case RDM_SERVER_ORS:
      g_string_append_printf (url, "/v2/directions/%s/geojson", rule->profiles[profile]);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "coordinates");
      json_builder_begin_array (builder);
      for (guint i = 0; i < n_points; i++)
        add_pair (builder, points[i]);
      json_builder_end_array (builder);
      json_builder_set_member_name (builder, "instructions");
      json_builder_add_boolean_value (builder, FALSE);
      question->body = finish_body (builder);
      break;
    case RDM_N_SERVER_KINDS:
    default:
      g_assert_not_reached ();
    }
  question->url = g_string_free (url, FALSE);
}

guint
rdm_server_max_way_points (const RdmServerRule *rule)
{
  /* What the servers take by default is 500, 20 and 50. */
  static const guint most[RDM_N_SERVER_KINDS] = { 100, 20, 50 };

  return most[rule->kind];
}
