#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong: a person reports a van that is down, sees to it, applies an answer, takes it back, and dismisses it."""

import os
import sys
import tempfile

from roundsman_ui import console, control, orders_of, write_fleet, write_orders
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
    """An answer is applied by one key, all of it, and taken back by another"""
    path = make_day('down.roundsman')
    before = orders_of(path)
    with console(path) as app:
        app.settle()
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
        app.settle()
        report(app)
        app.key('t')
        app.wait(lambda: app.says(' sees to it[.]$'), 'who sees to it')
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


test = Test()
for case in (one_key_applies_one_undoes, seen_to):
    test.case(case)
sys.exit(test.done())
