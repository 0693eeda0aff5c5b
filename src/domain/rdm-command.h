/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every change is a command: what somebody wants, in terms of what they saw. rdm-run.h says what it
 * does.
 */
#pragma once

#include "rdm-rows.h"

G_BEGIN_DECLS

typedef enum
{
  RDM_COMMAND_ADD,         /* rows that are not there yet; an order brings its stops */
  RDM_COMMAND_EDIT,        /* fields of rows */
  RDM_COMMAND_REMOVE,      /* rows; an order takes its stops along */
  RDM_COMMAND_ASSIGN,      /* stops to a route after an anchor, or to the tray */
  RDM_COMMAND_SEQUENCE,    /* the whole lists of several routes: a plan applied */
  RDM_COMMAND_BATCH,       /* several, all or none */
  RDM_COMMAND_SEND,        /* routes go out to their drivers, as they were seen */
  RDM_COMMAND_RECALL,      /* routes that have not started are drafts again */
  RDM_COMMAND_ACKNOWLEDGE, /* a driver has a route's list */
  RDM_COMMAND_REPORT,      /* what happened on a route */
  RDM_COMMAND_RETRY,       /* stops that failed are tried again: from the tray, or on a route */
  RDM_N_COMMAND_KINDS
} RdmCommandKind;

extern const char *const rdm_command_kind_names[];

/** RdmEdit: @set are the new values by field name, @expect those the author relied on (NULL: none).
 */
typedef struct
{
  RdmRowKind kind;
  char *id;
  JsonObject *set;
  JsonObject *expect;
} RdmEdit;

typedef struct
{
  RdmRowKind kind;
  char *id;
} RdmRowRef;

/** RdmRouteList: a route's stops, as they are to be, or as the author saw them. */
typedef struct
{
  char *route;
  GStrv stops;
} RdmRouteList;

/** What happened at a stop, or where the report names none, to the route as a whole. */
typedef enum
{
  RDM_EVENT_STARTED, /* the route: its driver has set out */
  RDM_EVENT_EN_ROUTE,
  RDM_EVENT_ARRIVED,
  RDM_EVENT_DONE,
  RDM_EVENT_FAILED,
  RDM_EVENT_CANCELLED, /* nobody wants it any more: it leaves its route */
  RDM_EVENT_ENDED,     /* the route: its driver is back */
  RDM_EVENT_WITHDRAWN, /* the last of these was a mistake */
  RDM_N_EVENTS
} RdmEvent;

/** rdm_event_describe: @result: of a visit that failed. Returns: (transfer full): for people:
 * "Mill Lane 4: arrived". */
char *rdm_event_describe (RdmEvent event, int result, const char *what) G_GNUC_WARN_UNUSED_RESULT;

extern const char *const rdm_event_names[];

/** RdmReport: one thing that happened. */
typedef struct
{
  RdmEvent event;
  char *route;       /* on which; of a cancelled stop NULL */
  char *stop;        /* NULL: the route as a whole */
  gint64 at_ms;      /* UTC: when it happened */
  int result;        /* DONE, FAILED: RdmResult */
  char *note;        /* DONE, FAILED: the driver's; may be NULL */
  gboolean detected; /* seen from positions */
} RdmReport;

/** RdmStopSeen: a stop and the route the author saw it on, NULL for the tray. */
typedef struct
{
  char *stop;
  char *route;
} RdmStopSeen;

/** RdmCommand: the members after @label are set by kind, NULL otherwise. */
typedef struct
{
  RdmCommandKind kind;
  char *id;    /* made where the command is made */
  char *label; /* what it is, in the author's words: "Move 3 stops to LI-03" */

  GPtrArray *rows;  /* ADD: (element-type RdmRow) */
  GPtrArray *edits; /* EDIT: (element-type RdmEdit) */
  GPtrArray *refs;  /* REMOVE: (element-type RdmRowRef) */
  GPtrArray *stops; /* ASSIGN, RETRY: (element-type RdmStopSeen), in the order they are to be in */
  gboolean blind;   /* ASSIGN, RETRY: what was seen does not matter */
  gboolean exact;   /* even what is done already; for taking back */
  char *route;      /* ASSIGN, RETRY: NULL for the tray */
  char *after;      /* ASSIGN, RETRY: the anchor, NULL for the head of the route */
  GPtrArray *lists; /* SEQUENCE: (element-type RdmRouteList) as they are to be; SEND, RECALL: as
                       they were seen; ACKNOWLEDGE: as the drivers have them */
  GPtrArray *expected; /* SEQUENCE: (element-type RdmRouteList) as they were seen; empty: blind */
  GPtrArray *commands; /* BATCH: (element-type RdmCommand) */
  GPtrArray *reports;  /* REPORT: (element-type RdmReport), in the order of happening */
  gint64 at_ms;        /* SEND, ACKNOWLEDGE: UTC */
  char *date;          /* RETRY: another service day, ISO, or NULL; only to the tray */
} RdmCommand;

/* Constructors. All return (transfer full). Labels may be NULL. */

RdmCommand *rdm_command_new_add (const char *label) G_GNUC_WARN_UNUSED_RESULT;
void rdm_command_add_row (RdmCommand *self, gconstpointer row);

RdmCommand *rdm_command_new_edit (const char *label) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_edit_row: adds an edit that turns @from into @to, expecting the fields that differ
 * as in @from. Returns: the number of fields that differ; with 0 nothing is added. */
guint rdm_command_edit_row (RdmCommand *self, gconstpointer from, gconstpointer to);

RdmCommand *rdm_command_new_remove (const char *label) G_GNUC_WARN_UNUSED_RESULT;
void rdm_command_remove_row (RdmCommand *self, RdmRowKind kind, const char *id);

/** rdm_command_new_assign: moves stops to @route (NULL: the tray) behind @after (NULL: its head).
 */
RdmCommand *rdm_command_new_assign (const char *label,
                                    const char *route,
                                    const char *after) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_assign_stop: @seen_on: the route the author saw it on, NULL for the tray. */
void rdm_command_assign_stop (RdmCommand *self, const char *stop, const char *seen_on);

RdmCommand *rdm_command_new_sequence (const char *label) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_sequence_route: @stops replaces the list that was seen as @expected. */
void rdm_command_sequence_route (RdmCommand *self,
                                 const char *route,
                                 const char *const *stops,
                                 const char *const *expected);

/** rdm_command_new_send: @at_ms: now, UTC. Routes are added by rdm_command_list_route(). */
RdmCommand *rdm_command_new_send (const char *label, gint64 at_ms) G_GNUC_WARN_UNUSED_RESULT;
RdmCommand *rdm_command_new_recall (const char *label) G_GNUC_WARN_UNUSED_RESULT;
RdmCommand *rdm_command_new_acknowledge (const char *label, gint64 at_ms) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_list_route: @stops: (nullable): as they were seen, or as the driver has them. */
void rdm_command_list_route (RdmCommand *self, const char *route, const char *const *stops);

RdmCommand *rdm_command_new_report (const char *label) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_add_report: @stop: (nullable): the route as a whole. Returns: (transfer none): to be
 * filled in: result, note, detected. */
RdmReport *rdm_command_add_report (
    RdmCommand *self, RdmEvent event, const char *route, const char *stop, gint64 at_ms);

/** rdm_command_new_retry: stops that failed or were cancelled, by rdm_command_assign_stop(), are
 * planned again: on @route behind @after, or in the tray, on @date if not NULL. */
RdmCommand *rdm_command_new_retry (const char *label,
                                   const char *route,
                                   const char *after,
                                   const char *date) G_GNUC_WARN_UNUSED_RESULT;

RdmCommand *rdm_command_new_batch (const char *label) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_batch_take: @command: (transfer full). */
void rdm_command_batch_take (RdmCommand *self, RdmCommand *command);

RdmCommand *rdm_command_ref (const RdmCommand *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_command_unref (RdmCommand *self);

/** rdm_command_reissue: Returns: (transfer full): the same command under a fresh id and @label.
 * Whoever issues a command that was issued before (an inverse, "move anyway") issues it anew: an id
 * names one attempt. */
RdmCommand *rdm_command_reissue (const RdmCommand *self,
                                 const char *label) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_is_empty: whether it says nothing at all. */
gboolean rdm_command_is_empty (const RdmCommand *self);

JsonNode *rdm_command_to_json (const RdmCommand *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_command_from_json: Returns: (transfer full) (nullable): NULL with an RDM_DOMAIN_ERROR. */
RdmCommand *rdm_command_from_json (JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmCommand, rdm_command_unref)

G_END_DECLS
