/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-draft.h"

#include <string.h>

#include "rdm-run.h"

struct _RdmDraft
{
  GObject parent_instance;

  /* Owned */
  RdmRows *base;
  GHashTable *rows[RDM_N_ROW_KINDS]; /* id → row, NULL where it is removed */
  GHashTable *routes;                /* stop → id of its route, NULL where it has none any more */
  GPtrArray *touched;                /* (element-type RdmRowRef) */
};

static void
unref_row (gpointer row)
{
  if (row)
    rdm_row_unref (row);
}

static void
free_ref (gpointer data)
{
  RdmRowRef *ref = data;

  g_free (ref->id);
  g_free (ref);
}

static gconstpointer
get (RdmRows *rows, RdmRowKind kind, const char *id)
{
  RdmDraft *self = RDM_DRAFT (rows);
  gpointer row;

  if (g_hash_table_lookup_extended (self->rows[kind], id, NULL, &row))
    return row;
  return rdm_rows_get (self->base, kind, id);
}

static const char *
route_of (RdmRows *rows, const char *stop)
{
  RdmDraft *self = RDM_DRAFT (rows);
  gpointer route;

  if (g_hash_table_lookup_extended (self->routes, stop, NULL, &route))
    return route;
  return rdm_rows_route_of (self->base, stop);
}

static void
forget_route (RdmDraft *self, const RdmRoute *route)
{
  for (GStrv stop = route->stops; stop && *stop; stop++)
    if (g_strcmp0 (route_of (RDM_ROWS (self), *stop), route->row.id) == 0)
      g_hash_table_replace (self->routes, g_strdup (*stop), NULL);
}

/* @row: (nullable): NULL removes. */
static void
set (RdmDraft *self, RdmRowKind kind, const char *id, gconstpointer row)
{
  gconstpointer old = get (RDM_ROWS (self), kind, id);

  if (old && kind == RDM_ROW_ROUTE)
    forget_route (self, old);
  if (!g_hash_table_contains (self->rows[kind], id))
    {
      RdmRowRef *ref = g_new0 (RdmRowRef, 1);

      ref->kind = kind;
      ref->id = g_strdup (id);
      g_ptr_array_add (self->touched, ref);
    }
  g_hash_table_replace (self->rows[kind], g_strdup (id), row ? rdm_row_ref (row) : NULL);
}

static void
put (RdmRows *rows, gconstpointer row)
{
  RdmDraft *self = RDM_DRAFT (rows);
  const RdmRow *new = row;

  set (self, new->kind, new->id, new);
  if (new->kind == RDM_ROW_ROUTE)
    for (GStrv stop = ((const RdmRoute *)row)->stops; stop && *stop; stop++)
      g_hash_table_replace (self->routes, g_strdup (*stop), g_strdup (new->id));
}

static void
remove_row (RdmRows *rows, RdmRowKind kind, const char *id)
{
  set (RDM_DRAFT (rows), kind, id, NULL);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(RdmRow *const *)a)->id, (*(RdmRow *const *)b)->id);
}

typedef struct
{
  GHashTable *changed;
  GPtrArray *rows;
} Merge;

static void
add_unchanged (gconstpointer row, gpointer user_data)
{
  Merge *merge = user_data;

  if (!g_hash_table_contains (merge->changed, ((const RdmRow *)row)->id))
    g_ptr_array_add (merge->rows, rdm_row_ref (row));
}

static void foreach (RdmRows *rows, RdmRowKind kind, RdmRowFunc func, gpointer user_data)
{
  RdmDraft *self = RDM_DRAFT (rows);
  g_autoptr (GPtrArray) merged = g_ptr_array_new_with_free_func (rdm_row_unref);
  Merge merge = { self->rows[kind], merged };
  GHashTableIter iter;
  gpointer row;

  if (g_hash_table_size (self->rows[kind]) == 0)
    {
      rdm_rows_foreach (self->base, kind, func, user_data);
      return;
    }
  rdm_rows_foreach (self->base, kind, add_unchanged, &merge);
  g_hash_table_iter_init (&iter, self->rows[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (row)
      g_ptr_array_add (merged, rdm_row_ref (row));
  g_ptr_array_sort (merged, compare_ids);
  for (guint i = 0; i < merged->len; i++)
    func (merged->pdata[i], user_data);
}

static void
rows_iface_init (RdmRowsInterface *iface)
{
  iface->get = get;
  iface->put = put;
  iface->remove = remove_row;
  iface->foreach = foreach;
  iface->route_of = route_of;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmDraft,
                               rdm_draft,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_ROWS, rows_iface_init))

static void
rdm_draft_finalize (GObject *object)
{
  RdmDraft *self = RDM_DRAFT (object);

  g_clear_object (&self->base);
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    g_clear_pointer (&self->rows[kind], g_hash_table_unref);
  g_clear_pointer (&self->routes, g_hash_table_unref);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  G_OBJECT_CLASS (rdm_draft_parent_class)->finalize (object);
}

static void
rdm_draft_class_init (RdmDraftClass *class)
{
  G_OBJECT_CLASS (class)->finalize = rdm_draft_finalize;
}

static void
rdm_draft_init (RdmDraft *self)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    self->rows[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_row);
  self->routes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->touched = g_ptr_array_new_with_free_func (free_ref);
}

RdmDraft *
rdm_draft_new (RdmRows *base)
{
  RdmDraft *self = g_object_new (RDM_TYPE_DRAFT, NULL);

  self->base = g_object_ref (base);
  return self;
}

void
rdm_draft_put_route (RdmDraft *self, const RdmRoute *route)
{
  if (rdm_route_is_default (route))
    remove_row (RDM_ROWS (self), RDM_ROW_ROUTE, route->row.id);
  else
    put (RDM_ROWS (self), route);
}

GPtrArray *
rdm_draft_changes (RdmDraft *self)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_change_free);

  for (guint i = 0; i < self->touched->len; i++)
    {
      const RdmRowRef *ref = self->touched->pdata[i];
      const RdmRow *before = rdm_rows_get (self->base, ref->kind, ref->id);
      const RdmRow *after = get (RDM_ROWS (self), ref->kind, ref->id);
      RdmChange *change;

      if (before == after || (before && after && rdm_row_equal (before, after)))
        continue;
      change = g_new0 (RdmChange, 1);
      change->kind = ref->kind;
      change->id = g_strdup (ref->id);
      change->before = before ? rdm_row_ref (before) : NULL;
      change->after = after ? rdm_row_ref (after) : NULL;
      g_ptr_array_add (changes, change);
    }
  return changes;
}
