/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The addresses of a region, from an extract. */
#include "rdm-region-build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-address-doc.h"
#include "rdm-address-draft.h"
#include "rdm-address-schema.h"
#include "rdm-address-shape.h"
#include "rdm-address-token.h"
#include "rdm-building-draft.h"
#include "rdm-near.h"

/* Rows between two looks at how far it is. */
#define LOOK_EVERY 4096

/* Of the names of a town, those that its streets are found by. */
#define MOST_TOWN_NAMES 8

typedef enum
{
  INSERT_AREA,
  INSERT_THING,
  INSERT_HOUSE,
  INSERT_TEXT,
  INSERT_NEAR,
  INSERT_ABOUT,
  N_INSERTS
} Insert;

static const char *const inserts[N_INSERTS] = {
  [INSERT_AREA] = "INSERT INTO address_area VALUES ($1, $2, $3, $4)",
  [INSERT_THING] = "INSERT INTO address_thing VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                   "$11, $12)",
  [INSERT_HOUSE] = "INSERT INTO address_house VALUES ($1, $2, $3, $4, $5, $6)",
  [INSERT_TEXT] = "INSERT INTO address_text (rowid, name, area) VALUES ($1, $2, $3)",
  [INSERT_NEAR] = "INSERT INTO address_near VALUES ($1, $2, $3, $4, $5)",
  [INSERT_ABOUT] = "INSERT INTO address_about VALUES ($1, $2)",
};

typedef struct
{
  const RdmRegionPart *part;
  RdmAddressDraft *draft;
  RdmAddressDoc *doc;
  sqlite3_stmt *inserts[N_INSERTS];
  GHashTable *names_of; /* key of a town → its names, of the draft's places */
  GPtrArray *reach;     /* by street: (element-type guint32) the areas of its houses and ways */
  gint64 next_thing;
} Write;

static gboolean
fail (const Write *self, GError **error)
{
  return rdm_region_fail_db (self->part->db, error);
}

static gboolean
insert (Write *self, Insert which, GError **error)
{
  sqlite3_stmt *statement = self->inserts[which];
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    (void)fail (self, error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return done;
}

static void
bind_text (Write *self, Insert which, int place, const char *text)
{
  sqlite3_bind_text (self->inserts[which], place, text, -1, SQLITE_TRANSIENT);
}

static void
bind_int (Write *self, Insert which, int place, gint64 value)
{
  sqlite3_bind_int64 (self->inserts[which], place, value);
}

static gboolean
goes_on (const Write *self, guint done, guint of, double begin, double length, GError **error)
{
  const RdmRegionPart *part = self->part;

  if (done % LOOK_EVERY != 0)
    return TRUE;
  if (part->progress != NULL)
    part->progress (_ ("Writing the addresses"), begin + length * done / MAX (of, 1),
                    part->user_data);
  return !g_cancellable_set_error_if_cancelled (part->cancellable, error);
}

static gboolean
insert_near (Write *self, gint64 id, const RdmWorldRect *box, GError **error)
{
  bind_int (self, INSERT_NEAR, 1, id);
  bind_int (self, INSERT_NEAR, 2, box->x0);
  bind_int (self, INSERT_NEAR, 3, MAX (box->x1 - 1, box->x0));
  bind_int (self, INSERT_NEAR, 4, box->y0);
  bind_int (self, INSERT_NEAR, 5, MAX (box->y1 - 1, box->y0));
  return insert (self, INSERT_NEAR, error);
}

static gboolean
insert_about (Write *self, const char *key, const char *value, GError **error)
{
  bind_text (self, INSERT_ABOUT, 1, key);
  bind_text (self, INSERT_ABOUT, 2, value);
  return insert (self, INSERT_ABOUT, error);
}

static gboolean
insert_about_int (Write *self, const char *key, gint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return insert_about (self, key, text, error);
}

/* A thing, its words, and nothing of where it reaches: that is in the document already. */
static gboolean
insert_thing (Write *self,
              RdmAddressThingKind kind,
              const char *names,
              guint32 area,
              RdmWorldXY at,
              gint32 extent,
              guint rank,
              gint64 first_house,
              guint n_houses,
              const GByteArray *shape,
              GError **error)
{
  g_autoptr (GString) keys = g_string_new (NULL);
  gint64 id = self->next_thing++;

  rdm_address_doc_add_names (self->doc, names, keys);
  bind_int (self, INSERT_THING, 1, id);
  bind_int (self, INSERT_THING, 2, kind);
  bind_text (self, INSERT_THING, 3, names);
  bind_text (self, INSERT_THING, 4, keys->str);
  bind_int (self, INSERT_THING, 5, (gint64)area + 1);
  bind_int (self, INSERT_THING, 6, at.x);
  bind_int (self, INSERT_THING, 7, at.y);
  bind_int (self, INSERT_THING, 8, extent);
  bind_int (self, INSERT_THING, 9, rank);
  bind_int (self, INSERT_THING, 10, first_house);
  bind_int (self, INSERT_THING, 11, n_houses);
  if (shape != NULL)
    sqlite3_bind_blob64 (self->inserts[INSERT_THING], 12, shape->data, shape->len,
                         SQLITE_TRANSIENT);
  if (!insert (self, INSERT_THING, error))
    return FALSE;
  bind_int (self, INSERT_TEXT, 1, id);
  bind_text (self, INSERT_TEXT, 2, self->doc->name->str);
  bind_text (self, INSERT_TEXT, 3, self->doc->area->str);
  return insert (self, INSERT_TEXT, error);
}

/* All names of a town that is named in addresses by one of them. */
static char *
names_of_town (const Write *self, const char *town)
{
  g_autofree char *key = rdm_address_name_key (town);
  const char *names = g_hash_table_lookup (self->names_of, key);
  g_auto (GStrv) lines = names != NULL ? g_strsplit (names, "\n", MOST_TOWN_NAMES + 1) : NULL;
  g_autoptr (GString) all = g_string_new (town);

  for (guint i = 0; lines != NULL && lines[i] != NULL && i < MOST_TOWN_NAMES; i++)
    if (strcmp (lines[i], town) != 0)
      g_string_append_printf (all, "\n%s", lines[i]);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
add_area_to_doc (Write *self, guint32 index)
{
  const RdmDraftArea *area = &g_array_index (self->draft->areas, RdmDraftArea, index);
  g_autofree char *town = names_of_town (self, area->town);

  rdm_address_doc_add_area (self->doc, area->postcode);
  rdm_address_doc_add_area (self->doc, town);
  rdm_address_doc_add_area (self->doc, area->others);
}

static gboolean
write_areas (Write *self, GError **error)
{
  for (guint i = 0; i < self->draft->areas->len; i++)
    {
      const RdmDraftArea *area = &g_array_index (self->draft->areas, RdmDraftArea, i);
      g_autofree char *town = names_of_town (self, area->town);
      const char *more = strchr (town, '\n');
      g_autofree char *others =
          g_strconcat (area->others, *area->others != '\0' && more != NULL ? "\n" : "",
                       more != NULL ? more + 1 : "", NULL);

      bind_int (self, INSERT_AREA, 1, (gint64)i + 1);
      bind_text (self, INSERT_AREA, 2, area->postcode);
      bind_text (self, INSERT_AREA, 3, area->town);
      bind_text (self, INSERT_AREA, 4, others);
      if (!insert (self, INSERT_AREA, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RdmAddressDraft *draft = user_data;
  guint i = *(const guint *)a;
  guint j = *(const guint *)b;
  const RdmDraftPlace *left = rdm_draft_place (draft, i);
  const RdmDraftPlace *right = rdm_draft_place (draft, j);

  if (left->rank != right->rank)
    return left->rank > right->rank ? -1 : 1;
  if (left->extent != right->extent)
    return left->extent > right->extent ? -1 : 1;
  return (i > j) - (i < j);
}

static gboolean
write_towns (Write *self, GError **error)
{
  guint n = self->draft->places->len;
  g_autofree guint *order = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int)n, sizeof *order, compare_places, self->draft);
  for (guint i = 0; i < n; i++)
    {
      const RdmDraftPlace *place = rdm_draft_place (self->draft, order[i]);

      rdm_address_doc_begin (self->doc);
      add_area_to_doc (self, place->area);
      if (!insert_thing (self, RDM_THING_TOWN, place->names, place->area, place->at, place->extent,
                         place->rank, 0, 0, NULL, error))
        return FALSE;
    }
  return insert_about_int (self, "last-town", self->next_thing - 1, error);
}

/* A postcode is where its houses are. */
typedef struct
{
  double x;
  double y;
  guint n;
  RdmWorldRect box;
  guint32 area;
} Postcode;

static gboolean
write_postcodes (Write *self, GError **error)
{
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GList) sorted = NULL;

  for (guint i = 0; i < self->draft->houses->len; i++)
    {
      const RdmDraftHouse *house = rdm_draft_house (self->draft, i);
      const char *code = g_array_index (self->draft->areas, RdmDraftArea, house->area).postcode;
      Postcode *found = g_hash_table_lookup (codes, code);

      if (*code == '\0')
        continue;
      if (found == NULL)
        {
          found = g_new0 (Postcode, 1);
          found->box = RDM_WORLD_RECT_EMPTY;
          found->area = house->area;
          g_hash_table_insert (codes, (gpointer)code, found);
        }
      found->x += house->at.x;
      found->y += house->at.y;
      found->n++;
      rdm_world_rect_extend (&found->box, house->at);
    }
  sorted = g_list_sort (g_hash_table_get_keys (codes), (GCompareFunc)strcmp);
  for (GList *link = sorted; link != NULL; link = link->next)
    {
      const Postcode *code = g_hash_table_lookup (codes, link->data);
      RdmWorldXY at = { (gint32)(code->x / code->n), (gint32)(code->y / code->n) };

      rdm_address_doc_begin (self->doc);
      rdm_address_doc_add_area (self->doc, link->data);
      if (!insert_thing (self, RDM_THING_POSTCODE, link->data, code->area, at,
                         MAX (code->box.x1 - code->box.x0, code->box.y1 - code->box.y0), 0, 0,
                         code->n, NULL, error))
        return FALSE;
    }
  return insert_about_int (self, "last-postcode", self->next_thing - 1, error);
}

static gboolean
write_houses (Write *self, GError **error)
{
  for (guint i = 0; i < self->draft->houses->len; i++)
    {
      const RdmDraftHouse *house = rdm_draft_house (self->draft, i);
      RdmWorldRect box = { house->at.x, house->at.y, house->at.x + 1, house->at.y + 1 };

      bind_int (self, INSERT_HOUSE, 1, (gint64)i + 1);
      bind_text (self, INSERT_HOUSE, 2, house->number);
      bind_int (self, INSERT_HOUSE, 3, (gint64)house->area + 1);
      bind_int (self, INSERT_HOUSE, 4, house->at.x);
      bind_int (self, INSERT_HOUSE, 5, house->at.y);
      bind_int (self, INSERT_HOUSE, 6, house->rank == RDM_DRAFT_COMPUTED);
      if (!goes_on (self, i, self->draft->houses->len, 0.4, 0.2, error)
          || !insert (self, INSERT_HOUSE, error) || !insert_near (self, (gint64)i + 1, &box, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_reach (Write *self, guint32 street, guint32 area)
{
  GArray *reach;

  if (street == RDM_DRAFT_NONE || area == RDM_DRAFT_NONE)
    return;
  reach = g_ptr_array_index (self->reach, street);
  for (guint i = 0; i < reach->len; i++)
    if (g_array_index (reach, guint32, i) == area)
      return;
  g_array_append_val (reach, area);
}

static void
collect_reach (Write *self)
{
  self->reach = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (guint i = 0; i < self->draft->streets->len; i++)
    g_ptr_array_add (self->reach, g_array_new (FALSE, FALSE, sizeof (guint32)));
  for (guint i = 0; i < self->draft->houses->len; i++)
    add_reach (self, rdm_draft_house (self->draft, i)->thing,
               rdm_draft_house (self->draft, i)->area);
  for (guint i = 0; i < self->draft->ways->len; i++)
    add_reach (self, rdm_draft_way (self->draft, i)->thing, rdm_draft_way (self->draft, i)->area);
}

static int
compare_streets (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RdmAddressDraft *draft = user_data;
  guint i = *(const guint *)a;
  guint j = *(const guint *)b;
  guint32 left = rdm_draft_street (draft, i)->n_houses;
  guint32 right = rdm_draft_street (draft, j)->n_houses;

  if (left != right)
    return left > right ? -1 : 1;
  return (i > j) - (i < j);
}

static gboolean
write_street (Write *self, guint index, GError **error)
{
  const RdmDraftStreet *street = rdm_draft_street (self->draft, index);
  const GArray *reach = g_ptr_array_index (self->reach, index);
  g_autoptr (GByteArray) packed = rdm_address_shape_pack (self->draft->osm, street->ways);
  g_autoptr (RdmAddressShape) shape = rdm_address_shape_new (packed->data, packed->len);
  RdmWorldRect box = RDM_WORLD_RECT_EMPTY;
  RdmWorldXY at;

  if (shape != NULL && shape->n_lines > 0)
    {
      at = rdm_address_shape_middle (shape);
      box = rdm_address_shape_box (shape);
      if (!insert_near (self, -self->next_thing, &box, error))
        return FALSE;
    }
  else
    {
      /* Nobody drew the street: it is where the house in its middle is. */
      at = rdm_draft_house (self->draft, street->first_house + street->n_houses / 2)->at;
      for (guint i = 0; i < street->n_houses; i++)
        rdm_world_rect_extend (&box, rdm_draft_house (self->draft, street->first_house + i)->at);
    }
  rdm_address_doc_begin (self->doc);
  for (guint i = 0; i < reach->len; i++)
    add_area_to_doc (self, g_array_index (reach, guint32, i));
  return insert_thing (self, RDM_THING_STREET, street->names, street->area, at,
                       MAX (box.x1 - box.x0, box.y1 - box.y0), 0,
                       street->n_houses > 0 ? (gint64)street->first_house + 1 : 0, street->n_houses,
                       packed, error);
}

static gboolean
write_streets (Write *self, GError **error)
{
  guint n = self->draft->streets->len;
  g_autofree guint *order = g_new (guint, MAX (n, 1));

  collect_reach (self);
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int)n, sizeof *order, compare_streets, self->draft);
  for (guint i = 0; i < n; i++)
    {
      const RdmDraftStreet *street = rdm_draft_street (self->draft, order[i]);

      if (street->area == RDM_DRAFT_NONE || (street->ways->len == 0 && street->n_houses == 0))
        continue;
      if (!goes_on (self, i, n, 0.6, 0.3, error) || !write_street (self, order[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_pois (Write *self, GError **error)
{
  for (guint i = 0; i < self->draft->pois->len; i++)
    {
      const RdmDraftPoi *poi = rdm_draft_poi (self->draft, i);

      if (!goes_on (self, i, self->draft->pois->len, 0.9, 0.05, error))
        return FALSE;
      rdm_address_doc_begin (self->doc);
      add_area_to_doc (self, poi->area);
      if (!insert_thing (self, RDM_THING_POI, poi->names, poi->area, poi->at, 0, poi->sort,
                         poi->house != RDM_DRAFT_NONE ? (gint64)poi->house + 1 : 0, 0, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* Two letters of the country that most houses are in; "" where nobody says. */
static const char *
find_country (const RdmAddressDraft *draft)
{
  const RdmBoundary *around[RDM_BOUNDARIES_MOST];
  RdmWorldXY at;
  guint n;

  if (draft->houses->len == 0)
    return "";
  at = rdm_draft_house (draft, draft->houses->len / 2)->at;
  n = rdm_boundaries_at (draft->boundaries, at, around);
  for (guint i = 0; i < n; i++)
    if (around[i]->country != NULL)
      return around[i]->country;
  for (RdmOsmKind kind = RDM_OSM_NODE; kind < RDM_N_OSM_KINDS; kind++)
    for (guint32 i = 0; i < rdm_osm_count (draft->osm, kind); i++)
      {
        const char *country = rdm_osm_n_tags (draft->osm, kind, i) > 0
                                  ? rdm_osm_tag (draft->osm, kind, i, "addr:country")
                                  : NULL;

        if (country != NULL && strlen (country) == 2)
          return country;
      }
  return "";
}

static void
collect_town_names (Write *self)
{
  for (guint i = 0; i < self->draft->places->len; i++)
    {
      const RdmDraftPlace *place = rdm_draft_place (self->draft, i);
      g_autofree char *first = g_strndup (place->names, strcspn (place->names, "\n"));
      char *key = rdm_address_name_key (first);

      if (place->rank < RDM_PLACE_HAMLET || g_hash_table_contains (self->names_of, key))
        g_free (key);
      else
        g_hash_table_insert (self->names_of, key, place->names);
    }
}

static gboolean
write_words (Write *self, const char *name, GHashTable *words, GError **error)
{
  g_autoptr (GByteArray) list = rdm_address_doc_list (words);

  return rdm_region_write_array (self->part->db, name, list->data, 1, list->len, error);
}

static gboolean
write_all (Write *self, GError **error)
{
  collect_town_names (self);
  if (!write_areas (self, error) || !write_towns (self, error) || !write_postcodes (self, error)
      || !write_houses (self, error) || !write_streets (self, error) || !write_pois (self, error)
      || !insert_about (self, "country", find_country (self->draft), error)
      || !insert_about_int (self, "houses", self->draft->houses->len, error)
      || !write_words (self, RDM_ADDRESS_WORDS, self->doc->words, error)
      || !write_words (self, RDM_ADDRESS_SPELLINGS, self->doc->spellings, error))
    return FALSE;
  return sqlite3_exec (self->part->db,
                       "INSERT INTO address_text (address_text) VALUES ('optimize')", NULL, NULL,
                       NULL)
             == SQLITE_OK
         || fail (self, error);
}

static gboolean
write_count (const Write *self, const char *name, const char *query, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean done = (sqlite3_prepare_v2 (self->part->db, query, -1, &statement, NULL) == SQLITE_OK
                   && sqlite3_step (statement) == SQLITE_ROW)
                  || rdm_region_fail_db (self->part->db, error);

  done =
      done
      && rdm_region_write_count (self->part->db, name, sqlite3_column_int64 (statement, 0), error);
  sqlite3_finalize (statement);
  return done;
}

/* Houses that somebody has seen, not those that were reckoned from their neighbours. */
static gboolean
write_counts (const Write *self, GError **error)
{
  G_STATIC_ASSERT (RDM_THING_TOWN == 0 && RDM_THING_STREET == 2 && RDM_THING_POI == 3);
  return write_count (self, "houses", "SELECT count(*) FROM address_house WHERE computed = 0",
                      error)
         && write_count (self, "streets", "SELECT count(*) FROM address_thing WHERE kind = 2",
                         error)
         && write_count (self, "places", "SELECT count(*) FROM address_thing WHERE kind IN (0, 3)",
                         error);
}

/* Reads, completes and joins; says how far it is between the steps. */
static gboolean
make_draft (Write *self, GError **error)
{
  static void (*const steps[]) (RdmAddressDraft *) = {
    rdm_draft_read_houses, rdm_draft_find_buildings, rdm_draft_interpolate, rdm_draft_read_places,
    rdm_draft_read_ways,   rdm_draft_complete,       rdm_draft_join,
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (self->part->progress != NULL)
        self->part->progress (_ ("Collecting the addresses"), 0.4 * i / G_N_ELEMENTS (steps),
                              self->part->user_data);
      if (g_cancellable_set_error_if_cancelled (self->part->cancellable, error))
        return FALSE;
      steps[i](self->draft);
    }
  return TRUE;
}

gboolean
rdm_addresses_write (const RdmRegionPart *part, GError **error)
{
  g_autoptr (RdmAddressDraft) draft = rdm_address_draft_new (part->osm);
  g_autoptr (RdmAddressDoc) doc = rdm_address_doc_new ();
  g_autoptr (GHashTable) names_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Write self = { .part = part, .draft = draft, .doc = doc, .names_of = names_of, .next_thing = 1 };
  gboolean done = sqlite3_exec (part->db, RDM_ADDRESS_SCHEMA, NULL, NULL, NULL) == SQLITE_OK;

  for (guint i = 0; done && i < N_INSERTS; i++)
    done = sqlite3_prepare_v2 (part->db, inserts[i], -1, &self.inserts[i], NULL) == SQLITE_OK;
  if (!done)
    (void)fail (&self, error);
  done = done && make_draft (&self, error) && write_all (&self, error)
         && write_counts (&self, error) && rdm_buildings_write (part->db, draft, error);
  for (guint i = 0; i < N_INSERTS; i++)
    sqlite3_finalize (self.inserts[i]);
  g_clear_pointer (&self.reach, g_ptr_array_unref);
  return done;
}
