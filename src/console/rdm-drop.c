/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-drop.h"

#include <glib/gi18n.h>

#include "rdm-ink.h"

const char *
rdm_drop_anchor (const char *const *stops, guint position, const char *const *moving)
{
  if (stops == NULL)
    return NULL;
  for (guint i = position; i > 0; i--)
    if (moving == NULL || !g_strv_contains (moving, stops[i - 1]))
      return stops[i - 1];
  return NULL;
}

const char *
rdm_drop_end (const RdmDeskRoute *route, const char *const *moving)
{
  char **stops = route != NULL ? route->route->stops : NULL;

  return stops != NULL ? rdm_drop_anchor ((const char *const *)stops, g_strv_length (stops), moving)
                       : NULL;
}

gboolean
rdm_drop_equal (const RdmDrop *a, const RdmDrop *b)
{
  return a->kind == b->kind && g_strcmp0 (a->route, b->route) == 0
         && g_strcmp0 (a->after, b->after) == 0;
}

void
rdm_drop_show_price (const RdmDrop *self,
                     RdmPriceCard *card,
                     GtkWidget *over,
                     double x,
                     double y,
                     const char *const *stops)
{
  if (card == NULL)
    return;
  switch (self->kind)
    {
    case RDM_DROP_TRAY:
      rdm_price_card_show_drop (card, over, x, y, stops, NULL, NULL);
      break;
    case RDM_DROP_BEST:
      rdm_price_card_show_best (card, over, x, y, stops, self->route);
      break;
    case RDM_DROP_AFTER:
      rdm_price_card_show_drop (card, over, x, y, stops, self->route, self->after);
      break;
    case RDM_DROP_NONE:
      rdm_price_card_hide (card);
      break;
    }
}

/* The desk knows how to take the selection to a route's best places. A route that is not ranked
 * gets them at its end, or says why not. */
static gboolean
apply_best (RdmDesk *desk, const char *route, const char *const *stops)
{
  GPtrArray *ranking = rdm_desk_get_ranking (desk);
  g_autofree char *after = NULL;

  for (guint i = 0; i < ranking->len; i++)
    if (g_strcmp0 (((const RdmRank *)g_ptr_array_index (ranking, i))->route, route) == 0)
      return rdm_desk_assign_ranked (desk, i + 1);
  after = g_strdup (rdm_drop_end (rdm_desk_find_route (desk, route), stops));
  return rdm_desk_assign (desk, stops, route, after);
}

gboolean
rdm_drop_apply (const RdmDrop *self, RdmDesk *desk, const char *const *stops)
{
  /* What is borrowed goes with the first change. */
  g_autofree char *route = g_strdup (self->route);
  g_autofree char *after = g_strdup (self->after);

  if (self->kind == RDM_DROP_NONE || stops == NULL || stops[0] == NULL)
    return FALSE;
  rdm_desk_select (desk, stops, RDM_SELECT_ONLY);
  if (self->kind == RDM_DROP_BEST)
    return apply_best (desk, route, stops);
  if (self->kind == RDM_DROP_AFTER)
    return rdm_desk_assign (desk, stops, route, after);
  rdm_desk_unassign_selection (desk);
  return TRUE;
}

void
rdm_drop_set_icon (GtkDragSource *source, GtkWidget *widget, guint n)
{
  static const GdkRGBA plate = { 0.15f, 0.15f, 0.17f, 0.92f };
  static const GdkRGBA ink = { 1.f, 1.f, 1.f, 1.f };
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("%u stop", "%u stops", n), n);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (GdkPaintable) icon = NULL;
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  width += 20;
  height += 8;
  rdm_ink_pill (snapshot, &plate, &GRAPHENE_RECT_INIT (0.f, 0.f, (float)width, (float)height),
                height / 2.);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (10.f, 4.f));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  icon = gtk_snapshot_free_to_paintable (g_steal_pointer (&snapshot),
                                         &GRAPHENE_SIZE_INIT ((float)width, (float)height));
  /* To the left, at the pointer's height: prices stand above or below that. */
  gtk_drag_source_set_icon (source, icon, width + 10, height / 2);
}
