/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-foot.h"

#include <glib/gi18n.h>

#include "rdm-assign-popover.h"
#include "rdm-board-text.h"
#include "rdm-next-frame.h"

struct _RdmBoardFoot
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;

  /* Borrowed */
  GtkWidget *revealer;
  GtkWidget *totals;
  GtkWidget *assign;

  /* State */
  guint tick; /* shows the totals */
};

G_DEFINE_FINAL_TYPE (RdmBoardFoot, rdm_board_foot, GTK_TYPE_WIDGET)

static void
show_totals_cb (GtkWidget *widget)
{
  RdmBoardFoot *self = RDM_BOARD_FOOT (widget);
  g_autofree char *text = rdm_board_text_totals (rdm_desk_get_totals (self->desk));

  self->tick = 0;
  gtk_label_set_text (GTK_LABEL (self->totals), text);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->totals), text) != 0)
    gtk_widget_set_tooltip_text (self->totals, text);
}

/* The sum of thousands takes a while: it comes with the next frame, not with the one that shows
 * what is selected. */
static void
refresh (RdmBoardFoot *self)
{
  const char *const *selection = rdm_desk_get_selection (self->desk);

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), selection[0] != NULL);
  if (selection[0] != NULL && self->tick == 0)
    self->tick = rdm_next_frame (GTK_WIDGET (self), show_totals_cb);
}

static GtkWidget *
button_new (const char *icon, const char *tooltip, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
dispose (GObject *object)
{
  RdmBoardFoot *self = RDM_BOARD_FOOT (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_board_foot_parent_class)->dispose (object);
}

static void
rdm_board_foot_class_init (RdmBoardFootClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "boardfoot");
}

static void
rdm_board_foot_init (RdmBoardFoot *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer),
                                    GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);

  self->totals = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->totals), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (self->totals), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->totals, "numeric");
  gtk_widget_add_css_class (self->totals, "caption");
  gtk_box_append (GTK_BOX (box), self->totals);

  self->assign = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->assign), _ ("_Assign…"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (self->assign), TRUE);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->assign), GTK_ARROW_UP);
  gtk_widget_set_hexpand (self->assign, TRUE);
  gtk_widget_set_tooltip_text (self->assign, _ ("To the best routes (1 to 9)"));
  gtk_box_append (GTK_BOX (buttons), self->assign);
  gtk_box_append (
      GTK_BOX (buttons),
      button_new ("rdm-optimize-symbolic", _ ("Plan the selection (O)"), "win.plan-selection"));
  gtk_box_append (GTK_BOX (buttons),
                  button_new ("rdm-lock-symbolic", _ ("Lock or unlock (L)"), "win.toggle-lock"));
  gtk_box_append (GTK_BOX (buttons),
                  button_new ("rdm-unassign-symbolic", _ ("Unassign (Delete)"), "win.unassign"));
  gtk_box_append (GTK_BOX (box), buttons);
}

GtkWidget *
rdm_board_foot_new (RdmDesk *desk)
{
  RdmBoardFoot *self = g_object_new (RDM_TYPE_BOARD_FOOT, NULL);

  self->desk = g_object_ref (desk);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->assign), rdm_assign_popover_new (desk));
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
