#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consoles and a hub: in step while there is a network, on their own without one, and what was done to one stop by
both is decided by hand. Who is there and who did what; hours away on one sheet; an invitation that is followed. And a day
that is driven: positions come by the hub, which says what time it is, reports what it sees, and knows what happened."""

import json

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request

from roundsman_ui import DATE, console, control, write_fleet, write_orders
from uidrive import Test, run

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
ana_plan, ben_plan = os.path.join(scratch, 'ana.roundsman'), os.path.join(scratch, 'ben.roundsman')


class Hub:
    """The real program; it comes back where it was."""

    def __init__(self, name='hub', *arguments):
        self.folder, self.arguments, self.port, self.process = os.path.join(scratch, name), arguments, 0, None
        self.start()

    def start(self):
        self.process = subprocess.Popen([os.environ['ROUNDSMAN_HUB'], '--data', self.folder, '--listen', f':{self.port}',
                                         '--name', 'Wheelton', *self.arguments], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if line.startswith('Listening on '):
                self.port = int(line.strip().rsplit(':', 1)[1])
                return
        raise AssertionError('the hub does not start')

    def stop(self):
        """As pulling the cable would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def code(self, *words):
        output = subprocess.run([os.environ['ROUNDSMAN_HUB'], 'invite', '--data', self.folder, *words], check=True,
                                capture_output=True, text=True).stdout
        return re.search(r'\b\w{4}(-\w{4}){3,}\b', output)[0]

    def invite(self, person):
        return f'http://127.0.0.1:{self.port}#{self.code(person)}'

    def ask(self, path, body=None, token=None):
        """As a driver's phone does."""
        request = urllib.request.Request(f'http://127.0.0.1:{self.port}{path}', json.dumps(body).encode() if body else None,
                                         {'Authorization': f'Bearer {token}'} if token else {})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or '{}')


def board(app):
    return app.get('list', 'Board')


def route(app, name):
    """The row of a route on the board."""
    return app.get('list item', re.compile(f'^{name}, '), board(app))


def n_stops(app, name):
    """How many stops the board says that a route has."""
    return int(re.search(r', (\d+) stops?(,|$)', app.name(route(app, name)))[1])


def first_in_tray(app):
    """The first stop that nobody has."""
    rows = app.items(board(app))
    return app.get('list item', rows[next(i for i, row in enumerate(rows) if row.startswith('Tray, ')) + 1], board(app))


def shows(app, name, n):
    app.wait(lambda: n_stops(app, name) == n, f'{n} stops on {name}', 20)


def status(app, name):
    return app.get('push button', name, timeout=25)


def maximize(app):
    app.wait(app.windows, 'a window that is shown')
    app.maximize()


def raised(app):
    """In front of the other one, where the mouse finds it."""
    windows = app.wait(lambda: [window for window in app.windows() if not window.is_popup], 'a window that is shown')
    run('wmctrl', '-i', '-a', hex(windows[0].xid))
    app.settle()
    return app


def connect(app, invitation):
    """By pasting an invitation in the preferences."""
    raised(app).action('win.preferences')
    app.click(app.get('page tab', 'Hub', timeout=15))
    entry = app.get('text', 'Invitation')
    app.click(entry)
    app.type(invitation)
    app.click(app.get('push button', 'Connect'))
    app.wait(lambda: app.says('In step with the hub'), 'the hub', 20)
    app.key('Escape')
    status(app, 'In step')


def joins(ana, ben, hub):
    """One desk brings its plan to the hub, the other gets it from there"""
    connect(ana, hub.invite('Ana'))
    connect(ben, hub.invite('Ben'))
    ben.wait(lambda: ben.has('list item', re.compile('^Tray, 12 stops'), board(ben)), 'the stops that Ana has', 20)


def drags(ana, ben, hub):
    """A stop that is dragged on one is seen on the other"""
    raised(ana).drag(first_in_tray(ana), route(ana, 'V-01'))
    shows(ben, 'V-01', 1)
    status(ana, 'In step')
    raised(ben).drag(first_in_tray(ben), route(ben, 'V-02'))
    shows(ana, 'V-02', 1)
    status(ben, 'In step')


def waits_for_the_past(ana, ben, hub):
    """The past is the hub's to tell: who does not want to wait for it need not, and where the hub goes away, that is said"""
    hub.process.send_signal(signal.SIGSTOP)
    raised(ana).action('win.look-back')
    ana.get('progress bar', 'How much has been fetched')
    ana.click(ana.get('push button', 'Cancel'))
    ana.gone('progress bar', 'How much has been fetched')
    raised(ana).action('win.look-back')
    ana.get('progress bar', 'How much has been fetched')
    hub.stop()
    ana.wait(lambda: ana.says('past. Try again when this desk is in step'), 'why there is no past', 20)
    ana.key('Escape')
    hub.start()
    for app in (ana, ben):
        app.get('push button', 'In step', timeout=75)


def decides(ana, ben, hub):
    """Without a network both go on; what both did to one stop is a card, decided by hand"""
    hub.stop()
    for app in (ana, ben):
        status(app, re.compile('^Offline since'))
    raised(ana).drag(first_in_tray(ana), route(ana, 'V-01'))
    raised(ben).drag(first_in_tray(ben), route(ben, 'V-02'))
    shows(ana, 'V-01', 2)
    shows(ben, 'V-02', 2)
    # Ben's program ends meanwhile, so that Ana is first for sure.
    assert ben.close() == 0
    hub.start()
    ana.get('push button', 'In step', timeout=75)
    ben.start()
    maximize(ben)
    button = ben.get('push button', 'Move Anyway', timeout=30)
    assert ben.says('^Ana was first')
    shows(ben, 'V-01', 2)
    assert not ben.lint(), '\n'.join(ben.lint())
    raised(ben).click(button)
    ben.gone('push button', 'Move Anyway')
    shows(ana, 'V-02', 2)
    shows(ana, 'V-01', 1)
    assert not ana.has('push button', 'Move Anyway')


def activity(app):
    return app.get('list', 'What was done')


def leave(app):
    """Closes the window behind the status."""
    app.key('Escape')
    app.gone('list', 'What was done')


def lines(app):
    """The lines that the list of what was done shows."""
    return list(app.find('list item', None, activity(app)))


def remembers(ana, ben, hub):
    """The list says who did what, by person and by word, and leads back to it"""
    raised(ana).click(status(ana, 'In step'))
    ana.wait(lambda: ana.says('^Ben · '), 'what Ben did', 20)
    assert not ana.lint(), '\n'.join(ana.lint())
    ana.click(ana.get('combo box', 'Whose'))
    # After everybody, and what is selected: whoever did the last thing.
    ana.key('Down', 'Down', 'Return')
    ana.wait(lambda: ana.says('^Ben · ') and not ana.says('^Ana · '), 'what Ben did alone')
    search = ana.get('entry', 'Search what was done')
    ana.set_text(search, 'V-02')
    ana.wait(lambda: lines(ana), 'what Ben did to V-02')
    ana.set_text(search, 'nothing of the kind')
    ana.wait(lambda: not lines(ana), 'an empty list')
    ana.set_text(search, 'V-02')
    ana.wait(lambda: len(lines(ana)) >= 2, 'what Ben did to V-02')
    # Nothing is selected on the board until the line leads there.
    raised(ana).action('win.select-none')
    ana.click(next(ana.find('list item', None, activity(ana))))
    ana.wait(lambda: selected_rows(ana), 'the stop that it was about')
    leave(ana)


def selected_rows(app):
    """The rows of the board that are selected, by what a screen reader says."""
    return [row for row in app.find('list item', None, board(app)) if 'selected' in app.states(row)]


def sees(ana, ben, hub):
    """Each sees who else is there and what they have selected, and can go there"""
    raised(ana).action('win.select-none')
    raised(ben).click(first_in_tray(ben))
    stop = re.match('[^,]+', ben.items(board(ben))[next(
        i for i, row in enumerate(ben.items(board(ben))) if row.startswith('Tray, ')) + 1])[0]
    raised(ana).click(status(ana, 'In step'))
    ana.wait(lambda: ana.says(re.escape(stop) + '$'), 'what Ben has selected', 25)
    ana.click(ana.get('push button', 'Show what Ben looks at'))
    ana.wait(lambda: selected_rows(ana), 'the stop that Ben has selected')
    leave(ana)


def comes_back(ana, ben, hub):
    """Hours without the hub are one sheet"""
    hub.stop()
    for app in (ana, ben):
        status(app, re.compile('^Offline since'))
    before = n_stops(ben, 'V-02')
    raised(ana).drag(first_in_tray(ana), route(ana, 'V-01'))
    for i in range(2):
        raised(ben).drag(first_in_tray(ben), route(ben, 'V-02'))
        shows(ben, 'V-02', before + i + 1)
    assert ben.close() == 0
    with sqlite3.connect(ben_plan) as plan:
        plan.execute('UPDATE hub SET contact_utc_ms = contact_utc_ms - 5 * 60 * 60 * 1000')
    hub.start()
    ana.get('push button', 'In step', timeout=75)
    ben.start()
    maximize(ben)
    ben.wait(lambda: ben.says('^While You Were Offline'), 'one sheet', 30)
    assert ben.says('^1 change of yours is done, as you made it')
    assert ben.says('^1 was not done, and is yours to decide')
    assert not ben.lint(), '\n'.join(ben.lint())
    # The card is over the window behind, too.
    ben.get('push button', 'Keep Theirs')
    ben.click(list(ben.find('push button', 'Keep Theirs'))[-1])
    ben.wait(lambda: not ben.says('^Ana was first'), 'the end of the card')
    leave(ben)
    ben.click(status(ben, 'In step'))
    ben.get('list', 'What was done')
    assert not ben.says('^While You Were Offline')
    leave(ben)


def follows(ana, ben, hub):
    """A link that is followed opens the page with the invitation, and asks"""
    link = hub.invite('Ana at another desk')
    subprocess.run([os.environ['ROUNDSMAN'], 'roundsman:' + link], check=True, timeout=30)
    button = ana.get('push button', 'Connect', timeout=15)
    assert ana.text(ana.get('text', 'Invitation')) == 'roundsman:' + link
    raised(ana).click(button)
    ana.wait(lambda: ana.says('^Ana at another desk'), 'another device', 20)
    ana.wait(lambda: ana.says('^In step with the hub'), 'the hub', 20)
    ana.key('Escape')


def serves(ana, ben, hub):
    """A hub beside the window: the plan is connected by a button, others by a QR code"""
    port = free_port()
    program = os.path.join(scratch, 'hub-elsewhere')
    with open(program, 'w', encoding='utf-8') as script:
        # The usual port may be taken by a hub on this computer.
        script.write(f'#!/bin/sh\nfor word; do shift; case $word in *:8463) word=:{port} ;; esac; set -- "$@" "$word"; '
                     f'done\nexec {os.environ["ROUNDSMAN_HUB"]} "$@"\n')
    os.chmod(program, 0o755)
    own = os.path.join(scratch, 'own.roundsman')
    control('new', own)
    third = 'org.roundsman.Roundsman.Third'
    with console('--gapplication-app-id', third, '--serve', own, application_id=third,
                 env={'ROUNDSMAN_HUB': program}) as app:
        maximize(app)
        raised(app).action('win.preferences')
        app.click(app.get('page tab', 'Hub', timeout=15))
        app.click(app.get('push button', 'Connect This Plan', timeout=20))
        app.wait(lambda: app.says('^In step with the hub'), 'its own hub', 20)
        assert any('checked' in app.states(thing) for thing in app.find(None, 'Run a hub'))
        # Below the edge of the page.
        app.set_text(app.get('text', 'Invite somebody, by name'), 'Ben')
        app.press(app.get('push button', 'Invite'))
        app.get(None, 'QR code of the link', timeout=15)
        assert app.says(f':{port}/#'), 'the link in letters'
        assert not app.lint(), '\n'.join(app.lint())
        app.key('Escape')
        app.key('Escape')
        assert app.close() == 0


def sets_out(street, phone):
    """What a driver's device does with a route that was sent."""
    day = street.ask('/v1/me/routes', token=phone['token'])
    route = next(row['row'] for row in day['rows'] if row['kind'] == 'route')
    now = street.ask('/v1/hello', token=phone['token'])['server_time']
    commands = [{'id': 'command_1', 'kind': 'acknowledge', 'at_ms': now, 'lists': [{'route': route['id'], 'stops': route['stops']}]},
                {'id': 'command_2', 'kind': 'report', 'label': 'Off',
                 'reports': [{'event': 'started', 'route': route['id'], 'at_ms': now}]}]
    answer = street.ask('/v1/push', {'device': phone['device'], 'schema': day['schema'], 'ops': [
        {'n': n, 'seen': day['seq'], 'at': now, 'command': command} for n, command in enumerate(commands, 1)]}, phone['token'])
    assert [result['verdict'] for result in answer['results']] == ['applied', 'applied'], answer


def is_on_the_way(app, street, phone):
    """Drives on, and asks whether the map shows it, and the details say how fast it is."""
    now = street.ask('/v1/hello', token=phone['token'])['server_time']
    street.ask('/v1/positions', {'positions': [{'at': now, 'lat': 47.15, 'lon': 9.52 + now % 3600000 * 1.3e-7, 'speed': 10,
                                                'accuracy': 5}]}, phone['token'])
    if not app.action_state('win.follow-vehicle')[1]:
        # Which takes a position.
        app.action('win.select-none')
        app.action('win.next-route')
        app.action('win.follow-vehicle')
    return app.action_state('win.follow-vehicle')[1] and app.says('^on the way, 36 km/h')


def expected(app):
    """When the first stop of the board is to be expected, as a screen reader says it."""
    rows = [row for row in app.items(board(app)) if ', expected ' in row]
    return rows and re.search(r'expected (\d\d:\d\d)', rows[0])[1]


def drives(ana, ben, hub):
    """A vehicle moves by the hub's positions, at the hub's hour; what is seen to happen is there once, and is looked back on"""
    plan = os.path.join(scratch, 'driven.roundsman')
    street = Hub('street', '--rehearse', f'{DATE}T09:00', '--speed', '20')
    try:
        control('new', plan)
        control('fleet', plan, os.path.join(scratch, 'fleet.csv'))
        control('import', plan, os.path.join(scratch, 'orders.csv'))
        control('assign', '--route', 'V-01', plan, 'T-001')
        control('send', plan)
        control('connect', plan, street.invite('Ana'))
        phone = street.ask('/v1/redeem', {'code': street.code('--role', 'driver', '--driver', 'Driver 01', 'Jan')})
        fourth = 'org.roundsman.Roundsman.Fourth'
        with console('--gapplication-app-id', fourth, plan, application_id=fourth) as app:
            maximize(app)
            sets_out(street, phone)
            # Ten metres a second.
            app.wait(lambda: is_on_the_way(app, street, phone), 'a vehicle that moves on the map', 15)
            assert not app.lint(), '\n'.join(app.lint())
            # Who cannot see the board is told what it shows.
            told = expected(app)
            app.wait(lambda: expected(app) != told, 'another time at which the stop is expected', 20)
            app.action('win.look-back')
            app.wait(lambda: app.says('^Off$'), 'what the driver said, by the hub', 20)
            assert app.close() == 0
    finally:
        street.stop()


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


test = Test()
write_fleet(os.path.join(scratch, 'fleet.csv'), 3)
write_orders(os.path.join(scratch, 'orders.csv'), 12)
for plan in (ana_plan, ben_plan):
    control('new', plan)
control('fleet', ana_plan, os.path.join(scratch, 'fleet.csv'))
control('import', ana_plan, os.path.join(scratch, 'orders.csv'))
hub = Hub()
second = 'org.roundsman.Roundsman.Second'
try:
    with console(ana_plan) as ana, console('--gapplication-app-id', second, ben_plan, application_id=second) as ben:
        for app in (ana, ben):
            maximize(app)
        for case in (joins, drags, sees, waits_for_the_past, decides, remembers, comes_back, follows, serves, drives):
            test.case(case, ana, ben, hub)
finally:
    hub.stop()
sys.exit(test.done())
