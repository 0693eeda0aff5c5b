-- SPDX-License-Identifier: GPL-3.0-or-later
-- The live day: what was sent, what happened, what somebody has to look at, where the vehicles were. And where a
-- vehicle stops for an address.
ALTER TABLE "order" ADD COLUMN park_lat REAL;
ALTER TABLE "order" ADD COLUMN park_lon REAL;
ALTER TABLE "order" ADD COLUMN from_park_lat REAL;
ALTER TABLE "order" ADD COLUMN from_park_lon REAL;
ALTER TABLE place ADD COLUMN park_lat REAL;
ALTER TABLE place ADD COLUMN park_lon REAL;

ALTER TABLE vehicle ADD COLUMN tracker TEXT;

ALTER TABLE stop ADD COLUMN arrived_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stop ADD COLUMN ended_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stop ADD COLUMN result TEXT NOT NULL DEFAULT 'none';
ALTER TABLE stop ADD COLUMN note TEXT;
ALTER TABLE stop ADD COLUMN detected INTEGER NOT NULL DEFAULT 0;

ALTER TABLE route ADD COLUMN sent_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE route ADD COLUMN started_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE route ADD COLUMN ended_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE route ADD COLUMN told TEXT;
ALTER TABLE route ADD COLUMN acknowledged_ms INTEGER NOT NULL DEFAULT 0;

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

-- Where vehicles were, apart from the journal. A source is what a tracker calls itself, or a driver's id.
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
