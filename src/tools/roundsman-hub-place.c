/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-hub.h"

#include "rdm-hub-db.h"
#include "rdm-hub-fleet.h"
#include "rdm-id.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <qrencode.h>

GOptionEntry *
roundsman_hub_place_options (RoundsmanHubPlace *place, const GOptionEntry *own)
{
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  const GOptionEntry ours[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &place->data, N_ ("The folder that the hub keeps"),
      N_ ("FOLDER") },
    { "database", 0, 0, G_OPTION_ARG_STRING, &place->database,
      N_ ("A PostgreSQL database instead: postgresql://…"), N_ ("URL") },
  };

  g_array_append_vals (entries, ours, G_N_ELEMENTS (ours));
  for (; own && own->long_name; own++)
    g_array_append_val (entries, *own);
  return (GOptionEntry *)(gpointer)g_array_free (entries, FALSE);
}

void
roundsman_hub_place_clear (RoundsmanHubPlace *place)
{
  g_clear_pointer (&place->data, g_free);
  g_clear_pointer (&place->database, g_free);
}

char *
roundsman_hub_place_dup_database (const RoundsmanHubPlace *place)
{
  if (!place->data == !place->database)
    {
      rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say where the hub is: --data FOLDER, or --database URL."));
      return NULL;
    }
  if (place->database)
    return g_strdup (place->database);
  /* It holds what everybody does: nobody else's business. */
  if (g_mkdir_with_parents (place->data, 0700) != 0)
    {
      rdm_ctl_fail (RDM_CTL_FILE, _ ("The folder “%s” cannot be made: %s"), place->data,
                    g_strerror (errno));
      return NULL;
    }
  return g_build_filename (place->data, "hub.db", NULL);
}

char *
roundsman_hub_place_dup_blobs (const RoundsmanHubPlace *place, const char *blobs)
{
  if (blobs)
    return g_strdup (blobs);
  return place->data ? g_build_filename (place->data, "blobs", NULL) : NULL;
}

/* In a file beside the database; a hub in PostgreSQL has no folder. */
static char *
url_path (const RoundsmanHubPlace *place)
{
  return place->data ? g_build_filename (place->data, "hub.url", NULL) : NULL;
}

void
roundsman_hub_place_keep_url (const RoundsmanHubPlace *place, const char *url)
{
  g_autofree char *path = url_path (place);

  if (path)
    g_file_set_contents_full (path, url, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

char *
roundsman_hub_place_dup_url (const RoundsmanHubPlace *place, const char *url)
{
  g_autofree char *path = url_path (place);
  char *kept = NULL;

  if (url || !path)
    return g_strdup (url);
  g_file_get_contents (path, &kept, NULL, NULL);
  return kept ? g_strstrip (kept) : NULL;
}

void
roundsman_hub_print_tally (const char *format, const RdmHubBlobTally *tally)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, tally->n);
  g_autofree char *size = g_format_size (tally->bytes);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_print (format, count, size);
#pragma GCC diagnostic pop
}

RdmSql *
roundsman_hub_open (const RoundsmanHubPlace *place)
{
  g_autofree char *database = roundsman_hub_place_dup_database (place);
  g_autoptr (GError) error = NULL;
  RdmSql *sql;

  if (!database)
    return NULL;
  sql = rdm_hub_db_open (database, &error);
  if (!sql)
    rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return sql;
}

char *
roundsman_hub_fleet (RdmSql *sql, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *fresh = NULL;

  if (!rdm_sql_get (sql, "SELECT id FROM fleet ORDER BY id LIMIT 1", NULL, 0, &id, &error))
    {
      rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
      return NULL;
    }
  if (id)
    return g_steal_pointer (&id);
  if (!name)
    {
      rdm_ctl_fail (RDM_CTL_REFUSED, _ ("This hub has no fleet yet. Run it once."));
      return NULL;
    }
  fresh = rdm_id_new ("fleet");
  if (rdm_hub_fleet_create (sql, fresh, name, &error))
    return g_steal_pointer (&fresh);
  rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return NULL;
}

/* Two rows of squares in one line of text; light on dark, whatever the terminal's colours, so that
 * a phone reads it. */
void
roundsman_hub_print_qr (const char *text)
{
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  int margin = 2;

  if (!code)
    return;
  for (int y = -margin; y < code->width + margin; y += 2)
    {
      g_print ("\033[40;97m");
      for (int x = -margin; x < code->width + margin; x++)
        {
          gboolean inside = x >= 0 && x < code->width;
          gboolean upper =
              inside && y >= 0 && y < code->width && (code->data[y * code->width + x] & 1);
          gboolean lower = inside && y + 1 >= 0 && y + 1 < code->width
                           && (code->data[(y + 1) * code->width + x] & 1);

          g_print ("%s", upper ? lower ? " " : "▄" : lower ? "▀" : "█");
        }
      g_print ("\033[0m\n");
    }
  QRcode_free (code);
}

void
roundsman_hub_print_invitation (const char *code, const char *person, const char *url)
{
  g_print (_ ("Invitation for %s, good for one device and three days:\n\n    %s\n\n"), person,
           code);
  if (url)
    {
      g_autofree char *link = g_strconcat (url, "#", code, NULL);

      g_print ("    %s\n\n", link);
      roundsman_hub_print_qr (link);
    }
}
