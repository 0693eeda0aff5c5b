/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lies under the plan, and what is said about it: a region's ground, pictures from a file or
 * from the net, or nothing.
 */
#include "rdm-map-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rdm-config.h"
#include "rdm-mbtiles-source.h"

/* A region takes a moment to open; until then nobody is told that there is none. */
#define HINT_AFTER_MS 2500

static void
set_attribution (char **text, char **uri, const char *new_text, const char *new_uri)
{
  g_free (*text);
  g_free (*uri);
  *text = g_strdup (new_text);
  *uri = g_strdup (new_uri);
}

static gboolean
hint_cb (gpointer user_data)
{
  RdmMap *self = user_data;

  self->hint_source = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), TRUE);
  return G_SOURCE_REMOVE;
}

/* A word on how to get a map, while there is none and nobody has put it away. */
static void
update_hint (RdmMap *self)
{
  g_clear_handle_id (&self->hint_source, g_source_remove);
  if (self->region != NULL || self->tiles != NULL || self->hint_closed)
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->hint), FALSE);
  else
    self->hint_source = g_timeout_add (HINT_AFTER_MS, hint_cb, self);
}

void
rdm_map_close_hint (RdmMap *self)
{
  self->hint_closed = TRUE;
  update_hint (self);
}

void
rdm_map_clear_ground (RdmMap *self)
{
  g_clear_handle_id (&self->hint_source, g_source_remove);
  g_clear_pointer (&self->region, rdm_region_unref);
  g_clear_pointer (&self->tiles_attribution, g_free);
  g_clear_pointer (&self->tiles_attribution_uri, g_free);
}

void
rdm_map_say_ground_problem (RdmMap *self, const char *text)
{
  rdm_desk_notice (self->desk, text, "win.preferences");
}

void
rdm_map_set_region (RdmMap *self, RdmRegion *region)
{
  g_return_if_fail (RDM_IS_MAP (self));

  if (region != NULL && region == self->region)
    return;
  g_clear_pointer (&self->region, rdm_region_unref);
  self->region = region != NULL ? rdm_region_ref (region) : NULL;
  rdm_ground_layer_set_region (self->ground, region);
  rdm_map_update_attribution (self);
  update_hint (self);
  if (region != NULL && rdm_rect_is_empty (rdm_map_scene_bounds (self->scene, FALSE)))
    rdm_map_fit (self);
}

/* A template that libshumate can make addresses of. */
static gboolean
is_template (const char *source)
{
  return (g_str_has_prefix (source, "https://") || g_str_has_prefix (source, "http://"))
         && strstr (source, "{z}") != NULL && strstr (source, "{x}") != NULL
         && (strstr (source, "{y}") != NULL || strstr (source, "{tmsy}") != NULL);
}

static ShumateMapSource *
new_online_source (const char *url)
{
  /* The id names the cache on disk: one for each owner of tiles. */
  g_autofree char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA1, url, -1);

  /* Owners of tiles ask who comes for them. */
  shumate_set_user_agent ("Roundsman/" RDM_VERSION);
  return SHUMATE_MAP_SOURCE (shumate_raster_renderer_new_full_from_url (
      id, NULL, NULL, NULL, 0, 19, 256, SHUMATE_MAP_PROJECTION_MERCATOR, url));
}

static ShumateMapSource *
new_source (const char *source, GError **error)
{
  if (is_template (source))
    return new_online_source (source);
  if (!g_path_is_absolute (source))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("The address of a tile layer starts with http and contains {z}, {x} "
                              "and {y}."));
      return NULL;
    }
  return (ShumateMapSource *)rdm_mbtiles_source_new (source, error);
}

gboolean
rdm_map_set_tiles (RdmMap *self,
                   const char *source,
                   const char *attribution,
                   const char *attribution_uri,
                   GError **error)
{
  g_autoptr (ShumateMapSource) map_source = source != NULL ? new_source (source, error) : NULL;
  const char *text = attribution != NULL && *attribution != '\0' ? attribution : NULL;

  g_return_val_if_fail (RDM_IS_MAP (self), FALSE);

  if (self->tiles != NULL)
    shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->tiles));
  self->tiles = NULL;
  if (map_source != NULL)
    {
      if (text == NULL && RDM_IS_MBTILES_SOURCE (map_source))
        text = rdm_mbtiles_source_get_attribution (RDM_MBTILES_SOURCE (map_source));
      self->tiles = shumate_map_layer_new (map_source, self->viewport);
      shumate_map_insert_layer_above (self->map, SHUMATE_LAYER (self->tiles),
                                      SHUMATE_LAYER (self->ground));
    }
  set_attribution (&self->tiles_attribution, &self->tiles_attribution_uri,
                   map_source != NULL ? text : NULL, attribution_uri);
  /* What nobody sees need not be painted. */
  gtk_widget_set_visible (GTK_WIDGET (self->ground), self->tiles == NULL);
  rdm_map_update_attribution (self);
  update_hint (self);
  return source == NULL || map_source != NULL;
}
