/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * House numbers: "12", "12a", "12-14", "12/3", "12 bis".
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** RdmHouseNumberFit: how well a house has the number that is looked for; more is better. */
typedef enum
{
  RDM_HOUSE_NUMBER_OTHER,
  RDM_HOUSE_NUMBER_SIBLING, /* 12 for 12a, or 12a for 12: next door */
  RDM_HOUSE_NUMBER_PART,    /* 12 for 12/3, 12-14 for 13: the same house */
  RDM_HOUSE_NUMBER_SAME,
} RdmHouseNumberFit;

/** rdm_house_number_normalise: Returns: (transfer full): as numbers are compared: "12a" for
 * "12 A", "12-14" for "12 – 14". */
char *rdm_house_number_normalise (const char *written) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_house_number_split: the numbers that share a sign: "12;14", "9, 9a, 9b".
 *
 * Returns: (transfer full): as they are written, none empty
 */
GStrv rdm_house_number_split (const char *written) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_house_number_value: the first number in it; -1 where there is none below a million. */
int rdm_house_number_value (const char *number);

/** rdm_house_number_end: the last number of a range, "14" of "12-14"; else the value. */
int rdm_house_number_end (const char *number);

/**
 * rdm_house_number_fit:
 * @wanted: normalised
 * @house: normalised
 */
RdmHouseNumberFit rdm_house_number_fit (const char *wanted, const char *house);

/** rdm_house_number_compare: 2, 2a, 10: by value, then by letters. */
int rdm_house_number_compare (const char *a, const char *b);

G_END_DECLS
