/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hears at once what other hubs on the same PostgreSQL have written, and who is at their desks. A
 * hint, no more: behind it is the writer's sweep, for what is said while nobody listens, and desks
 * say again and again that they are there.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RDM_HUB_NOTE_WRITTEN,  /* commands */
  RDM_HUB_NOTE_MOVED,    /* somebody is elsewhere now */
  RDM_HUB_NOTE_PRESENCE, /* a desk has said what it looks at */
} RdmHubNoteKind;

/** RdmHubNote: @fleet: WRITTEN, MOVED; @since, @seq: WRITTEN: the fleet's last operation before and
 * now; @word: WRITTEN: whose routes that is about, as rdm_hub_touched_print() has it; PRESENCE: as
 * rdm_hub_presence_print() has it. */
typedef struct
{
  RdmHubNoteKind kind;
  char *fleet;
  gint64 since;
  gint64 seq;
  char *word;
} RdmHubNote;

void rdm_hub_note_clear (RdmHubNote *note);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RdmHubNote, rdm_hub_note_clear)

/** The channels of PostgreSQL that hubs speak on, by RdmHubNoteKind. */
extern const char *const rdm_hub_note_channels[];

/** RdmHubHeardFunc: called in the listener's thread. */
typedef void (*RdmHubHeardFunc) (const RdmHubNote *note, gpointer user_data);

typedef struct _RdmHubListener RdmHubListener;

/** rdm_hub_listener_start: Returns: (transfer full): never NULL; it connects, and connects again,
 * by itself. */
RdmHubListener *rdm_hub_listener_start (const char *database,
                                        RdmHubHeardFunc heard,
                                        gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void rdm_hub_listener_stop (RdmHubListener *self);

/** rdm_hub_note_read: a notification's words. @note: (out): clear with rdm_hub_note_clear().
 * Returns: FALSE when they are not ours. */
gboolean rdm_hub_note_read (const char *channel, const char *payload, RdmHubNote *note);

G_END_DECLS
