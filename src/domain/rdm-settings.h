/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What holds for a whole plan file: its settings, the pins it remembers, the senders it knows.
 */
#pragma once

#include "rdm-fleet.h"
#include "rdm-geo.h"
#include "rdm-row.h"

G_BEGIN_DECLS

#define RDM_SETTINGS_ID "settings"

struct _RdmSettings
{
  RdmRow row;
  char *name;                 /* of the business or depot, for sheets */
  char *zone;                 /* IANA time zone of every service day */
  char *currency;             /* ISO 4217 */
  gint64 detour_permille;     /* driven metres for 1,000 metres of great circle */
  gint64 van_speed_mps_milli; /* mean speeds while driving, thousandths of m/s */
  gint64 truck_speed_mps_milli;
  gint64 cargo_bike_speed_mps_milli;
  gint64 late_per_hour_minor; /* price of an hour late at a soft window */
  gint64 stability_minor;     /* price of a stop that changes hands when replanning */
};

/** RdmPlace: the pin that somebody gave an address; its id is the address's key. */
struct _RdmPlace
{
  RdmRow row;
  char *address; /* as it was written */
  RdmPoint point;
  RdmPoint park; /* where the vehicle stops, if somebody said so */
};

/** RdmSender: how a sender's files are to be read; its id is the fingerprint of their headers. */
struct _RdmSender
{
  RdmRow row;
  char *name;
  char *mapping; /* the importer's own text */
};

extern const RdmRowClass rdm_settings_class;
extern const RdmRowClass rdm_place_class;
extern const RdmRowClass rdm_sender_class;

G_END_DECLS
