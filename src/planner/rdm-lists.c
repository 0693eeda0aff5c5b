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
add_with_followers (Weaving *self, GStrvBuilder *list, const char *stop)
{
  GPtrArray *followers = g_hash_table_lookup (self->followers, stop);

  if (*stop)
    g_strv_builder_add (list, stop);
  for (guint i = 0; followers && i < followers->len; i++)
    g_strv_builder_add (list, g_ptr_array_index (followers, i));
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
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  Weaving self = { model, present, followers };

  for (guint i = 0; i < n_steps; i++)
    g_hash_table_add (present, (gpointer)rdm_day_model_get_stop_id (model, (guint)steps[i]));
  find_followers (&self, old);
  add_with_followers (&self, list, "");
  for (guint i = 0; i < n_steps; i++)
    add_with_followers (&self, list, rdm_day_model_get_stop_id (model, (guint)steps[i]));
  return g_strv_builder_end (list);
}
