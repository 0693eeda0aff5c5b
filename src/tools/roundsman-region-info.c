/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * info: what a region is, where, how old, and who is to be thanked.
 */
#include "roundsman-region.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "rdm-region.h"

typedef struct
{
  RdmRegion *region;
  char *date; /* of the data; "" */
  char *extract;
  char *made_by;
  char *licence;
  guint64 n_bytes;
} Info;

static void
clear_info (Info *self)
{
  g_clear_pointer (&self->region, rdm_region_unref);
  g_free (self->date);
  g_free (self->extract);
  g_free (self->made_by);
  g_free (self->licence);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Info, clear_info)

static gboolean
read_info (Info *self, const char *path, GError **error)
{
  g_autoptr (GDateTime) time = NULL;
  GStatBuf file;

  self->region = rdm_region_open (path, error);
  if (self->region == NULL)
    return FALSE;
  self->extract = rdm_region_about (self->region, "extract", error);
  self->made_by = rdm_region_about (self->region, "made-by", error);
  self->licence = rdm_region_about (self->region, "licence", error);
  if (self->extract == NULL || self->made_by == NULL || self->licence == NULL)
    return FALSE;
  self->n_bytes = g_stat (path, &file) == 0 ? (guint64)file.st_size : 0;
  time = rdm_region_timestamp (self->region) > 0
             ? g_date_time_new_from_unix_utc (rdm_region_timestamp (self->region))
             : NULL;
  self->date = time != NULL ? g_date_time_format (time, "%F") : g_strdup ("");
  return TRUE;
}

/* What is counted, in the order in which it is told. */
static const struct
{
  const char *name;
  const char *title; /* of a line; NULL: it goes on with the line before */
  const char *text;  /* %s: how many */
} counts[] = {
  { "van.segments", N_ ("Roads"), N_ ("%s segments for vans") },
  { "van.turns", NULL, N_ ("%s turns") },
  { "truck.segments", NULL, N_ ("%s segments for trucks") },
  { "cargo-bike.segments", NULL, N_ ("%s for cargo bikes") },
  { "houses", N_ ("Addresses"), N_ ("%s houses") },
  { "streets", NULL, N_ ("%s streets") },
  { "places", NULL, N_ ("%s places and shops") },
  { "shapes", N_ ("Map"), N_ ("%s shapes") },
  { "labels", NULL, N_ ("%s labels") },
};

static void
print_line (const char *title, const char *text)
{
  g_print ("%s%*s%s\n", title, MAX (1, 14 - (int)g_utf8_strlen (title, -1)), "", text);
}

/* Regions of earlier versions do not say. */
static void
print_counts (const Info *self)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 n = rdm_region_count (self->region, counts[i].name);
      g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, n);
      g_auto (GStrv) parts = g_strsplit (_ (counts[i].text), "%s", 2);

      if (n < 0)
        return;
      g_string_append_printf (line, "%s%s%s%s", line->len > 0 ? ", " : "", parts[0], number,
                              parts[1]);
      if (i + 1 == G_N_ELEMENTS (counts) || counts[i + 1].title != NULL)
        {
          guint k = i;

          while (counts[k].title == NULL)
            k--;
          print_line (_ (counts[k].title), line->str);
          g_string_truncate (line, 0);
        }
    }
}

static void
print_info (const Info *self)
{
  RdmBox box = rdm_region_bounds (self->region);
  g_autofree char *area = g_strdup_printf ("%.4f, %.4f – %.4f, %.4f", box.south_deg, box.west_deg,
                                           box.north_deg, box.east_deg);
  g_autofree char *size = g_format_size (self->n_bytes);

  print_line (_ ("Name"), rdm_region_name (self->region));
  print_line (_ ("Area"), area);
  print_line (_ ("Data of"), *self->date != '\0' ? self->date : _ ("unknown"));
  print_counts (self);
  print_line (_ ("Made from"), self->extract);
  print_line (_ ("Made by"), self->made_by);
  print_line (_ ("Size"), size);
  print_line (_ ("Map data"), rdm_region_attribution (self->region));
  if (*rdm_region_attribution_uri (self->region) != '\0')
    print_line ("", rdm_region_attribution_uri (self->region));
  print_line (_ ("Licence"), self->licence);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
print_info_json (const Info *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  RdmBox box = rdm_region_bounds (self->region);
  const double bounds[] = { box.west_deg, box.south_deg, box.east_deg, box.north_deg };

  json_builder_begin_object (builder);
  add_text (builder, "name", rdm_region_name (self->region));
  json_builder_set_member_name (builder, "bounds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    json_builder_add_double_value (builder, bounds[i]);
  json_builder_end_array (builder);
  add_text (builder, "date", self->date);
  add_text (builder, "extract", self->extract);
  add_text (builder, "made_by", self->made_by);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 n = rdm_region_count (self->region, counts[i].name);

      if (n < 0)
        continue;
      json_builder_set_member_name (builder, counts[i].name);
      json_builder_add_int_value (builder, n);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "bytes");
  json_builder_add_int_value (builder, (gint64)self->n_bytes);
  add_text (builder, "attribution", rdm_region_attribution (self->region));
  add_text (builder, "attribution_uri", rdm_region_attribution_uri (self->region));
  add_text (builder, "licence", self->licence);
  json_builder_end_object (builder);
  rdm_ctl_print_json (json_builder_get_root (builder));
}

int
roundsman_region_info (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Answer for programs"), NULL },
    { NULL },
  };
  g_auto (Info) info = { NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (!rdm_ctl_parse (&argc, &argv, entries, 1, 1, &status))
    return status;
  if (!read_info (&info, argv[1], &error))
    return rdm_ctl_fail (RDM_CTL_FILE, "%s", error->message);
  if (json)
    print_info_json (&info);
  else
    print_info (&info);
  return RDM_CTL_OK;
}
