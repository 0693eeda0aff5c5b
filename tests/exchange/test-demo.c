/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo day: the same bytes every time, believable, and read by the ordinary import.
 */
#include <string.h>

#include "import-testing.h"
#include "rdm-demo-day.h"
#include "rdm-demo-town.h"

static void
assert_checksum (const char *text, const char *expected)
{
  g_autofree char *checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_assert_cmpstr (checksum, ==, expected);
}

static void
test_same_bytes (void)
{
  g_autofree char *orders = rdm_demo_orders_csv (TEST_DATE);
  g_autofree char *again = rdm_demo_orders_csv (TEST_DATE);
  g_autofree char *fleet = rdm_demo_fleet_csv ();

  g_assert_cmpstr (orders, ==, again);
  assert_checksum (orders, "97e3c34e39197198a2c49264e2bbc1e2aaa79af759a1dd7effbe4d89bb854411");
  assert_checksum (fleet, "512d320bb18f7222777d6347236d1da0e27b8653411b693c4aead6dd9e23e403");
}

static gboolean
is_area (RdmDemoShapeKind kind)
{
  return kind <= RDM_DEMO_BUILDING;
}

static void
test_town (void)
{
  g_autoptr (RdmDemoTown) town = rdm_demo_town_new ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const RdmDemoAddress *depot = &g_array_index (town->addresses, RdmDemoAddress, town->depot);
  guint n_streets = 0;

  for (guint i = 0; i < town->shapes->len; i++)
    {
      const RdmDemoShape *shape = g_ptr_array_index (town->shapes, i);

      g_assert_cmpuint (shape->n_points, >=, is_area (shape->kind) ? 3 : 2);
      for (guint k = 0; k < shape->n_points; k++)
        g_assert_true (rdm_point_is_valid (shape->points[k]));
      if (shape->kind != RDM_DEMO_STREET)
        continue;
      n_streets++;
      g_assert_nonnull (shape->name);
      g_assert_true (g_hash_table_add (names, shape->name)); /* no name twice */
    }
  g_assert_cmpuint (n_streets, >, 150);
  g_assert_cmpuint (town->labels->len, >, 10);
  g_assert_cmpuint (town->addresses->len, >, 5000);
  for (guint i = 0; i < town->addresses->len; i++)
    {
      const RdmDemoAddress *address = &g_array_index (town->addresses, RdmDemoAddress, i);

      g_assert_cmpfloat (rdm_geo_distance (address->point, depot->point), <, 8000.);
      g_assert_true (
          g_hash_table_add (addresses, g_strdup_printf ("%s %u %s", address->street,
                                                        address->number, address->city)));
    }
}

static void
test_import (void)
{
  g_autofree char *fleet_text = rdm_demo_fleet_csv ();
  g_autofree char *order_text = rdm_demo_orders_csv (TEST_DATE);
  g_autoptr (Reading) fleet = reading_new_text (fleet_text, &rdm_import_fleet_schema, NULL);
  g_autoptr (Reading) orders = NULL;
  g_autofree char *problems = NULL;
  guint n_kinds[3] = { 0 };

  reading_run (fleet);
  g_assert_cmpuint (fleet->result->problems->len, ==, 0);
  g_assert_cmpuint (fleet->result->n[RDM_IMPORT_CREATED], ==, RDM_DEMO_N_VEHICLES);
  reading_apply (fleet, RDM_IMPORT_ALL, FALSE);

  orders = reading_new_text (order_text, &rdm_import_order_schema, fleet->rows);
  reading_run (orders);
  problems = reading_problems (orders);
  g_assert_cmpstr (problems, ==, "90 window-reversed, 173 place-swapped, 241 email-malformed");
  g_assert_cmpuint (orders->result->questions->len, ==, 0);
  rdm_import_choices_take_first (orders->choices, orders->result->problems);
  reading_run (orders);
  g_assert_cmpuint (orders->result->n[RDM_IMPORT_CREATED], ==, RDM_DEMO_N_ORDERS);
  g_assert_cmpuint (orders->result->n_without_place, ==, 5);
  for (guint i = 0; i < RDM_DEMO_N_ORDERS; i++)
    n_kinds[reading_order (orders, i + 2)->kind]++;
  g_assert_cmpuint (n_kinds[RDM_ORDER_PICKUP], >=, 20);
  g_assert_cmpuint (n_kinds[RDM_ORDER_SHIPMENT], >=, 5);
  reading_apply (orders, RDM_IMPORT_ALL, FALSE);
}

/* Every skill that an order needs is on some vehicle, and no order is more than the largest takes.
 */
static void
test_can_be_done (void)
{
  g_autofree char *fleet = rdm_demo_fleet_csv ();
  g_autofree char *text = rdm_demo_orders_csv (TEST_DATE);
  g_autoptr (Reading) orders = reading_new_text (text, &rdm_import_order_schema, NULL);

  reading_run (orders);
  for (guint i = 0; i < RDM_DEMO_N_ORDERS; i++)
    {
      const RdmOrder *order = reading_order (orders, i + 2);

      for (guint k = 0; order->skills != NULL && order->skills[k] != NULL; k++)
        g_assert_nonnull (strstr (fleet, order->skills[k]));
      g_assert_cmpint (order->loads.amount[RDM_LOAD_PARCELS], <=, 10);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/same-bytes", test_same_bytes);
  g_test_add_func ("/demo/town", test_town);
  g_test_add_func ("/demo/import", test_import);
  g_test_add_func ("/demo/can-be-done", test_can_be_done);
  return g_test_run ();
}
