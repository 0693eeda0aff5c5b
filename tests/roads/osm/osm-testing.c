/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "osm-testing.h"

#include <string.h>

#define TAGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

void
osm_testing_village (RdmOsmWriter *writer)
{
  static const gint64 lane[] = { 1, 3, G_GINT64_CONSTANT (9000000001) };
  static const gint64 road[] = { 2, 3, 4, 77 };
  static const RdmOsmWriterMember restriction[] = {
    { RDM_OSM_WAY, 10, "from" },
    { RDM_OSM_NODE, 3, "via" },
    { RDM_OSM_WAY, 11, "to" },
    { RDM_OSM_RELATION, 500, "" },
  };

  rdm_osm_writer_set_bounds (writer, (RdmBox){ 47.1, -9.6, 47.2, -9.5 });
  rdm_osm_writer_set_timestamp (writer, 1709587295);
  rdm_osm_writer_set_program (writer, "village 1.0");
  rdm_osm_writer_node (writer, 1, -95000001, 471234567, NULL);
  rdm_osm_writer_node (writer, 2, -95500000, 471000000,
                       TAGS ("addr:housenumber", "12 a", "addr:street", "Große Gasse"));
  rdm_osm_writer_node (writer, 3, -95400000, 471100000, NULL);
  rdm_osm_writer_node (writer, 4, -95300000, 471200000, TAGS ("highway", "traffic_signals"));
  rdm_osm_writer_node (writer, G_GINT64_CONSTANT (9000000001), 1800000000, -900000000,
                       TAGS ("note", "<&\"'> à l’envers\nand on"));
  rdm_osm_writer_way (writer, 10, lane, G_N_ELEMENTS (lane),
                      TAGS ("highway", "residential", "name", "Große Gasse"));
  rdm_osm_writer_way (writer, 11, road, G_N_ELEMENTS (road), TAGS ("highway", "primary"));
  rdm_osm_writer_way (writer, 12, NULL, 0, NULL);
  rdm_osm_writer_relation (writer, 100, restriction, G_N_ELEMENTS (restriction),
                           TAGS ("type", "restriction", "restriction", "no_left_turn"));
}

RdmOsm *
osm_testing_read (GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return rdm_osm_read_stream (stream, "test.osm", (gint64)g_bytes_get_size (bytes), NULL, NULL,
                              NULL, error);
}

RdmOsm *
osm_testing_read_ok (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  RdmOsm *osm = osm_testing_read (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (osm);
  return osm;
}

static void
dump_thing (GString *out, const RdmOsm *osm, RdmOsmKind kind, guint32 index)
{
  static const char letters[RDM_N_OSM_KINDS] = { 'n', 'w', 'r' };

  g_string_append_printf (out, "%c%" G_GINT64_FORMAT, letters[kind], rdm_osm_id (osm, kind, index));
  for (guint i = 0; i < rdm_osm_n_tags (osm, kind, index); i++)
    {
      RdmOsmTag tag = rdm_osm_tag_at (osm, kind, index, i);

      g_string_append_printf (out, " %s=%s", tag.key, tag.value);
    }
}

static void
dump_members (GString *out, const RdmOsm *osm, guint32 relation)
{
  for (guint i = 0; i < rdm_osm_n_members (osm, relation); i++)
    {
      RdmOsmMember member = rdm_osm_member (osm, relation, i);

      g_string_append_printf (out, " %d:%d:%s", member.kind, (int)member.index, member.role);
    }
}

char *
osm_testing_dump (const RdmOsm *osm)
{
  RdmBox box = rdm_osm_bounds (osm);
  GString *out = g_string_new (rdm_osm_source (osm));

  g_string_append_printf (out, " %" G_GINT64_FORMAT " %.7f %.7f %.7f %.7f\n",
                          rdm_osm_timestamp (osm), box.south_deg, box.west_deg, box.north_deg,
                          box.east_deg);
  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_NODE); i++)
    {
      dump_thing (out, osm, RDM_OSM_NODE, i);
      g_string_append_printf (out, " %d %d\n", rdm_osm_lon_e7 (osm)[i], rdm_osm_lat_e7 (osm)[i]);
    }
  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_WAY); i++)
    {
      guint n_nodes;
      const guint32 *nodes = rdm_osm_way_nodes (osm, i, &n_nodes);

      dump_thing (out, osm, RDM_OSM_WAY, i);
      for (guint j = 0; j < n_nodes; j++)
        g_string_append_printf (out, " %d", (int)nodes[j]);
      g_string_append_c (out, '\n');
    }
  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_RELATION); i++)
    {
      dump_thing (out, osm, RDM_OSM_RELATION, i);
      dump_members (out, osm, i);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static void
append_tags (GString *out, const RdmOsm *osm, RdmOsmKind kind, guint32 index)
{
  for (guint i = 0; i < rdm_osm_n_tags (osm, kind, index); i++)
    {
      RdmOsmTag tag = rdm_osm_tag_at (osm, kind, index, i);
      g_autofree char *key = g_markup_escape_text (tag.key, -1);
      g_autofree char *value = g_markup_escape_text (tag.value, -1);
      g_auto (GStrv) lines = g_strsplit (value, "\n", -1);
      g_autofree char *one_line = g_strjoinv ("&#10;", lines);

      g_string_append_printf (out, "  <tag k=\"%s\" v=\"%s\"/>\n", key, one_line);
    }
}

static void
append_node (GString *out, const RdmOsm *osm, guint32 i)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE];
  char lon[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (
      out, " <node id=\"%" G_GINT64_FORMAT "\" lat=\"%s\" lon=\"%s\" version=\"2\">\n",
      rdm_osm_id (osm, RDM_OSM_NODE, i),
      g_ascii_formatd (lat, sizeof lat, "%.7f", rdm_osm_lat_e7 (osm)[i] / 1e7),
      g_ascii_formatd (lon, sizeof lon, "%.7f", rdm_osm_lon_e7 (osm)[i] / 1e7));
  append_tags (out, osm, RDM_OSM_NODE, i);
  g_string_append (out, " </node>\n");
}

static void
append_way (GString *out, const RdmOsm *osm, guint32 i)
{
  guint n_nodes;
  const guint32 *nodes = rdm_osm_way_nodes (osm, i, &n_nodes);

  g_string_append_printf (out, " <way id=\"%" G_GINT64_FORMAT "\" visible=\"true\">\n",
                          rdm_osm_id (osm, RDM_OSM_WAY, i));
  for (guint j = 0; j < n_nodes; j++)
    g_string_append_printf (out, "  <nd ref=\"%" G_GINT64_FORMAT "\"/>\n",
                            nodes[j] == RDM_OSM_ABSENT ? 77
                                                       : rdm_osm_id (osm, RDM_OSM_NODE, nodes[j]));
  append_tags (out, osm, RDM_OSM_WAY, i);
  g_string_append (out, " </way>\n");
}

static void
append_relation (GString *out, const RdmOsm *osm, guint32 i)
{
  static const char *const kinds[RDM_N_OSM_KINDS] = { "node", "way", "relation" };

  g_string_append_printf (out, " <relation id=\"%" G_GINT64_FORMAT "\">\n",
                          rdm_osm_id (osm, RDM_OSM_RELATION, i));
  for (guint j = 0; j < rdm_osm_n_members (osm, i); j++)
    {
      RdmOsmMember member = rdm_osm_member (osm, i, j);
      g_autofree char *role = g_markup_escape_text (member.role, -1);

      g_string_append_printf (
          out, "  <member type=\"%s\" ref=\"%" G_GINT64_FORMAT "\" role=\"%s\"/>\n",
          kinds[member.kind],
          member.index == RDM_OSM_ABSENT ? 77 : rdm_osm_id (osm, member.kind, member.index), role);
    }
  append_tags (out, osm, RDM_OSM_RELATION, i);
  g_string_append (out, " </relation>\n");
}

GBytes *
osm_testing_xml (const RdmOsm *osm, gboolean backwards)
{
  static void (*const append[RDM_N_OSM_KINDS]) (
      GString *, const RdmOsm *, guint32) = { append_node, append_way, append_relation };
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (rdm_osm_timestamp (osm));
  g_autofree char *timestamp = g_date_time_format_iso8601 (time);
  GString *out = g_string_new ("<?xml version='1.0' encoding='UTF-8'?>\n");
  RdmBox box = rdm_osm_bounds (osm);

  g_string_append_printf (out, "<osm version=\"0.6\" generator=\"%s\" timestamp=\"%s\">\n",
                          rdm_osm_source (osm), timestamp);
  g_string_append_printf (
      out, " <bounds minlat=\"%.7f\" minlon=\"%.7f\" maxlat=\"%.7f\" maxlon=\"%.7f\"/>\n",
      box.south_deg, box.west_deg, box.north_deg, box.east_deg);
  for (guint k = 0; k < RDM_N_OSM_KINDS; k++)
    {
      RdmOsmKind kind = backwards ? RDM_N_OSM_KINDS - 1 - k : k;
      guint32 n = rdm_osm_count (osm, kind);

      for (guint32 i = 0; i < n; i++)
        append[kind](out, osm, backwards ? n - 1 - i : i);
    }
  g_string_append (out, "</osm>\n");
  return g_string_free_to_bytes (out);
}

GBytes *
osm_testing_gzip (GBytes *bytes, guint n_members)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (guint i = 0; i < n_members; i++)
    {
      gsize begin = length * i / n_members;
      gsize end = length * (i + 1) / n_members;
      g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1);
      g_autoptr (GOutputStream) packed = g_converter_output_stream_new (out, G_CONVERTER (gzip));

      g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (packed), FALSE);
      g_assert_true (
          g_output_stream_write_all (packed, data + begin, end - begin, NULL, NULL, NULL));
      g_assert_true (g_output_stream_close (packed, NULL, NULL));
    }
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

char *
osm_testing_shared (const char *name)
{
  const char *folder = g_getenv ("ROUNDSMAN_SHARED_DATA");
  g_autofree char *beside = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", NULL);
  char *path = g_build_filename (folder != NULL ? folder : beside, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&path, g_free);
  return path;
}

void
osm_testing_check (const RdmOsm *osm)
{
  RdmBox box = rdm_osm_bounds (osm);

  g_assert_cmpuint (rdm_osm_count (osm, RDM_OSM_NODE), >, 0);
  g_assert_false (rdm_box_is_empty (box));
  for (guint kind = 0; kind < RDM_N_OSM_KINDS; kind++)
    for (guint32 i = 0; i < rdm_osm_count (osm, kind); i++)
      {
        gint64 id = rdm_osm_id (osm, kind, i);

        g_assert_true (i == 0 || rdm_osm_id (osm, kind, i - 1) < id);
        g_assert_cmpuint (rdm_osm_find (osm, kind, id), ==, i);
        for (guint j = 0; j < rdm_osm_n_tags (osm, kind, i); j++)
          {
            RdmOsmTag tag = rdm_osm_tag_at (osm, kind, i, j);

            g_assert_true (g_utf8_validate (tag.key, -1, NULL));
            g_assert_true (g_utf8_validate (tag.value, -1, NULL));
            g_assert_nonnull (rdm_osm_tag (osm, kind, i, tag.key));
          }
      }
  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_NODE); i++)
    g_assert_true (rdm_point_is_valid (rdm_osm_point (osm, i)));
  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_WAY); i++)
    {
      guint n_nodes;
      const guint32 *nodes = rdm_osm_way_nodes (osm, i, &n_nodes);

      for (guint j = 0; j < n_nodes; j++)
        g_assert_true (nodes[j] == RDM_OSM_ABSENT || nodes[j] < rdm_osm_count (osm, RDM_OSM_NODE));
    }
  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_RELATION); i++)
    for (guint j = 0; j < rdm_osm_n_members (osm, i); j++)
      {
        RdmOsmMember member = rdm_osm_member (osm, i, j);

        g_assert_true (member.index == RDM_OSM_ABSENT
                       || member.index < rdm_osm_count (osm, member.kind));
        g_assert_true (g_utf8_validate (member.role, -1, NULL));
      }
}
