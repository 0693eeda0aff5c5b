/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-map-cluster.h"

#include <math.h>

static void
clear_cluster (gpointer data)
{
  RdmMapCluster *cluster = data;

  g_clear_pointer (&cluster->members, g_array_unref);
}

static gint64
cell_key (RdmXY point, double cell)
{
  guint64 row = (guint32)(gint32)floor (point.y / cell);
  guint64 column = (guint32)(gint32)floor (point.x / cell);

  return (gint64)(row << 32 | column);
}

/* Moves @from's members over to @into and the middle with them. */
static void
merge (RdmMapCluster *into, RdmMapCluster *from)
{
  double share = (double)from->members->len / (from->members->len + into->members->len);

  into->at.x += (from->at.x - into->at.x) * share;
  into->at.y += (from->at.y - into->at.y) * share;
  g_array_append_vals (into->members, from->members->data, from->members->len);
  g_array_set_size (from->members, 0);
}

/* Two clusters on either side of a cell's border may touch: then they are one. */
static void
merge_neighbours (GArray *clusters, GHashTable *by_cell, double cell)
{
  for (guint i = 0; i < clusters->len; i++)
    {
      RdmMapCluster *cluster = &g_array_index (clusters, RdmMapCluster, i);
      RdmXY home = cluster->at;

      for (int step = 0; step < 9 && cluster->members->len > 0; step++)
        {
          RdmXY there = { home.x + (step % 3 - 1) * cell, home.y + (step / 3 - 1.) * cell };
          gint64 key = cell_key (there, cell);
          gpointer found;
          RdmMapCluster *other;

          if (step == 4 || !g_hash_table_lookup_extended (by_cell, &key, NULL, &found))
            continue;
          other = &g_array_index (clusters, RdmMapCluster, GPOINTER_TO_UINT (found));
          if (other != cluster && other->members->len > 0
              && other->members->len <= cluster->members->len
              && rdm_xy_distance (other->at, cluster->at) < cell * 0.6)
            merge (cluster, other);
        }
    }
  for (guint i = clusters->len; i > 0; i--)
    if (g_array_index (clusters, RdmMapCluster, i - 1).members->len == 0)
      g_array_remove_index (clusters, i - 1);
}

GArray *
rdm_map_cluster (const RdmXY *points, guint n, double cell)
{
  GArray *clusters = g_array_new (FALSE, FALSE, sizeof (RdmMapCluster));
  g_autoptr (GHashTable) by_cell =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_array_set_clear_func (clusters, clear_cluster);
  for (guint i = 0; i < n; i++)
    {
      gint64 key;
      gpointer found;
      RdmMapCluster *cluster;

      if (!isfinite (points[i].x) || !isfinite (points[i].y))
        continue;
      key = cell_key (points[i], cell);
      if (!g_hash_table_lookup_extended (by_cell, &key, NULL, &found))
        {
          RdmMapCluster fresh = { points[i], g_array_new (FALSE, FALSE, sizeof (guint)) };

          found = GUINT_TO_POINTER (clusters->len);
          g_hash_table_insert (by_cell, g_memdup2 (&key, sizeof key), found);
          g_array_append_val (clusters, fresh);
        }
      cluster = &g_array_index (clusters, RdmMapCluster, GPOINTER_TO_UINT (found));
      g_array_append_val (cluster->members, i);
      cluster->at.x += (points[i].x - cluster->at.x) / cluster->members->len;
      cluster->at.y += (points[i].y - cluster->at.y) / cluster->members->len;
    }
  merge_neighbours (clusters, by_cell, cell);
  return clusters;
}
