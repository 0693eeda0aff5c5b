/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small real HTTP server on the loopback, in a thread of its own, that answers as OSRM, Valhalla
 * and openrouteservice do, for a world in which every way is as long as the longitudes differ: a
 * second and ten metres for each thousandth of a degree eastward, twice the time westward.
 */
#pragma once

#include "rdm-server-rule.h"

typedef enum
{
  TROUBLE_NONE,
  TROUBLE_BUSY_TWICE,  /* 429 with Retry-After: 0, twice */
  TROUBLE_ALWAYS_BUSY, /* 503 */
  TROUBLE_TOO_BIG,     /* more than 6 pairs are refused in the server's own words */
  TROUBLE_REFUSED,     /* 403 */
  TROUBLE_NOT_JSON,
  TROUBLE_SHORT_ROW,
  TROUBLE_NEGATIVE,
  TROUBLE_DEEP,    /* nested beyond any sense */
  TROUBLE_ENDLESS, /* a body that does not end */
  TROUBLE_CUT,     /* the connection closes in the middle of the body */
  TROUBLE_SILENT,  /* never answers */
} Trouble;

typedef struct _TableServer TableServer;

TableServer *table_server_start (RdmServerKind kind);
void table_server_stop (TableServer *server);
char *table_server_dup_url (TableServer *server);
void table_server_set_trouble (TableServer *server, Trouble trouble);
/* A place from which and to which there is no way: its longitude. */
void table_server_set_island (TableServer *server, double lon_deg);

/* Since the last call: questions, pairs in them all, pairs in the largest. */
void table_server_take_counts (TableServer *server, guint *questions, guint *pairs, guint *largest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TableServer, table_server_stop)
