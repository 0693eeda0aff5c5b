/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locate-head.h"

#include <glib/gi18n.h>

#include "rdm-locate-item.h"
#include "rdm-locate-job.h"
#include "rdm-order.h"

struct _RdmLocateHead
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmLocator *locator; /* NULL: nobody knows addresses */
  GCancellable *job;   /* of the look-up that runs; NULL: none */
  GHashTable *tried;   /* (element-type utf8): orders that were looked up without being asked */
  RdmGeocoder *asked;  /* who did not know more of them; borrowed, to be compared only */

  /* State */
  guint n_addresses;
  gboolean unasked; /* the look-up that runs began by itself */

  /* Borrowed: children */
  GtkWidget *box;
  GtkLabel *count;
  GtkWidget *look_up;
  GtkWidget *progress;
  GtkWidget *stop;
};

G_DEFINE_FINAL_TYPE (RdmLocateHead, rdm_locate_head, GTK_TYPE_WIDGET)

static void
update (RdmLocateHead *self)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u address to look at", "%u addresses to look at", self->n_addresses),
      self->n_addresses);
  gboolean many =
      self->locator != NULL
      && (rdm_geocoder_uses (rdm_locator_get_geocoder (self->locator)) & RDM_GEOCODER_MANY);

  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (self->look_up, many && self->n_addresses > 0 && self->job == NULL);
  gtk_widget_set_visible (self->progress, self->job != NULL);
  gtk_widget_set_visible (self->stop, self->job != NULL);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (RDM_LOCATE_HEAD (user_data)->progress),
                                 fraction);
}

static void
tell (RdmLocateHead *self, guint n_found)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u address was found.", "%u addresses were found.", n_found), n_found);

  if (n_found > 0 || !self->unasked)
    rdm_desk_notice (self->desk, text, n_found > 0 ? "win.undo" : NULL);
}

static gboolean
is_new (const RdmOrderEnd *end)
{
  g_autofree char *key = rdm_order_end_key (end);

  return *key != '\0' && end->confidence == RDM_CONFIDENCE_NONE && !rdm_point_is_set (end->point);
}

/* Orders of the day that nobody has looked up: they came when there was no region. */
static GPtrArray *
new_orders (RdmLocateHead *self)
{
  GPtrArray *orders =
      rdm_locate_orders (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));

  for (guint i = orders->len; i > 0; i--)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i - 1);

      if ((!is_new (&order->at) && !is_new (&order->from))
          || !g_hash_table_add (self->tried, g_strdup (order->row.id)))
        g_ptr_array_remove_index (orders, i - 1);
    }
  return orders;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmLocateHead) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_found;

  if (g_task_get_cancellable (G_TASK (result)) == self->job)
    g_clear_object (&self->job);
  if (rdm_locate_job_finish (RDM_DESK (source), result, &n_found, &error))
    tell (self, n_found);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rdm_desk_notice (RDM_DESK (source), error->message, NULL);
  if (self->box != NULL)
    update (self);
}

static void
look_up (RdmLocateHead *self, GPtrArray *orders, gboolean unasked)
{
  self->job = g_cancellable_new ();
  self->unasked = unasked;
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0.);
  rdm_locate_job_run (self->desk, self->locator, orders, progress_cb, self, self->job, looked_up_cb,
                      g_object_ref (self));
  update (self);
}

/* Once an order and a region: what a person then undoes is not done again. */
static void
look_up_new (RdmLocateHead *self)
{
  RdmGeocoder *geocoder = self->locator != NULL ? rdm_locator_get_geocoder (self->locator) : NULL;
  g_autoptr (GPtrArray) orders = NULL;

  if (geocoder == NULL || !(rdm_geocoder_uses (geocoder) & RDM_GEOCODER_AT_ONCE)
      || self->job != NULL || rdm_desk_get_file (self->desk) == NULL)
    return;
  if (geocoder != self->asked)
    g_hash_table_remove_all (self->tried);
  self->asked = geocoder;
  orders = new_orders (self);
  if (orders->len > 0)
    look_up (self, orders, TRUE);
}

static void
look_up_cb (RdmLocateHead *self)
{
  g_autoptr (GPtrArray) orders =
      rdm_locate_orders (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));

  if (self->locator != NULL && self->job == NULL)
    look_up (self, orders, FALSE);
}

void
rdm_locate_head_stop (RdmLocateHead *self)
{
  if (self->job == NULL)
    return;
  g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
  if (self->box != NULL)
    update (self);
}

void
rdm_locate_head_set_locator (RdmLocateHead *self, RdmLocator *locator)
{
  g_set_object (&self->locator, locator);
  update (self);
  look_up_new (self);
}

void
rdm_locate_head_set_count (RdmLocateHead *self, guint n_addresses)
{
  self->n_addresses = n_addresses;
  update (self);
}

static void
dispose (GObject *object)
{
  RdmLocateHead *self = RDM_LOCATE_HEAD (object);

  rdm_locate_head_stop (self);
  g_clear_object (&self->desk);
  g_clear_object (&self->locator);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (rdm_locate_head_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_clear_object (&RDM_LOCATE_HEAD (object)->job);
  g_hash_table_unref (RDM_LOCATE_HEAD (object)->tried);
  G_OBJECT_CLASS (rdm_locate_head_parent_class)->finalize (object);
}

static void
rdm_locate_head_class_init (RdmLocateHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rdm_locate_head_init (RdmLocateHead *self)
{
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "heading");
  gtk_label_set_xalign (self->count, 0.f);
  gtk_label_set_ellipsize (self->count, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->count), TRUE);
  self->look_up = gtk_button_new_with_mnemonic (_ ("_Look Up All"));
  gtk_widget_set_tooltip_text (self->look_up, _ ("Look up all of these addresses again"));
  g_signal_connect_object (self->look_up, "clicked", G_CALLBACK (look_up_cb), self,
                           G_CONNECT_SWAPPED);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (self->progress, 80, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How many addresses are looked up"), -1);
  self->stop = gtk_button_new_with_mnemonic (_ ("_Stop"));
  g_signal_connect_object (self->stop, "clicked", G_CALLBACK (rdm_locate_head_stop), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (self->box), self->progress);
  gtk_box_append (GTK_BOX (self->box), self->stop);
  gtk_box_append (GTK_BOX (self->box), self->look_up);
  gtk_widget_add_css_class (self->box, "locate-head");
}

GtkWidget *
rdm_locate_head_new (RdmDesk *desk)
{
  RdmLocateHead *self = g_object_new (RDM_TYPE_LOCATE_HEAD, NULL);

  self->desk = g_object_ref (desk);
  update (self);
  return GTK_WIDGET (self);
}
