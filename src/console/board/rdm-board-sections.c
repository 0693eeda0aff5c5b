/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-board-sections.h"

struct _RdmBoardSections
{
  GPtrArray *sections; /* RdmBoardSection */
  GHashTable *by_key;  /* key → RdmBoardItem: of all of them */
  RdmDesk *desk;       /* borrowed */
};

static void
section_free (gpointer data)
{
  RdmBoardSection *self = data;

  g_free (self->route);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static RdmBoardSection *
section_new (const char *route)
{
  RdmBoardSection *self = g_new0 (RdmBoardSection, 1);

  self->route = g_strdup (route);
  return self;
}

/* The row as it was before, if there was one, be it on another route. */
static void
add_row (RdmBoardSections *self,
         GPtrArray *rows,
         RdmBoardItemKind kind,
         const char *route,
         const char *stop,
         guint number)
{
  g_autofree char *key = rdm_board_item_key (kind, route, stop, number);
  RdmBoardItem *item = g_hash_table_lookup (self->by_key, key);

  if (item == NULL)
    {
      item = rdm_board_item_new (kind, route, stop, number);
      g_hash_table_insert (self->by_key, item->key, g_object_ref (item));
    }
  else
    rdm_board_item_move (g_object_ref (item), route, number);
  item->is_listed = TRUE;
  g_ptr_array_add (rows, item);
}

/* After which visits to stops a break comes: the schedule knows, the list does not. */
static GArray *
list_breaks (const RdmSchedule *schedule)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_stops = 0;

  for (guint i = 0; i < schedule->visits->len; i++)
    {
      const RdmVisit *visit = &g_array_index (schedule->visits, RdmVisit, i);

      if (visit->kind == RDM_VISIT_STOP)
        n_stops++;
      else if (visit->kind == RDM_VISIT_BREAK
               && (breaks->len == 0 || g_array_index (breaks, guint, breaks->len - 1) != n_stops))
        g_array_append_val (breaks, n_stops);
    }
  return breaks;
}

static void
list_route (RdmBoardSections *self, GPtrArray *rows, const RdmDeskRoute *route)
{
  const char *id = route->route->row.id;
  char **stops = route->route->stops;
  guint n = stops != NULL ? g_strv_length (stops) : 0;
  g_autoptr (GArray) breaks = list_breaks (route->schedule);
  guint next_break = 0;

  add_row (self, rows, RDM_BOARD_ROUTE, id, NULL, 0);
  for (guint i = 0; i <= n; i++)
    {
      if (next_break < breaks->len && g_array_index (breaks, guint, next_break) == i)
        {
          add_row (self, rows, RDM_BOARD_BREAK, id, NULL, i);
          next_break++;
        }
      if (i < n)
        add_row (self, rows, RDM_BOARD_STOP, id, stops[i], i + 1);
    }
}

static void
list_tray (RdmBoardSections *self, GPtrArray *rows)
{
  GPtrArray *tray = rdm_desk_get_tray (self->desk);

  add_row (self, rows, RDM_BOARD_TRAY, NULL, NULL, 0);
  for (guint i = 0; i < tray->len; i++)
    add_row (self, rows, RDM_BOARD_STOP, NULL, ((RdmRow *)g_ptr_array_index (tray, i))->id, 0);
}

/* The rows of @section as the desk has them. */
static void
list_section (RdmBoardSections *self, RdmBoardSection *section)
{
  const RdmDeskRoute *route = rdm_desk_find_route (self->desk, section->route);

  section->rows = g_ptr_array_new_with_free_func (g_object_unref);
  if (route != NULL)
    list_route (self, section->rows, route);
  else if (section->route == NULL)
    list_tray (self, section->rows);
}

/* Rows that are there no more are those that nobody has listed since. */
static void
unlist (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    ((RdmBoardItem *)g_ptr_array_index (rows, i))->is_listed = FALSE;
}

static void
forget_rows (RdmBoardSections *self, GPtrArray *before)
{
  for (guint i = 0; i < before->len; i++)
    {
      RdmBoardItem *item = g_ptr_array_index (before, i);

      if (!item->is_listed)
        g_hash_table_remove (self->by_key, item->key);
    }
}

void
rdm_board_sections_refresh (RdmBoardSections *self)
{
  GPtrArray *routes = rdm_desk_get_routes (self->desk);
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->sections);

  self->sections = g_ptr_array_new_with_free_func (section_free);
  g_ptr_array_add (self->sections, section_new (NULL));
  for (guint i = 0; i < routes->len; i++)
    g_ptr_array_add (
        self->sections,
        section_new (((const RdmDeskRoute *)g_ptr_array_index (routes, i))->route->row.id));
  for (guint i = 0; i < before->len; i++)
    unlist (((RdmBoardSection *)g_ptr_array_index (before, i))->rows);
  for (guint i = 0; i < self->sections->len; i++)
    list_section (self, g_ptr_array_index (self->sections, i));
  for (guint i = 0; i < before->len; i++)
    forget_rows (self, ((RdmBoardSection *)g_ptr_array_index (before, i))->rows);
}

void
rdm_board_sections_follow (RdmBoardSections *self, const RdmDeskTouched *touched)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < self->sections->len; i++)
    {
      RdmBoardSection *section = g_ptr_array_index (self->sections, i);

      if (!rdm_desk_touched_route (touched, section->route))
        continue;
      unlist (section->rows);
      g_ptr_array_add (before, g_steal_pointer (&section->rows));
    }
  for (guint i = 0; i < self->sections->len; i++)
    if (rdm_desk_touched_route (touched,
                                ((RdmBoardSection *)g_ptr_array_index (self->sections, i))->route))
      list_section (self, g_ptr_array_index (self->sections, i));
  for (guint i = 0; i < before->len; i++)
    forget_rows (self, g_ptr_array_index (before, i));
}

GPtrArray *
rdm_board_sections_get (RdmBoardSections *self)
{
  return self->sections;
}

RdmBoardItem *
rdm_board_sections_find (RdmBoardSections *self, const char *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

RdmBoardSections *
rdm_board_sections_new (RdmDesk *desk)
{
  RdmBoardSections *self = g_new0 (RdmBoardSections, 1);

  self->desk = desk;
  self->sections = g_ptr_array_new_with_free_func (section_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  return self;
}

void
rdm_board_sections_free (RdmBoardSections *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sections);
  g_hash_table_unref (self->by_key);
  g_free (self);
}
