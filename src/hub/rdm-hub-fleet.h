/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fleet at the hub: its rows, and the one order of all that is done to them.
 *
 * Commands are run on rows in memory, which are first brought up to what the database has; so any
 * number of hubs may share a database: each writes with the fleet's counter row locked.
 */
#pragma once

#include "rdm-hub-role.h"
#include "rdm-hub-touched.h"
#include "rdm-sql.h"
#include "rdm-wire-pull.h"

G_BEGIN_DECLS

/**
 * RdmHubError:
 * @RDM_HUB_ERROR_NO_FLEET: there is no such fleet
 * @RDM_HUB_ERROR_GAP: a device's command is missing before these; the message says which
 * @RDM_HUB_ERROR_FORKED: another command was sent under that number: a copy of the device's file
 * @RDM_HUB_ERROR_ID_REUSED: another command was sent under that identifier
 * @RDM_HUB_ERROR_REFETCH: what was asked from is not there any more: fetch everything anew
 * @RDM_HUB_ERROR_DAMAGED: the database holds what no hub has written
 */
typedef enum
{
  RDM_HUB_ERROR_NO_FLEET,
  RDM_HUB_ERROR_GAP,
  RDM_HUB_ERROR_FORKED,
  RDM_HUB_ERROR_ID_REUSED,
  RDM_HUB_ERROR_REFETCH,
  RDM_HUB_ERROR_DAMAGED,
} RdmHubError;

#define RDM_HUB_ERROR (rdm_hub_error_quark ())
GQuark rdm_hub_error_quark (void);

/** RdmHubAuthor: who sends; borrowed. */
typedef struct
{
  const char *device;
  const char *person;
  RdmRole role;
  const char *driver; /* nullable */
} RdmHubAuthor;

typedef struct _RdmHubFleet RdmHubFleet;

/** rdm_hub_fleet_create: a fleet without rows. @id: as an identifier of rdm_id_new(). */
gboolean rdm_hub_fleet_create (RdmSql *sql, const char *id, const char *name, GError **error);

/** rdm_hub_fleet_open: @sql is borrowed, and is the fleet's alone while it writes. */
RdmHubFleet *
rdm_hub_fleet_open (RdmSql *sql, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_fleet_close (RdmHubFleet *self);

const char *rdm_hub_fleet_get_id (RdmHubFleet *self);

/** rdm_hub_fleet_begin: locks the fleet, and sees what other hubs have done. Then any number of
 * pushes; none is to be answered before rdm_hub_fleet_commit() has returned TRUE. When that fails,
 * nothing of them has happened. */
gboolean rdm_hub_fleet_begin (RdmHubFleet *self, GError **error);

/**
 * rdm_hub_fleet_push: runs the commands of @push, each of which gets an answer; one that was
 * answered before gets the same again.
 * @now_utc_ms: by the hub's clock
 * @expected_n: (out) (optional): with RDM_HUB_ERROR_GAP, the number that the hub waits for
 *
 * Returns: (transfer full): NULL with an RDM_HUB_ERROR, and nothing of it has happened, or an
 *   RDM_SQL_ERROR, and then the whole transaction is to be rolled back
 */
RdmPushAnswer *rdm_hub_fleet_push (RdmHubFleet *self,
                                   const RdmHubAuthor *author,
                                   const RdmPush *push,
                                   gint64 now_utc_ms,
                                   gint64 *expected_n,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_fleet_detect: what was seen to happen without anybody saying so, a REPORT: what of it is
 * news is run and written down, as the hub's own. Returns: FALSE with an RDM_SQL_ERROR: then the
 * whole transaction is to be rolled back. */
gboolean rdm_hub_fleet_detect (RdmHubFleet *self,
                               const RdmCommand *command,
                               gint64 now_utc_ms,
                               GError **error);

gboolean rdm_hub_fleet_commit (RdmHubFleet *self, GError **error);
void rdm_hub_fleet_rollback (RdmHubFleet *self);

/** rdm_hub_fleet_seq: the last operation of the transaction, or of the last one that was kept. */
gint64 rdm_hub_fleet_seq (RdmHubFleet *self);

/** rdm_hub_fleet_get_touched: whose routes the last transaction that was kept is about. @since:
 * (out): the last operation before it. Returns: (transfer none). */
const RdmHubTouched *rdm_hub_fleet_get_touched (RdmHubFleet *self, gint64 *since);

/** rdm_hub_pull_text: as rdm_hub_pull(), as it goes over the wire. Returns: (transfer full). */
char *rdm_hub_pull_text (RdmSql *sql,
                         const char *fleet,
                         const char *device,
                         const char *epoch,
                         gint64 since,
                         guint limit,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_hub_pull: what has changed since @since; needs no RdmHubFleet, and any connection will do.
 * @device: whose own results come along
 * @epoch: the one that @since counts in; NULL: whichever
 * @limit: rows at most, but for a single command that changed more
 *
 * Returns: (transfer full): NULL with RDM_HUB_ERROR_REFETCH, _NO_FLEET or an RDM_SQL_ERROR
 */
RdmPage *rdm_hub_pull (RdmSql *sql,
                       const char *fleet,
                       const char *device,
                       const char *epoch,
                       gint64 since,
                       guint limit,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmHubFleet, rdm_hub_fleet_close)

G_END_DECLS
