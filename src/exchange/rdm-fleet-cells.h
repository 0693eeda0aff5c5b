/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the cells of one row of a fleet file say. What cannot be read is reported to the run, and
 * the row keeps what it had.
 */
#pragma once

#include "rdm-import-run.h"

G_BEGIN_DECLS

/** rdm_fleet_cells_has: whether the file has a column for @field, an RdmImportFleetField. */
gboolean rdm_fleet_cells_has (RdmImportRun *run, guint field);

/** rdm_fleet_cells_vehicle: fills @vehicle, but for its name and skills. */
void rdm_fleet_cells_vehicle (RdmImportRun *run, guint row, RdmVehicle *vehicle);

/** rdm_fleet_cells_shift: fills @shift: hours, break, weekdays and prices. */
void rdm_fleet_cells_shift (RdmImportRun *run, guint row, RdmShift *shift);

/**
 * rdm_fleet_cells_driver: fills @driver.
 * @alone: whether the row names nobody else; else it does not say whose number and mail it has
 */
void rdm_fleet_cells_driver (
    RdmImportRun *run, guint row, RdmDriver *driver, const char *name, gboolean alone);

/** rdm_fleet_cells_crew: Returns: (transfer full): the names of those on board, "Driver 05;Driver
 * 06"; empty: the row names nobody. */
GStrv rdm_fleet_cells_crew (RdmImportRun *run, guint row);

G_END_DECLS
