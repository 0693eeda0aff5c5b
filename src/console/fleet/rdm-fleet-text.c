/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-fleet-text.h"

#include <glib/gi18n.h>

#include "rdm-error.h"
#include "rdm-field-text.h"
#include "rdm-text.h"
#include "rdm-time.h"
#include "rdm-units.h"

typedef enum
{
  TEXT,
  LIST,   /* texts with commas between */
  AMOUNT, /* gint64, in steps of 1/per_unit */
  LIMIT,  /* AMOUNT; empty: not limited, stored as @none */
  MONEY,  /* AMOUNT, in steps of 1/per_unit of the currency's smallest coin */
  HOURS,  /* gint32 at @offset and at @to */
  BREAK,  /* HOURS, or empty */
  REST,   /* AMOUNT that needs a BREAK */
  POINT,
} Type;

struct _RdmFleetField
{
  const char *label;
  const char *hint;
  Type type;
  gsize offset;
  double per_unit;
  gint64 none;
  gsize to;
};

/* Long enough for lunch, where nobody says how long it takes. */
#define USUAL_BREAK_S (30 * 60)

static const RdmFleetField vehicle_fields[] = {
  { N_ ("Name"), NULL, TEXT, G_STRUCT_OFFSET (RdmVehicle, name) },
  { N_ ("Parcels"), N_ ("Empty: not limited"), LIMIT,
    G_STRUCT_OFFSET (RdmVehicle, capacity.amount[RDM_LOAD_PARCELS]), 1, RDM_CAPACITY_ANY },
  { N_ ("Payload (kg)"), N_ ("Empty: not limited"), LIMIT,
    G_STRUCT_OFFSET (RdmVehicle, capacity.amount[RDM_LOAD_WEIGHT_G]), 1000, RDM_CAPACITY_ANY },
  { N_ ("Volume (l)"), N_ ("Empty: not limited"), LIMIT,
    G_STRUCT_OFFSET (RdmVehicle, capacity.amount[RDM_LOAD_VOLUME_ML]), 1000, RDM_CAPACITY_ANY },
  { N_ ("Skills"), N_ ("With commas between: chilled, tail-lift"), LIST,
    G_STRUCT_OFFSET (RdmVehicle, skills) },
  { N_ ("Starts at"), N_ ("Latitude, longitude; empty: at its first stop"), POINT,
    G_STRUCT_OFFSET (RdmVehicle, start) },
  { N_ ("Ends at"), N_ ("Latitude, longitude; empty: at its last stop"), POINT,
    G_STRUCT_OFFSET (RdmVehicle, end) },
  { N_ ("Cost of a day"), NULL, MONEY, G_STRUCT_OFFSET (RdmVehicle, fixed_cost_minor), 1 },
  { N_ ("Cost of a kilometre"), NULL, MONEY, G_STRUCT_OFFSET (RdmVehicle, cost_per_km_milli),
    1000 },
  { N_ ("Range (km)"), N_ ("Empty: not limited"), LIMIT, G_STRUCT_OFFSET (RdmVehicle, range_m),
    1000, 0 },
  { N_ ("Most stops"), N_ ("Empty: not limited"), LIMIT, G_STRUCT_OFFSET (RdmVehicle, max_stops), 1,
    0 },
  { N_ ("Emission class"), NULL, TEXT, G_STRUCT_OFFSET (RdmVehicle, emission_class) },
};

static const RdmFleetField shift_fields[] = {
  { N_ ("Hours"), N_ ("Such as 07:00–15:30; past midnight: 22:00–06:00+1"), HOURS,
    G_STRUCT_OFFSET (RdmShift, start_s), .to = G_STRUCT_OFFSET (RdmShift, end_s) },
  { N_ ("Overtime, at most (min)"), NULL, AMOUNT, G_STRUCT_OFFSET (RdmShift, overtime_max_s), 60 },
  { N_ ("Break between"), N_ ("Such as 11:00–13:30; empty: no break"), BREAK,
    G_STRUCT_OFFSET (RdmShift, break_from_s), .to = G_STRUCT_OFFSET (RdmShift, break_to_s) },
  { N_ ("Break (min)"), NULL, REST, G_STRUCT_OFFSET (RdmShift, break_s), 60 },
  { N_ ("Cost of an hour"), NULL, MONEY, G_STRUCT_OFFSET (RdmShift, cost_per_hour_minor), 1 },
  { N_ ("Cost of an hour of overtime"), NULL, MONEY,
    G_STRUCT_OFFSET (RdmShift, overtime_per_hour_minor), 1 },
};

static const RdmFleetField driver_fields[] = {
  { N_ ("Name"), NULL, TEXT, G_STRUCT_OFFSET (RdmDriver, name) },
  { N_ ("Phone"), NULL, TEXT, G_STRUCT_OFFSET (RdmDriver, phone) },
  { N_ ("E-mail"), NULL, TEXT, G_STRUCT_OFFSET (RdmDriver, email) },
  { N_ ("Skills"), N_ ("With commas between: age-check, two-person"), LIST,
    G_STRUCT_OFFSET (RdmDriver, skills) },
};

const RdmFleetField *
rdm_fleet_fields (RdmRowKind kind, guint *n)
{
  switch (kind)
    {
    case RDM_ROW_VEHICLE:
      *n = G_N_ELEMENTS (vehicle_fields);
      return vehicle_fields;
    case RDM_ROW_SHIFT:
      *n = G_N_ELEMENTS (shift_fields);
      return shift_fields;
    case RDM_ROW_DRIVER:
      *n = G_N_ELEMENTS (driver_fields);
      return driver_fields;
    default:
      g_return_val_if_reached (NULL);
    }
}

const RdmFleetField *
rdm_fleet_field (RdmRowKind kind, guint i)
{
  guint n;
  const RdmFleetField *fields = rdm_fleet_fields (kind, &n);

  return i < n ? &fields[i] : NULL;
}

const char *
rdm_fleet_field_label (const RdmFleetField *field)
{
  return _ (field->label);
}

char *
rdm_fleet_field_title (const RdmFleetField *field, const char *currency)
{
  return field->type == MONEY ? g_strdup_printf ("%s (%s)", rdm_fleet_field_label (field), currency)
                              : g_strdup (rdm_fleet_field_label (field));
}

int
rdm_fleet_field_place_end (const RdmFleetField *field)
{
  if (field->type != POINT)
    return -1;
  return field->offset == G_STRUCT_OFFSET (RdmVehicle, end);
}

const char *
rdm_fleet_field_hint (const RdmFleetField *field)
{
  return field->hint != NULL ? _ (field->hint) : NULL;
}

gboolean
rdm_fleet_field_is_number (const RdmFleetField *field)
{
  return field->type == AMOUNT || field->type == LIMIT || field->type == MONEY
         || field->type == REST;
}

/* How many of what is stored make one of what people type. */
static double
per_unit (const RdmFleetField *field, const char *currency)
{
  double unit = field->per_unit;

  for (guint i = 0; field->type == MONEY && i < rdm_currency_decimals (currency); i++)
    unit *= 10;
  return unit;
}

char *
rdm_fleet_field_get (const RdmFleetField *field, gconstpointer row, const char *currency)
{
  gconstpointer at = G_STRUCT_MEMBER_P (row, field->offset);
  const RdmPoint *point = at;

  switch (field->type)
    {
    case TEXT:
      return g_strdup (*(char *const *)at != NULL ? *(char *const *)at : "");
    case LIST:
      return rdm_list_to_text (*(GStrv const *)at);
    case LIMIT:
      if (*(const gint64 *)at == field->none)
        return g_strdup ("");
      return rdm_amount_to_text (*(const gint64 *)at, field->per_unit);
    case AMOUNT:
    case REST:
    case MONEY:
      return rdm_amount_to_text (*(const gint64 *)at, per_unit (field, currency));
    case HOURS:
    case BREAK:
      return rdm_time_format_window (*(const gint32 *)at,
                                     *(const gint32 *)G_STRUCT_MEMBER_P (row, field->to));
    case POINT:
    default:
      return rdm_point_is_set (*point)
                 ? g_strdup_printf ("%.5f, %.5f", point->lat_deg, point->lon_deg)
                 : g_strdup ("");
    }
}

static gboolean
amount_from_text (const RdmFleetField *field,
                  const char *currency,
                  const char *text,
                  gint64 *value,
                  GError **error)
{
  /* What is counted cannot be halved: parcels and stops. */
  gboolean whole = field->type == LIMIT && field->per_unit == 1;

  if (*text != '\0')
    return rdm_amount_from_text (rdm_fleet_field_label (field), text, per_unit (field, currency),
                                 whole, value, error);
  *value = field->type == LIMIT ? field->none : 0;
  return TRUE;
}

static gboolean
hours_from_text (const RdmFleetField *field, gpointer row, const char *text, GError **error)
{
  RdmWindow window;

  if (!rdm_window_from_text (text, &window, error))
    return FALSE;
  *(gint32 *)G_STRUCT_MEMBER_P (row, field->offset) = window.from_s;
  *(gint32 *)G_STRUCT_MEMBER_P (row, field->to) = window.to_s;
  return TRUE;
}

/* When and how long go together: neither means anything alone. */
static gboolean
break_from_text (const RdmFleetField *field, RdmShift *shift, const char *text, GError **error)
{
  if (*text == '\0')
    {
      shift->break_from_s = shift->break_to_s = RDM_TIME_NONE;
      shift->break_s = 0;
      return TRUE;
    }
  if (!hours_from_text (field, shift, text, error))
    return FALSE;
  if (shift->break_s == 0)
    shift->break_s = MIN (USUAL_BREAK_S, shift->break_to_s - shift->break_from_s);
  return TRUE;
}

static gboolean
rest_from_text (const RdmFleetField *field,
                RdmShift *shift,
                const char *currency,
                const char *text,
                GError **error)
{
  gint64 length_s;

  if (!amount_from_text (field, currency, text, &length_s, error))
    return FALSE;
  if (length_s == 0 || shift->break_from_s != RDM_TIME_NONE)
    {
      shift->break_s = length_s;
      return TRUE;
    }
  g_set_error_literal (error, RDM_TIME_ERROR, RDM_TIME_ERROR_SYNTAX,
                       _ ("Say first between which times the break may lie, such as 11:00–13:30."));
  return FALSE;
}

gboolean
rdm_fleet_field_set (const RdmFleetField *field,
                     gpointer row,
                     const char *currency,
                     const char *text,
                     GError **error)
{
  gpointer at = G_STRUCT_MEMBER_P (row, field->offset);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  switch (field->type)
    {
    case TEXT:
      rdm_set_str (at, *stripped != '\0' ? stripped : NULL);
      return TRUE;
    case LIST:
      g_strfreev (*(GStrv *)at);
      *(GStrv *)at = rdm_list_from_text (stripped);
      return TRUE;
    case AMOUNT:
    case LIMIT:
    case MONEY:
      return amount_from_text (field, currency, stripped, at, error);
    case HOURS:
      return hours_from_text (field, row, stripped, error);
    case BREAK:
      return break_from_text (field, row, stripped, error);
    case REST:
      return rest_from_text (field, row, currency, stripped, error);
    case POINT:
    default:
      if (*stripped != '\0')
        return rdm_point_parse (stripped, at, error);
      *(RdmPoint *)at = RDM_POINT_NONE;
      return TRUE;
    }
}
