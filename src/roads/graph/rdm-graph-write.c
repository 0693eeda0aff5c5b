/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From an extract to the arrays of a region: for each profile its net, the turns in it, and the
 * hierarchy over them.
 */
#include "rdm-region-build.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rdm-cch.h"
#include "rdm-dissection.h"
#include "rdm-expansion.h"
#include "rdm-graph-names-private.h"

/** Writing: one profile of a region. */
typedef struct
{
  const RdmRegionPart *part;
  RdmTravelProfile profile;
  const RdmProfile *rules;
  RdmRoadNet *net;
  RdmExpansion *expansion;
  double begin; /* share of the part's time that is over when it begins */
  double length;
} Writing;

static void
tell (const Writing *self, double fraction)
{
  static const char *const steps[RDM_N_TRAVEL_PROFILES] = {
    [RDM_TRAVEL_VAN] = N_ ("Roads for vans"),
    [RDM_TRAVEL_TRUCK] = N_ ("Roads for trucks"),
    [RDM_TRAVEL_CARGO_BIKE] = N_ ("Roads for cargo bikes"),
  };

  if (self->part->progress)
    self->part->progress (_ (steps[self->profile]), self->begin + self->length * fraction,
                          self->part->user_data);
}

/* --- arrays ------------------------------------------------------------------------------------
 */

static gboolean
write_array (const Writing *self,
             const char *name,
             gconstpointer data,
             gsize element_size,
             gsize n_elements,
             GError **error)
{
  g_autofree char *full = g_strconcat (rdm_graph_prefix (self->profile), ".", name, NULL);

  return rdm_region_write_array (self->part->db, full, data, element_size, n_elements, error);
}

static gboolean
write_net (const Writing *self, GError **error)
{
  const RdmRoadNet *net = self->net;
  g_autofree guint8 *reach = rdm_expansion_reach (self->expansion, net);

  return write_array (self, RDM_GRAPH_SEGMENTS, net->segments, sizeof *net->segments,
                      net->n_segments, error)
         && write_array (self, RDM_GRAPH_ARCS, net->arcs, sizeof *net->arcs, net->n_arcs, error)
         && write_array (self, RDM_GRAPH_ARC_REACH, reach, sizeof *reach, net->n_arcs, error)
         && write_array (self, RDM_GRAPH_LANE_ARC, net->lane_arc, sizeof *net->lane_arc,
                         2 * (gsize)net->n_segments, error);
}

static gboolean
write_expansion (const Writing *self, GError **error)
{
  const RdmExpansion *it = self->expansion;

  return write_array (self, RDM_GRAPH_NODE_ARC, it->arc, sizeof *it->arc, it->n_nodes, error)
         && write_array (self, RDM_GRAPH_NODE_ARRIVAL, it->is_arrival, sizeof *it->is_arrival,
                         it->n_nodes, error)
         && write_array (self, RDM_GRAPH_FIRST_TURN, it->first_turn, sizeof *it->first_turn,
                         (gsize)it->n_nodes + 1, error)
         && write_array (self, RDM_GRAPH_TURN_HEAD, it->turn_head, sizeof *it->turn_head,
                         it->n_turns, error)
         && write_array (self, RDM_GRAPH_TURN_MS, it->turn_ms, sizeof *it->turn_ms, it->n_turns,
                         error)
         && write_array (self, RDM_GRAPH_TURN_CLOSED, it->turn_closed, sizeof *it->turn_closed,
                         it->n_turns, error);
}

static gboolean
write_cch (const Writing *self, const RdmCch *cch, GError **error)
{
  return write_array (self, RDM_GRAPH_RANK, cch->rank, sizeof *cch->rank, cch->n_nodes, error)
         && write_array (self, RDM_GRAPH_FIRST_UP, cch->first_up, sizeof *cch->first_up,
                         (gsize)cch->n_nodes + 1, error)
         && write_array (self, RDM_GRAPH_UP_HEAD, cch->head, sizeof *cch->head, cch->n_arcs, error)
         && write_array (self, RDM_GRAPH_TURN_LANE, cch->lane, sizeof *cch->lane, cch->n_input_arcs,
                         error);
}

/* --- the hierarchy ------------------------------------------------------------------------------
 */

static void
dissection_cb (double fraction, gpointer user_data)
{
  tell (user_data, 0.2 + 0.5 * fraction);
}

/* Segments in the order of the dissection. Returns: (transfer full) (nullable) */
static guint32 *
order_segments (Writing *self, GError **error)
{
  const RdmRoadNet *net = self->net;
  double width = cos (rdm_box_center (rdm_osm_bounds (self->part->osm)).lat_deg * G_PI / 180.0);
  g_autofree gint32 *x = g_new (gint32, net->n_junctions + 1);
  g_autofree gint32 *y = g_new (gint32, net->n_junctions + 1);
  g_autofree guint32 *ends = g_new (guint32, 2 * (gsize)net->n_segments + 1);
  g_autofree gint32 *weight = g_new0 (gint32, net->n_segments + 1);
  RdmDissectionGraph graph = { net->n_junctions, x, y, net->n_segments, ends, weight };

  for (guint32 i = 0; i < net->n_junctions; i++)
    {
      x[i] = (gint32)(rdm_osm_lon_e7 (self->part->osm)[net->junction_node[i]] * width);
      y[i] = rdm_osm_lat_e7 (self->part->osm)[net->junction_node[i]];
    }
  for (guint32 i = 0; i < net->n_segments; i++)
    {
      ends[2 * i] = net->segments[i].ends[0];
      ends[2 * i + 1] = net->segments[i].ends[1];
    }
  for (guint32 i = 0; i < self->expansion->n_nodes; i++)
    weight[net->arcs[self->expansion->arc[i]].lane / 2]++;
  return rdm_dissection_order (&graph, dissection_cb, self, self->part->cancellable, error);
}

/* Nodes in the order of their segments. */
static guint32 *
order_nodes (const Writing *self, const guint32 *segments)
{
  const RdmExpansion *expansion = self->expansion;
  guint32 n_segments = self->net->n_segments;
  guint32 *order = g_new (guint32, expansion->n_nodes + 1);
  g_autofree guint32 *place = g_new (guint32, n_segments + 1);
  g_autofree guint32 *next = g_new0 (guint32, (gsize)n_segments + 2);

  for (guint32 i = 0; i < n_segments; i++)
    place[segments[i]] = i;
  for (guint32 i = 0; i < expansion->n_nodes; i++)
    next[place[self->net->arcs[expansion->arc[i]].lane / 2] + 1]++;
  for (guint32 i = 1; i <= n_segments; i++)
    next[i] += next[i - 1];
  for (guint32 i = 0; i < expansion->n_nodes; i++)
    order[next[place[self->net->arcs[expansion->arc[i]].lane / 2]]++] = i;
  return order;
}

static gboolean
write_hierarchy (Writing *self, GError **error)
{
  const RdmExpansion *expansion = self->expansion;
  g_autofree guint32 *segments = order_segments (self, error);
  g_autofree guint32 *order = segments ? order_nodes (self, segments) : NULL;
  g_autofree guint32 *tail = g_new (guint32, expansion->n_turns + 1);
  g_autoptr (RdmCch) cch = NULL;

  if (!order)
    return FALSE;
  for (guint32 node = 0; node < expansion->n_nodes; node++)
    for (guint32 turn = expansion->first_turn[node]; turn < expansion->first_turn[node + 1]; turn++)
      tail[turn] = node;
  cch = rdm_cch_new (expansion->n_nodes, expansion->n_turns, tail, expansion->turn_head, order);
  tell (self, 0.85);
  return write_cch (self, cch, error);
}

/* --- profiles ----------------------------------------------------------------------------------
 */

static gboolean
write_rules (const Writing *self, GError **error)
{
  sqlite3_stmt *statement = NULL;
  sqlite3 *db = self->part->db;
  gboolean is_done =
      sqlite3_prepare_v2 (db, "INSERT INTO road_profiles VALUES ($1, $2, $3)", -1, &statement, NULL)
          == SQLITE_OK
      && sqlite3_bind_text (statement, 1, rdm_graph_prefix (self->profile), -1, SQLITE_STATIC)
             == SQLITE_OK
      && sqlite3_bind_text (statement, 2, self->rules->text, -1, SQLITE_STATIC) == SQLITE_OK
      && sqlite3_bind_int (statement, 3, self->net->keeps_left) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_DONE;

  if (!is_done)
    (void)rdm_region_fail_db (db, error);
  sqlite3_finalize (statement);
  return is_done;
}

static gboolean
write_counts (const Writing *self, GError **error)
{
  const char *prefix = rdm_graph_prefix (self->profile);
  g_autofree char *segments = g_strconcat (prefix, ".segments", NULL);
  g_autofree char *turns = g_strconcat (prefix, ".turns", NULL);

  return rdm_region_write_count (self->part->db, segments, self->net->n_segments, error)
         && rdm_region_write_count (self->part->db, turns, self->expansion->n_turns, error);
}

static gboolean
write_profile (Writing *self, const RdmRoadShapes *shapes, GError **error)
{
  g_autoptr (RdmProfile) rules = rdm_profile_load (self->profile, self->part->profiles_dir, error);
  g_autoptr (RdmRoadNet) net = NULL;
  g_autoptr (RdmTurnRules) turn_rules = NULL;
  g_autoptr (RdmExpansion) expansion = NULL;

  if (!rules)
    return FALSE;
  self->rules = rules;
  tell (self, 0.0);
  self->net = net = rdm_road_net_new (rules, shapes);
  turn_rules = rdm_turn_rules_read (rules, net);
  tell (self, 0.1);
  self->expansion = expansion = rdm_expansion_new_connected (rules, net, turn_rules);
  tell (self, 0.2);
  return !g_cancellable_set_error_if_cancelled (self->part->cancellable, error)
         && write_rules (self, error) && write_net (self, error) && write_expansion (self, error)
         && write_hierarchy (self, error) && write_counts (self, error);
}

static gboolean
write_shapes (sqlite3 *db, const RdmRoadShapes *shapes, GError **error)
{
  return rdm_region_write_array (db, RDM_GRAPH_POINTS, shapes->points, sizeof *shapes->points,
                                 shapes->n_points, error)
         && rdm_region_write_array (db, RDM_GRAPH_ROAD_NAME, shapes->name, sizeof *shapes->name,
                                    shapes->n_roads, error)
         && rdm_region_write_array (db, RDM_GRAPH_NAME_BYTES, shapes->names, 1,
                                    shapes->n_name_bytes, error);
}

gboolean
rdm_graph_write (const RdmRegionPart *part, GError **error)
{
  static const char schema[] = "CREATE TABLE road_profiles ("
                               "  name TEXT PRIMARY KEY,"
                               "  rules TEXT NOT NULL,"
                               "  keeps_left INTEGER NOT NULL"
                               ") STRICT, WITHOUT ROWID;";
  g_autoptr (RdmRoadShapes) shapes = rdm_road_shapes_new (part->osm);

  if (sqlite3_exec (part->db, schema, NULL, NULL, NULL) != SQLITE_OK)
    return rdm_region_fail_db (part->db, error);
  if (!write_shapes (part->db, shapes, error))
    return FALSE;
  for (guint profile = 0; profile < RDM_N_TRAVEL_PROFILES; profile++)
    {
      Writing self = {
        .part = part,
        .profile = profile,
        .begin = (double)profile / RDM_N_TRAVEL_PROFILES,
        .length = 1.0 / RDM_N_TRAVEL_PROFILES,
      };

      if (!write_profile (&self, shapes, error))
        return FALSE;
    }
  return TRUE;
}
