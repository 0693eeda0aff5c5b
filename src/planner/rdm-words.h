/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of things in the planner's sentences. Inside the planner.
 */
#pragma once

#include "rdm-day-model.h"

G_BEGIN_DECLS

/** rdm_words_stop: Returns: (transfer full): "Feldstrasse 4", or the best there is to say. */
char *rdm_words_stop (RdmRows *rows, const char *stop) G_GNUC_WARN_UNUSED_RESULT;
char *rdm_words_end (const RdmOrder *order, int role) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_words_route: Returns: (transfer full): "LI-07". */
char *rdm_words_route (const RdmModelRoute *route) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_words_load: Returns: (transfer full): "3 parcels", "12.2 kg", "40 l". */
char *rdm_words_load (int dimension, gint64 amount) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_words_minutes: Returns: (transfer full): @seconds rounded up to whole minutes: "20 min", "1
 * h 05 min". */
char *rdm_words_minutes (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
