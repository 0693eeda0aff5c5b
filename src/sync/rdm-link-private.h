/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the link's files share.
 */
#pragma once

#include "rdm-courier.h"
#include "rdm-link.h"

G_BEGIN_DECLS

typedef struct _RdmJoining RdmJoining;

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

  /* Of the time in which the plan here and the hub's become one. */
  GPtrArray *meanwhile;       /* (element-type RdmCommand) */
  GHashTable *meanwhile_keys; /* rows that they changed */

  /* Borrowed */
  gpointer job; /* what is being settled in another thread; NULL: nothing */

  /* State */
  gboolean running;
  gboolean busy; /* a request is on its way */
  gboolean wants_pull;
  gboolean has_pulled;  /* since the start */
  gboolean awaits_rows; /* the hub has answered, and what follows from it is still to come down */
  gboolean listening;
  gboolean refused;
  gint64 held_until_us;  /* the hub is older, and does not take what is done here; 0: it does */
  gboolean hub_is_newer; /* it may have told what is not understood here */
  guint n_failures;
  guint n_busy;       /* times in a row that the hub asked to be left alone for a little */
  guint most_ops;     /* of a push */
  gint64 away_utc_ms; /* last contact before the hub was away; 0 while it is not */
};

/** rdm_link_step: does what is to be done next, if it can be. */
void rdm_link_step (RdmLink *self);

/** rdm_link_hang_up: nothing is on its way any more. */
void rdm_link_hang_up (RdmLink *self);

void rdm_link_emit_changed (RdmLink *self);
void rdm_link_emit_notice (RdmLink *self, const char *text);
void rdm_link_emit_joined (RdmLink *self);
void rdm_link_emit_moved (RdmLink *self);
void rdm_link_emit_review (RdmLink *self, GPtrArray *news, gint64 since_utc_ms);

/** rdm_link_has_joined: whether rows and commands are the hub's; else its first page is awaited. */
gboolean rdm_link_has_joined (RdmLink *self);

/** rdm_link_take_record: what is to be written of the replica, and the state. Returns: (transfer
 * full). */
RdmSyncRecord *rdm_link_take_record (RdmLink *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_take_page: a page is here. */
void rdm_link_take_page (RdmLink *self, const RdmPage *page);

/** rdm_link_write_down: what has changed, the rows with it. @changes: (nullable). */
void rdm_link_write_down (RdmLink *self, GPtrArray *changes);

/** rdm_link_hear: the hub was heard now. */
void rdm_link_hear (RdmLink *self);

/** rdm_joining_new: the first pages of all are here: the plan here and the hub's become one. @here:
 * the plan; @carried: (nullable) (element-type RdmCommand): to be sent as another device. */
RdmJoining *rdm_joining_new (RdmRows *here, GPtrArray *carried) G_GNUC_WARN_UNUSED_RESULT;
void rdm_joining_free (RdmJoining *self);

/** rdm_joining_run: in any thread. @replica: has the hub's plan, and gets what this desk adds. */
void rdm_joining_run (RdmJoining *self, RdmReplica *replica);

/** rdm_joining_get_changes: Returns: (transfer none): how the rows here change. */
GPtrArray *rdm_joining_get_changes (RdmJoining *self);

/** rdm_link_keep_copy: puts a copy of the plan beside it, if @changes lose anything of it. */
void rdm_link_keep_copy (RdmLink *self, GPtrArray *changes);

/** rdm_link_split: Returns: (transfer full) (nullable) (element-type RdmCommand): what @command is
 * on its way, if that is more than one; NULL: as it is. */
GPtrArray *rdm_link_split (const RdmCommand *command) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_link_run_parts: one after the other. Returns: FALSE, and nothing has happened, where one of
 * @parts is not applied. */
gboolean rdm_link_run_parts (RdmReplica *replica, GPtrArray *parts, gint64 at_utc_ms);

/** rdm_link_tell: says what became of commands. */
void rdm_link_tell (RdmLink *self);

G_END_DECLS
