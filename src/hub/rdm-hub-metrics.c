/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-hub-metrics.h"

static const double bounds_s[RDM_HUB_N_LATENCIES - 1] = { 0.005, 0.02, 0.05, 0.1, 0.3, 1, 5 };

void
rdm_hub_metrics_count_reply (RdmHubMetrics *self, guint status)
{
  if (status >= 500)
    self->n_failed++;
  else if (status >= 400)
    self->n_refused++;
  if (status == 429)
    self->n_limited++;
}

void
rdm_hub_metrics_count_push (RdmHubMetrics *self, gint64 took_us)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (bounds_s) && (double)took_us > bounds_s[i] * G_USEC_PER_SEC)
    i++;
  self->latencies[i]++;
  self->n_pushes++;
  self->pushes_us += took_us;
}

static void
add (GString *text, const char *name, const char *type, const char *help, guint64 value)
{
  g_string_append_printf (text,
                          "# HELP roundsman_hub_%s %s\n# TYPE roundsman_hub_%s %s\n"
                          "roundsman_hub_%s %" G_GUINT64_FORMAT "\n",
                          name, help, name, type, name, value);
}

static void
add_pushes (GString *text, const RdmHubMetrics *self)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  guint64 sum = 0;

  g_string_append (text, "# HELP roundsman_hub_push_seconds From a push's arrival to its answer\n"
                         "# TYPE roundsman_hub_push_seconds histogram\n");
  for (guint i = 0; i < RDM_HUB_N_LATENCIES; i++)
    {
      const char *bound = i < G_N_ELEMENTS (bounds_s)
                              ? g_ascii_formatd (number, sizeof number, "%g", bounds_s[i])
                              : "+Inf";

      sum += self->latencies[i];
      g_string_append_printf (
          text, "roundsman_hub_push_seconds_bucket{le=\"%s\"} %" G_GUINT64_FORMAT "\n", bound, sum);
    }
  g_ascii_formatd (number, sizeof number, "%.6f", (double)self->pushes_us / G_USEC_PER_SEC);
  g_string_append_printf (text,
                          "roundsman_hub_push_seconds_sum %s\n"
                          "roundsman_hub_push_seconds_count %" G_GUINT64_FORMAT "\n",
                          number, self->n_pushes);
}

char *
rdm_hub_metrics_print (const RdmHubMetrics *self,
                       const RdmHubGauges *gauges,
                       const RdmHubPositionCounts *positions)
{
  GString *text = g_string_new (NULL);

  add (text, "requests_total", "counter", "Requests", self->n_requests);
  add (text, "refused_total", "counter", "Requests refused (4xx)", self->n_refused);
  add (text, "limited_total", "counter", "Of those, for coming too often", self->n_limited);
  add (text, "failed_total", "counter", "Requests that the hub could not answer (5xx)",
       self->n_failed);
  add (text, "cut_total", "counter", "Connections ended for taking too long", self->n_cut);
  add (text, "commands_total", "counter", "Commands that came in", self->n_commands);
  add (text, "positions_total", "counter", "Positions that came in", positions->n_received);
  add (text, "positions_bad_total", "counter", "Positions that were none", positions->n_bad);
  add (text, "positions_kept_total", "counter", "Positions kept in tracks", positions->n_kept);
  add (text, "positions_dropped_total", "counter", "Positions lost or too old",
       positions->n_dropped);
  add (text, "connections", "gauge", "Connections open", gauges->n_connections);
  add (text, "waiting", "gauge", "Streams and held requests", gauges->n_waiting);
  add (text, "queue", "gauge", "Pushes that wait to be written", gauges->n_jobs);
  add (text, "memory_bytes", "gauge", "Bodies and answers in memory", gauges->n_bytes);
  add (text, "push_bytes", "gauge", "What pushes under way take in memory", gauges->weight);
  add (text, "uptime_seconds", "gauge", "Since the start",
       (guint64)(g_get_monotonic_time () - self->started_us) / G_USEC_PER_SEC);
  add_pushes (text, self);
  return g_string_free (text, FALSE);
}
