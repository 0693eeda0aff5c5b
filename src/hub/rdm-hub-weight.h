/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text of JSON takes in memory, told before it is parsed: a few bytes become many, and how
 * many is not said by how long the text is. Three bytes may become an object with a table of its
 * members.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What one push may take once it is parsed. A file of ten thousand orders is just less than that.
 */
#define RDM_HUB_MOST_PUSH_WEIGHT (32 * 1024 * 1024)

/** What all pushes under way may take, together with the bodies and answers in memory; and how much
 * more of those that are light, so that who sends a command or two finds room beside the others. */
#define RDM_HUB_MOST_WEIGHT (40 * 1024 * 1024)
#define RDM_HUB_LIGHT_WEIGHT (1024 * 1024)
#define RDM_HUB_MORE_LIGHT_WEIGHT (16 * 1024 * 1024)

/** rdm_hub_weigh: Returns: bytes, rather too many: as json-glib's nodes, and then as the rows that
 * come of them. @text needs not be JSON. */
gsize rdm_hub_weigh (const char *text, gsize length);

G_END_DECLS
