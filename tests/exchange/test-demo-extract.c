/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo town as an OpenStreetMap extract: the same bytes every time, readable, whole, and with
 * the things that a region has to cope with.
 */
#include <glib/gstdio.h>

#include "rdm-demo-extract.h"
#include "rdm-demo-town.h"
#include "rdm-osm.h"

static char *
scratch_path (const char *name)
{
  g_autofree char *dir = g_dir_make_tmp ("demo-extract-XXXXXX", NULL);

  return g_build_filename (dir, name, NULL);
}

static void
remove_scratch (char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);

  g_remove (path);
  g_rmdir (dir);
  g_free (path);
}

static RdmOsm *
read_extract (const char *name, guint n_streets)
{
  char *path = scratch_path (name);
  g_autoptr (GError) error = NULL;
  RdmOsm *osm;

  g_assert_true (rdm_demo_extract_write (path, n_streets, NULL, &error));
  g_assert_no_error (error);
  osm = rdm_osm_read (path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  remove_scratch (path);
  return osm;
}

static gboolean
is_driven (const RdmOsm *osm, guint32 way)
{
  const char *highway = rdm_osm_tag (osm, RDM_OSM_WAY, way, "highway");

  return highway && !g_str_equal (highway, "cycleway");
}

/* Nodes that one can get to from @start, along the ways or against them. */
static guint
reach (const RdmOsm *osm, guint32 start, gboolean against, gboolean *reached)
{
  guint32 n_nodes = rdm_osm_count (osm, RDM_OSM_NODE);
  g_autoptr (GPtrArray) next = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_reached = 0;

  for (guint32 i = 0; i < n_nodes; i++)
    g_ptr_array_add (next, g_array_new (FALSE, FALSE, sizeof (guint32)));
  for (guint32 way = 0; way < rdm_osm_count (osm, RDM_OSM_WAY); way++)
    {
      guint n;
      const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);
      const char *oneway = rdm_osm_tag (osm, RDM_OSM_WAY, way, "oneway");

      for (guint i = 0; is_driven (osm, way) && i + 1 < n; i++)
        {
          gboolean backward = g_strcmp0 (oneway, "-1") == 0;
          guint32 a = nodes[backward == against ? i : i + 1];
          guint32 b = nodes[backward == against ? i + 1 : i];

          g_array_append_val ((GArray *)next->pdata[a], b);
          if (!oneway)
            g_array_append_val ((GArray *)next->pdata[b], a);
        }
    }
  memset (reached, 0, n_nodes * sizeof *reached);
  g_array_append_val (stack, start);
  reached[start] = TRUE;
  while (stack->len > 0)
    {
      guint32 node = g_array_index (stack, guint32, stack->len - 1);
      const GArray *neighbours = next->pdata[node];

      g_array_set_size (stack, stack->len - 1);
      n_reached++;
      for (guint i = 0; i < neighbours->len; i++)
        {
          guint32 to = g_array_index (neighbours, guint32, i);

          if (!reached[to])
            g_array_append_val (stack, to);
          reached[to] = TRUE;
        }
    }
  return n_reached;
}

/* Where all the main roads meet. */
static guint32
busiest_node (const RdmOsm *osm, guint *n_driven)
{
  guint32 n_nodes = rdm_osm_count (osm, RDM_OSM_NODE);
  g_autofree guint *uses = g_new0 (guint, n_nodes);
  guint32 busiest = 0;

  *n_driven = 0;
  for (guint32 way = 0; way < rdm_osm_count (osm, RDM_OSM_WAY); way++)
    {
      guint n;
      const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);

      for (guint i = 0; is_driven (osm, way) && i < n; i++)
        uses[nodes[i]]++;
    }
  for (guint32 i = 0; i < n_nodes; i++)
    {
      *n_driven += uses[i] > 0;
      if (uses[i] > uses[busiest])
        busiest = i;
    }
  return busiest;
}

static void
assert_connected (const RdmOsm *osm)
{
  guint32 n_nodes = rdm_osm_count (osm, RDM_OSM_NODE);
  g_autofree gboolean *there = g_new (gboolean, n_nodes);
  g_autofree gboolean *back = g_new (gboolean, n_nodes);
  guint n_driven, n_both = 0;
  guint32 market = busiest_node (osm, &n_driven);

  reach (osm, market, FALSE, there);
  reach (osm, market, TRUE, back);
  for (guint32 i = 0; i < n_nodes; i++)
    n_both += there[i] && back[i];
  /* The motorway leads out of the extract, as motorways do; and there are a few field tracks. */
  g_assert_cmpuint (n_both * 100, >, n_driven * 88);
  for (guint32 way = 0; way < rdm_osm_count (osm, RDM_OSM_WAY); way++)
    {
      guint n;
      const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);
      gboolean reached = FALSE;

      for (guint i = 0; i < n; i++)
        reached = reached || (there[nodes[i]] && back[nodes[i]]);
      /* Where people live, a road leads to. */
      if (rdm_osm_tag (osm, RDM_OSM_WAY, way, "name") != NULL
          && g_strcmp0 (rdm_osm_tag (osm, RDM_OSM_WAY, way, "highway"), "residential") == 0)
        g_assert_true (reached);
    }
}

static void
test_town (void)
{
  g_autoptr (RdmOsm) osm = read_extract ("town.osm.pbf", 0);
  g_autoptr (RdmDemoTown) town = rdm_demo_town_new ();
  g_autoptr (GHashTable) streets = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_houses = 0, n_bridges = 0, n_low = 0, n_oneways = 0, n_walked = 0, n_ramps = 0;
  RdmBox bounds = rdm_osm_bounds (osm);

  for (guint kind = 0; kind < 2; kind++)
    for (guint32 i = 0; i < rdm_osm_count (osm, kind); i++)
      n_houses += rdm_osm_tag (osm, kind, i, "addr:housenumber") != NULL;
  for (guint32 way = 0; way < rdm_osm_count (osm, RDM_OSM_WAY); way++)
    {
      const char *highway = rdm_osm_tag (osm, RDM_OSM_WAY, way, "highway");
      const char *name = rdm_osm_tag (osm, RDM_OSM_WAY, way, "name");
      guint n;
      const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);

      for (guint i = 0; i < n; i++)
        g_assert_cmpuint (nodes[i], !=, RDM_OSM_ABSENT);
      if (highway && name)
        g_hash_table_add (streets, (char *)name);
      n_bridges += highway && rdm_osm_tag (osm, RDM_OSM_WAY, way, "bridge");
      n_low += rdm_osm_tag (osm, RDM_OSM_WAY, way, "maxheight") != NULL;
      n_walked += g_strcmp0 (highway, "pedestrian") == 0;
      n_ramps += g_strcmp0 (highway, "motorway_link") == 0;
      n_oneways += highway && name && rdm_osm_tag (osm, RDM_OSM_WAY, way, "oneway");
    }
  g_assert_cmpuint (n_houses, ==, town->addresses->len);
  for (guint i = 0; i < town->addresses->len; i++)
    {
      const RdmDemoAddress *address = &g_array_index (town->addresses, RdmDemoAddress, i);

      g_assert_true (g_hash_table_contains (streets, address->street));
      g_assert_true (rdm_box_contains (bounds, address->point));
    }
  g_assert_cmpuint (n_bridges, >=, 2);
  g_assert_cmpuint (n_low, >=, 1);
  g_assert_cmpuint (n_oneways, >, 5);
  g_assert_cmpuint (n_walked, >, 2);
  g_assert_cmpuint (n_ramps, ==, 8);
  assert_connected (osm);
}

/* A restriction's ways end at the node between them. */
static void
test_restrictions (void)
{
  g_autoptr (RdmOsm) osm = read_extract ("town.osm.pbf", 0);
  guint n_restrictions = 0;

  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_RELATION); i++)
    {
      RdmOsmMember members[3];
      guint n;

      if (g_strcmp0 (rdm_osm_tag (osm, RDM_OSM_RELATION, i, "type"), "restriction") != 0)
        continue;
      n_restrictions++;
      g_assert_cmpuint (rdm_osm_n_members (osm, i), ==, 3);
      for (guint k = 0; k < 3; k++)
        members[k] = rdm_osm_member (osm, i, k);
      g_assert_cmpstr (members[1].role, ==, "via");
      for (guint k = 0; k < 3; k += 2)
        {
          const guint32 *nodes = rdm_osm_way_nodes (osm, members[k].index, &n);

          g_assert_true (nodes[0] == members[1].index || nodes[n - 1] == members[1].index);
        }
    }
  g_assert_cmpuint (n_restrictions, >, 2);
}

static void
test_many_towns (void)
{
  g_autoptr (RdmOsm) osm = read_extract ("towns.osm.pbf", 700);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_NODE); i++)
    if (rdm_osm_tag (osm, RDM_OSM_NODE, i, "place"))
      g_hash_table_add (places, (char *)rdm_osm_tag (osm, RDM_OSM_NODE, i, "name"));
  g_assert_cmpuint (g_hash_table_size (places), >, 15);
  assert_connected (osm);
}

static void
test_same_bytes (void)
{
  char *paths[] = { scratch_path ("a.osm.pbf"), scratch_path ("b.osm.pbf") };
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize length_a, length_b;

  for (guint i = 0; i < 2; i++)
    g_assert_true (rdm_demo_extract_write (paths[i], 0, NULL, NULL));
  g_assert_true (g_file_get_contents (paths[0], &a, &length_a, NULL));
  g_assert_true (g_file_get_contents (paths[1], &b, &length_b, NULL));
  g_assert_cmpmem (a, length_a, b, length_b);
  for (guint i = 0; i < 2; i++)
    remove_scratch (paths[i]);
}

/* What was there stays when writing ends early. */
static void
test_cancelled (void)
{
  char *path = scratch_path ("town.osm.pbf");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (rdm_demo_extract_write (path, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  remove_scratch (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-extract/town", test_town);
  g_test_add_func ("/demo-extract/restrictions", test_restrictions);
  g_test_add_func ("/demo-extract/many-towns", test_many_towns);
  g_test_add_func ("/demo-extract/same-bytes", test_same_bytes);
  g_test_add_func ("/demo-extract/cancelled", test_cancelled);
  return g_test_run ();
}
