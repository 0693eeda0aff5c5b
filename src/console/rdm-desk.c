/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-desk.h"

#include <glib/gi18n.h>

#include "rdm-day.h"
#include "rdm-palette.h"
#include "rdm-text.h"
#include "rdm-time.h"

struct _RdmDesk
{
  GObject parent_instance;

  /* Owned */
  RdmPlanFile *file; /* NULL while nothing is open */
  RdmRows *no_rows;  /* what there is to see then */
  RdmSettings *settings;
  RdmDayPlan *day_plan;
  char *date;
  GPtrArray *routes;    /* RdmDeskRoute */
  GHashTable *by_id;    /* route id → RdmDeskRoute, borrowed from routes */
  GPtrArray *selection; /* char *, NULL-terminated */
  GHashTable *selected; /* the same ids, borrowed from selection */
  char *selected_route;
  GPtrArray *ranking; /* NULL until asked for */
  GPtrArray *preview;
};

enum
{
  DAY_CHANGED,
  ROWS_CHANGED,
  SELECTION_CHANGED,
  PREVIEW_CHANGED,
  NOTICE,
  N_SIGNALS
};

enum
{
  PROP_DATE = 1,
  PROP_PATH,
  PROP_DAY_TITLE,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPERTIES
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RdmDesk, rdm_desk, G_TYPE_OBJECT)

static void
desk_route_free (gpointer data)
{
  RdmDeskRoute *self = data;

  rdm_row_unref ((gpointer)self->route);
  rdm_row_unref ((gpointer)self->shift);
  rdm_row_unref ((gpointer)self->vehicle);
  rdm_schedule_unref (self->schedule);
  g_free (self->name);
  g_free (self->crew);
  g_free (self);
}

static void
refresh_routes (RdmDesk *self)
{
  RdmRows *rows = rdm_desk_get_rows (self);
  GPtrArray *routes = rdm_day_plan_get_routes (self->day_plan);

  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->routes, 0);
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmRoute *route = g_ptr_array_index (routes, i);
      const RdmShift *shift = rdm_rows_get (rows, RDM_ROW_SHIFT, route->shift);
      const RdmVehicle *vehicle =
          shift != NULL ? rdm_rows_get (rows, RDM_ROW_VEHICLE, shift->vehicle) : NULL;
      RdmDeskRoute *shown;

      if (vehicle == NULL)
        continue;
      shown = g_new0 (RdmDeskRoute, 1);
      shown->route = rdm_row_ref (route);
      shown->shift = rdm_row_ref (shift);
      shown->vehicle = rdm_row_ref (vehicle);
      shown->schedule =
          rdm_schedule_ref (rdm_day_plan_get_schedule (self->day_plan, route->row.id));
      shown->name = rdm_day_route_name (rows, route);
      shown->crew = rdm_day_route_crew (rows, route);
      shown->index = self->routes->len;
      shown->dashed = rdm_palette_route (shown->index, &shown->colour);
      g_ptr_array_add (self->routes, shown);
      g_hash_table_insert (self->by_id, shown->route->row.id, shown);
    }
}

static void
refresh_settings (RdmDesk *self)
{
  g_clear_pointer ((gpointer *)&self->settings, rdm_row_unref);
  self->settings = rdm_rows_settings (rdm_desk_get_rows (self));
}

/* What is gone is not selected any more. */
static void
prune_selection (RdmDesk *self)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  guint n = self->selection->len - 1;

  if (self->selected_route != NULL && !g_hash_table_contains (self->by_id, self->selected_route))
    g_clear_pointer (&self->selected_route, g_free);
  for (guint i = 0; i < n; i++)
    {
      const RdmOrder *order = rdm_desk_find_order (self, g_ptr_array_index (self->selection, i));

      if (order != NULL && g_strcmp0 (order->date, self->date) == 0)
        g_ptr_array_add (kept, g_ptr_array_index (self->selection, i));
    }
  if (kept->len == n)
    return;
  g_ptr_array_add (kept, NULL);
  rdm_desk_select (self, (const char *const *)kept->pdata, RDM_SELECT_ONLY);
}

static void
refresh_day (RdmDesk *self)
{
  g_clear_object (&self->day_plan);
  refresh_settings (self);
  self->day_plan = rdm_day_plan_new (rdm_desk_get_rows (self), self->date, NULL);
  g_clear_pointer (&self->ranking, g_ptr_array_unref);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  refresh_routes (self);
  prune_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY_TITLE]);
  g_signal_emit (self, signals[DAY_CHANGED], 0);
}

static void
changed_cb (RdmDesk *self, GPtrArray *changes)
{
  gboolean settings = FALSE;

  for (guint i = 0; i < changes->len; i++)
    settings =
        settings || ((const RdmChange *)g_ptr_array_index (changes, i))->kind == RDM_ROW_SETTINGS;
  if (settings)
    refresh_settings (self);
  rdm_day_plan_update (self->day_plan, changes);
  g_clear_pointer (&self->ranking, g_ptr_array_unref);
  refresh_routes (self);
  prune_selection (self);
  g_signal_emit (self, signals[ROWS_CHANGED], 0, changes);
}

static void
history_cb (RdmDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_LABEL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REDO_LABEL]);
}

static char *
first_date (RdmDesk *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (self->settings->zone);
  g_autofree char *today = rdm_date_today (zone);

  return rdm_day_first (rdm_desk_get_rows (self), today);
}

gboolean
rdm_desk_open (RdmDesk *self, const char *path, RdmStoreFlags flags, GError **error)
{
  g_autoptr (RdmPlanFile) file = rdm_plan_file_open (path, flags, error);

  if (file == NULL)
    return FALSE;
  if (self->file != NULL)
    g_signal_handlers_disconnect_by_data (self->file, self);
  g_set_object (&self->file, file);
  g_signal_connect_object (file, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "notify::undo-label", G_CALLBACK (history_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "notify::redo-label", G_CALLBACK (history_cb), self,
                           G_CONNECT_SWAPPED);
  refresh_settings (self);
  g_free (self->date);
  self->date = first_date (self);
  refresh_day (self);
  history_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PATH]);
  return TRUE;
}

RdmPlanFile *
rdm_desk_get_file (RdmDesk *self)
{
  return self->file;
}

RdmRows *
rdm_desk_get_rows (RdmDesk *self)
{
  return self->file != NULL ? rdm_plan_file_get_rows (self->file) : self->no_rows;
}

RdmDayPlan *
rdm_desk_get_day_plan (RdmDesk *self)
{
  return self->day_plan;
}

const RdmSettings *
rdm_desk_get_settings (RdmDesk *self)
{
  return self->settings;
}

const char *
rdm_desk_get_date (RdmDesk *self)
{
  return self->date;
}

void
rdm_desk_set_date (RdmDesk *self, const char *date)
{
  g_return_if_fail (rdm_date_valid (date));

  if (rdm_set_str (&self->date, date))
    refresh_day (self);
}

GStrv
rdm_desk_get_dates (RdmDesk *self)
{
  return rdm_day_list (rdm_desk_get_rows (self));
}

GPtrArray *
rdm_desk_get_routes (RdmDesk *self)
{
  return self->routes;
}

const RdmDeskRoute *
rdm_desk_find_route (RdmDesk *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

GPtrArray *
rdm_desk_get_tray (RdmDesk *self)
{
  return rdm_day_plan_get_tray (self->day_plan);
}

const RdmStop *
rdm_desk_find_stop (RdmDesk *self, const char *stop)
{
  return rdm_rows_get (rdm_desk_get_rows (self), RDM_ROW_STOP, stop);
}

const RdmOrder *
rdm_desk_find_order (RdmDesk *self, const char *stop)
{
  const RdmStop *row = rdm_desk_find_stop (self, stop);

  return row != NULL ? rdm_rows_get (rdm_desk_get_rows (self), RDM_ROW_ORDER, row->order) : NULL;
}

const RdmDeskRoute *
rdm_desk_route_of (RdmDesk *self, const char *stop)
{
  return rdm_desk_find_route (self, rdm_rows_route_of (rdm_desk_get_rows (self), stop));
}

const RdmVisit *
rdm_desk_find_visit (RdmDesk *self, const char *stop)
{
  return rdm_day_plan_find_visit (self->day_plan, stop);
}

/* Selection */

static void
selection_changed (RdmDesk *self)
{
  g_clear_pointer (&self->ranking, g_ptr_array_unref);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
selection_add (RdmDesk *self, const char *stop)
{
  char *copy;

  if (g_hash_table_contains (self->selected, stop))
    return;
  copy = g_strdup (stop);
  g_ptr_array_insert (self->selection, (int)self->selection->len - 1, copy);
  g_hash_table_add (self->selected, copy);
}

static void
selection_remove (RdmDesk *self, const char *stop)
{
  for (guint i = 0; i + 1 < self->selection->len; i++)
    if (g_str_equal (g_ptr_array_index (self->selection, i), stop))
      {
        g_hash_table_remove (self->selected, stop);
        g_ptr_array_remove_index (self->selection, i);
        return;
      }
}

static void
selection_clear (RdmDesk *self)
{
  g_hash_table_remove_all (self->selected);
  g_ptr_array_set_size (self->selection, 0);
  g_ptr_array_add (self->selection, NULL);
}

void
rdm_desk_select (RdmDesk *self, const char *const *stops, RdmSelectMode mode)
{
  /* The caller's list may be the present selection itself. */
  g_auto (GStrv) wanted = g_strdupv ((char **)stops);

  if (mode == RDM_SELECT_ONLY)
    {
      g_clear_pointer (&self->selected_route, g_free);
      selection_clear (self);
    }
  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    if (mode == RDM_SELECT_TOGGLE && g_hash_table_contains (self->selected, wanted[i]))
      selection_remove (self, wanted[i]);
    else
      selection_add (self, wanted[i]);
  selection_changed (self);
}

void
rdm_desk_select_route (RdmDesk *self, const char *route)
{
  selection_clear (self);
  rdm_set_str (&self->selected_route, route);
  selection_changed (self);
}

gboolean
rdm_desk_is_selected (RdmDesk *self, const char *stop)
{
  return g_hash_table_contains (self->selected, stop);
}

const char *const *
rdm_desk_get_selection (RdmDesk *self)
{
  return (const char *const *)self->selection->pdata;
}

const char *
rdm_desk_get_selected_route (RdmDesk *self)
{
  return self->selected_route;
}

/* Whom to give half a day to is a question for planning, and too long for a moment. */
#define RANKED_STOPS_MAX 50

GPtrArray *
rdm_desk_get_ranking (RdmDesk *self)
{
  guint n = self->selection->len - 1;

  if (self->ranking == NULL)
    self->ranking = n >= 1 && n <= RANKED_STOPS_MAX
                        ? rdm_advice_rank (self->day_plan, rdm_desk_get_selection (self))
                        : g_ptr_array_new ();
  return self->ranking;
}

/* Preview and notices */

void
rdm_desk_set_preview (RdmDesk *self, GPtrArray *lists)
{
  if (lists != NULL)
    g_ptr_array_ref (lists);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  self->preview = lists;
  g_signal_emit (self, signals[PREVIEW_CHANGED], 0);
}

GPtrArray *
rdm_desk_get_preview (RdmDesk *self)
{
  return self->preview;
}

void
rdm_desk_notice (RdmDesk *self, const char *text, const char *action)
{
  g_signal_emit (self, signals[NOTICE], 0, text, action);
}

/* GObject */

static char *
history_label (RdmDesk *self, gboolean undo)
{
  if (self->file == NULL)
    return NULL;
  return g_strdup (undo ? rdm_plan_file_get_undo_label (self->file)
                        : rdm_plan_file_get_redo_label (self->file));
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RdmDesk *self = RDM_DESK (object);

  switch (id)
    {
    case PROP_DATE:
      g_value_set_string (value, self->date);
      break;
    case PROP_PATH:
      g_value_set_string (value, self->file != NULL ? rdm_plan_file_get_path (self->file) : NULL);
      break;
    case PROP_DAY_TITLE:
      g_value_take_string (value, rdm_date_format_long (self->date));
      break;
    case PROP_UNDO_LABEL:
      g_value_take_string (value, history_label (self, TRUE));
      break;
    case PROP_REDO_LABEL:
      g_value_take_string (value, history_label (self, FALSE));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  RdmDesk *self = RDM_DESK (object);

  g_clear_object (&self->day_plan);
  g_clear_object (&self->file);
  g_clear_object (&self->no_rows);
  G_OBJECT_CLASS (rdm_desk_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmDesk *self = RDM_DESK (object);

  g_clear_pointer ((gpointer *)&self->settings, rdm_row_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_clear_pointer (&self->selected, g_hash_table_unref);
  g_clear_pointer (&self->selection, g_ptr_array_unref);
  g_clear_pointer (&self->ranking, g_ptr_array_unref);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  g_clear_pointer (&self->selected_route, g_free);
  g_clear_pointer (&self->date, g_free);
  G_OBJECT_CLASS (rdm_desk_parent_class)->finalize (object);
}

static void
rdm_desk_class_init (RdmDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;

  properties[PROP_DATE] = g_param_spec_string ("date", NULL, NULL, NULL, flags);
  properties[PROP_PATH] = g_param_spec_string ("path", NULL, NULL, NULL, flags);
  properties[PROP_DAY_TITLE] = g_param_spec_string ("day-title", NULL, NULL, NULL, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[DAY_CHANGED] = g_signal_new ("day-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PREVIEW_CHANGED] = g_signal_new ("preview-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTICE] = g_signal_new ("notice", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
rdm_desk_init (RdmDesk *self)
{
  self->no_rows = rdm_memory_rows_new ();
  self->date = rdm_date_today (NULL);
  self->routes = g_ptr_array_new_with_free_func (desk_route_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->selection = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->selection, NULL);
  self->selected = g_hash_table_new (g_str_hash, g_str_equal);
  refresh_settings (self);
  self->day_plan = rdm_day_plan_new (self->no_rows, self->date, NULL);
}

RdmDesk *
rdm_desk_new (void)
{
  return g_object_new (RDM_TYPE_DESK, NULL);
}
