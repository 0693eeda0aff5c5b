/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody should look at: seen in a day as it is driven, or reported, in the order of
 * urgency.
 *
 * Urgency is money at risk, the sooner the more:
 *
 *     urgency = chance × cost × 30 min / (30 min + time left)
 *
 * where @cost is what it comes to if nobody does anything (minor units), and the time left is until
 * nothing can be done any more. So what is due now counts in full, what is due in half an hour for
 * a half. What was seen stays until it is clearly over: a chance raises at one level, and clears at
 * a lower one.
 *
 * Late stops of one route are one line, and so are orders that nobody has: one thing is the matter,
 * and one thing is to be done. Their own alerts are its parts; what people do about the line is
 * done about each of them. A vehicle that is down, or a driver who is gone, comes first, and what
 * follows from that (late stops, a standstill, …) lies beneath its line.
 */
#pragma once

#include "rdm-live-day.h"

G_BEGIN_DECLS

/** What was solved, and is so again this long afterwards, comes back. */
#define RDM_ALERT_SOLVED_MS (15 * 60 * 1000)

#define RDM_ALERT_STEP_STRANDED 1

/**
 * RdmAlert: texts are for people; ids are exceptions', stops', routes'.
 * @id: the exception's, see rdm_exception_id()
 * @subject: id of the stop, route, order, vehicle or driver
 * @route: (nullable): the route that it is about
 * @stop: (nullable): the stop that it is about
 * @since_ms: UTC: when it was first seen, or reported
 * @due_ms: UTC: until when something can be done; RDM_LIVE_NEVER: it does not get worse
 * @chance: that it is so, or will be: 0 to 1
 * @cost_minor: what it comes to if nobody does anything
 * @late_ms: LATE: by so much, as likely more as less
 * @step: NOT_STARTED: 0 reminder, 1 alert, 2 others should take over; VEHICLE_DOWN, DRIVER_GONE:
 * RDM_ALERT_STEP_STRANDED while it has stops that nobody else has
 * @is_quiet: nobody has to look now: it waits, was solved or dismissed
 * @words: what is the matter: "Feldstrasse 4: about 14 min after 12:00"
 * @row: (nullable): what people did about it
 * @parts: (nullable) (element-type RdmAlert): of a line of several: theirs, the most urgent first.
 * The line's @subject is the route, or the first order; @stop is NULL, @cost_minor and @urgency are
 * sums, @due_ms is the first, @late_ms the most
 * @beneath: (nullable) (element-type RdmAlert): of a breakdown: what else is so on its route
 * because of it. It has no line while the breakdown is open, and nobody has to do anything about it
 */
typedef struct
{
  RdmExceptionKind kind;
  char *id;
  char *subject;
  char *route;
  char *stop;
  gint64 since_ms;
  gint64 due_ms;
  double chance;
  gint64 cost_minor;
  gint64 late_ms;
  int step;
  char *words;
  double urgency;
  gboolean is_quiet;
  RdmException *row;
  GPtrArray *parts;
  GPtrArray *beneath;
} RdmAlert;

RdmAlert *rdm_alert_copy (const RdmAlert *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_alert_free (RdmAlert *self);

/** rdm_alert_get_left: Returns: ms until nothing can be done any more, not less than 0;
 * RDM_LIVE_NEVER: it does not get worse. */
gint64 rdm_alert_get_left (const RdmAlert *self, gint64 now_ms);

/** rdm_alert_explain: Returns: (transfer full): its urgency in words: "70 % likely, costs about
 * 24.00 CHF, 12 min left". */
char *rdm_alert_explain (const RdmAlert *self,
                         const char *currency,
                         gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

#define RDM_TYPE_ALERTS (rdm_alerts_get_type ())
G_DECLARE_FINAL_TYPE (RdmAlerts, rdm_alerts, RDM, ALERTS, GObject)

/** rdm_alerts_new: @day is kept by reference. Returns: (transfer full): call rdm_alerts_update().
 */
RdmAlerts *rdm_alerts_new (RdmLiveDay *day) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_alerts_rows_changed: after rdm_live_day_rows_changed(). @changes: (element-type RdmChange)
 * (nullable): NULL: all of it may be new. */
void rdm_alerts_rows_changed (RdmAlerts *self, GPtrArray *changes);

/** rdm_alerts_update: looks at the day as it is "now": at routes that were touched, and at those
 * about which time may have something to say. Borrowed alerts are gone. Returns: whether the list
 * says something else than before. */
gboolean rdm_alerts_update (RdmAlerts *self);

/** rdm_alerts_get_list: Returns: (transfer none) (element-type RdmAlert): lines, the most urgent
 * first, quiet ones at the end. The same day gives the same order. */
GPtrArray *rdm_alerts_get_list (RdmAlerts *self);

/** rdm_alerts_count_open: Returns: how many of them are not quiet. */
guint rdm_alerts_count_open (RdmAlerts *self);

/** rdm_alerts_find: Returns: (transfer none) (nullable): by the exception's id: a line, a part of
 * one, or what lies beneath it. */
const RdmAlert *rdm_alerts_find (RdmAlerts *self, const char *id);

/** rdm_alerts_find_line: Returns: (transfer none) (nullable): the line @id, or the one that it is a
 * part of, or lies beneath. */
const RdmAlert *rdm_alerts_find_line (RdmAlerts *self, const char *id);

/* --- what people do about it: commands, all (transfer full); about a line with parts: about each
 * of them, or none -------------------------------------------------------------------------------
 */

/** rdm_alert_take_command: @who sees to it. */
RdmCommand *rdm_alert_take_command (const RdmAlert *self,
                                    RdmRows *rows,
                                    const char *who,
                                    gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_alert_wait_command: it comes back at @until_ms. */
RdmCommand *rdm_alert_wait_command (const RdmAlert *self,
                                    RdmRows *rows,
                                    const char *who,
                                    gint64 until_ms,
                                    gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_alert_note_command: @who writes @note down. */
RdmCommand *rdm_alert_note_command (const RdmAlert *self,
                                    RdmRows *rows,
                                    const char *who,
                                    const char *note,
                                    gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_alert_solve_command: @answer was done about it. */
RdmCommand *rdm_alert_solve_command (const RdmAlert *self,
                                     RdmRows *rows,
                                     const char *who,
                                     const char *answer,
                                     gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_alert_dismiss_command: nothing has to be done. */
RdmCommand *rdm_alert_dismiss_command (const RdmAlert *self,
                                       RdmRows *rows,
                                       const char *who,
                                       gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_alert_reopen_command: somebody should look again. */
RdmCommand *rdm_alert_reopen_command (const RdmAlert *self,
                                      RdmRows *rows,
                                      const char *who,
                                      gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_alert_report_command: a person says so. @subject: id of a stop, route, order, vehicle or
 * driver; @words: (nullable). */
RdmCommand *rdm_alert_report_command (RdmRows *rows,
                                      RdmExceptionKind kind,
                                      const char *subject,
                                      const char *date,
                                      const char *who,
                                      const char *words,
                                      gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmAlert, rdm_alert_free)

G_END_DECLS
