/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-error.h"
#include "rdm-text.h"

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_fold (void)
{
  assert_text (rdm_text_fold ("D.O. No."), "dono");
  assert_text (rdm_text_fold ("Load #1"), "load1");
  assert_text (rdm_text_fold ("Rosenbühler"), "rosenbuhler");
  assert_text (rdm_text_fold ("Rosenbu\xcc\x88hler"), "rosenbuhler");
  assert_text (rdm_text_fold ("STRASSE"), "strasse");
  assert_text (rdm_text_fold ("Straße"), "strasse");
  assert_text (rdm_text_fold ("Łódź Ørsted Þór"), "lodzorstedthor");
  assert_text (rdm_text_fold ("Москва"), "москва");
  assert_text (rdm_text_fold ("a\xff"
                              "b"),
               "ab");
  assert_text (rdm_text_fold ("  "), "");
  assert_text (rdm_text_fold (NULL), "");
}

static void
test_search_key (void)
{
  assert_text (rdm_text_search_key ("  Im Bühl 2,  Planken "), "im buhl 2 planken");
  assert_text (rdm_text_search_key ("Peter- und Paul-Strasse"), "peter und paul strasse");
  assert_text (rdm_text_search_key ("!"), "");
}

static void
test_address_key (void)
{
  static const char *const same[][2] = {
    { "Feldstr. 4b, FL-9490 Vaduz", "Feldstrasse 4 B 9490 VADUZ" },
    { "Feldstraße 4", "feldstrasse 4" },
    { "Peter- und Paul-Strasse 27", "Peter-und-Paul-Str. 27" },
    { "12 Main Street\nSpringfield", "12 Main St., Springfield" },
    { "Sankt Luzi 3", "St. Luzi 3" },
    { "Marktplatz 1", "marktplatz 1" },
    { "Rue de l’Église 5, CH-1200 Genève", "rue de l'eglise 5 1200 geneve" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *a = rdm_address_key (same[i][0]);
      g_autofree char *b = rdm_address_key (same[i][1]);

      g_assert_cmpstr (a, ==, b);
    }
  assert_text (rdm_address_key (NULL), "");
  {
    g_autofree char *a = rdm_address_key ("Feldstrasse 4, Vaduz");
    g_autofree char *b = rdm_address_key ("Feldstrasse 41, Vaduz");

    g_assert_cmpstr (a, !=, b);
  }
}

static void
test_set_str (void)
{
  g_autofree char *text = NULL;

  g_assert_false (rdm_set_str (&text, NULL));
  g_assert_true (rdm_set_str (&text, "one two"));
  g_assert_false (rdm_set_str (&text, "one two"));
  g_assert_true (rdm_set_str (&text, text + 4));
  g_assert_cmpstr (text, ==, "two");
  g_assert_true (rdm_set_str (&text, NULL));
  g_assert_null (text);
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    double value;
  } cases[] = {
    { "12.2", 12.2 },       { "12,2", 12.2 },  { "1'200.50", 1200.5 }, { "1.200,50", 1200.5 },
    { "1,200.50", 1200.5 }, { "1 200", 1200 }, { "1’200", 1200 },      { "-4", -4 },
    { "−4,5", -4.5 },       { "+7", 7 },       { " 3 ", 3 },           { "1.000.000", 1e6 },
    { "1e3", 1000 },        { ".5", 0.5 },     { "1 200,5", 1200.5 },
  };
  static const char *const wrong[] = { "",    "two",  "1.2.3,4,5", "--4", "1-2",   "kg",
                                       "1/2", "0x10", "nan",       "inf", "1e999", "- 4" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = 0;

      g_test_message ("%s", cases[i].text);
      g_assert_true (rdm_parse_number (cases[i].text, &value, NULL));
      g_assert_cmpfloat_with_epsilon (value, cases[i].value, 1e-9);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      double value = 0;

      g_test_message ("%s", wrong[i]);
      g_assert_false (rdm_parse_number (wrong[i], &value, &error));
      g_assert_error (error, RDM_TEXT_ERROR, RDM_TEXT_ERROR_NUMBER);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/search-key", test_search_key);
  g_test_add_func ("/text/address-key", test_address_key);
  g_test_add_func ("/text/set-str", test_set_str);
  g_test_add_func ("/text/numbers", test_numbers);
  return g_test_run ();
}
