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
# It refuses to run as root; and some roots, of a container's making, cannot become anybody else.
as=
if [ "$(id -u)" = 0 ]; then
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
  if ! { chown postgres "$folder" && $as true; } 2> /dev/null; then
    rmdir "$folder"
    echo "1..0 # SKIP root cannot become the user postgres here"
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
