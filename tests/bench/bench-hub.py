#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A busy hub: 1,000 streams of events, 50 commands and 200 positions a second, for a minute.

Prints how long a push takes to its answer, how long it is from the answer to the poke on each stream, what the hub uses of the
processor, and of memory for each stream. Desks and phones are on the same machine, and cost as much as the hub itself.

usage: bench-hub.py ROUNDSMAN-HUB [SECONDS [STREAMS]]
"""
import http.client
import json
import multiprocessing
import os
import re
import selectors
import socket
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "hub"))
import hub_process  # noqa: E402
from hub_process import Desk, Hub, ask  # noqa: E402

N_DESKS, COMMANDS_A_SECOND = 10, 50
N_PHONES, POSITIONS_A_SECOND = 20, 200
POKE = re.compile(rb"event: poke\ndata: {\"seq\":(\d+)}")


def listen(port, tokens, ready, over, out):
    """In a process of its own: every poke on every stream, as (stream, seq, when)."""
    hub_process.many_files()
    selector = selectors.DefaultSelector()
    heard, n_open = [], 0
    for i, token in enumerate(tokens):
        stream = socket.create_connection(("127.0.0.1", port), timeout=20)
        stream.sendall(f"GET /v1/events?since=-1&positions=1 HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {token}\r\n\r\n"
                       .encode())
        stream.setblocking(False)
        selector.register(stream, selectors.EVENT_READ, i)
        n_open += 1
    ready.set()
    while not over.is_set():
        for key, _ in selector.select(0.2):
            try:
                data = key.fileobj.recv(65536)
            except BlockingIOError:
                continue
            if not data:
                selector.unregister(key.fileobj)
                n_open -= 1
                continue
            now = time.monotonic()
            heard.extend((key.data, int(seq), now) for seq in POKE.findall(data))
    out.send((n_open, heard))


class Load:
    def __init__(self, port, seconds):
        self.port = port
        self.until = time.monotonic() + seconds
        self.pushes = []  # (seq, when it was answered, how long it took)
        self.errors = []
        self.n_positions = 0

    def every(self, interval, work):
        due = time.monotonic()
        while due < self.until:
            time.sleep(max(0, due - time.monotonic()))
            due += interval
            work()

    def push(self, desk):
        def work():
            before = time.monotonic()
            status = desk.push(self.port, len(desk.acked) + 1, 1)
            now = time.monotonic()
            if status == 200:
                self.pushes.append((desk.acked[len(desk.acked)], now, now - before))
            else:
                self.errors.append(status)

        self.every(N_DESKS / COMMANDS_A_SECOND, work)

    def drive(self, guest, number):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        step = 0

        def work():
            nonlocal step
            step += 1
            body = json.dumps({"positions": [{"at": int(time.time() * 1000), "lat": 47 + number / 100 + step * 1e-4,
                                              "lon": 9.5, "speed": 10}]})
            try:
                status, _ = ask(0, "POST", "/v1/positions", body, guest["token"], connection)
            except (OSError, http.client.HTTPException):
                status = 0
            if status == 204:
                self.n_positions += 1
            else:
                self.errors.append(status)

        self.every(N_PHONES / POSITIONS_A_SECOND, work)


def processor_s(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def poke_latencies(pushes, heard, n_streams):
    """From each answer to each stream's first poke that says as much; and how many were never heard."""
    streams = [[] for _ in range(n_streams)]
    for stream, seq, when in heard:
        streams[stream].append((seq, when))
    latencies, unheard = [], 0
    for pokes in streams:
        i = 0
        for seq, answered, _ in pushes:
            while i < len(pokes) and pokes[i][0] < seq:
                i += 1
            if i == len(pokes):
                unheard += 1
            else:
                latencies.append(max(0, pokes[i][1] - answered))
    return sorted(latencies), unheard


def show(what, values):
    print(f"{what}: p50 {values[len(values) // 2] * 1000:.0f} ms, p99 {values[len(values) * 99 // 100] * 1000:.0f} ms, "
          f"longest {values[-1] * 1000:.0f} ms ({len(values)})")


def run(program, seconds, n_streams, folder):
    hub = Hub(program, ["--data", os.path.join(folder, "hub")])
    desks = [Desk(hub.admit(f"desk{i}"), f"desk{i}") for i in range(N_DESKS)]
    phones = [hub.admit(f"phone{i}", "driver") for i in range(N_PHONES)]
    idle_kib = hub.rss_kib()
    ready, over = multiprocessing.Event(), multiprocessing.Event()
    here, there = multiprocessing.Pipe()
    listener = multiprocessing.Process(target=listen, args=[hub.port, [desks[i % N_DESKS].token for i in range(n_streams)],
                                                            ready, over, there])
    listener.start()
    ready.wait(60)
    while hub.metric("waiting") < n_streams:
        time.sleep(0.1)
    with_streams_kib = hub.rss_kib()

    load = Load(hub.port, seconds)
    before_s = processor_s(hub.process.pid)
    threads = [threading.Thread(target=load.push, args=[desk]) for desk in desks]
    threads += [threading.Thread(target=load.drive, args=[phone, i]) for i, phone in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used_s = processor_s(hub.process.pid) - before_s
    time.sleep(1)
    over.set()
    n_open, heard = here.recv()
    listener.join()

    pushes = sorted(load.pushes)
    latencies, unheard = poke_latencies(pushes, heard, n_streams)
    print(f"{seconds} s: {len(pushes) / seconds:.0f} commands and {load.n_positions / seconds:.0f} positions a second, "
          f"{n_streams} streams, {n_open} of them open at the end, {len(heard)} pokes")
    show("push to answer", sorted(took for _, _, took in pushes))
    show("answer to poke", latencies)
    print(f"errors: {len(load.errors)} {load.errors[:5]}; pokes never heard: {unheard}")
    print(f"hub: {used_s / seconds * 100:.0f} % of a processor, {hub.rss_kib() / 1024:.0f} MiB at the end; idle "
          f"{idle_kib / 1024:.0f} MiB, a stream {(with_streams_kib - idle_kib) / n_streams:.1f} KiB")
    hub.stop()


if __name__ == "__main__":
    hub_process.many_files()
    with tempfile.TemporaryDirectory() as scratch:
        run(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60, int(sys.argv[3]) if len(sys.argv) > 3 else 1000,
            scratch)
