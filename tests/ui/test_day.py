#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day as a dispatcher does it: import, plan, move stops by mouse and by keyboard, take it back, print, come again."""

import os
import re
import sys
import tempfile
import time

from gi.repository import GLib

from roundsman_ui import console, control, import_file, is_enabled, plan_and_apply, settings, write_fleet, write_orders
from uidrive import Test, has_state, matches

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
plan = os.path.join(scratch, 'day.roundsman')


def board(app):
    return app.get('list', 'Board')


def route(app, name):
    """The row of a route on the board."""
    return app.get('list item', re.compile(f'^{name}, '), board(app))


def n_stops(app, name):
    """How many stops the board says that a route has."""
    return int(re.search(r', (\d+) stops?(,|$)', app.name(route(app, name)))[1])


def first_stop(app, of):
    """The first stop below the row of a route."""
    rows = app.items(board(app))
    return app.get('list item', rows[next(i for i, row in enumerate(rows) if row.startswith(of + ',')) + 1], board(app))


def busiest(app):
    """The route with most stops among those whose first stop is in view."""
    rows = app.items(board(app))
    names = [row.split(',')[0] for row, below in zip(rows, rows[1:]) if row.startswith('V-') and below.startswith('1, ')]
    return max(names, key=lambda name: n_stops(app, name))


def idlest(app):
    rows = [row.split(',')[0] for row in app.items(board(app)) if row.startswith('V-')]
    return min(rows, key=lambda name: n_stops(app, name))


def imports(app):
    """Fleet and orders come in by the import page"""
    fleet, orders = os.path.join(scratch, 'fleet.csv'), os.path.join(scratch, 'orders.csv')
    write_fleet(fleet)
    write_orders(orders, 16)
    import_file(app, 'fleet', fleet)
    import_file(app, 'orders', orders)
    app.wait(lambda: app.has('list item', 'Tray, 16 stops that nobody has', board(app)), 'sixteen stops in the tray')


def leaves_menu(app):
    """The menu of a stop is whole, and once it is left the next click selects"""
    first, second = (app.get('list item', row, board(app)) for row in app.items(board(app))[1:3])
    app.click(first)
    app.click(first, button=3)
    last = app.get(None, 'Show Details')
    _, y, _, height = app.box(last)
    menu = next(window for window in app.windows() if window.is_popup)
    assert y + height <= menu.y + menu.height, (app.box(last), vars(menu))
    time.sleep(0.6)  # a tooltip comes after half a second
    assert len([window for window in app.windows() if window.is_popup]) == 1, 'something lies over the menu'
    app.key('Escape')
    app.wait(lambda: not any(window.is_popup for window in app.windows()), 'the end of the menu')
    app.click(second)
    app.wait(lambda: has_state(second, 'focused'), 'the other stop with the keyboard')


def plans(app):
    """The day is planned, and what is proposed is applied"""
    plan_and_apply(app)
    app.wait(lambda: app.has('list item', 'Tray, 0 stops that nobody has', board(app)), 'an empty tray')


def drags(app):
    """A stop is dragged onto another route"""
    source, target = busiest(app), idlest(app)
    before = n_stops(app, source), n_stops(app, target)
    app.drag(first_stop(app, source), route(app, target))
    app.wait(lambda: (n_stops(app, source), n_stops(app, target)) == (before[0] - 1, before[1] + 1), 'the stop over there')
    app.key('ctrl+z')
    app.wait(lambda: (n_stops(app, source), n_stops(app, target)) == before, 'the stop back again')


def moves_by_key(app):
    """Alt and an arrow moves the selected stop to the next route, a digit to the best one, Delete to the tray"""
    source = busiest(app)
    before = n_stops(app, source)
    # The last route has no next one: which is busiest depends on how far the search came.
    last = [row.split(',')[0] for row in app.items(board(app)) if row.startswith('V-')][-1]
    for key in ('alt+Left' if source == last else 'alt+Right', 'Delete'):
        app.click(first_stop(app, source))
        app.key(key)
        app.wait(lambda: n_stops(app, source) == before - 1, f'one stop less after {key}')
        app.key('ctrl+z')
        app.wait(lambda: n_stops(app, source) == before, f'the stop back after {key}')
    app.click(first_stop(app, source))
    app.key('Delete')
    app.wait(lambda: app.has('list item', 'Tray, 1 stop that nobody has', board(app)), 'the stop in the tray')
    app.key('1')
    app.wait(lambda: app.has('list item', 'Tray, 0 stops that nobody has', board(app)), 'the stop on its best route')


def goes_round(app):
    """F6 goes from pane to pane, and Tab past the stops, of which there may be hundreds"""
    app.click(first_stop(app, busiest(app)))
    for key, name in (('F6', 'Map'), ('shift+F6', re.compile(r'^1, ')), ('Tab', re.compile('^Assign'))):
        app.key(key)
        app.wait(lambda: matches(app.focused(), None, name), f'{name} after {key}')


def selects_all(app):
    """All stops are selected on the board, and then none, also those that were moved"""
    def selected():
        return {has_state(row, 'selected') for row in app.find('list item', re.compile('^[0-9]+, '), board(app))}
    app.action('win.select-all')
    app.wait(lambda: selected() == {True}, 'every stop selected')
    app.action('win.select-none')
    app.wait(lambda: selected() == {False}, 'no stop selected')


def undo_belongs_to_text(app):
    """While somebody types, Ctrl+Z takes back letters and nothing else"""
    assert is_enabled(app, 'win.undo')
    before = app.items(board(app))
    search = app.get('entry', 'Search stops')
    app.click(search)
    app.type('spoke')
    app.key('ctrl+z')
    app.key('Escape')
    app.wait(lambda: app.items(board(app)) == before, 'the board as it was')


def writes_pdf(app):
    """Route sheets are written as PDF"""
    path = os.path.join(scratch, 'sheets.pdf')
    app.action('win.write-pdf', GLib.Variant('s', path))
    app.wait(lambda: os.path.exists(path) and os.path.getsize(path) > 1000, 'the file', 30)
    with open(path, 'rb') as file:
        assert file.read(5) == b'%PDF-'


def comes_again(app):
    """A second start shows the same routes"""
    before = app.items(board(app))
    assert app.close() == 0
    app.start()
    app.maximize()
    app.wait(lambda: app.items(board(app)) == before, f'the board with {before}')


test = Test()
settings(solver_seconds=2)
control('new', plan)
with console(plan) as window:
    window.maximize()
    for case in (imports, leaves_menu, plans, drags, moves_by_key, goes_round, selects_all, undo_belongs_to_text, writes_pdf, comes_again):
        test.case(case, window)
    window.close()
sys.exit(test.done())
