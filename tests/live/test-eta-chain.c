/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Arrival times along a chain of drives and visits: what must hold for any of them.
 */
#include "rdm-eta-chain.h"

#define MOST_VISITS 30
/* What is left of a visit may be better known later, which makes the mean of a wait shorter. */
#define SAME_S 0.5

typedef struct
{
  RdmEtaVisit visits[MOST_VISITS];
  RdmWindows windows[MOST_VISITS];
  RdmEtaModel model;
  RdmEtaChain chain;
} Made;

static RdmLeg
make_leg (GRand *random)
{
  RdmLeg leg = { .n_spells = (guint)g_rand_int_range (random, 1, 4) };

  leg.distance_m = g_rand_int_range (random, 0, 20000);
  for (guint i = 0; i < leg.n_spells; i++)
    {
      leg.begins_s[i] = (gint32)i * 4 * 3600;
      leg.drive_s[i] = g_rand_int_range (random, 0, 1800);
    }
  return leg;
}

static void
make (Made *made, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n = (guint)g_rand_int_range (random, 0, MOST_VISITS);

  *made = (Made){ .model = RDM_ETA_MODEL_DEFAULT };
  for (guint i = 0; i < n; i++)
    {
      double mean_s = g_rand_double_range (random, 0, 900);

      if (g_rand_int_range (random, 0, 3) == 0)
        {
          gint32 from_s = g_rand_int_range (random, 6, 17) * 3600;

          made->windows[i] =
              (RdmWindows){ 1, { { from_s, from_s + g_rand_int_range (random, 600, 7200) } } };
        }
      made->visits[i] = (RdmEtaVisit){
        .leg = make_leg (random),
        .has_leg = g_rand_int_range (random, 0, 20) > 0,
        .pace = g_rand_double_range (random, 0.7, 1.4),
        .service = { mean_s, mean_s * g_rand_double_range (random, 0, 1) },
        .windows = &made->windows[i],
      };
    }
  made->chain = (RdmEtaChain){
    .now_s = g_rand_double_range (random, 7 * 3600, 15 * 3600),
    .share = g_rand_double (random),
    .visits = made->visits,
    .n_visits = n,
    .home = make_leg (random),
    .has_home = TRUE,
    .home_pace = 1.0,
    .model = &made->model,
    .break_since_s = NAN,
    .shift_end_s = 17 * 3600,
  };
  made->chain.from_s = made->chain.now_s - g_rand_double_range (random, 0, 600);
  made->chain.from_sd_s = g_rand_double_range (random, 0, 60);
  if (g_rand_boolean (random))
    {
      made->chain.break_s = 1800;
      made->chain.break_latest_s = 13 * 3600;
      rdm_eta_spread_break (g_rand_double_range (random, 10, 14) * 3600,
                            g_rand_double_range (random, 0, 3600), 11 * 3600, 13 * 3600,
                            made->chain.break_at_s);
    }
  if (n > 0 && g_rand_int_range (random, 0, 4) == 0)
    {
      made->chain.is_at_stop = TRUE;
      made->chain.share = 0;
      made->chain.arrived_s = made->chain.begun_s =
          made->chain.now_s - g_rand_double_range (random, 0, 2000);
    }
}

static void
assert_sound (const Made *made, const RdmEtaStep *steps)
{
  const RdmEtaChain *chain = &made->chain;
  double p50_s = -INFINITY;
  double p90_s = -INFINITY;

  for (guint i = 0; i <= chain->n_visits; i++)
    {
      const RdmEtaStep *step = &steps[i];

      g_assert_true (isfinite (step->arrive_p50_s) && isfinite (step->arrive_p90_s));
      g_assert_cmpfloat (step->arrive_p50_s, <=, step->arrive_p90_s);
      g_assert_cmpfloat (step->begin_p50_s, <=, step->begin_p90_s);
      g_assert_cmpfloat (step->arrive_p50_s, <=, step->begin_p50_s);
      g_assert_cmpfloat (step->begin_p50_s, <=, step->leave_p50_s + 1e-6);
      g_assert_cmpfloat (step->late_chance, >=, 0.0);
      g_assert_cmpfloat (step->late_chance, <=, 1.0);
      /* Along the route. */
      g_assert_cmpfloat (step->arrive_p50_s, >=, p50_s - 1e-6);
      g_assert_cmpfloat (step->arrive_p90_s, >=, p90_s - 1e-6);
      p50_s = step->leave_p50_s;
      p90_s = step->begin_p90_s;
      if (i > 0 || !chain->is_at_stop)
        g_assert_cmpfloat (step->arrive_p50_s, >=, chain->has_home ? chain->now_s - 600.0 : 0.0);
      if (i < chain->n_visits && made->windows[i].n > 0 && !(i == 0 && chain->is_at_stop))
        g_assert_cmpfloat (step->begin_p50_s, >=, made->windows[i].at[0].from_s);
    }
}

static void
test_invariants (void)
{
  for (guint seed = 0; seed < 3000; seed++)
    {
      RdmEtaStep steps[MOST_VISITS + 1];
      RdmEtaBreak pause;
      Made made;

      make (&made, seed);
      rdm_eta_chain_run (&made.chain, steps, &pause);
      assert_sound (&made, steps);
    }
}

/* Whoever is later now, or has longer to go, or takes longer, is nowhere earlier. */
static void
test_delay (void)
{
  guint n_later = 0;

  for (guint seed = 0; seed < 3000; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      RdmEtaStep before[MOST_VISITS + 1];
      RdmEtaStep after[MOST_VISITS + 1];
      RdmEtaBreak pause;
      Made made;
      double delay_s = g_rand_double_range (random, 1, 3000);

      make (&made, seed);
      /* Whoever is later may have the break where another waits; and less may go wrong, the less
       * time there is. */
      made.chain.break_s = 0;
      for (guint lead = 0; lead < RDM_ETA_N_LEADS; lead++)
        made.model.middle_more_s[lead] = made.model.late_more_s[lead] = 0;
      rdm_eta_chain_run (&made.chain, before, &pause);
      switch (seed % 3)
        {
        case 0:
          made.chain.from_s += delay_s;
          made.chain.now_s += delay_s;
          break;
        case 1:
          made.chain.share = MIN (made.chain.share + 0.3, 1.5);
          break;
        default:
          for (guint i = 0; i < made.chain.n_visits; i += 3)
            {
              made.visits[i].service.mean_s *= 1.0 + delay_s / 3000.0;
              made.visits[i].service.sd_s *= 1.0 + delay_s / 3000.0;
            }
        }
      rdm_eta_chain_run (&made.chain, after, &pause);
      for (guint i = 0; i <= made.chain.n_visits; i++)
        {
          g_assert_cmpfloat (after[i].arrive_p50_s, >=, before[i].arrive_p50_s - SAME_S);
          g_assert_cmpfloat (after[i].begin_p50_s, >=, before[i].begin_p50_s - SAME_S);
          n_later += after[i].arrive_p50_s > before[i].arrive_p50_s;
        }
    }
  g_assert_cmpuint (n_later, >, 10000);
}

/* The moments of the later of a normal and a constant, against a sum over many. */
static void
test_later_of (void)
{
  const double means[] = { -300, -60, 0, 45, 400 };

  for (guint i = 0; i < G_N_ELEMENTS (means); i++)
    {
      double mean_s = means[i];
      double variance = 100.0 * 100.0;
      double sum = 0;
      double squares = 0;
      guint n = 0;

      for (double z = -6; z <= 6; z += 1e-3)
        {
          double weight = exp (-z * z / 2) / sqrt (2 * G_PI) * 1e-3;
          double x = MAX (means[i] + 100.0 * z, 0.0);

          sum += weight * x;
          squares += weight * x * x;
          n++;
        }
      rdm_eta_later_of (&mean_s, &variance, 0.0);
      g_assert_cmpfloat_with_epsilon (mean_s, sum, 0.1);
      g_assert_cmpfloat_with_epsilon (sqrt (variance), sqrt (MAX (squares - sum * sum, 0)), 0.2);
      g_assert_cmpuint (n, >, 10000);
    }
}

/* The longer a visit has lasted, the later it ends, and the less of it is left at first. */
static void
test_rest (void)
{
  const RdmEtaLength whole = { 240, 120 };
  double end_s = 240;

  g_assert_cmpfloat (rdm_eta_rest (&whole, 0).mean_s, ==, 240);
  for (double gone_s = 10; gone_s < 3600; gone_s += 10)
    {
      RdmEtaLength rest = rdm_eta_rest (&whole, gone_s);

      g_assert_cmpfloat (rest.mean_s, >=, 0);
      g_assert_cmpfloat (gone_s + rest.mean_s, >=, end_s - 1.0);
      end_s = gone_s + rest.mean_s;
    }
  g_assert_cmpfloat (rdm_eta_rest (&whole, 120).mean_s, <, 200);
  g_assert_cmpfloat (rdm_eta_rest (&(RdmEtaLength){ 240, 0 }, 100).mean_s, ==, 140);
}

/* A sum of drives is as uncertain as the sum of their variances, and what they share. */
static void
test_variance (void)
{
  RdmEtaModel model = { .drive_sd = 0.2, .drive_shared_sd = 0.1 };
  RdmEtaVisit visits[4];
  RdmEtaStep steps[5];
  RdmEtaBreak pause;
  RdmEtaChain chain = {
    .share = 1.0,
    .visits = visits,
    .n_visits = 4,
    .model = &model,
    .break_since_s = NAN,
    .shift_end_s = INFINITY,
  };

  for (guint i = 0; i < 4; i++)
    visits[i] = (RdmEtaVisit){ .leg = { .n_spells = 1, .drive_s = { 1000 } },
                               .has_leg = TRUE,
                               .pace = 1.0 };
  rdm_eta_chain_run (&chain, steps, &pause);
  g_assert_cmpfloat_with_epsilon (steps[3].arrive_p50_s, 4000, 0.01);
  g_assert_cmpfloat_with_epsilon (steps[3].arrive_sd_s, sqrt (4 * 200.0 * 200.0 + 400.0 * 400.0),
                                  0.01);
  g_assert_cmpfloat_with_epsilon (steps[3].arrive_p90_s,
                                  4000 + 1.2816 * sqrt (4 * 200.0 * 200.0 + 400.0 * 400.0), 0.1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/eta-chain/invariants", test_invariants);
  g_test_add_func ("/live/eta-chain/delay", test_delay);
  g_test_add_func ("/live/eta-chain/later-of", test_later_of);
  g_test_add_func ("/live/eta-chain/rest", test_rest);
  g_test_add_func ("/live/eta-chain/variance", test_variance);
  return g_test_run ();
}
