/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-crow-travel.h"
#include "rdm-server-travel.h"
#include "table-server.h"

#include <math.h>

#define N 30

static void
make_points (RdmPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    points[i] = (RdmPoint){ 47.1 + 0.001 * (double)i, 9.5 + 0.001 * (double)((i * 7) % n) };
}

static RdmTravel *
make_estimate (void)
{
  RdmCrowRule rule = { .detour_permille = 1000, .speed_mm_s = { 10000, 10000, 10000 } };

  return rdm_crow_travel_new (&rule);
}

static RdmTravel *
make_travel (TableServer *server, RdmServerKind kind, guint max_pairs)
{
  g_autofree char *url = table_server_dup_url (server);
  g_autoptr (RdmServerRule) rule = rdm_server_rule_new (kind, url);
  g_autoptr (RdmTravel) estimate = make_estimate ();
  g_autoptr (GError) error = NULL;
  RdmTravel *travel;

  rule->max_pairs = max_pairs;
  rule->timeout_s = 2;
  travel = rdm_server_travel_new (rule, estimate, &error);
  g_assert_no_error (error);
  return travel;
}

static gboolean
fill (RdmTravel *travel,
      const RdmPoint *points,
      guint n,
      gint32 *durations_s,
      gint32 *distances_m,
      GCancellable *cancellable,
      GError **error)
{
  RdmTravelRequest request = { RDM_TRAVEL_VAN, { 0, RDM_TRAVEL_MIDDAY }, points, n, points, n };

  return rdm_travel_matrix (travel, &request, durations_s, distances_m, cancellable, error);
}

static void
assert_world (const RdmPoint *points, guint n, const gint32 *durations_s, const gint32 *distances_m)
{
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        long steps = lround ((points[j].lon_deg - points[i].lon_deg) * 1000.0);
        long seconds = steps < 0 ? -2 * steps : steps;

        g_assert_cmpint (durations_s[i * n + j], ==, seconds);
        g_assert_cmpint (distances_m[i * n + j], ==, 10 * seconds);
      }
}

static void
test_blocks (gconstpointer data)
{
  RdmServerKind kind = (RdmServerKind)GPOINTER_TO_INT (data);
  g_autoptr (TableServer) server = table_server_start (kind);
  g_autoptr (RdmTravel) travel = make_travel (server, kind, 50);
  RdmPoint points[N];
  gint32 durations_s[N * N], distances_m[N * N];
  guint questions, pairs, largest;
  g_autoptr (GError) error = NULL;

  make_points (points, N);
  g_assert_true (fill (travel, points, N, durations_s, distances_m, NULL, &error));
  g_assert_no_error (error);
  assert_world (points, N, durations_s, distances_m);
  g_assert_false (rdm_travel_is_estimated (travel));
  table_server_take_counts (server, &questions, &pairs, &largest);
  g_assert_cmpuint (largest, <=, 50);
  g_assert_cmpuint (pairs, ==, N * N);
  g_assert_cmpuint (questions, <=, 2 * N * N / 50);

  /* What was answered is not asked again; one place more asks for its own ways alone. */
  g_assert_true (fill (travel, points, N, durations_s, NULL, NULL, &error));
  table_server_take_counts (server, &questions, &pairs, &largest);
  g_assert_cmpuint (questions, ==, 0);
  points[4].lon_deg += 0.0405;
  g_assert_true (fill (travel, points, N, durations_s, distances_m, NULL, &error));
  table_server_take_counts (server, &questions, &pairs, &largest);
  g_assert_cmpuint (pairs, ==, 2 * N - 1);
}

static void
test_no_way (gconstpointer data)
{
  RdmServerKind kind = (RdmServerKind)GPOINTER_TO_INT (data);
  g_autoptr (TableServer) server = table_server_start (kind);
  g_autoptr (RdmTravel) travel = make_travel (server, kind, 0);
  RdmPoint points[3];
  gint32 durations_s[9], distances_m[9];
  g_autoptr (GError) error = NULL;

  make_points (points, 3);
  table_server_set_island (server, points[1].lon_deg);
  g_assert_true (fill (travel, points, 3, durations_s, distances_m, NULL, &error));
  g_assert_cmpint (durations_s[0 * 3 + 1], ==, RDM_TRAVEL_UNREACHABLE);
  g_assert_cmpint (distances_m[1 * 3 + 2], ==, RDM_TRAVEL_UNREACHABLE);
  g_assert_cmpint (durations_s[0 * 3 + 2], <, 100);
}

/* What passes, and what halving mends, is no failure. */
static void
test_patience (gconstpointer data)
{
  RdmServerKind kind = (RdmServerKind)GPOINTER_TO_INT (data);
  const Trouble passing[] = { TROUBLE_BUSY_TWICE, TROUBLE_TOO_BIG };

  for (guint t = 0; t < G_N_ELEMENTS (passing); t++)
    {
      g_autoptr (TableServer) server = table_server_start (kind);
      g_autoptr (RdmTravel) travel = make_travel (server, kind, 0);
      RdmPoint points[N];
      gint32 durations_s[N * N], distances_m[N * N];
      g_autoptr (GError) error = NULL;

      make_points (points, N);
      table_server_set_trouble (server, passing[t]);
      g_assert_true (fill (travel, points, N, durations_s, distances_m, NULL, &error));
      g_assert_false (rdm_travel_is_estimated (travel));
      assert_world (points, N, durations_s, distances_m);
    }
}

/* Whatever the server does, the plan goes on by the fallback, whole, and says why. */
static void
count_cb (RdmServerTravel *travel, guint *n)
{
  ++*n;
}

static void
test_fallback (gconstpointer data)
{
  RdmServerKind kind = (RdmServerKind)GPOINTER_TO_INT (data);
  const Trouble troubles[] = { TROUBLE_ALWAYS_BUSY, TROUBLE_REFUSED,  TROUBLE_NOT_JSON,
                               TROUBLE_SHORT_ROW,   TROUBLE_NEGATIVE, TROUBLE_DEEP,
                               TROUBLE_ENDLESS,     TROUBLE_CUT };
  g_autoptr (TableServer) server = table_server_start (kind);
  g_autoptr (RdmTravel) travel = make_travel (server, kind, 0);
  g_autoptr (RdmTravel) estimate = make_estimate ();
  RdmPoint points[5];
  gint32 wanted_s[25], durations_s[25];
  g_autoptr (GError) error = NULL;
  guint n_failed = 0;

  make_points (points, 5);
  g_assert_true (fill (estimate, points, 5, wanted_s, NULL, NULL, &error));
  g_signal_connect (travel, "failed", G_CALLBACK (count_cb), &n_failed);
  for (guint t = 0; t < G_N_ELEMENTS (troubles); t++)
    {
      g_autofree char *notice = NULL;
      g_autofree char *failure = NULL;
      guint questions, pairs, largest;

      table_server_set_trouble (server, troubles[t]);
      rdm_server_travel_try_again (RDM_SERVER_TRAVEL (travel));
      g_assert_true (fill (travel, points, 5, durations_s, NULL, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpmem (durations_s, sizeof durations_s, wanted_s, sizeof wanted_s);
      g_assert_true (rdm_travel_is_estimated (travel));
      failure = rdm_server_travel_dup_failure (RDM_SERVER_TRAVEL (travel));
      notice = rdm_travel_dup_notice (travel);
      g_test_message ("%s", notice);
      g_assert_nonnull (strstr (notice, failure));
      while (n_failed == t)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (n_failed, ==, t + 1);

      /* It is left alone for a while. */
      table_server_take_counts (server, &questions, &pairs, &largest);
      g_assert_true (fill (travel, points, 5, durations_s, NULL, NULL, &error));
      table_server_take_counts (server, &questions, &pairs, &largest);
      g_assert_cmpuint (questions, ==, 0);
    }

  table_server_set_trouble (server, TROUBLE_NONE);
  rdm_server_travel_try_again (RDM_SERVER_TRAVEL (travel));
  g_assert_true (fill (travel, points, 5, durations_s, NULL, NULL, &error));
  g_assert_false (rdm_travel_is_estimated (travel));
}

static void
test_nobody_there (void)
{
  g_autoptr (TableServer) server = table_server_start (RDM_SERVER_OSRM);
  g_autoptr (RdmTravel) travel = make_travel (server, RDM_SERVER_OSRM, 0);
  RdmPoint points[3];
  gint32 durations_s[9];
  g_autoptr (GError) error = NULL;

  table_server_stop (g_steal_pointer (&server));
  make_points (points, 3);
  g_assert_true (fill (travel, points, 3, durations_s, NULL, NULL, &error));
  g_assert_true (rdm_travel_is_estimated (travel));
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (50000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (TableServer) server = table_server_start (RDM_SERVER_OSRM);
  g_autoptr (RdmTravel) travel = make_travel (server, RDM_SERVER_OSRM, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  RdmPoint points[N];
  gint32 durations_s[N * N];
  g_autoptr (GError) error = NULL;
  GThread *thread;

  make_points (points, N);
  table_server_set_trouble (server, TROUBLE_SILENT);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (fill (travel, points, N, durations_s, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);

  /* That was the caller's wish, not the server's failure. */
  g_assert_null (rdm_server_travel_dup_failure (RDM_SERVER_TRAVEL (travel)));
}

static void
test_line (gconstpointer data)
{
  RdmServerKind kind = (RdmServerKind)GPOINTER_TO_INT (data);
  g_autoptr (TableServer) server = table_server_start (kind);
  g_autoptr (RdmTravel) travel = make_travel (server, kind, 0);
  g_autoptr (GArray) line = NULL;
  g_autoptr (GError) error = NULL;
  RdmTravelSpell when = { 0, RDM_TRAVEL_MIDDAY };
  RdmPoint points[2];

  make_points (points, 2);
  line = rdm_travel_line (travel, RDM_TRAVEL_VAN, when, points, 2, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (line->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (g_array_index (line, RdmPoint, 0).lat_deg, 47.1, 1e-6);
  g_assert_cmpfloat_with_epsilon (g_array_index (line, RdmPoint, 1).lon_deg, 9.6, 1e-6);
}

static void
test_addresses (void)
{
  const char *const bad[] = { "", "osrm.example.org", "ftp://osrm.example.org", "http://",
                              "https:///x" };
  g_autoptr (RdmTravel) estimate = make_estimate ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (RdmServerRule) rule = rdm_server_rule_new (RDM_SERVER_OSRM, bad[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (rdm_server_travel_new (rule, estimate, &error));
      g_assert_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_SERVER);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int kind = 0; kind < RDM_N_SERVER_KINDS; kind++)
    {
      static const struct
      {
        const char *name;
        GTestDataFunc func;
      } tests[] = {
        { "blocks", test_blocks },     { "no-way", test_no_way }, { "patience", test_patience },
        { "fallback", test_fallback }, { "line", test_line },
      };

      for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
        {
          g_autofree char *path =
              g_strdup_printf ("/server/%s/%s", rdm_server_kind_names[kind], tests[i].name);

          g_test_add_data_func (path, GINT_TO_POINTER (kind), tests[i].func);
        }
    }
  g_test_add_func ("/server/nobody-there", test_nobody_there);
  g_test_add_func ("/server/cancel", test_cancel);
  g_test_add_func ("/server/addresses", test_addresses);
  return g_test_run ();
}
