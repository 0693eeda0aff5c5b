/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a kind of vehicle gets along on roads: a file that its owner may edit. data/profiles has
 * ours, and says what each line means.
 */
#pragma once

#include <gio/gio.h>

#include "rdm-osm-values.h"
#include "rdm-travel.h"

G_BEGIN_DECLS

/**
 * RdmProfileError: messages name the file, the group and the key.
 * @RDM_PROFILE_ERROR_FORMAT: no profile, or one for another version
 * @RDM_PROFILE_ERROR_VALUE: a value is missing, or makes no sense
 * @RDM_PROFILE_ERROR_KEY: a key that we do not know
 */
typedef enum
{
  RDM_PROFILE_ERROR_FORMAT,
  RDM_PROFILE_ERROR_VALUE,
  RDM_PROFILE_ERROR_KEY,
} RdmProfileError;

#define RDM_PROFILE_ERROR (rdm_profile_error_quark ())
GQuark rdm_profile_error_quark (void);

/** RdmProfileRoad: what a vehicle does on one class of road. */
typedef struct
{
  guint rural_m_h; /* metres an hour where no limit is known */
  guint urban_m_h;
  gboolean only_signed;       /* only where a sign names the vehicle */
  gboolean only_last_stretch; /* only to and from a stop */
  gboolean follows_limit;     /* the limit decides; else the lower of limit and speed */
  gboolean no_stopping;
} RdmProfileRoad;

#define RDM_PROFILE_BLOCKED (-1)

typedef struct
{
  char *file; /* for messages */
  char *text; /* as it was read */
  char *name;

  GStrv access; /* keys of access, the general ones first */
  guint height_cm;
  guint width_cm;
  guint length_cm;
  guint weight_kg;
  guint axle_load_kg;
  guint top_m_h;
  guint limit_permille; /* of a limit that is driven on the average */

  GHashTable *roads;    /* (element-type utf8 RdmProfileRoad): by value of "highway", or "ferry" */
  GHashTable *surfaces; /* (element-type utf8 uint): metres an hour at most */
  GHashTable *tracktypes; /* likewise */
  GHashTable *smoothness; /* likewise */
  GHashTable *barriers;   /* (element-type utf8 int): seconds, or RDM_PROFILE_BLOCKED */

  guint turn_ms;            /* of the sharpest turn */
  guint turn_bias_permille; /* across the traffic, against along it */
  guint u_turn_ms;
  gboolean kerb_side; /* stops are served from their own side of the street */
  guint signals_ms;
  guint stop_ms;
  guint give_way_ms;
  guint crossing_ms;
  guint level_crossing_ms;
  guint ferry_ms;
  guint push_m_h;          /* on foot, where riding is not allowed; 0: not at all */
  guint uphill_permille;   /* time added for each percent of incline */
  guint downhill_permille; /* likewise; usually 0 */

  RdmPeriodHours hours;
  guint traffic_permille[RDM_N_TRAVEL_PERIODS][2]; /* of the speed; [1]: in towns */
} RdmProfile;

/**
 * rdm_profile_parse:
 * @text: of the whole file
 * @file: its name, for messages
 */
RdmProfile *
rdm_profile_parse (const char *text, const char *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_profile_basename: Returns: "van.profile", … */
const char *rdm_profile_basename (RdmTravelProfile profile);

/**
 * rdm_profile_load:
 * @dir: (nullable): a folder with files that take the place of ours; those that it lacks are ours
 */
RdmProfile *rdm_profile_load (RdmTravelProfile profile,
                              const char *dir,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

void rdm_profile_free (RdmProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmProfile, rdm_profile_free)

/** rdm_profile_find_road: Returns: (nullable): NULL: it does not use that class. */
const RdmProfileRoad *rdm_profile_find_road (const RdmProfile *self, const char *highway);

/** rdm_profile_cap: Returns: the value of @table, or G_MAXUINT. */
guint rdm_profile_cap (GHashTable *table, const char *value);

G_END_DECLS
