#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: with-postgres.sh COMMAND [ARGUMENT...]
# Runs a command with a PostgreSQL of its own, in a folder that goes away with it: its address is in
# ROUNDSMAN_TEST_POSTGRES, and what makes it crash and come back in ROUNDSMAN_TEST_POSTGRES_RESTART. Where there is no PostgreSQL, says so in TAP.
set -u
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2> /dev/null | sort -V | tail -n 1)
if [ ! -x "${bin:-/none}/initdb" ]; then
  echo "1..0 # SKIP there is no PostgreSQL here"
  exit 0
fi
folder=$(mktemp -d)

# As whom the words given run: whoever cannot read the programs, or write here, is of no use.
works () {
  (cd "$folder" && "$@" "$bin/initdb" --version && "$@" touch probe && rm -f probe) > /dev/null 2>&1
}

# It refuses to run as root. Another user may not get through to the programs where the first folder of all is root's alone, as
# in a root that somebody has just made, so they may look everywhere. A root of a container's making may be nobody
# else at all: then it is called otherwise in a space of its own.
as=
if [ "$(id -u)" = 0 ]; then
  user=postgres
  id postgres > /dev/null 2>&1 || user=nobody
  become="setpriv --reuid=$user --regid=$(id -g $user) --clear-groups"
  look="--securebits=+no_setuid_fixup --inh-caps=+dac_read_search --ambient-caps=+dac_read_search"
  for as in "$become" "$become $look" "unshare --user --map-user=$(id -u $user) --map-group=$(id -g $user)" ""; do
    [ -n "$as" ] || break
    case $as in
      setpriv*) chown "$user" "$folder" 2> /dev/null || continue ;;
      *) chown 0:0 "$folder" 2> /dev/null ;;
    esac
    # shellcheck disable=SC2086 # words
    works $as && break
  done
  if [ -z "$as" ]; then
    rm -rf "$folder"
    echo "1..0 # SKIP root cannot become anybody else here"
    exit 0
  fi
fi

stop () {
  $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop > /dev/null 2>&1
  rm -rf "$folder"
}
trap stop EXIT INT TERM

if ! { cd "$folder" && $as "$bin/initdb" -D "$folder/data" -U hub -A trust -E UTF8 --locale=C.UTF-8 &&
  $as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-k $folder -c listen_addresses= -c max_connections=40" start && cd - > /dev/null; } > "$folder/start" 2>&1; then
  sed 's/^/# /' "$folder/start"
  echo "Bail out! PostgreSQL does not start"
  exit 1
fi
ROUNDSMAN_TEST_POSTGRES="postgresql://hub@/postgres?host=$folder" \
  ROUNDSMAN_TEST_POSTGRES_RESTART="$as $bin/pg_ctl -D $folder/data -w -m immediate -l $folder/log restart" "$@"
