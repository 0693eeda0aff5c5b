#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_abuse.py ROUNDSMAN-HUB ordinary|long
Strangers and a stolen token set upon a hub: slow heads, endless bodies, floods of headers, heads that can be read in two
ways, readers that never read, pushes that are as large as may be. Its memory does not grow much, and a good client is served all the while. How fast is said;
it is asserted in the long run alone, on a machine that has nothing else to do."""
import os
import socket
import sys
import tempfile
import threading
import time

import hub_process
from hub_process import Desk, Hub, ask, check, note

PROGRAM = sys.argv[1]
LONG = sys.argv[2] == "long"
SLOW_HEADS, NEVER_READ, SECONDS = (1000, 200, 40) if LONG else (200, 60, 5)
MOST_GROWTH_KIB = 64 * 1024
SHAPES = [
    b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET /healthz HTTP/1.1\r\n\r\n",
    b"POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    b"POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST /v1/redeem HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n",
    b"POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\n{}",
    b"GET /v1/pull\x00/../../healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://[::1 HTTP/9.9\r\nHost : a\r\n folded: b\r\n\r\n",
    b"POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n" + b"[" * 40000,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(300),
]


def heavy_pushes(device):
    """Bodies of pushes that become as much in memory as may be, or a little more; none of them changes anything."""
    def op(command):
        return '{"device":"%s","schema":1,"ops":[{"n":1,"seen":0,"at":1,"command":%s}]}' % (device, command)

    vehicles = ",".join('{"kind":"vehicle","id":"v%d"}' % i for i in range(23000))
    return [body.encode() for body in (
        op('{"id":"command_heavy","kind":"add","rows":[%s]}' % vehicles),
        op('{"id":"command_heavy","kind":"remove","refs":[%s]}' % ",".join(["{}"] * 27000)),
        op('{"id":"command_heavy","kind":"assign","stops":[%s]}' % ",".join(["0"] * 240000)),
        op('{"id":"command_heavy","kind":"add","label":"%s"}' % ("x" * 4000000)),
        op('{"id":"command_heavy","kind":"batch","commands":[%s]}' % ",".join(["{}"] * 300000)))]


class Siege:
    """`token`: a dispatcher's, that was stolen; `others`: of managers, who may send and change next to nothing."""

    def __init__(self, hub, token, others):
        self.hub = hub
        self.token = token
        self.others = others
        self.bodies = [heavy_pushes(other["device"]) for other in others]
        self.over = threading.Event()
        self.done = {}  # attack: how often
        self.heavy = {}  # status of a heavy push: how often
        self.answered_well = []  # shapes that should not have been
        self.threads = [threading.Thread(target=self._again, args=[attack], daemon=True) for attack in (
            self._slow_heads, self._endless_bodies, self._endless_bodies, self._header_flood, self._shapes,
            self._never_read, lambda: self._heavy_pushes(0), lambda: self._heavy_pushes(1), lambda: self._heavy_pushes(2))]
        for thread in self.threads:
            thread.start()

    def _connect(self, timeout=2):
        return socket.create_connection(("127.0.0.1", self.hub.port), timeout=timeout)

    def _again(self, attack):
        while not self.over.is_set():
            try:
                attack()
            except OSError:
                pass
            name = attack.__name__ if attack.__name__ != "<lambda>" else "_heavy_pushes"
            self.done[name] = self.done.get(name, 0) + 1
            self.over.wait(0.02)

    def end(self):
        self.over.set()
        for thread in self.threads:
            thread.join(30)

    def _slow_heads(self):
        sockets = []
        try:
            while len(sockets) < SLOW_HEADS and not self.over.is_set():
                sockets.append(self._connect())
                sockets[-1].sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            while sockets and not self.over.wait(1):
                for slow in list(sockets):
                    try:
                        slow.sendall(b"a")
                    except OSError:
                        sockets.remove(slow)
        finally:
            for slow in sockets:
                slow.close()

    def _endless_bodies(self):
        """With a token that may push, and without one; as much as is allowed, and without saying how much."""
        token = f"Authorization: Bearer {self.token}\r\n".encode()
        data = b"x" * 65536
        chunk = b"10000\r\n" + data + b"\r\n"
        for head, part in ((token + b"Content-Length: 4194304\r\n", data),
                           (token + b"Transfer-Encoding: chunked\r\n", chunk),
                           (b"Transfer-Encoding: chunked\r\n", chunk)):
            with self._connect() as endless:
                try:
                    endless.sendall(b"POST /v1/push HTTP/1.1\r\nHost: a\r\n" + head + b"\r\n")
                    for _ in range(1000):
                        if self.over.is_set():
                            return
                        endless.sendall(part)
                        time.sleep(0.001)
                except OSError:
                    pass

    def _heavy_pushes(self, which):
        for body in self.bodies[which]:
            if self.over.is_set():
                return
            status, _ = ask(self.hub.port, "POST", "/v1/push", body, self.others[which]["token"])
            self.heavy[status] = self.heavy.get(status, 0) + 1

    def _header_flood(self):
        with self._connect() as flood:
            flood.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
            line = b"X-Header: " + b"y" * 8000 + b"\r\n"
            for _ in range(1000):
                if self.over.is_set():
                    return
                flood.sendall(line)

    def _shapes(self):
        for shape in SHAPES:
            with self._connect() as crooked:
                crooked.sendall(shape)
                crooked.settimeout(0.2)
                try:
                    answer = crooked.recv(100)
                except OSError:
                    answer = b""
                if answer.startswith(b"HTTP/1.1 2"):
                    self.answered_well.append(shape)

    def _never_read(self):
        """Asks for the whole plan, over and over, and for streams; and reads none of it."""
        head = f"Host: a\r\nAuthorization: Bearer {self.token}\r\n\r\n"
        sockets = []
        try:
            for i in range(NEVER_READ):
                if self.over.is_set():
                    return
                silent = socket.socket()
                silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                silent.settimeout(2)
                silent.connect(("127.0.0.1", self.hub.port))
                sockets.append(silent)
                silent.sendall((f"GET /v1/{'events' if i % 4 == 0 else 'pull?since=0'} HTTP/1.1\r\n" + head).encode() * 3)
            self.over.wait(10)
        finally:
            for silent in sockets:
                silent.close()


def serve_well(hub, desk, seconds):
    """A good client's day. Returns: what went wrong, how long each took, and the most that the hub's memory was."""
    wrong, took, rss = [], [], 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        before = time.monotonic()
        status = desk.push(hub.port, len(desk.acked) + 1, 1)
        took.append(time.monotonic() - before)
        if status != 200:
            wrong.append(status)
        rss = max(rss, hub.rss_kib())
        time.sleep(0.02)
    return wrong, sorted(took), rss


with tempfile.TemporaryDirectory() as scratch:
    hub_process.many_files()
    # What is allocated and not used is not in memory, unless something is written to it to find errors.
    hub_process.ENV.pop("MALLOC_PERTURB_", None)
    victim = Hub(PROGRAM, ["--data", os.path.join(scratch, "hub")])
    good = Desk(victim.admit("good"), "good")
    stolen = victim.admit("stolen")
    managers = [victim.admit(f"manager{i}", "manager") for i in range(3)]
    while len(good.acked) < 2000:
        if good.push(victim.port, len(good.acked) + 1, 100) != 200:
            raise SystemExit("Bail out! No plan can be made")
    good.pull(victim.port)
    calm_wrong, calm, before_kib = serve_well(victim, good, 1)
    siege = Siege(victim, stolen["token"], managers)
    wrong, took, rss_kib = serve_well(victim, good, SECONDS)
    n_connections = victim.metric("connections")
    siege.end()

    note(f"in calm p99 {calm[len(calm) * 99 // 100] * 1000:.0f} ms; under siege {len(took)} pushes, p50 "
         f"{took[len(took) // 2] * 1000:.0f} ms, p99 {took[len(took) * 99 // 100] * 1000:.0f} ms, longest "
         f"{took[-1] * 1000:.0f} ms")
    note(f"memory {before_kib} KiB, most {rss_kib} KiB; {n_connections:.0f} connections; {siege.done}; "
         f"heavy pushes by status {siege.heavy}")
    check("each kind was tried", len(siege.done) == 6 and siege.heavy.get(200, 0) > 0 and siege.heavy.get(413, 0) > 0 and n_connections > SLOW_HEADS / 2, siege.done)
    check("its memory does not grow much", rss_kib - before_kib < MOST_GROWTH_KIB, f"{before_kib} {rss_kib}")
    check("a good client is served all the while", not wrong and not calm_wrong and len(took) > 2, wrong)
    if LONG:
        check("and soon", took[len(took) * 99 // 100] < 0.5, took[-20:])
        check("slow heads are cut", victim.metric("cut_total") >= SLOW_HEADS / 2, victim.metric("cut_total"))
    check("no crooked head is taken for a good one", not siege.answered_well, siege.answered_well[:3])
    check("it is well afterwards", ask(victim.port, "GET", "/readyz")[0] == 200)
    check("and nothing is lost", not hub_process.missing([good], good.pull(victim.port)[0]))
    check("it ends when it is told to", victim.stop() == 0)
    hub_process.plan()
