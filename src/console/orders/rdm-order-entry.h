/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An order as a row of the table, with what it is sorted by and found by. Keys are made when they
 * are first needed, and kept as long as they hold.
 */
#pragma once

#include "rdm-order-columns.h"

G_BEGIN_DECLS

typedef struct
{
  const RdmOrder *order; /* owned */
  char *stop;            /* that the row stands for */
  char *search_key;      /* NULL until it is needed */
  guint number;          /* what is equal stays in this order */
  guint row;             /* where it is shown, or RDM_GRID_NO_ROW */

  /* By column */
  guint32 keyed; /* a bit for each column that has its key */
  gboolean is_text[RDM_N_ORDER_COLUMNS];
  union
  {
    char *text;
    gint64 number;
  } keys[RDM_N_ORDER_COLUMNS];
} RdmOrderEntry;

RdmOrderEntry *rdm_order_entry_new (const RdmOrder *order, guint number) G_GNUC_WARN_UNUSED_RESULT;
void rdm_order_entry_free (RdmOrderEntry *self);

/** rdm_order_entry_set_order: the order reads something else now. */
void rdm_order_entry_set_order (RdmOrderEntry *self, const RdmOrder *order);

void rdm_order_entry_make_sort_key (RdmOrderEntry *self, RdmDesk *desk, guint column);
void rdm_order_entry_forget_sort_key (RdmOrderEntry *self, guint column);

/** rdm_order_entry_compare: by @column, whose keys both have. */
int rdm_order_entry_compare (const RdmOrderEntry *self, const RdmOrderEntry *other, guint column);

void rdm_order_entry_make_search_key (RdmOrderEntry *self);

/** rdm_order_entry_matches: whether every one of @words, which are folded, is in it somewhere. */
gboolean rdm_order_entry_matches (RdmOrderEntry *self, GStrv words);

G_END_DECLS
