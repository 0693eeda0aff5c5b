/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-hub.h"

#include "rdm-hub-export.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
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

int
roundsman_hub_export (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    Exporter export;
  } kinds[] = {
    { "journal", rdm_hub_export_journal },
    { "rows", rdm_hub_export_rows },
    { "positions", rdm_hub_export_positions },
  };
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, NULL);
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *fleet = NULL;
  g_autoptr (GOutputStream) plain = NULL;
  g_autoptr (GOutputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  Exporter export = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 2, &status))
    return status;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, argv[1]))
      export = kinds[i].export;
  if (!export)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Say what: journal, rows or positions."));
  sql = roundsman_hub_open (&place);
  fleet = sql ? roundsman_hub_fleet (sql, NULL) : NULL;
  if (!fleet)
    return RDM_CTL_FILE;
  plain = open_output (argc > 2 ? argv[2] : NULL, &error);
  if (!plain)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  out = g_buffered_output_stream_new_sized (plain, 65536);
  if (!export(sql, fleet, out, &error) || !g_output_stream_close (out, NULL, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return RDM_CTL_OK;
}
