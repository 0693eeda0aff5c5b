/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-plain-source.h"

struct _RdmPlainSource
{
  ShumateMapSource parent_instance;
};

G_DEFINE_FINAL_TYPE (RdmPlainSource, rdm_plain_source, SHUMATE_TYPE_MAP_SOURCE)

/* Nobody asks for tiles, since no layer shows this source; but libshumate would call a missing
 * function all the same. */
static void
fill_tile_async (ShumateMapSource *source,
                 ShumateTile *tile,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
  g_task_return_boolean (task, TRUE);
}

static gboolean
fill_tile_finish (ShumateMapSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rdm_plain_source_class_init (RdmPlainSourceClass *klass)
{
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  source_class->fill_tile_async = fill_tile_async;
  source_class->fill_tile_finish = fill_tile_finish;
}

static void
rdm_plain_source_init (RdmPlainSource *self)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  shumate_map_source_set_id (source, "plain");
  shumate_map_source_set_tile_size (source, 256);
  shumate_map_source_set_min_zoom_level (source, 3);
  shumate_map_source_set_max_zoom_level (source, 19);
  shumate_map_source_set_projection (source, SHUMATE_MAP_PROJECTION_MERCATOR);
}

ShumateMapSource *
rdm_plain_source_new (void)
{
  return g_object_new (RDM_TYPE_PLAIN_SOURCE, NULL);
}
