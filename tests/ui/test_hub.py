#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two consoles and a hub: in step while there is a network, on their own without one, and what was done to one stop by
both is decided by hand."""

import os
import re
import signal
import subprocess
import sys
import tempfile

from roundsman_ui import console, control, write_fleet, write_orders
from uidrive import Test, run

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
ana_plan, ben_plan = os.path.join(scratch, 'ana.roundsman'), os.path.join(scratch, 'ben.roundsman')


class Hub:
    """The real program; it comes back where it was."""

    def __init__(self):
        self.folder, self.port, self.process = os.path.join(scratch, 'hub'), 0, None
        self.start()

    def start(self):
        self.process = subprocess.Popen([os.environ['ROUNDSMAN_HUB'], '--data', self.folder, '--listen', f':{self.port}',
                                         '--name', 'Wheelton'], stdout=subprocess.PIPE, text=True)
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

    def invite(self, person):
        output = subprocess.run([os.environ['ROUNDSMAN_HUB'], 'invite', '--data', self.folder, person], check=True,
                                capture_output=True, text=True).stdout
        code = re.search(r'\b\w{4}(-\w{4}){3,}\b', output)[0]
        return f'http://127.0.0.1:{self.port}#{code}'


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
    ben.wait(lambda: ben.has('list item', re.compile('^Tray, 6 stops'), board(ben)), 'the stops that Ana has', 20)


def drags(ana, ben, hub):
    """A stop that is dragged on one is seen on the other"""
    raised(ana).drag(first_in_tray(ana), route(ana, 'V-01'))
    shows(ben, 'V-01', 1)
    status(ana, 'In step')
    raised(ben).drag(first_in_tray(ben), route(ben, 'V-02'))
    shows(ana, 'V-02', 1)
    status(ben, 'In step')


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


def remembers(ana, ben, hub):
    """The list says who did what, and leads back to it"""
    raised(ana).click(status(ana, 'In step'))
    ana.wait(lambda: ana.says('^Ben · '), 'what Ben did', 20)
    assert not ana.lint(), '\n'.join(ana.lint())
    ana.key('Escape')


test = Test()
write_fleet(os.path.join(scratch, 'fleet.csv'), 3)
write_orders(os.path.join(scratch, 'orders.csv'), 6)
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
        for case in (joins, drags, decides, remembers):
            test.case(case, ana, ben, hub)
finally:
    hub.stop()
sys.exit(test.done())
