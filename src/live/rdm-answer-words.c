/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers: what they come to in words, and the answers that are the same for everything.
 */
#include "rdm-answer-private.h"

#include <glib/gi18n-lib.h>

#include "rdm-time.h"
#include "rdm-units.h"

#define WAIT_MS (15 * 60 * 1000)
/* Who is served later than he was told to be has been told something wrong, however the day goes
 * on: that counts as this share of not coming at all. */
#define WORD_SHARE 12
/* More names than these are only counted. */
#define NAMES_MOST 3

/* --- words -------------------------------------------------------------------------------------
 */

static void
say_amounts (const RdmQuestion *self, GPtrArray *parts, const RdmAnswer *answer)
{
  g_autofree char *money =
      rdm_format_money_whole (ABS (answer->cost_minor), self->settings->currency);
  g_autofree char *time = rdm_format_duration (ABS (answer->duty_s));

  if (answer->kind == RDM_ANSWER_CARRIER)
    g_ptr_array_add (parts, g_strdup (_ ("at the carrier's price")));
  else if (answer->cost_minor == 0)
    g_ptr_array_add (parts, g_strdup (_ ("costs nothing")));
  else
    g_ptr_array_add (parts, answer->cost_minor > 0 ? g_strdup_printf (_ ("%s more"), money)
                                                   : g_strdup_printf (_ ("%s less"), money));
  if (ABS (answer->duty_s) >= 60)
    g_ptr_array_add (parts, answer->duty_s > 0 ? g_strdup_printf (_ ("%s more"), time)
                                               : g_strdup_printf (_ ("%s less"), time));
}

static void
say_left (GPtrArray *parts, const RdmAnswer *answer, guint n)
{
  if (n == 0)
    return;
  if (answer->kind == RDM_ANSWER_TOMORROW || answer->kind == RDM_ANSWER_CARRIER)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%u stop not today", "%u stops not today", n), n));
  else
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u that nobody can take today",
                                                       "%u that nobody can take today", n),
                                             n));
}

static void
say_stops (GPtrArray *parts, const RdmAnswer *answer)
{
  const RdmRepair *repair = answer->repair;
  guint n_saved = g_strv_length (repair->saved);
  guint n_late = g_strv_length (repair->late);

  if (n_saved > 0)
    g_ptr_array_add (
        parts, g_strdup_printf (ngettext ("%u not late any more", "%u not late any more", n_saved),
                                n_saved));
  if (n_late > 0)
    g_ptr_array_add (
        parts, g_strdup_printf (
                   ngettext ("%u later than promised", "%u later than promised", n_late), n_late));
  say_left (parts, answer, g_strv_length (repair->left));
}

gboolean
rdm_question_needs_cold (const RdmQuestion *self, const char *stop_id)
{
  const RdmStop *stop = rdm_rows_get (rdm_question_rows (self), RDM_ROW_STOP, stop_id);
  const RdmOrder *order =
      stop ? rdm_rows_get (rdm_question_rows (self), RDM_ROW_ORDER, stop->order) : NULL;

  return order && order->skills && g_strv_contains ((const char *const *)order->skills, "chilled");
}

/* What stays behind and must stay cold. */
static void
say_cold (const RdmQuestion *self, GPtrArray *parts, GStrv left)
{
  guint n = 0;

  for (GStrv stop = left; *stop; stop++)
    n += rdm_question_needs_cold (self, *stop);
  if (n > 0)
    g_ptr_array_add (
        parts, g_strdup_printf (
                   ngettext ("%u of them must stay cold", "%u of them must stay cold", n), n));
}

static void
say_whom_to_tell (const RdmQuestion *self, GPtrArray *parts, GStrv routes)
{
  guint n = g_strv_length (routes);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (n == 0)
    return;
  for (guint i = 0; i < MIN (n, NAMES_MOST); i++)
    g_ptr_array_add (names, rdm_question_route_name (self, routes[i]));
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **)names->pdata);
  g_ptr_array_add (parts, n > NAMES_MOST
                              ? g_strdup_printf (ngettext ("tell %s and %u more",
                                                           "tell %s and %u more", n - NAMES_MOST),
                                                 list, n - NAMES_MOST)
                              : g_strdup_printf (_ ("tell %s"), list));
}

static void
say_early_start (const RdmQuestion *self, GPtrArray *parts, const RdmRepair *repair)
{
  g_autofree char *name = NULL;
  g_autofree char *at = NULL;

  if (!repair->early)
    return;
  name = rdm_question_route_name (self, repair->early);
  at = rdm_time_format_of_day (repair->early_s);
  /* Translators: a vehicle, an hour: earlier than planned. */
  g_ptr_array_add (parts, g_strdup_printf (_ ("%s has to set out at %s already"), name, at));
}

void
rdm_question_describe (const RdmQuestion *self, RdmAnswer *answer)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  say_amounts (self, parts, answer);
  if (answer->repair)
    {
      say_stops (parts, answer);
      say_cold (self, parts, answer->repair->left);
      if (answer->repair->breaches)
        g_ptr_array_add (parts, g_strdup (rdm_breach_describe (answer->repair->breaches)));
      say_early_start (self, parts, answer->repair);
      say_whom_to_tell (self, parts, answer->repair->tell);
    }
  g_ptr_array_add (parts, NULL);
  g_free (answer->words);
  answer->words = g_strjoinv (", ", (char **)parts->pdata);
}

/* --- answers -----------------------------------------------------------------------------------
 */

RdmAnswer *
rdm_question_add (RdmQuestion *self, RdmAnswerKind kind, char *label)
{
  RdmAnswer *answer = g_new0 (RdmAnswer, 1);

  answer->kind = kind;
  answer->label = label;
  g_ptr_array_add (self->answers, answer);
  return answer;
}

void
rdm_question_solve (RdmQuestion *self, RdmAnswer *answer, RdmCommand *command)
{
  RdmRows *rows = rdm_question_rows (self);

  answer->command = rdm_command_new_batch (answer->label);
  if (command)
    rdm_command_batch_take (answer->command, command);
  rdm_command_batch_take (answer->command,
                          rdm_alert_solve_command (self->alert, rows, self->who, answer->label,
                                                   rdm_rest_get_now_ms (self->rest)));
}

RdmAnswer *
rdm_question_add_repair (RdmQuestion *self, RdmAnswerKind kind, char *label, RdmRepair *repair)
{
  RdmAnswer *answer;

  if (!repair || rdm_repair_is_empty (repair))
    {
      g_free (label);
      rdm_repair_free (repair);
      return NULL;
    }
  answer = rdm_question_add (self, kind, label);
  answer->repair = repair;
  answer->cost_minor = repair->cost_minor;
  answer->duty_s = repair->duty_s;
  answer->n_broken = g_strv_length (repair->late) + g_strv_length (repair->left);
  answer->n_saved = g_strv_length (repair->saved);
  answer->worth =
      rdm_repair_worth (repair, self->settings)
      - (gint64)g_strv_length (repair->late) * rdm_question_stake (self, 1) / WORD_SHARE;
  rdm_question_describe (self, answer);
  rdm_question_solve (self, answer, rdm_command_ref (repair->command));
  return answer;
}

/* --- what can always be done --------------------------------------------------------------------
 */

static char *
phone_uri (const char *phone)
{
  GString *uri = g_string_new ("tel:");

  for (; *phone; phone++)
    if (g_ascii_isdigit (*phone) || (*phone == '+' && uri->len == strlen ("tel:")))
      g_string_append_c (uri, *phone);
  return g_string_free (uri, FALSE);
}

static void
call (RdmQuestion *self, const char *name, const char *phone, gint64 worth)
{
  RdmAnswer *answer;

  if (!phone || !*phone)
    return;
  answer = rdm_question_add (
      self, RDM_ANSWER_CALL,
      g_strdup_printf (_ ("Call %s"), name && *name ? name : _ ("the recipient")));
  answer->words = g_strdup (phone);
  answer->uri = phone_uri (phone);
  answer->worth = worth;
}

void
rdm_answer_call_driver (RdmQuestion *self)
{
  g_autoptr (RdmRoute) route = rdm_question_get_route (self);
  RdmRows *rows = rdm_question_rows (self);
  const RdmShift *shift = route ? rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift) : NULL;
  GStrv crew = route && route->drivers ? route->drivers : shift ? shift->drivers : NULL;

  for (guint i = 0; crew && crew[i]; i++)
    {
      const RdmDriver *driver = rdm_rows_get (rows, RDM_ROW_DRIVER, crew[i]);

      if (driver)
        call (self, driver->name, driver->phone, 0);
    }
}

void
rdm_answer_call_recipient (RdmQuestion *self, const char *stop_id)
{
  const RdmStop *stop = rdm_rows_get (rdm_question_rows (self), RDM_ROW_STOP, stop_id);
  const RdmOrder *order =
      stop ? rdm_rows_get (rdm_question_rows (self), RDM_ROW_ORDER, stop->order) : NULL;
  const RdmOrderEnd *end = order ? rdm_order_end (order, stop->role) : NULL;

  if (end)
    call (self, end->name, end->phone, 0);
}

void
rdm_answer_wait (RdmQuestion *self)
{
  gint64 now_ms = rdm_rest_get_now_ms (self->rest);
  RdmAnswer *answer = rdm_question_add (self, RDM_ANSWER_WAIT, g_strdup (_ ("Wait 15 minutes")));

  answer->words = g_strdup (_ ("It comes back if it is still so"));
  answer->worth = -1;
  answer->command = rdm_alert_wait_command (self->alert, rdm_question_rows (self), self->who,
                                            now_ms + WAIT_MS, now_ms);
}

void
rdm_answer_dismiss (RdmQuestion *self)
{
  RdmAnswer *answer =
      rdm_question_add (self, RDM_ANSWER_DISMISS, g_strdup (_ ("Nothing has to be done")));

  answer->words = g_strdup (_ ("It is not shown again today"));
  answer->worth = G_MININT64 / 2;
  answer->command = rdm_alert_dismiss_command (self->alert, rdm_question_rows (self), self->who,
                                               rdm_rest_get_now_ms (self->rest));
}
