/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-ground-build.h"

#include <string.h>

#include "rdm-way-join.h"
#include "rdm-world-shape.h"

/* From which band on a kind is there, and from which zoom on its name and number are. 0: never. */
typedef struct
{
  guint band;
  RdmLabelKind name;
  double name_zoom;
  double shield_zoom;
} LineRule;

static const LineRule rules[RDM_N_LINES] = {
  [RDM_LINE_RIVER] = { 1, RDM_LABEL_WATERCOURSE, 11., 0. },
  [RDM_LINE_STREAM] = { 3, RDM_LABEL_WATERCOURSE, 14.5, 0. },
  [RDM_LINE_BORDER_COUNTRY] = { 0, 0, 0., 0. },
  [RDM_LINE_BORDER_STATE] = { 1, 0, 0., 0. },
  [RDM_LINE_BORDER_TOWN] = { 3, 0, 0., 0. },
  [RDM_LINE_FERRY] = { 1, 0, 0., 0. },
  [RDM_LINE_PATH] = { 4, RDM_LABEL_PATH, 16.5, 0. },
  [RDM_LINE_TRACK] = { 4, RDM_LABEL_PATH, 15.5, 0. },
  [RDM_LINE_SERVICE] = { 4, RDM_LABEL_STREET, 15.5, 0. },
  [RDM_LINE_PEDESTRIAN] = { 3, RDM_LABEL_STREET, 15., 0. },
  [RDM_LINE_STREET] = { 3, RDM_LABEL_STREET, 14.2, 14.5 },
  [RDM_LINE_TERTIARY] = { 2, RDM_LABEL_STREET, 13.5, 14. },
  [RDM_LINE_SECONDARY] = { 2, RDM_LABEL_MAIN_ROAD, 13., 12.5 },
  [RDM_LINE_PRIMARY] = { 1, RDM_LABEL_MAIN_ROAD, 12.5, 11. },
  [RDM_LINE_TRUNK] = { 0, RDM_LABEL_MAIN_ROAD, 12.5, 9.5 },
  [RDM_LINE_MOTORWAY] = { 0, RDM_LABEL_MAIN_ROAD, 13.5, 8. },
  [RDM_LINE_RAIL] = { 1, 0, 0., 0. },
  [RDM_LINE_SIDING] = { 4, 0, 0., 0. },
  [RDM_LINE_TRAM] = { 3, 0, 0., 0. },
  [RDM_LINE_CABLE] = { 3, 0, 0., 0. },
  [RDM_LINE_RUNWAY] = { 2, 0, 0., 0. },
  [RDM_LINE_TAXIWAY] = { 4, 0, 0., 0. },
  [RDM_LINE_PIER] = { 3, 0, 0., 0. },
};

#define ONE_WAY_ZOOM 15.7

/* A way among those that are joined with it: for painting by kind and flags, for names by name. */
typedef struct
{
  guint group;
  const char *text; /* of the extract; NULL: shapes */
  gboolean shield;
  RdmLineKind kind;
  guint32 way;
} Member;

typedef struct
{
  const RdmGroundBuild *build;
  GArray *members; /* (element-type Member) */
} Lines;

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const Member *left = a;
  const Member *right = b;
  int order = g_strcmp0 (left->text, right->text);

  if (order != 0)
    return order;
  if (left->group != right->group)
    return left->group < right->group ? -1 : 1;
  return left->way < right->way ? -1 : left->way > right->way;
}

static gboolean
are_joined (const Member *a, const Member *b)
{
  return a->group == b->group && g_strcmp0 (a->text, b->text) == 0;
}

/* Shields are joined by number, names by name, both also by kind of label: a street goes on where
 * its class changes a little. */
static guint
label_group (RdmLabelKind kind, gboolean shield)
{
  return 2 * kind + shield;
}

static void
add_number (Lines *self, RdmLineKind kind, guint32 way, const char *ref)
{
  /* Of several numbers the first is the one on the signs. */
  g_autofree char *first = g_strndup (ref, strcspn (ref, ";"));
  Member member = { label_group (RDM_LABEL_SHIELD, TRUE), NULL, TRUE, kind, way };

  g_strstrip (first);
  member.text = g_string_chunk_insert_const (self->build->labels->texts, first);
  g_array_append_val (self->members, member);
}

static void
add_arrows (Lines *self, guint32 way, int direction)
{
  g_autoptr (GPtrArray) lines = rdm_way_join (self->build->osm, &way, 1, TRUE);

  for (guint i = 0; i < lines->len; i++)
    {
      GArray *points = ((RdmJoinedWay *)g_ptr_array_index (lines, i))->points;

      if (direction < 0)
        rdm_world_reverse (rdm_world_points (points), points->len);
      rdm_label_list_add_along (self->build->labels, RDM_LABEL_ONE_WAY, "",
                                rdm_world_points (points), points->len, ONE_WAY_ZOOM);
    }
}

static void
add_way (Lines *self, guint32 way)
{
  const RdmGroundTags *tags = self->build->tags;
  const char *name = rdm_ground_tags_name (tags);
  const char *ref = rdm_ground_tags_ref (tags);
  RdmLineKind kind;
  RdmLineFlags flags;
  int direction;

  if (!rdm_ground_tags_line (tags, &kind, &flags))
    return;
  {
    Member member = { RDM_GROUND_LINE_KEY (kind, flags), NULL, FALSE, kind, way };

    g_array_append_val (self->members, member);
  }
  if (name != NULL && rules[kind].name_zoom > 0. && (flags & RDM_LINE_LINK) == 0)
    {
      Member member = { label_group (rules[kind].name, FALSE), name, FALSE, kind, way };

      g_array_append_val (self->members, member);
    }
  if (ref != NULL && *ref != '\0' && rules[kind].shield_zoom > 0. && (flags & RDM_LINE_LINK) == 0)
    add_number (self, kind, way, ref);
  direction = rdm_ground_tags_one_way (tags);
  if (direction != 0 && (flags & RDM_LINE_TUNNEL) == 0)
    add_arrows (self, way, direction);
}

/* A border is a line once, of its most important kind, however many areas it is around. */
static void
add_borders (Lines *self, guint8 *borders)
{
  const RdmOsm *osm = self->build->osm;

  for (guint32 i = 0; i < rdm_osm_count (osm, RDM_OSM_RELATION); i++)
    {
      RdmLineKind kind;

      rdm_ground_tags_load (self->build->tags, RDM_OSM_RELATION, i);
      if (!rdm_ground_tags_border (self->build->tags, &kind))
        continue;
      for (guint k = 0; k < rdm_osm_n_members (osm, i); k++)
        {
          RdmOsmMember member = rdm_osm_member (osm, i, k);

          if (member.kind == RDM_OSM_WAY && member.index != RDM_OSM_ABSENT
              && (borders[member.index] == 0 || borders[member.index] > kind))
            borders[member.index] = (guint8)kind;
        }
    }
}

static void
put_shape (const RdmGroundBuild *build, const Member *member, const RdmJoinedWay *line)
{
  g_autoptr (GArray) closed = NULL;
  GArray *points = line->points;
  guint flags = (member->group - RDM_GROUND_LINE_KEYS) % RDM_LINE_FLAGS_END;

  if (line->closed)
    {
      closed = g_array_copy (points);
      g_array_append_val (closed, g_array_index (points, RdmWorldXY, 0));
      points = closed;
    }
  rdm_ground_pack_line (build->pack, member->kind, flags, rdm_world_points (points), points->len,
                        rules[member->kind].band, RDM_N_GROUND_BANDS - 1);
}

static void
put_label (const RdmGroundBuild *build, const Member *member, const RdmJoinedWay *line)
{
  const LineRule *rule = &rules[member->kind];

  rdm_label_list_add_along (build->labels, member->shield ? RDM_LABEL_SHIELD : rule->name,
                            member->text, rdm_world_points (line->points), line->points->len,
                            member->shield ? rule->shield_zoom : rule->name_zoom);
}

/* Joins the members from @begin to @end, and does with the lines what the first of each asks
 * for. */
static void
put_group (const Lines *self, guint begin, guint end)
{
  g_autoptr (GArray) ways = g_array_sized_new (FALSE, FALSE, sizeof (guint32), end - begin);
  g_autoptr (GPtrArray) lines = NULL;

  for (guint i = begin; i < end; i++)
    g_array_append_val (ways, g_array_index (self->members, Member, i).way);
  lines =
      rdm_way_join (self->build->osm, (const guint32 *)(gconstpointer)ways->data, ways->len, FALSE);
  for (guint i = 0; i < lines->len; i++)
    {
      const RdmJoinedWay *line = g_ptr_array_index (lines, i);
      const Member *member = &g_array_index (self->members, Member, begin + line->first);

      if (member->text == NULL)
        put_shape (self->build, member, line);
      else
        put_label (self->build, member, line);
    }
}

static gboolean
put_groups (const Lines *self, GError **error)
{
  guint end;

  g_array_sort (self->members, compare_members);
  for (guint begin = 0; begin < self->members->len; begin = end)
    {
      const Member *first = &g_array_index (self->members, Member, begin);

      end = begin + 1;
      while (end < self->members->len
             && are_joined (first, &g_array_index (self->members, Member, end)))
        end++;
      if (!rdm_ground_build_goes_on (self->build, begin, self->members->len, 0.4, 0.2, error))
        return FALSE;
      put_group (self, begin, end);
    }
  return TRUE;
}

gboolean
rdm_ground_build_lines (const RdmGroundBuild *self, GError **error)
{
  guint32 n = rdm_osm_count (self->osm, RDM_OSM_WAY);
  g_autofree guint8 *borders = g_new0 (guint8, n);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (Member));
  Lines lines = { self, members };

  add_borders (&lines, borders);
  for (guint32 i = 0; i < n; i++)
    {
      RdmLineKind kind;

      if (!rdm_ground_build_goes_on (self, i, n, 0.3, 0.1, error))
        return FALSE;
      rdm_ground_tags_load (self->tags, RDM_OSM_WAY, i);
      if (rdm_ground_tags_border (self->tags, &kind) && (borders[i] == 0 || borders[i] > kind))
        borders[i] = (guint8)kind;
      if (borders[i] != 0)
        {
          Member member = { RDM_GROUND_LINE_KEY (borders[i], 0), NULL, FALSE, borders[i], i };

          g_array_append_val (members, member);
        }
      add_way (&lines, i);
    }
  return put_groups (&lines, error);
}
