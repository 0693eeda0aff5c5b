#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well orders without coordinates are located: files of a real day against one that has them.

Builds a region from the extract, imports each file into a plan of its own by roundsmanctl, and compares
place by place with the file of truth. A figure that is missed fails, and says which addresses are off.

usage: bench-locate.py ROUNDSMAN-REGION ROUNDSMANCTL [EXTRACT TRUTH.csv ORDERS.csv…]

Without files: those in ../shared/data/liechtenstein beside the checkout; where they are not, it is skipped.
"""
import collections
import json
import math
import os
import subprocess
import sys
import tempfile

NEAR_M = 30
FAR_M = 200
LEAST_NEAR = 0.97
SKIPPED = 77

SHARED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../shared/data/liechtenstein")
SHARED_FILES = ["liechtenstein.osm.pbf", "orders-optimoroute.csv", "orders-onfleet.csv", "orders-detrack.csv"]


def run(*arguments):
    finished = subprocess.run(arguments, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False, text=True)
    if finished.returncode != 0:
        sys.exit(f"{' '.join(arguments)}: {finished.returncode}\n{finished.stdout}")
    return finished.stdout


def distance_m(a, b):
    lat = math.radians((a["lat"] + b["lat"]) / 2)
    return 6371008.8 * math.hypot(math.radians(a["lat"] - b["lat"]), math.radians(a["lon"] - b["lon"]) * math.cos(lat))


def read_stops(ctl, plan, path, *options):
    """Imports a file into a plan of its own. Returns stops by the order's reference and the stop's role."""
    run(ctl, "new", plan)
    run(ctl, "import", plan, path, "--good-rows", *options)
    stops = {}
    for order in json.loads(run(ctl, "show", plan, "orders", "--json")):
        for stop in order["stops"]:
            stops[order["reference"], stop["role"]] = stop
    return stops


def compare(name, stops, truth):
    """Returns whether both measures hold."""
    kinds = collections.Counter(stop["confidence"] for stop in stops.values())
    near = 0
    wrong = 0
    off = []
    for key, stop in stops.items():
        given = truth[key]
        if stop["point"] is None:
            off.append((math.inf, stop, given))
            continue
        metres = distance_m(stop["point"], given["point"])
        near += metres <= NEAR_M
        wrong += metres > FAR_M and stop["confidence"] == "house"
        if metres > NEAR_M:
            off.append((metres, stop, given))
    n = len(stops)
    said = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    print(f"{name}: of {n} addresses {near} ({100 * near / n:.1f} %) within {NEAR_M} m; "
          f"{wrong} more than {FAR_M} m off and called exact; {said}")
    for metres, stop, given in sorted(off, key=lambda entry: -entry[0])[:20]:
        print(f"    {metres:8.0f} m  {stop['confidence']:12}  {stop['address']}  (is {given['point']})")
    return near >= LEAST_NEAR * n and wrong == 0


def main():
    region_program, ctl = sys.argv[1:3]
    files = sys.argv[3:] or [os.path.join(SHARED, name) for name in SHARED_FILES]
    if not all(os.path.exists(path) for path in files):
        print("skipped: there is no real day")
        sys.exit(SKIPPED)
    extract, truth_path, *paths = files
    held = True
    with tempfile.TemporaryDirectory() as folder:
        region = os.path.join(folder, "day.region")
        run(region_program, "build", extract, region)
        truth = read_stops(ctl, os.path.join(folder, "truth.roundsman"), truth_path, "--day-first")
        for i, path in enumerate(paths):
            stops = read_stops(ctl, os.path.join(folder, f"{i}.roundsman"), path, "--region", region)
            held = compare(os.path.basename(path), stops, truth) and held
    if not held:
        sys.exit(f"SHORT: {100 * LEAST_NEAR:.0f} % within {NEAR_M} m are wanted, and none that is called exact "
                 f"may be more than {FAR_M} m off")


if __name__ == "__main__":
    main()
