#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Roads of the demo town are slowed and closed on the map, by mouse and by keyboard; the plan says what it costs, and
undo brings all of it back."""

import json
import math
import os
import re
import sys

from roundsman_ui import DATE, console, control, plan_and_apply, settings
from uidrive import Test

plan = os.path.join(os.environ['XDG_DATA_HOME'], 'roundsman', 'demo.roundsman')


def closures():
    """What the plan file has of closed and slow roads."""
    return json.loads(control('roads', '--json', '--date', DATE, plan))


def becomes(app, condition, what):
    app.wait(condition, what, 20)


def figures(app):
    """The day in a line, in the header: what changes when roads do."""
    return app.text(app.says(r'^\d+ stops · '))


def loop(app, east=0.52, south=0.42, radius=0.1):
    """Draws around a piece of the town."""
    x, y, width, height = app.box(app.get(name='Map'))
    app.path([(x + width * east + height * radius * math.cos(step * math.pi / 8),
               y + height * south + height * radius * math.sin(step * math.pi / 8)) for step in range(17)])


def hint(app):
    return app.says('Draw along a road')


def slows(app):
    """An area that is drawn around becomes slow, and the plan says how many minutes that costs"""
    before = figures(app)
    app.action('win.close-road')
    becomes(app, lambda: hint(app), 'the word on what to do')
    loop(app)
    app.click(app.get('push button', 'Slower'))
    speed = app.get('spin button', re.compile('Speed'))
    app.set_text(speed, '10')
    app.key('Tab')
    app.click(app.get('push button', 'Slow Down'))
    cost = app.get('label', re.compile(r'^\+\d.* driving'), timeout=20)
    assert re.search(r'^\+(\d+ h )?\d+ min driving', app.text(cost)), app.text(cost)
    app.get('push button', 'Plan Anew')
    becomes(app, lambda: figures(app) != before, 'another day')
    rows = closures()
    assert len(rows) == 1 and rows[0]['speed_permille'] == 100 and 'shape' not in rows[0], rows
    assert rows[0]['date'] == DATE and len(rows[0]['outline']) > 8, rows
    # Whoever has missed the notice finds it in the list.
    app.action('win.show-closures')
    said = app.get('label', re.compile('^Cost to the plan: '))
    assert app.text(said).split(': ')[1].startswith(app.text(cost).split(' driving')[0]), (app.text(said), app.text(cost))
    app.key('Escape')
    app.key('ctrl+z')
    becomes(app, lambda: closures() == [], 'the roads as they were')
    becomes(app, lambda: figures(app) == before, 'the day as it was')


def closes(app):
    """Roads around stops are closed: the stops that nobody reaches any more are said, and planning anew begins there"""
    before = figures(app)
    app.key('x')
    becomes(app, lambda: hint(app), 'the word on what to do')
    loop(app, radius=0.06)
    app.click(app.get('push button', 'Close Roads'))
    app.get('label', re.compile(r'^\d+ stops? cannot be reached any more'), timeout=20)
    becomes(app, lambda: figures(app) != before, 'another day')
    app.click(app.get('push button', 'Plan Anew'))
    app.click(app.get('push button', 'Apply', timeout=60))
    app.gone('push button', 'Apply')
    app.settle()
    # A plan that keeps everything as it is is no change, nor is one that was refused.
    last = control('log', '--limit', '1', plan)
    if 'Close the roads' not in last and 'rejected' not in last:
        app.action('win.undo')
    app.action('win.undo')
    becomes(app, lambda: closures() == [], 'the roads as they were')
    becomes(app, lambda: figures(app) == before, 'the day as it was')
    app.key('Escape')


def types(app):
    """Without a mouse: a road is pointed to, closed for some hours with a reason, found in the list, and opened again"""
    app.action('win.fit')
    app.action('win.close-road')
    becomes(app, lambda: hint(app), 'the word on what to do')
    app.key('Right', 'Up', 'Up')
    app.key('Return')
    hours = app.get('text', re.compile('Hours'))
    app.set_text(hours, 'noon')
    app.click(app.get('push button', 'Close Road'))
    assert app.get('label', re.compile('noon.*is not a window'))
    app.set_text(hours, '10-12')
    note = app.get('text', re.compile('Why'))
    app.set_text(note, 'Works')
    app.click(note)
    app.key('Return')
    becomes(app, closures, 'a closed road')
    row = closures()[0]
    assert (row['from_s'], row['to_s'], row['note'], row['shape']) == (36000, 43200, 'Works', 'line'), row
    app.action('win.show-closures')
    entry = app.get('list item', re.compile('^Closed · 10:00–12:00 · Works'))
    app.get('label', 'It costs the plan nothing.')
    app.click(entry)
    app.click(app.get('push button', 'Slower'))
    app.click(app.get('push button', 'Save'))
    becomes(app, lambda: closures()[0].get('speed_permille') == 500, 'a slow road')
    app.action('win.show-closures')
    app.click(app.get('push button', re.compile('^Open again: 50 % of the speed')))
    becomes(app, lambda: closures() == [], 'an open road')
    app.get('label', 'All roads are open on this day.')
    app.key('Escape')
    app.gone('label', 'All roads are open on this day.')


def gives_up(app):
    """Escape leaves the tool and the form, and nothing is closed"""
    app.action('win.close-road')
    becomes(app, lambda: hint(app), 'the word on what to do')
    app.key('Escape')
    becomes(app, lambda: not hint(app), 'no word any more')
    app.action('win.close-road')
    loop(app)
    app.get('push button', 'Close Roads')
    app.key('Escape')
    app.gone('push button', 'Close Roads')
    assert closures() == []


settings(solver_seconds=2)
with console('--demo') as app:
    app.maximize()
    # Its region is made when it is wanted for the first time.
    app.wait(lambda: app.says('A made-up town'), 'the region of the demo', 30)
    plan_and_apply(app)
    app.action('win.fit')
    app.settle()
    test = Test()
    for case in (slows, closes, types, gives_up):
        test.case(case, app)
    app.close()
sys.exit(test.done())
