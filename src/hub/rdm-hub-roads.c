/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-roads.h"

#include "rdm-day-plan.h"
#include "rdm-server-travel.h"

#define AGAIN_US (120 * (gint64)G_USEC_PER_SEC)

struct _RdmHubRoads
{
  RdmTravel *region;   /* nullable */
  RdmServerRule *rule; /* nullable */
  RdmTravel *fallback; /* of the server: the region, or estimates; NULL until somebody asks */
  RdmTravel *server;   /* NULL until then */
  gboolean failed;
  gint64 again_us;
};

RdmHubRoads *
rdm_hub_roads_new (RdmTravel *region, const RdmServerRule *server)
{
  RdmHubRoads *self = g_new0 (RdmHubRoads, 1);

  self->region = region ? g_object_ref (region) : NULL;
  self->rule = server ? rdm_server_rule_copy (server) : NULL;
  return self;
}

void
rdm_hub_roads_free (RdmHubRoads *self)
{
  g_clear_object (&self->region);
  g_clear_object (&self->fallback);
  g_clear_object (&self->server);
  g_clear_pointer (&self->rule, rdm_server_rule_free);
  g_free (self);
}

gboolean
rdm_hub_roads_may_wait (const RdmHubRoads *self)
{
  return self->rule != NULL;
}

/* Another one each time: what the last one answered in the place of the server is not the server's.
 */
static void
use_server (RdmHubRoads *self)
{
  g_clear_object (&self->server);
  /* Whoever takes a rule has checked it. */
  self->server = rdm_server_travel_new (self->rule, self->fallback, NULL);
  self->failed = FALSE;
}

RdmTravel *
rdm_hub_roads_get (RdmHubRoads *self, const RdmSettings *settings)
{
  if (!self->rule)
    return self->region;
  if (!self->fallback)
    {
      self->fallback =
          self->region ? g_object_ref (self->region) : rdm_travel_new_from_settings (settings);
      use_server (self);
    }
  return self->failed ? self->fallback : self->server;
}

gboolean
rdm_hub_roads_look (RdmHubRoads *self, gint64 now_us)
{
  g_autofree char *failure = NULL;

  if (!self->server)
    return FALSE;
  if (self->failed)
    {
      if (now_us < self->again_us)
        return FALSE;
      use_server (self);
      return TRUE;
    }
  failure = rdm_server_travel_dup_failure (RDM_SERVER_TRAVEL (self->server));
  if (!failure)
    return FALSE;
  self->failed = TRUE;
  self->again_us = now_us + AGAIN_US;
  return TRUE;
}

char *
rdm_hub_roads_dup_failure (const RdmHubRoads *self)
{
  return self->failed ? rdm_travel_dup_notice (self->server) : NULL;
}
