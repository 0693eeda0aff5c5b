/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-extract.h"

#include "rdm-demo-things-private.h"

/* The towns stand in rows of about as many as there are rows, a mile being wider than high. */
static guint
columns_for (guint n_tiles)
{
  guint columns = 1;

  while (columns * columns * 2 < n_tiles)
    columns++;
  return columns;
}

static gboolean
write_text (GOutputStream *stream,
            const char *text,
            gsize length,
            GCancellable *cancellable,
            GError **error)
{
  return g_output_stream_write_all (stream, text, length, NULL, cancellable, error);
}

static gboolean
write_tiles (GOutputStream *stream, guint n_streets, GCancellable *cancellable, GError **error)
{
  static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<osm version=\"0.6\" generator=\"Roundsman\">\n";
  static const char foot[] = "</osm>\n";
  g_autoptr (RdmDemoLayout) layout = rdm_demo_layout_new ();
  g_autoptr (GArray) streets = rdm_demo_streets_new (layout);
  g_autoptr (GArray) houses = rdm_demo_houses_new (layout, streets);
  g_autoptr (RdmDemoNet) net = rdm_demo_net_new (layout, streets);
  guint n_tiles = MAX ((n_streets + streets->len - 1) / streets->len, 1);
  guint columns = columns_for (n_tiles);

  if (!write_text (stream, head, sizeof head - 1, cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_tiles; i++)
    {
      RdmDemoTile tile = { i, i % columns, i / columns };
      g_autoptr (GString) things = rdm_demo_things (layout, streets, houses, net, &tile);

      if (!write_text (stream, things->str, things->len, cancellable, error))
        return FALSE;
    }
  return write_text (stream, foot, sizeof foot - 1, cancellable, error);
}

gboolean
rdm_demo_extract_write (const char *path,
                        guint n_streets,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) plain =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  g_autoptr (GOutputStream) stream = NULL;

  if (!plain)
    return FALSE;
  if (g_str_has_suffix (path, ".gz"))
    {
      g_autoptr (GZlibCompressor) compressor =
          g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);

      stream = g_converter_output_stream_new (G_OUTPUT_STREAM (plain), G_CONVERTER (compressor));
    }
  else
    stream = G_OUTPUT_STREAM (g_object_ref (plain));
  if (write_tiles (stream, n_streets, cancellable, error))
    return g_output_stream_close (stream, cancellable, error);

  /* Closed while cancelled, the file stays as it was. */
  {
    g_autoptr (GCancellable) cancelled = g_cancellable_new ();

    g_cancellable_cancel (cancelled);
    g_output_stream_close (G_OUTPUT_STREAM (plain), cancelled, NULL);
  }
  return FALSE;
}
