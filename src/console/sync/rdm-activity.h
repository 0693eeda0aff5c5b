/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something that somebody did, as the list of activity shows it.
 */
#pragma once

#include "rdm-sync.h"

G_BEGIN_DECLS

#define RDM_TYPE_ACTIVITY (rdm_activity_get_type ())
G_DECLARE_FINAL_TYPE (RdmActivity, rdm_activity, RDM, ACTIVITY, GObject)

/**
 * RdmActivity members; never NULL but for @outcome.
 * @text: what it was
 * @outcome: (nullable): what became of it, where it was not simply done
 * @things: what it was about: stops and routes by their names, for the search
 * @ids: the same by their identifiers
 */
struct _RdmActivity
{
  GObject parent_instance;

  gint64 seq;
  gint64 at_utc_ms;
  char *person;
  char *text;
  char *outcome;
  char *things;
  GStrv ids;
};

/** rdm_activity_new_local: of this desk's own journal. */
RdmActivity *rdm_activity_new_local (const RdmJournalEntry *entry, RdmRows *rows);

/** rdm_activity_new_remote: @item: as the hub tells it. Returns: (nullable). */
RdmActivity *rdm_activity_new_remote (JsonObject *item, RdmRows *rows);

G_END_DECLS
