/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-build.h"

#include <glib/gi18n-lib.h>

/* Things between two looks at how far it is. */
#define LOOK_EVERY 4096

gboolean
rdm_ground_build_goes_on (
    const RdmGroundBuild *self, guint done, guint of, double begin, double length, GError **error)
{
  const RdmRegionPart *part = self->part;

  if (done % LOOK_EVERY != 0)
    return TRUE;
  if (part->progress != NULL)
    part->progress (_ ("Drawing the map"), begin + length * done / MAX (of, 1), part->user_data);
  return !g_cancellable_set_error_if_cancelled (part->cancellable, error);
}

gboolean
rdm_ground_write (const RdmRegionPart *part, GError **error)
{
  g_autoptr (RdmGroundTags) tags = rdm_ground_tags_new (part->osm);
  g_autoptr (RdmGroundPack) pack = rdm_ground_pack_new ();
  g_autoptr (RdmLabelList) labels = rdm_label_list_new ();
  RdmGroundBuild self = { part, part->osm, tags, pack, labels };

  if (!rdm_ground_build_areas (&self, error) || !rdm_ground_build_lines (&self, error)
      || !rdm_ground_build_places (&self, error)
      || !rdm_ground_build_goes_on (&self, 0, 1, 0.7, 0., error))
    return FALSE;
  rdm_label_list_place (labels);
  return rdm_ground_build_goes_on (&self, 0, 1, 0.85, 0., error)
         && rdm_ground_pack_write (pack, part->db, part->cancellable, error)
         && rdm_label_list_write (labels, part->db, part->cancellable, error);
}
