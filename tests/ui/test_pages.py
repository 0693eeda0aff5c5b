#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages beside Dispatch: a bad file is repaired and imported, orders are found and edited in their table, a fleet is
built by hand; and each change is taken back."""

import functools
import os
import re
import sys
import tempfile

from gi.repository import GLib

from roundsman_ui import console, control, settings, write_dirty_orders
from uidrive import Test, has_state, walk

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
plan = os.path.join(scratch, 'day.roundsman')
dirty = os.path.join(scratch, 'dirty.csv')


def open_import(app, path):
    app.action('win.import-file', GLib.Variant('(ss)', ('orders', path)))
    return app.get('push button', 'Cancel')


@functools.cache
def table(app):
    """The table of orders: to be looked for once, as all of the window is before it."""
    return app.get('table', 'Orders')


def order(app, reference):
    """The row of an order in its table; its name reads all its cells, the reference first."""
    return app.get('table row', re.compile(f'^{reference},'), under=table(app))


def cell(app, title, reference):
    """Where the cell below that title is: a cell is drawn, and a thing of its own only with the cursor on it."""
    column, row = app.box(app.get('push button', title, under=table(app))), app.box(order(app, reference))
    return column[0] + column[2] // 2, row[1] + row[3] // 2


def reads(app, reference, title):
    """The number that a row reads below a title."""
    return re.search(f', {title} ([0-9.]+)', app.name(order(app, reference)))[1]


@functools.cache
def count(app):
    # The notice of an import begins alike.
    return app.get('label', re.compile(r'^\d+ orders(?! were)'))


def selected(app, n):
    """Waits until so many are selected."""
    app.wait(lambda: re.search(rf' {n} stops? selected$', app.text(count(app))), f'{n} stops selected')


def focus(app, name):
    """Waits until that has the keyboard, of the table."""
    app.wait(lambda: any(has_state(thing, 'focused') and app.name(thing).startswith(name) for thing in walk(table(app))),
             f'the focus on {name}')


def references(app):
    """The orders in view, from the top."""
    return [name.split(',')[0] for name in app.items(table(app), 'table row') if ',' in name]


def undo(app):
    app.action('win.undo')


def repairs(app):
    """A bad file: one problem is repaired, then all, and the rows are imported"""
    open_import(app, dirty)
    app.get('push button', re.compile(r'^Import \d+ Rows, Warnings Too$'))
    n_open = int(re.search(r'(\d+) open', app.text(app.get('label', re.compile(r'^Problems: '))))[1])
    assert n_open >= 5, n_open
    leave_out = app.get('push button', 'Leave the row out')
    app.click(leave_out)
    app.get('label', re.compile(f'^Problems: {n_open - 1} open'))
    # By key it is taken back and done again: the file is read anew, and the button keeps the keyboard.
    for _ in range(4):
        if has_state(leave_out, 'focused'):
            break
        app.key('Tab')
        app.settle()
    for n in (n_open, n_open - 1):
        app.key('space')
        app.get('label', re.compile(f'^Problems: {n} open'))
    app.click(app.get('push button', 'Take All Suggested Repairs'))
    app.get('label', re.compile('^Problems: 0 open'))
    app.click(app.get('push button', re.compile(r'^Import \d+ Rows$')))
    app.gone('push button', 'Cancel')


def twice(app):
    """The same file once more creates nothing"""
    cancel = open_import(app, dirty)
    app.get('label', re.compile(r'unchanged'))
    # The one that was left out may come now.
    assert not app.has('label', re.compile(r'^([2-9]|\d\d+) new')), 'the file is new again'
    app.click(cancel)
    app.gone('push button', 'Cancel')


def finds(app):
    """The table narrows as somebody types, and forgets no selection"""
    app.action('win.go', GLib.Variant('s', 'orders'))
    app.click(order(app, 'AU-5001'))
    selected(app, 1)
    search = app.get('entry', 'Search orders')
    app.set_text(search, 'AU-5002')
    app.wait(lambda: references(app) == ['AU-5002'], 'the other rows gone')
    app.set_text(search, '')
    order(app, 'AU-5001')
    selected(app, 1)


def selects(app):
    """Rows are selected as in any list: a range, one more, by a drag, and by keys"""
    rows = [order(app, reference) for reference in references(app)[:11]]
    app.click(rows[3], at=(0.1, 0.5))
    app.click(rows[6], at=(0.1, 0.5), modifiers=('shift',))
    selected(app, 4)
    app.click(rows[9], at=(0.1, 0.5), modifiers=('ctrl',))
    selected(app, 5)
    app.drag(rows[4], rows[10], at=(0.1, 0.5), to=(0.1, 0.5))
    selected(app, 7)
    app.key('ctrl+a')
    selected(app, r'3\d')
    app.key('Home', 'shift+Down', 'shift+Down')
    selected(app, 3)
    app.key('ctrl+Down', 'ctrl+space')
    selected(app, 4)
    app.key('Home')
    selected(app, 1)


def sorts(app):
    """A title sorts by its column, by mouse and by keyboard; the row that is selected stays in view"""
    first = references(app)
    title = app.get('push button', 'Reference', under=table(app))
    app.click(title)
    app.wait(lambda: references(app)[-1] == first[0], 'the first order, which is selected, as the last')
    app.key('shift+Tab')
    focus(app, 'Reference')
    app.key('Return')
    app.wait(lambda: references(app) == first, 'the order of before')
    app.key('Tab')
    focus(app, first[0])


def deletes(app):
    """A row that is deleted leaves the keyboard to the next one, by key and by button"""
    before = references(app)
    app.click(order(app, before[2]), at=(0.1, 0.5))
    app.key('shift+Delete')
    focus(app, before[3])
    app.click(order(app, before[4]), at=(0.1, 0.5))
    app.click(app.get('push button', 'Delete'))
    focus(app, before[5])
    undo(app)
    undo(app)
    app.wait(lambda: references(app) == before, 'the rows of before')


def edits(app):
    """A cell is edited in place, a bad value is refused in words, and undo brings the old one back"""
    app.double_click(cell(app, 'Reference', 'AU-5001'))
    app.key('ctrl+a')
    app.type('AU-5000')
    app.key('Return')
    order(app, 'AU-5000')
    undo(app)
    before = reads(app, 'AU-5001', 'Parcels')
    app.double_click(cell(app, 'Parcels', 'AU-5001'))
    app.key('ctrl+a')
    app.type('several')
    app.key('Return')
    app.get('label', re.compile('“several” is not an amount'))
    app.key('Escape')
    assert reads(app, 'AU-5001', 'Parcels') == before


def edits_by_keyboard(app):
    """F2 edits, Tab goes on to the next cell, and each cell says where it is"""
    app.click(cell(app, 'Minutes', 'AU-5001'))
    app.key('F2')
    focus(app, 'Minutes')
    app.type('9')
    app.key('Tab')
    focus(app, 'Parcels')
    app.type('8')
    app.key('Return')
    app.get('table cell', 'Parcels: 8', under=table(app))
    assert (reads(app, 'AU-5001', 'Minutes'), reads(app, 'AU-5001', 'Parcels')) == ('9', '8')
    app.key('Left')
    app.get('table cell', 'Minutes: 9', under=table(app))
    app.key('Escape')
    app.gone('table cell', 'Minutes: 9', under=table(app))
    undo(app)
    undo(app)
    app.wait(lambda: reads(app, 'AU-5001', 'Minutes') != '9', 'what was there before')


def types_ahead(app):
    """Letters typed into the table go to the search, and Escape comes back from it"""
    search = app.get('entry', 'Search orders')
    app.click(order(app, 'AU-5001'))
    app.type('au 5004')
    app.wait(lambda: references(app) == ['AU-5004'], 'one order')
    app.key('Escape')
    app.wait(lambda: app.text(search) == '' and len(references(app)) > 10, 'all orders')
    focus(app, 'AU-5001')


def builds_fleet(app):
    """A vehicle comes by hand, and goes again; undo brings it back"""
    app.action('win.go', GLib.Variant('s', 'fleet'))
    app.click(app.get('push button', 'Add a Vehicle'))
    app.get('list item', 'Vehicle 1')
    app.click(app.get('push button', 'Remove Vehicle'))
    app.gone('list item', 'Vehicle 1')
    undo(app)
    app.get('list item', 'Vehicle 1')


def has_names(app):
    """Whatever takes the focus has a name"""
    for page in ('orders', 'fleet'):
        app.action('win.go', GLib.Variant('s', page))
        nameless = app.lint()
        assert not nameless, nameless


test = Test()
settings(solver_seconds=2)
control('new', plan)
write_dirty_orders(dirty, scratch)
with console(plan) as window:
    window.maximize()
    for case in (repairs, twice, finds, selects, sorts, deletes, edits, edits_by_keyboard, types_ahead, builds_fleet,
                 has_names):
        test.case(case, window)
    assert window.close() == 0
sys.exit(test.done())
