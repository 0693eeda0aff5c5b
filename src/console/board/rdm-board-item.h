/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the board, by what it stands for. What it says is read from the desk when it is drawn.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RDM_BOARD_TRAY,
  RDM_BOARD_ROUTE,
  RDM_BOARD_STOP,
  RDM_BOARD_BREAK,
} RdmBoardItemKind;

#define RDM_TYPE_BOARD_ITEM (rdm_board_item_get_type ())
G_DECLARE_FINAL_TYPE (RdmBoardItem, rdm_board_item, RDM, BOARD_ITEM, GObject)

/**
 * RdmBoardItem:
 * @key: tells rows apart
 * @route: NULL in the tray
 * @stop: of a STOP
 * @number: of a STOP: its place on the route, from 1; of a BREAK: how many visits come before it
 * @open: of a TRAY or ROUTE: its stops are shown
 * @search_text: what a STOP is searched by; NULL until that is worked out
 * @is_listed: the model's: it is still there
 */
struct _RdmBoardItem
{
  GObject parent_instance;

  RdmBoardItemKind kind;
  char *key;
  char *route;
  char *stop;
  guint number;
  gboolean open;
  char *search_text;
  gboolean is_listed;
};

/** rdm_board_item_key: Returns: (transfer full): see above. */
char *rdm_board_item_key (RdmBoardItemKind kind, const char *route, const char *stop, guint number)
    G_GNUC_WARN_UNUSED_RESULT;

RdmBoardItem *rdm_board_item_new (RdmBoardItemKind kind,
                                  const char *route,
                                  const char *stop,
                                  guint number) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_board_item_move: it is on @route now, NULL for the tray, at @number, and may say something
 * else. */
void rdm_board_item_move (RdmBoardItem *self, const char *route, guint number);

G_END_DECLS
