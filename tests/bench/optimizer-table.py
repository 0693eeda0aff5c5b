#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of src/optimizer/README.md from a file that optimizer-run.sh wrote.

  optimizer-table.py RESULTS.csv PEERS.csv SECONDS

PEERS.csv has family, instance, peer, cpu_seconds, cost and gap_percent. Prints a table of the instances that a peer has
a gap for at these seconds, and the means by family of all in RESULTS.csv.
"""
import csv
import sys

PEERS = ("HGS-DIMACS", "HGS-CVRP", "PyVRP")


def read_peers(path, seconds):
    gaps = {}
    for row in csv.DictReader(open(path)):
        if float(row["cpu_seconds"]) == seconds and row["gap_percent"]:
            gaps[row["instance"], row["peer"]] = "%.2f %%" % float(row["gap_percent"])
    return gaps


def band(family, instance):
    """X is judged by size."""
    if family != "x_cvrp":
        return family
    n = int(instance.split("-n")[1].split("-")[0])
    return "X up to 300" if n <= 300 else "X 300 to 500" if n <= 500 else "X over 500"


def main():
    results, peers, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    gaps = read_peers(peers, seconds)
    means = {}
    print("| instance | gap at %g s | HGS | PyVRP |\n|---|---|---|---|" % seconds)
    for row in csv.DictReader(open(results)):
        if row["gap_percent"] in ("", "nan"):
            continue
        gap = float(row["gap_percent"])
        means.setdefault(band(row["family"], row["instance"]), []).append(gap)
        hgs, cvrp, pyvrp = (gaps.get((row["instance"], peer), "") for peer in PEERS)
        if hgs or cvrp or pyvrp:
            print("| %s | %.2f %% | %s | %s |" % (row["instance"], gap, hgs or cvrp, pyvrp))
    print("\n| family | mean gap at %g s | instances |\n|---|---|---|" % seconds)
    for family, values in means.items():
        print("| %s | %.2f %% | %d |" % (family, sum(values) / len(values), len(values)))


if __name__ == "__main__":
    main()
