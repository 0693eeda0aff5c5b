#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_damage.py ROUNDSMAN-HUB TIMES
Bytes of a hub's files are changed at random, TIMES over: of the database and of photographs. Each time `verify` says so, or what
the hub keeps is as it was."""
import hashlib
import os
import random
import shutil
import sqlite3
import sys
import tempfile

import hub_process
from hub_process import Desk, Hub, ask, check, note

PROGRAM, TIMES = sys.argv[1], int(sys.argv[2])
# What is not in the journal, nor follows from it: who was let in, where phones were, and what the fleet is called.
KEPT = ["SELECT seq, id, device, n, actor, at_ms, received_ms, seen, body, result, hash FROM op ORDER BY seq",
        "SELECT kind, id, version, body FROM row_state ORDER BY kind, id"]


def make(scratch, folder):
    """A hub's folder without free pages, as a copy that was put back."""
    copy = os.path.join(scratch, "copy")
    hub = Hub(PROGRAM, ["--data", os.path.join(scratch, "first")])
    guest = hub.admit()
    desk = Desk(guest, "desk")
    while len(desk.acked) < 400:
        if desk.push(hub.port, len(desk.acked) + 1, 100) != 200:
            raise SystemExit("Bail out! No plan can be made")
    ops = [{"n": 401, "seen": 0, "at": 1, "command": {"id": "command_remove", "kind": "remove", "refs": [
        {"kind": "vehicle", "id": "vehicle_desk_7"}]}}]
    status, answer = ask(hub.port, "POST", "/v1/push", {"device": desk.device, "schema": 1, "ops": ops}, desk.token)
    if status != 200 or '"applied"' not in answer:
        raise SystemExit(f"Bail out! {status} {answer}")
    names = []
    for i in range(3):
        photo = random.Random(i).randbytes(5000 * (i + 1))
        names.append(hashlib.sha256(photo).hexdigest())
        status, _ = ask(hub.port, "PUT", f"/v1/blobs/{names[-1]}", photo, desk.token)
        if status != 201:
            raise SystemExit(f"Bail out! No photograph is taken: {status}")
    if hub.verb("backup", copy).returncode != 0 or hub.stop() != 0 \
            or hub_process.run_verb(PROGRAM, ["--data", folder], "restore", copy).returncode != 0:
        raise SystemExit("Bail out! No copy is made")
    return names


def state(database):
    """What the hub keeps, as SQLite reads it; None when it cannot."""
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        connection.text_factory = bytes
        try:
            return [connection.execute(query).fetchall() for query in KEPT]
        finally:
            connection.close()
    except sqlite3.Error:
        return None


def damage(path, chance, length):
    with open(path, "r+b") as file:
        size = file.seek(0, os.SEEK_END)
        at = chance.randrange(max(1, size - length))
        file.seek(at)
        before = file.read(length)
        after = bytes(byte ^ chance.randrange(1, 256) for byte in before)
        file.seek(at)
        file.write(after)
    return at


def verify(folder):
    return hub_process.run_verb(PROGRAM, ["--data", folder], "verify")


with tempfile.TemporaryDirectory() as scratch:
    chance = random.Random(1)
    good = os.path.join(scratch, "good")
    bad = os.path.join(scratch, "bad")
    names = make(scratch, good)
    verified = verify(good)
    check("all is as it was written", verified.returncode == 0 and " 401 " in verified.stdout
          and "3 (30.0" in verified.stdout, verified.stdout + verified.stderr)
    before = state(os.path.join(good, "hub.db"))
    silent, found, harmless = [], 0, 0
    for i in range(TIMES):
        shutil.rmtree(bad, ignore_errors=True)
        shutil.copytree(good, bad)
        at = damage(os.path.join(bad, "hub.db"), chance, chance.choice([1, 16]))
        changed = state(os.path.join(bad, "hub.db")) != before
        said = verify(bad).returncode
        found += changed and said != 0
        harmless += not changed
        if changed and said == 0 or said < 0:
            silent.append((i, at, said))
    note(f"{TIMES} times: {found} changed what is kept and were found, {harmless} did not")
    check("no byte of journal or rows is changed unnoticed", not silent and found > 0, silent)

    silent = []
    for i in range(max(3, TIMES // 10)):
        shutil.rmtree(bad, ignore_errors=True)
        shutil.copytree(good, bad)
        name = chance.choice(names)
        damage(os.path.join(bad, "blobs", name[:2], name[2:]), chance, 1)
        said = verify(bad)
        if said.returncode != 1 or name not in said.stderr:
            silent.append((i, name, said.stderr))
    check("nor of a photograph", not silent, silent)

    shutil.rmtree(bad, ignore_errors=True)
    shutil.copytree(good, bad)
    with sqlite3.connect(os.path.join(bad, "hub.db")) as database:
        database.execute("""UPDATE row_state SET body = replace (body, '"desk_9"', '"desk_8"') WHERE id = 'vehicle_desk_9'""")
    said = verify(bad)
    check("a row that is not what its operations made is named", said.returncode == 1
          and "vehicle_desk_9" in said.stderr and "operation 9 " in said.stderr, said.stderr)
    for what, change in (("that is gone", "DELETE FROM row_state WHERE id = 'vehicle_desk_3'"),
                         ("of a version that is none", "UPDATE row_state SET version = 5 WHERE id = 'vehicle_desk_3'"),
                         ("that comes from nowhere", "INSERT INTO row_state SELECT fleet, kind, 'more', version, body"
                          " FROM row_state LIMIT 1"),
                         ("that is back", "UPDATE row_state SET body = '{}' WHERE body IS NULL")):
        shutil.rmtree(bad, ignore_errors=True)
        shutil.copytree(good, bad)
        with sqlite3.connect(os.path.join(bad, "hub.db")) as database:
            database.execute(change)
        said = verify(bad)
        check(f"so is one {what}", said.returncode == 1 and "ow" in said.stderr, said.stdout + said.stderr)
    hub_process.plan()
