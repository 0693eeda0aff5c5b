/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hub of another age: it answers as hubs do, and can be made older or newer than desks are.
 */
#pragma once

#include <libsoup/soup.h>

#include "rdm-invitation.h"
#include "rdm-wire-pull.h"

typedef struct
{
  SoupServer *server;
  guint port;
  int error;          /* of RDM_WIRE_ERROR: what it refuses; -1: nothing */
  gboolean only_push; /* and nothing else */
  gint64 schema;      /* that it says it knows */
  gint64 seq;
  GPtrArray *rows; /* (element-type RdmRowState) */
  guint n_pushed;  /* commands that it took */
  guint n_pulls;
} MockHub;

void mock_hub_start (MockHub *hub);
void mock_hub_stop (MockHub *hub);

/* Something that others have done. */
void mock_hub_put (MockHub *hub, const RdmRow *row);
RdmInvitation *mock_hub_invite (MockHub *hub);
