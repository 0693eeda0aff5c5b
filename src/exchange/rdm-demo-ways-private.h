/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the writing of a town: what its parts share, and the ways that people and trains take.
 */
#pragma once

#include "rdm-demo-things-private.h"

G_BEGIN_DECLS

typedef struct
{
  const RdmDemoLayout *layout;
  const GArray *streets;
  const RdmDemoNet *net;
  const RdmDemoTile *tile;
  GString *xml;
  guint64 last_id;
  guint64 *net_nodes; /* (array): identifiers of the net's nodes */
} RdmDemoThings;

void rdm_demo_tag (GString *tags, const char *key, const char *value);

/* @pairs: key, value, …, NULL */
void rdm_demo_tags (GString *tags, const char *const *pairs);

/* A name that no other tile has. Returns: (transfer full) */
char *rdm_demo_tile_name (const RdmDemoThings *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_border_node: Returns: the identifier of a node that two towns share, or 0 when @at is
 * not at the border. @written: set when the other town writes it. */
guint64 rdm_demo_border_node (const RdmDemoThings *self, RdmDemoXY at, gboolean *written);

/** rdm_demo_add_node: a node under the next identifier; rdm_demo_put_node(): under @id. */
guint64 rdm_demo_put_node (RdmDemoThings *self, guint64 id, RdmDemoXY at, const char *tags);
guint64 rdm_demo_add_node (RdmDemoThings *self, RdmDemoXY at, const char *tags);
guint64 rdm_demo_add_way (RdmDemoThings *self, const guint64 *nodes, guint n, const char *tags);
void rdm_demo_add_relation (RdmDemoThings *self, const char *members, const char *tags);

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
