/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Houses stand on both sides of a street, odd numbers on the left, even on the right, wherever
 * there is room. */
#include "rdm-demo-streets-private.h"

#define LOT_M 20.

typedef struct
{
  const RdmDemoLayout *layout;
  RdmDemoIndex *streets; /* marks of every street */
  RdmDemoIndex *houses;  /* marks of every house */
  GArray *list;
  RdmDemoRandom random;
} Builder;

static gboolean
has_room (const Builder *self, RdmDemoXY at, double half, guint street)
{
  return rdm_demo_layout_place (self->layout, at) >= 0
         && rdm_demo_layout_is_dry (self->layout, at, half + 4.)
         && rdm_demo_index_is_free (self->streets, at, half + 6., NULL, street)
         && rdm_demo_index_is_free (self->houses, at, 2. * half + 2., NULL, G_MAXUINT);
}

/* @side: 1 is the left of @direction. Returns: whether a house was built. */
static gboolean
build_house (
    Builder *self, guint street, RdmDemoXY p, RdmDemoXY direction, double side, guint number)
{
  double length = 9. + 6. * rdm_demo_random (&self->random);
  double depth = 8. + 3. * rdm_demo_random (&self->random);
  double setback = 8. + 6. * rdm_demo_random (&self->random) + depth / 2.;
  RdmDemoXY out = { -direction.y * side, direction.x * side };
  RdmDemoHouse house = { .street = street, .number = number };
  RdmDemoMark mark = { .direction = direction, .owner = self->list->len };

  house.at = (RdmDemoXY){ p.x + setback * out.x, p.y + setback * out.y };
  if (!has_room (self, house.at, length / 2., street))
    return FALSE;
  house.place = rdm_demo_layout_place (self->layout, house.at);
  for (guint i = 0; i < G_N_ELEMENTS (house.corners); i++)
    {
      double along = (i == 0 || i == 3 ? -0.5 : 0.5) * length;
      double away = (i < 2 ? -0.5 : 0.5) * depth;

      house.corners[i] = (RdmDemoXY){ house.at.x + along * direction.x + away * out.x,
                                      house.at.y + along * direction.y + away * out.y };
    }
  mark.at = house.at;
  rdm_demo_index_add (self->houses, &mark);
  g_array_append_val (self->list, house);
  return TRUE;
}

static void
build_along (Builder *self, guint index, const RdmDemoStreet *street)
{
  double done = LOT_M / 2.;
  guint left = 1;
  guint right = 2;

  for (guint i = 1; i < street->points->len; i++)
    {
      RdmDemoXY a = g_array_index (street->points, RdmDemoXY, i - 1);
      RdmDemoXY b = g_array_index (street->points, RdmDemoXY, i);
      double length = rdm_demo_distance (a, b);
      RdmDemoXY direction = { (b.x - a.x) / MAX (length, 1e-9), (b.y - a.y) / MAX (length, 1e-9) };

      done += length;
      if (done < LOT_M)
        continue;
      done -= LOT_M;
      if (build_house (self, index, b, direction, 1., left))
        left += 2;
      if (build_house (self, index, b, direction, -1., right))
        right += 2;
    }
}

static void
mark_street (Builder *self, guint index, const RdmDemoStreet *street)
{
  for (guint i = 0; i < street->points->len; i++)
    {
      RdmDemoMark mark = { g_array_index (street->points, RdmDemoXY, i), { 1., 0. }, index };

      rdm_demo_index_add (self->streets, &mark);
    }
}

GArray *
rdm_demo_houses_new (const RdmDemoLayout *layout, const GArray *streets)
{
  g_autoptr (RdmDemoIndex) marks = rdm_demo_index_new ();
  g_autoptr (RdmDemoIndex) houses = rdm_demo_index_new ();
  Builder self = { layout,
                   marks,
                   houses,
                   g_array_new (FALSE, FALSE, sizeof (RdmDemoHouse)),
                   { G_GUINT64_CONSTANT (9299) } };

  for (guint i = 0; i < streets->len; i++)
    mark_street (&self, i, &g_array_index (streets, RdmDemoStreet, i));
  for (guint i = 0; i < streets->len; i++)
    {
      const RdmDemoStreet *street = &g_array_index (streets, RdmDemoStreet, i);

      if (street->kind == RDM_DEMO_STREET || street->kind == RDM_DEMO_ROAD)
        build_along (&self, i, street);
    }
  return self.list;
}
