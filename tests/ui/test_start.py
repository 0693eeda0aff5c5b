#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting and ending: an empty start, the demo day, a file that is no plan, what is typed last, and everything as it was
left."""

import os
import sys
import tempfile

from gi.repository import GLib

from roundsman_ui import console, control, settings, write_fleet, write_orders
from uidrive import Test

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])


def empty_start():
    """A first start says what to do next"""
    with console() as app:
        app.get('push button', 'Look at the Demo Day')
        app.get('push button', 'Open a Plan…')
        assert not app.lint(), '\n'.join(app.lint())
        assert app.close() == 0


def planned_at_once():
    """Who plans the demo day before its roads are there gets a plan on its roads"""
    settings(solver_seconds=3)
    with console('--demo') as app:
        app.click(app.get('push button', 'Plan the Day'))  # what a day that nobody has planned offers
        app.click(app.get('push button', 'Apply', timeout=90))
        app.gone('push button', 'Apply')
        app.wait(lambda: app.says(r'^30\d stops · '), 'the sum of the day')
        app.settle(1)
        assert not app.says(r' · \d+ late$'), 'late, so on other roads than those that were planned with'
        app.action('win.undo')
        assert app.close() == 0


def demo_day():
    """The demo day opens with orders and a fleet, and everything has a name"""
    with console('--demo') as app:
        app.get('push button', 'Plan')
        for place in ('dispatch', 'orders', 'fleet'):
            app.action('win.go', GLib.Variant('s', place))
            app.settle()
            nameless = app.lint()
            assert not nameless, f'{place}: ' + '\n'.join(nameless)
        app.action('win.preferences')
        app.get('text', 'Name on the sheets')
        assert not app.lint(), '\n'.join(app.lint())
        app.key('Escape')
        assert app.close() == 0


def too_early():
    """A plan without a fleet, and then without orders, says what is missing"""
    path = os.path.join(scratch, 'early.roundsman')
    fleet = os.path.join(scratch, 'fleet.csv')
    control('new', path)
    write_fleet(fleet)
    with console(path) as app:
        app.key('ctrl+Return')
        app.wait(lambda: app.says('No vehicle works on this day. Import a fleet'), 'the sentence')
        app.click(app.get('push button', 'Show'))
        app.get('push button', 'Add a Vehicle')
        assert app.close() == 0
    control('fleet', path, fleet)
    with console(path) as app:
        app.key('ctrl+Return')
        app.wait(lambda: app.says('There are no orders on this day'), 'the sentence')
        assert app.close() == 0


def no_plan():
    """A file that is no plan gets a sentence, and stays as it is"""
    path = os.path.join(scratch, 'picture.roundsman')
    content = b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 8
    with open(path, 'wb') as file:
        file.write(content)
    with console(path) as app:
        app.wait(lambda: app.says('Could Not Be Opened'), 'the sentence')
        app.key('Escape')
        assert app.close() == 0
    with open(path, 'rb') as file:
        assert file.read() == content


def recipients_width(app):
    return app.box(app.get('push button', 'Recipient'))[2]


def recipients_edge(app, to):
    """The end of the column of recipients, and a place that many pixels on."""
    x, y, width, height = app.box(app.get('push button', 'Recipient'))
    return (x + width + 6, y + height // 2), (x + width + 6 + to, y + height // 2)


def as_left():
    """A second start finds the plan, its day, the place, the panes and the size as they were left"""
    path = os.path.join(scratch, 'left.roundsman')
    control('new', path)
    with console(path) as app:
        app.get('push button', 'Plan')
        app.resize(1200, 700)
        app.action('win.show-timeline')
        app.action('win.next-day')
        day = app.window().title
        app.action('win.go', GLib.Variant('s', 'orders'))
        app.click(app.get('push button', 'Add an Order…'))
        app.set_text(app.get('text', 'Street and number'), 'Spoke 1')
        app.click(app.get('push button', 'Add'))
        app.gone('push button', 'Add')
        before = recipients_width(app)
        app.drag(*recipients_edge(app, 80))
        app.wait(lambda: recipients_width(app) > before + 40, 'a wider column')
        width = recipients_width(app)
        assert app.close() == 0
    with console() as app:
        app.get('push button', 'Plan')
        window = app.window()
        left, right, top, bottom = window.shadow
        assert (window.width - left - right, window.height - top - bottom) == (1200, 700), vars(window)
        assert app.action_state('win.show-timeline')[1] is False
        assert window.title == day, (window.title, day)
        app.get(None, 'Search orders')
        assert recipients_width(app) == width, (recipients_width(app), width)
        assert app.close() == 0


def typed_last():
    """A window that is closed while somebody types keeps what was typed"""
    path = os.path.join(scratch, 'typed.roundsman')
    fleet = os.path.join(scratch, 'typed.csv')
    orders = os.path.join(scratch, 'orders.csv')
    control('new', path)
    write_fleet(fleet)
    write_orders(orders, 5)
    control('fleet', path, fleet)
    with console(path) as app:
        app.action('win.import-file', GLib.Variant('(ss)', ('orders', orders)))
        app.click(app.get('text', 'File from'))
        app.key('ctrl+a')
        app.type('Somebody')
        app.key('Escape')
        app.gone('text', 'File from')
        app.action('win.preferences')
        app.click(app.get('text', 'Name on the sheets'))
        app.type('Depot')
        app.key('alt+F4')
        app.gone('text', 'Name on the sheets')
        app.action('win.go', GLib.Variant('s', 'fleet'))
        app.click(app.get('text', 'Name'))
        app.key('ctrl+a')
        app.type('Red van')
        assert app.close() == 0, app.stderr()
    assert 'Red van' in control('show', path, 'fleet'), 'the name went with the window'
    with console(path) as app:
        app.action('win.preferences')
        assert app.text(app.get('text', 'Name on the sheets')) == 'Depot'


test = Test()
for case in (empty_start, planned_at_once, demo_day, too_early, no_plan, as_left, typed_last):
    test.case(case)
sys.exit(test.done())
