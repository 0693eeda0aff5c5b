#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A day of 5,000 orders on the command line: import, the same file again, plan, routes to CSV.

Prints the processor's time and the peak of memory of each run of roundsmanctl, and checks that the
second import creates nothing.

usage: bench-ctl.py ROUNDSMANCTL [ORDERS [VEHICLES [SECONDS]]]
"""
import math
import os
import subprocess
import sys
import tempfile

MEMORY_MB = 300


def write_orders(path, n):
    with open(path, "w", encoding="utf-8") as file:
        file.write("reference,name,address,postcode,city,lat,lon,date,from,to,parcels,kg,phone\n")
        for i in range(n):
            angle = 2 * math.pi * i / n
            radius = 0.02 + 0.2 * math.sqrt(i * 7919 % 1000 / 1000)
            lat = 47.15 + radius * math.sin(angle)
            lon = 9.52 + 1.4 * radius * math.cos(angle)
            file.write(
                f"R-{i:05},Recipient {i:05},Street {i % 400} {i % 90 + 1},9490,Town {i % 30},"
                f"{lat:.6f},{lon:.6f},2026-11-23,08:00,{12 + i % 5}:00,{1 + i % 4},2.5,"
                f"+423 555 {i % 10000:04}\n"
            )


def write_fleet(path, n):
    with open(path, "w", encoding="utf-8") as file:
        file.write("vehicle,driver,shift_start,shift_end,parcels,start_lat,start_lon,")
        file.write("end_lat,end_lon,fixed_cost,cost_per_km,cost_per_hour\n")
        for i in range(n):
            file.write(f"V-{i:02},Driver {i:02},07:00,17:00,400,47.15,9.52,47.15,9.52,45,0.42,31\n")


def run(what, arguments):
    """Returns what it printed; ends the program when it fails."""
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as process:
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{what}: exit status {process.returncode}\n{output}")
    peak_mb = usage.ru_maxrss / 1024
    short = "" if peak_mb <= MEMORY_MB else "  SHORT"
    print(
        f"{what:24} {usage.ru_utime + usage.ru_stime:6.2f} s of processor,"
        f" peak {peak_mb:5.0f} of {MEMORY_MB} MB{short}"
    )
    return output


def main():
    ctl = sys.argv[1]
    n_orders, n_vehicles, seconds = (
        int(sys.argv[i]) if len(sys.argv) > i else default
        for i, default in ((2, 5000), (3, 60), (4, 10))
    )
    with tempfile.TemporaryDirectory() as folder:
        plan, orders, fleet = (os.path.join(folder, name) for name in ("p", "o.csv", "f.csv"))
        write_orders(orders, n_orders)
        write_fleet(fleet, n_vehicles)
        run("new", [ctl, "new", plan])
        run("fleet", [ctl, "fleet", plan, fleet])
        run(f"import {n_orders} orders", [ctl, "import", plan, orders])
        print("    " + run("import them again", [ctl, "import", plan, orders]).splitlines()[-1])
        planned = run(f"plan, limit {seconds} s", [ctl, "plan", "-t", str(seconds), plan])
        print("    " + planned.splitlines()[0])
        run("routes as CSV", [ctl, "export", "--csv=" + os.path.join(folder, "routes.csv"), plan])


main()
