#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day that runs: the demo is planned, its routes are sent, one is recalled, a stop is reported; then simulated drivers
take over, vehicles move on the map, and the map goes along with one. What three days of another plan took is learned from."""

import csv
import functools
import os
import re
import subprocess
import sys
import tempfile
import time

from gi.repository import GLib

from roundsman_ui import console, control, is_enabled, orders_of, plan_and_apply, settings, write_fleet
from uidrive import Test, children, role_of

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])


@functools.cache
def board(app):
    """To be looked for once, as all of the window is before it."""
    return app.get('list', 'Board')


@functools.cache
def progress(app):
    return app.get('label', re.compile(r'^\d+ of \d+ stops done'))


def route(app, name):
    """What the board says of a route."""
    return app.name(app.get('list item', re.compile(f'^{name}, '), board(app)))


def select_first_stop(app):
    """Selects the first stop of AU-01, which is below the row of its route."""
    app.action('win.select-none')
    app.action('win.next-route')

    def below():
        rows = iter(app.items(board(app)))
        return next((row for header in rows if header.startswith('AU-01,') for row in rows), None)

    app.click(app.get('list item', app.wait(below, 'the first stop of AU-01'), board(app)))


def plans(app):
    """The demo is planned; then there is something to send"""
    assert not is_enabled(app, 'win.send-routes')
    plan_and_apply(app)
    app.wait(lambda: is_enabled(app, 'win.send-routes'), 'routes to send')
    app.get('push button', 'Send All')
    assert ' not acknowledged' not in route(app, 'AU-01')


def sends_all(app):
    """The button sends all routes, and each header says so"""
    app.click(app.get('push button', 'Send All'))
    app.wait(lambda: 'not acknowledged yet' in route(app, 'AU-01'), 'AU-01 sent')
    assert not is_enabled(app, 'win.send-routes')


def recalls_one(app):
    """One is recalled, sent again, and its driver told by word of mouth"""
    app.action('win.next-route')
    app.action('win.recall-routes')
    app.wait(lambda: 'Sent' not in route(app, 'AU-01'), 'AU-01 recalled')
    app.key('s')
    app.wait(lambda: 'not acknowledged yet' in route(app, 'AU-01'), 'AU-01 sent again')
    app.action('win.acknowledge-routes')
    app.wait(lambda: 'not acknowledged' not in route(app, 'AU-01'), 'AU-01 acknowledged')


def says_who_must_be_told(app):
    """A change of a route that is out has to be told; undone, it has not"""
    select_first_stop(app)
    app.wait(lambda: is_enabled(app, 'win.unassign'), 'a stop selected')
    app.action('win.unassign')
    app.wait(lambda: '1 change not acknowledged' in route(app, 'AU-01'), 'a change')
    app.key('ctrl+z')
    app.wait(lambda: 'not acknowledged' not in route(app, 'AU-01'), 'nothing to be told')


def reports_a_stop(app):
    """A stop fails, is tried again later, and that is taken back"""
    select_first_stop(app)
    app.wait(lambda: is_enabled(app, 'win.report-result'), 'a stop selected')
    assert not is_enabled(app, 'win.retry-today')
    app.action('win.report-result', GLib.Variant('s', 'failed-not-home'))
    app.wait(lambda: is_enabled(app, 'win.retry-today'), 'the stop failed')
    app.wait(lambda: app.says('^Nobody at home$'), 'why it failed')
    app.action('win.retry-today')
    app.wait(lambda: not is_enabled(app, 'win.retry-today'), 'the stop ahead again')
    app.key('ctrl+z')
    app.wait(lambda: is_enabled(app, 'win.retry-today'), 'it failed as before')
    app.key('ctrl+z')
    app.wait(lambda: not is_enabled(app, 'win.retry-today'), 'both taken back')


def play_bar(app):
    """What the bar of the day says: what is played, when it is there, how far everybody is."""
    return [app.text(label) for label in children(progress(app).get_parent()) if role_of(label) == 'label']


def plays_the_day(app):
    """Simulated drivers take over: they acknowledge and set out, and the window answers meanwhile"""
    select_first_stop(app)
    app.wait(lambda: is_enabled(app, 'win.unassign'), 'a stop selected')
    app.action('win.unassign')
    app.wait(lambda: '1 change not acknowledged' in route(app, 'AU-01'), 'a change that the driver has to acknowledge')
    app.action('win.select-none')
    app.wait(lambda: is_enabled(app, 'win.start-day'), 'a day to start')
    app.action('win.start-day')
    app.action('win.set-day-speed', GLib.Variant('d', 60.0))
    app.wait(lambda: 'not acknowledged' not in route(app, 'AU-01'), 'a driver who acknowledges', 60)
    assert not is_enabled(app, 'win.start-day')


def follows_one(app):
    """The map goes along with one vehicle until Escape"""
    def follows():
        app.action('win.next-route')
        app.action('win.follow-vehicle')
        return app.action_state('win.follow-vehicle')[1]

    app.wait(follows, 'a vehicle that is on the map', 60)
    app.action('win.follow-vehicle')
    app.wait(lambda: app.action_state('win.follow-vehicle')[1] is False, 'nobody followed')


def pauses(app):
    """A pause holds the day, and at its end the clock is the real one"""
    app.key('p')
    app.wait(lambda: app.action_state('win.pause-day')[0], 'a pause')
    said = play_bar(app)
    time.sleep(1)
    assert play_bar(app) == said
    app.action('win.end-day')
    app.wait(lambda: is_enabled(app, 'win.start-day'), 'the day ended')


def plays_a_track(app):
    """A track from a file: its vehicle is shown, on the day that is looked at"""
    path = os.path.join(scratch, 'track.gpx')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('<gpx version="1.1"><trk><name>AU-03</name><trkseg>')
        file.writelines(f'<trkpt lat="{49.70 + i * 0.0001:.4f}" lon="11.8100"><time>2026-10-01T08:{i:02}:00Z</time></trkpt>'
                        for i in range(50))
        file.write('</trkseg></trk></gpx>')
    app.action('win.play-positions-file', GLib.Variant('s', path))
    app.wait(lambda: is_enabled(app, 'win.pause-day'), 'the track')
    app.action('win.select-none')
    for _ in range(3):
        app.action('win.next-route')
    app.settle()
    app.action('win.follow-vehicle')
    app.wait(lambda: app.action_state('win.follow-vehicle')[1] is True, 'AU-03 on the map')
    app.action('win.end-day')


def make_past(n=12):
    """The same street on four days; drivers have been there on the first three. Returns: the
    plan file."""
    fleet, orders = os.path.join(scratch, 'fleet.csv'), os.path.join(scratch, 'street.csv')
    paths = [os.path.join(scratch, f'past-{i}.roundsman') for i in range(4)]
    days = [f'2026-11-{day}' for day in (18, 19, 20, 23)]
    write_fleet(fleet, n=1)
    with open(orders, 'w', newline='', encoding='utf-8') as file:
        table = csv.writer(file)
        table.writerow(['Reference', 'Recipient', 'Address', 'Town', 'Latitude', 'Longitude', 'Date', 'Service minutes'])
        table.writerows([f'{day[-2:]}-{i:02}', f'Recipient {i}', f'Long Street {i}', 'Wheelton', f'{47.15 + i * 0.003:.6f}',
                         9.52, day, 12] for day in days for i in range(1, n + 1))
    control('new', paths[0])
    control('fleet', paths[0], fleet)
    control('import', paths[0], orders)
    for day in days:
        control('plan', '--date', day, '--iterations', '100', paths[0], check=False)
    for i, day in enumerate(days[:-1]):
        subprocess.run([os.environ['ROUNDSMAN_SIM'], 'run', '--date', day, '--seed', str(i + 1), '--mishaps', '0', '--output',
                        paths[i + 1], paths[i]], check=True, capture_output=True)
    return paths[-1]


def plans_as_learned():
    """Visits are planned as long as they took: first it is said what that changes; one step applies it, one takes it back"""
    path = make_past()
    before = orders_of(path)
    with console(path) as app:
        app.settle()
        app.action('win.plan-learned')
        app.get('push button', 'Use These Times', timeout=20)
        said = app.text(app.says('^[0-9]+ visits take another time than is planned, together '))
        assert re.search('The routes as they are would .+, and cost [0-9]+ EUR instead of [0-9]+ EUR[.]$', said), said
        assert app.says('^12 min → 1[0-9] min'), 'what changes is not listed'
        app.click(app.get('push button', 'Use These Times'))
        app.gone('push button', 'Use These Times')
        app.wait(lambda: orders_of(path) != before, 'other times')
        app.key('ctrl+z')
        app.wait(lambda: orders_of(path) == before, 'the times as they were')
        assert app.close() == 0


settings(solver_seconds=2)
test = Test()
test.case(plans_as_learned)
with console('--demo') as app:
    app.maximize()
    for case in (plans, sends_all, recalls_one, says_who_must_be_told, reports_a_stop, plays_the_day, follows_one, pauses,
                 plays_a_track):
        test.case(case, app)
sys.exit(test.done())
