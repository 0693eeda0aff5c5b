#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whether two threads give at least what one gives in 1.7 times the time:
#   optimizer-threads.sh VRPBENCH ROUNDSMAN-SOLVE SECONDS OUT.csv [REGEX]
# Two threads get SECONDS of processor time each, one gets 1.7 times SECONDS, so that other work on the machine
# does not matter. Rows: threads, then as optimizer-run.sh writes them.
set -eu
bench=$1 solver=$2 seconds=$3 out=$4 only=${5:-.}
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT
: >"$out"
for threads in 1 2; do
  limit=$(awk -v s="$seconds" -v n="$threads" 'BEGIN { print n == 1 ? 1.7 * s : 2 * s }')
  : >"$rows"
  python3 "$bench" run --solver "$solver --cpu-limit {seconds} --threads $threads" \
    --seconds "$limit" --only "$only" --out "$rows"
  sed "s/^/$threads,/" "$rows" >>"$out"
done
awk -F, '{ sum[$1] += $6; n[$1]++ }
  END { for (t = 1; t <= 2; t++) printf "%d thread(s): mean gap %.3f %% over %d\n", t, sum[t] / n[t], n[t] }' "$out"
