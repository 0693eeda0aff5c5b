/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people type into the fields of an order and of the fleet: what is understood, and the
 * sentence for what is not.
 */
#include "rdm-fleet-text.h"
#include "rdm-time.h"
#include "rdm-order-text.h"
#include "rdm-stop.h"

typedef struct
{
  RdmOrderText field;
  const char *typed;
  const char *reads; /* NULL: refused */
  const char *says;  /* part of the refusal */
} OrderCase;

static const OrderCase order_cases[] = {
  { RDM_ORDER_TEXT_REFERENCE, "  A-1 ", "A-1", NULL },
  { RDM_ORDER_TEXT_NAME, "", "", NULL },
  { RDM_ORDER_TEXT_WINDOWS, "8-12", "08:00–12:00", NULL },
  { RDM_ORDER_TEXT_WINDOWS, "13:00 – 17:00; 8:00 to 9:30", "08:00–09:30, 13:00–17:00", NULL },
  { RDM_ORDER_TEXT_WINDOWS, "", "", NULL },
  { RDM_ORDER_TEXT_WINDOWS, "17:00-09:00", NULL, "Swap its ends" },
  { RDM_ORDER_TEXT_WINDOWS, "soon", NULL, "“soon” is not a window" },
  { RDM_ORDER_TEXT_WINDOWS, "25:00-26:00-27:00", NULL, "is not a window" },
  { RDM_ORDER_TEXT_SERVICE, "2.5", "2.5", NULL },
  { RDM_ORDER_TEXT_SERVICE, "2,5", "2.5", NULL },
  { RDM_ORDER_TEXT_SERVICE, "-1", NULL, "Minutes at stop: “-1”" },
  { RDM_ORDER_TEXT_PARCELS, "3", "3", NULL },
  { RDM_ORDER_TEXT_PARCELS, "", "0", NULL },
  { RDM_ORDER_TEXT_PARCELS, "1.5", NULL, "not a whole number" },
  { RDM_ORDER_TEXT_PARCELS, "two", NULL, "“two” is not an amount" },
  { RDM_ORDER_TEXT_WEIGHT, "12.25", "12.25", NULL },
  { RDM_ORDER_TEXT_WEIGHT, "1e12", NULL, "“1e12” is too much" },
  { RDM_ORDER_TEXT_SKILLS, "chilled; tail-lift,,", "chilled, tail-lift", NULL },
  { RDM_ORDER_TEXT_DATE, "2026-11-24", "2026-11-24", NULL },
  { RDM_ORDER_TEXT_DATE, "24.11.2026", NULL, "Type it like 2026-11-23" },
  { RDM_ORDER_TEXT_DATE, "2026-02-30", NULL, "is not a day" },
};

static void
test_order (gconstpointer data)
{
  const OrderCase *item = data;
  g_autoptr (RdmOrder) order = rdm_row_new (RDM_ROW_ORDER, "o1");
  g_autoptr (RdmOrder) before = rdm_row_copy (order);
  g_autoptr (GError) error = NULL;
  gboolean taken = rdm_order_text_set (item->field, order, RDM_STOP_DELIVERY, item->typed, &error);

  if (item->reads != NULL)
    {
      g_autofree char *text = rdm_order_text_get (item->field, order, RDM_STOP_DELIVERY);

      g_assert_no_error (error);
      g_assert_true (taken);
      g_assert_cmpstr (text, ==, item->reads);
      return;
    }
  g_assert_false (taken);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, item->says));
  g_assert_true (rdm_row_equal (before, order));
}

typedef struct
{
  RdmRowKind kind;
  const char *label;
  const char *currency;
  const char *typed;
  const char *reads; /* NULL: refused */
  const char *says;
} FleetCase;

static const FleetCase fleet_cases[] = {
  { RDM_ROW_VEHICLE, "Name", "EUR", " LI-11 ", "LI-11", NULL },
  { RDM_ROW_VEHICLE, "Parcels", "EUR", "", "", NULL },
  { RDM_ROW_VEHICLE, "Parcels", "EUR", "1.5", NULL, "not a whole number" },
  { RDM_ROW_VEHICLE, "Payload (kg)", "EUR", "900,5", "900.5", NULL },
  { RDM_ROW_VEHICLE, "Payload (kg)", "EUR", "much", NULL, "Payload (kg): “much”" },
  { RDM_ROW_VEHICLE, "Starts at", "EUR", "47.1672, 9.506", "47.16720, 9.50600", NULL },
  { RDM_ROW_VEHICLE, "Starts at", "EUR", "", "", NULL },
  { RDM_ROW_VEHICLE, "Starts at", "EUR", "the depot", NULL, "the depot" },
  { RDM_ROW_VEHICLE, "Cost of a day", "EUR", "45.5", "45.5", NULL },
  { RDM_ROW_VEHICLE, "Cost of a day", "JPY", "4500", "4500", NULL },
  { RDM_ROW_VEHICLE, "Cost of a kilometre", "KWD", "0.125", "0.125", NULL },
  { RDM_ROW_VEHICLE, "Cost of a day", "EUR", "-1", NULL, "not negative" },
  { RDM_ROW_SHIFT, "Hours", "EUR", "7-15:30", "07:00–15:30", NULL },
  { RDM_ROW_SHIFT, "Hours", "EUR", "22:00 to 06:00+1", "22:00–06:00⁺¹", NULL },
  { RDM_ROW_SHIFT, "Hours", "EUR", "16:00–07:00", NULL, "Swap its ends" },
  { RDM_ROW_SHIFT, "Hours", "EUR", "early", NULL, "early" },
  { RDM_ROW_SHIFT, "Hours", "EUR", "", NULL, "not a window" },
  { RDM_ROW_SHIFT, "Break between", "EUR", "11-13:30", "11:00–13:30", NULL },
  { RDM_ROW_SHIFT, "Break between", "EUR", "", "", NULL },
  { RDM_ROW_SHIFT, "Break between", "EUR", "noon", NULL, "not a window" },
  { RDM_ROW_SHIFT, "Break (min)", "EUR", "30", NULL, "Say first between which times" },
  { RDM_ROW_DRIVER, "Skills", "EUR", "age-check, two-person", "age-check, two-person", NULL },
};

static const RdmFleetField *
field_called (RdmRowKind kind, const char *label)
{
  guint n;

  rdm_fleet_fields (kind, &n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (rdm_fleet_field_label (rdm_fleet_field (kind, i)), label))
      return rdm_fleet_field (kind, i);
  g_assert_not_reached ();
}

static void
test_fleet (gconstpointer data)
{
  const FleetCase *item = data;
  const RdmFleetField *field = field_called (item->kind, item->label);
  g_autoptr (RdmRow) row = rdm_row_new (item->kind, "x1");
  g_autoptr (RdmRow) before = rdm_row_copy (row);
  g_autoptr (GError) error = NULL;
  gboolean taken = rdm_fleet_field_set (field, row, item->currency, item->typed, &error);

  if (item->reads != NULL)
    {
      g_autofree char *text = rdm_fleet_field_get (field, row, item->currency);

      g_assert_no_error (error);
      g_assert_true (taken);
      g_assert_cmpstr (text, ==, item->reads);
      return;
    }
  g_assert_false (taken);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, item->says));
  g_assert_true (rdm_row_equal (before, row));
}

/* A break is a window and a length; neither alone is left behind, whichever is typed first. */
static void
test_break (void)
{
  const RdmFleetField *between = field_called (RDM_ROW_SHIFT, "Break between");
  const RdmFleetField *length = field_called (RDM_ROW_SHIFT, "Break (min)");
  g_autoptr (RdmShift) shift = rdm_row_new (RDM_ROW_SHIFT, "s1");
  g_autofree char *complaint = NULL;

  shift->vehicle = g_strdup ("v1");
  g_assert_true (rdm_fleet_field_set (between, shift, "EUR", "11:00–13:30", NULL));
  g_assert_cmpint (shift->break_s, ==, 30 * 60);
  complaint = rdm_row_check (shift);
  g_assert_null (complaint);
  g_assert_true (rdm_fleet_field_set (length, shift, "EUR", "45", NULL));
  g_assert_true (rdm_fleet_field_set (between, shift, "EUR", "12-14", NULL));
  g_assert_cmpint (shift->break_s, ==, 45 * 60);
  g_assert_true (rdm_fleet_field_set (between, shift, "EUR", "", NULL));
  g_assert_cmpint (shift->break_s, ==, 0);
  g_assert_cmpint (shift->break_from_s, ==, RDM_TIME_NONE);
}

/* The same amount is another number of coins in another currency. */
static void
test_money (void)
{
  const RdmFleetField *field = field_called (RDM_ROW_VEHICLE, "Cost of a day");
  static const struct
  {
    const char *currency;
    gint64 minor;
  } cases[] = { { "JPY", 45 }, { "EUR", 4500 }, { "KWD", 45000 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RdmVehicle) vehicle = rdm_row_new (RDM_ROW_VEHICLE, "v1");
      g_autoptr (GError) error = NULL;

      g_assert_true (rdm_fleet_field_set (field, vehicle, cases[i].currency, "45", &error));
      g_assert_cmpint (vehicle->fixed_cost_minor, ==, cases[i].minor);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fleet-text/break", test_break);
  for (guint i = 0; i < G_N_ELEMENTS (order_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/order-text/%02u", i);

      g_test_add_data_func (path, &order_cases[i], test_order);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fleet_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fleet-text/%02u", i);

      g_test_add_data_func (path, &fleet_cases[i], test_fleet);
    }
  g_test_add_func ("/fleet-text/money", test_money);
  return g_test_run ();
}
