/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where dragged stops would land, whichever view they hover over.
 */
#pragma once

#include "rdm-price-card.h"

G_BEGIN_DECLS

/**
 * RdmDropKind:
 * @RDM_DROP_TRAY: nobody has them then
 * @RDM_DROP_BEST: each at its best place on the route
 * @RDM_DROP_AFTER: behind a stop, or at the head
 */
typedef enum
{
  RDM_DROP_NONE,
  RDM_DROP_TRAY,
  RDM_DROP_BEST,
  RDM_DROP_AFTER,
} RdmDropKind;

/** RdmDrop: borrows its ids, which live until the plan next changes. */
typedef struct
{
  RdmDropKind kind;
  const char *route;
  const char *after; /* AFTER: NULL is the head */
} RdmDrop;

/** rdm_drop_anchor: Returns: (nullable): of @stops (NULL-terminated, nullable) the last before
 * @position that does not itself move; NULL: the head of the route. */
const char *rdm_drop_anchor (const char *const *stops, guint position, const char *const *moving);

/** rdm_drop_end: Returns: (nullable): the anchor behind everything on @route (nullable). */
const char *rdm_drop_end (const RdmDeskRoute *route, const char *const *moving);

gboolean rdm_drop_equal (const RdmDrop *a, const RdmDrop *b);

/** rdm_drop_show_price: what @stops would cost there, beside (@x, @y) of @over; hides the card
 * where nothing can be dropped. */
void rdm_drop_show_price (const RdmDrop *self,
                          RdmPriceCard *card,
                          GtkWidget *over,
                          double x,
                          double y,
                          const char *const *stops);

/** rdm_drop_apply: does it; the dropped stops are selected then. Returns: whether it was applied.
 */
gboolean rdm_drop_apply (const RdmDrop *self, RdmDesk *desk, const char *const *stops);

/** rdm_drop_set_icon: a small plate that says how many, beside the pointer where no price is. */
void rdm_drop_set_icon (GtkDragSource *source, GtkWidget *widget, guint n);

G_END_DECLS
