/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows in memory: a balanced tree a kind, and one that says which route has a stop. A snapshot
 * shares the trees; whoever writes first, the owner or the snapshot's, copies the tree that it
 * writes to.
 */
#include "rdm-rows.h"

#include <string.h>

/* A table that several may read, and whoever has it alone may write: for finding a row, and for
 * going through all in order. Rows own the keys. */
typedef struct
{
  gatomicrefcount references;
  GHashTable *hash;
  GTree *tree;
} Table;

struct _RdmMemoryRows
{
  GObject parent_instance;

  /* Owned */
  Table *tables[RDM_N_ROW_KINDS]; /* id → row */
  Table *routes;                  /* stop → the route's row, the key is in its list */
};

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (a, b);
}

static Table *
table_new (void)
{
  Table *self = g_new (Table, 1);

  g_atomic_ref_count_init (&self->references);
  self->hash = g_hash_table_new (g_str_hash, g_str_equal);
  self->tree = g_tree_new_full (compare_keys, NULL, NULL, rdm_row_unref);
  return self;
}

static Table *
table_ref (Table *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
table_unref (Table *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->hash);
  g_tree_unref (self->tree);
  g_free (self);
}

static gpointer
table_get (Table *self, const char *key)
{
  return g_hash_table_lookup (self->hash, key);
}

/* @key belongs to @row. */
static void
insert (Table *self, char *key, gconstpointer row)
{
  g_hash_table_replace (self->hash, key, (gpointer)row);
  g_tree_replace (self->tree, key, rdm_row_ref (row));
}

static gboolean
copy_pair (gpointer key, gpointer row, gpointer to)
{
  insert (to, key, row);
  return FALSE;
}

/* Makes *table one that may be written: a copy of its own where it is shared. */
static Table *
table_write (Table **table)
{
  if (!g_atomic_ref_count_compare (&(*table)->references, 1))
    {
      Table *copy = table_new ();

      g_tree_foreach ((*table)->tree, copy_pair, copy);
      table_unref (*table);
      *table = copy;
    }
  return *table;
}

static void
table_put (Table **table, char *key, gconstpointer row)
{
  insert (table_write (table), key, row);
}

static void
table_remove (Table **table, const char *key)
{
  Table *self = table_write (table);

  g_hash_table_remove (self->hash, key);
  g_tree_remove (self->tree, key);
}

static void
forget_route (RdmMemoryRows *self, const RdmRoute *route)
{
  for (GStrv stop = route->stops; stop && *stop; stop++)
    if (table_get (self->routes, *stop) == route)
      table_remove (&self->routes, *stop);
}

static void
remember_route (RdmMemoryRows *self, const RdmRoute *route)
{
  for (GStrv stop = route->stops; stop && *stop; stop++)
    table_put (&self->routes, *stop, route);
}

static gconstpointer
get (RdmRows *rows, RdmRowKind kind, const char *id)
{
  return table_get (RDM_MEMORY_ROWS (rows)->tables[kind], id);
}

static void
remove_row (RdmRows *rows, RdmRowKind kind, const char *id)
{
  RdmMemoryRows *self = RDM_MEMORY_ROWS (rows);
  gconstpointer old = get (rows, kind, id);

  if (!old)
    return;
  if (kind == RDM_ROW_ROUTE)
    forget_route (self, old);
  table_remove (&self->tables[kind], id);
}

static void
put (RdmRows *rows, gconstpointer row)
{
  RdmMemoryRows *self = RDM_MEMORY_ROWS (rows);
  const RdmRow *new = row;
  gconstpointer old = get (rows, new->kind, new->id);

  if (old == new)
    return;
  if (old && new->kind == RDM_ROW_ROUTE)
    forget_route (self, old);
  table_put (&self->tables[new->kind], new->id, new);
  if (new->kind == RDM_ROW_ROUTE)
    remember_route (self, row);
}

typedef struct
{
  RdmRowFunc func;
  gpointer user_data;
} Visitor;

static gboolean
visit (gpointer key, gpointer row, gpointer user_data)
{
  Visitor *visitor = user_data;

  visitor->func (row, visitor->user_data);
  return FALSE;
}

static void foreach (RdmRows *rows, RdmRowKind kind, RdmRowFunc func, gpointer user_data)
{
  Visitor visitor = { func, user_data };

  g_tree_foreach (RDM_MEMORY_ROWS (rows)->tables[kind]->tree, visit, &visitor);
}

static const char *
route_of (RdmRows *rows, const char *stop)
{
  const RdmRow *route = table_get (RDM_MEMORY_ROWS (rows)->routes, stop);

  return route ? route->id : NULL;
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

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmMemoryRows,
                               rdm_memory_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_ROWS, rows_iface_init))

static void
rdm_memory_rows_finalize (GObject *object)
{
  RdmMemoryRows *self = RDM_MEMORY_ROWS (object);

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    g_clear_pointer (&self->tables[kind], table_unref);
  g_clear_pointer (&self->routes, table_unref);
  G_OBJECT_CLASS (rdm_memory_rows_parent_class)->finalize (object);
}

static void
rdm_memory_rows_class_init (RdmMemoryRowsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = rdm_memory_rows_finalize;
}

static void
rdm_memory_rows_init (RdmMemoryRows *self)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    self->tables[kind] = table_new ();
  self->routes = table_new ();
}

RdmRows *
rdm_memory_rows_new (void)
{
  return g_object_new (RDM_TYPE_MEMORY_ROWS, NULL);
}

RdmRows *
rdm_memory_rows_snapshot (RdmMemoryRows *self)
{
  RdmMemoryRows *copy = g_object_new (RDM_TYPE_MEMORY_ROWS, NULL);

  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      table_unref (copy->tables[kind]);
      copy->tables[kind] = table_ref (self->tables[kind]);
    }
  table_unref (copy->routes);
  copy->routes = table_ref (self->routes);
  return RDM_ROWS (copy);
}

static char *
row_to_text (const RdmRow *row)
{
  g_autoptr (JsonNode) node = rdm_row_to_json (row);

  return json_to_string (node, FALSE);
}

static char *
describe_difference (const RdmRow *a, const RdmRow *b)
{
  g_autofree char *left = a ? row_to_text (a) : g_strdup ("nothing");
  g_autofree char *right = b ? row_to_text (b) : g_strdup ("nothing");

  return g_strdup_printf ("%s is not %s", left, right);
}

gboolean
rdm_memory_rows_equal (RdmMemoryRows *a, RdmMemoryRows *b, char **difference)
{
  for (int kind = 0; kind < RDM_N_ROW_KINDS; kind++)
    {
      GTreeNode *left = g_tree_node_first (a->tables[kind]->tree);
      GTreeNode *right = g_tree_node_first (b->tables[kind]->tree);

      while (left && right && rdm_row_equal (g_tree_node_value (left), g_tree_node_value (right)))
        {
          left = g_tree_node_next (left);
          right = g_tree_node_next (right);
        }
      if (left || right)
        {
          if (difference)
            *difference = describe_difference (left ? g_tree_node_value (left) : NULL,
                                               right ? g_tree_node_value (right) : NULL);
          return FALSE;
        }
    }
  return TRUE;
}
