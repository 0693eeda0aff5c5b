/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-presence.h"

#include "rdm-wire.h"

/* PostgreSQL takes less than 8,000 bytes. */
#define MOST_NOTE_BYTES 7900

struct _RdmHubPresence
{
  GMutex lock;
  GHashTable *devices; /* lock (element-type utf8 Word) */
};

typedef struct
{
  char *fleet;
  char *person;
  char *date;
  GStrv selection;
  gint64 at_us;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_free (word->fleet);
  g_free (word->person);
  g_free (word->date);
  g_strfreev (word->selection);
  g_free (word);
}

RdmHubPresence *
rdm_hub_presence_new (void)
{
  RdmHubPresence *self = g_new0 (RdmHubPresence, 1);

  g_mutex_init (&self->lock);
  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, word_free);
  return self;
}

void
rdm_hub_presence_free (RdmHubPresence *self)
{
  g_hash_table_unref (self->devices);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_gone (gpointer device, gpointer word, gpointer now_us)
{
  return *(const gint64 *)now_us - ((const Word *)word)->at_us
         > RDM_HUB_PRESENCE_S * G_USEC_PER_SEC;
}

/* Returns: (transfer full): NULL with an error. */
static GStrv
read_selection (JsonObject *object, GError **error)
{
  JsonArray *array = rdm_wire_get_array (object, "selection", RDM_HUB_PRESENCE_MAX_SELECTED, error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (!array)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *id =
          json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

      if (!id || strlen (id) > 120)
        {
          g_set_error_literal (error, RDM_WIRE_ERROR, RDM_WIRE_ERROR_MEMBER,
                               "“selection” holds what is no identifier");
          return NULL;
        }
      g_strv_builder_add (ids, id);
    }
  return g_strv_builder_end (ids);
}

gboolean
rdm_hub_presence_say (RdmHubPresence *self,
                      const char *fleet,
                      const char *device,
                      const char *person,
                      JsonObject *object,
                      gint64 now_us,
                      GError **error)
{
  const char *date = rdm_wire_get_id (object, "date", error);
  g_auto (GStrv) selection = date ? read_selection (object, error) : NULL;
  Word *word;

  if (!selection)
    return FALSE;
  g_mutex_lock (&self->lock);
  g_hash_table_foreach_remove (self->devices, is_gone, &now_us);
  word = g_new (Word, 1);
  *word = (Word){ g_strdup (fleet), g_strdup (person), g_strdup (date),
                  g_steal_pointer (&selection), now_us };
  g_hash_table_replace (self->devices, g_strdup (device), word);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* What others may know of a word. */
static JsonObject *
word_to_json (const Word *word, gboolean with_selection)
{
  JsonObject *object = json_object_new ();
  JsonArray *selection = json_array_new ();

  for (char **id = word->selection; with_selection && *id; id++)
    json_array_add_string_element (selection, *id);
  json_object_set_string_member (object, "person", word->person);
  json_object_set_string_member (object, "date", word->date);
  json_object_set_array_member (object, "selection", selection);
  return object;
}

static char *
print_word (const Word *word, const char *device, gboolean with_selection)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = word_to_json (word, with_selection);

  json_object_set_string_member (object, "fleet", word->fleet);
  json_object_set_string_member (object, "device", device);
  json_node_take_object (node, object);
  return rdm_wire_print (node);
}

char *
rdm_hub_presence_print (RdmHubPresence *self, const char *device)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const Word *word = g_hash_table_lookup (self->devices, device);
  char *text = word ? print_word (word, device, TRUE) : NULL;

  if (!text || strlen (text) <= MOST_NOTE_BYTES)
    return text;
  g_free (text);
  text = print_word (word, device, FALSE);
  if (strlen (text) > MOST_NOTE_BYTES)
    g_clear_pointer (&text, g_free);
  return text;
}

gboolean
rdm_hub_presence_hear (RdmHubPresence *self, const char *word, gint64 now_us, GError **error)
{
  g_autoptr (JsonNode) node = rdm_wire_parse (word, -1, MOST_NOTE_BYTES, error);
  JsonObject *object = node ? json_node_get_object (node) : NULL;
  const char *fleet = object ? rdm_wire_get_id (object, "fleet", error) : NULL;
  const char *device = fleet ? rdm_wire_get_id (object, "device", error) : NULL;
  g_autoptr (GError) local = NULL;
  const char *person = device ? rdm_wire_get_text (object, "person", &local) : NULL;

  if (local)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (device)
    return rdm_hub_presence_say (self, fleet, device, person ? person : "", object, now_us, error);
  return FALSE;
}

JsonArray *
rdm_hub_presence_others (RdmHubPresence *self, const char *fleet, const char *device, gint64 now_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  JsonArray *others = json_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_str_equal (key, device) && g_str_equal (((const Word *)value)->fleet, fleet)
        && !is_gone (key, value, &now_us))
      json_array_add_object_element (others, word_to_json (value, TRUE));
  return others;
}
