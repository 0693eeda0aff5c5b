/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is at the desks, also at those that speak to another hub on the same PostgreSQL.
 */
#include "hub-client.h"
#include "rdm-hub-presence.h"
#include "rdm-wire.h"

#define SECOND ((gint64)G_USEC_PER_SEC)

static void
say (RdmHubPresence *presence, const char *device, const char *word, gint64 now_us)
{
  g_autoptr (JsonNode) node = rdm_wire_parse (word, -1, 100000, NULL);
  g_autoptr (GError) error = NULL;

  rdm_hub_presence_say (presence, "fleet_1", device, device, json_node_get_object (node), now_us,
                        &error);
  g_assert_no_error (error);
}

static guint
count_others (RdmHubPresence *presence, const char *fleet, gint64 now_us)
{
  g_autoptr (JsonArray) others = rdm_hub_presence_others (presence, fleet, "somebody", now_us);

  return json_array_get_length (others);
}

/* What one hub says to another is what its own desks are told; and it is forgotten in the same way.
 */
static void
test_told (void)
{
  RdmHubPresence *here = rdm_hub_presence_new ();
  RdmHubPresence *there = rdm_hub_presence_new ();
  g_autofree char *word = NULL;
  g_autofree char *none = rdm_hub_presence_print (here, "Ana");
  g_autoptr (JsonArray) others = NULL;
  JsonObject *ana;

  g_assert_null (none);
  say (here, "Ana", "{\"date\":\"2026-11-23\",\"selection\":[\"stop_1\",\"stop_2\"]}", 0);
  word = rdm_hub_presence_print (here, "Ana");
  g_assert_true (rdm_hub_presence_hear (there, word, 0, NULL));
  others = rdm_hub_presence_others (there, "fleet_1", "Ben", 0);
  g_assert_cmpuint (json_array_get_length (others), ==, 1);
  ana = json_array_get_object_element (others, 0);
  g_assert_cmpstr (json_object_get_string_member (ana, "person"), ==, "Ana");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (ana, "selection")), ==, 2);
  g_assert_false (json_object_has_member (ana, "device"));
  g_assert_cmpuint (count_others (there, "fleet_2", 0), ==, 0);
  g_assert_cmpuint (count_others (there, "fleet_1", (RDM_HUB_PRESENCE_S + 1) * SECOND), ==, 0);
  rdm_hub_presence_free (here);
  rdm_hub_presence_free (there);
}

/* What does not fit a notification goes without the selection; what is none is passed over. */
static void
test_words (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{\"fleet\":\"fleet_1\"}",
    "{\"fleet\":\"fleet_1\",\"device\":\"d\",\"person\":7,\"date\":\"x\",\"selection\":[]}",
    "{\"fleet\":\"fleet_1\",\"device\":\"d\",\"person\":\"P\",\"date\":\"x\",\"selection\":{}}"
  };
  RdmHubPresence *presence = rdm_hub_presence_new ();
  g_autoptr (GString) word = g_string_new ("{\"date\":\"2026-11-23\",\"selection\":[");
  g_autofree char *long_word = NULL;
  g_autofree char *huge_name = g_strnfill (9000, 'x');
  g_autofree char *huge = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (rdm_hub_presence_hear (presence, bad[i], 0, &error));
      g_assert_nonnull (error);
    }
  for (guint i = 0; i < RDM_HUB_PRESENCE_MAX_SELECTED; i++)
    {
      g_string_append (word, i == 0 ? "\"" : ",\"");
      for (guint k = 0; k < 100; k++)
        g_string_append (word, "\\u0001");
      g_string_append_c (word, '"');
    }
  g_string_append (word, "]}");
  say (presence, "Ana", word->str, 0);
  long_word = rdm_hub_presence_print (presence, "Ana");
  g_assert_nonnull (strstr (long_word, "\"selection\":[]"));
  say (presence, huge_name, "{\"date\":\"2026-11-23\",\"selection\":[]}", 0);
  huge = rdm_hub_presence_print (presence, huge_name);
  g_assert_null (huge);
  rdm_hub_presence_free (presence);
}

static gboolean
sees (HubWorld *world, const HubGuest *guest, const char *person)
{
  g_autofree char *answer = NULL;

  g_assert_cmpuint (hub_ask (world, guest, "POST", "/v1/presence",
                             "{\"date\":\"2026-11-23\",\"selection\":[\"stop_1\"]}", &answer),
                    ==, 200);
  return strstr (answer, person) != NULL;
}

/* Two desks at two hubs. */
static void
test_two_hubs (void)
{
  HubWorld world = { 0 };
  HubWorld other;
  g_auto (HubGuest) ana = { 0 };
  g_auto (HubGuest) ben = { 0 };
  g_auto (HubGuest) eve = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean both = FALSE;

  if (!g_getenv ("ROUNDSMAN_TEST_POSTGRES"))
    {
      g_test_skip ("several hubs need PostgreSQL");
      return;
    }
  hub_world_start (&world);
  other = world;
  other.server = rdm_hub_server_start (&world.options, &error);
  g_assert_no_error (error);
  hub_admit (&world, "fleet_1", "Ana", RDM_ROLE_DISPATCHER, &ana);
  hub_admit (&world, "fleet_1", "Ben", RDM_ROLE_DISPATCHER, &ben);
  hub_admit (&world, "fleet_2", "Eve", RDM_ROLE_DISPATCHER, &eve);
  /* They say it again and again: the listener may be about to connect. */
  for (guint i = 0; i < 200 && !both; i++)
    {
      gboolean first = sees (&world, &ana, "Ben");

      both = sees (&other, &ben, "Ana") && first;
      g_usleep (50000);
    }
  g_assert_true (both);
  g_assert_false (sees (&other, &eve, "Ana"));
  rdm_hub_server_stop (other.server);
  hub_world_stop (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-presence/told", test_told);
  g_test_add_func ("/hub-presence/words", test_words);
  g_test_add_func ("/hub-presence/two-hubs", test_two_hubs);
  return g_test_run ();
}
