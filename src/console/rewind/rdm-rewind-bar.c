/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-rewind-bar.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"

struct _RdmRewindBar
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmPast *past;

  /* Children */
  GtkWidget *box;
  GtkLabel *moment;
  GtkLabel *event;
  GtkWidget *earlier;
  GtkWidget *later;
  GtkScale *scale;
  GtkWidget *keep;

  /* State */
  guint n; /* what has happened by the moment that is shown */
};

G_DEFINE_FINAL_TYPE (RdmRewindBar, rdm_rewind_bar, GTK_TYPE_WIDGET)

gboolean
rdm_rewind_bar_is_what_if (RdmRewindBar *self)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);

  return file != NULL && rdm_plan_file_get_undo_label (file) != NULL;
}

static void
update_words (RdmRewindBar *self)
{
  gboolean what_if = rdm_rewind_bar_is_what_if (self);
  g_autofree char *time =
      rdm_desk_format_moment (self->desk, rdm_replay_get_at_ms (self->past->replay, self->n));
  const char *label = g_ptr_array_index (self->past->labels, self->n - 1);
  g_autofree char *text =
      what_if ? g_strdup_printf (_ ("What if, from %s"), time) : g_strdup (time);

  gtk_label_set_text (self->moment, text);
  gtk_label_set_text (self->event, what_if ? _ ("Nothing here changes the real day. Undo all to "
                                                "look back further.")
                                           : label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), !what_if);
  gtk_widget_set_sensitive (self->earlier, !what_if && self->n > 1);
  gtk_widget_set_sensitive (self->later,
                            !what_if && self->n < rdm_replay_get_n (self->past->replay));
  gtk_widget_set_visible (self->keep, what_if);
}

/* Shows the day after the first @n things that happened. */
static void
show_moment (RdmRewindBar *self, guint n)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);
  g_autoptr (RdmRows) then = rdm_replay_get_rows (self->past->replay, n);
  g_autoptr (GPtrArray) changes = rdm_rows_differences (rdm_plan_file_get_rows (file), then);

  self->n = n;
  /* Whoever looks at the rows asks what time it is. */
  rdm_clock_play (rdm_desk_get_clock (self->desk), rdm_replay_get_at_ms (self->past->replay, n), 0);
  rdm_plan_file_take (file, changes, NULL);
  rdm_live_begin_anew (rdm_desk_get_live (self->desk));
  update_words (self);
}

static void
value_changed_cb (RdmRewindBar *self)
{
  guint n = (guint)(gtk_range_get_value (GTK_RANGE (self->scale)) + 0.5);

  if (n != self->n && !rdm_rewind_bar_is_what_if (self))
    show_moment (self, n);
}

void
rdm_rewind_bar_step (RdmRewindBar *self, int by)
{
  int last = (int)rdm_replay_get_n (self->past->replay);

  gtk_range_set_value (GTK_RANGE (self->scale), CLAMP ((int)self->n + by, 1, last));
}

static void
earlier_cb (RdmRewindBar *self)
{
  rdm_rewind_bar_step (self, -1);
}

static void
later_cb (RdmRewindBar *self)
{
  rdm_rewind_bar_step (self, 1);
}

/* --- the widget --------------------------------------------------------------------------------
 */

static GtkWidget *
make_button (RdmRewindBar *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), button);
  return button;
}

static GtkLabel *
make_label (RdmRewindBar *self, const char *class, int chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), chars);
  gtk_box_append (GTK_BOX (self->box), label);
  return GTK_LABEL (label);
}

static void
dispose (GObject *object)
{
  RdmRewindBar *self = RDM_REWIND_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->past, rdm_past_free);
  G_OBJECT_CLASS (rdm_rewind_bar_parent_class)->dispose (object);
}

static void
rdm_rewind_bar_class_init (RdmRewindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rewindbar");
}

static void
rdm_rewind_bar_init (RdmRewindBar *self)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box),
                  gtk_image_new_from_icon_name ("document-open-recent-symbolic"));
  self->moment = make_label (self, "heading", 18);
  gtk_widget_add_css_class (GTK_WIDGET (self->moment), "numeric");
  self->earlier = make_button (self, "go-previous-symbolic", _ ("What happened before"),
                               G_CALLBACK (earlier_cb));
  self->scale = GTK_SCALE (scale);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_range_set_round_digits (GTK_RANGE (scale), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Moment of the day"), -1);
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (value_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), scale);
  self->later =
      make_button (self, "go-next-symbolic", _ ("What happened next"), G_CALLBACK (later_cb));
  self->event = make_label (self, "dim-label", 34);
  self->keep = gtk_button_new_with_mnemonic (_ ("_Keep As…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->keep), "win.keep-what-if");
  gtk_widget_set_tooltip_text (self->keep, _ ("Keep the what-if as a plan of its own"));
  gtk_box_append (GTK_BOX (self->box), self->keep);
}

/* A mark where an hour begins, if that is not a comb. */
static void
mark_hours (RdmRewindBar *self)
{
  const RdmReplay *replay = self->past->replay;
  const gint64 hour_ms = 60 * 60 * G_GINT64_CONSTANT (1000);
  guint n_marks = 0;

  for (guint n = 2; n <= rdm_replay_get_n (replay) && n_marks < 24; n++)
    if (rdm_replay_get_at_ms (replay, n) / hour_ms
        != rdm_replay_get_at_ms (replay, n - 1) / hour_ms)
      {
        gtk_scale_add_mark (self->scale, n, GTK_POS_BOTTOM, NULL);
        n_marks++;
      }
}

GtkWidget *
rdm_rewind_bar_new (RdmDesk *desk, RdmPast *past)
{
  RdmRewindBar *self = g_object_new (RDM_TYPE_REWIND_BAR, NULL);
  RdmPlanFile *file = rdm_desk_get_file (desk);
  guint n = rdm_replay_get_n (past->replay);

  self->desk = g_object_ref (desk);
  self->past = past;
  /* Nothing happens here by itself. */
  rdm_live_set_detecting (rdm_desk_get_live (desk), FALSE);
  rdm_plan_file_add_track (file, past->track);
  gtk_range_set_range (GTK_RANGE (self->scale), 1, MAX (2, n));
  mark_hours (self);
  show_moment (self, n);
  gtk_range_set_value (GTK_RANGE (self->scale), n);
  g_signal_connect_object (file, "notify::undo-label", G_CALLBACK (update_words), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
