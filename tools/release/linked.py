"""What a binary is made of besides our own sources, from the build itself: the linker's map names the archives and objects that it took
something out of, the compiler's dependency files the headers. The package manager knows whose they are."""

import os
import re
import subprocess
from collections import defaultdict
from pathlib import Path


def linked_files(build):
    """Archives and objects of the system that the linker took something from."""
    with open(build / "dropsweep.map", encoding="utf-8", errors="replace") as file:
        head, _, rest = file.read().partition("\nDiscarded input sections")
    taken = set(re.findall(r"^(/\S+\.a)\(\S+\)", head, re.MULTILINE))
    taken |= set(re.findall(r"^LOAD (/usr/\S+\.o)$", rest, re.MULTILINE))
    return {os.path.realpath(path) for path in taken}


def included_files(build):
    """Headers of the system that the compiler read for what is in the binary, not for tests and tools."""
    ninja = ["ninja", "-C", str(build), "-t"]
    inputs = subprocess.run([*ninja, "inputs", "dropsweep"], check=True, capture_output=True, text=True).stdout
    objects = {line for line in inputs.splitlines() if line.endswith(".o")}
    found, current = set(), None
    for line in subprocess.run([*ninja, "deps", *sorted(objects)], check=True, capture_output=True, text=True).stdout.splitlines():
        if line.startswith("    /usr/"):
            found.add(os.path.realpath(line.strip()))
        elif line and not line.startswith(" "):
            current = line
    if current is None:
        raise SystemExit(f"sbom: {build} has no dependency files: build it first")
    return found


def packages_of(paths, architecture):
    """Package (as dpkg-query names it) -> its files among these. What belongs to no package is a mistake: nothing may be left out."""
    owners = defaultdict(set)
    answer = subprocess.run(["dpkg-query", "--search", *sorted(paths)], capture_output=True, text=True)
    if answer.returncode != 0:
        raise SystemExit(f"sbom: files of the link that belong to no package: {answer.stderr.strip()}")
    for line in answer.stdout.splitlines():
        names, path = line.rsplit(": ", 1)
        names = names.split(", ")
        # A header that both machines' packages have is this machine's.
        mine = [name for name in names if name.endswith(f":{architecture}")] or names
        owners[mine[0]].add(path)
    return owners


def packages_in(build, architecture):
    """Package -> (files linked, headers included)."""
    linked = packages_of(linked_files(Path(build)), architecture)
    included = packages_of(included_files(Path(build)), architecture)
    return {name: (linked.get(name, set()), included.get(name, set())) for name in sorted(linked.keys() | included.keys())}
