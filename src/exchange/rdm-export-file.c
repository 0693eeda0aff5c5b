/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-export-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (rdm_export_error, rdm_export_error)

/* What stands in the way, as a sentence that may follow the file's name. */
static const char *
describe (const GError *error)
{
  switch (error->code)
    {
    case G_FILE_ERROR_NOSPC:
      return _ ("the disk is full. Make room, or choose another place");
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return _ ("you may not write there. Choose another place");
    case G_FILE_ERROR_ROFS:
      return _ ("that disk can only be read. Choose another place");
    case G_FILE_ERROR_NOENT:
    case G_FILE_ERROR_NOTDIR:
      return _ ("there is no such folder. Make it first, or choose another place");
    case G_FILE_ERROR_ISDIR:
      return _ ("that is a folder. Say what the file in it is to be called");
    default:
      return _ ("the disk does not take it. Choose another place");
    }
}

/* The file that @path leads to: a link stays one. */
static char *
resolve (const char *path)
{
  char *target = realpath (path, NULL);

  return target != NULL ? target : g_strdup (path);
}

/* Whether it is there and no file, but a pipe or a terminal, say. */
static gboolean
is_stream (const char *target)
{
  GStatBuf status;

  return g_stat (target, &status) == 0 && !S_ISREG (status.st_mode);
}

/* g_file_set_contents_full() would give it a length, which a stream has not. */
static gboolean
write_into (const char *target, const char *data, gsize length, GError **error)
{
  int fd = g_open (target, O_WRONLY | O_CLOEXEC, 0);

  while (fd >= 0 && length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        break;
      data += n;
      length -= (gsize)n;
    }
  if (fd < 0 || length > 0)
    {
      int code = errno;

      g_set_error_literal (error, G_FILE_ERROR, (int)g_file_error_from_errno (code),
                           g_strerror (code));
    }
  if (fd >= 0)
    (void)g_close (fd, NULL);
  return fd >= 0 && length == 0;
}

/* What is a file is replaced, as a whole or not at all. */
static gboolean
write_out (const char *target, const void *data, gsize length, GError **error)
{
  if (is_stream (target))
    return write_into (target, data, length, error);
  return g_file_set_contents_full (target, data, (gssize)length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0666, error);
}

gboolean
rdm_export_write (const char *path, const void *data, gsize length, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *target = resolve (path);

  if (g_file_test (target, G_FILE_TEST_IS_DIR))
    g_set_error_literal (&failure, G_FILE_ERROR, G_FILE_ERROR_ISDIR, "");
  else if (write_out (target, data, length, &failure))
    return TRUE;

  g_set_error (error, RDM_EXPORT_ERROR,
               failure->code == G_FILE_ERROR_NOSPC ? RDM_EXPORT_ERROR_FULL : RDM_EXPORT_ERROR_WRITE,
               _ ("%s could not be written: %s."), shown, describe (failure));
  return FALSE;
}
