/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-presence.h"

#include "rdm-wire.h"

struct _RdmHubPresence
{
  GHashTable *devices; /* (element-type utf8 Word) */
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

  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, word_free);
  return self;
}

void
rdm_hub_presence_free (RdmHubPresence *self)
{
  g_hash_table_unref (self->devices);
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
  g_hash_table_foreach_remove (self->devices, is_gone, &now_us);
  word = g_new (Word, 1);
  *word = (Word){ g_strdup (fleet), g_strdup (person), g_strdup (date),
                  g_steal_pointer (&selection), now_us };
  g_hash_table_replace (self->devices, g_strdup (device), word);
  return TRUE;
}

JsonArray *
rdm_hub_presence_others (RdmHubPresence *self, const char *fleet, const char *device, gint64 now_us)
{
  JsonArray *others = json_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Word *word = value;
      JsonObject *item;
      JsonArray *selection;

      if (g_str_equal (key, device) || !g_str_equal (word->fleet, fleet)
          || is_gone (key, value, &now_us))
        continue;
      item = json_object_new ();
      selection = json_array_new ();
      for (char **id = word->selection; *id; id++)
        json_array_add_string_element (selection, *id);
      json_object_set_string_member (item, "person", word->person);
      json_object_set_string_member (item, "date", word->date);
      json_object_set_array_member (item, "selection", selection);
      json_array_add_object_element (others, item);
    }
  return others;
}
