/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-reading-private.h"

#include <glib/gi18n-lib.h>

gboolean
rdm_osm_reading_fail (
    const RdmOsmReading *self, RdmOsmError code, gint64 position, const char *what, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, position);

  /* Translators: a file, a number of bytes, and a sentence */
  g_set_error (error, RDM_OSM_ERROR, code, _ ("“%s”, byte %s: %s"), self->name, number, what);
  return FALSE;
}

gboolean
rdm_osm_reading_fail_line (
    const RdmOsmReading *self, RdmOsmError code, int line, const char *what, GError **error)
{
  /* Translators: a file, the number of a line in it, and a sentence */
  g_set_error (error, RDM_OSM_ERROR, code, _ ("“%s”, line %d: %s"), self->name, line, what);
  return FALSE;
}

gssize
rdm_osm_reading_fill (RdmOsmReading *self, gpointer buffer, gsize length, GError **error)
{
  gsize n_read = 0;
  g_autoptr (GError) inner = NULL;

  if (g_input_stream_read_all (G_INPUT_STREAM (self->stream), buffer, length, &n_read,
                               self->cancellable, &inner))
    {
      self->position += (gint64)n_read;
      return (gssize)n_read;
    }
  if (!g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_prefix_error (&inner, _ ("“%s” cannot be read: "), self->name);
  g_propagate_error (error, g_steal_pointer (&inner));
  return -1;
}

gboolean
rdm_osm_reading_step (RdmOsmReading *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (rdm_osm_builder_is_full (self->builder))
    return rdm_osm_reading_fail (
        self, RDM_OSM_ERROR_TOO_LARGE, self->position,
        _ ("there is more in this extract than fits here; take one of a smaller area"), error);
  if (self->progress != NULL && self->size > 0)
    self->progress (MIN ((double)self->position / (double)self->size, 1.), self->user_data);
  return TRUE;
}

gboolean
rdm_osm_reading_unpack (RdmOsmReading *self, gsize n_bytes, GError **error)
{
  self->unpacked += (gint64)n_bytes;
  if (self->unpacked
      <= RDM_OSM_UNPACKED_BYTES + RDM_OSM_UNPACKED_FACTOR * MAX (self->position, self->size))
    return TRUE;
  return rdm_osm_reading_fail (
      self, RDM_OSM_ERROR_TOO_LARGE, self->position,
      _ ("it swells to more than a hundred times its size, which no real extract does; "
         "take the extract from somewhere else"),
      error);
}

gboolean
rdm_osm_reading_e7 (gint64 lon_e9, gint64 lat_e9, gint32 *lon_e7, gint32 *lat_e7)
{
  if (ABS (lon_e9 / 10) > G_GINT64_CONSTANT (18000000000)
      || ABS (lat_e9 / 10) > G_GINT64_CONSTANT (9000000000))
    return FALSE;
  *lon_e7 = (gint32)((lon_e9 + (lon_e9 < 0 ? -50 : 50)) / 100);
  *lat_e7 = (gint32)((lat_e9 + (lat_e9 < 0 ? -50 : 50)) / 100);
  return TRUE;
}
