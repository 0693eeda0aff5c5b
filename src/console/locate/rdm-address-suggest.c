/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-suggest.h"

#include <glib/gi18n.h>

#include "rdm-address-row.h"

enum
{
  MOST_HITS = 8,
  PAUSE_MS = 250, /* a server is not asked before the hand rests */
  LEAST_WIDTH = 320,
};

struct _RdmAddressSuggest
{
  GObject parent_instance;

  /* Owned */
  RdmGeocoder *geocoder;    /* NULL: none */
  RdmAddressAnswer *answer; /* what the list shows; NULL: nothing */
  GCancellable *cancellable;

  /* Borrowed */
  GtkWidget *text;    /* NULL when it is gone */
  GtkWidget *popover; /* a child of the text */
  GtkListBox *list;
  GtkWidget *note;   /* in place of the list */
  GtkWidget *notice; /* whose addresses they are */

  /* State */
  RdmPoint near;
  guint pause; /* waits before a server is asked */
  gboolean searches;
  gboolean pick_first; /* Enter came before the answer */
};

enum
{
  PICKED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmAddressSuggest, rdm_address_suggest, G_TYPE_OBJECT)

static const char *
get_text (RdmAddressSuggest *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->text));
}

static void
stop_asking (RdmAddressSuggest *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pause, g_source_remove);
}

void
rdm_address_suggest_close (RdmAddressSuggest *self)
{
  stop_asking (self);
  self->pick_first = FALSE;
  g_clear_pointer (&self->answer, rdm_address_answer_free);
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

gboolean
rdm_address_suggest_is_open (RdmAddressSuggest *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

static void
pick (RdmAddressSuggest *self, guint index)
{
  g_autoptr (RdmAddressHit) hit = NULL;

  if (self->answer == NULL || index >= self->answer->hits->len)
    return;
  hit = rdm_address_hit_copy (g_ptr_array_index (self->answer->hits, index));
  rdm_address_suggest_close (self);
  g_signal_emit (self, signals[PICKED], 0, hit);
}

static void
open_list (RdmAddressSuggest *self)
{
  gtk_widget_set_size_request (self->popover, MAX (gtk_widget_get_width (self->text), LEAST_WIDTH),
                               -1);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  /* One that is open already is as large as it was before. */
  gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
show_note (RdmAddressSuggest *self, const char *text)
{
  if (!self->searches)
    {
      rdm_address_suggest_close (self);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->note), text);
  gtk_widget_set_visible (self->note, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  gtk_widget_set_visible (self->notice, FALSE);
  open_list (self);
}

/* A map shows whose data a region is; a server's answers say it themselves. */
static void
show_notice (RdmAddressSuggest *self)
{
  gboolean server = !(rdm_geocoder_uses (self->geocoder) & RDM_GEOCODER_AT_ONCE);
  g_autofree char *notice = server ? rdm_geocoder_dup_notice (self->geocoder) : NULL;

  gtk_label_set_text (GTK_LABEL (self->notice), notice != NULL ? notice : "");
  gtk_widget_set_visible (self->notice, server);
}

static void
show_answer (RdmAddressSuggest *self)
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
  gtk_list_box_select_row (self->list,
                           self->searches ? gtk_list_box_get_row_at_index (self->list, 0) : NULL);
  gtk_widget_set_visible (self->note, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  show_notice (self);
  open_list (self);
}

static void
take_answer (RdmAddressSuggest *self, RdmAddressAnswer *answer)
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
  g_autoptr (RdmAddressSuggest) self = user_data;
  g_autoptr (GError) error = NULL;
  RdmAddressAnswer *answer = rdm_geocoder_search_finish (RDM_GEOCODER (source), result, &error);

  if (self->text == NULL)
    g_clear_pointer (&answer, rdm_address_answer_free);
  else if (answer != NULL)
    take_answer (self, answer);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_note (self, error->message);
}

static void
ask (RdmAddressSuggest *self, gboolean typing)
{
  const RdmAddressRequest request = { get_text (self), self->near, MOST_HITS, typing };
  g_autoptr (GError) error = NULL;

  stop_asking (self);
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
  RdmAddressSuggest *self = data;

  self->pause = 0;
  ask (self, TRUE);
  return G_SOURCE_REMOVE;
}

void
rdm_address_suggest_typed (RdmAddressSuggest *self)
{
  RdmGeocoderUse uses;

  stop_asking (self);
  if (self->geocoder == NULL && *get_text (self) != '\0')
    {
      show_note (self, _ ("Nobody knows addresses here yet. Choose a region, or a server, in the "
                          "preferences."));
      return;
    }
  if (*get_text (self) == '\0')
    {
      rdm_address_suggest_close (self);
      return;
    }
  uses = rdm_geocoder_uses (self->geocoder);
  /* Else the list follows the keys without leaving in between. */
  if (!(uses & RDM_GEOCODER_AT_ONCE))
    rdm_address_suggest_close (self);
  if (uses & RDM_GEOCODER_AT_ONCE)
    ask (self, TRUE);
  else if (uses & RDM_GEOCODER_TYPING)
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
  else
    show_note (self, _ ("Press Enter to look it up."));
}

void
rdm_address_suggest_ask (RdmAddressSuggest *self)
{
  if (self->geocoder == NULL || *get_text (self) == '\0')
    return;
  self->pick_first = TRUE;
  ask (self, FALSE);
}

static void
move (RdmAddressSuggest *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, index);

  if (next == NULL)
    return;
  gtk_list_box_select_row (self->list, next);
  /* The keyboard stays in the text; the row is said all the same. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, next, -1);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer user_data)
{
  RdmAddressSuggest *self = user_data;
  gboolean open = rdm_address_suggest_is_open (self);
  GtkListBoxRow *row = open ? gtk_list_box_get_selected_row (self->list) : NULL;

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
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row == NULL || self->answer == NULL)
        return GDK_EVENT_PROPAGATE;
      pick (self, (guint)gtk_list_box_row_get_index (row));
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (open)
        rdm_address_suggest_close (self);
      else if (self->searches)
        g_signal_emit (self, signals[LEFT], 0);
      return open || self->searches ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
row_activated_cb (RdmAddressSuggest *self, GtkListBoxRow *row)
{
  pick (self, (guint)gtk_list_box_row_get_index (row));
}

void
rdm_address_suggest_set_geocoder (RdmAddressSuggest *self, RdmGeocoder *geocoder, RdmPoint near)
{
  self->near = near;
  if (g_set_object (&self->geocoder, geocoder))
    rdm_address_suggest_close (self);
}

void
rdm_address_suggest_allocate (RdmAddressSuggest *self)
{
  gtk_popover_present (GTK_POPOVER (self->popover));
}

/* The text is going, and what hangs below it with it. */
static void
text_destroyed_cb (RdmAddressSuggest *self)
{
  stop_asking (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->text = NULL;
}

static void
dispose (GObject *object)
{
  RdmAddressSuggest *self = RDM_ADDRESS_SUGGEST (object);

  stop_asking (self);
  g_clear_object (&self->geocoder);
  g_clear_pointer (&self->answer, rdm_address_answer_free);
  G_OBJECT_CLASS (rdm_address_suggest_parent_class)->dispose (object);
}

static void
rdm_address_suggest_class_init (RdmAddressSuggestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[PICKED] = g_signal_new ("picked", RDM_TYPE_ADDRESS_SUGGEST, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LEFT] = g_signal_new ("left", RDM_TYPE_ADDRESS_SUGGEST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
rdm_address_suggest_init (RdmAddressSuggest *self)
{
  self->near = RDM_POINT_NONE;
}

static GtkWidget *
make_line (const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, "dim-label");
  if (class_name != NULL)
    gtk_widget_add_css_class (label, class_name);
  return label;
}

static void
add_list (RdmAddressSuggest *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list,
                                   self->searches ? GTK_SELECTION_BROWSE : GTK_SELECTION_SINGLE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Addresses found"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  self->note = make_line (NULL);
  self->notice = make_line ("caption");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_box_append (GTK_BOX (box), self->notice);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "address-list");
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_widget_set_parent (self->popover, self->text);
}

RdmAddressSuggest *
rdm_address_suggest_new (GtkWidget *text, gboolean searches)
{
  RdmAddressSuggest *self = g_object_new (RDM_TYPE_ADDRESS_SUGGEST, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = text;
  self->searches = searches;
  add_list (self);
  /* Before the text has its own idea of them. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (text, keys);
  /* The list itself never takes the keyboard. */
  g_signal_connect_object (focus, "leave", G_CALLBACK (rdm_address_suggest_close), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (text, focus);
  g_signal_connect_object (text, "destroy", G_CALLBACK (text_destroyed_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (text), "rdm-address-suggest", self, g_object_unref);
  return self;
}
