-- SPDX-License-Identifier: GPL-3.0-or-later
-- A hub, version 3: which of the plan's drivers a device is, and the newest routes without looking through everything.

ALTER TABLE device ADD COLUMN driver TEXT;      -- id of a row; null: none
ALTER TABLE invitation ADD COLUMN driver TEXT;

CREATE INDEX row_state_kind ON row_state (fleet, kind, version);

UPDATE hub_version SET version = 3;
