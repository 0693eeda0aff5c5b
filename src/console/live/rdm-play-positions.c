/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-play-positions.h"

#include <glib/gi18n.h>

#include "rdm-desk-live.h"
#include "rdm-gpx-read.h"
#include "rdm-time.h"

static gboolean
is_called (const char *name, const char *wanted)
{
  g_autofree char *a = name != NULL ? g_utf8_casefold (name, -1) : NULL;
  g_autofree char *b = g_utf8_casefold (wanted, -1);

  return a != NULL && *a != '\0' && g_str_equal (a, b);
}

/* Whose track has that name. */
static const RdmDeskRoute *
find_route (RdmDesk *desk, const char *name)
{
  GPtrArray *routes = rdm_desk_get_routes (desk);

  for (guint i = 0; i < routes->len; i++)
    {
      const RdmDeskRoute *route = g_ptr_array_index (routes, i);

      if (is_called (route->name, name) || is_called (route->vehicle->row.id, name)
          || is_called (route->vehicle->name, name) || is_called (route->vehicle->tracker, name)
          || is_called (route->crew, name))
        return route;
    }
  return NULL;
}

/* How far the beginning of the day that @at_ms is on lies before that of the desk's day. */
static gint64
shift_to_day (RdmDesk *desk, gint64 at_ms)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (rdm_desk_get_settings (desk)->zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_ms / 1000);
  g_autoptr (GDateTime) there = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *date = there != NULL ? g_date_time_format (there, "%Y-%m-%d") : NULL;

  if (date == NULL || !rdm_date_valid (date))
    return 0;
  return (rdm_time_to_utc (zone, rdm_desk_get_date (desk), 0) - rdm_time_to_utc (zone, date, 0))
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
rdm_play_positions_find (RdmDesk *desk, GPtrArray *tracks)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)rdm_track_entry_free);

  for (guint i = 0; i < tracks->len; i++)
    {
      const RdmGpxTrack *track = g_ptr_array_index (tracks, i);
      const RdmDeskRoute *route = find_route (desk, track->name);
      gint64 shift_ms =
          shift_to_day (desk, g_array_index (track->positions, RdmPosition, 0).at_utc_ms);

      if (route == NULL && tracks->len == 1)
        route = rdm_desk_find_route (desk, rdm_desk_get_selected_route (desk));
      for (guint k = 0; route != NULL && k < track->positions->len; k++)
        {
          RdmPosition position = g_array_index (track->positions, RdmPosition, k);

          position.at_utc_ms += shift_ms;
          g_ptr_array_add (entries, rdm_track_entry_new (route->vehicle->row.id, &position));
        }
    }
  if (entries->len == 0)
    return NULL;
  g_ptr_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}

void
rdm_play_positions_open (RdmDesk *desk, RdmPlayBar *bar, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tracks = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, &error))
    {
      rdm_desk_notice (desk, error->message, NULL);
      return;
    }
  bytes = g_bytes_new_take (data, length);
  tracks = rdm_gpx_read (bytes, &error);
  if (tracks == NULL)
    {
      rdm_desk_notice (desk, error->message, NULL);
      return;
    }
  entries = rdm_play_positions_find (desk, tracks);
  if (entries == NULL)
    rdm_desk_notice (desk,
                     _ ("No track of this file has the name of a route, a vehicle or a driver. "
                        "Select the route that it is of, and open it again."),
                     NULL);
  else
    rdm_play_bar_play_tracks (bar, entries);
}

/* Asking for it */

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
