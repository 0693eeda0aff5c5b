/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Late stops of one route in one line, and all orders that nobody has in another. Those that
 * somebody has seen to make a line of their own, so that what comes afterwards is not overlooked.
 * And whatever follows from a breakdown lies beneath it.
 */
#include "rdm-alert-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-day.h"
#include "rdm-time.h"

/* In the place of a route. */
#define TRAY "tray"

static gboolean
has_line (const RdmAlert *alert)
{
  return alert->kind == RDM_EXCEPTION_ORDER_NEW
         || (alert->kind == RDM_EXCEPTION_LATE && alert->route);
}

static gpointer
copy_cb (gconstpointer alert, gpointer unused)
{
  return rdm_alert_copy (alert);
}

/* A line's own id is no exception's: rows belong to its parts. */
static char *
id_of (const RdmAlert *first)
{
  const char *at = strrchr (first->id, '@');
  g_autofree char *id = rdm_exception_id ((int)first->kind, first->route ? first->route : TRAY,
                                          at ? at + 1 : first->id);

  return first->is_quiet ? g_strconcat (id, "~", NULL) : g_steal_pointer (&id);
}

static char *
words_of (RdmRows *rows, const RdmAlert *line)
{
  g_autoptr (RdmRoute) route = line->route ? rdm_rows_get_route (rows, line->route) : NULL;
  g_autofree char *name = route ? rdm_day_route_name (rows, route) : NULL;
  g_autofree char *by = rdm_format_duration (MAX (line->late_ms / 1000, 60));
  guint n = line->parts->len;

  if (line->kind == RDM_EXCEPTION_ORDER_NEW)
    return g_strdup_printf (ngettext ("%u order is for today, and nobody has it",
                                      "%u orders are for today, and nobody has them", n),
                            n);
  /* Translators: a vehicle, how many, how much at most. */
  return g_strdup_printf (ngettext ("%s: %u stop will be late, by up to %s",
                                    "%s: %u stops will be late, by up to %s", n),
                          name ? name : line->subject, n, by);
}

/* @parts: (element-type RdmAlert): two or more, all quiet or all open. */
static RdmAlert *
line_new (RdmRows *rows, GPtrArray *parts)
{
  RdmAlert *line = g_new0 (RdmAlert, 1);
  const RdmAlert *first;
  double at_risk = 0;

  g_ptr_array_sort (parts, rdm_alert_compare);
  first = g_ptr_array_index (parts, 0);
  line->kind = first->kind;
  line->id = id_of (first);
  line->subject = g_strdup (first->route ? first->route : first->subject);
  line->route = g_strdup (first->route);
  line->since_ms = first->since_ms;
  line->due_ms = first->due_ms;
  line->is_quiet = first->is_quiet;
  line->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_alert_free);
  for (guint i = 0; i < parts->len; i++)
    {
      const RdmAlert *part = g_ptr_array_index (parts, i);

      line->since_ms = MIN (line->since_ms, part->since_ms);
      line->due_ms = MIN (line->due_ms, part->due_ms);
      line->late_ms = MAX (line->late_ms, part->late_ms);
      line->cost_minor += part->cost_minor;
      line->urgency += part->urgency;
      at_risk += part->chance * (double)part->cost_minor;
      if (!line->row && part->row)
        line->row = rdm_row_ref (part->row);
      g_ptr_array_add (line->parts, copy_cb (part, NULL));
    }
  line->chance = line->cost_minor > 0 ? at_risk / (double)line->cost_minor : first->chance;
  line->words = words_of (rows, line);
  return line;
}

/* (element-type utf8 GPtrArray<RdmAlert>): by line, and whether somebody saw to them. */
static GHashTable *
alerts_by_line (GPtrArray *alerts)
{
  GHashTable *by_line =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < alerts->len; i++)
    {
      RdmAlert *alert = g_ptr_array_index (alerts, i);
      g_autofree char *key = NULL;
      GPtrArray *parts;

      if (!has_line (alert))
        continue;
      key = id_of (alert);
      parts = g_hash_table_lookup (by_line, key);
      if (!parts)
        {
          parts = g_ptr_array_new ();
          g_hash_table_insert (by_line, g_steal_pointer (&key), parts);
        }
      g_ptr_array_add (parts, alert);
    }
  return by_line;
}

/* --- breakdowns ---------------------------------------------------------------------------------
 */

static gboolean
is_of_position (RdmExceptionKind kind)
{
  return kind == RDM_EXCEPTION_STANDSTILL || kind == RDM_EXCEPTION_OFF_ROAD
         || kind == RDM_EXCEPTION_NO_POSITION;
}

static gboolean
follows_from_breakdown (RdmExceptionKind kind)
{
  return is_of_position (kind) || kind == RDM_EXCEPTION_LATE || kind == RDM_EXCEPTION_NOT_STARTED
         || kind == RDM_EXCEPTION_EARLY || kind == RDM_EXCEPTION_BREAK
         || kind == RDM_EXCEPTION_SHIFT_END || kind == RDM_EXCEPTION_UNACKNOWLEDGED;
}

/* Once a breakdown is solved, only its stops that nobody took are its own; where it stands is
 * nobody's business in any case. */
static gboolean
lies_beneath (const RdmAlert *alert, const RdmAlert *breakdown)
{
  RdmExceptionState state =
      breakdown->row ? (RdmExceptionState)breakdown->row->state : RDM_EXCEPTION_OPEN;

  if (!follows_from_breakdown (alert->kind) || state == RDM_EXCEPTION_DISMISSED)
    return FALSE;
  return state != RDM_EXCEPTION_SOLVED || breakdown->step == RDM_ALERT_STEP_STRANDED
         || is_of_position (alert->kind);
}

/* (element-type utf8 RdmAlert): by route: of several the one that is to be seen to first. */
static GHashTable *
breakdowns_by_route (GPtrArray *alerts)
{
  GHashTable *breakdowns = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < alerts->len; i++)
    {
      RdmAlert *alert = g_ptr_array_index (alerts, i);
      RdmAlert *other;

      if (!alert->route || !rdm_alert_is_breakdown (alert))
        continue;
      other = g_hash_table_lookup (breakdowns, alert->route);
      if (!other || rdm_alert_compare (&alert, &other) < 0)
        g_hash_table_insert (breakdowns, alert->route, alert);
    }
  return breakdowns;
}

static void
say_beneath (RdmAlert *line)
{
  g_autofree char *words = NULL;
  guint n = 0;

  for (guint i = 0; i < line->beneath->len; i++)
    n += ((const RdmAlert *)g_ptr_array_index (line->beneath, i))->kind == RDM_EXCEPTION_LATE;
  if (n == 0)
    return;
  words = g_steal_pointer (&line->words);
  if (g_str_has_suffix (words, ".")) /* a person's sentence goes on */
    words[strlen (words) - 1] = '\0';
  /* Translators: what is the matter with a vehicle, and how many are late because of it. */
  line->words = g_strdup_printf (
      ngettext ("%s; %u stop will be late", "%s; %u stops will be late", n), words, n);
}

/* Takes what lies beneath breakdowns out of @alerts, and the breakdowns with it: they become
 * lines. */
static void
take_breakdowns (GPtrArray *alerts, GPtrArray *groups, GPtrArray *lines)
{
  g_autoptr (GHashTable) breakdowns = breakdowns_by_route (alerts);
  g_autoptr (GHashTable) of_breakdown = g_hash_table_new (NULL, NULL); /* alert → its line */
  guint n_kept = 0;

  g_ptr_array_sort (alerts, rdm_alert_compare);
  for (guint i = 0; i < alerts->len; i++)
    {
      RdmAlert *alert = g_ptr_array_index (alerts, i);
      RdmAlert *breakdown = alert->route ? g_hash_table_lookup (breakdowns, alert->route) : NULL;
      RdmAlert *line;

      if (!breakdown || !lies_beneath (alert, breakdown))
        continue;
      g_hash_table_add (of_breakdown, alert);
      /* Who is towed, or drives home ill, is not astray. */
      if (alert->kind == RDM_EXCEPTION_OFF_ROAD)
        continue;
      line = g_hash_table_lookup (of_breakdown, breakdown);
      if (!line)
        {
          line = rdm_alert_copy (breakdown);
          line->beneath = g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_alert_free);
          g_hash_table_insert (of_breakdown, breakdown, line);
          g_ptr_array_add (groups, line);
          g_ptr_array_add (lines, line);
        }
      g_ptr_array_add (line->beneath, rdm_alert_copy (alert));
    }
  for (guint i = 0; i < alerts->len; i++)
    if (!g_hash_table_contains (of_breakdown, g_ptr_array_index (alerts, i)))
      alerts->pdata[n_kept++] = g_ptr_array_index (alerts, i);
  g_ptr_array_set_size (alerts, (int)n_kept);
  for (guint i = 0; i < groups->len; i++)
    say_beneath (g_ptr_array_index (groups, i));
}

void
rdm_alerts_group (RdmRows *rows, GPtrArray *alerts, GPtrArray *groups, GPtrArray *lines)
{
  g_autoptr (GHashTable) by_line = NULL;
  GHashTableIter iter;
  gpointer parts;

  g_ptr_array_set_size (groups, 0);
  take_breakdowns (alerts, groups, lines);
  by_line = alerts_by_line (alerts);
  for (guint i = 0; i < alerts->len; i++)
    {
      RdmAlert *alert = g_ptr_array_index (alerts, i);

      if (!has_line (alert))
        g_ptr_array_add (lines, alert);
    }
  g_hash_table_iter_init (&iter, by_line);
  while (g_hash_table_iter_next (&iter, NULL, &parts))
    {
      GPtrArray *of_line = parts;
      gpointer line = g_ptr_array_index (of_line, 0);

      if (of_line->len > 1)
        {
          line = line_new (rows, of_line);
          g_ptr_array_add (groups, line);
        }
      g_ptr_array_add (lines, line);
    }
}
