-- SPDX-License-Identifier: GPL-3.0-or-later
-- A hub, version 1, for SQLite and PostgreSQL alike. Instants are UTC milliseconds.

CREATE TABLE fleet (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  epoch TEXT NOT NULL,        -- another one after a restore: then versions begin to mean something else
  seq BIGINT NOT NULL,        -- of the last operation; its row lock puts all operations in one order
  log_head TEXT NOT NULL      -- the last operation's hash
);

-- The journal: every command that anybody sent, with what became of it.
CREATE TABLE op (
  fleet TEXT NOT NULL REFERENCES fleet (id),
  seq BIGINT NOT NULL,
  id TEXT NOT NULL,
  device TEXT NOT NULL,
  n BIGINT NOT NULL,
  actor TEXT NOT NULL,
  at_ms BIGINT NOT NULL,
  received_ms BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  body TEXT NOT NULL,         -- the command, as it was run
  result TEXT NOT NULL,       -- what was answered
  hash TEXT NOT NULL,         -- over all of the above and the hash before
  PRIMARY KEY (fleet, seq),
  UNIQUE (fleet, id),
  UNIQUE (fleet, device, n)
);

-- What the commands made: the newest state of every row that there ever was.
CREATE TABLE row_state (
  fleet TEXT NOT NULL REFERENCES fleet (id),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version BIGINT NOT NULL,    -- of the operation that made it so
  body TEXT,                  -- null: removed
  PRIMARY KEY (fleet, kind, id)
);
CREATE INDEX row_state_version ON row_state (fleet, version);

-- Who may come in. Tokens and codes are kept as their SHA-256.
CREATE TABLE device (
  id TEXT PRIMARY KEY NOT NULL,
  fleet TEXT NOT NULL REFERENCES fleet (id),
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  created_ms BIGINT NOT NULL,
  revoked_ms BIGINT
);

CREATE TABLE invitation (
  code_hash TEXT PRIMARY KEY NOT NULL,
  fleet TEXT NOT NULL REFERENCES fleet (id),
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  used_ms BIGINT
);

CREATE TABLE hub_version (
  version BIGINT NOT NULL
);
INSERT INTO hub_version (version) VALUES (1);
