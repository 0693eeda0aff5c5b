#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders without coordinates: those that are found by their address, those that need a person, by keys and by mouse, and what is
remembered of it for the next file; the search over the map, and the lists of what an address may be."""

import http.server
import json
import os
import re
import sys
import tempfile
import threading
import urllib.parse

from gi.repository import GLib

from roundsman_ui import console, control, import_file, orders_of, settings
from uidrive import Missing, Test

scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
plan = os.path.join(os.environ['XDG_DATA_HOME'], 'roundsman', 'demo.roundsman')

# A day of its own in the town of the demo, whose other day has orders without a place too.
DAY = '2026-11-24'

HEADER = 'Order ID,Date,Recipient,Address,Postcode,Town,Parcels\n'
ORDERS = [('A-1', 'Fliederstraße 49'), ('A-2', 'Kirchalee 53'), ('A-3', 'Flieder 4'), ('A-4', 'Flieder 4'),
          ('A-5', 'Xyzzygasse 5'), ('A-6', 'Ringstraße 9999')]


def write(name, orders):
    path = os.path.join(scratch, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(HEADER + ''.join(f'{reference},{DAY},Recipient {reference},{address},92999,Auenbruck,1\n'
                                    for reference, address in orders))
    return path


def stop(reference):
    return next(order for order in orders_of(plan, DAY) if order['reference'] == reference)['stops'][0]


def confidence(reference):
    """None while the file has no such order."""
    return next((order['stops'][0]['confidence'] for order in orders_of(plan, DAY) if order['reference'] == reference), None)


def becomes(app, read, expected):
    """Waits until the plan has it; it is written a moment after it is done."""
    try:
        app.wait(lambda: read() == expected)
    except Missing:
        assert read() == expected, (read(), expected)


def page(app):
    return app.get(None, 'RdmLocatePage')


def addresses(app):
    """The list of what a person should look at, as it is shown."""
    return app.items('Addresses to look at')


def candidates(app):
    return app.items('Where it may be')


def asked(app, address):
    app.wait(lambda: app.says(f'^Click where {address}'), f'the map asking for {address}')
    app.settle()


def finds(app):
    """What came when there was no region is looked up by itself when there is one; undone, it stays so"""
    becomes(app, lambda: [order['reference'] for order in orders_of(plan) if order['needs_place']], [])
    app.get('label', re.compile('^[0-9]+ addresses were found'))
    app.action('win.undo')
    becomes(app, lambda: sum(order['needs_place'] for order in orders_of(plan)), 5)
    app.action('win.next-day')
    app.action('win.previous-day')
    app.settle()
    assert sum(order['needs_place'] for order in orders_of(plan)) == 5


def locates(app):
    """Orders are found by their address, misspelt too; only what needs a person waits for one, the worst first"""
    import_file(app, 'orders', write('day.csv', ORDERS))
    app.get('label', '6 orders were imported from day.csv. Somebody should look at the places of 4 of them.')
    if not app.says('24 Nov'):
        app.action('win.next-day')
    becomes(app, lambda: [confidence(reference) for reference, _ in ORDERS],
            ['house', 'house', 'ambiguous', 'ambiguous', 'town', 'street'])
    point = stop('A-1')['point']
    assert abs(point['lat'] - 49.710604) < 2e-6 and abs(point['lon'] - 11.789246) < 2e-6, point
    app.click(app.get('push button', 'Show'))
    app.wait(lambda: addresses(app) == ['Flieder 4, 92999 Auenbruck', 'Xyzzygasse 5, 92999 Auenbruck',
                                        'Ringstraße 9999, 92999 Auenbruck'], 'the addresses, the worst first')
    asked(app, 'Flieder 4')
    for problem in app.lint(page(app)):
        raise AssertionError(problem)


def chooses(app):
    """The number of a candidate places all orders of its address, and the next address comes"""
    app.wait(lambda: candidates(app)[:2] == ['Fliederstieg 4, 92999 Auenbruck', 'Fliederstraße 4, 92999 Auenbruck'],
             'the candidates')
    app.key('2')
    becomes(app, lambda: [confidence('A-3'), confidence('A-4')], ['pinned', 'pinned'])
    assert stop('A-3')['point'] == stop('A-4')['point']
    app.wait(lambda: len(addresses(app)) == 2, 'one address less')
    asked(app, 'Xyzzygasse 5')
    app.key('n')
    asked(app, 'Ringstraße')
    app.key('shift+n')
    asked(app, 'Xyzzygasse 5')


def drags(app):
    """The pin is dragged to where it belongs; undo brings the address back"""
    map_ = app.get(None, 'Map', page(app))
    app.key('n')
    asked(app, 'Ringstraße')
    before = stop('A-6')['point']
    # The pin stands in the middle of its street; its head is above its tip.
    x, y = app.point(map_)
    app.drag((x, y), (x + 120, y + 80))
    becomes(app, lambda: confidence('A-6'), 'pinned')
    after = stop('A-6')['point']
    assert after['lat'] < before['lat'] and after['lon'] > before['lon'], (before, after)
    app.wait(lambda: len(addresses(app)) == 1, 'one address less')
    app.action('win.undo')
    becomes(app, lambda: (confidence('A-6'), stop('A-6')['point']), ('street', before))
    app.wait(lambda: len(addresses(app)) == 2, 'the address back')
    app.action('win.redo')
    becomes(app, lambda: stop('A-6')['point'], after)


def searches(app):
    """What is typed into the search lists places, and Enter twice takes the first; then there is nothing left to do"""
    asked(app, 'Xyzzygasse 5')
    entry = app.get('text', 'Search for an address', page(app))
    app.click(entry)
    app.key('ctrl+a')
    app.type('kirchalle 53')
    app.wait(lambda: app.items('Addresses found')[:1] == ['Kirchallee 53, 92999 Auenbruck'], 'the list under the entry')
    app.key('Return')
    app.wait(lambda: candidates(app) == ['Kirchallee 53, 92999 Auenbruck'], 'what was searched for')
    app.key('Return')
    becomes(app, lambda: stop('A-5')['point'], stop('A-2')['point'])
    app.wait(lambda: app.says('Every Address Is on the Map'), 'the end of the list')


def remembers(app):
    """The next file with these addresses is placed where they were put, whoever the orders are for"""
    again = [(reference.replace('A', 'B'), address) for reference, address in ORDERS]
    import_file(app, 'orders', write('again.csv', again))
    becomes(app, lambda: [confidence(reference) for reference, _ in again],
            ['house', 'house', 'pinned', 'pinned', 'pinned', 'pinned'])
    for (old, _), (new, _) in zip(ORDERS, again):
        assert stop(old)['point'] == stop(new)['point'], (old, stop(old), stop(new))


def park(reference):
    return stop(reference)['park']


def parks(app):
    """Where the vehicle stops is set on the map, remembered with the address for the next file, and forgotten again"""
    app.action('win.go', GLib.Variant('s', 'dispatch'))
    app.click(app.get('list item', re.compile('^Fliederstraße 49, Recipient A-1')))
    details = app.get(None, 'RdmDetailsOrder')
    app.press(next(app.find('push button', re.compile('^Set Where the Vehicle Stops'), details, visible=False)))
    app.wait(lambda: app.says('^Click where the place to stop for Fliederstraße 49'), 'the map asking')
    x, y = app.point(app.get(None, 'Map'))
    app.click((x + 40, y + 25))
    becomes(app, lambda: park('A-1') is not None, True)
    assert 5 < 1e5 * abs(park('A-1')['lon'] - stop('A-1')['point']['lon']) < 200, stop('A-1')
    app.wait(lambda: app.says('remembered for this address'), 'what it was remembered for')
    import_file(app, 'orders', write('more.csv', [('C-1', 'Fliederstr. 49')]))
    becomes(app, lambda: confidence('C-1') is not None and park('C-1') == park('A-1'), True)
    app.click(app.get('list item', re.compile('^Fliederstraße 49, Recipient A-1')))
    app.press(next(app.find('push button', re.compile('^Forget Where the Vehicle Stops'), details, visible=False)))
    becomes(app, lambda: (park('A-1'), park('C-1')), (None, None))
    app.action('win.undo')
    becomes(app, lambda: park('C-1') is not None and park('C-1') == park('A-1'), True)


def suspects(app):
    """A pin far from any road waits at the end of the list, until a person says that it is right"""
    path = os.path.join(scratch, 'far.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(HEADER.strip() + f',Lat,Lon\nF-1,{DAY},Recipient F-1,Waldhof 1,92999,Auenbruck,1,49.7255,11.80\n')
    import_file(app, 'orders', path)
    app.wait(lambda: any(order['reference'] == 'F-1' for order in orders_of(plan, DAY)), 'the order')
    app.action('win.show-unplaced')
    app.wait(lambda: addresses(app)[-1:] == ['Waldhof 1, 92999 Auenbruck'], 'the address in the list')
    app.wait(lambda: app.says(r'^\d+ m from any road'), 'how far it is')
    asked(app, 'Waldhof 1')
    app.click(app.get(None, 'Map', page(app)), at=(0.4, 0.6))
    becomes(app, lambda: confidence('F-1'), 'pinned')
    app.wait(lambda: app.says('Every Address Is on the Map'), 'the end of the list')


def goes(app):
    """Ctrl+G searches over the map; Escape closes the search"""
    app.action('win.go', GLib.Variant('s', 'dispatch'))
    app.click(app.get(None, 'Map'), at=(0.1, 0.9))
    app.key('ctrl+g')
    entry = app.get('text', 'Go to an address')
    app.type('stein 28')
    app.wait(lambda: app.items('Addresses found') == ['Steinallee 28, 92999 Auenbruck', 'Steinstraße 28, 92999 Auenbruck'],
             'the list under the entry')
    app.key('Down', 'Return')
    app.wait(lambda: app.text(entry) == 'Steinstraße 28, 92999 Auenbruck', 'the address')
    app.key('Escape')
    app.gone('text', 'Go to an address')


def takes(app):
    """An address that is typed in the details lists what it may be; one of it brings its town and its place along"""
    app.click(app.get('list item', re.compile('^Kirchalee 53, Recipient A-2')))
    row = app.get('text', 'Street and number', app.get(None, 'RdmDetailsOrder'))
    app.click(row)
    app.key('ctrl+a')
    app.type('lindenzeile 11')
    app.wait(lambda: app.items('Addresses found')[:1] == ['Lindenzeile 11, 92998 Oberauen'], 'the list under the row')
    app.key('Down', 'Return')
    becomes(app, lambda: (stop('A-2')['address'], confidence('A-2')), ('Lindenzeile 11, 92998 Oberauen', 'house'))
    before = stop('A-2')['point']
    assert abs(before['lat'] - 49.715045) < 1e-4, before
    app.wait(lambda: app.text(row) == 'Lindenzeile 11', 'the street alone')
    # What is typed and left as it is takes the pin along too.
    app.click(row)
    app.key('ctrl+a')
    app.type('Lindenzeile 13')
    app.key('Return')
    app.wait(lambda: app.says('The pin has gone with the address'), 'what became of the pin')
    becomes(app, lambda: stop('A-2')['address'], 'Lindenzeile 13, 92998 Oberauen')
    assert stop('A-2')['point'] != before and confidence('A-2') in ('house', 'interpolated'), stop('A-2')
    app.action('win.undo')
    app.action('win.undo')
    becomes(app, lambda: stop('A-2')['address'], 'Kirchalee 53, 92999 Auenbruck')


class Nominatim(http.server.BaseHTTPRequestHandler):
    """A server that knows one house, whatever it is asked with its street in it."""

    asked = []  # (words, who asks)

    def do_GET(self):
        words = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)['q'][0]
        self.asked.append((words, self.headers['User-Agent']))
        house = {'osm_type': 'node', 'lat': '47.14', 'lon': '9.52', 'category': 'place', 'type': 'house',
                 'address': {'house_number': '23', 'road': 'Seestrasse', 'town': 'Vaduz', 'postcode': '9490', 'country_code': 'li'}}
        body = json.dumps([house] if 'seestrasse' in words.lower() else []).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):
        pass


def asks(app, path):
    """A server that was chosen is told who asks, and asked each address once; its owner is named"""
    header = 'Order ID,Date,Address,Postcode,Town\n'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(header + ''.join(f'{reference},{DAY},{address},9490,Vaduz\n' for reference, address in
                                    (('N-1', 'Seestrasse 23'), ('N-2', 'Seestrasse 23'), ('N-3', 'Nirgendweg 1'))))
    import_file(app, 'orders', path)
    becomes(app, lambda: [order['stops'][0]['confidence'] for order in orders_of(server_plan, DAY)], ['house', 'house', 'none'])
    assert [words for words, _ in Nominatim.asked] == ['Seestrasse 23, 9490 Vaduz', 'Nirgendweg 1, 9490 Vaduz'], Nominatim.asked
    assert all(agent.startswith('Roundsman/') for _, agent in Nominatim.asked), Nominatim.asked
    if not app.says('24 Nov'):
        app.action('win.previous-day')
    app.action('win.show-unplaced')
    asked(app, 'Nirgendweg 1')
    app.wait(lambda: app.says('^Addresses by 127.0.0.1, © OpenStreetMap contributors'), 'whose addresses they are')
    n_before = len(Nominatim.asked)
    app.click(app.get('text', 'Search for an address', page(app)))
    app.key('ctrl+a')
    app.type('seestrasse 23')
    app.wait(lambda: app.says('^Press Enter to look it up'), 'the rule of the server')
    assert len(Nominatim.asked) == n_before, 'it was asked while somebody typed'
    app.key('Return')
    app.wait(lambda: candidates(app) == ['Seestrasse 23, 9490 Vaduz'], 'what the server found')
    app.key('1')
    app.wait(lambda: app.says('Every Address Is on the Map'), 'the end of the list')


test = Test()
with console('--demo') as app:
    app.maximize()
    # Its region is made when it is wanted for the first time.
    app.wait(lambda: app.says('A made-up town'), 'the region of the demo', 30)
    for case in (finds, locates, chooses, drags, searches, remembers, suspects, goes, takes, parks):
        test.case(case, app)
    app.close()

server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Nominatim)
threading.Thread(target=server.serve_forever, daemon=True).start()
server_plan = os.path.join(scratch, 'server.roundsman')
control('new', server_plan)
settings(geocoder="'nominatim'", geocoder_url=f"'http://127.0.0.1:{server.server_port}'", last_file="''")
with console(server_plan) as app:
    app.maximize()
    test.case(asks, app, os.path.join(scratch, 'server.csv'))
    app.close()
server.shutdown()
sys.exit(test.done())
