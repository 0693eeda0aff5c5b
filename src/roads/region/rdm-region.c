/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-region.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-region-private.h"

/* One thread's connection to one region. Both hold it; whoever ends first closes it. */
typedef struct
{
  GMutex lock;
  sqlite3 *db; /* NULL: closed */
} Connection;

typedef struct
{
  gpointer data;
  gsize n_bytes;
} Array;

struct _RdmRegion
{
  gatomicrefcount n_references;

  /* Owned; set once */
  char *path;
  char *id;
  char *name;
  char *attribution;
  char *attribution_uri;
  RdmBox bounds;
  gint64 timestamp;
  guint64 number; /* no other region of this process has it */

  /* State */
  GMutex lock;            /* of what follows */
  GPtrArray *connections; /* (element-type Connection) of all threads */
  GHashTable *arrays;     /* (element-type utf8 Array) by name */
};

static void
close_connection (Connection *connection)
{
  g_mutex_lock (&connection->lock);
  g_clear_pointer (&connection->db, sqlite3_close_v2);
  g_mutex_unlock (&connection->lock);
}

static gboolean
is_closed (Connection *connection)
{
  gboolean closed;

  g_mutex_lock (&connection->lock);
  closed = connection->db == NULL;
  g_mutex_unlock (&connection->lock);
  return closed;
}

static void
clear_connection (gpointer data)
{
  Connection *connection = data;

  g_mutex_clear (&connection->lock);
}

static void
drop_connection (gpointer data)
{
  close_connection (data);
  g_atomic_rc_box_release_full (data, clear_connection);
}

/* The connections of this thread, by number of region. */
static GHashTable *
thread_connections (void)
{
  static GPrivate key = G_PRIVATE_INIT ((GDestroyNotify)g_hash_table_unref);
  GHashTable *table = g_private_get (&key);

  if (table == NULL)
    {
      table = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, drop_connection);
      g_private_set (&key, table);
    }
  return table;
}

static gboolean
is_closed_entry (gpointer number, gpointer connection, gpointer user_data)
{
  return is_closed (connection);
}

/* Both sides forget what the other has closed. */
static void
forget_closed (RdmRegion *self, GHashTable *of_thread)
{
  g_hash_table_foreach_remove (of_thread, is_closed_entry, NULL);
  for (guint i = self->connections->len; i > 0; i--)
    if (is_closed (g_ptr_array_index (self->connections, i - 1)))
      g_ptr_array_remove_index_fast (self->connections, i - 1);
}

/* Takes @db. */
static void
add_connection (RdmRegion *self, sqlite3 *db)
{
  GHashTable *of_thread = thread_connections ();
  Connection *connection = g_atomic_rc_box_new0 (Connection);

  g_mutex_init (&connection->lock);
  connection->db = db;
  g_mutex_lock (&self->lock);
  forget_closed (self, of_thread);
  g_ptr_array_add (self->connections, g_atomic_rc_box_acquire (connection));
  g_mutex_unlock (&self->lock);
  g_hash_table_insert (of_thread, g_memdup2 (&self->number, sizeof self->number), connection);
}

sqlite3 *
rdm_region_db (RdmRegion *self, GError **error)
{
  Connection *connection = g_hash_table_lookup (thread_connections (), &self->number);
  g_autofree char *id = NULL;
  sqlite3 *db;

  /* While the region lives, nobody but this thread closes it. */
  if (connection != NULL)
    return connection->db;
  db = rdm_region_db_open (self->path, error);
  if (db == NULL)
    return NULL;
  id = rdm_region_db_about (db, self->path, "id", error);
  if (id != NULL && strcmp (id, self->id) == 0)
    {
      add_connection (self, db);
      return db;
    }
  sqlite3_close (db);
  if (id != NULL)
    {
      g_autofree char *name = g_filename_display_name (self->path);

      g_set_error (error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN,
                   _ ("“%s” was replaced while it was in use; open it again"), name);
    }
  return NULL;
}

static void
free_array (gpointer data)
{
  Array *array = data;

  g_free (array->data);
  g_free (array);
}

static RdmRegion *
region_new (const char *path)
{
  static gint64 last_number;
  RdmRegion *self = g_new0 (RdmRegion, 1);

  g_atomic_ref_count_init (&self->n_references);
  g_mutex_init (&self->lock);
  self->path = g_strdup (path);
  self->number = (guint64)__atomic_add_fetch (&last_number, 1, __ATOMIC_RELAXED);
  self->connections = g_ptr_array_new_with_free_func (drop_connection);
  self->arrays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_array);
  return self;
}

RdmRegion *
rdm_region_ref (RdmRegion *self)
{
  g_atomic_ref_count_inc (&self->n_references);
  return self;
}

void
rdm_region_unref (RdmRegion *self)
{
  if (!g_atomic_ref_count_dec (&self->n_references))
    return;
  g_ptr_array_unref (self->connections);
  g_hash_table_unref (self->arrays);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->id);
  g_free (self->name);
  g_free (self->attribution);
  g_free (self->attribution_uri);
  g_free (self);
}

static gboolean
read_text (RdmRegion *self, sqlite3 *db, const char *key, char **text, GError **error)
{
  *text = rdm_region_db_about (db, self->path, key, error);
  return *text != NULL;
}

static gboolean
read_degrees (RdmRegion *self, sqlite3 *db, const char *key, double *degrees, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_text (self, db, key, &text, error))
    return FALSE;
  *degrees = g_ascii_strtod (text, NULL);
  return TRUE;
}

static gboolean
read_about (RdmRegion *self, sqlite3 *db, GError **error)
{
  g_autofree char *timestamp = NULL;

  if (!read_text (self, db, "id", &self->id, error)
      || !read_text (self, db, "name", &self->name, error)
      || !read_text (self, db, "attribution", &self->attribution, error)
      || !read_text (self, db, "attribution-uri", &self->attribution_uri, error)
      || !read_text (self, db, "timestamp", &timestamp, error)
      || !read_degrees (self, db, "south", &self->bounds.south_deg, error)
      || !read_degrees (self, db, "west", &self->bounds.west_deg, error)
      || !read_degrees (self, db, "north", &self->bounds.north_deg, error)
      || !read_degrees (self, db, "east", &self->bounds.east_deg, error))
    return FALSE;
  self->timestamp = g_ascii_strtoll (timestamp, NULL, 10);
  return TRUE;
}

RdmRegion *
rdm_region_open (const char *path, GError **error)
{
  g_autoptr (RdmRegion) self = region_new (path);
  sqlite3 *db = rdm_region_db_open (path, error);

  if (db == NULL)
    return NULL;
  add_connection (self, db);
  if (!read_about (self, db, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
rdm_region_path (RdmRegion *self)
{
  return self->path;
}

const char *
rdm_region_id (RdmRegion *self)
{
  return self->id;
}

const char *
rdm_region_name (RdmRegion *self)
{
  return self->name;
}

RdmBox
rdm_region_bounds (RdmRegion *self)
{
  return self->bounds;
}

gint64
rdm_region_timestamp (RdmRegion *self)
{
  return self->timestamp;
}

const char *
rdm_region_attribution (RdmRegion *self)
{
  return *self->attribution != '\0' ? self->attribution : _ ("A made-up town");
}

const char *
rdm_region_attribution_uri (RdmRegion *self)
{
  return self->attribution_uri;
}

char *
rdm_region_about (RdmRegion *self, const char *key, GError **error)
{
  sqlite3 *db = rdm_region_db (self, error);

  return db != NULL ? rdm_region_db_about (db, self->path, key, error) : NULL;
}

gint64
rdm_region_count (RdmRegion *self, const char *name)
{
  sqlite3 *db = rdm_region_db (self, NULL);
  sqlite3_stmt *statement = NULL;
  gint64 n = -1;

  if (db != NULL
      && sqlite3_prepare_v2 (db, "SELECT n FROM counts WHERE name = $1", -1, &statement, NULL)
             == SQLITE_OK
      && sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

/* Reads it if nobody has yet; the lock is held. */
static const Array *
find_array (RdmRegion *self, sqlite3 *db, const char *name, gsize element_size, GError **error)
{
  Array *array = g_hash_table_lookup (self->arrays, name);
  gsize n_elements;
  gpointer data;

  if (array != NULL)
    return array;
  data = rdm_region_db_array (db, self->path, name, element_size, &n_elements, error);
  if (data == NULL)
    return NULL;
  array = g_new (Array, 1);
  *array = (Array){ data, n_elements * element_size };
  g_hash_table_insert (self->arrays, g_strdup (name), array);
  return array;
}

gconstpointer
rdm_region_array (
    RdmRegion *self, const char *name, gsize element_size, gsize *n_elements, GError **error)
{
  sqlite3 *db = rdm_region_db (self, error);
  const Array *array;

  if (db == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  array = find_array (self, db, name, element_size, error);
  g_mutex_unlock (&self->lock);
  if (array == NULL)
    return NULL;
  g_return_val_if_fail (array->n_bytes % element_size == 0, NULL);
  *n_elements = array->n_bytes / element_size;
  return array->data;
}
