/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server of addresses may answer: places that make sense, or an error in words. */
#include "fuzz.h"

#include "rdm-geocoder-rule.h"

static void
check_hits (GPtrArray *hits)
{
  for (guint i = 0; i < hits->len; i++)
    {
      const RdmAddressHit *hit = g_ptr_array_index (hits, i);
      g_autofree char *label = rdm_address_hit_label (hit);

      FUZZ_CHECK (rdm_point_is_valid (hit->point));
      FUZZ_CHECK (label != NULL && label[0] != '\0');
      FUZZ_CHECK (hit->kind < RDM_N_HIT_KINDS && hit->confidence < RDM_N_ADDRESS_CONFIDENCES);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const RdmAddressRequest request = { "Städtle 23, 9490 Vaduz", { 47., 9. }, 5, FALSE };

  for (RdmGeocoderKind kind = 0; kind < RDM_N_GEOCODER_KINDS; kind++)
    {
      g_autoptr (GBytes) body = g_bytes_new (data, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (RdmAddressAnswer) answer = NULL;
      GPtrArray *hits = rdm_geocoder_read_hits (kind, body, &error);

      if (hits == NULL)
        {
          FUZZ_CHECK (error != NULL && error->message[0] != '\0');
          continue;
        }
      check_hits (hits);
      answer = rdm_geocoder_judge (&request, hits);
      FUZZ_CHECK (answer->hits->len <= 5);
      check_hits (answer->hits);
    }
  return 0;
}
