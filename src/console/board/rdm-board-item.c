/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-item.h"

#include "rdm-text.h"

G_DEFINE_FINAL_TYPE (RdmBoardItem, rdm_board_item, G_TYPE_OBJECT)

static void
finalize (GObject *object)
{
  RdmBoardItem *self = RDM_BOARD_ITEM (object);

  g_free (self->key);
  g_free (self->route);
  g_free (self->stop);
  g_free (self->search_text);
  G_OBJECT_CLASS (rdm_board_item_parent_class)->finalize (object);
}

static void
rdm_board_item_class_init (RdmBoardItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
rdm_board_item_init (RdmBoardItem *self)
{
}

char *
rdm_board_item_key (RdmBoardItemKind kind, const char *route, const char *stop, guint number)
{
  switch (kind)
    {
    case RDM_BOARD_TRAY:
      return g_strdup ("tray");
    case RDM_BOARD_ROUTE:
      return g_strconcat ("route ", route, NULL);
    case RDM_BOARD_STOP:
      return g_strconcat ("stop ", stop, NULL);
    case RDM_BOARD_BREAK:
      return g_strdup_printf ("break %s %u", route, number);
    }
  g_return_val_if_reached (NULL);
}

RdmBoardItem *
rdm_board_item_new (RdmBoardItemKind kind, const char *route, const char *stop, guint number)
{
  RdmBoardItem *self = g_object_new (RDM_TYPE_BOARD_ITEM, NULL);

  self->kind = kind;
  self->key = rdm_board_item_key (kind, route, stop, number);
  self->route = g_strdup (route);
  self->stop = g_strdup (stop);
  self->number = number;
  return self;
}

void
rdm_board_item_move (RdmBoardItem *self, const char *route, guint number)
{
  rdm_set_str (&self->route, route);
  g_clear_pointer (&self->search_text, g_free);
  self->number = number;
}
