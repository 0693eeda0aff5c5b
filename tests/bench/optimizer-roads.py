#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How near the optimizer comes on real roads to what a long search of its own finds.

  optimizer-roads.py ROUNDSMAN-REGION REGION ROUNDSMAN-SOLVE STOPS LONG-SECONDS SECONDS... [--seeds N] [--threads N]
                     [--out OUT.csv]

Stops lie around a few centres of the region; two of three have windows of one to four hours; travel times are those of
the region's roads, in seconds, asymmetric. Processor seconds, all threads together. The best known cost is the best of
all runs, of which the long one is made with one seed.
Rows: region, stops, processor seconds, seed, cost, gap to the best in percent.
"""
import argparse
import csv
import json
import os
import random
import subprocess

SHIFT = (6 * 3600, 18 * 3600)
NO_ROAD_S = 10**6


def places(region_tool, region, n, rand):
    info = json.loads(subprocess.run([region_tool, "info", "--json", region], check=True, text=True,
                                     stdout=subprocess.PIPE).stdout)
    west, south, east, north = info["bounds"]
    height, width = north - south, east - west
    centres = [(rand.uniform(south + height / 4, north - height / 4), rand.uniform(west + width / 4, east - width / 4))
               for _ in range(5)]
    found = []
    while len(found) < n:
        lat, lon = rand.choice(centres)
        lat, lon = rand.gauss(lat, height / 12), rand.gauss(lon, width / 12)
        if south < lat < north and west < lon < east:
            found.append((lat, lon))
    return found


def durations(region_tool, region, points):
    text = "".join("%f,%f\n" % p for p in points)
    table = json.loads(subprocess.run([region_tool, "matrix", region], input=text, check=True, text=True,
                                      stdout=subprocess.PIPE).stdout)["durations_s"]
    good = [i for i in range(len(points))
            if sum(table[i][j] is None or table[j][i] is None for j in range(len(points))) < len(points) / 2]
    return [[NO_ROAD_S if table[i][j] is None else table[i][j] for j in good] for i in good]


def problem(table, n, rand):
    table = [row[:n + 1] for row in table[:n + 1]]
    jobs = []
    for i in range(1, len(table)):
        job = {"id": i, "location_index": i, "delivery": [rand.randint(1, 10)], "service": rand.choice((120, 180, 300))}
        if rand.random() < 0.67:
            length = rand.randint(3600, 4 * 3600)
            begin = rand.randint(SHIFT[0] + table[0][i], SHIFT[1] - table[i][0] - 300 - length)
            job["time_windows"] = [[begin, begin + length]]
        jobs.append(job)
    load = sum(job["delivery"][0] for job in jobs)
    vehicles = [{"id": v, "start_index": 0, "end_index": 0, "capacity": [25 * load // len(jobs)],
                 "time_window": list(SHIFT)} for v in range(len(jobs) // 10 + 8)]
    return json.dumps({"vehicles": vehicles, "jobs": jobs, "matrices": {"car": {"durations": table}}})


def solve(solver, text, seconds, seed, threads):
    command = [solver, "--cpu-limit", str(seconds), "--seed", str(seed), "--threads", str(threads)]
    answer = json.loads(subprocess.run(command, input=text, check=True, text=True, stdout=subprocess.PIPE).stdout)
    return answer["summary"]["cost"] if not answer["unassigned"] else float("inf")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, kind in (("region_tool", str), ("region", str), ("solver", str), ("stops", int), ("long", float)):
        parser.add_argument(name, type=kind)
    parser.add_argument("seconds", type=float, nargs="+")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out")
    args = parser.parse_args()
    rand = random.Random(args.stops)
    table = durations(args.region_tool, args.region, places(args.region_tool, args.region, args.stops * 5 // 4, rand))
    text = problem(table, args.stops, rand)
    runs = [(seconds, seed) for seconds in args.seconds for seed in range(1, args.seeds + 1)] + [(args.long, 1)]
    costs = {(seconds, seed): solve(args.solver, text, seconds, seed, args.threads) for seconds, seed in runs}
    best = min(costs.values())
    name = os.path.splitext(os.path.basename(args.region))[0]
    rows = [(name, args.stops, seconds, seed, cost, round(100 * (cost / best - 1), 3))
            for (seconds, seed), cost in costs.items()]
    for row in rows:
        print("%s, %d stops: %g s, seed %d, cost %.0f, gap %.2f %%" % row)
    if args.out:
        csv.writer(open(args.out, "a", newline="")).writerows(rows)


if __name__ == "__main__":
    main()
