/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-access.h"

#include <string.h>

#define ACCESS_KEYS_MAX 8

/** One key of access, and the keys that are made of it. */
typedef struct
{
  RdmTagKey plain;
  RdmTagKey directed[RDM_N_WAY_DIRECTIONS];
  RdmTagKey conditional;
  RdmTagKey oneway;
  RdmTagKey maxweight;
} AccessKeys;

/** A limit of size: what signs say, and what the vehicle is. */
typedef struct
{
  RdmTagKey keys[3];
  RdmTagKey conditional;
  gboolean is_weight;
  guint own;
} SizeKeys;

struct _RdmAccessReader
{
  const RdmProfile *profile;
  RdmTagReader *tags;
  guint n_keys;
  AccessKeys keys[ACCESS_KEYS_MAX];
  SizeKeys sizes[5];
  RdmTagKey oneway;
  RdmTagKey junction;
  RdmTagKey highway;
  RdmTagKey cycleways[4];
  RdmTagKey cycleway_oneways[3];
};

static SizeKeys
want_size (RdmTagReader *tags, const char *key, gboolean is_weight, guint own)
{
  return (SizeKeys){
    .keys[0] = rdm_tag_reader_want (tags, key),
    .keys[1] = rdm_tag_reader_want_printf (tags, "%s:physical", key),
    .keys[2] = rdm_tag_reader_want_printf (tags, "%srating", key),
    .conditional = rdm_tag_reader_want_printf (tags, "%s:conditional", key),
    .is_weight = is_weight,
    .own = own,
  };
}

RdmAccessReader *
rdm_access_reader_new (const RdmProfile *profile, RdmTagReader *tags)
{
  static const char *const sides[] = { "", ":left", ":right", ":both" };
  RdmAccessReader *self = g_new0 (RdmAccessReader, 1);

  self->profile = profile;
  self->tags = tags;
  for (guint i = 0; profile->access[i] && i < ACCESS_KEYS_MAX; i++)
    {
      const char *key = profile->access[i];
      AccessKeys *keys = &self->keys[self->n_keys++];

      keys->plain = rdm_tag_reader_want (tags, key);
      keys->directed[RDM_WAY_FORWARD] = rdm_tag_reader_want_printf (tags, "%s:forward", key);
      keys->directed[RDM_WAY_BACKWARD] = rdm_tag_reader_want_printf (tags, "%s:backward", key);
      keys->conditional = rdm_tag_reader_want_printf (tags, "%s:conditional", key);
      keys->oneway = rdm_tag_reader_want_printf (tags, "oneway:%s", key);
      keys->maxweight = rdm_tag_reader_want_printf (tags, "maxweight:%s", key);
    }
  self->sizes[0] = want_size (tags, "maxheight", FALSE, profile->height_cm);
  self->sizes[1] = want_size (tags, "maxwidth", FALSE, profile->width_cm);
  self->sizes[2] = want_size (tags, "maxlength", FALSE, profile->length_cm);
  self->sizes[3] = want_size (tags, "maxweight", TRUE, profile->weight_kg);
  self->sizes[4] = want_size (tags, "maxaxleload", TRUE, profile->axle_load_kg);
  self->oneway = rdm_tag_reader_want (tags, "oneway");
  self->junction = rdm_tag_reader_want (tags, "junction");
  self->highway = rdm_tag_reader_want (tags, "highway");
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    self->cycleways[i] = rdm_tag_reader_want_printf (tags, "cycleway%s", sides[i]);
  for (guint i = 1; i < G_N_ELEMENTS (sides); i++)
    self->cycleway_oneways[i - 1] =
        rdm_tag_reader_want_printf (tags, "cycleway%s:oneway", sides[i]);
  return self;
}

void
rdm_access_reader_free (RdmAccessReader *self)
{
  g_free (self);
}

/* --- access ------------------------------------------------------------------------------------
 */

static RdmAccess
parse_one (const char *value)
{
  static const struct
  {
    const char *value;
    RdmAccess access;
  } known[] = {
    { "yes", RDM_ACCESS_ALLOWED },
    { "permissive", RDM_ACCESS_ALLOWED },
    { "designated", RDM_ACCESS_ALLOWED },
    { "official", RDM_ACCESS_ALLOWED },
    { "public", RDM_ACCESS_ALLOWED },
    { "allowed", RDM_ACCESS_ALLOWED },
    { "discouraged", RDM_ACCESS_ALLOWED },
    { "optional_sidepath", RDM_ACCESS_ALLOWED },
    { "destination", RDM_ACCESS_LAST_STRETCH },
    { "delivery", RDM_ACCESS_LAST_STRETCH },
    { "loading", RDM_ACCESS_LAST_STRETCH },
    { "customers", RDM_ACCESS_LAST_STRETCH },
    { "private", RDM_ACCESS_LAST_STRETCH },
    { "permit", RDM_ACCESS_LAST_STRETCH },
    { "residents", RDM_ACCESS_LAST_STRETCH },
    { "employees", RDM_ACCESS_LAST_STRETCH },
    { "dismount", RDM_ACCESS_ON_FOOT },
    { "use_sidepath", RDM_ACCESS_DENIED },
    { "no", RDM_ACCESS_DENIED },
    { "agricultural", RDM_ACCESS_DENIED },
    { "forestry", RDM_ACCESS_DENIED },
    { "emergency", RDM_ACCESS_DENIED },
    { "military", RDM_ACCESS_DENIED },
    { "psv", RDM_ACCESS_DENIED },
    { "bus", RDM_ACCESS_DENIED },
    { "restricted", RDM_ACCESS_DENIED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (value, known[i].value))
      return known[i].access;
  return RDM_ACCESS_UNKNOWN;
}

/* Of "agricultural;destination" what is least strict. */
static RdmAccess
parse_access (const char *value)
{
  RdmAccess best = RDM_ACCESS_UNKNOWN;
  g_auto (GStrv) parts = NULL;

  if (!strchr (value, ';'))
    return parse_one (value);
  parts = g_strsplit (value, ";", -1);
  for (guint i = 0; parts[i]; i++)
    best = MAX (best, parse_one (g_strstrip (parts[i])));
  return best;
}

/* A ban counts in its hours. A permission that has hours is for those who have something to do
 * there, and whoever orders a delivery says when it may come. */
static void
apply_conditions (const RdmAccessReader *self,
                  const char *text,
                  gboolean names_us,
                  RdmAccessSigns *signs)
{
  RdmCondition condition;
  char *value;

  while (rdm_condition_next (&text, self->profile, &value, &condition))
    {
      g_autofree char *owned = value;
      RdmAccess access = parse_access (value);

      if (access == RDM_ACCESS_UNKNOWN || condition.periods == 0)
        continue;
      if (access == RDM_ACCESS_DENIED)
        {
          if (condition.last_stretch)
            continue;
          if (condition.periods == RDM_ALL_PERIODS)
            *signs = (RdmAccessSigns){ RDM_ACCESS_DENIED, 0, names_us };
          else
            signs->closed |= condition.periods;
        }
      else if (condition.periods == RDM_ALL_PERIODS && !condition.last_stretch)
        *signs = (RdmAccessSigns){ access, 0, names_us };
      else if (signs->access <= RDM_ACCESS_ON_FOOT)
        *signs = (RdmAccessSigns){ RDM_ACCESS_LAST_STRETCH, 0, names_us };
    }
}

RdmAccessSigns
rdm_access_reader_get (const RdmAccessReader *self, RdmWayDirection direction)
{
  RdmAccessSigns signs = { RDM_ACCESS_UNKNOWN, 0, FALSE };

  for (guint i = 0; i < self->n_keys; i++)
    {
      const char *value = rdm_tag_reader_get (self->tags, self->keys[i].directed[direction]);
      const char *conditional = rdm_tag_reader_get (self->tags, self->keys[i].conditional);
      RdmAccess access;

      if (!value)
        value = rdm_tag_reader_get (self->tags, self->keys[i].plain);
      access = value ? parse_access (value) : RDM_ACCESS_UNKNOWN;
      if (access != RDM_ACCESS_UNKNOWN)
        signs = (RdmAccessSigns){ access, 0, i > 0 };
      if (conditional)
        apply_conditions (self, conditional, i > 0, &signs);
    }
  return signs;
}

/* --- sizes -------------------------------------------------------------------------------------
 */

static gboolean
parse_size (const SizeKeys *size, const char *value, guint *limit)
{
  return size->is_weight ? rdm_osm_parse_weight (value, limit)
                         : rdm_osm_parse_length (value, limit);
}

static gboolean
is_exceeded (const RdmAccessReader *self, const SizeKeys *size)
{
  guint limit;

  for (guint i = 0; i < G_N_ELEMENTS (size->keys); i++)
    {
      const char *value = rdm_tag_reader_get (self->tags, size->keys[i]);

      if (value && parse_size (size, value, &limit) && size->own > limit)
        return TRUE;
    }
  return FALSE;
}

/* "none @ delivery" lets those pass who have something to do there. */
static RdmAccess
except_conditions (const RdmAccessReader *self, const SizeKeys *size)
{
  const char *text = rdm_tag_reader_get (self->tags, size->conditional);
  RdmAccess access = RDM_ACCESS_DENIED;
  RdmCondition condition;
  char *value;
  guint limit;

  while (text && rdm_condition_next (&text, self->profile, &value, &condition))
    {
      g_autofree char *owned = value;

      if (condition.periods == RDM_ALL_PERIODS && condition.last_stretch
          && (g_str_equal (value, "none")
              || (parse_size (size, value, &limit) && size->own <= limit)))
        access = RDM_ACCESS_LAST_STRETCH;
    }
  return access;
}

RdmAccess
rdm_access_reader_size (const RdmAccessReader *self)
{
  RdmAccess access = RDM_ACCESS_ALLOWED;
  guint limit;

  for (guint i = 0; i < G_N_ELEMENTS (self->sizes); i++)
    if (self->sizes[i].own > 0 && is_exceeded (self, &self->sizes[i]))
      access = MIN (access, except_conditions (self, &self->sizes[i]));
  for (guint i = 0; i < self->n_keys; i++)
    {
      const char *value = rdm_tag_reader_get (self->tags, self->keys[i].maxweight);

      if (value && rdm_osm_parse_weight (value, &limit) && self->profile->weight_kg > limit)
        access = RDM_ACCESS_DENIED;
    }
  return access;
}

/* --- one way -----------------------------------------------------------------------------------
 */

#define FORWARD_ONLY (1u << RDM_WAY_FORWARD)
#define BACKWARD_ONLY (1u << RDM_WAY_BACKWARD)
#define BOTH_WAYS (FORWARD_ONLY | BACKWARD_ONLY)

/* Returns: bits by RdmWayDirection; G_MAXUINT: it says nothing that we know */
static guint
parse_oneway (const char *value)
{
  if (!value)
    return G_MAXUINT;
  if (g_str_equal (value, "yes") || g_str_equal (value, "1") || g_str_equal (value, "true"))
    return FORWARD_ONLY;
  if (g_str_equal (value, "-1") || g_str_equal (value, "reverse"))
    return BACKWARD_ONLY;
  if (g_str_equal (value, "no") || g_str_equal (value, "0") || g_str_equal (value, "false")
      || g_str_equal (value, "alternating"))
    return BOTH_WAYS;
  if (g_str_equal (value, "reversible"))
    return 0; /* nobody knows which way it goes today */
  return G_MAXUINT;
}

static gboolean
has_contraflow_lane (const RdmAccessReader *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->cycleways); i++)
    {
      const char *value = rdm_tag_reader_get (self->tags, self->cycleways[i]);

      if (value && g_str_has_prefix (value, "opposite"))
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->cycleway_oneways); i++)
    {
      const char *value = rdm_tag_reader_get (self->tags, self->cycleway_oneways[i]);

      if (value && (g_str_equal (value, "no") || g_str_equal (value, "-1")))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_bicycle (const RdmAccessReader *self)
{
  return g_strv_contains ((const char *const *)self->profile->access, "bicycle");
}

/* Those are one way by themselves. */
static guint
implied_oneway (const RdmAccessReader *self)
{
  const char *junction = rdm_tag_reader_get (self->tags, self->junction);
  const char *highway = rdm_tag_reader_get (self->tags, self->highway);

  if (junction && (g_str_equal (junction, "roundabout") || g_str_equal (junction, "circular")))
    return FORWARD_ONLY;
  return highway && g_str_equal (highway, "motorway") ? FORWARD_ONLY : BOTH_WAYS;
}

guint
rdm_access_reader_oneway (const RdmAccessReader *self)
{
  guint general = parse_oneway (rdm_tag_reader_get (self->tags, self->oneway));
  guint specific = G_MAXUINT;

  for (guint i = 0; i < self->n_keys; i++)
    {
      guint own = parse_oneway (rdm_tag_reader_get (self->tags, self->keys[i].oneway));

      if (own != G_MAXUINT)
        specific = own;
    }
  if (specific != G_MAXUINT)
    return specific;
  if (general == G_MAXUINT)
    general = implied_oneway (self);
  if (is_bicycle (self) && has_contraflow_lane (self))
    return BOTH_WAYS;
  return general;
}

gboolean
rdm_access_reader_names (const RdmAccessReader *self, const char *list)
{
  g_auto (GStrv) parts = g_strsplit (list, ";", -1);

  for (guint i = 0; parts[i]; i++)
    if (g_strv_contains ((const char *const *)self->profile->access, g_strstrip (parts[i])))
      return TRUE;
  return FALSE;
}
