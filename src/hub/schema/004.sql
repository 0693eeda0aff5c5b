-- SPDX-License-Identifier: GPL-3.0-or-later
-- A hub, version 4: positions in the order that they came in, what was seen to happen, and which routes have been sent.

-- The number of the last position. Its row is locked while positions are written, so that whoever has read up to a number has
-- missed none below it. Apart from the fleet's: commands do not wait for positions.
CREATE TABLE lane (
  fleet TEXT PRIMARY KEY NOT NULL REFERENCES fleet (id),
  seq BIGINT NOT NULL
);

ALTER TABLE track ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;     -- 0: came in before there were numbers
CREATE INDEX track_seq ON track (fleet, seq);
DROP INDEX track_at;
CREATE INDEX track_at ON track (at_ms, fleet, seq);

-- What the hub has reported of its own accord: once, however many hubs see it, and not again when somebody took it back.
CREATE TABLE detected (
  fleet TEXT NOT NULL REFERENCES fleet (id),
  what TEXT NOT NULL,         -- event, route, stop and which attempt
  at_ms BIGINT NOT NULL,
  PRIMARY KEY (fleet, what)
);
CREATE INDEX detected_at ON detected (at_ms);

-- Routes that a driver may have, whatever the plan says by now: sent, and not recalled with the driver's knowledge.
CREATE TABLE handed (
  fleet TEXT NOT NULL REFERENCES fleet (id),
  route TEXT NOT NULL,
  PRIMARY KEY (fleet, route)
);

UPDATE hub_version SET version = 4;
