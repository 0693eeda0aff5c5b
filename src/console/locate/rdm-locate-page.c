/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locate-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-address-entry.h"
#include "rdm-address-row.h"
#include "rdm-locate-item.h"
#include "rdm-locate-job.h"
#include "rdm-text.h"

enum
{
  MOST_CANDIDATES = 9, /* as there are keys for them */
};

/* Around a place that stands alone, metres to see. */
#define AROUND_DEG 0.002

struct _RdmLocatePage
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmLocator *locator;      /* NULL: nobody knows addresses */
  RdmAddressAnswer *answer; /* for the selected address; NULL: none */
  GListStore *items;
  GCancellable *job;    /* of the look-up that runs; NULL: none */
  GCancellable *asking; /* of the candidates that are on their way */
  gboolean showing;     /* another address: the map is asked anew */
  guint refresh;        /* rows have changed, and the list follows soon */
  RdmRegion *region;    /* of the map */
  char *tiles;
  char *tiles_attribution;
  char *tiles_attribution_uri;

  /* Borrowed: children */
  GtkWidget *child;
  GtkStack *stack;
  GtkLabel *count;
  GtkWidget *look_up;
  GtkWidget *progress;
  GtkWidget *stop;
  GtkWidget *view;
  GtkSingleSelection *selection;
  GtkLabel *title;
  GtkLabel *about;
  RdmAddressEntry *entry;
  GtkListBox *candidates;
  GtkLabel *note;
  AdwBin *map_bin;
  RdmMap *map; /* NULL while nobody sees it */
};

enum
{
  PROP_N_ADDRESSES = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RdmLocatePage, rdm_locate_page, GTK_TYPE_WIDGET)

static RdmLocateItem *
selected (RdmLocatePage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* The candidates */

static void
clear_candidates (RdmLocatePage *self)
{
  GtkWidget *row;

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->answer, rdm_address_answer_free);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_list_box_remove (self->candidates, row);
  if (self->map != NULL)
    rdm_map_show_candidates (self->map, NULL, 0);
}

static void
show_note (RdmLocatePage *self, const char *text)
{
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
look_at (RdmLocatePage *self, const RdmPoint *points, guint n)
{
  RdmBox box = RDM_BOX_EMPTY;

  for (guint i = 0; i < n; i++)
    {
      rdm_box_extend (&box,
                      (RdmPoint){ points[i].lat_deg - AROUND_DEG, points[i].lon_deg - AROUND_DEG });
      rdm_box_extend (&box,
                      (RdmPoint){ points[i].lat_deg + AROUND_DEG, points[i].lon_deg + AROUND_DEG });
    }
  rdm_map_look_at (self->map, box);
}

/* Asks the map for the place, and leaves the keyboard where it was. */
static void
ask_map (RdmLocatePage *self, RdmPoint now)
{
  RdmLocateItem *item = selected (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (item == NULL)
    return;
  rdm_map_pick_place (self->map, rdm_locate_item_get_title (item), now);
  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
}

static void
show_candidates (RdmLocatePage *self)
{
  RdmLocateItem *item = selected (self);
  const RdmOrderEnd *end = rdm_locate_item_get_end (item);
  guint n = MIN (self->answer->hits->len, MOST_CANDIDATES);
  g_autofree RdmPoint *points = g_new (RdmPoint, MAX (n, 1));
  RdmPoint now = end->point;

  for (guint i = 0; i < n; i++)
    {
      const RdmAddressHit *hit = g_ptr_array_index (self->answer->hits, i);

      points[i] = hit->point;
      gtk_list_box_append (self->candidates, rdm_address_row_new (hit, i + 1));
    }
  rdm_map_show_candidates (self->map, points, n);
  if (!rdm_point_is_set (now) && n > 0)
    now = points[0];
  /* Those far away are for the eye to find: the likeliest are shown. */
  if (n > 0)
    look_at (self, points, self->answer->confidence == RDM_ADDRESS_AMBIGUOUS ? MIN (n, 4) : 1);
  show_note (self, n > 0 ? NULL
                         : _ ("Nothing like that was found. Search for a street or a town "
                              "nearby, then set the pin on the map."));
  ask_map (self, now);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmLocatePage) self = user_data;
  g_autoptr (GError) error = NULL;
  RdmAddressAnswer *answer = rdm_geocoder_search_finish (RDM_GEOCODER (source), result, &error);

  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_note (self, error->message);
      return;
    }
  if (selected (self) == NULL || self->map == NULL)
    {
      rdm_address_answer_free (answer);
      return;
    }
  clear_candidates (self);
  self->answer = answer;
  show_candidates (self);
}

static void
ask_server (RdmLocatePage *self, const char *address)
{
  const RdmAddressRequest request = { address, rdm_locator_get_near (self->locator),
                                      MOST_CANDIDATES, FALSE };

  show_note (self, _ ("Looking it up…"));
  self->asking = g_cancellable_new ();
  rdm_geocoder_search_async (rdm_locator_get_geocoder (self->locator), &request, self->asking,
                             answered_cb, g_object_ref (self));
}

static void
find_candidates (RdmLocatePage *self)
{
  RdmLocateItem *item = selected (self);
  const RdmOrderEnd *end = rdm_locate_item_get_end (item);
  g_autofree char *address = rdm_order_end_address (end);
  RdmGeocoderUse uses;
  g_autoptr (GError) error = NULL;

  if (self->locator == NULL)
    {
      show_note (self, _ ("Nobody knows addresses here yet: choose a region, or a server, in the "
                          "preferences; or set the pin on the map."));
      ask_map (self, end->point);
      return;
    }
  uses = rdm_geocoder_uses (rdm_locator_get_geocoder (self->locator));
  if (uses & RDM_GEOCODER_AT_ONCE)
    {
      self->answer = rdm_locator_list (self->locator, end, NULL, &error);
      if (self->answer != NULL)
        show_candidates (self);
      else
        show_note (self, error->message);
    }
  else if (uses & RDM_GEOCODER_MANY)
    ask_server (self, address);
  else
    {
      show_note (self, _ ("Press Enter in the search above to look it up."));
      ask_map (self, end->point);
    }
}

static void
show_selected (RdmLocatePage *self)
{
  RdmLocateItem *item = selected (self);
  g_autofree char *about = NULL;
  g_autofree char *address = NULL;

  clear_candidates (self);
  show_note (self, NULL);
  if (self->map == NULL)
    return;
  self->showing = TRUE;
  rdm_map_pin_cancel (self->map);
  self->showing = FALSE;
  if (item == NULL)
    return;
  about = rdm_locate_item_describe (item);
  address = rdm_order_end_address (rdm_locate_item_get_end (item));
  gtk_label_set_text (self->title, rdm_locate_item_get_title (item));
  gtk_label_set_text (self->about, about);
  rdm_address_entry_set_text (self->entry, address);
  find_candidates (self);
}

/* The list */

static void
show_count (RdmLocatePage *self)
{
  guint n = rdm_locate_page_get_n_addresses (self);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u address to look at", "%u addresses to look at", n), n);
  gboolean many =
      self->locator != NULL
      && (rdm_geocoder_uses (rdm_locator_get_geocoder (self->locator)) & RDM_GEOCODER_MANY);

  gtk_label_set_text (self->count, text);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "work" : "done");
  gtk_widget_set_visible (self->look_up, many && n > 0 && self->job == NULL);
  gtk_widget_set_visible (self->progress, self->job != NULL);
  gtk_widget_set_visible (self->stop, self->job != NULL);
}

/* The place in the list of the address that was selected, or of what took its place. */
static guint
find_again (RdmLocatePage *self, const char *key, guint before)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; key != NULL && i < n; i++)
    {
      g_autoptr (RdmLocateItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_strcmp0 (rdm_locate_item_get_key (item), key) == 0)
        return i;
    }
  return n > 0 ? MIN (before, n - 1) : GTK_INVALID_LIST_POSITION;
}

static gboolean
refresh_cb (gpointer data)
{
  RdmLocatePage *self = data;
  g_autoptr (GPtrArray) items =
      rdm_locate_items_new (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));
  RdmLocateItem *item = selected (self);
  g_autofree char *key = item != NULL ? g_strdup (rdm_locate_item_get_key (item)) : NULL;
  guint before = gtk_single_selection_get_selected (self->selection);
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  self->refresh = 0;
  g_list_store_splice (self->items, 0, n_before, items->pdata, items->len);
  gtk_single_selection_set_selected (
      self->selection, find_again (self, key, before == GTK_INVALID_LIST_POSITION ? 0 : before));
  show_count (self);
  show_selected (self);
  if (items->len != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ADDRESSES]);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (RdmLocatePage *self)
{
  if (self->refresh == 0)
    self->refresh = g_idle_add (refresh_cb, self);
}

static void
rows_changed_cb (RdmLocatePage *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      RdmRowKind kind = ((const RdmChange *)g_ptr_array_index (changes, i))->kind;

      /* A stop that is done needs no place any more. */
      if (kind != RDM_ROW_ORDER && kind != RDM_ROW_STOP)
        continue;
      refresh_soon (self);
      return;
    }
}

static void
follow_geocoder (RdmLocatePage *self)
{
  RdmGeocoder *geocoder = rdm_desk_get_geocoder (self->desk);

  g_clear_object (&self->locator);
  if (geocoder != NULL)
    self->locator = rdm_locator_new (geocoder, rdm_desk_get_rows (self->desk));
  rdm_address_entry_set_geocoder (self->entry, geocoder,
                                  self->locator != NULL ? rdm_locator_get_near (self->locator)
                                                        : RDM_POINT_NONE);
  refresh_soon (self);
}

static void
day_changed_cb (RdmLocatePage *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  /* Another plan has another fleet to be near to. */
  follow_geocoder (self);
}

/* Places */

static void
place (RdmLocatePage *self, RdmPoint point)
{
  RdmLocateItem *item = selected (self);
  const char *order;
  int role;

  if (item == NULL)
    return;
  order = rdm_locate_item_get_order (item, &role);
  rdm_desk_place_order (self->desk, order, role, point);
  /* Also when it was refused: the map is asked again. */
  refresh_soon (self);
}

static void
place_candidate (RdmLocatePage *self, guint index)
{
  if (self->answer != NULL && index < MIN (self->answer->hits->len, MOST_CANDIDATES))
    place (self, ((const RdmAddressHit *)g_ptr_array_index (self->answer->hits, index))->point);
}

static void
candidate_activated_cb (RdmLocatePage *self, GtkListBoxRow *row)
{
  place_candidate (self, (guint)gtk_list_box_row_get_index (row));
}

static void
picked_on_map_cb (RdmLocatePage *self, double lat_deg, double lon_deg)
{
  place (self, (RdmPoint){ lat_deg, lon_deg });
}

static void
focus_list (RdmLocatePage *self)
{
  gtk_widget_grab_focus (self->view);
}

/* Escape on the map: the pin goes back to where it was. */
static void
map_cancelled_cb (RdmLocatePage *self)
{
  if (self->showing)
    return;
  focus_list (self);
  show_selected (self);
}

/* What was searched for is shown; a person still says that it is it. */
static void
picked_in_entry_cb (RdmLocatePage *self, const RdmAddressHit *hit)
{
  RdmAddressAnswer *answer = rdm_address_answer_new ();

  g_ptr_array_add (answer->hits, rdm_address_hit_copy (hit));
  answer->confidence = hit->confidence;
  clear_candidates (self);
  self->answer = answer;
  show_candidates (self);
  rdm_map_set_pin (self->map, hit->point);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->candidates, 0)));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        gpointer user_data)
{
  RdmLocatePage *self = user_data;
  guint digit = key - GDK_KEY_1;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9)
    digit = key - GDK_KEY_KP_1;
  if (digit >= MOST_CANDIDATES)
    return GDK_EVENT_PROPAGATE;
  place_candidate (self, digit);
  return GDK_EVENT_STOP;
}

static void
row_activated_cb (RdmLocatePage *self)
{
  /* Enter: on to what it may be, and from there to the map. */
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->candidates, 0);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->entry));
}

/* Looking up what is in the plan */

static void
progress_cb (double fraction, gpointer user_data)
{
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (RDM_LOCATE_PAGE (user_data)->progress),
                                 fraction);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmLocatePage) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_found;

  g_clear_object (&self->job);
  if (rdm_locate_job_finish (RDM_DESK (source), result, &n_found, &error))
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u address was found.", "%u addresses were found.", n_found), n_found);

      rdm_desk_notice (self->desk, text, n_found > 0 ? "win.undo" : NULL);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rdm_desk_notice (self->desk, error->message, NULL);
  show_count (self);
}

static void
look_up_cb (RdmLocatePage *self)
{
  g_autoptr (GPtrArray) orders =
      rdm_locate_orders (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));

  if (self->locator == NULL || self->job != NULL)
    return;
  self->job = g_cancellable_new ();
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0.);
  rdm_locate_job_run (self->desk, self->locator, orders, progress_cb, self, self->job, looked_up_cb,
                      g_object_ref (self));
  show_count (self);
}

static void
stop_cb (RdmLocatePage *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
}

/* Making it */

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0.f);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      if (i > 0)
        {
          gtk_widget_add_css_class (label, "dim-label");
          gtk_widget_add_css_class (label, "caption");
        }
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_add_css_class (box, "address-row");
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  RdmLocateItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  g_autofree char *about = rdm_locate_item_describe (item);

  gtk_label_set_text (GTK_LABEL (title), rdm_locate_item_get_title (item));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), about);
}

static GtkWidget *
make_list (RdmLocatePage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (show_selected),
                           self, G_CONNECT_SWAPPED);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Addresses to look at"), -1);
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (self->view, keys);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->view);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
make_head (RdmLocatePage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

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
  g_signal_connect_object (self->stop, "clicked", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (head), self->progress);
  gtk_box_append (GTK_BOX (head), self->stop);
  gtk_box_append (GTK_BOX (head), self->look_up);
  gtk_widget_add_css_class (head, "locate-head");
  return head;
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
make_choice (RdmLocatePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->title = make_label ("heading");
  self->about = make_label ("dim-label");
  self->entry = RDM_ADDRESS_ENTRY (rdm_address_entry_new (_ ("Search for an address")));
  g_signal_connect_object (self->entry, "picked", G_CALLBACK (picked_in_entry_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "left", G_CALLBACK (focus_list), self, G_CONNECT_SWAPPED);
  self->note = make_label ("dim-label");
  self->candidates = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->candidates, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->candidates), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->candidates), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->candidates), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Where it may be"), -1);
  g_signal_connect_object (self->candidates, "row-activated", G_CALLBACK (candidate_activated_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->candidates), keys);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->candidates));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->about));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_add_css_class (box, "locate-choice");
  return box;
}

static GtkWidget *
make_work (RdmLocatePage *self)
{
  GtkWidget *side = gtk_paned_new (GTK_ORIENTATION_VERTICAL);
  GtkWidget *above = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_box_append (GTK_BOX (above), make_head (self));
  gtk_box_append (GTK_BOX (above), make_list (self));
  gtk_paned_set_start_child (GTK_PANED (side), above);
  gtk_paned_set_end_child (GTK_PANED (side), make_choice (self));
  gtk_paned_set_position (GTK_PANED (side), 260);
  gtk_accessible_update_property (GTK_ACCESSIBLE (side), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Height of the list of addresses"), -1);
  self->map_bin = ADW_BIN (adw_bin_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->map_bin), 200, -1);
  gtk_paned_set_start_child (GTK_PANED (paned), side);
  gtk_paned_set_end_child (GTK_PANED (paned), GTK_WIDGET (self->map_bin));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_position (GTK_PANED (paned), 360);
  gtk_accessible_update_property (GTK_ACCESSIBLE (paned), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Width of the addresses"), -1);
  return paned;
}

static GtkWidget *
make_done (void)
{
  GtkWidget *status = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "rdm-pin-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _ ("Every Address Is on the Map"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (status),
      _ ("What cannot be found for sure when orders come in, or is added without a place, waits "
         "here for you."));
  return status;
}

/* Where to look, a map knows only once it has a size. */
static gboolean
first_tick_cb (GtkWidget *map, GdkFrameClock *clock, gpointer user_data)
{
  if (gtk_widget_get_width (map) < 16)
    return G_SOURCE_CONTINUE;
  show_selected (user_data);
  return G_SOURCE_REMOVE;
}

/* A map follows every change of the plan: only while somebody looks. */
static void
map_cb (RdmLocatePage *self)
{
  self->map = RDM_MAP (rdm_map_new (self->desk, NULL));
  rdm_map_set_region (self->map, self->region);
  (void)rdm_map_set_tiles (self->map, self->tiles, self->tiles_attribution,
                           self->tiles_attribution_uri, NULL);
  g_signal_connect_object (self->map, "place-picked", G_CALLBACK (picked_on_map_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "place-cancelled", G_CALLBACK (map_cancelled_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->map_bin, GTK_WIDGET (self->map));
  gtk_widget_add_tick_callback (GTK_WIDGET (self->map), first_tick_cb, self, NULL);
}

static void
unmap_cb (RdmLocatePage *self)
{
  clear_candidates (self);
  self->map = NULL;
  adw_bin_set_child (self->map_bin, NULL);
}

void
rdm_locate_page_set_region (RdmLocatePage *self, RdmRegion *region)
{
  g_clear_pointer (&self->region, rdm_region_unref);
  if (region != NULL)
    self->region = rdm_region_ref (region);
  if (self->map != NULL)
    rdm_map_set_region (self->map, region);
}

void
rdm_locate_page_set_tiles (RdmLocatePage *self,
                           const char *source,
                           const char *attribution,
                           const char *attribution_uri)
{
  rdm_set_str (&self->tiles, source);
  rdm_set_str (&self->tiles_attribution, attribution);
  rdm_set_str (&self->tiles_attribution_uri, attribution_uri);
  /* Whatever is wrong with it, the other map has said. */
  if (self->map != NULL)
    (void)rdm_map_set_tiles (self->map, source, attribution, attribution_uri, NULL);
}

guint
rdm_locate_page_get_n_addresses (RdmLocatePage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RDM_LOCATE_PAGE (widget)->view);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_N_ADDRESSES:
      g_value_set_uint (value, rdm_locate_page_get_n_addresses (RDM_LOCATE_PAGE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  RdmLocatePage *self = RDM_LOCATE_PAGE (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  stop_cb (self);
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->locator);
  g_clear_pointer (&self->answer, rdm_address_answer_free);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_pointer (&self->region, rdm_region_unref);
  g_clear_pointer (&self->tiles, g_free);
  g_clear_pointer (&self->tiles_attribution, g_free);
  g_clear_pointer (&self->tiles_attribution_uri, g_free);
  g_clear_object (&self->items);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_locate_page_parent_class)->dispose (object);
}

static void
rdm_locate_page_class_init (RdmLocatePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->get_property = get_property;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "locatepage");
  properties[PROP_N_ADDRESSES] = g_param_spec_uint ("n-addresses", NULL, NULL, 0, G_MAXUINT, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
rdm_locate_page_init (RdmLocatePage *self)
{
  self->items = g_list_store_new (RDM_TYPE_LOCATE_ITEM);
}

GtkWidget *
rdm_locate_page_new (RdmDesk *desk)
{
  RdmLocatePage *self = g_object_new (RDM_TYPE_LOCATE_PAGE, NULL);

  self->desk = g_object_ref (desk);
  self->stack = GTK_STACK (gtk_stack_new ());
  self->child = GTK_WIDGET (self->stack);
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  gtk_stack_add_named (self->stack, make_work (self), "work");
  gtk_stack_add_named (self->stack, make_done (), "done");
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::geocoder", G_CALLBACK (follow_geocoder), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (unmap_cb), NULL);
  follow_geocoder (self);
  return GTK_WIDGET (self);
}
