/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-order-item.h"

#include "rdm-text.h"

struct _RdmOrderItem
{
  GObject parent_instance;

  RdmOrder *order;
  char *stop;
  char *search_key;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmOrderItem, rdm_order_item, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  RdmOrderItem *self = RDM_ORDER_ITEM (object);

  rdm_row_unref (self->order);
  g_free (self->stop);
  g_free (self->search_key);
  G_OBJECT_CLASS (rdm_order_item_parent_class)->finalize (object);
}

static void
rdm_order_item_class_init (RdmOrderItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_ORDER_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
rdm_order_item_init (RdmOrderItem *self)
{
}

/* All that somebody might remember of an order when a customer is on the phone. */
static char *
search_key_of (const RdmOrder *order)
{
  const char *parts[] = { order->reference,    order->at.name,    order->at.phone,
                          order->at.email,     order->at.address, order->at.postcode,
                          order->at.city,      order->notes,      order->from.name,
                          order->from.address, order->from.city,  order->from.phone,
                          order->at.address2 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s ", parts[i]);
  return rdm_text_search_key (text->str);
}

RdmOrderItem *
rdm_order_item_new (const RdmOrder *order)
{
  RdmOrderItem *self = g_object_new (RDM_TYPE_ORDER_ITEM, NULL);

  self->order = rdm_row_ref (order);
  self->stop = rdm_stop_id (order->row.id,
                            order->kind == RDM_ORDER_PICKUP ? RDM_STOP_PICKUP : RDM_STOP_DELIVERY);
  self->search_key = search_key_of (order);
  return self;
}

const RdmOrder *
rdm_order_item_get_order (RdmOrderItem *self)
{
  return self->order;
}

const char *
rdm_order_item_get_stop (RdmOrderItem *self)
{
  return self->stop;
}

gboolean
rdm_order_item_matches (RdmOrderItem *self, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->search_key, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

void
rdm_order_item_touch (RdmOrderItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}
