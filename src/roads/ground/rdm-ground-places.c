/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-build.h"

#include <string.h>

#include "rdm-ground-format.h"
#include "rdm-label-room.h"

#define NUMBER_ZOOM 17.

/* Whether a label lies in its area and so waits until that is large enough. */
static gboolean
fills_area (RdmLabelKind kind)
{
  return kind == RDM_LABEL_WATER || kind == RDM_LABEL_PARK || kind == RDM_LABEL_ESTATE;
}

void
rdm_ground_build_label (const RdmGroundBuild *self, RdmWorldXY at, double width)
{
  const char *number = rdm_ground_tags_number (self->tags);
  const char *name = rdm_ground_tags_name (self->tags);
  g_autofree char *height = NULL;
  RdmLabelKind kind;
  double zoom;

  if (number != NULL)
    rdm_label_list_add_point (self->labels, RDM_LABEL_NUMBER, number, NULL, at, NUMBER_ZOOM);
  if (name == NULL || !rdm_ground_tags_label (self->tags, &kind, &zoom))
    return;
  if (fills_area (kind) && width > 0.)
    {
      double text = MIN (rdm_label_text_width (name, rdm_label_size (kind)), 70.);

      zoom = MAX (zoom, log2 (text / (width * rdm_world_pixels (0.))));
    }
  if (kind == RDM_LABEL_PEAK && rdm_ground_tags_elevation (self->tags) != NULL)
    height = g_strdup_printf ("%s m", rdm_ground_tags_elevation (self->tags));
  rdm_label_list_add_point (self->labels, kind, name, height, at, zoom);
}

gboolean
rdm_ground_build_places (const RdmGroundBuild *self, GError **error)
{
  guint32 n = rdm_osm_count (self->osm, RDM_OSM_NODE);

  for (guint32 i = 0; i < n; i++)
    {
      if (!rdm_ground_build_goes_on (self, i, n, 0.6, 0.1, error))
        return FALSE;
      if (rdm_osm_n_tags (self->osm, RDM_OSM_NODE, i) == 0)
        continue;
      rdm_ground_tags_load (self->tags, RDM_OSM_NODE, i);
      rdm_ground_build_label (self, rdm_world_of (rdm_osm_point (self->osm, i)), 0.);
    }
  return TRUE;
}
