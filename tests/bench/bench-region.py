#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions on the command line: from a made-up extract to a region, and what opening it takes.

Prints the processor's time and the peak of memory of each run of roundsman-region, for as many streets
as are asked for and for twice as many: what is alike for both grows with the extract, as it should.

usage: bench-region.py ROUNDSMAN-REGION [STREETS]
"""
import os
import subprocess
import sys
import tempfile


def run(*arguments):
    """Returns the processor's seconds and the peak of memory in MB."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(arguments)}: {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(program, folder, n_streets):
    extract = os.path.join(folder, "town.osm.pbf")
    region = os.path.join(folder, "town.region")
    generate_s, _ = run(program, "generate", "--streets", str(n_streets), extract)
    build_s, build_mb = run(program, "build", extract, region)
    info_s, info_mb = run(program, "info", region)
    extract_mb = os.path.getsize(extract) / 1e6
    region_mb = os.path.getsize(region) / 1e6
    print(f"{n_streets:6} streets: extract {extract_mb:6.1f} MB in {generate_s:5.1f} s; region {region_mb:6.1f} MB "
          f"in {build_s:5.1f} s of the processor, {build_mb:4.0f} MB at most; "
          f"opened in {info_s * 1000:3.0f} ms, {info_mb:3.0f} MB")
    return build_s, build_mb


def main():
    program = os.path.abspath(sys.argv[1])
    n_streets = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as folder:
        once_s, once_mb = measure(program, folder, n_streets)
        twice_s, twice_mb = measure(program, folder, 2 * n_streets)
    print(f"twice the streets: {twice_s / once_s:.2f} times the work, {twice_mb / once_mb:.2f} times the memory")


if __name__ == "__main__":
    main()
