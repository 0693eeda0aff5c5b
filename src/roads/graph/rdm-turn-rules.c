/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-turn-rules.h"

#include "rdm-condition.h"

typedef struct
{
  guint32 arc;
  guint32 parent;
  guint32 depth;
  guint32 fail; /* the state of the longest part at the end that is a beginning of something, too */
} State;

struct _RdmTurnRules
{
  GArray *states;       /* (element-type State): 0 is the root */
  GHashTable *children; /* (element-type int64 uint32): state and arc → state */
  GHashTable *ends;     /* (element-type int64 uint32): state and arc → periods */
};

static gint64
key_of (guint32 state, guint32 arc)
{
  return (gint64)((guint64)state << 32 | arc);
}

static guint32
look_up (GHashTable *table, guint32 state, guint32 arc)
{
  gint64 key = key_of (state, arc);

  return GPOINTER_TO_UINT (g_hash_table_lookup (table, &key));
}

static void
insert (GHashTable *table, guint32 state, guint32 arc, guint32 value)
{
  gint64 key = key_of (state, arc);

  g_hash_table_insert (table, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (value));
}

RdmTurnRules *
rdm_turn_rules_new (void)
{
  RdmTurnRules *self = g_new (RdmTurnRules, 1);
  State root = { RDM_ROAD_NONE, 0, 0, 0 };

  self->states = g_array_new (FALSE, FALSE, sizeof (State));
  self->children = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->ends = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_array_append_val (self->states, root);
  return self;
}

void
rdm_turn_rules_free (RdmTurnRules *self)
{
  if (!self)
    return;
  g_array_unref (self->states);
  g_hash_table_unref (self->children);
  g_hash_table_unref (self->ends);
  g_free (self);
}

void
rdm_turn_rules_forbid (RdmTurnRules *self, const guint32 *arcs, guint n_arcs, guint periods)
{
  guint32 at = 0;

  for (guint i = 0; i + 1 < n_arcs; i++)
    {
      guint32 next = look_up (self->children, at, arcs[i]);

      if (next == 0)
        {
          State state = { arcs[i], at, g_array_index (self->states, State, at).depth + 1, 0 };

          next = self->states->len;
          g_array_append_val (self->states, state);
          insert (self->children, at, arcs[i], next);
        }
      at = next;
    }
  insert (self->ends, at, arcs[n_arcs - 1], look_up (self->ends, at, arcs[n_arcs - 1]) | periods);
}

static int
compare_depth (gconstpointer a, gconstpointer b, gpointer user_data)
{
  RdmTurnRules *self = user_data;
  guint32 x = g_array_index (self->states, State, *(const guint32 *)a).depth;
  guint32 y = g_array_index (self->states, State, *(const guint32 *)b).depth;

  return (x > y) - (x < y);
}

/* Those of less depth first: a state's fail is one of them. */
void
rdm_turn_rules_finish (RdmTurnRules *self)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 1; i < self->states->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_depth, self);
  for (guint i = 0; i < order->len; i++)
    {
      State *state = &g_array_index (self->states, State, g_array_index (order, guint32, i));

      state->fail = state->depth > 1 ? rdm_turn_rules_go (
                        self, g_array_index (self->states, State, state->parent).fail, state->arc)
                                     : 0;
    }
}

guint32
rdm_turn_rules_go (const RdmTurnRules *self, guint32 state, guint32 arc)
{
  for (;;)
    {
      guint32 next = look_up (self->children, state, arc);

      if (next != 0 || state == 0)
        return next;
      state = g_array_index (self->states, State, state).fail;
    }
}

gboolean
rdm_turn_rules_is_long (const RdmTurnRules *self, guint32 state)
{
  return g_array_index (self->states, State, state).depth > 1;
}

guint
rdm_turn_rules_forbidden (const RdmTurnRules *self, guint32 state, guint32 arc)
{
  guint periods = 0;

  while (state != 0)
    {
      periods |= look_up (self->ends, state, arc);
      state = g_array_index (self->states, State, state).fail;
    }
  return periods;
}
