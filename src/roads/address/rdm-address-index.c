/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-index.h"

#include <string.h>

#include "rdm-address-token.h"
#include "rdm-region-build.h"
#include "rdm-region-private.h"

typedef enum
{
  FIND_MATCH,
  FIND_THING,
  FIND_SHAPE,
  FIND_HOUSES,
  FIND_STREET_OF,
  FIND_AREA,
  FIND_NEAR,
  N_FINDS
} Find;

static const char *const finds[N_FINDS] = {
  /* Rows come in the order of their numbers, without being sorted. */
  [FIND_MATCH] = "SELECT rowid FROM address_text WHERE address_text MATCH $1 AND rowid <= $2 "
                 "LIMIT $3",
  [FIND_THING] = "SELECT id, kind, names, keys, area, x, y, extent, rank, first_house, n_houses "
                 "FROM address_thing WHERE id = $1",
  [FIND_SHAPE] = "SELECT shape FROM address_thing WHERE id = $1",
  [FIND_HOUSES] = "SELECT id, number, area, x, y, computed FROM address_house "
                  "WHERE id BETWEEN $1 AND $2 ORDER BY id",
  [FIND_STREET_OF] = "SELECT id, kind, names, keys, area, x, y, extent, rank, first_house, "
                     "n_houses FROM address_thing WHERE kind = 2 AND first_house <= $1 "
                     "ORDER BY first_house DESC LIMIT 1",
  [FIND_AREA] = "SELECT postcode, town, others FROM address_area WHERE id = $1",
  [FIND_NEAR] = "SELECT id FROM address_near WHERE x1 >= $1 AND x0 < $2 AND y1 >= $3 AND y0 < $4",
};

struct _RdmAddressIndex
{
  sqlite3 *db;
  sqlite3_stmt *finds[N_FINDS];
  RdmAddressVocabulary *words;
  RdmAddressVocabulary *spellings;
  GHashTable *postcodes;    /* folded, without what is between its parts */
  guint32 postcode_lengths; /* bit n: some have n digits and nothing else */
  GHashTable *areas;        /* id → RdmAddressArea */
  char *country;
  gint64 last_town;
  guint n_houses;
};

static void
area_free (gpointer data)
{
  RdmAddressArea *area = data;

  g_free (area->postcode);
  g_free (area->town);
  g_ptr_array_unref (area->names);
  g_array_unref (area->code);
  g_free (area);
}

void
rdm_address_thing_clear (RdmAddressThing *thing)
{
  g_free (thing->names);
  g_free (thing->keys);
  thing->names = NULL;
  thing->keys = NULL;
}

static void
clear_house (gpointer data)
{
  g_free (((RdmAddressHouse *)data)->number);
}

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  const char *text = (const char *)sqlite3_column_text (statement, column);

  return g_utf8_make_valid (text != NULL ? text : "", -1);
}

static char *
read_about (RdmAddressIndex *self, const char *key)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (self->db, "SELECT value FROM address_about WHERE key = $1", -1,
                          &statement, NULL)
          == SQLITE_OK
      && sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    value = dup_column (statement, 0);
  sqlite3_finalize (statement);
  return value != NULL ? value : g_strdup ("");
}

static char *
plain_code (const char *code)
{
  g_autoptr (GArray) tokens = rdm_address_tokens_new (code, TRUE, NULL);
  GString *plain = g_string_new (NULL);

  for (guint i = 0; i < tokens->len; i++)
    g_string_append (plain, g_array_index (tokens, RdmAddressToken, i).whole);
  return g_string_free (plain, FALSE);
}

static void
read_postcodes (RdmAddressIndex *self)
{
  sqlite3_stmt *statement = NULL;

  self->postcodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (sqlite3_prepare_v2 (self->db, "SELECT DISTINCT postcode FROM address_area", -1, &statement,
                          NULL)
      == SQLITE_OK)
    while (sqlite3_step (statement) == SQLITE_ROW)
      {
        g_autofree char *code = dup_column (statement, 0);
        char *plain = plain_code (code);
        gsize length = strlen (plain);

        if (length >= 3 && length < 32 && strspn (plain, "0123456789") == length)
          self->postcode_lengths |= 1u << length;
        g_hash_table_add (self->postcodes, plain);
      }
  sqlite3_finalize (statement);
  g_hash_table_remove (self->postcodes, "");
}

static RdmAddressVocabulary *
read_words (sqlite3 *db, const char *path, const char *name, GError **error)
{
  gsize length;
  char *words = rdm_region_db_array (db, path, name, 1, &length, error);

  return words != NULL ? rdm_address_vocabulary_new (words, length) : NULL;
}

RdmAddressIndex *
rdm_address_index_new (const char *path, GError **error)
{
  g_autoptr (RdmAddressIndex) self = g_new0 (RdmAddressIndex, 1);
  g_autofree char *last_town = NULL;
  g_autofree char *n_houses = NULL;

  self->areas = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, area_free);
  self->db = rdm_region_db_open (path, error);
  if (self->db == NULL)
    return NULL;
  self->words = read_words (self->db, path, RDM_ADDRESS_WORDS, error);
  if (self->words == NULL)
    return NULL;
  self->spellings = read_words (self->db, path, RDM_ADDRESS_SPELLINGS, error);
  if (self->spellings == NULL)
    return NULL;
  for (guint i = 0; i < N_FINDS; i++)
    if (sqlite3_prepare_v3 (self->db, finds[i], -1, SQLITE_PREPARE_PERSISTENT, &self->finds[i],
                            NULL)
        != SQLITE_OK)
      {
        (void)rdm_region_fail_db (self->db, error);
        return NULL;
      }
  /* One lock for all questions instead of one for each; nobody writes to a region. */
  sqlite3_exec (self->db, "BEGIN", NULL, NULL, NULL);
  last_town = read_about (self, "last-town");
  n_houses = read_about (self, "houses");
  self->last_town = g_ascii_strtoll (last_town, NULL, 10);
  self->n_houses = (guint)CLAMP (g_ascii_strtoll (n_houses, NULL, 10), 0, G_MAXINT);
  self->country = read_about (self, "country");
  read_postcodes (self);
  return g_steal_pointer (&self);
}

void
rdm_address_index_free (RdmAddressIndex *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_FINDS; i++)
    sqlite3_finalize (self->finds[i]);
  sqlite3_close (self->db);
  rdm_address_vocabulary_free (self->words);
  rdm_address_vocabulary_free (self->spellings);
  g_clear_pointer (&self->postcodes, g_hash_table_unref);
  g_clear_pointer (&self->areas, g_hash_table_unref);
  g_free (self->country);
  g_free (self);
}

const RdmAddressVocabulary *
rdm_address_index_words (const RdmAddressIndex *self)
{
  return self->words;
}

const RdmAddressVocabulary *
rdm_address_index_spellings (const RdmAddressIndex *self)
{
  return self->spellings;
}

const char *
rdm_address_index_country (const RdmAddressIndex *self)
{
  return self->country;
}

gint64
rdm_address_index_last_town (const RdmAddressIndex *self)
{
  return self->last_town;
}

guint
rdm_address_index_n_houses (const RdmAddressIndex *self)
{
  return self->n_houses;
}

gboolean
rdm_address_index_is_postcode (const RdmAddressIndex *self, const char *word)
{
  return g_hash_table_contains (self->postcodes, word);
}

gboolean
rdm_address_index_has_postcode_length (const RdmAddressIndex *self, gsize n_digits)
{
  return n_digits < 32 && (self->postcode_lengths & (1u << n_digits)) != 0;
}

static void
add_area_names (RdmAddressArea *area, const char *names)
{
  g_auto (GStrv) lines = g_strsplit (names, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (area->names, rdm_address_tokens_new (lines[i], TRUE, NULL));
}

const RdmAddressArea *
rdm_address_index_area (RdmAddressIndex *self, gint64 id)
{
  sqlite3_stmt *statement = self->finds[FIND_AREA];
  RdmAddressArea *area = g_hash_table_lookup (self->areas, &id);

  if (area != NULL)
    return area;
  area = g_new0 (RdmAddressArea, 1);
  area->names = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  sqlite3_bind_int64 (statement, 1, id);
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autofree char *others = dup_column (statement, 2);

      area->postcode = dup_column (statement, 0);
      area->town = dup_column (statement, 1);
      add_area_names (area, area->town);
      add_area_names (area, others);
    }
  else
    {
      area->postcode = g_strdup ("");
      area->town = g_strdup ("");
    }
  sqlite3_reset (statement);
  area->code = rdm_address_tokens_new (area->postcode, TRUE, NULL);
  g_hash_table_insert (self->areas, g_memdup2 (&id, sizeof id), area);
  return area;
}

void
rdm_address_index_match (
    RdmAddressIndex *self, const char *expression, gint64 until, guint most, GArray *ids)
{
  sqlite3_stmt *statement = self->finds[FIND_MATCH];

  sqlite3_bind_text (statement, 1, expression, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, until > 0 ? until : G_MAXINT64);
  sqlite3_bind_int64 (statement, 3, most);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

static void
read_thing (sqlite3_stmt *statement, RdmAddressThing *thing)
{
  *thing = (RdmAddressThing){
    .id = sqlite3_column_int64 (statement, 0),
    .kind =
        (RdmAddressThingKind)CLAMP (sqlite3_column_int (statement, 1), 0, RDM_N_THING_KINDS - 1),
    .names = dup_column (statement, 2),
    .keys = dup_column (statement, 3),
    .area = sqlite3_column_int64 (statement, 4),
    .at = { sqlite3_column_int (statement, 5), sqlite3_column_int (statement, 6) },
    .extent = sqlite3_column_int (statement, 7),
    .rank = (guint)sqlite3_column_int (statement, 8),
    .first_house = sqlite3_column_int64 (statement, 9),
    .n_houses = (guint)MAX (sqlite3_column_int (statement, 10), 0),
  };
}

static gboolean
find_thing (RdmAddressIndex *self, Find find, gint64 id, RdmAddressThing *thing)
{
  sqlite3_stmt *statement = self->finds[find];
  gboolean found;

  sqlite3_bind_int64 (statement, 1, id);
  found = sqlite3_step (statement) == SQLITE_ROW;
  if (found)
    read_thing (statement, thing);
  sqlite3_reset (statement);
  return found;
}

gboolean
rdm_address_index_thing (RdmAddressIndex *self, gint64 id, RdmAddressThing *thing)
{
  return find_thing (self, FIND_THING, id, thing);
}

gboolean
rdm_address_index_street_of (RdmAddressIndex *self, gint64 house, RdmAddressThing *thing)
{
  if (!find_thing (self, FIND_STREET_OF, house, thing))
    return FALSE;
  if (house < thing->first_house + (gint64)thing->n_houses)
    return TRUE;
  rdm_address_thing_clear (thing);
  return FALSE;
}

static GArray *
find_houses (RdmAddressIndex *self, gint64 first, gint64 last)
{
  sqlite3_stmt *statement = self->finds[FIND_HOUSES];
  GArray *houses = g_array_new (FALSE, FALSE, sizeof (RdmAddressHouse));

  g_array_set_clear_func (houses, clear_house);
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, last);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      RdmAddressHouse house = {
        .id = sqlite3_column_int64 (statement, 0),
        .number = dup_column (statement, 1),
        .area = sqlite3_column_int64 (statement, 2),
        .at = { sqlite3_column_int (statement, 3), sqlite3_column_int (statement, 4) },
        .computed = sqlite3_column_int (statement, 5) != 0,
      };

      g_array_append_val (houses, house);
    }
  sqlite3_reset (statement);
  return houses;
}

GArray *
rdm_address_index_houses (RdmAddressIndex *self, const RdmAddressThing *street)
{
  return find_houses (self, street->first_house,
                      street->first_house + (gint64)street->n_houses - 1);
}

gboolean
rdm_address_index_house (RdmAddressIndex *self, gint64 id, RdmAddressHouse *house)
{
  g_autoptr (GArray) houses = find_houses (self, id, id);

  if (houses->len == 0)
    return FALSE;
  *house = g_array_index (houses, RdmAddressHouse, 0);
  house->number = g_strdup (house->number);
  return TRUE;
}

RdmAddressShape *
rdm_address_index_shape (RdmAddressIndex *self, gint64 thing)
{
  sqlite3_stmt *statement = self->finds[FIND_SHAPE];
  RdmAddressShape *shape = NULL;

  sqlite3_bind_int64 (statement, 1, thing);
  if (sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_bytes (statement, 0) > 0)
    shape = rdm_address_shape_new (sqlite3_column_blob (statement, 0),
                                   (gsize)sqlite3_column_bytes (statement, 0));
  sqlite3_reset (statement);
  if (shape != NULL && shape->n_lines == 0)
    g_clear_pointer (&shape, rdm_address_shape_free);
  return shape;
}

void
rdm_address_index_near (RdmAddressIndex *self, const RdmWorldRect *box, GArray *ids)
{
  sqlite3_stmt *statement = self->finds[FIND_NEAR];

  sqlite3_bind_int (statement, 1, box->x0);
  sqlite3_bind_int (statement, 2, box->x1);
  sqlite3_bind_int (statement, 3, box->y0);
  sqlite3_bind_int (statement, 4, box->y1);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (ids, id);
    }
  sqlite3_reset (statement);
}
