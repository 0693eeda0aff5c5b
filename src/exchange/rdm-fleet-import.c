/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-fleet-import.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-id.h"
#include "rdm-import-values.h"
#include "rdm-text.h"
#include "rdm-time.h"

enum
{
  MAX_COUNT = 200, /* vehicles that one row may stand for */
};

/* Names as they are found again: of the plan, and of rows above. */
typedef struct
{
  RdmImportRun *run;
  GHashTable *vehicles; /* name → RdmVehicle of the plan */
  GHashTable *drivers;  /* name → RdmDriver of the plan */
  GHashTable *rows;     /* name → RdmVehicle or RdmDriver of rows above, by kind and name */
  GPtrArray *shifts;    /* (element-type RdmShift): of the plan */
  GPtrArray *read;      /* (element-type RdmShift): of this file */
} Fleet;

static gboolean
mapped (RdmImportRun *run, guint field)
{
  return run->columns[field] >= 0;
}

static const char *
cell_of (RdmImportRun *run, guint row, guint field)
{
  return rdm_import_run_cell (run, row, field);
}

static GStrv
read_skills (RdmImportRun *run, guint row)
{
  g_autofree char *text = rdm_import_run_join (run, row, RDM_IMPORT_FLEET_SKILLS, ",");
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  if (text != NULL)
    rdm_value_add_words (words, text);
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return (GStrv)g_ptr_array_steal (words, NULL);
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
  else if (mapped (run, field))
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

static void
read_vehicle (RdmImportRun *run, guint row, RdmVehicle *vehicle)
{
  vehicle->profile = read_profile (run, row, vehicle->profile);
  read_capacity (run, row, RDM_IMPORT_FLEET_PARCELS, &vehicle->capacity.amount[RDM_LOAD_PARCELS]);
  read_capacity (run, row, RDM_IMPORT_FLEET_WEIGHT, &vehicle->capacity.amount[RDM_LOAD_WEIGHT_G]);
  read_capacity (run, row, RDM_IMPORT_FLEET_VOLUME, &vehicle->capacity.amount[RDM_LOAD_VOLUME_ML]);
  read_place (run, row, RDM_IMPORT_FLEET_START_LATITUDE, &vehicle->start);
  read_place (run, row, RDM_IMPORT_FLEET_END_LATITUDE, &vehicle->end);
  if (mapped (run, RDM_IMPORT_FLEET_FIXED_COST))
    vehicle->fixed_cost_minor =
        rdm_import_run_money (run, row, RDM_IMPORT_FLEET_FIXED_COST, run->currency_scale);
  if (mapped (run, RDM_IMPORT_FLEET_COST_PER_KM))
    vehicle->cost_per_km_milli =
        rdm_import_run_money (run, row, RDM_IMPORT_FLEET_COST_PER_KM, run->currency_scale * 1000);
  if (mapped (run, RDM_IMPORT_FLEET_EMISSION_CLASS))
    {
      const char *cell = cell_of (run, row, RDM_IMPORT_FLEET_EMISSION_CLASS);

      rdm_set_str (&vehicle->emission_class, *cell != '\0' ? cell : NULL);
    }
  if (mapped (run, RDM_IMPORT_FLEET_RANGE))
    vehicle->range_m = rdm_import_run_amount (run, row, RDM_IMPORT_FLEET_RANGE, NULL);
  if (mapped (run, RDM_IMPORT_FLEET_MAX_STOPS))
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

static void
read_shift (RdmImportRun *run, guint row, RdmShift *shift)
{
  read_hours (run, row, shift);
  read_break (run, row, shift);
  shift->weekdays = read_weekdays (run, row, shift->weekdays);
  if (mapped (run, RDM_IMPORT_FLEET_OVERTIME))
    shift->overtime_max_s = rdm_import_run_duration (run, row, RDM_IMPORT_FLEET_OVERTIME, 0);
  if (mapped (run, RDM_IMPORT_FLEET_COST_PER_HOUR))
    shift->cost_per_hour_minor =
        rdm_import_run_money (run, row, RDM_IMPORT_FLEET_COST_PER_HOUR, run->currency_scale);
  if (mapped (run, RDM_IMPORT_FLEET_OVERTIME_PER_HOUR))
    shift->overtime_per_hour_minor =
        rdm_import_run_money (run, row, RDM_IMPORT_FLEET_OVERTIME_PER_HOUR, run->currency_scale);
}

static char *
row_key (RdmRowKind kind, const char *name)
{
  return g_strdup_printf ("%d %s", (int)kind, name);
}

/* The row called so: one that a row above has made (@again), a copy of the plan's, or a new one;
 * *before is what the plan has. */
static gpointer
find_or_new (Fleet *self, RdmRowKind kind, const char *name, const RdmRow **before, gboolean *again)
{
  gboolean is_vehicle = kind == RDM_ROW_VEHICLE;
  g_autofree char *key = row_key (kind, name);
  g_autofree char *id = NULL;
  gpointer read = g_hash_table_lookup (self->rows, key);

  *before = g_hash_table_lookup (is_vehicle ? self->vehicles : self->drivers, name);
  *again = read != NULL;
  if (read != NULL)
    return rdm_row_ref (read);
  if (*before != NULL)
    return rdm_row_copy (*before);
  id = rdm_id_new (is_vehicle ? "vehicle" : "driver");
  return rdm_row_new (kind, id);
}

static void
add_row (RdmImportEntry *entry, const RdmRow *before, gpointer row)
{
  g_ptr_array_add (entry->before, before != NULL ? rdm_row_ref (before) : NULL);
  g_ptr_array_add (entry->rows, row);
}

static gboolean
overlap (const RdmShift *a, const RdmShift *b)
{
  return (a->weekdays & b->weekdays) != 0 && a->start_s < b->end_s && b->start_s < a->end_s;
}

static gboolean
is_taken (const Fleet *self, const RdmShift *shift)
{
  for (guint i = 0; i < self->read->len; i++)
    if (strcmp (((const RdmRow *)g_ptr_array_index (self->read, i))->id, shift->row.id) == 0)
      return TRUE;
  return FALSE;
}

/* The shift of the plan that this row is about: the same vehicle's with the same hours, or its only
 * one. */
static const RdmShift *
find_shift (const Fleet *self, const char *vehicle, const RdmShift *like)
{
  const RdmShift *only = NULL;
  guint n = 0;

  for (guint i = 0; i < self->shifts->len; i++)
    {
      const RdmShift *shift = g_ptr_array_index (self->shifts, i);

      if (g_strcmp0 (shift->vehicle, vehicle) != 0 || is_taken (self, shift))
        continue;
      if (shift->start_s == like->start_s && shift->end_s == like->end_s)
        return shift;
      only = shift;
      n++;
    }
  return n == 1 ? only : NULL;
}

static void
report_twice (Fleet *self, guint row, const RdmShift *shift, const char *name)
{
  for (guint i = 0; i < self->read->len; i++)
    {
      const RdmShift *other = g_ptr_array_index (self->read, i);
      g_autofree char *hours = NULL;

      if (g_strcmp0 (other->vehicle, shift->vehicle) != 0 || !overlap (other, shift))
        continue;
      hours = rdm_time_format_window (other->start_s, other->end_s);
      rdm_import_run_report (
          self->run, RDM_IMPORT_SHIFT_TWICE, row, RDM_IMPORT_FLEET_VEHICLE,
          g_strdup_printf (_ ("%s is on another shift then (%s). Leave the row out, or keep both."),
                           name, hours));
      return;
    }
}

static void
read_driver (RdmImportRun *run, guint row, RdmDriver *driver, const char *name, gboolean alone)
{
  const char *phone = cell_of (run, row, RDM_IMPORT_FLEET_PHONE);

  rdm_set_str (&driver->name, name);
  /* Whose number it is, of several, the row does not say. */
  if (alone && mapped (run, RDM_IMPORT_FLEET_PHONE))
    rdm_set_str (&driver->phone, *phone != '\0' ? phone : NULL);
  if (alone && mapped (run, RDM_IMPORT_FLEET_EMAIL))
    rdm_set_str (&driver->email, rdm_import_run_email (run, row, RDM_IMPORT_FLEET_EMAIL));
  if (mapped (run, RDM_IMPORT_FLEET_SKILLS))
    {
      g_strfreev (driver->skills);
      driver->skills = read_skills (run, row);
    }
  driver->retired = FALSE;
}

/* "Driver 05;Driver 06": a crew. */
static GStrv
crew_names (RdmImportRun *run, guint row)
{
  g_auto (GStrv) parts = g_strsplit_set (cell_of (run, row, RDM_IMPORT_FLEET_DRIVER), ";+&|\n", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (names, parts[i]);
  return g_strv_builder_end (names);
}

/* The skills are the drivers', or the vehicle's where the row names no driver.
 * Returns: (transfer full): the ids of the drivers; empty where the row names none. */
static GStrv
add_crew (Fleet *self, guint row, RdmImportEntry *entry, RdmVehicle *vehicle, gboolean fresh)
{
  g_auto (GStrv) names = crew_names (self->run, row);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (names[0] == NULL && fresh && mapped (self->run, RDM_IMPORT_FLEET_SKILLS))
    {
      g_strfreev (vehicle->skills);
      vehicle->skills = read_skills (self->run, row);
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      const RdmRow *before = NULL;
      gboolean again = FALSE;
      RdmDriver *driver = find_or_new (self, RDM_ROW_DRIVER, names[i], &before, &again);

      if (!again)
        read_driver (self->run, row, driver, names[i], names[1] == NULL);
      add_row (entry, before, driver);
      g_strv_builder_add (ids, driver->row.id);
    }
  return g_strv_builder_end (ids);
}

/* The plan's shift as this row would have it, or a new one. */
static RdmShift *
merge_shift (RdmImportRun *run, const RdmShift *old, RdmShift *like)
{
  RdmShift *shift;

  if (old == NULL)
    return rdm_row_ref (like);
  shift = rdm_row_copy (old);
  shift->start_s = like->start_s;
  shift->end_s = like->end_s;
  shift->break_from_s = like->break_from_s;
  shift->break_to_s = like->break_to_s;
  shift->break_s = like->break_s;
  if (mapped (run, RDM_IMPORT_FLEET_WEEKDAYS))
    shift->weekdays = like->weekdays;
  if (mapped (run, RDM_IMPORT_FLEET_OVERTIME))
    shift->overtime_max_s = like->overtime_max_s;
  if (mapped (run, RDM_IMPORT_FLEET_COST_PER_HOUR))
    shift->cost_per_hour_minor = like->cost_per_hour_minor;
  if (mapped (run, RDM_IMPORT_FLEET_OVERTIME_PER_HOUR))
    shift->overtime_per_hour_minor = like->overtime_per_hour_minor;
  return shift;
}

/* One vehicle with driver and shift, called @name. */
static void
add_vehicle (Fleet *self, guint row, const char *name)
{
  RdmImportRun *run = self->run;
  RdmImportEntry *entry = rdm_import_run_entry (run, row);
  g_autofree char *shift_id = rdm_id_new ("shift");
  g_autoptr (RdmShift) like = rdm_row_new (RDM_ROW_SHIFT, shift_id);
  const RdmRow *before = NULL;
  gboolean again = FALSE;
  RdmVehicle *vehicle = find_or_new (self, RDM_ROW_VEHICLE, name, &before, &again);
  const RdmShift *old;
  g_auto (GStrv) crew = NULL;
  RdmShift *shift;

  if (!again)
    {
      rdm_set_str (&vehicle->name, name);
      read_vehicle (run, row, vehicle);
    }
  add_row (entry, before, vehicle);
  crew = add_crew (self, row, entry, vehicle, !again);

  rdm_set_str (&like->vehicle, vehicle->row.id);
  read_shift (run, row, like);
  report_twice (self, row, like, name);
  old = find_shift (self, vehicle->row.id, like);
  shift = merge_shift (run, old, like);
  if (crew[0] != NULL)
    {
      g_strfreev (shift->drivers);
      shift->drivers = g_steal_pointer (&crew);
    }
  add_row (entry, (const RdmRow *)old, shift);
  g_ptr_array_add (self->read, shift);
}

/* Rows that are in the plan just so would be edits of nothing. */
static void
settle_entry (RdmImportRun *run, guint row)
{
  RdmImportEntry *entry = rdm_import_run_entry (run, row);
  gboolean any_new = FALSE;
  gboolean any_changed = FALSE;

  for (guint i = 0; i < entry->rows->len; i++)
    {
      const RdmRow *after = g_ptr_array_index (entry->rows, i);
      const RdmRow *before = g_ptr_array_index (entry->before, i);
      g_autofree char *nonsense = rdm_row_check (after);

      if (nonsense != NULL && entry->fate == RDM_IMPORT_CREATED)
        rdm_import_run_report (run, RDM_IMPORT_NONSENSE, row, RDM_IMPORT_UNUSED,
                               g_steal_pointer (&nonsense));
      any_new = any_new || (before == NULL && after->kind == RDM_ROW_VEHICLE);
      any_changed = any_changed || before == NULL || !rdm_row_equal (before, after);
    }
  if (entry->fate == RDM_IMPORT_CREATED && !any_new)
    entry->fate = any_changed ? RDM_IMPORT_CHANGED : RDM_IMPORT_UNCHANGED;
}

/* Rows further down mean the same vehicle and driver, as long as this one comes in. */
static void
know_rows (Fleet *self, const RdmImportEntry *entry)
{
  if (entry->fate == RDM_IMPORT_BROKEN || entry->fate == RDM_IMPORT_LEFT_OUT)
    return;
  for (guint i = 0; i < entry->rows->len; i++)
    {
      RdmRow *row = g_ptr_array_index (entry->rows, i);

      if (row->kind == RDM_ROW_VEHICLE)
        g_hash_table_insert (self->rows, row_key (row->kind, ((RdmVehicle *)row)->name), row);
      else if (row->kind == RDM_ROW_DRIVER)
        g_hash_table_insert (self->rows, row_key (row->kind, ((RdmDriver *)row)->name), row);
    }
}

static void
read_row (Fleet *self, guint row)
{
  RdmImportRun *run = self->run;
  RdmImportEntry *entry = rdm_import_run_entry (run, row);
  const char *name = cell_of (run, row, RDM_IMPORT_FLEET_VEHICLE);
  gint64 count = 1;

  rdm_set_str (&entry->title, name);
  if (*name == '\0')
    {
      rdm_import_run_report (
          run, RDM_IMPORT_NO_NAME, row, RDM_IMPORT_FLEET_VEHICLE,
          g_strdup (_ ("The vehicle has no name. Leave the row out, or name it in "
                       "the file.")));
      return;
    }
  if (*cell_of (run, row, RDM_IMPORT_FLEET_COUNT) != '\0')
    count = rdm_import_run_amount (run, row, RDM_IMPORT_FLEET_COUNT, NULL);
  if (count > MAX_COUNT)
    {
      rdm_import_run_report (
          run, RDM_IMPORT_TOO_MANY, row, RDM_IMPORT_FLEET_COUNT,
          g_strdup_printf (_ ("One row may stand for %d vehicles, not for %" PRId64 "."), MAX_COUNT,
                           count));
      return;
    }
  for (gint64 i = 1; i <= count; i++)
    {
      g_autofree char *numbered =
          count == 1 ? g_strdup (name) : g_strdup_printf ("%s %" PRId64, name, i);

      add_vehicle (self, row, numbered);
    }
  settle_entry (run, row);
  know_rows (self, entry);
}

static void
index_vehicle_cb (gconstpointer row, gpointer vehicles)
{
  const RdmVehicle *vehicle = row;

  if (vehicle->name != NULL)
    g_hash_table_insert (vehicles, vehicle->name, (gpointer)row);
}

static void
index_driver_cb (gconstpointer row, gpointer drivers)
{
  const RdmDriver *driver = row;

  if (driver->name != NULL)
    g_hash_table_insert (drivers, driver->name, (gpointer)row);
}

gboolean
rdm_fleet_import_read (RdmImportRun *run)
{
  guint n_rows = rdm_import_table_get_n_rows (run->request->table);
  g_autoptr (GHashTable) vehicles = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) drivers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) shifts = rdm_rows_list (run->request->rows, RDM_ROW_SHIFT);
  g_autoptr (GPtrArray) read = g_ptr_array_new ();
  Fleet fleet = { run, vehicles, drivers, rows, shifts, read };

  run->usual_date = g_strdup (run->request->date);
  rdm_rows_foreach (run->request->rows, RDM_ROW_VEHICLE, index_vehicle_cb, vehicles);
  rdm_rows_foreach (run->request->rows, RDM_ROW_DRIVER, index_driver_cb, drivers);
  for (guint row = 0; row < n_rows; row++)
    {
      if (!rdm_import_run_step (run, row, n_rows, 0.0, 1.0))
        return FALSE;
      read_row (&fleet, row);
    }
  return TRUE;
}
