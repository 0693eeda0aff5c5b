/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan file as a file: what can be told before SQLite sees it, and whose it is.
 *
 * The lock is on a file beside it that goes with its owner; after a crash it lies about, but nobody
 * holds it. It is never the plan file itself that is opened here: closing it would take SQLite's
 * own locks off.
 */
#include "rdm-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
fail_by_errno (const char *path, int code, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *folder_name = g_filename_display_name (folder);
  g_autofree char *why = NULL;

  switch (code)
    {
    case ENOENT:
      why = g_file_test (folder, G_FILE_TEST_IS_DIR)
                ? g_strdup (_ ("there is no such file."))
                : g_strdup_printf (_ ("there is no folder “%s”."), folder_name);
      break;
    case EISDIR:
      why = g_strdup (_ ("it is a folder."));
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      why = g_strdup (_ ("you may not write it, or not in its folder."));
      break;
    case ENOSPC:
    case EDQUOT:
      return rdm_store_fail_as (RDM_STORE_ERROR_FULL, path, _ ("the disk is full."), error);
    default:
      why = g_strdup_printf ("%s.", g_strerror (code));
      break;
    }
  return rdm_store_fail_as (RDM_STORE_ERROR_OPEN, path, why, error);
}

gboolean
rdm_store_check_file (const char *path, RdmStoreFlags flags, gboolean *is_new, GError **error)
{
  gboolean create = (flags & RDM_STORE_CREATE) && !(flags & RDM_STORE_READ_ONLY);
  GStatBuf info;

  *is_new = FALSE;
  if (g_stat (path, &info) != 0)
    {
      *is_new = create && errno == ENOENT;
      return *is_new || fail_by_errno (path, errno, error);
    }
  if (S_ISDIR (info.st_mode))
    return fail_by_errno (path, EISDIR, error);
  if (!S_ISREG (info.st_mode))
    return rdm_store_fail_as (RDM_STORE_ERROR_NOT_A_PLAN, path, _ ("it is a device."), error);
  if (info.st_size == 0 && !create)
    return rdm_store_fail_as (RDM_STORE_ERROR_NOT_A_PLAN, path, _ ("it is empty."), error);
  return g_access (path, flags & RDM_STORE_READ_ONLY ? R_OK : R_OK | W_OK) == 0
         || fail_by_errno (path, errno, error);
}

static char *
lock_path (const char *path)
{
  return g_strconcat (path, "-lock", NULL);
}

/* Is what we locked still what lies there? Its last owner may have removed it just before. */
static gboolean
is_current (int fd, const char *path)
{
  struct stat ours;
  GStatBuf there;

  return fstat (fd, &ours) == 0 && g_stat (path, &there) == 0 && ours.st_ino == there.st_ino
         && ours.st_dev == there.st_dev;
}

int
rdm_store_lock (const char *path, GError **error)
{
  g_autofree char *lock = lock_path (path);

  for (;;)
    {
      int fd = g_open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

      if (fd < 0)
        {
          fail_by_errno (path, errno, error);
          return -1;
        }
      if (flock (fd, LOCK_EX | LOCK_NB) != 0)
        {
          close (fd);
          rdm_store_fail_as (RDM_STORE_ERROR_BUSY, path, _ ("only one can change it at a time."),
                             error);
          return -1;
        }
      if (is_current (fd, lock))
        return fd;
      close (fd);
    }
}

void
rdm_store_unlock (const char *path, int fd)
{
  g_autofree char *lock = lock_path (path);

  g_remove (lock);
  close (fd);
}

gboolean
rdm_store_check_there (RdmStore *self, GError **error)
{
  GStatBuf there;

  if (g_stat (self->path, &there) != 0 || there.st_ino != self->inode
      || there.st_dev != self->device)
    return rdm_store_fail_as (RDM_STORE_ERROR_IO, self->path,
                              _ ("it has been moved or deleted. Put it back, then do it again."),
                              error);
  return TRUE;
}
