/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses that are put right, without the window: what waits for a person, what an address that
 * is changed takes along, looking up what is in the plan already, and a file that waits for its
 * region.
 */
#include <string.h>

#include "address-world.h"
#include "rdm-import-session.h"
#include "rdm-locate-end.h"
#include "rdm-locate-item.h"
#include "rdm-locate-job.h"
#include "rdm-region-geocoder.h"
#include "rdm-text.h"
#include "small-day.h"

typedef struct
{
  SmallDay day;
  AddressWorld *world;
  RdmGeocoder *geocoder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  small_day_set_up (&fixture->day, NULL);
  fixture->world = address_world_new ();
  fixture->geocoder = rdm_region_geocoder_new (fixture->world->region);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  /* A thread may still hold it, and nothing tells when it lets go. */
  while (G_OBJECT (fixture->day.desk)->ref_count > 1)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  small_day_tear_down (&fixture->day, NULL);
  g_clear_object (&fixture->geocoder);
  address_world_free (fixture->world);
}

/* Adds an order of the day, with no place or one of that confidence. */
static void
add_order (Fixture *fixture, const char *id, const char *address, int confidence)
{
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, id);
  g_autoptr (RdmCommand) command = rdm_command_new_add ("Add an order");

  rdm_set_str (&order->reference, id);
  rdm_set_str (&order->date, SMALL_DAY);
  rdm_set_str (&order->at.address, address);
  rdm_set_str (&order->at.city, "Oberau");
  order->at.confidence = confidence;
  if (confidence >= RDM_CONFIDENCE_STREET)
    order->at.point = (RdmPoint){ 47.01, 9.02 };
  rdm_command_add_row (command, order);
  g_assert_true (rdm_desk_run (fixture->day.desk, command));
}

static const RdmOrderEnd *
end_of (Fixture *fixture, const char *id)
{
  const RdmOrder *order = rdm_rows_get (rdm_desk_get_rows (fixture->day.desk), RDM_ROW_ORDER, id);

  return &order->at;
}

static RdmPoint
house (const char *street, int number)
{
  return address_world_house (OBERAU, address_street_index (OBERAU, street), number);
}

static void
assert_near (RdmPoint point, RdmPoint expected)
{
  g_assert_cmpfloat (rdm_geo_distance (point, expected), <, 1.);
}

/* The worst first, an address once, and nothing that is sure or over. */
static void
test_items (Fixture *fixture, gconstpointer data)
{
  static const char *const titles[] = { "Nirgends 1, Oberau", "Feld 4, Oberau", "Xyzzy 3, Oberau",
                                        "Rue de la Gare, Oberau" };
  g_autoptr (GPtrArray) items = NULL;
  guint found = 0;

  add_order (fixture, "street", "Rue de la Gare", RDM_CONFIDENCE_STREET);
  add_order (fixture, "town", "Xyzzy 3", RDM_CONFIDENCE_TOWN);
  add_order (fixture, "none", "Nirgends 1", RDM_CONFIDENCE_NONE);
  add_order (fixture, "several", "Feld 4", RDM_CONFIDENCE_AMBIGUOUS);
  add_order (fixture, "again", "FELD 4", RDM_CONFIDENCE_AMBIGUOUS);
  add_order (fixture, "house", "Rue de la Gare 4", RDM_CONFIDENCE_HOUSE);
  add_order (fixture, "between", "Rue de la Gare 5", RDM_CONFIDENCE_INTERPOLATED);
  items = rdm_locate_items_new (rdm_desk_get_rows (fixture->day.desk), SMALL_DAY, NULL, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      RdmLocateItem *item = g_ptr_array_index (items, i);
      const char *title = rdm_locate_item_get_title (item);

      if (strstr (title, "Oberau") == NULL)
        continue; /* of the small day itself */
      g_assert_cmpuint (found, <, G_N_ELEMENTS (titles));
      if (found == 1)
        {
          g_autofree char *about = rdm_locate_item_describe (item);

          g_assert_nonnull (strstr (about, "2 orders"));
          g_assert_true (g_ascii_strcasecmp (title, titles[1]) == 0);
        }
      else
        g_assert_cmpstr (title, ==, titles[found]);
      found++;
    }
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (titles));
}

static void
move_order (Fixture *fixture, const char *id)
{
  const RdmOrder *before = rdm_rows_get (rdm_desk_get_rows (fixture->day.desk), RDM_ROW_ORDER, id);
  g_autoptr (RdmOrder) after = rdm_row_copy (before);
  g_autoptr (RdmCommand) command = rdm_command_new_edit ("Move it north");

  after->at.point.lat_deg = 47.9;
  rdm_command_edit_row (command, before, after);
  g_assert_true (rdm_desk_run (fixture->day.desk, command));
}

/* There are no roads in the north. */
static double
far_some (RdmPoint point, gpointer user_data)
{
  guint *n_asked = user_data;

  g_assert_true (rdm_point_is_set (point));
  (*n_asked)++;
  return point.lat_deg > 47.5 ? 1234. : 10.;
}

/* Behind all that has no good place comes what has one that nobody can drive to, unless a person
 * has set it there. */
static void
test_far (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *about = NULL;
  RdmLocateItem *last;
  guint n_asked = 0;
  guint n_before;

  items = rdm_locate_items_new (rdm_desk_get_rows (fixture->day.desk), SMALL_DAY, NULL, NULL);
  n_before = items->len;
  g_ptr_array_unref (g_steal_pointer (&items));
  add_order (fixture, "near", "Rue de la Gare 3", RDM_CONFIDENCE_HOUSE);
  add_order (fixture, "far", "Rue de la Gare 4", RDM_CONFIDENCE_GIVEN);
  move_order (fixture, "far");
  add_order (fixture, "pinned", "Rue de la Gare 6", RDM_CONFIDENCE_PINNED);
  move_order (fixture, "pinned");
  items =
      rdm_locate_items_new (rdm_desk_get_rows (fixture->day.desk), SMALL_DAY, far_some, &n_asked);
  g_assert_cmpuint (items->len, ==, n_before + 1);
  g_assert_cmpuint (n_asked, >, 1);
  last = g_ptr_array_index (items, items->len - 1);
  g_assert_cmpstr (rdm_locate_item_get_title (last), ==, "Rue de la Gare 4, Oberau");
  about = rdm_locate_item_describe (last);
  g_assert_nonnull (strstr (about, "1.2 km from any road"));
}

static RdmLocateFate
change (Fixture *fixture, RdmOrder *order, const char *address)
{
  rdm_set_str (&order->at.address, address);
  return rdm_locate_end_follow (fixture->day.desk, &order->at);
}

/* A pin that the address gave goes with it; one of a person stays, unless another is remembered. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "x");
  RdmPoint pin = { 47.005, 9.005 };
  RdmPoint before;

  rdm_set_str (&order->at.city, "Oberau");
  g_assert_cmpint (change (fixture, order, "Rue de la Gare 4"), ==, RDM_LOCATE_NONE);
  rdm_desk_set_geocoder (fixture->day.desk, fixture->geocoder);
  g_assert_cmpint (change (fixture, order, "Rue de la Gare 4"), ==, RDM_LOCATE_FOUND);
  g_assert_cmpint (order->at.confidence, ==, RDM_CONFIDENCE_HOUSE);
  assert_near (order->at.point, house ("Rue de la Gare", 4));
  /* What is not found leaves the pin, but somebody should look at it. */
  before = order->at.point;
  g_assert_cmpint (change (fixture, order, "Xyzzy 4"), ==, RDM_LOCATE_KEPT);
  g_assert_true (rdm_point_equal (order->at.point, before));
  g_assert_true (rdm_order_end_needs_check (&order->at));
  g_assert_cmpint (change (fixture, order, "Rue de la Gare 6"), ==, RDM_LOCATE_FOUND);
  assert_near (order->at.point, house ("Rue de la Gare", 6));
  order->at.confidence = RDM_CONFIDENCE_GIVEN;
  g_assert_cmpint (change (fixture, order, "Rue de la Gare 8"), ==, RDM_LOCATE_KEPT);
  assert_near (order->at.point, house ("Rue de la Gare", 6));

  add_order (fixture, "pinned", "Rue de la Gare 2", RDM_CONFIDENCE_NONE);
  g_assert_true (rdm_desk_place_order (fixture->day.desk, "pinned", RDM_STOP_DELIVERY, pin));
  g_assert_cmpint (end_of (fixture, "pinned")->confidence, ==, RDM_CONFIDENCE_PINNED);
  g_assert_cmpint (change (fixture, order, "rue de la gare 2"), ==, RDM_LOCATE_FOUND);
  g_assert_cmpint (order->at.confidence, ==, RDM_CONFIDENCE_PINNED);
  g_assert_true (rdm_point_equal (order->at.point, pin));
}

/* A place that somebody has chosen brings its address along. */
static void
test_take (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "x");
  const RdmAddressRequest texts[] = { { "Via Giuseppe Verdi 2", RDM_POINT_NONE, 1, FALSE },
                                      { "Plaza Mayor", RDM_POINT_NONE, 1, FALSE },
                                      { "Unterau", RDM_POINT_NONE, 1, FALSE } };
  static const int confidences[] = { RDM_CONFIDENCE_HOUSE, RDM_CONFIDENCE_STREET,
                                     RDM_CONFIDENCE_TOWN };

  rdm_set_str (&order->at.address, "verdi 2");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RdmAddressAnswer) answer =
          rdm_geocoder_search (fixture->geocoder, &texts[i], NULL, NULL);

      rdm_locate_end_take (&order->at, g_ptr_array_index (answer->hits, 0));
      g_assert_cmpint (order->at.confidence, ==, confidences[i]);
      g_assert_true (rdm_point_is_set (order->at.point)
                     == (confidences[i] >= RDM_CONFIDENCE_STREET));
      if (i > 0)
        continue;
      g_assert_cmpstr (order->at.address, ==, "Via Giuseppe Verdi 2");
      g_assert_cmpstr (order->at.postcode, ==, "1010");
      g_assert_cmpstr (order->at.city, ==, "Oberau");
    }
  /* A place of a name is in a house. */
  {
    const RdmAddressRequest request = { "Café Central", RDM_POINT_NONE, 1, FALSE };
    g_autoptr (RdmAddressAnswer) answer =
        rdm_geocoder_search (fixture->geocoder, &request, NULL, NULL);
    g_autoptr (RdmOrder) guest = rdm_row_new (RDM_ROW_ORDER, "y");

    rdm_locate_end_take (&guest->at, g_ptr_array_index (answer->hits, 0));
    g_assert_cmpstr (guest->at.address, ==, "Bahnhofstraße 5");
  }
  /* A town names no street. */
  g_assert_cmpstr (order->at.address, ==, "Plaza Mayor");
  g_assert_cmpstr (order->at.city, ==, "Unterau");
}

typedef struct
{
  gboolean done;
  gboolean good;
  guint n_found;
} Looked;

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Looked *looked = user_data;

  looked->good = rdm_locate_job_finish (RDM_DESK (source), result, &looked->n_found, NULL);
  looked->done = TRUE;
}

/* What is in the plan is looked up by one command, which can be undone; a pin set meanwhile stays.
 */
static void
test_job (Fixture *fixture, gconstpointer data)
{
  RdmDesk *desk = fixture->day.desk;
  RdmPoint pin = { 47.005, 9.005 };
  g_autoptr (RdmLocator) locator = rdm_locator_new (fixture->geocoder, rdm_desk_get_rows (desk));
  g_autoptr (GPtrArray) orders = NULL;
  Looked looked = { 0 };

  add_order (fixture, "a", "Rue de la Gare 4", RDM_CONFIDENCE_NONE);
  add_order (fixture, "b", "Xyzzy 3", RDM_CONFIDENCE_NONE);
  add_order (fixture, "c", "Rue de la Gare 6", RDM_CONFIDENCE_NONE);
  orders = rdm_locate_orders (rdm_desk_get_rows (desk), SMALL_DAY);
  rdm_locate_job_run (desk, locator, orders, NULL, NULL, NULL, looked_up_cb, &looked);
  g_assert_true (rdm_desk_place_order (desk, "c", RDM_STOP_DELIVERY, pin));
  while (!looked.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (looked.good);
  g_assert_cmpuint (looked.n_found, ==, 1);
  assert_near (end_of (fixture, "a")->point, house ("Rue de la Gare", 4));
  g_assert_cmpint (end_of (fixture, "b")->confidence, ==, RDM_CONFIDENCE_TOWN);
  g_assert_true (rdm_point_equal (end_of (fixture, "c")->point, pin));
  rdm_desk_undo (desk);
  g_assert_false (rdm_point_is_set (end_of (fixture, "a")->point));
}

static void
wait_until_read (RdmImportSession *session)
{
  while (rdm_import_session_get_state (session) != RDM_IMPORT_STATE_READY)
    g_main_context_iteration (NULL, TRUE);
}

/* A file that is opened before the region is read again when there is one. */
static void
test_import_waits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->day.folder, "late.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RdmImportSession) session = NULL;

  g_assert_true (g_file_set_contents (path,
                                      "Reference,Address,Town\n"
                                      "L-1,Rue de la Gare 4,Oberau\n",
                                      -1, NULL));
  session = rdm_import_session_new (fixture->day.desk, &rdm_import_order_schema, file);
  wait_until_read (session);
  g_assert_cmpuint (rdm_import_session_get_result (session)->n_located, ==, 0);
  rdm_desk_set_geocoder (fixture->day.desk, fixture->geocoder);
  g_assert_cmpint (rdm_import_session_get_state (session), ==, RDM_IMPORT_STATE_READING);
  wait_until_read (session);
  g_assert_cmpuint (rdm_import_session_get_result (session)->n_located, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/locate/items", test_items);
  ADD ("/locate/far", test_far);
  ADD ("/locate/follow", test_follow);
  ADD ("/locate/take", test_take);
  ADD ("/locate/job", test_job);
  ADD ("/locate/import-waits", test_import_waits);
  return g_test_run ();
}
