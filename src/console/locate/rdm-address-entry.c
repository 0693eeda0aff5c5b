/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-entry.h"

#include <glib/gi18n.h>

#include "rdm-address-row.h"

enum
{
  MOST_HITS = 8,
  PAUSE_MS = 250, /* a server is not asked before the hand rests */
};

struct _RdmAddressEntry
{
  GtkWidget parent_instance;

  RdmGeocoder *geocoder; /* NULL: none */
  RdmPoint near;
  RdmAddressAnswer *answer; /* what the list shows; NULL: nothing */
  GCancellable *cancellable;
  guint pause; /* waits before a server is asked */
  gboolean setting;
  gboolean pick_first; /* Enter came before the answer */

  /* Borrowed: children */
  GtkWidget *entry;
  GtkWidget *popover;
  GtkListBox *list;
  GtkWidget *note; /* in place of the list */
};

enum
{
  PICKED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmAddressEntry, rdm_address_entry, GTK_TYPE_WIDGET)

static void
close_list (RdmAddressEntry *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pick_first = FALSE;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
pick (RdmAddressEntry *self, guint index)
{
  g_autoptr (RdmAddressHit) hit = NULL;
  g_autofree char *label = NULL;

  if (self->answer == NULL || index >= self->answer->hits->len)
    return;
  hit = rdm_address_hit_copy (g_ptr_array_index (self->answer->hits, index));
  label = rdm_address_hit_label (hit);
  close_list (self);
  rdm_address_entry_set_text (self, label);
  g_signal_emit (self, signals[PICKED], 0, hit);
}

static void
show_note (RdmAddressEntry *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->note), text);
  gtk_widget_set_visible (self->note, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
show_answer (RdmAddressEntry *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (self->answer->hits->len == 0)
    {
      show_note (self, _ ("Nothing is called like that. Try the street alone, or the town."));
      return;
    }
  for (guint i = 0; i < self->answer->hits->len; i++)
    gtk_list_box_append (self->list,
                         rdm_address_row_new (g_ptr_array_index (self->answer->hits, i), 0));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_widget_set_visible (self->note, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
take_answer (RdmAddressEntry *self, RdmAddressAnswer *answer)
{
  gboolean pick_first = self->pick_first;

  g_clear_pointer (&self->answer, rdm_address_answer_free);
  self->answer = answer;
  self->pick_first = FALSE;
  if (pick_first && answer->hits->len == 1)
    pick (self, 0);
  else
    show_answer (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmAddressEntry) self = user_data;
  g_autoptr (GError) error = NULL;
  RdmAddressAnswer *answer = rdm_geocoder_search_finish (RDM_GEOCODER (source), result, &error);

  if (answer != NULL)
    take_answer (self, answer);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_note (self, error->message);
}

static void
ask (RdmAddressEntry *self, gboolean typing)
{
  const RdmAddressRequest request = { rdm_address_entry_get_text (self), self->near, MOST_HITS,
                                      typing };
  g_autoptr (GError) error = NULL;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (rdm_geocoder_uses (self->geocoder) & RDM_GEOCODER_AT_ONCE)
    {
      RdmAddressAnswer *answer = rdm_geocoder_search (self->geocoder, &request, NULL, &error);

      if (answer != NULL)
        take_answer (self, answer);
      else
        show_note (self, error->message);
      return;
    }
  self->cancellable = g_cancellable_new ();
  rdm_geocoder_search_async (self->geocoder, &request, self->cancellable, answered_cb,
                             g_object_ref (self));
}

static gboolean
pause_cb (gpointer data)
{
  RdmAddressEntry *self = data;

  self->pause = 0;
  ask (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RdmAddressEntry *self)
{
  RdmGeocoderUse uses;

  if (self->setting)
    return;
  close_list (self);
  if (*rdm_address_entry_get_text (self) == '\0')
    return;
  if (self->geocoder == NULL)
    {
      show_note (self, _ ("Nobody knows addresses here yet. Choose a region, or a server, in the "
                          "preferences."));
      return;
    }
  uses = rdm_geocoder_uses (self->geocoder);
  g_clear_pointer (&self->answer, rdm_address_answer_free);
  if (uses & RDM_GEOCODER_AT_ONCE)
    ask (self, TRUE);
  else if (uses & RDM_GEOCODER_TYPING)
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
  else
    show_note (self, _ ("Press Enter to look it up."));
}

/* Enter: the row that is marked; where nothing was asked yet, now. */
static void
activate_cb (RdmAddressEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->geocoder == NULL || *rdm_address_entry_get_text (self) == '\0')
    return;
  if (self->answer != NULL && gtk_widget_get_visible (self->popover) && row != NULL)
    {
      pick (self, (guint)gtk_list_box_row_get_index (row));
      return;
    }
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pick_first = TRUE;
  ask (self, FALSE);
}

static void
move (RdmAddressEntry *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, index);

  if (next == NULL)
    return;
  gtk_list_box_select_row (self->list, next);
  /* The keyboard stays in the entry; the row is said all the same. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, next, -1);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer user_data)
{
  RdmAddressEntry *self = user_data;
  gboolean open = gtk_widget_get_visible (self->popover);

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (!open)
        return GDK_EVENT_PROPAGATE;
      move (self, key == GDK_KEY_Down || key == GDK_KEY_KP_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (open)
        close_list (self);
      else
        g_signal_emit (self, signals[LEFT], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
row_activated_cb (RdmAddressEntry *self, GtkListBoxRow *row)
{
  pick (self, (guint)gtk_list_box_row_get_index (row));
}

static void
focus_left_cb (RdmAddressEntry *self)
{
  /* The list itself never takes the keyboard. */
  close_list (self);
}

const char *
rdm_address_entry_get_text (RdmAddressEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

void
rdm_address_entry_set_text (RdmAddressEntry *self, const char *text)
{
  close_list (self);
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->setting = FALSE;
  g_clear_pointer (&self->answer, rdm_address_answer_free);
}

void
rdm_address_entry_set_geocoder (RdmAddressEntry *self, RdmGeocoder *geocoder, RdmPoint near)
{
  self->near = near;
  if (g_set_object (&self->geocoder, geocoder))
    close_list (self);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RDM_ADDRESS_ENTRY (widget)->entry);
}

static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RdmAddressEntry *self = RDM_ADDRESS_ENTRY (widget);

  gtk_widget_allocate (self->entry, width, height, baseline, NULL);
  gtk_widget_set_size_request (self->popover, MAX (width, 320), -1);
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  gtk_widget_measure (RDM_ADDRESS_ENTRY (widget)->entry, orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
dispose (GObject *object)
{
  RdmAddressEntry *self = RDM_ADDRESS_ENTRY (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->geocoder);
  g_clear_pointer (&self->answer, rdm_address_answer_free);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  G_OBJECT_CLASS (rdm_address_entry_parent_class)->dispose (object);
}

static void
rdm_address_entry_class_init (RdmAddressEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->grab_focus = grab_focus;
  widget_class->measure = measure;
  widget_class->size_allocate = size_allocate;
  gtk_widget_class_set_css_name (widget_class, "addressentry");
  signals[PICKED] = g_signal_new ("picked", RDM_TYPE_ADDRESS_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LEFT] = g_signal_new ("left", RDM_TYPE_ADDRESS_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
add_list (RdmAddressEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Addresses found"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0.f);
  gtk_label_set_max_width_chars (GTK_LABEL (self->note), 40);
  gtk_widget_add_css_class (self->note, "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->note);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "address-list");
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}

static void
rdm_address_entry_init (RdmAddressEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->near = RDM_POINT_NONE;
  self->entry = gtk_entry_new ();
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY,
                                     "system-search-symbolic");
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
  add_list (self);
}

GtkWidget *
rdm_address_entry_new (const char *placeholder)
{
  RdmAddressEntry *self = g_object_new (RDM_TYPE_ADDRESS_ENTRY, NULL);

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  placeholder, -1);
  return GTK_WIDGET (self);
}
