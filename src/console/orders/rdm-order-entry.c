/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-order-entry.h"

#include "rdm-text.h"

void
rdm_order_entry_forget_sort_key (RdmOrderEntry *self, guint column)
{
  if ((self->keyed & (1u << column)) != 0 && self->is_text[column])
    g_free (self->keys[column].text);
  self->keyed &= ~(1u << column);
}

static void
forget_all (RdmOrderEntry *self)
{
  for (guint i = 0; i < RDM_N_ORDER_COLUMNS; i++)
    rdm_order_entry_forget_sort_key (self, i);
  g_clear_pointer (&self->search_key, g_free);
}

RdmOrderEntry *
rdm_order_entry_new (const RdmOrder *order, guint number)
{
  RdmOrderEntry *self = g_new0 (RdmOrderEntry, 1);

  self->order = rdm_row_ref (order);
  self->stop = rdm_stop_id (order->row.id, rdm_order_column_role (order));
  self->number = number;
  self->row = RDM_GRID_NO_ROW;
  return self;
}

void
rdm_order_entry_free (RdmOrderEntry *self)
{
  forget_all (self);
  g_free (self->stop);
  rdm_row_unref ((gpointer)self->order);
  g_free (self);
}

void
rdm_order_entry_set_order (RdmOrderEntry *self, const RdmOrder *order)
{
  const RdmOrder *before = self->order;

  forget_all (self);
  g_free (self->stop);
  self->order = rdm_row_ref (order);
  self->stop = rdm_stop_id (order->row.id, rdm_order_column_role (order));
  rdm_row_unref ((gpointer)before);
}

void
rdm_order_entry_make_sort_key (RdmOrderEntry *self, RdmDesk *desk, guint column)
{
  gint64 number;
  char *text;

  if ((self->keyed & (1u << column)) != 0)
    return;
  text = rdm_order_column_sort_key (column, desk, self->order, self->stop, &number);
  self->is_text[column] = text != NULL;
  if (text != NULL)
    self->keys[column].text = text;
  else
    self->keys[column].number = number;
  self->keyed |= 1u << column;
}

int
rdm_order_entry_compare (const RdmOrderEntry *self, const RdmOrderEntry *other, guint column)
{
  gint64 x;
  gint64 y;

  if (self->is_text[column])
    return strcmp (self->keys[column].text, other->keys[column].text);
  x = self->keys[column].number;
  y = other->keys[column].number;
  return (x > y) - (x < y);
}

/* All that somebody might remember of an order when a customer is on the phone. */
void
rdm_order_entry_make_search_key (RdmOrderEntry *self)
{
  const RdmOrder *order = self->order;
  const char *parts[] = { order->reference,    order->at.name,    order->at.phone,
                          order->at.email,     order->at.address, order->at.postcode,
                          order->at.city,      order->notes,      order->from.name,
                          order->from.address, order->from.city,  order->from.phone,
                          order->at.address2 };
  g_autoptr (GString) text = NULL;

  if (self->search_key != NULL)
    return;
  text = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s ", parts[i]);
  self->search_key = rdm_text_search_key (text->str);
}

gboolean
rdm_order_entry_matches (RdmOrderEntry *self, GStrv words)
{
  rdm_order_entry_make_search_key (self);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->search_key, words[i]) == NULL)
      return FALSE;
  return TRUE;
}
