/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is selected.
 */
#include "rdm-desk-private.h"
#include "rdm-text.h"

static void
selection_changed (RdmDesk *self)
{
  rdm_desk_forget_selection (self);
  g_signal_emit_by_name (self, "selection-changed");
}

static void
selection_add (RdmDesk *self, const char *stop)
{
  char *copy;

  if (g_hash_table_contains (self->selected, stop))
    return;
  copy = g_strdup (stop);
  g_ptr_array_insert (self->selection, (int)self->selection->len - 1, copy);
  g_hash_table_add (self->selected, copy);
}

static void
selection_remove (RdmDesk *self, const char *stop)
{
  for (guint i = 0; i + 1 < self->selection->len; i++)
    if (g_str_equal (g_ptr_array_index (self->selection, i), stop))
      {
        g_hash_table_remove (self->selected, stop);
        g_ptr_array_remove_index (self->selection, i);
        return;
      }
}

static void
selection_clear (RdmDesk *self)
{
  g_hash_table_remove_all (self->selected);
  g_clear_pointer (&self->selection, g_ptr_array_unref);
  self->selection = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->selection, NULL);
}

void
rdm_desk_select (RdmDesk *self, const char *const *stops, RdmSelectMode mode)
{
  /* The caller's list may be the present selection itself. */
  g_autoptr (GPtrArray) before = g_ptr_array_ref (self->selection);
  g_auto (GStrv) copy = mode != RDM_SELECT_ONLY ? g_strdupv ((char **)stops) : NULL;
  const char *const *wanted = copy != NULL ? (const char *const *)copy : stops;

  if (mode == RDM_SELECT_ONLY)
    {
      g_clear_pointer (&self->selected_route, g_free);
      selection_clear (self);
    }
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    if (mode == RDM_SELECT_TOGGLE && g_hash_table_contains (self->selected, wanted[i]))
      selection_remove (self, wanted[i]);
    else
      selection_add (self, wanted[i]);
  selection_changed (self);
}

void
rdm_desk_select_route (RdmDesk *self, const char *route)
{
  selection_clear (self);
  rdm_set_str (&self->selected_route, route);
  selection_changed (self);
}

gboolean
rdm_desk_is_selected (RdmDesk *self, const char *stop)
{
  return g_hash_table_contains (self->selected, stop);
}

const char *const *
rdm_desk_get_selection (RdmDesk *self)
{
  return (const char *const *)self->selection->pdata;
}

const char *
rdm_desk_get_selected_route (RdmDesk *self)
{
  return self->selected_route;
}

void
rdm_desk_prune_selection (RdmDesk *self)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  guint n = self->selection->len - 1;

  if (self->selected_route != NULL && !g_hash_table_contains (self->by_id, self->selected_route))
    g_clear_pointer (&self->selected_route, g_free);
  for (guint i = 0; i < n; i++)
    {
      const RdmOrder *order = rdm_desk_find_order (self, g_ptr_array_index (self->selection, i));

      if (order != NULL && g_strcmp0 (order->date, self->date) == 0)
        g_ptr_array_add (kept, g_ptr_array_index (self->selection, i));
    }
  if (kept->len == n)
    return;
  g_ptr_array_add (kept, NULL);
  rdm_desk_select (self, (const char *const *)kept->pdata, RDM_SELECT_ONLY);
}
