/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locate-list.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rdm-day-roads.h"

struct _RdmLocateList
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  GListStore *items;
  RdmTravel *travel; /* whose roads they are */
  GHashTable *gaps;  /* (element-type RdmPoint double): metres from pins to those roads */

  /* State */
  guint refresh; /* rows have changed, and the list follows soon */
  gboolean refreshing;

  /* Borrowed: children */
  GtkWidget *scroller;
  GtkWidget *view;
  GtkSingleSelection *selection;
};

enum
{
  PROP_N_ADDRESSES = 1,
  N_PROPERTIES
};

enum
{
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmLocateList, rdm_locate_list, GTK_TYPE_WIDGET)

RdmLocateItem *
rdm_locate_list_get_selected (RdmLocateList *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

guint
rdm_locate_list_get_n_addresses (RdmLocateList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

/* The place in the list of the address that was selected, or of what took its place. */
static guint
find_again (RdmLocateList *self, const char *key, guint before)
{
  guint n = rdm_locate_list_get_n_addresses (self);

  for (guint i = 0; key != NULL && i < n; i++)
    {
      g_autoptr (RdmLocateItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_strcmp0 (rdm_locate_item_get_key (item), key) == 0)
        return i;
    }
  return n > 0 ? MIN (before, n - 1) : GTK_INVALID_LIST_POSITION;
}

/* GtkListView brings a row into view only by this action of its own. */
static void
scroll_to (RdmLocateList *self, guint position)
{
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
}

static guint
point_hash (gconstpointer point)
{
  return g_double_hash (&((const RdmPoint *)point)->lat_deg)
         ^ g_double_hash (&((const RdmPoint *)point)->lon_deg);
}

static gboolean
point_equal (gconstpointer a, gconstpointer b)
{
  return rdm_point_equal (*(const RdmPoint *)a, *(const RdmPoint *)b);
}

/* To the nearest road of any vehicle. A pin is looked for once; most of them stay where they
 * are. */
static double
gap_of (RdmPoint point, gpointer user_data)
{
  RdmLocateList *self = user_data;
  const double *known = g_hash_table_lookup (self->gaps, &point);
  double gap_m = INFINITY;

  if (known != NULL)
    return *known;
  for (RdmTravelProfile profile = 0; profile < RDM_N_TRAVEL_PROFILES; profile++)
    {
      double one_m = 0.;

      gap_m = rdm_travel_gaps (self->travel, profile, &point, 1, &one_m) ? MIN (gap_m, one_m) : 0.;
    }
  g_hash_table_insert (self->gaps, g_memdup2 (&point, sizeof point),
                       g_memdup2 (&gap_m, sizeof gap_m));
  return gap_m;
}

static RdmTravel *
travel_of (RdmLocateList *self)
{
  return rdm_day_plan_get_travel (rdm_desk_get_day_plan (self->desk));
}

static GPtrArray *
make_items (RdmLocateList *self)
{
  if (g_set_object (&self->travel, travel_of (self)))
    g_hash_table_remove_all (self->gaps);
  return rdm_locate_items_new (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk),
                               rdm_day_roads_are_known (self->travel) ? gap_of : NULL, self);
}

static gboolean
refresh_cb (gpointer data)
{
  RdmLocateList *self = data;
  g_autoptr (GPtrArray) items = make_items (self);
  RdmLocateItem *selected = rdm_locate_list_get_selected (self);
  g_autoptr (RdmLocateItem) item = selected != NULL ? g_object_ref (selected) : NULL;
  guint before = gtk_single_selection_get_selected (self->selection);
  guint n_before = rdm_locate_list_get_n_addresses (self);
  guint now;

  self->refresh = 0;
  self->refreshing = TRUE;
  g_list_store_splice (self->items, 0, n_before, items->pdata, items->len);
  now = find_again (self, item != NULL ? rdm_locate_item_get_key (item) : NULL,
                    before == GTK_INVALID_LIST_POSITION ? 0 : before);
  gtk_single_selection_set_selected (self->selection, now);
  self->refreshing = FALSE;
  if (now != GTK_INVALID_LIST_POSITION)
    scroll_to (self, now);
  if (items->len != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ADDRESSES]);
  /* Whoever is at work on an address is not disturbed by what happens to others. */
  if (!rdm_locate_item_is_same (item, rdm_locate_list_get_selected (self)))
    g_signal_emit (self, signals[SELECTED], 0);
  return G_SOURCE_REMOVE;
}

void
rdm_locate_list_refresh_soon (RdmLocateList *self)
{
  if (self->refresh == 0)
    self->refresh = g_idle_add (refresh_cb, self);
}

void
rdm_locate_list_move (RdmLocateList *self, int by)
{
  guint n = rdm_locate_list_get_n_addresses (self);
  guint now = gtk_single_selection_get_selected (self->selection);

  if (n == 0 || now == GTK_INVALID_LIST_POSITION || (by < 0 && now == 0)
      || (by > 0 && now + 1 >= n))
    return;
  now += by < 0 ? -1 : 1;
  gtk_single_selection_set_selected (self->selection, now);
  scroll_to (self, now);
}

static void
rows_changed_cb (RdmLocateList *self, GPtrArray *changes)
{
  if (travel_of (self) != self->travel)
    rdm_locate_list_refresh_soon (self);
  for (guint i = 0; i < changes->len; i++)
    {
      RdmRowKind kind = ((const RdmChange *)g_ptr_array_index (changes, i))->kind;

      /* A stop that is done needs no place any more. */
      if (kind != RDM_ROW_ORDER && kind != RDM_ROW_STOP)
        continue;
      rdm_locate_list_refresh_soon (self);
      return;
    }
}

static void
selected_cb (RdmLocateList *self)
{
  if (!self->refreshing)
    g_signal_emit (self, signals[SELECTED], 0);
}

static void
activated_cb (RdmLocateList *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

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
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  g_autofree char *about = rdm_locate_item_describe (item);

  gtk_label_set_text (GTK_LABEL (title), rdm_locate_item_get_title (item));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (title)), about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, rdm_locate_item_get_title (item),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
}

static gboolean
grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RDM_LOCATE_LIST (widget)->view);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_N_ADDRESSES:
      g_value_set_uint (value, rdm_locate_list_get_n_addresses (RDM_LOCATE_LIST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  RdmLocateList *self = RDM_LOCATE_LIST (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->items);
  g_clear_object (&self->travel);
  g_clear_pointer (&self->gaps, g_hash_table_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_locate_list_parent_class)->dispose (object);
}

static void
rdm_locate_list_class_init (RdmLocateListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->get_property = get_property;
  widget_class->grab_focus = grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  properties[PROP_N_ADDRESSES] = g_param_spec_uint ("n-addresses", NULL, NULL, 0, G_MAXUINT, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  signals[SELECTED] = g_signal_new ("selected", RDM_TYPE_LOCATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", RDM_TYPE_LOCATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_locate_list_init (RdmLocateList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->items = g_list_store_new (RDM_TYPE_LOCATE_ITEM);
  self->gaps = g_hash_table_new_full (point_hash, point_equal, g_free, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  self->view = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Addresses to look at"), -1);
  gtk_widget_add_css_class (self->view, "navigation-sidebar");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->view);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
rdm_locate_list_new (RdmDesk *desk)
{
  RdmLocateList *self = g_object_new (RDM_TYPE_LOCATE_LIST, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
