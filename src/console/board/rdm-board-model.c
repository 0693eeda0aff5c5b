/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-model.h"

#include <gtk/gtk.h>
#include <string.h>

#include "rdm-board-search.h"
#include "rdm-board-sections.h"
#include "rdm-list-diff.h"
#include "rdm-text.h"

/* A hand moves few rows; a plan moves most, and then the list is simply shown anew. */
#define MAX_CHANGES 40

struct _RdmBoardModel
{
  GObject parent_instance;

  /* Owned */
  RdmBoardSections *sections;
  GPtrArray *items;   /* RdmBoardItem: those that are shown */
  GPtrArray *rest;    /* RdmBoardItem: that come behind them when they are asked for */
  GHashTable *closed; /* ids of routes whose stops are hidden; "" is the tray */
  RdmBoardSearch *search;

  /* Borrowed */
  RdmDesk *desk;

  /* State */
  guint at_once; /* rows that a search shows before the rest */
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
  g_autoptr (GHashTable) meant = g_hash_table_new (g_str_hash, g_str_equal);
  GtkBitsetIter iter;
  guint position;

  for (gboolean any = gtk_bitset_iter_init_first (&iter, mask, &position); any;
       any = gtk_bitset_iter_next (&iter, &position))
    {
      RdmBoardItem *item = rdm_board_model_peek (self, position);

      if (item == NULL || item->kind != RDM_BOARD_STOP)
        continue;
      g_hash_table_add (meant, item->stop);
      if (gtk_bitset_contains (selected, position))
        g_ptr_array_add (stops, item->stop);
    }
  for (guint i = 0; before[i] != NULL; i++)
    if (!g_hash_table_contains (meant, before[i]))
      g_ptr_array_add (stops, (gpointer)before[i]);
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

  rdm_board_model_show_more (self, G_MAXUINT);
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

/* What is shown */

/* While something is searched for: the stops that were found. A route is shown with them, or when
 * its name was found. */
static void
add_found (RdmBoardModel *self, RdmBoardSection *section, GPtrArray *shown)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, section->route);
  g_autofree char *name = rdm_text_search_key (route != NULL ? route->name : NULL);

  for (guint i = 1; i < section->rows->len; i++)
    {
      RdmBoardItem *item = g_ptr_array_index (section->rows, i);

      if (item->kind == RDM_BOARD_STOP && rdm_board_search_matches (self->search, item, name))
        g_ptr_array_add (shown, item);
    }
  if (route != NULL && shown->len == 1 && !rdm_board_search_matches (self->search, NULL, name))
    g_ptr_array_set_size (shown, 0);
}

static GPtrArray *
shown_rows (RdmBoardModel *self, RdmBoardSection *section)
{
  GPtrArray *shown = g_ptr_array_new ();
  RdmBoardItem *header = g_ptr_array_index (section->rows, 0);

  header->open = rdm_board_model_is_open (self, section->route);
  g_ptr_array_add (shown, header);
  if (rdm_board_search_is_on (self->search))
    add_found (self, section, shown);
  else if (header->open)
    for (guint i = 1; i < section->rows->len; i++)
      g_ptr_array_add (shown, g_ptr_array_index (section->rows, i));
  return shown;
}

static GPtrArray *
keys_of (const gpointer *items, guint n)
{
  GPtrArray *keys = g_ptr_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (keys, ((RdmBoardItem *)items[i])->key);
  return keys;
}

/* As one, where that would be thousands of moves of what comes behind. */
static void
insert_rows (GPtrArray *items, guint position, const gpointer *rows, guint n)
{
  guint n_behind = items->len - position;

  g_ptr_array_set_size (items, (int)(items->len + n));
  memmove (items->pdata + position + n, items->pdata + position, n_behind * sizeof (gpointer));
  for (guint i = 0; i < n; i++)
    items->pdata[position + i] = g_object_ref (rows[i]);
}

gboolean
rdm_board_model_show_more (RdmBoardModel *self, guint n)
{
  guint position = self->items->len;

  n = MIN (n, self->rest->len);
  if (n == 0)
    return FALSE;
  insert_rows (self->items, position, self->rest->pdata, n);
  g_ptr_array_remove_range (self->rest, 0, n);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n);
  return self->rest->len > 0;
}

static GArray *
changes_to (RdmBoardModel *self, guint start, guint n, const gpointer *shown, guint n_shown)
{
  g_autoptr (GPtrArray) old_keys = keys_of (n > 0 ? self->items->pdata + start : NULL, n);
  g_autoptr (GPtrArray) new_keys = keys_of (shown, n_shown);

  return rdm_list_diff (old_keys, new_keys, MAX_CHANGES);
}

/* Makes the @n rows from @start on those of @shown, with as few changes as tell it. */
static void
show (RdmBoardModel *self, guint start, guint n, GPtrArray *shown)
{
  g_autoptr (GArray) changes = changes_to (self, start, n, shown->pdata, shown->len);

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmListChange *change = &g_array_index (changes, RdmListChange, i);
      guint position = start + change->position;

      if (change->n_removed > 0)
        g_ptr_array_remove_range (self->items, position, change->n_removed);
      insert_rows (self->items, position, shown->pdata + change->position, change->n_added);
      g_list_model_items_changed (G_LIST_MODEL (self), position, change->n_removed,
                                  change->n_added);
    }
}

static guint
count_added (RdmBoardModel *self, GPtrArray *shown)
{
  g_autoptr (GArray) changes = changes_to (self, 0, self->items->len, shown->pdata, shown->len);
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    n += g_array_index (changes, RdmListChange, i).n_added;
  return n;
}

/* Where many rows come, those from @n_now on wait. */
static void
keep_rest (RdmBoardModel *self, GPtrArray *shown, guint n_now)
{
  if (shown->len <= n_now || count_added (self, shown) <= n_now)
    return;
  insert_rows (self->rest, 0, shown->pdata + n_now, shown->len - n_now);
  g_ptr_array_set_size (shown, (int)n_now);
}

static void
show_section (RdmBoardModel *self, RdmBoardSection *section, guint start)
{
  g_autoptr (GPtrArray) shown = shown_rows (self, section);
  guint n = section->n_shown;

  section->n_shown = shown->len;
  show (self, start, n, shown);
}

static void
show_all (RdmBoardModel *self, guint at_once)
{
  GPtrArray *sections = rdm_board_sections_get (self->sections);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  /* Who has not come yet comes now, or not at all. */
  g_ptr_array_set_size (self->rest, 0);
  for (guint i = 0; i < sections->len; i++)
    {
      RdmBoardSection *section = g_ptr_array_index (sections, i);
      g_autoptr (GPtrArray) shown = shown_rows (self, section);

      section->n_shown = shown->len;
      g_ptr_array_extend (all, shown, NULL, NULL);
    }
  keep_rest (self, all, at_once);
  show (self, 0, self->items->len, all);
}

void
rdm_board_model_refresh (RdmBoardModel *self)
{
  rdm_board_sections_refresh (self->sections);
  show_all (self, G_MAXUINT);
}

void
rdm_board_model_follow (RdmBoardModel *self, const RdmDeskTouched *touched)
{
  GPtrArray *sections = rdm_board_sections_get (self->sections);
  guint start = 0;

  if (touched->all)
    {
      rdm_board_model_refresh (self);
      return;
    }
  rdm_board_model_show_more (self, G_MAXUINT);
  rdm_board_sections_follow (self->sections, touched);
  for (guint i = 0; i < sections->len; i++)
    {
      RdmBoardSection *section = g_ptr_array_index (sections, i);

      if (rdm_desk_touched_route (touched, section->route))
        show_section (self, section, start);
      start += section->n_shown;
    }
}

/* GObject */

static void
finalize (GObject *object)
{
  RdmBoardModel *self = RDM_BOARD_MODEL (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->rest, g_ptr_array_unref);
  g_clear_pointer (&self->sections, rdm_board_sections_free);
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
  self->rest = g_ptr_array_new_with_free_func (g_object_unref);
  self->at_once = G_MAXUINT;
  self->closed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Public */

RdmBoardModel *
rdm_board_model_new (RdmDesk *desk)
{
  RdmBoardModel *self = g_object_new (RDM_TYPE_BOARD_MODEL, NULL);

  self->desk = desk;
  self->sections = rdm_board_sections_new (desk);
  self->search = rdm_board_search_new (desk);
  rdm_board_model_refresh (self);
  return self;
}

void
rdm_board_model_set_search (RdmBoardModel *self, const char *text)
{
  if (rdm_board_search_set (self->search, text))
    show_all (self, self->at_once);
}

void
rdm_board_model_set_at_once (RdmBoardModel *self, guint n)
{
  self->at_once = n;
}

gboolean
rdm_board_model_prepare_search (RdmBoardModel *self, guint nth)
{
  GPtrArray *sections = rdm_board_sections_get (self->sections);
  GPtrArray *rows;

  if (nth >= sections->len)
    return FALSE;
  rows = ((RdmBoardSection *)g_ptr_array_index (sections, nth))->rows;
  for (guint i = 0; i < rows->len; i++)
    rdm_board_search_prepare (self->search, g_ptr_array_index (rows, i));
  return TRUE;
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
  show_all (self, G_MAXUINT);
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
  show_all (self, G_MAXUINT);
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
  GPtrArray *sections = rdm_board_sections_get (self->sections);
  RdmBoardItem *item = rdm_board_sections_find (self->sections, key);
  guint start = 0;

  rdm_board_model_show_more (self, G_MAXUINT);
  for (guint i = 0; item != NULL && i < sections->len; i++)
    {
      const RdmBoardSection *section = g_ptr_array_index (sections, i);

      for (guint k = 0; g_strcmp0 (section->route, item->route) == 0 && k < section->n_shown; k++)
        if (g_ptr_array_index (self->items, start + k) == item)
          return start + k;
      start += section->n_shown;
    }
  return GTK_INVALID_LIST_POSITION;
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
