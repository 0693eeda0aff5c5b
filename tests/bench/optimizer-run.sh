#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The optimizer on published instances. Costs are judged by vrpbench.py, which is not ours:
#   optimizer-run.sh VRPBENCH ROUNDSMAN-SOLVE SECONDS OUT.csv [REGEX]
# SECONDS are of processor time, both threads together. Rows: family, instance, best known, cost, gap in percent,
# tasks left out, processor seconds, seconds by the clock.
set -eu
bench=$1 solver=$2 seconds=$3 out=$4 only=${5:-.}
exec python3 "$bench" run --solver "$solver --cpu-limit {seconds} --threads 2" \
  --seconds "$seconds" --only "$only" --out "$out"
