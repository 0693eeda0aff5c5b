-- SPDX-License-Identifier: GPL-3.0-or-later
-- Roads that are closed or slow.
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
