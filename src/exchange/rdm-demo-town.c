/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-town.h"

#include "rdm-demo-streets-private.h"

static const RdmDemoXY depot_place = { 1330., -760. };
static const RdmDemoXY hub_place = { -420., 930. };

static void
free_shape (gpointer data)
{
  RdmDemoShape *shape = data;

  g_free (shape->name);
  g_free (shape->points);
  g_free (shape);
}

static void
free_label (gpointer data)
{
  RdmDemoLabel *label = data;

  g_free (label->text);
  g_free (label);
}

static void
add_shape (
    RdmDemoTown *self, RdmDemoShapeKind kind, const char *name, const RdmDemoXY *points, guint n)
{
  RdmDemoShape *shape = g_new0 (RdmDemoShape, 1);

  shape->kind = kind;
  shape->name = g_strdup (name);
  shape->n_points = n;
  shape->points = g_new (RdmPoint, n);
  for (guint i = 0; i < n; i++)
    shape->points[i] = rdm_demo_point (points[i]);
  g_ptr_array_add (self->shapes, shape);
}

static void
add_simplified (RdmDemoTown *self, RdmDemoShapeKind kind, const char *name, const GArray *points)
{
  g_autoptr (GArray) simple = rdm_demo_simplify (points, 1.);

  add_shape (self, kind, name, (const RdmDemoXY *)simple->data, simple->len);
}

static void
add_areas (RdmDemoTown *self, const RdmDemoLayout *layout)
{
  g_autoptr (GArray) river = rdm_demo_layout_river_area (layout);

  for (guint i = 0; i < layout->built->len; i++)
    add_simplified (self, RDM_DEMO_BUILT_UP, NULL, g_ptr_array_index (layout->built, i));
  for (guint i = 0; i < layout->areas->len; i++)
    {
      const RdmDemoArea *area = &g_array_index (layout->areas, RdmDemoArea, i);

      add_simplified (self, area->kind, NULL, area->points);
    }
  add_shape (self, RDM_DEMO_WATER, NULL, (const RdmDemoXY *)river->data, river->len);
}

/* The name that an address borrows: the shape of its street has it, and lives as long. */
static const char *
name_of (const RdmDemoTown *self, guint first_street, guint street)
{
  return ((const RdmDemoShape *)g_ptr_array_index (self->shapes, first_street + street))->name;
}

static void
add_houses (RdmDemoTown *self, const GArray *houses, guint first_street)
{
  for (guint i = 0; i < houses->len; i++)
    {
      const RdmDemoHouse *house = &g_array_index (houses, RdmDemoHouse, i);
      double out = rdm_demo_distance (house->at, rdm_demo_places[0].middle) / 1100.;
      RdmDemoAddress address = {
        .street = name_of (self, first_street, house->street),
        .number = house->number,
        .city = rdm_demo_places[house->place].name,
        .postcode = rdm_demo_places[house->place].postcode,
        .point = rdm_demo_point (house->at),
        .weight = 0.35 + 1. / (1. + out * out),
      };

      add_shape (self, RDM_DEMO_BUILDING, NULL, house->corners, G_N_ELEMENTS (house->corners));
      g_array_append_val (self->addresses, address);
    }
}

static guint
nearest_house (const GArray *houses, RdmDemoXY to)
{
  guint nearest = 0;

  for (guint i = 1; i < houses->len; i++)
    if (rdm_demo_distance (g_array_index (houses, RdmDemoHouse, i).at, to)
        < rdm_demo_distance (g_array_index (houses, RdmDemoHouse, nearest).at, to))
      nearest = i;
  return nearest;
}

RdmDemoTown *
rdm_demo_town_new (void)
{
  RdmDemoTown *self = g_new0 (RdmDemoTown, 1);
  g_autoptr (RdmDemoLayout) layout = rdm_demo_layout_new ();
  g_autoptr (GArray) streets = rdm_demo_streets_new (layout);
  g_autoptr (GArray) houses = rdm_demo_houses_new (layout, streets);
  guint first_street;

  self->shapes = g_ptr_array_new_with_free_func (free_shape);
  self->labels = g_ptr_array_new_with_free_func (free_label);
  self->addresses = g_array_new (FALSE, FALSE, sizeof (RdmDemoAddress));
  add_areas (self, layout);
  first_street = self->shapes->len;
  for (guint i = 0; i < streets->len; i++)
    {
      const RdmDemoStreet *street = &g_array_index (streets, RdmDemoStreet, i);

      add_simplified (self, street->kind, street->name, street->points);
    }
  add_houses (self, houses, first_street);
  rdm_demo_layout_add_labels (self->labels);
  self->depot = nearest_house (houses, depot_place);
  self->hub = nearest_house (houses, hub_place);
  return self;
}

void
rdm_demo_town_free (RdmDemoTown *self)
{
  g_clear_pointer (&self->shapes, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, g_array_unref);
  g_free (self);
}
