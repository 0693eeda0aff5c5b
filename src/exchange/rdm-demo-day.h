/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The demo day's files: orders as a shop's export has them, and a fleet. They come in through the
 * same import as anybody's files, so they have what such files have: a few addresses without a
 * place, and rows that are not quite right.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How many rows of orders there are. */
#define RDM_DEMO_N_ORDERS 304
#define RDM_DEMO_N_VEHICLES 8

#define RDM_DEMO_ZONE "Europe/Berlin"
#define RDM_DEMO_CURRENCY "EUR"
#define RDM_DEMO_DEPOT "Auenbruck depot"

/**
 * rdm_demo_orders_csv:
 * @date: service day, ISO
 *
 * Returns: (transfer full): UTF-8; the same bytes for the same @date
 */
char *rdm_demo_orders_csv (const char *date) G_GNUC_WARN_UNUSED_RESULT;

/** rdm_demo_fleet_csv: Returns: (transfer full): likewise, and on every day. */
char *rdm_demo_fleet_csv (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
