/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever calls itself a track: what is read of it are places on earth in the order of time, with
 * numbers that make sense; what is not is refused with a sentence. */
#include "fuzz.h"

#include "rdm-gpx-read.h"

static gboolean
is_unknown_or_within (double value, double least, double most)
{
  return isnan (value) || (value >= least && value <= most);
}

static void
check (const RdmGpxTrack *track)
{
  gint64 before_ms = 0;

  FUZZ_CHECK (track->name && track->positions->len > 0);
  for (guint i = 0; i < track->positions->len; i++)
    {
      const RdmPosition *p = &g_array_index (track->positions, RdmPosition, i);

      FUZZ_CHECK (p->at_utc_ms > 0 && p->at_utc_ms >= before_ms);
      FUZZ_CHECK (rdm_point_is_valid (p->place));
      FUZZ_CHECK (is_unknown_or_within (p->speed_mps, 0, 150));
      FUZZ_CHECK (is_unknown_or_within (p->course_deg, 0, 360));
      before_ms = p->at_utc_ms;
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = rdm_gpx_read (bytes, &error);

  FUZZ_CHECK ((tracks == NULL) == (error != NULL));
  FUZZ_CHECK (tracks ? tracks->len > 0 : *error->message != '\0');
  for (guint i = 0; tracks && i < tracks->len; i++)
    check (tracks->pdata[i]);
  return 0;
}
