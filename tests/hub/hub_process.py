# SPDX-License-Identifier: GPL-3.0-or-later
"""A hub as a process of its own, and desks that speak to it, for the tests that end, flood or front it."""
import http.client
import json
import os
import re
import resource
import signal
import socket
import subprocess
import threading
import time

# A warning is a failure in the tests' own process; a hub that is made to suffer may well say something.
ENV = {name: value for name, value in os.environ.items() if name != "G_DEBUG"}
ENV["LC_ALL"] = "C.UTF-8"

_n = 0


def check(what, ok, more=""):
    """A line of TAP."""
    global _n
    _n += 1
    print(f"{'ok' if ok else 'not ok'} {_n} - {what}", flush=True)
    if not ok:
        print("\n".join("# " + line for line in str(more).splitlines()), flush=True)
    return ok


def skip(what, why):
    global _n
    _n += 1
    print(f"ok {_n} - {what} # SKIP {why}", flush=True)


def plan():
    print(f"1..{_n}", flush=True)


def note(text):
    print(f"# {text}", flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def many_files():
    """Each connection is a file."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def run_verb(program, where, verb, *arguments):
    """What the hub's owner types; whether a hub runs or not."""
    return subprocess.run([program, verb, *where, *arguments], env=ENV, capture_output=True, text=True, timeout=120)


class Hub:
    """`where`: ["--data", folder] or ["--database", url]."""

    def __init__(self, program, where, *arguments, port=0):
        self.program = program
        self.where = where
        self.arguments = arguments
        self.output = ""
        self.start(port)

    def start(self, port=0):
        self.process = subprocess.Popen([self.program, "serve", *self.where, "--listen", f":{port}", *self.arguments],
                                        env=ENV, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            self.output += line
            if line.startswith("Listening on "):
                self.port = int(line.strip().rsplit(":", 1)[1])
                # Whatever it says from here on must not block it.
                self.reader = threading.Thread(target=self._read, args=[self.process.stdout], daemon=True)
                self.reader.start()
                return
        raise SystemExit(f"Bail out! The hub does not start: {self.output}")

    def _read(self, stream):
        for line in stream:
            self.output += line

    def verb(self, *arguments):
        return run_verb(self.program, self.where, *arguments)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self._gone()

    def _gone(self):
        status = self.process.wait(60)
        self.reader.join(10)
        self.process.stdout.close()
        return status

    def rss_kib(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])

    def invite(self, person="Ana", role="dispatcher", driver=None):
        made = self.verb("invite", "--role", role, *(["--driver", driver] if driver else []), person)
        return re.search(r"\b(\w{4}-\w{4}-\w{4}-\w{4})\b", made.stdout)[1]

    def admit(self, person="Ana", role="dispatcher", driver=None):
        status, answer = ask(self.port, "POST", "/v1/redeem", {"code": self.invite(person, role, driver)})
        if status != 200:
            raise SystemExit(f"Bail out! Nobody is let in: {status} {answer}")
        return json.loads(answer)

    def metric(self, name):
        text = ask(self.port, "GET", "/metrics")[1]
        return float(re.search(rf"^roundsman_hub_{name} (\S+)$", text, re.M)[1])


def ask(port, method, path, body=None, token=None, connection=None, timeout=20):
    """Returns: status and text. OSError and http.client.HTTPException as they come."""
    own = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if body is not None and not isinstance(body, (bytes, str)):
        body = json.dumps(body)
    try:
        own.request(method, path, body=body, headers=headers)
        answer = own.getresponse()
        return answer.status, answer.read().decode()
    finally:
        if not connection:
            own.close()


def command(name):
    return {"id": f"command_{name}", "kind": "add", "rows": [
        {"kind": "vehicle", "id": f"vehicle_{name}", "name": str(name)}]}


class Desk:
    """Sends commands in order, keeps each until it is answered, and what was answered for ever; as a console does."""

    def __init__(self, guest, name):
        self.token = guest["token"]
        self.device = guest["device"]
        self.name = name
        self.sent = []  # operations: n is index + 1
        self.acked = {}  # n: the hub's seq
        self.expected = None  # after a gap: what the hub waits for
        self.epoch = None
        self.connection = None
        self.port = None

    def _connected(self, port):
        if self.connection is None or self.port != port:
            self.close()
            self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            self.port = port
        return self.connection

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def push(self, port, first, count):
        """Operations first to first + count - 1; new ones are made. Returns: the status, 0 when the network failed."""
        while len(self.sent) < first + count - 1:
            n = len(self.sent) + 1
            self.sent.append({"n": n, "seen": 0, "at": 1, "command": command(f"{self.name}_{n}")})
        ops = self.sent[first - 1:first - 1 + count]
        try:
            status, text = ask(port, "POST", "/v1/push", {"device": self.device, "schema": 1, "ops": ops}, self.token,
                               self._connected(port))
        except (OSError, http.client.HTTPException):
            self.close()
            return 0
        if status >= 400:
            self.close()
        if status == 409 and json.loads(text).get("error") == "gap":
            self.expected = json.loads(text)["expect"]
        if status == 200:
            answer = json.loads(text)
            self.epoch = answer["epoch"]
            for result in answer["results"]:
                if result["verdict"] != "applied":
                    raise SystemExit(f"Bail out! {result}")
                if self.acked.get(result["n"], result["seq"]) != result["seq"]:
                    raise SystemExit(f"Bail out! Another answer than before: {result}")
                self.acked[result["n"]] = result["seq"]
        return status

    def pull(self, port):
        """Every row's version by its identifier, and the last version."""
        since, rows, n_refused = 0, {}, 0
        while True:
            status, text = ask(port, "GET", f"/v1/pull?since={since}", token=self.token)
            if status in (429, 503) and n_refused < 20:
                n_refused += 1
                time.sleep(0.5)
                continue
            if status != 200:
                raise SystemExit(f"Bail out! {status} {text}")
            page = json.loads(text)
            for row in page["rows"]:
                rows[row["id"]] = row["version"]
            since = page["to"]
            if page["complete"]:
                return rows, since


def missing(desks, rows):
    """What was acknowledged and is not there, or is there as something else."""
    return [f"{desk.name}_{n}" for desk in desks for n, seq in desk.acked.items()
            if rows.get(f"vehicle_{desk.name}_{n}") != seq]
