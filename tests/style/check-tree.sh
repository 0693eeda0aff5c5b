#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check-tree.sh CHECKOUT
# The rules of CONTRIBUTING.md that a compiler does not check and a few lines of shell can. One rule, one TAP line.
set -u
cd "$1" || exit 2
export LC_ALL=C.UTF-8

# A file counts, since the end of a pipe cannot reach this shell's variables.
count=$(mktemp)
trap 'rm -f "$count"' EXIT

# rule DESCRIPTION: reads what breaks the rule, one a line.
rule () {
  echo >> "$count"
  broken=$(cat)
  if [ -z "$broken" ]; then
    echo "ok - $1"
  else
    echo "not ok - $1"
    printf '%s\n' "$broken" | head -n 40 | sed 's/^/# /'
  fi
}

# Everything that people write; never a build directory.
files () {
  find src ui data po tests flatpak .ci -name __pycache__ -prune -o -type f -print
  find . -maxdepth 1 -type f ! -name LICENSE | sed 's|^\./||'
}

text () {
  files | grep -E '\.(c|h|py|sh|sql|ui|css|xml|in|md|1|build|txt|json|yml|yaml|desktop)$|^[^.]*$'
}

c_files () {
  find src tests -name '*.[ch]'
}

scripts () {
  files | grep -vE '\.(c|h|svg|png|csv|tsv|po|sqlite|roundsman)$' | while read -r file; do
    head -n 1 "$file" 2> /dev/null | grep -qaE '^#!.*(sh|python3)$' && echo "$file"
  done
}

c_files | xargs grep -nHE '^ *# *include "[^"]*/' |
  rule 'headers are included without a path'

c_files | xargs grep -LE '^#pragma once$' | grep '\.h$' |
  rule 'every header has #pragma once'

c_files | grep '^src/.*\.c$' | while read -r file; do
  header=$(basename "${file%.c}.h")
  [ -e "${file%.c}.h" ] || continue
  first=$(sed -n 's/^# *include *["<]\([^">]*\)[">].*/\1/p' "$file" | head -n 1)
  [ "$first" = "$header" ] || [ "$first" = "${header%.h}-private.h" ] || echo "$file: starts with ${first:-nothing}"
done | rule 'x.c includes x.h first'

find src tests ui -type f \( -name '*.[ch]' -o -name '*.py' -o -name '*.sh' -o -name '*.ui' -o -name '*.sql' \) |
  while read -r file; do
    lines=$(wc -l < "$file")
    [ "$lines" -le 1000 ] || echo "$file: $lines lines"
  done | rule 'no file has more than 1,000 lines'

{ find src tests ui data -type f \( -name '*.[ch]' -o -name '*.sql' -o -name '*.ui' -o -name '*.css' -o -name '*.svg' \) \
    ! -path 'tests/data/*' ! -path 'tests/fuzz/corpus/*'; scripts; } |
  while read -r file; do
    head -n 5 "$file" | grep -q 'SPDX-License-Identifier: ' || echo "$file"
  done | rule 'every source says its licence'

find src tests -name '*.c' | while read -r file; do
  folder=$(dirname "$file")
  name=$(basename "$file" .c)
  until [ "$folder" = . ]; do
    # Where a loop makes the programs, it has their names without test- and the like.
    grep -qsE "$name|'${name#*-}'" "$folder/meson.build" && continue 2
    folder=$(dirname "$folder")
  done
  echo "$file"
done | rule 'every .c file is in a meson.build'

find ui src -name '*.ui' | while read -r file; do
  grep -rqF --include='*.gresource.xml*' "$(basename "$file")" src ui data || echo "$file"
done | rule 'every .ui file is in a resource'

grep -rnoE 'rdm-[a-z-]+-symbolic' src ui | while IFS= read -r use; do
  [ -e "data/icons/scalable/actions/${use##*:}.svg" ] || echo "$use"
done | rule 'every icon of ours that is named exists'

c_files | xargs grep -nHE '\b(gint|gchar|gdouble|gfloat|glong|gshort)\b' | grep -vE '^\S+: *(/?\*|//)' |
  rule 'no gint, gchar and the like: C has them'

c_files | grep '^src/' | xargs grep -nHE '^\s*goto ' |
  rule 'no goto'

c_files | xargs grep -nHE '\b(TODO|FIXME|XXX)\b' | grep -vE '#[0-9]+' |
  rule 'nothing left to do without the number of an issue'

text | xargs grep -nIHE "(^|[^A-Za-z0-9_.<>}-])/(home|root|Users|mnt|media|srv|work|workspace|farm|builds)/" |
  rule 'no path of one machine'

{ text; scripts; } | sort -u | grep -v '^tests/.*/data/\|^tests/data/\|^tests/fuzz/' | xargs grep -nIHE '[[:space:]]+$' |
  rule 'no white space at the end of a line'

c_files | xargs grep -nHP '\t' | rule 'no tab in a .c or .h file'

if command -v shellcheck > /dev/null; then
  scripts | while read -r file; do
    head -n 1 "$file" | grep -q 'sh$' && echo "$file"
  done | xargs shellcheck --format=gcc |
    rule 'shellcheck has nothing to say'
else
  echo >> "$count"
  echo "ok - shellcheck # SKIP not installed"
fi

echo "1..$(wc -l < "$count")"
