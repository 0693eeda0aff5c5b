#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-po.sh CHECKOUT
# Is every translation complete, and does it speak of the strings that are in the sources now? po/update helps where not.
set -u
cd "$1" || exit 2
command -v xgettext > /dev/null || { echo '1..0 # SKIP gettext is not installed'; exit 0; }
export LC_ALL=C.UTF-8

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
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
    printf '%s\n' "$output" | head -n 40 | sed 's/^/# /'
  fi
}

# complete LANGUAGE
complete () {
  missing=$(msgattrib --no-wrap --untranslated --no-obsolete "$scratch/$1.po")
  fuzzy=$(msgattrib --no-wrap --only-fuzzy --no-obsolete "$scratch/$1.po")
  [ -z "$missing$fuzzy" ] && return
  msgfmt --statistics -o /dev/null "$scratch/$1.po"
  printf '%s\n%s\n' "$missing" "$fuzzy" | grep -E '^(#:|msgid)' | grep -v 'msgid ""'
  return 1
}

# nothing_obsolete LANGUAGE
nothing_obsolete () {
  ! msgattrib --no-wrap --only-obsolete "$scratch/$1.po" | grep '^#~ msgid'
}

# A macro such as G_GUINT64_FORMAT inside a string cuts it off there, and the rest is never translated.
whole () {
  ! grep -nE '(^|[^%])(%%)*%"$' "$scratch/roundsman.pot"
}

ok "strings are extracted" po/update --check "$scratch"
ok "none is cut off by a macro in it" whole
ok "POTFILES lists every file with a string" diff -u po/POTFILES "$scratch/POTFILES"
languages=$(grep -v '^#' po/LINGUAS)
for language in $languages; do
  ok "$language: format" msgfmt --check -o /dev/null "po/$language.po"
  ok "$language: every string is translated" complete "$language"
  ok "$language: no string that is gone" nothing_obsolete "$language"
done
echo "1..$number"
