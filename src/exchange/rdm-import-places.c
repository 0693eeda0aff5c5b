/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether coordinates can be right: judged by where everybody else is. The middle is the median of
 * all latitudes and longitudes and the spread the median distance from it, so that a few wild
 * points move neither. */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "rdm-import-run.h"
#include "rdm-import-values.h"
#include "rdm-units.h"

enum
{
  MIN_POINTS = 4,     /* fewer say nothing about each other */
  NEAR_M = 60 * 1000, /* so far is never suspicious */
  FAR_SPREADS = 8,    /* and so many spreads are not either */
};

/* Nobody carries parcels farther from a vehicle. */
#define PARK_MOST_M 1000.

/* Two end zones of a degree's hundredth around 0, 0 are nowhere anybody delivers. */
#define NULL_ISLAND_DEG 0.01

typedef struct
{
  RdmPoint middle;
  double far_m; /* infinite where too few points are known */
} Surroundings;

static gboolean
is_null_island (RdmPoint point)
{
  return fabs (point.lat_deg) < NULL_ISLAND_DEG && fabs (point.lon_deg) < NULL_ISLAND_DEG;
}

static void
add_point (GArray *points, RdmPoint point)
{
  if (rdm_point_is_valid (point) && !is_null_island (point))
    g_array_append_val (points, point);
}

static void
add_order_cb (gconstpointer row, gpointer points)
{
  add_point (points, ((const RdmOrder *)row)->at.point);
}

static void
add_vehicle_cb (gconstpointer row, gpointer points)
{
  add_point (points, ((const RdmVehicle *)row)->start);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

static double
take_median (GArray *values)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

static Surroundings
survey (RdmImportRun *self)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  g_autoptr (GArray) lats = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) lons = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) distances = g_array_new (FALSE, FALSE, sizeof (double));
  Surroundings around = { RDM_POINT_NONE, INFINITY };

  for (guint i = 0; i < self->orders->len; i++)
    add_order_cb (g_ptr_array_index (self->orders, i), points);
  rdm_rows_foreach (self->request->rows, RDM_ROW_ORDER, add_order_cb, points);
  rdm_rows_foreach (self->request->rows, RDM_ROW_VEHICLE, add_vehicle_cb, points);
  if (points->len < MIN_POINTS)
    return around;

  for (guint i = 0; i < points->len; i++)
    {
      g_array_append_val (lats, g_array_index (points, RdmPoint, i).lat_deg);
      g_array_append_val (lons, g_array_index (points, RdmPoint, i).lon_deg);
    }
  around.middle = (RdmPoint){ take_median (lats), take_median (lons) };
  for (guint i = 0; i < points->len; i++)
    {
      double distance_m = rdm_geo_distance (around.middle, g_array_index (points, RdmPoint, i));

      g_array_append_val (distances, distance_m);
    }
  around.far_m = MAX ((double)NEAR_M, FAR_SPREADS * take_median (distances));
  return around;
}

static gboolean
is_near (const Surroundings *around, RdmPoint point)
{
  return rdm_point_is_valid (point) && !is_null_island (point)
         && (isinf (around->far_m) || rdm_geo_distance (around->middle, point) <= around->far_m);
}

/* The sentence, and the point as the chosen repair leaves it: without a choice, none at all. */
static RdmPoint
report_place (
    RdmImportRun *self, RdmImportCode code, guint row, guint field, RdmPoint point, char *message)
{
  switch (rdm_import_run_report (self, code, row, field, message))
    {
    case RDM_REPAIR_SWAP:
      return (RdmPoint){ point.lon_deg, point.lat_deg };
    case RDM_REPAIR_KEEP:
      return rdm_point_is_valid (point) ? point : RDM_POINT_NONE;
    default:
      return RDM_POINT_NONE;
    }
}

static RdmPoint
judge (RdmImportRun *self, const Surroundings *around, guint row, guint field, RdmPoint point)
{
  RdmPoint swapped = { point.lon_deg, point.lat_deg };
  g_autofree char *shown = rdm_point_format (point);
  g_autofree char *distance = NULL;

  if (is_near (around, point))
    return point;
  if (rdm_point_is_valid (point) && is_null_island (point))
    return report_place (
        self, RDM_IMPORT_PLACE_NULL_ISLAND, row, field, point,
        g_strdup_printf (
            _ ("The coordinates %s lie in the sea off Africa, where nobody lives: they stand "
               "for none. They are left out, and the order needs a place."),
            shown));
  if (is_near (around, swapped))
    return report_place (
        self, RDM_IMPORT_PLACE_SWAPPED, row, field, point,
        g_strdup_printf (
            _ ("The coordinates %s are far from all others, and among them when swapped. "
               "Swap them; otherwise the order needs a place."),
            shown));
  if (!rdm_point_is_valid (point))
    {
      rdm_import_run_report (
          self, RDM_IMPORT_PLACE_UNREADABLE, row, field,
          g_strdup_printf (
              _ ("There is no place on earth at %s. The coordinates are left out, and the "
                 "order needs a place."),
              shown));
      return RDM_POINT_NONE;
    }
  distance = rdm_format_distance ((gint64)rdm_geo_distance (around->middle, point));
  return report_place (
      self, RDM_IMPORT_PLACE_FAR, row, field, point,
      g_strdup_printf (
          _ ("The coordinates %s are %s from the middle of all others. They are left out and "
             "the order needs a place, unless you keep them."),
          shown, distance));
}

/* What somebody has said about this address before. */
static const RdmPlace *
find_place (RdmImportRun *self, const RdmOrderEnd *end)
{
  g_autofree char *key = rdm_order_end_key (end);

  return *key != '\0' ? rdm_rows_get (self->request->rows, RDM_ROW_PLACE, key) : NULL;
}

static void
recall_place (RdmImportRun *self, RdmOrderEnd *end)
{
  const RdmPlace *place = find_place (self, end);

  if (place == NULL)
    return;
  end->point = place->point;
  end->confidence = RDM_CONFIDENCE_PINNED;
}

/* Where the vehicle stops: as the file says, if that can be; or else as somebody has said of this
 * address before. */
static void
check_park (RdmImportRun *self, guint row, guint shift, RdmOrderEnd *end)
{
  double distance_m = rdm_geo_distance (end->point, end->park);
  g_autofree char *distance = NULL;

  if (!rdm_point_is_set (end->park))
    {
      const RdmPlace *place = find_place (self, end);

      if (place != NULL && rdm_point_is_set (place->park)
          && rdm_geo_distance (end->point, place->park) <= PARK_MOST_M)
        end->park = place->park;
      return;
    }
  if (rdm_point_is_valid (end->park) && distance_m <= PARK_MOST_M)
    return;
  distance = rdm_point_is_valid (end->park) ? rdm_format_distance ((gint64)distance_m)
                                            : rdm_point_format (end->park);
  rdm_import_run_report (
      self, RDM_IMPORT_PARK_WRONG, row,
      RDM_IMPORT_PARK_LATITUDE + shift
          + (self->columns[RDM_IMPORT_PARK_POINT + shift] >= 0
                 ? RDM_IMPORT_PARK_POINT - RDM_IMPORT_PARK_LATITUDE
                 : 0),
      rdm_point_is_valid (end->park)
          ? g_strdup_printf (_ ("The vehicle would stop %s from the place, farther than anybody "
                                "carries things. It stops as near to the place as the road goes."),
                             distance)
          : g_strdup_printf (_ ("There is no place on earth at %s. The vehicle stops as near to "
                                "the place as the road goes."),
                             distance));
  end->park = RDM_POINT_NONE;
}

/* Where its address is, as far as somebody knows that. */
static void
locate_place (RdmImportRun *self, RdmOrderEnd *end)
{
  const RdmImportRequest *request = self->request;
  g_autoptr (GError) error = NULL;

  if (request->locate == NULL || self->result->locate_failure != NULL
      || request->locate (end, self->cancellable, request->locate_data, &error))
    return;
  end->point = RDM_POINT_NONE;
  end->confidence = RDM_CONFIDENCE_NONE;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->result->locate_failure = g_strdup (error->message);
}

static void
check_address (RdmImportRun *self, guint row, guint field, const RdmOrderEnd *end)
{
  if (end->address == NULL && end->city == NULL && end->postcode == NULL)
    rdm_import_run_report (
        self, RDM_IMPORT_NO_ADDRESS, row, field,
        g_strdup (
            _ ("The row has neither an address nor coordinates, so nobody can go there. Leave it "
               "out, or put the address into the file.")));
  else if (end->address == NULL || !rdm_value_has_house_number (end->address))
    {
      g_autofree char *address = rdm_order_end_address (end);

      rdm_import_run_report (
          self, RDM_IMPORT_NO_HOUSE_NUMBER, row, field,
          rdm_point_is_set (end->point)
              ? g_strdup_printf (_ ("“%s” has no house number, and there are no coordinates. The "
                                    "order is put on its street: ask the customer, or set the pin "
                                    "by hand."),
                                 address)
              : g_strdup_printf (_ ("“%s” has no house number, and there are no coordinates. The "
                                    "order needs a place: ask the customer, or set the pin by "
                                    "hand."),
                                 address));
    }
}

static void
check_end (
    RdmImportRun *self, const Surroundings *around, guint row, gboolean from_end, RdmOrderEnd *end)
{
  guint shift = from_end ? RDM_IMPORT_FROM_NAME - RDM_IMPORT_NAME : 0;
  guint field = RDM_IMPORT_LATITUDE + shift;
  gboolean given = rdm_point_is_set (end->point);

  if (self->columns[RDM_IMPORT_POINT + shift] >= 0)
    field = RDM_IMPORT_POINT + shift;
  if (given)
    end->point = judge (self, around, row, field, end->point);
  end->confidence = rdm_point_is_set (end->point) ? RDM_CONFIDENCE_GIVEN : RDM_CONFIDENCE_NONE;
  if (rdm_point_is_set (end->point))
    {
      check_park (self, row, shift, end);
      return;
    }
  recall_place (self, end);
  if (!rdm_point_is_set (end->point))
    locate_place (self, end);
  check_park (self, row, shift, end);
  if (end->confidence >= RDM_CONFIDENCE_INTERPOLATED)
    return;
  /* Bad coordinates have been reported, and the address is then as good as its sender made it. */
  if (!given || (end->address == NULL && end->city == NULL))
    check_address (self, row, RDM_IMPORT_ADDRESS + shift, end);
}

gboolean
rdm_import_places_check (RdmImportRun *self)
{
  Surroundings around = survey (self);

  for (guint row = 0; row < self->orders->len; row++)
    {
      RdmOrder *order = g_ptr_array_index (self->orders, row);

      if (!rdm_import_run_step (self, row, self->orders->len, 0.4, 0.8))
        return FALSE;
      if (rdm_import_run_is_out (self, row))
        continue;
      check_end (self, &around, row, FALSE, &order->at);
      if (order->kind == RDM_ORDER_SHIPMENT)
        check_end (self, &around, row, TRUE, &order->from);
    }
  return TRUE;
}
