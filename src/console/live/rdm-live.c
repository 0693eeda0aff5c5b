/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-live.h"

#include "rdm-desk-live.h"
#include "rdm-time.h"

/* What waits to be kept: a second's worth of a thousand vehicles is one write. */
#define KEEP_AFTER_MS 2000
/* Days that are so long ago say little about today. */
#define LEARN_DAYS 60
#define NOON 12

struct _RdmLive
{
  GObject parent_instance;

  /* Owned */
  RdmLiveDay *day;
  GCancellable *learning;    /* from earlier days; NULL: over */
  GPtrArray *heard;          /* (element-type RdmTrackEntry): not kept yet */
  RdmExperience *experience; /* NULL: none */
  GHashTable *addresses;     /* rdm_visit_count_addresses(); NULL: to be counted anew */

  /* Borrowed */
  RdmDesk *desk;
  RdmPlanFile *heard_for; /* weak: where what was heard goes; NULL: nothing was */

  /* State */
  gboolean detecting;
  gboolean has_heard; /* a position on this day */
  guint keep_source;
};

enum
{
  CHANGED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RdmLive, rdm_live, G_TYPE_OBJECT)

/* Positions */

/* In the order in which they came, and without a gap: by the newest of them a hub is told what is
 * known. Those of a plan that is closed by now go. */
static void
keep_positions (RdmLive *self)
{
  g_clear_handle_id (&self->keep_source, g_source_remove);
  if (self->heard_for != NULL && self->heard_for == rdm_desk_get_file (self->desk))
    rdm_plan_file_add_track (self->heard_for, self->heard);
  g_clear_weak_pointer (&self->heard_for);
  g_ptr_array_set_size (self->heard, 0);
}

static gboolean
keep_cb (gpointer user_data)
{
  RdmLive *self = user_data;

  self->keep_source = 0;
  keep_positions (self);
  return G_SOURCE_REMOVE;
}

/* What was heard before the plan was opened, on the day that is shown. */
static void
read_track (RdmLive *self)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);
  g_autoptr (GPtrArray) entries = NULL;

  if (file == NULL || !rdm_live_is_on (self))
    return;
  entries = rdm_plan_file_read_track (file, NULL, rdm_desk_get_midnight_ms (self->desk),
                                      rdm_desk_get_now_ms (self->desk) + 1, NULL);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const RdmTrackEntry *entry = g_ptr_array_index (entries, i);

      rdm_live_day_add_position (self->day, entry->source, &entry->position);
    }
}

/* What earlier days teach */

static void
stop_learning (RdmLive *self)
{
  g_cancellable_cancel (self->learning);
  g_clear_object (&self->learning);
}

static void
learned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RdmExperience) experience = rdm_experience_load_finish (result, NULL);
  RdmLive *self = user_data;

  /* Whoever cancels may be gone. */
  if (experience == NULL)
    return;
  g_clear_object (&self->learning);
  if (rdm_experience_is_empty (experience))
    return;
  g_set_object (&self->experience, experience);
  rdm_live_day_set_experience (self->day, experience);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
learn (RdmLive *self)
{
  RdmDayPlan *plan = rdm_desk_get_day_plan (self->desk);
  RdmRows *rows = rdm_desk_get_rows (self->desk);
  g_autoptr (RdmRows) snapshot = NULL;

  stop_learning (self);
  if (!RDM_IS_MEMORY_ROWS (rows))
    return;
  snapshot = rdm_memory_rows_snapshot (RDM_MEMORY_ROWS (rows));
  self->learning = g_cancellable_new ();
  rdm_experience_load_async (snapshot, rdm_day_plan_get_date (plan), LEARN_DAYS,
                             rdm_day_plan_get_travel (plan), self->learning, learned_cb, self);
}

/* Following the desk */

static void
day_changed_cb (RdmLive *self)
{
  keep_positions (self);
  self->has_heard = FALSE;
  g_clear_object (&self->experience);
  g_clear_pointer (&self->addresses, g_hash_table_unref);
  g_clear_object (&self->day);
  self->day =
      rdm_live_day_new (rdm_desk_get_day_plan (self->desk), rdm_desk_get_now_ms (self->desk));
  read_track (self);
  learn (self);
}

static void
rows_changed_cb (RdmLive *self, GPtrArray *changes, RdmDeskTouched *touched)
{
  for (guint i = 0; i < changes->len; i++)
    if (((const RdmChange *)g_ptr_array_index (changes, i))->kind == RDM_ROW_ORDER)
      g_clear_pointer (&self->addresses, g_hash_table_unref);
  rdm_live_day_rows_changed (self->day, touched->all ? NULL : changes);
}

static void
run_detected (RdmLive *self)
{
  g_autoptr (RdmCommand) detected = self->detecting ? rdm_live_day_take_detected (self->day) : NULL;

  if (detected != NULL)
    rdm_live_run_for (self, detected, "detected");
}

static void
ticked_cb (RdmLive *self)
{
  rdm_live_day_set_now (self->day, rdm_desk_get_now_ms (self->desk));
  if (!rdm_live_is_on (self))
    return;
  run_detected (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* GObject */

static void
dispose (GObject *object)
{
  RdmLive *self = RDM_LIVE (object);

  stop_learning (self);
  if (self->day != NULL)
    keep_positions (self);
  g_clear_object (&self->day);
  g_clear_object (&self->experience);
  g_clear_pointer (&self->addresses, g_hash_table_unref);
  G_OBJECT_CLASS (rdm_live_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmLive *self = RDM_LIVE (object);

  g_clear_weak_pointer (&self->heard_for);
  g_ptr_array_unref (self->heard);
  G_OBJECT_CLASS (rdm_live_parent_class)->finalize (object);
}

static void
rdm_live_class_init (RdmLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->finalize = finalize;
  signals[CHANGED] = g_signal_new ("changed", RDM_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[MOVED] =
      g_signal_new ("moved", RDM_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_live_init (RdmLive *self)
{
  self->detecting = TRUE;
  self->heard = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);
}

RdmLive *
rdm_live_new (RdmDesk *desk)
{
  RdmLive *self = g_object_new (RDM_TYPE_LIVE, NULL);

  self->desk = desk;
  day_changed_cb (self);
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (day_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "rows-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rdm_desk_get_clock (desk), "ticked", G_CALLBACK (ticked_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
rdm_live_begin_anew (RdmLive *self)
{
  day_changed_cb (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

RdmLiveDay *
rdm_live_get_day (RdmLive *self)
{
  rdm_live_day_set_now (self->day, rdm_desk_get_now_ms (self->desk));
  return self->day;
}

static gboolean
is_out (const RdmDeskRoute *route)
{
  return route != NULL && rdm_route_is_out (route->route);
}

gboolean
rdm_live_is_on (RdmLive *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  if (self->has_heard)
    return TRUE;
  for (guint i = 0; i < routes->len; i++)
    if (((const RdmDeskRoute *)g_ptr_array_index (routes, i))->route->state != RDM_ROUTE_DRAFT)
      return TRUE;
  return FALSE;
}

void
rdm_live_set_detecting (RdmLive *self, gboolean detecting)
{
  self->detecting = detecting;
}

void
rdm_live_add_position (RdmLive *self, const char *source, const RdmPosition *position)
{
  if (!rdm_live_day_add_position (self->day, source, position))
    return;
  self->has_heard = TRUE;
  g_set_weak_pointer (&self->heard_for, rdm_desk_get_file (self->desk));
  g_ptr_array_add (self->heard, rdm_track_entry_new (source, position));
  if (self->keep_source == 0)
    self->keep_source = g_timeout_add (KEEP_AFTER_MS, keep_cb, self);
  g_signal_emit (self, signals[MOVED], 0);
}

void
rdm_live_run_for (RdmLive *self, const RdmCommand *command, const char *actor)
{
  RdmPlanFile *file = rdm_desk_get_file (self->desk);
  g_autoptr (RdmOutcome) outcome =
      file != NULL ? rdm_plan_file_run_for (file, command, actor) : NULL;

  /* A refusal is in the journal; a driver is told by whoever speaks to his phone. */
  if (outcome != NULL && !rdm_outcome_is_applied (outcome))
    {
      g_autofree char *text = rdm_outcome_describe (outcome, rdm_desk_get_rows (self->desk));

      g_debug ("%s: %s", actor, text);
    }
}

gboolean
rdm_live_get_eta (RdmLive *self, const char *stop, RdmEta *eta)
{
  return is_out (rdm_desk_route_of (self->desk, stop))
         && rdm_live_day_get_eta (self->day, stop, eta);
}

gboolean
rdm_live_get_route_eta (RdmLive *self, const char *route, RdmRouteEta *eta)
{
  return is_out (rdm_desk_find_route (self->desk, route))
         && rdm_live_day_get_route_eta (self->day, route, eta);
}

RdmExperience *
rdm_live_get_experience (RdmLive *self)
{
  return self->experience;
}

char *
rdm_live_explain_service (RdmLive *self, const char *id, int hour)
{
  const RdmStop *stop = rdm_desk_find_stop (self->desk, id);
  const RdmOrder *order = rdm_desk_find_order (self->desk, id);
  const RdmDeskRoute *route = rdm_desk_route_of (self->desk, id);
  const RdmVisit *visit = rdm_desk_find_visit (self->desk, id);
  const char *driver =
      route != NULL && route->shift->drivers != NULL ? route->shift->drivers[0] : NULL;
  g_autofree char *key = NULL;
  RdmVisitTraitsHeld held;
  char *text;

  if (self->experience == NULL || stop == NULL || order == NULL)
    return NULL;
  if (hour < 0)
    hour = visit != NULL ? visit->begin_s / 3600 : NOON;
  if (self->addresses == NULL)
    self->addresses =
        rdm_visit_count_addresses (rdm_desk_get_rows (self->desk), rdm_desk_get_date (self->desk));
  key = rdm_order_end_key (rdm_order_end (order, stop->role));
  rdm_visit_traits_read (
      &held, order, stop, driver,
      key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->addresses, key)) : 0, hour);
  text = rdm_experience_explain_service (self->experience, &held.traits,
                                         (double)rdm_order_end (order, stop->role)->service_s);
  rdm_visit_traits_clear (&held);
  return text;
}
