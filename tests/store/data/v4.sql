-- SPDX-License-Identifier: GPL-3.0-or-later
-- A plan of version 1, as the program of that time wrote it, brought to version 4.
PRAGMA application_id = 1380209485; PRAGMA user_version = 4;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
CREATE TABLE IF NOT EXISTS "order" (
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
, park_lat REAL, park_lon REAL, from_park_lat REAL, from_park_lon REAL) STRICT, WITHOUT ROWID;
INSERT INTO "order" VALUES('o1','R-o1',NULL,'2026-11-23','delivery',NULL,NULL,NULL,'Feldstrasse o1',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,2,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o10','R-o10',NULL,'2026-11-24','pickup',NULL,NULL,NULL,'Feldstrasse o10',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,1,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o11','R-o11',NULL,'2026-11-23','shipment',NULL,NULL,NULL,'Feldstrasse o11',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,2,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o12','R-o12',NULL,'2026-11-23','delivery',NULL,NULL,NULL,'Feldstrasse o12',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,3,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o13','R-o13',NULL,'2026-11-23','delivery',NULL,NULL,NULL,'Feldstrasse o13',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,1,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o14','R-o14',NULL,'2026-11-23','pickup',NULL,NULL,NULL,'Feldstrasse o14',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,2,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o15','R-o15',NULL,'2026-11-24','shipment',NULL,NULL,NULL,'Feldstrasse o15',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,3,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o16','R-o16',NULL,'2026-11-23','delivery',NULL,NULL,NULL,'Feldstrasse o16',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,1,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o17','R-o17',NULL,'2026-11-23','delivery',NULL,NULL,NULL,'Feldstrasse o17',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,2,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o18','R-o18',NULL,'2026-11-23','pickup',NULL,NULL,NULL,'Feldstrasse o18',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,3,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o19','R-o19',NULL,'2026-11-23','shipment',NULL,NULL,NULL,'Feldstrasse o19',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,1,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o2','R-o2',NULL,'2026-11-23','pickup',NULL,NULL,NULL,'Feldstrasse o2',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,3,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o20','R-o20',NULL,'2026-11-24','delivery',NULL,NULL,NULL,'Feldstrasse o20',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,1,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o3','R-o3',NULL,'2026-11-23','shipment',NULL,NULL,NULL,'Feldstrasse o3',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,1,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o4','R-o4',NULL,'2026-11-23','delivery',NULL,NULL,NULL,'Feldstrasse o4',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,2,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o5','R-o5',NULL,'2026-11-24','delivery',NULL,NULL,NULL,'Feldstrasse o5',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,3,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o6','R-o6',NULL,'2026-11-23','pickup',NULL,NULL,NULL,'Feldstrasse o6',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,1,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o7','R-o7',NULL,'2026-11-23','shipment',NULL,NULL,NULL,'Feldstrasse o7',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,2,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o8','R-o8',NULL,'2026-11-23','delivery',NULL,NULL,NULL,'Feldstrasse o8',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,3,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
INSERT INTO "order" VALUES('o9','R-o9',NULL,'2026-11-23','delivery',NULL,NULL,NULL,'Feldstrasse o9',NULL,NULL,NULL,NULL,47.140000000000000569,9.5199999999999995736,'none',NULL,180,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,47.200000000000002843,9.5,'none',NULL,180,1,0,0,50,0,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL);
CREATE TABLE stop (
  id TEXT PRIMARY KEY NOT NULL,
  "order" TEXT,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  locked INTEGER NOT NULL,
  attempts INTEGER NOT NULL
, arrived_ms INTEGER NOT NULL DEFAULT 0, ended_ms INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT 'none', note TEXT, detected INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO stop VALUES('o1.d','o1','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o10.p','o10','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o11.d','o11','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o11.p','o11','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o12.d','o12','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o13.d','o13','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o14.p','o14','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o15.d','o15','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o15.p','o15','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o16.d','o16','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o17.d','o17','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o18.p','o18','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o19.d','o19','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o19.p','o19','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o2.p','o2','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o20.d','o20','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o3.d','o3','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o3.p','o3','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o4.d','o4','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o5.d','o5','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o6.p','o6','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o7.d','o7','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o7.p','o7','pickup','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o8.d','o8','delivery','planned',0,0,0,0,'none',NULL,0);
INSERT INTO stop VALUES('o9.d','o9','delivery','planned',0,0,0,0,'none',NULL,0);
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
, tracker TEXT) STRICT, WITHOUT ROWID;
INSERT INTO vehicle VALUES('vehicle1','LI-1','van',12,9223372036854775807,9223372036854775807,'["chilled"]',NULL,NULL,NULL,NULL,0,0,NULL,0,0,0,NULL);
INSERT INTO vehicle VALUES('vehicle2','LI-2','van',12,9223372036854775807,9223372036854775807,'["heavy"]',NULL,NULL,NULL,NULL,0,0,NULL,0,0,0,NULL);
INSERT INTO vehicle VALUES('vehicle3','LI-3','van',12,9223372036854775807,9223372036854775807,'["chilled"]',NULL,NULL,NULL,NULL,0,0,NULL,0,0,0,NULL);
CREATE TABLE driver (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  phone TEXT,
  email TEXT,
  skills TEXT,
  retired INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO driver VALUES('driver1','Driver 1',NULL,NULL,NULL,0);
INSERT INTO driver VALUES('driver2','Driver 2',NULL,NULL,NULL,0);
INSERT INTO driver VALUES('driver3','Driver 3',NULL,NULL,NULL,0);
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
INSERT INTO shift VALUES('shift1','vehicle1','["driver1"]',127,28800,61200,0,NULL,NULL,0,0,0);
INSERT INTO shift VALUES('shift2','vehicle2','["driver2"]',127,28800,61200,0,NULL,NULL,0,0,0);
INSERT INTO shift VALUES('shift3','vehicle3','["driver3"]',127,28800,61200,0,NULL,NULL,0,0,0);
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
, sent_ms INTEGER NOT NULL DEFAULT 0, started_ms INTEGER NOT NULL DEFAULT 0, ended_ms INTEGER NOT NULL DEFAULT 0, told TEXT, acknowledged_ms INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO route VALUES('shift1@2026-11-23','shift1','2026-11-23','["o7.p","o7.d","o1.d"]','draft',0,NULL,NULL,NULL,0,0,0,NULL,0);
CREATE TABLE place (
  id TEXT PRIMARY KEY NOT NULL,
  address TEXT,
  lat REAL,
  lon REAL
, park_lat REAL, park_lon REAL) STRICT, WITHOUT ROWID;
CREATE TABLE sender (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  mapping TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE closure (
  id TEXT PRIMARY KEY NOT NULL,
  date TEXT,
  until TEXT,
  from_s INTEGER,
  to_s INTEGER,
  shape TEXT NOT NULL,
  outline TEXT,
  speed_permille INTEGER NOT NULL,
  note TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO closure VALUES('closure1','2026-11-23',NULL,36000,NULL,'line','[[47.140000000000001,9.5199999999999996],[47.149999999999999,9.5199999999999996]]',0,'Works');
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
INSERT INTO journal VALUES(1,'command_01M7YQNPGTBCC12QBWKM0AGKDK','add','applied','none',NULL,NULL,'New plan','Ana',1795254049306,NULL,NULL,'{"kind":"add","id":"command_01M7YQNPGTBCC12QBWKM0AGKDK","label":"New plan","rows":[{"kind":"settings","id":"settings"}]}',NULL);
INSERT INTO journal VALUES(2,'command_01M7YQNPHPY6EVXNB1RJSBTA82','add','applied','none',NULL,NULL,'Add a plan','Ana',1795254049334,NULL,NULL,'{"kind":"add","id":"command_01M7YQNPHPY6EVXNB1RJSBTA82","label":"Add a plan","rows":[{"kind":"order","id":"o1","reference":"R-o1","date":"2026-11-23","address":"Feldstrasse o1","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":2},{"kind":"order","id":"o10","reference":"R-o10","date":"2026-11-24","order_kind":"pickup","address":"Feldstrasse o10","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":1},{"kind":"order","id":"o11","reference":"R-o11","date":"2026-11-23","order_kind":"shipment","address":"Feldstrasse o11","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":2},{"kind":"order","id":"o12","reference":"R-o12","date":"2026-11-23","address":"Feldstrasse o12","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":3},{"kind":"order","id":"o13","reference":"R-o13","date":"2026-11-23","address":"Feldstrasse o13","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":1},{"kind":"order","id":"o14","reference":"R-o14","date":"2026-11-23","order_kind":"pickup","address":"Feldstrasse o14","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":2},{"kind":"order","id":"o15","reference":"R-o15","date":"2026-11-24","order_kind":"shipment","address":"Feldstrasse o15","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":3},{"kind":"order","id":"o16","reference":"R-o16","date":"2026-11-23","address":"Feldstrasse o16","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":1},{"kind":"order","id":"o17","reference":"R-o17","date":"2026-11-23","address":"Feldstrasse o17","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":2},{"kind":"order","id":"o18","reference":"R-o18","date":"2026-11-23","order_kind":"pickup","address":"Feldstrasse o18","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":3},{"kind":"order","id":"o19","reference":"R-o19","date":"2026-11-23","order_kind":"shipment","address":"Feldstrasse o19","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":1},{"kind":"order","id":"o2","reference":"R-o2","date":"2026-11-23","order_kind":"pickup","address":"Feldstrasse o2","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":3},{"kind":"order","id":"o20","reference":"R-o20","date":"2026-11-24","address":"Feldstrasse o20","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":1},{"kind":"order","id":"o3","reference":"R-o3","date":"2026-11-23","order_kind":"shipment","address":"Feldstrasse o3","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":1},{"kind":"order","id":"o4","reference":"R-o4","date":"2026-11-23","address":"Feldstrasse o4","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":2},{"kind":"order","id":"o5","reference":"R-o5","date":"2026-11-24","address":"Feldstrasse o5","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":3},{"kind":"order","id":"o6","reference":"R-o6","date":"2026-11-23","order_kind":"pickup","address":"Feldstrasse o6","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":1},{"kind":"order","id":"o7","reference":"R-o7","date":"2026-11-23","order_kind":"shipment","address":"Feldstrasse o7","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":2},{"kind":"order","id":"o8","reference":"R-o8","date":"2026-11-23","address":"Feldstrasse o8","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":3},{"kind":"order","id":"o9","reference":"R-o9","date":"2026-11-23","address":"Feldstrasse o9","lat":47.140000000000001,"lon":9.5199999999999996,"from_lat":47.200000000000003,"from_lon":9.5,"parcels":1},{"kind":"stop","id":"o1.d","order":"o1"},{"kind":"stop","id":"o10.p","order":"o10","role":"pickup"},{"kind":"stop","id":"o11.d","order":"o11"},{"kind":"stop","id":"o11.p","order":"o11","role":"pickup"},{"kind":"stop","id":"o12.d","order":"o12"},{"kind":"stop","id":"o13.d","order":"o13"},{"kind":"stop","id":"o14.p","order":"o14","role":"pickup"},{"kind":"stop","id":"o15.d","order":"o15"},{"kind":"stop","id":"o15.p","order":"o15","role":"pickup"},{"kind":"stop","id":"o16.d","order":"o16"},{"kind":"stop","id":"o17.d","order":"o17"},{"kind":"stop","id":"o18.p","order":"o18","role":"pickup"},{"kind":"stop","id":"o19.d","order":"o19"},{"kind":"stop","id":"o19.p","order":"o19","role":"pickup"},{"kind":"stop","id":"o2.p","order":"o2","role":"pickup"},{"kind":"stop","id":"o20.d","order":"o20"},{"kind":"stop","id":"o3.d","order":"o3"},{"kind":"stop","id":"o3.p","order":"o3","role":"pickup"},{"kind":"stop","id":"o4.d","order":"o4"},{"kind":"stop","id":"o5.d","order":"o5"},{"kind":"stop","id":"o6.p","order":"o6","role":"pickup"},{"kind":"stop","id":"o7.d","order":"o7"},{"kind":"stop","id":"o7.p","order":"o7","role":"pickup"},{"kind":"stop","id":"o8.d","order":"o8"},{"kind":"stop","id":"o9.d","order":"o9"},{"kind":"vehicle","id":"vehicle1","name":"LI-1","capacity_parcels":12,"skills":["chilled"]},{"kind":"vehicle","id":"vehicle2","name":"LI-2","capacity_parcels":12,"skills":["heavy"]},{"kind":"vehicle","id":"vehicle3","name":"LI-3","capacity_parcels":12,"skills":["chilled"]},{"kind":"driver","id":"driver1","name":"Driver 1"},{"kind":"driver","id":"driver2","name":"Driver 2"},{"kind":"driver","id":"driver3","name":"Driver 3"},{"kind":"shift","id":"shift1","vehicle":"vehicle1","drivers":["driver1"]},{"kind":"shift","id":"shift2","vehicle":"vehicle2","drivers":["driver2"]},{"kind":"shift","id":"shift3","vehicle":"vehicle3","drivers":["driver3"]}]}','{"kind":"remove","id":"command_01M7YQNPHPY6EVXNB1RJSBTA82~","label":"Add a plan","refs":[{"kind":"shift","id":"shift3"},{"kind":"shift","id":"shift2"},{"kind":"shift","id":"shift1"},{"kind":"driver","id":"driver3"},{"kind":"driver","id":"driver2"},{"kind":"driver","id":"driver1"},{"kind":"vehicle","id":"vehicle3"},{"kind":"vehicle","id":"vehicle2"},{"kind":"vehicle","id":"vehicle1"},{"kind":"order","id":"o9"},{"kind":"order","id":"o8"},{"kind":"order","id":"o7"},{"kind":"order","id":"o6"},{"kind":"order","id":"o5"},{"kind":"order","id":"o4"},{"kind":"order","id":"o3"},{"kind":"order","id":"o20"},{"kind":"order","id":"o2"},{"kind":"order","id":"o19"},{"kind":"order","id":"o18"},{"kind":"order","id":"o17"},{"kind":"order","id":"o16"},{"kind":"order","id":"o15"},{"kind":"order","id":"o14"},{"kind":"order","id":"o13"},{"kind":"order","id":"o12"},{"kind":"order","id":"o11"},{"kind":"order","id":"o10"},{"kind":"order","id":"o1"}]}');
INSERT INTO journal VALUES(3,'command_01M7YQNPHPY6EVXNB1RJSBTC00','add','applied','none',NULL,NULL,'Close a road','Ana',1795254049334,NULL,NULL,'{"kind":"add","id":"command_01M7YQNPHPY6EVXNB1RJSBTC00","label":"Close a road","rows":[{"kind":"closure","id":"closure1","date":"2026-11-23","from_s":36000,"shape":"line","outline":[[47.140000000000001,9.5199999999999996],[47.149999999999999,9.5199999999999996]],"note":"Works"}]}','{"kind":"remove","id":"command_01M7YQNPHPY6EVXNB1RJSBTC00~","label":"Close a road","refs":[{"kind":"closure","id":"closure1"}]}');
INSERT INTO journal VALUES(4,'command_01M7YQNPHPY6EVXNB1RJSBV2QY','assign','applied','none',NULL,NULL,'Move o1','Ana',1795254049334,NULL,NULL,'{"kind":"assign","id":"command_01M7YQNPHPY6EVXNB1RJSBV2QY","label":"Move o1","stops":[{"stop":"o1.d"}],"route":"shift1@2026-11-23"}','{"kind":"assign","id":"command_01M7YQNPHPY6EVXNB1RJSBV2QY~","label":"Move o1","stops":[{"stop":"o1.d","route":"shift1@2026-11-23"}]}');
INSERT INTO journal VALUES(5,'command_01M7YQNPHPY6EVXNB1RJSBWBPG','assign','applied','none',NULL,NULL,'Move o7','Ana',1795254049334,NULL,NULL,'{"kind":"assign","id":"command_01M7YQNPHPY6EVXNB1RJSBWBPG","label":"Move o7","stops":[{"stop":"o7.d"}],"route":"shift1@2026-11-23"}','{"kind":"assign","id":"command_01M7YQNPHPY6EVXNB1RJSBWBPG~","label":"Move o7","stops":[{"stop":"o7.p","route":"shift1@2026-11-23"},{"stop":"o7.d","route":"shift1@2026-11-23"}]}');
CREATE TABLE hub (
  one INTEGER PRIMARY KEY NOT NULL CHECK (one = 1),
  address TEXT NOT NULL,
  fleet TEXT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  device TEXT NOT NULL,
  epoch TEXT,
  version INTEGER NOT NULL,
  refetching INTEGER NOT NULL,
  contact_utc_ms INTEGER NOT NULL
) STRICT;
INSERT INTO hub VALUES(1,'https://hub.example/','fleet_1','Ana','dispatcher','device_1','epoch_1',12,0,1795254049334);
CREATE TABLE hub_base (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO hub_base VALUES('stop','o1.d',NULL);
CREATE TABLE hub_op (
  n INTEGER PRIMARY KEY NOT NULL,
  seen INTEGER NOT NULL,
  at_utc_ms INTEGER NOT NULL,
  here TEXT NOT NULL,
  told INTEGER NOT NULL,
  result TEXT,
  body TEXT NOT NULL
) STRICT;
INSERT INTO hub_op VALUES(1,11,1795254049334,'applied',0,NULL,'{"kind":"assign","id":"command_01M7YQNPHPY6EVXNB1RJSBV2QY","label":"Move o1","stops":[{"stop":"o1.d"}],"route":"shift1@2026-11-23"}');
CREATE TABLE attempt (
  id TEXT PRIMARY KEY NOT NULL,
  stop TEXT,
  route TEXT,
  arrived_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  result TEXT NOT NULL,
  note TEXT,
  detected INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE exception (
  id TEXT PRIMARY KEY NOT NULL,
  exception_kind TEXT NOT NULL,
  subject TEXT,
  date TEXT,
  state TEXT NOT NULL,
  owner TEXT,
  since_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  reported INTEGER NOT NULL,
  words TEXT,
  answer TEXT,
  notes TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE track (
  source TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  lat REAL NOT NULL,
  lon REAL NOT NULL,
  accuracy_m REAL,
  speed_mps REAL,
  course_deg REAL,
  flags INTEGER NOT NULL,
  PRIMARY KEY (source, at_ms)
) STRICT, WITHOUT ROWID;
INSERT INTO track VALUES('driver1',1795254049334,47.140000000000000569,9.5199999999999995736,8.0,NULL,NULL,0);
COMMIT;
