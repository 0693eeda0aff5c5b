/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* A time of day is an int32_t: seconds after the midnight that begins the service day. It may pass
 * 24 h, for a shift that ends after midnight.
 *
 * On the two days a year when the clocks change, "midnight" is twelve hours before local noon, so
 * that a difference of two times is always the time that really passes, every instant has exactly
 * one time of day, and the working day reads as the clock on the wall does. */

#define RDM_TIME_NONE INT32_MIN
#define RDM_SECONDS_PER_DAY 86400

/**
 * rdm_time_parse_of_day:
 * @text: "7:05", "0705", "07:05:30", "7.30", "19h30", "7pm", "7:05 a.m.", "24:00", "01:05⁺¹" (the
 *   day after), or a spreadsheet's fraction of a day: "0.3125" ("0.30" is a fraction too)
 * @tod_s: (out): seconds
 *
 * Returns: FALSE and RDM_TIME_ERROR if it is no time of day
 */
gboolean rdm_time_parse_of_day (const char *text, int32_t *tod_s, GError **error);

/**
 * rdm_time_format_of_day:
 * @tod_s: seconds, or %RDM_TIME_NONE
 *
 * Returns: (transfer full): "07:05" (seconds are dropped), "01:05⁺¹" on the day after, "" for none
 */
char *rdm_time_format_of_day (int32_t tod_s) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_time_format_window:
 * @from_s: seconds, or %RDM_TIME_NONE for "any time until"
 * @to_s: seconds, or %RDM_TIME_NONE for "from then on"
 *
 * Returns: (transfer full): "08:00–12:00", "from 08:00", "until 12:00", or "" for no bound at all
 */
char *rdm_time_format_window (int32_t from_s, int32_t to_s) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_format_duration:
 * @duration_s: seconds, may be negative
 *
 * Returns: (transfer full): "1 h 05 min", "42 min", "35 s"; translated
 */
char *rdm_format_duration (int64_t duration_s) G_GNUC_WARN_UNUSED_RESULT;

/* Service dates are ISO text: "2026-11-23". */

gboolean rdm_date_valid (const char *date);

/**
 * rdm_date_new:
 *
 * Returns: (transfer full) (nullable): ISO text, or NULL where there is no such day
 */
char *rdm_date_new (int year, int month, int day) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_date_today:
 * @zone: (nullable): NULL is the computer's own
 */
char *rdm_date_today (GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_date_format_long:
 *
 * Returns: (transfer full): "Mon 23 Nov" in the user's language; @date itself where it is not valid
 */
char *rdm_date_format_long (const char *date) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_date_format_full:
 *
 * Returns: (transfer full): "Monday 23 November 2026" in the user's language
 */
char *rdm_date_format_full (const char *date) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_date_add_days:
 *
 * Returns: (transfer full) (nullable): NULL where @date is not valid or the result is out of range
 */
char *rdm_date_add_days (const char *date, int days) G_GNUC_WARN_UNUSED_RESULT;

/**
 * rdm_date_days_between:
 *
 * Returns: days from @from to @to, negative if @to is earlier; 0 if either is not valid
 */
int rdm_date_days_between (const char *from, const char *to);

/**
 * rdm_time_to_utc:
 * @zone: the service day's zone
 * @date: the service day, ISO
 * @tod_s: seconds, or %RDM_TIME_NONE
 *
 * Returns: Unix seconds; INT64_MIN if there is no such instant
 */
int64_t rdm_time_to_utc (GTimeZone *zone, const char *date, int32_t tod_s);

/**
 * rdm_time_from_utc:
 * @utc_s: Unix seconds
 *
 * Returns: seconds on the service day @date (negative before it), or %RDM_TIME_NONE if they do not
 * fit
 */
int32_t rdm_time_from_utc (GTimeZone *zone, const char *date, int64_t utc_s);

G_END_DECLS
