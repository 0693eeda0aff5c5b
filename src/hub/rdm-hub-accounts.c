/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-accounts.h"

#include "rdm-hub-credentials.h"
#include "rdm-fleet.h"
#include "rdm-id.h"
#include "rdm-wire.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* Crockford's base 32: nobody mistakes one for another when it is read out. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#define TOKEN_LENGTH 52 /* 260 bits */

G_DEFINE_QUARK (rdm_account_error, rdm_account_error)

void
rdm_hub_visitor_clear (RdmHubVisitor *visitor)
{
  g_clear_pointer (&visitor->device, g_free);
  g_clear_pointer (&visitor->fleet, g_free);
  g_clear_pointer (&visitor->person, g_free);
  g_clear_pointer (&visitor->driver, g_free);
}

void
rdm_hub_visitor_copy (const RdmHubVisitor *visitor, RdmHubVisitor *to)
{
  *to = (RdmHubVisitor){ g_strdup (visitor->device), g_strdup (visitor->fleet),
                         g_strdup (visitor->person), visitor->role, g_strdup (visitor->driver) };
}

/* Letters that nobody can guess. */
static char *
secret (guint length)
{
  char *text = g_malloc (length + 1);
  gsize done = 0;

  while (done < length)
    {
      gssize n = getrandom (text + done, length - done, 0);

      if (n < 0 && errno != EINTR)
        g_error ("No random numbers: %s", g_strerror (errno));
      done += (gsize)MAX (n, 0);
    }
  for (guint i = 0; i < length; i++)
    text[i] = alphabet[(guchar)text[i] % 32];
  text[length] = '\0';
  return text;
}

static char *
hash (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static void
add_id (const char *const *values, guint n_values, gpointer ids)
{
  g_ptr_array_add (ids, g_strdup (values[0]));
}

/* A name as it stands in a row, "name":"…", for LIKE. */
static char *
name_pattern (const char *name)
{
  g_autoptr (RdmDriver) driver = rdm_row_new (RDM_ROW_DRIVER, "");
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  const char *begin;

  driver->name = g_strdup (name);
  node = rdm_row_to_json (driver);
  text = rdm_wire_print (node);
  begin = strstr (text, "\"name\":");
  /* Without the brace at the end. */
  return begin ? g_strdup_printf ("%%%.*s%%", (int)strlen (begin) - 1, begin) : g_strdup ("");
}

char *
rdm_hub_find_driver (RdmSql *sql, const char *fleet, const char *driver, GError **error)
{
  g_autofree char *pattern = name_pattern (driver);
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (driver),
                                 RDM_SQL_TEXT (pattern) };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!rdm_sql_run (sql,
                    "SELECT id FROM row_state WHERE fleet = $1 AND kind = 'driver'"
                    " AND (id = $2 OR body LIKE $3) AND body IS NOT NULL ORDER BY id <> $2, id",
                    values, G_N_ELEMENTS (values), add_id, ids, error))
    return NULL;
  if (ids->len == 1 || (ids->len > 1 && g_str_equal (ids->pdata[0], driver)))
    return g_strdup (ids->pdata[0]);
  g_set_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_DRIVER,
               ids->len == 0 ? "The plan has no driver “%s”"
                             : "Several of the plan's drivers are called “%s”: say an identifier",
               driver);
  return NULL;
}

/* Returns: FALSE with an error. */
static gboolean
check_driver (RdmSql *sql, const char *fleet, RdmRole role, const char *driver, GError **error)
{
  g_autofree char *found = NULL;

  if (!driver)
    return TRUE;
  if (role == RDM_ROLE_DRIVER)
    {
      found = rdm_hub_find_driver (sql, fleet, driver, error);
      return found != NULL;
    }
  g_set_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_DRIVER, "A %s drives nothing",
               rdm_role_names[role]);
  return FALSE;
}

char *
rdm_hub_invite (RdmSql *sql,
                const char *fleet,
                const char *person,
                RdmRole role,
                const char *driver,
                gint64 now_utc_ms,
                GError **error)
{
  g_autofree char *code = secret (RDM_HUB_CODE_LENGTH);
  g_autofree char *code_hash = hash (code);
  const RdmSqlValue values[] = {
    RDM_SQL_TEXT (code_hash), RDM_SQL_TEXT (fleet),
    RDM_SQL_TEXT (person),    RDM_SQL_TEXT (rdm_role_names[role]),
    RDM_SQL_INT (now_utc_ms), RDM_SQL_INT (now_utc_ms + RDM_HUB_INVITATION_MS),
    RDM_SQL_TEXT (driver),
  };

  if (!check_driver (sql, fleet, role, driver, error)
      || !rdm_sql_run (sql,
                       "INSERT INTO invitation (code_hash, fleet, person, role, created_ms,"
                       " expires_ms, driver) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                       values, G_N_ELEMENTS (values), NULL, NULL, error))
    return NULL;
  return g_strdup_printf ("%.4s-%.4s-%.4s-%.4s", code, code + 4, code + 8, code + 12);
}

static RdmRole
role_from_name (const char *name)
{
  for (int role = 0; role < RDM_N_ROLES; role++)
    if (g_strcmp0 (rdm_role_names[role], name) == 0)
      return (RdmRole)role;
  return RDM_N_ROLES; /* which may do nothing */
}

static void
keep_visitor (const char *const *values, guint n_values, gpointer user_data)
{
  RdmHubVisitor *visitor = user_data;

  rdm_hub_visitor_clear (visitor);
  visitor->device = g_strdup (values[0]);
  visitor->fleet = g_strdup (values[1]);
  visitor->person = g_strdup (values[2]);
  visitor->role = role_from_name (values[3]);
  visitor->driver = g_strdup (values[4]);
}

/* Marks the invitation as used, in one statement, so that it is used once. */
static gboolean
use_invitation (
    RdmSql *sql, const char *code, gint64 now_utc_ms, RdmHubVisitor *visitor, GError **error)
{
  g_autofree char *plain = rdm_hub_plain_code (code);
  g_autofree char *code_hash = hash (plain);
  const RdmSqlValue values[] = { RDM_SQL_INT (now_utc_ms), RDM_SQL_TEXT (code_hash) };

  if (!rdm_sql_run (sql,
                    "UPDATE invitation SET used_ms = $1"
                    " WHERE code_hash = $2 AND used_ms IS NULL AND expires_ms >= $1"
                    " RETURNING '', fleet, person, role, driver",
                    values, G_N_ELEMENTS (values), keep_visitor, visitor, error))
    return FALSE;
  if (visitor->fleet)
    return TRUE;
  g_set_error_literal (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_CODE,
                       "This invitation is unknown, used or too old. Ask for another.");
  return FALSE;
}

static gboolean
add_device (
    RdmSql *sql, const RdmHubVisitor *visitor, const char *token, gint64 now_utc_ms, GError **error)
{
  g_autofree char *token_hash = hash (token);
  const RdmSqlValue values[] = {
    RDM_SQL_TEXT (visitor->device), RDM_SQL_TEXT (visitor->fleet),
    RDM_SQL_TEXT (visitor->person), RDM_SQL_TEXT (rdm_role_names[visitor->role]),
    RDM_SQL_TEXT (token_hash),      RDM_SQL_INT (now_utc_ms),
    RDM_SQL_TEXT (visitor->driver),
  };

  return rdm_sql_run (sql,
                      "INSERT INTO device (id, fleet, person, role, token_hash, created_ms, driver)"
                      " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                      values, G_N_ELEMENTS (values), NULL, NULL, error);
}

char *
rdm_hub_redeem (
    RdmSql *sql, const char *code, gint64 now_utc_ms, RdmHubVisitor *visitor, GError **error)
{
  g_autofree char *token = secret (TOKEN_LENGTH);

  *visitor = (RdmHubVisitor){ 0 };
  if (!rdm_sql_begin (sql, error))
    return NULL;
  if (use_invitation (sql, code, now_utc_ms, visitor, error))
    {
      g_free (visitor->device);
      visitor->device = rdm_id_new ("device");
      if (add_device (sql, visitor, token, now_utc_ms, error) && rdm_sql_commit (sql, error))
        return g_steal_pointer (&token);
    }
  rdm_sql_rollback (sql);
  rdm_hub_visitor_clear (visitor);
  return NULL;
}

char *
rdm_hub_admit (RdmSql *sql,
               const char *fleet,
               const char *person,
               RdmRole role,
               const char *driver,
               gint64 now_utc_ms,
               RdmHubVisitor *visitor,
               GError **error)
{
  g_autofree char *token = secret (TOKEN_LENGTH);

  *visitor = (RdmHubVisitor){ rdm_id_new ("device"), g_strdup (fleet), g_strdup (person), role,
                              g_strdup (driver) };
  if (check_driver (sql, fleet, role, driver, error)
      && add_device (sql, visitor, token, now_utc_ms, error))
    return g_steal_pointer (&token);
  rdm_hub_visitor_clear (visitor);
  return NULL;
}

gboolean
rdm_hub_authenticate (RdmSql *sql, const char *token, RdmHubVisitor *visitor, GError **error)
{
  g_autofree char *token_hash = hash (token);
  const RdmSqlValue value = RDM_SQL_TEXT (token_hash);

  *visitor = (RdmHubVisitor){ 0 };
  if (!rdm_sql_run (sql,
                    "SELECT id, fleet, person, role, driver FROM device"
                    " WHERE token_hash = $1 AND revoked_ms IS NULL",
                    &value, 1, keep_visitor, visitor, error))
    return FALSE;
  if (visitor->device)
    return TRUE;
  g_set_error_literal (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_TOKEN,
                       "This device is not known here, or was put out. Ask for an invitation.");
  return FALSE;
}

gboolean
rdm_hub_revoke (
    RdmSql *sql, const char *fleet, const char *device, gint64 now_utc_ms, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_INT (now_utc_ms), RDM_SQL_TEXT (fleet),
                                 RDM_SQL_TEXT (device) };
  g_autofree char *id = NULL;

  if (!rdm_sql_get (sql,
                    "UPDATE device SET revoked_ms = $1 WHERE fleet = $2 AND id = $3 RETURNING id",
                    values, G_N_ELEMENTS (values), &id, error))
    return FALSE;
  if (id)
    return TRUE;
  g_set_error (error, RDM_ACCOUNT_ERROR, RDM_ACCOUNT_ERROR_NO_DEVICE, "There is no device “%s”",
               device);
  return FALSE;
}

static void
device_free (gpointer data)
{
  RdmHubDevice *device = data;

  g_free (device->id);
  g_free (device->person);
  g_free (device->driver);
  g_free (device);
}

static gint64
instant (const char *text)
{
  return text ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static void
add_to_list (const char *const *values, guint n_values, gpointer user_data)
{
  RdmHubDevice *device = g_new0 (RdmHubDevice, 1);

  device->id = g_strdup (values[0]);
  device->person = g_strdup (values[1]);
  device->role = role_from_name (values[2]);
  device->created_utc_ms = instant (values[3]);
  device->revoked_utc_ms = instant (values[4]);
  device->driver = g_strdup (values[5]);
  g_ptr_array_add (user_data, device);
}

GPtrArray *
rdm_hub_devices (RdmSql *sql, const char *fleet, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (device_free);

  if (!rdm_sql_run (sql,
                    "SELECT id, person, role, created_ms, revoked_ms, driver FROM device"
                    " WHERE fleet = $1 ORDER BY created_ms, id",
                    &value, 1, add_to_list, devices, error))
    return NULL;
  return g_steal_pointer (&devices);
}
