/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locator.h"

#include "rdm-fleet.h"

struct _RdmLocator
{
  GObject parent_instance;

  RdmGeocoder *geocoder;
  RdmPoint near;
  GMutex lock;
  GHashTable *found; /* lock; text → RdmAddressAnswer */
};

G_DEFINE_FINAL_TYPE (RdmLocator, rdm_locator, G_TYPE_OBJECT)

static const RdmConfidence confidences[RDM_N_ADDRESS_CONFIDENCES] = {
  [RDM_ADDRESS_NONE] = RDM_CONFIDENCE_NONE,
  [RDM_ADDRESS_AMBIGUOUS] = RDM_CONFIDENCE_AMBIGUOUS,
  [RDM_ADDRESS_TOWN] = RDM_CONFIDENCE_TOWN,
  [RDM_ADDRESS_STREET] = RDM_CONFIDENCE_STREET,
  [RDM_ADDRESS_INTERPOLATED] = RDM_CONFIDENCE_INTERPOLATED,
  [RDM_ADDRESS_EXACT] = RDM_CONFIDENCE_HOUSE,
};

static void
add_vehicle_cb (gconstpointer row, gpointer points)
{
  RdmPoint start = ((const RdmVehicle *)row)->start;

  if (rdm_point_is_valid (start))
    g_array_append_val ((GArray *)points, start);
}

static void
add_order_cb (gconstpointer row, gpointer points)
{
  RdmPoint point = ((const RdmOrder *)row)->at.point;

  if (rdm_point_is_valid (point))
    g_array_append_val ((GArray *)points, point);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a;
  double right = *(const double *)b;

  return (left > right) - (left < right);
}

/* The median, which one place that is far off does not move. */
static double
median (GArray *points, gsize offset)
{
  g_autofree double *values = g_new (double, points->len);

  for (guint i = 0; i < points->len; i++)
    values[i] = G_STRUCT_MEMBER (double, &g_array_index (points, RdmPoint, i), offset);
  qsort (values, points->len, sizeof *values, compare_doubles);
  return values[points->len / 2];
}

static RdmPoint
middle_of (RdmRows *rows)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RdmPoint));

  rdm_rows_foreach (rows, RDM_ROW_VEHICLE, add_vehicle_cb, points);
  if (points->len == 0)
    rdm_rows_foreach (rows, RDM_ROW_ORDER, add_order_cb, points);
  if (points->len == 0)
    return RDM_POINT_NONE;
  return (RdmPoint){ median (points, G_STRUCT_OFFSET (RdmPoint, lat_deg)),
                     median (points, G_STRUCT_OFFSET (RdmPoint, lon_deg)) };
}

RdmGeocoder *
rdm_locator_get_geocoder (RdmLocator *self)
{
  return self->geocoder;
}

RdmPoint
rdm_locator_get_near (RdmLocator *self)
{
  return self->near;
}

/* Each text once. */
static RdmAddressAnswer *
ask (RdmLocator *self, const char *text, GCancellable *cancellable, GError **error)
{
  const RdmAddressRequest request = { text, self->near, 0, FALSE };
  RdmAddressAnswer *answer;

  g_mutex_lock (&self->lock);
  answer = g_hash_table_lookup (self->found, text);
  if (answer != NULL)
    answer = rdm_address_answer_copy (answer);
  g_mutex_unlock (&self->lock);
  if (answer != NULL)
    return answer;
  answer = rdm_geocoder_search (self->geocoder, &request, cancellable, error);
  if (answer == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->found, g_strdup (text), rdm_address_answer_copy (answer));
  g_mutex_unlock (&self->lock);
  return answer;
}

RdmAddressAnswer *
rdm_locator_list (RdmLocator *self,
                  const RdmOrderEnd *end,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *text = rdm_order_end_address (end);
  g_autoptr (RdmAddressAnswer) answer = ask (self, text, cancellable, error);
  g_autoptr (RdmAddressAnswer) other = NULL;
  RdmOrderEnd second;

  if (answer == NULL || answer->confidence >= RDM_ADDRESS_INTERPOLATED || end->address2 == NULL
      || *end->address2 == '\0')
    return g_steal_pointer (&answer);
  /* Some write the firm in the first line, and the street in the second. */
  second = *end;
  second.address = end->address2;
  g_free (text);
  text = rdm_order_end_address (&second);
  other = ask (self, text, cancellable, error);
  if (other == NULL)
    return NULL;
  return other->confidence > answer->confidence ? g_steal_pointer (&other)
                                                : g_steal_pointer (&answer);
}

gboolean
rdm_locator_locate (RdmOrderEnd *end, GCancellable *cancellable, gpointer locator, GError **error)
{
  RdmLocator *self = RDM_LOCATOR (locator);
  g_autoptr (RdmAddressAnswer) answer = rdm_locator_list (self, end, cancellable, error);

  if (answer == NULL)
    return FALSE;
  end->confidence = confidences[answer->confidence];
  end->point = end->confidence >= RDM_CONFIDENCE_STREET
                   ? ((const RdmAddressHit *)g_ptr_array_index (answer->hits, 0))->point
                   : RDM_POINT_NONE;
  return TRUE;
}

static void
rdm_locator_finalize (GObject *object)
{
  RdmLocator *self = RDM_LOCATOR (object);

  g_clear_object (&self->geocoder);
  g_hash_table_unref (self->found);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (rdm_locator_parent_class)->finalize (object);
}

static void
rdm_locator_class_init (RdmLocatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rdm_locator_finalize;
}

static void
rdm_locator_init (RdmLocator *self)
{
  g_mutex_init (&self->lock);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)rdm_address_answer_free);
}

RdmLocator *
rdm_locator_new (RdmGeocoder *geocoder, RdmRows *rows)
{
  RdmLocator *self = g_object_new (RDM_TYPE_LOCATOR, NULL);

  self->geocoder = g_object_ref (geocoder);
  self->near = middle_of (rows);
  return self;
}
