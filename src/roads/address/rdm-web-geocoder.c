/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-web-geocoder.h"

#include <glib/gi18n-lib.h>

#include "rdm-server-ask.h"

/* Between two questions to a server that all share; its owners say a second. */
#define SHARED_PAUSE_MS 1100

/* Answers that are kept; when there are more, all are forgotten. */
#define MOST_KNOWN 2000

#define TIMEOUT_S 15

struct _RdmWebGeocoder
{
  GObject parent_instance;

  RdmGeocoderKind kind;
  RdmServerRule *rule; /* only how it is reached */
  gboolean shared;
  gint64 pause_us;
  GMutex lock;
  GHashTable *known; /* lock; question → GBytes */
  GMutex turn;       /* whose turn it is to ask, where there are pauses */
  gint64 asked_us;   /* turn; when it was asked last */
};

static void geocoder_iface_init (RdmGeocoderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmWebGeocoder,
                               rdm_web_geocoder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_GEOCODER, geocoder_iface_init))

/* Until the pause is over, or somebody cancels. With the turn taken. */
static void
keep_pause (RdmWebGeocoder *self, GCancellable *cancellable)
{
  while (self->asked_us != 0 && !g_cancellable_is_cancelled (cancellable))
    {
      gint64 left_us = self->asked_us + self->pause_us - g_get_monotonic_time ();

      if (left_us <= 0)
        return;
      g_usleep ((gulong)MIN (left_us, 50 * 1000));
    }
}

static GBytes *
fetch (RdmWebGeocoder *self, const char *url, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupSession) session = rdm_server_session_new (self->rule);
  const RdmServerQuestion question = { (char *)url, NULL };
  g_autoptr (GError) local = NULL;
  GBytes *body;

  if (self->pause_us > 0)
    {
      g_mutex_lock (&self->turn);
      keep_pause (self, cancellable);
    }
  body = rdm_server_ask (session, self->rule, &question, NULL, cancellable, &local);
  if (self->pause_us > 0)
    {
      self->asked_us = g_get_monotonic_time ();
      g_mutex_unlock (&self->turn);
    }
  if (body == NULL && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&local));
  else if (body == NULL)
    g_set_error_literal (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_SERVER, local->message);
  return body;
}

/* The answer to a question that maybe was asked before. */
static GBytes *
ask (RdmWebGeocoder *self, const char *url, GCancellable *cancellable, GError **error)
{
  GBytes *body;

  g_mutex_lock (&self->lock);
  body = g_hash_table_lookup (self->known, url);
  if (body != NULL)
    g_bytes_ref (body);
  g_mutex_unlock (&self->lock);
  if (body != NULL)
    return body;
  body = fetch (self, url, cancellable, error);
  if (body == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  if (g_hash_table_size (self->known) >= MOST_KNOWN)
    g_hash_table_remove_all (self->known);
  g_hash_table_replace (self->known, g_strdup (url), g_bytes_ref (body));
  g_mutex_unlock (&self->lock);
  return body;
}

static RdmGeocoderUse
web_geocoder_uses (RdmGeocoder *geocoder)
{
  RdmWebGeocoder *self = RDM_WEB_GEOCODER (geocoder);
  RdmGeocoderUse uses = RDM_GEOCODER_ASKED;

  /* Nominatim finds whole words only: half an address is nothing to it, wherever it runs. */
  if (self->kind == RDM_GEOCODER_PHOTON)
    uses |= RDM_GEOCODER_TYPING;
  if (!self->shared)
    uses |= RDM_GEOCODER_MANY;
  return uses;
}

static char *
web_geocoder_dup_notice (RdmGeocoder *geocoder)
{
  RdmWebGeocoder *self = RDM_WEB_GEOCODER (geocoder);
  g_autoptr (GUri) uri = g_uri_parse (self->rule->url, G_URI_FLAGS_NONE, NULL);

  /* Translators: where addresses come from: a server's name, and whose data it is */
  return g_strdup_printf (_ ("Addresses by %s, © OpenStreetMap contributors"),
                          uri != NULL ? g_uri_get_host (uri) : self->rule->url);
}

static GPtrArray *
ask_hits (RdmWebGeocoder *self, const char *url, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = ask (self, url, cancellable, error);

  return body != NULL ? rdm_geocoder_read_hits (self->kind, body, error) : NULL;
}

static RdmAddressAnswer *
web_geocoder_search (RdmGeocoder *geocoder,
                     const RdmAddressRequest *request,
                     GCancellable *cancellable,
                     GError **error)
{
  RdmWebGeocoder *self = RDM_WEB_GEOCODER (geocoder);
  g_autofree char *url = NULL;
  GPtrArray *hits;

  if (request->typing && !(web_geocoder_uses (geocoder) & RDM_GEOCODER_TYPING))
    {
      g_set_error_literal (
          error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_RULES,
          _ ("This server must not be asked at every key. Press Enter to ask it."));
      return NULL;
    }
  url = rdm_geocoder_ask_search (self->kind, self->rule->url, request);
  hits = ask_hits (self, url, cancellable, error);
  return hits != NULL ? rdm_geocoder_judge (request, hits) : NULL;
}

static GPtrArray *
web_geocoder_reverse (RdmGeocoder *geocoder, RdmPoint at, GCancellable *cancellable, GError **error)
{
  RdmWebGeocoder *self = RDM_WEB_GEOCODER (geocoder);
  g_autofree char *url = NULL;
  GPtrArray *hits;

  if (!rdm_point_is_valid (at))
    return g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_address_hit_free);
  url = rdm_geocoder_ask_reverse (self->kind, self->rule->url, at);
  hits = ask_hits (self, url, cancellable, error);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      RdmAddressHit *hit = g_ptr_array_index (hits, i);

      hit->distance_m = rdm_geo_distance (at, hit->point);
    }
  return hits;
}

static void
geocoder_iface_init (RdmGeocoderInterface *iface)
{
  iface->uses = web_geocoder_uses;
  iface->dup_notice = web_geocoder_dup_notice;
  iface->search = web_geocoder_search;
  iface->reverse = web_geocoder_reverse;
}

static void
rdm_web_geocoder_finalize (GObject *object)
{
  RdmWebGeocoder *self = RDM_WEB_GEOCODER (object);

  g_clear_pointer (&self->rule, rdm_server_rule_free);
  g_hash_table_unref (self->known);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->turn);
  G_OBJECT_CLASS (rdm_web_geocoder_parent_class)->finalize (object);
}

static void
rdm_web_geocoder_class_init (RdmWebGeocoderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rdm_web_geocoder_finalize;
}

static void
rdm_web_geocoder_init (RdmWebGeocoder *self)
{
  g_mutex_init (&self->lock);
  g_mutex_init (&self->turn);
  self->known =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
}

RdmGeocoder *
rdm_web_geocoder_new (RdmGeocoderKind kind, const char *url, GError **error)
{
  g_autoptr (RdmWebGeocoder) self = g_object_new (RDM_TYPE_WEB_GEOCODER, NULL);
  g_autoptr (RdmServerRule) rule = rdm_server_rule_new (RDM_SERVER_OSRM, url);
  g_autoptr (GError) local = NULL;

  rule->timeout_s = TIMEOUT_S;
  if (!rdm_server_rule_check (rule, &local))
    {
      g_set_error_literal (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_SERVER, local->message);
      return NULL;
    }
  self->kind = kind;
  self->rule = rdm_server_rule_copy (rule);
  self->shared = rdm_geocoder_is_shared (url);
  rdm_web_geocoder_set_pause (self, 0);
  return RDM_GEOCODER (g_steal_pointer (&self));
}

void
rdm_web_geocoder_set_pause (RdmWebGeocoder *self, guint milliseconds)
{
  g_return_if_fail (RDM_IS_WEB_GEOCODER (self));

  self->pause_us =
      1000 * (gint64)(self->shared ? MAX (milliseconds, SHARED_PAUSE_MS) : milliseconds);
}
