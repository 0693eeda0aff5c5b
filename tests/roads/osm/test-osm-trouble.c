/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files that are not as they should be: each ends in a sentence that names the file, where and what
 * to do; none in a crash. */
#include <string.h>
#include <zlib.h>

#include "openstreetmap.pb-c.h"
#include "osm-testing.h"

enum
{
  MIB = 1024 * 1024,
};

static GBytes *
village (void)
{
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_DEFAULT);

  osm_testing_village (writer);
  return rdm_osm_writer_end (writer);
}

/* Reading @bytes fails, with @code and with @words in the sentence. */
static void
assert_fails (GBytes *bytes, RdmOsmError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmOsm) osm = osm_testing_read (bytes, &error);

  g_assert_error (error, RDM_OSM_ERROR, (int)code);
  g_assert_null (osm);
  g_assert_nonnull (strstr (error->message, "test.osm"));
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” lacks “%s”", error->message, words);
}

static void
assert_text_fails (const char *text, RdmOsmError code, const char *words)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  assert_fails (bytes, code, words);
}

static void
append_blob_message (GByteArray *file, const char *type, const Rdm__Pbf__Blob *blob)
{
  Rdm__Pbf__BlobHeader header = RDM__PBF__BLOB_HEADER__INIT;
  g_autofree guint8 *packed = g_malloc (rdm__pbf__blob__get_packed_size (blob) + 1);
  guint8 bytes[256];
  guint32 length;

  header.type = (char *)type;
  header.datasize = (gint32)rdm__pbf__blob__pack (blob, packed);
  length = GUINT32_TO_BE ((guint32)rdm__pbf__blob_header__pack (&header, bytes));
  g_byte_array_append (file, (const guint8 *)&length, sizeof length);
  g_byte_array_append (file, bytes, GUINT32_FROM_BE (length));
  g_byte_array_append (file, packed, (guint)header.datasize);
}

static void
append_blob (GByteArray *file, const char *type, const void *data, gsize length)
{
  Rdm__Pbf__Blob blob;

  rdm__pbf__blob__init (&blob);
  blob.data_case = RDM__PBF__BLOB__DATA_RAW;
  blob.raw = (ProtobufCBinaryData){ length, (guint8 *)data };
  append_blob_message (file, type, &blob);
}

static void
append_header (GByteArray *file, const char *feature)
{
  Rdm__Pbf__HeaderBlock header = RDM__PBF__HEADER_BLOCK__INIT;
  char *features[] = { (char *)feature };
  guint8 packed[256];

  header.n_required_features = feature != NULL ? 1 : 0;
  header.required_features = features;
  append_blob (file, "OSMHeader", packed, rdm__pbf__header_block__pack (&header, packed));
}

static void
append_block (GByteArray *file, Rdm__Pbf__PrimitiveBlock *block)
{
  Rdm__Pbf__StringTable strings = RDM__PBF__STRING_TABLE__INIT;
  ProtobufCBinaryData words[] = { { 0, NULL }, { 1, (guint8 *)"a" }, { 1, (guint8 *)"b" } };
  g_autofree guint8 *packed = NULL;

  strings.n_s = G_N_ELEMENTS (words);
  strings.s = words;
  block->stringtable = &strings;
  packed = g_malloc (rdm__pbf__primitive_block__get_packed_size (block));
  append_blob (file, "OSMData", packed, rdm__pbf__primitive_block__pack (block, packed));
}

/* A file with one group. */
static GBytes *
file_of_group (Rdm__Pbf__PrimitiveGroup *group)
{
  Rdm__Pbf__PrimitiveBlock block = RDM__PBF__PRIMITIVE_BLOCK__INIT;
  GByteArray *file = g_byte_array_new ();

  append_header (file, "OsmSchema-V0.6");
  block.n_primitivegroup = 1;
  block.primitivegroup = &group;
  append_block (file, &block);
  return g_byte_array_free_to_bytes (file);
}

/* At whatever byte it ends, unless that is between two blobs. */
static void
test_cut_short (void)
{
  g_autoptr (GBytes) bytes = village ();
  guint n_read = 0;

  for (gsize length = 0; length < g_bytes_get_size (bytes); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmOsm) osm = osm_testing_read (cut, &error);

      g_assert_true ((osm == NULL) == (error != NULL));
      n_read += osm != NULL;
    }
  /* After the nodes, and after the ways. */
  g_assert_cmpuint (n_read, ==, 2);
}

/* Any byte may be another one. */
static void
test_flipped (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_RAW);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  osm_testing_village (writer);
  bytes = rdm_osm_writer_end (writer);
  length = g_bytes_get_size (bytes);
  for (guint i = 0; i < 3000; i++)
    {
      guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (GBytes) flipped = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmOsm) osm = NULL;

      for (guint j = 0; j <= i % 4; j++)
        data[g_rand_int_range (random, 0, (gint32)length)] = (guint8)g_rand_int (random);
      flipped = g_bytes_new_take (data, length);
      osm = osm_testing_read (flipped, &error);
      g_assert_true ((osm == NULL) == (error != NULL));
      if (osm != NULL)
        osm_testing_check (osm);
    }
}

static void
test_no_extract (void)
{
  static const guint8 o5m[] = { 0xff, 0xe0, 0x04, 'o', '5', 'm', '2' };
  static const guint8 bzip2[] = "BZh91AY&SY";
  g_autoptr (GBytes) o5m_bytes = g_bytes_new_static (o5m, sizeof o5m);
  g_autoptr (GBytes) bzip2_bytes = g_bytes_new_static (bzip2, sizeof bzip2);
  GByteArray *headless = g_byte_array_new ();
  g_autoptr (GBytes) headless_bytes = NULL;

  append_blob (headless, "OSMData", "", 0);
  headless_bytes = g_byte_array_free_to_bytes (headless);
  assert_text_fails ("", RDM_OSM_ERROR_EMPTY, "empty");
  assert_text_fails ("\n\n", RDM_OSM_ERROR_FORMAT, ".osm.pbf");
  assert_text_fails ("a,b\n1,2\n", RDM_OSM_ERROR_FORMAT, ".osm.pbf");
  assert_text_fails ("<gpx/>", RDM_OSM_ERROR_FORMAT, ".osm.pbf");
  assert_text_fails ("<osmChange/>", RDM_OSM_ERROR_FORMAT, "changes");
  assert_text_fails ("<osm/>", RDM_OSM_ERROR_EMPTY, "nothing");
  assert_fails (o5m_bytes, RDM_OSM_ERROR_FORMAT, "o5m");
  assert_fails (bzip2_bytes, RDM_OSM_ERROR_FORMAT, "unpack");
  assert_fails (headless_bytes, RDM_OSM_ERROR_FORMAT, "no header");
}

static void
test_features (void)
{
  static const struct
  {
    const char *feature;
    const char *words;
  } cases[] = {
    { "HistoricalInformation", "history" },
    { "Sort.Type_then_Hilbert", "Sort.Type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GByteArray *file = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;

      append_header (file, cases[i].feature);
      bytes = g_byte_array_free_to_bytes (file);
      assert_fails (bytes, RDM_OSM_ERROR_FORMAT, cases[i].words);
    }
}

static void
test_packings (void)
{
  static const Rdm__Pbf__Blob__DataCase cases[] = {
    RDM__PBF__BLOB__DATA_LZMA_DATA,
    RDM__PBF__BLOB__DATA_BZIP2_DATA,
    RDM__PBF__BLOB__DATA_LZ4_DATA,
    RDM__PBF__BLOB__DATA_ZSTD_DATA,
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GByteArray *file = g_byte_array_new ();
      g_autoptr (GBytes) bytes = NULL;
      Rdm__Pbf__Blob blob;

      rdm__pbf__blob__init (&blob);
      blob.data_case = cases[i];
      blob.zstd_data = (ProtobufCBinaryData){ 4, (guint8 *)"what" };
      append_blob_message (file, "OSMHeader", &blob);
      bytes = g_byte_array_free_to_bytes (file);
      assert_fails (bytes, RDM_OSM_ERROR_FORMAT, "zlib");
    }
}

/* Nodes 1 to 3 without tags, dense, with @visible for the second. */
static GBytes *
dense_file (gboolean visible, guint n_lats, gint64 lat, gint32 tag)
{
  Rdm__Pbf__PrimitiveGroup group = RDM__PBF__PRIMITIVE_GROUP__INIT;
  Rdm__Pbf__DenseNodes dense = RDM__PBF__DENSE_NODES__INIT;
  Rdm__Pbf__DenseInfo info = RDM__PBF__DENSE_INFO__INIT;
  gint64 ids[] = { 1, 1, 1 };
  gint64 lons[] = { 0, 1, 1 };
  gint64 lats[] = { lat, 0, 0 };
  gint32 tags[] = { 0, 1, tag, 0, 0 };
  protobuf_c_boolean visibles[] = { TRUE, visible, TRUE };

  dense.n_id = dense.n_lon = G_N_ELEMENTS (ids);
  dense.n_lat = n_lats;
  dense.id = ids;
  dense.lon = lons;
  dense.lat = lats;
  dense.n_keys_vals = G_N_ELEMENTS (tags);
  dense.keys_vals = tags;
  info.n_visible = G_N_ELEMENTS (visibles);
  info.visible = visibles;
  dense.denseinfo = &info;
  group.dense = &dense;
  return file_of_group (&group);
}

static void
test_dense (void)
{
  g_autoptr (GBytes) good = dense_file (TRUE, 3, 1, 2);
  g_autoptr (GBytes) deleted = dense_file (FALSE, 3, 1, 2);
  g_autoptr (GBytes) uneven = dense_file (TRUE, 2, 1, 2);
  g_autoptr (GBytes) beyond = dense_file (TRUE, 3, 900000001, 2);
  g_autoptr (GBytes) far_beyond = dense_file (TRUE, 3, G_MAXINT64, 2);
  g_autoptr (GBytes) no_string = dense_file (TRUE, 3, 1, 3);
  g_autoptr (GBytes) negative = dense_file (TRUE, 3, 1, -1);
  g_autoptr (RdmOsm) osm = osm_testing_read_ok (good);

  g_assert_cmpstr (rdm_osm_tag (osm, RDM_OSM_NODE, 1, "a"), ==, "b");
  g_assert_cmpuint (rdm_osm_n_tags (osm, RDM_OSM_NODE, 2), ==, 0);
  assert_fails (deleted, RDM_OSM_ERROR_FORMAT, "history");
  assert_fails (uneven, RDM_OSM_ERROR_BROKEN, "contradicts");
  assert_fails (beyond, RDM_OSM_ERROR_BROKEN, "contradicts");
  assert_fails (far_beyond, RDM_OSM_ERROR_BROKEN, "contradicts");
  assert_fails (no_string, RDM_OSM_ERROR_BROKEN, "contradicts");
  assert_fails (negative, RDM_OSM_ERROR_BROKEN, "contradicts");
}

/* Coordinates in other units than usual, from another origin. */
static void
test_granularity (void)
{
  Rdm__Pbf__PrimitiveBlock block = RDM__PBF__PRIMITIVE_BLOCK__INIT;
  Rdm__Pbf__PrimitiveGroup group = RDM__PBF__PRIMITIVE_GROUP__INIT;
  Rdm__Pbf__PrimitiveGroup *groups[] = { &group };
  Rdm__Pbf__Node node = RDM__PBF__NODE__INIT;
  Rdm__Pbf__Node *nodes[] = { &node };
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RdmOsm) osm = NULL;

  node.id = 1;
  node.lat = 5;
  node.lon = -7;
  group.n_nodes = 1;
  group.nodes = nodes;
  block.n_primitivegroup = 1;
  block.primitivegroup = groups;
  block.has_granularity = TRUE;
  block.granularity = 1000;
  block.has_lat_offset = block.has_lon_offset = TRUE;
  block.lat_offset = G_GINT64_CONSTANT (47000000049);
  block.lon_offset = G_GINT64_CONSTANT (-9000000050);
  append_header (file, "OsmSchema-V0.6");
  append_block (file, &block);
  bytes = g_byte_array_free_to_bytes (file);
  osm = osm_testing_read_ok (bytes);
  g_assert_cmpint (rdm_osm_lat_e7 (osm)[0], ==, 470000050);
  g_assert_cmpint (rdm_osm_lon_e7 (osm)[0], ==, -90000071);
}

/* Blobs that are for other programs are stepped over. */
static void
test_unknown_blob (void)
{
  g_autoptr (GBytes) nodes = dense_file (TRUE, 3, 1, 2);
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RdmOsm) osm = NULL;

  append_blob (file, "OSMHeader", "", 0);
  append_blob (file, "Somebody's", "else", 4);
  g_byte_array_append (file, g_bytes_get_data (nodes, NULL), (guint)g_bytes_get_size (nodes));
  bytes = g_byte_array_free_to_bytes (file);
  osm = osm_testing_read_ok (bytes);
  g_assert_cmpuint (rdm_osm_count (osm, RDM_OSM_NODE), ==, 3);
}

/* A block that is as large as one may be, of the things that take the most memory for their size.
 */
static void
test_greedy_block (void)
{
  gsize n = 8 * MIB;
  g_autofree guint8 *block = g_malloc (2 * n + 16);
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  guint8 *p = block;

  /* An empty table of strings; then groups without anything in them, two bytes each. */
  *p++ = 0x0a;
  *p++ = 0x00;
  for (gsize i = 0; i < n; i++)
    {
      *p++ = 0x12;
      *p++ = 0x00;
    }
  append_header (file, "OsmSchema-V0.6");
  append_blob (file, "OSMData", block, (gsize)(p - block));
  bytes = g_byte_array_free_to_bytes (file);
  assert_fails (bytes, RDM_OSM_ERROR_TOO_LARGE, "memory");
}

/* A hundred thousand bytes that would become a hundred million. */
static void
test_bomb (void)
{
  gsize length = 30 * MIB;
  uLongf zipped_length = compressBound (length);
  g_autofree guint8 *zeros = g_malloc0 (length);
  g_autofree guint8 *zipped = g_malloc (zipped_length);
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  Rdm__Pbf__Blob blob;

  g_assert_cmpint (compress (zipped, &zipped_length, zeros, length), ==, Z_OK);
  rdm__pbf__blob__init (&blob);
  blob.has_raw_size = TRUE;
  blob.raw_size = (gint32)length;
  blob.data_case = RDM__PBF__BLOB__DATA_ZLIB_DATA;
  blob.zlib_data = (ProtobufCBinaryData){ zipped_length, zipped };
  append_header (file, "OsmSchema-V0.6");
  for (guint i = 0; i < 4; i++)
    append_blob_message (file, "Other", &blob);
  bytes = g_byte_array_free_to_bytes (file);
  assert_fails (bytes, RDM_OSM_ERROR_TOO_LARGE, "hundred times");
}

/* Lengths that are none. */
static void
test_lengths (void)
{
  static const guint8 header_too_long[] = { 0, 2, 0, 0, 0x0a, 0 };
  static const guint8 header_of_nothing[] = { 0, 0, 0, 0, 0x0a, 0 };
  static const guint8 data_negative[] = { 0,    0,    0,    14,   0x0a, 1,    'x',  0x18, 0xff,
                                          0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 };
  static const guint8 data_too_long[] = {
    0, 0, 0, 8, 0x0a, 1, 'x', 0x18, 0xff, 0xff, 0xff, 0x7f, 0
  };
  g_autoptr (GBytes) a = g_bytes_new_static (header_too_long, sizeof header_too_long);
  g_autoptr (GBytes) b = g_bytes_new_static (header_of_nothing, sizeof header_of_nothing);
  g_autoptr (GBytes) c = g_bytes_new_static (data_negative, sizeof data_negative);
  g_autoptr (GBytes) d = g_bytes_new_static (data_too_long, sizeof data_too_long);

  assert_fails (a, RDM_OSM_ERROR_FORMAT, "no OpenStreetMap");
  assert_fails (b, RDM_OSM_ERROR_BROKEN, "byte 0");
  assert_fails (c, RDM_OSM_ERROR_BROKEN, "byte 0");
  assert_fails (d, RDM_OSM_ERROR_BROKEN, "byte 0");
}

static void
test_xml (void)
{
  GString *deep = g_string_new ("<osm>");
  g_autofree char *deep_text = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "<a>");
  deep_text = g_string_free (deep, FALSE);
  assert_text_fails (deep_text, RDM_OSM_ERROR_BROKEN, "nested");
  assert_text_fails ("<osm>\n<node id=\"1\" lat=\"1\" lon=\"2\"/>", RDM_OSM_ERROR_BROKEN, "line 2");
  assert_text_fails ("<osm><node id=\"1\" lat=\"1\"/></osm>", RDM_OSM_ERROR_BROKEN, "“node”");
  assert_text_fails ("<osm><node id=\"x\" lat=\"1\" lon=\"2\"/></osm>", RDM_OSM_ERROR_BROKEN,
                     "“node”");
  assert_text_fails ("<osm><node id=\"1\" lat=\"91\" lon=\"2\"/></osm>", RDM_OSM_ERROR_BROKEN,
                     "“node”");
  assert_text_fails ("<osm><node id=\"1\" lat=\"nan\" lon=\"2\"/></osm>", RDM_OSM_ERROR_BROKEN,
                     "“node”");
  assert_text_fails ("<osm><node id=\"1\" lat=\"1\" lon=\"2\" visible=\"false\"/></osm>",
                     RDM_OSM_ERROR_FORMAT, "history");
  assert_text_fails ("<osm><way id=\"1\"><nd/></way></osm>", RDM_OSM_ERROR_BROKEN, "“nd”");
  assert_text_fails ("<osm><relation id=\"1\"><member type=\"area\" ref=\"2\"/></relation></osm>",
                     RDM_OSM_ERROR_BROKEN, "“member”");
  assert_text_fails ("<osm><bounds minlat=\"1\"/></osm>", RDM_OSM_ERROR_BROKEN, "“bounds”");
}

/* Things that an editor has deleted and not uploaded; other elements; and the world's edge. */
static void
test_xml_of_an_editor (void)
{
  static const char text[] =
      "\xef\xbb\xbf<?xml version=\"1.0\"?>\n<osm generator=\"JOSM\"><note>a</note>"
      "<meta osm_base=\"2024-03-04T21:21:35Z\"/>"
      "<node id=\"-2\" lat=\"90\" lon=\"-180\"><tag k=\"a\" v=\"b\"/></node>"
      "<node id=\"1\" action=\"delete\" lat=\"1\" lon=\"2\"><tag k=\"c\" v=\"d\"/></node>"
      "<changeset id=\"4\"><tag k=\"e\" v=\"f\"/></changeset></osm>\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (RdmOsm) osm = osm_testing_read_ok (bytes);

  g_assert_cmpuint (rdm_osm_count (osm, RDM_OSM_NODE), ==, 1);
  g_assert_cmpuint (rdm_osm_n_tags (osm, RDM_OSM_NODE, 0), ==, 1);
  g_assert_cmpint (rdm_osm_timestamp (osm), ==, 1709587295);
  g_assert_cmpint (rdm_osm_lon_e7 (osm)[0], ==, -1800000000);
}

static void
test_gzip (void)
{
  static const char text[] = "<osm><node id=\"1\" lat=\"1\" lon=\"2\"/></osm>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) packed = osm_testing_gzip (bytes, 1);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) - 9);
  g_autoptr (GBytes) pbf = village ();
  g_autoptr (GBytes) packed_pbf = osm_testing_gzip (pbf, 1);

  assert_fails (cut, RDM_OSM_ERROR_BROKEN, "gzip");
  assert_fails (packed_pbf, RDM_OSM_ERROR_BROKEN, "line 1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/osm-trouble/cut-short", test_cut_short);
  g_test_add_func ("/osm-trouble/flipped", test_flipped);
  g_test_add_func ("/osm-trouble/no-extract", test_no_extract);
  g_test_add_func ("/osm-trouble/features", test_features);
  g_test_add_func ("/osm-trouble/packings", test_packings);
  g_test_add_func ("/osm-trouble/dense", test_dense);
  g_test_add_func ("/osm-trouble/granularity", test_granularity);
  g_test_add_func ("/osm-trouble/unknown-blob", test_unknown_blob);
  g_test_add_func ("/osm-trouble/greedy-block", test_greedy_block);
  g_test_add_func ("/osm-trouble/bomb", test_bomb);
  g_test_add_func ("/osm-trouble/lengths", test_lengths);
  g_test_add_func ("/osm-trouble/xml", test_xml);
  g_test_add_func ("/osm-trouble/xml-of-an-editor", test_xml_of_an_editor);
  g_test_add_func ("/osm-trouble/gzip", test_gzip);
  return g_test_run ();
}
