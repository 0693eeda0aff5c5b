/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-tile-shop.h"

#include "rdm-region-painter.h"

#define THREADS_MAX 4

struct _RdmTileShop
{
  gatomicrefcount references;
  RdmGroundReader *reader;
  GThreadPool *threads;

  /* Locked */
  GMutex lock;
  GPtrArray *orders;   /* (element-type RdmTile) */
  GPtrArray *painters; /* (element-type RdmRegionPainter): idle */

  /* Main thread */
  RdmTileFunc done; /* NULL: closed */
  gpointer user_data;
};

/* Tiles */

RdmTile *
rdm_tile_new (const RdmTileKey *key)
{
  RdmTile *self = g_new0 (RdmTile, 1);

  self->key = *key;
  self->cancellable = g_cancellable_new ();
  g_atomic_ref_count_init (&self->references);
  return self;
}

RdmTile *
rdm_tile_ref (RdmTile *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
rdm_tile_unref (RdmTile *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_error (&self->error);
  g_object_unref (self->cancellable);
  g_free (self);
}

guint
rdm_tile_key_hash (gconstpointer data)
{
  const RdmTileKey *key = data;

  return (guint)key->column * 73856093u ^ (guint)key->row * 19349663u ^ g_double_hash (&key->world);
}

gboolean
rdm_tile_key_equal (gconstpointer a, gconstpointer b)
{
  const RdmTileKey *left = a;
  const RdmTileKey *right = b;

  return left->world == right->world && left->column == right->column && left->row == right->row
         && left->style == right->style && left->scale == right->scale;
}

/* The shop */

static void
shop_unref (RdmTileShop *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_ptr_array_unref (self->orders);
  g_ptr_array_unref (self->painters);
  g_mutex_clear (&self->lock);
  rdm_ground_reader_unref (self->reader);
  g_free (self);
}

typedef struct
{
  RdmTileShop *shop;
  RdmTile *tile;
} Delivery;

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  rdm_tile_unref (delivery->tile);
  shop_unref (delivery->shop);
  g_free (delivery);
}

static gboolean
deliver_cb (gpointer data)
{
  Delivery *delivery = data;

  if (delivery->shop->done != NULL)
    delivery->shop->done (delivery->tile, delivery->shop->user_data);
  return G_SOURCE_REMOVE;
}

/* Takes the first order that is still wanted, and a painter. */
static RdmTile *
take_order (RdmTileShop *self, RdmRegionPainter **painter)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  RdmTile *tile;

  if (self->orders->len == 0)
    return NULL;
  tile = g_ptr_array_steal_index (self->orders, 0);
  *painter = self->painters->len > 0
                 ? g_ptr_array_steal_index (self->painters, self->painters->len - 1)
                 : NULL;
  return tile;
}

static void
paint (RdmRegionPainter *painter, RdmTile *tile)
{
  const RdmTileKey *key = &tile->key;
  int size = RDM_TILE_SIZE;
  RdmMapView view = { log2 (key->world / 256.),
                      key->world,
                      { (double)key->column * size, (double)key->row * size },
                      size,
                      size };
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size * key->scale, size * key->scale);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, key->scale, key->scale);
  cr = cairo_create (surface);
  if (rdm_region_painter_paint (painter, cr, &view, key->style, key->scale, tile->cancellable,
                                &tile->error))
    {
      cairo_surface_flush (surface);
      tile->surface = cairo_surface_reference (surface);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Thread: one of the pool's. What it is called with only says that there may be an order. */
static void
work_thread (gpointer data, gpointer user_data)
{
  RdmTileShop *self = user_data;
  RdmRegionPainter *painter = NULL;
  RdmTile *tile = take_order (self, &painter);
  Delivery *delivery;

  if (tile != NULL)
    {
      if (painter == NULL)
        painter = rdm_region_painter_new (self->reader);
      paint (painter, tile);
      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->painters, painter);
      g_mutex_unlock (&self->lock);
      delivery = g_new (Delivery, 1);
      g_atomic_ref_count_inc (&self->references);
      *delivery = (Delivery){ self, tile };
      g_idle_add_full (G_PRIORITY_DEFAULT, deliver_cb, delivery, delivery_free);
    }
  shop_unref (self);
}

RdmTileShop *
rdm_tile_shop_new (RdmGroundReader *reader, RdmTileFunc done, gpointer user_data)
{
  RdmTileShop *self = g_new0 (RdmTileShop, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->reader = rdm_ground_reader_ref (reader);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_tile_unref);
  self->painters = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_region_painter_free);
  self->done = done;
  self->user_data = user_data;
  /* One processor is left to the main thread. */
  self->threads = g_thread_pool_new (
      work_thread, self, (int)CLAMP (g_get_num_processors () - 1, 1, THREADS_MAX), FALSE, NULL);
  return self;
}

void
rdm_tile_shop_close (RdmTileShop *self)
{
  self->done = NULL;
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->orders, 0);
  g_mutex_unlock (&self->lock);
  /* What is waiting finds nothing to do. */
  g_thread_pool_free (self->threads, FALSE, FALSE);
  shop_unref (self);
}

void
rdm_tile_shop_order (RdmTileShop *self, GPtrArray *tiles)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->orders, 0);
  for (guint i = 0; i < tiles->len; i++)
    g_ptr_array_add (self->orders, rdm_tile_ref (g_ptr_array_index (tiles, i)));
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < tiles->len; i++)
    {
      g_atomic_ref_count_inc (&self->references);
      g_thread_pool_push (self->threads, self, NULL);
    }
}
