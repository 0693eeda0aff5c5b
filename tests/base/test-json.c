/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rdm-error.h"
#include "rdm-json.h"

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node =
      rdm_json_parse ("\xef\xbb\xbf{\"a\": [1, \"]\\\"}\", null]}", -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (json_node_get_object (node), "a")), ==,
      3);
}

static void
assert_error (
    const char *text, gssize length, const RdmJsonLimits *limits, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rdm_json_parse (text, length, limits, &error);

  g_assert_null (node);
  g_assert_error (error, RDM_JSON_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_bad (void)
{
  RdmJsonLimits small = { .max_bytes = 16, .max_depth = 2, .max_values = 4 };

  assert_error ("", -1, NULL, RDM_JSON_ERROR_EMPTY, "nothing");
  assert_error (" \n ", -1, NULL, RDM_JSON_ERROR_EMPTY, "nothing");
  assert_error ("{\n  \"a\": }", -1, NULL, RDM_JSON_ERROR_SYNTAX, "Line 2");
  assert_error ("{\n  \"ä\": \"x", -1, NULL, RDM_JSON_ERROR_SYNTAX, "Line 2, column 8");
  assert_error ("[\"\\3\"]", -1, NULL, RDM_JSON_ERROR_SYNTAX, "escape");
  assert_error ("[\"\\ud83d\"]", -1, NULL, RDM_JSON_ERROR_SYNTAX, "column 3");
  assert_error ("[\"\\u0000\"]", -1, NULL, RDM_JSON_ERROR_SYNTAX, "escape");
  assert_error ("[\"a\nb\"]", -1, NULL, RDM_JSON_ERROR_SYNTAX, "column 4");
  assert_error ("[1e999]", -1, NULL, RDM_JSON_ERROR_SYNTAX, "too big");
  assert_error ("[99999999999999999999]", -1, NULL, RDM_JSON_ERROR_SYNTAX, "too big");
  assert_error ("[1, 2", -1, NULL, RDM_JSON_ERROR_SYNTAX, "too early");
  assert_error ("[1]]", -1, NULL, RDM_JSON_ERROR_SYNTAX, "never opened");
  assert_error ("[\"\xff\"]", -1, NULL, RDM_JSON_ERROR_ENCODING, "UTF-8");
  assert_error ("[\"a\0b\"]", 7, NULL, RDM_JSON_ERROR_ENCODING, "UTF-8");
  assert_error ("[1, 2, 3, 4, 5, 6, 7]", -1, &small, RDM_JSON_ERROR_TOO_BIG, "16");
  assert_error ("[1,2,3,4,5]", -1, &small, RDM_JSON_ERROR_TOO_BIG, "more values");
  assert_error ("[[[1]]]", -1, &small, RDM_JSON_ERROR_TOO_DEEP, "deeper");
}

/* A hundred thousand brackets would take json-glib's stack. */
static void
test_deep (void)
{
  g_autofree char *text = g_strnfill (100000, '[');

  assert_error (text, -1, NULL, RDM_JSON_ERROR_TOO_DEEP, "column 33");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/good", test_good);
  g_test_add_func ("/json/bad", test_bad);
  g_test_add_func ("/json/deep", test_deep);
  return g_test_run ();
}
