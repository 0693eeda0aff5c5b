#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking back: a day as it was at any moment, and what might have been from there."""

import glob
import os
import sqlite3
import sys
import tempfile

from roundsman_ui import console, control, orders_of, write_fleet, write_orders
from uidrive import Test

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])


def make_day(name):
    """A day that was imported, planned and sent: four things that happened."""
    path, fleet, orders = (os.path.join(scratch, file) for file in (name, 'fleet.csv', 'orders.csv'))
    write_fleet(fleet)
    write_orders(orders, n=24)
    control('new', path)
    control('fleet', path, fleet)
    control('import', path, orders)
    control('plan', '-t', '1', path, check=False)
    control('send', path)
    return path


def step_by_step():
    """Every moment can be had again, and the real day stays as it is"""
    path = make_day('back.roundsman')
    before = orders_of(path)
    with console(path) as app:
        app.settle()
        app.action('win.look-back')
        app.wait(lambda: app.says('^Sent 4 routes$'), 'what happened last')
        # Before it was sent, planned, imported.
        app.key('comma', 'comma')
        app.wait(lambda: app.says('^Import 24 orders'), 'the import')
        app.key('comma')
        app.wait(lambda: app.says('^Import 4 vehicles'), 'the fleet')
        app.wait(lambda: app.says('^No orders for Monday'), 'no orders yet')
        app.key('comma', 'comma', 'comma')
        app.key('period', 'period', 'period', 'period', 'period')
        app.wait(lambda: app.says('^Sent 4 routes$'), 'the end again')
        assert not app.lint(), '\n'.join(app.lint())
        assert app.close() == 0
    assert orders_of(path) == before, 'looking back has changed the day'


def what_if():
    """A change made in the past is a what-if, which can be undone, and goes with its window"""
    path = make_day('fork.roundsman')
    before = orders_of(path)
    with console(path) as app:
        app.settle()
        app.action('win.look-back')
        app.wait(lambda: app.says('^Sent 4 routes$'), 'what happened last')
        app.key('comma')
        app.settle()
        app.key('ctrl+a')
        app.key('Delete')
        app.wait(lambda: app.says('^What if, from '), 'a what-if')
        app.get('push button', 'Keep As…')
        app.key('comma')
        app.settle()
        app.wait(lambda: app.says('^What if, from '), 'a what-if, which does not move in time')
        app.key('ctrl+z')
        app.wait(lambda: not app.says('^What if, from '), 'the past again')
        assert app.close() == 0
    assert orders_of(path) == before, 'a what-if has changed the day'
    left = glob.glob(os.path.join(os.environ['XDG_CACHE_HOME'], 'roundsman', 'past-*'))
    assert not left, left


def same_ground():
    """What is looked back at lies on the same ground as the day, and goes by its roads"""
    with console('--demo') as app:
        app.wait(lambda: app.says('made-up town'), 'the town', 20)
        app.action('win.look-back')
        app.wait(lambda: len([label for label in app.find('label') if 'made-up town' in app.text(label)]) == 2,
                 'the town once more', 20)
        assert app.close() == 0


def unknown_past():
    """A plan that does not know all of its past says so"""
    path = make_day('forgetful.roundsman')
    with sqlite3.connect(path) as file:
        file.execute('DELETE FROM journal WHERE seq = 2')
    with console(path) as app:
        app.settle()
        app.action('win.look-back')
        app.wait(lambda: app.says('does not know all of its past'), 'why not')
        app.key('Escape')
        assert app.close() == 0


test = Test()
for case in (step_by_step, what_if, same_ground, unknown_past):
    test.case(case)
sys.exit(test.done())
