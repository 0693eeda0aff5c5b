/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something that a person must look at. What is detected has no row of its own: it follows from the
 * rows, the positions and the clock. A row keeps what people did about it, and what they reported
 * themselves.
 */
#pragma once

#include "rdm-row.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_EXCEPTION_LATE,            /* a stop will be served after its window */
  RDM_EXCEPTION_BREAK,           /* a break will be missed */
  RDM_EXCEPTION_SHIFT_END,       /* a route will end after its shift */
  RDM_EXCEPTION_STANDSTILL,      /* a vehicle stands where it should not */
  RDM_EXCEPTION_OFF_ROAD,        /* a vehicle is not on its way */
  RDM_EXCEPTION_NO_POSITION,     /* nobody knows where a vehicle is */
  RDM_EXCEPTION_NOT_STARTED,     /* a route should be under way */
  RDM_EXCEPTION_EARLY,           /* a driver is much ahead, or comes before a window */
  RDM_EXCEPTION_FAILED,          /* a visit did not succeed */
  RDM_EXCEPTION_REFUSED,         /* the recipient does not want it */
  RDM_EXCEPTION_DAMAGED,         /* damaged, or missing in part */
  RDM_EXCEPTION_ADDRESS,         /* the address is wrong */
  RDM_EXCEPTION_NO_PARKING,      /* nowhere to stop */
  RDM_EXCEPTION_VEHICLE_DOWN,    /* a vehicle cannot go on */
  RDM_EXCEPTION_DRIVER_GONE,     /* a driver cannot go on */
  RDM_EXCEPTION_ORDER_CANCELLED, /* while it is on a route that is out */
  RDM_EXCEPTION_ORDER_CHANGED,   /* likewise */
  RDM_EXCEPTION_ORDER_NEW,       /* for today, when routes are out */
  RDM_EXCEPTION_LOAD_MISMATCH,   /* the depot loaded something else */
  RDM_EXCEPTION_TEMPERATURE,     /* too warm or too cold */
  RDM_EXCEPTION_RETURNED,        /* goods come back */
  RDM_EXCEPTION_UNACKNOWLEDGED,  /* a driver has not acknowledged a change */
  RDM_EXCEPTION_OTHER,           /* what a person reports in words */
  RDM_N_EXCEPTION_KINDS
} RdmExceptionKind;

typedef enum
{
  RDM_EXCEPTION_OPEN,
  RDM_EXCEPTION_TAKEN,     /* somebody sees to it: @owner */
  RDM_EXCEPTION_WAITING,   /* until @until_ms */
  RDM_EXCEPTION_SOLVED,    /* something was done about it */
  RDM_EXCEPTION_DISMISSED, /* nothing has to be done */
} RdmExceptionState;

extern const char *const rdm_exception_kind_names[];
extern const char *const rdm_exception_state_names[];

/**
 * RdmException: of one kind about one thing on one day: its id follows from the three, so that what
 * two desks do about it is about the same thing.
 */
struct _RdmException
{
  RdmRow row;
  int kind;          /* RdmExceptionKind; the field's name is "exception_kind" */
  char *subject;     /* id of a stop, route, vehicle, driver or order */
  char *date;        /* service day, ISO */
  int state;         /* RdmExceptionState */
  char *owner;       /* who sees to it; NULL: nobody yet */
  gint64 since_ms;   /* UTC: when it was first seen, or reported */
  gint64 until_ms;   /* UTC: WAITING: when it comes back; 0: not */
  gint64 ended_ms;   /* UTC: when it was solved or dismissed; 0: not */
  gboolean reported; /* a person said so; nothing detects it */
  char *words;       /* what the person said */
  char *answer;      /* what was done about it */
  GStrv notes; /* "UTC ms, a space, who, a colon and a space, what", in the order of writing */
};

/** rdm_exception_id: Returns: (transfer full): "late:o1.d@2026-11-23". */
char *rdm_exception_id (int kind, const char *subject, const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_exception_label: for people: "Will be late". */
const char *rdm_exception_label (int kind);

/** rdm_exception_is_open: whether somebody still has to look at it. */
gboolean rdm_exception_is_open (const RdmException *self);

extern const RdmRowClass rdm_exception_class;

G_END_DECLS
