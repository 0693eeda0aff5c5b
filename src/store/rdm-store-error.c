/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What went wrong with a plan file, as sentences that say what, where, and what to do.
 */
#include "rdm-store-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (rdm_store_error, rdm_store_error)

/* %1$s is the file, %2$s says why. */
static const char *const sentences[] = {
  [RDM_STORE_ERROR_OPEN] = N_ ("“%1$s” cannot be opened: %2$s"),
  [RDM_STORE_ERROR_NOT_A_PLAN] = N_ ("“%1$s” is not a plan: %2$s Open another file."),
  [RDM_STORE_ERROR_DAMAGED] =
      N_ ("“%1$s” is damaged: %2$s Open a copy of it, or the backup beside it."),
  [RDM_STORE_ERROR_NEWER] =
      N_ ("“%1$s” was written by a newer version of Roundsman: %2$s Update Roundsman to open it."),
  [RDM_STORE_ERROR_BUSY] =
      N_ ("“%1$s” is open in another program: %2$s Close it there, then open it here."),
  [RDM_STORE_ERROR_FULL] = N_ ("“%1$s” could not be saved: %2$s Make room, then do it again."),
  [RDM_STORE_ERROR_IO] = N_ ("“%1$s” cannot be read or written: %2$s"),
  [RDM_STORE_ERROR_MIGRATION] =
      N_ ("“%1$s” could not be brought up to date and is as it was: %2$s"),
};

gboolean
rdm_store_fail_as (RdmStoreError code, const char *path, const char *why, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *message = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (_ (sentences[code]), name, why);
#pragma GCC diagnostic pop
  g_set_error_literal (error, RDM_STORE_ERROR, (int)code, g_strstrip (message));
  return FALSE;
}

static gboolean
is_out_of_room (int system_error)
{
  return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

gboolean
rdm_store_fail (sqlite3 *db, const char *path, GError **error)
{
  /* SQLite does not remember the system's error of a failed commit; the thread does. */
  int last_error = errno;
  int code = sqlite3_extended_errcode (db);
  int system_error = sqlite3_system_errno (db) ? sqlite3_system_errno (db) : last_error;
  g_autofree char *why = g_strdup_printf ("%s.", sqlite3_errmsg (db));

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return rdm_store_fail_as (RDM_STORE_ERROR_FULL, path, _ ("the disk is full."), error);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return rdm_store_fail_as (RDM_STORE_ERROR_BUSY, path, _ ("it is being written."), error);
    case SQLITE_CORRUPT:
      return rdm_store_fail_as (RDM_STORE_ERROR_DAMAGED, path,
                                _ ("parts of it are missing or make no sense."), error);
    case SQLITE_NOTADB:
      return rdm_store_fail_as (RDM_STORE_ERROR_NOT_A_PLAN, path, _ ("it is something else."),
                                error);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
      return rdm_store_fail_as (RDM_STORE_ERROR_OPEN, path,
                                _ ("the file or its folder may not be written."), error);
    default:
      break;
    }
  if ((code & 0xff) == SQLITE_IOERR && is_out_of_room (system_error))
    return rdm_store_fail_as (RDM_STORE_ERROR_FULL, path, _ ("the disk is full."), error);
  if (code == SQLITE_IOERR_SHORT_READ)
    return rdm_store_fail_as (RDM_STORE_ERROR_DAMAGED, path, _ ("it ends too early."), error);
  return rdm_store_fail_as (RDM_STORE_ERROR_IO, path, why, error);
}
