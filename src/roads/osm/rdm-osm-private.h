/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-osm-strings-private.h"
#include "rdm-osm-vector-private.h"
#include "rdm-osm.h"

G_BEGIN_DECLS

/* Indexes of strings. */
typedef struct
{
  guint32 key;
  guint32 value;
} RdmOsmTagIndex;

/* While it is read, a member is known by its identifier; then by its index. */
typedef struct
{
  gint64 id;
  guint32 role;
  RdmOsmKind kind;
} RdmOsmMemberId;

typedef struct
{
  guint32 index;
  guint32 role;
  guint32 kind;
} RdmOsmMemberIndex;

/* The things of one kind. Thing i has the tags first_tag[i] up to first_tag[i + 1]. */
typedef struct
{
  RdmOsmVector ids;       /* gint64, ascending */
  RdmOsmVector first_tag; /* guint32, one more than there are things */
  RdmOsmVector tags;      /* RdmOsmTagIndex */
} RdmOsmThings;

struct _RdmOsm
{
  RdmOsmStrings *strings;
  RdmOsmThings things[RDM_N_OSM_KINDS];

  RdmOsmVector lon_e7; /* gint32, one a node */
  RdmOsmVector lat_e7;

  RdmOsmVector first_node; /* guint32, one more than there are ways */
  RdmOsmVector way_nodes;  /* guint32 */

  RdmOsmVector first_member; /* guint32, one more than there are relations */
  RdmOsmVector members;      /* RdmOsmMemberIndex */

  RdmBox bounds;
  gint64 timestamp;
  char *source;
};

G_END_DECLS
