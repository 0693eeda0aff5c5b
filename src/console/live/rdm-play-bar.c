/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-play-bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-day-sheet.h"
#include "rdm-play-prepare.h"
#include "rdm-time.h"
#include "rdm-units.h"

/* How often the simulation catches up with the clock, and how long it may take for that. */
#define STEP_MS 50
#define BUDGET_US 8000

/* Of the day's seconds, without looking at the time that takes. */
#define CHUNK_MS 1000

static const double speeds[] = { 1., 2., 5., 10., 20., 40., 60. };
#define USUAL_SPEED 4 /* its index */

struct _RdmPlayBar
{
  GtkWidget parent_instance;

  /* Owned */
  RdmDesk *desk;
  RdmSim *sim;               /* NULL unless drivers are simulated */
  GPtrArray *tracks;         /* RdmTrackEntry, by time; NULL unless tracks are played */
  RdmPlayStart *start;       /* of the day that is simulated */
  RdmDayScore *score;        /* of the one that was simulated last; NULL: none */
  GCancellable *cancellable; /* of what is waited for; NULL: nothing */

  /* Children */
  GtkWidget *revealer;
  GtkLabel *title;
  GtkWidget *pause;
  GtkLabel *time;
  GtkLabel *text;
  GtkDropDown *speed;
  GtkProgressBar *progress;
  GtkButton *stop;

  /* State */
  guint source;
  guint n_played; /* of the tracks */
  guint wait_source;
  RdmPlayProgress wait_progress;
  gpointer wait_data;
  GDestroyNotify wait_destroy;
  double resume_speed;
};

enum
{
  PROP_PLAYING = 1,
  PROP_BUSY,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RdmPlayBar, rdm_play_bar, GTK_TYPE_WIDGET)

/* Whether it waits for something, or plays it: what is shown of either. */
static void
show_phase (RdmPlayBar *self)
{
  gboolean playing = rdm_play_bar_is_playing (self);

  gtk_widget_set_visible (self->pause, playing);
  gtk_widget_set_visible (GTK_WIDGET (self->time), playing);
  gtk_widget_set_visible (GTK_WIDGET (self->speed), playing);
  gtk_widget_set_visible (GTK_WIDGET (self->text), playing);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), !playing);
  gtk_button_set_label (self->stop, playing ? _ ("_End the Day") : _ ("_Cancel"));
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), rdm_play_bar_is_busy (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static RdmClock *
clock_of (RdmPlayBar *self)
{
  return rdm_desk_get_clock (self->desk);
}

/* What is shown */

static void
count_stops (RdmPlayBar *self, guint *n, guint *n_done, guint *n_failed)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  *n = *n_done = *n_failed = 0;
  for (guint i = 0; i < routes->len; i++)
    {
      char **stops = ((const RdmDeskRoute *)g_ptr_array_index (routes, i))->route->stops;

      for (guint k = 0; stops != NULL && stops[k] != NULL; k++)
        {
          const RdmStop *stop = rdm_desk_find_stop (self->desk, stops[k]);

          *n += 1;
          *n_done += stop != NULL && stop->state == RDM_STOP_DONE;
          *n_failed += stop != NULL && stop->state == RDM_STOP_FAILED;
        }
    }
}

static void
show (RdmPlayBar *self)
{
  gboolean paused = rdm_clock_get_speed (clock_of (self)) == 0.;
  g_autofree char *time = rdm_desk_format_moment (self->desk, rdm_desk_get_now_ms (self->desk));
  g_autofree char *text = NULL;
  guint n, n_done, n_failed;

  if (!rdm_play_bar_is_playing (self))
    return;
  count_stops (self, &n, &n_done, &n_failed);
  text = g_strdup_printf (_ ("%u of %u stops done, %u failed"), n_done, n, n_failed);
  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->text, text);
  gtk_button_set_icon_name (GTK_BUTTON (self->pause), paused ? "media-playback-start-symbolic"
                                                             : "media-playback-pause-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  paused ? _ ("Go on") : _ ("Pause"), -1);
  gtk_widget_set_tooltip_text (self->pause, paused ? _ ("Go on") : _ ("Pause"));
}

/* Playing */

static void
position_cb (const char *source, const RdmPosition *position, gint64 at_ms, gpointer user_data)
{
  RdmPlayBar *self = user_data;

  rdm_live_add_position (rdm_desk_get_live (self->desk), source, position);
}

static void
command_cb (const RdmCommand *command, const char *driver, gint64 at_ms, gpointer user_data)
{
  RdmPlayBar *self = user_data;

  rdm_live_run_for (rdm_desk_get_live (self->desk), command, driver);
}

/* Up to now, but no longer than the window can wait; then the clock waits, too. Returns: whether it
 * got there. */
static gboolean
catch_up (RdmPlayBar *self)
{
  gint64 until_us = g_get_monotonic_time () + BUDGET_US;
  gint64 now_ms = rdm_desk_get_now_ms (self->desk);

  for (; self->tracks != NULL && self->n_played < self->tracks->len; self->n_played++)
    {
      const RdmTrackEntry *entry = g_ptr_array_index (self->tracks, self->n_played);

      if (entry->position.at_utc_ms > now_ms || g_get_monotonic_time () > until_us)
        break;
      rdm_live_add_position (rdm_desk_get_live (self->desk), entry->source, &entry->position);
    }
  if (self->sim == NULL)
    return TRUE;
  while (rdm_sim_get_now (self->sim) < now_ms && g_get_monotonic_time () < until_us)
    rdm_sim_run_until (self->sim, MIN (rdm_sim_get_now (self->sim) + CHUNK_MS, now_ms));
  return rdm_sim_get_now (self->sim) >= now_ms;
}

/* Whether every route that has stops has come to its end: nothing more happens by itself. */
static gboolean
all_closed (RdmPlayBar *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      if (route->facts.n_stops > 0 && route->route->state != RDM_ROUTE_CLOSED)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_over (RdmPlayBar *self)
{
  if (self->sim != NULL)
    return all_closed (self) || rdm_sim_is_over (self->sim)
           || rdm_sim_get_now (self->sim) >= rdm_sim_get_end (self->sim);
  return self->n_played >= self->tracks->len;
}

/* What the day came to, kept for whoever wants to see it again. */
static void
take_score (RdmPlayBar *self, gint64 until_ms)
{
  g_clear_pointer (&self->score, rdm_day_score_unref);
  self->score = rdm_day_score_new (self->start, self->sim, until_ms);
}

gboolean
rdm_play_bar_has_sheet (RdmPlayBar *self)
{
  return self->score != NULL;
}

void
rdm_play_bar_show_sheet (RdmPlayBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->score == NULL || root == NULL)
    return;
  gtk_window_present (GTK_WINDOW (rdm_day_sheet_new (GTK_WINDOW (root), self->desk, self->score)));
}

static gboolean
step_cb (gpointer user_data)
{
  RdmPlayBar *self = user_data;
  RdmClock *clock = clock_of (self);
  double speed = rdm_clock_get_speed (clock);

  if (speed > 0. && !catch_up (self)
      && rdm_desk_get_now_ms (self->desk) - rdm_sim_get_now (self->sim) > 1000. * speed)
    rdm_clock_play (clock, rdm_sim_get_now (self->sim), speed);
  if (speed == 0. || !is_over (self))
    return G_SOURCE_CONTINUE;
  rdm_clock_set_speed (clock, 0.);
  if (self->sim == NULL)
    {
      show (self);
      return G_SOURCE_CONTINUE;
    }
  take_score (self, 0);
  rdm_play_bar_stop (self);
  rdm_play_bar_show_sheet (self);
  return G_SOURCE_REMOVE;
}

/* The latest that the rows know of: a day that was played for a while goes on there. */
static gint64
latest_fact (RdmPlayBar *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  gint64 latest_ms = 0;

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = ((const RdmDeskRoute *)g_ptr_array_index (routes, i))->route;

      latest_ms = MAX (latest_ms, MAX (route->started_ms, route->ended_ms));
      for (guint k = 0; route->stops != NULL && route->stops[k] != NULL; k++)
        {
          const RdmStop *stop = rdm_desk_find_stop (self->desk, route->stops[k]);

          if (stop != NULL)
            latest_ms = MAX (latest_ms, MAX (stop->arrived_ms, stop->ended_ms));
        }
    }
  return latest_ms;
}

static gboolean
any_out (RdmPlayBar *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);

  for (guint i = 0; i < routes->len; i++)
    if (rdm_route_is_out (((const RdmDeskRoute *)g_ptr_array_index (routes, i))->route))
      return TRUE;
  return FALSE;
}

static void
send_all (RdmPlayBar *self)
{
  g_auto (GStrv) routes = NULL;

  rdm_desk_select (self->desk, NULL, RDM_SELECT_ONLY);
  routes = rdm_desk_list_routes (self->desk, RDM_DESK_SEND);
  rdm_desk_send_routes (self->desk, RDM_DESK_SEND, (const char *const *)routes);
}

static void
stop_waiting (RdmPlayBar *self)
{
  g_clear_handle_id (&self->wait_source, g_source_remove);
  if (self->wait_destroy != NULL)
    self->wait_destroy (self->wait_data);
  self->wait_destroy = NULL;
  self->wait_progress = NULL;
  g_clear_object (&self->cancellable);
}

static gboolean
wait_cb (gpointer user_data)
{
  RdmPlayBar *self = user_data;

  if (self->wait_progress != NULL)
    gtk_progress_bar_set_fraction (self->progress, self->wait_progress (self->wait_data));
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

void
rdm_play_bar_wait (RdmPlayBar *self,
                   const char *text,
                   GCancellable *cancellable,
                   RdmPlayProgress progress,
                   gpointer user_data,
                   GDestroyNotify destroy)
{
  rdm_play_bar_stop (self);
  self->cancellable = g_object_ref (cancellable);
  self->wait_progress = progress;
  self->wait_data = user_data;
  self->wait_destroy = destroy;
  self->wait_source = g_timeout_add (100, wait_cb, self);
  gtk_label_set_text (self->title, text);
  gtk_progress_bar_set_fraction (self->progress, 0.);
  show_phase (self);
}

static void
begin (RdmPlayBar *self, const char *title)
{
  self->source = g_timeout_add (STEP_MS, step_cb, self);
  gtk_label_set_text (self->title, title);
  show_phase (self);
  show (self);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const RdmSimListener listener = { position_cb, command_cb };
  g_autoptr (RdmPlayBar) self = user_data;
  g_autoptr (RdmSim) sim = rdm_play_prepare_sim_finish (result, NULL);
  RdmClock *clock;

  if (sim == NULL || self->desk == NULL
      || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  stop_waiting (self);
  clock = clock_of (self);
  self->sim = g_steal_pointer (&sim);
  rdm_sim_set_rows (self->sim, rdm_desk_get_rows (self->desk));
  rdm_sim_set_listener (self->sim, &listener, self);
  rdm_clock_play (clock, rdm_sim_get_now (self->sim), 0.);
  if (!any_out (self))
    send_all (self);
  rdm_clock_set_speed (clock, self->resume_speed);
  begin (self, _ ("Simulated Day"));
}

void
rdm_play_bar_start (RdmPlayBar *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  if (rdm_play_bar_is_busy (self))
    return;
  g_clear_pointer (&self->start, rdm_play_start_unref);
  self->start = rdm_play_start_new (self->desk, latest_fact (self));
  rdm_play_bar_wait (self, _ ("The drivers get ready…"), cancellable, NULL, NULL, NULL);
  rdm_play_prepare_sim (self->start, cancellable, prepared_cb, g_object_ref (self));
}

void
rdm_play_bar_play_tracks (RdmPlayBar *self, GPtrArray *entries)
{
  const RdmTrackEntry *first = g_ptr_array_index (entries, 0);

  rdm_play_bar_stop (self);
  self->tracks = g_ptr_array_ref (entries);
  self->n_played = 0;
  rdm_clock_play (clock_of (self), first->position.at_utc_ms, self->resume_speed);
  begin (self, _ ("Positions"));
}

void
rdm_play_bar_stop (RdmPlayBar *self)
{
  if (!rdm_play_bar_is_busy (self))
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  stop_waiting (self);
  if (rdm_play_bar_is_playing (self))
    {
      g_clear_handle_id (&self->source, g_source_remove);
      g_clear_pointer (&self->sim, rdm_sim_free);
      g_clear_pointer (&self->tracks, g_ptr_array_unref);
      rdm_clock_leave (clock_of (self));
    }
  show_phase (self);
}

gboolean
rdm_play_bar_break_off (RdmPlayBar *self)
{
  gboolean has_sheet;

  take_score (self, rdm_sim_get_now (self->sim));
  has_sheet = self->score->figures.n_attempts > 0;
  if (!has_sheet)
    g_clear_pointer (&self->score, rdm_day_score_unref);
  rdm_play_bar_stop (self);
  return has_sheet;
}

gboolean
rdm_play_bar_is_simulating (RdmPlayBar *self)
{
  return self->sim != NULL;
}

gboolean
rdm_play_bar_is_busy (RdmPlayBar *self)
{
  return self->cancellable != NULL || rdm_play_bar_is_playing (self);
}

gboolean
rdm_play_bar_is_playing (RdmPlayBar *self)
{
  return self->sim != NULL || self->tracks != NULL;
}

void
rdm_play_bar_toggle (RdmPlayBar *self)
{
  RdmClock *clock = clock_of (self);

  if (!rdm_play_bar_is_playing (self))
    return;
  rdm_clock_set_speed (clock, rdm_clock_get_speed (clock) > 0. ? 0. : self->resume_speed);
  show (self);
}

void
rdm_play_bar_set_speed (RdmPlayBar *self, double speed)
{
  guint nearest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    if (speeds[i] <= speed)
      nearest = i;
  gtk_drop_down_set_selected (self->speed, nearest);
}

/* Widget */

static void
speed_cb (RdmPlayBar *self)
{
  guint chosen = gtk_drop_down_get_selected (self->speed);

  if (chosen >= G_N_ELEMENTS (speeds))
    return;
  self->resume_speed = speeds[chosen];
  if (rdm_play_bar_is_playing (self) && rdm_clock_get_speed (clock_of (self)) > 0.)
    rdm_clock_set_speed (clock_of (self), self->resume_speed);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PLAYING)
    g_value_set_boolean (value, rdm_play_bar_is_playing (RDM_PLAY_BAR (object)));
  else if (id == PROP_BUSY)
    g_value_set_boolean (value, rdm_play_bar_is_busy (RDM_PLAY_BAR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  RdmPlayBar *self = RDM_PLAY_BAR (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->sim, rdm_sim_free);
  g_clear_pointer (&self->tracks, g_ptr_array_unref);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  stop_waiting (self);
  g_clear_pointer (&self->start, rdm_play_start_unref);
  g_clear_pointer (&self->score, rdm_day_score_unref);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rdm_play_bar_parent_class)->dispose (object);
}

static void
rdm_play_bar_class_init (RdmPlayBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = dispose;
  object_class->get_property = get_property;
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
      g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  /* It looks as the bar of planning does. */
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "planbar");
}

static GtkWidget *
speeds_new (void)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) strings = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      /* Translators: how fast a day is played: "20×" */
      g_autofree char *name = g_strdup_printf (_ ("%.0f×"), speeds[i]);

      g_strv_builder_add (names, name);
    }
  strings = g_strv_builder_end (names);
  return gtk_drop_down_new_from_strings ((const char *const *)strings);
}

static void
rdm_play_bar_init (RdmPlayBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->pause = gtk_button_new_from_icon_name ("media-playback-pause-symbolic");
  self->time = GTK_LABEL (gtk_label_new (NULL));
  self->text = GTK_LABEL (gtk_label_new (NULL));
  self->speed = GTK_DROP_DOWN (speeds_new ());
  self->stop = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("_End the Day")));
  self->progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->revealer = gtk_revealer_new ();
  self->resume_speed = speeds[USUAL_SPEED];

  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_label_set_xalign (self->text, 0.f);
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_drop_down_set_selected (self->speed, USUAL_SPEED);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->speed), _ ("How fast the day is played"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->speed), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How fast the day is played"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->pause), "win.pause-day");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->stop), "win.end-day");
  gtk_widget_set_hexpand (GTK_WIDGET (self->progress), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->progress), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), self->pause);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->time));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->speed));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->progress));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stop));
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  g_signal_connect_swapped (self->speed, "notify::selected", G_CALLBACK (speed_cb), self);
}

static void
forget (RdmPlayBar *self)
{
  rdm_play_bar_stop (self);
  g_clear_pointer (&self->score, rdm_day_score_unref);
}

GtkWidget *
rdm_play_bar_new (RdmDesk *desk)
{
  RdmPlayBar *self = g_object_new (RDM_TYPE_PLAY_BAR, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (rdm_desk_get_clock (desk), "ticked", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  /* Another day, or another plan, has other drivers. */
  g_signal_connect_object (desk, "day-changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
