/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-lists.h"

/* Weaving: @present are the stops of the steps. @followers (element-type utf8 GPtrArray) says for
 * a stop, or for "" at the head, what goes behind it. */
typedef struct
{
  const RdmDayModel *model;
  GHashTable *present;
  GHashTable *followers;
} Weaving;

static gboolean
is_known (Weaving *self, const char *stop)
{
  return rdm_day_model_find_task (self->model, stop) != RDM_VRP_NONE;
}

static void
find_followers (Weaving *self, const char *const *old)
{
  const char *before = "";

  for (guint i = 0; old && old[i]; i++)
    {
      GPtrArray *followers;

      if (is_known (self, old[i]))
        {
          if (g_hash_table_contains (self->present, old[i]))
            before = old[i];
          continue;
        }
      followers = g_hash_table_lookup (self->followers, before);
      if (!followers)
        {
          followers = g_ptr_array_new ();
          g_hash_table_insert (self->followers, (gpointer)before, followers);
        }
      g_ptr_array_add (followers, (gpointer)old[i]);
    }
}

static void
add_with_followers (Weaving *self, GPtrArray *list, const char *stop)
{
  GPtrArray *followers = g_hash_table_lookup (self->followers, stop);

  if (*stop)
    g_ptr_array_add (list, (gpointer)stop);
  for (guint i = 0; followers && i < followers->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (followers, i));
}

/* Returns: whether the stop at @i had its place on the wrong side of its shipment's other half. */
static gboolean
mend_shipment (Weaving *self, GPtrArray *list, guint i)
{
  gpointer id = g_ptr_array_index (list, i);
  const RdmModelStop *entry = rdm_day_model_find_stop (self->model, id);
  gboolean is_pickup = entry && entry->stop->role == RDM_STOP_PICKUP;
  g_autofree char *partner = NULL;
  guint at;

  if (!entry || entry->task != RDM_VRP_NONE || entry->order->kind != RDM_ORDER_SHIPMENT)
    return FALSE;
  partner = rdm_stop_id (entry->order->row.id, is_pickup ? RDM_STOP_DELIVERY : RDM_STOP_PICKUP);
  if (!g_ptr_array_find_with_equal_func (list, partner, g_str_equal, &at)
      || (is_pickup ? i < at : at < i))
    return FALSE;
  g_ptr_array_remove_index (list, i);
  g_ptr_array_insert (list, (int)at, id);
  return TRUE;
}

GStrv
rdm_lists_weave (const RdmDayModel *model,
                 const char *const *old,
                 const gint32 *steps,
                 guint n_steps)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) followers =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) copies = g_strv_builder_new ();
  Weaving self = { model, present, followers };

  for (guint i = 0; i < n_steps; i++)
    g_hash_table_add (present, (gpointer)rdm_day_model_get_stop_id (model, (guint)steps[i]));
  find_followers (&self, old);
  add_with_followers (&self, list, "");
  for (guint i = 0; i < n_steps; i++)
    add_with_followers (&self, list, rdm_day_model_get_stop_id (model, (guint)steps[i]));
  for (guint i = 0; i < list->len; i++)
    while (mend_shipment (&self, list, i))
      ;
  for (guint i = 0; i < list->len; i++)
    g_strv_builder_add (copies, g_ptr_array_index (list, i));
  return g_strv_builder_end (copies);
}
