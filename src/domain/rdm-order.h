/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rdm-geo.h"
#include "rdm-loads.h"
#include "rdm-row.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_ORDER_DELIVERY, /* from the depot to the customer */
  RDM_ORDER_PICKUP,   /* from the customer to the depot */
  RDM_ORDER_SHIPMENT, /* from one place to another, on one vehicle */
} RdmOrderKind;

/** How well the pin is known. Below STREET there is none: nobody should plan on it without being
 * asked. */
typedef enum
{
  RDM_CONFIDENCE_NONE,         /* no such address was found, or nobody looked */
  RDM_CONFIDENCE_AMBIGUOUS,    /* several places may be meant */
  RDM_CONFIDENCE_TOWN,         /* only its town was found */
  RDM_CONFIDENCE_STREET,       /* somewhere on its street */
  RDM_CONFIDENCE_INTERPOLATED, /* between two known houses */
  RDM_CONFIDENCE_HOUSE,
  RDM_CONFIDENCE_GIVEN,  /* the sender gave coordinates */
  RDM_CONFIDENCE_PINNED, /* a person dropped the pin */
} RdmConfidence;

extern const char *const rdm_order_kind_names[];
extern const char *const rdm_confidence_names[];

/** rdm_confidence_label: for people: "Only the street". */
const char *rdm_confidence_label (int confidence);

#define RDM_PRIORITY_LOW 25
#define RDM_PRIORITY_MEDIUM 50
#define RDM_PRIORITY_HIGH 75
#define RDM_PRIORITY_CRITICAL 100

/** Where one end of an order is, and when and how long somebody has to be there. */
typedef struct
{
  char *name; /* recipient, or who hands over */
  char *phone;
  char *email;
  char *address;  /* street and number as written */
  char *address2; /* floor, unit */
  char *postcode;
  char *city;
  char *country;
  RdmPoint point; /* not set: the order needs a place */
  RdmPoint park;  /* where the vehicle stops; not set: as near to @point as the road goes */
  int confidence; /* RdmConfidence */
  RdmWindows windows;
  gint64 service_s;
} RdmOrderEnd;

/**
 * RdmOrder: what a customer wants brought or fetched.
 *
 * A delivery or pickup has only @at; a shipment is fetched at @from and brought to @at. A new one
 * takes three minutes at each end and has medium priority. Field names: @at's as they are
 * ("address", "lat", "lon", …),
 * @from's with "from_" before them, @kind's is "order_kind", @loads' "parcels", "weight_g",
 * "volume_ml".
 */
struct _RdmOrder
{
  RdmRow row;
  char *reference; /* the sender's own number for it */
  char *sender;    /* whose numbers those are: the sender's name in the import */
  char *date;      /* service day, ISO */
  int kind;        /* RdmOrderKind */
  RdmOrderEnd at;
  RdmOrderEnd from;
  RdmLoads loads;
  gint64 priority;      /* 0 to 100 */
  gboolean soft;        /* may be served after its window, at the settings' price */
  GStrv skills;         /* what vehicle and crew together must have */
  GStrv proof;          /* what the driver must bring back: "photo", "signature", … */
  GStrv items;          /* one line an item */
  char *notes;          /* for the driver */
  char *wanted;         /* driver or vehicle that the sender asked for */
  gint64 collect_minor; /* cash to collect, minor units */
};

/** rdm_order_end: the end that a stop with @role serves; role as in rdm-stop.h. */
const RdmOrderEnd *rdm_order_end (const RdmOrder *order, int role);

/** rdm_order_end_stopping_point: Returns: where the vehicle goes: @park, or @point. Not set while
 * the order needs a place. */
RdmPoint rdm_order_end_stopping_point (const RdmOrderEnd *end);

/** rdm_order_needs_place: whether an end that must be visited has no pin. */
gboolean rdm_order_needs_place (const RdmOrder *order);

/** rdm_order_end_needs_check: whether a person should see to where it is: there is no pin, or only
 * one somewhere on the street. */
gboolean rdm_order_end_needs_check (const RdmOrderEnd *end);

/** rdm_order_needs_check: of an end that must be visited. */
gboolean rdm_order_needs_check (const RdmOrder *order);

/** rdm_order_end_key: Returns: (transfer full): the key under which the pin of this address is
 * remembered. */
char *rdm_order_end_key (const RdmOrderEnd *end) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_order_end_address: Returns: (transfer full): "Feldstrasse 4, 9490 Vaduz". */
char *rdm_order_end_address (const RdmOrderEnd *end) G_GNUC_WARN_UNUSED_RESULT;

extern const RdmRowClass rdm_order_class;

G_END_DECLS
