-- SPDX-License-Identifier: GPL-3.0-or-later
-- A hub, version 2: where phones and trackers are. Apart from the journal, and not for ever.

-- A track. Degrees are in units of 1e-7, speed in cm/s, the battery in percent; null is unknown.
CREATE TABLE track (
  fleet TEXT NOT NULL REFERENCES fleet (id),
  source TEXT NOT NULL,       -- a device of this hub, or what a tracker calls itself
  at_ms BIGINT NOT NULL,
  lat_e7 BIGINT NOT NULL,
  lon_e7 BIGINT NOT NULL,
  accuracy_m BIGINT,
  speed_cm_s BIGINT,
  course_deg BIGINT,
  altitude_m BIGINT,
  battery_percent BIGINT,
  flags BIGINT NOT NULL,
  PRIMARY KEY (fleet, source, at_ms)
);
CREATE INDEX track_at ON track (at_ms);

-- The newest of each, also of those that a track leaves out.
CREATE TABLE whereabouts (
  fleet TEXT NOT NULL REFERENCES fleet (id),
  source TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  lat_e7 BIGINT NOT NULL,
  lon_e7 BIGINT NOT NULL,
  accuracy_m BIGINT,
  speed_cm_s BIGINT,
  course_deg BIGINT,
  altitude_m BIGINT,
  battery_percent BIGINT,
  flags BIGINT NOT NULL,
  received_ms BIGINT NOT NULL,
  PRIMARY KEY (fleet, source)
);

-- What belongs to the plan but is too big for it: photographs, signatures. The bytes are files.
CREATE TABLE blob (
  fleet TEXT NOT NULL REFERENCES fleet (id),
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  device TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (fleet, sha256)
);

UPDATE hub_version SET version = 2;
