/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-region.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "rdm-demo-extract.h"

static char *
region_path (const char *ending)
{
  return g_strdup_printf ("%s/roundsman/auenbruck.%s", g_get_user_cache_dir (), ending);
}

/* Whether the file is younger than the program: another one may make another town of it. */
static gboolean
is_fresh (const char *path)
{
  GStatBuf region;
  GStatBuf program;

  if (g_stat (path, &region) != 0)
    return FALSE;
  return g_stat ("/proc/self/exe", &program) != 0 || region.st_mtime > program.st_mtime;
}

char *
rdm_demo_region_find (void)
{
  g_autofree char *path = region_path ("region");
  g_autoptr (RdmRegion) region = is_fresh (path) ? rdm_region_open (path, NULL) : NULL;

  return region != NULL ? g_steal_pointer (&path) : NULL;
}

char *
rdm_demo_region_make (RdmRegionProgress progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *path = region_path ("region");
  g_autofree char *extract = region_path ("XXXXXX");
  g_autofree char *folder = g_path_get_dirname (path);
  int file;
  gboolean made;

  if (g_mkdir_with_parents (folder, 0700) != 0 || (file = g_mkstemp (extract)) < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("The folder %s cannot be written: %s"), folder, g_strerror (errno));
      return NULL;
    }
  g_close (file, NULL);
  /* What lies there was made by us, whatever became of it; another program's version may not even
   * be readable. */
  g_unlink (path);
  made = rdm_demo_extract_write (extract, 0, cancellable, error)
         && rdm_region_build (extract, path, "Auenbruck", NULL, progress, user_data, cancellable,
                              error);
  g_unlink (extract);
  return made ? g_steal_pointer (&path) : NULL;
}
