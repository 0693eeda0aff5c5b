/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lies over the map: buttons, scale, attribution, the card about what is hovered, the target
 * "To the tray".
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>

#include "rdm-closure-list.h"
#include "rdm-closure-text.h"
#include "rdm-map-cluster.h"
#include "rdm-time.h"

#define EDGE 10
#define CARD_GAP 16
#define SCALE_WIDTH 110

static void
fit_clicked_cb (RdmMap *self)
{
  rdm_map_fit (self);
}

static void
zoom_in_cb (RdmMap *self)
{
  shumate_map_zoom_in (self->map);
}

static void
zoom_out_cb (RdmMap *self)
{
  shumate_map_zoom_out (self->map);
}

static void
box_toggled_cb (RdmMap *self)
{
  gboolean active = gtk_toggle_button_get_active (self->box_button);

  if (active != (self->tool == RDM_MAP_TOOL_BOX))
    rdm_map_set_tool (self, active ? RDM_MAP_TOOL_BOX : RDM_MAP_TOOL_POINTER);
}

static void
lasso_toggled_cb (RdmMap *self)
{
  gboolean active = gtk_toggle_button_get_active (self->lasso_button);

  if (active != (self->tool == RDM_MAP_TOOL_LASSO))
    rdm_map_set_tool (self, active ? RDM_MAP_TOOL_LASSO : RDM_MAP_TOOL_POINTER);
}

static void
closure_toggled_cb (RdmMap *self)
{
  gboolean active = gtk_toggle_button_get_active (self->closure_button);

  if (active != (self->tool == RDM_MAP_TOOL_CLOSURE))
    rdm_map_set_tool (self, active ? RDM_MAP_TOOL_CLOSURE : RDM_MAP_TOOL_POINTER);
}

/* The desk comes after the buttons: the list is made when it is first wanted. */
static void
make_closure_list_cb (GtkMenuButton *button, gpointer user_data)
{
  RdmMap *self = user_data;
  GtkWidget *list;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  list = rdm_closure_list_new (self->desk);
  g_signal_connect_object (list, "chosen", G_CALLBACK (rdm_map_edit_closure), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, list);
}

static void
name_button (GtkWidget *button, const char *name)
{
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
add_group (GtkWidget *column)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (group, "map-control");
  gtk_box_append (GTK_BOX (column), group);
  return group;
}

static GtkWidget *
add_button (RdmMap *self, GtkWidget *group, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  name_button (button, name);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (group), button);
  return button;
}

static GtkToggleButton *
add_toggle (RdmMap *self, GtkWidget *group, const char *icon, const char *name, GCallback toggled)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  name_button (button, name);
  g_signal_connect_swapped (button, "toggled", toggled, self);
  gtk_box_append (GTK_BOX (group), button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
add_closure_buttons (RdmMap *self, GtkWidget *group)
{
  GtkWidget *list = gtk_menu_button_new ();

  self->closure_button =
      add_toggle (self, group, "rdm-road-closed-symbolic", _ ("Close or slow a road, or an area"),
                  G_CALLBACK (closure_toggled_cb));
  self->closures_button = GTK_MENU_BUTTON (list);
  gtk_widget_add_css_class (list, "flat");
  gtk_menu_button_set_icon_name (self->closures_button, "view-list-symbolic");
  gtk_menu_button_set_direction (self->closures_button, GTK_ARROW_LEFT);
  gtk_menu_button_set_create_popup_func (self->closures_button, make_closure_list_cb, self, NULL);
  name_button (list, _ ("Closed and slow roads"));
  gtk_box_append (GTK_BOX (group), list);
}

static void
add_controls (RdmMap *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *legend = gtk_menu_button_new ();
  GtkWidget *group;

  gtk_widget_set_halign (column, GTK_ALIGN_END);
  gtk_widget_set_valign (column, GTK_ALIGN_START);
  gtk_widget_set_margin_top (column, EDGE);
  gtk_widget_set_margin_end (column, EDGE);

  group = add_group (column);
  add_button (self, group, "zoom-in-symbolic", _ ("Zoom in"), G_CALLBACK (zoom_in_cb));
  add_button (self, group, "zoom-out-symbolic", _ ("Zoom out"), G_CALLBACK (zoom_out_cb));
  add_button (self, group, "rdm-fit-symbolic", _ ("Show the selection, or the whole day"),
              G_CALLBACK (fit_clicked_cb));
  group = add_group (column);
  self->box_button =
      add_toggle (self, group, "rdm-select-box-symbolic",
                  _ ("Select with a box (or drag with Shift)"), G_CALLBACK (box_toggled_cb));
  self->lasso_button =
      add_toggle (self, group, "rdm-select-lasso-symbolic", _ ("Select by drawing around stops"),
                  G_CALLBACK (lasso_toggled_cb));
  add_closure_buttons (self, add_group (column));
  group = add_group (column);
  gtk_widget_add_css_class (legend, "flat");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (legend), "rdm-legend-symbolic");
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (legend), GTK_ARROW_LEFT);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (legend), rdm_map_legend_new ());
  name_button (legend, _ ("Legend"));
  gtk_box_append (GTK_BOX (group), legend);
  gtk_overlay_add_overlay (self->overlay, column);
}

/* Beside the scale, and apart from it: only the words are to take clicks. */
static void
add_attribution (RdmMap *self)
{
  self->attribution = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->attribution), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->attribution, "map-attribution");
  gtk_widget_add_css_class (self->attribution, "caption");
  gtk_widget_set_halign (self->attribution, GTK_ALIGN_END);
  gtk_widget_set_valign (self->attribution, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (self->attribution, 4);
  gtk_widget_set_margin_start (self->attribution, EDGE);
  gtk_widget_set_margin_end (self->attribution, EDGE + SCALE_WIDTH + 12);
  gtk_widget_set_visible (self->attribution, FALSE);
  gtk_overlay_add_overlay (self->overlay, self->attribution);
}

static void
add_scale (RdmMap *self)
{
  GtkWidget *scale = GTK_WIDGET (shumate_scale_new (self->viewport));

  shumate_scale_set_unit (SHUMATE_SCALE (scale), SHUMATE_UNIT_METRIC);
  shumate_scale_set_max_width (SHUMATE_SCALE (scale), SCALE_WIDTH);
  gtk_widget_add_css_class (scale, "map-scale");
  gtk_widget_set_halign (scale, GTK_ALIGN_END);
  gtk_widget_set_valign (scale, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (scale, 4);
  gtk_widget_set_margin_end (scale, EDGE);
  gtk_widget_set_can_target (scale, FALSE);
  gtk_overlay_add_overlay (self->overlay, scale);
}

static void
add_hint (RdmMap *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (
      _ ("Streets and travel times on them come from a region, which is made from an OpenStreetMap "
         "extract."));
  GtkWidget *choose = gtk_button_new_with_mnemonic (_ ("_Choose a Region…"));
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choose), "win.preferences");
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  name_button (close, _ ("Not now"));
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (rdm_map_close_hint), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), choose);
  gtk_box_append (GTK_BOX (box), close);
  gtk_widget_add_css_class (box, "map-hint");
  self->hint = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->hint), box);
  gtk_revealer_set_transition_type (GTK_REVEALER (self->hint),
                                    GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_widget_set_halign (self->hint, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->hint, GTK_ALIGN_END);
  gtk_widget_set_margin_start (self->hint, EDGE);
  gtk_widget_set_margin_end (self->hint, EDGE);
  /* Above the scale, and where a notice of the window comes. */
  gtk_widget_set_margin_bottom (self->hint, 84);
  gtk_overlay_add_overlay (self->overlay, self->hint);
}

static void
add_card (RdmMap *self)
{
  self->card = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->card), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->card, "map-card");
  gtk_widget_add_css_class (self->card, "numeric");
  gtk_widget_set_halign (self->card, GTK_ALIGN_START);
  gtk_widget_set_valign (self->card, GTK_ALIGN_START);
  gtk_widget_set_can_target (self->card, FALSE);
  gtk_widget_set_visible (self->card, FALSE);
  gtk_overlay_add_overlay (self->overlay, self->card);
}

static void
add_tray (RdmMap *self)
{
  GtkWidget *label = gtk_label_new (_ ("To the tray"));

  self->tray = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (self->tray), gtk_image_new_from_icon_name ("rdm-tray-symbolic"));
  gtk_box_append (GTK_BOX (self->tray), label);
  gtk_widget_add_css_class (self->tray, "map-target");
  gtk_widget_set_halign (self->tray, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->tray, GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (self->tray, 24);
  gtk_widget_set_can_target (self->tray, FALSE);
  gtk_widget_set_visible (self->tray, FALSE);
  gtk_overlay_add_overlay (self->overlay, self->tray);
}

static void
add_banner (RdmMap *self)
{
  self->banner = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->banner), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->banner), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->banner, "map-card");
  gtk_widget_set_halign (self->banner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->banner, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->banner, EDGE);
  gtk_widget_set_margin_start (self->banner, 60);
  gtk_widget_set_margin_end (self->banner, 60);
  gtk_widget_set_can_target (self->banner, FALSE);
  gtk_widget_set_visible (self->banner, FALSE);
  gtk_overlay_add_overlay (self->overlay, self->banner);
}

void
rdm_map_add_chrome (RdmMap *self)
{
  add_scale (self);
  add_attribution (self);
  add_hint (self);
  add_card (self);
  add_tray (self);
  add_banner (self);
  add_controls (self);
}

void
rdm_map_update_attribution (RdmMap *self)
{
  g_autofree char *markup = NULL;
  const char *text = NULL;
  const char *uri = NULL;

  if (self->tiles != NULL)
    {
      text = self->tiles_attribution;
      uri = self->tiles_attribution_uri;
    }
  else if (self->region != NULL)
    {
      text = rdm_region_attribution (self->region);
      uri = rdm_region_attribution_uri (self->region);
    }
  gtk_widget_set_visible (self->attribution, text != NULL && *text != '\0');
  if (text == NULL)
    return;
  /* What leads elsewhere than to a page is no link. */
  if (uri != NULL && (g_str_has_prefix (uri, "https://") || g_str_has_prefix (uri, "http://")))
    markup = g_markup_printf_escaped ("<a href=\"%s\">%s</a>", uri, text);
  else
    markup = g_markup_escape_text (text, -1);
  gtk_label_set_markup (GTK_LABEL (self->attribution), markup);
}

void
rdm_map_show_banner (RdmMap *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->banner), text != NULL ? text : "");
  gtk_widget_set_visible (self->banner, text != NULL);
}

gboolean
rdm_map_is_over_tray (RdmMap *self, double x, double y)
{
  graphene_rect_t bounds;

  return gtk_widget_get_visible (self->tray)
         && gtk_widget_compute_bounds (self->tray, GTK_WIDGET (self), &bounds)
         && graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT ((float)x, (float)y));
}

/* The card */

/* Adds @text, which is no markup, between two pieces of it. */
static void
add_words (GPtrArray *words, const char *open, const char *text, const char *close)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_ptr_array_add (words, g_strconcat (open, escaped, close, NULL));
}

static void
add_plain (GPtrArray *words, const char *text)
{
  add_words (words, "", text, "");
}

static void
add_bold (GPtrArray *words, const char *text)
{
  add_words (words, "<b>", text, "</b>");
}

static void
add_dim (GPtrArray *words, const char *text)
{
  add_words (words, "<span alpha=\"70%\">", text, "</span>");
}

static void
add_times (GPtrArray *words, const RdmVisit *visit, const RdmOrderEnd *end)
{
  if (visit != NULL)
    {
      g_autofree char *time = rdm_time_format_of_day (visit->begin_s);

      add_plain (words, time);
    }
  for (guint i = 0; i < end->windows.n; i++)
    {
      g_autofree char *window =
          rdm_time_format_window (end->windows.at[i].from_s, end->windows.at[i].to_s);

      add_dim (words, window);
    }
}

/* "LI-05 12  Feldstrasse 4  08:12  08:00–12:00  planned, late" */
static char *
describe_stop (RdmMap *self, int index)
{
  const RdmMapMark *mark = rdm_map_scene_mark (self->scene, index);
  const RdmMapLine *line = rdm_map_scene_line_of (self->scene, mark);
  const RdmOrder *order = rdm_desk_find_order (self->desk, mark->stop->row.id);
  g_auto (GStrv) here = rdm_map_stops_at (self->scene, index);
  guint n_here = g_strv_length (here);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *state = rdm_glyph_describe (mark->state, mark->flags);
  const RdmOrderEnd *end;

  if (order == NULL)
    return NULL;
  end = rdm_order_end (order, mark->stop->role);
  if (line != NULL)
    {
      g_autofree char *place = g_strdup_printf ("%s %d", line->name, mark->number);

      add_bold (words, place);
    }
  if (end->name != NULL)
    add_plain (words, end->name);
  if (end->address != NULL)
    add_plain (words, end->address);
  add_times (words, rdm_desk_find_visit (self->desk, mark->stop->row.id), end);
  add_dim (words, state);
  if (n_here > 1)
    {
      g_autofree char *more =
          g_strdup_printf (ngettext ("%u more here", "%u more here", n_here - 1), n_here - 1);

      add_dim (words, more);
    }
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("   ", (char **)words->pdata);
}

static char *
describe_line (const RdmMapLine *line)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *hours = rdm_time_format_window (line->start_s, line->end_s);
  g_autofree char *stops =
      g_strdup_printf (ngettext ("%u stop", "%u stops", line->n_stops), line->n_stops);

  add_bold (words, line->name);
  add_plain (words, stops);
  add_plain (words, hours);
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("   ", (char **)words->pdata);
}

static char *
describe_depot (RdmMap *self, int index)
{
  GArray *lines = g_array_index (self->scene->depots, RdmMapDepot, index).lines;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < lines->len && i < 8; i++)
    {
      const RdmMapLine *line =
          g_ptr_array_index (self->scene->lines, g_array_index (lines, guint, i));

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", line->name);
    }
  if (lines->len > 8)
    g_string_append (names, " …");
  /* Translators: a depot, and the routes that begin or end there. */
  return g_markup_printf_escaped (_ ("Depot of %s"), names->str);
}

static char *
describe_closure (RdmMap *self, int index)
{
  g_autofree char *text = rdm_closure_describe (rdm_closure_layer_get (self->closures, index),
                                                rdm_desk_get_date (self->desk));

  return g_markup_escape_text (text, -1);
}

static char *
describe_hit (RdmMap *self, const RdmMapHit *hit)
{
  GArray *clusters = rdm_plan_layer_get_clusters (self->plan);
  guint n;

  switch (hit->kind)
    {
    case RDM_MAP_HIT_STOP:
      return describe_stop (self, hit->index);
    case RDM_MAP_HIT_LINE:
      return describe_line (g_ptr_array_index (self->scene->lines, hit->index));
    case RDM_MAP_HIT_DEPOT:
      return describe_depot (self, hit->index);
    case RDM_MAP_HIT_CLUSTER:
      n = g_array_index (clusters, RdmMapCluster, hit->index).members->len;
      return g_strdup_printf (ngettext ("%u stop", "%u stops", n), n);
    case RDM_MAP_HIT_CLOSURE:
      return describe_closure (self, hit->index);
    case RDM_MAP_HIT_VEHICLE:
      return rdm_map_describe_vehicle (self, hit->index);
    case RDM_MAP_HIT_NOTHING:
      return NULL;
    }
  return NULL;
}

void
rdm_map_show_card (RdmMap *self, const RdmMapHit *hit, RdmXY pixel)
{
  g_autofree char *text = describe_hit (self, hit);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int card_width;
  int card_height;
  int top;

  gtk_widget_set_visible (self->card, text != NULL);
  if (text == NULL)
    return;
  gtk_label_set_markup (GTK_LABEL (self->card), text);
  gtk_widget_set_margin_start (self->card, 0);
  gtk_widget_set_margin_top (self->card, 0);
  gtk_widget_measure (self->card, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &card_width, NULL, NULL);
  gtk_widget_measure (self->card, GTK_ORIENTATION_VERTICAL, -1, NULL, &card_height, NULL, NULL);
  /* Above what it is about, or below where there is no room; never under the pointer. */
  top = (int)pixel.y - card_height - CARD_GAP;
  if (top < 4)
    top = (int)pixel.y + CARD_GAP + 6;
  gtk_widget_set_margin_start (
      self->card, CLAMP ((int)pixel.x - card_width / 2, 6, MAX (width - card_width - 6, 6)));
  gtk_widget_set_margin_top (self->card, top);
}
