/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-hub.h"

#include "rdm-hub-accounts.h"
#include "rdm-hub-blobs.h"
#include "rdm-hub-db.h"
#include "rdm-hub-journal.h"
#include "rdm-hub-replay.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

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
  g_autofree char *driver_name = NULL;
  g_autofree char *driver = NULL;
  g_autofree char *url = NULL;
  g_autofree char *reach = NULL;
  const GOptionEntry own[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &role_name,
      N_ ("dispatcher (unless told otherwise), manager, driver or feed"), N_ ("ROLE") },
    { "driver", 0, 0, G_OPTION_ARG_STRING, &driver_name,
      N_ ("Which of the plan's drivers it is, by name or identifier"), N_ ("DRIVER") },
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
  if (driver_name && role != RDM_ROLE_DRIVER)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("--driver goes with --role driver."));
  if (driver_name)
    driver = rdm_hub_find_driver (sql, fleet, driver_name, &error);
  if (error)
    return rdm_ctl_fail (RDM_CTL_REFUSED, "%s.", error->message);
  code = rdm_hub_invite (sql, fleet, argv[1], role, driver, now_utc_ms (), &error);
  if (!code)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  reach = roundsman_hub_place_dup_url (&place, url);
  roundsman_hub_print_invitation (code, argv[1], reach);
  if (!reach)
    g_print (
        _ ("With --url URL it is a link, and a QR code; a hub that was started with it remembers "
           "it.\n"));
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

      g_print ("%s  %-10s  %s  %s%s%s%s\n", device->id,
               device->role < RDM_N_ROLES ? rdm_role_names[device->role] : "?", since,
               device->person, device->driver ? "  " : "", device->driver ? device->driver : "",
               device->revoked_utc_ms ? _ (" (put out)") : "");
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

/* Translators: in @format, %s is a number. */
static void
print_count (const char *format, guint64 n)
{
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, n);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_print (format, count);
#pragma GCC diagnostic pop
}

/* Says what of a hub is damaged. Returns: an exit status. */
static int
tell_damage (const char *damage)
{
  /* It may quote what is no text any more. */
  g_autofree char *text = g_utf8_make_valid (damage, -1);

  return rdm_ctl_fail (RDM_CTL_REFUSED, "%s.", text);
}

static int
verify_blobs (RdmSql *sql, const char *folder, const char *fleet)
{
  g_auto (RdmHubBlobTally) tally = { 0 };
  g_autoptr (GError) error = NULL;

  if (!rdm_hub_blobs_verify (sql, folder, fleet, &tally, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  roundsman_hub_print_tally (
      _ ("Photographs and signatures that are as they were sent: %s (%s).\n"), &tally);
  return tally.problem ? tell_damage (tally.problem) : RDM_CTL_OK;
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
  g_autoptr (RdmSql) sql = NULL;
  g_autofree char *fleet = NULL;
  g_autofree char *file_damage = NULL;
  g_autofree char *journal_damage = NULL;
  g_autofree char *row_damage = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_ops, n_rows;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 0, 0, &status))
    return status;
  sql = roundsman_hub_open (&place);
  fleet = sql ? roundsman_hub_fleet (sql, NULL) : NULL;
  if (!fleet)
    return RDM_CTL_FILE;
  if (!rdm_hub_journal_verify (sql, fleet, &n_ops, &journal_damage, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (journal_damage)
    return tell_damage (journal_damage);
  print_count (_ ("The journal is as it was written: %s operations.\n"), n_ops);
  if (!rdm_hub_rows_verify (sql, fleet, &n_rows, &row_damage, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (row_damage)
    return tell_damage (row_damage);
  print_count (_ ("Run anew, it comes to the rows that are there: %s.\n"), n_rows);
  if (!rdm_hub_db_verify (sql, &file_damage, &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (file_damage)
    return tell_damage (file_damage);
  folder = roundsman_hub_place_dup_blobs (&place, blobs);
  return folder ? verify_blobs (sql, folder, fleet) : RDM_CTL_OK;
}
