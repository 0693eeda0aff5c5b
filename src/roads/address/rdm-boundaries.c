/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-boundaries.h"

#include <string.h>

#include "rdm-way-join.h"

enum
{
  GRID = 64,      /* cells a side */
  SLAB_EDGES = 4, /* edges a slab, about */
  MOST_SLABS = 4096,
};

/* One area: its edges in horizontal slabs, so that a point meets few of them. */
typedef struct
{
  RdmBoundary boundary;
  RdmWorldRect box;
  guint n_slabs;
  GArray *edges;     /* (element-type Edge): by slab; an edge is in every slab that it touches */
  guint *first_edge; /* n_slabs + 1 */
} Area;

typedef struct
{
  RdmWorldXY from;
  RdmWorldXY to;
} Edge;

struct _RdmBoundaries
{
  GPtrArray *areas; /* (element-type Area) */
  RdmWorldRect box;
  GArray *cells[GRID * GRID]; /* (element-type guint) (nullable): areas whose box touches it */
};

static void
area_free (gpointer data)
{
  Area *area = data;

  g_array_unref (area->edges);
  g_free (area->first_edge);
  g_free (area);
}

static guint
slab_of (const Area *area, gint32 y)
{
  gint64 height = MAX ((gint64)area->box.y1 - area->box.y0, 1);
  gint64 slab = ((gint64)y - area->box.y0) * area->n_slabs / height;

  return (guint)CLAMP (slab, 0, (gint64)area->n_slabs - 1);
}

/* Two passes: how many edges each slab has, then which. */
static void
sort_edges (Area *area, GArray *edges)
{
  g_autofree guint *next = NULL;

  area->n_slabs = CLAMP (edges->len / SLAB_EDGES, 1, MOST_SLABS);
  area->first_edge = g_new0 (guint, area->n_slabs + 1);
  for (guint i = 0; i < edges->len; i++)
    {
      const Edge *edge = &g_array_index (edges, Edge, i);
      guint last = slab_of (area, MAX (edge->from.y, edge->to.y));

      for (guint slab = slab_of (area, MIN (edge->from.y, edge->to.y)); slab <= last; slab++)
        area->first_edge[slab + 1]++;
    }
  for (guint slab = 0; slab < area->n_slabs; slab++)
    area->first_edge[slab + 1] += area->first_edge[slab];
  next = g_memdup2 (area->first_edge, sizeof *next * area->n_slabs);
  g_array_set_size (area->edges, area->first_edge[area->n_slabs]);
  for (guint i = 0; i < edges->len; i++)
    {
      const Edge *edge = &g_array_index (edges, Edge, i);
      guint last = slab_of (area, MAX (edge->from.y, edge->to.y));

      for (guint slab = slab_of (area, MIN (edge->from.y, edge->to.y)); slab <= last; slab++)
        g_array_index (area->edges, Edge, next[slab]++) = *edge;
    }
}

static gboolean
area_holds (const Area *area, RdmWorldXY at)
{
  guint slab;
  gboolean inside = FALSE;

  if (at.x < area->box.x0 || at.x >= area->box.x1 || at.y < area->box.y0 || at.y >= area->box.y1)
    return FALSE;
  slab = slab_of (area, at.y);
  for (guint i = area->first_edge[slab]; i < area->first_edge[slab + 1]; i++)
    {
      const Edge *edge = &g_array_index (area->edges, Edge, i);
      gint64 dy = (gint64)edge->to.y - edge->from.y;
      gint64 cross;

      if ((edge->from.y > at.y) == (edge->to.y > at.y))
        continue;
      cross = ((gint64)at.x - edge->from.x) * dy
              - ((gint64)at.y - edge->from.y) * ((gint64)edge->to.x - edge->from.x);
      inside ^= (cross < 0) == (dy > 0);
    }
  return inside;
}

/* The edges of the lines' rings; FALSE when one has a gap. */
static gboolean
collect_edges (GPtrArray *lines, GArray *edges, RdmWorldRect *box)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const RdmJoinedWay *line = g_ptr_array_index (lines, i);
      const RdmWorldXY *points = (const RdmWorldXY *)line->points->data;

      if (!line->closed)
        return FALSE;
      for (guint j = 0; j < line->points->len; j++)
        {
          Edge edge = { points[j], points[(j + 1) % line->points->len] };

          rdm_world_rect_extend (box, points[j]);
          if (edge.from.y != edge.to.y)
            g_array_append_val (edges, edge);
        }
    }
  return edges->len > 0;
}

static void
add_area (RdmBoundaries *self,
          const RdmOsm *osm,
          const RdmBoundary *boundary,
          const guint32 *ways,
          guint n_ways)
{
  g_autoptr (GPtrArray) lines = rdm_way_join (osm, ways, n_ways, FALSE);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  RdmWorldRect box = RDM_WORLD_RECT_EMPTY;
  Area *area;

  if (!collect_edges (lines, edges, &box))
    return;
  area = g_new0 (Area, 1);
  area->boundary = *boundary;
  area->box = box;
  area->boundary.middle =
      (RdmWorldXY){ box.x0 + (box.x1 - box.x0) / 2, box.y0 + (box.y1 - box.y0) / 2 };
  area->boundary.extent = MAX (box.x1 - box.x0, box.y1 - box.y0);
  area->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  sort_edges (area, edges);
  g_ptr_array_add (self->areas, area);
}

/* Reads the tags of an area that has a name in addresses. */
static gboolean
describe (const RdmOsm *osm, RdmOsmKind kind, guint32 index, RdmBoundary *boundary)
{
  const char *sort = rdm_osm_tag (osm, kind, index, "boundary");
  const char *level = rdm_osm_tag (osm, kind, index, "admin_level");

  *boundary = (RdmBoundary){ .name = rdm_osm_tag (osm, kind, index, "name"),
                             .postcode = rdm_osm_tag (osm, kind, index, "postal_code"),
                             .kind = kind,
                             .index = index };
  if (g_strcmp0 (sort, "administrative") == 0)
    boundary->level = level != NULL ? (guint)CLAMP (atoi (level), 0, 11) : 0;
  else if (g_strcmp0 (sort, "postal_code") == 0)
    {
      boundary->level = RDM_BOUNDARY_LEVEL_POSTCODE;
      boundary->name =
          boundary->postcode != NULL ? boundary->postcode : rdm_osm_tag (osm, kind, index, "ref");
      boundary->postcode = boundary->name;
    }
  else if (rdm_osm_tag (osm, kind, index, "place") != NULL)
    boundary->level = RDM_BOUNDARY_LEVEL_PLACE;
  /* Of the country only its letters are of use: they say how its addresses are written. */
  if (boundary->level == 2)
    boundary->country = rdm_osm_tag (osm, kind, index, "ISO3166-1");
  return boundary->name != NULL && *boundary->name != '\0' && boundary->level >= 2
         && boundary->level != 3;
}

static void
read_relations (RdmBoundaries *self, const RdmOsm *osm)
{
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_RELATION); i++)
    {
      const char *type = rdm_osm_tag (osm, RDM_OSM_RELATION, i, "type");
      RdmBoundary boundary;
      gboolean whole = TRUE;

      if ((g_strcmp0 (type, "boundary") != 0 && g_strcmp0 (type, "multipolygon") != 0)
          || !describe (osm, RDM_OSM_RELATION, i, &boundary))
        continue;
      g_array_set_size (ways, 0);
      for (guint j = 0; j < rdm_osm_n_members (osm, i); j++)
        {
          RdmOsmMember member = rdm_osm_member (osm, i, j);

          if (member.kind != RDM_OSM_WAY)
            continue;
          whole = whole && member.index != RDM_OSM_ABSENT;
          g_array_append_val (ways, member.index);
        }
      if (whole && ways->len > 0)
        add_area (self, osm, &boundary, (const guint32 *)ways->data, ways->len);
    }
}

static void
read_ways (RdmBoundaries *self, const RdmOsm *osm)
{
  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_WAY); i++)
    {
      RdmBoundary boundary;
      const char *place;

      if (rdm_osm_n_tags (osm, RDM_OSM_WAY, i) == 0 || !describe (osm, RDM_OSM_WAY, i, &boundary))
        continue;
      /* A square is no town. */
      place = rdm_osm_tag (osm, RDM_OSM_WAY, i, "place");
      if (boundary.level != RDM_BOUNDARY_LEVEL_PLACE
          || (strcmp (place, "square") != 0 && strcmp (place, "islet") != 0))
        add_area (self, osm, &boundary, &i, 1);
    }
}

static guint
cell_of (gint32 value, gint32 from, gint32 to)
{
  gint64 cell = ((gint64)value - from) * GRID / MAX ((gint64)to - from, 1);

  return (guint)CLAMP (cell, 0, GRID - 1);
}

static void
fill_grid (RdmBoundaries *self)
{
  for (guint i = 0; i < self->areas->len; i++)
    {
      const Area *area = g_ptr_array_index (self->areas, i);

      rdm_world_rect_extend (&self->box, (RdmWorldXY){ area->box.x0, area->box.y0 });
      rdm_world_rect_extend (&self->box, (RdmWorldXY){ area->box.x1, area->box.y1 });
    }
  for (guint i = 0; i < self->areas->len; i++)
    {
      const Area *area = g_ptr_array_index (self->areas, i);
      guint last_row = cell_of (area->box.y1, self->box.y0, self->box.y1);
      guint last_column = cell_of (area->box.x1, self->box.x0, self->box.x1);

      for (guint row = cell_of (area->box.y0, self->box.y0, self->box.y1); row <= last_row; row++)
        for (guint column = cell_of (area->box.x0, self->box.x0, self->box.x1);
             column <= last_column; column++)
          {
            GArray **cell = &self->cells[row * GRID + column];

            if (*cell == NULL)
              *cell = g_array_new (FALSE, FALSE, sizeof (guint));
            g_array_append_val (*cell, i);
          }
    }
}

/* The most local first; of two alike the smaller. */
static int
compare_areas (gconstpointer a, gconstpointer b)
{
  const RdmBoundary *left = &(*(const Area *const *)a)->boundary;
  const RdmBoundary *right = &(*(const Area *const *)b)->boundary;

  if (left->level != right->level)
    return left->level > right->level ? -1 : 1;
  return (left->extent > right->extent) - (left->extent < right->extent);
}

RdmBoundaries *
rdm_boundaries_new (const RdmOsm *osm)
{
  RdmBoundaries *self = g_new0 (RdmBoundaries, 1);

  self->areas = g_ptr_array_new_with_free_func (area_free);
  self->box = RDM_WORLD_RECT_EMPTY;
  read_relations (self, osm);
  read_ways (self, osm);
  g_ptr_array_sort (self->areas, compare_areas);
  fill_grid (self);
  return self;
}

void
rdm_boundaries_free (RdmBoundaries *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->areas);
  for (guint i = 0; i < GRID * GRID; i++)
    g_clear_pointer (&self->cells[i], g_array_unref);
  g_free (self);
}

guint
rdm_boundaries_count (const RdmBoundaries *self)
{
  return self->areas->len;
}

const RdmBoundary *
rdm_boundaries_get (const RdmBoundaries *self, guint i)
{
  return &((const Area *)g_ptr_array_index (self->areas, i))->boundary;
}

guint
rdm_boundaries_at (const RdmBoundaries *self, RdmWorldXY at, const RdmBoundary **found)
{
  const GArray *cell;
  guint n = 0;

  if (at.x < self->box.x0 || at.x >= self->box.x1 || at.y < self->box.y0 || at.y >= self->box.y1)
    return 0;
  cell = self->cells[cell_of (at.y, self->box.y0, self->box.y1) * GRID
                     + cell_of (at.x, self->box.x0, self->box.x1)];
  for (guint i = 0; cell != NULL && i < cell->len && n < RDM_BOUNDARIES_MOST; i++)
    {
      const Area *area = g_ptr_array_index (self->areas, g_array_index (cell, guint, i));

      if (area_holds (area, at))
        found[n++] = &area->boundary;
    }
  return n;
}
