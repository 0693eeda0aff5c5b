# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a GTK 4 program as a person does: finds things by the role and name that a screen reader would say, and moves
the real pointer and presses real keys. To be run inside ui-session.sh, by the system's own python3.

    app = App(['build/src/console/roundsman', '--demo'])
    app.drag(app.get('list item', 'Matschils 6'), app.get('list item', 'LI-02'))
    app.wait(lambda: 'Matschils 6' in app.items('LI-02'), 'the stop on the other route')
    app.key('ctrl+z')
    app.shot('after.png')
    app.close()

What is awkward about it, and is taken care of here:
- GTK tells positions relative to its own window, and a popover's relative to itself: App.box() makes them the screen's.
- A drag starts only after several motions in frames of their own, and never within the time of a double click.
- An entry's text cannot be typed by fake keys where it is not ASCII: App.set_text() puts it in through the toolkit.
- A list has widgets only for what is visible: App.items() and App.rows() speak of that.
- Where a popover was that Escape has closed, GTK 4.8 may lose the next press, unless the pointer was elsewhere meanwhile.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

DOUBLE_CLICK_S = 0.45
# How much longer than usual to wait: for a program that is watched by a sanitizer, or has a busy machine.
PATIENCE = float(os.environ.get('UI_PATIENCE', 1))
# A program that reckons for a second is busy, not dead: how long it has to answer a question, and to answer its first.
Atspi.set_timeout(int(5000 * PATIENCE), int(15000 * PATIENCE))
FRAME_S = 0.025
# Roles have been renamed between versions of at-spi; ours are those of Debian 12.
ROLES = {'button': 'push button', 'switch': 'toggle button'}
# Named after their type, when nobody gave a name: what a screen reader would read out as nonsense.
TYPE_NAME = re.compile(r'^(Gtk|Adw|Shumate|Rdm|Gdk)[A-Z]\w*$')
# What may hold hundreds of things that nobody sees: a list's rows beyond its edges, a closed drop-down, another page.
HOLDERS = ('list item', 'table row', 'scroll pane')
# Parts of GTK's own widgets that nobody can name.
INNER = ('GtkColumnListView',)
# These take the focus only to hand it on.
STRUCTURE = ('scroll pane', 'viewport', 'frame', 'window', 'application')


class Missing(AssertionError):
    """What was looked for was not there in time."""


def wait_until(condition, what='', timeout=10.0):
    """Returns what condition() gives once that is true; an accessible that goes away meanwhile is no error."""
    end = time.monotonic() + timeout * PATIENCE
    while True:
        try:
            value = condition()
        except GLib.Error:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Missing(f'{what or "it"} did not come within {timeout * PATIENCE:g} s')
        time.sleep(0.02)


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout


def role_of(thing):
    role = thing.get_role_name()
    return ROLES.get(role, role)


def children(thing):
    for index in range(thing.get_child_count()):
        child = thing.get_child_at_index(index)
        if child is not None:
            yield child


def extents(thing):
    """x, y, width, height in the coordinates of the thing's window; None where it has no place."""
    try:
        place = thing.get_extents(Atspi.CoordType.WINDOW)
    except GLib.Error:
        return None
    return place.x, place.y, place.width, place.height


def is_visible(thing):
    place = extents(thing)
    return place is not None and place[2] > 0 and place[3] > 0


def has_state(thing, state):
    return thing.get_state_set().contains(getattr(Atspi.StateType, state.upper()))


def walk(thing, rows=False):
    """The thing and all below it, those above first; of what is hidden in rows and scrolled places, nothing but with
    rows=True: there are hundreds, and each question takes a message."""
    yield thing
    try:
        if not rows and thing.get_role_name() in HOLDERS and not is_visible(thing):
            return
        below = list(children(thing))
    except GLib.Error:
        return
    for child in below:
        yield from walk(child, rows)


def text_of(thing):
    """What the thing says: the text in an entry or label, else its name."""
    try:
        if thing.get_text_iface():
            return Atspi.Text.get_text(thing, 0, Atspi.Text.get_character_count(thing))
    except GLib.Error:
        pass
    return thing.get_name()


def name_of(thing):
    """The name that a screen reader says: the thing's own, else that of its label."""
    name = thing.get_name()
    # GTK 4.8 joins what a button is called and what its label says, mnemonic and all: "_Apply Apply", "Yes Yes".
    for said in (name, name.replace('_', '', 1)):
        half = len(said) // 2
        if said[:half] == said[half + 1:] and said[half:half + 1] == ' ':
            return said[:half]
    if not name:
        for relation in thing.get_relation_set():
            if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
                return ' '.join(text_of(relation.get_target(index)) for index in range(relation.get_n_targets()))
    return name


def matches(thing, role, name):
    if role is not None and role_of(thing) != ROLES.get(role, role):
        return False
    if name is None:
        return True
    said = name_of(thing)
    if isinstance(name, re.Pattern):
        return name.search(said) is not None
    return said == name


class Window:
    """One window of the X server."""

    def __init__(self, xid):
        self.xid = int(xid)
        facts = run('xwininfo', '-id', self.xid)

        def number(label):
            return int(re.search(label + r':\s*(-?\d+)', facts)[1])

        self.x, self.y = number('Absolute upper-left X'), number('Absolute upper-left Y')
        self.width, self.height = number('Width'), number('Height')
        self.is_popup = 'Override Redirect State: yes' in facts
        properties = run('xprop', '-id', self.xid, '_GTK_FRAME_EXTENTS', '_NET_WM_NAME', '_NET_WM_STATE')
        shadow = re.search(r'_GTK_FRAME_EXTENTS\(CARDINAL\) = (\d+), (\d+), (\d+), (\d+)', properties)
        self.shadow = tuple(int(side) for side in shadow.groups()) if shadow else (0, 0, 0, 0)
        title = re.search(r'_NET_WM_NAME\(UTF8_STRING\) = "(.*)"', properties)
        self.title = title[1].replace('\\"', '"') if title else ''
        self.is_maximized = '_NET_WM_STATE_MAXIMIZED_VERT' in properties


def tell(text):
    """Says why something failed: to standard error, which the build's log of errors shows."""
    if text:
        print('# ' + text.replace('\n', '\n# '), file=sys.stderr, flush=True)


class App:
    """A program under test, from its start to its end."""

    def __init__(self, command, env=None, application_id='org.roundsman.Roundsman', timeout=30.0, wait=True, cwd=None):
        self.command = [str(part) for part in command]
        self.application_id = application_id
        self.environment = dict(os.environ)
        # fatal-warnings would abort this python too, if it were in our own environment.
        fatal = self.environment.pop('APP_G_DEBUG', '')
        if fatal:
            self.environment['G_DEBUG'] = fatal
        self.environment.update({key: str(value) for key, value in (env or {}).items()})
        self.cwd = cwd
        self.timeout = timeout
        self.last_press = 0.0
        self.escaped = False  # since the last press
        self.process = self.accessible = self.frame = None
        self.errors = tempfile.TemporaryFile()
        self.start(wait)

    # Starting and ending

    def start(self, wait=True):
        self.process = subprocess.Popen(self.command, env=self.environment, cwd=self.cwd, stderr=self.errors)
        if wait:
            self.accessible = self.wait(self._find_accessible, 'the program on the accessibility bus', self.timeout)
            self.frame = self.wait(self._find_frame, 'its window', self.timeout)

    def _find_accessible(self):
        if self.process.poll() is not None:
            raise AssertionError(f'{self.command[0]} ended with {self.process.returncode}:\n{self.stderr()}')
        for application in children(Atspi.get_desktop(0)):
            if application.get_process_id() == self.process.pid:
                # What the client library remembers is out of date as soon as nobody runs its main loop.
                application.set_cache_mask(Atspi.Cache.NONE)
                return application
        return None

    def _find_frame(self):
        for window in children(self.accessible):
            if role_of(window) in ('frame', 'window', 'dialog') and is_visible(window) and self.windows():
                return window
        return None

    def stderr(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors='replace')

    def close(self, timeout=15.0):
        """Closes the window as the window manager's button does, waits, and returns the exit status."""
        end = time.monotonic() + timeout
        while self.process.poll() is None:
            # A window with a dialog over it does not close, so they are told again until none is left.
            for window in self.windows():
                if not window.is_popup:
                    subprocess.run(['wmctrl', '-i', '-c', hex(window.xid)], check=False)
            try:
                self.process.wait(1)
            except subprocess.TimeoutExpired:
                if time.monotonic() > end:
                    self.kill()
                    raise Missing(f'the end of {self.command[0]} did not come within {timeout:g} s') from None
        return self.process.returncode

    def kill(self, number=signal.SIGKILL):
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(15)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is not None:
            self._explain(error)
        if self.process.poll() is None:
            self.kill(signal.SIGTERM)

    def _explain(self, error):
        """Leaves what a person needs to see why: a picture, and what the window said."""
        folder = os.environ.get('UI_FAILURES')
        if folder:
            os.makedirs(folder, exist_ok=True)
            stem = os.path.join(folder, f'{os.path.basename(sys.argv[0])}-{os.getpid()}-{time.monotonic():.0f}')
            try:
                self.shot(stem + '.png')
                with open(stem + '.txt', 'w', encoding='utf-8') as file:
                    file.write(f'{error}\n\n{self.tree()}\n\n{self.stderr()}')
                print(f'# see {stem}.png and .txt')
            except (OSError, GLib.Error, subprocess.SubprocessError):
                pass
        tell(self.stderr().strip())

    # Finding

    def wait(self, condition, what='', timeout=10.0):
        def alive_and_true():
            value = condition()
            if not value and self.process.poll() is not None:
                raise AssertionError(f'{self.command[0]} ended with {self.process.returncode}:\n{self.stderr()}')
            return value
        return wait_until(alive_and_true, what, timeout)

    def find(self, role=None, name=None, under=None, visible=True):
        """Yields what has that role and name (a string, or a compiled pattern), in the order of the tree."""
        for thing in walk(under or self.accessible, not visible):
            try:
                if matches(thing, role, name) and (not visible or is_visible(thing)):
                    yield thing
            except GLib.Error:
                continue

    def has(self, role=None, name=None, under=None):
        return next(self.find(role, name, under), None)

    def get(self, role=None, name=None, under=None, timeout=10.0):
        """The first such thing, waited for."""
        what = f'{role or "something"} named {name.pattern if isinstance(name, re.Pattern) else name!r}'
        try:
            return self.wait(lambda: self.has(role, name, under), what, timeout)
        except Missing as error:
            raise Missing(f'{error}; there is:\n{self.tree(under, limit=60)}') from None

    def gone(self, role=None, name=None, under=None, timeout=10.0):
        self.wait(lambda: not self.has(role, name, under), f'the end of {role} {name!r}', timeout)

    def _rows(self, container, role):
        box = extents(container)
        found = []
        for thing in self.find(role, under=container):
            place = extents(thing)
            if place and place[1] + place[3] > box[1] and place[1] < box[1] + box[3]:
                found.append((place[1], thing))
        return [thing for _, thing in sorted(found, key=lambda pair: pair[0])]

    def items(self, container, role='list item'):
        """The names of the rows that a list (or its name) shows, from the top."""
        if isinstance(container, str):
            container = self.get(None, container)
        return [name_of(row) for row in self._rows(container, role)]

    def rows(self, container):
        """The texts of the cells that a table (or its name) shows, row by row from the top, the header first."""
        if isinstance(container, str):
            container = self.get(None, container)
        return [[' '.join(said for label in self.find('label', under=cell) if (said := text_of(label)))
                 for cell in children(row)] for row in self._rows(container, 'table row')]

    def text(self, thing):
        return text_of(thing)

    def name(self, thing):
        return name_of(thing)

    def states(self, thing):
        """What it is now: 'sensitive', 'focused', 'checked', …"""
        return {state.value_nick for state in thing.get_state_set().get_states()}

    def says(self, pattern, under=None):
        """The first visible label whose text matches."""
        wanted = re.compile(pattern)
        return next((thing for thing in self.find('label', under=under) if wanted.search(text_of(thing))), None)

    def focused(self):
        """What has the keyboard."""
        return next((thing for thing in walk(self.accessible) if has_state(thing, 'focused')), None)

    def tree(self, under=None, limit=2000):
        """What a screen reader would find, one thing a line."""
        lines = []

        def add(thing, depth):
            if len(lines) >= limit:
                return
            try:
                place = extents(thing)
                if place is None or (place[2] > 0 and place[3] > 0):
                    lines.append(f'{"  " * depth}{role_of(thing)} {name_of(thing)!r} {place or ""}')
                for child in children(thing):
                    add(child, depth + 1)
            except GLib.Error:
                return

        add(under or self.accessible, 0)
        return '\n'.join(lines)

    def lint(self, under=None, allow=()):
        """The focusable things that a screen reader could not name; allow lists names that may stay. In GTK 4.8 the
        hidden pages of a stack look like the shown one: name the page with under."""
        nameless = []
        for thing in walk(under or self.accessible):
            try:
                role, name = role_of(thing), name_of(thing)
                if role in STRUCTURE or name in INNER or not is_visible(thing) or not has_state(thing, 'focusable'):
                    continue
                if name in allow or (name and not TYPE_NAME.match(name)):
                    continue
                # Rows and the like are read out by what they hold; a drop-down's inside is read out by its own name.
                if not name or role in ('list item', 'table row', 'table cell'):
                    if any(text_of(label) for label in self.find('label', under=thing)):
                        continue
                # So is a row that unfolds, and libadwaita's list in it.
                if role == 'list' and role_of(thing.get_parent().get_parent()) == 'list item':
                    continue
                path, above = [], thing
                while above is not None and len(path) < 6:
                    path.append(f'{role_of(above)} {name_of(above)!r}')
                    above = above.get_parent()
                inside_named = any(step.startswith('combo box') and not step.endswith("''") for step in path[1:])
                if not inside_named and not any("'AdwToastWidget'" in step for step in path):
                    nameless.append(' < '.join(path))
            except GLib.Error:
                continue
        return nameless

    # Where things are on the screen

    def windows(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               capture_output=True, text=True, check=False).stdout.split()
        windows = []
        for xid in found:
            try:
                window = Window(xid)
            except (subprocess.SubprocessError, TypeError):
                continue  # it went away just now
            if window.width > 1 and window.height > 1:
                windows.append(window)
        return windows

    def _shown_windows(self):
        """As windows(), once one of them is no popup: while a window is being shown, there may be none."""
        def look():
            windows = self.windows()
            return windows if any(not window.is_popup for window in windows) else None
        return self.wait(look, 'a window that is shown')

    def window(self):
        """The X window of the program's frame."""
        return self._window_of(self.frame, self._shown_windows())

    @staticmethod
    def _window_of(toplevel, windows):
        _, _, width, height = extents(toplevel)
        plain = [window for window in windows if not window.is_popup]

        def misfit(window):
            # The frame is the window less its shadow and its border, so never the larger of the two.
            left, right, top, bottom = window.shadow
            over = (window.width - left - right - width, window.height - top - bottom - height)
            return abs(over[0]) + abs(over[1]) + (0 if window.title == toplevel.get_name() else 10000)

        return min(plain, key=misfit)

    def box(self, thing):
        """x, y, width, height of the thing on the screen."""
        windows = self._shown_windows()
        x, y, width, height = extents(thing)
        popups = [window for window in windows if window.is_popup]
        above = thing
        while True:
            place = extents(above)
            if place:
                for popup in popups:
                    if (popup.width, popup.height) == place[2:]:
                        return popup.x + x - place[0], popup.y + y - place[1], width, height
            parent = above.get_parent()
            if parent is None or parent.get_role() == Atspi.Role.APPLICATION:
                break
            above = parent
        window = self._window_of(above, windows)
        origin = extents(above)
        left, right, top, bottom = window.shadow
        border = max(0, (window.width - left - right - origin[2]) // 2)
        return window.x + left + border + x - origin[0], window.y + top + border + y - origin[1], width, height

    def point(self, target, at=(0.5, 0.5)):
        """A place on the screen: of a thing (at gives the fractions of its size), or a pair of numbers as it is."""
        if isinstance(target, (tuple, list)):
            return int(target[0]), int(target[1])
        x, y, width, height = self.box(target)
        return int(x + width * at[0]), int(y + height * at[1])

    # Mouse

    def _rest(self):
        """No press may come so soon after another that the two are a double click, nor where a popover just was."""
        pause = self.last_press + DOUBLE_CLICK_S - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        if self.escaped:
            run('xdotool', 'mousemove', 2, 2, 'sleep', FRAME_S)
            self.escaped = False

    def move(self, target, at=(0.5, 0.5)):
        """Moves the pointer there in small steps, as a hand does, so that what it passes over notices."""
        x1, y1 = self.point(target, at)
        where = run('xdotool', 'getmouselocation')
        x0, y0 = (int(number) for number in re.match(r'x:(-?\d+) y:(-?\d+)', where).groups())
        self._glide(x0, y0, x1, y1)

    @staticmethod
    def _glide(x0, y0, x1, y1, steps=8):
        script = []
        for step in range(1, steps + 1):
            script += ['mousemove', round(x0 + (x1 - x0) * step / steps), round(y0 + (y1 - y0) * step / steps),
                       'sleep', FRAME_S]
        run('xdotool', *script)

    def click(self, target, button=1, at=(0.5, 0.5), modifiers=()):
        x, y = self.point(target, at)
        self._rest()
        run('xdotool', 'mousemove', x, y, 'sleep', FRAME_S, *self._held('keydown', modifiers), 'click', button,
            'sleep', FRAME_S, *self._held('keyup', modifiers))
        self.last_press = time.monotonic()

    @staticmethod
    def _held(what, modifiers):
        return [word for modifier in modifiers for word in (what, modifier)]

    def double_click(self, target, at=(0.5, 0.5)):
        x, y = self.point(target, at)
        self._rest()
        run('xdotool', 'mousemove', x, y, 'sleep', FRAME_S, 'click', '--repeat', 2, '--delay', 60, 1)
        self.last_press = time.monotonic()

    def scroll(self, target, notches=1, modifiers=()):
        """Turns the wheel: down for positive notches, up for negative ones."""
        x, y = self.point(target)
        run('xdotool', 'mousemove', x, y, 'sleep', FRAME_S, *self._held('keydown', modifiers),
            'click', '--repeat', abs(notches), '--delay', 30, 5 if notches > 0 else 4,
            'sleep', FRAME_S, *self._held('keyup', modifiers))

    def drag(self, source, target, at=(0.5, 0.5), to=(0.5, 0.5), button=1, modifiers=()):
        """Drags from one place to another and lets go there."""
        with self.dragging(source, at, button, modifiers) as drag:
            drag.over(target, to)

    def dragging(self, source, at=(0.5, 0.5), button=1, modifiers=()):
        """A drag to be looked at on its way:  with app.dragging(stop) as drag: drag.over(row); …"""
        return Drag(self, source, at, button, modifiers)

    def path(self, points, button=1, modifiers=()):
        """Draws a line with the button held, point to point: a lasso."""
        with Drag(self, points[0], (0.5, 0.5), button, modifiers) as drag:
            for point in points[1:]:
                drag.over(point)

    # Keyboard

    def key(self, *keys, delay_ms=30):
        """Presses keys one after the other: app.key('ctrl+f'), app.key('Tab', 'Tab', 'Return')."""
        run('xdotool', 'key', '--delay', delay_ms, *keys)
        self.escaped = self.escaped or 'Escape' in keys

    def type(self, text, delay_ms=12):
        """Types into what has the focus. Only ASCII comes through; for other text there is set_text()."""
        assert text.isascii(), 'use set_text() for what is not ASCII'
        run('xdotool', 'type', '--delay', delay_ms, '--', text)

    def set_text(self, entry, text):
        """Puts a text into an entry in place of what was there."""
        for thing in walk(entry):
            if thing.get_editable_text_iface():
                assert Atspi.EditableText.set_text_contents(thing, text), f'{entry.get_name()} takes no text'
                return
        raise AssertionError(f'{role_of(entry)} {entry.get_name()!r} has no text to edit')

    # Actions, by the two ways that need neither pointer nor key

    def press(self, thing, action=0):
        """Does what the thing offers a screen reader: 'click' of a button, 'activate' of an entry, or a GAction's name."""
        iface = thing.get_action_iface()
        names = [Atspi.Action.get_action_name(thing, index) for index in range(Atspi.Action.get_n_actions(thing))] if iface else []
        index = names.index(action) if isinstance(action, str) else action
        assert index < len(names), f'{role_of(thing)} {thing.get_name()!r} offers {names}'
        assert Atspi.Action.do_action(thing, index)

    def _call(self, group, method, arguments, reply):
        path = '/' + self.application_id.replace('.', '/').replace('-', '_')
        if group == 'win':
            path += '/window/1'
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        return bus.call_sync(self.application_id, path, 'org.gtk.Actions', method, arguments,
                             GLib.VariantType(reply) if reply else None, Gio.DBusCallFlags.NONE, 10000)

    def action(self, name, parameter=None):
        """Activates a GAction over the bus: app.action('win.undo'); parameter is a GLib.Variant."""
        group, action = name.split('.', 1)
        arguments = GLib.Variant('(sava{sv})', (action, [parameter] if parameter is not None else [], {}))
        self._call(group, 'Activate', arguments, None)

    def action_state(self, name):
        """Whether a GAction is enabled, and its state or None."""
        group, action = name.split('.', 1)
        (enabled, _, state), = self._call(group, 'Describe', GLib.Variant('(s)', (action,)), '((bgav))').unpack()
        return enabled, state[0] if state else None

    # Windows and pictures

    def resize(self, width, height):
        """Gives the window that size at the corner of the screen, its shadow not counted."""
        window = self.window()
        left, right, top, bottom = window.shadow
        run('xdotool', 'windowsize', window.xid, width + left + right, height + top + bottom,
            'windowmove', window.xid, -left, -top)
        self.wait(lambda: (lambda now: (now.width - left - right, now.height - top - bottom) == (width, height))(self.window()),
                  f'a window of {width} by {height}')

    def maximize(self):
        run('wmctrl', '-i', '-r', hex(self.window().xid), '-b', 'add,maximized_vert,maximized_horz')
        self.wait(lambda: self.window().is_maximized, 'a maximized window')

    def settle(self, quiet_s=0.15, timeout=5.0):
        """Waits until the screen has not changed for a moment."""
        end = time.monotonic() + timeout
        before = None
        while time.monotonic() < end:
            now = subprocess.run(['import', '-silent', '-window', 'root', 'rgb:-'], capture_output=True, check=True).stdout
            if now == before:
                return
            before = now
            time.sleep(quiet_s)

    def shot(self, path, whole_screen=True):
        """A picture as a person sees it, popovers and all."""
        run('import', '-silent', '-window', 'root' if whole_screen else self.window().xid, '-strip',
            '-define', 'png:exclude-chunks=date,time', path)


class Drag:
    """A button held down. Leaving the with block lets go; cancel() lets go where nothing takes it."""

    def __init__(self, app, source, at, button, modifiers):
        self.app, self.button, self.modifiers = app, button, modifiers
        self.x, self.y = app.point(source, at)

    def __enter__(self):
        self.app._rest()
        run('xdotool', 'mousemove', self.x, self.y, 'sleep', FRAME_S, *App._held('keydown', self.modifiers),
            'mousedown', self.button, 'sleep', FRAME_S)
        # Past the threshold in frames of their own, or no drag begins.
        for step in (4, 8, 12):
            run('xdotool', 'mousemove', self.x + step, self.y + step // 3, 'sleep', FRAME_S)
        self.x, self.y = self.x + 12, self.y + 4
        return self

    def over(self, target, at=(0.5, 0.5)):
        """Moves on to there, and stays long enough for what is below to answer."""
        x, y = self.app.point(target, at)
        App._glide(self.x, self.y, x + 1, y)
        run('xdotool', 'mousemove', x, y, 'sleep', 2 * FRAME_S)
        self.x, self.y = x, y

    def __exit__(self, kind, error, trace):
        run('xdotool', 'mouseup', self.button, 'sleep', FRAME_S, *App._held('keyup', self.modifiers))
        self.app.last_press = time.monotonic()


class Test:
    """Runs functions one after the other and speaks TAP. A failed one leaves a picture if UI_FAILURES names a folder."""

    def __init__(self):
        self.number = self.failed = 0

    def case(self, function, *arguments):
        self.number += 1
        title = (function.__doc__ or function.__name__).strip().splitlines()[0].rstrip('.')
        started = time.monotonic()
        try:
            function(*arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is this case that failed
            self.failed += 1
            print(f'not ok {self.number} - {title}')
            tell(f'{title}: {type(error).__name__}: {error}')
            if arguments and isinstance(arguments[0], App):
                arguments[0]._explain(error)
        else:
            print(f'ok {self.number} - {title} ({time.monotonic() - started:.1f} s)')
        sys.stdout.flush()

    def done(self):
        print(f'1..{self.number}')
        return 1 if self.failed else 0
