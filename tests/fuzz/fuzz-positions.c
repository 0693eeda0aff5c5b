/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever a phone sends: what is taken is a place on earth at a time of this century, with numbers
 * that make sense; what is not is counted, with a reason; and every reader takes anything. */
#include "fuzz.h"

#include "rdm-json.h"
#include "rdm-position-read.h"

#define NOW G_GINT64_CONSTANT (1750000000000)

static gboolean
is_unknown_or_within (double value, double least, double most)
{
  return isnan (value) || (value >= least && value <= most);
}

static void
check (const RdmPositions *positions)
{
  FUZZ_CHECK (positions->good->len <= RDM_POSITIONS_MAX);
  FUZZ_CHECK ((positions->n_bad > 0) == (positions->why != NULL));
  for (guint i = 0; i < positions->good->len; i++)
    {
      const RdmPosition *p = &g_array_index (positions->good, RdmPosition, i);

      FUZZ_CHECK (rdm_point_is_valid (p->place));
      FUZZ_CHECK (p->at_utc_ms > 0 && p->at_utc_ms <= NOW + 10 * 60 * 1000);
      FUZZ_CHECK (is_unknown_or_within (p->accuracy_m, 0, 1e5));
      FUZZ_CHECK (is_unknown_or_within (p->speed_mps, 0, 150));
      FUZZ_CHECK (is_unknown_or_within (p->course_deg, 0, 360));
      FUZZ_CHECK (is_unknown_or_within (p->altitude_m, -500, 20000));
      FUZZ_CHECK (is_unknown_or_within (p->battery_share, 0, 1));
    }
}

static void
check_json (JsonNode *node, guint reader)
{
  g_auto (RdmPositions) positions = { 0 };
  const char *device = NULL;

  rdm_positions_init (&positions);
  if (reader == 0)
    rdm_position_read_traccar (node, NOW, &positions, &device);
  else if (reader == 1)
    rdm_position_read_forward (node, NOW, &positions, &device);
  else if (reader == 2)
    rdm_position_read_owntracks (node, NOW, &positions);
  else
    rdm_position_read_batch (node, NOW, &positions);
  check (&positions);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (JsonNode) node = rdm_json_parse ((const char *)data, (gssize)size, NULL, NULL);
  g_autoptr (GHashTable) fields = rdm_position_form ((const char *)data, size);
  g_auto (RdmPositions) positions = { 0 };

  rdm_positions_init (&positions);
  rdm_position_read_osmand (fields, NOW, &positions);
  check (&positions);
  for (guint reader = 0; node && JSON_NODE_HOLDS_OBJECT (node) && reader < 4; reader++)
    check_json (node, reader);
  return 0;
}
