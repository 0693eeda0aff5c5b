/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-order-list.h"

#include "rdm-order-entry.h"
#include "rdm-sliced-sort.h"
#include "rdm-text.h"

/* So many orders between two looks at the clock. */
#define STRIDE 64

/* Most of what can be asked of a day is done in this, at once. */
#define AT_ONCE_US 3000

/* What is left to do; each is followed by the next. */
typedef enum
{
  STAGE_READ, /* take up the orders of the day */
  STAGE_KEYS, /* what to sort by */
  STAGE_SORT,
  STAGE_FILTER,
  STAGE_SEARCH_KEYS, /* not needed yet, but the first letter should not have to wait for them */
  STAGE_DONE,
} Stage;

struct _RdmOrderList
{
  GObject parent_instance;

  /* Owned */
  RdmDesk *desk;
  GPtrArray *entries; /* RdmOrderEntry, owned, as sorted last */
  GHashTable *index;  /* order id → RdmOrderEntry */
  GPtrArray *rows;    /* RdmOrderEntry: what the table shows */

  /* What is asked for */
  guint columns[RDM_N_ORDER_COLUMNS]; /* sorted by the first, what is equal by the next … */
  gboolean descending[RDM_N_ORDER_COLUMNS];
  guint n_columns;
  RdmOrdersShown shown;
  GStrv words; /* NULL: all */

  /* Work under way */
  gboolean active;
  gboolean anew; /* see RdmGridModel::changed */
  Stage stage;
  guint at;
  RdmSlicedSort *sort;
  GPtrArray *found;
  guint next_number;
};

enum
{
  BUSY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void model_init (RdmGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmOrderList,
                               rdm_order_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_GRID_MODEL, model_init))

/* Work */

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RdmOrderList *self = user_data;
  const RdmOrderEntry *x = a;
  const RdmOrderEntry *y = b;

  for (guint i = 0; i < self->n_columns; i++)
    {
      int order = rdm_order_entry_compare (x, y, self->columns[i]);

      if (order != 0)
        return self->descending[i] ? -order : order;
    }
  return (x->number > y->number) - (x->number < y->number);
}

static gboolean
is_shown (RdmOrderList *self, const RdmOrderEntry *entry)
{
  const RdmVisit *visit;
  const RdmStop *stop;

  switch (self->shown)
    {
    case RDM_ORDERS_TRAY:
      return rdm_desk_route_of (self->desk, entry->stop) == NULL;
    case RDM_ORDERS_UNPLACED:
      return rdm_order_needs_place (entry->order);
    case RDM_ORDERS_LATE:
      visit = rdm_desk_find_visit (self->desk, entry->stop);
      return visit != NULL && visit->late_s > 0;
    case RDM_ORDERS_LOCKED:
      stop = rdm_desk_find_stop (self->desk, entry->stop);
      return stop != NULL && stop->locked;
    case RDM_ORDERS_ALL:
    default:
      return TRUE;
    }
}

static void
work_on_entry (RdmOrderList *self, RdmOrderEntry *entry)
{
  if (self->stage == STAGE_SEARCH_KEYS)
    rdm_order_entry_make_search_key (entry);
  else if (self->stage == STAGE_KEYS)
    for (guint i = 0; i < self->n_columns; i++)
      rdm_order_entry_make_sort_key (entry, self->desk, self->columns[i]);
  else if (is_shown (self, entry)
           && (self->words == NULL || rdm_order_entry_matches (entry, self->words)))
    g_ptr_array_add (self->found, entry);
}

/* Returns: whether it has been through all entries. */
static gboolean
work_through (RdmOrderList *self, gint64 until_us)
{
  while (self->at < self->entries->len)
    {
      work_on_entry (self, g_ptr_array_index (self->entries, self->at++));
      if (self->at % STRIDE == 0 && g_get_monotonic_time () > until_us)
        return FALSE;
    }
  return TRUE;
}

static void
number_rows (RdmOrderList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    ((RdmOrderEntry *)g_ptr_array_index (self->rows, i))->row = i;
}

static void
show_found (RdmOrderList *self)
{
  gboolean anew = self->anew;

  for (guint i = 0; i < self->rows->len; i++)
    ((RdmOrderEntry *)g_ptr_array_index (self->rows, i))->row = RDM_GRID_NO_ROW;
  g_ptr_array_unref (self->rows);
  self->rows = g_steal_pointer (&self->found);
  number_rows (self);
  self->anew = FALSE;
  rdm_grid_model_changed (RDM_GRID_MODEL (self), anew);
}

static void
begin_stage (RdmOrderList *self, Stage stage)
{
  self->stage = stage;
  self->at = 0;
  g_clear_pointer (&self->sort, rdm_sliced_sort_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  if (stage == STAGE_SORT)
    self->sort = rdm_sliced_sort_new (self->entries, compare_cb, self);
  else if (stage == STAGE_FILTER)
    self->found = g_ptr_array_new ();
}

static void
add_order (RdmOrderList *self, const RdmOrder *order)
{
  RdmOrderEntry *entry = rdm_order_entry_new (order, self->next_number++);

  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->index, (char *)order->row.id, entry);
}

static void
read_day (RdmOrderList *self)
{
  g_autoptr (GPtrArray) orders =
      rdm_rows_day_orders (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));

  for (guint i = 0; i < orders->len; i++)
    add_order (self, g_ptr_array_index (orders, i));
  self->anew = TRUE;
}

gboolean
rdm_order_list_work (RdmOrderList *self, gint64 budget_us)
{
  gint64 until_us = g_get_monotonic_time () + budget_us;

  while (self->active && self->stage != STAGE_DONE)
    {
      Stage stage = self->stage;

      if (stage == STAGE_READ)
        {
          read_day (self);
          begin_stage (self, STAGE_KEYS);
          return TRUE;
        }
      if (stage == STAGE_SORT ? !rdm_sliced_sort_step (self->sort, until_us)
                              : !work_through (self, until_us))
        return TRUE;
      if (stage != STAGE_FILTER)
        {
          begin_stage (self, stage + 1);
          continue;
        }
      /* Whoever follows has its own work to do with them in this frame. */
      self->stage = STAGE_SEARCH_KEYS;
      self->at = 0;
      show_found (self);
      return TRUE;
    }
  return FALSE;
}

/* Back to @stage, unless there is something to be done before it anyway. */
static void
redo_from (RdmOrderList *self, Stage stage, gboolean anew)
{
  begin_stage (self, MIN (stage, self->stage));
  self->anew = self->anew || anew;
  if (self->active && self->stage != STAGE_READ && rdm_order_list_work (self, AT_ONCE_US))
    g_signal_emit (self, signals[BUSY], 0);
}

/* Rows */

static void
clear (RdmOrderList *self)
{
  begin_stage (self, STAGE_READ);
  g_ptr_array_set_size (self->rows, 0);
  g_hash_table_remove_all (self->index);
  g_ptr_array_set_size (self->entries, 0);
}

static void
day_changed_cb (RdmOrderList *self)
{
  clear (self);
  if (!self->active)
    return;
  rdm_grid_model_changed (RDM_GRID_MODEL (self), TRUE);
  g_signal_emit (self, signals[BUSY], 0);
}

static gboolean
is_of_today (RdmOrderList *self, const RdmOrder *order)
{
  return order != NULL && g_strcmp0 (order->date, rdm_desk_get_date (self->desk)) == 0;
}

/* @gone: gets the entries of orders that have gone from the day. */
static void
take_change (RdmOrderList *self, const RdmChange *change, GHashTable *gone)
{
  RdmOrderEntry *entry = g_hash_table_lookup (self->index, change->id);
  const RdmOrder *order = (const RdmOrder *)change->after;
  gboolean here = is_of_today (self, order);

  if (entry == NULL && here)
    add_order (self, order);
  if (entry == NULL)
    return;
  g_hash_table_remove (self->index, change->id);
  if (here)
    {
      rdm_order_entry_set_order (entry, order);
      g_hash_table_insert (self->index, (char *)order->row.id, entry);
    }
  else
    g_hash_table_add (gone, entry);
}

static GPtrArray *
without (GPtrArray *entries, GHashTable *gone)
{
  GPtrArray *kept = g_ptr_array_sized_new (entries->len);

  for (guint i = 0; i < entries->len; i++)
    if (!g_hash_table_contains (gone, g_ptr_array_index (entries, i)))
      g_ptr_array_add (kept, g_ptr_array_index (entries, i));
  return kept;
}

/* What is gone is not shown for a moment longer. */
static void
remove_gone (RdmOrderList *self, GHashTable *gone)
{
  GPtrArray *entries = without (self->entries, gone);
  GPtrArray *rows = without (self->rows, gone);
  GHashTableIter iter;
  gpointer entry;

  g_ptr_array_set_free_func (self->entries, NULL);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->rows);
  self->entries = entries;
  g_ptr_array_set_free_func (entries, (GDestroyNotify)rdm_order_entry_free);
  self->rows = rows;
  number_rows (self);
  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    rdm_order_entry_free (entry);
}

/* Whether the rows depend on who visits what, and when. */
static gboolean
depends_on_plan (RdmOrderList *self)
{
  gboolean depends = self->shown != RDM_ORDERS_ALL && self->shown != RDM_ORDERS_UNPLACED;

  for (guint i = 0; i < self->n_columns && !depends; i++)
    depends = rdm_order_column_follows_plan (self->columns[i]);
  return depends;
}

/* What an order is sorted by goes with its route, even if only another stop of it has changed. */
static void
follow_plan (RdmOrderList *self, const RdmDeskTouched *touched)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      RdmOrderEntry *entry = g_ptr_array_index (self->entries, i);
      const RdmDeskRoute *route = rdm_desk_route_of (self->desk, entry->stop);

      if (!rdm_desk_touched_route (touched, route != NULL ? route->route->row.id : NULL))
        continue;
      for (guint column = 0; column < RDM_N_ORDER_COLUMNS; column++)
        if (rdm_order_column_follows_plan (column))
          rdm_order_entry_forget_sort_key (entry, column);
    }
}

static void
take_changes (RdmOrderList *self, GPtrArray *changes)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      const RdmChange *change = g_ptr_array_index (changes, i);

      if (change->kind == RDM_ROW_ORDER)
        take_change (self, change, gone);
    }
  if (g_hash_table_size (gone) == 0)
    return;
  remove_gone (self, gone);
  if (self->active)
    rdm_grid_model_changed (RDM_GRID_MODEL (self), FALSE);
}

static void
rows_changed_cb (RdmOrderList *self, GPtrArray *changes, const RdmDeskTouched *touched)
{
  gboolean depends = depends_on_plan (self);

  for (guint i = 0; i < changes->len && !depends; i++)
    depends = ((const RdmChange *)g_ptr_array_index (changes, i))->kind == RDM_ROW_ORDER;
  if (self->stage == STAGE_READ)
    return;
  if (!depends)
    {
      if (self->active)
        rdm_grid_model_changed (RDM_GRID_MODEL (self), FALSE);
      return;
    }
  /* Whatever is under way would not know of what comes now. */
  begin_stage (self, STAGE_KEYS);
  take_changes (self, changes);
  follow_plan (self, touched);
  redo_from (self, STAGE_KEYS, FALSE);
}

static void
selection_changed_cb (RdmOrderList *self)
{
  if (self->active)
    rdm_grid_model_changed (RDM_GRID_MODEL (self), FALSE);
}

/* The grid's model */

static RdmOrderEntry *
entry_of (RdmGridModel *model, guint row)
{
  return g_ptr_array_index (RDM_ORDER_LIST (model)->rows, row);
}

static guint
get_n_rows (RdmGridModel *model)
{
  return RDM_ORDER_LIST (model)->rows->len;
}

static const char *
get_id (RdmGridModel *model, guint row)
{
  return entry_of (model, row)->order->row.id;
}

static guint
find (RdmGridModel *model, const char *id)
{
  const RdmOrderEntry *entry = g_hash_table_lookup (RDM_ORDER_LIST (model)->index, id);

  return entry != NULL ? entry->row : RDM_GRID_NO_ROW;
}

static void
get_cell (RdmGridModel *model, guint row, guint column, RdmGridText *cell)
{
  const RdmOrderEntry *entry = entry_of (model, row);

  rdm_order_column_get (column, RDM_ORDER_LIST (model)->desk, entry->order, entry->stop, cell);
}

static gboolean
is_selected (RdmGridModel *model, guint row)
{
  return rdm_desk_is_selected (RDM_ORDER_LIST (model)->desk, entry_of (model, row)->stop);
}

static void
select_rows (RdmGridModel *model, guint first, guint n, RdmGridSelect mode)
{
  static const RdmSelectMode modes[] = { [RDM_GRID_SELECT_ONLY] = RDM_SELECT_ONLY,
                                         [RDM_GRID_SELECT_ADD] = RDM_SELECT_ADD,
                                         [RDM_GRID_SELECT_TOGGLE] = RDM_SELECT_TOGGLE };
  g_autoptr (GPtrArray) stops = g_ptr_array_sized_new (n + 1);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (stops, entry_of (model, first + i)->stop);
  g_ptr_array_add (stops, NULL);
  rdm_desk_select (RDM_ORDER_LIST (model)->desk, (const char *const *)stops->pdata, modes[mode]);
}

static gboolean
edit (RdmGridModel *model, guint row, guint column, const char *text)
{
  g_autoptr (RdmOrder) order = rdm_row_ref (entry_of (model, row)->order);

  return rdm_order_column_edit (column, RDM_ORDER_LIST (model)->desk, order, text);
}

static void
sort (RdmGridModel *model, guint column, gboolean descending)
{
  RdmOrderList *self = RDM_ORDER_LIST (model);
  guint at = 0;

  while (at < self->n_columns && self->columns[at] != column)
    at++;
  if (at == self->n_columns)
    self->n_columns++;
  for (; at > 0; at--)
    {
      self->columns[at] = self->columns[at - 1];
      self->descending[at] = self->descending[at - 1];
    }
  self->columns[0] = column;
  self->descending[0] = descending;
  redo_from (self, STAGE_KEYS, TRUE);
}

static void
model_init (RdmGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_id = get_id;
  iface->find = find;
  iface->get_cell = get_cell;
  iface->is_selected = is_selected;
  iface->select = select_rows;
  iface->edit = edit;
  iface->sort = sort;
}

/* GObject */

static void
dispose (GObject *object)
{
  RdmOrderList *self = RDM_ORDER_LIST (object);

  clear (self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_order_list_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmOrderList *self = RDM_ORDER_LIST (object);

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->index);
  g_ptr_array_unref (self->entries);
  g_strfreev (self->words);
  G_OBJECT_CLASS (rdm_order_list_parent_class)->finalize (object);
}

static void
rdm_order_list_class_init (RdmOrderListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  signals[BUSY] = g_signal_new ("busy", RDM_TYPE_ORDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
rdm_order_list_init (RdmOrderList *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_order_entry_free);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  self->rows = g_ptr_array_new ();
}

RdmOrderList *
rdm_order_list_new (RdmDesk *desk)
{
  RdmOrderList *self = g_object_new (RDM_TYPE_ORDER_LIST, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Public */

void
rdm_order_list_set_active (RdmOrderList *self, gboolean active)
{
  if (self->active == active)
    return;
  self->active = active;
  if (!active)
    return;
  rdm_grid_model_changed (RDM_GRID_MODEL (self), FALSE);
  /* Not at once: whoever shows them first has enough to do in this frame. */
  if (self->stage != STAGE_DONE)
    g_signal_emit (self, signals[BUSY], 0);
}

void
rdm_order_list_set_shown (RdmOrderList *self, RdmOrdersShown shown)
{
  self->shown = shown;
  redo_from (self, STAGE_FILTER, TRUE);
}

void
rdm_order_list_set_search (RdmOrderList *self, const char *text)
{
  g_autofree char *key = rdm_text_search_key (text);

  g_strfreev (self->words);
  self->words = *key != '\0' ? g_strsplit (key, " ", -1) : NULL;
  redo_from (self, STAGE_FILTER, TRUE);
}

gboolean
rdm_order_list_is_settled (RdmOrderList *self)
{
  return self->stage > STAGE_FILTER;
}

guint
rdm_order_list_get_n_orders (RdmOrderList *self)
{
  return self->entries->len;
}

const RdmOrder *
rdm_order_list_get_order (RdmOrderList *self, guint row)
{
  return entry_of (RDM_GRID_MODEL (self), row)->order;
}
