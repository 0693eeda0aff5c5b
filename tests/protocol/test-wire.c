/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests and answers survive the wire, and nothing that is none gets past it.
 */
#include "plan-fixture.h"
#include "rdm-wire-pull.h"
#include "rdm-wire-version.h"

static JsonNode *
over_the_wire (JsonNode *node)
{
  g_autoptr (JsonNode) sent = node;
  g_autofree char *text = rdm_wire_print (sent);
  g_autoptr (GError) error = NULL;
  JsonNode *received = rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, &error);

  g_assert_no_error (error);
  return received;
}

static void
test_push (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  g_autoptr (RdmPush) push = rdm_push_new ("device_1");
  g_autoptr (RdmPush) back = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  for (gint64 n = 1; n <= RDM_WIRE_MAX_PUSH_OPS; n++)
    {
      g_autoptr (RdmCommand) command = fixture_random_command (random, rows);

      rdm_push_add (push, n, 2 * n, 1000 + n, command);
    }
  node = over_the_wire (rdm_push_to_json (push));
  back = rdm_push_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->device, ==, "device_1");
  g_assert_cmpuint (back->ops->len, ==, push->ops->len);
  for (guint i = 0; i < push->ops->len; i++)
    {
      const RdmPushOp *a = push->ops->pdata[i];
      const RdmPushOp *b = back->ops->pdata[i];
      g_autoptr (JsonNode) a_node = rdm_command_to_json (a->command);
      g_autoptr (JsonNode) b_node = rdm_command_to_json (b->command);

      g_assert_cmpint (a->n, ==, b->n);
      g_assert_cmpint (a->seen, ==, b->seen);
      g_assert_cmpint (a->at_utc_ms, ==, b->at_utc_ms);
      g_assert_true (json_node_equal (a_node, b_node));
    }
}

/* What does not fit is sent next time; what never fits is sent, and refused. */
static void
test_long_push (void)
{
  static const struct
  {
    gsize max_bytes;
    guint least, most;
  } cases[] = { { 1 << 20, 5, 5 }, { 400, 2, 4 }, { 10, 1, 1 } };
  g_autoptr (RdmPush) push = rdm_push_new ("device_1");

  for (gint64 n = 1; n <= 5; n++)
    {
      g_autoptr (RdmCommand) command = rdm_command_new_add ("Nothing");

      rdm_push_add (push, n, 0, 1, command);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rdm_push_print (push, cases[i].max_bytes);
      g_autoptr (JsonNode) node = rdm_wire_parse (text, -1, RDM_WIRE_MAX_PUSH_BYTES, NULL);
      g_autoptr (RdmPush) back = rdm_push_from_json (node, NULL);

      g_assert_nonnull (back);
      g_assert_cmpuint (back->ops->len, >=, cases[i].least);
      g_assert_cmpuint (back->ops->len, <=, cases[i].most);
      g_assert_true (cases[i].most == 1 || strlen (text) <= cases[i].max_bytes);
    }
}

static void
test_page (void)
{
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  g_autoptr (RdmPage) page = rdm_page_new ("epoch_1", 7);
  g_autoptr (RdmPage) back = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  RdmOpResult *result = rdm_op_result_new ();

  page->to = 30;
  page->complete = FALSE;
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      g_autoptr (GPtrArray) list = rdm_rows_list (rows, (RdmRowKind)kind);

      for (guint i = 0; i < list->len; i++)
        {
          const RdmRow *row = list->pdata[i];

          g_ptr_array_add (page->rows, rdm_row_state_new (row->kind, row->id, 8 + i, row));
        }
    }
  g_ptr_array_add (page->rows, rdm_row_state_new (RDM_ROW_ORDER, "gone", 29, NULL));
  result->id = g_strdup ("c1");
  result->n = 3;
  result->seq = 29;
  result->verdict = RDM_CONFLICT;
  result->reason = RDM_REASON_MOVED;
  result->subject = g_strdup ("stop");
  result->their_actor = g_strdup ("Ana");
  result->their_at_utc_ms = 99;
  g_ptr_array_add (page->results, result);

  node = over_the_wire (rdm_page_to_json (page));
  back = rdm_page_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->from, ==, 7);
  g_assert_cmpint (back->to, ==, 30);
  g_assert_cmpint (back->schema, ==, RDM_WIRE_SCHEMA);
  g_assert_false (back->complete);
  g_assert_cmpuint (back->rows->len, ==, page->rows->len);
  for (guint i = 0; i < page->rows->len; i++)
    {
      const RdmRowState *a = page->rows->pdata[i];
      const RdmRowState *b = back->rows->pdata[i];

      g_assert_cmpint (a->version, ==, b->version);
      g_assert_true (a->row ? rdm_row_equal (a->row, b->row) : b->row == NULL);
    }
  result = back->results->pdata[0];
  g_assert_cmpstr (result->their_actor, ==, "Ana");
  g_assert_cmpint (result->verdict, ==, RDM_CONFLICT);
  g_assert_cmpint (result->reason, ==, RDM_REASON_MOVED);
}

static void
test_refused (void)
{
  const char *const pushes[] = {
    "{}",
    "{\"device\":\"\",\"schema\":1,\"ops\":[]}",
    "{\"device\":\"a b\",\"schema\":1,\"ops\":[]}",
    "{\"device\":\"d\",\"schema\":99,\"ops\":[]}",
    "{\"device\":\"d\",\"schema\":\"1\",\"ops\":[]}",
    "{\"device\":\"d\",\"schema\":1,\"ops\":{}}",
    "{\"device\":\"d\",\"schema\":1,\"ops\":[1]}",
    "{\"device\":\"d\",\"schema\":1,\"ops\":[{\"n\":0,\"seen\":0,\"at\":0,\"command\":{}}]}",
    "{\"device\":\"d\",\"schema\":1,\"ops\":[{\"n\":1,\"seen\":0,\"at\":0}]}",
    "{\"device\":\"d\",\"schema\":1,\"ops\":[{\"n\":1,\"seen\":0,\"at\":0,\"command\":{}}]}",
    "{\"device\":\"d\",\"schema\":1,\"ops\":[{\"n\":1,\"seen\":0,\"at\":0,\"command\":[]}]}",
    "{\"device\":null,\"schema\":1,\"ops\":null}",
  };
  const char *const pages[] = {
    "{}",
    "{\"epoch\":\"e\",\"from\":5,\"to\":4,\"rows\":[],\"results\":[]}",
    "{\"epoch\":\"e\",\"from\":0,\"to\":4,\"rows\":[{}],\"results\":[]}",
    "{\"epoch\":\"e\",\"from\":0,\"to\":4,\"rows\":[{\"kind\":\"order\",\"id\":\"a\",\"version\":1,"
    "\"row\":{\"kind\":\"order\",\"id\":\"b\"}}],\"results\":[]}",
    "{\"epoch\":\"e\",\"from\":0,\"to\":4,\"rows\":[],\"results\":[{}]}",
    "{\"epoch\":\"e\",\"from\":0,\"to\":4,\"rows\":[],\"results\":[{\"id\":\"a\",\"n\":1,\"seq\":1,"
    "\"verdict\":\"maybe\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pushes); i++)
    {
      g_autoptr (JsonNode) node = rdm_wire_parse (pushes[i], -1, 1000, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (rdm_push_from_json (node, &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (JsonNode) node = rdm_wire_parse (pages[i], -1, 1000, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (rdm_page_from_json (node, &error));
      g_assert_nonnull (error);
    }
}

/* What a newer hub has, and we do not know, does not stop us. */
static void
test_newer (void)
{
  const char *text = "{\"epoch\":\"e\",\"from\":0,\"to\":4,\"later\":true,\"complete\":true,"
                     "\"rows\":[{\"kind\":\"drone\",\"id\":\"a\",\"version\":1,\"row\":{}}],"
                     "\"results\":[{\"id\":\"a\",\"n\":1,\"seq\":1,\"verdict\":\"rejected\","
                     "\"reason\":\"eclipse\",\"detail\":\"It is dark.\"}]}";
  g_autoptr (JsonNode) node = rdm_wire_parse (text, -1, 1000, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmPage) page = rdm_page_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->rows->len, ==, 0);
  g_assert_cmpint (page->schema, ==, 1);
  g_assert_cmpstr (((RdmOpResult *)page->results->pdata[0])->detail, ==, "It is dark.");
}

static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"a\":");
  g_autoptr (GError) error = NULL;

  g_assert_null (rdm_wire_parse ("{\"device\":\"d\"}", -1, 5, &error));
  g_assert_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_JSON);
  g_clear_error (&error);
  g_assert_null (rdm_wire_parse ("[]", -1, 50, &error));
  g_assert_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_JSON);
  g_clear_error (&error);
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (rdm_wire_parse (deep->str, (gssize)deep->len, RDM_WIRE_MAX_PUSH_BYTES, &error));
  g_assert_error (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_JSON);
}

/* Desks and hubs of different ages: what the hub says, and that the desk understands it. */
static void
test_versions (void)
{
  static const struct
  {
    const char *api, *schema;
    int min_schema;
    gboolean hands_in;
    int code;
    guint status;
  } cases[] = {
    { NULL, NULL, 1, TRUE, -1, 0 },
    { G_STRINGIFY (RDM_WIRE_API), G_STRINGIFY (RDM_WIRE_SCHEMA), RDM_WIRE_MIN_SCHEMA, TRUE, -1, 0 },
    { "99", "1", 1, FALSE, RDM_WIRE_ERROR_API, 400 },
    { "x", "1", 1, FALSE, RDM_WIRE_ERROR_API, 400 },
    { "1", "99", 1, TRUE, RDM_WIRE_ERROR_SCHEMA, 400 },
    { "1", "-1", 1, TRUE, RDM_WIRE_ERROR_SCHEMA, 400 },
    { "1", "99", 1, FALSE, -1, 0 },
    { "1", "6", 7, FALSE, RDM_WIRE_ERROR_OLD_DESK, 426 },
    { NULL, NULL, 2, TRUE, RDM_WIRE_ERROR_OLD_DESK, 426 },
  };
  g_autoptr (JsonNode) other = rdm_wire_parse ("{\"error\":\"bad\"}", -1, 100, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean fits = rdm_wire_check_versions (cases[i].api, cases[i].schema, cases[i].min_schema,
                                               cases[i].hands_in, &error);
      g_autoptr (JsonNode) node = NULL;
      guint status;

      g_assert_cmpint (fits, ==, cases[i].code < 0);
      if (fits)
        continue;
      g_assert_error (error, RDM_WIRE_ERROR, cases[i].code);
      node = over_the_wire (rdm_wire_refuse_version (error, cases[i].min_schema, &status));
      g_assert_cmpuint (status, ==, cases[i].status);
      g_assert_cmpint (rdm_wire_read_version_refusal (status, node), ==, cases[i].code);
    }
  g_assert_cmpint (rdm_wire_read_version_refusal (426, NULL), ==, RDM_WIRE_ERROR_OLD_DESK);
  g_assert_cmpint (rdm_wire_read_version_refusal (400, other), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/push", test_push);
  g_test_add_func ("/wire/long-push", test_long_push);
  g_test_add_func ("/wire/page", test_page);
  g_test_add_func ("/wire/refused", test_refused);
  g_test_add_func ("/wire/newer", test_newer);
  g_test_add_func ("/wire/versions", test_versions);
  g_test_add_func ("/wire/limits", test_limits);
  return g_test_run ();
}
