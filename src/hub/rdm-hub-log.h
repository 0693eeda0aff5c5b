/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens at a hub, for its owner: a sentence, and fields that a journal can be searched for.
 * Under systemd GLib sends them to the journal as they are; elsewhere the sentence goes to standard
 * error. Nothing here is anybody's token or place.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmHubLogLevel: syslog's priorities. */
typedef enum
{
  RDM_HUB_LOG_ERROR = 3,
  RDM_HUB_LOG_WARNING = 4,
  RDM_HUB_LOG_NOTICE = 5,
  RDM_HUB_LOG_INFO = 6,
} RdmHubLogLevel;

/**
 * rdm_hub_log:
 * @event: a word that does not change: "revoked"
 * @message: (transfer none): a sentence, which says it all
 * @...: names and values of more fields, ROUNDSMAN_… each; ends with NULL. A value may be NULL.
 */
void rdm_hub_log (RdmHubLogLevel level, const char *event, const char *message, ...)
    G_GNUC_NULL_TERMINATED;

G_END_DECLS
