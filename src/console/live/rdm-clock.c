/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-clock.h"

struct _RdmClock
{
  GObject parent_instance;

  /* State */
  gboolean played;
  double speed;
  gint64 set_ms; /* what it showed at @set_us */
  gint64 set_us; /* monotonic */
  guint source;
};

enum
{
  PROP_PLAYED = 1,
  PROP_SPEED,
  N_PROPERTIES
};

static guint ticked;
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RdmClock, rdm_clock, G_TYPE_OBJECT)

static gboolean
tick_cb (gpointer user_data)
{
  g_signal_emit (user_data, ticked, 0);
  return G_SOURCE_CONTINUE;
}

static void
set (RdmClock *self, gboolean played, double speed, gint64 at_ms)
{
  gboolean was_played = self->played;
  double was = self->speed;

  self->played = played;
  self->speed = speed;
  self->set_ms = at_ms;
  self->set_us = g_get_monotonic_time ();
  if (was_played != played)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYED]);
  if (was != speed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
  g_signal_emit (self, ticked, 0);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RdmClock *self = RDM_CLOCK (object);

  switch (id)
    {
    case PROP_PLAYED:
      g_value_set_boolean (value, self->played);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  g_clear_handle_id (&RDM_CLOCK (object)->source, g_source_remove);
  G_OBJECT_CLASS (rdm_clock_parent_class)->dispose (object);
}

static void
rdm_clock_class_init (RdmClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  properties[PROP_PLAYED] = g_param_spec_boolean ("played", NULL, NULL, FALSE, flags);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0., G_MAXDOUBLE, 1., flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  ticked = g_signal_new ("ticked", RDM_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                         G_TYPE_NONE, 0);
}

static void
rdm_clock_init (RdmClock *self)
{
  self->speed = 1.;
  self->source = g_timeout_add (1000, tick_cb, self);
}

RdmClock *
rdm_clock_new (void)
{
  return g_object_new (RDM_TYPE_CLOCK, NULL);
}

gint64
rdm_clock_get_ms (RdmClock *self)
{
  if (!self->played)
    return g_get_real_time () / 1000;
  return self->set_ms
         + (gint64)((double)(g_get_monotonic_time () - self->set_us) / 1000. * self->speed);
}

void
rdm_clock_play (RdmClock *self, gint64 at_ms, double speed)
{
  g_return_if_fail (speed >= 0.);

  set (self, TRUE, speed, at_ms);
}

void
rdm_clock_set_speed (RdmClock *self, double speed)
{
  g_return_if_fail (speed >= 0.);

  if (self->played && speed != self->speed)
    set (self, TRUE, speed, rdm_clock_get_ms (self));
}

double
rdm_clock_get_speed (RdmClock *self)
{
  return self->speed;
}

gboolean
rdm_clock_is_played (RdmClock *self)
{
  return self->played;
}

void
rdm_clock_leave (RdmClock *self)
{
  if (self->played)
    set (self, FALSE, 1., 0);
}
