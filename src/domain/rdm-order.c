/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-order.h"

#include <glib/gi18n-lib.h>

#include "rdm-stop.h"
#include "rdm-text.h"
#include "rdm-time.h"

/* More of anything than one vehicle could ever carry; keeps sums far from overflow. */
#define LOAD_MAX G_GINT64_CONSTANT (1000000000000)

#define SERVICE_DEFAULT_S 180

const char *const rdm_order_kind_names[] = { "delivery", "pickup", "shipment", NULL };
const char *const rdm_confidence_names[] = {
  "none", "ambiguous", "town", "street", "interpolated", "house", "given", "pinned", NULL,
};

#define END_FIELDS(prefix, end)                                                                    \
  RDM_FIELD_AS (RdmOrder, prefix "name", end.name, TEXT),                                          \
      RDM_FIELD_AS (RdmOrder, prefix "phone", end.phone, TEXT),                                    \
      RDM_FIELD_AS (RdmOrder, prefix "email", end.email, TEXT),                                    \
      RDM_FIELD_AS (RdmOrder, prefix "address", end.address, TEXT),                                \
      RDM_FIELD_AS (RdmOrder, prefix "address2", end.address2, TEXT),                              \
      RDM_FIELD_AS (RdmOrder, prefix "postcode", end.postcode, TEXT),                              \
      RDM_FIELD_AS (RdmOrder, prefix "city", end.city, TEXT),                                      \
      RDM_FIELD_AS (RdmOrder, prefix "country", end.country, TEXT),                                \
      RDM_FIELD_AS (RdmOrder, prefix "lat", end.point.lat_deg, REAL),                              \
      RDM_FIELD_AS (RdmOrder, prefix "lon", end.point.lon_deg, REAL),                              \
      RDM_FIELD_AS (RdmOrder, prefix "park_lat", end.park.lat_deg, REAL),                          \
      RDM_FIELD_AS (RdmOrder, prefix "park_lon", end.park.lon_deg, REAL),                          \
      { .name = prefix "confidence",                                                               \
        .type = RDM_FIELD_ENUM,                                                                    \
        .offset = G_STRUCT_OFFSET (RdmOrder, end.confidence),                                      \
        .names = rdm_confidence_names },                                                           \
      RDM_FIELD_AS (RdmOrder, prefix "windows", end.windows, WINDOWS),                             \
      RDM_FIELD_AS (RdmOrder, prefix "service_s", end.service_s, INT)

static const RdmField fields[] = {
  RDM_FIELD (RdmOrder, reference, TEXT),
  RDM_FIELD (RdmOrder, sender, TEXT),
  RDM_FIELD (RdmOrder, date, TEXT),
  /* "kind" alone is the row's. */
  { .name = "order_kind",
    .type = RDM_FIELD_ENUM,
    .offset = G_STRUCT_OFFSET (RdmOrder, kind),
    .names = rdm_order_kind_names },
  END_FIELDS ("", at),
  END_FIELDS ("from_", from),
  RDM_FIELD_AS (RdmOrder, "parcels", loads.amount[RDM_LOAD_PARCELS], INT),
  RDM_FIELD_AS (RdmOrder, "weight_g", loads.amount[RDM_LOAD_WEIGHT_G], INT),
  RDM_FIELD_AS (RdmOrder, "volume_ml", loads.amount[RDM_LOAD_VOLUME_ML], INT),
  RDM_FIELD (RdmOrder, priority, INT),
  RDM_FIELD (RdmOrder, soft, BOOL),
  RDM_FIELD (RdmOrder, skills, TEXTS),
  RDM_FIELD (RdmOrder, proof, TEXTS),
  RDM_FIELD (RdmOrder, items, TEXTS),
  RDM_FIELD (RdmOrder, notes, TEXT),
  RDM_FIELD (RdmOrder, wanted, TEXT),
  RDM_FIELD (RdmOrder, collect_minor, INT),
};

static void
init_order (RdmRow *row)
{
  RdmOrder *self = (RdmOrder *)row;

  self->at.service_s = SERVICE_DEFAULT_S;
  self->from.service_s = SERVICE_DEFAULT_S;
  self->priority = RDM_PRIORITY_MEDIUM;
}

static gboolean
is_nowhere (RdmPoint point)
{
  gboolean half = isnan (point.lat_deg) != isnan (point.lon_deg);

  return half || (rdm_point_is_set (point) && !rdm_point_is_valid (point));
}

static char *
check_end (const RdmOrderEnd *end)
{
  if (is_nowhere (end->point))
    return g_strdup (_ ("Its coordinates are nowhere on earth."));
  if (is_nowhere (end->park))
    return g_strdup (_ ("The coordinates of where the vehicle stops are nowhere on earth."));
  if (end->service_s < 0 || end->service_s > RDM_SECONDS_PER_DAY)
    return g_strdup (_ ("Its service time is not between nothing and a day."));
  return NULL;
}

static char *
check_order (const RdmRow *row)
{
  const RdmOrder *self = (const RdmOrder *)row;
  char *complaint = check_end (&self->at);

  if (!complaint)
    complaint = check_end (&self->from);
  if (complaint)
    return complaint;
  if (!self->date || !rdm_date_valid (self->date))
    return g_strdup (_ ("Its service day is not a date."));
  if (self->priority < 0 || self->priority > RDM_PRIORITY_CRITICAL)
    return g_strdup (_ ("Its priority is not between 0 and 100."));
  if (self->collect_minor < 0 || self->collect_minor > LOAD_MAX)
    return g_strdup (_ ("The cash to collect is not an amount."));
  for (int i = 0; i < RDM_N_LOADS; i++)
    if (self->loads.amount[i] < 0 || self->loads.amount[i] > LOAD_MAX)
      return g_strdup (_ ("Its load is less than nothing or more than any vehicle takes."));
  return NULL;
}

const RdmRowClass rdm_order_class = {
  .name = "order",
  .size = sizeof (RdmOrder),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .init = init_order,
  .check = check_order,
};

const char *
rdm_confidence_label (int confidence)
{
  static const char *const labels[] = {
    N_ ("Not found"),
    N_ ("Several places"),
    N_ ("Only the town"),
    N_ ("Only the street"),
    N_ ("Between two houses"),
    N_ ("The house"),
    N_ ("Coordinates of the sender"),
    N_ ("Set by hand"),
  };

  g_return_val_if_fail (confidence >= 0 && confidence < (int)G_N_ELEMENTS (labels), "");
  return _ (labels[confidence]);
}

const RdmOrderEnd *
rdm_order_end (const RdmOrder *order, int role)
{
  return order->kind == RDM_ORDER_SHIPMENT && role == RDM_STOP_PICKUP ? &order->from : &order->at;
}

RdmPoint
rdm_order_end_stopping_point (const RdmOrderEnd *end)
{
  return rdm_point_is_set (end->point) && rdm_point_is_set (end->park) ? end->park : end->point;
}

gboolean
rdm_order_needs_place (const RdmOrder *order)
{
  return !rdm_point_is_set (order->at.point)
         || (order->kind == RDM_ORDER_SHIPMENT && !rdm_point_is_set (order->from.point));
}

gboolean
rdm_order_end_needs_check (const RdmOrderEnd *end)
{
  return !rdm_point_is_set (end->point) || end->confidence == RDM_CONFIDENCE_STREET;
}

gboolean
rdm_order_needs_check (const RdmOrder *order)
{
  return rdm_order_end_needs_check (&order->at)
         || (order->kind == RDM_ORDER_SHIPMENT && rdm_order_end_needs_check (&order->from));
}

static void
append_part (GString *out, const char *separator, const char *part)
{
  if (!part || !*part)
    return;
  if (out->len > 0)
    g_string_append (out, separator);
  g_string_append (out, part);
}

char *
rdm_order_end_key (const RdmOrderEnd *end)
{
  /* Neither floor nor country: senders give them or not, and the pin is the same. */
  g_autofree char *address = rdm_order_end_address (end);

  return rdm_address_key (address);
}

char *
rdm_order_end_address (const RdmOrderEnd *end)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GString) town = g_string_new (NULL);

  append_part (town, " ", end->postcode);
  append_part (town, " ", end->city);
  append_part (out, ", ", end->address);
  append_part (out, ", ", town->str);
  return g_string_free (out, FALSE);
}
