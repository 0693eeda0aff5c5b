/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-road-travel.h"

#include <glib/gi18n-lib.h>

/* A matrix of more than this would not leave memory for anything else. */
#define MATRIX_CELLS_MAX (5000 * 5000)

struct _RdmRoadTravel
{
  GObject parent_instance;

  RdmGraph *graph;
  RdmClosures *closures; /* NULL: none */
  RdmRoadTravel *usual;  /* without closures; NULL: it is this one */
  GMutex lock;           /* of what follows */
  GSList *kin;           /* (element-type GWeakRef): with closures, by the same roads */
};

static void travel_iface_init (RdmTravelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmRoadTravel,
                               rdm_road_travel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_TRAVEL, travel_iface_init))

static gboolean
road_is_estimated (RdmTravel *travel)
{
  return FALSE;
}

static char *
dup_source (RdmTravel *travel)
{
  RdmRoadTravel *self = RDM_ROAD_TRAVEL (travel);
  RdmRegion *region = rdm_graph_get_region (self->graph);

  if (*rdm_region_attribution_uri (region) == '\0')
    return g_strdup_printf (_ ("Travel times are by the roads of %s, which is made up."),
                            rdm_region_name (region));
  /* Translators: name of the region, and whom its data is from: "© OpenStreetMap contributors". */
  return g_strdup_printf (_ ("Travel times are by the roads of %s. Map data %s, ODbL."),
                          rdm_region_name (region), rdm_region_attribution (region));
}

static char *
road_dup_notice (RdmTravel *travel)
{
  RdmRoadTravel *self = RDM_ROAD_TRAVEL (travel);
  guint n = self->closures ? rdm_closures_count (self->closures) : 0;
  g_autofree char *source = dup_source (travel);

  if (n == 0)
    return g_steal_pointer (&source);
  /* Translators: a sentence on where travel times come from, then what is closed on the day. */
  return g_strdup_printf (ngettext ("%s %u road or area is closed or slow.",
                                    "%s %u roads or areas are closed or slow.", n),
                          source, n);
}

/* --- the course of a day ------------------------------------------------------------------------
 */

static void
add_border (gint32 *borders, guint *n_borders, gint32 at_s)
{
  guint i = 0;

  while (i < *n_borders && borders[i] < at_s)
    i++;
  if (i < *n_borders && borders[i] == at_s)
    return;
  memmove (&borders[i + 1], &borders[i], (*n_borders - i) * sizeof *borders);
  borders[i] = at_s;
  ++*n_borders;
}

static RdmTravelPeriod
period_at (const RdmTravelSpell *spells, guint n_spells, gint32 at_s)
{
  guint i = 0;

  while (i + 1 < n_spells && spells[i + 1].begin_s <= at_s)
    i++;
  return spells[i].period;
}

/* The borders of the traffic's spells, then those of closures as long as there is room: past that,
 * a closure begins and ends with the spells that there are. */
static guint
road_spells (RdmTravel *travel,
             RdmTravelProfile profile,
             RdmTravelPeriod day,
             RdmTravelSpell *spells)
{
  RdmRoadTravel *self = RDM_ROAD_TRAVEL (travel);
  RdmTravelSpell traffic[RDM_TRAVEL_SPELLS_MAX];
  gint32 borders[RDM_TRAVEL_SPELLS_MAX];
  guint n_borders = 0;
  guint n_room;
  guint n_traffic = rdm_graph_spells (self->graph, profile, day, traffic, NULL);

  if (n_traffic == 0)
    {
      spells[0] = (RdmTravelSpell){ 0, day };
      return 1;
    }
  for (guint i = 0; i < n_traffic; i++)
    add_border (borders, &n_borders, traffic[i].begin_s);
  for (guint i = 0; self->closures && i < rdm_closures_count (self->closures); i++)
    {
      const RdmClosure *closure = rdm_closures_get (self->closures, i);

      n_room = RDM_TRAVEL_SPELLS_MAX - n_borders;
      if (n_room > 0)
        add_border (borders, &n_borders, MAX (closure->from_s, 0));
      if (n_room > 1)
        add_border (borders, &n_borders, MAX (closure->to_s, 0));
    }
  for (guint i = 0; i < n_borders; i++)
    spells[i] = (RdmTravelSpell){ borders[i], period_at (traffic, n_traffic, borders[i]) };
  return n_borders;
}

void
rdm_road_travel_state (RdmRoadTravel *self,
                       RdmTravelProfile profile,
                       RdmTravelSpell when,
                       RdmGraphState *state)
{
  *state = (RdmGraphState){
    .profile = profile,
    .period = when.period,
    .closures = self->closures,
    .which = self->closures ? rdm_closures_at (self->closures, when.begin_s) : 0,
  };
}

/* --- ways --------------------------------------------------------------------------------------
 */

static gboolean
road_matrix (RdmTravel *travel,
             const RdmTravelRequest *request,
             gint32 *durations_s,
             gint32 *distances_m,
             GCancellable *cancellable,
             GError **error)
{
  RdmRoadTravel *self = RDM_ROAD_TRAVEL (travel);
  g_autofree RdmRoadPlace *from = g_new (RdmRoadPlace, request->n_from + 1);
  g_autofree RdmRoadPlace *to = g_new (RdmRoadPlace, request->n_to + 1);
  RdmGraphState state;

  if ((gsize)request->n_from * request->n_to > MATRIX_CELLS_MAX)
    {
      g_set_error (error, RDM_TRAVEL_ERROR, RDM_TRAVEL_ERROR_TOO_MANY,
                   "A matrix of %u × %u points is too large", request->n_from, request->n_to);
      return FALSE;
    }
  rdm_road_travel_state (self, request->profile, request->when, &state);
  return rdm_graph_snap (self->graph, request->profile, request->from, request->n_from, from, error)
         && rdm_graph_snap (self->graph, request->profile, request->to, request->n_to, to, error)
         && rdm_graph_matrix (self->graph, &state, from, request->n_from, to, request->n_to,
                              durations_s, distances_m, cancellable, error);
}

static gboolean
road_gaps (RdmTravel *travel,
           RdmTravelProfile profile,
           const RdmPoint *points,
           guint n_points,
           double *gaps_m)
{
  RdmRoadTravel *self = RDM_ROAD_TRAVEL (travel);
  g_autofree RdmRoadPlace *places = g_new (RdmRoadPlace, n_points + 1);

  if (!rdm_graph_snap (self->graph, profile, points, n_points, places, NULL))
    return FALSE;
  for (guint i = 0; i < n_points; i++)
    gaps_m[i] = rdm_point_is_set (places[i].point) ? places[i].distance_m : INFINITY;
  return TRUE;
}

static void
add_point (GArray *line, RdmPoint point)
{
  if (rdm_point_is_set (point))
    g_array_append_val (line, point);
}

/* From pin to pin: where there is no way, straight. */
static GArray *
road_line (RdmTravel *travel,
           RdmTravelProfile profile,
           RdmTravelSpell when,
           const RdmPoint *points,
           guint n_points,
           GCancellable *cancellable,
           GError **error)
{
  RdmRoadTravel *self = RDM_ROAD_TRAVEL (travel);
  g_autofree RdmRoadPlace *places = g_new (RdmRoadPlace, n_points + 1);
  g_autoptr (GPtrArray) routes = NULL;
  GArray *line;
  RdmGraphState state;

  rdm_road_travel_state (self, profile, when, &state);
  if (!rdm_graph_snap (self->graph, profile, points, n_points, places, error))
    return NULL;
  routes = rdm_graph_routes (self->graph, &state, places, n_points, FALSE, cancellable, error);
  if (!routes)
    return NULL;
  line = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  for (guint i = 0; i < n_points; i++)
    {
      const RdmRoadRoute *route = i < routes->len ? g_ptr_array_index (routes, i) : NULL;

      add_point (line, points[i]);
      if (route)
        g_array_append_vals (line, route->line->data, route->line->len);
    }
  return line;
}

static void
travel_iface_init (RdmTravelInterface *iface)
{
  iface->is_estimated = road_is_estimated;
  iface->dup_notice = road_dup_notice;
  iface->spells = road_spells;
  iface->matrix = road_matrix;
  iface->gaps = road_gaps;
  iface->line = road_line;
}

/* --- closures ----------------------------------------------------------------------------------
 */

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Under the lock; forgets those that are gone. Returns: (transfer full) (nullable). */
static RdmRoadTravel *
find_kin (RdmRoadTravel *self, RdmClosures *closures)
{
  GSList *link = self->kin;

  while (link)
    {
      GSList *next = link->next;
      g_autoptr (RdmRoadTravel) kin = g_weak_ref_get (link->data);

      if (!kin)
        {
          weak_free (link->data);
          self->kin = g_slist_delete_link (self->kin, link);
        }
      else if (rdm_closures_equal (kin->closures, closures))
        return g_steal_pointer (&kin);
      link = next;
    }
  return NULL;
}

RdmTravel *
rdm_road_travel_with_closures (RdmRoadTravel *self, RdmClosures *closures)
{
  RdmRoadTravel *usual;
  RdmRoadTravel *kin;
  GWeakRef *weak;

  g_return_val_if_fail (RDM_IS_ROAD_TRAVEL (self), NULL);
  if (rdm_closures_equal (self->closures, closures))
    return RDM_TRAVEL (g_object_ref (self));
  usual = self->usual ? self->usual : self;
  if (rdm_closures_equal (usual->closures, closures))
    return RDM_TRAVEL (g_object_ref (usual));
  g_mutex_lock (&usual->lock);
  kin = find_kin (usual, closures);
  if (!kin)
    {
      kin = RDM_ROAD_TRAVEL (rdm_road_travel_new (usual->graph, closures));
      kin->usual = g_object_ref (usual);
      weak = g_new0 (GWeakRef, 1);
      g_weak_ref_init (weak, kin);
      usual->kin = g_slist_prepend (usual->kin, weak);
    }
  g_mutex_unlock (&usual->lock);
  return RDM_TRAVEL (kin);
}

/* --- the object --------------------------------------------------------------------------------
 */

static void
rdm_road_travel_finalize (GObject *object)
{
  RdmRoadTravel *self = RDM_ROAD_TRAVEL (object);

  g_clear_pointer (&self->graph, rdm_graph_unref);
  g_clear_pointer (&self->closures, rdm_closures_unref);
  g_clear_object (&self->usual);
  g_clear_slist (&self->kin, weak_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (rdm_road_travel_parent_class)->finalize (object);
}

static void
rdm_road_travel_class_init (RdmRoadTravelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rdm_road_travel_finalize;
}

static void
rdm_road_travel_init (RdmRoadTravel *self)
{
  g_mutex_init (&self->lock);
}

RdmTravel *
rdm_road_travel_new (RdmGraph *graph, RdmClosures *closures)
{
  RdmRoadTravel *self = g_object_new (RDM_TYPE_ROAD_TRAVEL, NULL);

  self->graph = rdm_graph_ref (graph);
  self->closures = closures ? rdm_closures_ref (closures) : NULL;
  return RDM_TRAVEL (self);
}

RdmGraph *
rdm_road_travel_get_graph (RdmRoadTravel *self)
{
  g_return_val_if_fail (RDM_IS_ROAD_TRAVEL (self), NULL);
  return self->graph;
}

RdmClosures *
rdm_road_travel_get_closures (RdmRoadTravel *self)
{
  g_return_val_if_fail (RDM_IS_ROAD_TRAVEL (self), NULL);
  return self->closures;
}
