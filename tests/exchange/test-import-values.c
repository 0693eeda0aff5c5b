/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-values.h"
#include "rdm-order.h"

static void
test_durations (void)
{
  static const struct
  {
    const char *text;
    RdmImportFormat format;
    gint64 duration_s;
  } good[] = {
    { "3", RDM_IMPORT_FORMAT_MINUTES, 180 },
    { "3", RDM_IMPORT_FORMAT_AUTO, 180 },
    { "180", RDM_IMPORT_FORMAT_SECONDS, 180 },
    { "0.5", RDM_IMPORT_FORMAT_HOURS, 1800 },
    { "1,5", RDM_IMPORT_FORMAT_MINUTES, 90 },
    { "0:05", RDM_IMPORT_FORMAT_MINUTES, 300 },
    { "00:05:30", RDM_IMPORT_FORMAT_AUTO, 330 },
    { "5 min", RDM_IMPORT_FORMAT_SECONDS, 300 },
    { "90s", RDM_IMPORT_FORMAT_MINUTES, 90 },
    { "1h", RDM_IMPORT_FORMAT_MINUTES, 3600 },
    { "1 h 05 min", RDM_IMPORT_FORMAT_MINUTES, 3900 },
    { "1h30", RDM_IMPORT_FORMAT_MINUTES, 5400 },
    { "0", RDM_IMPORT_FORMAT_MINUTES, 0 },
  };
  static const char *const unreadable[] = { "soon", "5 parsecs", "1:2:3:4",
                                            "1:70", "min",       "5 min 1 h" };
  gint64 duration_s;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i].text);
      g_assert_cmpint (rdm_value_duration (good[i].text, good[i].format, &duration_s), ==,
                       RDM_VALUE_FINE);
      g_assert_cmpint (duration_s, ==, good[i].duration_s);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (unreadable); i++)
    {
      g_test_message ("%s", unreadable[i]);
      g_assert_cmpint (rdm_value_duration (unreadable[i], RDM_IMPORT_FORMAT_MINUTES, &duration_s),
                       ==, RDM_VALUE_UNREADABLE);
    }
  g_assert_cmpint (rdm_value_duration ("2000", RDM_IMPORT_FORMAT_MINUTES, &duration_s), ==,
                   RDM_VALUE_TOO_BIG);
  g_assert_cmpint (duration_s, ==, 120000);
  g_assert_cmpint (rdm_value_duration ("-3", RDM_IMPORT_FORMAT_MINUTES, &duration_s), ==,
                   RDM_VALUE_NEGATIVE);
}

static void
assert_amount (const char *text, RdmImportFormat format, RdmValueState state, gint64 expected)
{
  gint64 amount = 0;

  g_test_message ("%s", text);
  g_assert_cmpint (rdm_value_amount (text, format, &amount), ==, state);
  g_assert_cmpint (amount, ==, expected);
}

static void
test_amounts (void)
{
  gint64 parcels = 0;

  assert_amount ("12.2", RDM_IMPORT_FORMAT_KG, RDM_VALUE_FINE, 12200);
  assert_amount ("12,2 kg", RDM_IMPORT_FORMAT_G, RDM_VALUE_FINE, 12200);
  assert_amount ("500 g", RDM_IMPORT_FORMAT_KG, RDM_VALUE_FINE, 500);
  assert_amount ("10", RDM_IMPORT_FORMAT_LB, RDM_VALUE_FINE, 4536);
  assert_amount ("0.04", RDM_IMPORT_FORMAT_M3, RDM_VALUE_FINE, 40000);
  assert_amount ("0.04 m3", RDM_IMPORT_FORMAT_LITRES, RDM_VALUE_FINE, 40000);
  assert_amount ("40.2", RDM_IMPORT_FORMAT_LITRES, RDM_VALUE_FINE, 40200);
  assert_amount ("90", RDM_IMPORT_FORMAT_KM, RDM_VALUE_FINE, 90000);
  assert_amount ("2 parcels", RDM_IMPORT_FORMAT_AUTO, RDM_VALUE_FINE, 2);
  assert_amount ("2.5", RDM_IMPORT_FORMAT_AUTO, RDM_VALUE_NOT_WHOLE, 3);
  assert_amount ("two", RDM_IMPORT_FORMAT_AUTO, RDM_VALUE_UNREADABLE, 0);
  assert_amount ("3 litres", RDM_IMPORT_FORMAT_KG, RDM_VALUE_UNREADABLE, 0);
  assert_amount ("-4", RDM_IMPORT_FORMAT_KG, RDM_VALUE_NEGATIVE, 0);
  assert_amount ("1e12", RDM_IMPORT_FORMAT_KG, RDM_VALUE_TOO_BIG, 0);

  g_assert_cmpint (rdm_value_packages ("small-box=1 big-box=2", &parcels), ==, RDM_VALUE_FINE);
  g_assert_cmpint (parcels, ==, 3);
  g_assert_cmpint (rdm_value_packages ("small-box=x", &parcels), ==, RDM_VALUE_UNREADABLE);
}

static void
test_money (void)
{
  gint64 amount = 0;

  g_assert_cmpint (rdm_value_money ("31.50", 100, &amount), ==, RDM_VALUE_FINE);
  g_assert_cmpint (amount, ==, 3150);
  g_assert_cmpint (rdm_value_money ("CHF 31.-", 100, &amount), ==, RDM_VALUE_FINE);
  g_assert_cmpint (amount, ==, 3100);
  g_assert_cmpint (rdm_value_money ("0,42 €", 100000, &amount), ==, RDM_VALUE_FINE);
  g_assert_cmpint (amount, ==, 42000);
  g_assert_cmpint (rdm_value_money ("-1", 100, &amount), ==, RDM_VALUE_NEGATIVE);
  g_assert_cmpint (rdm_value_money ("free", 100, &amount), ==, RDM_VALUE_UNREADABLE);
  g_assert_cmpint (rdm_value_money ("much too much 5", 100, &amount), ==, RDM_VALUE_UNREADABLE);
}

static void
test_words (void)
{
  gboolean empty = FALSE;
  int kind = -1;
  gint64 priority = -1;

  g_assert_true (rdm_value_kind ("D", &kind, &empty) && kind == RDM_ORDER_DELIVERY && !empty);
  g_assert_true (rdm_value_kind ("p", &kind, &empty) && kind == RDM_ORDER_PICKUP);
  g_assert_true (rdm_value_kind ("TRUE", &kind, &empty) && kind == RDM_ORDER_PICKUP);
  g_assert_true (rdm_value_kind ("Collection", &kind, &empty) && kind == RDM_ORDER_PICKUP);
  g_assert_true (rdm_value_kind ("T", &kind, &empty) && kind == RDM_ORDER_DELIVERY && empty);
  g_assert_false (rdm_value_kind ("X", &kind, &empty));
  g_assert_false (rdm_value_kind ("d p", &kind, &empty));

  g_assert_true (rdm_value_priority ("H", &priority) && priority == RDM_PRIORITY_HIGH);
  g_assert_true (rdm_value_priority ("critical", &priority) && priority == RDM_PRIORITY_CRITICAL);
  g_assert_true (rdm_value_priority ("80", &priority) && priority == 80);
  g_assert_false (rdm_value_priority ("URGENT!!", &priority));
  g_assert_false (rdm_value_priority ("101", &priority));
  g_assert_false (rdm_value_priority ("-1", &priority));

  g_assert_true (rdm_value_yes ("True"));
  g_assert_false (rdm_value_yes ("no"));
  g_assert_false (rdm_value_yes (""));
}

static void
test_emails (void)
{
  static const char *const wrong[] = { "a",        "@b.c", "a@",   "a@b",   "a@@b.c",
                                       "a b@c.de", "a@b.", "a@.b", "a@b..c" };

  g_assert_true (rdm_value_is_email ("ada@example.org"));
  g_assert_true (rdm_value_is_email ("ada.quell+box@mail.example.org"));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (rdm_value_is_email (wrong[i]));
}

static void
test_addresses (void)
{
  g_assert_true (rdm_value_has_house_number ("Seeweg 4"));
  g_assert_true (rdm_value_has_house_number ("Seeweg 4b, 8001 Uferau"));
  g_assert_true (rdm_value_has_house_number ("12 Main Street, Springfield"));
  g_assert_true (rdm_value_has_house_number ("1250 Main Street"));
  g_assert_true (rdm_value_has_house_number ("Seeweg 1250"));
  g_assert_false (rdm_value_has_house_number ("Seeweg"));
  g_assert_false (rdm_value_has_house_number ("Seeweg, 8001 Uferau"));
  g_assert_false (rdm_value_has_house_number ("Seeweg 8001 Uferau"));
  g_assert_true (rdm_value_is_rounded ("2.02611E+11"));
  g_assert_false (rdm_value_is_rounded ("20261123-0001"));
  g_assert_false (rdm_value_is_rounded ("E+1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/values/durations", test_durations);
  g_test_add_func ("/import/values/amounts", test_amounts);
  g_test_add_func ("/import/values/money", test_money);
  g_test_add_func ("/import/values/words", test_words);
  g_test_add_func ("/import/values/emails", test_emails);
  g_test_add_func ("/import/values/addresses", test_addresses);
  return g_test_run ();
}
