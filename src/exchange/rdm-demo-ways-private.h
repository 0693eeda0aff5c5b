/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the writing of a town: what its parts share, and the ways that people and trains take.
 */
#pragma once

#include "rdm-demo-things-private.h"

G_BEGIN_DECLS

typedef struct
{
  const RdmDemoPlan *plan;
  const RdmDemoTile *tile;
  RdmOsmWriter *writer;
  gint64 last_id;
  gint64 *net_nodes; /* (array): identifiers of the net's nodes */
} RdmDemoThings;

/* (element-type utf8): key, value, key, value, … */
GPtrArray *rdm_demo_tags_new (void) G_GNUC_WARN_UNUSED_RESULT;

void rdm_demo_tag (GPtrArray *tags, const char *key, const char *value);

/* @pairs: key, value, …, NULL */
void rdm_demo_tags (GPtrArray *tags, const char *const *pairs);

/* A name that no other tile has. Returns: (transfer full) */
char *rdm_demo_tile_name (const RdmDemoThings *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_border_node: Returns: the identifier of a node that two towns share, or 0 when @at is
 * not at the border. @written: set when the other town writes it. */
gint64 rdm_demo_border_node (const RdmDemoThings *self, RdmDemoXY at, gboolean *written);

/** rdm_demo_add_node: @tags: (nullable): a node under the next identifier; rdm_demo_put_node():
 * under @id. */
gint64 rdm_demo_put_node (RdmDemoThings *self, gint64 id, RdmDemoXY at, const GPtrArray *tags);
gint64 rdm_demo_add_node (RdmDemoThings *self, RdmDemoXY at, const GPtrArray *tags);
gint64 rdm_demo_add_way (RdmDemoThings *self, const gint64 *nodes, guint n, const GPtrArray *tags);
void rdm_demo_add_relation (RdmDemoThings *self,
                            const RdmOsmWriterMember *members,
                            guint n,
                            const GPtrArray *tags);

/** rdm_demo_add_ways: the net, and the turns that are forbidden in it. */
void rdm_demo_add_ways (RdmDemoThings *self);

/** RdmDemoDistrict: a name on the map, with the tag that says what it names. */
typedef struct
{
  const char *key;
  const char *value;
  const char *name;
  RdmDemoXY at;
} RdmDemoDistrict;

extern const RdmDemoDistrict rdm_demo_districts[];
extern const guint rdm_demo_n_districts;

G_END_DECLS
