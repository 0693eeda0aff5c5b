#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-data.sh WHAT FILE...
# Validates one kind of file under data/ with the tool that knows it best, and says so in TAP.
set -u

number=0

# ok DESCRIPTION COMMAND...
ok () {
  description=$1
  shift
  number=$((number + 1))
  if output=$("$@" 2>&1); then
    echo "ok $number - $description"
  else
    echo "not ok $number - $description"
    printf '%s\n' "$output" | sed 's/^/# /'
  fi
}

# needs TOOL: without it there is nothing to say about the files.
needs () {
  command -v "$1" > /dev/null && return
  echo "1..0 # SKIP $1 is not installed"
  exit 0
}

every_icon_is_listed () (
  cd "$1" || exit 1
  status=0
  for icon in scalable/actions/*.svg; do
    grep -q ">$icon<" "$2" || { echo "$icon is not in $2"; status=1; }
  done
  exit "$status"
)

symbolic_is_plain () {
  # GTK recolours a symbolic icon by its fills, so a stroke would come out solid.
  grep -q 'width="16" height="16"' "$1" || { echo "not 16 by 16"; return 1; }
  ! grep -nE 'stroke|fill="none"|<style|<image|<use' "$1"
}

# Every picture that the metainfo names lies in the folder, and the other way round.
screenshots_agree () {
  named=$(sed -n 's|.*<image[^>]*>.*/\([^/<]*\)</image>.*|\1|p' "$1" | sort)
  present=$(cd "$2" && find . -name '*.png' | sed 's|^\./||' | sort)
  [ "$named" = "$present" ] && return
  printf 'named in the metainfo:\n%s\nin %s:\n%s\n' "$named" "$2" "$present"
  return 1
}

what=$1
shift
case $what in
  desktop-file)
    needs desktop-file-validate
    ok "$(basename "$1")" desktop-file-validate "$1"
    ;;
  metainfo)
    needs appstreamcli
    ok "$(basename "$1")" appstreamcli validate --no-net "$1"
    if [ -n "$(find "$2" -name '*.png' 2> /dev/null)" ]; then
      ok "screenshots" screenshots_agree "$1" "$2"
    fi
    ;;
  schema)
    ok "settings" glib-compile-schemas --strict --dry-run "$1"
    ;;
  mime)
    needs xmllint
    ok "well formed" xmllint --noout "$1"
    if command -v update-mime-database > /dev/null; then
      scratch=$(mktemp -d)
      trap 'rm -rf "$scratch"' EXIT
      mkdir "$scratch/packages"
      cp "$1" "$scratch/packages/"
      ok "understood by the desktop" env XDG_DATA_HOME="$scratch" XDG_DATA_DIRS="$scratch" update-mime-database "$scratch"
      ok "knows a plan by its name" grep -q 'roundsman' "$scratch/globs2"
    fi
    ;;
  icons)
    needs xmllint
    for icon in "$1"/*/*/*/*.svg "$1"/*/*/*.svg; do
      [ -e "$icon" ] || continue
      name=$(basename "$icon")
      ok "$name" xmllint --noout "$icon"
      case $name in *-symbolic.svg) ok "$name is symbolic" symbolic_is_plain "$icon" ;; esac
    done
    ok "all in $(basename "$2")" every_icon_is_listed "$1" "$2"
    ;;
  man)
    needs mandoc
    for page in "$@"; do
      ok "$(basename "$page")" mandoc -T lint -W warning "$page"
    done
    ;;
  *)
    echo "Bail out! $what is nothing that is checked here"
    exit 2
    ;;
esac
echo "1..$number"
