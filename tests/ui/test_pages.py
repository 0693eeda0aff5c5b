#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages beside Dispatch: a bad file is repaired and imported, orders are found and edited in their table, a fleet is
built by hand; and each change is taken back."""

import os
import re
import sys
import tempfile

from gi.repository import GLib

from roundsman_ui import console, control, settings, write_dirty_orders
from uidrive import Test

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
plan = os.path.join(scratch, 'day.roundsman')
dirty = os.path.join(scratch, 'dirty.csv')


def open_import(app, path):
    app.action('win.import-file', GLib.Variant('(ss)', ('orders', path)))
    return app.get('push button', 'Cancel')


def cell(app, title, text):
    return app.get('table cell', f'{title}: {text}')


def undo(app):
    app.action('win.undo')


def repairs(app):
    """A bad file: one problem is repaired, then all, and the rows are imported"""
    open_import(app, dirty)
    app.get('push button', re.compile(r'^Import \d+ Rows, Warnings Too$'))
    n_open = int(re.search(r'(\d+) open', app.text(app.get('label', re.compile(r'^Problems: '))))[1])
    assert n_open >= 5, n_open
    app.click(app.get('push button', 'Leave the row out'))
    app.get('label', re.compile(f'^Problems: {n_open - 1} open'))
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
    app.click(cell(app, 'Reference', 'AU-5001'))
    app.get('label', re.compile('1 stop selected'))
    search = app.get('entry', 'Search orders')
    app.set_text(search, 'AU-5002')
    app.wait(lambda: not app.has('table cell', 'Reference: AU-5001'), 'the other rows gone')
    app.set_text(search, '')
    cell(app, 'Reference', 'AU-5001')
    app.get('label', re.compile('1 stop selected'))


def edits(app):
    """A cell is edited in place, a bad value is refused in words, and undo brings the old one back"""
    app.double_click(cell(app, 'Reference', 'AU-5001'))
    app.key('ctrl+a')
    app.type('AU-5000')
    app.key('Return')
    cell(app, 'Reference', 'AU-5000')
    undo(app)
    parcels = app.get('table cell', re.compile(r'^Parcels: \d+$'))
    before = app.name(parcels)
    app.double_click(parcels)
    app.key('ctrl+a')
    app.type('several')
    app.key('Return')
    app.get('label', re.compile('“several” is not an amount'))
    app.key('Escape')
    app.get('table cell', before)
    cell(app, 'Reference', 'AU-5001')


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
    for case in (repairs, twice, finds, edits, builds_fleet, has_names):
        test.case(case, window)
    assert window.close() == 0
sys.exit(test.done())
