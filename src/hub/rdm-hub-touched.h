/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose routes a change is about, of those that have been sent: who else drives hears nothing of
 * it.
 */
#pragma once

#include "rdm-run.h"

G_BEGIN_DECLS

/** RdmHubTouched: @drivers: (element-type utf8): a set of ids; @all: it may be about anybody. */
typedef struct
{
  GHashTable *drivers;
  gboolean all;
} RdmHubTouched;

void rdm_hub_touched_init (RdmHubTouched *self);
void rdm_hub_touched_clear (RdmHubTouched *self);

/** rdm_hub_touched_forget: nothing has happened yet. */
void rdm_hub_touched_forget (RdmHubTouched *self);

/** rdm_hub_touched_add: @changes: (element-type RdmChange): that @rows have by now. */
void rdm_hub_touched_add (RdmHubTouched *self, RdmRows *rows, GPtrArray *changes);

/** rdm_hub_touched_print: Returns: (transfer full): ids with commas between; "*" for all, and for
 * so many that nobody would want them in a word. */
char *rdm_hub_touched_print (const RdmHubTouched *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
