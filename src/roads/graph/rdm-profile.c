/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-profile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-profiles-resource.h"
#include "rdm-time.h"

#define FORMAT 1
#define FILE_BYTES_MAX (256 * 1024)

G_DEFINE_QUARK (rdm_profile_error, rdm_profile_error)

/** Reading: a file, and the first thing that is wrong with it. */
typedef struct
{
  RdmProfile *profile;
  GKeyFile *file;
  GHashTable *seen; /* (element-type utf8): "group/key" of what was asked for */
  GError *error;
} Reading;

static void G_GNUC_PRINTF (4, 5)
    complain (Reading *self, const char *group, const char *key, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  if (self->error)
    return;
  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: file, group and key of a settings file, then what is wrong there. */
  self->error = g_error_new (RDM_PROFILE_ERROR, RDM_PROFILE_ERROR_VALUE, _ ("%s, [%s] %s: %s"),
                             self->profile->file, group, key, what);
}

/* --- values ------------------------------------------------------------------------------------
 */

static char *
dup_value (Reading *self, const char *group, const char *key)
{
  char *value = g_key_file_get_value (self->file, group, key, NULL);

  g_hash_table_add (self->seen, g_strdup_printf ("%s/%s", group, key));
  return value ? g_strstrip (value) : NULL;
}

static gboolean
parse_number (char *text, double most, double *number)
{
  char *end;

  g_strstrip (text);
  *number = g_ascii_strtod (text, &end);
  return end != text && !*end && *number >= 0 && *number <= most;
}

/* "70;45": two numbers, or one for both. Returns: FALSE: it is not there, or wrong */
static gboolean
read_two (
    Reading *self, const char *group, const char *key, double most, double *one, double *other)
{
  g_autofree char *value = dup_value (self, group, key);
  g_auto (GStrv) parts = value ? g_strsplit (value, ";", 3) : NULL;
  guint n = parts ? g_strv_length (parts) : 0;

  if (!value)
    return FALSE;
  if (n < 1 || n > 2 || !parse_number (parts[0], most, one)
      || !parse_number (parts[n - 1], most, other))
    {
      complain (self, group, key,
                _ ("“%s” is not a number from 0 to %g, nor two of them with a semicolon between."),
                value, most);
      *one = *other = 0;
      return FALSE;
    }
  return TRUE;
}

/* A number × @scale; @fallback where there is none; a negative one: there must be one. */
static guint
read_number (
    Reading *self, const char *group, const char *key, double most, double scale, double fallback)
{
  g_autofree char *value = dup_value (self, group, key);
  char *end = NULL;
  double number = value ? g_ascii_strtod (value, &end) : fallback;

  if (!value && fallback < 0)
    complain (self, group, key, _ ("A number is missing here."));
  else if (value && (end == value || *end || !(number >= 0 && number <= most)))
    complain (self, group, key, _ ("“%s” is not a number from 0 to %g."), value, most);
  else
    return (guint)(number * scale + 0.5);
  return 0;
}

static gboolean
read_boolean (Reading *self, const char *group, const char *key)
{
  g_autofree char *value = dup_value (self, group, key);

  if (!value || g_str_equal (value, "no"))
    return FALSE;
  if (!g_str_equal (value, "yes"))
    complain (self, group, key, _ ("“%s” is neither yes nor no."), value);
  return TRUE;
}

static GStrv
read_list (Reading *self, const char *group, const char *key)
{
  g_autofree char *value = dup_value (self, group, key);
  g_auto (GStrv) parts = g_strsplit (value ? value : "", ";", -1);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; parts[i]; i++)
    if (*g_strstrip (parts[i]))
      g_strv_builder_add (list, parts[i]);
  return g_strv_builder_end (list);
}

/* --- tables ------------------------------------------------------------------------------------
 */

static void
read_roads (Reading *self)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, "roads", NULL, NULL);

  for (guint i = 0; keys && keys[i]; i++)
    {
      RdmProfileRoad *road = g_new0 (RdmProfileRoad, 1);
      double rural_kmh = 0;
      double urban_kmh = 0;

      g_hash_table_insert (self->profile->roads, g_strdup (keys[i]), road);
      if (read_two (self, "roads", keys[i], 200, &rural_kmh, &urban_kmh)
          && (rural_kmh < 1 || urban_kmh < 1))
        complain (self, "roads", keys[i],
                  _ ("Less than 1 km/h is no speed. Leave the line out if the road is not used."));
      road->rural_m_h = (guint)(rural_kmh * 1000);
      road->urban_m_h = (guint)(urban_kmh * 1000);
    }
  if (g_hash_table_size (self->profile->roads) == 0)
    complain (self, "roads", "…", _ ("There is no road that this vehicle uses."));
}

typedef void (*MarkRoad) (RdmProfileRoad *road);

static void
mark_signed (RdmProfileRoad *road)
{
  road->only_signed = TRUE;
}

static void
mark_last_stretch (RdmProfileRoad *road)
{
  road->only_last_stretch = TRUE;
}

static void
mark_limit (RdmProfileRoad *road)
{
  road->follows_limit = TRUE;
}

static void
mark_no_stopping (RdmProfileRoad *road)
{
  road->no_stopping = TRUE;
}

static void
read_rule (Reading *self, const char *key, MarkRoad mark)
{
  g_auto (GStrv) classes = read_list (self, "rules", key);

  for (guint i = 0; classes[i]; i++)
    {
      RdmProfileRoad *road = g_hash_table_lookup (self->profile->roads, classes[i]);

      if (!road)
        complain (self, "rules", key, _ ("“%s” is not in [roads]."), classes[i]);
      else
        mark (road);
    }
}

static void
read_caps (Reading *self, const char *group, GHashTable *table)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, group, NULL, NULL);

  for (guint i = 0; keys && keys[i]; i++)
    {
      guint cap_m_h = read_number (self, group, keys[i], 200, 1000, -1);

      if (cap_m_h == 0)
        complain (self, group, keys[i], _ ("A speed of 0 never arrives."));
      g_hash_table_insert (table, g_strdup (keys[i]), GUINT_TO_POINTER (cap_m_h));
    }
}

static void
read_barriers (Reading *self)
{
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, "barriers", NULL, NULL);

  for (guint i = 0; keys && keys[i]; i++)
    {
      g_autofree char *value = g_key_file_get_value (self->file, "barriers", keys[i], NULL);
      int delay_s = RDM_PROFILE_BLOCKED;

      if (value && g_str_equal (g_strstrip (value), "no"))
        g_hash_table_add (self->seen, g_strdup_printf ("barriers/%s", keys[i]));
      else
        delay_s = (int)read_number (self, "barriers", keys[i], 86400, 1, -1);
      g_hash_table_insert (self->profile->barriers, g_strdup (keys[i]), GINT_TO_POINTER (delay_s));
    }
}

/* --- hours and traffic --------------------------------------------------------------------------
 */

static const struct
{
  const char *key;
  RdmTravelPeriod period;
} periods[] = {
  { "night", RDM_TRAVEL_NIGHT },       { "morning", RDM_TRAVEL_MORNING },
  { "midday", RDM_TRAVEL_MIDDAY },     { "evening", RDM_TRAVEL_EVENING },
  { "saturday", RDM_TRAVEL_SATURDAY }, { "sunday", RDM_TRAVEL_SUNDAY },
};

/* "06:30-09:00" */
static gboolean
read_span (Reading *self, const char *key, gint32 *from_s, gint32 *to_s)
{
  g_autofree char *value = dup_value (self, "hours", key);
  g_auto (GStrv) parts = value ? g_strsplit (value, "-", 2) : NULL;

  if (!value)
    return FALSE;
  if (g_strv_length (parts) == 2 && rdm_time_parse_of_day (g_strstrip (parts[0]), from_s, NULL)
      && rdm_time_parse_of_day (g_strstrip (parts[1]), to_s, NULL) && *from_s < *to_s
      && *to_s <= RDM_SECONDS_PER_DAY)
    return TRUE;
  complain (self, "hours", key, _ ("“%s” is not a span such as 06:30-09:00."), value);
  return FALSE;
}

static void
add_spell (RdmPeriodHours *hours, gint32 begin_s, RdmTravelPeriod period)
{
  RdmTravelSpell *last = hours->n_spells > 0 ? &hours->spells[hours->n_spells - 1] : NULL;

  if (last && last->begin_s == begin_s)
    last->period = period;
  else if (!last || last->period != period)
    hours->spells[hours->n_spells++] = (RdmTravelSpell){ begin_s, period };
}

static void
read_hours (Reading *self)
{
  RdmPeriodHours *hours = &self->profile->hours;
  gint32 end_s = 0;

  add_spell (hours, 0, RDM_TRAVEL_NIGHT);
  for (guint i = 1; i <= 3; i++)
    {
      gint32 from_s;
      gint32 to_s;

      if (!read_span (self, periods[i].key, &from_s, &to_s))
        continue;
      if (from_s < end_s)
        complain (self, "hours", periods[i].key,
                  _ ("It begins before what comes before it has ended."));
      add_spell (hours, from_s, periods[i].period);
      if (to_s < RDM_SECONDS_PER_DAY)
        add_spell (hours, to_s, RDM_TRAVEL_NIGHT);
      end_s = to_s;
    }
}

static void
read_traffic (Reading *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      guint *permille = self->profile->traffic_permille[periods[i].period];
      double rural = 100;
      double urban = 100;

      if (read_two (self, "traffic", periods[i].key, 300, &rural, &urban)
          && (rural < 5 || urban < 5))
        complain (self, "traffic", periods[i].key,
                  _ ("Less than 5 percent of the speed is a standstill."));
      permille[0] = (guint)(rural * 10 + 0.5);
      permille[1] = (guint)(urban * 10 + 0.5);
    }
}

/* --- the file ----------------------------------------------------------------------------------
 */

static void
read_single_values (Reading *self)
{
  RdmProfile *profile = self->profile;

  profile->name = dup_value (self, "profile", "name");
  profile->access = read_list (self, "profile", "access");
  if (g_strv_length (profile->access) == 0)
    complain (self, "profile", "access", _ ("No sign is named, such as “vehicle”."));
  profile->height_cm = read_number (self, "size", "height", 20, 100, -1);
  profile->width_cm = read_number (self, "size", "width", 20, 100, -1);
  profile->length_cm = read_number (self, "size", "length", 100, 100, -1);
  profile->weight_kg = read_number (self, "size", "weight", 200, 1000, -1);
  profile->axle_load_kg = read_number (self, "size", "axle-load", 100, 1000, 0);
  profile->top_m_h = read_number (self, "size", "top-speed", 200, 1000, -1);
  if (profile->top_m_h < 1000)
    complain (self, "size", "top-speed", _ ("Less than 1 km/h is no speed."));
  profile->limit_permille = read_number (self, "rules", "limit-share", 200, 10, 100);
  if (profile->limit_permille < 50)
    complain (self, "rules", "limit-share",
              _ ("Less than 5 percent of the speed is a standstill."));
  profile->push_m_h = read_number (self, "rules", "push-speed", 20, 1000, 0);
  profile->turn_ms = read_number (self, "turns", "cost", 600, 1000, -1);
  profile->turn_bias_permille = read_number (self, "turns", "bias", 5, 1000, 1);
  if (profile->turn_bias_permille < 200)
    complain (self, "turns", "bias", _ ("It must be 0.2 at least; 1 makes both sides alike."));
  profile->u_turn_ms = read_number (self, "turns", "u-turn", 3600, 1000, -1);
  profile->kerb_side = read_boolean (self, "turns", "kerb-side");
  profile->signals_ms = read_number (self, "delays", "signals", 600, 1000, 0);
  profile->stop_ms = read_number (self, "delays", "stop", 600, 1000, 0);
  profile->give_way_ms = read_number (self, "delays", "give-way", 600, 1000, 0);
  profile->crossing_ms = read_number (self, "delays", "crossing", 600, 1000, 0);
  profile->level_crossing_ms = read_number (self, "delays", "level-crossing", 3600, 1000, 0);
  profile->ferry_ms = read_number (self, "delays", "ferry", 86400, 1000, 0);
  profile->uphill_permille = read_number (self, "inclines", "uphill", 100, 10, 0);
  profile->downhill_permille = read_number (self, "inclines", "downhill", 100, 10, 0);
}

/* A key with a slip of the pen would do nothing, and nobody would notice. */
static void
check_unknown (Reading *self)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->file, NULL);

  for (guint g = 0; groups[g]; g++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (self->file, groups[g], NULL, NULL);

      for (guint k = 0; keys && keys[k] && !self->error; k++)
        {
          g_autofree char *path = g_strdup_printf ("%s/%s", groups[g], keys[k]);

          if (!g_hash_table_contains (self->seen, path))
            self->error =
                g_error_new (RDM_PROFILE_ERROR, RDM_PROFILE_ERROR_KEY,
                             _ ("%s, [%s] %s: There is no such line in a profile. Is it misspelt?"),
                             self->profile->file, groups[g], keys[k]);
        }
    }
}

static void
read_all (Reading *self)
{
  g_autofree char *format = dup_value (self, "profile", "format");

  if (g_strcmp0 (format, G_STRINGIFY (FORMAT)) != 0)
    {
      g_set_error (&self->error, RDM_PROFILE_ERROR, RDM_PROFILE_ERROR_FORMAT,
                   _ ("%s is not a vehicle profile of format %d. Begin with a copy of ours."),
                   self->profile->file, FORMAT);
      return;
    }
  read_single_values (self);
  read_roads (self);
  read_rule (self, "only-signed", mark_signed);
  read_rule (self, "only-last-stretch", mark_last_stretch);
  read_rule (self, "follow-limit", mark_limit);
  read_rule (self, "no-stopping", mark_no_stopping);
  read_caps (self, "surface", self->profile->surfaces);
  read_caps (self, "tracktype", self->profile->tracktypes);
  read_caps (self, "smoothness", self->profile->smoothness);
  read_barriers (self);
  read_hours (self);
  read_traffic (self);
  check_unknown (self);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RdmProfile *
rdm_profile_parse (const char *text, const char *file, GError **error)
{
  g_autoptr (RdmProfile) profile = g_new0 (RdmProfile, 1);
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) syntax = NULL;
  Reading self = { profile, key_file, seen, NULL };

  profile->file = g_strdup (file);
  profile->text = g_strdup (text);
  profile->roads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  profile->surfaces = new_table ();
  profile->tracktypes = new_table ();
  profile->smoothness = new_table ();
  profile->barriers = new_table ();
  if (strlen (text) > FILE_BYTES_MAX || !g_utf8_validate (text, -1, NULL)
      || !g_key_file_load_from_data (key_file, text, strlen (text), G_KEY_FILE_NONE, &syntax))
    {
      g_set_error (error, RDM_PROFILE_ERROR, RDM_PROFILE_ERROR_FORMAT,
                   _ ("%s is not a vehicle profile: %s"), file,
                   syntax ? syntax->message : _ ("it is too long, or no text"));
      return NULL;
    }
  read_all (&self);
  if (self.error)
    {
      g_propagate_error (error, self.error);
      return NULL;
    }
  return g_steal_pointer (&profile);
}

void
rdm_profile_free (RdmProfile *self)
{
  if (!self)
    return;
  g_free (self->file);
  g_free (self->text);
  g_free (self->name);
  g_strfreev (self->access);
  g_hash_table_unref (self->roads);
  g_hash_table_unref (self->surfaces);
  g_hash_table_unref (self->tracktypes);
  g_hash_table_unref (self->smoothness);
  g_hash_table_unref (self->barriers);
  g_free (self);
}

const char *
rdm_profile_basename (RdmTravelProfile profile)
{
  static const char *const names[RDM_N_TRAVEL_PROFILES] = {
    [RDM_TRAVEL_VAN] = "van.profile",
    [RDM_TRAVEL_TRUCK] = "truck.profile",
    [RDM_TRAVEL_CARGO_BIKE] = "cargo-bike.profile",
  };

  return names[profile];
}

RdmProfile *
rdm_profile_load (RdmTravelProfile profile, const char *dir, GError **error)
{
  const char *name = rdm_profile_basename (profile);
  g_autofree char *path = dir ? g_build_filename (dir, name, NULL) : NULL;
  g_autofree char *resource = g_strconcat ("/org/roundsman/roads/profiles/", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) ours = NULL;
  g_autoptr (GError) absent = NULL;

  if (path && g_file_get_contents (path, &text, NULL, &absent))
    return rdm_profile_parse (text, path, error);
  if (path && !g_error_matches (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&absent));
      return NULL;
    }
  ours = g_resource_lookup_data (rdm_profiles_get_resource (), resource,
                                 G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  return ours ? rdm_profile_parse (g_bytes_get_data (ours, NULL), name, error) : NULL;
}

const RdmProfileRoad *
rdm_profile_find_road (const RdmProfile *self, const char *highway)
{
  return g_hash_table_lookup (self->roads, highway);
}

guint
rdm_profile_cap (GHashTable *table, const char *value)
{
  guint cap_m_h = value ? GPOINTER_TO_UINT (g_hash_table_lookup (table, value)) : 0;

  return cap_m_h ? cap_m_h : G_MAXUINT;
}
