/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One try to serve a stop, with what came of it. A fact: reports append it, and nothing else writes
 * it; a report that was wrong is marked, not taken away.
 */
#pragma once

#include "rdm-result.h"
#include "rdm-row.h"

G_BEGIN_DECLS

/** RdmAttempt: its id follows from the stop's: "STOP#1", "STOP#2", … */
struct _RdmAttempt
{
  RdmRow row;
  char *stop;
  char *route;
  gint64 arrived_ms;  /* UTC; 0: nobody knows */
  gint64 ended_ms;    /* UTC */
  int result;         /* RdmResult */
  char *note;         /* the driver's */
  gboolean detected;  /* seen from positions; nobody has said so */
  gboolean withdrawn; /* said to have been a mistake */
};

/** rdm_attempt_id: Returns: (transfer full): of the @n-th of @stop, from 1. */
char *rdm_attempt_id (const char *stop, guint n) G_GNUC_WARN_UNUSED_RESULT;

extern const RdmRowClass rdm_attempt_class;

G_END_DECLS
