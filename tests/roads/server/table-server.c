/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-server.h"

#include "rdm-json.h"

#include <libsoup/soup.h>
#include <math.h>

struct _TableServer
{
  RdmServerKind kind;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *soup;
  char *url;

  GMutex lock;
  GCond started;
  Trouble trouble;
  double island_lon_deg;
  guint n_busy;
  guint questions;
  guint pairs;
  guint largest;
};

static void
answer (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static void
refuse_size (TableServer *server, SoupServerMessage *message)
{
  static const char *const words[] = {
    "{\"code\":\"TooBig\",\"message\":\"Too many table coordinates\"}",
    "{\"error_code\":150,\"error\":\"Exceeded max locations\",\"status_code\":400}",
    "{\"error\":{\"code\":6004,\"message\":\"Request parameters exceed the server limits\"}}",
  };

  answer (message, 400, words[server->kind]);
}

/* Returns: whether the trouble answered in the place of a table. */
static gboolean
make_trouble (TableServer *server, SoupServerMessage *message, guint pairs)
{
  g_autoptr (GString) text = NULL;

  switch (server->trouble)
    {
    case TROUBLE_BUSY_TWICE:
      if (server->n_busy++ >= 2)
        return FALSE;
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", "0");
      answer (message, 429, "{\"message\":\"slow down\"}");
      return TRUE;
    case TROUBLE_ALWAYS_BUSY:
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", "0");
      answer (message, 503, "{}");
      return TRUE;
    case TROUBLE_TOO_BIG:
      if (pairs <= 6)
        return FALSE;
      refuse_size (server, message);
      return TRUE;
    case TROUBLE_REFUSED:
      answer (message, 403, "{\"error\":\"Daily quota reached or API key unauthorized\"}");
      return TRUE;
    case TROUBLE_NOT_JSON:
      answer (message, 200, "<html>Welcome to nginx!</html>");
      return TRUE;
    case TROUBLE_SHORT_ROW:
      answer (message, 200,
              "{\"durations\":[[1]],\"distances\":[[1]],"
              "\"sources_to_targets\":{\"durations\":[[1]],\"distances\":[[1]]}}");
      return TRUE;
    case TROUBLE_DEEP:
      text = g_string_new (NULL);
      for (guint i = 0; i < 100000; i++)
        g_string_append_c (text, '[');
      answer (message, 200, text->str);
      return TRUE;
    case TROUBLE_ENDLESS:
      text = g_string_new (NULL);
      for (guint i = 0; i < 17 * 1024 * 1024 / 16; i++)
        g_string_append (text, "                ");
      answer (message, 200, text->str);
      return TRUE;
    case TROUBLE_CUT:
      soup_message_headers_set_content_length (soup_server_message_get_response_headers (message),
                                               100000);
      soup_server_message_set_status (message, 200, NULL);
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                                "{\"durations\":[[", 15);
      g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
      return TRUE;
    case TROUBLE_SILENT:
      soup_server_message_pause (message);
      return TRUE;
    case TROUBLE_NEGATIVE:
    case TROUBLE_NONE:
    default:
      return FALSE;
    }
}

static void
add_cell (TableServer *server, GString *text, double from, double to, double scale)
{
  double steps = (to - from) * 1000.0;
  double value = (steps < 0 ? -2.0 * steps : steps) * scale;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (server->trouble == TROUBLE_NEGATIVE)
    value = -1;
  if (fabs (from - server->island_lon_deg) < 1e-9 || fabs (to - server->island_lon_deg) < 1e-9)
    g_string_append (text, "null");
  else
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", value));
}

static void
add_table (
    TableServer *server, GString *text, const char *name, GArray *from, GArray *to, double scale)
{
  g_string_append_printf (text, "\"%s\":[", name);
  for (guint i = 0; i < from->len; i++)
    {
      g_string_append (text, i ? ",[" : "[");
      for (guint j = 0; j < to->len; j++)
        {
          if (j > 0)
            g_string_append_c (text, ',');
          add_cell (server, text, g_array_index (from, double, i), g_array_index (to, double, j),
                    scale);
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, ']');
}

static void
answer_table (TableServer *server, SoupServerMessage *message, GArray *from, GArray *to)
{
  g_autoptr (GString) text = g_string_new ("{\"code\":\"Ok\",");
  guint pairs = from->len * to->len;

  server->questions++;
  server->pairs += pairs;
  server->largest = MAX (server->largest, pairs);
  if (make_trouble (server, message, pairs))
    return;
  if (server->kind == RDM_SERVER_VALHALLA)
    g_string_append (text, "\"sources_to_targets\":{");
  add_table (server, text, "durations", from, to, 1);
  g_string_append_c (text, ',');
  add_table (server, text, "distances", from, to, server->kind == RDM_SERVER_VALHALLA ? 0.01 : 10);
  g_string_append (text, server->kind == RDM_SERVER_VALHALLA ? "}}" : "}");
  answer (message, 200, text->str);
}

static GArray *
pick (GArray *all, const char *indexes)
{
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (double));
  g_auto (GStrv) parts = NULL;

  if (!indexes)
    return g_array_ref (all);
  parts = g_strsplit (indexes, ";", -1);
  for (guint i = 0; parts[i]; i++)
    {
      guint index = (guint)atoi (parts[i]);

      g_assert_cmpuint (index, <, all->len);
      g_array_append_val (picked, g_array_index (all, double, index));
    }
  return picked;
}

static void
on_osrm_table (TableServer *server, SoupServerMessage *message, const char *path, GHashTable *query)
{
  g_auto (GStrv) pairs = g_strsplit (strrchr (path, '/') + 1, ";", -1);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) from = NULL;
  g_autoptr (GArray) to = NULL;

  for (guint i = 0; pairs[i]; i++)
    {
      double lon_deg = g_ascii_strtod (pairs[i], NULL);

      g_array_append_val (all, lon_deg);
    }
  from = pick (all, g_hash_table_lookup (query, "sources"));
  to = pick (all, g_hash_table_lookup (query, "destinations"));
  answer_table (server, message, from, to);
}

static GArray *
longitudes (JsonArray *places)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < json_array_get_length (places); i++)
    {
      JsonNode *place = json_array_get_element (places, i);
      double lon_deg = JSON_NODE_HOLDS_ARRAY (place)
                           ? json_array_get_double_element (json_node_get_array (place), 0)
                           : json_object_get_double_member (json_node_get_object (place), "lon");

      g_array_append_val (all, lon_deg);
    }
  return all;
}

static GArray *
pick_json (GArray *all, JsonArray *indexes)
{
  GArray *picked = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < json_array_get_length (indexes); i++)
    g_array_append_val (
        picked, g_array_index (all, double, (guint)json_array_get_int_element (indexes, i)));
  return picked;
}

static void
on_posted_table (TableServer *server, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (JsonNode) root = rdm_json_parse (body->data, body->length, NULL, NULL);
  JsonObject *object = json_node_get_object (root);
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) from = NULL;
  g_autoptr (GArray) to = NULL;

  if (server->kind == RDM_SERVER_VALHALLA)
    {
      from = longitudes (json_object_get_array_member (object, "sources"));
      to = longitudes (json_object_get_array_member (object, "targets"));
    }
  else
    {
      all = longitudes (json_object_get_array_member (object, "locations"));
      from = pick_json (all, json_object_get_array_member (object, "sources"));
      to = pick_json (all, json_object_get_array_member (object, "destinations"));
    }
  answer_table (server, message, from, to);
}

static void
on_line (TableServer *server, SoupServerMessage *message)
{
  static const char *const lines[] = {
    "{\"routes\":[{\"geometry\":{\"coordinates\":[[9.5,47.1],[9.6,47.2]]}}]}",
    /* 47.1, 9.5 and 47.2, 9.6, to six decimals. */
    "{\"trip\":{\"legs\":[{\"shape\":\"_ewyxA_uybQ_ibE_ibE\"}]}}",
    "{\"features\":[{\"geometry\":{\"coordinates\":[[9.5,47.1],[9.6,47.2]]}}]}",
  };

  answer (message, 200, lines[server->kind]);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  TableServer *server = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  if (g_str_has_prefix (path, "/table/v1/driving/"))
    on_osrm_table (server, message, path, query);
  else if (g_str_equal (path, "/sources_to_targets")
           || g_str_equal (path, "/v2/matrix/driving-car"))
    on_posted_table (server, message);
  else if (g_str_has_prefix (path, "/route") || g_str_has_suffix (path, "/geojson"))
    on_line (server, message);
  else
    answer (message, 404, "{}");
}

static gpointer
run (gpointer data)
{
  TableServer *server = data;
  g_autoslist (GUri) uris = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (server->context);
  server->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->soup, NULL, on_request, server, NULL);
  soup_server_listen_local (server->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  g_mutex_lock (&server->lock);
  server->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&server->started);
  g_mutex_unlock (&server->lock);
  g_main_loop_run (server->loop);
  soup_server_disconnect (server->soup);
  g_clear_object (&server->soup);
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

TableServer *
table_server_start (RdmServerKind kind)
{
  TableServer *server = g_new0 (TableServer, 1);

  server->kind = kind;
  server->island_lon_deg = NAN;
  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  g_mutex_init (&server->lock);
  g_cond_init (&server->started);
  server->thread = g_thread_new ("table-server", run, server);
  g_mutex_lock (&server->lock);
  while (!server->url)
    g_cond_wait (&server->started, &server->lock);
  g_mutex_unlock (&server->lock);
  return server;
}

static gboolean
quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

void
table_server_stop (TableServer *server)
{
  /* In its own thread, where the loop runs for certain. */
  g_main_context_invoke (server->context, quit, server->loop);
  g_thread_join (server->thread);
  g_main_loop_unref (server->loop);
  g_main_context_unref (server->context);
  g_mutex_clear (&server->lock);
  g_cond_clear (&server->started);
  g_free (server->url);
  g_free (server);
}

char *
table_server_dup_url (TableServer *server)
{
  return g_strdup (server->url);
}

void
table_server_set_trouble (TableServer *server, Trouble trouble)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  server->trouble = trouble;
  server->n_busy = 0;
}

void
table_server_set_island (TableServer *server, double lon_deg)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  server->island_lon_deg = lon_deg;
}

void
table_server_take_counts (TableServer *server, guint *questions, guint *pairs, guint *largest)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&server->lock);

  *questions = server->questions;
  *pairs = server->pairs;
  *largest = server->largest;
  server->questions = server->pairs = server->largest = 0;
}
