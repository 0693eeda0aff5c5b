/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Servers of addresses, by a small real one on the loopback. */
#include <libsoup/soup.h>
#include <string.h>

#include "rdm-web-geocoder.h"

#define NOMINATIM_HOUSE                                                                            \
  "[{\"place_id\":1,\"licence\":\"ODbL\",\"osm_type\":\"node\",\"osm_id\":7,\"lat\":\"47.1401\","  \
  "\"lon\":\"9.5228\",\"category\":\"building\",\"type\":\"yes\",\"place_rank\":30,\"name\":\"\"," \
  "\"display_name\":\"23, Städtle\",\"address\":{\"house_number\":\"23\",\"road\":\"Städtle\","  \
  "\"town\":\"Vaduz\",\"postcode\":\"9490\",\"country_code\":\"li\"}}]"
#define NOMINATIM_STREET                                                                           \
  "[{\"osm_type\":\"way\",\"lat\":\"47.14\",\"lon\":\"9.52\",\"category\":\"highway\","            \
  "\"type\":\"pedestrian\",\"name\":\"Städtle\",\"address\":{\"road\":\"Städtle\","              \
  "\"town\":\"Vaduz\",\"postcode\":\"9490\"}}]"
#define NOMINATIM_BETWEEN                                                                          \
  "[{\"osm_type\":\"way\",\"lat\":\"47.14\",\"lon\":\"9.52\",\"category\":\"place\","              \
  "\"type\":\"house\",\"name\":\"\",\"address\":{\"house_number\":\"7\",\"road\":\"Städtle\","    \
  "\"town\":\"Vaduz\",\"postcode\":\"9490\"}}]"
#define NOMINATIM_TWO                                                                              \
  "[{\"osm_type\":\"node\",\"lat\":\"47.14\",\"lon\":\"9.52\",\"category\":\"place\","             \
  "\"type\":\"house\",\"address\":{\"house_number\":\"4\",\"road\":\"Feldstrasse\","               \
  "\"town\":\"Vaduz\"}},{\"osm_type\":\"node\",\"lat\":\"47.10\",\"lon\":\"9.52\","                \
  "\"category\":\"place\",\"type\":\"house\",\"address\":{\"house_number\":\"4\","                 \
  "\"road\":\"Feldstrasse\",\"town\":\"Triesen\"}}]"
#define PHOTON_HOUSE                                                                               \
  "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":"              \
  "{\"type\":\"Point\",\"coordinates\":[9.5228,47.1401]},\"properties\":{\"osm_type\":\"W\","      \
  "\"osm_key\":\"building\",\"osm_value\":\"yes\",\"type\":\"house\",\"housenumber\":\"23\","      \
  "\"street\":\"Städtle\",\"city\":\"Vaduz\",\"postcode\":\"9490\",\"country\":\"Liechtenstein\"" \
  "}},{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[9.52,47.14]},"       \
  "\"properties\":{\"osm_key\":\"place\",\"osm_value\":\"town\",\"type\":\"city\","                \
  "\"name\":\"Vaduz\",\"postcode\":\"9490\"}}]}"

/* What the server answers to everything, until it is told otherwise. */
typedef struct
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *soup;
  char *url;

  GMutex lock;
  GCond started;
  guint status;
  const char *body;
  guint n_questions;
  char *path; /* of the last question */
  char *query;
  char *agent;
  gint64 asked_us[8];
} Server;

static void
handle (SoupServer *soup,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer user_data)
{
  Server *self = user_data;
  GUri *uri = soup_server_message_get_uri (message);

  g_mutex_lock (&self->lock);
  if (self->n_questions < G_N_ELEMENTS (self->asked_us))
    self->asked_us[self->n_questions] = g_get_monotonic_time ();
  self->n_questions++;
  g_free (self->path);
  g_free (self->query);
  g_free (self->agent);
  self->path = g_strdup (path);
  self->query = g_strdup (g_uri_get_query (uri));
  self->agent = g_strdup (soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "User-Agent"));
  soup_server_message_set_status (message, self->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, self->body,
                                    strlen (self->body));
  g_mutex_unlock (&self->lock);
}

static gpointer
serve (gpointer data)
{
  Server *self = data;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, handle, self, NULL);
  soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->soup);
  g_mutex_lock (&self->lock);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_cond_signal (&self->started);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  g_main_loop_run (self->loop);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
set_up (Server *self, gconstpointer data)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->started);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->status = 200;
  self->body = "[]";
  self->thread = g_thread_new ("server", serve, self);
  g_mutex_lock (&self->lock);
  while (self->url == NULL)
    g_cond_wait (&self->started, &self->lock);
  g_mutex_unlock (&self->lock);
}

static void
tear_down (Server *self, gconstpointer data)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self->url);
  g_free (self->path);
  g_free (self->query);
  g_free (self->agent);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->started);
}

static void
set_answer (Server *self, guint status, const char *body)
{
  g_mutex_lock (&self->lock);
  self->status = status;
  self->body = body;
  g_mutex_unlock (&self->lock);
}

static RdmGeocoder *
make (Server *self, RdmGeocoderKind kind)
{
  g_autoptr (GError) error = NULL;
  RdmGeocoder *geocoder = rdm_web_geocoder_new (kind, self->url, &error);

  g_assert_no_error (error);
  return geocoder;
}

static RdmAddressAnswer *
search (RdmGeocoder *geocoder, const char *text, GError **error)
{
  const RdmAddressRequest request = { text, RDM_POINT_NONE, 5, FALSE };

  return rdm_geocoder_search (geocoder, &request, NULL, error);
}

static void
assert_answer (RdmGeocoder *geocoder,
               const char *text,
               RdmAddressConfidence confidence,
               const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmAddressAnswer) answer = search (geocoder, text, &error);
  g_autofree char *is = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (answer->confidence, ==, confidence);
  if (label == NULL)
    {
      g_assert_cmpuint (answer->hits->len, ==, 0);
      return;
    }
  g_assert_cmpuint (answer->hits->len, >, 0);
  is = rdm_address_hit_label (g_ptr_array_index (answer->hits, 0));
  g_assert_cmpstr (is, ==, label);
}

static void
test_nominatim (Server *self, gconstpointer data)
{
  g_autoptr (RdmGeocoder) geocoder = make (self, RDM_GEOCODER_NOMINATIM);

  set_answer (self, 200, NOMINATIM_HOUSE);
  assert_answer (geocoder, "Städtle 23, 9490 Vaduz", RDM_ADDRESS_EXACT, "Städtle 23, 9490 Vaduz");
  g_assert_cmpstr (self->path, ==, "/search");
  g_assert_nonnull (strstr (self->query, "q=St%C3%A4dtle%2023%2C%209490%20Vaduz"));
  g_assert_nonnull (strstr (self->query, "format=jsonv2"));
  g_assert_nonnull (strstr (self->query, "limit=5"));
  /* Who asks is said, as the rules want it. */
  g_assert_true (g_str_has_prefix (self->agent, "Roundsman/"));
  set_answer (self, 200, NOMINATIM_STREET);
  assert_answer (geocoder, "Städtle 99, Vaduz", RDM_ADDRESS_STREET, "Städtle, 9490 Vaduz");
  set_answer (self, 200, NOMINATIM_BETWEEN);
  assert_answer (geocoder, "Städtle 7, Vaduz", RDM_ADDRESS_INTERPOLATED, "Städtle 7, 9490 Vaduz");
  set_answer (self, 200, NOMINATIM_TWO);
  assert_answer (geocoder, "Feldstrasse 4", RDM_ADDRESS_AMBIGUOUS, "Feldstrasse 4, Vaduz");
  set_answer (self, 200, "[]");
  assert_answer (geocoder, "Nirgends 1", RDM_ADDRESS_NONE, NULL);
}

/* Another street or number than was asked is never called exact, however sure the server is. */
static void
test_something_else (Server *self, gconstpointer data)
{
  g_autoptr (RdmGeocoder) geocoder = make (self, RDM_GEOCODER_NOMINATIM);

  set_answer (self, 200, NOMINATIM_HOUSE);
  assert_answer (geocoder, "Landstrasse 23, Vaduz", RDM_ADDRESS_AMBIGUOUS,
                 "Städtle 23, 9490 Vaduz");
  assert_answer (geocoder, "Städtle 24, Vaduz", RDM_ADDRESS_AMBIGUOUS, "Städtle 23, 9490 Vaduz");
}

static void
test_photon (Server *self, gconstpointer data)
{
  g_autoptr (RdmGeocoder) geocoder = make (self, RDM_GEOCODER_PHOTON);
  const RdmAddressRequest typing = { "städtle 2", { 47.1, 9.5 }, 5, TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmAddressAnswer) answer = NULL;

  set_answer (self, 200, PHOTON_HOUSE);
  assert_answer (geocoder, "Städtle 23, Vaduz", RDM_ADDRESS_EXACT, "Städtle 23, 9490 Vaduz");
  g_assert_cmpstr (self->path, ==, "/api");
  /* It is made to be asked at every key. */
  g_assert_true (rdm_geocoder_uses (geocoder) & RDM_GEOCODER_TYPING);
  answer = rdm_geocoder_search (geocoder, &typing, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->hits->len, ==, 2);
  g_assert_nonnull (strstr (self->query, "lat=47.1"));
}

static void
test_reverse (Server *self, gconstpointer data)
{
  g_autoptr (RdmGeocoder) nominatim = make (self, RDM_GEOCODER_NOMINATIM);
  g_autoptr (RdmGeocoder) photon = make (self, RDM_GEOCODER_PHOTON);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) other = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autofree char *object = g_strndup (NOMINATIM_HOUSE + 1, strlen (NOMINATIM_HOUSE) - 2);

  set_answer (self, 200, object);
  one = rdm_geocoder_reverse (nominatim, (RdmPoint){ 47.14, 9.5228 }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpfloat (((const RdmAddressHit *)g_ptr_array_index (one, 0))->distance_m, <, 30.);
  set_answer (self, 200, PHOTON_HOUSE);
  other = rdm_geocoder_reverse (photon, (RdmPoint){ 47.14, 9.5228 }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (other->len, >=, 1);
  g_assert_cmpstr (self->path, ==, "/reverse");
  set_answer (self, 200, "{\"error\":\"Unable to geocode\"}");
  none = rdm_geocoder_reverse (nominatim, (RdmPoint){ 0.5, 0.5 }, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Nothing is asked twice. */
static void
test_cache (Server *self, gconstpointer data)
{
  g_autoptr (RdmGeocoder) geocoder = make (self, RDM_GEOCODER_NOMINATIM);

  set_answer (self, 200, NOMINATIM_HOUSE);
  for (guint i = 0; i < 3; i++)
    assert_answer (geocoder, "Städtle 23, Vaduz", RDM_ADDRESS_EXACT, "Städtle 23, 9490 Vaduz");
  g_assert_cmpuint (self->n_questions, ==, 1);
  /* A failure is not remembered. */
  {
    g_autoptr (GError) error = NULL;

    set_answer (self, 500, "{}");
    g_assert_null (search (geocoder, "Städtle 1", &error));
    g_assert_error (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_SERVER);
    set_answer (self, 200, "[]");
    assert_answer (geocoder, "Städtle 1", RDM_ADDRESS_NONE, NULL);
  }
}

static void
test_pause (Server *self, gconstpointer data)
{
  g_autoptr (RdmGeocoder) geocoder = make (self, RDM_GEOCODER_NOMINATIM);

  rdm_web_geocoder_set_pause (RDM_WEB_GEOCODER (geocoder), 150);
  assert_answer (geocoder, "a 1", RDM_ADDRESS_NONE, NULL);
  assert_answer (geocoder, "a 2", RDM_ADDRESS_NONE, NULL);
  assert_answer (geocoder, "a 3", RDM_ADDRESS_NONE, NULL);
  g_assert_cmpuint (self->n_questions, ==, 3);
  for (guint i = 1; i < 3; i++)
    g_assert_cmpint (self->asked_us[i] - self->asked_us[i - 1], >=, 150 * 1000);
}

static void
test_rules (void)
{
  static const struct
  {
    const char *url;
    gboolean shared;
  } cases[] = {
    { "https://nominatim.openstreetmap.org", TRUE },
    { "https://nominatim.openstreetmap.org/", TRUE },
    { "https://NOMINATIM.OpenStreetMap.org", TRUE },
    { "https://photon.komoot.io", TRUE },
    { "https://notopenstreetmap.org", FALSE },
    { "https://openstreetmap.org.example.com", FALSE },
    { "http://localhost:8080", FALSE },
  };
  const RdmAddressRequest typing = { "städt", RDM_POINT_NONE, 5, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmGeocoder) nominatim =
          rdm_web_geocoder_new (RDM_GEOCODER_NOMINATIM, cases[i].url, &error);
      g_autoptr (RdmAddressAnswer) answer = NULL;
      g_autofree char *notice = NULL;

      g_assert_no_error (error);
      g_assert_true (rdm_geocoder_is_shared (cases[i].url) == cases[i].shared);
      /* What all share gets no files of addresses, and nobody's every key. */
      g_assert_true (((rdm_geocoder_uses (nominatim) & RDM_GEOCODER_MANY) == 0) == cases[i].shared);
      g_assert_false (rdm_geocoder_uses (nominatim) & RDM_GEOCODER_TYPING);
      answer = rdm_geocoder_search (nominatim, &typing, NULL, &error);
      g_assert_null (answer);
      g_assert_error (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_RULES);
      notice = rdm_geocoder_dup_notice (nominatim);
      g_assert_nonnull (strstr (notice, "© OpenStreetMap contributors"));
    }
}

static void
test_bad_urls (void)
{
  static const char *const urls[] = { "", "nominatim", "ftp://example.org", "https://", "/etc" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rdm_web_geocoder_new (RDM_GEOCODER_PHOTON, urls[i], &error));
      g_assert_error (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_SERVER);
    }
}

static void
test_trouble (Server *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
  } troubles[] = {
    { 403, "<html>Usage policy</html>" },
    { 404, "" },
    { 500, "{\"error\":{\"code\":500,\"message\":\"Database down\"}}" },
    { 400, "{\"error\":{\"code\":400,\"message\":\"Nothing to search for.\"}}" },
    { 200, "<html>not what you asked for</html>" },
    { 200, "" },
    { 200, "7" },
    { 200, "[[[[" },
    { 200, "{\"features\":7}" },
  };
  guint n_bad = 0;

  for (RdmGeocoderKind kind = 0; kind < RDM_N_GEOCODER_KINDS; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
      {
        g_autoptr (RdmGeocoder) geocoder = make (self, kind);
        g_autoptr (GError) error = NULL;
        g_autoptr (RdmAddressAnswer) answer = NULL;

        set_answer (self, troubles[i].status, troubles[i].body);
        answer = search (geocoder, "Städtle 23", &error);
        if (answer != NULL)
          {
            /* An object without a place is Nominatim's way to say that there is none. */
            g_assert_cmpint (kind, ==, RDM_GEOCODER_NOMINATIM);
            g_assert_cmpuint (answer->hits->len, ==, 0);
            continue;
          }
        g_assert_error (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_SERVER);
        g_assert_cmpuint (strlen (error->message), >, 10);
        n_bad++;
      }
  g_assert_cmpuint (n_bad, ==, 2 * G_N_ELEMENTS (troubles) - 1);
}

/* Places with nonsense in them are passed over. */
static void
test_nonsense (void)
{
  static const char *const bodies[] = {
    "[7,null,{},{\"lat\":\"x\",\"lon\":\"9\"},{\"lat\":\"95\",\"lon\":\"9\",\"name\":\"a\"}]",
    "[{\"lat\":[],\"lon\":{},\"address\":7,\"name\":3}]",
    "[{\"lat\":\"47\",\"lon\":\"9\",\"address\":{\"road\":\"\",\"house_number\":\"\"}}]",
  };
  static const char *const features[] = {
    "{\"features\":[7,{},{\"geometry\":{\"coordinates\":[]},\"properties\":{}}]}",
    "{\"features\":[{\"geometry\":{\"coordinates\":[1e300,2]},\"properties\":{\"name\":\"a\"}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies) + G_N_ELEMENTS (features); i++)
    {
      gboolean photon = i >= G_N_ELEMENTS (bodies);
      const char *text = photon ? features[i - G_N_ELEMENTS (bodies)] : bodies[i];
      g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits = rdm_geocoder_read_hits (
          photon ? RDM_GEOCODER_PHOTON : RDM_GEOCODER_NOMINATIM, body, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (hits->len, ==, 0);
    }
}

static void
test_nobody_there (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmGeocoder) geocoder =
      rdm_web_geocoder_new (RDM_GEOCODER_PHOTON, "http://127.0.0.1:1", &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const RdmAddressRequest request = { "Städtle 23", RDM_POINT_NONE, 5, FALSE };

  g_assert_no_error (error);
  g_assert_null (rdm_geocoder_search (geocoder, &request, NULL, &error));
  g_assert_error (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_SERVER);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (rdm_geocoder_search (geocoder, &request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Server, NULL, set_up, function, tear_down)
  ADD ("/geocoder/nominatim", test_nominatim);
  ADD ("/geocoder/something-else", test_something_else);
  ADD ("/geocoder/photon", test_photon);
  ADD ("/geocoder/reverse", test_reverse);
  ADD ("/geocoder/cache", test_cache);
  ADD ("/geocoder/pause", test_pause);
  ADD ("/geocoder/trouble", test_trouble);
  g_test_add_func ("/geocoder/rules", test_rules);
  g_test_add_func ("/geocoder/bad-urls", test_bad_urls);
  g_test_add_func ("/geocoder/nonsense", test_nonsense);
  g_test_add_func ("/geocoder/nobody-there", test_nobody_there);
  return g_test_run ();
}
