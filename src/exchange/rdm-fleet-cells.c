/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-fleet-cells.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-import-values.h"
#include "rdm-text.h"
#include "rdm-time.h"

gboolean
rdm_fleet_cells_has (RdmImportRun *run, guint field)
{
  return run->columns[field] >= 0;
}

static const char *
cell_of (RdmImportRun *run, guint row, guint field)
{
  return rdm_import_run_cell (run, row, field);
}

static int
read_profile (RdmImportRun *run, guint row, int missing)
{
  static const struct
  {
    const char *word;
    RdmProfile profile;
  } words[] = {
    { "van", RDM_PROFILE_VAN },
    { "car", RDM_PROFILE_VAN },
    { "transporter", RDM_PROFILE_VAN },
    { "lieferwagen", RDM_PROFILE_VAN },
    { "truck", RDM_PROFILE_TRUCK },
    { "lorry", RDM_PROFILE_TRUCK },
    { "lkw", RDM_PROFILE_TRUCK },
    { "lastwagen", RDM_PROFILE_TRUCK },
    { "bike", RDM_PROFILE_CARGO_BIKE },
    { "bicycle", RDM_PROFILE_CARGO_BIKE },
    { "cargobike", RDM_PROFILE_CARGO_BIKE },
    { "lastenrad", RDM_PROFILE_CARGO_BIKE },
  };
  const char *cell = cell_of (run, row, RDM_IMPORT_FLEET_PROFILE);
  g_autofree char *folded = rdm_text_fold (cell);

  if (*cell == '\0')
    return missing;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (folded, words[i].word) == 0)
      return (int)words[i].profile;
  rdm_import_run_report (
      run, RDM_IMPORT_PROFILE_UNKNOWN, row, RDM_IMPORT_FLEET_PROFILE,
      g_strdup_printf (
          _ ("“%s” is none of van, truck and cargo bike. Take it for a van, or leave the row "
             "out."),
          cell));
  return RDM_PROFILE_VAN;
}

static int32_t
read_time (RdmImportRun *run, guint row, guint field)
{
  const char *cell = cell_of (run, row, field);
  int32_t tod_s = RDM_TIME_NONE;

  if (*cell != '\0' && !rdm_time_parse_of_day (cell, &tod_s, NULL))
    rdm_import_run_report (
        run, RDM_IMPORT_TIME_UNREADABLE, row, field,
        g_strdup_printf (_ ("“%s” is not a time of day. Leave it out, or leave the row out."),
                         cell));
  return tod_s;
}

/* An empty cell is no limit; 0 is: nothing of the kind. */
static void
read_capacity (RdmImportRun *run, guint row, guint field, gint64 *capacity)
{
  gboolean given = FALSE;
  gint64 amount = rdm_import_run_amount (run, row, field, &given);

  if (given)
    *capacity = amount;
  else if (rdm_fleet_cells_has (run, field))
    *capacity = RDM_CAPACITY_ANY;
}

static void
read_place (RdmImportRun *run, guint row, guint latitude, RdmPoint *place)
{
  g_autofree char *unreadable = NULL;
  guint field;
  RdmPoint read = rdm_import_run_point (run, row, latitude, &field, &unreadable);

  if (field == RDM_IMPORT_UNUSED)
    return;
  if (unreadable != NULL)
    rdm_import_run_report (
        run, RDM_IMPORT_PLACE_UNREADABLE, row, field,
        g_strdup_printf (_ ("“%s” are not coordinates. They are left out."), unreadable));
  if (rdm_point_is_set (read) && !rdm_point_is_valid (read))
    {
      g_autofree char *shown = rdm_point_format (read);

      rdm_import_run_report (
          run, RDM_IMPORT_PLACE_UNREADABLE, row, field,
          g_strdup_printf (_ ("There is no place on earth at %s. It is left out."), shown));
      return;
    }
  *place = read;
}

void
rdm_fleet_cells_vehicle (RdmImportRun *run, guint row, RdmVehicle *vehicle)
{
  vehicle->profile = read_profile (run, row, vehicle->profile);
  read_capacity (run, row, RDM_IMPORT_FLEET_PARCELS, &vehicle->capacity.amount[RDM_LOAD_PARCELS]);
  read_capacity (run, row, RDM_IMPORT_FLEET_WEIGHT, &vehicle->capacity.amount[RDM_LOAD_WEIGHT_G]);
  read_capacity (run, row, RDM_IMPORT_FLEET_VOLUME, &vehicle->capacity.amount[RDM_LOAD_VOLUME_ML]);
  read_place (run, row, RDM_IMPORT_FLEET_START_LATITUDE, &vehicle->start);
  read_place (run, row, RDM_IMPORT_FLEET_END_LATITUDE, &vehicle->end);
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_FIXED_COST))
    vehicle->fixed_cost_minor =
        rdm_import_run_money (run, row, RDM_IMPORT_FLEET_FIXED_COST, run->currency_scale);
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_COST_PER_KM))
    vehicle->cost_per_km_milli =
        rdm_import_run_money (run, row, RDM_IMPORT_FLEET_COST_PER_KM, run->currency_scale * 1000);
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_EMISSION_CLASS))
    {
      const char *cell = cell_of (run, row, RDM_IMPORT_FLEET_EMISSION_CLASS);

      rdm_set_str (&vehicle->emission_class, *cell != '\0' ? cell : NULL);
    }
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_RANGE))
    vehicle->range_m = rdm_import_run_amount (run, row, RDM_IMPORT_FLEET_RANGE, NULL);
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_MAX_STOPS))
    vehicle->max_stops = rdm_import_run_amount (run, row, RDM_IMPORT_FLEET_MAX_STOPS, NULL);
  vehicle->retired = FALSE;
}

/* "1-5", "Mon-Fri", "Mo,Di,Mi": the first two letters of English or German, or 1 for Monday. */
static int
read_weekday (const char *word)
{
  static const char *const names[7][3] = { { "mo", "1", "lu" }, { "tu", "2", "di" },
                                           { "we", "3", "mi" }, { "th", "4", "do" },
                                           { "fr", "5", "ve" }, { "sa", "6", "6" },
                                           { "su", "7", "so" } };

  for (int day = 0; day < 7; day++)
    for (int i = 0; i < 3; i++)
      if (g_str_has_prefix (word, names[day][i]))
        return day;
  return -1;
}

static gint64
read_weekdays (RdmImportRun *run, guint row, gint64 missing)
{
  const char *cell = cell_of (run, row, RDM_IMPORT_FLEET_WEEKDAYS);
  g_autofree char *lower = g_utf8_strdown (cell, -1);
  g_auto (GStrv) parts = g_strsplit_set (lower, ",; ", -1);
  gint64 days = 0;

  if (*cell == '\0')
    return missing;
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *dash = strpbrk (parts[i], "-");
      int first = read_weekday (parts[i]);
      int last = dash != NULL ? read_weekday (dash + 1) : first;

      if (*parts[i] == '\0')
        continue;
      if (first < 0 || last < 0)
        {
          rdm_import_run_report (
              run, RDM_IMPORT_DATE_UNREADABLE, row, RDM_IMPORT_FLEET_WEEKDAYS,
              g_strdup_printf (
                  _ ("“%s” are not days of the week, like Mon-Fri. Take every day, or leave "
                     "the row out."),
                  cell));
          return RDM_EVERY_DAY;
        }
      for (int day = first;; day = (day + 1) % 7)
        {
          days |= G_GINT64_CONSTANT (1) << day;
          if (day == last)
            break;
        }
    }
  return days;
}

static void
read_break (RdmImportRun *run, guint row, RdmShift *shift)
{
  gint64 length_s = rdm_import_run_duration (run, row, RDM_IMPORT_FLEET_BREAK, 0);
  int32_t from_s = read_time (run, row, RDM_IMPORT_FLEET_BREAK_FROM);
  int32_t to_s = read_time (run, row, RDM_IMPORT_FLEET_BREAK_TO);
  g_autofree char *shown = NULL;

  shift->break_from_s = shift->break_to_s = RDM_TIME_NONE;
  shift->break_s = 0;
  if (from_s == RDM_TIME_NONE && to_s == RDM_TIME_NONE && length_s == 0)
    return;
  if (from_s == RDM_TIME_NONE)
    from_s = shift->start_s;
  if (to_s == RDM_TIME_NONE)
    to_s = shift->end_s;
  if (length_s == 0)
    length_s = to_s - from_s;
  if (length_s > 0 && to_s - from_s >= length_s && from_s >= shift->start_s && to_s <= shift->end_s)
    {
      shift->break_from_s = from_s;
      shift->break_to_s = to_s;
      shift->break_s = length_s;
      return;
    }
  shown = rdm_time_format_window (from_s, to_s);
  rdm_import_run_report (
      run, RDM_IMPORT_BREAK_OUTSIDE, row, RDM_IMPORT_FLEET_BREAK_FROM,
      g_strdup_printf (
          _ ("The break (%s) does not lie within the shift, or is shorter than it is to last. "
             "Leave it out, or leave the row out."),
          shown));
}

static void
read_hours (RdmImportRun *run, guint row, RdmShift *shift)
{
  int32_t start_s = read_time (run, row, RDM_IMPORT_FLEET_SHIFT_START);
  int32_t end_s = read_time (run, row, RDM_IMPORT_FLEET_SHIFT_END);
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (start_s == RDM_TIME_NONE || end_s == RDM_TIME_NONE)
    {
      guint field =
          start_s == RDM_TIME_NONE ? RDM_IMPORT_FLEET_SHIFT_START : RDM_IMPORT_FLEET_SHIFT_END;
      g_autofree char *hours = rdm_time_format_window (shift->start_s, shift->end_s);

      /* A time that cannot be read has been reported. */
      if (*cell_of (run, row, field) != '\0')
        return;
      rdm_import_run_report (
          run, RDM_IMPORT_SHIFT_MISSING, row, field,
          g_strdup_printf (
              _ ("The row does not say when the shift starts and ends. It becomes %s."), hours));
      return;
    }
  if (end_s > start_s)
    {
      shift->start_s = start_s;
      shift->end_s = end_s;
      return;
    }
  start = rdm_time_format_of_day (start_s);
  end = rdm_time_format_of_day (end_s);
  switch (rdm_import_run_report (
      run, RDM_IMPORT_WINDOW_REVERSED, row, RDM_IMPORT_FLEET_SHIFT_END,
      g_strdup_printf (
          _ ("The shift ends (%s) before it starts (%s). Swap them, or say that it ends on the "
             "next day."),
          end, start)))
    {
    case RDM_REPAIR_SWAP:
      shift->start_s = end_s;
      shift->end_s = start_s;
      break;
    case RDM_REPAIR_NEXT_DAY:
      shift->start_s = start_s;
      shift->end_s = end_s + RDM_SECONDS_PER_DAY;
      break;
    default:
      break;
    }
}

void
rdm_fleet_cells_shift (RdmImportRun *run, guint row, RdmShift *shift)
{
  read_hours (run, row, shift);
  read_break (run, row, shift);
  shift->weekdays = read_weekdays (run, row, shift->weekdays);
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_OVERTIME))
    shift->overtime_max_s = rdm_import_run_duration (run, row, RDM_IMPORT_FLEET_OVERTIME, 0);
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_COST_PER_HOUR))
    shift->cost_per_hour_minor =
        rdm_import_run_money (run, row, RDM_IMPORT_FLEET_COST_PER_HOUR, run->currency_scale);
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_OVERTIME_PER_HOUR))
    shift->overtime_per_hour_minor =
        rdm_import_run_money (run, row, RDM_IMPORT_FLEET_OVERTIME_PER_HOUR, run->currency_scale);
}

void
rdm_fleet_cells_driver (
    RdmImportRun *run, guint row, RdmDriver *driver, const char *name, gboolean alone)
{
  const char *phone = cell_of (run, row, RDM_IMPORT_FLEET_PHONE);

  rdm_set_str (&driver->name, name);
  /* Whose number it is, of several, the row does not say. */
  if (alone && rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_PHONE))
    rdm_set_str (&driver->phone, *phone != '\0' ? phone : NULL);
  if (alone && rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_EMAIL))
    rdm_set_str (&driver->email, rdm_import_run_email (run, row, RDM_IMPORT_FLEET_EMAIL));
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_SKILLS))
    {
      g_strfreev (driver->skills);
      driver->skills = rdm_import_run_words (run, row, RDM_IMPORT_FLEET_SKILLS);
    }
  driver->retired = FALSE;
}

/* "Driver 05;Driver 06": a crew. */
GStrv
rdm_fleet_cells_crew (RdmImportRun *run, guint row)
{
  g_auto (GStrv) parts = g_strsplit_set (cell_of (run, row, RDM_IMPORT_FLEET_DRIVER), ";+&|\n", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (names, parts[i]);
  return g_strv_builder_end (names);
}
