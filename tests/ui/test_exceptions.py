#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong: a person reports a van that is down, sees to it, applies an answer, takes it back, and dismisses it.
And a day that is rehearsed: a better plan for it, leaving it half-way, and the sheet at its end."""

import csv
import os
import re
import sys
import tempfile

from gi.repository import GLib

from roundsman_ui import DATE, console, control, is_enabled, orders_of, write_fleet, write_orders
from uidrive import Test

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])


def make_day(name):
    """A day that was imported, planned and sent."""
    path, fleet, orders = (os.path.join(scratch, file) for file in (name, 'fleet.csv', 'orders.csv'))
    write_fleet(fleet)
    write_orders(orders, n=24)
    control('new', path)
    control('fleet', path, fleet)
    control('import', path, orders)
    control('plan', '-t', '1', path, check=False)
    control('send', path)
    return path


def report(app):
    """Reports that the first route's vehicle is down, and goes to the queue."""
    app.action('win.next-route')
    app.key('e')
    app.click(app.get('push button', 'Report'))
    app.gone('push button', 'Report')
    app.key('n')
    app.wait(lambda: app.says('^Vehicle down$'), 'the exception')


def answers(app):
    return [button for button in app.find('push button') if app.name(button).startswith('Apply: ')]


def one_key_applies_one_undoes():
    """In half of a screen, an answer is applied by one key, all of it, and taken back by another"""
    path = make_day('down.roundsman')
    before = orders_of(path)
    with console(path) as app:
        app.settle()
        app.resize(960, 700)
        report(app)
        app.wait(lambda: len(answers(app)) >= 3, 'answers', timeout=60)
        assert not app.lint(), '\n'.join(app.lint())
        app.key('Return')
        app.wait(lambda: app.says('^Solved: '), 'that it is solved')
        app.key('ctrl+z')
        app.wait(lambda: not app.says('^Solved: '), 'that it is open again')
        assert app.close() == 0
    assert orders_of(path) == before, 'what was taken back has changed something'


def seen_to():
    """Somebody sees to it, writes a note, lets it wait, and dismisses it"""
    path = make_day('taken.roundsman')
    with console(path) as app:
        app.maximize()
        app.settle()
        report(app)
        app.key('t')
        app.wait(lambda: app.says(' sees to it[.]$'), 'who sees to it')
        # What is below moves when they come.
        app.wait(lambda: len(answers(app)) >= 3, 'answers', timeout=60)
        note = app.get('text', 'Note')
        app.click(note)
        app.type('Called the garage')
        app.key('Return')
        app.wait(lambda: app.says('Called the garage$'), 'the note')
        app.click(app.get('push button', 'Wait 15 min'))
        app.wait(lambda: app.says('^It comes back at '), 'until when')
        app.click(app.get('push button', 'Look Again'))
        app.click(app.get('push button', 'Dismiss'))
        app.wait(lambda: app.says('^Nothing had to be done[.]$'), 'that it is dismissed')
        app.key('n')
        app.wait(lambda: app.says('^Nothing needs you[.]$'), 'that nothing is left')
        assert app.close() == 0


def make_street(name, n, step_m):
    """A day in one long street, driven by one van that is on its way: it has been at the first house, and goes to and fro
    between the near ones and the far ones."""
    path, fleet, orders = (os.path.join(scratch, file) for file in (name, 'fleet.csv', 'street.csv'))
    near, far = range(2, n // 2 + 2), range(n, n // 2 + 1, -1)
    order = [house for pair in zip(near, far) for house in pair] + list(near)[len(far):]
    write_fleet(fleet, n=2)
    with open(orders, 'w', newline='', encoding='utf-8') as file:
        table = csv.writer(file)
        table.writerow(['Reference', 'Recipient', 'Address', 'Town', 'Latitude', 'Longitude', 'Date', 'Service minutes'])
        table.writerows([f'S-{i:02}', f'Recipient {i}', f'Long Street {i}', 'Wheelton', f'{47.15 + i * step_m / 111200:.6f}',
                         9.52, DATE, 1] for i in range(1, n + 1))
    control('new', path)
    control('fleet', path, fleet)
    control('import', path, orders)
    control('assign', path, '--route', 'V-01', 'S-01')
    control('assign', path, '--route', 'V-01', '--after', 'S-01', *[f'S-{house:02}' for house in order])
    control('send', path)
    control('acknowledge', path)
    control('report', path, 'started', 'V-01', '--at', '08:00')
    control('report', path, 'done', 'S-01', '--at', '08:03')
    return path


def rehearse(app):
    """Has simulated drivers take over a copy of the plan, as fast as it goes."""
    app.action('win.start-day')
    app.click(app.get('push button', 'Play a Copy'))
    app.wait(lambda: is_enabled(app, 'win.pause-day'), 'a day that is played')
    app.action('win.set-day-speed', GLib.Variant('d', 60.0))


def leave(app, path):
    """Goes back from the sheet to the plan that was rehearsed."""
    app.click(app.get('push button', 'Back to the Plan'))
    app.wait(lambda: os.path.basename(path) in app.window().title, 'the plan')
    assert not is_enabled(app, 'win.leave-rehearsal')


def better_plan_and_away():
    """A better plan shows itself, is accepted for one driver and taken back; a rehearsal left half-way changes nothing"""
    path = make_street('zigzag.roundsman', 10, 400)
    before, log = orders_of(path), control('log', path)
    with console(path) as app:
        app.settle()
        rehearse(app)
        driven = re.compile(r' · 22\.9 km')
        app.get('label', driven)
        star = app.get('push button', re.compile(r'^A better plan: .+ less'), timeout=20)
        app.action('win.pause-day')
        app.click(star)
        parts = app.get('list', 'Parts of the better plan')
        assert [row for row in app.items(parts) if 'V-01' in row] or app.says('^V-01: ', parts)
        app.click(app.get('push button', re.compile('^Accept: V-01: ')))
        app.gone('push button', re.compile('^A better plan: '))
        app.gone('label', driven)
        app.key('ctrl+z')
        app.get('label', driven)
        app.action('win.end-day')
        title = app.wait(lambda: app.says('^[1-9] of 9 stops done$'), 'the sheet of a day that was broken off')
        sheet = title.get_parent()
        assert app.says('not tried yet', sheet) and app.says('^Your plan is as it was[.]$', sheet)
        assert not app.says('^Plan$', sheet) and not app.says('^Cost', sheet)
        leave(app, path)
        assert app.close() == 0
    assert orders_of(path) == before and control('log', path) == log, 'a rehearsal changed the plan'


def sheet_at_the_end():
    """At the end of a simulated day there is a sheet: what it came to, beside the plan, and beside others at the desk"""
    path = make_street('short.roundsman', 2, 60)
    before = orders_of(path)
    with console(path) as app:
        app.settle()
        rehearse(app)
        app.wait(lambda: app.says('^1 of 1 stop done$'), 'the sheet', timeout=20)
        sheet = app.says('^1 of 1 stop done$').get_parent()
        for figure in ('0 late, 0 failed, 0 never tried; visits in all: 1', 'You saved no stop[.] Always the first suggestion would'):
            app.wait(lambda: app.says('^' + figure, sheet), figure)
        figures = [app.text(label) for label in app.find('label', under=sheet)]
        row = figures[figures.index('Stops done'):]
        assert row[1:5] == ['2', '1', '1', '1'], row
        assert '…' not in figures, figures
        assert app.name(app.focused()) == 'Close', 'Enter that was meant for an answer would leave the day'
        assert not app.lint(sheet), '\n'.join(app.lint(sheet))
        leave(app, path)
        assert app.close() == 0
    assert orders_of(path) == before


test = Test()
for case in (one_key_applies_one_undoes, seen_to, better_plan_and_away, sheet_at_the_end):
    test.case(case)
sys.exit(test.done())
