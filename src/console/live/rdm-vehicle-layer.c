/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-vehicle-layer.h"

#include <math.h>

#include "rdm-desk-live.h"
#include "rdm-plan-layer.h"
#include "rdm-vehicle-sprites.h"
#include "rdm-vehicle-text.h"

#define FRAME_MS 16
#define MOVED_MS 100
#define STEP_PX 0.7         /* what a vehicle may move from one picture to the next */
#define HIT_PX 14.          /* around the middle of a vehicle */
#define MAX_NAMED 60        /* with more in sight their names would only lie upon each other */
#define RING_FROM_PX 16.    /* a smaller ring is hidden by the vehicle */
#define RING_FILLED_PX 120. /* a larger one that is filled tints the whole map */
#define TRAIL_STEP_PX 2.5   /* between two points of the trail that are told apart */
#define TRAIL_AFTER_MS 900  /* it is looked at anew no sooner */

/* A vehicle as it was last asked for. */
typedef struct
{
  int index; /* of its route in the desk's list */
  RdmXY at;  /* units */
  double heading_deg;
  double speed_mps;
  double uncertainty_m;
  RdmLiveAge age;
  char *label;
} Mark;

struct _RdmVehicleLayer
{
  ShumateLayer parent_instance;

  /* Owned */
  GArray *marks; /* Mark */
  GArray *trail; /* RdmXY, units; of @trail_route; NULL: none */
  char *trail_route;
  RdmVehicleSprites *sprites;
  RdmMapTheme theme;

  /* Borrowed */
  RdmDesk *desk;

  /* State */
  gint64 trail_us;
  int hovered;
  guint timer;
};

static guint moved;

G_DEFINE_FINAL_TYPE (RdmVehicleLayer, rdm_vehicle_layer, SHUMATE_TYPE_LAYER)

static void
clear_mark (gpointer data)
{
  g_free (((Mark *)data)->label);
}

static void
view_of (RdmVehicleLayer *self, RdmMapView *view)
{
  rdm_map_view_read (view, shumate_layer_get_viewport (SHUMATE_LAYER (self)),
                     gtk_widget_get_width (GTK_WIDGET (self)),
                     gtk_widget_get_height (GTK_WIDGET (self)));
}

/* Asking */

/* Whether there is anything to see of it: who has not set out and says nothing is at its depot. */
static gboolean
is_shown (const RdmDeskRoute *route, const RdmLiveVehicle *vehicle)
{
  if (vehicle == NULL || route->route->state == RDM_ROUTE_CLOSED
      || !rdm_point_is_valid (vehicle->place))
    return FALSE;
  return vehicle->has_position || route->route->state == RDM_ROUTE_RUNNING;
}

static void
read_marks (RdmVehicleLayer *self)
{
  RdmLiveDay *day = rdm_live_get_day (rdm_desk_get_live (self->desk));
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  g_array_set_size (self->marks, 0);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);
      const RdmLiveVehicle *vehicle = rdm_live_day_get_vehicle (day, route->route->row.id);
      Mark mark;

      if (!is_shown (route, vehicle))
        continue;
      mark = (Mark){
        .index = (int)i,
        .at = rdm_map_unit_of (vehicle->place),
        /* Who stands is a disc, wherever it came from. */
        .heading_deg = vehicle->status == RDM_LIVE_STANDING ? NAN : vehicle->heading_deg,
        .speed_mps = vehicle->status == RDM_LIVE_MOVING ? MAX (vehicle->speed_mps, 5.) : 0.,
        .uncertainty_m = vehicle->uncertainty_m,
        .age = vehicle->has_position ? vehicle->age : RDM_LIVE_HOLLOW,
        .label = rdm_vehicle_text_label (route, vehicle),
      };
      g_array_append_val (self->marks, mark);
    }
}

static void
read_trail (RdmVehicleLayer *self)
{
  const char *route = rdm_desk_get_selected_route (self->desk);
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GArray) trail = NULL;

  if (g_strcmp0 (route, self->trail_route) == 0
      && (route == NULL || now_us - self->trail_us < TRAIL_AFTER_MS * 1000))
    return;
  self->trail_us = now_us;
  g_free (self->trail_route);
  self->trail_route = g_strdup (route);
  g_clear_pointer (&self->trail, g_array_unref);
  if (route == NULL)
    return;
  trail = rdm_live_day_get_trail (rdm_live_get_day (rdm_desk_get_live (self->desk)), route);
  self->trail = g_array_new (FALSE, FALSE, sizeof (RdmXY));
  for (guint i = 0; i < trail->len; i++)
    {
      RdmXY at = rdm_map_unit_of (g_array_index (trail, RdmTrailPoint, i).place);

      g_array_append_val (self->trail, at);
    }
}

/* How long until something has moved by a good part of a pixel; 0: nothing moves. */
static guint
next_ms (RdmVehicleLayer *self)
{
  double speed = rdm_clock_get_speed (rdm_desk_get_clock (self->desk));
  double fastest_mps = 0.;
  double px_per_s;
  RdmMapView view;

  for (guint i = 0; i < self->marks->len; i++)
    fastest_mps = MAX (fastest_mps, g_array_index (self->marks, Mark, i).speed_mps);
  if (fastest_mps * speed <= 0. || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return 0;
  view_of (self, &view);
  px_per_s = fastest_mps * speed / rdm_map_view_metres (&view);
  return (guint)CLAMP (1000. * STEP_PX / px_per_s, FRAME_MS, 1000.);
}

static gboolean
timer_cb (gpointer user_data)
{
  RdmVehicleLayer *self = user_data;

  self->timer = 0;
  rdm_vehicle_layer_refresh (self);
  return G_SOURCE_REMOVE;
}

void
rdm_vehicle_layer_refresh (RdmVehicleLayer *self)
{
  gboolean was_empty = self->marks->len == 0;
  guint wait_ms;

  if (self->desk == NULL)
    return;
  if (rdm_live_is_on (rdm_desk_get_live (self->desk)))
    read_marks (self);
  else
    g_array_set_size (self->marks, 0);
  read_trail (self);
  if (was_empty && self->marks->len == 0 && self->trail == NULL)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, moved, 0);
  g_clear_handle_id (&self->timer, g_source_remove);
  wait_ms = next_ms (self);
  if (wait_ms > 0)
    self->timer = g_timeout_add (wait_ms, timer_cb, self);
}

/* Drawing */

static void
ensure_sprites (RdmVehicleLayer *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->sprites != NULL && rdm_vehicle_sprites_get_scale (self->sprites) == scale)
    return;
  g_clear_pointer (&self->sprites, rdm_vehicle_sprites_free);
  self->sprites = rdm_vehicle_sprites_new (&self->theme,
                                           gtk_widget_get_pango_context (GTK_WIDGET (self)), scale);
}

static RdmRect
rect_of (const RdmMapView *view, double margin)
{
  return (RdmRect){ -margin, -margin, view->width + margin, view->height + margin };
}

/* Where it has been: dark dots on a pale line, so that the plan's line is told from it. */
static void
snapshot_trail (RdmVehicleLayer *self, GtkSnapshot *snapshot, const RdmMapView *view)
{
  static const double dots[] = { 0.5, 5. };
  RdmRect bounds = rect_of (view, 40.);
  RdmXY last = { NAN, NAN };
  cairo_t *cr;

  if (self->trail == NULL || self->trail->len < 2)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0.f, 0.f, (float)view->width, (float)view->height));
  for (guint i = 0; i < self->trail->len; i++)
    {
      RdmXY at = rdm_map_view_to_pixel (view, g_array_index (self->trail, RdmXY, i));
      gboolean inside = rdm_rect_contains (bounds, at);

      if (!isnan (last.x) && inside && rdm_xy_distance (last, at) < TRAIL_STEP_PX)
        continue;
      /* From outside to outside only long jumps would be seen. */
      if (isnan (last.x) || (!inside && !rdm_rect_contains (bounds, last)))
        cairo_move_to (cr, at.x, at.y);
      else
        cairo_line_to (cr, at.x, at.y);
      last = at;
    }
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width (cr, 4.);
  cairo_set_source_rgba (cr, self->theme.paper.red, self->theme.paper.green, self->theme.paper.blue,
                         0.75);
  cairo_stroke_preserve (cr);
  cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0.);
  cairo_set_line_width (cr, 2.4);
  gdk_cairo_set_source_rgba (cr, &self->theme.ink);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* How far from there it may be. */
static void
snapshot_ring (RdmVehicleLayer *self,
               GtkSnapshot *snapshot,
               const RdmMapView *view,
               RdmXY at,
               const Mark *mark,
               const GdkRGBA *colour)
{
  double radius = mark->uncertainty_m / rdm_map_view_metres (view);
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT ((float)(at.x - radius - 2.), (float)(at.y - radius - 2.),
                          (float)(2. * radius + 4.), (float)(2. * radius + 4.));
  graphene_rect_t visible = GRAPHENE_RECT_INIT (0.f, 0.f, (float)view->width, (float)view->height);
  cairo_t *cr;

  if (!(radius >= RING_FROM_PX) || radius > 4. * (view->width + view->height)
      || !graphene_rect_intersection (&bounds, &visible, &bounds))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_arc (cr, at.x, at.y, radius, 0., 2. * G_PI);
  if (radius <= RING_FILLED_PX)
    {
      cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, 0.1);
      cairo_fill_preserve (cr);
    }
  cairo_set_line_width (cr, 1.);
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, 0.55);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
append (GtkSnapshot *snapshot, GdkTexture *texture, double x, double y, int width, int height)
{
  gtk_snapshot_append_texture (
      snapshot, texture,
      &GRAPHENE_RECT_INIT ((float)round (x), (float)round (y), (float)width, (float)height));
}

static void
snapshot_mark (RdmVehicleLayer *self,
               GtkSnapshot *snapshot,
               const RdmMapView *view,
               const Mark *mark,
               gboolean named)
{
  const RdmDeskRoute *route = g_ptr_array_index (rdm_desk_get_routes (self->desk), mark->index);
  const char *selected_route = rdm_desk_get_selected_route (self->desk);
  gboolean selected = g_strcmp0 (selected_route, route->route->row.id) == 0;
  gboolean marked = selected || mark->index == self->hovered;
  RdmXY at = rdm_map_view_to_pixel (view, mark->at);
  GdkTexture *texture;
  int width;
  int height;

  if (!rdm_rect_contains (rect_of (view, 100.), at) && !marked)
    return;
  if (marked || mark->age != RDM_LIVE_FRESH)
    snapshot_ring (self, snapshot, view, at, mark, &route->colour);
  if (named || marked)
    {
      texture =
          rdm_vehicle_sprites_get_name (self->sprites, mark->label, mark->age, &width, &height);
      append (snapshot, texture, at.x + RDM_VEHICLE_SIZE / 2. - 2., at.y - height / 2., width,
              height);
    }
  texture = rdm_vehicle_sprites_get_arrow (self->sprites, &route->colour, mark->heading_deg,
                                           mark->age, marked);
  append (snapshot, texture, at.x - RDM_VEHICLE_SIZE / 2., at.y - RDM_VEHICLE_SIZE / 2.,
          RDM_VEHICLE_SIZE, RDM_VEHICLE_SIZE);
}

static guint
count_in_sight (RdmVehicleLayer *self, const RdmMapView *view)
{
  RdmRect bounds = rdm_map_view_unit_rect (view, rect_of (view, 0.));
  guint n = 0;

  for (guint i = 0; i < self->marks->len; i++)
    n += rdm_rect_contains (bounds, g_array_index (self->marks, Mark, i).at);
  return n;
}

static void
snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RdmVehicleLayer *self = RDM_VEHICLE_LAYER (widget);
  RdmMapView view;
  gboolean named;

  if (self->marks->len == 0 && self->trail == NULL)
    return;
  view_of (self, &view);
  if (view.width <= 0. || view.height <= 0.)
    return;
  ensure_sprites (self);
  snapshot_trail (self, snapshot, &view);
  named = count_in_sight (self, &view) <= MAX_NAMED;
  for (guint i = 0; i < self->marks->len; i++)
    snapshot_mark (self, snapshot, &view, &g_array_index (self->marks, Mark, i), named);
}

/* Following the desk */

/* Many come together. */
static void
moved_cb (RdmVehicleLayer *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (MOVED_MS, timer_cb, self);
}

/* Routes may be others, and so are their indexes. */
static void
rows_changed_cb (RdmVehicleLayer *self)
{
  self->hovered = -1;
  rdm_vehicle_layer_refresh (self);
}

static void
selection_changed_cb (RdmVehicleLayer *self)
{
  rdm_vehicle_layer_refresh (self);
}

/* GObject */

static void
constructed (GObject *object)
{
  G_OBJECT_CLASS (rdm_vehicle_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (object)), "notify",
                           G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
dispose (GObject *object)
{
  RdmVehicleLayer *self = RDM_VEHICLE_LAYER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->desk = NULL;
  G_OBJECT_CLASS (rdm_vehicle_layer_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmVehicleLayer *self = RDM_VEHICLE_LAYER (object);

  g_clear_pointer (&self->sprites, rdm_vehicle_sprites_free);
  g_clear_pointer (&self->trail, g_array_unref);
  g_array_unref (self->marks);
  g_free (self->trail_route);
  G_OBJECT_CLASS (rdm_vehicle_layer_parent_class)->finalize (object);
}

static void
rdm_vehicle_layer_class_init (RdmVehicleLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = constructed;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = snapshot;
  moved = g_signal_new ("moved", RDM_TYPE_VEHICLE_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                        G_TYPE_NONE, 0);
}

static void
rdm_vehicle_layer_init (RdmVehicleLayer *self)
{
  self->hovered = -1;
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (self->marks, clear_mark);
  rdm_map_theme_init (&self->theme, GTK_WIDGET (self), FALSE, FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

RdmVehicleLayer *
rdm_vehicle_layer_new (ShumateViewport *viewport)
{
  return g_object_new (RDM_TYPE_VEHICLE_LAYER, "viewport", viewport, NULL);
}

void
rdm_vehicle_layer_set_desk (RdmVehicleLayer *self, RdmDesk *desk)
{
  self->desk = desk;
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_live (desk), "changed",
                           G_CALLBACK (rdm_vehicle_layer_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_live (desk), "moved", G_CALLBACK (moved_cb), self,
                           G_CONNECT_SWAPPED);
}

void
rdm_vehicle_layer_set_theme (RdmVehicleLayer *self, const RdmMapTheme *theme)
{
  self->theme = *theme;
  g_clear_pointer (&self->sprites, rdm_vehicle_sprites_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

int
rdm_vehicle_layer_hit (RdmVehicleLayer *self, const RdmMapView *view, RdmXY pixel)
{
  double least = HIT_PX;
  int hit = -1;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);
      double distance = rdm_xy_distance (rdm_map_view_to_pixel (view, mark->at), pixel);

      if (distance > least)
        continue;
      least = distance;
      hit = mark->index;
    }
  return hit;
}

gboolean
rdm_vehicle_layer_find (RdmVehicleLayer *self, const char *route, RdmXY *at)
{
  const RdmDeskRoute *wanted = rdm_desk_find_route (self->desk, route);

  for (guint i = 0; wanted != NULL && i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      if (mark->index != (int)wanted->index)
        continue;
      *at = mark->at;
      return TRUE;
    }
  return FALSE;
}

void
rdm_vehicle_layer_set_hovered (RdmVehicleLayer *self, int route)
{
  if (self->hovered == route)
    return;
  self->hovered = route;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
rdm_vehicle_layer_count (RdmVehicleLayer *self)
{
  return self->marks->len;
}
