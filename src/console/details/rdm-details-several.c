/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-details-several.h"

#include <glib/gi18n.h>

#include "rdm-details-facts.h"
#include "rdm-next-frame.h"
#include "rdm-time.h"
#include "rdm-units.h"

struct _RdmDetailsSeveral
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;

  /* Children */
  GtkWidget *box;
  GtkLabel *title;
  GtkWidget *facts;
  GtkWidget *who;
  GtkWidget *ranking;

  /* State */
  guint tick; /* shows the totals */
};

G_DEFINE_FINAL_TYPE (RdmDetailsSeveral, rdm_details_several, GTK_TYPE_WIDGET)

/* Nine digits, nine buttons: the list and the keys agree. */
#define N_RANKS 9

static GtkWidget *
rank_label (const char *text, float xalign, int width_chars, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_width_chars (GTK_LABEL (label), width_chars);
  gtk_widget_add_css_class (label, "numeric");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
rank_button (RdmDetailsSeveral *self, guint digit, const RdmRank *rank, const RdmDeskRoute *route)
{
  const char *currency = rdm_desk_get_settings (self->desk)->currency;
  g_autofree char *money = rdm_format_money (rank->cost_minor, currency);
  g_autofree char *duration = rdm_format_duration (rank->duty_s);
  g_autofree char *digit_text = g_strdup_printf ("%u", digit);
  g_autofree char *price = g_strdup_printf ("%s%s · %s%s", rank->duty_s > 0 ? "+" : "", duration,
                                            rank->cost_minor > 0 ? "+" : "", money);
  g_autofree char *name = g_strdup_printf ("%s %s %s", digit_text, route->name, price);
  g_autofree char *action = g_strdup_printf ("win.assign-%u", digit);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = rank_label (route->name, 0, 6, NULL);
  GtkWidget *button = gtk_button_new ();

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), rank_label (digit_text, 1, 1, "dim-label"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), rank_label (price, 1, -1, rank->allowed ? NULL : "error"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "rank");
  gtk_widget_set_tooltip_text (button, rank->allowed ? NULL : rdm_breach_describe (rank->breaches));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/* Working it out may take a moment: until then nobody is named. */
static void
show_ranking (RdmDetailsSeveral *self)
{
  GPtrArray *ranking = rdm_desk_peek_ranking (self->desk);
  guint n = ranking != NULL ? MIN (ranking->len, N_RANKS) : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->ranking)) != NULL)
    gtk_box_remove (GTK_BOX (self->ranking), child);
  for (guint i = 0; i < n; i++)
    {
      const RdmRank *rank = g_ptr_array_index (ranking, i);
      const RdmDeskRoute *route = rdm_desk_find_route (self->desk, rank->route);

      if (route != NULL)
        gtk_box_append (GTK_BOX (self->ranking), rank_button (self, i + 1, rank, route));
    }
  gtk_widget_set_visible (self->who, n > 0);
}

static void
ranking_changed_cb (RdmDetailsSeveral *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_ranking (self);
}

static void
show_totals_cb (GtkWidget *widget)
{
  RdmDetailsSeveral *self = RDM_DETAILS_SEVERAL (widget);
  const RdmStopTotals *totals = rdm_desk_get_totals (self->desk);
  const RdmLoads *loads = &totals->loads;
  g_autofree char *title = g_strdup_printf (ngettext ("%u stop", "%u stops", totals->n), totals->n);

  self->tick = 0;
  gtk_label_set_text (self->title, title);
  rdm_facts_clear (self->facts);
  rdm_facts_add_take (self->facts, _ ("Of these in the tray"),
                      g_strdup_printf ("%u", totals->n_tray), NULL);
  rdm_facts_add_take (self->facts, _ ("Load"), rdm_format_parcels (loads->amount[RDM_LOAD_PARCELS]),
                      NULL);
  rdm_facts_add_take (self->facts, _ ("Weight"),
                      rdm_format_weight (loads->amount[RDM_LOAD_WEIGHT_G]), NULL);
  rdm_facts_add_take (self->facts, _ ("Volume"),
                      rdm_format_volume (loads->amount[RDM_LOAD_VOLUME_ML]), NULL);
  rdm_facts_add_take (self->facts, _ ("Time at stops"), rdm_format_duration (totals->service_s),
                      NULL);
  show_ranking (self);
}

/* The sum of thousands takes a while: it comes with the next frame, not with the one that shows
 * what is selected. */
void
rdm_details_several_refresh (RdmDetailsSeveral *self)
{
  if (self->tick == 0)
    self->tick = rdm_next_frame (GTK_WIDGET (self), show_totals_cb);
}

static void
dispose (GObject *object)
{
  RdmDetailsSeveral *self = RDM_DETAILS_SEVERAL (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_details_several_parent_class)->dispose (object);
}

static void
rdm_details_several_class_init (RdmDetailsSeveralClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_details_several_init (RdmDetailsSeveral *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->box, "details-page");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "title-4");
  self->facts = rdm_facts_new ();
  self->who = gtk_label_new (_ ("Who Could Best Take Them"));
  gtk_label_set_xalign (GTK_LABEL (self->who), 0);
  gtk_widget_add_css_class (self->who, "heading");
  self->ranking = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), self->facts);
  gtk_box_append (GTK_BOX (self->box), self->who);
  gtk_box_append (GTK_BOX (self->box), self->ranking);
}

GtkWidget *
rdm_details_several_new (RdmDesk *desk)
{
  RdmDetailsSeveral *self = g_object_new (RDM_TYPE_DETAILS_SEVERAL, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "ranking-changed", G_CALLBACK (ranking_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
