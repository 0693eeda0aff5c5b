/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver's phone at a hub: positions as OwnTracks sends them, commands by the driver's protocol,
 * each in order, and again until the hub has them.
 */
#pragma once

#include <libsoup/soup.h>

#include "rdm-command.h"
#include "rdm-position.h"

G_BEGIN_DECLS

typedef struct _RdmSimDevice RdmSimDevice;

/** RdmSimDeviceCounts: since the device was made. @why: (nullable): the first refusal, or what
 * keeps it from going on, a sentence. */
typedef struct
{
  guint n_positions;
  guint n_commands;
  guint n_refused;
  guint n_waiting;
  gboolean is_stuck; /* trying again changes nothing */
  const char *why;
} RdmSimDeviceCounts;

/**
 * rdm_sim_device_new:
 * @address: of the hub, ending in a slash
 * @session: kept by reference; shared by all
 *
 * Returns: (transfer full)
 */
RdmSimDevice *rdm_sim_device_new (SoupSession *session,
                                  const char *address,
                                  const char *device,
                                  const char *token) G_GNUC_WARN_UNUSED_RESULT;
void rdm_sim_device_free (RdmSimDevice *self);

/** rdm_sim_device_pump: sends what waits, one request of a kind at a time; call it several times a
 * second. */
void rdm_sim_device_pump (RdmSimDevice *self);

void rdm_sim_device_move (RdmSimDevice *self, const RdmPosition *position);

/** rdm_sim_device_say: @at_ms: by the device's clock. */
void rdm_sim_device_say (RdmSimDevice *self, const RdmCommand *command, gint64 at_ms);

void rdm_sim_device_count (const RdmSimDevice *self, RdmSimDeviceCounts *counts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmSimDevice, rdm_sim_device_free)

G_END_DECLS
