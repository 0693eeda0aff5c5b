/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small card beside the pointer that says what a drop would cost. There is one in a window,
 * above all panes; the view under the pointer points it.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-desk.h"

G_BEGIN_DECLS

#define RDM_TYPE_PRICE_CARD (rdm_price_card_get_type ())
G_DECLARE_FINAL_TYPE (RdmPriceCard, rdm_price_card, RDM, PRICE_CARD, GtkWidget)

GtkWidget *rdm_price_card_new (RdmDesk *desk);

/**
 * rdm_price_card_show_drop: the price of dropping @stops behind @after on @route (NULL: the tray),
 * beside the point (@x, @y) of @over. The same question asked again costs nothing.
 */
void rdm_price_card_show_drop (RdmPriceCard *self,
                               GtkWidget *over,
                               double x,
                               double y,
                               const char *const *stops,
                               const char *route,
                               const char *after);

/** rdm_price_card_show_best: the same for each of @stops, the desk's selection, at its best place
 * on
 * @route. Working that out may take a moment; the card fills in what is missing. */
void rdm_price_card_show_best (RdmPriceCard *self,
                               GtkWidget *over,
                               double x,
                               double y,
                               const char *const *stops,
                               const char *route);

void rdm_price_card_hide (RdmPriceCard *self);

/** rdm_price_card_attach: puts the card above the child of @overlay, whose descendants may then
 * point it. It takes no input. */
void rdm_price_card_attach (RdmPriceCard *self, GtkOverlay *overlay);

G_END_DECLS
