/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What cells say, one kind of value a function. They judge; what a value that makes no sense means
 * for its row is for the caller.
 */
#pragma once

#include <glib.h>

#include "rdm-import-schema.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_VALUE_FINE,
  RDM_VALUE_UNREADABLE,
  RDM_VALUE_NEGATIVE,
  RDM_VALUE_TOO_BIG,
  RDM_VALUE_NOT_WHOLE, /* a value is given: rounded up */
} RdmValueState;

/**
 * rdm_value_duration:
 * @text: "3", "0:05", "00:05:30", "90 s", "5 min", "1 h 30", "1h"
 * @format: the unit of a number that has none: HOURS, MINUTES or SECONDS
 * @duration_s: (out): also of one that is too long: more than a day
 */
RdmValueState rdm_value_duration (const char *text, RdmImportFormat format, gint64 *duration_s);

/**
 * rdm_value_amount:
 * @text: "12.2", "12,2 kg"
 * @format: the unit of a number that has none: KG, G, LB; LITRES, ML, M3; KM, M; AUTO for whole
 * things
 * @amount: (out): in grams, millilitres, metres, or things
 */
RdmValueState rdm_value_amount (const char *text, RdmImportFormat format, gint64 *amount);

/**
 * rdm_value_packages:
 * @text: "4", or kinds with numbers: "small-box=1 big-box=2"
 * @parcels: (out): all together
 */
RdmValueState rdm_value_packages (const char *text, gint64 *parcels);

/**
 * rdm_value_money:
 * @text: "31.00", "CHF 31.-", "0,42 €"
 * @scale: of one unit of the currency
 * @amount: (out): the amount times @scale
 */
RdmValueState rdm_value_money (const char *text, gint64 scale, gint64 *amount);

/** rdm_value_kind: @kind: (out): RdmOrderKind. @empty_load: (out): a task without any load.
 *  Returns: FALSE where @text is no kind of order. */
gboolean rdm_value_kind (const char *text, int *kind, gboolean *empty_load);

/** rdm_value_priority: L, M, H, C, words, or 0 to 100. */
gboolean rdm_value_priority (const char *text, gint64 *priority);

/** rdm_value_is_email: whether mail could be sent there. */
gboolean rdm_value_is_email (const char *text);

/** rdm_value_yes: whether a column of yes and no says yes. */
gboolean rdm_value_yes (const char *text);

/** rdm_value_add_words: adds what stands between commas, semicolons or bars to @words, each once.
 */
void rdm_value_add_words (GPtrArray *words, const char *text);

/** rdm_value_has_house_number: whether a number follows or precedes the street. */
gboolean rdm_value_has_house_number (const char *address);

/** rdm_value_is_rounded: whether a spreadsheet has taken a reference for a number: "2.02611E+11".
 */
gboolean rdm_value_is_rounded (const char *reference);

G_END_DECLS
