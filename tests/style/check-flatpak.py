#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-flatpak.py MANIFEST DESKTOP-FILE

Reads the manifest as flatpak-builder would, and checks what would otherwise show only in an hour's build: the names
agree with the program's, every fetched source is pinned, nothing but the window's needs is granted."""

import configparser
import json
import os
import re
import sys

results = []


def ok(condition, description, why=''):
    results.append(bool(condition))
    print(f'{"ok" if condition else "not ok"} {len(results)} - {description}')
    if not condition and why:
        print(f'# {why}')


def modules(of):
    for module in of.get('modules', []):
        yield module
        yield from modules(module)


def pinned(source):
    if source['type'] == 'dir':
        return True
    if source['type'] == 'git':
        return re.fullmatch(r'[0-9a-f]{40}', source.get('commit', ''))
    return re.fullmatch(r'[0-9a-f]{64}', source.get('sha256', ''))


def main():
    path, desktop_path = sys.argv[1:]
    with open(path, encoding='utf-8') as file:
        manifest = json.load(file)
    desktop = configparser.ConfigParser(interpolation=None, strict=False)
    desktop.read(desktop_path, encoding='utf-8')
    name = manifest['id']

    ok(os.path.basename(path) == name + '.json', 'the file is named as the application')
    ok(os.path.basename(desktop_path) == name + '.desktop', 'so is the desktop file')
    command = desktop['Desktop Entry']['Exec'].split()[0]
    ok(manifest['command'] == command, 'it starts what the desktop file starts', command)
    ok(manifest['runtime'] == 'org.gnome.Platform' and manifest['sdk'] == 'org.gnome.Sdk', 'it is built on GNOME')
    ok(manifest['runtime-version'].isdigit(), 'of a released version', manifest['runtime-version'])

    wide = [argument for argument in manifest['finish-args'] if argument.startswith('--filesystem')]
    ok(not wide, 'files are reached through the portals only', ' '.join(wide))

    for module in modules(manifest):
        ok(module.get('sources'), f'{module["name"]} has sources')
        for source in module.get('sources', []):
            where = source.get('url') or source.get('path')
            ok(pinned(source), f'{module["name"]} is pinned', where)
            ok('url' not in source or source['url'].startswith('https://'), f'{module["name"]} is fetched safely', where)
    ok(list(modules(manifest))[-1]['name'] == command, 'the program itself comes last')
    print(f'1..{len(results)}')


if __name__ == '__main__':
    main()
