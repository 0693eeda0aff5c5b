/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-hub.h"

#include "rdm-hub-accounts.h"
#include "rdm-hub-blobs.h"
#include "rdm-hub-fleet.h"
#include "rdm-hub-journal.h"
#include "rdm-id.h"
#include "rdm-hub-db.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

static gint64
now_utc_ms (void)
{
  return g_get_real_time () / 1000;
}

int
roundsman_hub_invite (int argc, char **argv)
{
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree char *role_name = NULL;
  g_autofree char *url = NULL;
  const GOptionEntry own[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role_name,
      N_ ("dispatcher (unless told otherwise), manager, driver or feed"), N_ ("ROLE") },
    { "url", 0, 0, G_OPTION_ARG_STRING, &url, N_ ("How others reach the hub, for a link"),
      N_ ("URL") },
    { NULL },
  };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, own);
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *fleet = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  RdmRole role = RDM_ROLE_DISPATCHER;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  for (role = 0; role_name && role < RDM_N_ROLES; role++)
    if (g_str_equal (rdm_role_names[role], role_name))
      break;
  if (role == RDM_N_ROLES)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("There is no role “%s”."), role_name);
  sql = roundsman_hub_open (&place);
  fleet = sql ? roundsman_hub_fleet (sql, NULL) : NULL;
  if (!fleet)
    return RDM_CTL_FILE;
  code = rdm_hub_invite (sql, fleet, argv[1], role, now_utc_ms (), &error);
  if (!code)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  roundsman_hub_print_invitation (code, argv[1], url);
  return RDM_CTL_OK;
}

static char *
format_instant (gint64 utc_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (utc_ms / 1000);

  return g_date_time_format (time, "%F %R");
}

int
roundsman_hub_devices (int argc, char **argv)
{
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, NULL);
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *fleet = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 0, 0, &status))
    return status;
  sql = roundsman_hub_open (&place);
  fleet = sql ? roundsman_hub_fleet (sql, NULL) : NULL;
  if (!fleet)
    return RDM_CTL_FILE;
  devices = rdm_hub_devices (sql, fleet, &error);
  if (!devices)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  for (guint i = 0; i < devices->len; i++)
    {
      const RdmHubDevice *device = devices->pdata[i];
      g_autofree char *since = format_instant (device->created_utc_ms);

      g_print ("%s  %-10s  %s  %s%s\n", device->id,
               device->role < RDM_N_ROLES ? rdm_role_names[device->role] : "?", since,
               device->person, device->revoked_utc_ms ? _ (" (put out)") : "");
    }
  return RDM_CTL_OK;
}

int
roundsman_hub_revoke (int argc, char **argv)
{
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, NULL);
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *fleet = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  sql = roundsman_hub_open (&place);
  fleet = sql ? roundsman_hub_fleet (sql, NULL) : NULL;
  if (!fleet)
    return RDM_CTL_FILE;
  if (!rdm_hub_revoke (sql, fleet, argv[1], now_utc_ms (), &error))
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s", error->message);
  g_print (_ ("%s opens nothing any more; what it has open ends within ten seconds.\n"), argv[1]);
  return RDM_CTL_OK;
}

int
roundsman_hub_verify (int argc, char **argv)
{
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree char *blobs = NULL;
  const GOptionEntry own[] = {
    { "blobs", 0, 0, G_OPTION_ARG_FILENAME, &blobs, N_ ("Where photographs are kept"),
      N_ ("FOLDER") },
    { NULL },
  };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, own);
  g_autofree char *folder = NULL;
  g_autofree char *blob_damage = NULL;
  guint64 n_blobs;
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *fleet = NULL;
  g_autofree char *damage = NULL;
  g_autofree char *count = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_ops;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 0, 0, &status))
    return status;
  sql = roundsman_hub_open (&place);
  fleet = sql ? roundsman_hub_fleet (sql, NULL) : NULL;
  if (!fleet)
    return RDM_CTL_FILE;
  if (!rdm_hub_journal_verify (sql, fleet, &n_ops, &damage, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (damage)
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s.", damage);
  count = g_strdup_printf ("%" G_GUINT64_FORMAT, n_ops);
  /* Translators: %s is a number. */
  g_print (_ ("The journal is as it was written: %s operations.\n"), count);
  folder = roundsman_hub_place_dup_blobs (&place, blobs);
  if (!folder)
    return RDM_CTL_OK;
  if (!rdm_hub_blobs_verify (sql, folder, fleet, &n_blobs, &blob_damage, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (blob_damage)
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s.", blob_damage);
  return RDM_CTL_OK;
}

/* PostgreSQL has its own ways, which are better. */
static gboolean
is_sqlite (const RoundsmanHubPlace *place)
{
  if (place->data || !place->database)
    return TRUE;
  rdm_ctl_fail (RDM_CTL_REFUSED, _ ("A hub in PostgreSQL is copied with pg_dump, and restored with "
                                    "pg_restore; then run restore without a file."));
  return FALSE;
}

int
roundsman_hub_backup (int argc, char **argv)
{
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, NULL);
  g_autoptr (RdmSql) sql = NULL;
  g_autoptr (GError) error = NULL;
  RdmSqlValue file;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  if (!is_sqlite (&place))
    return RDM_CTL_REFUSED;
  sql = roundsman_hub_open (&place);
  if (!sql)
    return RDM_CTL_FILE;
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS))
    return rdm_ctl_fail (RDM_CTL_REFUSED, _ ("“%s” is there already."), argv[1]);
  file = RDM_SQL_TEXT (argv[1]);
  if (!rdm_sql_run (sql, "VACUUM INTO $1", &file, 1, NULL, NULL, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, _ ("“%s” cannot be written: %s"), argv[1], error->message);
  return RDM_CTL_OK;
}

/* Only while no hub runs on it. Returns: a descriptor to close, or -1, having said why. */
static int
lock_alone (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "hub.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  rdm_ctl_fail (RDM_CTL_REFUSED, _ ("A hub runs on “%s”. Stop it first."), folder);
  return -1;
}

/* Puts a copy with an epoch of its own in the place of the database. */
static gboolean
put_in_place (const char *backup, const char *database, GError **error)
{
  g_autofree char *aside = g_strconcat (database, ".restoring", NULL);
  g_autofree char *epoch = rdm_id_new ("epoch");
  const RdmSqlValue value = RDM_SQL_TEXT (epoch);
  const char *const ends[] = { "-wal", "-shm" };
  g_autoptr (GFile) from = g_file_new_for_path (backup);
  g_autoptr (GFile) to = g_file_new_for_path (aside);
  g_autoptr (RdmSql) sql = NULL;

  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return FALSE;
  sql = rdm_hub_db_open (aside, error);
  /* Another epoch: desks notice, and send again what this copy does not know. */
  if (!sql || !rdm_sql_run (sql, "UPDATE fleet SET epoch = $1", &value, 1, NULL, NULL, error)
      || !rdm_sql_run_script (sql, "PRAGMA wal_checkpoint (TRUNCATE)", error))
    {
      g_clear_pointer (&sql, rdm_sql_close);
      g_unlink (aside);
      return FALSE;
    }
  g_clear_pointer (&sql, rdm_sql_close);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *path = g_strconcat (database, ends[i], NULL);

      g_unlink (path);
    }
  if (g_rename (aside, database) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _ ("“%s” cannot be replaced"), database);
  return FALSE;
}

/* pg_restore has put a copy back; versions mean something else from now on. */
static int
restore_postgres (const RoundsmanHubPlace *place)
{
  g_autoptr (RdmSql) sql = roundsman_hub_open (place);
  g_autofree char *epoch = rdm_id_new ("epoch");
  const RdmSqlValue value = RDM_SQL_TEXT (epoch);
  g_autoptr (GError) error = NULL;

  if (!sql)
    return RDM_CTL_FILE;
  if (!rdm_sql_run (sql, "UPDATE fleet SET epoch = $1", &value, 1, NULL, NULL, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  g_print (_ ("Desks will send again what this copy does not know.\n"));
  return RDM_CTL_OK;
}

int
roundsman_hub_restore (int argc, char **argv)
{
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, NULL);
  g_autofree char *database = NULL;
  g_autoptr (GError) error = NULL;
  gboolean restored;
  int status, lock;

  if (!rdm_ctl_parse (&argc, &argv, entries, 0, 1, &status))
    return status;
  if (place.database && !place.data && argc == 1)
    return restore_postgres (&place);
  if (argc == 1)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say which copy is to be restored."));
  if (!is_sqlite (&place))
    return RDM_CTL_REFUSED;
  database = roundsman_hub_place_dup_database (&place);
  if (!database)
    return RDM_CTL_FILE;
  lock = lock_alone (place.data);
  if (lock < 0)
    return RDM_CTL_REFUSED;
  restored = put_in_place (argv[1], database, &error);
  close (lock);
  if (!restored)
    return rdm_ctl_fail (RDM_CTL_FILE, _ ("“%s” cannot be restored: %s"), argv[1], error->message);
  g_print (_ ("Restored. Desks will send again what this copy does not know.\n"));
  return RDM_CTL_OK;
}
