"""tidy.py BUILD: clang-tidy over the sources of src/ that BUILD compiles; a file is looked at again only when it, a header of ours that it
includes, the list of checks or clang-tidy itself has changed. What was clean is kept in $CCACHE_DIR, beside what was compiled."""

import hashlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def headers_by_source(build):
    """What ninja knows from the last compilation: our own files that each object was made of, the source first."""
    listed = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    for entry in listed.split("\n\n"):
        files = [(build / line.strip()).resolve() for line in entry.split("\n")[1:]]
        ours = [path for path in files if path.is_relative_to(ROOT) and path.exists()]
        if ours and ours[0].is_relative_to(ROOT / "src"):
            yield ours[0], ours


def fingerprint(files, tool):
    found = hashlib.sha256(tool)
    for path in files:
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def complaints_about(source, build):
    # The flags are g++'s, and clang does not know all of them.
    # From nothing it takes both cores of a small machine for many minutes, beside stories that wait for what they started.
    run = subprocess.run(["nice", "-n", "19", "clang-tidy", "-p", build, "--quiet", "--extra-arg=-Wno-unknown-warning-option", source], capture_output=True, text=True)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def main():
    build = Path(sys.argv[1]).resolve()
    clean = Path(os.environ.get("CCACHE_DIR", build)) / "tidy"
    clean.mkdir(parents=True, exist_ok=True)
    tool = subprocess.run(["clang-tidy", "--version"], capture_output=True, check=True).stdout + (ROOT / ".clang-tidy").read_bytes()
    known = {source: fingerprint(files, tool) for source, files in headers_by_source(build)}
    missing = [one["file"] for one in json.loads((build / "compile_commands.json").read_text())
               if Path(one["file"]).is_relative_to(ROOT / "src") and Path(one["file"]) not in known]
    if missing:
        sys.exit(f"tidy: {build} is not built: nothing is known of {missing[0]} and {len(missing) - 1} others")
    left = [source for source, key in known.items() if not (clean / key).exists()]

    def look(source):
        found = complaints_about(source, build)
        if not found:
            (clean / known[source]).touch()
        return found

    with ThreadPoolExecutor(int(os.environ.get("DROPSWEEP_JOBS") or os.cpu_count())) as workers:
        found = [text for text in workers.map(look, left) if text]
    print("".join(found) + f"tidy: {len(known)} sources, {len(left)} of them looked at, {len(found)} with complaints")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
