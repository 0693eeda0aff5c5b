/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sender.h"

#include <string.h>

#include "rdm-text.h"

/* A sender is known by headers that others do not have together. Columns are listed only where a
 * heading means something else than its name says, or to fix a unit. The last has none: plain
 * files. */
static const RdmSenderKind kinds[] = {
  { "OptimoRoute", "orderid",
    "ordertype assignedto locationid locationname timewindowfrom timewindowto load1 load2 load3 "
    "vehiclefeatures checkintime addressline towncity countryregion",
    3, "duration=service:minutes locationid=unused checkintime=unused", RDM_SENDER_REPEATS_NEVER },
  { "Detrack", "dono",
    "deliverto collectfrom deliverytime collectiontime notifyemail detrackjobtype assignto zone", 1,
    "trackingno=unused zone=unused webhookurl=unused sku=item itemdescription=item",
    RDM_SENDER_REPEATS_ITEMS },
  { "Onfleet", "recipientname",
    "recipientnotes taskdetails citytown stateprovince postalcode completeafter completebefore "
    "merchant signaturerequirement photorequirement",
    3, "servicetime=service:minutes taskdetails=reference team=unused merchant=unused",
    RDM_SENDER_REPEATS_NEVER },
  { "Spoke", "addressline1", "earliesttime latesttime timeatstopminutes timeatstop", 2,
    "timeatstopminutes=service:minutes timeatstop=service:minutes externalid=reference "
    "recipientexternalid=reference sellerorderid=unused",
    RDM_SENDER_REPEATS_NEVER },
  { "Fleetbase", "dropoffstreet1",
    "ordertype orderref internalid scheduledat servicetimemin pickupstreet1 facilitatorname", 1,
    "ordertype=unused type=unused status=unused internalid=unused servicetimemin=service:minutes "
    "customername=unused customeremail=email customerphone=unused customertype=unused "
    "entitytype=unused",
    RDM_SENDER_REPEATS_ITEMS },
  { "CoopCycle", "pickupaddress dropoffaddress",
    "pickuptimeslot dropofftimeslot dropoffpackages tourname dropoffaddressname", 1, "",
    RDM_SENDER_REPEATS_NEVER },
  { "CoopCycle", "address",
    "addressname addresstelephone addressdescription addressfloor timeslot comments tags", 3,
    "ref=reference", RDM_SENDER_REPEATS_NEVER },
  { "ODL Studio", "jobid serviceduration", "requiredskills starttime endtime quantity", 0,
    "id=unused jobid=reference", RDM_SENDER_REPEATS_STOPS },
  { "Cartrack", "jobreferencenumber",
    "stoptype stopno drivername routename joblabels customerid phonecountrycode", 2,
    "drivername=wanted routename=unused customerid=unused stopno=unused",
    RDM_SENDER_REPEATS_STOPS },
  { "Locate2u", "stopid", "tripdate appointmenttime customer", 1,
    "duration=service:minutes customer=unused", RDM_SENDER_REPEATS_NEVER },
  { "Droppath", "addresscity", "trackingid contactname contactphone company addressline1", 2,
    "contactname=name company=unused address=unused addressline1=address",
    RDM_SENDER_REPEATS_NEVER },
  { "AntsRoute", "duedate opendate", "", 0,
    "duedate=window-to opendate=window-from duration=service:minutes", RDM_SENDER_REPEATS_NEVER },
  { "jira-di", "orderid timewindowstop", "orderlineid productcount parcelnumber customerdirective",
    1, "orderlineid=unused product=item productcount=parcels pickup=kind",
    RDM_SENDER_REPEATS_ITEMS },
  { "Dispatch Science", "delnolaterthan", "deldate delnoearlierthan readyat", 1, "readyat=unused",
    RDM_SENDER_REPEATS_NEVER },
  { "Routific", "displayorderid", "name address duration load instructions", 1,
    "duration=service:seconds", RDM_SENDER_REPEATS_NEVER },
  { "plain", NULL, NULL, 0, "", RDM_SENDER_REPEATS_NEVER },
};

static gboolean
has_header (GHashTable *headers, const char *word, gsize length)
{
  g_autofree char *key = g_strndup (word, length);

  return g_hash_table_contains (headers, key);
}

/* How many words of @list are among the headers; *n_words is how many there are. */
static guint
count_headers (GHashTable *headers, const char *list, guint *n_words)
{
  guint n_found = 0;

  *n_words = 0;
  for (const char *p = list; *p != '\0';)
    {
      gsize length = strcspn (p, " ");

      n_found += has_header (headers, p, length);
      (*n_words)++;
      p += length + (p[length] == ' ');
    }
  return n_found;
}

const RdmSenderKind *
rdm_sender_recognize (const RdmImportTable *table)
{
  g_autoptr (GHashTable) headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const RdmSenderKind *best = &kinds[G_N_ELEMENTS (kinds) - 1];
  guint best_found = 0;

  if (!rdm_import_table_has_headers (table))
    return best;
  for (guint i = 0; i < rdm_import_table_get_n_columns (table); i++)
    g_hash_table_add (headers, rdm_text_fold (rdm_import_table_get_header (table, i)));

  for (gsize i = 0; i < G_N_ELEMENTS (kinds) - 1; i++)
    {
      guint n_must, n_any;
      guint must = count_headers (headers, kinds[i].must, &n_must);
      guint any = count_headers (headers, kinds[i].any, &n_any);

      if (must == n_must && any >= kinds[i].n_any && must + any > best_found)
        {
          best = &kinds[i];
          best_found = must + any;
        }
    }
  return best;
}

const RdmSenderKind *
rdm_sender_kind_by_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &kinds[i];
  return &kinds[G_N_ELEMENTS (kinds) - 1];
}

gboolean
rdm_sender_column (const RdmSenderKind *kind,
                   const char *header,
                   guint *field,
                   RdmImportFormat *format)
{
  g_autofree char *folded = rdm_text_fold (header);
  g_auto (GStrv) columns = g_strsplit (kind->columns, " ", -1);

  for (gsize i = 0; columns[i] != NULL; i++)
    {
      char *equals = strchr (columns[i], '=');
      char *colon = equals != NULL ? strchr (equals, ':') : NULL;

      if (equals == NULL)
        continue;
      *equals = '\0';
      if (strcmp (columns[i], folded) != 0)
        continue;
      if (colon != NULL)
        *colon = '\0';
      *field = rdm_import_schema_find (&rdm_import_order_schema, equals + 1);
      *format = RDM_IMPORT_FORMAT_AUTO;
      return colon == NULL || rdm_import_format_from_name (colon + 1, format);
    }
  return FALSE;
}
