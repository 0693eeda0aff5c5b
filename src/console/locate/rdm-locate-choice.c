/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locate-choice.h"

#include <glib/gi18n.h>

#include "rdm-address-entry.h"
#include "rdm-address-row.h"

enum
{
  MOST_CANDIDATES = 9, /* as there are keys for them */
  MOST_LIKELY = 4,     /* of several; others are for the eye to find */
};

/* Around a place that stands alone, degrees to see. */
#define AROUND_DEG 0.002

#define DEG_M 111000.

struct _RdmLocateChoice
{
  GtkWidget parent_instance;

  /* Owned */
  RdmLocator *locator;      /* NULL: nobody knows addresses */
  RdmLocateItem *item;      /* NULL: none */
  RdmAddressAnswer *answer; /* NULL: none */
  GCancellable *asking;     /* of the candidates that are on their way */

  /* State */
  gboolean searched;

  /* Borrowed: children */
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *about;
  RdmAddressEntry *entry;
  GtkLabel *note;
  GtkListBox *candidates;
  GtkLabel *notice;
};

enum
{
  LISTED,
  CHOSEN,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmLocateChoice, rdm_locate_choice, GTK_TYPE_WIDGET)

static guint
n_candidates (RdmLocateChoice *self)
{
  return self->answer != NULL ? MIN (self->answer->hits->len, MOST_CANDIDATES) : 0;
}

static const RdmAddressHit *
candidate (RdmLocateChoice *self, guint index)
{
  return g_ptr_array_index (self->answer->hits, index);
}

/* A house is nothing without its street; a town is shown as it is. */
static void
extend_around (RdmBox *box, const RdmAddressHit *hit)
{
  double around = MAX (hit->extent_m / 2. / DEG_M, AROUND_DEG);

  rdm_box_extend (box, (RdmPoint){ hit->point.lat_deg - around, hit->point.lon_deg - around });
  rdm_box_extend (box, (RdmPoint){ hit->point.lat_deg + around, hit->point.lon_deg + around });
}

GArray *
rdm_locate_choice_list (RdmLocateChoice *self, RdmBox *likely, gboolean *searched)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  guint n_likely =
      self->answer != NULL && self->answer->confidence == RDM_ADDRESS_AMBIGUOUS ? MOST_LIKELY : 1;

  *likely = RDM_BOX_EMPTY;
  *searched = self->searched;
  for (guint i = 0; i < n_candidates (self); i++)
    {
      const RdmAddressHit *hit = candidate (self, i);

      g_array_append_val (points, hit->point);
      if (i < n_likely && (i == 0 || hit->kind != RDM_HIT_TOWN))
        extend_around (likely, hit);
    }
  return points;
}

static void
show_note (RdmLocateChoice *self, const char *text)
{
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
clear (RdmLocateChoice *self)
{
  GtkWidget *row;

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->answer, rdm_address_answer_free);
  self->searched = FALSE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_list_box_remove (self->candidates, row);
  show_note (self, NULL);
}

/* Takes @answer. */
static void
take_answer (RdmLocateChoice *self, RdmAddressAnswer *answer, gboolean searched)
{
  clear (self);
  self->answer = answer;
  self->searched = searched;
  for (guint i = 0; i < n_candidates (self); i++)
    gtk_list_box_append (self->candidates, rdm_address_row_new (candidate (self, i), i + 1));
  if (n_candidates (self) == 0)
    show_note (self, _ ("Nothing like that was found. Search for a street or a town nearby, then "
                        "set the pin on the map."));
  g_signal_emit (self, signals[LISTED], 0);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmLocateChoice) self = user_data;
  g_autoptr (GError) error = NULL;
  RdmAddressAnswer *answer = rdm_geocoder_search_finish (RDM_GEOCODER (source), result, &error);

  if (self->box == NULL || self->item == NULL)
    g_clear_pointer (&answer, rdm_address_answer_free);
  else if (answer != NULL)
    take_answer (self, answer, FALSE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_note (self, error->message);
}

static void
ask_server (RdmLocateChoice *self, const char *address)
{
  const RdmAddressRequest request = { address, rdm_locator_get_near (self->locator),
                                      MOST_CANDIDATES, FALSE };

  show_note (self, _ ("Looking it up…"));
  self->asking = g_cancellable_new ();
  rdm_geocoder_search_async (rdm_locator_get_geocoder (self->locator), &request, self->asking,
                             answered_cb, g_object_ref (self));
}

/* Looks up what it may be, as far as the rules of whoever knows allow that without being asked. */
static void
find_candidates (RdmLocateChoice *self, const char *address)
{
  RdmGeocoderUse uses;
  RdmAddressAnswer *answer;
  g_autoptr (GError) error = NULL;

  if (self->locator == NULL)
    {
      show_note (self, _ ("Nobody knows addresses here yet: choose a region, or a server, in the "
                          "preferences; or set the pin on the map."));
      return;
    }
  uses = rdm_geocoder_uses (rdm_locator_get_geocoder (self->locator));
  if (!(uses & (RDM_GEOCODER_AT_ONCE | RDM_GEOCODER_MANY)))
    {
      show_note (self, _ ("Press Enter in the search above to look it up."));
      return;
    }
  if (!(uses & RDM_GEOCODER_AT_ONCE))
    {
      ask_server (self, address);
      return;
    }
  answer = rdm_locator_list (self->locator, rdm_locate_item_get_end (self->item), NULL, &error);
  if (answer != NULL)
    take_answer (self, answer, FALSE);
  else
    show_note (self, error->message);
}

void
rdm_locate_choice_show (RdmLocateChoice *self, RdmLocateItem *item)
{
  g_autofree char *about = NULL;
  g_autofree char *address = NULL;

  clear (self);
  g_set_object (&self->item, item);
  if (item == NULL)
    {
      g_signal_emit (self, signals[LISTED], 0);
      return;
    }
  about = rdm_locate_item_describe (item);
  address = rdm_order_end_address (rdm_locate_item_get_end (item));
  gtk_label_set_text (self->title, rdm_locate_item_get_title (item));
  gtk_label_set_text (self->about, about);
  rdm_address_entry_set_text (self->entry, address);
  find_candidates (self, address);
  /* Else there was nothing to list; whoever shows them asks for the place all the same. */
  if (self->answer == NULL)
    g_signal_emit (self, signals[LISTED], 0);
}

void
rdm_locate_choice_choose (RdmLocateChoice *self, guint index)
{
  RdmPoint point;

  if (index >= n_candidates (self))
    return;
  point = candidate (self, index)->point;
  g_signal_emit (self, signals[CHOSEN], 0, point.lat_deg, point.lon_deg);
}

void
rdm_locate_choice_set_locator (RdmLocateChoice *self, RdmLocator *locator)
{
  RdmGeocoder *geocoder = locator != NULL ? rdm_locator_get_geocoder (locator) : NULL;
  gboolean server = geocoder != NULL && !(rdm_geocoder_uses (geocoder) & RDM_GEOCODER_AT_ONCE);
  g_autofree char *notice = server ? rdm_geocoder_dup_notice (geocoder) : NULL;

  g_set_object (&self->locator, locator);
  rdm_address_entry_set_geocoder (
      self->entry, geocoder, locator != NULL ? rdm_locator_get_near (locator) : RDM_POINT_NONE);
  /* Of a region the map says it. */
  gtk_label_set_text (self->notice, notice != NULL ? notice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), server);
}

static void
row_activated_cb (RdmLocateChoice *self, GtkListBoxRow *row)
{
  rdm_locate_choice_choose (self, (guint)gtk_list_box_row_get_index (row));
}

/* What was searched for is shown; a person still says that it is it. */
static void
picked_cb (RdmLocateChoice *self, const RdmAddressHit *hit)
{
  RdmAddressAnswer *answer = rdm_address_answer_new ();

  g_ptr_array_add (answer->hits, rdm_address_hit_copy (hit));
  answer->confidence = hit->confidence;
  take_answer (self, answer, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->candidates, 0)));
}

static void
left_cb (RdmLocateChoice *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

/* The first candidate, or else the search. */
static gboolean
grab_focus (GtkWidget *widget)
{
  RdmLocateChoice *self = RDM_LOCATE_CHOICE (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->candidates, 0);

  return gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->entry));
}

static void
dispose (GObject *object)
{
  RdmLocateChoice *self = RDM_LOCATE_CHOICE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->locator);
  g_clear_object (&self->item);
  g_clear_pointer (&self->answer, rdm_address_answer_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (rdm_locate_choice_parent_class)->dispose (object);
}

static void
rdm_locate_choice_class_init (RdmLocateChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[LISTED] = g_signal_new ("listed", RDM_TYPE_LOCATE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", RDM_TYPE_LOCATE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[LEFT] = g_signal_new ("left", RDM_TYPE_LOCATE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
make_label (const char *class_name)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0.f);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (label), class_name);
  return label;
}

static GtkWidget *
make_candidates (RdmLocateChoice *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->candidates = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->candidates, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->candidates), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->candidates), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->candidates), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Where it may be"), -1);
  g_signal_connect_object (self->candidates, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->candidates));
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
rdm_locate_choice_init (RdmLocateChoice *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = make_label ("heading");
  self->about = make_label ("dim-label");
  self->entry = RDM_ADDRESS_ENTRY (rdm_address_entry_new (_ ("Search for an address")));
  g_signal_connect_object (self->entry, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  self->note = make_label ("dim-label");
  self->notice = make_label ("dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "caption");
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->about));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (self->box), make_candidates (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->notice));
  gtk_widget_add_css_class (self->box, "locate-choice");
}

GtkWidget *
rdm_locate_choice_new (void)
{
  return g_object_new (RDM_TYPE_LOCATE_CHOICE, NULL);
}
