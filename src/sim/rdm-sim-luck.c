/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-sim-luck.h"

#include <math.h>

/* FNV-1a: the streams are told apart by it, and mixed by what comes after. */
static guint64
mix_text (guint64 hash, const char *text)
{
  for (const char *at = text ? text : ""; *at; at++)
    hash = (hash ^ (guint8)*at) * G_GUINT64_CONSTANT (0x100000001b3);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (0x100000001b3);
}

RdmSimLuck
rdm_sim_luck (guint64 seed, const char *cause, const char *who, const char *what)
{
  RdmSimLuck self = { G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ seed };

  (void)rdm_sim_luck_bits (&self);
  self.state = mix_text (mix_text (mix_text (self.state, cause), who), what);
  (void)rdm_sim_luck_bits (&self);
  return self;
}

RdmSimLuck
rdm_sim_luck_at (guint64 seed, const char *cause, const char *who, gint64 n)
{
  RdmSimLuck self = rdm_sim_luck (seed, cause, who, NULL);

  self.state ^= rdm_sim_luck_bits (&self) + (guint64)n * G_GUINT64_CONSTANT (0xd1342543de82ef95);
  (void)rdm_sim_luck_bits (&self);
  return self;
}

guint64
rdm_sim_luck_bits (RdmSimLuck *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

double
rdm_sim_luck_unit (RdmSimLuck *self)
{
  return (double)((rdm_sim_luck_bits (self) >> 11) + 1) * 0x1p-53;
}

double
rdm_sim_luck_between (RdmSimLuck *self, double low, double high)
{
  return low + (high - low) * rdm_sim_luck_unit (self);
}

guint
rdm_sim_luck_below (RdmSimLuck *self, guint n)
{
  return (guint)(((rdm_sim_luck_bits (self) >> 32) * n) >> 32);
}

double
rdm_sim_luck_normal (RdmSimLuck *self)
{
  double radius = sqrt (-2.0 * log (rdm_sim_luck_unit (self)));

  return radius * cos (2.0 * G_PI * rdm_sim_luck_unit (self));
}

double
rdm_sim_luck_factor (RdmSimLuck *self, double sigma)
{
  return exp (sigma * rdm_sim_luck_normal (self));
}
