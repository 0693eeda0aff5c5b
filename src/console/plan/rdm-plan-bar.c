/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-plan-bar.h"

#include <glib/gi18n.h>

#include "rdm-comparison-window.h"
#include "rdm-units.h"

struct _RdmPlanBar
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  GCancellable *cancellable; /* NULL unless something is being planned */
  char *label;               /* of the command that applies it */

  /* Children */
  GtkWidget *revealer;
  GtkLabel *title;
  GtkLabel *found;
  GtkProgressBar *progress;
  GtkWidget *stop;
};

G_DEFINE_FINAL_TYPE (RdmPlanBar, rdm_plan_bar, GTK_TYPE_WIDGET)

static void
progress_cb (const RdmPlanProgress *progress, gpointer user_data)
{
  RdmPlanBar *self = RDM_PLAN_BAR (user_data);
  g_autofree char *money = NULL;
  g_autofree char *left = NULL;
  g_autofree char *text = NULL;

  money = rdm_format_money (progress->cost_minor, rdm_desk_get_settings (self->desk)->currency);
  left = g_strdup_printf (
      ngettext ("%u stop not placed", "%u stops not placed", progress->n_unassigned),
      progress->n_unassigned);
  text = progress->n_unassigned > 0 ? g_strdup_printf ("%s · %s", money, left) : g_strdup (money);
  gtk_label_set_text (self->found, text);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (progress->fraction, 0, 1));
  if (progress->lists != NULL)
    rdm_desk_set_preview (self->desk, progress->lists);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmPlanBar) self = RDM_PLAN_BAR (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmProposal) proposal = rdm_plan_finish (result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&self->cancellable);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  rdm_desk_set_preview (self->desk, NULL);
  if (proposal == NULL)
    {
      rdm_desk_notice (self->desk, error->message, NULL);
      return;
    }
  if (root == NULL)
    return;
  if (rdm_proposal_is_empty (proposal))
    {
      rdm_desk_notice (self->desk, _ ("No better plan was found; everything stays as it is."),
                       NULL);
      return;
    }
  gtk_window_present (GTK_WINDOW (
      rdm_comparison_window_new (GTK_WINDOW (root), self->desk, proposal, self->label)));
}

/* "Planning the whole day" for the bar; @label is what the undo will be called. */
static const char *
title_of (RdmScopeKind kind, const char **label)
{
  switch (kind)
    {
    case RDM_SCOPE_SELECTION:
      *label = _ ("Plan the selection");
      return _ ("Planning the selection");
    case RDM_SCOPE_TRAY:
      *label = _ ("Plan the tray");
      return _ ("Planning the tray into the routes");
    case RDM_SCOPE_ROUTE:
      *label = _ ("Reorder a route");
      return _ ("Reordering the route");
    case RDM_SCOPE_ALL:
    default:
      *label = _ ("Plan the day");
      return _ ("Planning the day");
    }
}

void
rdm_plan_bar_start (RdmPlanBar *self, const RdmScope *scope, int seconds, int threads)
{
  const char *label;
  const char *title;
  RdmPlanOptions options = {
    .scope = *scope,
    .time_limit_s = scope->kind == RDM_SCOPE_ALL ? seconds : MIN (seconds, 5),
    .threads = (guint)threads,
    .seed = 1,
  };

  if (self->cancellable != NULL)
    return;
  title = title_of (scope->kind, &label);
  g_free (self->label);
  self->label = g_strdup (label);
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->found, _ ("looking for a first plan…"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_widget_set_sensitive (self->stop, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  rdm_plan_async (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk),
                  rdm_day_plan_get_travel (rdm_desk_get_day_plan (self->desk)), &options,
                  self->cancellable, progress_cb, self, planned_cb, g_object_ref (self));
}

static void
stop_cb (RdmPlanBar *self)
{
  gtk_widget_set_sensitive (self->stop, FALSE);
  g_cancellable_cancel (self->cancellable);
}

static void
dispose (GObject *object)
{
  RdmPlanBar *self = RDM_PLAN_BAR (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_plan_bar_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (RDM_PLAN_BAR (object)->label);
  G_OBJECT_CLASS (rdm_plan_bar_parent_class)->finalize (object);
}

static void
rdm_plan_bar_class_init (RdmPlanBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "planbar");
}

static void
rdm_plan_bar_init (RdmPlanBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->found = GTK_LABEL (gtk_label_new (NULL));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->stop = gtk_button_new_with_mnemonic (_ ("_Stop and Keep the Best"));
  self->revealer = gtk_revealer_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->found), "numeric");
  gtk_widget_set_hexpand (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Planning"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->found));
  gtk_box_append (GTK_BOX (box), self->stop);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  g_signal_connect_swapped (self->stop, "clicked", G_CALLBACK (stop_cb), self);
}

GtkWidget *
rdm_plan_bar_new (RdmDesk *desk)
{
  RdmPlanBar *self = g_object_new (RDM_TYPE_PLAN_BAR, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}
