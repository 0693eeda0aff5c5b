/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Luck: random numbers that follow from a seed, from whom they befall, and from why. Each cause has
 * a stream of its own, so that whatever is done about one thing changes nobody else's luck.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmSimLuck: one stream; plain, needs no clearing. */
typedef struct
{
  guint64 state;
} RdmSimLuck;

/** rdm_sim_luck: the stream of @cause for @who; @what: (nullable): at which of their things. */
RdmSimLuck rdm_sim_luck (guint64 seed, const char *cause, const char *who, const char *what);

/** rdm_sim_luck_at: the stream of @cause for @who at the @n-th time. */
RdmSimLuck rdm_sim_luck_at (guint64 seed, const char *cause, const char *who, gint64 n);

/** rdm_sim_luck_bits: splitmix64 (Steele, Lea and Flood, 2014). */
guint64 rdm_sim_luck_bits (RdmSimLuck *self);

/** rdm_sim_luck_unit: Returns: in (0, 1]. */
double rdm_sim_luck_unit (RdmSimLuck *self);

/** rdm_sim_luck_between: Returns: in (@low, @high]. */
double rdm_sim_luck_between (RdmSimLuck *self, double low, double high);

/** rdm_sim_luck_below: Returns: 0 … @n − 1; 0 for none. */
guint rdm_sim_luck_below (RdmSimLuck *self, guint n);

/** rdm_sim_luck_normal: Returns: of mean 0 and standard deviation 1. */
double rdm_sim_luck_normal (RdmSimLuck *self);

/** rdm_sim_luck_factor: Returns: log-normal of median 1; @sigma: of its logarithm. */
double rdm_sim_luck_factor (RdmSimLuck *self, double sigma);

G_END_DECLS
