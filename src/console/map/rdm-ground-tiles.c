/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-tiles.h"

#include <math.h>

#include "rdm-tile-shop.h"

/* Rings of tiles around the view that are painted before they are seen. */
#define RING 1

/* The zoom counts as still when it has not moved for this long. While it moves, pictures are not
 * stretched by more than this either way. */
#define SETTLE_MS 60
#define STRETCH_MAX 1.9

/* Where the old picture is, the new one is shown when it is whole; but when that takes longer than
 * this, in pieces. */
#define PATIENCE_US 300000

/* What may be kept beyond half as much again as is wanted, bytes. */
#define KEPT_MAX (40 * 1024 * 1024)

/* Tiles that belong together. */
typedef struct
{
  double world; /* 0: none */
  const RdmGroundStyle *style;
  int scale;
} Look;

/* A tile that is there. */
typedef struct
{
  RdmTile *tile;
  GdkTexture *texture; /* made when a renderer wants one */
  guint used;          /* the frame that used it last */
} Done;

typedef struct
{
  int column0;
  int row0;
  int column1;
  int row1;
} Range;

struct _RdmGroundTiles
{
  /* Owned */
  RdmTileShop *shop;
  GHashTable *ordered; /* (element-type RdmTileKey RdmTile) */
  GHashTable *done;    /* (element-type RdmTileKey Done) */

  /* Borrowed */
  GtkWidget *widget;
  RdmGroundTilesFunc failed;
  gpointer user_data;

  /* State */
  Look shown;  /* the last one that covered the view */
  Look wanted; /* what is being painted */
  gint64 wanted_us;
  guint frame;
  guint settle_source;
  double last_world;
  gboolean has_failed;
  gboolean complete;
};

static void
done_free (gpointer data)
{
  Done *done = data;

  rdm_tile_unref (done->tile);
  g_clear_object (&done->texture);
  g_free (done);
}

static void
ordered_free (gpointer data)
{
  RdmTile *tile = data;

  g_cancellable_cancel (tile->cancellable);
  rdm_tile_unref (tile);
}

static void
tile_done_cb (RdmTile *tile, gpointer user_data)
{
  RdmGroundTiles *self = user_data;
  Done *done;

  /* Given up meanwhile. */
  if (g_hash_table_lookup (self->ordered, &tile->key) != tile)
    return;
  done = g_new0 (Done, 1);
  done->tile = rdm_tile_ref (tile);
  done->used = self->frame;
  g_hash_table_remove (self->ordered, &tile->key);
  /* One that failed stays empty, and is not tried again and again. */
  g_hash_table_replace (self->done, &done->tile->key, done);
  if (tile->error != NULL && !self->has_failed)
    {
      self->has_failed = TRUE;
      self->failed (tile->error, self->user_data);
    }
  gtk_widget_queue_draw (self->widget);
}

RdmGroundTiles *
rdm_ground_tiles_new (RdmGroundReader *reader,
                      GtkWidget *widget,
                      RdmGroundTilesFunc failed,
                      gpointer user_data)
{
  RdmGroundTiles *self = g_new0 (RdmGroundTiles, 1);

  self->widget = widget;
  self->failed = failed;
  self->user_data = user_data;
  self->shop = rdm_tile_shop_new (reader, tile_done_cb, self);
  self->ordered = g_hash_table_new_full (rdm_tile_key_hash, rdm_tile_key_equal, NULL, ordered_free);
  self->done = g_hash_table_new_full (rdm_tile_key_hash, rdm_tile_key_equal, NULL, done_free);
  return self;
}

void
rdm_ground_tiles_free (RdmGroundTiles *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  rdm_tile_shop_close (self->shop);
  g_hash_table_unref (self->ordered);
  g_hash_table_unref (self->done);
  g_free (self);
}

gboolean
rdm_ground_tiles_is_complete (const RdmGroundTiles *self)
{
  return self->complete;
}

static gboolean
same_look (const Look *a, const Look *b)
{
  return a->world == b->world && a->style == b->style && a->scale == b->scale;
}

/* Zoom */

static void
settle_cb (gpointer user_data)
{
  RdmGroundTiles *self = user_data;

  self->settle_source = 0;
  gtk_widget_queue_draw (self->widget);
}

/* Whether the zoom moves. While it does, there is another look at it soon. */
static gboolean
is_moving (RdmGroundTiles *self, const RdmMapView *view)
{
  gboolean moved = self->last_world != 0. && view->world != self->last_world;

  self->last_world = view->world;
  if (!moved)
    return self->settle_source != 0;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add_once (SETTLE_MS, settle_cb, self);
  return TRUE;
}

static Look
choose_look (RdmGroundTiles *self, const RdmMapView *view, const RdmGroundStyle *style)
{
  Look look = { view->world, style, gtk_widget_get_scale_factor (self->widget) };
  double stretch = self->shown.world > 0. ? view->world / self->shown.world : INFINITY;

  if (is_moving (self, view) && self->shown.style == style && self->shown.scale == look.scale
      && stretch < STRETCH_MAX && stretch > 1. / STRETCH_MAX)
    return self->shown;
  return look;
}

/* What there is to be shown */

static Range
range_of (const Look *look, const RdmMapView *view, int ring)
{
  double size = RDM_TILE_SIZE * view->world / look->world;
  int last = (int)ceil (look->world / RDM_TILE_SIZE) - 1;

  return (Range){
    MAX ((int)floor (view->origin.x / size) - ring, 0),
    MAX ((int)floor (view->origin.y / size) - ring, 0),
    MIN ((int)floor ((view->origin.x + view->width) / size) + ring, last),
    MIN ((int)floor ((view->origin.y + view->height) / size) + ring, last),
  };
}

static RdmTileKey
key_of (const Look *look, int column, int row)
{
  return (RdmTileKey){ look->world, look->style, look->scale, column, row };
}

/* Edges at whole device pixels, so that tiles meet without a seam, stretched or not. */
static RdmRect
place_of (const Look *look, const RdmMapView *view, int column, int row)
{
  double stretch = view->world / look->world;
  double size = RDM_TILE_SIZE * stretch;
  double scale = look->scale;
  double left = round (-view->origin.x * scale) / scale;
  double top = round (-view->origin.y * scale) / scale;

  return (RdmRect){ left + round (column * size * scale) / scale,
                    top + round (row * size * scale) / scale,
                    left + round ((column + 1) * size * scale) / scale,
                    top + round ((row + 1) * size * scale) / scale };
}

static gboolean
is_whole (const RdmGroundTiles *self, const Look *look, const RdmMapView *view)
{
  Range range = range_of (look, view, 0);

  for (int row = range.row0; row <= range.row1; row++)
    for (int column = range.column0; column <= range.column1; column++)
      {
        RdmTileKey key = key_of (look, column, row);

        if (!g_hash_table_contains (self->done, &key))
          return FALSE;
      }
  return TRUE;
}

/* Ordering */

static double
distance_to_middle (const RdmTile *tile, const RdmMapView *view)
{
  Look look = { tile->key.world, tile->key.style, tile->key.scale };
  RdmRect place = place_of (&look, view, tile->key.column, tile->key.row);
  RdmXY middle = { (place.x0 + place.x1) / 2., (place.y0 + place.y1) / 2. };
  gboolean seen =
      place.x1 > 0. && place.y1 > 0. && place.x0 < view->width && place.y0 < view->height;

  return rdm_xy_distance (middle, (RdmXY){ view->width / 2., view->height / 2. })
         + (seen ? 0. : 1e6);
}

static int
compare_tiles (gconstpointer a, gconstpointer b, gpointer view)
{
  double left = distance_to_middle (*(RdmTile *const *)a, view);
  double right = distance_to_middle (*(RdmTile *const *)b, view);

  return (left > right) - (left < right);
}

static gboolean
is_in_range (const RdmTileKey *key, const Look *look, const Range *range)
{
  return key->world == look->world && key->style == look->style && key->scale == look->scale
         && key->column >= range->column0 && key->column <= range->column1
         && key->row >= range->row0 && key->row <= range->row1;
}

/* What is not wanted any more is given up, what is missing ordered: the middle of the view first.
 */
static void
order (RdmGroundTiles *self, const Look *look, const RdmMapView *view)
{
  Range range = range_of (look, view, RING);
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer key;
  gpointer tile;

  g_hash_table_iter_init (&iter, self->ordered);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!is_in_range (key, look, &range))
      {
        g_hash_table_iter_remove (&iter);
        changed = TRUE;
      }
  for (int row = range.row0; row <= range.row1; row++)
    for (int column = range.column0; column <= range.column1; column++)
      {
        RdmTileKey wanted = key_of (look, column, row);
        RdmTile *ordered;

        if (g_hash_table_contains (self->done, &wanted)
            || g_hash_table_contains (self->ordered, &wanted))
          continue;
        ordered = rdm_tile_new (&wanted);
        g_hash_table_insert (self->ordered, &ordered->key, ordered);
        changed = TRUE;
      }
  if (!changed)
    return;
  g_hash_table_iter_init (&iter, self->ordered);
  while (g_hash_table_iter_next (&iter, NULL, &tile))
    g_ptr_array_add (orders, tile);
  g_ptr_array_sort_with_data (orders, compare_tiles, (gpointer)view);
  rdm_tile_shop_order (self->shop, orders);
}

/* Forgets what has not been shown for longest. */
static int
compare_used (gconstpointer a, gconstpointer b)
{
  const Done *left = *(Done *const *)a;
  const Done *right = *(Done *const *)b;

  return (left->used > right->used) - (left->used < right->used);
}

static void
forget (RdmGroundTiles *self, const Look *look, const RdmMapView *view)
{
  Range range = range_of (look, view, RING);
  guint wanted = (guint)((range.column1 - range.column0 + 1) * (range.row1 - range.row0 + 1));
  guint side = (guint)(RDM_TILE_SIZE * look->scale);
  guint most = wanted + wanted / 2 + KEPT_MAX / (4 * side * side);
  g_autoptr (GPtrArray) tiles = NULL;
  GHashTableIter iter;
  gpointer done;

  if (g_hash_table_size (self->done) <= most)
    return;
  tiles = g_ptr_array_new ();
  g_hash_table_iter_init (&iter, self->done);
  while (g_hash_table_iter_next (&iter, NULL, &done))
    g_ptr_array_add (tiles, done);
  g_ptr_array_sort (tiles, compare_used);
  /* Some more than must be, so that it is not done for each. */
  for (guint i = 0; i < tiles->len - most + wanted / 4; i++)
    g_hash_table_remove (self->done, &((Done *)g_ptr_array_index (tiles, i))->tile->key);
}

/* Drawing */

static GdkTexture *
ensure_texture (Done *done)
{
  cairo_surface_t *surface = done->tile->surface;

  if (done->texture == NULL)
    {
      int height = cairo_image_surface_get_height (surface);
      gsize stride = (gsize)cairo_image_surface_get_stride (surface);
      g_autoptr (GBytes) bytes = g_bytes_new_with_free_func (
          cairo_image_surface_get_data (surface), (gsize)height * stride,
          (GDestroyNotify)cairo_surface_destroy, cairo_surface_reference (surface));

      done->texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                              GDK_MEMORY_DEFAULT, bytes, stride);
    }
  return done->texture;
}

/* One tile. A renderer that draws with cairo takes the surface as it is: @cr; for others a texture
 * is uploaded once and then moved about for nothing: @cr is NULL. */
static void
append_tile (Done *done, cairo_t *cr, GtkSnapshot *snapshot, RdmRect place, gboolean stretched)
{
  double width = place.x1 - place.x0;
  double height = place.y1 - place.y0;
  double size = RDM_TILE_SIZE;

  if (done->tile->surface == NULL)
    return;
  if (cr == NULL)
    {
      gtk_snapshot_append_texture (
          snapshot, ensure_texture (done),
          &GRAPHENE_RECT_INIT ((float)place.x0, (float)place.y0, (float)width, (float)height));
      return;
    }
  cairo_save (cr);
  cairo_translate (cr, place.x0, place.y0);
  cairo_rectangle (cr, 0., 0., width, height);
  if (stretched)
    cairo_scale (cr, width / size, height / size);
  cairo_set_source_surface (cr, done->tile->surface, 0., 0.);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            stretched ? CAIRO_FILTER_FAST : CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* Draws what there is of a look, but for what lies within @except. Returns: the box around it. */
static RdmRect
append_look (RdmGroundTiles *self,
             const Look *look,
             cairo_t *cr,
             GtkSnapshot *snapshot,
             const RdmMapView *view,
             RdmRect except)
{
  Range range = range_of (look, view, 0);
  RdmRect box = RDM_RECT_EMPTY;

  for (int row = range.row0; row <= range.row1; row++)
    for (int column = range.column0; column <= range.column1; column++)
      {
        RdmTileKey key = key_of (look, column, row);
        Done *done = g_hash_table_lookup (self->done, &key);
        RdmRect place = place_of (look, view, column, row);

        if (done == NULL)
          continue;
        done->used = self->frame;
        if (place.x0 >= except.x0 && place.y0 >= except.y0 && place.x1 <= except.x1
            && place.y1 <= except.y1)
          continue;
        append_tile (done, cr, snapshot, place, look->world != view->world);
        rdm_rect_extend (&box, (RdmXY){ place.x0, place.y0 });
        rdm_rect_extend (&box, (RdmXY){ place.x1, place.y1 });
      }
  return box;
}

static void
append (RdmGroundTiles *self, GtkSnapshot *snapshot, const RdmMapView *view, const Look *look)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (self->widget));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0.f, 0.f, (float)view->width, (float)view->height);
  gboolean patient = g_get_monotonic_time () - self->wanted_us < PATIENCE_US;
  RdmRect covered = RDM_RECT_EMPTY;
  cairo_t *cr = NULL;

  if (GSK_IS_CAIRO_RENDERER (renderer))
    cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  else
    gtk_snapshot_push_clip (snapshot, &bounds);
  if (!same_look (look, &self->shown) && self->shown.world > 0.)
    {
      covered = append_look (self, &self->shown, cr, snapshot, view, RDM_RECT_EMPTY);
      if (!patient)
        covered = RDM_RECT_EMPTY;
    }
  append_look (self, look, cr, snapshot, view, covered);
  if (cr != NULL)
    cairo_destroy (cr);
  else
    gtk_snapshot_pop (snapshot);
}

void
rdm_ground_tiles_snapshot (RdmGroundTiles *self,
                           GtkSnapshot *snapshot,
                           const RdmMapView *view,
                           const RdmGroundStyle *style)
{
  Look look = choose_look (self, view, style);

  self->frame++;
  if (!same_look (&look, &self->wanted))
    {
      self->wanted = look;
      self->wanted_us = g_get_monotonic_time ();
    }
  order (self, &look, view);
  self->complete = is_whole (self, &look, view);
  if (self->complete)
    self->shown = look;
  self->complete = self->complete && look.world == view->world;
  append (self, snapshot, view, &look);
  forget (self, &look, view);
}
