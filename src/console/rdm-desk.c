/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-desk.h"

#include "rdm-day.h"
#include "rdm-desk-private.h"
#include "rdm-text.h"
#include "rdm-time.h"

enum
{
  DAY_CHANGED,
  ROWS_CHANGED,
  SELECTION_CHANGED,
  RANKING_CHANGED,
  WHY_NOT_CHANGED,
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
  PROP_GEOCODER,
  N_PROPERTIES
};

static guint signals[N_SIGNALS];
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RdmDesk, rdm_desk, G_TYPE_OBJECT)

static void
refresh_settings (RdmDesk *self)
{
  GTimeZone *zone;

  g_clear_pointer ((gpointer *)&self->settings, rdm_row_unref);
  self->settings = rdm_rows_settings (rdm_desk_get_rows (self));
  zone = self->settings->zone != NULL ? g_time_zone_new_identifier (self->settings->zone) : NULL;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone != NULL ? zone : g_time_zone_new_utc ();
}

/* No row has changed, and yet routes have. */
static void
follow_travel (RdmDesk *self, const char *route)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  RdmDeskTouched touched;

  rdm_desk_follow_travel (self, route, &touched);
  g_signal_emit (self, signals[ROWS_CHANGED], 0, none, &touched);
  rdm_desk_touched_clear (&touched);
}

static void
travel_changed_cb (RdmDesk *self)
{
  follow_travel (self, NULL);
}

static void
line_changed_cb (RdmDesk *self, const char *route)
{
  follow_travel (self, route);
}

static void
make_day_plan (RdmDesk *self)
{
  if (self->day_plan != NULL)
    g_signal_handlers_disconnect_by_data (self->day_plan, self);
  g_clear_object (&self->day_plan);
  self->day_plan = rdm_day_plan_new_live (rdm_desk_get_rows (self), self->date, self->travel);
  g_signal_connect_object (self->day_plan, "travel-changed", G_CALLBACK (travel_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->day_plan, "line-changed", G_CALLBACK (line_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
refresh_day (RdmDesk *self)
{
  refresh_settings (self);
  make_day_plan (self);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  rdm_desk_forget_answers (self);
  rdm_desk_take_up_day (self);
  rdm_desk_prune_selection (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY_TITLE]);
  g_signal_emit (self, signals[DAY_CHANGED], 0);
}

static void
changed_cb (RdmDesk *self, GPtrArray *changes)
{
  RdmDeskTouched touched;

  for (guint i = 0; i < changes->len; i++)
    if (((const RdmChange *)g_ptr_array_index (changes, i))->kind == RDM_ROW_SETTINGS)
      {
        refresh_settings (self);
        break;
      }
  rdm_desk_follow_rows (self, changes, &touched);
  g_signal_emit (self, signals[ROWS_CHANGED], 0, changes, &touched);
  rdm_desk_touched_clear (&touched);
}

static void
undo_label_cb (RdmDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_LABEL]);
}

static void
redo_label_cb (RdmDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REDO_LABEL]);
}

static char *
first_date (RdmDesk *self)
{
  g_autofree char *today = rdm_date_today (self->zone);

  return rdm_day_first (rdm_desk_get_rows (self), today);
}

static gint64
present_cb (gpointer user_data)
{
  return rdm_clock_get_ms (user_data);
}

/* Forgets the plan; somebody else may still write to it. */
static void
drop_file (RdmDesk *self)
{
  if (self->file == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->file, self);
  rdm_plan_file_set_clock (self->file, NULL, NULL);
  g_clear_object (&self->file);
}

gboolean
rdm_desk_open (RdmDesk *self, const char *path, RdmStoreFlags flags, GError **error)
{
  g_autoptr (RdmPlanFile) file = rdm_plan_file_open (path, flags, error);

  if (file == NULL)
    return FALSE;
  drop_file (self);
  self->file = g_steal_pointer (&file);
  rdm_plan_file_set_clock (self->file, present_cb, self->clock);
  g_signal_connect_object (self->file, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "notify::undo-label", G_CALLBACK (undo_label_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file, "notify::redo-label", G_CALLBACK (redo_label_cb), self,
                           G_CONNECT_SWAPPED);
  refresh_settings (self);
  g_free (self->date);
  self->date = first_date (self);
  refresh_day (self);
  undo_label_cb (self);
  redo_label_cb (self);
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

void
rdm_desk_set_travel (RdmDesk *self, RdmTravel *travel)
{
  if (g_set_object (&self->travel, travel))
    rdm_day_plan_set_travel (self->day_plan, travel);
}

void
rdm_desk_set_geocoder (RdmDesk *self, RdmGeocoder *geocoder)
{
  if (g_set_object (&self->geocoder, geocoder))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GEOCODER]);
}

RdmGeocoder *
rdm_desk_get_geocoder (RdmDesk *self)
{
  return self->geocoder;
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
    case PROP_GEOCODER:
      g_value_set_object (value, self->geocoder);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dispose (GObject *object)
{
  RdmDesk *self = RDM_DESK (object);

  /* It still writes to the file. */
  g_clear_object (&self->live);
  rdm_desk_forget_answers (self);
  g_clear_object (&self->day_plan);
  g_clear_object (&self->travel);
  g_clear_object (&self->geocoder);
  drop_file (self);
  g_clear_object (&self->no_rows);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (rdm_desk_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  RdmDesk *self = RDM_DESK (object);

  g_clear_pointer ((gpointer *)&self->settings, rdm_row_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->tray, g_ptr_array_unref);
  g_clear_pointer (&self->selected, g_hash_table_unref);
  g_clear_pointer (&self->selection, g_ptr_array_unref);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  g_clear_pointer (&self->selected_route, g_free);
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->untold, g_free);
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
  properties[PROP_GEOCODER] =
      g_param_spec_object ("geocoder", NULL, NULL, RDM_TYPE_GEOCODER, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[DAY_CHANGED] = g_signal_new ("day-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[ROWS_CHANGED] =
      g_signal_new ("rows-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_PTR_ARRAY, G_TYPE_POINTER);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RANKING_CHANGED] = g_signal_new ("ranking-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WHY_NOT_CHANGED] = g_signal_new ("why-not-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PREVIEW_CHANGED] = g_signal_new ("preview-changed", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOTICE] = g_signal_new ("notice", RDM_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
rdm_desk_init (RdmDesk *self)
{
  self->no_rows = rdm_memory_rows_new ();
  self->clock = rdm_clock_new ();
  self->date = rdm_date_today (NULL);
  self->routes = g_ptr_array_new ();
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->selection = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->selection, NULL);
  self->selected = g_hash_table_new (g_str_hash, g_str_equal);
  refresh_settings (self);
  make_day_plan (self);
  /* Before any view, so that it knows when they are told. */
  self->live = rdm_live_new (self);
}

RdmDesk *
rdm_desk_new (void)
{
  return g_object_new (RDM_TYPE_DESK, NULL);
}
