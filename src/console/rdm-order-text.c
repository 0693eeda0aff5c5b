/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-order-text.h"

#include <glib/gi18n.h>

#include "rdm-error.h"
#include "rdm-field-text.h"
#include "rdm-stop.h"
#include "rdm-text.h"
#include "rdm-time.h"

static const struct
{
  const char *label;
  gboolean number;
} fields[RDM_N_ORDER_TEXTS] = {
  [RDM_ORDER_TEXT_REFERENCE] = { N_ ("Reference") },
  [RDM_ORDER_TEXT_NAME] = { N_ ("Recipient") },
  [RDM_ORDER_TEXT_ADDRESS] = { N_ ("Street and number") },
  [RDM_ORDER_TEXT_ADDRESS2] = { N_ ("Floor, unit") },
  [RDM_ORDER_TEXT_POSTCODE] = { N_ ("Postcode") },
  [RDM_ORDER_TEXT_CITY] = { N_ ("Town") },
  [RDM_ORDER_TEXT_PHONE] = { N_ ("Phone") },
  [RDM_ORDER_TEXT_EMAIL] = { N_ ("E-mail") },
  [RDM_ORDER_TEXT_WINDOWS] = { N_ ("Window") },
  [RDM_ORDER_TEXT_SERVICE] = { N_ ("Minutes at stop"), TRUE },
  [RDM_ORDER_TEXT_PARCELS] = { N_ ("Parcels"), TRUE },
  [RDM_ORDER_TEXT_WEIGHT] = { N_ ("Weight (kg)"), TRUE },
  [RDM_ORDER_TEXT_VOLUME] = { N_ ("Volume (l)"), TRUE },
  [RDM_ORDER_TEXT_PRIORITY] = { N_ ("Priority (0–100)"), TRUE },
  [RDM_ORDER_TEXT_SKILLS] = { N_ ("Skills needed") },
  [RDM_ORDER_TEXT_NOTES] = { N_ ("Notes") },
  [RDM_ORDER_TEXT_DATE] = { N_ ("Day") },
};

const char *
rdm_order_text_label (RdmOrderText field)
{
  return _ (fields[field].label);
}

gboolean
rdm_order_text_is_number (RdmOrderText field)
{
  return fields[field].number;
}

static RdmOrderEnd *
end_of (const RdmOrder *order, int role)
{
  return (RdmOrderEnd *)rdm_order_end (order, role);
}

/* The string member that a field is, NULL for the others. */
static char **
text_member (RdmOrderText field, const RdmOrder *order, int role)
{
  RdmOrderEnd *end = end_of (order, role);

  switch (field)
    {
    case RDM_ORDER_TEXT_REFERENCE:
      return &((RdmOrder *)order)->reference;
    case RDM_ORDER_TEXT_NOTES:
      return &((RdmOrder *)order)->notes;
    case RDM_ORDER_TEXT_NAME:
      return &end->name;
    case RDM_ORDER_TEXT_ADDRESS:
      return &end->address;
    case RDM_ORDER_TEXT_ADDRESS2:
      return &end->address2;
    case RDM_ORDER_TEXT_POSTCODE:
      return &end->postcode;
    case RDM_ORDER_TEXT_CITY:
      return &end->city;
    case RDM_ORDER_TEXT_PHONE:
      return &end->phone;
    case RDM_ORDER_TEXT_EMAIL:
      return &end->email;
    case RDM_ORDER_TEXT_DATE:
      return &((RdmOrder *)order)->date;
    default:
      return NULL;
    }
}

/* The whole-number member that a field is, and how many of it make the unit that people type. */
static gint64 *
number_member (RdmOrderText field, const RdmOrder *order, int role, int *per_unit)
{
  RdmOrder *self = (RdmOrder *)order;

  *per_unit = 1;
  switch (field)
    {
    case RDM_ORDER_TEXT_SERVICE:
      *per_unit = 60;
      return &end_of (order, role)->service_s;
    case RDM_ORDER_TEXT_PARCELS:
      return &self->loads.amount[RDM_LOAD_PARCELS];
    case RDM_ORDER_TEXT_WEIGHT:
      *per_unit = 1000;
      return &self->loads.amount[RDM_LOAD_WEIGHT_G];
    case RDM_ORDER_TEXT_VOLUME:
      *per_unit = 1000;
      return &self->loads.amount[RDM_LOAD_VOLUME_ML];
    case RDM_ORDER_TEXT_PRIORITY:
      return &self->priority;
    default:
      return NULL;
    }
}

static char *
windows_to_text (const RdmWindows *windows)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < windows->n; i++)
    {
      g_autofree char *window = rdm_time_format_window (windows->at[i].from_s, windows->at[i].to_s);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", window);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static int
compare_windows (const void *a, const void *b)
{
  const RdmWindow *left = a;
  const RdmWindow *right = b;

  return (left->from_s > right->from_s) - (left->from_s < right->from_s);
}

static gboolean
windows_from_text (const char *text, RdmWindows *windows, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);
  RdmWindows read = { 0 };

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (read.n == RDM_WINDOWS_MAX)
        {
          g_set_error (error, RDM_TIME_ERROR, RDM_TIME_ERROR_RANGE,
                       _ ("An order has at most %d windows."), RDM_WINDOWS_MAX);
          return FALSE;
        }
      if (!rdm_window_from_text (parts[i], &read.at[read.n], error))
        return FALSE;
      read.n++;
    }
  qsort (read.at, read.n, sizeof read.at[0], compare_windows);
  *windows = read;
  return TRUE;
}

char *
rdm_order_text_get (RdmOrderText field, const RdmOrder *order, int role)
{
  char **text = text_member (field, order, role);
  int per_unit;
  gint64 *number = number_member (field, order, role, &per_unit);

  if (text != NULL)
    return g_strdup (*text != NULL ? *text : "");
  if (number != NULL)
    return rdm_amount_to_text (*number, per_unit);
  if (field == RDM_ORDER_TEXT_WINDOWS)
    return windows_to_text (&end_of (order, role)->windows);
  return rdm_list_to_text (order->skills);
}

gboolean
rdm_order_text_set (RdmOrderText field, RdmOrder *order, int role, const char *text, GError **error)
{
  char **member = text_member (field, order, role);
  int per_unit;
  gint64 *number = number_member (field, order, role, &per_unit);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (field == RDM_ORDER_TEXT_DATE && !rdm_date_valid (stripped))
    {
      g_set_error (error, RDM_TIME_ERROR, RDM_TIME_ERROR_SYNTAX,
                   _ ("“%s” is not a day. Type it like 2026-11-23."), stripped);
      return FALSE;
    }
  if (member != NULL)
    {
      rdm_set_str (member, *stripped != '\0' ? stripped : NULL);
      return TRUE;
    }
  if (number != NULL && *stripped == '\0')
    *number = 0;
  if (number != NULL)
    return *stripped == '\0'
           || rdm_amount_from_text (rdm_order_text_label (field), stripped, per_unit, per_unit == 1,
                                    number, error);
  if (field == RDM_ORDER_TEXT_WINDOWS)
    return windows_from_text (stripped, &end_of (order, role)->windows, error);
  g_strfreev (order->skills);
  order->skills = rdm_list_from_text (stripped);
  return TRUE;
}

char *
rdm_order_text_sort_key (RdmOrderText field, const RdmOrder *order, int role, gint64 *number)
{
  char **member = text_member (field, order, role);
  int per_unit;
  gint64 *amount = number_member (field, order, role, &per_unit);
  const RdmWindows *windows = &end_of (order, role)->windows;
  g_autofree char *list = NULL;

  *number = amount != NULL                    ? *amount
            : field != RDM_ORDER_TEXT_WINDOWS ? 0
            : windows->n > 0                  ? windows->at[0].from_s
                                              : G_MAXINT64;
  if (amount != NULL || field == RDM_ORDER_TEXT_WINDOWS)
    return NULL;
  if (member != NULL)
    return g_utf8_collate_key (*member != NULL ? *member : "", -1);
  list = rdm_list_to_text (order->skills);
  return g_utf8_collate_key (list, -1);
}
