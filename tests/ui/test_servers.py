#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Travel times by a server: chosen in Preferences, tried there, used for a plan, and given up for estimates when it fails."""

import json
import os
import re
import stat
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from roundsman_ui import console, control, plan_and_apply, settings, write_fleet, write_orders
from uidrive import Test

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
plan = os.path.join(scratch, 'day.roundsman')
KEY = 'a-key-of-ours'


class Osrm(BaseHTTPRequestHandler):
    """Answers as OSRM's table and route: every way takes ten minutes and is five kilometres long."""

    asked = []
    status = 200

    def do_GET(self):
        match = re.match(r'/(table|route)/v1/[a-z]+/([-0-9.,;]+)', self.path)
        Osrm.asked.append((match and match[1], self.headers.get('Authorization')))
        places = [[float(number) for number in place.split(',')] for place in match[2].split(';')]
        if Osrm.status != 200:
            answer = {'code': 'Busy', 'message': 'not today'}
        elif match[1] == 'route':
            answer = {'code': 'Ok', 'routes': [{'geometry': {'type': 'LineString', 'coordinates': places}}]}
        else:
            def length(which):
                listed = re.search(which + r'=([0-9;]+)', self.path)
                return len(listed[1].split(';')) if listed else len(places)

            rows, columns = length('sources'), length('destinations')
            answer = {'code': 'Ok', 'durations': [[600] * columns] * rows, 'distances': [[5000] * columns] * rows}
        body = json.dumps(answer).encode()
        self.send_response(Osrm.status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def preferences(app):
    """Opens the page of Preferences that is about this computer, where travel times are."""
    app.action('win.preferences')
    app.click(app.get('page tab', 'This Computer'))
    app.scroll(app.get('list', 'Planning'), 40)
    app.settle()
    return app.get('list', 'Travel Times')


def leave(app):
    app.click(app.get('push button', 'Close', app.get('frame', 'Preferences')))
    app.gone('frame', 'Preferences')


def fill(app, name, text, group):
    app.click(app.get('text', name, group))
    app.key('ctrl+a')
    app.type(text)
    app.key('Return')


def told(app):
    """What the day's figures are, and where travel times come from."""
    return app.get('label', re.compile('^12 stops')).get_description()


def chooses(app, url):
    """A server that is chosen is asked, with its key; what it answered is shown"""
    group = preferences(app)
    app.click(app.get('combo box', 'Ask', group))
    app.key('Down', 'Return')
    fill(app, 'Address of the server', url, group)
    fill(app, 'Key, if it asks for one', KEY, group)
    # There is no keyring in a test's session.
    kept = os.path.join(os.environ['XDG_CONFIG_HOME'], 'roundsman', 'travel-server.key')
    app.wait(lambda: os.path.exists(kept), 'the key')
    assert stat.S_IMODE(os.stat(kept).st_mode) == 0o600
    app.click(app.get('push button', 'Test', group))
    app.wait(lambda: app.says(r'It answers: a way of 5.0 km takes a van 10 min', group), 'the answer')
    assert ('table', KEY) in Osrm.asked
    leave(app)


def uses(app, url):
    """The plan is made with its times; who measured them is said"""
    plan_and_apply(app)
    app.wait(lambda: 'Travel times are from ' + url in told(app), 'whose times they are')
    # Every stop is five kilometres from all others, and from the depot.
    app.wait(lambda: app.says(r'^12 stops · [0-9]*[05]\.0 km'), 'what the server says it comes to')


def fails(app, url):
    """A server that refuses is given up for another measure, and that is said; a test that succeeds brings it back"""
    Osrm.status = 403
    group = preferences(app)
    fill(app, 'Key, if it asks for one', 'wrong', group)
    leave(app)
    app.wait(lambda: 'Travel times are estimated' in told(app), 'the other measure')
    group = preferences(app)
    app.click(app.get('push button', 'Test', group))
    app.wait(lambda: app.says(r'^127\.0\.0\.1 refuses', group), 'the refusal')
    Osrm.status = 200
    app.click(app.get('push button', 'Test', group))
    app.wait(lambda: app.says('It answers', group), 'the answer')
    leave(app)
    app.wait(lambda: 'Travel times are from ' + url in told(app), 'whose times they are')


server = ThreadingHTTPServer(('127.0.0.1', 0), Osrm)
threading.Thread(target=server.serve_forever, daemon=True).start()
test = Test()
settings(solver_seconds=1)
control('new', plan)
write_orders(os.path.join(scratch, 'orders.csv'), 12)
write_fleet(os.path.join(scratch, 'fleet.csv'))
control('import', plan, os.path.join(scratch, 'orders.csv'))
control('fleet', plan, os.path.join(scratch, 'fleet.csv'))
with console(plan) as window:
    window.maximize()
    for case in (chooses, uses, fails):
        test.case(case, window, f'http://127.0.0.1:{server.server_port}')
    assert window.close() == 0
sys.exit(test.done())
