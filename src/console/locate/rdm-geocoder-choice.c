/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-geocoder-choice.h"

#include "rdm-region-geocoder.h"
#include "rdm-web-geocoder.h"

struct _RdmGeocoderChoice
{
  GObject parent_instance;

  RdmRegionChoice *region;
  GSettings *settings;
  RdmRegion *used;       /* what the geocoder is of; NULL: a server, or none */
  RdmGeocoder *geocoder; /* NULL: none */
  char *problem;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmGeocoderChoice, rdm_geocoder_choice, G_TYPE_OBJECT)

/* The server of the settings; NULL: none is wanted, or it cannot be asked. */
static RdmGeocoder *
make_server (RdmGeocoderChoice *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "geocoder");
  g_autofree char *url = g_settings_get_string (self->settings, "geocoder-url");
  g_autoptr (GError) error = NULL;

  for (RdmGeocoderKind kind = 0; kind < RDM_N_GEOCODER_KINDS; kind++)
    if (g_strcmp0 (name, rdm_geocoder_kind_names[kind]) == 0)
      {
        RdmGeocoder *geocoder = rdm_web_geocoder_new (kind, url, &error);

        if (geocoder == NULL)
          self->problem = g_strdup (error->message);
        return geocoder;
      }
  return NULL;
}

static void
follow (RdmGeocoderChoice *self)
{
  RdmRegion *region = rdm_region_choice_get_region (self->region);
  g_autoptr (RdmGeocoder) geocoder = NULL;

  g_clear_pointer (&self->problem, g_free);
  /* The demo's addresses are nowhere else. */
  if (!rdm_region_choice_is_demo (self->region))
    geocoder = make_server (self);
  if (geocoder == NULL && region != NULL && region == self->used)
    return;
  g_clear_pointer (&self->used, rdm_region_unref);
  if (geocoder == NULL && region != NULL)
    {
      geocoder = rdm_region_geocoder_new (region);
      self->used = rdm_region_ref (region);
    }
  g_set_object (&self->geocoder, geocoder);
  g_signal_emit (self, signals[CHANGED], 0);
}

RdmGeocoder *
rdm_geocoder_choice_get (RdmGeocoderChoice *self)
{
  return self->geocoder;
}

const char *
rdm_geocoder_choice_get_problem (RdmGeocoderChoice *self)
{
  return self->problem;
}

static void
dispose (GObject *object)
{
  RdmGeocoderChoice *self = RDM_GEOCODER_CHOICE (object);

  g_clear_object (&self->region);
  g_clear_object (&self->settings);
  g_clear_object (&self->geocoder);
  g_clear_pointer (&self->used, rdm_region_unref);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (rdm_geocoder_choice_parent_class)->dispose (object);
}

static void
rdm_geocoder_choice_class_init (RdmGeocoderChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_GEOCODER_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_geocoder_choice_init (RdmGeocoderChoice *self)
{
}

RdmGeocoderChoice *
rdm_geocoder_choice_new (RdmRegionChoice *region, GSettings *settings)
{
  RdmGeocoderChoice *self = g_object_new (RDM_TYPE_GEOCODER_CHOICE, NULL);

  self->region = g_object_ref (region);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (region, "changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::geocoder", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::geocoder-url", G_CALLBACK (follow), self,
                           G_CONNECT_SWAPPED);
  follow (self);
  return self;
}
