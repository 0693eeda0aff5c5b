#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_kill.py ROUNDSMAN-HUB KILLS
Hubs are killed under load, KILLS times: one on SQLite, or three on the PostgreSQL of ROUNDSMAN_TEST_POSTGRES, which is then
restarted under load too. Whatever was acknowledged is there, once, and the journal is whole. Then back to an older copy:
desks send again what it does not know."""
import os
import random
import shlex
import subprocess
import sys
import tempfile
import threading
import time

import hub_process
from hub_process import Desk, Hub, check, missing, note

PROGRAM, KILLS = sys.argv[1], int(sys.argv[2])
POSTGRES = os.environ.get("ROUNDSMAN_TEST_POSTGRES")
RESTART = os.environ.get("ROUNDSMAN_TEST_POSTGRES_RESTART")
N_DESKS = 4


class Load:
    """Desks that send all the time, to whichever hub there is."""

    def __init__(self, desks, hubs):
        self.desks = desks
        self.hubs = hubs
        self.stopping = threading.Event()
        self.failures = []
        self.n_lost = 0  # answers that never came
        self.threads = [threading.Thread(target=self._run, args=[desk, i]) for i, desk in enumerate(desks)]
        for thread in self.threads:
            thread.start()

    def _run(self, desk, seed):
        chance = random.Random(seed)
        while not self.stopping.is_set():
            # Some of what was answered already comes again: the answer may have been lost on the way.
            done = len(desk.acked)
            first = max(1, done + 1 - chance.choice([0, 0, 0, 3]))
            status = desk.push(chance.choice(self.hubs).port, first, done + 1 - first + chance.randint(1, 5))
            self.n_lost += status == 0
            if status not in (0, 200, 503):
                self.failures.append(f"{desk.name}: {status}")
            if status != 200:
                time.sleep(0.005)

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


def finish(desks, hub):
    """Whatever is still unanswered is sent to its end. Returns: what the queues are left with."""
    for desk in desks:
        for _ in range(200):
            if len(desk.acked) == len(desk.sent):
                break
            desk.push(hub.port, len(desk.acked) + 1, min(50, len(desk.sent) - len(desk.acked)))
    return {desk.name: len(desk.sent) - len(desk.acked) for desk in desks if len(desk.sent) != len(desk.acked)}


def check_all(what, desks, hub):
    left = finish(desks, hub)
    check(f"{what}: no queue is stuck", not left, left)
    rows, last = desks[0].pull(hub.port)
    lost = missing(desks, rows)
    check(f"{what}: nothing that was acknowledged is lost", not lost, lost[:20])
    total = sum(len(desk.acked) for desk in desks)
    check(f"{what}: and nothing is done twice", last == total == len(rows), f"{last} {total} {len(rows)}")
    verified = hub.verb("verify")
    check(f"{what}: the journal is whole", verified.returncode == 0 and f" {total} " in verified.stdout,
          verified.stdout + verified.stderr)
    exported = {kind: len(hub.verb("export", kind).stdout.splitlines()) for kind in ("journal", "rows")}
    check(f"{what}: all of it is exported", exported == {"journal": total, "rows": total}, exported)
    return total


def kill_under_load(desks, hubs, chance):
    load = Load(desks, hubs)
    restarts = []
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.005, 0.1))
        hub = chance.choice(hubs)
        hub.kill()
        before = time.monotonic()
        hub.start()
        restarts.append(time.monotonic() - before)
    load.stop()
    restarts.sort()
    note(f"{KILLS} kills, {load.n_lost} answers lost, restart p50 {restarts[len(restarts) // 2] * 1000:.0f} ms, "
         f"longest {restarts[-1] * 1000:.0f} ms")
    check("no desk is told anything strange meanwhile", not load.failures, load.failures[:20])
    check("the kills hit hubs at work", load.n_lost > 0)


def restart_postgres(desks, hubs):
    load = Load(desks, hubs)
    time.sleep(0.3)
    done = subprocess.run(shlex.split(RESTART), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, timeout=60)
    before = sum(len(desk.acked) for desk in desks)
    until = time.monotonic() + 30
    while sum(len(desk.acked) for desk in desks) < before + 50 and time.monotonic() < until:
        time.sleep(0.05)
    load.stop()
    check("PostgreSQL crashes under load, and hubs come back by themselves",
          done.returncode == 0 and sum(len(desk.acked) for desk in desks) >= before + 50)
    check("hubs say no more than that the database does not answer", not load.failures, load.failures[:20])


def restore(desks, hub, folder):
    """Back to a copy, while desks have done more."""
    copy = os.path.join(folder, "copy.db")
    for desk in desks:
        desk.push(hub.port, len(desk.acked) + 1, 10)
    made = hub.verb("backup", copy)
    for desk in desks:
        desk.push(hub.port, len(desk.acked) + 1, 20)
    epoch = desks[0].epoch
    hub.stop()
    restored = hub.verb("restore", copy)
    check("a copy is made and put back", made.returncode == 0 and restored.returncode == 0,
          made.stderr + restored.stderr)
    hub.start()
    status, _ = hub_process.ask(hub.port, "GET", f"/v1/pull?since=0&epoch={epoch}", token=desks[0].token)
    check("desks are told that versions mean something else now", status == 410, status)
    for desk in desks:
        # As a console does: the newest is sent, the hub says from where on it knows nothing, and all from there follows.
        desk.push(hub.port, len(desk.sent) + 1, 1)
        if check(f"{desk.name} is told from where on", desk.expected == len(desk.sent) - 20, desk.expected):
            desk.acked = {n: seq for n, seq in desk.acked.items() if n < desk.expected}
    check_all("after going back", desks, hub)


def run(folder):
    chance = random.Random(7)
    where = ["--database", POSTGRES] if POSTGRES else ["--data", os.path.join(folder, "hub")]
    hubs = [Hub(PROGRAM, where) for _ in range(3 if POSTGRES else 1)]
    desks = [Desk(hubs[0].admit(f"desk{i}"), f"desk{i}") for i in range(N_DESKS)]
    kill_under_load(desks, hubs, chance)
    note(f"{check_all('after the kills', desks, hubs[0])} operations")
    if POSTGRES:
        restart_postgres(desks, hubs)
        check_all("after PostgreSQL's crash", desks, hubs[-1])
        check("each hub shows the same", len({desks[0].pull(hub.port)[1] for hub in hubs}) == 1)
    else:
        restore(desks, hubs[0], folder)
    check("hubs end when they are told to", all(hub.stop() == 0 for hub in hubs))
    hub_process.plan()


with tempfile.TemporaryDirectory() as scratch:
    run(scratch)
