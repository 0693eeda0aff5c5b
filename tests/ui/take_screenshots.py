#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: take_screenshots.py CONSOLE FOLDER

Goes through the demo day in the real window, and leaves the pictures of README and metainfo in FOLDER, light and dark.
Run it as: meson compile -C build screenshots"""

import os
import re
import sys
import tempfile

from gi.repository import GLib

from roundsman_ui import write_dirty_orders
from uidrive import App, walk

console, folder = sys.argv[1:]
scratch = tempfile.mkdtemp(dir=os.environ['UI_SCRATCH'])
orders = os.path.join(scratch, 'late-orders.csv')
write_dirty_orders(orders, scratch)


def has_notice(app):
    """A notice is over the whole window, or over the map in it."""
    return any(thing.get_name() == 'AdwToastWidget' for thing in walk(app.frame))


def stops_done(app):
    """How far the simulated day is."""
    found = re.match(r'(\d+) of', app.text(app.says('stops done')))
    return int(found.group(1))


def picture(app, name):
    """Takes one picture, with no tooltip and no notice in it."""
    app.move((1590, 890))
    app.wait(lambda: not has_notice(app), 'the end of the notice', 20)
    app.settle(0.4)
    app.shot(os.path.join(folder, name + '.png'))


for scheme in ('light', 'dark'):
    with App([console, '--demo'], env={'ADW_DEBUG_COLOR_SCHEME': f'prefer-{scheme}'}) as app:
        app.maximize()
        app.action('win.go', GLib.Variant('s', 'dispatch'))
        app.action('win.plan-all')
        app.get('push button', 'Apply', timeout=90)
        picture(app, f'before-after-{scheme}')
        app.click(app.get('push button', 'Apply'))
        app.gone('push button', 'Apply')
        app.action('win.next-route')
        picture(app, f'dispatch-{scheme}')
        app.action('win.go', GLib.Variant('s', 'orders'))
        picture(app, f'orders-{scheme}')
        app.action('win.import-file', GLib.Variant('(ss)', ('orders', orders)))
        app.get('push button', 'Cancel')
        picture(app, f'import-{scheme}')
        app.key('Escape')
        app.gone('push button', 'Cancel')
        app.action('win.go', GLib.Variant('s', 'dispatch'))
        app.action('win.start-day')
        app.wait(lambda: app.says('stops done'), 'the day', 60)
        app.action('win.set-day-speed', GLib.Variant('d', 60.0))
        app.wait(lambda: stops_done(app) >= 100, 'the middle of the day', 600)
        app.action('win.pause-day')
        app.action('win.next-route')
        picture(app, f'live-{scheme}')
        app.action('win.go', GLib.Variant('s', 'exceptions'))
        app.key('n')
        app.wait(lambda: any(app.name(button).startswith('Apply: ') for button in app.find('push button')), 'answers', 30)
        picture(app, f'exceptions-{scheme}')
        app.close()
