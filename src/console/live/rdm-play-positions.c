/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-play-positions.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-gpx-read.h"
#include "rdm-time.h"

/* --- whose it is -------------------------------------------------------------------------------
 */

struct _RdmTrackOwners
{
  GHashTable *vehicles; /* name, folded → id of a vehicle */
  char *selected;       /* id of a vehicle; NULL: none */
  GTimeZone *zone;
  char *date;
};

static void
add_name (RdmTrackOwners *self, const char *name, const char *vehicle)
{
  g_autofree char *folded = name != NULL ? g_utf8_casefold (name, -1) : NULL;

  /* The first of several routes of that name has it. */
  if (folded != NULL && *folded != '\0' && !g_hash_table_contains (self->vehicles, folded))
    g_hash_table_insert (self->vehicles, g_steal_pointer (&folded), g_strdup (vehicle));
}

RdmTrackOwners *
rdm_track_owners_new (RdmDesk *desk)
{
  RdmTrackOwners *self = g_new0 (RdmTrackOwners, 1);
  GPtrArray *routes = rdm_desk_get_routes (desk);
  const RdmDeskRoute *selected = rdm_desk_find_route (desk, rdm_desk_get_selected_route (desk));

  self->vehicles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->zone = g_time_zone_new_identifier (rdm_desk_get_settings (desk)->zone);
  self->date = g_strdup (rdm_desk_get_date (desk));
  self->selected = selected != NULL ? g_strdup (selected->vehicle->row.id) : NULL;
  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);
      const RdmVehicle *vehicle = route->vehicle;

      add_name (self, route->name, vehicle->row.id);
      add_name (self, vehicle->row.id, vehicle->row.id);
      add_name (self, vehicle->name, vehicle->row.id);
      add_name (self, vehicle->tracker, vehicle->row.id);
      add_name (self, route->crew, vehicle->row.id);
    }
  return self;
}

void
rdm_track_owners_free (RdmTrackOwners *self)
{
  g_hash_table_unref (self->vehicles);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->selected);
  g_free (self->date);
  g_free (self);
}

/* How far the beginning of the day that @at_ms is on lies before that of the desk's day. */
static gint64
shift_to_day (const RdmTrackOwners *self, gint64 at_ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_ms / 1000);
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;
  g_autofree char *date = there != NULL ? g_date_time_format (there, "%Y-%m-%d") : NULL;

  if (date == NULL || !rdm_date_valid (date))
    return 0;
  return (rdm_time_to_utc (self->zone, self->date, 0) - rdm_time_to_utc (self->zone, date, 0))
         * 1000;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(const RdmTrackEntry *const *)a)->position.at_utc_ms;
  gint64 second = (*(const RdmTrackEntry *const *)b)->position.at_utc_ms;

  return (first > second) - (first < second);
}

GPtrArray *
rdm_track_owners_find (const RdmTrackOwners *self, GPtrArray *tracks)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);

  for (guint i = 0; i < tracks->len; i++)
    {
      const RdmGpxTrack *track = g_ptr_array_index (tracks, i);
      g_autofree char *folded = g_utf8_casefold (track->name, -1);
      const char *vehicle = g_hash_table_lookup (self->vehicles, folded);
      gint64 shift_ms =
          shift_to_day (self, g_array_index (track->positions, RdmPosition, 0).at_utc_ms);

      if (vehicle == NULL && tracks->len == 1)
        vehicle = self->selected;
      for (guint k = 0; vehicle != NULL && k < track->positions->len; k++)
        {
          RdmPosition position = g_array_index (track->positions, RdmPosition, k);

          position.at_utc_ms += shift_ms;
          g_ptr_array_add (entries, rdm_track_entry_new (vehicle, &position));
        }
    }
  if (entries->len == 0)
    return NULL;
  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}

/* --- reading, in a thread ----------------------------------------------------------------------
 */

typedef struct
{
  RdmTrackOwners *owners;
  char *path;
  int permille; /* atomic */
  RdmDesk *desk;
  RdmPlayBar *bar;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  rdm_track_owners_free (self->owners);
  g_object_unref (self->desk);
  g_object_unref (self->bar);
  g_free (self->path);
  g_free (self);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *self = data;
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) tracks = NULL;
  GPtrArray *entries;
  GError *error = NULL;
  char *contents;
  gsize length;

  if (!g_file_load_contents (file, cancellable, &contents, &length, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  bytes = g_bytes_new_take (contents, length);
  tracks = rdm_gpx_read_slowly (bytes, cancellable, &self->permille, &error);
  if (tracks == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  entries = rdm_track_owners_find (self->owners, tracks);
  if (entries != NULL)
    g_task_return_pointer (task, entries, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             _ ("No track of this file has the name of a route, a vehicle or a "
                                "driver. Select the route that it is of, and open it again."));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer unused)
{
  Reading *self = g_task_get_task_data (G_TASK (result));
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (cancellable))
    return;
  if (entries != NULL)
    {
      rdm_play_bar_play_tracks (self->bar, entries);
      return;
    }
  rdm_play_bar_stop (self->bar);
  rdm_desk_notice (self->desk, error->message, NULL);
}

static double
progress_of (gpointer task)
{
  Reading *self = g_task_get_task_data (task);

  return g_atomic_int_get (&self->permille) / 1000.;
}

void
rdm_play_positions_open (RdmDesk *desk, RdmPlayBar *bar, const char *path)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = g_strdup_printf (_ ("Reading %s…"), name);
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, read_cb, NULL);

  *reading = (Reading){ .owners = rdm_track_owners_new (desk),
                        .path = g_strdup (path),
                        .desk = g_object_ref (desk),
                        .bar = g_object_ref (bar) };
  g_task_set_task_data (task, reading, reading_free);
  rdm_play_bar_wait (bar, text, cancellable, progress_of, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

/* --- asking for it -----------------------------------------------------------------------------
 */

typedef struct
{
  RdmDesk *desk;   /* owned */
  RdmPlayBar *bar; /* owned */
  GtkFileChooserNative **chooser;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;

  g_object_unref (self->desk);
  g_object_unref (self->bar);
  g_free (self);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Choice *self = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;

  if (file != NULL && g_file_peek_path (file) != NULL)
    rdm_play_positions_open (self->desk, self->bar, g_file_peek_path (file));
  g_clear_object (self->chooser);
}

void
rdm_play_positions_choose (GtkWindow *parent,
                           RdmDesk *desk,
                           RdmPlayBar *bar,
                           GtkFileChooserNative **chooser)
{
  g_autoptr (GtkFileFilter) tracks = gtk_file_filter_new ();
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice){ g_object_ref (desk), g_object_ref (bar), chooser };
  g_clear_object (chooser);
  *chooser = gtk_file_chooser_native_new (_ ("Play Positions"), parent,
                                          GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Play"), NULL);
  gtk_file_filter_set_name (tracks, _ ("Tracks (GPX)"));
  gtk_file_filter_add_suffix (tracks, "gpx");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (*chooser), tracks);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (*chooser), TRUE);
  g_signal_connect_data (*chooser, "response", G_CALLBACK (chosen_cb), choice, choice_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (*chooser));
}
