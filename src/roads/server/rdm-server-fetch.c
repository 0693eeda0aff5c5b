/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-server-fetch.h"

#include "rdm-server-answer.h"
#include "rdm-server-ask.h"

/* A table on its way, shared by the threads that fetch its parts. */
typedef struct
{
  const RdmServerRule *rule;
  RdmTravelProfile profile;
  const RdmServerBlock *whole;
  gint32 *durations_s;
  gint32 *distances_m;
  GCancellable *cancellable; /* ours: the caller's, or a first failure, cancels it */

  GMutex lock;
  GQueue parts; /* (element-type Part) still to be asked for; lock */
  guint n_busy; /* parts under way; lock */
  GCond changed;
  GError *failure; /* the first; lock */
} Table;

/* A rectangle of the table. */
typedef struct
{
  guint row;
  guint n_rows;
  guint column;
  guint n_columns;
} Part;

static void
add_part (Table *table, guint row, guint n_rows, guint column, guint n_columns)
{
  Part *part = g_new (Part, 1);

  *part = (Part){ row, n_rows, column, n_columns };
  g_queue_push_tail (&table->parts, part);
}

/* As few parts as the limit allows, all about as large: squares, but where the table is narrow. */
static void
cut (Table *table)
{
  guint most = table->rule->max_pairs;
  guint side = 1;
  guint rows, columns;

  while ((side + 1) * (side + 1) <= most)
    side++;
  rows = MIN (table->whole->n_sources, side);
  columns = MIN (table->whole->n_targets, MAX (most / MAX (rows, 1), 1));
  rows = MIN (table->whole->n_sources, MAX (most / MAX (columns, 1), 1));
  /* The server counts each end of a pair as a point that it has to look up. */
  rows = MIN (rows, 2 * side);
  columns = MIN (columns, 2 * side);
  for (guint row = 0; row < table->whole->n_sources; row += rows)
    for (guint column = 0; column < table->whole->n_targets; column += columns)
      add_part (table, row, MIN (rows, table->whole->n_sources - row), column,
                MIN (columns, table->whole->n_targets - column));
}

/* Halves a part along its longer side. Returns: FALSE when it is a single pair. */
static gboolean
halve (Table *table, const Part *part)
{
  guint rows = part->n_rows;
  guint columns = part->n_columns;

  if (rows == 1 && columns == 1)
    return FALSE;
  if (rows >= columns)
    {
      add_part (table, part->row, rows / 2, part->column, columns);
      add_part (table, part->row + rows / 2, rows - rows / 2, part->column, columns);
    }
  else
    {
      add_part (table, part->row, rows, part->column, columns / 2);
      add_part (table, part->row, rows, part->column + columns / 2, columns - columns / 2);
    }
  return TRUE;
}

static gboolean
fetch_part (Table *table, SoupSession *session, const Part *part, gboolean *too_big, GError **error)
{
  RdmServerBlock block = { table->whole->sources + part->row, part->n_rows,
                           table->whole->targets + part->column, part->n_columns };
  g_auto (RdmServerQuestion) question = { 0 };
  g_autoptr (GBytes) body = NULL;
  gsize n = (gsize)part->n_rows * part->n_columns;
  g_autofree gint32 *durations_s = g_new (gint32, n);
  g_autofree gint32 *distances_m = g_new (gint32, n);

  rdm_server_ask_table (table->rule, table->profile, &block, &question);
  body = rdm_server_ask (session, table->rule, &question, too_big, table->cancellable, error);
  if (!body
      || !rdm_server_read_table (table->rule, body, part->n_rows, part->n_columns, durations_s,
                                 distances_m, error))
    return FALSE;
  for (guint i = 0; i < part->n_rows; i++)
    {
      gsize to = (gsize)(part->row + i) * table->whole->n_targets + part->column;

      memcpy (table->durations_s + to, durations_s + (gsize)i * part->n_columns,
              sizeof *durations_s * part->n_columns);
      memcpy (table->distances_m + to, distances_m + (gsize)i * part->n_columns,
              sizeof *distances_m * part->n_columns);
    }
  return TRUE;
}

/* Takes parts until none is left that could still be halved. */
static gpointer
work (gpointer data)
{
  Table *table = data;
  g_autoptr (SoupSession) session = rdm_server_session_new (table->rule);

  g_mutex_lock (&table->lock);
  for (;;)
    {
      g_autofree Part *part = NULL;
      g_autoptr (GError) error = NULL;
      gboolean too_big = FALSE;
      gboolean fetched;

      while (!table->failure && table->n_busy > 0 && g_queue_is_empty (&table->parts))
        g_cond_wait (&table->changed, &table->lock);
      if (table->failure || g_queue_is_empty (&table->parts))
        break;
      part = g_queue_pop_head (&table->parts);
      table->n_busy++;
      g_mutex_unlock (&table->lock);

      fetched = fetch_part (table, session, part, &too_big, &error);

      g_mutex_lock (&table->lock);
      table->n_busy--;
      if (!fetched && !(too_big && halve (table, part)) && !table->failure)
        {
          table->failure = g_steal_pointer (&error);
          g_cancellable_cancel (table->cancellable);
        }
      g_cond_broadcast (&table->changed);
    }
  g_mutex_unlock (&table->lock);
  return NULL;
}

static void
cancel_too (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

gboolean
rdm_server_fetch_table (const RdmServerRule *rule,
                        RdmTravelProfile profile,
                        const RdmServerBlock *block,
                        gint32 *durations_s,
                        gint32 *distances_m,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  Table table = { .rule = rule,
                  .profile = profile,
                  .whole = block,
                  .durations_s = durations_s,
                  .distances_m = distances_m,
                  .cancellable = inner };
  gulong handler = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  g_mutex_init (&table.lock);
  g_cond_init (&table.changed);
  cut (&table);
  if (cancellable)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_too), inner, NULL);

  for (guint i = MIN (rule->max_parallel, g_queue_get_length (&table.parts)); i > 0; i--)
    g_ptr_array_add (threads, g_thread_new ("travel-server", work, &table));
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);

  if (handler)
    g_cancellable_disconnect (cancellable, handler);
  g_queue_clear_full (&table.parts, g_free);
  g_cond_clear (&table.changed);
  g_mutex_clear (&table.lock);
  if (table.failure && g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_error_free (table.failure);
      return FALSE;
    }
  if (table.failure)
    g_propagate_error (error, table.failure);
  return !table.failure;
}

GArray *
rdm_server_fetch_line (const RdmServerRule *rule,
                       RdmTravelProfile profile,
                       const RdmPoint *points,
                       guint n_points,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GArray) line = g_array_new (FALSE, FALSE, sizeof (RdmPoint));
  g_autoptr (SoupSession) session = rdm_server_session_new (rule);
  guint most = rdm_server_max_way_points (rule);

  for (guint begin = 0; begin + 1 < n_points; begin += most - 1)
    {
      g_auto (RdmServerQuestion) question = { 0 };
      g_autoptr (GBytes) body = NULL;
      g_autoptr (GArray) piece = NULL;

      rdm_server_ask_line (rule, profile, points + begin, MIN (most, n_points - begin), &question);
      body = rdm_server_ask (session, rule, &question, NULL, cancellable, error);
      piece = body ? rdm_server_read_line (rule, body, error) : NULL;
      if (!piece)
        return NULL;
      g_array_append_vals (line, piece->data, piece->len);
    }
  return g_steal_pointer (&line);
}
