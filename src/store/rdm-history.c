/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-history.h"

struct _RdmHistory
{
  GPtrArray *done;   /* (element-type RdmStep) */
  GPtrArray *undone; /* (element-type RdmStep) */
};

static void
free_step (gpointer data)
{
  RdmStep *step = data;

  g_free (step->label);
  g_clear_pointer (&step->inverse, rdm_command_unref);
  g_free (step);
}

RdmHistory *
rdm_history_new (void)
{
  RdmHistory *self = g_new0 (RdmHistory, 1);

  self->done = g_ptr_array_new_with_free_func (free_step);
  self->undone = g_ptr_array_new_with_free_func (free_step);
  return self;
}

void
rdm_history_free (RdmHistory *self)
{
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self);
}

static void
forget (GPtrArray *steps, gint64 seq)
{
  for (guint i = steps->len; i > 0; i--)
    if (((RdmStep *)steps->pdata[i - 1])->seq == seq)
      {
        g_ptr_array_remove_index (steps, i - 1);
        return;
      }
}

void
rdm_history_record (RdmHistory *self,
                    const RdmJournalEntry *entry,
                    const char *label,
                    gboolean has_inverse)
{
  GPtrArray *steps = entry->undoes ? self->undone : self->done;
  RdmStep *step;

  if (entry->undoes)
    forget (self->done, entry->undoes);
  else if (entry->redoes)
    forget (self->undone, entry->redoes);
  else if (has_inverse)
    g_ptr_array_set_size (self->undone, 0);
  if (!has_inverse)
    return;
  step = g_new0 (RdmStep, 1);
  step->seq = entry->seq;
  step->label = g_strdup (label);
  step->inverse = entry->inverse ? rdm_command_ref (entry->inverse) : NULL;
  g_ptr_array_add (steps, step);
}

static const RdmStep *
top (GPtrArray *steps)
{
  return steps->len > 0 ? steps->pdata[steps->len - 1] : NULL;
}

const RdmStep *
rdm_history_last (RdmHistory *self)
{
  return top (self->done);
}

const RdmStep *
rdm_history_next (RdmHistory *self)
{
  return top (self->undone);
}
