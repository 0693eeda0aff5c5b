/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-extract.h"

#include "rdm-demo-things-private.h"
#include "rdm-export-file.h"

/* The towns stand in rows of about as many as there are rows, a mile being wider than high. */
static guint
columns_for (guint n_tiles)
{
  guint columns = 1;

  while (columns * columns * 2 < n_tiles)
    columns++;
  return columns;
}

/* Any moment will do, as long as it is always the same: the service day of the demo. */
#define MADE_AT G_GINT64_CONSTANT (1795392000)

static GBytes *
make_extract (guint n_streets, GCancellable *cancellable, GError **error)
{
  g_autoptr (RdmDemoLayout) layout = rdm_demo_layout_new ();
  g_autoptr (GArray) streets = rdm_demo_streets_new (layout);
  g_autoptr (GArray) houses = rdm_demo_houses_new (layout, streets);
  g_autoptr (RdmDemoNet) net = rdm_demo_net_new (layout, streets);
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_DEFAULT);
  const RdmDemoPlan plan = { layout, streets, houses, net };
  guint n_tiles = MAX ((n_streets + streets->len - 1) / streets->len, 1);
  guint columns = columns_for (n_tiles);

  rdm_osm_writer_set_program (writer, RDM_OSM_MADE_UP);
  rdm_osm_writer_set_timestamp (writer, MADE_AT);
  for (guint i = 0; i < n_tiles; i++)
    {
      RdmDemoTile tile = { i, i % columns, i / columns };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      rdm_demo_things (&plan, &tile, writer);
    }
  return rdm_osm_writer_end (writer);
}

gboolean
rdm_demo_extract_write (const char *path,
                        guint n_streets,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GBytes) bytes = make_extract (n_streets, cancellable, error);

  return bytes != NULL
         && rdm_export_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                              error);
}
