/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may come in: nobody has a password. An invitation is a code that works once; for it a device
 * gets a token, which it shows with every request. The hub keeps only their hashes.
 */
#pragma once

#include "rdm-hub-role.h"
#include "rdm-sql.h"

G_BEGIN_DECLS

/**
 * RdmAccountError:
 * @RDM_ACCOUNT_ERROR_CODE: no such invitation, or it has been used, or it is too old
 * @RDM_ACCOUNT_ERROR_TOKEN: no such token, or it was taken back
 * @RDM_ACCOUNT_ERROR_NO_DEVICE: there is no such device
 * @RDM_ACCOUNT_ERROR_DRIVER: the plan has no such driver, or the role drives nothing
 */
typedef enum
{
  RDM_ACCOUNT_ERROR_CODE,
  RDM_ACCOUNT_ERROR_TOKEN,
  RDM_ACCOUNT_ERROR_NO_DEVICE,
  RDM_ACCOUNT_ERROR_DRIVER,
} RdmAccountError;

#define RDM_ACCOUNT_ERROR (rdm_account_error_quark ())
GQuark rdm_account_error_quark (void);

/** RdmHubVisitor: who somebody is. @driver: of the plan's drivers, or NULL. */
typedef struct
{
  char *device;
  char *fleet;
  char *person;
  RdmRole role;
  char *driver;
} RdmHubVisitor;

/** rdm_hub_visitor_copy: @to: (out): clear with rdm_hub_visitor_clear(). */
void rdm_hub_visitor_copy (const RdmHubVisitor *visitor, RdmHubVisitor *to);
void rdm_hub_visitor_clear (RdmHubVisitor *visitor);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmHubVisitor, rdm_hub_visitor_clear)

/** How long an invitation works. */
#define RDM_HUB_INVITATION_MS (3 * 24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/** rdm_hub_find_driver: Returns: (transfer full): the id of the plan's driver of that id, or name;
 * NULL with RDM_ACCOUNT_ERROR_DRIVER or an RDM_SQL_ERROR. */
char *rdm_hub_find_driver (RdmSql *sql, const char *fleet, const char *driver, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_invite: @driver: (nullable): which of the plan's drivers, of the role driver alone.
 * Returns: (transfer full): the code, as one reads it out: "K7QM-2XRB-…"; NULL with an error. */
char *rdm_hub_invite (RdmSql *sql,
                      const char *fleet,
                      const char *person,
                      RdmRole role,
                      const char *driver,
                      gint64 now_utc_ms,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_hub_redeem: a code for a token.
 * @code: upper or lower case, with or without dashes
 * @visitor: (out): clear with rdm_hub_visitor_clear()
 *
 * Returns: (transfer full): the token; NULL with RDM_ACCOUNT_ERROR_CODE or an RDM_SQL_ERROR
 */
char *rdm_hub_redeem (RdmSql *sql,
                      const char *code,
                      gint64 now_utc_ms,
                      RdmHubVisitor *visitor,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_hub_admit: lets a device in that cannot redeem a code itself: a phone's tracking app.
 * @visitor: (out): clear with rdm_hub_visitor_clear()
 *
 * Returns: (transfer full): the token; NULL with an RDM_SQL_ERROR
 */
char *rdm_hub_admit (RdmSql *sql,
                     const char *fleet,
                     const char *person,
                     RdmRole role,
                     const char *driver,
                     gint64 now_utc_ms,
                     RdmHubVisitor *visitor,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_hub_authenticate: Returns: FALSE with RDM_ACCOUNT_ERROR_TOKEN or an RDM_SQL_ERROR. */
gboolean
rdm_hub_authenticate (RdmSql *sql, const char *token, RdmHubVisitor *visitor, GError **error);

/** rdm_hub_revoke: the device's token opens nothing any more. */
gboolean rdm_hub_revoke (
    RdmSql *sql, const char *fleet, const char *device, gint64 now_utc_ms, GError **error);

/** RdmHubDevice: as rdm_hub_devices() lists them; instants are 0 for never. */
typedef struct
{
  char *id;
  char *person;
  RdmRole role;
  char *driver; /* NULL: none */
  gint64 created_utc_ms;
  gint64 revoked_utc_ms;
} RdmHubDevice;

/** rdm_hub_devices: Returns: (transfer full) (element-type RdmHubDevice): oldest first. */
GPtrArray *
rdm_hub_devices (RdmSql *sql, const char *fleet, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
