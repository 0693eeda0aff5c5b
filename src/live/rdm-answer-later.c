/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is not done today by those who have it: another day, another try, another hand.
 */
#include "rdm-answer-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rdm-proposal-parts.h"
#include "rdm-reattempt.h"
#include "rdm-time.h"

#define PLACE_CPU_S 0.25
#define TRAY_CPU_S 0.6
/* Nobody was at home: there is no use in coming back at once, nor in waiting for the hour. */
#define BACK_AFTER_S 3600
#define WAY_BACK_MOST_S 1500
#define ROOM_S 1800
/* Whom nobody found twice is not tried a third time today. */
#define TRIES_A_DAY 2
/* How likely the second try succeeds where nobody knows, and while the address is still the same.
 */
#define SECOND_TRY 0.6
#define SAME_ADDRESS 0.2
/* Whom an order is marked for that leaves the fleet. */
#define CARRIER "carrier"

gint64
rdm_question_stake (const RdmQuestion *self, guint n)
{
  RdmWorth worth = { .n_left = n };

  return -rdm_worth_of (&worth, self->settings);
}

GPtrArray *
rdm_question_with_partners (const RdmQuestion *self, GPtrArray *stops)
{
  RdmRows *rows = rdm_question_rows (self);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, g_ptr_array_index (stops, i));
      const RdmOrder *order = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;

      for (int role = RDM_STOP_PICKUP; order && role >= RDM_STOP_DELIVERY; role--)
        {
          char *id = rdm_stop_id (order->row.id, (RdmStopRole)role);
          const RdmStop *half = rdm_rows_get (rows, RDM_ROW_STOP, id);

          if (half && rdm_stop_is_open (half) && g_hash_table_add (seen, id))
            g_ptr_array_add (all, id);
          else
            g_free (id);
        }
    }
  return all;
}

guint
rdm_question_offer (const RdmQuestion *self, RdmRest *rest, GPtrArray *stops, const RdmGoods *goods)
{
  RdmRows *rows = rdm_question_rows (self);
  guint n = 0;

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, g_ptr_array_index (stops, i));
      const RdmOrder *order = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;

      if (order)
        n += rdm_rest_offer (rest, stop->row.id, order->kind == RDM_ORDER_DELIVERY ? goods : NULL);
    }
  return n;
}

/* --- another day -------------------------------------------------------------------------------
 */

static void
add_working_day (gconstpointer row, gpointer user_data)
{
  g_ptr_array_add (user_data, (gpointer)row);
}

/* The next day on which a shift works. */
static char *
next_day (const RdmQuestion *self)
{
  g_autoptr (GPtrArray) shifts = g_ptr_array_new ();
  const char *date = rdm_rest_get_date (self->rest);

  rdm_rows_foreach (rdm_question_rows (self), RDM_ROW_SHIFT, add_working_day, shifts);
  for (int days = 1; days <= 7; days++)
    {
      g_autofree char *day = rdm_date_add_days (date, days);

      for (guint i = 0; day && i < shifts->len; i++)
        if (rdm_shift_works_on (g_ptr_array_index (shifts, i), day))
          return g_steal_pointer (&day);
    }
  return rdm_date_add_days (date, 1);
}

/* @date, or @wanted, of the orders of @stops. */
static RdmCommand *
edit_orders (const RdmQuestion *self, GPtrArray *stops, const char *date, const char *wanted)
{
  RdmRows *rows = rdm_question_rows (self);
  RdmCommand *edit = rdm_command_new_edit (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < stops->len; i++)
    {
      const RdmStop *stop = rdm_rows_get (rows, RDM_ROW_STOP, g_ptr_array_index (stops, i));
      const RdmOrder *before = stop ? rdm_rows_get (rows, RDM_ROW_ORDER, stop->order) : NULL;
      g_autoptr (RdmOrder) after = NULL;

      if (!before || !g_hash_table_add (seen, before->row.id))
        continue;
      after = rdm_row_copy (before);
      if (date)
        {
          g_free (after->date);
          after->date = g_strdup (date);
        }
      if (wanted)
        {
          g_free (after->wanted);
          after->wanted = g_strdup (wanted);
        }
      rdm_command_edit_row (edit, before, after);
    }
  return edit;
}

static GPtrArray *
offered_of (const RdmRest *rest)
{
  g_autoptr (GList) offered = rdm_rest_list_offered (rest);
  GPtrArray *stops = g_ptr_array_new ();

  for (GList *it = offered; it; it = it->next)
    g_ptr_array_add (stops, it->data);
  return stops;
}

static void
leave_and_edit (RdmQuestion *self,
                RdmRest *before,
                GPtrArray *stops,
                RdmAnswerKind kind,
                const char *label,
                const char *date)
{
  g_autoptr (RdmRest) after = rdm_rest_copy (self->rest);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) offered = NULL;
  RdmGoods goods = { RDM_POINT_NONE, NULL, RDM_TIME_NONE, RDM_TIME_NONE };
  g_autoptr (RdmRepair) repair = NULL;
  RdmAnswer *answer;
  RdmCommand *batch;

  (void)rdm_question_offer (self, after, stops, &goods);
  offered = offered_of (after);
  if (offered->len == 0)
    return;
  repair = rdm_repair_evaluate (before, after, none, NULL);
  answer = rdm_repair_is_empty (repair) /* it was in the tray already */
               ? rdm_question_add (self, kind, g_strdup (label))
               : rdm_question_add_repair (self, kind, g_strdup (label), g_steal_pointer (&repair));
  /* A carrier will take that, too, at least; how much, nobody knows here. */
  answer->worth -= (gint64)offered->len * self->attempt_minor + (kind == RDM_ANSWER_CARRIER);
  if (kind == RDM_ANSWER_TOMORROW)
    answer->cost_minor += (gint64)offered->len * self->attempt_minor;
  batch = rdm_command_new_batch (NULL);
  if (answer->repair)
    rdm_command_batch_take (batch, rdm_command_ref (answer->repair->command));
  rdm_command_batch_take (
      batch, edit_orders (self, offered, date, kind == RDM_ANSWER_CARRIER ? CARRIER : NULL));
  g_clear_pointer (&answer->command, rdm_command_unref);
  rdm_question_solve (self, answer, batch);
  rdm_question_describe (self, answer);
}

void
rdm_answer_later (RdmQuestion *self, RdmRest *before, GPtrArray *stops)
{
  g_autofree char *day = next_day (self);
  g_autofree char *name = rdm_date_format_long (day);
  g_autofree char *label = g_strdup_printf (_ ("On %s instead"), name);
  guint first = self->answers->len;

  leave_and_edit (self, before, stops, RDM_ANSWER_TOMORROW, label, day);
  leave_and_edit (self, before, stops, RDM_ANSWER_CARRIER,
                  _ ("A carrier brings it: it waits in the tray, marked"), NULL);
  /* What has to be rescued would lie about otherwise. */
  for (guint i = first; before != self->rest && i < self->answers->len; i++)
    ((RdmAnswer *)g_ptr_array_index (self->answers, i))->worth +=
        2 * rdm_question_stake (self, stops->len);
}

void
rdm_answer_retry_tomorrow (RdmQuestion *self, GPtrArray *stops)
{
  g_autofree char *day = next_day (self);
  g_autofree char *name = rdm_date_format_long (day);
  RdmCommand *retry;
  RdmAnswer *answer;

  if (stops->len == 0)
    return;
  retry = rdm_command_new_retry (NULL, NULL, NULL, day);
  for (guint i = 0; i < stops->len; i++)
    {
      const char *stop = g_ptr_array_index (stops, i);

      rdm_command_assign_stop (retry, stop, rdm_rows_route_of (rdm_question_rows (self), stop));
    }
  answer =
      rdm_question_add (self, RDM_ANSWER_TOMORROW, g_strdup_printf (_ ("Try again on %s"), name));
  answer->cost_minor = (gint64)stops->len * self->attempt_minor;
  answer->worth = rdm_question_stake (self, stops->len) - answer->cost_minor;
  rdm_question_solve (self, answer, retry);
  rdm_question_describe (self, answer);
}

/* --- another try today -------------------------------------------------------------------------
 */

/* The window of a stop's end, for the search or for good. */
static RdmOrder *
order_with_window (RdmRows *rows, const RdmStop *stop, gint32 from_s, gint32 to_s)
{
  RdmOrder *order = rdm_row_copy (rdm_rows_get (rows, RDM_ROW_ORDER, stop->order));
  RdmOrderEnd *end = stop->role == RDM_STOP_PICKUP && order->kind == RDM_ORDER_SHIPMENT
                         ? &order->from
                         : &order->at;

  end->windows = (RdmWindows){ 1, { { from_s, to_s } } };
  return order;
}

/* The window that it is to be tried in holds for the order from then on. */
static void
keep_window (RdmQuestion *self, RdmAnswer *answer, const RdmStop *stop, const RdmBetterHour *better)
{
  RdmRows *rows = rdm_question_rows (self);
  g_autoptr (RdmOrder) later = order_with_window (rows, stop, better->from_s, better->to_s);
  RdmCommand *edit = rdm_command_new_edit (NULL);

  if (rdm_command_edit_row (edit, rdm_rows_get (rows, RDM_ROW_ORDER, stop->order), later) > 0)
    rdm_command_batch_take (answer->command, edit);
  else
    rdm_command_unref (edit);
}

static char *
label_of_retry (const RdmBetterHour *better)
{
  g_autofree char *hours = NULL;

  if (better->n == 0)
    return g_strdup (_ ("Try again later today"));
  hours = rdm_time_format_window (better->from_s, better->to_s);
  /* Translators: hours, how often somebody was there at that time, of how many visits. */
  return g_strdup_printf (_ ("Try again today %s: somebody was there %u times of %u"), hours,
                          better->n_good, better->n);
}

/* What was promised still holds where there is time; else the rest of the day is left. */
static gint32
latest_of (RdmRows *rows, const RdmStop *stop, gint32 back_s)
{
  const RdmOrder *order = rdm_rows_get (rows, RDM_ROW_ORDER, stop->order);
  const RdmWindows *windows = &rdm_order_end (order, stop->role)->windows;
  gint32 to_s = windows->n > 0 ? windows->at[windows->n - 1].to_s : RDM_TIME_NONE;

  return to_s != RDM_TIME_NONE && to_s >= back_s + ROOM_S ? to_s : RDM_SECONDS_PER_DAY;
}

static double
chance_of_retry (const RdmQuestion *self, const RdmBetterHour *better)
{
  if (self->alert->kind == RDM_EXCEPTION_ADDRESS)
    return SAME_ADDRESS;
  if (better->n > 0)
    return ((double)better->n_good + SECOND_TRY) / ((double)better->n + 1);
  return SECOND_TRY;
}

static void
retry_today (RdmQuestion *self)
{
  const RdmStop *stop = rdm_rows_get (rdm_question_rows (self), RDM_ROW_STOP, self->alert->stop);
  const char *routes[] = { self->alert->route, NULL };
  RdmRepairOptions options = rdm_question_options (self, routes, PLACE_CPU_S);
  g_autoptr (RdmRest) after = rdm_rest_copy (self->rest);
  gint32 back_s = rdm_rest_get_now (self->rest) + BACK_AFTER_S;
  RdmBetterHour better;
  g_autoptr (RdmOrder) order = NULL;
  g_autoptr (RdmRepair) repair = NULL;
  RdmAnswer *answer;

  rdm_rest_hide_tray (after);
  if (!self->alert->route || stop->result == RDM_RESULT_FAILED_NO_TIME
      || stop->attempts >= TRIES_A_DAY || rdm_rest_is_down (after, self->alert->route)
      || !rdm_rest_reopen (after, stop->row.id))
    return;
  if (!rdm_reattempt_suggest (rdm_question_rows (self), stop->row.id, back_s, &better))
    better = (RdmBetterHour){ back_s, latest_of (rdm_question_rows (self), stop, back_s), 0, 0 };
  order = order_with_window (rdm_rest_get_rows (after), stop, better.from_s, better.to_s);
  rdm_rows_put (rdm_rest_get_rows (after), order);
  repair = rdm_repair_offered (self->rest, after, &options, NULL, self->cancellable, NULL);
  if (!repair || g_strv_length (repair->left) > 0
      || (better.n == 0 && repair->duty_s > WAY_BACK_MOST_S))
    return;
  answer = rdm_question_add_repair (self, RDM_ANSWER_RETRY_TODAY, label_of_retry (&better),
                                    g_steal_pointer (&repair));
  if (!answer)
    return;
  answer->worth +=
      llround ((1 + chance_of_retry (self, &better)) * (double)rdm_question_stake (self, 1));
  /* At an hour that nobody knows to be better, nobody waits at the door for it. */
  if (better.n > 0)
    keep_window (self, answer, stop, &better);
}

static void
pickup_point (RdmQuestion *self)
{
  RdmAnswer *answer =
      rdm_question_add (self, RDM_ANSWER_PICKUP_POINT, g_strdup (_ ("Leave it at a pickup point")));

  answer->words = g_strdup (_ ("The driver leaves it there and reports it so"));
  rdm_question_solve (self, answer, NULL);
}

static void
back_to_depot (RdmQuestion *self, gint64 worth)
{
  RdmAnswer *answer =
      rdm_question_add (self, RDM_ANSWER_DEPOT, g_strdup (_ ("It comes back to the depot")));

  answer->words = g_strdup (_ ("Nobody tries again; the sender decides"));
  answer->worth = worth;
  rdm_question_solve (self, answer, NULL);
}

void
rdm_answer_failed (RdmQuestion *self)
{
  const RdmStop *stop =
      self->alert->stop ? rdm_rows_get (rdm_question_rows (self), RDM_ROW_STOP, self->alert->stop)
                        : NULL;
  gboolean is_wanted =
      self->alert->kind != RDM_EXCEPTION_REFUSED && self->alert->kind != RDM_EXCEPTION_DAMAGED;
  g_autoptr (GPtrArray) stops = g_ptr_array_new ();

  if (!stop)
    return;
  g_ptr_array_add (stops, stop->row.id);
  /* What is not on board cannot be tried again before tomorrow. */
  if (is_wanted && self->alert->kind != RDM_EXCEPTION_LOAD_MISMATCH)
    retry_today (self);
  if (self->alert->kind != RDM_EXCEPTION_REFUSED)
    rdm_answer_retry_tomorrow (self, stops);
  if (is_wanted && stop->role == RDM_STOP_DELIVERY)
    pickup_point (self);
  back_to_depot (self, is_wanted ? 0 : 2 * rdm_question_stake (self, 1));
  rdm_answer_call_recipient (self, stop->row.id);
  rdm_answer_call_driver (self);
}

/* --- an order that nobody has --------------------------------------------------------------------
 */

static GPtrArray *
stops_of_parts (const RdmQuestion *self)
{
  GPtrArray *stops = g_ptr_array_new ();

  for (guint i = 0; i < self->alert->parts->len; i++)
    g_ptr_array_add (stops, ((RdmAlert *)g_ptr_array_index (self->alert->parts, i))->stop);
  return stops;
}

static guint
count_placed (const RdmRepair *repair, GPtrArray *stops)
{
  guint n = 0;

  for (guint i = 0; i < repair->lists->len; i++)
    {
      const RdmRouteList *list = g_ptr_array_index (repair->lists, i);

      for (GStrv id = list->stops; id && *id; id++)
        n += g_ptr_array_find_with_equal_func (stops, *id, g_str_equal, NULL);
    }
  return n;
}

/* Several: whatever finds room, at its price. */
static void
answer_tray (RdmQuestion *self)
{
  g_autoptr (GPtrArray) stops = stops_of_parts (self);
  g_autoptr (GPtrArray) both = rdm_question_with_partners (self, stops);
  RdmRepairOptions options = rdm_question_options (self, NULL, TRAY_CPU_S);
  g_autoptr (RdmRepair) repair = NULL;
  RdmAnswer *answer;
  guint n;

  options.with_tray = TRUE;
  repair = rdm_repair (self->rest, &options, NULL, self->cancellable, NULL);
  n = repair ? count_placed (repair, stops) : 0;
  if (n > 0)
    {
      answer = rdm_question_add_repair (
          self, RDM_ANSWER_RESEQUENCE,
          g_strdup_printf (_ ("Take %u of %u, and plan routes anew for that"), n, stops->len),
          g_steal_pointer (&repair));
      if (answer)
        answer->worth += rdm_question_stake (self, n);
    }
  rdm_answer_later (self, self->rest, both);
}

/* The best that takes it at its price, and the same without the best. */
static void
answer_order (RdmQuestion *self)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (RdmRest) offered = rdm_rest_copy (self->rest);
  RdmRepairOptions options = rdm_question_options (self, NULL, PLACE_CPU_S);

  g_ptr_array_add (one, self->alert->stop);
  stops = rdm_question_with_partners (self, one);
  rdm_rest_hide_tray_but (offered, stops);
  rdm_rest_offer_depot (offered);
  for (guint n = 0; n < 2; n++)
    {
      g_autoptr (RdmRest) after = rdm_rest_copy (offered);
      g_autofree char *name = NULL;
      const char *taker;
      RdmRepair *repair =
          rdm_repair_offered (self->rest, after, &options, NULL, self->cancellable, NULL);
      RdmAnswer *answer;

      if (!repair || repair->lists->len == 0)
        {
          rdm_repair_free (repair);
          break;
        }
      taker = ((RdmRouteList *)g_ptr_array_index (repair->lists, 0))->route;
      name = rdm_question_route_name (self, taker);
      rdm_rest_shut (offered, taker);
      answer =
          rdm_question_add_repair (self, RDM_ANSWER_MOVE,
                                   repair->meet_s == RDM_TIME_NONE
                                       ? g_strdup_printf (_ ("%s takes it"), name)
                                       : g_strdup_printf (_ ("%s fetches it at the depot"), name),
                                   repair);
      if (answer)
        answer->worth += rdm_question_stake (self, 1);
    }
  rdm_answer_later (self, self->rest, stops);
  rdm_answer_call_recipient (self, self->alert->stop);
}

void
rdm_answer_new_order (RdmQuestion *self)
{
  if (self->alert->parts)
    answer_tray (self);
  else
    answer_order (self);
}
