#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-format.sh CHECKOUT
# Is every .c and .h file as clang-format 14 would write it? Another version has other opinions, so only that one judges.
set -u
cd "$1" || exit 2

judge=
for candidate in clang-format-14 clang-format; do
  case $("$candidate" --version 2> /dev/null) in
    *' version 14.'*) judge=$candidate; break ;;
  esac
done
[ -n "$judge" ] || { echo '1..0 # SKIP clang-format 14 is not installed'; exit 0; }

number=0
for module in src/* tests/*; do
  sources=$(find "$module" -name '*.[ch]')
  [ -n "$sources" ] || continue
  number=$((number + 1))
  # shellcheck disable=SC2086 # no file of ours has a blank in its name
  if complaints=$("$judge" --dry-run --Werror --ferror-limit=1 $sources 2>&1); then
    echo "ok $number - $module"
  else
    echo "not ok $number - $module: $judge -i \$(find $module -name '*.[ch]') puts it right"
    printf '%s\n' "$complaints" | sed -n 's/^\([^: ]*:[0-9]*\):.*error:.*/# \1/p'
  fi
done
echo "1..$number"
