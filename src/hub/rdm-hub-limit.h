/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often somebody may come: a bucket that fills with time, one a key. Inside the hub; one
 * thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RdmHubLimit RdmHubLimit;

/** rdm_hub_limit_new: @per_second: how fast a bucket fills; @burst: how much it holds. */
RdmHubLimit *rdm_hub_limit_new (double per_second, double burst) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_limit_free (RdmHubLimit *self);

/** rdm_hub_limit_take: Returns: FALSE when the bucket of @key has not got @amount; then nothing is
 * taken. With an @amount of 0: whether there is anything left. */
gboolean rdm_hub_limit_take (RdmHubLimit *self, const char *key, double amount, gint64 now_us);

/** rdm_hub_limit_wait: Returns: seconds until there is one again, at least 1. */
guint rdm_hub_limit_wait (RdmHubLimit *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmHubLimit, rdm_hub_limit_free)

G_END_DECLS
