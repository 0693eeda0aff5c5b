/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-region-geocoder.h"

#include "rdm-address-search.h"

struct _RdmRegionGeocoder
{
  GObject parent_instance;

  RdmRegion *region;
  GMutex lock;
  RdmAddressIndex *index; /* lock; NULL until it is needed */
};

static void geocoder_iface_init (RdmGeocoderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmRegionGeocoder,
                               rdm_region_geocoder,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_GEOCODER, geocoder_iface_init))

/* With the lock held. */
static RdmAddressIndex *
get_index (RdmRegionGeocoder *self, GError **error)
{
  if (self->index == NULL)
    self->index = rdm_address_index_new (rdm_region_path (self->region), error);
  return self->index;
}

static RdmGeocoderUse
region_geocoder_uses (RdmGeocoder *geocoder)
{
  return RDM_GEOCODER_TYPING | RDM_GEOCODER_MANY | RDM_GEOCODER_AT_ONCE;
}

static char *
region_geocoder_dup_notice (RdmGeocoder *geocoder)
{
  return g_strdup (rdm_region_attribution (RDM_REGION_GEOCODER (geocoder)->region));
}

static RdmAddressAnswer *
region_geocoder_search (RdmGeocoder *geocoder,
                        const RdmAddressRequest *request,
                        GCancellable *cancellable,
                        GError **error)
{
  RdmRegionGeocoder *self = RDM_REGION_GEOCODER (geocoder);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  RdmAddressIndex *index;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  index = get_index (self, error);
  return index != NULL ? rdm_address_search (index, request) : NULL;
}

static GPtrArray *
region_geocoder_reverse (RdmGeocoder *geocoder,
                         RdmPoint at,
                         GCancellable *cancellable,
                         GError **error)
{
  RdmRegionGeocoder *self = RDM_REGION_GEOCODER (geocoder);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  RdmAddressIndex *index = get_index (self, error);

  return index != NULL ? rdm_address_reverse (index, at) : NULL;
}

static void
geocoder_iface_init (RdmGeocoderInterface *iface)
{
  iface->uses = region_geocoder_uses;
  iface->dup_notice = region_geocoder_dup_notice;
  iface->search = region_geocoder_search;
  iface->reverse = region_geocoder_reverse;
}

static void
rdm_region_geocoder_finalize (GObject *object)
{
  RdmRegionGeocoder *self = RDM_REGION_GEOCODER (object);

  rdm_address_index_free (self->index);
  rdm_region_unref (self->region);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (rdm_region_geocoder_parent_class)->finalize (object);
}

static void
rdm_region_geocoder_class_init (RdmRegionGeocoderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rdm_region_geocoder_finalize;
}

static void
rdm_region_geocoder_init (RdmRegionGeocoder *self)
{
  g_mutex_init (&self->lock);
}

RdmGeocoder *
rdm_region_geocoder_new (RdmRegion *region)
{
  RdmRegionGeocoder *self = g_object_new (RDM_TYPE_REGION_GEOCODER, NULL);

  self->region = rdm_region_ref (region);
  return RDM_GEOCODER (self);
}
