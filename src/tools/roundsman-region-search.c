/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * search: the addresses of a region, by words, or by a place.
 */
#include "roundsman-region.h"

#include <glib/gi18n.h>

#include "rdm-region-geocoder.h"

typedef struct
{
  gboolean json;
  gboolean typing;
  char *reverse;
  char *near;
  int most;
} Options;

static void
clear_options (Options *self)
{
  g_free (self->reverse);
  g_free (self->near);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonNode *
hit_to_json (const RdmAddressHit *hit)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *label = rdm_address_hit_label (hit);

  json_object_set_string_member (object, "kind", rdm_address_hit_kind_name (hit->kind));
  json_object_set_string_member (object, "confidence",
                                 rdm_address_confidence_name (hit->confidence));
  json_object_set_double_member (object, "score", hit->score);
  json_object_set_string_member (object, "label", label);
  set_text (object, "street", hit->street);
  set_text (object, "number", hit->number);
  set_text (object, "postcode", hit->postcode);
  set_text (object, "town", hit->town);
  set_text (object, "sort", hit->sort);
  json_object_set_double_member (object, "lat", hit->point.lat_deg);
  json_object_set_double_member (object, "lon", hit->point.lon_deg);
  if (!isnan (hit->distance_m))
    json_object_set_int_member (object, "distance_m", (gint64)round (hit->distance_m));
  json_node_take_object (node, object);
  return node;
}

static void
print_json (RdmAddressConfidence confidence, GPtrArray *hits)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < hits->len; i++)
    json_array_add_element (array, hit_to_json (g_ptr_array_index (hits, i)));
  json_object_set_string_member (object, "confidence", rdm_address_confidence_name (confidence));
  json_object_set_array_member (object, "hits", array);
  json_node_take_object (node, object);
  rdm_ctl_print_json (node);
}

static void
print_hit (const RdmAddressHit *hit)
{
  g_autofree char *label = rdm_address_hit_label (hit);
  g_autofree char *point = rdm_point_format (hit->point);

  g_print ("%-18s  %s%s%s%s  %s\n", rdm_address_confidence_label (hit->confidence), label,
           hit->sort != NULL ? " (" : "", hit->sort != NULL ? hit->sort : "",
           hit->sort != NULL ? ")" : "", point);
}

static int
print_answer (const Options *options, RdmAddressConfidence confidence, GPtrArray *hits)
{
  if (options->json)
    print_json (confidence, hits);
  else
    for (guint i = 0; i < hits->len; i++)
      print_hit (g_ptr_array_index (hits, i));
  if (confidence != RDM_ADDRESS_NONE)
    return RDM_CTL_OK;
  return options->json
             ? RDM_CTL_REFUSED
             : rdm_ctl_fail (RDM_CTL_REFUSED, "%s", _ ("there is no such address in the region"));
}

static int
search_place (RdmGeocoder *geocoder, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  RdmPoint point;

  if (!rdm_point_parse (options->reverse, &point, &error))
    return rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
  hits = rdm_geocoder_reverse (geocoder, point, NULL, &error);
  if (hits == NULL)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return print_answer (options,
                       hits->len > 0
                           ? ((const RdmAddressHit *)g_ptr_array_index (hits, 0))->confidence
                           : RDM_ADDRESS_NONE,
                       hits);
}

static int
search_text (RdmGeocoder *geocoder, const Options *options, const char *text)
{
  RdmAddressRequest request = { text, RDM_POINT_NONE, (guint)MAX (options->most, 0),
                                options->typing };
  g_autoptr (RdmAddressAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (options->near != NULL && !rdm_point_parse (options->near, &request.near, &error))
    return rdm_ctl_fail (RDM_CTL_USAGE, "%s", error->message);
  answer = rdm_geocoder_search (geocoder, &request, NULL, &error);
  if (answer == NULL)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  return print_answer (options, answer->confidence, answer->hits);
}

int
roundsman_region_search (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "reverse", 0, 0, G_OPTION_ARG_STRING, &options.reverse,
      N_ ("The address at a place, instead of words"), N_ ("LAT,LON") },
    { "near", 0, 0, G_OPTION_ARG_STRING, &options.near,
      N_ ("Where the answer is likely to be; the nearer comes first"), N_ ("LAT,LON") },
    { "typing", 0, 0, G_OPTION_ARG_NONE, &options.typing, N_ ("The last word may go on"), NULL },
    { "most", 0, 0, G_OPTION_ARG_INT, &options.most, N_ ("As many answers; otherwise 8"),
      N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    { NULL },
  };
  g_autoptr (RdmRegion) region = NULL;
  g_autoptr (RdmGeocoder) geocoder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, RDM_CTL_ANY_NUMBER, &status))
    return status;
  if ((argc == 2) == (options.reverse == NULL))
    return rdm_ctl_fail (RDM_CTL_USAGE, "%s",
                         _ ("give the words of an address, or --reverse and a place"));
  region = rdm_region_open (argv[1], &error);
  if (region == NULL)
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  geocoder = rdm_region_geocoder_new (region);
  if (options.reverse != NULL)
    return search_place (geocoder, &options);
  text = g_strjoinv (" ", argv + 2);
  return search_text (geocoder, &options, text);
}
