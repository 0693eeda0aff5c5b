/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "osm-testing.h"

#define TAGS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static GBytes *
village (RdmOsmWriterFlags flags)
{
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (flags);

  osm_testing_village (writer);
  return rdm_osm_writer_end (writer);
}

static void
test_village (void)
{
  g_autoptr (GBytes) bytes = village (RDM_OSM_WRITER_DEFAULT);
  g_autoptr (RdmOsm) osm = osm_testing_read_ok (bytes);
  RdmOsmMember member;
  const guint32 *nodes;
  guint n_nodes;

  osm_testing_check (osm);
  g_assert_cmpuint (rdm_osm_count (osm, RDM_OSM_NODE), ==, 5);
  g_assert_cmpuint (rdm_osm_count (osm, RDM_OSM_WAY), ==, 3);
  g_assert_cmpuint (rdm_osm_count (osm, RDM_OSM_RELATION), ==, 1);
  g_assert_cmpstr (rdm_osm_source (osm), ==, "village 1.0");
  g_assert_cmpint (rdm_osm_timestamp (osm), ==, 1709587295);
  g_assert_cmpfloat (rdm_osm_bounds (osm).west_deg, ==, -9.6);
  g_assert_cmpuint (rdm_osm_find (osm, RDM_OSM_NODE, 3), ==, 2);
  g_assert_cmpuint (rdm_osm_find (osm, RDM_OSM_NODE, 5), ==, RDM_OSM_ABSENT);
  g_assert_cmpuint (rdm_osm_find (osm, RDM_OSM_NODE, G_MININT64), ==, RDM_OSM_ABSENT);
  g_assert_cmpint (rdm_osm_lat_e7 (osm)[0], ==, 471234567);
  g_assert_cmpint (rdm_osm_lon_e7 (osm)[4], ==, 1800000000);
  g_assert_cmpstr (rdm_osm_tag (osm, RDM_OSM_NODE, 1, "addr:housenumber"), ==, "12 a");
  g_assert_null (rdm_osm_tag (osm, RDM_OSM_NODE, 0, "addr:housenumber"));
  nodes = rdm_osm_way_nodes (osm, 1, &n_nodes);
  g_assert_cmpuint (n_nodes, ==, 4);
  g_assert_cmpuint (nodes[2], ==, 3);
  g_assert_cmpuint (nodes[3], ==, RDM_OSM_ABSENT);
  member = rdm_osm_member (osm, 0, 1);
  g_assert_cmpint (member.kind, ==, RDM_OSM_NODE);
  g_assert_cmpuint (member.index, ==, 2);
  g_assert_cmpstr (member.role, ==, "via");
  g_assert_cmpuint (rdm_osm_member (osm, 0, 3).index, ==, RDM_OSM_ABSENT);
}

/* A word that many have is there once. */
static void
test_strings (void)
{
  g_autoptr (GBytes) bytes = village (RDM_OSM_WRITER_DEFAULT);
  g_autoptr (RdmOsm) osm = osm_testing_read_ok (bytes);

  g_assert_true (rdm_osm_tag (osm, RDM_OSM_NODE, 1, "addr:street")
                 == rdm_osm_tag (osm, RDM_OSM_WAY, 0, "name"));
}

/* Whatever form the file has, and in whatever order, it says the same. */
static void
test_forms (void)
{
  g_autoptr (GBytes) bytes = village (RDM_OSM_WRITER_DEFAULT);
  g_autoptr (RdmOsm) osm = osm_testing_read_ok (bytes);
  g_autoptr (GBytes) raw = village (RDM_OSM_WRITER_RAW);
  g_autoptr (GBytes) plain = village (RDM_OSM_WRITER_PLAIN_NODES);
  g_autoptr (GBytes) xml = osm_testing_xml (osm, FALSE);
  g_autoptr (GBytes) xml_backwards = osm_testing_xml (osm, TRUE);
  g_autoptr (GBytes) gzip = osm_testing_gzip (xml, 1);
  g_autoptr (GBytes) gzip_of_three = osm_testing_gzip (xml, 3);
  GBytes *others[] = { raw, plain, xml, xml_backwards, gzip, gzip_of_three };
  g_autofree char *expected = osm_testing_dump (osm);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (RdmOsm) other = osm_testing_read_ok (others[i]);
      g_autofree char *dump = osm_testing_dump (other);

      g_assert_cmpstr (dump, ==, expected);
    }
}

/* Many things in no order, some of them twice: the later one counts. */
static void
test_disorder (void)
{
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_DEFAULT);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RdmOsm) osm = NULL;
  gint32 lats[1000] = { 0 };
  guint n_different = 0;

  for (guint i = 0; i < 20000; i++)
    {
      gint64 id = g_rand_int_range (random, 0, G_N_ELEMENTS (lats));
      gint64 nodes[] = { id, 5000, g_rand_int_range (random, 0, G_N_ELEMENTS (lats)) };
      char digits[16];
      g_autofree char *text = g_strdup_printf ("%u", i + 1);

      g_snprintf (digits, sizeof digits, "%d", (int)id);
      if (i % 3 == 0)
        rdm_osm_writer_way (writer, -id, nodes, 1 + i % 3 + (id & 1), TAGS ("id", digits));
      lats[id] = (gint32)i + 1;
      rdm_osm_writer_node (writer, id, 0, lats[id], TAGS ("id", digits, "at", text));
    }
  bytes = rdm_osm_writer_end (writer);
  osm = osm_testing_read_ok (bytes);
  osm_testing_check (osm);
  for (guint id = 0; id < G_N_ELEMENTS (lats); id++)
    {
      guint32 node = rdm_osm_find (osm, RDM_OSM_NODE, id);

      g_assert_true ((node == RDM_OSM_ABSENT) == (lats[id] == 0));
      if (node == RDM_OSM_ABSENT)
        continue;
      n_different++;
      g_assert_cmpint (rdm_osm_lat_e7 (osm)[node], ==, lats[id]);
      g_assert_cmpuint (rdm_osm_n_tags (osm, RDM_OSM_NODE, node), ==, 2);
      g_assert_cmpint (atoi (rdm_osm_tag (osm, RDM_OSM_NODE, node, "at")), ==, lats[id]);
    }
  g_assert_cmpuint (rdm_osm_count (osm, RDM_OSM_NODE), ==, n_different);
  for (guint32 way = 0; way < rdm_osm_count (osm, RDM_OSM_WAY); way++)
    {
      gint64 id = -rdm_osm_id (osm, RDM_OSM_WAY, way);
      guint n_nodes;
      const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n_nodes);

      g_assert_cmpuint (n_nodes, ==, 1 + (id & 1));
      g_assert_cmpint (rdm_osm_id (osm, RDM_OSM_NODE, nodes[0]), ==, id);
      g_assert_cmpint (atoi (rdm_osm_tag (osm, RDM_OSM_WAY, way, "id")), ==, id);
    }
}

/* Identifiers may be any number; memory does not depend on them. */
static void
test_far_identifiers (void)
{
  static const gint64 ids[] = { G_MININT64 / 2 + 1, -1, 0, G_MAXINT64 / 2 };
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_DEFAULT);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RdmOsm) osm = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    rdm_osm_writer_node (writer, ids[i], (gint32)i, 0, NULL);
  bytes = rdm_osm_writer_end (writer);
  osm = osm_testing_read_ok (bytes);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpuint (rdm_osm_find (osm, RDM_OSM_NODE, ids[i]), ==, i);
  g_assert_cmpfloat (rdm_osm_bounds (osm).east_deg, ==, 3e-7);
}

/* What lies in some other encoding is made readable; a NUL ends it. */
static void
test_bad_text (void)
{
  g_autoptr (RdmOsmWriter) writer = rdm_osm_writer_new (RDM_OSM_WRITER_DEFAULT);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RdmOsm) osm = NULL;

  rdm_osm_writer_node (writer, 1, 0, 0,
                       TAGS ("name", "Stra\xdf"
                                     "e"));
  bytes = rdm_osm_writer_end (writer);
  osm = osm_testing_read_ok (bytes);
  g_assert_cmpstr (rdm_osm_tag (osm, RDM_OSM_NODE, 0, "name"), ==,
                   "Stra\xef\xbf\xbd"
                   "e");
}

static void
progress_cb (double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.);
  *last = fraction;
}

static void
cancel_cb (double fraction, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_progress_and_cancel (void)
{
  g_autoptr (GBytes) bytes = village (RDM_OSM_WRITER_DEFAULT);
  g_autofree char *path = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RdmOsm) osm = NULL;
  g_autoptr (RdmOsm) none = NULL;
  g_autoptr (GError) error = NULL;
  double last = 0.;
  int file = g_file_open_tmp ("roundsman-XXXXXX.osm.pbf", &path, NULL);

  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
  osm = rdm_osm_read (path, progress_cb, &last, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (osm);
  g_assert_cmpfloat (last, ==, 1.);
  none = rdm_osm_read (path, cancel_cb, cancellable, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (none);
  g_unlink (path);
}

/* Real extracts, where the machine has them. */
static void
test_real (void)
{
  static const char *const names[] = {
    "monaco/monaco.osm.pbf",
    "liechtenstein/liechtenstein.osm.pbf",
    "porto/porto-roads.osm.pbf",
  };
  guint n_read = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = osm_testing_shared (names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmOsm) osm = NULL;

      if (path == NULL)
        continue;
      n_read++;
      osm = rdm_osm_read (path, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      osm_testing_check (osm);
    }
  if (n_read == 0)
    g_test_skip ("no real extracts here");
}

/* A real extract as XML, backwards, says the same. */
static void
test_real_as_xml (void)
{
  g_autofree char *path = osm_testing_shared ("monaco/monaco.osm.pbf");
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmOsm) osm = NULL;
  g_autoptr (RdmOsm) again = NULL;
  g_autoptr (GBytes) xml = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *dump = NULL;

  if (path == NULL)
    {
      g_test_skip ("no real extracts here");
      return;
    }
  osm = rdm_osm_read (path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  xml = osm_testing_xml (osm, TRUE);
  again = osm_testing_read_ok (xml);
  expected = osm_testing_dump (osm);
  dump = osm_testing_dump (again);
  g_assert_true (strcmp (dump, expected) == 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/osm-read/village", test_village);
  g_test_add_func ("/osm-read/strings", test_strings);
  g_test_add_func ("/osm-read/forms", test_forms);
  g_test_add_func ("/osm-read/disorder", test_disorder);
  g_test_add_func ("/osm-read/far-identifiers", test_far_identifiers);
  g_test_add_func ("/osm-read/bad-text", test_bad_text);
  g_test_add_func ("/osm-read/progress-and-cancel", test_progress_and_cancel);
  g_test_add_func ("/osm-read/real", test_real);
  g_test_add_func ("/osm-read/real-as-xml", test_real_as_xml);
  return g_test_run ();
}
