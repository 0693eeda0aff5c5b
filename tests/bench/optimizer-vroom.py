#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the optimizer is ever worse than VROOM, with no more processor time than VROOM took.

  optimizer-vroom.py VRPBENCH ROUNDSMAN-SOLVE PEERS.csv MOST-SECONDS OUT.csv

Of all instances that PEERS.csv has a cost by VROOM for; what VROOM took longer than MOST-SECONDS for gets MOST-SECONDS
only. Costs are judged by vrpbench.py. Rows: family, instance, VROOM's cost and processor seconds, ours.
"""
import csv
import subprocess
import sys
import tempfile


def solve(bench, solver, instance, seconds):
    with tempfile.NamedTemporaryFile("r", suffix=".csv") as rows:
        subprocess.run([sys.executable, bench, "run", "--solver", solver + " --cpu-limit {seconds} --threads 1",
                        "--seconds", "%g" % seconds, "--only", "/" + instance + "$", "--out", rows.name],
                       check=True, stdout=subprocess.DEVNULL)
        row = next(csv.reader(rows))
    return float(row[3]), float(row[6])


def main():
    bench, solver, peers, most, out = sys.argv[1:]
    worse = []
    with open(out, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("family", "instance", "vroom_cost", "vroom_cpu_seconds", "cost", "cpu_seconds"))
        for peer in csv.DictReader(open(peers)):
            if peer["peer"] != "VROOM":
                continue
            seconds = min(float(most), float(peer["cpu_seconds"]))
            cost, cpu_s = solve(bench, solver, peer["instance"], seconds)
            rows.writerow((peer["family"], peer["instance"], peer["cost"], peer["cpu_seconds"], cost, cpu_s))
            file.flush()
            if cost > float(peer["cost"]):
                worse.append(peer["instance"])
    print("worse than VROOM: %s" % (", ".join(worse) or "none"))
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
