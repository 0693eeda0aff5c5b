/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-export-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>

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

/* What is no file, such as a pipe, is written into; what is one is replaced. */
static GFileSetContentsFlags
flags_for (const char *target)
{
  GStatBuf status;

  if (g_stat (target, &status) == 0 && !S_ISREG (status.st_mode))
    return G_FILE_SET_CONTENTS_NONE;
  return G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE;
}

gboolean
rdm_export_write (const char *path, const void *data, gsize length, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *target = resolve (path);

  if (g_file_test (target, G_FILE_TEST_IS_DIR))
    g_set_error_literal (&failure, G_FILE_ERROR, G_FILE_ERROR_ISDIR, "");
  else if (g_file_set_contents_full (target, data, (gssize)length, flags_for (target), 0666,
                                     &failure))
    return TRUE;

  g_set_error (error, RDM_EXPORT_ERROR,
               failure->code == G_FILE_ERROR_NOSPC ? RDM_EXPORT_ERROR_FULL : RDM_EXPORT_ERROR_WRITE,
               _ ("%s could not be written: %s."), shown, describe (failure));
  return FALSE;
}
