/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What one address may be: the places that fit it, and a search for others.
 */
#pragma once

#include <gtk/gtk.h>

#include "rdm-locate-item.h"
#include "rdm-locator.h"

G_BEGIN_DECLS

#define RDM_TYPE_LOCATE_CHOICE (rdm_locate_choice_get_type ())
G_DECLARE_FINAL_TYPE (RdmLocateChoice, rdm_locate_choice, RDM, LOCATE_CHOICE, GtkWidget)

/**
 * RdmLocateChoice::listed (): other candidates, or none.
 * RdmLocateChoice::chosen (lat: double, lon: double): a person says that it is there.
 * RdmLocateChoice::left (): Escape in the search.
 */

GtkWidget *rdm_locate_choice_new (void);

/** rdm_locate_choice_set_locator: @locator: (nullable): who is asked. */
void rdm_locate_choice_set_locator (RdmLocateChoice *self, RdmLocator *locator);

/** rdm_locate_choice_show: @item: (nullable): looks up what it may be, and emits ::listed. */
void rdm_locate_choice_show (RdmLocateChoice *self, RdmLocateItem *item);

/** rdm_locate_choice_choose: the candidate with that number is it, counted from 0; if there is
 * none, nothing. */
void rdm_locate_choice_choose (RdmLocateChoice *self, guint index);

/**
 * rdm_locate_choice_list: where the candidates are.
 * @likely: (out): what of the map somebody should see: empty where there is no candidate
 * @searched: (out): whether a person has searched for them
 *
 * Returns: (transfer full) (element-type RdmPoint)
 */
GArray *rdm_locate_choice_list (RdmLocateChoice *self,
                                RdmBox *likely,
                                gboolean *searched) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
