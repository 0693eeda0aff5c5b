/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver's device: what it sees of the plan, and what it may do to it; every kind of command and
 * every event, for a route that was sent to the driver, one that was not, another's, and another
 * fleet's.
 */
#include "hub-client.h"
#include "plan-fixture.h"
#include "rdm-hub-accounts.h"
#include "rdm-hub-db.h"
#include "rdm-hub-driver.h"

#define OWN "shift1@" FIXTURE_MONDAY
#define DRAFT "shift1@" FIXTURE_TUESDAY
#define OTHER "shift2@" FIXTURE_MONDAY
#define NOWHERE "shift9@" FIXTURE_MONDAY

/* A day that runs: driver 1 has o1 and o4, driver 2 has o8, both sent; on Tuesday driver 1 has o5,
 * which is a draft. */
typedef struct
{
  HubWorld hub;
  HubGuest ana;
  HubGuest driver;
  HubGuest other;
  HubGuest nobody; /* a driver's phone that is none of the plan's drivers */
  gint64 ana_n;
  gint64 n; /* the last number that the driver's device has used */
} World;

static RdmReason
send_as (HubWorld *hub, const HubGuest *guest, gint64 *n, const RdmCommand *command)
{
  g_autoptr (RdmPush) push = rdm_push_new (guest->device);
  g_autoptr (RdmPushAnswer) answer = NULL;

  rdm_push_add (push, ++*n, 0, 1, command);
  answer = hub_push (hub, guest, push);
  return ((RdmOpResult *)answer->results->pdata[0])->reason;
}

static void
assign (World *world, const char *route, const char *first, const char *second)
{
  g_autoptr (RdmCommand) command = rdm_command_new_assign (NULL, route, NULL);

  rdm_command_assign_stop (command, first, NULL);
  if (second)
    rdm_command_assign_stop (command, second, NULL);
  g_assert_cmpint (send_as (&world->hub, &world->ana, &world->ana_n, command), ==, RDM_REASON_NONE);
}

static void
send_route (World *world, const char *route, const char *const *stops)
{
  g_autoptr (RdmCommand) command = rdm_command_new_send (NULL, 1000);

  rdm_command_list_route (command, route, stops);
  g_assert_cmpint (send_as (&world->hub, &world->ana, &world->ana_n, command), ==, RDM_REASON_NONE);
}

/* What must not get to others: a phone number and a price a row, with the row's name in it. */
static RdmCommand *
private_matters (void)
{
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  RdmCommand *command = rdm_command_new_edit (NULL);
  g_autoptr (GPtrArray) orders = rdm_rows_list (rows, RDM_ROW_ORDER);
  g_autoptr (GPtrArray) drivers = rdm_rows_list (rows, RDM_ROW_DRIVER);
  g_autoptr (GPtrArray) shifts = rdm_rows_list (rows, RDM_ROW_SHIFT);
  g_autoptr (GPtrArray) vehicles = rdm_rows_list (rows, RDM_ROW_VEHICLE);

  for (guint i = 0; i < orders->len; i++)
    {
      g_autoptr (RdmOrder) order = rdm_row_copy (orders->pdata[i]);

      g_free (order->at.phone);
      order->at.phone = g_strdup_printf ("phone-of-%s.", order->row.id);
      rdm_command_edit_row (command, orders->pdata[i], order);
    }
  for (guint i = 0; i < drivers->len; i++)
    {
      g_autoptr (RdmDriver) driver = rdm_row_copy (drivers->pdata[i]);

      driver->phone = g_strdup_printf ("phone-of-%s.", driver->row.id);
      rdm_command_edit_row (command, drivers->pdata[i], driver);
    }
  for (guint i = 0; i < shifts->len; i++)
    {
      g_autoptr (RdmShift) shift = rdm_row_copy (shifts->pdata[i]);

      shift->cost_per_hour_minor = 7654321;
      rdm_command_edit_row (command, shifts->pdata[i], shift);
    }
  for (guint i = 0; i < vehicles->len; i++)
    {
      g_autoptr (RdmVehicle) vehicle = rdm_row_copy (vehicles->pdata[i]);

      vehicle->fixed_cost_minor = 7654321;
      rdm_command_edit_row (command, vehicles->pdata[i], vehicle);
    }
  return command;
}

static void
set_up (World *world)
{
  static const char *const own[] = { "o1.d", "o4.d", NULL };
  static const char *const other[] = { "o8.d", NULL };
  g_autoptr (RdmCommand) plan = fixture_plan_command ();
  g_autoptr (RdmCommand) edit = private_matters ();

  *world = (World){ 0 };
  hub_world_start (&world->hub);
  hub_admit (&world->hub, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &world->ana);
  g_assert_cmpint (send_as (&world->hub, &world->ana, &world->ana_n, plan), ==, RDM_REASON_NONE);
  g_assert_cmpint (send_as (&world->hub, &world->ana, &world->ana_n, edit), ==, RDM_REASON_NONE);
  assign (world, OWN, "o1.d", "o4.d");
  assign (world, OTHER, "o8.d", NULL);
  assign (world, DRAFT, "o5.d", NULL);
  send_route (world, OWN, own);
  send_route (world, OTHER, other);
  world->driver.driver = g_strdup ("driver1");
  world->other.driver = g_strdup ("driver2");
  hub_admit (&world->hub, "fleet_1", "Jan", RDM_ROLE_DRIVER, &world->driver);
  hub_admit (&world->hub, "fleet_1", "Eva", RDM_ROLE_DRIVER, &world->other);
  hub_admit (&world->hub, "fleet_1", "Tracker", RDM_ROLE_DRIVER, &world->nobody);
}

static void
tear_down (World *world)
{
  hub_guest_clear (&world->ana);
  hub_guest_clear (&world->driver);
  hub_guest_clear (&world->other);
  hub_guest_clear (&world->nobody);
  hub_world_stop (&world->hub);
}

static char *
day_of (World *world, const HubGuest *guest)
{
  char *text = NULL;

  g_assert_cmpuint (hub_ask (&world->hub, guest, "GET", "/v1/me/routes", NULL, &text), ==, 200);
  return text;
}

static guint
count_kind (const char *text, const char *kind)
{
  g_autoptr (JsonNode) node = hub_parse (text);
  JsonArray *rows = json_object_get_array_member (json_node_get_object (node), "rows");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    n += g_str_equal (
        json_object_get_string_member (json_array_get_object_element (rows, i), "kind"), kind);
  return n;
}

/* Only what was sent, only what is needed of it. */
static void
test_day (void)
{
  World world;
  g_autofree char *text = NULL;
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *same = NULL;
  g_autoptr (RdmCommand) words = rdm_command_new_acknowledge (NULL, 1);
  gint64 nobodys_n = 0;
  const char *tag;

  set_up (&world);
  text = day_of (&world, &world.driver);
  g_assert_cmpuint (count_kind (text, "route"), ==, 1);
  g_assert_cmpuint (count_kind (text, "stop"), ==, 2);
  g_assert_cmpuint (count_kind (text, "order"), ==, 2);
  g_assert_cmpuint (count_kind (text, "shift"), ==, 1);
  g_assert_cmpuint (count_kind (text, "vehicle"), ==, 1);
  g_assert_cmpuint (count_kind (text, "driver"), ==, 1);
  g_assert_nonnull (strstr (text, "\"driver\":\"driver1\""));
  g_assert_nonnull (strstr (text, "phone-of-o1."));
  g_assert_nonnull (strstr (text, "phone-of-o4."));
  g_assert_null (strstr (text, "phone-of-o8."));
  g_assert_null (strstr (text, "phone-of-o5."));
  g_assert_null (strstr (text, "phone-of-driver"));
  g_assert_null (strstr (text, "7654321"));
  g_assert_null (strstr (text, FIXTURE_TUESDAY));

  /* What a phone has already is not sent again. */
  request = g_strdup_printf ("GET /v1/me/routes HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
                             "Authorization: Bearer %s\r\n\r\n",
                             world.driver.token);
  answer = hub_raw (&world.hub, request, 2000);
  tag = strstr (answer, "ETag: ");
  g_assert_nonnull (tag);
  g_clear_pointer (&request, g_free);
  request = g_strdup_printf ("GET /v1/me/routes HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
                             "Authorization: Bearer %s\r\nIf-None-Match: %.66s\r\n\r\n",
                             world.driver.token, tag + strlen ("ETag: "));
  same = hub_raw (&world.hub, request, 2000);
  g_assert_true (g_str_has_prefix (same, "HTTP/1.1 304 "));
  g_assert_cmpuint (hub_ask (&world.hub, &world.nobody, "GET", "/v1/me/routes", NULL, NULL), ==,
                    404);
  rdm_command_list_route (words, OWN, NULL);
  g_assert_cmpint (send_as (&world.hub, &world.nobody, &nobodys_n, words), ==,
                   RDM_REASON_FORBIDDEN);
  tear_down (&world);
}

static RdmReason
acknowledge (World *world, const char *route, const char *const *stops, gint64 at_ms)
{
  g_autoptr (RdmCommand) command = rdm_command_new_acknowledge (NULL, at_ms);

  rdm_command_list_route (command, route, stops);
  return send_as (&world->hub, &world->driver, &world->n, command);
}

static RdmReason
report (World *world, RdmEvent event, const char *route, const char *stop, gint64 at_ms)
{
  g_autoptr (RdmCommand) command = rdm_command_new_report (NULL);
  RdmReport *said = rdm_command_add_report (command, event, route, stop, at_ms);

  if (event == RDM_EVENT_DONE)
    said->result = RDM_RESULT_DELIVERED_TO_RECIPIENT;
  if (event == RDM_EVENT_FAILED)
    said->result = RDM_RESULT_FAILED_NOT_HOME;
  return send_as (&world->hub, &world->driver, &world->n, command);
}

/* Every event, of the route as a whole and of a stop, on each kind of route. */
static void
test_events (void)
{
  static const char *const routes[] = { OWN, DRAFT, OTHER, NOWHERE };
  static const char *const stops[] = { NULL, "o1.d" };
  World world;

  set_up (&world);
  for (guint r = 0; r < G_N_ELEMENTS (routes); r++)
    for (int event = 0; event < RDM_N_EVENTS; event++)
      for (guint s = 0; s < G_N_ELEMENTS (stops); s++)
        {
          gboolean may = r == 0 && event != RDM_EVENT_CANCELLED;
          RdmReason reason = report (&world, (RdmEvent)event, routes[r], stops[s], 1000 + world.n);

          g_test_message ("%s of %s on %s: %s", rdm_event_names[event],
                          stops[s] ? stops[s] : "the route", routes[r], rdm_reason_names[reason]);
          g_assert_cmpint (reason == RDM_REASON_FORBIDDEN, ==, !may);
        }
  for (guint r = 0; r < G_N_ELEMENTS (routes); r++)
    g_assert_cmpint (acknowledge (&world, routes[r], NULL, 1000 + world.n) == RDM_REASON_FORBIDDEN,
                     ==, r != 0);
  tear_down (&world);
}

/* What happened is a fact, also where the plan has changed meanwhile; but nobody takes back what
 * another has reported. */
static void
test_facts (void)
{
  static const char *const both[] = { "o1.d", "o4.d", NULL };
  World world;
  gint64 others_n = 0;
  g_autoptr (RdmCommand) move = rdm_command_new_assign (NULL, OTHER, NULL);
  g_autoptr (RdmCommand) served = rdm_command_new_report (NULL);

  set_up (&world);
  g_assert_cmpint (acknowledge (&world, OWN, both, 1001), ==, RDM_REASON_NONE);
  rdm_command_assign_stop (move, "o4.d", OWN);
  g_assert_cmpint (send_as (&world.hub, &world.ana, &world.ana_n, move), ==, RDM_REASON_NONE);
  g_assert_cmpint (report (&world, RDM_EVENT_DONE, OWN, "o4.d", 1002), ==, RDM_REASON_REPORTED);
  g_assert_cmpint (report (&world, RDM_EVENT_WITHDRAWN, OWN, "o4.d", 1003), ==, RDM_REASON_NONE);

  rdm_command_add_report (served, RDM_EVENT_DONE, OTHER, "o8.d", 1004)->result =
      RDM_RESULT_DELIVERED_TO_RECIPIENT;
  g_assert_cmpint (send_as (&world.hub, &world.other, &others_n, served), ==, RDM_REASON_NONE);
  g_assert_cmpint (report (&world, RDM_EVENT_WITHDRAWN, OWN, "o8.d", 1005), ==,
                   RDM_REASON_FORBIDDEN);
  g_assert_cmpint (report (&world, RDM_EVENT_WITHDRAWN, OTHER, "o8.d", 1006), ==,
                   RDM_REASON_FORBIDDEN);
  tear_down (&world);
}

/* Recalled: the driver is told that it is, and no more of it; and says so. */
static void
test_recalled (void)
{
  static const char *const both[] = { "o1.d", "o4.d", NULL };
  World world;
  g_autoptr (RdmCommand) recall = rdm_command_new_recall (NULL);
  g_autofree char *text = NULL;
  g_autofree char *nothing = NULL;

  set_up (&world);
  g_assert_cmpint (acknowledge (&world, OWN, both, 1001), ==, RDM_REASON_NONE);
  rdm_command_list_route (recall, OWN, both);
  g_assert_cmpint (send_as (&world.hub, &world.ana, &world.ana_n, recall), ==, RDM_REASON_NONE);
  text = day_of (&world, &world.driver);
  g_assert_cmpuint (count_kind (text, "route"), ==, 1);
  g_assert_cmpuint (count_kind (text, "stop"), ==, 0);
  g_assert_null (strstr (text, "\"stops\""));
  g_assert_null (strstr (text, "phone-of"));
  g_assert_cmpint (acknowledge (&world, OWN, NULL, 1002), ==, RDM_REASON_NONE);
  nothing = day_of (&world, &world.driver);
  g_assert_cmpuint (count_kind (nothing, "route"), ==, 0);
  g_assert_cmpint (acknowledge (&world, OWN, both, 1003), ==, RDM_REASON_FORBIDDEN);
  tear_down (&world);
}

/* A phone in a cellar sets out with what was recalled meanwhile: that is a fact, which a desk looks
 * at. Who knows of the recall does not set out. */
static void
test_recalled_unseen (void)
{
  static const char *const both[] = { "o1.d", "o4.d", NULL };
  World world;
  g_autoptr (RdmCommand) recall = rdm_command_new_recall (NULL);
  g_autoptr (RdmCommand) again = rdm_command_new_recall (NULL);
  static const char *const one[] = { "o8.d", NULL };
  gint64 other_n = 0;
  g_autoptr (RdmCommand) known = rdm_command_new_acknowledge (NULL, 3000);
  g_autoptr (RdmCommand) out = rdm_command_new_report (NULL);
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;

  set_up (&world);
  rdm_command_list_route (recall, OWN, both);
  g_assert_cmpint (send_as (&world.hub, &world.ana, &world.ana_n, recall), ==, RDM_REASON_NONE);
  /* The phone hears that it is none any more, and no more of it. */
  text = day_of (&world, &world.driver);
  g_assert_cmpuint (count_kind (text, "route"), ==, 1);
  g_assert_cmpuint (count_kind (text, "stop"), ==, 0);
  g_assert_cmpint (report (&world, RDM_EVENT_STARTED, OWN, NULL, 2000), ==, RDM_REASON_REPORTED);
  g_assert_cmpint (report (&world, RDM_EVENT_DONE, OWN, "o1.d", 2001), ==, RDM_REASON_NONE);
  after = day_of (&world, &world.driver);
  g_assert_cmpuint (count_kind (after, "stop"), ==, 2);

  rdm_command_list_route (again, OTHER, one);
  g_assert_cmpint (send_as (&world.hub, &world.ana, &world.ana_n, again), ==, RDM_REASON_NONE);
  rdm_command_list_route (known, OTHER, NULL);
  g_assert_cmpint (send_as (&world.hub, &world.other, &other_n, known), ==, RDM_REASON_NONE);
  rdm_command_add_report (out, RDM_EVENT_STARTED, OTHER, NULL, 3001);
  g_assert_cmpint (send_as (&world.hub, &world.other, &other_n, out), ==, RDM_REASON_FORBIDDEN);
  tear_down (&world);
}

static gint64
newest (World *world)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpuint (hub_ask (&world->hub, &world->ana, "GET", "/v1/hello", NULL, &text), ==, 200);
  node = hub_parse (text);
  return json_object_get_int_member (json_node_get_object (node), "seq");
}

/* Whether @guest is told of something after @seq. */
static gboolean
hears (World *world, const HubGuest *guest, gint64 seq)
{
  g_autofree char *path = g_strdup_printf ("/v1/wait?since=%" G_GINT64_FORMAT "&t=0", seq);
  guint status = hub_ask (&world->hub, guest, "GET", path, NULL, NULL);

  g_assert_true (status == 200 || status == 204);
  return status == 200;
}

/* As a desk sees it: whether the driver has yet to say that the route is known as it is now. */
static gboolean
awaits_driver (World *world, const char *id)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (RdmPage) page = NULL;

  hub_ask (&world->hub, &world->ana, "GET", "/v1/pull?since=0", NULL, &text);
  node = hub_parse (text);
  page = rdm_page_from_json (node, NULL);
  for (guint i = 0; i < page->rows->len; i++)
    {
      const RdmRowState *state = page->rows->pdata[i];

      if (state->kind == RDM_ROW_ROUTE && state->row && g_str_equal (state->id, id))
        return rdm_route_awaits_driver ((const RdmRoute *)state->row);
    }
  g_assert_not_reached ();
}

/* What is sent, and what changes of it, is told to its driver alone, and known to be unread. */
static void
test_told (void)
{
  static const char *const draft[] = { "o20.d", "o5.d", NULL };
  static const char *const both[] = { "o1.d", "o4.d", NULL };
  static const char *const more[] = { "o9.d", "o1.d", "o4.d", NULL };
  World world;
  g_autofree char *text = NULL;
  gint64 seq;

  set_up (&world);
  g_assert_true (awaits_driver (&world, OWN));
  g_assert_cmpint (acknowledge (&world, OWN, both, 2001), ==, RDM_REASON_NONE);
  g_assert_false (awaits_driver (&world, OWN));

  seq = newest (&world);
  assign (&world, OWN, "o9.d", NULL);
  g_assert_true (hears (&world, &world.driver, seq));
  g_assert_false (hears (&world, &world.other, seq));
  g_assert_false (hears (&world, &world.nobody, seq));
  g_assert_true (hears (&world, &world.ana, seq));
  g_assert_true (awaits_driver (&world, OWN));
  text = day_of (&world, &world.driver);
  g_assert_cmpuint (count_kind (text, "stop"), ==, 3);
  g_assert_cmpint (acknowledge (&world, OWN, more, 2002), ==, RDM_REASON_NONE);
  g_assert_false (awaits_driver (&world, OWN));

  seq = newest (&world);
  assign (&world, DRAFT, "o20.d", NULL);
  g_assert_false (hears (&world, &world.driver, seq));
  send_route (&world, DRAFT, draft);
  g_assert_true (hears (&world, &world.driver, seq));
  g_assert_false (hears (&world, &world.other, seq));
  tear_down (&world);
}

/* Everything else that there is to send, and a batch of what is allowed. */
static void
test_other_commands (void)
{
  World world;
  g_autoptr (RdmRows) rows = fixture_plan_new ();
  g_autoptr (RdmOrder) order = rdm_row_copy (rdm_rows_get (rows, RDM_ROW_ORDER, "o1"));
  g_autoptr (RdmOrder) fresh = rdm_row_new (RDM_ROW_ORDER, "fresh");
  g_autoptr (RdmCommand) add = rdm_command_new_add (NULL);
  g_autoptr (RdmCommand) edit = rdm_command_new_edit (NULL);
  g_autoptr (RdmCommand) taken = rdm_command_new_remove (NULL);
  g_autoptr (RdmCommand) move = rdm_command_new_assign (NULL, OWN, NULL);
  g_autoptr (RdmCommand) sequence = rdm_command_new_sequence (NULL);
  g_autoptr (RdmCommand) batch = rdm_command_new_batch (NULL);
  g_autoptr (RdmCommand) sent = rdm_command_new_send (NULL, 1);
  g_autoptr (RdmCommand) recalled = rdm_command_new_recall (NULL);
  g_autoptr (RdmCommand) retried = rdm_command_new_retry (NULL, NULL, NULL, NULL);
  static const char *const list[] = { "o4.d", "o1.d", NULL };
  static const char *const before[] = { "o1.d", "o4.d", NULL };
  const RdmCommand *commands[] = {
    add, edit, taken, move, sequence, batch, sent, recalled, retried
  };
  RdmCommand *acknowledged = rdm_command_new_acknowledge (NULL, 2000);

  set_up (&world);
  fresh->date = g_strdup (FIXTURE_MONDAY);
  rdm_command_add_row (add, fresh);
  order->at.service_s = 77;
  rdm_command_edit_row (edit, rdm_rows_get (rows, RDM_ROW_ORDER, "o1"), order);
  rdm_command_remove_row (taken, RDM_ROW_ORDER, "o9");
  rdm_command_assign_stop (move, "o9.d", NULL);
  rdm_command_sequence_route (sequence, OWN, list, before);
  rdm_command_list_route (acknowledged, OWN, before);
  rdm_command_batch_take (batch, acknowledged);
  rdm_command_list_route (sent, DRAFT, before);
  rdm_command_list_route (recalled, OWN, before);
  rdm_command_assign_stop (retried, "o1.d", OWN);
  g_assert_cmpuint (G_N_ELEMENTS (commands), ==, RDM_N_COMMAND_KINDS - 2);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_test_message ("%s", rdm_command_kind_names[commands[i]->kind]);
      g_assert_cmpint (send_as (&world.hub, &world.driver, &world.n, commands[i]), ==,
                       RDM_REASON_FORBIDDEN);
    }
  tear_down (&world);
}

/* Another fleet has a driver and a shift of the same identifiers. */
static void
test_foreign (void)
{
  World world;
  g_auto (HubGuest) eve = { 0 };
  g_auto (HubGuest) foreign = { .driver = g_strdup ("driver1") };
  g_autoptr (RdmCommand) plan = fixture_plan_command ();
  g_autofree char *text = NULL;
  gint64 n = 0;

  set_up (&world);
  hub_admit (&world.hub, "fleet_2", "Eve", RDM_ROLE_DISPATCHER, &eve);
  g_assert_cmpint (send_as (&world.hub, &eve, &n, plan), ==, RDM_REASON_NONE);
  hub_admit (&world.hub, "fleet_2", "Foreign", RDM_ROLE_DRIVER, &foreign);
  text = day_of (&world, &foreign);
  g_assert_cmpuint (count_kind (text, "route"), ==, 0);
  g_assert_null (strstr (text, "phone-of"));
  hub_guest_clear (&world.driver);
  world.driver = foreign;
  foreign = (HubGuest){ 0 };
  g_assert_cmpint (acknowledge (&world, OWN, NULL, 5000), ==, RDM_REASON_FORBIDDEN);
  g_assert_cmpint (report (&world, RDM_EVENT_DONE, OWN, "o1.d", 5000), ==, RDM_REASON_FORBIDDEN);
  tear_down (&world);
}

/* Who drives is said by the invitation, and is one of the plan's. */
static void
test_invitations (void)
{
  World world;
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *by_name = NULL;
  g_autofree char *none = NULL;
  g_autofree char *wrong = NULL;
  g_auto (HubGuest) boss = { 0 };
  g_autofree char *answer = NULL;
  g_autofree char *hello = NULL;
  g_autofree char *devices = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) role_error = NULL;

  set_up (&world);
  sql = rdm_hub_db_open (world.hub.database, NULL);
  by_name = rdm_hub_find_driver (sql, "fleet_1", "Driver 2", NULL);
  g_assert_cmpstr (by_name, ==, "driver2");
  none = rdm_hub_find_driver (sql, "fleet_1", "Driver", &error);
  g_assert_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_DRIVER);
  wrong = rdm_hub_invite (sql, "fleet_1", "Jan", RDM_ROLE_DISPATCHER, "driver1", 1, &role_error);
  g_assert_error (role_error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_DRIVER);
  hub_admit (&world.hub, "fleet_1", "Boss", RDM_ROLE_MANAGER, &boss);
  g_assert_cmpuint (hub_ask (&world.hub, &boss, "POST", "/v1/invitations",
                             "{\"person\":\"Jan\",\"role\":\"driver\",\"driver\":\"driver9\"}",
                             NULL),
                    ==, 404);
  g_assert_cmpuint (hub_ask (&world.hub, &boss, "POST", "/v1/invitations",
                             "{\"person\":\"Jan\",\"role\":\"driver\",\"driver\":\"driver3\"}",
                             &answer),
                    ==, 200);
  g_assert_cmpuint (hub_ask (&world.hub, &world.driver, "GET", "/v1/hello", NULL, &hello), ==, 200);
  g_assert_nonnull (strstr (hello, "\"driver\":\"driver1\""));
  g_assert_cmpuint (hub_ask (&world.hub, &boss, "GET", "/v1/devices", NULL, &devices), ==, 200);
  g_assert_nonnull (strstr (devices, "\"driver\":\"driver2\""));
  g_clear_pointer (&sql, rdm_sql_close);
  tear_down (&world);
}

/* What desks see of where a driver is: the newest with the driver's name, the track, and the track
 * for other programs. */
static void
test_track (void)
{
  World world;
  g_autofree char *path = NULL;
  g_autofree char *gpx_path = NULL;
  g_autofree char *track = NULL;
  g_autofree char *gpx = NULL;
  gint64 now_ms = g_get_real_time () / 1000;

  set_up (&world);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"positions\":[{\"lat\":47.%u5,\"lon\":9.5,\"at\":%" G_GINT64_FORMAT "}]}", i + 1,
          now_ms - 300000 + 100000 * i);

      g_assert_cmpuint (hub_ask (&world.hub, &world.driver, "POST", "/v1/positions", body, NULL),
                        ==, 204);
    }
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *newest = NULL;

      g_assert_cmpuint (hub_ask (&world.hub, &world.ana, "GET", "/v1/positions", NULL, &newest), ==,
                        200);
      if (strstr (newest, "47.3") && strstr (newest, "\"driver\":\"driver1\""))
        break;
      g_assert_cmpuint (i, <, 199);
      g_usleep (50000);
    }
  path = g_strdup_printf ("/v1/track?source=%s&since=%" G_GINT64_FORMAT "&until=%" G_GINT64_FORMAT,
                          world.driver.device, now_ms - 250000, now_ms - 150000);
  g_assert_cmpuint (hub_ask (&world.hub, &world.ana, "GET", path, NULL, &track), ==, 200);
  g_assert_nonnull (strstr (track, "47.2"));
  g_assert_null (strstr (track, "47.1"));
  g_assert_null (strstr (track, "47.3"));
  gpx_path = g_strconcat (path, "&format=gpx", NULL);
  g_assert_cmpuint (hub_ask (&world.hub, &world.ana, "GET", gpx_path, NULL, &gpx), ==, 200);
  g_assert_nonnull (strstr (gpx, "<name>Jan</name>"));
  g_assert_nonnull (strstr (gpx, "lat=\"47.2500000\""));
  g_assert_null (strstr (gpx, "lat=\"47.1"));
  g_assert_true (g_str_has_suffix (gpx, "</gpx>\n"));
  g_assert_cmpuint (hub_ask (&world.hub, &world.ana, "GET", "/v1/track", NULL, NULL), ==, 400);
  tear_down (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-driver/day", test_day);
  g_test_add_func ("/hub-driver/events", test_events);
  g_test_add_func ("/hub-driver/facts", test_facts);
  g_test_add_func ("/hub-driver/recalled", test_recalled);
  g_test_add_func ("/hub-driver/recalled-unseen", test_recalled_unseen);
  g_test_add_func ("/hub-driver/told", test_told);
  g_test_add_func ("/hub-driver/other-commands", test_other_commands);
  g_test_add_func ("/hub-driver/foreign", test_foreign);
  g_test_add_func ("/hub-driver/invitations", test_invitations);
  g_test_add_func ("/hub-driver/track", test_track);
  return g_test_run ();
}
