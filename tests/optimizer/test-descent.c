/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The descent: what it says of a plan is what the plan is, and the way back leads back. */
#include "rdm-vrp-wander-private.h"
#include "rdm-vrp-descent-private.h"
#include "rdm-vrp-solve.h"
#include "vrp-judge.h"
#include "vrp-world.h"

/* What the descent can carry. */
static guint64
plain_features (GRand *rand)
{
  static const WorldFeature some[] = { WITH_WINDOWS, WITH_LOADS,        WITH_SKILLS,
                                       WITH_LOCKS,   WITH_SHIFTS,       WITH_DEPOTS,
                                       WITH_SPEEDS,  WITH_UNLIKE_COSTS, WITH_PRIORITIES };
  guint64 features = 0;

  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    if (g_rand_boolean (rand))
      features |= G_GUINT64_CONSTANT (1) << some[i];
  return features;
}

/* What leaves all arcs alike for all vehicles. */
static guint64
alike_features (GRand *rand)
{
  static const WorldFeature some[] = { WITH_LOADS, WITH_SKILLS, WITH_LOCKS, WITH_DEPOTS,
                                       WITH_PRIORITIES };
  guint64 features = 0;

  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    if (g_rand_boolean (rand))
      features |= G_GUINT64_CONSTANT (1) << some[i];
  return features;
}

/* There and back take the same time. */
static void
make_symmetric (World *world)
{
  guint n = world->problem.n_locations;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      g_array_index (world->durations, gint32, (gsize)i * n + j) =
          g_array_index (world->durations, gint32, (gsize)j * n + i);
}

typedef struct
{
  RdmVrpSpace *space;
  RdmVrpDescent *descent;
  RdmVrpRandom random;
  RdmVrpTour tour;
  RdmVrpTour other;
} Fixture;

static void
tour_init (RdmVrpTour *tour, const RdmVrpDescent *descent)
{
  tour->starts = g_new0 (guint32, descent->n_routes + 1);
  tour->nodes = g_new0 (guint32, descent->n + 1);
}

/* Returns: whether there is a plan of all tasks to begin with. */
static gboolean
fixture_init (Fixture *fixture, const World *world, guint seed)
{
  RdmVrpParams params = { .iterations = 5, .seed = seed };
  RdmVrpSolution solution;
  gboolean good;

  *fixture = (Fixture){ .space = rdm_vrp_space_new (&world->problem, 20) };
  if (!rdm_vrp_descent_fits (fixture->space))
    return FALSE;
  fixture->descent = rdm_vrp_descent_new (fixture->space, 5);
  rdm_vrp_random_seed (&fixture->random, seed);
  tour_init (&fixture->tour, fixture->descent);
  tour_init (&fixture->other, fixture->descent);
  rdm_vrp_solve (&world->problem, &params, NULL, NULL, NULL, &solution);
  good = solution.n_left_out == 0;
  for (guint i = 0; good && i <= fixture->descent->n_routes; i++)
    fixture->tour.starts[i] = solution.plan->starts[i];
  for (guint i = 0; good && i < fixture->descent->n; i++)
    fixture->tour.nodes[i] = (guint32)solution.plan->steps[i];
  rdm_vrp_solution_clear (&solution);
  return good;
}

static void
fixture_clear (Fixture *fixture)
{
  rdm_vrp_descent_free (fixture->descent);
  rdm_vrp_space_free (fixture->space);
  g_free (fixture->tour.starts);
  g_free (fixture->tour.nodes);
  g_free (fixture->other.starts);
  g_free (fixture->other.nodes);
}

/* All tasks are somewhere, sums are those of a fresh start, and the judge agrees where no rule is
 * broken. */
static void
check_sums (Fixture *fixture, const World *world)
{
  RdmVrpDescent *descent = fixture->descent;
  gint64 cost = descent->cost;
  gint64 warp_s = descent->warp_s;
  gint64 overload = descent->overload;
  RdmVrpPlan *plan;

  rdm_vrp_descent_store (descent, &fixture->other);
  g_assert_cmpuint (fixture->other.starts[descent->n_routes], ==, descent->n);
  rdm_vrp_descent_load (descent, &fixture->other, NULL);
  g_assert_cmpint (descent->cost, ==, cost);
  g_assert_cmpint (descent->warp_s, ==, warp_s);
  g_assert_cmpint (descent->overload, ==, overload);
  plan = rdm_vrp_plan_new (descent->n_routes);
  for (guint v = 0; v < descent->n_routes; v++)
    rdm_vrp_plan_set_route (plan, v,
                            (const gint32 *)fixture->other.nodes + fixture->other.starts[v],
                            fixture->other.starts[v + 1] - fixture->other.starts[v]);
  if (warp_s == 0 && overload == 0)
    {
      Verdict verdict = judge_plan (&world->problem, plan);

      g_assert_cmpint (verdict.n_violations, ==, 0);
      g_assert_cmpint (verdict.cost * RDM_VRP_DESCENT_SCALE, ==, cost);
    }
  rdm_vrp_plan_free (plan);
}

static void
shake (Fixture *fixture)
{
  RdmVrpDescent *descent = fixture->descent;
  guint32 task = rdm_vrp_random_below (&fixture->random, descent->n);
  guint32 next = descent->nodes[task].next;
  gboolean has_two = next < descent->n && rdm_vrp_random_below (&fixture->random, 2) == 0;

  rdm_vrp_descent_cut (descent, task, has_two ? 2 : 1);
  rdm_vrp_descent_put (descent, task, 5, 3, &fixture->random);
  if (has_two)
    rdm_vrp_descent_put (descent, next, 5, 3, &fixture->random);
}

static void
test_moves (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_used = 0;
  guint n_alike = 0;

  for (guint i = 0; i < 2000; i++)
    {
      gboolean is_alike = i % 4 == 3;
      g_autoptr (World) world =
          world_new (rand, is_alike ? alike_features (rand) : plain_features (rand),
                     (guint)g_rand_int_range (rand, 2, 14));
      Fixture fixture;

      if (is_alike)
        make_symmetric (world);
      if (fixture_init (&fixture, world, i))
        {
          RdmVrpDescent *descent = fixture.descent;

          n_used++;
          n_alike += descent->is_alike;
          rdm_vrp_descent_load (descent, &fixture.tour, NULL);
          /* Half of the time rules cost next to nothing, so they are broken. */
          rdm_vrp_descent_set_penalties (descent, i % 2 == 0 ? (RdmVrpPenalties){ 1, 1 }
                                                             : (RdmVrpPenalties){ 90000, 90000 });
          for (guint k = 0; k < 12; k++)
            {
              gint64 before;
              gint64 shaken;

              check_sums (&fixture, world);
              before = descent->cost;
              rdm_vrp_descent_store (descent, &fixture.tour);
              rdm_vrp_descent_begin (descent);
              shake (&fixture);
              shaken = descent->cost;
              rdm_vrp_descent_settle (descent);
              g_assert_cmpint (descent->cost, <=, shaken);
              if (k % 3 == 0)
                {
                  rdm_vrp_descent_roll_back (descent);
                  g_assert_cmpint (descent->cost, ==, before);
                  rdm_vrp_descent_store (descent, &fixture.other);
                  g_assert_cmpmem (fixture.other.nodes, descent->n * sizeof (guint32),
                                   fixture.tour.nodes, descent->n * sizeof (guint32));
                }
              else
                rdm_vrp_descent_keep (descent);
            }
          rdm_vrp_descent_settle_all (descent, &fixture.random);
          check_sums (&fixture, world);
        }
      fixture_clear (&fixture);
    }
  g_assert_cmpuint (n_used, >, 200);
  g_assert_cmpuint (n_alike, >, 100);
}

/* The tour with the tasks of both routes replaced by these. */
static gint64
cost_with (RdmVrpDescent *descent,
           const RdmVrpTour *tour,
           guint a,
           const GArray *steps_a,
           guint b,
           const GArray *steps_b)
{
  g_autofree guint32 *starts = g_new0 (guint32, descent->n_routes + 1);
  g_autofree guint32 *nodes = g_new0 (guint32, descent->n + 1);
  guint n = 0;

  for (guint r = 0; r < descent->n_routes; r++)
    {
      const GArray *steps = r == a ? steps_a : r == b ? steps_b : NULL;
      guint32 length = steps != NULL ? steps->len : tour->starts[r + 1] - tour->starts[r];
      const guint32 *from =
          steps != NULL ? (const guint32 *)(gpointer)steps->data : tour->nodes + tour->starts[r];

      for (guint i = 0; i < length; i++)
        nodes[n++] = from[i];
      starts[r + 1] = n;
    }
  rdm_vrp_descent_load (descent, &(RdmVrpTour){ .starts = starts, .nodes = nodes }, NULL);
  return descent->cost;
}

static GArray *
steps_of (const RdmVrpTour *tour, guint r)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (guint32));

  return g_array_append_vals (steps, tour->nodes + tour->starts[r],
                              tour->starts[r + 1] - tour->starts[r]);
}

/* The least that the two routes cost when step i of a and step k of b change routes, each to
 * anywhere. */
static gint64
best_exchange (RdmVrpDescent *descent, const RdmVrpTour *tour, guint a, guint i, guint b, guint k)
{
  gint64 best = G_MAXINT64;
  g_autoptr (GArray) steps_a = steps_of (tour, a);
  g_autoptr (GArray) steps_b = steps_of (tour, b);
  guint32 u = g_array_index (steps_a, guint32, i);
  guint32 v = g_array_index (steps_b, guint32, k);

  g_array_remove_index (steps_a, i);
  g_array_remove_index (steps_b, k);
  for (guint x = 0; x <= steps_a->len; x++)
    for (guint y = 0; y <= steps_b->len; y++)
      {
        g_array_insert_val (steps_a, x, v);
        g_array_insert_val (steps_b, y, u);
        best = MIN (best, cost_with (descent, tour, a, steps_a, b, steps_b));
        g_array_remove_index (steps_a, x);
        g_array_remove_index (steps_b, y);
      }
  return best;
}

/* Two tasks change routes as long as that helps, wherever they go. */
static void
test_exchanges (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);
  guint n_pairs = 0;
  guint n_gained = 0;

  for (guint i = 0; i < 4000; i++)
    {
      guint64 features = alike_features (rand) | G_GUINT64_CONSTANT (1) << WITH_LOADS;
      /* So few that each is near all others. */
      g_autoptr (World) world = world_new (rand, features, 6);
      Fixture fixture;

      make_symmetric (world);
      if (fixture_init (&fixture, world, i) && !fixture.descent->has_windows
          && fixture.space->model->allowed == NULL)
        {
          RdmVrpPenalties penalties =
              i % 2 == 0 ? (RdmVrpPenalties){ 1, 1 } : (RdmVrpPenalties){ 90000, 90000 };
          RdmVrpDescent *descent = fixture.descent;
          RdmVrpDescent *judge = rdm_vrp_descent_new (fixture.space, 5);
          gint64 before;

          for (guint k = descent->n; k-- > 1;)
            {
              guint32 *nodes = fixture.tour.nodes;
              guint j = rdm_vrp_random_below (&fixture.random, k + 1);
              guint32 node = nodes[j];

              nodes[j] = nodes[k];
              nodes[k] = node;
            }
          rdm_vrp_descent_load (descent, &fixture.tour, NULL);
          rdm_vrp_descent_set_penalties (descent, penalties);
          before = descent->cost;
          rdm_vrp_descent_swap (descent);
          n_gained += descent->cost < before;
          g_assert_cmpint (descent->cost, <=, before);
          check_sums (&fixture, world);
          rdm_vrp_descent_store (descent, &fixture.tour);
          rdm_vrp_descent_load (judge, &fixture.tour, NULL);
          rdm_vrp_descent_set_penalties (judge, penalties);
          for (guint a = 0; a < descent->n_routes; a++)
            for (guint b = 0; b < a; b++)
              for (guint x = 0; x < fixture.tour.starts[a + 1] - fixture.tour.starts[a]; x++)
                for (guint y = 0; y < fixture.tour.starts[b + 1] - fixture.tour.starts[b]; y++)
                  {
                    n_pairs++;
                    g_assert_cmpint (best_exchange (judge, &fixture.tour, a, x, b, y), >=,
                                     descent->cost);
                  }
          rdm_vrp_descent_free (judge);
        }
      fixture_clear (&fixture);
    }
  g_assert_cmpuint (n_pairs, >, 1000);
  g_assert_cmpuint (n_gained, >, 50);
}

/* A walk does without a route: all tasks are served still, and none is opened where all may serve
 * all. Told to stop, the descent settles nothing. */
static void
test_closing (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);
  guint n_used = 0;
  guint n_closed = 0;

  for (guint i = 0; i < 400; i++)
    {
      /* One after the other: compilers differ in the order of arguments. */
      guint n_tasks = (guint)g_rand_int_range (rand, 6, 14);
      g_autoptr (World) world = world_new (rand, plain_features (rand), n_tasks);
      RdmVrpWanderTuning tuning;
      Fixture fixture;

      if (fixture_init (&fixture, world, i))
        {
          atomic_bool stop = false;
          RdmVrpBudget budget = { .iterations = 1000 };
          RdmVrpWanderer *wanderer;
          RdmVrpAnnealer annealer = { .state = rdm_vrp_state_new (fixture.space),
                                      .budget = &budget,
                                      .best = rdm_vrp_plan_new (fixture.descent->n_routes),
                                      .best_score = { .cost = INT64_MAX } };
          RdmVrpDescent *descent;
          guint n_busy;

          tuning = rdm_vrp_wander_tuning (fixture.space, 0.01, 150, TRUE);
          wanderer = rdm_vrp_wanderer_new (fixture.space, &tuning, &stop);
          rdm_vrp_random_seed (&annealer.state->random, i);
          descent = rdm_vrp_wanderer_enter (wanderer, &fixture.tour, UINT32_MAX);
          n_busy = descent->n_busy;
          if (n_busy > 1)
            {
              gint64 cost;

              n_used++;
              g_assert_true (rdm_vrp_wanderer_do_without (wanderer, &annealer, 1, 1));
              n_closed += descent->n_busy < n_busy;
              if (fixture.space->model->allowed == NULL)
                g_assert_cmpuint (descent->n_busy, <, n_busy);
              rdm_vrp_descent_store (descent, &fixture.other);
              rdm_vrp_descent_load (fixture.descent, &fixture.other, NULL);
              rdm_vrp_descent_set_penalties (fixture.descent, descent->penalties);
              g_assert_cmpint (fixture.descent->cost, ==, descent->cost);
              check_sums (&fixture, world);
              atomic_store (&stop, true);
              cost = descent->cost;
              rdm_vrp_descent_settle_all (descent, &annealer.state->random);
              g_assert_cmpint (descent->cost, ==, cost);
            }
          rdm_vrp_wanderer_free (wanderer);
          rdm_vrp_state_free (annealer.state);
          rdm_vrp_plan_free (annealer.best);
        }
      fixture_clear (&fixture);
    }
  g_assert_cmpuint (n_used, >, 30);
  g_assert_cmpuint (n_closed, >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/descent/moves", test_moves);
  g_test_add_func ("/descent/exchanges", test_exchanges);
  g_test_add_func ("/descent/closing", test_closing);
  return g_test_run ();
}
