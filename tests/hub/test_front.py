#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_front.py ROUNDSMAN-HUB DATA
TLS of the hub's own, and the sample configurations of DATA/hub before a real hub: nginx, HAProxy, systemd."""
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import warnings

import hub_process
from hub_process import Hub, ask, check, skip

PROGRAM, DATA = sys.argv[1:3]
# Programs that are for the system's administrators are not on everybody's path.
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin"


def find(name):
    return shutil.which(name, path=PATH)


def make_certificate(folder):
    """Self-made, for localhost; also as one file, as HAProxy wants it."""
    cert, key, both = (os.path.join(folder, name) for name in ("cert.pem", "key.pem", "both.pem"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True,
                   stdin=subprocess.DEVNULL)
    with open(both, "w") as out:
        for path in (cert, key):
            with open(path) as part:
                out.write(part.read())
    for path in (cert, key, both):
        os.chmod(path, 0o644)
    return cert, key, both


def connect(port, cert):
    context = ssl.create_default_context(cafile=cert)
    return http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=20)


def raw(port, cert, text):
    """The first line of the answer to bytes as they are."""
    context = ssl.create_default_context(cafile=cert)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        with context.wrap_socket(plain, server_hostname="localhost") as wrapped:
            wrapped.sendall(text.encode())
            try:
                return wrapped.recv(4096).decode(errors="replace").split("\r\n")[0]
            except OSError:
                return ""


def wait_until_open(port, process):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            if process.poll() is not None:
                return False
            time.sleep(0.05)
    return False


def check_through(name, hub, port, cert):
    """What a desk does, through whatever is in front."""
    status, answer = ask(0, "POST", "/v1/redeem", {"code": hub.invite(name)}, connection=connect(port, cert))
    check(f"{name}: a code lets a device in", status == 200, answer)
    desk = hub_process.Desk(json.loads(answer), name)
    status, answer = ask(0, "POST", "/v1/push", {"device": desk.device, "schema": 1, "ops": [
        {"n": 1, "seen": 0, "at": 1, "command": hub_process.command(name)}]}, desk.token, connect(port, cert))
    check(f"{name}: a command is done", status == 200 and '"applied"' in answer, answer)

    stream = connect(port, cert)
    stream.request("GET", "/v1/events?since=0", headers={"Authorization": f"Bearer {desk.token}"})
    reader = stream.getresponse()
    heard = b""
    before = time.monotonic()
    while b"event: poke" not in heard and time.monotonic() - before < 15:
        heard += reader.read1(500)
    check(f"{name}: a poke comes through at once", b"event: poke" in heard and time.monotonic() - before < 10, heard)
    stream.close()
    large = "x" * (17 * 1024 * 1024)
    try:
        status = ask(0, "POST", "/v1/push", large, desk.token, connect(port, cert))[0]
    except OSError:
        status = 413  # it hung up while we were still speaking
    check(f"{name}: nobody sends without end", status == 413, status)
    check(f"{name}: a strange token opens nothing",
          ask(0, "GET", "/v1/pull", token="made-up", connection=connect(port, cert))[0] == 401)
    return desk


def check_hidden(name, port, cert):
    for path in ("/metrics", "/readyz"):
        check(f"{name}: {path} is not for strangers", ask(0, "GET", path, connection=connect(port, cert))[0] == 404)
    check(f"{name}: a head that can be read in two ways is refused", " 400" in raw(
        port, cert, "POST /v1/redeem HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"))
    answer = raw(port, cert, "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
    check(f"{name}: so is one with two hosts", " 400" in answer, answer)
    statuses = [ask(0, "POST", "/v1/redeem", {"code": "WRONG"}, connection=connect(port, cert))[0] for _ in range(30)]
    check(f"{name}: guessing comes to an end", 429 in statuses or 503 in statuses, statuses)


def speaks_old_tls(port):
    warnings.simplefilter("ignore", DeprecationWarning)  # that is the point
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
            context.wrap_socket(plain).close()
        return True
    except OSError:
        return False


def answers_plainly(port):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        try:
            plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            return b"200" in plain.recv(100)
        except OSError:
            return False


def check_direct(scratch, certificates):
    cert, key, _both = certificates
    hub = Hub(PROGRAM, ["--data", os.path.join(scratch, "direct")], "--tls-cert", cert, "--tls-key", key)
    check_through("TLS", hub, hub.port, cert)
    check("TLS: what is older than 1.2 is not spoken", not speaks_old_tls(hub.port))
    check("TLS: whoever speaks plainly is not answered", not answers_plainly(hub.port))
    check("TLS: it ends when it is told to", hub.stop() == 0)
    broken = subprocess.run([PROGRAM, "serve", "--data", os.path.join(scratch, "broken"), "--listen", ":0",
                             "--tls-cert", key, "--tls-key", cert], env=hub_process.ENV, capture_output=True, text=True,
                            timeout=60)
    check("TLS: a certificate that is none is said", broken.returncode == 3 and "certificate" in broken.stderr,
          broken.stderr)


def replaced(path, pairs):
    with open(path) as file:
        text = file.read()
    for old, new in pairs:
        if old not in text:
            raise SystemExit(f"Bail out! {path} does not say {old}")
        text = text.replace(old, new)
    return text


def check_nginx(scratch, certificates, hub):
    if not find("nginx"):
        skip("nginx", "there is no nginx here")
        return
    cert, key, _both = certificates
    port = hub_process.free_port()
    site = replaced(os.path.join(DATA, "hub", "nginx.conf"), [
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/certs/hub.example.pem", cert),
        ("/etc/ssl/private/hub.example.key", key),
        ("server 127.0.0.1:8463", f"server 127.0.0.1:{hub.port}"),
    ])
    places = "".join(f"    {name}_temp_path {scratch}/{name};\n" for name in
                     ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    conf = os.path.join(scratch, "nginx.conf")
    with open(conf, "w") as out:
        out.write(f"daemon off;\nmaster_process off;\npid {scratch}/nginx.pid;\nerror_log {scratch}/nginx.log;\n"
                  f"events {{ worker_connections 500; }}\nhttp {{\n    access_log off;\n{places}{site}}}\n")
    process = subprocess.Popen([find("nginx"), "-p", scratch, "-c", conf, "-e", f"{scratch}/nginx.log"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        started = wait_until_open(port, process)
        with open(f"{scratch}/nginx.log") as log:
            check("nginx takes the sample", started, log.read())
        if started:
            check_through("nginx", hub, port, cert)
            check_hidden("nginx", port, cert)
    finally:
        process.terminate()
        process.wait(20)


def check_haproxy(scratch, certificates, hub):
    if not find("haproxy"):
        skip("HAProxy", "there is no HAProxy here")
        return
    cert, _key, both = certificates
    port = hub_process.free_port()
    conf = os.path.join(scratch, "haproxy.cfg")
    log = os.path.join(scratch, "haproxy.log")
    with open(conf, "w") as out:
        out.write(replaced(os.path.join(DATA, "hub", "haproxy.cfg"), [
            ("bind :443", f"bind 127.0.0.1:{port}"),
            ("/etc/haproxy/hub.example.pem", both),
            ("server hub1 127.0.0.1:8463", f"server hub1 127.0.0.1:{hub.port}"),
        ]))
    with open(log, "w") as said:
        process = subprocess.Popen([find("haproxy"), "-db", "-f", conf], stdin=subprocess.DEVNULL, stdout=said,
                                   stderr=subprocess.STDOUT)
    started = wait_until_open(port, process)
    try:
        with open(log) as said:
            text = said.read()
        if not check("HAProxy takes the sample", started and "ALERT" not in text, text):
            return
        for _ in range(100):  # until it has seen that the hub is ready
            if ask(0, "GET", "/healthz", connection=connect(port, cert))[0] == 200:
                break
            time.sleep(0.1)
        check_through("HAProxy", hub, port, cert)
        check_hidden("HAProxy", port, cert)
    finally:
        process.terminate()
        process.wait(20)


def check_unit(scratch):
    if find("systemd-analyze"):
        unit = os.path.join(scratch, "roundsman-hub.service")
        with open(unit, "w") as out:
            out.write(replaced(os.path.join(DATA, "hub", "roundsman-hub.service.in"),
                               [("@bindir@/roundsman-hub", os.path.abspath(PROGRAM))]))
        verified = subprocess.run([find("systemd-analyze"), "verify", "--man=no", unit], capture_output=True, text=True,
                                  stdin=subprocess.DEVNULL, timeout=60)
        complaints = [line for line in verified.stderr.splitlines() if "roundsman-hub.service" in line]
        check("the unit is one", not complaints, verified.stderr)
    else:
        skip("the unit is one", "there is no systemd here")
    # Ready is said when it is true.
    path = os.path.join(scratch, "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(path)
        manager.settimeout(20)
        hub_process.ENV["NOTIFY_SOCKET"] = path
        hub = Hub(PROGRAM, ["--data", os.path.join(scratch, "unit")])
        check("systemd is told when it is ready", manager.recv(100) == b"READY=1")
        hub.stop()
        check("and when it ends", manager.recv(100) == b"STOPPING=1")
        del hub_process.ENV["NOTIFY_SOCKET"]


with tempfile.TemporaryDirectory() as folder:
    check_unit(folder)
    if find("openssl"):
        pems = make_certificate(folder)
        check_direct(folder, pems)
        behind = Hub(PROGRAM, ["--data", os.path.join(folder, "behind")], "--proxy")
        check_nginx(folder, pems, behind)
        # The address has been guessing; a hub that has not seen it starts anew.
        behind.stop()
        behind.start()
        check_haproxy(folder, pems, behind)
        behind.stop()
    else:
        skip("TLS, nginx and HAProxy", "there is no openssl here to make a certificate with")
    hub_process.plan()
