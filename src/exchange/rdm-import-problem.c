/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-import-problem.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *name;
  const char *label;
  RdmImportSeverity severity;
  RdmRepair repairs[RDM_IMPORT_MAX_REPAIRS];
} Kind;

#define REPAIRS(...)                                                                               \
  {                                                                                                \
    __VA_ARGS__                                                                                    \
  }
#define OUT RDM_REPAIR_LEAVE_OUT
#define DROP RDM_REPAIR_DROP
#define KEEP RDM_REPAIR_KEEP
#define WARN RDM_IMPORT_WARNING
#define FAIL RDM_IMPORT_ERROR

static const Kind kinds[RDM_N_IMPORT_CODES] = {
  [RDM_IMPORT_ROW_SHAPE] = { "row-shape", N_ ("More cells than columns"), WARN,
                             REPAIRS (KEEP, OUT) },
  [RDM_IMPORT_NO_REFERENCE] = { "no-reference", N_ ("No reference"), FAIL,
                                REPAIRS (RDM_REPAIR_MAKE_REFERENCE, OUT) },
  [RDM_IMPORT_REFERENCE_ROUNDED] = { "reference-rounded", N_ ("Reference rounded by a spreadsheet"),
                                     WARN, REPAIRS (KEEP, OUT) },
  [RDM_IMPORT_REFERENCE_TWICE] = { "reference-twice", N_ ("Reference comes twice"), WARN,
                                   REPAIRS (RDM_REPAIR_MAKE_REFERENCE, RDM_REPAIR_MERGE, OUT) },
  [RDM_IMPORT_REFERENCE_ELSEWHERE] = { "reference-elsewhere",
                                       N_ ("Another sender’s order has the reference"), WARN,
                                       REPAIRS (RDM_REPAIR_UPDATE, KEEP, OUT) },
  [RDM_IMPORT_KIND_UNKNOWN] = { "kind-unknown", N_ ("Neither delivery nor pickup"), FAIL,
                                REPAIRS (RDM_REPAIR_DELIVERY, OUT) },
  [RDM_IMPORT_DATE_UNREADABLE] = { "date-unreadable", N_ ("Date cannot be read"), FAIL,
                                   REPAIRS (RDM_REPAIR_TAKE_DAY, OUT) },
  [RDM_IMPORT_DATE_IMPOSSIBLE] = { "date-impossible", N_ ("No such day"), FAIL,
                                   REPAIRS (RDM_REPAIR_TAKE_DAY, OUT) },
  [RDM_IMPORT_DATE_FAR] = { "date-far", N_ ("Date more than a year away"), WARN,
                            REPAIRS (RDM_REPAIR_TAKE_DAY, KEEP, OUT) },
  [RDM_IMPORT_TIME_UNREADABLE] = { "time-unreadable", N_ ("Time cannot be read"), FAIL,
                                   REPAIRS (DROP, OUT) },
  [RDM_IMPORT_WINDOW_REVERSED] = { "window-reversed", N_ ("Window ends before it starts"), FAIL,
                                   REPAIRS (RDM_REPAIR_SWAP, RDM_REPAIR_NEXT_DAY, DROP, OUT) },
  [RDM_IMPORT_DURATION_UNREADABLE] = { "duration-unreadable",
                                       N_ ("Time at the stop cannot be read"), FAIL,
                                       REPAIRS (DROP, OUT) },
  [RDM_IMPORT_DURATION_TOO_LONG] = { "duration-too-long", N_ ("Longer than a day"), FAIL,
                                     REPAIRS (RDM_REPAIR_SECONDS, DROP, OUT) },
  [RDM_IMPORT_AMOUNT_UNREADABLE] = { "amount-unreadable", N_ ("Amount is not a number"), FAIL,
                                     REPAIRS (DROP, OUT) },
  [RDM_IMPORT_AMOUNT_NEGATIVE] = { "amount-negative", N_ ("Amount below nothing"), FAIL,
                                   REPAIRS (RDM_REPAIR_POSITIVE, DROP, OUT) },
  [RDM_IMPORT_AMOUNT_TOO_BIG] = { "amount-too-big", N_ ("Amount too big"), FAIL,
                                  REPAIRS (DROP, OUT) },
  [RDM_IMPORT_AMOUNT_NOT_WHOLE] = { "amount-not-whole", N_ ("Not a whole number"), WARN,
                                    REPAIRS (KEEP, DROP, OUT) },
  [RDM_IMPORT_PRIORITY_UNKNOWN] = { "priority-unknown", N_ ("Unknown priority"), WARN,
                                    REPAIRS (RDM_REPAIR_HIGH, DROP, OUT) },
  [RDM_IMPORT_EMAIL_MALFORMED] = { "email-malformed", N_ ("Not an e-mail address"), WARN,
                                   REPAIRS (DROP, KEEP, OUT) },
  [RDM_IMPORT_PLACE_UNREADABLE] = { "place-unreadable", N_ ("Coordinates cannot be read"), WARN,
                                    REPAIRS (DROP, OUT) },
  [RDM_IMPORT_PLACE_NULL_ISLAND] = { "place-null-island", N_ ("Coordinates at 0, 0"), WARN,
                                     REPAIRS (DROP, KEEP, OUT) },
  [RDM_IMPORT_PLACE_SWAPPED] = { "place-swapped", N_ ("Latitude and longitude swapped"), WARN,
                                 REPAIRS (RDM_REPAIR_SWAP, DROP, KEEP, OUT) },
  [RDM_IMPORT_PLACE_FAR] = { "place-far", N_ ("Far from all others"), WARN,
                             REPAIRS (DROP, KEEP, OUT) },
  [RDM_IMPORT_PARK_WRONG] = { "park-wrong", N_ ("Nobody can stop there"), WARN,
                              REPAIRS (DROP, OUT) },
  [RDM_IMPORT_NO_ADDRESS] = { "no-address", N_ ("No address"), FAIL, REPAIRS (OUT) },
  [RDM_IMPORT_NO_HOUSE_NUMBER] = { "no-house-number", N_ ("No house number"), WARN,
                                   REPAIRS (KEEP, OUT) },
  [RDM_IMPORT_REFUSED] = { "refused", N_ ("Cannot be changed any more"), WARN, REPAIRS (OUT) },
  [RDM_IMPORT_NO_NAME] = { "no-name", N_ ("No name"), FAIL, REPAIRS (OUT) },
  [RDM_IMPORT_PROFILE_UNKNOWN] = { "profile-unknown", N_ ("Unknown kind of vehicle"), FAIL,
                                   REPAIRS (DROP, OUT) },
  [RDM_IMPORT_SHIFT_MISSING] = { "shift-missing", N_ ("No hours of work"), WARN,
                                 REPAIRS (KEEP, OUT) },
  [RDM_IMPORT_SHIFT_TWICE] = { "shift-twice", N_ ("On two shifts at once"), WARN,
                               REPAIRS (OUT, KEEP) },
  [RDM_IMPORT_BREAK_OUTSIDE] = { "break-outside", N_ ("Break does not fit"), FAIL,
                                 REPAIRS (DROP, OUT) },
  [RDM_IMPORT_TOO_MANY] = { "too-many", N_ ("Too many vehicles"), FAIL, REPAIRS (OUT) },
  [RDM_IMPORT_NONSENSE] = { "nonsense", N_ ("Makes no sense"), FAIL, REPAIRS (OUT) },
};

static const struct
{
  const char *name;
  const char *label;
} repairs[RDM_N_REPAIRS] = {
  [RDM_REPAIR_NONE] = { "none", N_ ("Do nothing") },
  [RDM_REPAIR_LEAVE_OUT] = { "leave-out", N_ ("Leave the row out") },
  [RDM_REPAIR_DROP] = { "drop", N_ ("Leave the value out") },
  [RDM_REPAIR_KEEP] = { "keep", N_ ("Keep it as it is") },
  [RDM_REPAIR_SWAP] = { "swap", N_ ("Swap") },
  [RDM_REPAIR_TAKE_DAY] = { "take-day", N_ ("Take the day of the other rows") },
  [RDM_REPAIR_NEXT_DAY] = { "next-day", N_ ("It ends on the next day") },
  [RDM_REPAIR_MAKE_REFERENCE] = { "make-reference", N_ ("Make a reference") },
  [RDM_REPAIR_MERGE] = { "merge", N_ ("It is the same order: add the items") },
  [RDM_REPAIR_UPDATE] = { "update", N_ ("It is the same order: update it") },
  [RDM_REPAIR_DELIVERY] = { "delivery", N_ ("Take it for a delivery") },
  [RDM_REPAIR_HIGH] = { "high", N_ ("Take it for high") },
  [RDM_REPAIR_POSITIVE] = { "positive", N_ ("Leave out the minus sign") },
  [RDM_REPAIR_SECONDS] = { "seconds", N_ ("Take it for seconds") },
};

void
rdm_import_problem_free (RdmImportProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->reference);
  g_free (self->value);
  g_free (self->message);
  g_free (self);
}

char *
rdm_import_problem_describe (const RdmImportProblem *self)
{
  return g_strdup_printf (_ ("Line %u: %s"), self->line, self->message);
}

const char *
rdm_import_code_name (RdmImportCode code)
{
  return kinds[code].name;
}

gboolean
rdm_import_code_from_name (const char *name, RdmImportCode *code)
{
  for (guint i = 0; i < RDM_N_IMPORT_CODES; i++)
    if (g_strcmp0 (name, kinds[i].name) == 0)
      {
        *code = i;
        return TRUE;
      }
  return FALSE;
}

const char *
rdm_import_code_label (RdmImportCode code)
{
  return _ (kinds[code].label);
}

RdmImportSeverity
rdm_import_code_severity (RdmImportCode code)
{
  return kinds[code].severity;
}

const RdmRepair *
rdm_import_code_repairs (RdmImportCode code)
{
  return kinds[code].repairs;
}

const char *
rdm_repair_name (RdmRepair repair)
{
  return repairs[repair].name;
}

gboolean
rdm_repair_from_name (const char *name, RdmRepair *repair)
{
  for (guint i = 0; i < RDM_N_REPAIRS; i++)
    if (g_strcmp0 (name, repairs[i].name) == 0)
      {
        *repair = i;
        return TRUE;
      }
  return FALSE;
}

const char *
rdm_repair_label (RdmImportCode code, RdmRepair repair)
{
  switch (code)
    {
    case RDM_IMPORT_TIME_UNREADABLE:
    case RDM_IMPORT_WINDOW_REVERSED:
      return repair == RDM_REPAIR_DROP   ? _ ("Leave the window out")
             : repair == RDM_REPAIR_SWAP ? _ ("Swap the two times")
                                         : _ (repairs[repair].label);
    case RDM_IMPORT_DURATION_TOO_LONG:
    case RDM_IMPORT_DURATION_UNREADABLE:
      return repair == RDM_REPAIR_DROP ? _ ("Take the usual time") : _ (repairs[repair].label);
    case RDM_IMPORT_PRIORITY_UNKNOWN:
      return repair == RDM_REPAIR_DROP ? _ ("Take it for medium") : _ (repairs[repair].label);
    case RDM_IMPORT_PLACE_FAR:
    case RDM_IMPORT_PLACE_NULL_ISLAND:
    case RDM_IMPORT_PLACE_SWAPPED:
    case RDM_IMPORT_PLACE_UNREADABLE:
      return repair == RDM_REPAIR_DROP   ? _ ("Ignore the coordinates and place it later")
             : repair == RDM_REPAIR_SWAP ? _ ("Swap latitude and longitude")
                                         : _ (repairs[repair].label);
    case RDM_IMPORT_PARK_WRONG:
      return repair == RDM_REPAIR_DROP ? _ ("Stop as near to the place as the road goes")
                                       : _ (repairs[repair].label);
    case RDM_IMPORT_REFERENCE_ELSEWHERE:
      return repair == RDM_REPAIR_KEEP ? _ ("Keep both orders") : _ (repairs[repair].label);
    case RDM_IMPORT_REFERENCE_TWICE:
      return repair == RDM_REPAIR_MAKE_REFERENCE ? _ ("Keep both, under a reference of its own")
                                                 : _ (repairs[repair].label);
    case RDM_IMPORT_AMOUNT_NOT_WHOLE:
      return repair == RDM_REPAIR_KEEP ? _ ("Round it up") : _ (repairs[repair].label);
    case RDM_IMPORT_PROFILE_UNKNOWN:
      return repair == RDM_REPAIR_DROP ? _ ("Take it for a van") : _ (repairs[repair].label);
    default:
      return _ (repairs[repair].label);
    }
}
