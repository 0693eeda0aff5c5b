/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Travel along the streets of a grid: whole numbers that a test can work out itself. It answers by
 * matrix only.
 */
#pragma once

#include "rdm-travel.h"

G_BEGIN_DECLS

#define FAKE_TYPE_TRAVEL (fake_travel_get_type ())
G_DECLARE_FINAL_TYPE (FakeTravel, fake_travel, FAKE, TRAVEL, GObject)

RdmTravel *fake_travel_new (void);

gint32 fake_travel_metres (RdmPoint from, RdmPoint to);
gint32 fake_travel_seconds (RdmPoint from, RdmPoint to);

G_END_DECLS
