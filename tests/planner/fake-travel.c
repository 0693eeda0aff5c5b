/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-travel.h"

struct _FakeTravel
{
  GObject parent_instance;
};

static void travel_iface_init (RdmTravelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeTravel,
                               fake_travel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_TRAVEL, travel_iface_init))

gint32
fake_travel_metres (RdmPoint from, RdmPoint to)
{
  return (gint32)(lround (fabs (from.lat_deg - to.lat_deg) * 100000)
                  + lround (fabs (from.lon_deg - to.lon_deg) * 70000));
}

/* Uphill, to the north, is slower: not symmetric. */
gint32
fake_travel_seconds (RdmPoint from, RdmPoint to)
{
  return fake_travel_metres (from, to) / (from.lat_deg < to.lat_deg ? 8 : 10);
}

static gboolean
fake_is_estimated (RdmTravel *travel)
{
  return FALSE;
}

static char *
fake_dup_notice (RdmTravel *travel)
{
  return g_strdup ("Streets of a grid");
}

static gboolean
fake_matrix (RdmTravel *travel,
             const RdmTravelRequest *request,
             gint32 *durations_s,
             gint32 *distances_m,
             GCancellable *cancellable,
             GError **error)
{
  for (guint i = 0; i < request->n_from; i++)
    for (guint j = 0; j < request->n_to; j++)
      {
        guint at = i * request->n_to + j;

        durations_s[at] = fake_travel_seconds (request->from[i], request->to[j]);
        distances_m[at] = fake_travel_metres (request->from[i], request->to[j]);
      }
  return TRUE;
}

static GArray *
fake_line (RdmTravel *travel,
           RdmTravelProfile profile,
           RdmTravelSpell when,
           const RdmPoint *points,
           guint n_points,
           GCancellable *cancellable,
           GError **error)
{
  GArray *line = g_array_new (FALSE, FALSE, sizeof (RdmPoint));

  g_array_append_vals (line, points, n_points);
  return line;
}

static void
travel_iface_init (RdmTravelInterface *iface)
{
  iface->is_estimated = fake_is_estimated;
  iface->dup_notice = fake_dup_notice;
  iface->matrix = fake_matrix;
  iface->line = fake_line;
}

static void
fake_travel_class_init (FakeTravelClass *klass)
{
}

static void
fake_travel_init (FakeTravel *self)
{
}

RdmTravel *
fake_travel_new (void)
{
  return g_object_new (FAKE_TYPE_TRAVEL, NULL);
}
