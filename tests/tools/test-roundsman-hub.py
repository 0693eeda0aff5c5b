#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hub as its owner runs it: started, entered, copied, stopped, restored, verified."""
import hashlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree

HUB = sys.argv[1]
ENV = dict(os.environ, LC_ALL="C.UTF-8")
n = 0


def check(what, ok, more=""):
    global n
    n += 1
    print(f"{'ok' if ok else 'not ok'} {n} - {what}" + (f"\n# {more}" if not ok else ""), flush=True)
    return ok


def run(*arguments):
    return subprocess.run([HUB, *arguments], env=ENV, capture_output=True, text=True, timeout=30)


def start(folder, *arguments):
    process = subprocess.Popen([HUB, "--data", folder, "--listen", ":0", *arguments], env=ENV,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = ""
    for line in process.stdout:
        output += line
        if line.startswith("Listening on "):
            return process, line.strip().rsplit(":", 1)[1], output
    raise SystemExit(f"Bail out! The hub does not start: {output}")


def stop(process):
    process.send_signal(signal.SIGTERM)
    return process.wait(30)


def ask(port, path, body=None, token=None, method=None):
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=data, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def flow(folder):
    """What the hub's README tells a driver's device to do, with curl, on a route that was sent."""
    what = "a driver's day with curl, as the README has it"
    if not (shutil.which("curl") and shutil.which("jq") and shutil.which("bash")):
        global n
        n += 1
        print(f"ok {n} - {what} # SKIP curl, jq or bash is not installed", flush=True)
        return
    readme = os.path.join(os.path.dirname(__file__), "..", "..", "src", "hub", "README.md")
    with open(readme, encoding="utf-8") as text:
        script = text.read().split("<!-- flow -->")[1].split("<!-- end -->")[0]
    hub, port, output = start(folder)
    status, answer = ask(port, "/v1/redeem", {"code": re.search(r"\b(\w{4}(-\w{4}){3})\b", output)[1]})
    guest = json.loads(answer)
    day, route = "2026-11-23", "shift_1@2026-11-23"
    commands = [
        {"kind": "add", "rows": [
            {"kind": "vehicle", "id": "vehicle_1", "name": "V-01"}, {"kind": "driver", "id": "driver_1", "name": "Jan"},
            {"kind": "shift", "id": "shift_1", "vehicle": "vehicle_1", "drivers": ["driver_1"], "weekdays": 127, "start_s": 28800,
             "end_s": 61200},
            {"kind": "order", "id": "order_1", "reference": "R-1", "date": day, "lat": 47.14, "lon": 9.52}]},
        {"kind": "assign", "route": route, "stops": [{"stop": "order_1.d"}]},
        {"kind": "send", "at_ms": 1, "lists": [{"route": route, "stops": ["order_1.d"]}]}]
    ops = [{"n": i, "seen": 0, "at": 1, "command": dict(command, id=f"command_{i}")} for i, command in enumerate(commands, 1)]
    status, answer = ask(port, "/v1/push", {"device": guest["device"], "schema": 1, "ops": ops}, guest["token"])
    check("a route is sent", status == 200 and answer.count('"applied"') == 3, answer)
    made = run("invite", "--data", folder, "--role", "driver", "--driver", "Jan", "Jan").stdout
    os.mkdir(os.path.join(folder, "phone"))
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=os.path.join(folder, "phone"), capture_output=True,
                          text=True, timeout=60,
                          env=dict(ENV, HUB=f"http://127.0.0.1:{port}", CODE=re.search(r"\b(\w{4}(-\w{4}){3})\b", made)[1]))
    check(what, done.returncode == 0 and done.stdout.count("applied\n") == 4, done.stdout + done.stderr)
    status, answer = ask(port, "/v1/pull?since=0", token=guest["token"])
    check("and desks have it", '"delivered-to-recipient"' in answer and '"acknowledged_ms"' in answer, answer)
    stop(hub)


with tempfile.TemporaryDirectory() as scratch:
    folder = os.path.join(scratch, "hub")
    hub, port, output = start(folder, "--url", "https://hub.example/")
    code = re.search(r"\b(\w{4}-\w{4}-\w{4}-\w{4})\b", output)
    check("the first start invites somebody, with a QR code", code and "▄" in output, output)
    check("the folder is its owner's alone", os.stat(folder).st_mode & 0o077 == 0)
    check("it says that it is well", ask(port, "/healthz") == (200, "ok\n"))
    status, answer = ask(port, "/v1/redeem", {"code": code[1]})
    guest = json.loads(answer)
    check("the code lets a device in", status == 200 and guest["role"] == "dispatcher", answer)
    check("once", ask(port, "/v1/redeem", {"code": code[1]})[0] == 401)
    check("its token opens the plan", ask(port, "/v1/pull", token=guest["token"])[0] == 200)
    command = {"id": "command_1", "kind": "add", "rows": [
        {"kind": "vehicle", "id": "vehicle_1", "name": "LI-01"}]}
    push = {"device": guest["device"], "schema": 1,
            "ops": [{"n": 1, "seen": 0, "at": 1, "command": command}]}
    copy = os.path.join(scratch, "copy.db")
    photo = b"\xff\xd8\xff" + bytes(range(256)) * 20
    name = hashlib.sha256(photo).hexdigest()
    check("a photograph is taken", ask(port, f"/v1/blobs/{name}", photo, guest["token"], "PUT")[0] == 201)
    made = run("backup", "--data", folder, copy)
    check("a copy is made while it runs, and its size is said", made.returncode == 0 and "1 (5.1" in made.stdout,
          made.stdout + made.stderr)
    check("with the photograph", open(os.path.join(copy + ".blobs", name[:2], name[2:]), "rb").read() == photo)
    check("it is not overwritten", run("backup", "--data", folder, copy).returncode == 1)
    status, answer = ask(port, "/v1/push", push, guest["token"])
    epoch = json.loads(answer)["epoch"]
    check("a command is done", status == 200 and '"applied"' in answer, answer)
    metrics = ask(port, "/metrics")[1]
    check("the metrics count it", "roundsman_hub_commands_total 1\n" in metrics)
    line = r"# (HELP \w+ .+|TYPE \w+ (counter|gauge|histogram))|\w+({le=\"[^\"]+\"})? [0-9.+Inf]+"
    odd = [said for said in metrics.splitlines() if not re.fullmatch(line, said)]
    check("in the form that Prometheus reads", not odd and metrics.endswith("\n"), odd)
    check("nothing is restored under a hub that runs",
          run("restore", "--data", folder, copy).returncode == 1)
    phone = run("phone", "--data", folder, "Jan")
    token = re.search(r"^    ([0-9A-Z]{52})$", phone.stdout, re.M)
    check("a phone is let in, with links to scan", phone.returncode == 0 and token
          and f"https://hub.example/ingest/traccar?id={token[1]}" in phone.stdout and "owntracks:///config" in phone.stdout, phone.stdout)
    status, answer = ask(port, f"/ingest/traccar?id={token[1]}&lat=47.1&lon=9.5&altitude=450&timestamp={int(time.time())}")
    check("and says where it is", status == 200, answer)
    for _ in range(100):
        track = run("export", "--data", folder, "positions").stdout
        if "trkpt" in track:
            break
        time.sleep(0.1)
    points = xml.etree.ElementTree.fromstring(track).findall(".//{*}trkpt")
    check("which is GPX for others", [(point.get("lat"), point.get("lon")) for point in points]
          == [("47.1000000", "9.5000000")] and "<name>Jan</name>" in track, track)
    feed = run("phone", "--data", folder, "--feed", "Traccar")
    check("a server of trackers is let in", feed.returncode == 0 and "traccar.xml" in feed.stdout, feed.stdout)
    journal = [json.loads(line) for line in run("export", "--data", folder, "journal").stdout.splitlines()]
    check("the journal is JSON for others", [(op["seq"], op["command"]["id"], op["result"]["verdict"]) for op in journal]
          == [(1, "command_1", "applied")], journal)
    rows = os.path.join(scratch, "rows.json")
    check("so are rows, in a file", run("export", "--data", folder, "rows", rows).returncode == 0
          and json.loads(open(rows).read())["row"]["name"] == "LI-01")
    check("which is not overwritten", run("export", "--data", folder, "rows", rows).returncode == 3)
    photos = os.path.join(scratch, "photos")
    made = run("export", "--data", folder, "photographs", photos)
    check("so are photographs, in a folder", made.returncode == 0 and os.listdir(photos) == [name + ".jpg"],
          made.stdout + made.stderr)
    check("nothing else is exported", run("export", "--data", folder, "secrets").returncode == 2)
    made = run("invite", "--data", folder, "--role", "manager", "Berta")
    check("others are invited, to where the hub was said to be", made.returncode == 0 and "Berta" in made.stdout
          and "https://hub.example/#" in made.stdout and "▄" in made.stdout, made.stdout + made.stderr)
    push = {"device": guest["device"], "schema": 1, "ops": [{"n": 2, "seen": 0, "at": 1, "command": {
        "id": "command_2", "kind": "add", "rows": [{"kind": "driver", "id": "driver_1", "name": "Jan \"J\" Meier"}]}}]}
    ask(port, "/v1/push", push, guest["token"])
    made = run("invite", "--data", folder, "--role", "driver", "--driver", "Jan \"J\" Meier", "Jan")
    status, answer = ask(port, "/v1/redeem", {"code": re.search(r"\b(\w{4}-\w{4}-\w{4}-\w{4})\b", made.stdout)[1]})
    check("a driver is invited by name", status == 200 and json.loads(answer)["driver"] == "driver_1", answer)
    check("and is listed", "driver_1" in run("devices", "--data", folder).stdout)
    check("nobody is invited as a driver whom nobody knows",
          run("invite", "--data", folder, "--role", "driver", "--driver", "Eva", "Eva").returncode == 1)
    check("nor as a dispatcher who drives",
          run("invite", "--data", folder, "--driver", "driver_1", "Eva").returncode == 2)
    check("it ends when it is told to", stop(hub) == 0)

    verified = run("verify", "--data", folder)
    check("all is as it was written", verified.returncode == 0 and "2 operations" in verified.stdout
          and "rows that are there: 2." in verified.stdout and "1 (5.1" in verified.stdout,
          verified.stdout + verified.stderr)
    with sqlite3.connect(os.path.join(folder, "hub.db")) as database:
        database.execute("UPDATE op SET actor = 'somebody else'")
    touched = run("verify", "--data", folder)
    check("and when it is touched, that is found", touched.returncode == 1
          and "Operation 1" in touched.stderr, touched.stderr)

    shutil.rmtree(os.path.join(folder, "blobs"))
    made = run("restore", "--data", folder, copy)
    check("the copy is put back, with the photograph", made.returncode == 0 and "1 (5.1" in made.stdout
          and run("verify", "--data", folder).returncode == 0, made.stdout + made.stderr)
    hub, port, output = start(folder)
    push["ops"] = [{"n": 1, "seen": 0, "at": 1, "command": command}]
    status, answer = ask(port, "/v1/push", push, guest["token"])
    check("and what came after it can be sent again", status == 200 and '"applied"' in answer, answer)
    check("versions mean something else now", json.loads(answer)["epoch"] != epoch, answer)
    stop(hub)
    shutil.rmtree(os.path.join(folder, "blobs"))
    shutil.rmtree(copy + ".blobs")
    made = run("restore", "--data", folder, copy)
    check("a copy without its photographs is put back, and they are missed", made.returncode == 1
          and "Restored" in made.stdout and name in made.stderr, made.stdout + made.stderr)
    check("nothing that is none is put back", run("restore", "--data", folder, rows).returncode == 3
          and run("verify", "--data", folder).returncode == 1)
    flow(os.path.join(os.path.dirname(folder), "flow"))
    check("days are counted from 1", run("serve", "--data", folder, "--keep-positions", "0").returncode == 2)
    check("a restore says of what", run("restore", "--data", folder).returncode == 2)
    nowhere = run("verify")
    check("who does not say where is told how", nowhere.returncode != 0 and "--data" in nowhere.stderr,
          nowhere.stderr)
    print(f"1..{n}")
