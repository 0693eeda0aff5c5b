/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates and times as files have them. What a date means may depend on the whole file (03/04/2026),
 * so reading and meaning are two steps.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "rdm-import-schema.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_MOMENT_TIME,    /* a time of day alone */
  RDM_MOMENT_DATE,    /* year, month and day are known */
  RDM_MOMENT_NUMBERS, /* a year and two numbers, one of them the month */
  RDM_MOMENT_INSTANT, /* an instant, whatever the zone */
} RdmMomentForm;

/**
 * RdmMoment:
 * @year: for DATE and NUMBERS
 * @first: for NUMBERS, as written; for DATE the month
 * @second: for NUMBERS, as written; for DATE the day
 * @tod_s: seconds from midnight, or RDM_TIME_NONE
 * @utc_s: for INSTANT
 */
typedef struct
{
  RdmMomentForm form;
  int year;
  int first;
  int second;
  int32_t tod_s;
  int64_t utc_s;
} RdmMoment;

/**
 * rdm_moment_parse:
 * @text: "23/11/2026", "2026-11-23 15:00", "2026-11-23T15:00:00Z", "23. Nov 2026", "46349.625" (a
 *   spreadsheet's day), "20261123", 1795449600 (Unix seconds or milliseconds), "15:00"
 *
 * Returns: FALSE where it is nothing of the kind
 */
gboolean rdm_moment_parse (const char *text, RdmMoment *moment);

/**
 * rdm_moment_parse_range:
 * @text: "15:00 - 17:00", "8–12", "2019-12-12 10:00 - 2019-12-12 11:00"
 *
 * Returns: FALSE where it is not two moments
 */
gboolean rdm_moment_parse_range (const char *text, RdmMoment *from, RdmMoment *to);

/**
 * rdm_moment_get_date:
 * @order: how NUMBERS are to be read: DMY or MDY
 * @zone: of INSTANT
 *
 * Returns: (transfer full) (nullable): ISO text; NULL where there is no such day, or none is said
 */
char *rdm_moment_get_date (const RdmMoment *moment,
                           RdmImportFormat order,
                           GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_moment_get_time: Returns: seconds from the midnight of its date, or RDM_TIME_NONE. */
int32_t rdm_moment_get_time (const RdmMoment *moment, GTimeZone *zone);

/** RdmDayOrder: which of the two numbers is the month, as far as dates have shown. */
typedef struct
{
  guint n_day_first;   /* the first number is above 12 */
  guint n_month_first; /* the second is */
  guint n_open;        /* it could be either, and that makes a difference */
  char *example;       /* one of these */
} RdmDayOrder;

/** rdm_day_order_add: counts @moment, written as @text. */
void rdm_day_order_add (RdmDayOrder *self, const RdmMoment *moment, const char *text);

/** rdm_day_order_decide: Returns: DMY or MDY; AUTO where it must be asked. */
RdmImportFormat rdm_day_order_decide (const RdmDayOrder *self);

G_END_DECLS
