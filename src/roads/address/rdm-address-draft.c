/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-draft.h"

#include <string.h>

#include "rdm-address-token.h"

/* Capitals have a name in every language; nobody here types them all. */
enum
{
  MOST_NAMES = 24,
};

static void
clear_place (gpointer data)
{
  g_free (((RdmDraftPlace *)data)->names);
}

static void
clear_poi (gpointer data)
{
  g_free (((RdmDraftPoi *)data)->names);
}

static void
clear_street (gpointer data)
{
  RdmDraftStreet *street = data;

  g_free (street->names);
  g_clear_pointer (&street->ways, g_array_unref);
}

RdmAddressDraft *
rdm_address_draft_new (const RdmOsm *osm)
{
  RdmAddressDraft *self = g_new0 (RdmAddressDraft, 1);

  self->osm = osm;
  self->strings = g_string_chunk_new (64 * 1024);
  self->boundaries = rdm_boundaries_new (osm);
  self->houses = g_array_new (FALSE, TRUE, sizeof (RdmDraftHouse));
  self->ways = g_array_new (FALSE, TRUE, sizeof (RdmDraftWay));
  self->places = g_array_new (FALSE, TRUE, sizeof (RdmDraftPlace));
  self->pois = g_array_new (FALSE, TRUE, sizeof (RdmDraftPoi));
  self->areas = g_array_new (FALSE, TRUE, sizeof (RdmDraftArea));
  self->streets = g_array_new (FALSE, TRUE, sizeof (RdmDraftStreet));
  g_array_set_clear_func (self->places, clear_place);
  g_array_set_clear_func (self->pois, clear_poi);
  g_array_set_clear_func (self->streets, clear_street);
  self->area_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
rdm_address_draft_free (RdmAddressDraft *self)
{
  if (self == NULL)
    return;
  g_string_chunk_free (self->strings);
  rdm_boundaries_free (self->boundaries);
  g_array_unref (self->houses);
  g_array_unref (self->ways);
  g_array_unref (self->places);
  g_array_unref (self->pois);
  g_array_unref (self->areas);
  g_array_unref (self->streets);
  g_hash_table_unref (self->area_of);
  g_free (self);
}

guint32
rdm_draft_area (RdmAddressDraft *self, const char *postcode, const char *town, const char *others)
{
  g_autofree char *key = g_strjoin ("\n", postcode, town, others, NULL);
  guint32 known = GPOINTER_TO_UINT (g_hash_table_lookup (self->area_of, key));
  RdmDraftArea area;

  if (known > 0)
    return known - 1;
  area = (RdmDraftArea){ g_string_chunk_insert_const (self->strings, postcode),
                         g_string_chunk_insert_const (self->strings, town),
                         g_string_chunk_insert_const (self->strings, others) };
  g_array_append_val (self->areas, area);
  g_hash_table_insert (self->area_of, g_steal_pointer (&key), GUINT_TO_POINTER (self->areas->len));
  return self->areas->len - 1;
}

/* Adds a name unless it is there in other letters. */
static void
add_name (GPtrArray *names, GHashTable *seen, const char *name, gsize length)
{
  g_autofree char *stripped = g_strstrip (g_strndup (name, length));
  char *key;

  if (names->len >= MOST_NAMES || strchr (stripped, '\n') != NULL)
    return;
  key = rdm_address_name_key (stripped);
  if (*key == '\0' || !g_hash_table_add (seen, key))
    return;
  g_ptr_array_add (names, g_steal_pointer (&stripped));
}

/* "Rue Neuve - Nieuwstraat": people write either. */
static void
add_halves (GPtrArray *names, GHashTable *seen, const char *name)
{
  static const char *const marks[] = { " - ", " / ", " – " };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *mark = strstr (name, marks[i]);

      if (mark == NULL)
        continue;
      add_name (names, seen, name, (gsize)(mark - name));
      add_name (names, seen, mark + strlen (marks[i]), strlen (mark + strlen (marks[i])));
      return;
    }
}

static void
add_list (GPtrArray *names, GHashTable *seen, const char *list)
{
  g_auto (GStrv) parts = g_strsplit (list, ";", MOST_NAMES);

  for (guint i = 0; parts[i] != NULL; i++)
    add_name (names, seen, parts[i], strlen (parts[i]));
}

/* "name:de", and not "name:etymology" or "name:prefix". */
static gboolean
is_name_in_language (const char *key)
{
  const char *language = strchr (key, ':');

  return g_str_has_prefix (key, "name:") && language != NULL
         && strspn (language + 1, "abcdefghijklmnopqrstuvwxyz") == strlen (language + 1)
         && strlen (language + 1) >= 2 && strlen (language + 1) <= 3;
}

char *
rdm_draft_names (const RdmOsm *osm, RdmOsmKind kind, guint32 index, gboolean halves)
{
  static const char *const others[] = { "alt_name", "official_name", "short_name", "loc_name",
                                        "old_name", "brand",         "int_name",   "reg_name" };
  static const char *const near_languages[] = { "name:en", "name:de", "name:fr", "name:it",
                                                "name:es", "name:pt", "name:nl" };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *name = rdm_osm_tag (osm, kind, index, "name");

  if (name != NULL)
    {
      add_name (names, seen, name, strlen (name));
      if (halves)
        add_halves (names, seen, name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      const char *other = rdm_osm_tag (osm, kind, index, others[i]);

      if (other != NULL)
        add_list (names, seen, other);
    }
  for (guint i = 0; i < G_N_ELEMENTS (near_languages); i++)
    {
      const char *other = rdm_osm_tag (osm, kind, index, near_languages[i]);

      if (other != NULL)
        add_name (names, seen, other, strlen (other));
    }
  for (guint i = 0; i < rdm_osm_n_tags (osm, kind, index); i++)
    {
      RdmOsmTag tag = rdm_osm_tag_at (osm, kind, index, i);

      if (is_name_in_language (tag.key))
        add_name (names, seen, tag.value, strlen (tag.value));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (GStrv)names->pdata);
}

/* The middle of what a ring encloses; of a line, half way. */
static gboolean
middle_of_way (const RdmOsm *osm, guint32 way, RdmWorldXY *at, double *size)
{
  guint n;
  const guint32 *nodes = rdm_osm_way_nodes (osm, way, &n);
  g_autoptr (GArray) points = g_array_sized_new (FALSE, FALSE, sizeof (RdmWorldXY), n);
  const RdmWorldXY *p;
  double twice = 0., x = 0., y = 0., length = 0., half;

  for (guint i = 0; i < n; i++)
    if (nodes[i] != RDM_OSM_ABSENT)
      {
        RdmWorldXY point = rdm_world_of (rdm_osm_point (osm, nodes[i]));

        g_array_append_val (points, point);
      }
  if (points->len == 0)
    return FALSE;
  p = (const RdmWorldXY *)points->data;
  *at = p[0];
  *size = 0.;
  if (points->len > 3 && nodes[0] == nodes[n - 1])
    {
      for (guint i = 0; i + 1 < points->len; i++)
        {
          double ax = (double)p[i].x - p[0].x, ay = (double)p[i].y - p[0].y;
          double bx = (double)p[i + 1].x - p[0].x, by = (double)p[i + 1].y - p[0].y;
          double cross = ax * by - bx * ay;

          twice += cross;
          x += (ax + bx) * cross;
          y += (ay + by) * cross;
        }
      *size = fabs (twice);
      if (*size > 0.)
        {
          *at = (RdmWorldXY){ p[0].x + (gint32)lround (x / (3. * twice)),
                              p[0].y + (gint32)lround (y / (3. * twice)) };
          return TRUE;
        }
    }
  for (guint i = 0; i + 1 < points->len; i++)
    length += rdm_world_distance (p[i], p[i + 1]);
  half = length / 2.;
  for (guint i = 0; i + 1 < points->len; i++)
    {
      double step = rdm_world_distance (p[i], p[i + 1]);

      if (step > 0. && half <= step)
        {
          *at = (RdmWorldXY){ p[i].x + (gint32)lround ((p[i + 1].x - p[i].x) * half / step),
                              p[i].y + (gint32)lround ((p[i + 1].y - p[i].y) * half / step) };
          return TRUE;
        }
      half -= step;
    }
  return TRUE;
}

/* The largest of its parts; where no part is an area, the first of them. */
static gboolean
middle_of_relation (const RdmOsm *osm, guint32 relation, RdmWorldXY *at)
{
  double largest = -1.;

  for (guint i = 0; i < rdm_osm_n_members (osm, relation); i++)
    {
      RdmOsmMember member = rdm_osm_member (osm, relation, i);
      RdmWorldXY middle;
      double size;

      if (member.kind != RDM_OSM_WAY || member.index == RDM_OSM_ABSENT
          || strcmp (member.role, "inner") == 0
          || !middle_of_way (osm, member.index, &middle, &size) || size <= largest)
        continue;
      largest = size;
      *at = middle;
    }
  return largest >= 0.;
}

gboolean
rdm_draft_middle (const RdmOsm *osm, RdmOsmKind kind, guint32 index, RdmWorldXY *at)
{
  double size;

  switch (kind)
    {
    case RDM_OSM_NODE:
      *at = rdm_world_of (rdm_osm_point (osm, index));
      return TRUE;
    case RDM_OSM_WAY:
      return middle_of_way (osm, index, at, &size);
    default:
      return middle_of_relation (osm, index, at);
    }
}
