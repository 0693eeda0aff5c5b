/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locate-item.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "rdm-stop.h"
#include "rdm-text.h"
#include "rdm-travel.h"
#include "rdm-units.h"

struct _RdmLocateItem
{
  GObject parent_instance;

  RdmOrder *order; /* the first; a reference */
  int role;
  guint n_orders;
  double gap_m; /* 0: the pin is near its road, or there is none */
  char *key;
  char *title;
};

G_DEFINE_FINAL_TYPE (RdmLocateItem, rdm_locate_item, G_TYPE_OBJECT)

const char *
rdm_locate_item_get_key (RdmLocateItem *self)
{
  return self->key;
}

const char *
rdm_locate_item_get_order (RdmLocateItem *self, int *role)
{
  *role = self->role;
  return self->order->row.id;
}

const RdmOrderEnd *
rdm_locate_item_get_end (RdmLocateItem *self)
{
  return rdm_order_end (self->order, self->role);
}

const char *
rdm_locate_item_get_title (RdmLocateItem *self)
{
  return self->title;
}

gboolean
rdm_locate_item_is_same (RdmLocateItem *a, RdmLocateItem *b)
{
  const RdmOrderEnd *left, *right;

  if (a == NULL || b == NULL)
    return a == b;
  left = rdm_locate_item_get_end (a);
  right = rdm_locate_item_get_end (b);
  return strcmp (a->key, b->key) == 0 && strcmp (a->title, b->title) == 0 && a->role == b->role
         && strcmp (a->order->row.id, b->order->row.id) == 0
         && left->confidence == right->confidence
         && rdm_point_is_set (left->point) == rdm_point_is_set (right->point)
         && (!rdm_point_is_set (left->point) || rdm_point_equal (left->point, right->point));
}

static void
append (GString *out, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", part);
}

static void
append_gap (GString *out, double gap_m)
{
  g_autofree char *distance = isinf (gap_m) ? NULL : rdm_format_distance ((gint64)gap_m);
  /* Translators: a distance */
  g_autofree char *text =
      distance != NULL ? g_strdup_printf (_ ("%s from any road"), distance) : NULL;

  append (out, text != NULL ? text : _ ("No road near"));
}

char *
rdm_locate_item_describe (RdmLocateItem *self)
{
  const RdmOrderEnd *end = rdm_locate_item_get_end (self);
  GString *out = g_string_new (NULL);

  /* Maybe nobody has looked yet. */
  if (self->gap_m > 0.)
    append_gap (out, self->gap_m);
  else
    append (out, end->confidence == RDM_CONFIDENCE_NONE ? _ ("No place yet")
                                                        : rdm_confidence_label (end->confidence));
  append (out, end->name != NULL ? end->name : self->order->reference);
  if (self->n_orders > 1)
    {
      g_autofree char *orders =
          g_strdup_printf (ngettext ("%u order", "%u orders", self->n_orders), self->n_orders);

      append (out, orders);
    }
  return g_string_free (out, FALSE);
}

static void
finalize (GObject *object)
{
  RdmLocateItem *self = RDM_LOCATE_ITEM (object);

  g_clear_pointer ((gpointer *)&self->order, rdm_row_unref);
  g_free (self->key);
  g_free (self->title);
  G_OBJECT_CLASS (rdm_locate_item_parent_class)->finalize (object);
}

static void
rdm_locate_item_class_init (RdmLocateItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
rdm_locate_item_init (RdmLocateItem *self)
{
}

typedef struct
{
  const char *date;
  gboolean any;     /* not only those that need a look at their place */
  GHashTable *done; /* orders with a stop that is over */
  GPtrArray *orders;
} Search;

static void
note_stop_cb (gconstpointer row, gpointer user_data)
{
  const RdmStop *stop = row;
  Search *search = user_data;

  if (!rdm_stop_is_open (stop) && stop->order != NULL)
    g_hash_table_add (search->done, stop->order);
}

static void
find_order_cb (gconstpointer row, gpointer user_data)
{
  const RdmOrder *order = row;
  Search *search = user_data;

  if (g_strcmp0 (order->date, search->date) == 0 && (search->any || rdm_order_needs_check (order))
      && !g_hash_table_contains (search->done, order->row.id))
    g_ptr_array_add (search->orders, rdm_row_ref ((gpointer)order));
}

static GPtrArray *
open_orders (RdmRows *rows, const char *date, gboolean any)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  Search search = { date, any, done, g_ptr_array_new_with_free_func (rdm_row_unref) };

  rdm_rows_foreach (rows, RDM_ROW_STOP, note_stop_cb, &search);
  rdm_rows_foreach (rows, RDM_ROW_ORDER, find_order_cb, &search);
  return search.orders;
}

GPtrArray *
rdm_locate_orders (RdmRows *rows, const char *date)
{
  return open_orders (rows, date, FALSE);
}

typedef struct
{
  GPtrArray *items;
  GHashTable *by_key;
  RdmLocateGap gap;
  gpointer gap_data;
} Making;

/* How far the pin is from its road, if that is so far that somebody should look at it, and nobody
 * has. */
static double
suspicious_gap (const Making *making, const RdmOrder *order, int role)
{
  const RdmOrderEnd *end = rdm_order_end (order, role);
  double gap_m;

  if (making->gap == NULL || end->confidence == RDM_CONFIDENCE_PINNED
      || !rdm_point_is_valid (end->point))
    return 0.;
  gap_m = making->gap (rdm_order_end_stopping_point (end), making->gap_data);
  return gap_m > RDM_TRAVEL_FAR_M ? gap_m : 0.;
}

static void
add_end (Making *making, const RdmOrder *order, int role)
{
  const RdmOrderEnd *end = rdm_order_end (order, role);
  g_autofree char *key = NULL;
  double gap_m = 0.;
  RdmLocateItem *item;

  if (!rdm_order_end_needs_check (end))
    {
      gap_m = suspicious_gap (making, order, role);
      if (gap_m == 0.)
        return;
    }
  key = rdm_order_end_key (end);
  /* Orders without an address have nothing in common. */
  item = *key != '\0' ? g_hash_table_lookup (making->by_key, key) : NULL;
  if (item != NULL)
    {
      item->n_orders++;
      return;
    }
  item = g_object_new (RDM_TYPE_LOCATE_ITEM, NULL);
  item->order = rdm_row_ref ((gpointer)order);
  item->role = role;
  item->n_orders = 1;
  item->gap_m = gap_m;
  item->title = rdm_order_end_address (end);
  if (*item->title == '\0')
    rdm_set_str (&item->title, _ ("No address"));
  item->key = g_steal_pointer (&key);
  if (*item->key != '\0')
    g_hash_table_insert (making->by_key, item->key, item);
  g_ptr_array_add (making->items, item);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  RdmLocateItem *left = *(RdmLocateItem *const *)a;
  RdmLocateItem *right = *(RdmLocateItem *const *)b;
  int worse = (left->gap_m > 0.) - (right->gap_m > 0.);

  if (worse == 0)
    worse =
        rdm_locate_item_get_end (left)->confidence - rdm_locate_item_get_end (right)->confidence;

  return worse != 0 ? worse : g_utf8_collate (left->title, right->title);
}

GPtrArray *
rdm_locate_items_new (RdmRows *rows, const char *date, RdmLocateGap gap, gpointer user_data)
{
  g_autoptr (GPtrArray) orders = open_orders (rows, date, gap != NULL);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  Making making = { items, by_key, gap, user_data };

  for (guint i = 0; i < orders->len; i++)
    {
      const RdmOrder *order = g_ptr_array_index (orders, i);

      if (order->kind == RDM_ORDER_SHIPMENT)
        add_end (&making, order, RDM_STOP_PICKUP);
      add_end (&making, order,
               order->kind == RDM_ORDER_PICKUP ? RDM_STOP_PICKUP : RDM_STOP_DELIVERY);
    }
  g_ptr_array_sort (items, compare_items);
  return items;
}
