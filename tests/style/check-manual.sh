#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-manual.sh PAGE PROGRAM
# Does the manual page speak of every option and verb that the program itself tells of, and of no other?
set -u
page=$1
program=$2
export LC_ALL=C.UTF-8

# The help as a whole: a program with verbs lists them with two blanks before, and each answers for itself.
verbs=$("$program" --help < /dev/null | sed -n 's/^  \([a-z][a-z]*\) [A-Z-].*/\1/p')
told=$(
  {
    "$program" --help
    for verb in $verbs; do "$program" "$verb" --help; done
  } < /dev/null | grep -oE '(^|[^a-z-])--[a-z][a-z-]+' | sed 's/.*--//' | grep -v '^help-' | sort -u
)
written=$(sed -n '/^\.\(It\|Op\|Fl\)/p; /^\.\(Oc\|Oo\)/p' "$page" | grep -oE 'Fl -[a-z][a-z-]+' | sed 's/Fl -//' | sort -u)
number=0

# listed WORDS OTHERS DESCRIPTION
listed () {
  number=$((number + 1))
  missing=
  for word in $1; do
    printf '%s\n' "$2" | grep -qx -- "$word" || missing="$missing $word"
  done
  if [ -z "$missing" ]; then
    echo "ok $number - $3"
  else
    echo "not ok $number - $3"
    echo "#$missing"
  fi
}

if [ -z "$told" ]; then
  echo "1..0 # SKIP $program tells of no option"
  exit 0
fi
listed "$told" "$written" "every option is in the manual page"
# GTK's and GLib's own, such as --help-all, need not be told of; --help and --version are always there.
listed "$(printf '%s\n' "$written" | grep -vE '^(help|version)$')" "$told" "no other option is"
listed "$verbs" "$(sed -n 's/^\.It Cm \([a-z]*\).*/\1/p' "$page")" "every verb is"
echo "1..$number"
