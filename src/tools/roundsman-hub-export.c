/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a hub keeps, as files: for others, and to go back to.
 */
#include "roundsman-hub.h"

#include "rdm-hub-db.h"
#include "rdm-hub-export.h"
#include "rdm-id.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

typedef gboolean (*Exporter) (RdmSql *sql, const char *fleet, GOutputStream *out, GError **error);

static GOutputStream *
open_output (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (!path || g_str_equal (path, "-"))
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  file = g_file_new_for_path (path);
  return G_OUTPUT_STREAM (g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, error));
}

/* Photographs go into a folder, each a file. Returns: an exit status. */
static int
export_blobs (RdmSql *sql, const char *fleet, const char *from, const char *to)
{
  g_auto (RdmHubBlobTally) tally = { 0 };
  g_autoptr (GError) error = NULL;

  if (!to || !from)
    return rdm_ctl_fail (RDM_CTL_USAGE,
                         to ? _ ("Say where photographs are kept: --blobs FOLDER.")
                            : _ ("Say which folder photographs are to be put into."));
  if (g_mkdir_with_parents (to, 0700) != 0)
    return rdm_ctl_fail (RDM_CTL_FILE, _ ("The folder “%s” cannot be made: %s"), to,
                         g_strerror (errno));
  if (!rdm_hub_blobs_export (sql, from, fleet, to, &tally, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  roundsman_hub_print_tally (_ ("Photographs and signatures written: %s (%s).\n"), &tally);
  return tally.problem ? rdm_ctl_fail (RDM_CTL_REFUSED, "%s.", tally.problem) : RDM_CTL_OK;
}

int
roundsman_hub_export (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    Exporter export; /* NULL: photographs */
  } kinds[] = {
    { "journal", rdm_hub_export_journal },
    { "rows", rdm_hub_export_rows },
    { "positions", rdm_hub_export_positions },
    { "photographs", NULL },
  };
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree char *blobs = NULL;
  const GOptionEntry own[] = {
    { "blobs", 0, 0, G_OPTION_ARG_FILENAME, &blobs, N_ ("Where photographs are kept"),
      N_ ("FOLDER") },
    { NULL },
  };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, own);
  g_autofree char *folder = NULL;
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *fleet = NULL;
  g_autoptr (GOutputStream) plain = NULL;
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  guint kind = 0;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 2, &status))
    return status;
  while (kind < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[kind].name, argv[1]))
    kind++;
  if (kind == G_N_ELEMENTS (kinds))
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say what: journal, rows, positions or photographs."));
  sql = roundsman_hub_open (&place);
  fleet = sql ? roundsman_hub_fleet (sql, NULL) : NULL;
  if (!fleet)
    return RDM_CTL_FILE;
  folder = roundsman_hub_place_dup_blobs (&place, blobs);
  if (!kinds[kind].export)
    return export_blobs (sql, fleet, folder, argc > 2 ? argv[2] : NULL);
  plain = open_output (argc > 2 ? argv[2] : NULL, &error);
  if (!plain)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  out = g_buffered_output_stream_new_sized (plain, 65536);
  if (!kinds[kind].export(sql, fleet, out, &error) || !g_output_stream_close (out, NULL, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return RDM_CTL_OK;
}

/* PostgreSQL has its own ways, which are better. */
static gboolean
is_sqlite (const RoundsmanHubPlace *place)
{
  if (place->data || !place->database)
    return TRUE;
  rdm_ctl_fail (RDM_CTL_REFUSED,
                _ ("A hub in PostgreSQL is copied with pg_dump, and after it the folder of "
                   "photographs; and restored with pg_restore; then run restore without a file."));
  return FALSE;
}

/* Where a copy's photographs are. */
static char *
beside (const char *file)
{
  return g_strconcat (file, ".blobs", NULL);
}

static gboolean
sync_file (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
                 g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return ok;
}

/* First the database and then the photographs: what the copy of it promises is there. It gets its
 * name when all is. */
static gboolean
copy_to (RdmSql *sql, const char *blobs, const char *file, RdmHubBlobTally *tally, GError **error)
{
  g_autofree char *part = g_strconcat (file, ".part", NULL);
  g_autofree char *folder = beside (file);
  const RdmSqlValue value = RDM_SQL_TEXT (part);
  g_autoptr (RdmSql) copy = NULL;
  gboolean ok;

  g_unlink (part);
  ok = rdm_sql_run (sql, "VACUUM INTO $1", &value, 1, NULL, NULL, error)
       && (copy = rdm_hub_db_open (part, error)) != NULL
       && rdm_hub_blobs_copy (copy, blobs, folder, tally, error);
  /* Nothing of it is left in files beside it. */
  ok = ok && rdm_sql_run_script (copy, "PRAGMA journal_mode = DELETE", error);
  g_clear_pointer (&copy, rdm_sql_close);
  ok = ok && sync_file (part, error);
  if (ok && g_rename (part, file) == 0)
    return TRUE;
  if (ok)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s", g_strerror (errno));
  g_unlink (part);
  return FALSE;
}

int
roundsman_hub_backup (int argc, char **argv)
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
  g_auto (RdmHubBlobTally) tally = { 0 };
  g_autoptr (RdmSql) sql = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *size = NULL;
  GStatBuf status_of_file;
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
  folder = roundsman_hub_place_dup_blobs (&place, blobs);
  if (!copy_to (sql, folder, argv[1], &tally, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, _ ("“%s” cannot be written: %s"), argv[1], error->message);
  size =
      g_format_size (g_stat (argv[1], &status_of_file) == 0 ? (guint64)status_of_file.st_size : 0);
  g_print (_ ("The hub is copied to “%s” (%s).\n"), argv[1], size);
  if (tally.n > 0)
    roundsman_hub_print_tally (_ ("Photographs and signatures in the folder beside it, which ends "
                                  "in “.blobs”: %s (%s).\n"),
                               &tally);
  return tally.problem ? rdm_ctl_fail (RDM_CTL_REFUSED, "%s.", tally.problem) : RDM_CTL_OK;
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

/* A copy of the copy with an epoch of its own: desks notice, and send again what it does not know.
 */
static RdmSql *
open_aside (const char *backup, const char *aside, GError **error)
{
  g_autofree char *epoch = rdm_id_new ("epoch");
  const RdmSqlValue value = RDM_SQL_TEXT (epoch);
  g_autoptr (GFile) from = g_file_new_for_path (backup);
  g_autoptr (GFile) to = g_file_new_for_path (aside);
  g_autoptr (RdmSql) sql = NULL;

  if (!g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return NULL;
  sql = rdm_hub_db_open (aside, error);
  if (!sql || !rdm_sql_run (sql, "UPDATE fleet SET epoch = $1", &value, 1, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&sql);
}

/* Puts a copy in the place of the database, when its photographs are in theirs. */
static gboolean
put_in_place (const char *backup,
              const char *database,
              const char *blobs,
              RdmHubBlobTally *tally,
              GError **error)
{
  g_autofree char *aside = g_strconcat (database, ".restoring", NULL);
  g_autofree char *from = beside (backup);
  const char *const ends[] = { "-wal", "-shm" };
  g_autoptr (RdmSql) sql = open_aside (backup, aside, error);

  if (!sql || !rdm_hub_blobs_copy (sql, from, blobs, tally, error)
      || !rdm_sql_run_script (sql, "PRAGMA wal_checkpoint (TRUNCATE)", error)
      || !sync_file (aside, error))
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
  g_autofree char *blobs = NULL;
  const GOptionEntry own[] = {
    { "blobs", 0, 0, G_OPTION_ARG_FILENAME, &blobs, N_ ("Where photographs are kept"),
      N_ ("FOLDER") },
    { NULL },
  };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, own);
  g_autofree char *database = NULL;
  g_autofree char *folder = NULL;
  g_auto (RdmHubBlobTally) tally = { 0 };
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
  folder = roundsman_hub_place_dup_blobs (&place, blobs);
  restored = put_in_place (argv[1], database, folder, &tally, &error);
  close (lock);
  if (!restored)
    return rdm_ctl_fail (RDM_CTL_FILE, _ ("“%s” cannot be restored: %s"), argv[1], error->message);
  g_print (_ ("Restored. Desks will send again what this copy does not know.\n"));
  if (tally.n > 0)
    roundsman_hub_print_tally (_ ("Photographs and signatures that are there: %s (%s).\n"), &tally);
  if (tally.n_bad > 0)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, tally.n_bad);

      return rdm_ctl_fail (
          RDM_CTL_REFUSED,
          _ ("Photographs and signatures that are neither here nor in a good state "
             "beside the copy: %s. %s."),
          count, tally.problem);
    }
  return RDM_CTL_OK;
}
