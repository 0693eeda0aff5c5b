/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rdm-fleet-import.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rdm-fleet-cells.h"
#include "rdm-id.h"
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

/* The skills are the drivers', or the vehicle's where the row names no driver.
 * Returns: (transfer full): the ids of the drivers; empty where the row names none. */
static GStrv
add_crew (Fleet *self, guint row, RdmImportEntry *entry, RdmVehicle *vehicle, gboolean fresh)
{
  g_auto (GStrv) names = rdm_fleet_cells_crew (self->run, row);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  if (names[0] == NULL && fresh && rdm_fleet_cells_has (self->run, RDM_IMPORT_FLEET_SKILLS))
    {
      g_strfreev (vehicle->skills);
      vehicle->skills = rdm_import_run_words (self->run, row, RDM_IMPORT_FLEET_SKILLS);
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      const RdmRow *before = NULL;
      gboolean again = FALSE;
      RdmDriver *driver = find_or_new (self, RDM_ROW_DRIVER, names[i], &before, &again);

      if (!again)
        rdm_fleet_cells_driver (self->run, row, driver, names[i], names[1] == NULL);
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
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_WEEKDAYS))
    shift->weekdays = like->weekdays;
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_OVERTIME))
    shift->overtime_max_s = like->overtime_max_s;
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_COST_PER_HOUR))
    shift->cost_per_hour_minor = like->cost_per_hour_minor;
  if (rdm_fleet_cells_has (run, RDM_IMPORT_FLEET_OVERTIME_PER_HOUR))
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
      rdm_fleet_cells_vehicle (run, row, vehicle);
    }
  add_row (entry, before, vehicle);
  crew = add_crew (self, row, entry, vehicle, !again);

  rdm_set_str (&like->vehicle, vehicle->row.id);
  rdm_fleet_cells_shift (run, row, like);
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
  const char *name = rdm_import_run_cell (run, row, RDM_IMPORT_FLEET_VEHICLE);
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
  if (*rdm_import_run_cell (run, row, RDM_IMPORT_FLEET_COUNT) != '\0')
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
