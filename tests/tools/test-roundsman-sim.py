#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The simulator as a person runs it: a day into a copy, days that are scored, and a day against a hub."""
import datetime
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

SIM, CTL, HUB = sys.argv[1:4]
# A hub gives positions from the future its own time.
DAY = str(datetime.date.today() - datetime.timedelta(days=1))
DAY_BEFORE = str(datetime.date.today() - datetime.timedelta(days=2))
ENV = dict(os.environ, LC_ALL="C.UTF-8", ROUNDSMAN_REGION="")
ENV.pop("G_DEBUG", None)
n = 0

FLEET = """vehicle,profile,driver,shift_start,shift_end,break_from,break_to,break_minutes,parcels,start_lat,start_lon,end_lat,end_lon
V1,van,Ana,08:00,12:00,09:30,11:00,15,100,47.160,9.510,47.160,9.510
V2,van,Ben,08:00,12:00,,,,100,47.160,9.510,47.160,9.510
"""


def orders(day=DAY, prefix="o"):
    head = "Order ID,Order type,Date,Location name,Address Line,Town/City,ZIP Code,Country/Region,Latitude,Longitude,Time window from,Time window to,Duration,Load #1"
    lines = [head]
    for i in range(14):
        window = ("08:00,10:00" if i % 3 == 0 else ",")
        lines.append(f"{prefix}{i},D,{day},Recipient {i},Street {i},Town,9490,LI,{47.15 + 0.002 * i:.6f},"
                     f"{9.50 + 0.003 * (i % 5):.6f},{window},3,1")
    return "\n".join(lines) + "\n"


def check(what, ok, more=""):
    global n
    n += 1
    print(f"{'ok' if ok else 'not ok'} {n} - {what}", flush=True)
    if not ok:
        print("\n".join("# " + line for line in str(more).splitlines()), flush=True)
    return ok


def run(program, *arguments, timeout=60):
    return subprocess.run([program, *arguments], env=ENV, capture_output=True, text=True, timeout=timeout)


def need(*arguments):
    made = run(CTL, *arguments)
    if made.returncode != 0:
        raise SystemExit(f"Bail out! {arguments}: {made.stdout}{made.stderr}")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def rows(path, question):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return database.execute(question).fetchall()


def make_plan(folder):
    plan = os.path.join(folder, "day.roundsman")
    for name, text in (("fleet.csv", FLEET), ("orders.csv", orders())):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    need("new", "--zone", "Europe/Vaduz", "--currency", "CHF", plan)
    need("fleet", plan, os.path.join(folder, "fleet.csv"))
    need("import", "--repair", plan, os.path.join(folder, "orders.csv"))
    return plan


def try_refusals(folder, plan):
    empty = run(SIM, "run", "--date", DAY, plan)
    check("a day without a route is said to be one", empty.returncode == 1 and "plans the day" in empty.stderr, empty)
    for what, status, arguments in (
            ("a number that is none", 2, ["run", "--mishaps", "many", plan]),
            ("a day that is none", 2, ["run", "--date", "tomorrow", plan]),
            ("a plan that is none", 3, ["run", os.path.join(folder, "fleet.csv")]),
            ("a plan that is not there", 3, ["run", os.path.join(folder, "none.roundsman")]),
            ("a place that is taken", 3, ["run", "-o", os.path.join(folder, "fleet.csv"), plan]),
            ("a speed that is too high", 2, ["hub", "--speed", "61", plan]),
            ("an hour that is none", 2, ["hub", "--from", "noon", plan]),
            ("no seeds", 2, ["score", "--seeds", "0", plan]),
            ("an exception that is none", 2, ["score", "--only", "late,sad", plan]),
            ("a verb that is none", 2, ["fly", plan]),
            ("a plan without a hub", 1, ["hub", plan])):
        answer = run(SIM, *arguments)
        check(f"{what} is refused in a sentence", answer.returncode == status and answer.stdout == ""
              and len(answer.stderr.splitlines()) == 1, answer)


def try_run(folder, plan):
    before = read(plan)
    outputs = []
    for name in ("one", "two"):
        output = os.path.join(folder, f"{name}.roundsman")
        events = os.path.join(folder, f"{name}.jsonl")
        answer = run(SIM, "run", "--date", DAY, "--seed", "7", "--mishaps", "6", "-o", output, "--events", events, "--json",
                     plan)
        outputs.append((answer.returncode, answer.stdout, read(events), read(output)))
    check("a day is driven", outputs[0][0] == 0, answer)
    check("the same seed gives the same day, byte for byte", outputs[0] == outputs[1])
    check("the plan itself stays as it was", read(plan) == before)
    other = run(SIM, "run", "--date", DAY, "--seed", "8", "--mishaps", "6", "--json", plan)
    figures = json.loads(outputs[0][1])
    check("another seed gives another day", other.returncode == 0 and other.stdout != outputs[0][1], other)
    check("every stop is done, failed or never tried",
          figures["stops"] == 14 == figures["done"] + figures["failed"] + figures["untried"], figures)
    done = rows(output, "SELECT count (*) FROM stop WHERE state = 'done'")[0][0]
    check("the copy has what happened", done == figures["done"] and done > 0, (done, figures))
    check("all that drivers said was accepted", rows(output, "SELECT DISTINCT verdict FROM journal WHERE kind = 'report'")
          == [("applied",)], rows(output, "SELECT kind, verdict, reason FROM journal"))
    check("the copy has where they were", rows(output, "SELECT count (*) FROM track")[0][0] > 100)
    times = [json.loads(line)["at_ms"] for line in outputs[0][2].splitlines()]
    check("events come in the order of time", len(times) > 100 and times == sorted(times))
    words = run(SIM, "run", "--date", DAY, "--seed", "7", "--mishaps", "6", plan)
    with open(os.path.join(folder, "more.csv"), "w", encoding="utf-8") as file:
        file.write(orders(DAY_BEFORE, "p"))
    need("import", "--repair", output, os.path.join(folder, "more.csv"))
    need("plan", "--date", DAY_BEFORE, "--iterations", "200", "--threads", "1", output)
    again = run(SIM, "run", "--date", DAY_BEFORE, "--seed", "7", "-o", os.path.join(folder, "three.roundsman"), output)
    check("another day of the same plan may have the same seed", again.returncode == 0, again)
    check("people get sentences", "14 stops" in words.stdout and "What went wrong" in words.stdout, words)


def try_score(folder, plan):
    told = []
    for name in ("one", "two"):
        files = [os.path.join(folder, f"{name}.{kind}.csv") for kind in ("days", "trace")]
        answer = run(SIM, "score", "--date", DAY, "--seeds", "2", "--lessons", "2", "--mishaps", "8", "--answers", "--urgency",
                     "0", "--csv", files[0], "--trace", files[1], plan, timeout=120)
        # The last column is the processor's time.
        told.append((answer.stdout, read(files[0]), [line.rsplit(b",", 1)[0] for line in read(files[1]).splitlines()]))
    check("days are scored", answer.returncode == 0 and "±" in answer.stdout and "Recall" in answer.stdout, answer)
    check("and scored the same again, with the same suggestions taken", told[0] == told[1], told)
    days = told[0][1].decode().splitlines()
    check("each day is a line for nobody, and one for who takes the first suggestion",
          [line.split(",")[:2] for line in days[1:]] == [[seed, who] for seed in "12" for who in ("nobody", "first-suggestion")],
          days)
    check("suggestions are traced", len(told[0][2]) > 2, told[0][2])


def try_hub(folder, plan):
    where = ["--data", os.path.join(folder, "hub")]
    hub = subprocess.Popen([HUB, *where, "--listen", ":0"], env=ENV, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                           text=True)
    try:
        output = ""
        for line in hub.stdout:
            output += line
            if line.startswith("Listening on "):
                break
        address = "http://" + re.search(r"Listening on (\S+)", output)[1]
        code = r"\b(\w{4}-\w{4}-\w{4}-\w{4})\b"
        need("connect", plan, f"{address}/#{re.search(code, output)[1]}")
        invitations = []
        for driver in ("Ana", "Ben"):
            made = run(HUB, "invite", *where, "--role", "driver", "--driver", driver, driver)
            invitations.append(f"{address}/#{re.search(code, made.stdout)[1]}")
        answer = run(SIM, "hub", "--date", DAY, "--seed", "7", "--mishaps", "6", "--send", "--speed", "60", "--from", "23:00",
                     "--every", "60", "--json", plan, *invitations, timeout=150)
        check("a day is driven against a hub", answer.returncode == 0, answer)
        used = run(SIM, "hub", "--date", DAY, plan, invitations[0])
        check("an invitation lets one device in", used.returncode == 1 and used.stdout == "", used)
        need("sync", plan)
        figures = json.loads(answer.stdout) if answer.stdout else {}
        done = rows(plan, "SELECT count (*) FROM stop WHERE state = 'done'")[0][0]
        check("desks see what drivers reported", done == figures.get("done", -1) and done > 0, (done, figures))
        # The hub writes them once a second.
        for i in range(100):
            positions = os.path.join(folder, f"positions{i}.gpx")
            run(HUB, "export", *where, "positions", positions)
            if read(positions).count(b"<trkpt") > 50:
                break
            time.sleep(0.1)
        check("the hub knows where they were", read(positions).count(b"<trkpt") > 50, read(positions)[:600])
    finally:
        hub.send_signal(signal.SIGTERM)
        hub.wait(30)
        hub.stdout.close()


def main():
    with tempfile.TemporaryDirectory() as folder:
        ENV["XDG_CONFIG_HOME"] = ENV["XDG_DATA_HOME"] = os.path.join(folder, "home")
        plan = make_plan(folder)
        try_refusals(folder, plan)
        need("plan", "--date", DAY, "--iterations", "200", "--threads", "1", plan)
        try_run(folder, plan)
        try_score(folder, plan)
        try_hub(folder, plan)
    print(f"1..{n}")


main()
