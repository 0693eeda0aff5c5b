/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Routes as GPX and CSV, and files written whole or not at all.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "export-world.h"
#include "import-testing.h"
#include "rdm-csv.h"
#include "rdm-export-csv.h"
#include "rdm-export-file.h"
#include "rdm-gpx.h"
#include "rdm-navigation.h"
#include "rdm-text.h"

/* GPX */

/* What was seen while reading; @path is the open elements, "gpx/rte/rtept". */
typedef struct
{
  GString *path;
  guint n_wpt;
  guint n_rte;
  guint n_rtept;
  guint n_times;
  GPtrArray *names; /* (element-type utf8): of waypoints */
  int last_child;   /* of the point, in the schema's order */
} Seen;

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  static const char *const allowed[] = {
    "gpx",
    "gpx/metadata",
    "gpx/metadata/name",
    "gpx/metadata/desc",
    "gpx/metadata/copyright",
    "gpx/metadata/copyright/license",
    "gpx/metadata/bounds",
    "gpx/wpt",
    "gpx/wpt/time",
    "gpx/wpt/name",
    "gpx/wpt/desc",
    "gpx/wpt/type",
    "gpx/rte",
    "gpx/rte/name",
    "gpx/rte/desc",
    "gpx/rte/number",
    "gpx/rte/rtept",
    "gpx/rte/rtept/time",
    "gpx/rte/rtept/name",
    "gpx/rte/rtept/desc",
    "gpx/rte/rtept/type",
    NULL,
  };
  static const char *const order[] = { "time", "name", "desc", "type", NULL };
  Seen *seen = user_data;
  gboolean in_point = g_str_has_suffix (seen->path->str, "pt");

  g_string_append_printf (seen->path, "%s%s", seen->path->len > 0 ? "/" : "", element);
  g_assert_true (g_strv_contains (allowed, seen->path->str));
  if (in_point)
    {
      int child = 0;

      while (strcmp (order[child], element) != 0)
        child++;
      g_assert_cmpint (child, >, seen->last_child);
      seen->last_child = child;
    }
  if (g_str_has_suffix (seen->path->str, "pt"))
    {
      seen->last_child = -1;
      g_assert_cmpstr (names[0], ==, "lat");
      g_assert_cmpstr (names[1], ==, "lon");
      g_assert_cmpfloat (fabs (g_ascii_strtod (values[0], NULL)), <=, 90.);
      g_assert_cmpfloat (fabs (g_ascii_strtod (values[1], NULL)), <=, 180.);
    }
  seen->n_wpt += strcmp (seen->path->str, "gpx/wpt") == 0;
  seen->n_rte += strcmp (seen->path->str, "gpx/rte") == 0;
  seen->n_rtept += strcmp (seen->path->str, "gpx/rte/rtept") == 0;
  if (strcmp (element, "gpx") == 0)
    for (guint i = 0; names[i] != NULL; i++)
      if (strcmp (names[i], "version") == 0)
        g_assert_cmpstr (values[i], ==, "1.1");
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Seen *seen = user_data;
  char *slash = strrchr (seen->path->str, '/');

  g_string_truncate (seen->path, slash != NULL ? (gsize)(slash - seen->path->str) : 0);
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Seen *seen = user_data;

  if (strcmp (seen->path->str, "gpx/wpt/name") == 0)
    g_ptr_array_add (seen->names, g_strndup (text, length));
  if (g_str_has_suffix (seen->path->str, "/time"))
    {
      g_autofree char *time = g_strndup (text, length);
      g_autoptr (GDateTime) read = g_date_time_new_from_iso8601 (time, NULL);

      g_assert_nonnull (read);
      g_assert_cmpint (g_date_time_get_utc_offset (read), ==, 0);
      seen->n_times++;
    }
}

static void
read_gpx (const char *text, Seen *seen)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, NULL, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, seen, NULL);
  g_autoptr (GError) error = NULL;

  seen->path = g_string_new (NULL);
  seen->names = g_ptr_array_new_with_free_func (g_free);
  g_markup_parse_context_parse (context, text, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
}

static void
clear_seen (Seen *seen)
{
  g_string_free (seen->path, TRUE);
  g_ptr_array_unref (seen->names);
}

static void
test_gpx (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *text = NULL;
  RdmOrder *odd = world_order ("a");
  RdmOrder *nowhere = world_order ("b");
  RdmOrder *shipment = world_order ("c");
  Seen seen = { 0 };

  rdm_set_str (&odd->at.name, "<\"A\" & 'B'> \x01\x1b ü");
  nowhere->at.point = RDM_POINT_NONE;
  shipment->kind = RDM_ORDER_SHIPMENT;
  shipment->from.point = (RdmPoint){ 49.71, 11.81 };
  world_add (world, odd);
  world_add (world, nowhere);
  world_add (world, shipment);
  world_drive (world);

  text = rdm_gpx_format (world->rows, world->routes);
  read_gpx (text, &seen);
  g_assert_cmpuint (seen.n_rte, ==, 1);
  g_assert_cmpuint (seen.n_wpt, ==, 3); /* the order without a place has none here either */
  g_assert_cmpuint (seen.n_rtept, ==, 5);
  g_assert_cmpuint (seen.n_times, ==, 8);
  g_assert_cmpstr (g_ptr_array_index (seen.names, 0), ==, "1 <\"A\" & 'B'>    ü");
  /* Eight in Vienna is seven in UTC in November. */
  g_assert_nonnull (strstr (text, "<time>2026-11-23T07:00:00Z</time>"));
  /* Whom to thank for the roads; the places are the sender's. */
  g_assert_nonnull (strstr (text, "<desc>By the roads of somewhere.</desc>"));
  g_assert_null (strstr (text, "OpenStreetMap"));
  clear_seen (&seen);
}

/* Whose places those are that were found by their address is said. */
static void
test_gpx_found_places (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *text = NULL;
  RdmOrder *found = world_order ("a");
  Seen seen = { 0 };

  found->at.confidence = RDM_CONFIDENCE_HOUSE;
  world_add (world, found);
  world_drive (world);
  text = rdm_gpx_format (world->rows, world->routes);
  read_gpx (text, &seen);
  g_assert_nonnull (strstr (text, "<copyright author=\"OpenStreetMap contributors\">"));
  clear_seen (&seen);
}

static void
test_gpx_without_routes (void)
{
  g_autoptr (World) world = world_new ();
  g_autofree char *text = rdm_gpx_format (world->rows, world->routes);
  Seen seen = { 0 };

  read_gpx (text, &seen);
  g_assert_cmpuint (seen.n_rte, ==, 0);
  clear_seen (&seen);
}

/* CSV */

static guint
column_of (const RdmCsvRecord *record, const char *heading)
{
  for (guint i = 0; i < record->n_fields; i++)
    if (strcmp (record->fields[i], heading) == 0)
      return i;
  g_assert_not_reached ();
}

static void
test_csv (void)
{
  g_autoptr (World) world = world_full (2);
  g_autoptr (RdmCsvReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RdmOrder *odd = world_order ("odd");
  RdmCsvRecord record;
  guint name, arrival, weight, notes, n_fields;
  char *text;

  g_ptr_array_set_size (world->routes, 0);
  rdm_set_str (&odd->at.name, "Comma, \"quote\"; semicolon");
  rdm_set_str (&odd->notes, "two\nlines");
  world_add (world, odd);
  world_drive (world);
  text = rdm_export_csv_format (world->rows, world->routes);
  bytes = g_bytes_new_take (text, strlen (text));
  reader = rdm_csv_reader_new (bytes, NULL, &error);
  g_assert_no_error (error);

  g_assert_true (rdm_csv_reader_next (reader, &record, &error));
  n_fields = record.n_fields;
  name = column_of (&record, "name");
  arrival = column_of (&record, "arrival");
  weight = column_of (&record, "weight_kg");
  notes = column_of (&record, "notes");
  g_assert_true (rdm_csv_reader_next (reader, &record, &error));
  g_assert_cmpuint (record.n_fields, ==, n_fields);
  g_assert_cmpstr (record.fields[name], ==, "Comma, \"quote\"; semicolon");
  g_assert_cmpstr (record.fields[notes], ==, "two\nlines");
  g_assert_cmpstr (record.fields[arrival], ==, "08:00");
  g_assert_cmpstr (record.fields[weight], ==, "12.25");
  g_assert_true (rdm_csv_reader_next (reader, &record, &error));
  g_assert_true (rdm_csv_reader_next (reader, &record, &error));
  g_assert_false (rdm_csv_reader_next (reader, &record, &error));
  g_assert_no_error (error);
}

/* The same orders come out of the file that went into it. */
static void
test_csv_as_orders (void)
{
  g_autoptr (World) world = world_full (3);
  g_autofree char *text = rdm_export_csv_format (world->rows, world->routes);
  g_autoptr (Reading) reading = reading_new_text (text, &rdm_import_order_schema, NULL);

  reading_run (reading);
  g_assert_cmpuint (reading->result->n_open_errors, ==, 0);
  g_assert_cmpuint (reading->result->n[RDM_IMPORT_CREATED], ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const RdmOrder *read = reading_order (reading, i + 2);
      const RdmOrder *was = rdm_rows_get (world->rows, RDM_ROW_ORDER, read->reference);

      g_assert_nonnull (was);
      g_assert_cmpstr (read->date, ==, was->date);
      g_assert_cmpint (read->kind, ==, was->kind);
      g_assert_cmpstr (read->at.name, ==, was->at.name);
      g_assert_cmpstr (read->at.address, ==, was->at.address);
      g_assert_cmpstr (read->at.phone, ==, was->at.phone);
      g_assert_cmpfloat_with_epsilon (read->at.point.lat_deg, was->at.point.lat_deg, 1e-7);
      g_assert_true (rdm_windows_equal (&read->at.windows, &was->at.windows));
      g_assert_cmpint (read->at.service_s, ==, was->at.service_s);
      for (guint k = 0; k < RDM_N_LOADS; k++)
        g_assert_cmpint (read->loads.amount[k], ==, was->loads.amount[k]);
    }
}

/* Links */

static void
test_links (void)
{
  RdmPoint points[12];
  g_autofree char *place = rdm_navigation_place_link ((RdmPoint){ 47.113567, -9.529799 });
  g_autofree char *nowhere = rdm_navigation_place_link (RDM_POINT_NONE);
  g_autofree char *route = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GHashTable) query = NULL;
  g_auto (GStrv) waypoints = NULL;

  g_assert_cmpstr (place, ==, "geo:47.11357,-9.52980?q=47.11357,-9.52980");
  g_assert_null (nowhere);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (RdmPoint){ 47. + i, 9. };
  points[1] = RDM_POINT_NONE;
  route = rdm_navigation_route_link (points, G_N_ELEMENTS (points));
  uri = g_uri_parse (route, G_URI_FLAGS_ENCODED, NULL);
  g_assert_nonnull (uri);
  query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  g_assert_nonnull (query);
  g_assert_cmpstr (g_hash_table_lookup (query, "destination"), ==, "57.00000,9.00000");
  waypoints = g_strsplit (g_hash_table_lookup (query, "waypoints"), "|", -1);
  g_assert_cmpuint (g_strv_length (waypoints), ==, RDM_NAVIGATION_PLACES_MAX - 1);
  g_assert_cmpstr (waypoints[1], ==, "49.00000,9.00000");
  g_assert_null (rdm_navigation_route_link (points + 1, 1));
}

/* Files */

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("roundsman-export-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
assert_says (GError *error, int code, const char *what)
{
  g_assert_error (error, RDM_EXPORT_ERROR, code);
  g_assert_nonnull (strstr (error->message, what));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_write (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "a b ü.csv", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *missing = g_build_filename (folder, "none", "x.csv", NULL);
  g_autofree char *below = g_build_filename (path, "x.csv", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rdm_export_write (path, "one", 3, &error));
  g_assert_no_error (error);
  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_true (rdm_export_write (link, "two", 3, &error));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "two");

  g_assert_false (rdm_export_write (folder, "x", 1, &error));
  assert_says (error, RDM_EXPORT_ERROR_WRITE, "that is a folder");
  g_clear_error (&error);
  g_assert_false (rdm_export_write (missing, "x", 1, &error));
  assert_says (error, RDM_EXPORT_ERROR_WRITE, "no such folder");
  g_clear_error (&error);
  g_assert_false (rdm_export_write (below, "x", 1, &error));
  assert_says (error, RDM_EXPORT_ERROR_WRITE, "no such folder");
  g_clear_error (&error);

  g_unlink (link);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* no temporary files are left */
}

static void
test_full_disk (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full here");
      return;
    }
  g_assert_false (rdm_export_write ("/dev/full", "x", 1, &error));
  assert_says (error, RDM_EXPORT_ERROR_FULL, "the disk is full");
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/gpx", test_gpx);
  g_test_add_func ("/export/gpx-found-places", test_gpx_found_places);
  g_test_add_func ("/export/gpx-without-routes", test_gpx_without_routes);
  g_test_add_func ("/export/csv", test_csv);
  g_test_add_func ("/export/csv-as-orders", test_csv_as_orders);
  g_test_add_func ("/export/links", test_links);
  g_test_add_func ("/export/write", test_write);
  g_test_add_func ("/export/full-disk", test_full_disk);
  return g_test_run ();
}
