/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-blobs.h"

#include "rdm-hub-db.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (rdm_hub_blob_error, rdm_hub_blob_error)

#define NAME_LENGTH 64

struct _RdmHubBlobs
{
  char *database;
  char *folder;
  gint64 quota_bytes;
  RdmSql *sql;
  GThreadPool *pool; /* of one thread */
};

gboolean
rdm_hub_blob_is_name (const char *text)
{
  return strlen (text) == NAME_LENGTH && strspn (text, "0123456789abcdef") == NAME_LENGTH;
}

char *
rdm_hub_blob_path (const char *folder, const char *name)
{
  char first[3] = { name[0], name[1], '\0' };

  return g_build_filename (folder, first, name + 2, NULL);
}

static gboolean
fail_file (const char *path, int code, GError **error)
{
  g_set_error (error, RDM_HUB_BLOB_ERROR,
               code == ENOSPC || code == EDQUOT ? RDM_HUB_BLOB_ERROR_FULL : RDM_HUB_BLOB_ERROR_FILE,
               "%s: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
rdm_hub_blob_write (
    const char *folder, const char *name, const char *bytes, gsize length, GError **error)
{
  g_autofree char *path = rdm_hub_blob_path (folder, name);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) local = NULL;

  if (g_mkdir_with_parents (parent, 0700) != 0)
    return fail_file (parent, errno, error);
  if (!g_file_set_contents_full (path, bytes, (gssize)length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &local))
    return fail_file (
        path, g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? ENOSPC : EIO, error);
  if (!sync_folder (parent) || !sync_folder (folder))
    return fail_file (parent, errno, error);
  return TRUE;
}

static gboolean
has_row (RdmSql *sql, const char *fleet, const char *name, gboolean *has, GError **error)
{
  const RdmSqlValue values[] = { RDM_SQL_TEXT (fleet), RDM_SQL_TEXT (name) };
  g_autofree char *size = NULL;

  if (!rdm_sql_get (sql, "SELECT size FROM blob WHERE fleet = $1 AND sha256 = $2", values,
                    G_N_ELEMENTS (values), &size, error))
    return FALSE;
  *has = size != NULL;
  return TRUE;
}

static gboolean
check_quota (RdmSql *sql, const char *fleet, gint64 more, gint64 quota_bytes, GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);
  g_autofree char *sum = NULL;

  if (!rdm_sql_get (sql, "SELECT sum (size) FROM blob WHERE fleet = $1", &value, 1, &sum, error))
    return FALSE;
  if ((sum ? g_ascii_strtoll (sum, NULL, 10) : 0) + more <= quota_bytes)
    return TRUE;
  g_set_error_literal (error, RDM_HUB_BLOB_ERROR, RDM_HUB_BLOB_ERROR_QUOTA,
                       "The fleet has left as much as it may. Its owner has to make room.");
  return FALSE;
}

gboolean
rdm_hub_blob_put (RdmSql *sql,
                  const char *folder,
                  gint64 quota_bytes,
                  const RdmHubVisitor *visitor,
                  const char *name,
                  const GByteArray *bytes,
                  gint64 now_utc_ms,
                  gboolean *is_new,
                  GError **error)
{
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes->data, bytes->len);
  const RdmSqlValue values[] = {
    RDM_SQL_TEXT (visitor->fleet),  RDM_SQL_TEXT (name),      RDM_SQL_INT (bytes->len),
    RDM_SQL_TEXT (visitor->device), RDM_SQL_INT (now_utc_ms),
  };
  gboolean has;

  if (g_strcmp0 (hash, name) != 0)
    {
      g_set_error_literal (error, RDM_HUB_BLOB_ERROR, RDM_HUB_BLOB_ERROR_HASH,
                           "These bytes have another name. Send them again.");
      return FALSE;
    }
  if (!has_row (sql, visitor->fleet, name, &has, error))
    return FALSE;
  *is_new = !has;
  if (has)
    return TRUE;
  /* First the bytes, then the row: a row is a promise. */
  return check_quota (sql, visitor->fleet, bytes->len, quota_bytes, error)
         && rdm_hub_blob_write (folder, name, (const char *)bytes->data, bytes->len, error)
         && rdm_sql_run (sql,
                         "INSERT INTO blob (fleet, sha256, size, device, created_ms)"
                         " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (fleet, sha256) DO NOTHING",
                         values, G_N_ELEMENTS (values), NULL, NULL, error);
}

int
rdm_hub_blob_open (RdmSql *sql,
                   const char *folder,
                   const char *fleet,
                   const char *name,
                   guint64 *size,
                   GError **error)
{
  g_autofree char *path = rdm_hub_blob_is_name (name) ? rdm_hub_blob_path (folder, name) : NULL;
  struct stat status;
  gboolean has = FALSE;
  int fd;

  if (path && !has_row (sql, fleet, name, &has, error))
    return -1;
  if (!has)
    {
      g_set_error_literal (error, RDM_HUB_BLOB_ERROR, RDM_HUB_BLOB_ERROR_NONE,
                           "There is nothing of that name.");
      return -1;
    }
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd >= 0 && fstat (fd, &status) == 0)
    {
      *size = (guint64)status.st_size;
      return fd;
    }
  fail_file (path, errno, error);
  if (fd >= 0)
    close (fd);
  return -1;
}

/* The thread */

void
rdm_hub_blob_job_free (RdmHubBlobJob *job)
{
  rdm_hub_visitor_clear (&job->visitor);
  g_free (job->name);
  g_clear_pointer (&job->bytes, g_byte_array_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static void
run (gpointer data, gpointer user_data)
{
  RdmHubBlobJob *job = data;
  RdmHubBlobs *self = user_data;

  if (!self->sql)
    self->sql = rdm_hub_db_open (self->database, &job->error);
  if (self->sql
      && !rdm_hub_blob_put (self->sql, self->folder, self->quota_bytes, &job->visitor, job->name,
                            job->bytes, job->now_utc_ms, &job->is_new, &job->error)
      && job->error->domain == RDM_SQL_ERROR)
    g_clear_pointer (&self->sql, rdm_sql_close);
  job->done (job, job->user_data);
}

RdmHubBlobs *
rdm_hub_blobs_start (const char *database, const char *folder, gint64 quota_bytes, GError **error)
{
  RdmHubBlobs *self;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fail_file (folder, errno, error);
      return NULL;
    }
  self = g_new0 (RdmHubBlobs, 1);
  self->database = g_strdup (database);
  self->folder = g_strdup (folder);
  self->quota_bytes = quota_bytes;
  self->pool = g_thread_pool_new (run, self, 1, FALSE, NULL);
  return self;
}

void
rdm_hub_blobs_stop (RdmHubBlobs *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_clear_pointer (&self->sql, rdm_sql_close);
  g_free (self->database);
  g_free (self->folder);
  g_free (self);
}

const char *
rdm_hub_blobs_get_folder (RdmHubBlobs *self)
{
  return self->folder;
}

void
rdm_hub_blobs_add (RdmHubBlobs *self, RdmHubBlobJob *job)
{
  g_thread_pool_push (self->pool, job, NULL);
}
