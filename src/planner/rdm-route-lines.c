/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-route-lines.h"

/** Way: of one route. */
typedef struct
{
  GBytes *question; /* what @line answers, or will */
  GArray *line;     /* (element-type RdmPoint): the last one known; NULL: none yet */
} Way;

struct _RdmRouteLines
{
  RdmRouteLinesFunc func;
  gpointer user_data;
  GHashTable *ways; /* (element-type utf8 Way) */
  GCancellable *cancellable;
  gint32 n_outdated; /* how often: part of every question */
};

/** Search: owned by its task. */
typedef struct
{
  RdmRouteLines *lines; /* borrowed: not looked at once it was cancelled */
  char *route;
  GBytes *question;
  RdmTravel *travel;
  RdmTravelProfile profile;
  RdmTravelSpell when;
  GArray *points;
} Search;

static void
way_free (gpointer data)
{
  Way *self = data;

  g_bytes_unref (self->question);
  g_clear_pointer (&self->line, g_array_unref);
  g_free (self);
}

static void
search_free (gpointer data)
{
  Search *self = data;

  g_free (self->route);
  g_bytes_unref (self->question);
  g_object_unref (self->travel);
  g_array_unref (self->points);
  g_free (self);
}

RdmRouteLines *
rdm_route_lines_new (RdmRouteLinesFunc func, gpointer user_data)
{
  RdmRouteLines *self = g_new0 (RdmRouteLines, 1);

  self->func = func;
  self->user_data = user_data;
  self->ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, way_free);
  self->cancellable = g_cancellable_new ();
  return self;
}

void
rdm_route_lines_clear (RdmRouteLines *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_hash_table_remove_all (self->ways);
}

void
rdm_route_lines_outdate (RdmRouteLines *self)
{
  self->n_outdated++;
}

GArray *
rdm_route_lines_peek (RdmRouteLines *self, const char *route)
{
  const Way *way = g_hash_table_lookup (self->ways, route);

  return way && way->line ? g_array_ref (way->line) : NULL;
}

void
rdm_route_lines_free (RdmRouteLines *self)
{
  if (!self)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->ways);
  g_free (self);
}

/* --- in a thread -------------------------------------------------------------------------------
 */

static void
search_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Search *search = task_data;
  GError *error = NULL;
  GArray *line = rdm_travel_line (search->travel, search->profile, search->when,
                                  (const RdmPoint *)(gpointer)search->points->data,
                                  search->points->len, cancellable, &error);

  if (line)
    g_task_return_pointer (task, line, (GDestroyNotify)g_array_unref);
  else
    g_task_return_error (task, error);
}

/* An answer to what nobody asks any more is dropped; a failure leaves the line as it is. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = g_task_get_task_data (G_TASK (result));
  g_autoptr (GArray) line = NULL;
  Way *way;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  line = g_task_propagate_pointer (G_TASK (result), NULL);
  way = g_hash_table_lookup (search->lines->ways, search->route);
  if (!way || !g_bytes_equal (way->question, search->question))
    return;
  if (!line)
    return;
  g_clear_pointer (&way->line, g_array_unref);
  way->line = g_steal_pointer (&line);
  search->lines->func (search->route, search->lines->user_data);
}

static void
begin (RdmRouteLines *self, Search *search)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, found_cb, NULL);

  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_thread);
}

/* --- asking ------------------------------------------------------------------------------------
 */

static GBytes *
question_of (const RdmRouteLines *self,
             RdmTravelProfile profile,
             RdmTravelSpell when,
             const RdmPoint *points,
             guint n_points)
{
  GByteArray *bytes = g_byte_array_new ();
  gint32 head[] = { self->n_outdated, (gint32)profile, (gint32)when.period, when.begin_s };

  g_byte_array_append (bytes, (const guint8 *)head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *)points, n_points * (guint)sizeof *points);
  return g_byte_array_free_to_bytes (bytes);
}

static GArray *
copy_points (const RdmPoint *points, guint n_points)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof *points, n_points);

  g_array_append_vals (copy, points, n_points);
  return copy;
}

GArray *
rdm_route_lines_get (RdmRouteLines *self,
                     const char *route,
                     RdmTravel *travel,
                     RdmTravelProfile profile,
                     RdmTravelSpell when,
                     const RdmPoint *points,
                     guint n_points)
{
  g_autoptr (GBytes) question = question_of (self, profile, when, points, n_points);
  Way *way = g_hash_table_lookup (self->ways, route);
  Search *search;

  if (!way)
    {
      way = g_new0 (Way, 1);
      way->question = g_bytes_new (NULL, 0);
      g_hash_table_insert (self->ways, g_strdup (route), way);
    }
  if (!g_bytes_equal (way->question, question) && n_points > 1)
    {
      g_bytes_unref (way->question);
      way->question = g_bytes_ref (question);
      search = g_new (Search, 1);
      *search = (Search){ self,
                          g_strdup (route),
                          g_bytes_ref (question),
                          g_object_ref (travel),
                          profile,
                          when,
                          copy_points (points, n_points) };
      begin (self, search);
    }
  if (n_points > 1 && way->line)
    return g_array_ref (way->line);
  return copy_points (points, n_points);
}
