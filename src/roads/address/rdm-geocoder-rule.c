/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-geocoder-rule.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-address-candidate.h"
#include "rdm-address-hits.h"
#include "rdm-geocoder.h"
#include "rdm-house-number.h"
#include "rdm-json.h"

/* Of a street's name so much must be in the question. */
#define STREET_LEAST 0.8
#define TOWN_LEAST 0.45

enum
{
  USUAL_HITS = 8,
  MOST_HITS = 50,
  MOST_TEXT = 500, /* characters of a name */
};

const char *const rdm_geocoder_kind_names[] = { "nominatim", "photon", NULL };

gboolean
rdm_geocoder_is_shared (const char *url)
{
  static const char *const owners[] = { "openstreetmap.org", "komoot.io", "openstreetmap.fr" };
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  for (guint i = 0; host != NULL && i < G_N_ELEMENTS (owners); i++)
    {
      gsize length = strlen (host);
      gsize owner = strlen (owners[i]);

      if (length >= owner && g_ascii_strcasecmp (host + length - owner, owners[i]) == 0
          && (length == owner || host[length - owner - 1] == '.'))
        return TRUE;
    }
  return FALSE;
}

static void
add_number (GString *url, const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (url, "&%s=%s", name, g_ascii_formatd (text, sizeof text, "%.6f", value));
}

static GString *
begin (const char *url, const char *path)
{
  GString *out = g_string_new (url);

  while (out->len > 0 && out->str[out->len - 1] == '/')
    g_string_truncate (out, out->len - 1);
  return g_string_append (out, path);
}

char *
rdm_geocoder_ask_search (RdmGeocoderKind kind, const char *url, const RdmAddressRequest *request)
{
  g_autofree char *valid = g_utf8_make_valid (request->text, -1);
  g_autofree char *short_text =
      g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MOST_TEXT));
  g_autofree char *escaped =
      g_uri_escape_string (g_strdelimit (short_text, "\n\r\t", ' '), NULL, FALSE);
  guint most = request->most > 0 ? MIN (request->most, MOST_HITS) : USUAL_HITS;
  GString *out;

  if (kind == RDM_GEOCODER_PHOTON)
    {
      out = begin (url, "/api");
      g_string_append_printf (out, "?q=%s&limit=%u", escaped, most);
      if (rdm_point_is_valid (request->near))
        {
          add_number (out, "lat", request->near.lat_deg);
          add_number (out, "lon", request->near.lon_deg);
        }
    }
  else
    {
      out = begin (url, "/search");
      g_string_append_printf (out, "?q=%s&format=jsonv2&addressdetails=1&limit=%u", escaped, most);
      if (rdm_point_is_valid (request->near))
        {
          char west[G_ASCII_DTOSTR_BUF_SIZE], south[G_ASCII_DTOSTR_BUF_SIZE];
          char east[G_ASCII_DTOSTR_BUF_SIZE], north[G_ASCII_DTOSTR_BUF_SIZE];

          /* A wish, not a bound: what is nearer comes first. */
          g_string_append_printf (
              out, "&viewbox=%s,%s,%s,%s",
              g_ascii_formatd (west, sizeof west, "%.4f", request->near.lon_deg - 0.5),
              g_ascii_formatd (south, sizeof south, "%.4f", request->near.lat_deg - 0.35),
              g_ascii_formatd (east, sizeof east, "%.4f", request->near.lon_deg + 0.5),
              g_ascii_formatd (north, sizeof north, "%.4f", request->near.lat_deg + 0.35));
        }
    }
  return g_string_free (out, FALSE);
}

char *
rdm_geocoder_ask_reverse (RdmGeocoderKind kind, const char *url, RdmPoint at)
{
  GString *out = begin (url, "/reverse");

  g_string_append (out, kind == RDM_GEOCODER_PHOTON ? "?limit=1"
                                                    : "?format=jsonv2&addressdetails=1&zoom=18");
  add_number (out, "lat", at.lat_deg);
  add_number (out, "lon", at.lon_deg);
  return g_string_free (out, FALSE);
}

static JsonObject *
as_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonObject *
object_member (JsonObject *object, const char *name)
{
  return object != NULL ? as_object (json_object_get_member (object, name)) : NULL;
}

static JsonArray *
array_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* A text, cut where it is beyond all measure; NULL for anything else, or "". */
static char *
dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  const char *text;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return *text != '\0' ? g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MOST_TEXT))
                       : NULL;
}

static char *
dup_first_text (JsonObject *object, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *text = dup_text (object, names[i]);

      if (text != NULL)
        return text;
    }
  return NULL;
}

/* A number, or a text that is one. */
static double
number_of (JsonNode *node)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;
  char *end = NULL;
  double value;

  if (type == G_TYPE_DOUBLE)
    return json_node_get_double (node);
  if (type == G_TYPE_INT64)
    return (double)json_node_get_int (node);
  if (type != G_TYPE_STRING)
    return NAN;
  value = g_ascii_strtod (json_node_get_string (node), &end);
  return *end == '\0' && end != json_node_get_string (node) ? value : NAN;
}

/* Says what it is from what is known of it. Returns: NULL, and frees it, when that is nothing. */
static RdmAddressHit *
finish (RdmAddressHit *hit, char *name, const char *sort, gboolean between)
{
  g_autofree char *kept = name;

  if (!rdm_point_is_valid (hit->point))
    {
      rdm_address_hit_free (hit);
      return NULL;
    }
  if (kept != NULL && g_strcmp0 (kept, hit->street) != 0 && g_strcmp0 (kept, hit->town) != 0
      && g_strcmp0 (kept, hit->postcode) != 0)
    {
      hit->kind = RDM_HIT_POI;
      hit->confidence = RDM_ADDRESS_EXACT;
      hit->title = g_strdup (kept);
      hit->sort = g_strdup (sort);
    }
  else if (hit->number != NULL && hit->street != NULL)
    {
      hit->kind = RDM_HIT_HOUSE;
      hit->confidence = between ? RDM_ADDRESS_INTERPOLATED : RDM_ADDRESS_EXACT;
      hit->title = g_strdup_printf ("%s %s", hit->street, hit->number);
    }
  else if (hit->street != NULL)
    {
      hit->kind = RDM_HIT_STREET;
      hit->confidence = RDM_ADDRESS_STREET;
      hit->title = g_strdup (hit->street);
    }
  else
    {
      hit->kind = hit->town != NULL ? RDM_HIT_TOWN : RDM_HIT_POSTCODE;
      hit->confidence = RDM_ADDRESS_TOWN;
      hit->title = g_strdup (hit->town != NULL ? hit->town : hit->postcode);
    }
  if (hit->title == NULL)
    {
      rdm_address_hit_free (hit);
      return NULL;
    }
  hit->place = hit->kind == RDM_HIT_TOWN ? rdm_address_write_place (NULL, hit->postcode, NULL)
                                         : rdm_address_write_place (NULL, hit->postcode, hit->town);
  return hit;
}

static gboolean
is_text (JsonObject *object, const char *name, const char *value)
{
  g_autofree char *text = dup_text (object, name);

  return g_strcmp0 (text, value) == 0;
}

static RdmAddressHit *
read_nominatim (JsonObject *place)
{
  static const char *const towns[] = { "city",   "town",   "village", "municipality",
                                       "hamlet", "suburb", NULL };
  static const char *const roads[] = { "road", "pedestrian", "footway", "square", "place", NULL };
  JsonObject *address = object_member (place, "address");
  RdmAddressHit *hit = rdm_address_hit_new (RDM_HIT_HOUSE);
  g_autofree char *sort = dup_text (place, "type");
  /* Lines between two known houses are the only ways that are places of the type house. */
  gboolean between = is_text (place, "category", "place") && is_text (place, "type", "house")
                     && is_text (place, "osm_type", "way");

  hit->point = (RdmPoint){ number_of (json_object_get_member (place, "lat")),
                           number_of (json_object_get_member (place, "lon")) };
  hit->number = dup_text (address, "house_number");
  hit->street = dup_first_text (address, roads);
  hit->postcode = dup_text (address, "postcode");
  hit->town = dup_first_text (address, towns);
  return finish (hit, dup_text (place, "name"), sort, between);
}

static RdmAddressHit *
read_photon (JsonObject *feature)
{
  static const char *const towns[] = { "city", "district", "locality", NULL };
  JsonObject *about = object_member (feature, "properties");
  JsonArray *point = array_member (object_member (feature, "geometry"), "coordinates");
  RdmAddressHit *hit = rdm_address_hit_new (RDM_HIT_HOUSE);
  g_autofree char *type = dup_text (about, "type");
  g_autofree char *sort = dup_text (about, "osm_value");
  g_autofree char *name = dup_text (about, "name");

  if (point != NULL && json_array_get_length (point) >= 2)
    hit->point = (RdmPoint){ number_of (json_array_get_element (point, 1)),
                             number_of (json_array_get_element (point, 0)) };
  hit->number = dup_text (about, "housenumber");
  hit->street = dup_text (about, "street");
  hit->postcode = dup_text (about, "postcode");
  hit->town = dup_first_text (about, towns);
  /* The name of a street or town is its own. */
  if (g_strcmp0 (type, "street") == 0 && hit->street == NULL)
    hit->street = g_steal_pointer (&name);
  else if (name != NULL && type != NULL && strcmp (type, "house") != 0 && hit->street == NULL)
    {
      g_free (hit->town);
      hit->town = g_steal_pointer (&name);
    }
  return finish (hit, g_steal_pointer (&name), sort, FALSE);
}

static GPtrArray *
strange (GError **error, const char *what)
{
  g_set_error (error, RDM_GEOCODER_ERROR, RDM_GEOCODER_ERROR_SERVER,
               _ ("The server's answer is not what its kind of server gives: %s"), what);
  return NULL;
}

GPtrArray *
rdm_geocoder_read_hits (RdmGeocoderKind kind, GBytes *body, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) root =
      rdm_json_parse (g_bytes_get_data (body, NULL), (gssize)g_bytes_get_size (body), NULL, &local);
  JsonObject *object = as_object (root);
  JsonArray *array = NULL;
  GPtrArray *hits;

  if (root == NULL)
    return strange (error, local->message);
  if (kind == RDM_GEOCODER_PHOTON)
    array = array_member (object, "features");
  else if (JSON_NODE_HOLDS_ARRAY (root))
    array = json_node_get_array (root);
  /* Of a place that is nowhere, the one says {"error": "Unable to geocode"}. */
  if (array == NULL && (object == NULL || kind == RDM_GEOCODER_PHOTON))
    return strange (error, _ ("it has no list of places"));
  hits = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_address_hit_free);
  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), MOST_HITS); i++)
    {
      JsonObject *one = as_object (json_array_get_element (array, i));
      RdmAddressHit *hit = one == NULL                   ? NULL
                           : kind == RDM_GEOCODER_PHOTON ? read_photon (one)
                                                         : read_nominatim (one);

      if (hit != NULL)
        g_ptr_array_add (hits, hit);
    }
  if (array == NULL && json_object_has_member (object, "lat"))
    {
      RdmAddressHit *hit = read_nominatim (object);

      if (hit != NULL)
        g_ptr_array_add (hits, hit);
    }
  return hits;
}

/* Whether the question has the words of @name. @used: (inout): tokens. */
static gboolean
is_asked (const RdmAddressQuery *query, const char *name, double least, RdmTokenSet *used)
{
  /* Nobody knows which words there are: any may be misspelt. */
  const RdmAddressLeniency lenient = { ~(RdmTokenSet)0, FALSE };
  g_autoptr (GArray) tokens = rdm_address_tokens_new (name, TRUE, NULL);
  RdmNameMatch match = rdm_address_match_name (query, tokens, ~(RdmTokenSet)0, &lenient);

  *used |= match.used;
  return match.quality >= least;
}

static gboolean
number_is_asked (const RdmAddressQuery *query, const char *number, RdmTokenSet free)
{
  g_autofree char *house = rdm_house_number_normalise (number);

  for (guint i = 0; i < query->tokens->len; i++)
    {
      g_autofree char *joined = NULL;
      guint letter = rdm_address_query_letter_after (query, i, 0);
      const char *token = rdm_address_query_token (query, i)->whole;

      if (!(query->numbers & free & RDM_TOKEN_BIT (i)))
        continue;
      if (letter != G_MAXUINT)
        joined = g_strconcat (token, rdm_address_query_token (query, letter)->whole, NULL);
      if (rdm_house_number_fit (token, house) >= RDM_HOUSE_NUMBER_PART
          || (joined != NULL && strcmp (joined, house) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
judge_hit (const RdmAddressQuery *query, RdmAddressHit *hit, guint place)
{
  RdmTokenSet used = 0;
  gboolean named = TRUE;

  if (hit->postcode != NULL)
    is_asked (query, hit->postcode, 1., &used);
  if (hit->kind == RDM_HIT_POI)
    named = is_asked (query, hit->title, STREET_LEAST, &used)
            || (hit->street != NULL && hit->number != NULL
                && is_asked (query, hit->street, STREET_LEAST, &used)
                && number_is_asked (query, hit->number, ~used));
  else if (hit->street != NULL)
    named = is_asked (query, hit->street, STREET_LEAST, &used)
            && (hit->number == NULL || number_is_asked (query, hit->number, ~used));
  else if (hit->town != NULL)
    named = is_asked (query, hit->town, TOWN_LEAST, &used);
  if (hit->town != NULL)
    is_asked (query, hit->town, TOWN_LEAST, &used);
  /* In the server's order, but what was not asked for behind all else. */
  hit->score = (named ? 1. : 0.5) - 0.001 * place;
  if (!named)
    hit->confidence = RDM_ADDRESS_AMBIGUOUS;
}

RdmAddressAnswer *
rdm_geocoder_judge (const RdmAddressRequest *request, GPtrArray *hits)
{
  g_autoptr (RdmAddressQuery) query =
      rdm_address_query_new (request->text, request->typing, TRUE, NULL);
  RdmAddressAnswer *answer = rdm_address_answer_new ();

  for (guint i = 0; i < hits->len; i++)
    judge_hit (query, g_ptr_array_index (hits, i), i);
  g_ptr_array_unref (answer->hits);
  answer->hits = hits;
  rdm_address_rank_hits (answer, request, request->most > 0 ? request->most : USUAL_HITS);
  return answer;
}
