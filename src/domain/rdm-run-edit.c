/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields of rows change: EDIT, its own inverse.
 */
#include "rdm-run-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One edit under way: the row as it is, and as it is to be. */
typedef struct
{
  RdmRun *run;
  const RdmEdit *edit;
  gboolean exact;
  RdmRow *from;
  RdmRow *to;
} Editing;

static gboolean
refuse (Editing *self, RdmReason reason, char *detail)
{
  return rdm_run_refuse (self->run, RDM_REJECTED, reason, self->edit->id, detail);
}

/* The row to edit; routes and settings that have no row are as at first. */
static RdmRow *
get_row (RdmRun *run, const RdmEdit *edit)
{
  gconstpointer row;

  if (edit->kind == RDM_ROW_ROUTE)
    return (RdmRow *)rdm_rows_get_route (run->rows, edit->id);
  if (edit->kind == RDM_ROW_SETTINGS && strcmp (edit->id, RDM_SETTINGS_ID) == 0)
    return (RdmRow *)rdm_rows_settings (run->rows);
  row = rdm_rows_get (run->rows, edit->kind, edit->id);
  return row ? rdm_row_ref (row) : NULL;
}

static void
put_row (RdmRun *run, const RdmRow *row)
{
  g_autoptr (RdmRow) fresh = NULL;

  if (row->kind == RDM_ROW_ROUTE)
    {
      rdm_draft_put_route (run->draft, (const RdmRoute *)row);
      return;
    }
  if (row->kind == RDM_ROW_SETTINGS)
    fresh = rdm_row_new (RDM_ROW_SETTINGS, RDM_SETTINGS_ID);
  if (fresh && rdm_row_equal (row, fresh))
    rdm_rows_remove (run->rows, row->kind, row->id);
  else
    rdm_rows_put (run->rows, row);
}

static gboolean
read_field (Editing *self, RdmRow *row, const char *name, JsonNode *value)
{
  const RdmField *field = rdm_row_class_field (self->edit->kind, name);

  if (!field)
    return refuse (self, RDM_REASON_BAD_VALUE,
                   g_strdup_printf (_ ("There is nothing called “%s” in it."), name));
  if (!rdm_field_from_json (field, row, value))
    return refuse (self, RDM_REASON_BAD_VALUE,
                   g_strdup_printf (_ ("The value for “%s” is not of its kind."), name));
  return TRUE;
}

static gboolean
read_values (Editing *self)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, self->edit->set);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!read_field (self, self->to, name, value))
      return FALSE;
  return TRUE;
}

/* A field that is neither as it was seen nor as it is to be was changed by somebody else. */
static gboolean
check_expected (Editing *self)
{
  g_autoptr (RdmRow) seen = rdm_row_copy (self->from);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!self->edit->expect)
    return TRUE;
  json_object_iter_init_ordered (&iter, self->edit->expect);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      const RdmField *field = rdm_row_class_field (self->edit->kind, name);

      if (!read_field (self, seen, name, value))
        return FALSE;
      if (rdm_field_equal (field, seen, self->from))
        continue;
      if (json_object_has_member (self->edit->set, name)
          && rdm_field_equal (field, self->to, self->from))
        continue;
      return rdm_run_refuse (self->run, RDM_CONFLICT, RDM_REASON_CHANGED, self->edit->id,
                             g_strdup (name));
    }
  return TRUE;
}

static gboolean
differs (Editing *self, const char *const *names)
{
  for (; *names; names++)
    if (!rdm_field_equal (rdm_row_class_field (self->from->kind, *names), self->from, self->to))
      return TRUE;
  return FALSE;
}

/* Whether stops of the order stand against a change of its kind or date. */
static gboolean
check_stops_free (Editing *self, GPtrArray *stops, gboolean kind_changes)
{
  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = stops->pdata[i];

      if (rdm_rows_route_of (self->run->rows, stop->row.id))
        return refuse (self, RDM_REASON_ASSIGNED, NULL);
      if (kind_changes && (stop->state != RDM_STOP_PLANNED || stop->attempts > 0))
        return refuse (self, RDM_REASON_DONE, NULL);
      if (kind_changes && stop->locked)
        return refuse (self, RDM_REASON_LOCKED, NULL);
    }
  return TRUE;
}

/* All stops are in the tray and as at first: those that the new kind has not go, those that it has
 * come. */
static void
swap_stops (Editing *self)
{
  const RdmOrder *order = (const RdmOrder *)self->to;

  for (int role = RDM_STOP_DELIVERY; role <= RDM_STOP_PICKUP; role++)
    {
      g_autofree char *id = rdm_stop_id (order->row.id, (RdmStopRole)role);
      gboolean present = rdm_rows_get (self->run->rows, RDM_ROW_STOP, id) != NULL;
      gboolean wanted = rdm_run_has_stop (order->kind, (RdmStopRole)role);
      g_autoptr (RdmStop) stop = NULL;

      if (present && !wanted)
        rdm_rows_remove (self->run->rows, RDM_ROW_STOP, id);
      if (present || !wanted)
        continue;
      stop = rdm_row_new (RDM_ROW_STOP, id);
      stop->order = g_strdup (order->row.id);
      stop->role = role;
      rdm_rows_put (self->run->rows, stop);
    }
}

static gboolean
edit_order (Editing *self)
{
  static const char *const kind[] = { "order_kind", NULL };
  static const char *const day[] = { "order_kind", "date", NULL };
  static const char *const place[] = { "order_kind",    "date",          "lat",
                                       "lon",           "address",       "address2",
                                       "postcode",      "city",          "country",
                                       "from_lat",      "from_lon",      "from_address",
                                       "from_address2", "from_city",     "from_country",
                                       "from_postcode", "park_lat",      "park_lon",
                                       "from_park_lat", "from_park_lon", NULL };
  g_autoptr (GPtrArray) stops = rdm_run_order_stops (self->run, (const RdmOrder *)self->from);

  if (differs (self, place))
    for (guint i = 0; i < stops->len; i++)
      if (!rdm_stop_is_open (stops->pdata[i]))
        return refuse (self, RDM_REASON_DONE, NULL);
  if (differs (self, day) && !check_stops_free (self, stops, differs (self, kind)))
    return FALSE;
  if (differs (self, kind))
    swap_stops (self);
  return TRUE;
}

/* What somebody reports, nobody edits; but what was edited so can be taken back. */
static gboolean
check_facts (Editing *self)
{
  static const char *const of_stop[] = { "state",  "attempts", "arrived_ms", "ended_ms",
                                         "result", "note",     "detected",   NULL };
  static const char *const of_route[] = { "state", "sent_ms",         "started_ms", "ended_ms",
                                          "told",  "acknowledged_ms", NULL };

  if (self->exact)
    return TRUE;
  if (self->from->kind == RDM_ROW_ATTEMPT
      || (self->from->kind == RDM_ROW_STOP && differs (self, of_stop))
      || (self->from->kind == RDM_ROW_ROUTE && differs (self, of_route)))
    return refuse (self, RDM_REASON_FACT, NULL);
  return TRUE;
}

/* What holds beyond the row's own sense. */
static gboolean
check_rules (Editing *self)
{
  static const char *const of_stop[] = { "order", "role", NULL };
  static const char *const of_route[] = { "stops", "shift", "date", NULL };
  static const char *const days[] = { "date", "until", NULL };

  if (!check_facts (self))
    return FALSE;

  switch (self->from->kind)
    {
    case RDM_ROW_ORDER:
      return edit_order (self);
    case RDM_ROW_STOP:
      if (differs (self, of_stop))
        return refuse (self, RDM_REASON_BAD_VALUE,
                       g_strdup (_ ("A stop belongs to its order for good.")));
      return TRUE;
    case RDM_ROW_ROUTE:
      if (differs (self, of_route))
        return refuse (self, RDM_REASON_BAD_VALUE,
                       g_strdup (_ ("A route's stops are moved, not edited.")));
      return rdm_run_check_references (self->run, self->to);
    case RDM_ROW_SHIFT:
      return rdm_run_check_references (self->run, self->to);
    case RDM_ROW_CLOSURE:
      return !differs (self, days) || rdm_run_check_references (self->run, self->to);
    case RDM_ROW_SETTINGS:
    case RDM_ROW_VEHICLE:
    case RDM_ROW_DRIVER:
    case RDM_ROW_PLACE:
    case RDM_ROW_SENDER:
    case RDM_ROW_ATTEMPT:
    case RDM_ROW_EXCEPTION:
    case RDM_N_ROW_KINDS:
      break;
    }
  return TRUE;
}

static gboolean
run_editing (Editing *self, RdmCommand *inverse)
{
  char *complaint;

  if (!read_values (self) || !check_expected (self))
    return FALSE;
  if (rdm_row_equal (self->from, self->to))
    return TRUE;
  complaint = rdm_row_check (self->to);
  if (complaint)
    return refuse (self, RDM_REASON_BAD_VALUE, complaint);
  if (!check_rules (self))
    return FALSE;
  put_row (self->run, self->to);
  rdm_command_edit_row (inverse, self->to, self->from);
  return TRUE;
}

gboolean
rdm_run_edit (RdmRun *run, const RdmCommand *command, RdmCommand **inverse)
{
  g_autoptr (RdmCommand) back = rdm_run_inverse_new (RDM_COMMAND_EDIT, command);

  back->exact = command->exact;
  for (guint i = 0; i < command->edits->len; i++)
    {
      const RdmEdit *edit = command->edits->pdata[i];
      g_autoptr (RdmRow) from = get_row (run, edit);
      g_autoptr (RdmRow) to = from ? rdm_row_copy (from) : NULL;
      Editing editing = { run, edit, command->exact, from, to };

      if (!from && edit->kind == RDM_ROW_ROUTE)
        return rdm_run_refuse (run, RDM_REJECTED, RDM_REASON_UNKNOWN, edit->id, NULL);
      if (!from)
        return rdm_run_refuse (run, RDM_CONFLICT, RDM_REASON_GONE, edit->id, NULL);
      if (!run_editing (&editing, back))
        return FALSE;
    }
  /* Taken back in the opposite order: two edits may be of one row. */
  for (guint i = 0, j = back->edits->len; i + 1 < j; i++, j--)
    {
      gpointer edit = back->edits->pdata[i];

      back->edits->pdata[i] = back->edits->pdata[j - 1];
      back->edits->pdata[j - 1] = edit;
    }
  if (!rdm_command_is_empty (back))
    *inverse = g_steal_pointer (&back);
  return TRUE;
}
