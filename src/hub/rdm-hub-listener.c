/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-listener.h"

#include "rdm-sql-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <libpq-fe.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* Between two attempts to connect. */
#define AGAIN_MS 1000

struct _RdmHubListener
{
  char *database;
  RdmHubHeardFunc heard;
  gpointer user_data;
  PGconn *connection;
  GThread *thread;
  int wake[2]; /* a pipe: its end is closed when the thread is to end */
};

const char *const rdm_hub_note_channels[] = {
  [RDM_HUB_NOTE_WRITTEN] = "roundsman",
  [RDM_HUB_NOTE_MOVED] = "roundsman_moved",
  [RDM_HUB_NOTE_PRESENCE] = "roundsman_presence",
  NULL,
};

void
rdm_hub_note_clear (RdmHubNote *note)
{
  g_clear_pointer (&note->fleet, g_free);
  g_clear_pointer (&note->word, g_free);
}

/* "fleet since seq drivers" */
static gboolean
read_written (const char *payload, RdmHubNote *note)
{
  g_auto (GStrv) words = g_strsplit (payload, " ", 5);

  if (g_strv_length (words) != 4
      || !g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT64, &note->since, NULL)
      || !g_ascii_string_to_signed (words[2], 10, 0, G_MAXINT64, &note->seq, NULL))
    return FALSE;
  note->fleet = g_strdup (words[0]);
  note->word = g_strdup (words[3]);
  return TRUE;
}

gboolean
rdm_hub_note_read (const char *channel, const char *payload, RdmHubNote *note)
{
  int kind = 0;

  *note = (RdmHubNote){ 0 };
  while (rdm_hub_note_channels[kind] && !g_str_equal (rdm_hub_note_channels[kind], channel))
    kind++;
  if (!rdm_hub_note_channels[kind])
    return FALSE;
  note->kind = (RdmHubNoteKind)kind;
  switch (note->kind)
    {
    case RDM_HUB_NOTE_WRITTEN:
      return read_written (payload, note);
    case RDM_HUB_NOTE_MOVED:
      note->fleet = g_strdup (payload);
      return TRUE;
    case RDM_HUB_NOTE_PRESENCE:
    default:
      note->word = g_strdup (payload);
      return TRUE;
    }
}

static void
hear (RdmHubListener *self)
{
  PGnotify *notification;

  while ((notification = PQnotifies (self->connection)))
    {
      g_auto (RdmHubNote) note = { 0 };

      if (rdm_hub_note_read (notification->relname, notification->extra, &note))
        self->heard (&note, self->user_data);
      PQfreemem (notification);
    }
}

static gboolean
listen_to_all (PGconn *connection)
{
  g_autoptr (GString) script = g_string_new (NULL);
  PGresult *result;
  gboolean ok;

  for (guint i = 0; rdm_hub_note_channels[i]; i++)
    g_string_append_printf (script, "LISTEN %s;", rdm_hub_note_channels[i]);
  result = PQexec (connection, script->str);
  ok = PQresultStatus (result) == PGRES_COMMAND_OK;
  PQclear (result);
  return ok;
}

/* Waits for the database or for the end. Returns: FALSE at the end. */
static gboolean
wait_for (RdmHubListener *self, int fd, int timeout_ms)
{
  struct pollfd fds[] = { { self->wake[0], POLLIN, 0 }, { fd, POLLIN, 0 } };

  poll (fds, fd >= 0 ? 2 : 1, timeout_ms);
  return fds[0].revents == 0;
}

static gboolean
ensure_connection (RdmHubListener *self)
{
  if (self->connection && PQstatus (self->connection) == CONNECTION_OK)
    return TRUE;
  g_clear_pointer (&self->connection, PQfinish);
  self->connection = rdm_sql_postgres_connect (self->database);
  return PQstatus (self->connection) == CONNECTION_OK && listen_to_all (self->connection);
}

static gpointer
run (gpointer data)
{
  RdmHubListener *self = data;

  for (;;)
    {
      if (!ensure_connection (self))
        {
          g_clear_pointer (&self->connection, PQfinish);
          if (!wait_for (self, -1, AGAIN_MS))
            return NULL;
          continue;
        }
      if (!wait_for (self, PQsocket (self->connection), -1))
        return NULL;
      if (PQconsumeInput (self->connection))
        hear (self);
      else
        g_clear_pointer (&self->connection, PQfinish);
    }
}

RdmHubListener *
rdm_hub_listener_start (const char *database, RdmHubHeardFunc heard, gpointer user_data)
{
  RdmHubListener *self = g_new0 (RdmHubListener, 1);
  g_autoptr (GError) error = NULL;

  self->database = g_strdup (database);
  self->heard = heard;
  self->user_data = user_data;
  if (!g_unix_open_pipe (self->wake, FD_CLOEXEC, &error))
    g_error ("No pipe: %s", error->message);
  self->thread = g_thread_new ("hub-listener", run, self);
  return self;
}

void
rdm_hub_listener_stop (RdmHubListener *self)
{
  close (self->wake[1]);
  g_thread_join (self->thread);
  close (self->wake[0]);
  g_clear_pointer (&self->connection, PQfinish);
  g_free (self->database);
  g_free (self);
}
