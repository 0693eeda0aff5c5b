/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-expansion.h"

#include <math.h>

#include "rdm-condition.h"

typedef enum
{
  LEAVING, /* on roads for everybody, or not there yet */
  ARRIVING,
  N_STAGES
} Stage;

/** Node: what a vehicle has to know of itself. */
typedef struct
{
  guint32 arc;
  guint32 rule; /* state of the rules; 0 where it knows no more than the arc */
  Stage stage;
} Node;

typedef struct
{
  const RdmProfile *profile;
  const RdmRoadNet *net;
  const RdmTurnRules *rules;
  float *bearing_in; /* (array) n_arcs */
  float *bearing_out;
  guint32 *plain;         /* (array) n_arcs × N_STAGES: nodes without a rule */
  GHashTable *long_nodes; /* (element-type int64 uint32): of rules and stage → node + 1 */
  GArray *nodes;          /* (element-type Node) */
  GArray *first_turn;
  GArray *turn_head;
  GArray *turn_ms;
  GArray *turn_closed;
} Making;

/* --- turns -------------------------------------------------------------------------------------
 */

double
rdm_turn_angle (double bearing_in, double bearing_out)
{
  double angle = fmod (bearing_out - bearing_in + 540.0, 360.0) - 180.0;

  return angle <= -180.0 ? 180.0 : angle;
}

/* A soft step at a right angle, sooner for turns across the oncoming traffic. */
static guint32
angle_ms (const Making *self, guint32 from, guint32 to)
{
  double angle = rdm_turn_angle (self->bearing_in[from], self->bearing_out[to]);
  double bias = self->profile->turn_bias_permille / 1000.0;
  gboolean crosses = self->net->keeps_left ? angle > 0 : angle < 0;

  if (!crosses)
    bias = 1.0 / bias;
  return (guint32)(self->profile->turn_ms
                   / (1.0 + exp (-(13.0 * bias * fabs (angle) / 180.0 - 6.5 / bias))));
}

static guint32
turn_ms (const Making *self, guint32 from, guint32 to)
{
  const RdmRoadNet *net = self->net;
  const RdmSegment *before = rdm_road_net_segment (net, from);
  const RdmSegment *after = rdm_road_net_segment (net, to);
  guint32 cost_ms = 0;

  if (to == rdm_road_net_reverse (net, from))
    return self->profile->u_turn_ms;
  if ((after->flags & RDM_SEGMENT_FERRY) && !(before->flags & RDM_SEGMENT_FERRY))
    cost_ms += self->profile->ferry_ms;
  /* A road that merely bends is no turn, nor is going round. */
  if (net->n_ends[rdm_road_net_head (net, from)] > 2
      && !(before->flags & after->flags & RDM_SEGMENT_ROUNDABOUT))
    cost_ms += angle_ms (self, from, to);
  return cost_ms;
}

/* --- nodes -------------------------------------------------------------------------------------
 */

static guint32
get_node (Making *self, guint32 arc, guint32 rule, Stage stage)
{
  Node node = { arc, 0, stage };
  gint64 key;
  guint32 known;

  if (!rdm_turn_rules_is_long (self->rules, rule))
    return self->plain[arc * N_STAGES + stage];
  key = (gint64)rule * N_STAGES + stage;
  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->long_nodes, &key));
  if (known)
    return known - 1;
  node.rule = rule;
  g_array_append_val (self->nodes, node);
  g_hash_table_insert (self->long_nodes, g_memdup2 (&key, sizeof key),
                       GUINT_TO_POINTER (self->nodes->len));
  return self->nodes->len - 1;
}

static void
add_plain_nodes (Making *self)
{
  for (guint32 arc = 0; arc < self->net->n_arcs; arc++)
    for (guint stage = 0; stage < N_STAGES; stage++)
      {
        Node node = { arc, 0, stage };

        self->plain[arc * N_STAGES + stage] = RDM_ROAD_NONE;
        if (stage == ARRIVING && self->net->arcs[arc].access == RDM_ACCESS_ALLOWED)
          continue;
        self->plain[arc * N_STAGES + stage] = self->nodes->len;
        g_array_append_val (self->nodes, node);
      }
}

/* Returns: FALSE: whoever is on a last stretch does not get off it; else in which stage one is. */
static gboolean
next_stage (const Making *self, const Node *from, guint32 to, Stage *stage)
{
  gboolean is_for_all = self->net->arcs[to].access == RDM_ACCESS_ALLOWED;
  gboolean was_for_all = self->net->arcs[from->arc].access == RDM_ACCESS_ALLOWED;

  *stage = from->stage == ARRIVING || (was_for_all && !is_for_all) ? ARRIVING : LEAVING;
  return from->stage == LEAVING || !is_for_all;
}

/* Whether what stands at the junction lets go on to @to. */
static gboolean
passes_gate (const Making *self, const Node *from, guint32 to)
{
  const RdmRoadNet *net = self->net;
  guint8 gate = net->junction_access[rdm_road_net_head (net, from->arc)];

  return gate == RDM_ACCESS_ALLOWED
         || (gate == RDM_ACCESS_LAST_STRETCH
             && (net->arcs[to].access != RDM_ACCESS_ALLOWED
                 || net->arcs[from->arc].access != RDM_ACCESS_ALLOWED));
}

/* --- the graph ---------------------------------------------------------------------------------
 */

static void
add_turn (Making *self, const Node *from, guint32 rule, guint32 to, Stage stage, guint closed)
{
  guint32 head = get_node (self, to, rdm_turn_rules_go (self->rules, rule, to), stage);
  guint32 cost_ms = turn_ms (self, from->arc, to);
  guint8 closed_bits = (guint8)closed;

  g_array_append_val (self->turn_head, head);
  g_array_append_val (self->turn_ms, cost_ms);
  g_array_append_val (self->turn_closed, closed_bits);
}

/* Turning round is for dead ends: where nothing else goes on in the same way as before. */
static void
add_turns (Making *self, Node from)
{
  const RdmRoadNet *net = self->net;
  guint32 junction = rdm_road_net_head (net, from.arc);
  guint32 reverse = rdm_road_net_reverse (net, from.arc);
  guint32 rule = from.rule ? from.rule : rdm_turn_rules_go (self->rules, 0, from.arc);
  gboolean is_dead_end = TRUE;
  Stage stage;

  for (guint32 i = net->first_out[junction]; i < net->first_out[junction + 1]; i++)
    {
      guint32 to = net->out[i];
      guint closed = rdm_turn_rules_forbidden (self->rules, rule, to);

      if (to == reverse || closed == RDM_ALL_PERIODS || !passes_gate (self, &from, to)
          || !next_stage (self, &from, to, &stage))
        continue;
      if (stage == from.stage)
        is_dead_end = FALSE;
      add_turn (self, &from, rule, to, stage, closed);
    }
  if (is_dead_end && reverse != RDM_ROAD_NONE && next_stage (self, &from, reverse, &stage))
    {
      guint closed = rdm_turn_rules_forbidden (self->rules, rule, reverse);

      if (closed != RDM_ALL_PERIODS)
        add_turn (self, &from, rule, reverse, stage, closed);
    }
}

static RdmExpansion *
finish (Making *self)
{
  RdmExpansion *expansion = g_new0 (RdmExpansion, 1);

  expansion->n_nodes = self->nodes->len;
  expansion->n_turns = self->turn_head->len;
  expansion->arc = g_new (guint32, self->nodes->len + 1);
  expansion->is_arrival = g_new (guint8, self->nodes->len + 1);
  for (guint32 i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);

      expansion->arc[i] = node->arc;
      expansion->is_arrival[i] = node->stage == ARRIVING;
    }
  expansion->first_turn = (guint32 *)(gpointer)g_array_free (self->first_turn, FALSE);
  expansion->turn_head = (guint32 *)(gpointer)g_array_free (self->turn_head, FALSE);
  expansion->turn_ms = (guint32 *)(gpointer)g_array_free (self->turn_ms, FALSE);
  expansion->turn_closed = (guint8 *)(gpointer)g_array_free (self->turn_closed, FALSE);
  return expansion;
}

RdmExpansion *
rdm_expansion_new (const RdmProfile *profile, const RdmRoadNet *net, const RdmTurnRules *rules)
{
  g_autofree float *bearing_in = g_new (float, net->n_arcs + 1);
  g_autofree float *bearing_out = g_new (float, net->n_arcs + 1);
  g_autofree guint32 *plain = g_new (guint32, (gsize)net->n_arcs * N_STAGES + 1);
  g_autoptr (GHashTable) long_nodes =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  Making self = {
    profile,
    net,
    rules,
    bearing_in,
    bearing_out,
    plain,
    long_nodes,
    nodes,
    g_array_new (FALSE, FALSE, sizeof (guint32)),
    g_array_new (FALSE, FALSE, sizeof (guint32)),
    g_array_new (FALSE, FALSE, sizeof (guint32)),
    g_array_new (FALSE, FALSE, sizeof (guint8)),
  };

  for (guint32 arc = 0; arc < net->n_arcs; arc++)
    {
      bearing_in[arc] = (float)rdm_road_net_bearing_in (net, arc);
      bearing_out[arc] = (float)rdm_road_net_bearing_out (net, arc);
    }
  add_plain_nodes (&self);
  /* Turns may add nodes, behind those that are there. */
  for (guint32 i = 0; i < nodes->len; i++)
    {
      g_array_append_val (self.first_turn, self.turn_head->len);
      add_turns (&self, g_array_index (nodes, Node, i));
    }
  g_array_append_val (self.first_turn, self.turn_head->len);
  return finish (&self);
}

void
rdm_expansion_free (RdmExpansion *self)
{
  if (!self)
    return;
  g_free (self->arc);
  g_free (self->is_arrival);
  g_free (self->first_turn);
  g_free (self->turn_head);
  g_free (self->turn_ms);
  g_free (self->turn_closed);
  g_free (self);
}
