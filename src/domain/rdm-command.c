/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-command.h"

#include "rdm-command-private.h"
#include "rdm-id.h"

const char *const rdm_command_kind_names[] = { "add",         "edit",   "remove", "assign",
                                               "sequence",    "batch",  "send",   "recall",
                                               "acknowledge", "report", "retry",  NULL };

const char *const rdm_event_names[] = { "started",   "en-route", "arrived",   "done", "failed",
                                        "cancelled", "ended",    "withdrawn", NULL };

static void
free_edit (gpointer data)
{
  RdmEdit *edit = data;

  g_free (edit->id);
  g_clear_pointer (&edit->set, json_object_unref);
  g_clear_pointer (&edit->expect, json_object_unref);
  g_free (edit);
}

static void
free_ref (gpointer data)
{
  RdmRowRef *ref = data;

  g_free (ref->id);
  g_free (ref);
}

static void
free_list (gpointer data)
{
  RdmRouteList *list = data;

  g_free (list->route);
  g_strfreev (list->stops);
  g_free (list);
}

static void
free_seen (gpointer data)
{
  RdmStopSeen *seen = data;

  g_free (seen->stop);
  g_free (seen->route);
  g_free (seen);
}

static void
free_report (gpointer data)
{
  RdmReport *report = data;

  g_free (report->route);
  g_free (report->stop);
  g_free (report->note);
  g_free (report);
}

static void
unref_command (gpointer command)
{
  rdm_command_unref (command);
}

RdmCommand *
rdm_command_new (RdmCommandKind kind, const char *id, const char *label)
{
  RdmCommand *self = g_atomic_rc_box_new0 (RdmCommand);

  self->kind = kind;
  self->id = id ? g_strdup (id) : rdm_id_new ("command");
  self->label = g_strdup (label);
  switch (kind)
    {
    case RDM_COMMAND_ADD:
      self->rows = g_ptr_array_new_with_free_func (rdm_row_unref);
      break;
    case RDM_COMMAND_EDIT:
      self->edits = g_ptr_array_new_with_free_func (free_edit);
      break;
    case RDM_COMMAND_REMOVE:
      self->refs = g_ptr_array_new_with_free_func (free_ref);
      break;
    case RDM_COMMAND_ASSIGN:
    case RDM_COMMAND_RETRY:
      self->stops = g_ptr_array_new_with_free_func (free_seen);
      break;
    case RDM_COMMAND_SEQUENCE:
      self->lists = g_ptr_array_new_with_free_func (free_list);
      self->expected = g_ptr_array_new_with_free_func (free_list);
      break;
    case RDM_COMMAND_BATCH:
      self->commands = g_ptr_array_new_with_free_func (unref_command);
      break;
    case RDM_COMMAND_SEND:
    case RDM_COMMAND_RECALL:
    case RDM_COMMAND_ACKNOWLEDGE:
      self->lists = g_ptr_array_new_with_free_func (free_list);
      break;
    case RDM_COMMAND_REPORT:
      self->reports = g_ptr_array_new_with_free_func (free_report);
      break;
    case RDM_N_COMMAND_KINDS:
      g_assert_not_reached ();
    }
  return self;
}

RdmCommand *
rdm_command_ref (const RdmCommand *self)
{
  return g_atomic_rc_box_acquire ((gpointer)self);
}

static void
clear_command (gpointer data)
{
  RdmCommand *self = data;

  g_free (self->id);
  g_free (self->label);
  g_free (self->route);
  g_free (self->after);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
  g_clear_pointer (&self->refs, g_ptr_array_unref);
  g_clear_pointer (&self->stops, g_ptr_array_unref);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_pointer (&self->expected, g_ptr_array_unref);
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_free (self->date);
}

void
rdm_command_unref (RdmCommand *self)
{
  g_atomic_rc_box_release_full (self, clear_command);
}

static GPtrArray *
share (GPtrArray *array)
{
  return array ? g_ptr_array_ref (array) : NULL;
}

RdmCommand *
rdm_command_reissue (const RdmCommand *self, const char *label)
{
  RdmCommand *copy = g_atomic_rc_box_new0 (RdmCommand);

  copy->kind = self->kind;
  copy->id = rdm_id_new ("command");
  copy->label = g_strdup (label);
  copy->rows = share (self->rows);
  copy->edits = share (self->edits);
  copy->refs = share (self->refs);
  copy->stops = share (self->stops);
  copy->blind = self->blind;
  copy->exact = self->exact;
  copy->route = g_strdup (self->route);
  copy->after = g_strdup (self->after);
  copy->lists = share (self->lists);
  copy->expected = share (self->expected);
  copy->commands = share (self->commands);
  copy->reports = share (self->reports);
  copy->at_ms = self->at_ms;
  copy->date = g_strdup (self->date);
  return copy;
}

RdmCommand *
rdm_command_new_add (const char *label)
{
  return rdm_command_new (RDM_COMMAND_ADD, NULL, label);
}

void
rdm_command_add_row (RdmCommand *self, gconstpointer row)
{
  g_return_if_fail (self->kind == RDM_COMMAND_ADD);
  g_ptr_array_add (self->rows, rdm_row_ref (row));
}

RdmCommand *
rdm_command_new_edit (const char *label)
{
  return rdm_command_new (RDM_COMMAND_EDIT, NULL, label);
}

guint
rdm_command_edit_row (RdmCommand *self, gconstpointer from, gconstpointer to)
{
  const RdmRow *row = from;
  const RdmRowClass *class = rdm_row_class (row->kind);
  RdmEdit *edit = NULL;
  guint n_differ = 0;

  g_return_val_if_fail (self->kind == RDM_COMMAND_EDIT, 0);
  g_return_val_if_fail (row->kind == ((const RdmRow *)to)->kind, 0);
  for (guint i = 0; i < class->n_fields; i++)
    {
      const RdmField *field = &class->fields[i];

      if (rdm_field_equal (field, from, to))
        continue;
      if (!edit)
        {
          edit = rdm_command_add_edit (self, row->kind, row->id);
          edit->expect = json_object_new ();
        }
      json_object_set_member (edit->set, field->name, rdm_field_to_json (field, to));
      json_object_set_member (edit->expect, field->name, rdm_field_to_json (field, from));
      n_differ++;
    }
  return n_differ;
}

RdmEdit *
rdm_command_add_edit (RdmCommand *self, RdmRowKind kind, const char *id)
{
  RdmEdit *edit = g_new0 (RdmEdit, 1);

  edit->kind = kind;
  edit->id = g_strdup (id);
  edit->set = json_object_new ();
  g_ptr_array_add (self->edits, edit);
  return edit;
}

RdmCommand *
rdm_command_new_remove (const char *label)
{
  return rdm_command_new (RDM_COMMAND_REMOVE, NULL, label);
}

void
rdm_command_remove_row (RdmCommand *self, RdmRowKind kind, const char *id)
{
  RdmRowRef *ref = g_new0 (RdmRowRef, 1);

  ref->kind = kind;
  ref->id = g_strdup (id);
  g_ptr_array_add (self->refs, ref);
}

RdmCommand *
rdm_command_new_assign (const char *label, const char *route, const char *after)
{
  RdmCommand *self = rdm_command_new (RDM_COMMAND_ASSIGN, NULL, label);

  self->route = g_strdup (route);
  self->after = g_strdup (after);
  return self;
}

void
rdm_command_assign_stop (RdmCommand *self, const char *stop, const char *seen_on)
{
  RdmStopSeen *seen = g_new0 (RdmStopSeen, 1);

  seen->stop = g_strdup (stop);
  seen->route = g_strdup (seen_on);
  g_ptr_array_add (self->stops, seen);
}

RdmCommand *
rdm_command_new_sequence (const char *label)
{
  return rdm_command_new (RDM_COMMAND_SEQUENCE, NULL, label);
}

void
rdm_route_lists_add (GPtrArray *lists, const char *route, const char *const *stops)
{
  RdmRouteList *list = g_new0 (RdmRouteList, 1);

  list->route = g_strdup (route);
  list->stops = stops ? g_strdupv ((GStrv)stops) : g_new0 (char *, 1);
  g_ptr_array_add (lists, list);
}

void
rdm_command_sequence_route (RdmCommand *self,
                            const char *route,
                            const char *const *stops,
                            const char *const *expected)
{
  rdm_route_lists_add (self->lists, route, stops);
  rdm_route_lists_add (self->expected, route, expected);
}

RdmCommand *
rdm_command_new_send (const char *label, gint64 at_ms)
{
  RdmCommand *self = rdm_command_new (RDM_COMMAND_SEND, NULL, label);

  self->at_ms = at_ms;
  return self;
}

RdmCommand *
rdm_command_new_recall (const char *label)
{
  return rdm_command_new (RDM_COMMAND_RECALL, NULL, label);
}

RdmCommand *
rdm_command_new_acknowledge (const char *label, gint64 at_ms)
{
  RdmCommand *self = rdm_command_new (RDM_COMMAND_ACKNOWLEDGE, NULL, label);

  self->at_ms = at_ms;
  return self;
}

void
rdm_command_list_route (RdmCommand *self, const char *route, const char *const *stops)
{
  rdm_route_lists_add (self->lists, route, stops);
}

RdmCommand *
rdm_command_new_report (const char *label)
{
  return rdm_command_new (RDM_COMMAND_REPORT, NULL, label);
}

RdmReport *
rdm_command_add_report (
    RdmCommand *self, RdmEvent event, const char *route, const char *stop, gint64 at_ms)
{
  RdmReport *report = g_new0 (RdmReport, 1);

  report->event = event;
  report->route = g_strdup (route);
  report->stop = g_strdup (stop);
  report->at_ms = at_ms;
  g_ptr_array_add (self->reports, report);
  return report;
}

RdmCommand *
rdm_command_new_retry (const char *label, const char *route, const char *after, const char *date)
{
  RdmCommand *self = rdm_command_new (RDM_COMMAND_RETRY, NULL, label);

  self->route = g_strdup (route);
  self->after = g_strdup (after);
  self->date = g_strdup (date);
  return self;
}

RdmCommand *
rdm_command_new_batch (const char *label)
{
  return rdm_command_new (RDM_COMMAND_BATCH, NULL, label);
}

void
rdm_command_batch_take (RdmCommand *self, RdmCommand *command)
{
  g_ptr_array_add (self->commands, command);
}

gboolean
rdm_command_is_empty (const RdmCommand *self)
{
  switch (self->kind)
    {
    case RDM_COMMAND_ADD:
      return self->rows->len == 0;
    case RDM_COMMAND_EDIT:
      return self->edits->len == 0;
    case RDM_COMMAND_REMOVE:
      return self->refs->len == 0;
    case RDM_COMMAND_ASSIGN:
    case RDM_COMMAND_RETRY:
      return self->stops->len == 0;
    case RDM_COMMAND_SEQUENCE:
    case RDM_COMMAND_SEND:
    case RDM_COMMAND_RECALL:
    case RDM_COMMAND_ACKNOWLEDGE:
      return self->lists->len == 0;
    case RDM_COMMAND_REPORT:
      return self->reports->len == 0;
    case RDM_COMMAND_BATCH:
      for (guint i = 0; i < self->commands->len; i++)
        if (!rdm_command_is_empty (self->commands->pdata[i]))
          return FALSE;
      return TRUE;
    case RDM_N_COMMAND_KINDS:
      break;
    }
  g_return_val_if_reached (TRUE);
}
