-- SPDX-License-Identifier: GPL-3.0-or-later
-- A plan that a hub has too: where it is, and how far this desk has got with it. All of it is empty while the plan is
-- this desk's alone.
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

-- Rows as the hub has them, where that is not as they are here. A row that it does not have has no body.
CREATE TABLE hub_base (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- This desk's own commands, with what the hub answered.
CREATE TABLE hub_op (
  n INTEGER PRIMARY KEY NOT NULL,
  seen INTEGER NOT NULL,
  at_utc_ms INTEGER NOT NULL,
  here TEXT NOT NULL,
  told INTEGER NOT NULL,
  result TEXT,
  body TEXT NOT NULL
) STRICT;
