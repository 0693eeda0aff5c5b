/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-gpx-read.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* A month of a point a second. */
#define MOST_POINTS 3000000

/* Whoever waits for it may have had enough of it after each of them. */
#define PART_BYTES ((gsize)256 * 1024)

/* Faster is a mistake of the writer, and so is a course beyond the circle. */
#define MOST_MPS 150.

typedef struct
{
  GPtrArray *tracks;  /* RdmGpxTrack */
  RdmGpxTrack *track; /* the one being read; NULL: none */
  RdmPosition point;  /* the one being read */
  gboolean in_point;
  GString *text;
  guint n_points;
} Reading;

G_DEFINE_QUARK (rdm_gpx_error, rdm_gpx_error)

static void
track_free (gpointer data)
{
  RdmGpxTrack *self = data;

  g_free (self->name);
  g_array_unref (self->positions);
  g_free (self);
}

/* Without the prefix of a namespace. */
static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

/* A number of the file, which is always written with a point; NaN: none. */
static double
read_number (const char *text)
{
  char *end;
  double value = text != NULL ? g_ascii_strtod (text, &end) : NAN;

  return text != NULL && end != text && isfinite (value) ? value : NAN;
}

static const char *
find_attribute (const char **names, const char **values, const char *wanted)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (local_name (names[i]), wanted))
      return values[i];
  return NULL;
}

static void
begin_point (Reading *self, const char **names, const char **values)
{
  self->in_point = TRUE;
  self->point = (RdmPosition){
    .place = { read_number (find_attribute (names, values, "lat")),
               read_number (find_attribute (names, values, "lon")) },
    .accuracy_m = NAN,
    .speed_mps = NAN,
    .course_deg = NAN,
    .altitude_m = NAN,
    .battery_share = NAN,
  };
}

static void
start_cb (GMarkupParseContext *context,
          const char *element,
          const char **names,
          const char **values,
          gpointer user_data,
          GError **error)
{
  Reading *self = user_data;
  const char *name = local_name (element);

  g_string_truncate (self->text, 0);
  if (g_str_equal (name, "trk"))
    {
      self->track = g_new0 (RdmGpxTrack, 1);
      self->track->name = g_strdup ("");
      self->track->positions = g_array_new (FALSE, FALSE, sizeof (RdmPosition));
      g_ptr_array_add (self->tracks, self->track);
    }
  else if (g_str_equal (name, "trkpt") && self->track != NULL)
    begin_point (self, names, values);
}

static void
read_time (Reading *self, const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (text, utc);

  if (at != NULL)
    self->point.at_utc_ms =
        g_date_time_to_unix (at) * 1000 + g_date_time_get_microsecond (at) / 1000;
}

static void
end_point (Reading *self)
{
  self->in_point = FALSE;
  if (!rdm_point_is_valid (self->point.place) || self->point.at_utc_ms <= 0
      || self->n_points >= MOST_POINTS)
    return;
  if (!(self->point.speed_mps >= 0. && self->point.speed_mps <= MOST_MPS))
    self->point.speed_mps = NAN;
  if (!(self->point.course_deg >= 0. && self->point.course_deg <= 360.))
    self->point.course_deg = NAN;
  g_array_append_val (self->track->positions, self->point);
  self->n_points++;
}

static void
end_cb (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  Reading *self = user_data;
  const char *name = local_name (element);
  const char *text = g_strstrip (self->text->str);

  if (self->in_point)
    {
      if (g_str_equal (name, "time"))
        read_time (self, text);
      else if (g_str_equal (name, "speed"))
        self->point.speed_mps = read_number (text);
      else if (g_str_equal (name, "course"))
        self->point.course_deg = read_number (text);
      else if (g_str_equal (name, "ele"))
        self->point.altitude_m = read_number (text);
      else if (g_str_equal (name, "trkpt"))
        end_point (self);
    }
  else if (self->track != NULL && g_str_equal (name, "name"))
    {
      g_free (self->track->name);
      self->track->name = g_strdup (text);
    }
  else if (g_str_equal (name, "trk"))
    self->track = NULL;
  g_string_truncate (self->text, 0);
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  g_string_append_len (((Reading *)user_data)->text, text, (gssize)length);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const RdmPosition *)a)->at_utc_ms;
  gint64 second = ((const RdmPosition *)b)->at_utc_ms;

  return (first > second) - (first < second);
}

/* By time, and none without points. */
static GPtrArray *
settle (GPtrArray *tracks)
{
  GPtrArray *settled = g_ptr_array_new_with_free_func (track_free);

  for (guint i = 0; i < tracks->len; i++)
    {
      RdmGpxTrack *track = g_steal_pointer (&tracks->pdata[i]);

      if (track->positions->len > 0)
        {
          g_array_sort (track->positions, compare_times);
          g_ptr_array_add (settled, track);
        }
      else
        track_free (track);
    }
  return settled;
}

static void
free_if_set (gpointer data)
{
  if (data != NULL)
    track_free (data);
}

/* In parts, so that it can be stopped. Returns: FALSE with an error of the file's or of
 * @cancellable.
 */
static gboolean
parse (GMarkupParseContext *context,
       GBytes *bytes,
       GCancellable *cancellable,
       int *permille,
       GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) problem = NULL;

  for (gsize at = 0; at < length; at += PART_BYTES)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (permille != NULL)
        g_atomic_int_set (permille, (int)(at * 1000 / length));
      if (!g_markup_parse_context_parse (context, data + at, (gssize)MIN (length - at, PART_BYTES),
                                         &problem))
        break;
    }
  if (problem == NULL && g_markup_parse_context_end_parse (context, &problem))
    return TRUE;
  g_set_error (error, RDM_GPX_ERROR, RDM_GPX_ERROR_SYNTAX,
               _ ("This is no GPX file, or not all of one. %s"), problem->message);
  return FALSE;
}

GPtrArray *
rdm_gpx_read (GBytes *bytes, GError **error)
{
  return rdm_gpx_read_slowly (bytes, NULL, NULL, error);
}

GPtrArray *
rdm_gpx_read_slowly (GBytes *bytes, GCancellable *cancellable, int *permille, GError **error)
{
  static const GMarkupParser parser = { .start_element = start_cb,
                                        .end_element = end_cb,
                                        .text = text_cb };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (free_if_set);
  g_autoptr (GPtrArray) tracks = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { .tracks = found, .text = text };
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading, NULL);

  if (!parse (context, bytes, cancellable, permille, error))
    return NULL;
  tracks = settle (found);
  if (tracks->len > 0)
    return g_steal_pointer (&tracks);
  g_set_error_literal (error, RDM_GPX_ERROR, RDM_GPX_ERROR_NO_TRACK,
                       _ ("There is no track with times in this file. Have the tracker write down "
                          "when it was where, too."));
  return NULL;
}
