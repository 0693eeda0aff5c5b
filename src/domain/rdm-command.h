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
  RDM_COMMAND_ADD,      /* rows that are not there yet; an order brings its stops */
  RDM_COMMAND_EDIT,     /* fields of rows */
  RDM_COMMAND_REMOVE,   /* rows; an order takes its stops along */
  RDM_COMMAND_ASSIGN,   /* stops to a route after an anchor, or to the tray */
  RDM_COMMAND_SEQUENCE, /* the whole lists of several routes: a plan applied */
  RDM_COMMAND_BATCH,    /* several, all or none */
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

  GPtrArray *rows;     /* ADD: (element-type RdmRow) */
  GPtrArray *edits;    /* EDIT: (element-type RdmEdit) */
  GPtrArray *refs;     /* REMOVE: (element-type RdmRowRef) */
  GPtrArray *stops;    /* ASSIGN: (element-type RdmStopSeen), in the order they are to be in */
  gboolean blind;      /* ASSIGN: what was seen does not matter */
  gboolean exact;      /* ASSIGN, SEQUENCE: even before what is done already; for taking back */
  char *route;         /* ASSIGN: NULL for the tray */
  char *after;         /* ASSIGN: the anchor, NULL for the head of the route */
  GPtrArray *lists;    /* SEQUENCE: (element-type RdmRouteList) as they are to be */
  GPtrArray *expected; /* SEQUENCE: (element-type RdmRouteList) as they were seen; empty: blind */
  GPtrArray *commands; /* BATCH: (element-type RdmCommand) */
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
