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

/* What somebody does: to each part of a line the same. */
typedef struct _Deed Deed;
struct _Deed
{
  void (*act) (RdmException *row, const Deed *deed);
  const char *label;
  const char *who;
  const char *words;
  gint64 until_ms;
  gint64 now_ms;
};

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

/* --- deeds --------------------------------------------------------------------------------------
 */

static void
set_state (RdmException *row, RdmExceptionState state, gint64 until_ms, gint64 ended_ms)
{
  row->state = (int)state;
  row->until_ms = until_ms;
  row->ended_ms = ended_ms;
}

static void
own (RdmException *row, const char *who)
{
  if (!row->owner)
    rdm_set_str (&row->owner, who);
}

static void
take (RdmException *row, const Deed *deed)
{
  set_state (row, RDM_EXCEPTION_TAKEN, 0, 0);
  rdm_set_str (&row->owner, deed->who);
  add_note (row, deed->who, _ ("takes it"), deed->now_ms);
}

static void
let_wait (RdmException *row, const Deed *deed)
{
  set_state (row, RDM_EXCEPTION_WAITING, deed->until_ms, 0);
  own (row, deed->who);
  add_note (row, deed->who, _ ("waits"), deed->now_ms);
}

static void
note (RdmException *row, const Deed *deed)
{
  add_note (row, deed->who, deed->words, deed->now_ms);
}

static void
solve (RdmException *row, const Deed *deed)
{
  set_state (row, RDM_EXCEPTION_SOLVED, 0, deed->now_ms);
  rdm_set_str (&row->answer, deed->words);
  own (row, deed->who);
  add_note (row, deed->who, deed->words && *deed->words ? deed->words : _ ("solved it"),
            deed->now_ms);
}

static void
dismiss (RdmException *row, const Deed *deed)
{
  set_state (row, RDM_EXCEPTION_DISMISSED, 0, deed->now_ms);
  add_note (row, deed->who, _ ("dismissed it"), deed->now_ms);
}

static void
reopen (RdmException *row, const Deed *deed)
{
  set_state (row, RDM_EXCEPTION_OPEN, 0, 0);
  g_clear_pointer (&row->answer, g_free);
  add_note (row, deed->who, _ ("opened it again"), deed->now_ms);
}

static RdmCommand *
do_to (const RdmAlert *self, RdmRows *rows, const Deed *deed)
{
  Writing writing;

  if (self->parts)
    {
      RdmCommand *batch = rdm_command_new_batch (deed->label);

      for (guint i = 0; i < self->parts->len; i++)
        rdm_command_batch_take (batch, do_to (g_ptr_array_index (self->parts, i), rows, deed));
      return batch;
    }
  writing = begin (self, rows);
  deed->act (writing.row, deed);
  return finish (&writing, deed->label);
}

RdmCommand *
rdm_alert_take_command (const RdmAlert *self, RdmRows *rows, const char *who, gint64 now_ms)
{
  Deed deed = { take, _ ("Take exception"), who, NULL, 0, now_ms };

  return do_to (self, rows, &deed);
}

RdmCommand *
rdm_alert_wait_command (
    const RdmAlert *self, RdmRows *rows, const char *who, gint64 until_ms, gint64 now_ms)
{
  Deed deed = { let_wait, _ ("Let exception wait"), who, NULL, until_ms, now_ms };

  return do_to (self, rows, &deed);
}

RdmCommand *
rdm_alert_note_command (
    const RdmAlert *self, RdmRows *rows, const char *who, const char *words, gint64 now_ms)
{
  Deed deed = { note, _ ("Note on exception"), who, words, 0, now_ms };

  return do_to (self, rows, &deed);
}

RdmCommand *
rdm_alert_solve_command (
    const RdmAlert *self, RdmRows *rows, const char *who, const char *answer, gint64 now_ms)
{
  Deed deed = { solve, _ ("Solve exception"), who, answer, 0, now_ms };

  return do_to (self, rows, &deed);
}

RdmCommand *
rdm_alert_dismiss_command (const RdmAlert *self, RdmRows *rows, const char *who, gint64 now_ms)
{
  Deed deed = { dismiss, _ ("Dismiss exception"), who, NULL, 0, now_ms };

  return do_to (self, rows, &deed);
}

RdmCommand *
rdm_alert_reopen_command (const RdmAlert *self, RdmRows *rows, const char *who, gint64 now_ms)
{
  Deed deed = { reopen, _ ("Open exception again"), who, NULL, 0, now_ms };

  return do_to (self, rows, &deed);
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
