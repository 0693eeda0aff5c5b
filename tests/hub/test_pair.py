#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_pair.py ROUNDSMAN-HUB SECONDS
Two hubs on the PostgreSQL of ROUNDSMAN_TEST_POSTGRES, and desks that write through both at once for so long: vehicles of their
own, and stops that all of them pull from route to route. Some of it goes to both hubs in the same moment. Meanwhile drivers'
phones say where they are, now to the one and now to the other, and each hub sees for itself who has arrived. Nothing that
was acknowledged is lost or done twice, whoever waits at either hub is told within seconds, and what was seen is reported once."""
import concurrent.futures
import http.client
import json
import math
import os
import random
import sys
import threading
import time

from hub_process import Hub, ask, check, note, plan

PROGRAM, SECONDS = sys.argv[1], float(sys.argv[2])
WHERE = ["--database", os.environ["ROUNDSMAN_TEST_POSTGRES"]]
DATE, NOW, MIDNIGHT_MS = "2026-11-23", "2026-11-23T10:30", 1795392000000
N_DESKS, N_ROUTES, N_STOPS, N_SHARED = 4, 3, 4, 6
DEPOT, DRIVE_S, SERVICE_S = (47.15, 9.52), 240, 180
TOLD_S = 5


def stop_place(n, i):
    """Stops of a route lie on a spoke, four minutes of driving apart, at ten metres a second."""
    angle, metres = 2 * math.pi * n / N_ROUTES, (i + 1) * DRIVE_S * 10
    return (DEPOT[0] + metres * math.cos(angle) / 111195,
            DEPOT[1] + metres * math.sin(angle) / 111195 / math.cos(math.radians(DEPOT[0])))


def route(n):
    return f"shift_{n}@{DATE}"


def the_plan():
    rows, assigns, lists = [], [], []
    for n in range(N_ROUTES):
        rows += [{"kind": "vehicle", "id": f"vehicle_{n}", "name": f"V-{n}", "start_lat": DEPOT[0], "start_lon": DEPOT[1],
                  "end_lat": DEPOT[0], "end_lon": DEPOT[1]},
                 {"kind": "driver", "id": f"driver_{n}", "name": f"Driver {n}"},
                 {"kind": "shift", "id": f"shift_{n}", "vehicle": f"vehicle_{n}", "drivers": [f"driver_{n}"], "weekdays": 127,
                  "start_s": 8 * 3600, "end_s": 17 * 3600}]
        for i in range(N_STOPS):
            lat, lon = stop_place(n, i)
            rows.append({"kind": "order", "id": f"order_{n}_{i}", "reference": f"R-{n}-{i}", "date": DATE, "lat": lat, "lon": lon,
                         "service_s": SERVICE_S})
        stops = [f"order_{n}_{i}.d" for i in range(N_STOPS)]
        after = None
        for stop in stops:
            assigns.append({"kind": "assign", "route": route(n), "stops": [{"stop": stop}], **({"after": after} if after else {})})
            after = stop
        lists.append({"route": route(n), "stops": stops})
    # Of another day, so that no driver has to hear of what desks do with them.
    for n in range(2):
        rows.append({"kind": "vehicle", "id": f"vehicle_s{n}", "name": f"S-{n}"})
        rows.append({"kind": "shift", "id": f"shift_s{n}", "vehicle": f"vehicle_s{n}", "weekdays": 127, "start_s": 8 * 3600,
                     "end_s": 17 * 3600})
    rows += [{"kind": "order", "id": f"order_s{i}", "reference": f"S-{i}", "date": "2026-11-24", "lat": 47.1, "lon": 9.5}
             for i in range(N_SHARED)]
    return [{"kind": "add", "rows": rows}, *assigns, {"kind": "send", "at_ms": MIDNIGHT_MS + 7 * 3600000, "lists": lists}]


class Writer:
    """A desk: its operations in order, and what was answered to each, by whichever hub."""

    def __init__(self, guest, name):
        self.guest = guest
        self.name = name
        self.sent = []
        self.answers = {}  # n: the result
        self.acked_s = {}  # seq: when
        self.odd = []

    def add(self, command):
        n = len(self.sent) + 1
        self.sent.append({"n": n, "seen": 0, "at": 1, "command": dict(command, id=f"command_{self.name}_{n}")})

    def _take(self, answer):
        for result in answer["results"]:
            before = self.answers.setdefault(result["n"], result)
            if before != result:
                self.odd.append(f"{before} and then {result}")
            self.acked_s.setdefault(result["seq"], time.monotonic())

    def push(self, port, first):
        try:
            status, text = ask(port, "POST", "/v1/push", {"device": self.guest["device"], "schema": 1, "ops": self.sent[first - 1:]},
                               self.guest["token"])
        except (OSError, http.client.HTTPException) as error:
            self.odd.append(repr(error))
            return
        if status == 200:
            self._take(json.loads(text))
        elif status not in (429, 503):
            self.odd.append(f"{status} {text}")


def race(writer, hubs, seed, until):
    """Nothing is waited for but answers, and what has none goes again, at times to both hubs in the same moment."""
    chance = random.Random(seed)
    with concurrent.futures.ThreadPoolExecutor(2) as both:
        while time.monotonic() < until:
            first = len(writer.answers) + 1 - chance.choice([0, 0, 2])
            for _ in range(chance.randint(1, 4)):
                n = len(writer.sent) + 1
                if chance.random() < 0.5:
                    writer.add({"kind": "add", "rows": [{"kind": "vehicle", "id": f"vehicle_{writer.name}_{n}", "name": f"{n}"}]})
                else:
                    to, seen = chance.choice([(0, 1), (1, 0)])
                    stop = {"stop": f"order_s{chance.randrange(N_SHARED)}.d"}
                    if chance.random() < 0.8:
                        stop["route"] = f"shift_s{seen}@2026-11-24"
                    writer.add({"kind": "assign", "route": f"shift_s{to}@2026-11-24", "stops": [stop]})
            ports = [hub.port for hub in hubs] if chance.random() < 0.3 else [chance.choice(hubs).port]
            list(both.map(lambda port: writer.push(port, max(1, first)), ports))
            time.sleep(chance.uniform(0, 0.03))


class Reader:
    """A desk that waits at one hub: when it was told of each version there."""

    def __init__(self, guest, hub):
        self.guest = guest
        self.hub = hub
        self.told_s = []  # (version, when)
        self.stopping = False
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self):
        since = 0
        while not self.stopping:
            status, text = ask(self.hub.port, "GET", f"/v1/wait?since={since}&t=1", token=self.guest["token"])
            if status == 200:
                since = json.loads(text)["seq"]
                self.told_s.append((since, time.monotonic()))
            elif status != 204:
                time.sleep(0.2)

    def stop(self):
        self.stopping = True
        self.thread.join()

    def delay_s(self, seq, acked_s):
        return next((max(0.0, at - acked_s) for version, at in self.told_s if version >= seq), math.inf)


def track(n):
    """Half past eight to the depot's gate, then stop after stop, a position every five seconds."""
    at, places = MIDNIGHT_MS + 30600 * 1000, [(DEPOT, 60)]
    for i in range(N_STOPS):
        a, b = (stop_place(n, i - 1) if i else DEPOT), stop_place(n, i)
        places += [((a[0] + (b[0] - a[0]) * k / 48, a[1] + (b[1] - a[1]) * k / 48), 5) for k in range(1, 48)]
        places.append((b, SERVICE_S))
    for place, seconds in places:
        for _ in range(seconds // 5):
            yield {"at": at, "lat": place[0], "lon": place[1], "accuracy": 5, "speed": 10 if seconds == 5 else 0}
            at += 5000


def drive(guest, n, hubs, until):
    points = list(track(n))
    pause_s = max(0.0, until - time.monotonic()) / (len(points) / 20 + 1)
    for i in range(0, len(points), 20):
        for _ in range(50):
            status, _ = ask(hubs[i // 20 % 2].port, "POST", "/v1/positions", {"positions": points[i:i + 20]}, guest["token"])
            if status == 204:
                break
            time.sleep(0.2)
        time.sleep(pause_s)


def entries_of(hub, guest):
    since, entries = 0, []
    while True:
        page = json.loads(ask(hub.port, "GET", f"/v1/journal?since={since}", token=guest["token"])[1])
        entries += page["entries"]
        if page["to"] >= page["head"] or page["to"] == since:
            return entries, page["head"]
        since = page["to"]


def detected(entries):
    return [(report["event"], report["route"], report.get("stop")) for entry in entries if entry["actor"] == "hub"
            for report in entry["command"]["reports"]]


def rows_of(hub, guest):
    since, rows = 0, {}
    while True:
        page = json.loads(ask(hub.port, "GET", f"/v1/pull?since={since}", token=guest["token"])[1])
        rows.update({(row["kind"], row["id"]): row for row in page["rows"]})
        since = page["to"]
        if page["complete"]:
            return rows, since


def check_detected(hubs, guest):
    wanted = {("started", route(n), None) for n in range(N_ROUTES)} | {
        (event, route(n), f"order_{n}_{i}.d") for n in range(N_ROUTES) for i in range(N_STOPS - 1) for event in ("arrived", "done")}
    until = time.monotonic() + 30
    while not wanted <= set(detected(entries_of(hubs[0], guest)[0])) and time.monotonic() < until:
        time.sleep(0.5)
    # Whatever the other hub would have to say, it has said by then.
    time.sleep(3)
    entries, head = entries_of(hubs[0], guest)
    reports = detected(entries)
    check("what drivers did is seen", wanted <= set(reports), sorted(wanted - set(reports)))
    check("and reported once, though both hubs saw it", len(reports) == len(set(reports)),
          sorted(report for report in reports if reports.count(report) > 1))
    check("both hubs have the same journal", entries_of(hubs[1], guest) == (entries, head))
    return sum(entry["actor"] == "hub" for entry in entries), head


def check_all(writers, hubs, readers, guest):
    left = [f"{writer.name}: {len(writer.sent) - len(writer.answers)}" for writer in writers
            if len(writer.sent) != len(writer.answers)]
    check("every command has an answer", not left, left)
    odd = [text for writer in writers for text in writer.odd]
    check("a hub says what the other one said, and nothing strange", not odd, "\n".join(odd[:5]))
    verdicts = [result["verdict"] for writer in writers for result in writer.answers.values()]
    check("desks got into each other's way", verdicts.count("applied") > 50 and verdicts.count("conflict") > 10,
          {verdict: verdicts.count(verdict) for verdict in set(verdicts)})
    n_seen, head = check_detected(hubs, guest)
    seqs = [result["seq"] for writer in writers for result in writer.answers.values()]
    check("each command counts once, in one order", len(set(seqs)) == len(seqs), len(seqs) - len(set(seqs)))
    check("and nothing else does, but for what the hubs saw", len(seqs) + n_seen == head, f"{len(seqs)} {n_seen} {head}")
    (one, last), (other, other_last) = (rows_of(hub, guest) for hub in hubs)
    check("both hubs have the same rows", one == other and last == other_last, f"{last} {other_last}")
    lost = [op["command"]["rows"][0]["id"] for writer in writers for op in writer.sent if op["command"]["kind"] == "add"
            and op["command"]["rows"][0]["kind"] == "vehicle" and writer is not writers[0]
            and one.get(("vehicle", op["command"]["rows"][0]["id"]), {}).get("version") != writer.answers[op["n"]]["seq"]]
    check("nothing that was acknowledged is lost", not lost, lost[:10])
    on_routes = [stop for (kind, _), row in one.items() if kind == "route" and row.get("row") for stop in row["row"].get("stops") or []]
    check("no stop is on two routes", len(on_routes) == len(set(on_routes)), on_routes)
    delays = sorted(reader.delay_s(seq, at) for writer in writers for seq, at in writer.acked_s.items() for reader in readers)
    note(f"{len(seqs)} commands, {verdicts.count('conflict')} conflicts, {n_seen} operations of the hub; told at either hub after "
         f"p50 {delays[len(delays) // 2] * 1000:.0f} ms, p99 {delays[len(delays) * 99 // 100] * 1000:.0f} ms, "
         f"longest {delays[-1] * 1000:.0f} ms")
    check("whoever waits at either hub is told within seconds", delays[-1] < TOLD_S, delays[-1])


def run():
    hubs = [Hub(PROGRAM, WHERE, "--rehearse", NOW, "--speed", "1") for _ in range(2)]
    guest = hubs[0].admit("Eva")
    writers = [Writer(hubs[i % 2].admit(f"desk{i}"), f"desk{i}") for i in range(N_DESKS)]
    planner = Writer(hubs[0].admit("planner"), "planner")
    for command in the_plan():
        planner.add(command)
    planner.push(hubs[0].port, 1)
    bad = [result for result in planner.answers.values() if result["verdict"] != "applied"]
    check("a plan is sent", len(planner.answers) == len(planner.sent) and not bad and not planner.odd, bad or planner.odd)
    drivers = [hubs[1].admit("Jan", "driver", f"driver_{n}") for n in range(N_ROUTES)]
    readers = [Reader(guest, hub) for hub in hubs]
    until = time.monotonic() + SECONDS
    threads = [threading.Thread(target=race, args=[writer, hubs, i, until]) for i, writer in enumerate(writers)]
    threads += [threading.Thread(target=drive, args=[drivers[n], n, hubs, until]) for n in range(N_ROUTES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for writer in writers:
        for i in range(20):
            if len(writer.answers) < len(writer.sent):
                writer.push(hubs[i % 2].port, len(writer.answers) + 1)
    check_all([planner, *writers], hubs, readers, guest)
    for reader in readers:
        reader.stop()
    verified = hubs[0].verb("verify")
    check("the journal is whole, and comes to the rows", verified.returncode == 0, verified.stdout + verified.stderr)
    check("hubs end when they are told to", all(hub.stop() == 0 for hub in hubs))
    plan()


run()
