/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-travel.h"

#include "rdm-server-fetch.h"
#include "rdm-server-known.h"

#include <glib/gi18n-lib.h>

/* Seconds and metres of 2,500 places take 50 MB. */
#define MOST_PLACES 2500
/* A server that failed is left alone for so long. */
#define REST_US (60 * G_USEC_PER_SEC)

struct _RdmServerTravel
{
  GObject parent_instance;

  RdmServerRule *rule;
  RdmTravel *fallback;

  GMutex lock;
  RdmServerKnown *known[RDM_N_TRAVEL_PROFILES]; /* lock */
  char *failure;                                /* lock */
  gint64 failed_us;                             /* lock: monotonic; 0: never, or try again */
};

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void travel_iface_init (RdmTravelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RdmServerTravel,
                               rdm_server_travel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RDM_TYPE_TRAVEL, travel_iface_init))

static gboolean
is_resting (RdmServerTravel *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->failed_us && g_get_monotonic_time () - self->failed_us < REST_US;
}

static gboolean
tell_failed_cb (gpointer data)
{
  g_signal_emit (data, signals[FAILED], 0);
  return G_SOURCE_REMOVE;
}

static void
set_failure (RdmServerTravel *self, const char *failure)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->failure);
  self->failure = g_strdup (failure);
  self->failed_us = failure ? g_get_monotonic_time () : 0;
}

char *
rdm_server_travel_dup_failure (RdmServerTravel *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (RDM_IS_SERVER_TRAVEL (self), NULL);
  locker = g_mutex_locker_new (&self->lock);
  return g_strdup (self->failure);
}

void
rdm_server_travel_try_again (RdmServerTravel *self)
{
  g_return_if_fail (RDM_IS_SERVER_TRAVEL (self));
  set_failure (self, NULL);
}

static gboolean
server_is_estimated (RdmTravel *travel)
{
  RdmServerTravel *self = RDM_SERVER_TRAVEL (travel);
  g_autofree char *failure = rdm_server_travel_dup_failure (self);

  return failure && rdm_travel_is_estimated (self->fallback);
}

static char *
server_dup_notice (RdmTravel *travel)
{
  RdmServerTravel *self = RDM_SERVER_TRAVEL (travel);
  g_autofree char *failure = rdm_server_travel_dup_failure (self);
  g_autofree char *instead = NULL;

  if (!failure)
    /* Translators: %s is the address of a server of travel times. */
    return g_strdup_printf (_ ("Travel times are from %s. © OpenStreetMap contributors"),
                            self->rule->url);
  instead = rdm_travel_dup_notice (self->fallback);
  /* Translators: first what went wrong with a server, then where travel times are from instead. */
  return g_strdup_printf (_ ("The server of travel times cannot be used: %s. %s"), failure,
                          instead);
}

/* None of the servers knows the hour of the day in a matrix. */
static guint
server_spells (RdmTravel *travel,
               RdmTravelProfile profile,
               RdmTravelPeriod day,
               RdmTravelSpell *spells)
{
  RdmServerTravel *self = RDM_SERVER_TRAVEL (travel);
  g_autofree char *failure = rdm_server_travel_dup_failure (self);

  if (failure)
    return rdm_travel_spells (self->fallback, profile, day, spells);
  spells[0] = (RdmTravelSpell){ 0, day };
  return 1;
}

static GPtrArray *
find_gaps (RdmServerTravel *self, RdmTravelProfile profile, const RdmServerBlock *block)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return rdm_server_known_gaps (self->known[profile], block);
}

/* Fills the arrays by asking for what is not known. */
static gboolean
ask (RdmServerTravel *self,
     RdmTravelProfile profile,
     const RdmServerBlock *block,
     gint32 *durations_s,
     gint32 *distances_m,
     GCancellable *cancellable,
     GError **error)
{
  gboolean remembers = block->n_sources <= MOST_PLACES / 2 && block->n_targets <= MOST_PLACES / 2;
  g_autoptr (GPtrArray) gaps = NULL;

  if (remembers)
    gaps = find_gaps (self, profile, block);
  for (guint i = 0; gaps && i < gaps->len; i++)
    {
      RdmServerGap *gap = gaps->pdata[i];
      RdmServerBlock part = { (const RdmPoint *)(gpointer)gap->sources->data, gap->sources->len,
                              (const RdmPoint *)(gpointer)gap->targets->data, gap->targets->len };
      gsize n = (gsize)part.n_sources * part.n_targets;
      g_autofree gint32 *seconds = g_new (gint32, n);
      g_autofree gint32 *metres = g_new (gint32, n);

      if (!rdm_server_fetch_table (self->rule, profile, &part, seconds, metres, cancellable, error))
        return FALSE;
      g_mutex_lock (&self->lock);
      rdm_server_known_learn (self->known[profile], &part, seconds, metres);
      g_mutex_unlock (&self->lock);
    }
  if (remembers)
    {
      g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

      if (rdm_server_known_tell (self->known[profile], block, durations_s, distances_m))
        return TRUE;
    }

  /* Too many to remember; or another thread's day has just pushed this one out. */
  {
    gsize n = (gsize)block->n_sources * block->n_targets;
    g_autofree gint32 *seconds = durations_s ? NULL : g_new (gint32, n);
    g_autofree gint32 *metres = distances_m ? NULL : g_new (gint32, n);

    return rdm_server_fetch_table (self->rule, profile, block, durations_s ? durations_s : seconds,
                                   distances_m ? distances_m : metres, cancellable, error);
  }
}

static gboolean
server_matrix (RdmTravel *travel,
               const RdmTravelRequest *request,
               gint32 *durations_s,
               gint32 *distances_m,
               GCancellable *cancellable,
               GError **error)
{
  RdmServerTravel *self = RDM_SERVER_TRAVEL (travel);
  RdmServerBlock block = { request->from, request->n_from, request->to, request->n_to };
  g_autoptr (GError) local = NULL;

  if (!is_resting (self))
    {
      if (request->n_from == 0 || request->n_to == 0
          || ask (self, request->profile, &block, durations_s, distances_m, cancellable, &local))
        {
          set_failure (self, NULL);
          return TRUE;
        }
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      set_failure (self, local->message);
      g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_failed_cb, g_object_ref (self),
                       g_object_unref);
    }
  return rdm_travel_matrix (self->fallback, request, durations_s, distances_m, cancellable, error);
}

static gboolean
server_plane (RdmTravel *travel, const RdmPoint *points, guint n_points, RdmTravelPlane *plane)
{
  RdmServerTravel *self = RDM_SERVER_TRAVEL (travel);

  return is_resting (self) && rdm_travel_plane (self->fallback, points, n_points, plane);
}

/* No server says how far its road is from a pin. */
static gboolean
server_gaps (RdmTravel *travel,
             RdmTravelProfile profile,
             const RdmPoint *points,
             guint n_points,
             double *gaps_m)
{
  RdmServerTravel *self = RDM_SERVER_TRAVEL (travel);

  return rdm_travel_gaps (self->fallback, profile, points, n_points, gaps_m);
}

static GArray *
server_line (RdmTravel *travel,
             RdmTravelProfile profile,
             RdmTravelSpell when,
             const RdmPoint *points,
             guint n_points,
             GCancellable *cancellable,
             GError **error)
{
  RdmServerTravel *self = RDM_SERVER_TRAVEL (travel);

  /* A line that cannot be drawn is no reason to plan by another measure. */
  if (!is_resting (self))
    {
      g_autoptr (GError) local = NULL;
      GArray *line =
          rdm_server_fetch_line (self->rule, profile, points, n_points, cancellable, &local);

      if (line || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          if (local)
            g_propagate_error (error, g_steal_pointer (&local));
          return line;
        }
      g_debug ("No line from the server of travel times: %s", local->message);
    }
  return rdm_travel_line (self->fallback, profile, when, points, n_points, cancellable, error);
}

static void
travel_iface_init (RdmTravelInterface *iface)
{
  iface->is_estimated = server_is_estimated;
  iface->dup_notice = server_dup_notice;
  iface->spells = server_spells;
  iface->matrix = server_matrix;
  iface->plane = server_plane;
  iface->gaps = server_gaps;
  iface->line = server_line;
}

static void
rdm_server_travel_finalize (GObject *object)
{
  RdmServerTravel *self = RDM_SERVER_TRAVEL (object);

  g_clear_pointer (&self->rule, rdm_server_rule_free);
  g_clear_object (&self->fallback);
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    g_clear_pointer (&self->known[p], rdm_server_known_free);
  g_free (self->failure);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (rdm_server_travel_parent_class)->finalize (object);
}

static void
rdm_server_travel_class_init (RdmServerTravelClass *class)
{
  G_OBJECT_CLASS (class)->finalize = rdm_server_travel_finalize;
  signals[FAILED] = g_signal_new ("failed", RDM_TYPE_SERVER_TRAVEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
rdm_server_travel_init (RdmServerTravel *self)
{
  g_mutex_init (&self->lock);
  for (guint p = 0; p < RDM_N_TRAVEL_PROFILES; p++)
    self->known[p] = rdm_server_known_new (MOST_PLACES);
}

RdmTravel *
rdm_server_travel_new (const RdmServerRule *rule, RdmTravel *fallback, GError **error)
{
  RdmServerTravel *self;

  g_return_val_if_fail (RDM_IS_TRAVEL (fallback), NULL);
  if (!rdm_server_rule_check (rule, error))
    return NULL;
  self = g_object_new (RDM_TYPE_SERVER_TRAVEL, NULL);
  self->rule = rdm_server_rule_copy (rule);
  self->fallback = g_object_ref (fallback);
  return RDM_TRAVEL (self);
}
