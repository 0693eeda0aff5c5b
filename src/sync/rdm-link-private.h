/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the link's files share.
 */
#pragma once

#include "rdm-courier.h"
#include "rdm-link.h"

G_BEGIN_DECLS

struct _RdmLink
{
  GObject parent_instance;

  /* Owned */
  RdmPlanFile *file;
  RdmSyncState *state; /* NULL when it is alone */
  RdmReplica *replica; /* NULL then, too */
  RdmCourier *courier; /* NULL until the token is there */
  GPtrArray *carried;  /* (element-type RdmCommand): to be sent as another device; or NULL */
  GSource *pause;      /* until the next attempt */
  GSource *poll;
  char *reason;

  /* State */
  gboolean running;
  gboolean busy; /* a request is on its way */
  gboolean wants_pull;
  gboolean has_pulled; /* since the start */
  gboolean listening;
  gboolean refused;
  guint n_failures;
  gint64 away_utc_ms; /* last contact before the hub was away; 0 while it is not */
};

/** rdm_link_step: does what is to be done next, if it can be. */
void rdm_link_step (RdmLink *self);

/** rdm_link_hang_up: nothing is on its way any more. */
void rdm_link_hang_up (RdmLink *self);

void rdm_link_emit_changed (RdmLink *self);
void rdm_link_emit_notice (RdmLink *self, const char *text);
void rdm_link_emit_joined (RdmLink *self);
void rdm_link_emit_review (RdmLink *self, GPtrArray *news);

/** rdm_link_has_joined: whether rows and commands are the hub's; else its first page is awaited. */
gboolean rdm_link_has_joined (RdmLink *self);

/** rdm_link_take_record: what is to be written of the replica, and the state. Returns: (transfer
 * full). */
RdmSyncRecord *rdm_link_take_record (RdmLink *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_join: the first page of all is here: the plan here and the hub's become one. Returns:
 * (transfer full): how the rows here change. */
GPtrArray *rdm_link_join (RdmLink *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_tell: says what became of commands. */
void rdm_link_tell (RdmLink *self);

G_END_DECLS
