/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values of tags, and profiles of vehicles: whatever is written there, it is understood or it is
 * not. */
#include "fuzz.h"

#include <string.h>

#include "rdm-condition.h"
#include "rdm-osm-values.h"
#include "rdm-profile.h"

static void
check_values (const char *text)
{
  guint amount;
  int incline_permille;

  if (rdm_osm_parse_speed (text, &amount))
    FUZZ_CHECK (amount > 0 && (amount <= 400000 || amount == RDM_OSM_SPEED_UNLIMITED));
  if (rdm_osm_parse_length (text, &amount))
    FUZZ_CHECK (amount <= 1000000);
  if (rdm_osm_parse_weight (text, &amount))
    FUZZ_CHECK (amount <= 1000000);
  if (rdm_osm_parse_duration (text, &amount))
    FUZZ_CHECK (amount > 0 && amount <= 30 * 86400);
  if (rdm_osm_parse_incline (text, &incline_permille))
    FUZZ_CHECK (abs (incline_permille) <= 600);
  (void)rdm_osm_parse_zone (text);
}

static void
check_conditions (const char *text, const RdmProfile *profile)
{
  const char *at = text;
  RdmCondition condition;
  char *value;
  guint periods;

  if (rdm_osm_parse_hours (text, &profile->hours, &periods))
    FUZZ_CHECK ((periods & ~RDM_ALL_PERIODS) == 0);
  while (rdm_condition_next (&at, profile, &value, &condition))
    {
      FUZZ_CHECK (at > text && at <= text + strlen (text));
      FUZZ_CHECK ((condition.periods & ~RDM_ALL_PERIODS) == 0);
      g_free (value);
    }
}

static void
check_profile (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RdmProfile) profile = rdm_profile_parse (text, "fuzz.profile", &error);

  FUZZ_CHECK ((profile == NULL) == (error != NULL));
  if (error)
    {
      FUZZ_CHECK (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  FUZZ_CHECK (profile->top_m_h >= 1000 && profile->limit_permille >= 50);
  FUZZ_CHECK (profile->hours.n_spells >= 1 && profile->hours.n_spells <= RDM_TRAVEL_SPELLS_MAX);
  for (guint period = 0; period < RDM_N_TRAVEL_PERIODS; period++)
    FUZZ_CHECK (profile->traffic_permille[period][0] > 0
                && profile->traffic_permille[period][1] > 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static RdmProfile *truck;
  g_autofree char *text = g_strndup (size > 0 ? (const char *)data : "", size);

  if (!truck)
    truck = rdm_profile_load (RDM_TRAVEL_TRUCK, NULL, NULL);
  check_values (text);
  check_conditions (text, truck);
  check_profile (text);
  return 0;
}
