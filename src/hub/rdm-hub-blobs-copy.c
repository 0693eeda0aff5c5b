/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Photographs and signatures, all of them: looked over, copied, handed out.
 */
#include "rdm-hub-blobs.h"

#include <string.h>

typedef struct
{
  char *name;
  gint64 size;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->name);
  g_free (entry);
}

static void
add_entry (const char *const *values, guint n_values, gpointer user_data)
{
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry){ g_strdup (values[0]), g_ascii_strtoll (values[1], NULL, 10) };
  g_ptr_array_add (user_data, entry);
}

/* Returns: (transfer full) (nullable): what is in the file of @name, or NULL with a sentence in
 * @problem. */
static char *
read_good (const char *folder, const char *name, gint64 size, gsize *length, char **problem)
{
  g_autofree char *path = rdm_hub_blob_is_name (name) ? rdm_hub_blob_path (folder, name) : NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *hash = NULL;

  if (!path || !g_file_get_contents (path, &bytes, length, NULL))
    {
      *problem = g_strdup_printf ("The file of %s is gone", name);
      return NULL;
    }
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, *length);
  if (g_strcmp0 (hash, name) == 0 && *length == (guint64)size)
    return g_steal_pointer (&bytes);
  *problem = g_strdup_printf ("The file of %s is not as it was written", name);
  return NULL;
}

gboolean
rdm_hub_blobs_foreach (RdmSql *sql,
                       const char *folder,
                       const char *fleet,
                       RdmHubBlobFunc func,
                       gpointer user_data,
                       GError **error)
{
  const RdmSqlValue value = RDM_SQL_TEXT (fleet);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);

  if (!rdm_sql_run (sql,
                    fleet ? "SELECT sha256, size FROM blob WHERE fleet = $1 ORDER BY sha256"
                          : "SELECT DISTINCT sha256, size FROM blob ORDER BY sha256",
                    &value, fleet ? 1 : 0, add_entry, entries, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = entries->pdata[i];
      g_autofree char *problem = NULL;
      gsize length = 0;
      g_autofree char *bytes = read_good (folder, entry->name, entry->size, &length, &problem);
      const RdmHubBlob blob = { entry->name, bytes, length, problem };

      if (!func (&blob, user_data, error))
        return FALSE;
    }
  return TRUE;
}

void
rdm_hub_blob_tally_clear (RdmHubBlobTally *tally)
{
  g_clear_pointer (&tally->problem, g_free);
}

static void
count (RdmHubBlobTally *tally, const RdmHubBlob *blob)
{
  if (blob->bytes)
    {
      tally->n++;
      tally->bytes += blob->length;
      return;
    }
  tally->n_bad++;
  if (!tally->problem)
    tally->problem = g_strdup (blob->problem);
}

static gboolean
count_one (const RdmHubBlob *blob, gpointer tally, GError **error)
{
  count (tally, blob);
  return TRUE;
}

gboolean
rdm_hub_blobs_verify (
    RdmSql *sql, const char *folder, const char *fleet, RdmHubBlobTally *tally, GError **error)
{
  *tally = (RdmHubBlobTally){ 0 };
  return rdm_hub_blobs_foreach (sql, folder, fleet, count_one, tally, error);
}

typedef struct
{
  const char *from;
  const char *to;
  RdmHubBlobTally *tally;
} Copy;

/* What is at the other end. When that is good it stays. */
static gboolean
copy_one (const RdmHubBlob *there, gpointer user_data, GError **error)
{
  Copy *self = user_data;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *hash = NULL;
  gsize length = 0;

  if (there->bytes || !rdm_hub_blob_is_name (there->name))
    {
      count (self->tally, there);
      return TRUE;
    }
  path = rdm_hub_blob_path (self->from, there->name);
  if (g_file_get_contents (path, &bytes, &length, NULL))
    hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)bytes, length);
  if (g_strcmp0 (hash, there->name) != 0)
    {
      g_autofree char *problem = g_strdup_printf (bytes ? "The file of %s is not as it was written"
                                                        : "The file of %s is gone",
                                                  there->name);

      count (self->tally, &(RdmHubBlob){ there->name, NULL, 0, problem });
      return TRUE;
    }
  if (!rdm_hub_blob_write (self->to, there->name, bytes, length, error))
    return FALSE;
  count (self->tally, &(RdmHubBlob){ there->name, bytes, length, NULL });
  return TRUE;
}

gboolean
rdm_hub_blobs_copy (
    RdmSql *sql, const char *from, const char *to, RdmHubBlobTally *tally, GError **error)
{
  Copy copy = { from, to, tally };

  *tally = (RdmHubBlobTally){ 0 };
  return rdm_hub_blobs_foreach (sql, to, NULL, copy_one, &copy, error);
}

/* By how the bytes begin; what is none of these is called by its hash alone. */
static const char *
ending_of (const RdmHubBlob *blob)
{
  static const struct
  {
    const char *begin;
    gsize length;
    const char *ending;
  } kinds[] = {
    { "\xff\xd8\xff", 3, ".jpg" }, { "\x89PNG", 4, ".png" }, { "RIFF", 4, ".webp" },
    { "%PDF", 4, ".pdf" },         { "<svg", 4, ".svg" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (blob->length >= kinds[i].length
        && memcmp (blob->bytes, kinds[i].begin, kinds[i].length) == 0)
      return kinds[i].ending;
  return "";
}

static gboolean
export_one (const RdmHubBlob *blob, gpointer user_data, GError **error)
{
  Copy *self = user_data;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  count (self->tally, blob);
  if (!blob->bytes)
    return TRUE;
  name = g_strconcat (blob->name, ending_of (blob), NULL);
  path = g_build_filename (self->to, name, NULL);
  return g_file_set_contents_full (path, blob->bytes, (gssize)blob->length,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

gboolean
rdm_hub_blobs_export (RdmSql *sql,
                      const char *from,
                      const char *fleet,
                      const char *to,
                      RdmHubBlobTally *tally,
                      GError **error)
{
  Copy copy = { from, to, tally };

  *tally = (RdmHubBlobTally){ 0 };
  return rdm_hub_blobs_foreach (sql, from, fleet, export_one, &copy, error);
}
