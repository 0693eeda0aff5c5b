#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: ui-session.sh [--wm none|openbox|xfwm4] [--size WIDTHxHEIGHT] COMMAND...
# Runs COMMAND in a desktop of its own: an X server without a screen, a session bus, a window manager and an empty home.
# It leaves nothing behind, and disturbs no other session on the machine, so that any number may run side by side.
#
#   UI_TIMEOUT  seconds after which the command is ended (300)
#   UI_PATIENCE how many times longer than usual tests wait for something, such as 10 under a sanitizer (1)
#   UI_HOME     a directory to use as home and keep, instead of an empty one that goes away
#   UI_LANGUAGE the language of the program, such as de (the C locale's)
#   UI_FONT     the interface font ("Cantarell 11")
#   UI_ANIMATIONS=1  leaves animations on: nicer to film, slower to test
#
# Exit status: the command's; 124 when it took too long; 77 (skipped) when a program that this needs is not installed;
# 99 when no session would start.
set -u

if [ "${1-}" = --inside ]; then
  # The second half runs under the session bus: only the window manager is missing.
  wm=$2
  shift 2
  manager=
  case $wm in
    openbox) openbox --sm-disable > "$UI_SCRATCH/wm.log" 2>&1 & manager=$! ;;
    xfwm4) xfwm4 --compositor=on > "$UI_SCRATCH/wm.log" 2>&1 & manager=$! ;;
  esac
  if [ -n "$manager" ]; then
    for ((i = 0; i < 200; i++)); do
      xprop -root -notype _NET_SUPPORTING_WM_CHECK 2> /dev/null | grep -q '# 0x' && break
      kill -0 "$manager" 2> /dev/null || exit 99
      sleep 0.05
    done
    [ "$i" -lt 200 ] || exit 99
  fi
  : > "$UI_SCRATCH/ready"
  timeout --kill-after=10 "${UI_TIMEOUT:-300}" "$@" >&4 4>&-
  status=$?
  if [ -n "$manager" ]; then
    kill "$manager" 2> /dev/null
    wait "$manager" 2> /dev/null
  fi
  exit "$status"
fi

wm=openbox size=1366x768
while :; do
  case ${1-} in
    --wm) wm=$2; shift 2 ;;
    --size) size=$2; shift 2 ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || { sed -n '3,17s/^# \{0,1\}//p' "$0" >&2; exit 2; }

for program in Xvfb dbus-run-session xdotool xprop "$wm"; do
  if [ "$program" != none ] && ! command -v "$program" > /dev/null; then
    echo "1..0 # SKIP $program is not installed"
    exit 77
  fi
done

UI_SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/ui-session.XXXXXX")
export UI_SCRATCH
server=
session=

end_server () {
  [ -n "$server" ] || return
  kill "$server" 2> /dev/null
  wait "$server" 2> /dev/null
  server=
}

# shellcheck disable=SC2317 # the trap calls it
clean_up () {
  if [ -n "$session" ]; then
    kill "$session" 2> /dev/null
    wait "$session" 2> /dev/null
  fi
  end_server
  rm -rf "$UI_SCRATCH"
}
trap clean_up EXIT
trap 'exit 143' TERM
trap 'exit 130' INT HUP

# A number of our own, as the server's own choice has raced with others; -displayfd only says when it is ready.
start_server () {
  local number=$((200 + (RANDOM * 32768 + RANDOM) % 60000))
  local ready=$UI_SCRATCH/display
  rm -f "$ready"
  Xvfb ":$number" -screen 0 "${size}x24" -nolisten tcp -noreset -displayfd 3 3> "$ready" > "$UI_SCRATCH/x.log" 2>&1 &
  server=$!
  for ((i = 0; i < 200; i++)); do
    if [ -s "$ready" ]; then
      export DISPLAY=":$number"
      xprop -root > /dev/null 2>&1 && return 0
    fi
    kill -0 "$server" 2> /dev/null || break
    sleep 0.05
  done
  end_server
  return 1
}

home=${UI_HOME:-$UI_SCRATCH/home}
runtime=$UI_SCRATCH/run
mkdir -p "$home/.config/gtk-4.0" "$home/.local/share" "$home/.cache" "$home/.local/state" "$runtime"
chmod 700 "$runtime"
cat > "$home/.config/gtk-4.0/settings.ini" << EOF
[Settings]
gtk-enable-animations=${UI_ANIMATIONS:-0}
gtk-font-name=${UI_FONT:-Cantarell 11}
gtk-cursor-blink=0
EOF

# A keyring that is installed here would ask for the password of a new one.
mkdir -p "$home/.local/share/dbus-1/services"
cat > "$home/.local/share/dbus-1/services/org.freedesktop.secrets.service" << EOF
[D-BUS Service]
Name=org.freedesktop.secrets
Exec=/bin/false
EOF

unset WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS SESSION_MANAGER DESKTOP_STARTUP_ID \
  XDG_ACTIVATION_TOKEN NO_AT_BRIDGE XMODIFIERS GTK_THEME LANGUAGE
export HOME=$home XDG_CONFIG_HOME=$home/.config XDG_DATA_HOME=$home/.local/share XDG_CACHE_HOME=$home/.cache \
  XDG_STATE_HOME=$home/.local/state XDG_RUNTIME_DIR=$runtime
# Settings live in a file of that home, so that a second start finds them; GL on a machine without a card is slow.
export GSETTINGS_BACKEND=keyfile GDK_BACKEND=x11 GSK_RENDERER=cairo GTK_A11Y=atspi GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1 \
  GIO_USE_VFS=local GIO_USE_PROXY_RESOLVER=dummy LC_ALL=C.UTF-8 TZ=UTC
[ -z "${UI_LANGUAGE-}" ] || export LANGUAGE=$UI_LANGUAGE

status=99
for attempt in 1 2 3; do
  rm -f "$UI_SCRATCH/ready"
  if start_server; then
    dbus-run-session -- "$0" --inside "$wm" "$@" 4>&1 > /dev/null 2> >(grep --line-buffered -vE \
      'dbus-daemon\[|X connection to|xfconfd|Failed to set fd limit|dbind-WARNING|^$' >&2) <&0 &
    session=$!
    wait "$session"
    status=$?
    session=
    end_server
    [ -e "$UI_SCRATCH/ready" ] && break
  fi
  status=99
  echo "# no session at attempt $attempt: $(tail -n 2 "$UI_SCRATCH/x.log" "$UI_SCRATCH/wm.log" 2> /dev/null | tr '\n' ' ')" >&2
  sleep "$attempt"
done
exit "$status"
