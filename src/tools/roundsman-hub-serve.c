/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-hub.h"

#include "rdm-hub-accounts.h"
#include "rdm-hub-address.h"
#include "rdm-hub-clock.h"
#include "rdm-hub-positions.h"
#include "rdm-hub-server.h"
#include "rdm-road-travel.h"
#include "rdm-time.h"

#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <malloc.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

/* Of memory: a body, a page. */
#define LARGE_BLOCK (128 * 1024)
/* Of a rehearsal; simulated drivers go no faster. */
#define SPEED_MAX 60

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* A hub that nobody can enter is of no use: the first time, somebody is invited. */
static gboolean
welcome (const RoundsmanHubPlace *place, const char *name, const char *url)
{
  g_autoptr (RdmSql) sql = roundsman_hub_open (place);
  g_autofree char *fleet = sql ? roundsman_hub_fleet (sql, name) : NULL;
  g_autoptr (GPtrArray) devices = fleet ? rdm_hub_devices (sql, fleet, NULL) : NULL;
  g_autofree char *code = NULL;

  if (!devices)
    return FALSE;
  if (devices->len > 0)
    return TRUE;
  /* A code that lets somebody in is not for a log. */
  if (g_log_writer_is_journald (STDOUT_FILENO))
    {
      g_print (_ ("Nobody has been let in yet. Run roundsman-hub invite.\n"));
      return TRUE;
    }
  code = rdm_hub_invite (sql, fleet, _ ("the first dispatcher"), RDM_ROLE_DISPATCHER, NULL,
                         g_get_real_time () / 1000, NULL);
  if (code)
    roundsman_hub_print_invitation (code, _ ("the first dispatcher"), url);
  return TRUE;
}

/* Held while the hub runs, so that nobody puts another database under it. */
static int
lock_folder (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "hub.lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd >= 0)
    (void)flock (fd, LOCK_SH);
  return fd;
}

/* Each connection is a file, and what a session allows is often 1,024 of them. */
static void
raise_limit_of_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  (void)setrlimit (RLIMIT_NOFILE, &limit);
}

/* As sd_notify(3) says, which is a datagram and needs no library. */
static void
tell_service_manager (const char *what)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  if (!path || !*path)
    return;
  socket =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  address = *path == '@'
                ? g_unix_socket_address_new_with_type (path + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT)
                : g_unix_socket_address_new (path);
  if (socket)
    g_socket_send_to (socket, address, what, strlen (what), NULL, NULL);
}

/* Returns: FALSE, having said why; @server: (out): NULL where @text is. */
static gboolean
read_server (const char *text, RdmServerRule **server)
{
  g_autoptr (GError) error = NULL;

  *server = text ? rdm_server_rule_read (text, g_getenv (RDM_SERVER_KEY_VARIABLE), &error) : NULL;
  if (!error && *server)
    rdm_server_rule_check (*server, &error);
  if (error)
    rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
  return !error;
}

/* Returns: FALSE, having said why; @travel: (out): NULL without a region. */
static gboolean
open_roads (const char *path, gboolean has_server, RdmTravel **travel)
{
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (RdmGraph) graph = NULL;
  g_autoptr (GError) error = NULL;

  *travel = NULL;
  if (!path)
    {
      if (!has_server)
        g_print (
            _ ("Arrival times are estimated as the crow flies. With --region they go by roads.\n"));
      return TRUE;
    }
  region = rdm_region_open (path, &error);
  if (!region)
    {
      rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
      return FALSE;
    }
  graph = rdm_graph_new (region);
  *travel = rdm_road_travel_new (graph, NULL);
  return TRUE;
}

/* "2026-11-23T07:00", by the machine's time zone. */
static gboolean
read_moment (const char *text, gint64 *at_ms)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "T ", 2);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint32 tod_s;

  if (g_strv_length (parts) != 2 || !rdm_date_valid (parts[0])
      || !rdm_time_parse_of_day (parts[1], &tod_s, NULL))
    return FALSE;
  *at_ms = rdm_time_to_utc (zone, parts[0], tod_s) * 1000;
  return TRUE;
}

/* A day that goes faster than the machine's clock. Returns: FALSE, having said why. */
static gboolean
set_clock (const char *begin, double speed)
{
  gint64 at_ms;

  if (!begin && speed == 0)
    return TRUE;
  if (!begin || !read_moment (begin, &at_ms))
    {
      rdm_ctl_fail (RDM_CTL_USAGE,
                    _ ("Say when the rehearsal begins: --rehearse 2026-11-23T07:00."));
      return FALSE;
    }
  if (!(speed == 0 || (speed >= 1 && speed <= SPEED_MAX)))
    {
      rdm_ctl_fail (RDM_CTL_USAGE, _ ("The speed is 1 to %d."), SPEED_MAX);
      return FALSE;
    }
  rdm_hub_clock_play (at_ms, speed == 0 ? 1 : speed);
  return TRUE;
}

static char *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (path && !g_file_get_contents (path, &text, NULL, &error))
    rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return text;
}

int
roundsman_hub_serve (int argc, char **argv)
{
  g_auto (RoundsmanHubPlace) place = { 0 };
  g_autofree char *listen = NULL;
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;
  g_autofree char *certificate_path = NULL;
  g_autofree char *key_path = NULL;
  g_autofree char *blobs = NULL;
  g_autofree char *region = NULL;
  g_autofree char *server_text = NULL;
  g_autofree char *rehearse = NULL;
  double speed = 0;
  int keep_days = RDM_HUB_KEEP_DAYS, connections = 0, per_address = 0;
  gboolean proxy = FALSE;
  const GOptionEntry own[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen,
      N_ ("Where to listen; 127.0.0.1:8463 unless told otherwise"), N_ ("ADDRESS:PORT") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_ ("What a new fleet is called"), N_ ("NAME") },
    { "url", 0, 0, G_OPTION_ARG_STRING, &url,
      N_ ("How others reach the hub, for links in invitations"), N_ ("URL") },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &certificate_path,
      N_ ("Speak TLS with this certificate (PEM)"), N_ ("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &key_path, N_ ("and this key (PEM)"), N_ ("FILE") },
    { "blobs", 0, 0, G_OPTION_ARG_FILENAME, &blobs,
      N_ ("Where photographs are kept; hubs on one database share it"), N_ ("FOLDER") },
    { "keep-positions", 0, 0, G_OPTION_ARG_INT, &keep_days,
      N_ ("How many days positions are kept; 30 unless told otherwise"), N_ ("DAYS") },
    { "region", 0, 0, G_OPTION_ARG_FILENAME, &region, N_ ("The roads that arrival times go by"),
      N_ ("FILE") },
    { "travel-server", 0, 0, G_OPTION_ARG_STRING, &server_text,
      N_ ("The server whose travel times they go by: osrm:, valhalla: or ors: and its address"),
      N_ ("KIND:URL") },
    { "rehearse", 0, 0, G_OPTION_ARG_STRING, &rehearse,
      N_ ("A rehearsal: the clock of the hub and of its desks begins here"), N_ ("DAYTHH:MM") },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_ ("and goes so many times as fast, 1 to 60"),
      N_ ("TIMES") },
    { "proxy", 0, 0, G_OPTION_ARG_NONE, &proxy,
      N_ ("A proxy is in front, and X-Forwarded-For is to be believed"), NULL },
    { "max-connections", 0, 0, G_OPTION_ARG_INT, &connections,
      N_ ("Connections at once; 2000 unless told otherwise"), N_ ("N") },
    { "max-per-address", 0, 0, G_OPTION_ARG_INT, &per_address,
      N_ ("Of those, from one address; as many unless told otherwise"), N_ ("N") },
    { NULL },
  };
  g_autofree GOptionEntry *entries = roundsman_hub_place_options (&place, own);
  g_autofree char *database = NULL;
  g_autofree char *blob_folder = NULL;
  g_autofree char *where = NULL;
  g_autofree char *reach = NULL;
  g_autofree char *address = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *key = NULL;
  g_autoptr (RdmServerRule) travel_server = NULL;
  g_autoptr (RdmTravel) travel = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  RdmHubServerOptions options = { .port = 8463 };
  RdmHubServer *server;
  int status, lock = -1;

  if (!rdm_ctl_parse (&argc, &argv, entries, 0, 0, &status))
    return status;
  if (listen && !rdm_hub_address_read (listen, &address, &options.port))
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("“%s” is no address and port."), listen);
  if (!certificate_path != !key_path)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("--tls-cert and --tls-key go together."));
  if (keep_days < 1 || connections < 0 || per_address < 0)
    return rdm_ctl_fail (RDM_CTL_USAGE, _ ("Days and connections are counted from 1."));
  database = roundsman_hub_place_dup_database (&place);
  if (!database)
    return place.data || place.database ? RDM_CTL_FILE : RDM_CTL_USAGE;
  certificate = read_file (certificate_path);
  key = read_file (key_path);
  if (certificate_path && (!certificate || !key))
    return RDM_CTL_FILE;
  if (!set_clock (rehearse, speed))
    return RDM_CTL_USAGE;
  if (!read_server (server_text, &travel_server))
    return RDM_CTL_USAGE;
  if (!open_roads (region, travel_server != NULL, &travel))
    return RDM_CTL_FILE;
  if (place.data)
    lock = lock_folder (place.data);
  if (url)
    roundsman_hub_place_keep_url (&place, url);
  reach = roundsman_hub_place_dup_url (&place, url);
  if (!welcome (&place, name ? name : _ ("Fleet"), reach))
    return RDM_CTL_FILE;

  options.database = database;
  options.address = address;
  options.certificate = certificate;
  options.key = key;
  blob_folder = roundsman_hub_place_dup_blobs (&place, blobs);
  options.blobs = blob_folder;
  options.keep_days = (guint)keep_days;
  options.travel = travel;
  options.travel_server = travel_server;
  options.behind_proxy = proxy;
  options.max_connections = (guint)connections;
  options.max_connections_per_address = (guint)per_address;
  raise_limit_of_files ();
  /* Few threads do much at once; each with memory of its own would keep the most that it ever had.
   */
  mallopt (M_ARENA_MAX, 2);
  /* Said, it stays so: what is large is given back at once and leaves no holes. */
  mallopt (M_MMAP_THRESHOLD, LARGE_BLOCK);
  server = rdm_hub_server_start (&options, &error);
  if (!server)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  /* Who is told that the hub listens may end it at once. */
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  where =
      rdm_hub_address_print (rdm_hub_server_get_address (server), rdm_hub_server_get_port (server));
  g_print (_ ("Listening on %s\n"), where);
  tell_service_manager ("READY=1");
  g_main_loop_run (loop);
  tell_service_manager ("STOPPING=1");
  rdm_hub_server_stop (server);
  if (lock >= 0)
    close (lock);
  return RDM_CTL_OK;
}
