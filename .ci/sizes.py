#!/usr/bin/env python3
"""Prints what a program with symbols is made of: sections, and the crates that the largest part of its code and named data come from.

usage: sizes.py PROGRAM        needs binutils
"""
import collections
import os
import re
import subprocess
import sys
import tempfile

STRIPPED_MAX = 30_000_000
"""Bytes that the stripped program may have."""
SHOWN = 25


def lines(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def crate(symbol):
    """The crate of a demangled Rust name; C and what the compiler made are one group each."""
    if symbol.startswith("anon.") or symbol.startswith(".L"):
        return "(unnamed data)"
    named = re.findall(r"(?<![:\w])([a-z_][a-z0-9_]*)(?:\[[0-9a-f]+\])?::", symbol)
    # What the standard library does for the types of a crate counts for that crate.
    named.sort(key=lambda name: name in ("core", "alloc", "std"))
    return ("std" if named[0] in ("core", "alloc", "std") else named[0]) if named else "(C)"


program = sys.argv[1]
with tempfile.TemporaryDirectory() as folder:
    copy = os.path.join(folder, "stripped")
    subprocess.run(["strip", "-o", copy, program], check=True)
    stripped = os.path.getsize(copy)
print(f"{'stripped':<28}{stripped / 1e6:>8.2f} MB")

for line in lines("size", "-A", program):
    fields = line.split()
    if len(fields) == 3 and fields[0].startswith(".") and fields[2] != "0" and int(fields[1]) >= 100_000:
        print(f"  {fields[0]:<26}{int(fields[1]) / 1e6:>8.2f} MB")

sizes = collections.Counter()
for line in lines("nm", "-C", "-S", "--defined-only", program):
    fields = line.split(maxsplit=3)
    if len(fields) == 4 and fields[2] not in "bB":
        sizes[crate(fields[3])] += int(fields[1], 16)
print()
for name, size in sizes.most_common(SHOWN):
    print(f"  {name:<26}{size / 1e6:>8.2f} MB")
rest = sum(sizes.values()) - sum(size for _, size in sizes.most_common(SHOWN))
print(f"  {'(others)':<26}{rest / 1e6:>8.2f} MB")

if stripped > STRIPPED_MAX:
    sys.exit(f"{program}: {stripped} bytes when stripped, at most {STRIPPED_MAX}")
