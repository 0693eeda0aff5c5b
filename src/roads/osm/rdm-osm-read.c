/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-osm-reading-private.h"

#include <glib/gi18n-lib.h>

enum
{
  PEEK_BYTES = 4096,
};

typedef enum
{
  FORMAT_PBF,
  FORMAT_XML,
  FORMAT_XML_GZIP,
  FORMAT_EMPTY,
  FORMAT_PACKED, /* by a program that we do not know */
  FORMAT_O5M,
  FORMAT_OTHER,
} Format;

static gboolean
begins_with (const guint8 *bytes, gsize length, const char *magic, gsize magic_length)
{
  return length >= magic_length && memcmp (bytes, magic, magic_length) == 0;
}

static Format
guess_format (const guint8 *bytes, gsize length)
{
  gsize i = begins_with (bytes, length, "\xef\xbb\xbf", 3) ? 3 : 0;

  if (length == 0)
    return FORMAT_EMPTY;
  if (begins_with (bytes, length, "\x1f\x8b", 2))
    return FORMAT_XML_GZIP;
  if (begins_with (bytes, length, "BZh", 3)
      || begins_with (bytes, length,
                      "\xfd"
                      "7zXZ",
                      5)
      || begins_with (bytes, length, "PK\x03\x04", 4)
      || begins_with (bytes, length, "7z\xbc\xaf", 4)
      || begins_with (bytes, length, "\x28\xb5\x2f\xfd", 4))
    return FORMAT_PACKED;
  if (begins_with (bytes, length, "\xff\xe0", 2))
    return FORMAT_O5M;
  while (i < length && g_ascii_isspace (bytes[i]))
    i++;
  if (i < length && bytes[i] == '<')
    return FORMAT_XML;
  /* The length of the first header, in four bytes, is small. */
  return bytes[0] == 0 && (length < 2 || bytes[1] == 0) ? FORMAT_PBF : FORMAT_OTHER;
}

static gboolean
read_format (RdmOsmReading *self, Format format, GError **error)
{
  switch (format)
    {
    case FORMAT_PBF:
      return rdm_osm_read_pbf (self, error);
    case FORMAT_XML:
      return rdm_osm_read_xml (self, FALSE, error);
    case FORMAT_XML_GZIP:
      return rdm_osm_read_xml (self, TRUE, error);
    case FORMAT_EMPTY:
      g_set_error (error, RDM_OSM_ERROR, RDM_OSM_ERROR_EMPTY,
                   _ ("“%s” is empty; download it again"), self->name);
      return FALSE;
    case FORMAT_PACKED:
      g_set_error (error, RDM_OSM_ERROR, RDM_OSM_ERROR_FORMAT,
                   _ ("“%s” is packed; unpack it first, or take the extract as .osm.pbf"),
                   self->name);
      return FALSE;
    case FORMAT_O5M:
      g_set_error (error, RDM_OSM_ERROR, RDM_OSM_ERROR_FORMAT,
                   _ ("“%s” is in the format o5m; take the extract as .osm.pbf"), self->name);
      return FALSE;
    case FORMAT_OTHER:
    default:
      g_set_error (error, RDM_OSM_ERROR, RDM_OSM_ERROR_FORMAT,
                   _ ("“%s” is no OpenStreetMap extract; take a file that ends in .osm.pbf"),
                   self->name);
      return FALSE;
    }
}

static RdmOsm *
end_reading (RdmOsmReading *self, GError **error)
{
  g_autoptr (RdmOsm) osm = rdm_osm_builder_end (self->builder);

  if (osm == NULL)
    {
      g_set_error (error, RDM_OSM_ERROR, RDM_OSM_ERROR_TOO_LARGE,
                   _ ("There is more in “%s” than fits here; take an extract of a smaller area"),
                   self->name);
      return NULL;
    }
  if (rdm_osm_count (osm, RDM_OSM_NODE) == 0)
    {
      g_set_error (error, RDM_OSM_ERROR, RDM_OSM_ERROR_EMPTY,
                   _ ("There is nothing in “%s”; take an extract of another area"), self->name);
      return NULL;
    }
  if (self->progress != NULL)
    self->progress (1., self->user_data);
  return g_steal_pointer (&osm);
}

RdmOsm *
rdm_osm_read_stream (GInputStream *stream,
                     const char *name,
                     gint64 size,
                     RdmOsmProgress progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new_sized (stream, PEEK_BYTES);
  g_autoptr (RdmOsmBuilder) builder = rdm_osm_builder_new ();
  RdmOsmReading self = {
    .stream = G_BUFFERED_INPUT_STREAM (buffered),
    .name = name,
    .cancellable = cancellable,
    .progress = progress,
    .user_data = user_data,
    .builder = builder,
    .size = size,
  };
  g_autoptr (GError) inner = NULL;
  const guint8 *bytes;
  gsize length;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (buffered), FALSE);
  if (g_buffered_input_stream_fill (self.stream, PEEK_BYTES, cancellable, &inner) < 0)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&inner), _ ("“%s” cannot be read: "),
                                  name);
      return NULL;
    }
  bytes = g_buffered_input_stream_peek_buffer (self.stream, &length);
  if (!read_format (&self, guess_format (bytes, length), error))
    return NULL;
  return end_reading (&self, error);
}

/* What the system says of two mistakes that everybody makes is no sentence. */
static void
fail_open (const char *name, GError *inner, GError **error)
{
  if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY,
                 _ ("“%s” is a folder; choose a file in it"), name);
  else if (g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("“%s” is not there"), name);
  else
    {
      g_propagate_prefixed_error (error, inner, _ ("“%s” cannot be read: "), name);
      return;
    }
  g_error_free (inner);
}

RdmOsm *
rdm_osm_read (const char *path,
              RdmOsmProgress progress,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;

  stream = g_file_read (file, cancellable, &inner);
  if (stream != NULL)
    info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable,
                                           &inner);
  if (info == NULL)
    {
      fail_open (name, g_steal_pointer (&inner), error);
      return NULL;
    }
  return rdm_osm_read_stream (G_INPUT_STREAM (stream), name, g_file_info_get_size (info), progress,
                              user_data, cancellable, error);
}
