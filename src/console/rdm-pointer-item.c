/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-pointer-item.h"

struct _RdmPointerItem
{
  GObject parent_instance;

  gconstpointer pointer;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmPointerItem, rdm_pointer_item, G_TYPE_OBJECT)

static void
rdm_pointer_item_class_init (RdmPointerItemClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_POINTER_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_pointer_item_init (RdmPointerItem *self)
{
}

gconstpointer
rdm_pointer_item_get (RdmPointerItem *self)
{
  return self->pointer;
}

static void
change_in_place (GListStore *store, GPtrArray *array)
{
  for (guint i = 0; i < array->len; i++)
    {
      g_autoptr (RdmPointerItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      item->pointer = g_ptr_array_index (array, i);
      g_signal_emit (item, signals[CHANGED], 0);
    }
}

void
rdm_pointer_item_fill (GListStore *store, GPtrArray *array)
{
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (store));
  g_autoptr (GPtrArray) items = NULL;

  if (array != NULL && array->len == n_before)
    {
      change_in_place (store, array);
      return;
    }
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; array != NULL && i < array->len; i++)
    {
      RdmPointerItem *item = g_object_new (RDM_TYPE_POINTER_ITEM, NULL);

      item->pointer = g_ptr_array_index (array, i);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (store, 0, n_before, items->pdata, items->len);
}
