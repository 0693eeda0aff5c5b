/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Routes as a table: one row a stop, in order of driving.
 *
 * Columns, whatever the language: route, vehicle, driver, date, sequence, order_ref, type (delivery
 * or pickup), state, name, phone, email, address, address2, postcode, city, country, latitude,
 * longitude (degrees), window_from, window_to (the first window; HH:MM), arrival, begin, departure
 * (HH:MM, "01:05⁺¹" on the day after), late_min, service_min, drive_min, distance_km (since the
 * visit before), parcels, weight_kg, volume_l, skills, proof (";" between), collect, currency,
 * notes. Decimals have
 * points.
 */
#pragma once

#include "rdm-planned-route.h"

G_BEGIN_DECLS

/**
 * rdm_export_csv_format:
 * @routes: (element-type RdmPlannedRoute)
 *
 * Returns: (transfer full): UTF-8, with commas and a heading
 */
char *rdm_export_csv_format (RdmRows *rows, GPtrArray *routes) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_export_csv_write: Returns: FALSE with an RDM_EXPORT_ERROR. */
gboolean rdm_export_csv_write (const char *path, RdmRows *rows, GPtrArray *routes, GError **error);

G_END_DECLS
