/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sliced-sort.h"

#include <string.h>

/* So many members between two looks at the clock. */
#define STRIDE 256

struct _RdmSlicedSort
{
  GPtrArray *array;
  GCompareDataFunc compare;
  gpointer user_data;

  gpointer *from; /* sorted in runs of width */
  gpointer *to;   /* the runs merged by twos, up to out */
  guint n;
  guint width;

  /* The merge that is under way */
  guint left;
  guint left_end;
  guint right;
  guint right_end;
  guint out;
};

static void
begin_merge (RdmSlicedSort *self)
{
  self->left = self->out;
  self->left_end = self->right = MIN (self->left + self->width, self->n);
  self->right_end = MIN (self->right + self->width, self->n);
}

RdmSlicedSort *
rdm_sliced_sort_new (GPtrArray *array, GCompareDataFunc compare, gpointer user_data)
{
  RdmSlicedSort *self = g_new0 (RdmSlicedSort, 1);

  self->array = g_ptr_array_ref (array);
  self->compare = compare;
  self->user_data = user_data;
  self->n = array->len;
  self->from = g_memdup2 (array->pdata, array->len * sizeof (gpointer));
  self->to = g_new (gpointer, array->len);
  self->width = 1;
  begin_merge (self);
  return self;
}

void
rdm_sliced_sort_free (RdmSlicedSort *self)
{
  g_ptr_array_unref (self->array);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

static void
take (RdmSlicedSort *self, guint *side, guint n)
{
  memcpy (self->to + self->out, self->from + *side, n * sizeof (gpointer));
  *side += n;
  self->out += n;
}

/* A part of the merge. What is left of one run when the other has ended follows as it is, and so
 * does the whole right run if it begins where the left one ends. */
static void
merge_some (RdmSlicedSort *self)
{
  gboolean in_order =
      self->left < self->left_end && self->right < self->right_end
      && self->compare (self->from[self->left_end - 1], self->from[self->right], self->user_data)
             <= 0;

  for (guint i = 0;
       i < STRIDE && !in_order && self->left < self->left_end && self->right < self->right_end; i++)
    take (self,
          self->compare (self->from[self->left], self->from[self->right], self->user_data) <= 0
              ? &self->left
              : &self->right,
          1);
  if (in_order || self->right == self->right_end)
    take (self, &self->left, self->left_end - self->left);
  if (self->left == self->left_end)
    take (self, &self->right, self->right_end - self->right);
}

static void
begin_pass (RdmSlicedSort *self)
{
  gpointer *merged = self->to;

  self->to = self->from;
  self->from = merged;
  self->width *= 2;
  self->out = 0;
}

gboolean
rdm_sliced_sort_step (RdmSlicedSort *self, gint64 until_us)
{
  guint since = 0;

  while (self->width < self->n)
    {
      guint before = self->out;

      merge_some (self);
      since += self->out - before;
      if (self->out == self->n)
        begin_pass (self);
      if (self->left == self->left_end && self->right == self->right_end)
        begin_merge (self);
      if (since >= STRIDE)
        {
          since = 0;
          if (self->width < self->n && g_get_monotonic_time () > until_us)
            return FALSE;
        }
    }
  if (self->n > 0)
    memcpy (self->array->pdata, self->from, self->n * sizeof (gpointer));
  return TRUE;
}
