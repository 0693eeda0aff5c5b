/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What people do about an exception: its row comes with the first of it.
 */
#include "rdm-alert.h"

#include <glib/gi18n-lib.h>

#include "rdm-rows.h"
#include "rdm-text.h"

typedef struct
{
  const RdmException *before; /* NULL: there was no row */
  RdmException *row;
} Writing;

static RdmException *
exception_new (RdmExceptionKind kind, const char *subject, const char *date, gint64 since_ms)
{
  g_autofree char *id = rdm_exception_id ((int)kind, subject, date);
  RdmException *row = rdm_row_new (RDM_ROW_EXCEPTION, id);

  row->kind = (int)kind;
  row->subject = g_strdup (subject);
  row->date = g_strdup (date);
  row->since_ms = MAX (since_ms, 0);
  return row;
}

static Writing
begin (const RdmAlert *self, RdmRows *rows)
{
  Writing writing = { .before = rdm_rows_get (rows, RDM_ROW_EXCEPTION, self->id) };
  const char *at = strrchr (self->id, '@');

  writing.row = writing.before
                    ? rdm_row_copy (writing.before)
                    : exception_new (self->kind, self->subject, at ? at + 1 : "", self->since_ms);
  return writing;
}

static RdmCommand *
finish (Writing *writing, const char *label)
{
  g_autoptr (RdmException) row = g_steal_pointer (&writing->row);
  RdmCommand *command =
      writing->before ? rdm_command_new_edit (label) : rdm_command_new_add (label);

  if (writing->before)
    rdm_command_edit_row (command, writing->before, row);
  else
    rdm_command_add_row (command, row);
  return command;
}

static void
add_note (RdmException *row, const char *who, const char *note, gint64 now_ms)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  g_autofree char *line =
      g_strdup_printf ("%" G_GINT64_FORMAT " %s: %s", now_ms, who && *who ? who : "?", note);

  if (row->notes)
    g_strv_builder_addv (notes, (const char **)row->notes);
  g_strv_builder_add (notes, line);
  g_strfreev (row->notes);
  row->notes = g_strv_builder_end (notes);
}

static void
end (RdmException *row, RdmExceptionState state, gint64 now_ms)
{
  row->state = (int)state;
  row->until_ms = 0;
  row->ended_ms = now_ms;
}

RdmCommand *
rdm_alert_take_command (const RdmAlert *self, RdmRows *rows, const char *who, gint64 now_ms)
{
  Writing writing = begin (self, rows);

  writing.row->state = RDM_EXCEPTION_TAKEN;
  writing.row->until_ms = 0;
  writing.row->ended_ms = 0;
  rdm_set_str (&writing.row->owner, who);
  add_note (writing.row, who, _ ("takes it"), now_ms);
  return finish (&writing, _ ("Take exception"));
}

RdmCommand *
rdm_alert_wait_command (
    const RdmAlert *self, RdmRows *rows, const char *who, gint64 until_ms, gint64 now_ms)
{
  Writing writing = begin (self, rows);

  writing.row->state = RDM_EXCEPTION_WAITING;
  writing.row->until_ms = until_ms;
  writing.row->ended_ms = 0;
  if (!writing.row->owner)
    rdm_set_str (&writing.row->owner, who);
  add_note (writing.row, who, _ ("waits"), now_ms);
  return finish (&writing, _ ("Let exception wait"));
}

RdmCommand *
rdm_alert_note_command (
    const RdmAlert *self, RdmRows *rows, const char *who, const char *note, gint64 now_ms)
{
  Writing writing = begin (self, rows);

  add_note (writing.row, who, note, now_ms);
  return finish (&writing, _ ("Note on exception"));
}

RdmCommand *
rdm_alert_solve_command (
    const RdmAlert *self, RdmRows *rows, const char *who, const char *answer, gint64 now_ms)
{
  Writing writing = begin (self, rows);

  end (writing.row, RDM_EXCEPTION_SOLVED, now_ms);
  rdm_set_str (&writing.row->answer, answer);
  if (!writing.row->owner)
    rdm_set_str (&writing.row->owner, who);
  add_note (writing.row, who, answer && *answer ? answer : _ ("solved it"), now_ms);
  return finish (&writing, _ ("Solve exception"));
}

RdmCommand *
rdm_alert_dismiss_command (const RdmAlert *self, RdmRows *rows, const char *who, gint64 now_ms)
{
  Writing writing = begin (self, rows);

  end (writing.row, RDM_EXCEPTION_DISMISSED, now_ms);
  add_note (writing.row, who, _ ("dismissed it"), now_ms);
  return finish (&writing, _ ("Dismiss exception"));
}

RdmCommand *
rdm_alert_reopen_command (const RdmAlert *self, RdmRows *rows, const char *who, gint64 now_ms)
{
  Writing writing = begin (self, rows);

  writing.row->state = RDM_EXCEPTION_OPEN;
  writing.row->until_ms = 0;
  writing.row->ended_ms = 0;
  g_clear_pointer (&writing.row->answer, g_free);
  add_note (writing.row, who, _ ("opened it again"), now_ms);
  return finish (&writing, _ ("Open exception again"));
}

RdmCommand *
rdm_alert_report_command (RdmRows *rows,
                          RdmExceptionKind kind,
                          const char *subject,
                          const char *date,
                          const char *who,
                          const char *words,
                          gint64 now_ms)
{
  g_autofree char *id = rdm_exception_id ((int)kind, subject, date);
  Writing writing = { .before = rdm_rows_get (rows, RDM_ROW_EXCEPTION, id) };

  writing.row =
      writing.before ? rdm_row_copy (writing.before) : exception_new (kind, subject, date, now_ms);
  writing.row->reported = TRUE;
  writing.row->state = RDM_EXCEPTION_OPEN;
  writing.row->ended_ms = 0;
  writing.row->until_ms = 0;
  if (words && *words)
    rdm_set_str (&writing.row->words, words);
  add_note (writing.row, who, words && *words ? words : _ ("reported it"), now_ms);
  return finish (&writing, _ ("Report exception"));
}
