/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-address-hit.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *label;
} confidences[RDM_N_ADDRESS_CONFIDENCES] = {
  [RDM_ADDRESS_NONE] = { "none", N_ ("Not found") },
  [RDM_ADDRESS_AMBIGUOUS] = { "ambiguous", N_ ("To be chosen") },
  [RDM_ADDRESS_TOWN] = { "town", N_ ("Only the town") },
  [RDM_ADDRESS_STREET] = { "street", N_ ("Only the street") },
  [RDM_ADDRESS_INTERPOLATED] = { "interpolated", N_ ("Between two houses") },
  [RDM_ADDRESS_EXACT] = { "exact", N_ ("Exact") },
};

static const char *const kinds[RDM_N_HIT_KINDS] = {
  [RDM_HIT_HOUSE] = "house", [RDM_HIT_STREET] = "street", [RDM_HIT_CROSSING] = "crossing",
  [RDM_HIT_POI] = "poi",     [RDM_HIT_TOWN] = "town",     [RDM_HIT_POSTCODE] = "postcode",
  [RDM_HIT_POINT] = "point",
};

/* Where the number comes before the street. */
static const char *const number_first[] = { "AU", "CA", "FR", "GB", "IE", "IN", "LU",
                                            "MC", "MT", "NZ", "SG", "US", "ZA", NULL };

/* Where the postcode comes behind the town. */
static const char *const postcode_last[] = { "AU", "CA", "GB", "IE", "IN",
                                             "NZ", "SG", "US", "ZA", NULL };

const char *
rdm_address_confidence_name (RdmAddressConfidence confidence)
{
  return confidences[confidence].name;
}

const char *
rdm_address_confidence_label (RdmAddressConfidence confidence)
{
  return _ (confidences[confidence].label);
}

const char *
rdm_address_hit_kind_name (RdmAddressHitKind kind)
{
  return kinds[kind];
}

RdmAddressHit *
rdm_address_hit_new (RdmAddressHitKind kind)
{
  RdmAddressHit *self = g_new0 (RdmAddressHit, 1);

  self->kind = kind;
  self->point = RDM_POINT_NONE;
  self->distance_m = NAN;
  return self;
}

RdmAddressHit *
rdm_address_hit_copy (const RdmAddressHit *self)
{
  RdmAddressHit *copy = g_memdup2 (self, sizeof *self);

  copy->title = g_strdup (self->title);
  copy->place = g_strdup (self->place);
  copy->sort = g_strdup (self->sort);
  copy->street = g_strdup (self->street);
  copy->number = g_strdup (self->number);
  copy->postcode = g_strdup (self->postcode);
  copy->town = g_strdup (self->town);
  return copy;
}

void
rdm_address_hit_free (RdmAddressHit *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->place);
  g_free (self->sort);
  g_free (self->street);
  g_free (self->number);
  g_free (self->postcode);
  g_free (self->town);
  g_free (self);
}

char *
rdm_address_hit_label (const RdmAddressHit *self)
{
  gboolean both = self->place != NULL && *self->place != '\0' && self->title != NULL;

  return both ? g_strdup_printf ("%s, %s", self->title, self->place)
              : g_strdup (self->title != NULL ? self->title : self->place);
}

static gboolean
is_in (const char *const *countries, const char *country)
{
  return country != NULL && g_strv_contains (countries, country);
}

char *
rdm_address_write_place (const char *country, const char *postcode, const char *town)
{
  const char *first = postcode != NULL ? postcode : "";
  const char *second = town != NULL ? town : "";

  if (is_in (postcode_last, country))
    {
      const char *swap = first;

      first = second;
      second = swap;
    }
  return g_strdup_printf ("%s%s%s", first, *first != '\0' && *second != '\0' ? " " : "", second);
}

char *
rdm_address_write_house (const char *country, const char *street, const char *number)
{
  return is_in (number_first, country) ? g_strdup_printf ("%s %s", number, street)
                                       : g_strdup_printf ("%s %s", street, number);
}

RdmAddressAnswer *
rdm_address_answer_new (void)
{
  RdmAddressAnswer *self = g_new0 (RdmAddressAnswer, 1);

  self->hits = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_address_hit_free);
  return self;
}

RdmAddressAnswer *
rdm_address_answer_copy (const RdmAddressAnswer *self)
{
  RdmAddressAnswer *copy = rdm_address_answer_new ();

  copy->confidence = self->confidence;
  for (guint i = 0; i < self->hits->len; i++)
    g_ptr_array_add (copy->hits, rdm_address_hit_copy (g_ptr_array_index (self->hits, i)));
  return copy;
}

void
rdm_address_answer_free (RdmAddressAnswer *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->hits);
  g_free (self);
}
