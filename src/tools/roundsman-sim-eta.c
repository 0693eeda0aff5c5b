/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roundsman-sim-eta.h"

#include <math.h>

#include "roundsman-sim-stats.h"

/* How often it is noted; what was said so long before is found to that. */
#define EVERY_MS (5 * 60 * 1000)

const int rdm_sim_ahead_minutes[] = { 120, 30 };

/* What was said of a stop at a moment; by RdmSimEtaKind; 0: nothing. */
typedef struct
{
  gint64 at_ms;
  gint64 p50_ms[RDM_SIM_N_ETAS];
  gint64 p90_ms[RDM_SIM_N_ETAS];
} Note;

struct _RdmSimEtaBook
{
  GHashTable *notes; /* (element-type utf8 GArray): of Note, by stop */
  gint64 noted_ms;
};

RdmSimEtaBook *
rdm_sim_eta_book_new (void)
{
  RdmSimEtaBook *self = g_new0 (RdmSimEtaBook, 1);

  self->notes =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  return self;
}

void
rdm_sim_eta_book_free (RdmSimEtaBook *self)
{
  if (!self)
    return;
  g_hash_table_unref (self->notes);
  g_free (self);
}

static void
note_stop (RdmSimEtaBook *self, RdmLiveDay *live, RdmLiveDay *taught, const char *stop)
{
  Note note = { .at_ms = self->noted_ms };
  GArray *notes = g_hash_table_lookup (self->notes, stop);
  RdmEta eta;

  if (!rdm_live_day_get_eta (live, stop, &eta))
    return;
  /* The morning's: later plans know more. */
  note.p50_ms[RDM_SIM_ETA_PLANNED] = note.p90_ms[RDM_SIM_ETA_PLANNED] =
      notes ? g_array_index (notes, Note, 0).p50_ms[RDM_SIM_ETA_PLANNED] : eta.planned_ms;
  note.p50_ms[RDM_SIM_ETA_LIVE] = eta.p50_ms;
  note.p90_ms[RDM_SIM_ETA_LIVE] = eta.p90_ms;
  if (taught && rdm_live_day_get_eta (taught, stop, &eta))
    {
      note.p50_ms[RDM_SIM_ETA_TAUGHT] = eta.p50_ms;
      note.p90_ms[RDM_SIM_ETA_TAUGHT] = eta.p90_ms;
    }
  if (!notes)
    {
      notes = g_array_new (FALSE, FALSE, sizeof (Note));
      g_hash_table_insert (self->notes, g_strdup (stop), notes);
    }
  g_array_append_val (notes, note);
}

void
rdm_sim_eta_book_note (RdmSimEtaBook *self, RdmLiveDay *live, RdmLiveDay *taught)
{
  RdmDayPlan *plan = rdm_live_day_get_plan (live);
  const GPtrArray *routes = rdm_day_plan_get_routes (plan);
  gint64 now_ms = rdm_live_day_get_now (live);

  if (now_ms - self->noted_ms < EVERY_MS)
    return;
  self->noted_ms = now_ms;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);

      for (GStrv stop = route->stops; stop && *stop; stop++)
        note_stop (self, live, taught, *stop);
    }
}

/* Returns: (nullable): what was said last, so long before. */
static const Note *
find_note (const RdmSimEtaBook *self, const char *stop, gint64 before_ms)
{
  const GArray *notes = g_hash_table_lookup (self->notes, stop);
  const Note *found = NULL;

  for (guint i = 0; notes && i < notes->len; i++)
    {
      const Note *note = &g_array_index (notes, Note, i);

      if (note->at_ms <= before_ms && before_ms - note->at_ms < 2 * EVERY_MS)
        found = note;
    }
  return found;
}

void
rdm_sim_eta_book_judge (const RdmSimEtaBook *self,
                        const RdmSimTruth *truth,
                        RdmSimEtaKind kind,
                        RdmSimAhead ahead,
                        RdmSimEtaErrors *errors)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (double));
  double sum = 0;
  guint n_within = 0;

  for (guint i = 0; i < truth->visits->len; i++)
    {
      const RdmTrueVisit *visit = g_ptr_array_index (truth->visits, i);
      const Note *note =
          find_note (self, visit->stop, visit->arrived_ms - rdm_sim_ahead_minutes[ahead] * 60000LL);
      double off_min;
      double size_min;

      if (!note || note->p50_ms[kind] == 0)
        continue;
      off_min = (double)(visit->arrived_ms - note->p50_ms[kind]) / 60e3;
      size_min = fabs (off_min);
      g_array_append_val (sizes, size_min);
      sum += off_min;
      n_within += visit->arrived_ms <= note->p90_ms[kind];
    }
  *errors = (RdmSimEtaErrors){
    .n = sizes->len,
    .p50_min = rdm_sim_quantile (sizes, 0.5),
    .p90_min = rdm_sim_quantile (sizes, 0.9),
    .bias_min = sizes->len > 0 ? sum / sizes->len : NAN,
    .within_90 = sizes->len > 0 ? (double)n_within / sizes->len : NAN,
  };
}
