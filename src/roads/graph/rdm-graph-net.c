/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a net back. A region may come from anywhere: whatever it holds, nothing that reads these
 * arrays may go astray.
 */
#include "rdm-graph-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-graph-names-private.h"

typedef struct
{
  RdmRegion *region;
  RdmTravelProfile profile;
  GError **error;
} Loading;

static gboolean
fail (const Loading *self)
{
  g_autofree char *name = g_filename_display_name (rdm_region_path (self->region));

  g_set_error (self->error, RDM_REGION_ERROR, RDM_REGION_ERROR_BROKEN,
               _ ("The roads in “%s” are damaged; build the region again"), name);
  return FALSE;
}

/* Returns: FALSE with an error */
static gboolean
load (const Loading *self,
      const char *name,
      gsize element_size,
      gconstpointer *data,
      guint32 *n_elements)
{
  gsize n;

  *data = rdm_region_array (self->region, name, element_size, &n, self->error);
  *n_elements = (guint32)n;
  return *data && (n < G_MAXUINT32 / 4 || fail (self));
}

/* The same, of this profile, and of as many elements as there must be. */
static gboolean
load_own (const Loading *self,
          const char *name,
          gsize element_size,
          gsize n_expected,
          gconstpointer *data)
{
  g_autofree char *full = g_strconcat (rdm_graph_prefix (self->profile), ".", name, NULL);
  guint32 n;

  return load (self, full, element_size, data, &n) && (n == n_expected || fail (self));
}

static gboolean
load_counted (const Loading *self,
              const char *name,
              gsize element_size,
              gconstpointer *data,
              guint32 *n_elements)
{
  g_autofree char *full = g_strconcat (rdm_graph_prefix (self->profile), ".", name, NULL);

  return load (self, full, element_size, data, n_elements);
}

void
rdm_graph_rules_free (RdmGraphRules *self)
{
  if (!self)
    return;
  rdm_profile_free (self->profile);
  g_free (self);
}

RdmGraphRules *
rdm_graph_rules_load (RdmRegion *region, RdmTravelProfile profile, GError **error)
{
  const Loading loading = { region, profile, error };
  g_autoptr (RdmGraphRules) self = g_new0 (RdmGraphRules, 1);
  sqlite3 *db = rdm_region_db (region, error);
  sqlite3_stmt *statement = NULL;
  gboolean is_done;

  if (!db)
    return NULL;
  is_done = sqlite3_prepare_v2 (db, "SELECT rules, keeps_left FROM road_profiles WHERE name = $1",
                                -1, &statement, NULL)
                == SQLITE_OK
            && sqlite3_bind_text (statement, 1, rdm_graph_prefix (profile), -1, SQLITE_STATIC)
                   == SQLITE_OK
            && sqlite3_step (statement) == SQLITE_ROW
            && sqlite3_column_type (statement, 0) == SQLITE_TEXT;
  if (is_done)
    {
      self->profile = rdm_profile_parse ((const char *)sqlite3_column_text (statement, 0),
                                         rdm_profile_basename (profile), error);
      self->keeps_left = sqlite3_column_int (statement, 1) != 0;
    }
  else
    (void)fail (&loading);
  sqlite3_finalize (statement);
  return self->profile ? g_steal_pointer (&self) : NULL;
}

static gboolean
load_arrays (const Loading *self, RdmGraphNet *net)
{
  guint32 n_name_bytes;

  if (!load (self, RDM_GRAPH_POINTS, sizeof *net->points, (gconstpointer *)&net->points,
             &net->n_points)
      || !load (self, RDM_GRAPH_ROAD_NAME, sizeof *net->road_name, (gconstpointer *)&net->road_name,
                &net->n_roads)
      || !load (self, RDM_GRAPH_NAME_BYTES, 1, (gconstpointer *)&net->names, &n_name_bytes)
      || !load_counted (self, RDM_GRAPH_SEGMENTS, sizeof *net->segments,
                        (gconstpointer *)&net->segments, &net->n_segments)
      || !load_counted (self, RDM_GRAPH_ARCS, sizeof *net->arcs, (gconstpointer *)&net->arcs,
                        &net->n_arcs)
      || !load_counted (self, RDM_GRAPH_NODE_ARC, sizeof *net->node_arc,
                        (gconstpointer *)&net->node_arc, &net->n_nodes)
      || !load_counted (self, RDM_GRAPH_TURN_HEAD, sizeof *net->turn_head,
                        (gconstpointer *)&net->turn_head, &net->n_turns)
      || !load_own (self, RDM_GRAPH_ARC_REACH, sizeof *net->arc_reach, net->n_arcs,
                    (gconstpointer *)&net->arc_reach)
      || !load_own (self, RDM_GRAPH_LANE_ARC, sizeof *net->lane_arc, 2 * (gsize)net->n_segments,
                    (gconstpointer *)&net->lane_arc)
      || !load_own (self, RDM_GRAPH_NODE_ARRIVAL, sizeof *net->node_arrival, net->n_nodes,
                    (gconstpointer *)&net->node_arrival)
      || !load_own (self, RDM_GRAPH_FIRST_TURN, sizeof *net->first_turn, (gsize)net->n_nodes + 1,
                    (gconstpointer *)&net->first_turn)
      || !load_own (self, RDM_GRAPH_TURN_MS, sizeof *net->turn_ms, net->n_turns,
                    (gconstpointer *)&net->turn_ms)
      || !load_own (self, RDM_GRAPH_TURN_CLOSED, sizeof *net->turn_closed, net->n_turns,
                    (gconstpointer *)&net->turn_closed))
    return FALSE;
  if (n_name_bytes == 0 || net->names[n_name_bytes - 1] != '\0')
    return fail (self);
  for (guint32 road = 0; road < net->n_roads; road++)
    if (net->road_name[road] >= n_name_bytes)
      return fail (self);
  return TRUE;
}

static gboolean
check_segments (const RdmGraphNet *net)
{
  for (guint32 i = 0; i < net->n_segments; i++)
    {
      const RdmSegment *segment = &net->segments[i];

      if (segment->road >= net->n_roads || segment->n_points < 2
          || segment->first_point >= net->n_points
          || segment->n_points > net->n_points - segment->first_point)
        return FALSE;
    }
  for (guint32 lane = 0; lane < 2 * net->n_segments; lane++)
    if (net->lane_arc[lane] != RDM_ROAD_NONE
        && (net->lane_arc[lane] >= net->n_arcs || net->arcs[net->lane_arc[lane]].lane != lane))
      return FALSE;
  for (guint32 arc = 0; arc < net->n_arcs; arc++)
    if (net->arcs[arc].lane >= 2 * net->n_segments || net->lane_arc[net->arcs[arc].lane] != arc)
      return FALSE;
  return TRUE;
}

static gboolean
check_nodes (const RdmGraphNet *net)
{
  if (net->first_turn[0] != 0 || net->first_turn[net->n_nodes] != net->n_turns)
    return FALSE;
  for (guint32 node = 0; node < net->n_nodes; node++)
    if (net->node_arc[node] >= net->n_arcs || net->first_turn[node] > net->first_turn[node + 1])
      return FALSE;
  for (guint32 turn = 0; turn < net->n_turns; turn++)
    if (net->turn_head[turn] >= net->n_nodes)
      return FALSE;
  return TRUE;
}

static gboolean
load_cch (const Loading *self, RdmGraphNet *net)
{
  const guint32 *rank;
  const guint32 *first_up;
  const guint32 *head;
  const guint32 *lane;
  guint32 n_arcs;

  if (!load_own (self, RDM_GRAPH_RANK, sizeof *rank, net->n_nodes, (gconstpointer *)&rank)
      || !load_own (self, RDM_GRAPH_FIRST_UP, sizeof *first_up, (gsize)net->n_nodes + 1,
                    (gconstpointer *)&first_up)
      || !load_counted (self, RDM_GRAPH_UP_HEAD, sizeof *head, (gconstpointer *)&head, &n_arcs)
      || !load_own (self, RDM_GRAPH_TURN_LANE, sizeof *lane, net->n_turns, (gconstpointer *)&lane))
    return FALSE;
  net->cch = rdm_cch_load (net->n_nodes, rank, first_up, n_arcs, head, net->n_turns, lane);
  return net->cch || fail (self);
}

/* Every arc has a node who sets out there, and it comes first. */
static gboolean
fill_nodes (const Loading *self, RdmGraphNet *net)
{
  net->node_of_rank = g_new0 (guint32, net->n_nodes + 1);
  net->first_node = g_new0 (guint32, net->n_arcs + 2);
  net->arc_nodes = g_new (guint32, net->n_nodes + 1);
  for (guint32 node = 0; node < net->n_nodes; node++)
    {
      net->node_of_rank[net->cch->rank[node]] = node;
      net->first_node[net->node_arc[node] + 2]++;
    }
  for (guint32 arc = 2; arc < net->n_arcs + 2; arc++)
    net->first_node[arc] += net->first_node[arc - 1];
  for (guint32 node = 0; node < net->n_nodes; node++)
    net->arc_nodes[net->first_node[net->node_arc[node] + 1]++] = node;
  for (guint32 arc = 0; arc < net->n_arcs; arc++)
    if (net->first_node[arc] == net->first_node[arc + 1])
      return fail (self);
  return TRUE;
}

RdmGraphNet *
rdm_graph_net_load (RdmRegion *region,
                    RdmTravelProfile profile,
                    const RdmGraphRules *rules,
                    GError **error)
{
  Loading self = { region, profile, error };
  RdmGraphNet *net = g_new0 (RdmGraphNet, 1);

  net->rules = rules;
  if (!load_arrays (&self, net)
      || !(check_segments (net) && check_nodes (net) ? TRUE : fail (&self))
      || !load_cch (&self, net) || !fill_nodes (&self, net))
    {
      rdm_graph_net_free (net);
      return NULL;
    }
  rdm_graph_grid_init (&net->grid, net);
  return net;
}

void
rdm_graph_net_free (RdmGraphNet *self)
{
  if (!self)
    return;
  rdm_cch_free (self->cch);
  g_free (self->node_of_rank);
  g_free (self->first_node);
  g_free (self->arc_nodes);
  rdm_graph_grid_clear (&self->grid);
  g_free (self);
}
