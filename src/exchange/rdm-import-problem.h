/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong in a file, in words, and what can be done about it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RDM_IMPORT_FINE,
  RDM_IMPORT_WARNING, /* can be imported; what then becomes of it is said */
  RDM_IMPORT_ERROR,   /* cannot be imported unless it is repaired */
} RdmImportSeverity;

typedef enum
{
  RDM_IMPORT_ROW_SHAPE, /* more cells than columns */
  RDM_IMPORT_NO_REFERENCE,
  RDM_IMPORT_REFERENCE_ROUNDED,   /* 2.02611E+11: a spreadsheet took it for a number */
  RDM_IMPORT_REFERENCE_TWICE,     /* in the file */
  RDM_IMPORT_REFERENCE_ELSEWHERE, /* another sender's order has it on the same day */
  RDM_IMPORT_KIND_UNKNOWN,
  RDM_IMPORT_DATE_UNREADABLE,
  RDM_IMPORT_DATE_IMPOSSIBLE,
  RDM_IMPORT_DATE_FAR, /* more than a year away */
  RDM_IMPORT_TIME_UNREADABLE,
  RDM_IMPORT_WINDOW_REVERSED,
  RDM_IMPORT_DURATION_UNREADABLE,
  RDM_IMPORT_DURATION_TOO_LONG,
  RDM_IMPORT_AMOUNT_UNREADABLE, /* loads, costs, money */
  RDM_IMPORT_AMOUNT_NEGATIVE,
  RDM_IMPORT_AMOUNT_TOO_BIG,
  RDM_IMPORT_AMOUNT_NOT_WHOLE, /* half a parcel */
  RDM_IMPORT_PRIORITY_UNKNOWN,
  RDM_IMPORT_EMAIL_MALFORMED,
  RDM_IMPORT_PLACE_UNREADABLE,
  RDM_IMPORT_PLACE_NULL_ISLAND,
  RDM_IMPORT_PLACE_SWAPPED,
  RDM_IMPORT_PLACE_FAR,
  RDM_IMPORT_PARK_WRONG,      /* where the vehicle stops: unreadable, or far from the place */
  RDM_IMPORT_NO_ADDRESS,      /* and no coordinates */
  RDM_IMPORT_NO_HOUSE_NUMBER, /* and no coordinates */
  RDM_IMPORT_REFUSED,         /* the plan does not let the order be changed any more */
  RDM_IMPORT_NO_NAME,         /* a vehicle without one */
  RDM_IMPORT_PROFILE_UNKNOWN,
  RDM_IMPORT_SHIFT_MISSING,
  RDM_IMPORT_SHIFT_TWICE,   /* one vehicle on two shifts at once */
  RDM_IMPORT_BREAK_OUTSIDE, /* of the shift, or longer than its window */
  RDM_IMPORT_TOO_MANY,      /* vehicles of one kind */
  RDM_IMPORT_NONSENSE,      /* the plan's own check says why */
  RDM_N_IMPORT_CODES
} RdmImportCode;

typedef enum
{
  RDM_REPAIR_NONE,
  RDM_REPAIR_LEAVE_OUT,      /* the row */
  RDM_REPAIR_DROP,           /* the value: as if the cell were empty */
  RDM_REPAIR_KEEP,           /* as it is written */
  RDM_REPAIR_SWAP,           /* latitude and longitude, or the window's ends */
  RDM_REPAIR_TAKE_DAY,       /* the day of the other rows */
  RDM_REPAIR_NEXT_DAY,       /* the window ends on the day after */
  RDM_REPAIR_MAKE_REFERENCE, /* from what the row says, so that it is the same next time */
  RDM_REPAIR_MERGE,          /* the row says more about the same order */
  RDM_REPAIR_UPDATE,         /* the other sender's order is this one */
  RDM_REPAIR_DELIVERY,       /* take it for a delivery */
  RDM_REPAIR_HIGH,           /* take the priority for a high one */
  RDM_REPAIR_POSITIVE,       /* without the minus sign */
  RDM_REPAIR_SECONDS,        /* the number is one of seconds */
  RDM_N_REPAIRS
} RdmRepair;

#define RDM_IMPORT_MAX_REPAIRS 4

/**
 * RdmImportProblem:
 * @line: the physical line in the file
 * @column: in the file, -1 where it is about the row
 * @reference: (nullable): the row's
 * @value: (nullable): what the cell says
 * @message: what is wrong and what can be done, without the line: "The window ends (09:00) before
 * …"
 * @repairs: what is offered, the likeliest first
 * @repaired: what was chosen, or %RDM_REPAIR_NONE: the problem is open
 */
typedef struct
{
  RdmImportCode code;
  RdmImportSeverity severity;
  guint line;
  int column;
  char *reference;
  char *value;
  char *message;
  RdmRepair repairs[RDM_IMPORT_MAX_REPAIRS];
  guint n_repairs;
  RdmRepair repaired;
} RdmImportProblem;

void rdm_import_problem_free (RdmImportProblem *self);

/** rdm_import_problem_describe: Returns: (transfer full): "Line 55: The window ends (09:00) before
 * …" */
char *rdm_import_problem_describe (const RdmImportProblem *self) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_import_code_name: the word for it in JSON output: "window-reversed". */
const char *rdm_import_code_name (RdmImportCode code);

/** rdm_import_code_label: for the heading of all problems of a kind: "Window ends before it
 * starts". */
const char *rdm_import_code_label (RdmImportCode code);

/** rdm_import_code_severity: Returns: how much a problem of this kind matters. */
RdmImportSeverity rdm_import_code_severity (RdmImportCode code);

/** rdm_import_code_repairs: Returns: (array length=RDM_IMPORT_MAX_REPAIRS): what is offered for
 * problems of this kind, the likeliest first, then %RDM_REPAIR_NONE. */
const RdmRepair *rdm_import_code_repairs (RdmImportCode code);

/** rdm_import_code_from_name: Returns: FALSE where no kind of problem is called @name. */
gboolean rdm_import_code_from_name (const char *name, RdmImportCode *code);

/** rdm_repair_name: the word for it in JSON output: "leave-out". */
const char *rdm_repair_name (RdmRepair repair);
gboolean rdm_repair_from_name (const char *name, RdmRepair *repair);

/** rdm_repair_label: for a button: "Swap", "Leave the row out". */
const char *rdm_repair_label (RdmImportCode code, RdmRepair repair);

/** RdmImportChoices: the repairs that somebody chose. */
typedef struct _RdmImportChoices RdmImportChoices;

RdmImportChoices *rdm_import_choices_new (void) G_GNUC_WARN_UNUSED_RESULT;
RdmImportChoices *rdm_import_choices_copy (const RdmImportChoices *self) G_GNUC_WARN_UNUSED_RESULT;
void rdm_import_choices_free (RdmImportChoices *self);

/** rdm_import_choices_set: @line 0 chooses for all problems of the kind that have no choice of
 * their own; %RDM_REPAIR_NONE takes a choice back. */
void
rdm_import_choices_set (RdmImportChoices *self, RdmImportCode code, guint line, RdmRepair repair);
RdmRepair rdm_import_choices_get (const RdmImportChoices *self, RdmImportCode code, guint line);

/** rdm_import_choices_take_first: chooses for every open problem the likeliest of its repairs. */
void rdm_import_choices_take_first (RdmImportChoices *self, GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmImportProblem, rdm_import_problem_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RdmImportChoices, rdm_import_choices_free)

G_END_DECLS
