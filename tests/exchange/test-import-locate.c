/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders without coordinates, and where their addresses are. */
#include <glib/gstdio.h>
#include <string.h>

#include "address-world.h"
#include "import-testing.h"
#include "rdm-locator.h"
#include "rdm-region-build.h"
#include "rdm-region-geocoder.h"
#include "rdm-settings.h"
#include "rdm-text.h"

#define HEAD "reference,address,address2,postcode,city,lat,lon\n"

static RdmLocator *
make_locator (RdmRegion *region, RdmRows *rows)
{
  g_autoptr (RdmGeocoder) geocoder = rdm_region_geocoder_new (region);

  return rdm_locator_new (geocoder, rows);
}

static void
locate_by (Reading *reading, RdmLocator *locator)
{
  reading->request.locate = rdm_locator_locate;
  reading->request.locate_data = locator;
  reading_run (reading);
}

static void
assert_end (Reading *reading, guint line, RdmConfidence confidence, RdmPoint at)
{
  const RdmOrderEnd *end = &reading_order (reading, line)->at;

  g_assert_cmpint (end->confidence, ==, confidence);
  g_assert_true (rdm_point_is_set (end->point) == (confidence >= RDM_CONFIDENCE_STREET));
  if (rdm_point_is_set (at))
    g_assert_cmpfloat (rdm_geo_distance (end->point, at), <, 1.);
}

static void
test_confidence (void)
{
  static const char text[] = HEAD "1,Bahnhofstraße 5,,1010,Oberau,,\n"
                                  "2,Bahnhofstr. 7,3. OG,1010,Oberau,,\n"
                                  "3,Bahnhofstraße,,1010,Oberau,,\n"
                                  "4,Quellenweg 3,,1010,Oberau,,\n"
                                  "5,Feldstraße 9,,,,,\n"
                                  "6,Xyzzy 3,,,,,\n"
                                  "7,\"Huber GmbH\",Bahnhofstraße 11,1010,Oberau,,\n"
                                  "8,Anderswo 1,,1010,Oberau,47.01,9.01\n";
  g_autoptr (AddressWorld) world = address_world_new ();
  g_autoptr (Reading) reading = reading_new_text (text, &rdm_import_order_schema, NULL);
  g_autoptr (RdmLocator) locator = make_locator (world->region, reading->rows);
  guint street = address_street_index (OBERAU, "Bahnhofstraße");
  g_autofree char *said = NULL;
  g_autofree char *problems = NULL;

  locate_by (reading, locator);
  assert_end (reading, 2, RDM_CONFIDENCE_HOUSE, address_world_house (OBERAU, street, 5));
  assert_end (reading, 3, RDM_CONFIDENCE_INTERPOLATED, RDM_POINT_NONE);
  assert_end (reading, 4, RDM_CONFIDENCE_STREET, RDM_POINT_NONE);
  assert_end (reading, 5, RDM_CONFIDENCE_TOWN, RDM_POINT_NONE);
  assert_end (reading, 6, RDM_CONFIDENCE_AMBIGUOUS, RDM_POINT_NONE);
  assert_end (reading, 7, RDM_CONFIDENCE_NONE, RDM_POINT_NONE);
  assert_end (reading, 8, RDM_CONFIDENCE_HOUSE, address_world_house (OBERAU, street, 11));
  assert_end (reading, 9, RDM_CONFIDENCE_GIVEN, (RdmPoint){ 47.01, 9.01 });
  g_assert_cmpuint (reading->result->n_located, ==, 4);
  g_assert_cmpuint (reading->result->n_unsure, ==, 1);
  g_assert_cmpuint (reading->result->n_without_place, ==, 3);
  said = rdm_import_result_describe_unplaced (reading->result);
  g_assert_nonnull (strstr (said, "4 addresses were found"));
  /* That the number is missing is still said. */
  problems = reading_problems (reading);
  g_assert_nonnull (strstr (problems, "4 no-house-number"));
}

/* A pin that somebody set wins over what the region says. */
static void
test_remembered (void)
{
  static const char text[] = HEAD "1,Bahnhofstr. 5,,1010,Oberau,,\n";
  g_autoptr (AddressWorld) world = address_world_new ();
  g_autoptr (Reading) reading = reading_new_text (text, &rdm_import_order_schema, NULL);
  g_autoptr (RdmLocator) locator = make_locator (world->region, reading->rows);
  g_autofree char *key = rdm_address_key ("Bahnhofstraße 5, 1010 Oberau");
  g_autoptr (RdmPlace) place = rdm_row_new (RDM_ROW_PLACE, key);

  place->point = (RdmPoint){ 47.02, 9.03 };
  rdm_rows_put (reading->rows, place);
  locate_by (reading, locator);
  assert_end (reading, 2, RDM_CONFIDENCE_PINNED, (RdmPoint){ 47.02, 9.03 });
}

/* What was known better stays when the same file comes again without a region, or with one. */
static void
test_again (void)
{
  static const char text[] = HEAD "1,Bahnhofstraße 5,,1010,Oberau,,\n2,Xyzzy 1,,1010,Oberau,,\n";
  g_autoptr (AddressWorld) world = address_world_new ();
  g_autoptr (Reading) first = reading_new_text (text, &rdm_import_order_schema, NULL);
  g_autoptr (RdmLocator) locator = make_locator (world->region, first->rows);
  g_autoptr (Reading) without = NULL;
  g_autoptr (Reading) again = NULL;

  reading_run (first);
  g_assert_cmpuint (reading_apply (first, RDM_IMPORT_ALL, FALSE), >=, 2);
  again = reading_new_text (text, &rdm_import_order_schema, first->rows);
  locate_by (again, locator);
  g_assert_cmpuint (again->result->n[RDM_IMPORT_CHANGED], ==, 1);
  g_assert_cmpuint (reading_apply (again, RDM_IMPORT_ALL, FALSE), >=, 1);
  without = reading_new_text (text, &rdm_import_order_schema, first->rows);
  reading_run (without);
  g_assert_cmpuint (without->result->n[RDM_IMPORT_UNCHANGED], ==, 2);
  assert_end (without, 2, RDM_CONFIDENCE_HOUSE, RDM_POINT_NONE);
}

typedef struct
{
  guint n_calls;
  GCancellable *cancel;
} Failing;

static gboolean
fail_locate (RdmOrderEnd *end, GCancellable *cancellable, gpointer user_data, GError **error)
{
  Failing *failing = user_data;

  failing->n_calls++;
  if (failing->cancel != NULL)
    g_cancellable_cancel (failing->cancel);
  g_set_error_literal (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_SERVER, "nobody answers");
  return FALSE;
}

/* A server that fails is asked once, and said; the import goes on without it. */
static void
test_failure (void)
{
  static const char text[] = HEAD "1,Bahnhofstraße 5,,1010,Oberau,,\n2,Gasse 1,,1010,Oberau,,\n";
  g_autoptr (Reading) reading = reading_new_text (text, &rdm_import_order_schema, NULL);
  Failing failing = { 0 };
  g_autofree char *said = NULL;

  reading->request.locate = fail_locate;
  reading->request.locate_data = &failing;
  reading_run (reading);
  g_assert_cmpuint (failing.n_calls, ==, 1);
  g_assert_cmpuint (reading->result->n_without_place, ==, 2);
  said = rdm_import_result_describe_unplaced (reading->result);
  g_assert_nonnull (strstr (said, "nobody answers"));
}

static void
test_cancel (void)
{
  static const char text[] = HEAD "1,Bahnhofstraße 5,,1010,Oberau,,\n2,Gasse 1,,1010,Oberau,,\n";
  g_autoptr (Reading) reading = reading_new_text (text, &rdm_import_order_schema, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Failing failing = { 0, cancellable };

  reading->request.locate = fail_locate;
  reading->request.locate_data = &failing;
  g_assert_null (rdm_import_read (&reading->request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A real day: its files with addresses alone against the one with coordinates. */
static void
compare_with_coordinates (const char *name, RdmRegion *region)
{
  g_autofree char *path = shared_data (name);
  g_autofree char *truth_path = shared_data ("liechtenstein/orders-optimoroute.csv");
  g_autoptr (Reading) reading = reading_new (path, &rdm_import_order_schema, NULL);
  g_autoptr (Reading) truth = reading_new (truth_path, &rdm_import_order_schema, NULL);
  g_autoptr (RdmLocator) locator = make_locator (region, reading->rows);
  guint n = rdm_import_table_get_n_rows (reading->table);
  guint n_near = 0;
  guint n_sure = 0;

  reading_run (truth);
  locate_by (reading, locator);
  for (guint line = 2; line < n + 2; line++)
    {
      const RdmOrder *order = reading_order (reading, line);
      const RdmOrder *given = NULL;
      double off_m;

      for (guint other = 2; other < n + 2 && given == NULL; other++)
        if (g_strcmp0 (reading_order (truth, other)->reference, order->reference) == 0)
          given = reading_order (truth, other);
      g_assert_nonnull (given);
      off_m = rdm_geo_distance (order->at.point, given->at.point);
      n_near += off_m <= 30.;
      n_sure += order->at.confidence == RDM_CONFIDENCE_HOUSE;
      if (order->at.confidence == RDM_CONFIDENCE_HOUSE)
        g_assert_cmpfloat (off_m, <=, 200.);
    }
  g_test_message ("%s: of %u addresses, %u within 30 m, %u called exact", name, n, n_near, n_sure);
  g_assert_cmpuint (n_near * 100, >=, n * 97);
}

static void
test_real_day (void)
{
  g_autofree char *extract = shared_data ("liechtenstein/liechtenstein.osm.pbf");
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (GError) error = NULL;

  if (extract == NULL)
    {
      g_test_skip ("there is no real extract");
      return;
    }
  folder = g_dir_make_tmp ("rdm-locate-XXXXXX", &error);
  path = g_build_filename (folder, "day.region", NULL);
  rdm_region_build (extract, path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  region = rdm_region_open (path, &error);
  g_assert_no_error (error);
  compare_with_coordinates ("liechtenstein/orders-onfleet.csv", region);
  compare_with_coordinates ("liechtenstein/orders-detrack.csv", region);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/locate/confidence", test_confidence);
  g_test_add_func ("/import/locate/remembered", test_remembered);
  g_test_add_func ("/import/locate/again", test_again);
  g_test_add_func ("/import/locate/failure", test_failure);
  g_test_add_func ("/import/locate/cancel", test_cancel);
  g_test_add_func ("/import/locate/real-day", test_real_day);
  return g_test_run ();
}
