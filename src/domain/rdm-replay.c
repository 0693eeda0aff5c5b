/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-replay.h"

/* A snapshot costs nothing until one of the two is changed; between two of them commands are run
 * again. */
#define COMMANDS_PER_SNAPSHOT 32

typedef struct
{
  RdmCommand *command;
  gint64 at_ms;
} Step;

struct _RdmReplay
{
  GArray *steps;        /* (element-type Step) */
  GPtrArray *snapshots; /* (element-type RdmRows): after 0, 32, 64, … steps */
  RdmRows *rows;        /* after all of them */
};

static void
clear_step (gpointer data)
{
  rdm_command_unref (((Step *)data)->command);
}

static RdmRows *
copy_rows (RdmRows *rows)
{
  return rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
}

RdmReplay *
rdm_replay_new (void)
{
  RdmReplay *self = g_new0 (RdmReplay, 1);

  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, clear_step);
  self->snapshots = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = rdm_memory_rows_new ();
  g_ptr_array_add (self->snapshots, copy_rows (self->rows));
  return self;
}

void
rdm_replay_free (RdmReplay *self)
{
  g_array_unref (self->steps);
  g_ptr_array_unref (self->snapshots);
  g_object_unref (self->rows);
  g_free (self);
}

/* Returns: whether it was done. */
static gboolean
repeat (RdmRows *rows, const RdmCommand *command)
{
  g_autoptr (RdmOutcome) outcome = rdm_run (command, rows);

  rdm_changes_apply (outcome->changes, rows);
  return rdm_outcome_is_applied (outcome);
}

gboolean
rdm_replay_add (RdmReplay *self, const RdmCommand *command, gint64 at_ms)
{
  Step step;

  if (!repeat (self->rows, command))
    return FALSE;
  step.command = rdm_command_ref (command);
  step.at_ms =
      self->steps->len > 0 ? MAX (at_ms, rdm_replay_get_at_ms (self, self->steps->len)) : at_ms;
  g_array_append_val (self->steps, step);
  if (self->steps->len % COMMANDS_PER_SNAPSHOT == 0)
    g_ptr_array_add (self->snapshots, copy_rows (self->rows));
  return TRUE;
}

guint
rdm_replay_get_n (const RdmReplay *self)
{
  return self->steps->len;
}

static const Step *
get_step (const RdmReplay *self, guint n)
{
  return &g_array_index (self->steps, Step, n - 1);
}

gint64
rdm_replay_get_at_ms (const RdmReplay *self, guint n)
{
  g_return_val_if_fail (n >= 1 && n <= self->steps->len, 0);
  return get_step (self, n)->at_ms;
}

guint
rdm_replay_find (const RdmReplay *self, gint64 at_ms)
{
  guint from = 0;
  guint to = self->steps->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (g_array_index (self->steps, Step, middle).at_ms <= at_ms)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

RdmRows *
rdm_replay_get_rows (const RdmReplay *self, guint n)
{
  RdmRows *rows;

  g_return_val_if_fail (n <= self->steps->len, NULL);
  rows = copy_rows (self->snapshots->pdata[n / COMMANDS_PER_SNAPSHOT]);
  for (guint i = n / COMMANDS_PER_SNAPSHOT * COMMANDS_PER_SNAPSHOT + 1; i <= n; i++)
    repeat (rows, get_step (self, i)->command);
  return rows;
}

/* --- differences -------------------------------------------------------------------------------
 */

typedef struct
{
  RdmRows *other;
  gboolean is_before; /* the rows that are looked at are those of before */
  GPtrArray *changes;
} Comparison;

static void
compare_row (gconstpointer data, gpointer user_data)
{
  const RdmRow *row = data;
  Comparison *self = user_data;
  const RdmRow *other = rdm_rows_get (self->other, row->kind, row->id);
  RdmChange *change;

  /* Those that both have are looked at once. */
  if (other && (!self->is_before || other == row || rdm_row_equal (row, other)))
    return;
  change = g_new0 (RdmChange, 1);
  change->kind = row->kind;
  change->id = g_strdup (row->id);
  if (self->is_before)
    {
      change->before = rdm_row_ref (row);
      change->after = other ? rdm_row_ref (other) : NULL;
    }
  else
    change->after = rdm_row_ref (row);
  g_ptr_array_add (self->changes, change);
}

GPtrArray *
rdm_rows_differences (RdmRows *from, RdmRows *to)
{
  Comparison before = { .other = to, .is_before = TRUE };
  Comparison after = { .other = from };

  before.changes = after.changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      rdm_rows_foreach (from, (RdmRowKind)kind, compare_row, &before);
      rdm_rows_foreach (to, (RdmRowKind)kind, compare_row, &after);
    }
  return before.changes;
}
