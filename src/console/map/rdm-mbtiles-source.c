/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-mbtiles-source.h"

#include <glib/gi18n.h>
#include <sqlite3.h>
#include <string.h>

/* How many zooms a picture is enlarged at most. */
#define ENLARGE_MAX 6

#define TILE_SIZE 256

struct _RdmMbtilesSource
{
  ShumateMapSource parent_instance;

  sqlite3 *db; /* used by several threads, one after the other */
  char *attribution;
};

G_DEFINE_FINAL_TYPE (RdmMbtilesSource, rdm_mbtiles_source, SHUMATE_TYPE_MAP_SOURCE)

/* A tile that is asked for. */
typedef struct
{
  ShumateTile *tile;
  GTask *task; /* whose answer is awaited */
  guint x;
  guint y;
  guint zoom;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->tile);
  g_object_unref (request->task);
  g_free (request);
}

/* The picture in the file; NULL: there is none. Rows are counted from the south there. */
static GBytes *
read_picture (RdmMbtilesSource *self, guint zoom, guint x, guint y)
{
  sqlite3_stmt *select = NULL;
  GBytes *bytes = NULL;

  if (sqlite3_prepare_v2 (self->db,
                          "SELECT tile_data FROM tiles WHERE zoom_level = $1 AND tile_column = $2"
                          " AND tile_row = $3",
                          -1, &select, NULL)
      == SQLITE_OK)
    {
      sqlite3_bind_int64 (select, 1, zoom);
      sqlite3_bind_int64 (select, 2, x);
      sqlite3_bind_int64 (select, 3, ((gint64)1 << zoom) - 1 - y);
      if (sqlite3_step (select) == SQLITE_ROW && sqlite3_column_bytes (select, 0) > 0)
        bytes =
            g_bytes_new (sqlite3_column_blob (select, 0), (gsize)sqlite3_column_bytes (select, 0));
    }
  sqlite3_finalize (select);
  return bytes;
}

static GdkPixbuf *
decode (GBytes *bytes, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gboolean done = gdk_pixbuf_loader_write_bytes (loader, bytes, error);

  /* It wants to be closed in any case. */
  done = gdk_pixbuf_loader_close (loader, done ? error : NULL) && done;
  return done && gdk_pixbuf_loader_get_pixbuf (loader) != NULL
             ? g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader))
             : NULL;
}

/* The part of a picture that is tile (@x, @y) @levels zooms farther in, as large as the whole. */
static GdkPixbuf *
enlarge (GdkPixbuf *picture, guint levels, guint x, guint y)
{
  int width = gdk_pixbuf_get_width (picture) >> levels;
  int height = gdk_pixbuf_get_height (picture) >> levels;
  guint mask = (1u << levels) - 1;
  g_autoptr (GdkPixbuf) part = NULL;

  if (levels == 0 || width < 1 || height < 1)
    return g_object_ref (picture);
  part = gdk_pixbuf_new_subpixbuf (picture, (int)(x & mask) * width, (int)(y & mask) * height,
                                   width, height);
  return gdk_pixbuf_scale_simple (part, TILE_SIZE, TILE_SIZE, GDK_INTERP_BILINEAR);
}

/* Thread: one of GTask's. Returns a texture, or NULL where the file has nothing. */
static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RdmMbtilesSource *self = source;
  const Request *request = data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) part = NULL;
  GError *error = NULL;
  guint levels = 0;

  for (; bytes == NULL && levels <= MIN (ENLARGE_MAX, request->zoom); levels++)
    bytes = read_picture (self, request->zoom - levels, request->x >> levels, request->y >> levels);
  if (bytes == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  picture = decode (bytes, &error);
  if (picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  part = enlarge (picture, levels - 1, request->x, request->y);
  g_task_return_pointer (task, gdk_texture_new_for_pixbuf (part), g_object_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Request *request = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    {
      g_task_return_error (request->task, error);
      return;
    }
  shumate_tile_set_paintable (request->tile, GDK_PAINTABLE (texture));
  shumate_tile_set_fade_in (request->tile, FALSE);
  shumate_tile_set_state (request->tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (request->task, TRUE);
}

static void
fill_tile_async (ShumateMapSource *source,
                 ShumateTile *tile,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, read_cb, NULL);
  Request *request = g_new0 (Request, 1);

  request->tile = g_object_ref (tile);
  request->task = g_task_new (source, cancellable, callback, user_data);
  request->x = shumate_tile_get_x (tile);
  request->y = shumate_tile_get_y (tile);
  request->zoom = shumate_tile_get_zoom_level (tile);
  g_task_set_task_data (task, request, request_free);
  g_task_set_source_tag (task, fill_tile_async);
  g_task_run_in_thread (task, read_thread);
}

static gboolean
fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
finalize (GObject *object)
{
  RdmMbtilesSource *self = RDM_MBTILES_SOURCE (object);

  sqlite3_close (self->db);
  g_free (self->attribution);
  G_OBJECT_CLASS (rdm_mbtiles_source_parent_class)->finalize (object);
}

static void
rdm_mbtiles_source_class_init (RdmMbtilesSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  source_class->fill_tile_async = fill_tile_async;
  source_class->fill_tile_finish = fill_tile_finish;
}

static void
rdm_mbtiles_source_init (RdmMbtilesSource *self)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  shumate_map_source_set_tile_size (source, TILE_SIZE);
  shumate_map_source_set_min_zoom_level (source, 0);
  shumate_map_source_set_max_zoom_level (source, 19);
  shumate_map_source_set_projection (source, SHUMATE_MAP_PROJECTION_MERCATOR);
}

/* The value of a row of the metadata, or of any other question; NULL: there is none, or there is no
 * such table. */
static char *
ask (RdmMbtilesSource *self, const char *sql)
{
  sqlite3_stmt *select = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &select, NULL) == SQLITE_OK
      && sqlite3_step (select) == SQLITE_ROW)
    value = g_strdup ((const char *)sqlite3_column_text (select, 0));
  sqlite3_finalize (select);
  return value;
}

/* Attributions are often HTML: only the words of it. */
static char *
strip_tags (const char *html)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean tag = FALSE;

  for (; *html != '\0'; html++)
    if (*html == '<')
      tag = TRUE;
    else if (tag)
      tag = *html != '>';
    else
      g_string_append_c (text, *html);
  g_string_replace (text, "&copy;", "©", 0);
  g_string_replace (text, "&amp;", "&", 0);
  return g_utf8_make_valid (text->str, -1);
}

/* What is wrong with the file, as a sentence; NULL: nothing. */
static char *
find_fault (RdmMbtilesSource *self, const char *name)
{
  g_autofree char *format = ask (self, "SELECT value FROM metadata WHERE name = 'format'");
  g_autofree char *any = ask (self, "SELECT 1 FROM tiles LIMIT 1");

  if (g_strcmp0 (format, "pbf") == 0 || g_strcmp0 (format, "mvt") == 0)
    return g_strdup_printf (
        _ ("“%s” holds vector tiles. Choose a file of pictures, or make a region from an "
           "OpenStreetMap extract."),
        name);
  switch (sqlite3_errcode (self->db) & 0xff)
    {
    case SQLITE_NOTADB:
      return g_strdup_printf (_ ("“%s” is not an MBTiles file; choose one that is."), name);
    case SQLITE_CORRUPT:
      return g_strdup_printf (_ ("“%s” is damaged; copy it again."), name);
    default:
      break;
    }
  if (any == NULL)
    return g_strdup_printf (_ ("“%s” holds no tiles; choose another MBTiles file."), name);
  return NULL;
}

RdmMbtilesSource *
rdm_mbtiles_source_new (const char *path, GError **error)
{
  g_autoptr (RdmMbtilesSource) self = g_object_new (RDM_TYPE_MBTILES_SOURCE, NULL);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *attribution = NULL;
  g_autofree char *fault = NULL;

  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_FULLMUTEX, NULL)
      != SQLITE_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” cannot be read: %s"), name,
                   sqlite3_errmsg (self->db));
      return NULL;
    }
  fault = find_fault (self, name);
  if (fault != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, fault);
      return NULL;
    }
  attribution = ask (self, "SELECT value FROM metadata WHERE name = 'attribution'");
  self->attribution = attribution != NULL ? strip_tags (attribution) : NULL;
  shumate_map_source_set_id (SHUMATE_MAP_SOURCE (self), path);
  return g_steal_pointer (&self);
}

const char *
rdm_mbtiles_source_get_attribution (RdmMbtilesSource *self)
{
  return self->attribution;
}
