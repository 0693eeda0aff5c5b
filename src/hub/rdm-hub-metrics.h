/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Counts of what a hub does, in Prometheus's text. Inside the hub; one thread.
 */
#pragma once

#include "rdm-hub-positions.h"

G_BEGIN_DECLS

#define RDM_HUB_N_LATENCIES 8

/** RdmHubMetrics: since the start. */
typedef struct
{
  gint64 started_us;
  guint64 n_requests;
  guint64 n_refused; /* 4xx */
  guint64 n_limited; /* of those, 429 */
  guint64 n_failed;  /* 5xx */
  guint64 n_commands;
  guint64 n_pushes;
  guint64 n_cut; /* connections that took too long over a request */
  gint64 pushes_us;
  guint64 latencies[RDM_HUB_N_LATENCIES]; /* pushes, by how long they took; not summed up */
} RdmHubMetrics;

/** RdmHubGauges: as of now. */
typedef struct
{
  guint n_connections;
  guint n_waiting; /* streams and requests that are held back */
  guint n_jobs;    /* pushes that wait for the writer */
  gsize n_bytes;   /* bodies and answers in memory */
  gsize weight;    /* what pushes under way take once they are parsed */
} RdmHubGauges;

void rdm_hub_metrics_count_reply (RdmHubMetrics *self, guint status);
void rdm_hub_metrics_count_push (RdmHubMetrics *self, gint64 took_us);

/** rdm_hub_metrics_print: Returns: (transfer full). */
char *rdm_hub_metrics_print (const RdmHubMetrics *self,
                             const RdmHubGauges *gauges,
                             const RdmHubPositionCounts *positions) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
