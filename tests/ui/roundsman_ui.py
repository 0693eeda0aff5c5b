# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of Roundsman's own window share: where the programs are, a day to work on, and its usual steps.

ROUNDSMAN and ROUNDSMANCTL name the programs, as meson sets them."""

import csv
import json
import math
import os
import random
import re
import subprocess

from uidrive import App, Atspi, GLib, children

DATE = '2026-11-23'


def settings(**keys):
    """Settings as an earlier run would have left them: settings(solver_seconds=2)."""
    folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'glib-2.0', 'settings')
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as file:
        file.write('[org/roundsman/Roundsman]\n')
        file.writelines(f'{key.replace("_", "-")}={value}\n' for key, value in keys.items())


def console(*arguments, **options):
    """Starts the console; see App."""
    return App([os.environ['ROUNDSMAN'], *arguments], **options)


def control(*arguments, check=True):
    """Runs roundsmanctl, and returns what it said."""
    return subprocess.run([os.environ['ROUNDSMANCTL'], *[str(argument) for argument in arguments]], check=check,
                          capture_output=True, text=True).stdout


def orders_of(plan, date=DATE):
    """What the plan file has of a day."""
    return json.loads(control('show', '--json', '--date', date, plan, 'orders'))


def write_orders(path, n=60, seed=7):
    """An order file of a made-up place: n rows around a depot, one street a spoke."""
    generator = random.Random(seed)
    with open(path, 'w', newline='', encoding='utf-8') as file:
        table = csv.writer(file)
        table.writerow(['Reference', 'Recipient', 'Address', 'Postcode', 'Town', 'Latitude', 'Longitude', 'Date', 'Window from',
                        'Window to', 'Service minutes', 'Parcels', 'Weight'])
        for i in range(n):
            angle, length = 2 * math.pi * (i % 12) / 12, 0.004 + 0.03 * generator.random()
            start = generator.choice([8, 9, 10, 13])
            table.writerow([f'T-{i + 1:03}', f'Recipient {i + 1}', f'Spoke {i % 12 + 1} no. {i // 12 + 1}', '9000', 'Wheelton',
                            f'{47.15 + length * math.sin(angle):.6f}', f'{9.52 + 1.47 * length * math.cos(angle):.6f}', DATE,
                            f'{start:02}:00', f'{start + 4:02}:00', generator.randint(2, 8), generator.randint(1, 4),
                            f'{generator.uniform(0.5, 12):.1f}'])


def write_dirty_orders(path, folder):
    """Orders of the demo day's town that came too late for it, and in a few rows what a person must look at: swapped
    and missing coordinates, an end before its start, a reference that comes twice, less than nothing."""
    control('demo', folder)
    with open(os.path.join(folder, 'orders.csv'), newline='', encoding='utf-8') as file:
        rows = list(csv.DictReader(file))[40:80]
    for i, row in enumerate(rows):
        row['Order ID'] = f'AU-5{i + 1:03}'
    rows[2]['Latitude'], rows[2]['Longitude'] = rows[2]['Longitude'], rows[2]['Latitude']
    rows[5]['Time window from'], rows[5]['Time window to'] = '17:00', '09:00'
    rows[8]['Order ID'] = rows[7]['Order ID']
    rows[11]['Latitude'] = rows[11]['Longitude'] = '0'
    rows[14]['Load #2'] = '-4'
    with open(path, 'w', newline='', encoding='utf-8') as file:
        table = csv.DictWriter(file, rows[0].keys())
        table.writeheader()
        table.writerows(rows)


def write_fleet(path, n=4):
    """A fleet file: n vans from one depot, eight to half past four, with room for some seven stops."""
    with open(path, 'w', newline='', encoding='utf-8') as file:
        table = csv.writer(file)
        table.writerow(['vehicle', 'driver', 'type', 'start_lat', 'start_lon', 'end_lat', 'end_lon', 'shift_start', 'shift_end',
                        'capacity_parcels', 'capacity_kg', 'cost_per_km', 'cost_per_hour'])
        for i in range(n):
            table.writerow([f'V-{i + 1:02}', f'Driver {i + 1:02}', 'van', 47.15, 9.52, 47.15, 9.52, '08:00', '16:30', 80, 40,
                            '0.45', '32'])


def import_file(app, what, path):
    """Imports without the file chooser, which belongs to the desktop; then takes what the page offers."""
    app.action('win.import-file', GLib.Variant('(ss)', (what, str(path))))
    button = app.get('push button', re.compile(r'^Import \d+ Rows?$'))
    dialog = button
    while dialog.get_parent().get_role() != Atspi.Role.APPLICATION:
        dialog = dialog.get_parent()
    app.click(button)
    app.wait(lambda: dialog not in children(app.accessible), 'the end of the import')


def plan_and_apply(app, timeout=90.0):
    """Has the day planned, and applies the proposal."""
    app.action('win.plan-all')
    app.click(app.get('push button', 'Apply', timeout=timeout))
    app.gone('push button', 'Apply')


def is_enabled(app, action):
    return app.action_state(action)[0]
