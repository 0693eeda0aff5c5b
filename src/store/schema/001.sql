-- SPDX-License-Identifier: GPL-3.0-or-later
-- A plan, version 1. One table a kind of row, one column a field; times are seconds from the service day's
-- midnight, money minor units, lists and windows JSON. What is not there is NULL.

CREATE TABLE settings (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  zone TEXT,
  currency TEXT,
  detour_permille INTEGER NOT NULL,
  van_speed_mps_milli INTEGER NOT NULL,
  truck_speed_mps_milli INTEGER NOT NULL,
  cargo_bike_speed_mps_milli INTEGER NOT NULL,
  late_per_hour_minor INTEGER NOT NULL,
  stability_minor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "order" (
  id TEXT PRIMARY KEY NOT NULL,
  reference TEXT,
  sender TEXT,
  date TEXT,
  order_kind TEXT NOT NULL,
  name TEXT,
  phone TEXT,
  email TEXT,
  address TEXT,
  address2 TEXT,
  postcode TEXT,
  city TEXT,
  country TEXT,
  lat REAL,
  lon REAL,
  confidence TEXT NOT NULL,
  windows TEXT,
  service_s INTEGER NOT NULL,
  from_name TEXT,
  from_phone TEXT,
  from_email TEXT,
  from_address TEXT,
  from_address2 TEXT,
  from_postcode TEXT,
  from_city TEXT,
  from_country TEXT,
  from_lat REAL,
  from_lon REAL,
  from_confidence TEXT NOT NULL,
  from_windows TEXT,
  from_service_s INTEGER NOT NULL,
  parcels INTEGER NOT NULL,
  weight_g INTEGER NOT NULL,
  volume_ml INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  soft INTEGER NOT NULL,
  skills TEXT,
  proof TEXT,
  items TEXT,
  notes TEXT,
  wanted TEXT,
  collect_minor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stop (
  id TEXT PRIMARY KEY NOT NULL,
  "order" TEXT,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  locked INTEGER NOT NULL,
  attempts INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE vehicle (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  profile TEXT NOT NULL,
  capacity_parcels INTEGER NOT NULL,
  capacity_weight_g INTEGER NOT NULL,
  capacity_volume_ml INTEGER NOT NULL,
  skills TEXT,
  start_lat REAL,
  start_lon REAL,
  end_lat REAL,
  end_lon REAL,
  fixed_cost_minor INTEGER NOT NULL,
  cost_per_km_milli INTEGER NOT NULL,
  emission_class TEXT,
  range_m INTEGER NOT NULL,
  max_stops INTEGER NOT NULL,
  retired INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE driver (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  phone TEXT,
  email TEXT,
  skills TEXT,
  retired INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE shift (
  id TEXT PRIMARY KEY NOT NULL,
  vehicle TEXT,
  drivers TEXT,
  weekdays INTEGER NOT NULL,
  start_s INTEGER,
  end_s INTEGER,
  overtime_max_s INTEGER NOT NULL,
  break_from_s INTEGER,
  break_to_s INTEGER,
  break_s INTEGER NOT NULL,
  cost_per_hour_minor INTEGER NOT NULL,
  overtime_per_hour_minor INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE route (
  id TEXT PRIMARY KEY NOT NULL,
  shift TEXT,
  date TEXT,
  stops TEXT,
  state TEXT NOT NULL,
  locked INTEGER NOT NULL,
  drivers TEXT,
  start_s INTEGER,
  end_s INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  id TEXT PRIMARY KEY NOT NULL,
  address TEXT,
  lat REAL,
  lon REAL
) STRICT, WITHOUT ROWID;

CREATE TABLE sender (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  mapping TEXT
) STRICT, WITHOUT ROWID;

-- Every command that was given, in order, with what became of it. The long texts come last.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY NOT NULL,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  subject TEXT,
  detail TEXT,
  label TEXT,
  actor TEXT,
  at_utc_ms INTEGER NOT NULL,
  undoes INTEGER,
  redoes INTEGER,
  body TEXT NOT NULL,
  inverse TEXT
) STRICT;
