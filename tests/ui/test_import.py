#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The import page: files that cannot be read, files of other senders in other alphabets, a question that only a person can
answer, a mapping made by hand and remembered, and nothing that comes twice."""

import os
import sys
import tempfile

from gi.repository import GLib

from roundsman_ui import console, control, orders_of
from uidrive import Test, children, name_of

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
plan = os.path.join(scratch, 'day.roundsman')


def path(name, content):
    """Writes a file of those bytes, or of that text in UTF-8."""
    full = os.path.join(scratch, name)
    with open(full, 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return full


def page(app):
    """The import page, or None."""
    return next((window for window in children(app.accessible) if name_of(window) == 'Import Orders'), None)


def open_import(app, file):
    app.action('win.import-file', GLib.Variant('(ss)', ('orders', file)))
    return app.wait(lambda: page(app), 'the import page')


def leave(app):
    app.key('Escape')
    app.wait(lambda: not page(app), 'the end of the import page')


def take(app, rows):
    app.click(button(app, f'Import {rows} Row' + 's' * (rows != 1)))
    app.wait(lambda: not page(app), 'the end of the import')


def button(app, name):
    return app.get('push button', name, page(app))


def sender(app):
    return app.get('text', 'File from', page(app))


def field(app, column):
    """The drop-down that says what a column means."""
    return app.get('combo box', f'Meaning of the column {column}', page(app))


def chosen(app, column):
    return next(app.text(label) for label in app.find('label', under=field(app, column)) if app.text(label))


def choose(app, column, meaning):
    """Opens the list and types what is wanted, as there are many."""
    dropdown = field(app, column)
    app.click(dropdown)
    app.get('entry', 'Search the meanings', dropdown)
    app.type(meaning)
    app.wait(lambda: [app.text(label) for label in app.find('label', under=dropdown)][1:] == [meaning], 'only what is wanted')
    app.key('Down', 'Return')
    app.wait(lambda: chosen(app, column) == meaning, f'{meaning} for {column}')


def refuses(app):
    """A file that is no table gets a sentence with its name, and nothing changes"""
    binary = path('picture.csv', bytes(range(256)) * 16)
    wide = path('wide.csv', 'a,' * 1000000)
    huge = path('huge.csv', 'a,b\n')
    os.truncate(huge, 100 * 1000 * 1000)
    for file, says in ((os.path.join(scratch, 'none.csv'), 'There is no file “.*none.csv”'), (scratch, 'is a folder'),
                       (binary, 'picture.csv”: This is not a text file'), (wide, 'wide.csv”: Line 1: .* 1000 columns'),
                       (huge, 'huge.csv”: The file has 100.0')):
        open_import(app, file)
        app.wait(lambda: app.says(says, page(app)), says)
        app.wait(lambda: app.says('This File Cannot Be Imported', page(app)), 'why not')
        button(app, 'Choose Another File…')
        leave(app)
    assert orders_of(plan) == []


def reads_senders(app):
    """Senders are known by their headers, whatever the alphabet and the mark between the cells"""
    spoke = ('Address Line 1\tCity\tZip\tEarliest Time\tLatest Time\tTime at stop (minutes)\tNotes\tRecipient Name\tExternal ID\n'
             'Städtle 4\tVaduz\t9490\t08:00\t12:00\t5\t"Ring,\nthen wait"\tZoë Müller\tS-1\n')
    optimo = ('Order ID;Order type;Date;Address Line;Town/City;Latitude;Longitude;Time window from;Time window to;Load #2\r\n'
              'O-1;D;23/11/2026;Feldstraße 4;Vaduz;47,141;9,5215;08:00;12:00;12,25\r\n')
    # The second says no day: it is for the one that is shown, which the first one brings.
    for name, content, known in (('optimo.csv', optimo.encode('cp1252'), 'OptimoRoute'),
                                 ('spoke.tsv', spoke.encode('utf-16'), 'Spoke')):
        open_import(app, path(name, content))
        app.wait(lambda: app.text(sender(app)) == known, known)
        take(app, 1)
    first, second = (next(order for order in orders_of(plan, '2026-11-23') if order['reference'] == wanted)
                     for wanted in ('O-1', 'S-1'))
    assert first['weight_g'] == 12250 and first['stops'][0]['point']['lat'] == 47.141, first
    assert first['stops'][0]['address'] == 'Feldstraße 4, Vaduz', first
    assert second['notes'] == 'Ring,\nthen wait' and second['stops'][0]['recipient'] == 'Zoë Müller', second
    assert second['stops'][0]['service_s'] == 300 and second['needs_place'], second


ambiguous = 'Number;Client;Where;Lat;Lng;Delivery Date;Gate\n' + ''.join(
    f'A-{i};Client {i};Seeweg {i};47.1{i};9.5{i};0{i}/0{i + 1}/2027;{i}-12\n' for i in range(1, 6))


def asks(app):
    """Which is the day and which the month is asked, never guessed"""
    open_import(app, path('ambiguous.csv', ambiguous))
    app.wait(lambda: app.says(r'Is “01/02/2027” .*1 February.*, or .*2 January', page(app)), 'the question')
    all_rows = button(app, 'Import 5 Rows')
    assert 'sensitive' not in app.states(all_rows), 'it would be guessed'
    app.click(button(app, 'day/month/year'))
    app.wait(lambda: 'sensitive' in app.states(all_rows), 'an answer that is enough')


def maps(app):
    """A mapping is made by hand, with a name for the sender"""
    assert chosen(app, 'Where') == 'Not used' and chosen(app, 'Gate') == 'Not used'
    choose(app, 'Where', 'Street and number')
    choose(app, 'Gate', 'Notes')
    app.click(sender(app))
    app.key('ctrl+a')
    app.type('Gate & Sons')
    take(app, 5)
    found = orders_of(plan, '2027-02-01')
    assert [order['reference'] for order in found] == ['A-1'], found
    assert found[0]['stops'][0]['address'] == 'Seeweg 1' and found[0]['notes'] == '1-12', found
    assert found[0]['sender'] == 'Gate & Sons', found


def remembers(app):
    """The next file of the sender is read the same way, and what came already comes no second time"""
    more = ambiguous + 'A-9;Client 9;Seeweg 9;47.19;9.59;09/10/2027;9-12\n'
    open_import(app, path('more.csv', more))
    app.wait(lambda: app.says('6 rows: 1 new, 5 unchanged', page(app)), 'one that is new')
    assert app.text(sender(app)) == 'Gate & Sons'
    assert chosen(app, 'Where') == 'Street and number' and chosen(app, 'Gate') == 'Notes'
    assert not app.says('Is “', page(app)), 'it was answered'
    nameless = app.lint(page(app))
    assert not nameless, nameless
    leave(app)
    assert not orders_of(plan, '2027-10-09'), 'cancelled, and all the same there'


test = Test()
control('new', plan)
with console(plan) as window:
    window.maximize()
    for case in (refuses, reads_senders, asks, maps, remembers):
        test.case(case, window)
    window.close()
sys.exit(test.done())
