/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-locate-end.h"

#include "rdm-fleet.h"
#include "rdm-locator.h"
#include "rdm-text.h"

static RdmLocator *
make_locator (RdmDesk *desk)
{
  RdmGeocoder *geocoder = rdm_desk_get_geocoder (desk);

  return geocoder != NULL && (rdm_geocoder_uses (geocoder) & RDM_GEOCODER_AT_ONCE)
             ? rdm_locator_new (geocoder, rdm_desk_get_rows (desk))
             : NULL;
}

gboolean
rdm_locate_end_recall (RdmDesk *desk, RdmOrderEnd *end)
{
  g_autofree char *key = rdm_order_end_key (end);
  const RdmPlace *place =
      *key != '\0' ? rdm_rows_get (rdm_desk_get_rows (desk), RDM_ROW_PLACE, key) : NULL;

  if (place == NULL)
    return FALSE;
  end->point = place->point;
  end->park = place->park;
  end->confidence = RDM_CONFIDENCE_PINNED;
  return TRUE;
}

RdmLocateFate
rdm_locate_end_follow (RdmDesk *desk, RdmOrderEnd *end)
{
  gboolean placed = rdm_point_is_set (end->point);
  g_autoptr (RdmLocator) locator = NULL;
  RdmOrderEnd found = *end;

  if (rdm_locate_end_recall (desk, end))
    return RDM_LOCATE_FOUND;
  if (placed && end->confidence >= RDM_CONFIDENCE_GIVEN)
    return RDM_LOCATE_KEPT;
  locator = make_locator (desk);
  if (locator != NULL && rdm_locator_locate (&found, NULL, locator, NULL)
      && (!placed || rdm_point_is_set (found.point)))
    {
      end->point = found.point;
      end->park = RDM_POINT_NONE;
      end->confidence = found.confidence;
      return rdm_point_is_set (end->point) ? RDM_LOCATE_FOUND : RDM_LOCATE_NONE;
    }
  if (!placed)
    return RDM_LOCATE_NONE;
  end->confidence = RDM_CONFIDENCE_STREET;
  return RDM_LOCATE_KEPT;
}

static void
take_text (char **text, const char *other)
{
  if (other != NULL && *other != '\0')
    rdm_set_str (text, other);
}

void
rdm_locate_end_take (RdmOrderEnd *end, const RdmAddressHit *hit)
{
  /* Of a town it is not known where in it. */
  gboolean vague = hit->kind == RDM_HIT_TOWN || hit->kind == RDM_HIT_POSTCODE;

  if (hit->kind == RDM_HIT_POI && hit->street != NULL && hit->number != NULL)
    {
      g_autofree char *house = rdm_address_write_house (end->country, hit->street, hit->number);

      rdm_set_str (&end->address, house);
    }
  else if (!vague && hit->kind != RDM_HIT_POINT)
    rdm_set_str (&end->address, hit->title);
  take_text (&end->postcode, hit->postcode);
  take_text (&end->city, hit->town);
  end->park = RDM_POINT_NONE;
  if (vague)
    {
      end->point = RDM_POINT_NONE;
      end->confidence = RDM_CONFIDENCE_TOWN;
      return;
    }
  end->point = hit->point;
  end->confidence = hit->kind == RDM_HIT_STREET                   ? RDM_CONFIDENCE_STREET
                    : hit->confidence == RDM_ADDRESS_INTERPOLATED ? RDM_CONFIDENCE_INTERPOLATED
                                                                  : RDM_CONFIDENCE_HOUSE;
}

RdmPoint
rdm_locate_near (RdmDesk *desk)
{
  RdmGeocoder *geocoder = rdm_desk_get_geocoder (desk);
  g_autoptr (RdmLocator) locator =
      geocoder != NULL ? rdm_locator_new (geocoder, rdm_desk_get_rows (desk)) : NULL;

  return locator != NULL ? rdm_locator_get_near (locator) : RDM_POINT_NONE;
}
