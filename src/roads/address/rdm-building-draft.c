/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-building-draft.h"

#include <stdlib.h>
#include <string.h>

#include "rdm-near.h"

/* Whoever has so many floors or flats is no house. */
#define FLATS_LEVELS 4
#define FLATS_LEAST 3
/* Buildings are looked for by cells of about this size. */
#define CELL_M 64.0

typedef struct
{
  RdmBuilding kind;
  const char *values; /* each between blanks */
} Rule;

static const Rule rules[] = {
  { RDM_BUILDING_HOUSE, " house detached semidetached_house terrace bungalow farm cabin villa "
                        "static_caravan houseboat " },
  { RDM_BUILDING_FLATS, " apartments dormitory tower residential_tower " },
  { RDM_BUILDING_WORK, " commercial office retail supermarket kiosk industrial warehouse "
                       "manufacture hotel shop " },
  { RDM_BUILDING_PUBLIC, " school kindergarten college university hospital public civic government "
                         "church chapel cathedral mosque synagogue temple train_station "
                         "fire_station sports_hall sports_centre " },
};

static int
number_of (const RdmOsm *osm, RdmOsmKind kind, guint32 index, const char *key)
{
  const char *value = rdm_osm_tag (osm, kind, index, key);

  return value != NULL ? (int)CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 1000) : 0;
}

RdmBuilding
rdm_building_of_tags (const RdmOsm *osm, RdmOsmKind kind, guint32 index)
{
  const char *value = rdm_osm_tag (osm, kind, index, "building");
  g_autofree char *word = NULL;

  if (value == NULL)
    return RDM_BUILDING_UNKNOWN;
  word = g_strdup_printf (" %s ", value);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strstr (rules[i].values, word) != NULL)
      return rules[i].kind;
  if (strcmp (value, "yes") != 0 && strcmp (value, "residential") != 0)
    return RDM_BUILDING_UNKNOWN;
  if (number_of (osm, kind, index, "building:flats") >= FLATS_LEAST
      || number_of (osm, kind, index, "building:levels") >= FLATS_LEVELS)
    return RDM_BUILDING_FLATS;
  return RDM_BUILDING_UNKNOWN;
}

/* --- points within buildings -------------------------------------------------------------------
 */

typedef struct
{
  RdmBuilding kind;
  guint32 way;
} Outline;

typedef struct
{
  const RdmOsm *osm;
  GArray *outlines;  /* (element-type Outline) */
  GHashTable *cells; /* (element-type int64 GArray): of indices in @outlines */
  double cell;       /* units */
} Outlines;

static gint64
key_of (const Outlines *self, double x, double y)
{
  return ((gint64)floor (x / self->cell) << 32) ^ (guint32)(gint32)floor (y / self->cell);
}

static void
add_outline (Outlines *self, guint32 way)
{
  Outline outline = { rdm_building_of_tags (self->osm, RDM_OSM_WAY, way), way };
  RdmWorldRect box = RDM_WORLD_RECT_EMPTY;
  guint n;
  const guint32 *nodes = rdm_osm_way_nodes (self->osm, way, &n);
  guint index = self->outlines->len;

  if (outline.kind == RDM_BUILDING_UNKNOWN || n < 4 || nodes[0] != nodes[n - 1])
    return;
  for (guint i = 0; i < n; i++)
    if (nodes[i] == RDM_OSM_ABSENT)
      return;
    else
      rdm_world_rect_extend (&box, rdm_world_of (rdm_osm_point (self->osm, nodes[i])));
  if (self->cell <= 0)
    self->cell = CELL_M / rdm_world_metres ((RdmWorldXY){ box.x0, box.y0 });
  g_array_append_val (self->outlines, outline);
  for (double x = box.x0; floor (x / self->cell) <= floor (box.x1 / self->cell); x += self->cell)
    for (double y = box.y0; floor (y / self->cell) <= floor (box.y1 / self->cell); y += self->cell)
      {
        gint64 key = key_of (self, x, y);
        GArray *list = g_hash_table_lookup (self->cells, &key);

        if (list == NULL)
          {
            list = g_array_new (FALSE, FALSE, sizeof (guint));
            g_hash_table_insert (self->cells, g_memdup2 (&key, sizeof key), list);
          }
        g_array_append_val (list, index);
      }
}

/* A door is on the outline itself. */
static gboolean
holds (const Outlines *self, const Outline *outline, RdmWorldXY at)
{
  guint n;
  const guint32 *nodes = rdm_osm_way_nodes (self->osm, outline->way, &n);
  gboolean inside = FALSE;

  for (guint i = 0; i + 1 < n; i++)
    {
      RdmWorldXY a = rdm_world_of (rdm_osm_point (self->osm, nodes[i]));
      RdmWorldXY b = rdm_world_of (rdm_osm_point (self->osm, nodes[i + 1]));

      if (rdm_world_equal (a, at))
        return TRUE;
      if ((a.y > at.y) != (b.y > at.y)
          && at.x < a.x + ((double)b.x - a.x) * ((double)at.y - a.y) / ((double)b.y - a.y))
        inside = !inside;
    }
  return inside;
}

static RdmBuilding
find_around (const Outlines *self, RdmWorldXY at)
{
  gint64 key = key_of (self, at.x, at.y);
  const GArray *list = g_hash_table_lookup (self->cells, &key);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Outline *outline =
          &g_array_index (self->outlines, Outline, g_array_index (list, guint, i));

      if (holds (self, outline, at))
        return outline->kind;
    }
  return RDM_BUILDING_UNKNOWN;
}

void
rdm_draft_find_buildings (RdmAddressDraft *self)
{
  g_autoptr (GArray) outlines = g_array_new (FALSE, FALSE, sizeof (Outline));
  g_autoptr (GHashTable) cells =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  Outlines all = { self->osm, outlines, cells, 0 };

  for (guint32 way = 0; way < rdm_osm_count (self->osm, RDM_OSM_WAY); way++)
    if (rdm_osm_n_tags (self->osm, RDM_OSM_WAY, way) > 0)
      add_outline (&all, way);
  for (guint i = 0; outlines->len > 0 && i < self->houses->len; i++)
    {
      RdmDraftHouse *house = rdm_draft_house (self, i);

      if (house->building == RDM_BUILDING_UNKNOWN && house->rank != RDM_DRAFT_COMPUTED)
        house->building = find_around (&all, house->at);
    }
}

/* --- the array ---------------------------------------------------------------------------------
 */

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const RdmBuildingEntry *x = a;
  const RdmBuildingEntry *y = b;

  if (x->x != y->x)
    return x->x < y->x ? -1 : 1;
  if (x->y != y->y)
    return x->y < y->y ? -1 : 1;
  return (x->kind > y->kind) - (x->kind < y->kind);
}

gboolean
rdm_buildings_write (sqlite3 *db, const RdmAddressDraft *draft, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (RdmBuildingEntry));

  for (guint i = 0; i < draft->houses->len; i++)
    {
      const RdmDraftHouse *house = rdm_draft_house (draft, i);
      RdmBuildingEntry entry = { house->at.x, house->at.y, (gint32)house->building };

      if (house->building != RDM_BUILDING_UNKNOWN)
        g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  return rdm_region_write_array (db, RDM_BUILDINGS_ARRAY, entries->data, sizeof (RdmBuildingEntry),
                                 entries->len, error);
}
