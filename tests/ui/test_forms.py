#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms: an order in the details, a vehicle, its shift and its driver; what is typed wrong is said, what is typed is kept, and
places are pointed at, by mouse and by keys."""

import json
import os
import re
import sys
import tempfile

from gi.repository import GLib

from roundsman_ui import console, control, orders_of, write_fleet, write_orders
from uidrive import Missing, Test

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
plan = os.path.join(scratch, 'day.roundsman')


def vehicle(name):
    fleet = json.loads(control('show', '--json', plan, 'fleet'))
    return next(vehicle for vehicle in fleet if vehicle['vehicle'] == name)


def shift(name):
    return vehicle(name)['shifts'][0]


# The form that is shown: it alone is looked through, as the rest of the window has much to say.
forms = {}


def entry(app, name):
    """The text of a row of the form."""
    return app.get('text', name, forms['shown'])


def type_into(app, name, text):
    app.click(entry(app, name))
    app.key('ctrl+a')
    app.type(text)


def becomes(app, read, expected):
    """Waits until the plan has it; it is written a moment after it is done."""
    try:
        app.wait(lambda: read() == expected, timeout=5)
    except Missing:
        assert read() == expected, (read(), expected)


def order(reference='T-001'):
    return next(order for order in orders_of(plan) if order['reference'] == reference)


def refuses(app):
    """A window that makes no sense is refused in words, and Escape brings the old one back"""
    app.click(app.get('list item', re.compile(r'^Spoke 1 no\. 1, ')))
    forms['shown'] = app.get(None, 'RdmDetailsOrder')
    before = app.text(entry(app, 'Window'))
    type_into(app, 'Window', '12:00-08:00')
    app.key('Return')
    app.wait(lambda: app.says('12:00-08:00 ends before it starts. Swap its ends'), 'the sentence')
    assert order()['stops'][0]['windows'][0]['from_s'] < order()['stops'][0]['windows'][0]['to_s']
    app.key('Escape')
    app.wait(lambda: app.text(entry(app, 'Window')) == before, 'the old window')


def keeps(app):
    """What was typed is taken over when somebody goes on to another order"""
    type_into(app, 'Parcels', '9')
    app.click(app.get('list item', re.compile(r'^Spoke 2 no\. 1, ')))
    becomes(app, lambda: order()['parcels'], 9)
    app.wait(lambda: app.text(entry(app, 'Parcels')) == str(order('T-002')['parcels']), 'the parcels of the other order')
    app.action('win.undo')
    becomes(app, lambda: order()['parcels'] != 9, True)


def places_by_key(app):
    """A pin is moved by arrow keys and dropped by Enter; Escape drops nothing"""
    before = order('T-002')['stops'][0]['point']
    app.click(app.get('push button', 'Move the Pin…', forms['shown']))
    app.wait(lambda: app.says('^Click where Spoke 2 no. 1'), 'the map asking')
    app.key('Escape')
    app.wait(lambda: not app.says('^Click where'), 'the end of it')
    assert order('T-002')['stops'][0]['point'] == before
    app.click(app.get('push button', 'Move the Pin…', forms['shown']))
    app.wait(lambda: app.says('^Click where'), 'the map asking')
    app.key('Up', 'Up', 'Right', 'Return')
    becomes(app, lambda: order('T-002')['stops'][0]['point']['lat'] > before['lat'], True)
    assert order('T-002')['stops'][0]['point']['lon'] > before['lon']


def edits_shift(app):
    """Hours, breaks, days and crew of a shift; a break alone is given a length"""
    app.action('win.go', GLib.Variant('s', 'fleet'))
    app.click(app.get('list item', 'V-01'))
    forms['shown'] = app.get(None, 'RdmFleetForm')
    type_into(app, 'Hours', '16:00-7')
    app.key('Return')
    app.wait(lambda: app.says('16:00-7 ends before it starts'), 'the sentence')
    app.key('ctrl+a')
    app.type('9-18')
    app.key('Return')
    becomes(app, lambda: (shift('V-01')['start_s'], shift('V-01')['end_s']), (9 * 3600, 18 * 3600))
    type_into(app, 'Break between', '11-14')
    app.key('Return')
    becomes(app, lambda: (shift('V-01')['break_from_s'], shift('V-01')['break_s']), (11 * 3600, 1800))
    app.wait(lambda: app.text(entry(app, 'Break (min)')) == '30', 'its length')
    # Whoever types goes on from where they are, into the next row.
    app.key('Tab', 'ctrl+a')
    app.type('45')
    app.key('Return')
    becomes(app, lambda: shift('V-01')['break_s'], 2700)
    app.click(app.get(None, re.compile('^Sunday'), forms['shown']))
    becomes(app, lambda: shift('V-01')['weekdays'], 0b0111111)
    for _ in range(4):
        app.action('win.undo')
    becomes(app, lambda: (shift('V-01')['start_s'], shift('V-01')['break_s'], shift('V-01')['weekdays']), (8 * 3600, 0, 127))
    app.wait(lambda: app.text(entry(app, 'Hours')) == '08:00–16:30', 'the old hours in the form')


def points(app):
    """The start of a vehicle is pointed at on the map, and the end goes with it"""
    before = vehicle('V-01')['start']
    app.click(app.get('push button', 'Choose the start on the map', forms['shown']))
    app.wait(lambda: app.says('^Click where the start of V-01 is'), 'the map asking')
    app.click(app.get(None, 'Map'), at=(0.3, 0.4))
    app.get('push button', 'Remove Vehicle', forms['shown'])
    becomes(app, lambda: vehicle('V-01')['start'] != before, True)
    assert vehicle('V-01')['end'] == vehicle('V-01')['start']
    assert app.focused() is not None and app.name(app.focused()) == 'Choose the start on the map'


def removes(app):
    """Delete takes a vehicle out of the fleet, and undo brings it back with its shift; no stop moves meanwhile"""
    app.click(app.get('list item', 'V-02'))
    app.key('Delete')
    app.gone('list item', 'V-02')
    app.key('ctrl+z')
    app.get('list item', 'V-02')
    assert shift('V-02')['start_s'] == 8 * 3600
    nameless = app.lint()
    assert not nameless, nameless


test = Test()
control('new', plan)
write_fleet(os.path.join(scratch, 'fleet.csv'), 3)
write_orders(os.path.join(scratch, 'orders.csv'), 12)
control('fleet', plan, os.path.join(scratch, 'fleet.csv'))
control('import', plan, os.path.join(scratch, 'orders.csv'))
with console(plan) as window:
    window.maximize()
    for case in (refuses, keeps, places_by_key, edits_shift, points, removes):
        test.case(case, window)
    assert window.close() == 0
sys.exit(test.done())
