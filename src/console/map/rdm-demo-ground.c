/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-demo-ground.h"

#include <glib/gi18n.h>

#include "rdm-demo-day.h"
#include "rdm-demo-town.h"

static const RdmGroundKind kinds[] = {
  [RDM_DEMO_BUILT_UP] = RDM_GROUND_BUILT_UP, [RDM_DEMO_GREEN] = RDM_GROUND_GREEN,
  [RDM_DEMO_WATER] = RDM_GROUND_WATER,       [RDM_DEMO_BUILDING] = RDM_GROUND_BUILDING,
  [RDM_DEMO_PATH] = RDM_GROUND_PATH,         [RDM_DEMO_STREET] = RDM_GROUND_STREET,
  [RDM_DEMO_ROAD] = RDM_GROUND_ROAD,         [RDM_DEMO_HIGHWAY] = RDM_GROUND_HIGHWAY,
  [RDM_DEMO_RAIL] = RDM_GROUND_RAIL,
};

static const RdmGroundRank ranks[] = {
  [RDM_DEMO_LABEL_PLACE] = RDM_GROUND_LABEL_PLACE,
  [RDM_DEMO_LABEL_DISTRICT] = RDM_GROUND_LABEL_DISTRICT,
  [RDM_DEMO_LABEL_TOWN] = RDM_GROUND_LABEL_TOWN,
};

gboolean
rdm_demo_ground_is_of (const RdmSettings *settings)
{
  return g_strcmp0 (settings->name, RDM_DEMO_DEPOT) == 0;
}

RdmGround *
rdm_demo_ground_new (void)
{
  g_autoptr (RdmDemoTown) town = rdm_demo_town_new ();
  RdmGround *ground = rdm_ground_new (_ ("A made-up town"));

  for (guint i = 0; i < town->shapes->len; i++)
    {
      const RdmDemoShape *shape = g_ptr_array_index (town->shapes, i);

      rdm_ground_add_shape (ground, kinds[shape->kind], shape->name, shape->points,
                            shape->n_points);
    }
  for (guint i = 0; i < town->labels->len; i++)
    {
      const RdmDemoLabel *label = g_ptr_array_index (town->labels, i);

      rdm_ground_add_label (ground, ranks[label->rank], label->text, label->point);
    }
  return ground;
}
