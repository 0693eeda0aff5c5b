/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-graph-private.h"

#include <string.h>

/* Metrics that are kept for the next question; the newest one always is. */
#define KEPT_BYTES_MAX (96 * 1000 * 1000)

typedef struct
{
  char *key;
  RdmGraphMetric *metric;
} Kept;

struct _RdmGraph
{
  gatomicrefcount n_references;
  RdmRegion *region;

  GMutex
      making;  /* who reads a net or makes a metric, which takes a while; taken before the other */
  GMutex lock; /* of what follows; nobody has it for long */
  RdmGraphRules *rules[RDM_N_TRAVEL_PROFILES];
  RdmGraphNet *nets[RDM_N_TRAVEL_PROFILES];
  GQueue kept; /* (element-type Kept): the newest first */
};

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->key);
  rdm_graph_metric_unref (kept->metric);
  g_free (kept);
}

RdmGraph *
rdm_graph_new (RdmRegion *region)
{
  RdmGraph *self = g_new0 (RdmGraph, 1);

  g_atomic_ref_count_init (&self->n_references);
  self->region = rdm_region_ref (region);
  g_mutex_init (&self->making);
  g_mutex_init (&self->lock);
  g_queue_init (&self->kept);
  return self;
}

RdmGraph *
rdm_graph_ref (RdmGraph *self)
{
  g_atomic_ref_count_inc (&self->n_references);
  return self;
}

void
rdm_graph_unref (RdmGraph *self)
{
  if (!g_atomic_ref_count_dec (&self->n_references))
    return;
  g_queue_clear_full (&self->kept, kept_free);
  for (guint i = 0; i < RDM_N_TRAVEL_PROFILES; i++)
    {
      rdm_graph_net_free (self->nets[i]);
      rdm_graph_rules_free (self->rules[i]);
    }
  g_mutex_clear (&self->making);
  g_mutex_clear (&self->lock);
  rdm_region_unref (self->region);
  g_free (self);
}

RdmRegion *
rdm_graph_get_region (RdmGraph *self)
{
  return self->region;
}

static const RdmGraphRules *
get_rules (RdmGraph *self, RdmTravelProfile profile, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (!self->rules[profile])
    self->rules[profile] = rdm_graph_rules_load (self->region, profile, error);
  return self->rules[profile];
}

static const RdmGraphNet *
find_net (RdmGraph *self, RdmTravelProfile profile)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->nets[profile];
}

const RdmGraphNet *
rdm_graph_get_net (RdmGraph *self, RdmTravelProfile profile, GError **error)
{
  const RdmGraphNet *net = find_net (self, profile);
  const RdmGraphRules *rules = net ? NULL : get_rules (self, profile, error);
  g_autoptr (GMutexLocker) making = NULL;
  RdmGraphNet *made;

  if (net || !rules)
    return net;
  making = g_mutex_locker_new (&self->making);
  net = find_net (self, profile);
  if (net)
    return net;
  made = rdm_graph_net_load (self->region, profile, rules, error);
  g_mutex_lock (&self->lock);
  self->nets[profile] = made;
  g_mutex_unlock (&self->lock);
  return made;
}

/* --- metrics -----------------------------------------------------------------------------------
 */

static char *
key_of (const RdmGraphState *state)
{
  g_autofree char *closures =
      state->closures ? rdm_closures_key (state->closures, state->which) : NULL;

  return g_strdup_printf ("%d %d %s", state->profile, state->period, closures ? closures : "");
}

static RdmGraphMetric *
find_kept (RdmGraph *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (GList *link = self->kept.head; link; link = link->next)
    {
      Kept *kept = link->data;

      if (!g_str_equal (kept->key, key))
        continue;
      g_queue_unlink (&self->kept, link);
      g_queue_push_head_link (&self->kept, link);
      g_atomic_ref_count_inc (&kept->metric->n_references);
      return kept->metric;
    }
  return NULL;
}

static void
keep (RdmGraph *self, const char *key, RdmGraphMetric *metric)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Kept *kept = g_new (Kept, 1);
  gsize n_bytes = 0;
  GList *link;

  *kept = (Kept){ g_strdup (key), metric };
  g_atomic_ref_count_inc (&metric->n_references);
  g_queue_push_head (&self->kept, kept);
  for (link = self->kept.head; link; link = link->next)
    {
      n_bytes += ((Kept *)link->data)->metric->n_bytes;
      if (n_bytes > KEPT_BYTES_MAX && link != self->kept.head)
        break;
    }
  while (link)
    {
      GList *next = link->next;

      kept_free (link->data);
      g_queue_delete_link (&self->kept, link);
      link = next;
    }
}

/* Two threads that want the same one wait for each other, and it is made once. */
RdmGraphMetric *
rdm_graph_get_metric (RdmGraph *self, const RdmGraphState *state, GError **error)
{
  const RdmGraphNet *net = rdm_graph_get_net (self, state->profile, error);
  g_autofree char *key = NULL;
  g_autoptr (GMutexLocker) making = NULL;
  RdmGraphMetric *metric;

  if (!net)
    return NULL;
  key = key_of (state);
  metric = find_kept (self, key);
  if (metric)
    return metric;
  making = g_mutex_locker_new (&self->making);
  metric = find_kept (self, key);
  if (!metric)
    {
      metric = rdm_graph_metric_new (net, state);
      keep (self, key, metric);
    }
  return metric;
}

/* --- answers -----------------------------------------------------------------------------------
 */

guint
rdm_graph_spells (RdmGraph *self,
                  RdmTravelProfile profile,
                  RdmTravelPeriod day,
                  RdmTravelSpell *spells,
                  GError **error)
{
  const RdmGraphRules *rules = get_rules (self, profile, error);

  if (!rules)
    return 0;
  if (day == RDM_TRAVEL_SATURDAY || day == RDM_TRAVEL_SUNDAY)
    {
      spells[0] = (RdmTravelSpell){ 0, day };
      return 1;
    }
  memcpy (spells, rules->profile->hours.spells, sizeof rules->profile->hours.spells);
  return rules->profile->hours.n_spells;
}

gboolean
rdm_graph_snap (RdmGraph *self,
                RdmTravelProfile profile,
                const RdmPoint *points,
                guint n_points,
                RdmRoadPlace *places,
                GError **error)
{
  const RdmGraphNet *net = rdm_graph_get_net (self, profile, error);

  for (guint i = 0; net && i < n_points; i++)
    places[i] = rdm_graph_net_snap (net, points[i]);
  return net != NULL;
}
