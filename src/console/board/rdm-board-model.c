/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-model.h"

#include <gtk/gtk.h>

#include "rdm-board-search.h"
#include "rdm-list-diff.h"

/* A hand moves few rows; a plan moves most, and then the list is simply shown anew. */
#define MAX_CHANGES 40

struct _RdmBoardModel
{
  GObject parent_instance;

  /* Owned */
  GPtrArray *items;   /* RdmBoardItem */
  GHashTable *by_key; /* key → its position + 1; NULL until asked for */
  GHashTable *closed; /* ids of routes whose stops are hidden; "" is the tray */
  RdmBoardSearch *search;

  /* While rows are built */
  guint cursor; /* the first of items that may turn up again */

  /* Borrowed */
  RdmDesk *desk;
};

static GType
get_item_type (GListModel *model)
{
  return RDM_TYPE_BOARD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RDM_BOARD_MODEL (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RdmBoardItem *item = rdm_board_model_peek (RDM_BOARD_MODEL (model), position);

  return item != NULL ? g_object_ref (item) : NULL;
}

static void
init_list_model (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Selection: the desk's */

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  RdmBoardModel *self = RDM_BOARD_MODEL (model);
  RdmBoardItem *item = rdm_board_model_peek (self, position);

  if (item == NULL)
    return FALSE;
  if (item->kind == RDM_BOARD_STOP)
    return rdm_desk_is_selected (self->desk, item->stop);
  return item->kind == RDM_BOARD_ROUTE
         && g_strcmp0 (rdm_desk_get_selected_route (self->desk), item->route) == 0;
}

/* What a row stands for when it is selected together with others: a header is all of its stops. */
static void
add_stops (RdmBoardModel *self, RdmBoardItem *item, GPtrArray *stops)
{
  if (item->kind == RDM_BOARD_STOP)
    g_ptr_array_add (stops, item->stop);
  else if (item->kind == RDM_BOARD_TRAY)
    {
      GPtrArray *tray = rdm_desk_get_tray (self->desk);

      for (guint i = 0; i < tray->len; i++)
        g_ptr_array_add (stops, ((RdmRow *)g_ptr_array_index (tray, i))->id);
    }
  else if (item->kind == RDM_BOARD_ROUTE)
    {
      const RdmDeskRoute *route = rdm_desk_find_route (self->desk, item->route);

      for (guint i = 0;
           route != NULL && route->route->stops != NULL && route->route->stops[i] != NULL; i++)
        g_ptr_array_add (stops, route->route->stops[i]);
    }
}

static void
select_stops (RdmBoardModel *self, GPtrArray *stops, RdmSelectMode mode)
{
  g_ptr_array_add (stops, NULL);
  rdm_desk_select (self->desk, (const char *const *)stops->pdata, mode);
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  RdmBoardModel *self = RDM_BOARD_MODEL (model);
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();
  RdmBoardItem *item = rdm_board_model_peek (self, position);

  if (item == NULL)
    return FALSE;
  if (item->kind == RDM_BOARD_ROUTE && unselect_rest)
    {
      g_autofree char *route = g_strdup (item->route);

      rdm_desk_select_route (self->desk, route);
      return TRUE;
    }
  add_stops (self, item, stops);
  select_stops (self, stops, unselect_rest ? RDM_SELECT_ONLY : RDM_SELECT_ADD);
  return TRUE;
}

static gboolean
unselect_item (GtkSelectionModel *model, guint position)
{
  RdmBoardModel *self = RDM_BOARD_MODEL (model);
  RdmBoardItem *item = rdm_board_model_peek (self, position);

  if (item == NULL)
    return FALSE;
  if (item->kind == RDM_BOARD_STOP && rdm_desk_is_selected (self->desk, item->stop))
    rdm_desk_select (self->desk, (const char *const[]){ item->stop, NULL }, RDM_SELECT_TOGGLE);
  else if (item->kind == RDM_BOARD_ROUTE)
    rdm_desk_select_route (self->desk, NULL);
  return TRUE;
}

/* A range by Shift: only stops count, so that it may run over headers. */
static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  RdmBoardModel *self = RDM_BOARD_MODEL (model);
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();
  const char *const *before = rdm_desk_get_selection (self->desk);

  for (guint i = 0; before[i] != NULL; i++)
    {
      guint position = rdm_board_model_find_stop (self, before[i]);

      if (position == GTK_INVALID_LIST_POSITION || !gtk_bitset_contains (mask, position))
        g_ptr_array_add (stops, (gpointer)before[i]);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      RdmBoardItem *item = g_ptr_array_index (self->items, i);

      if (item->kind == RDM_BOARD_STOP && gtk_bitset_contains (mask, i)
          && gtk_bitset_contains (selected, i))
        g_ptr_array_add (stops, item->stop);
    }
  select_stops (self, stops, RDM_SELECT_ONLY);
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  rdm_desk_select (RDM_BOARD_MODEL (model)->desk, NULL, RDM_SELECT_ONLY);
  return TRUE;
}

/* With a route selected, all of that route. Else all that can be seen: while searching, what was
 * found. Stops of closed routes count. */
static gboolean
select_all (GtkSelectionModel *model)
{
  RdmBoardModel *self = RDM_BOARD_MODEL (model);
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();
  const char *only = rdm_desk_get_selected_route (self->desk);

  for (guint i = 0; i < self->items->len; i++)
    {
      RdmBoardItem *item = g_ptr_array_index (self->items, i);

      if (only != NULL && g_strcmp0 (item->route, only) != 0)
        continue;
      if (item->kind == RDM_BOARD_STOP || (item->kind != RDM_BOARD_BREAK && !item->open))
        add_stops (self, item, stops);
    }
  select_stops (self, stops, RDM_SELECT_ONLY);
  return TRUE;
}

static void
init_selection_model (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->set_selection = set_selection;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmBoardModel,
                               rdm_board_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, init_list_model)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          init_selection_model))

/* Rows */

/* The row as it was before, where that comes next or after one that has gone: of thousands of rows
 * few are others after a change. */
static RdmBoardItem *
take_up (
    RdmBoardModel *self, RdmBoardItemKind kind, const char *route, const char *stop, guint number)
{
  for (guint i = self->cursor; i < MIN (self->cursor + 2, self->items->len); i++)
    {
      RdmBoardItem *item = g_ptr_array_index (self->items, i);

      if (item->kind != kind || g_strcmp0 (item->stop, stop) != 0
          || g_strcmp0 (item->route, route) != 0
          || (kind == RDM_BOARD_BREAK && item->number != number))
        continue;
      self->cursor = i + 1;
      item->number = number;
      return g_object_ref (item);
    }
  return NULL;
}

static RdmBoardItem *
add_item (RdmBoardModel *self,
          GPtrArray *items,
          RdmBoardItemKind kind,
          const char *route,
          const char *stop,
          guint number)
{
  RdmBoardItem *item = take_up (self, kind, route, stop, number);

  if (item == NULL)
    item = rdm_board_item_new (kind, route, stop, number);
  g_ptr_array_add (items, item);
  return item;
}

static gboolean
matches (RdmBoardModel *self, const char *stop, const char *route_name)
{
  return rdm_board_search_matches (self->search, stop, route_name);
}

static void
add_tray (RdmBoardModel *self, GPtrArray *items)
{
  GPtrArray *tray = rdm_desk_get_tray (self->desk);
  RdmBoardItem *header = add_item (self, items, RDM_BOARD_TRAY, NULL, NULL, 0);

  header->open = rdm_board_model_is_open (self, NULL);
  for (guint i = 0; header->open && i < tray->len; i++)
    {
      const char *stop = ((RdmRow *)g_ptr_array_index (tray, i))->id;

      if (matches (self, stop, NULL))
        add_item (self, items, RDM_BOARD_STOP, NULL, stop, 0);
    }
}

/* How many breaks come right after @n visits to stops: the schedule knows, the list does not. */
static gboolean
has_break_after (const RdmSchedule *schedule, guint n)
{
  guint n_stops = 0;

  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      if (visit->kind == RDM_VISIT_BREAK && n_stops == n)
        return TRUE;
      if (visit->kind == RDM_VISIT_STOP && ++n_stops > n)
        return FALSE;
    }
  return FALSE;
}

static void
add_route (RdmBoardModel *self, GPtrArray *items, const RdmDeskRoute *route)
{
  const char *id = route->route->row.id;
  char **stops = route->route->stops;
  gboolean searching = rdm_board_search_is_on (self->search);
  RdmBoardItem *header = add_item (self, items, RDM_BOARD_ROUTE, id, NULL, 0);
  guint n_shown = 0;

  header->open = rdm_board_model_is_open (self, id);
  for (guint i = 0; header->open && stops != NULL && stops[i] != NULL; i++)
    {
      if (!searching && has_break_after (route->schedule, i))
        add_item (self, items, RDM_BOARD_BREAK, id, NULL, i);
      if (!matches (self, stops[i], route->name))
        continue;
      add_item (self, items, RDM_BOARD_STOP, id, stops[i], i + 1);
      n_shown++;
    }
  if (header->open && !searching && stops != NULL
      && has_break_after (route->schedule, g_strv_length (stops)))
    add_item (self, items, RDM_BOARD_BREAK, id, NULL, g_strv_length (stops));
  if (searching && n_shown == 0 && !matches (self, "", route->name))
    g_ptr_array_set_size (items, (int)items->len - 1);
}

static GPtrArray *
build (RdmBoardModel *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  self->cursor = 0;
  add_tray (self, items);
  for (guint i = 0; i < routes->len; i++)
    add_route (self, items, g_ptr_array_index (routes, i));
  return items;
}

static GPtrArray *
keys_of (GPtrArray *items)
{
  GPtrArray *keys = g_ptr_array_sized_new (items->len);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (keys, ((RdmBoardItem *)g_ptr_array_index (items, i))->key);
  return keys;
}

/* A row that stays is the same object as before, brought up to date. */
static void
keep_object (RdmBoardModel *self, GPtrArray *items, guint position)
{
  RdmBoardItem *fresh = g_ptr_array_index (items, position);
  RdmBoardItem *kept = g_ptr_array_index (self->items, position);

  if (fresh == kept)
    return;
  g_assert (g_str_equal (fresh->key, kept->key));
  kept->number = fresh->number;
  kept->open = fresh->open;
  if (g_strcmp0 (kept->route, fresh->route) != 0)
    {
      g_free (kept->route);
      kept->route = g_strdup (fresh->route);
    }
}

void
rdm_board_model_refresh (RdmBoardModel *self)
{
  g_autoptr (GPtrArray) items = build (self);
  g_autoptr (GPtrArray) old_keys = keys_of (self->items);
  g_autoptr (GPtrArray) new_keys = keys_of (items);
  g_autoptr (GArray) changes = rdm_list_diff (old_keys, new_keys, MAX_CHANGES);

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmListChange *change = &g_array_index (changes, RdmListChange, i);

      g_clear_pointer (&self->by_key, g_hash_table_unref);
      if (change->n_removed > 0)
        g_ptr_array_remove_range (self->items, change->position, change->n_removed);
      for (guint k = 0; k < change->n_added; k++)
        g_ptr_array_insert (self->items, (int)(change->position + k),
                            g_object_ref (g_ptr_array_index (items, change->position + k)));
      g_list_model_items_changed (G_LIST_MODEL (self), change->position, change->n_removed,
                                  change->n_added);
    }
  for (guint i = 0; i < self->items->len; i++)
    keep_object (self, items, i);
}

void
rdm_board_model_selection_changed (RdmBoardModel *self)
{
  if (self->items->len > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), 0, self->items->len);
}

/* GObject */

static void
finalize (GObject *object)
{
  RdmBoardModel *self = RDM_BOARD_MODEL (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->closed, g_hash_table_unref);
  g_clear_pointer (&self->search, rdm_board_search_free);
  G_OBJECT_CLASS (rdm_board_model_parent_class)->finalize (object);
}

static void
rdm_board_model_class_init (RdmBoardModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
rdm_board_model_init (RdmBoardModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->closed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Public */

RdmBoardModel *
rdm_board_model_new (RdmDesk *desk)
{
  RdmBoardModel *self = g_object_new (RDM_TYPE_BOARD_MODEL, NULL);

  self->desk = desk;
  self->search = rdm_board_search_new (desk);
  rdm_board_model_refresh (self);
  return self;
}

void
rdm_board_model_set_search (RdmBoardModel *self, const char *text)
{
  if (rdm_board_search_set (self->search, text))
    rdm_board_model_refresh (self);
}

gboolean
rdm_board_model_is_searching (RdmBoardModel *self)
{
  return rdm_board_search_is_on (self->search);
}

static const char *
closed_key (const char *route)
{
  return route != NULL ? route : "";
}

void
rdm_board_model_set_open (RdmBoardModel *self, const char *route, gboolean open)
{
  if (open)
    g_hash_table_remove (self->closed, closed_key (route));
  else
    g_hash_table_add (self->closed, g_strdup (closed_key (route)));
  rdm_board_model_refresh (self);
}

gboolean
rdm_board_model_is_open (RdmBoardModel *self, const char *route)
{
  return rdm_board_search_is_on (self->search)
         || !g_hash_table_contains (self->closed, closed_key (route));
}

void
rdm_board_model_set_all_open (RdmBoardModel *self, gboolean open)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  g_hash_table_remove_all (self->closed);
  for (guint i = 0; !open && i < routes->len; i++)
    g_hash_table_add (self->closed,
                      g_strdup (((const RdmDeskRoute *)routes->pdata[i])->route->row.id));
  rdm_board_model_refresh (self);
}

gboolean
rdm_board_model_any_open (RdmBoardModel *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  for (guint i = 0; i < routes->len; i++)
    if (rdm_board_model_is_open (self, ((const RdmDeskRoute *)routes->pdata[i])->route->row.id))
      return TRUE;
  return FALSE;
}

guint
rdm_board_model_find (RdmBoardModel *self, const char *key)
{
  if (self->by_key == NULL)
    {
      self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < self->items->len; i++)
        g_hash_table_insert (self->by_key, ((RdmBoardItem *)self->items->pdata[i])->key,
                             GUINT_TO_POINTER (i + 1));
    }
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, key)) - 1;
}

guint
rdm_board_model_find_stop (RdmBoardModel *self, const char *stop)
{
  g_autofree char *key = g_strconcat ("stop ", stop, NULL);

  return rdm_board_model_find (self, key);
}

RdmBoardItem *
rdm_board_model_peek (RdmBoardModel *self, guint position)
{
  return position < self->items->len ? g_ptr_array_index (self->items, position) : NULL;
}
