"""python3 -m tests.droplet.demo [OPTIONS]: sweeps a throwaway droplet as the weekly run would, and shows where the report
lies. OPTIONS go to dropsweep (--mode standard, --dry-run, ...)."""

import os
import subprocess
import sys
import time
from pathlib import Path

from . import ledger
from .droplet import Droplet

REPOSITORY = Path(__file__).resolve().parents[2]
OUT = REPOSITORY / "out/demo"


def main(options):
    OUT.mkdir(parents=True, exist_ok=True)
    files = {"GITHUB_STEP_SUMMARY": OUT / "summary.md", "GITHUB_OUTPUT": OUT / "outputs.txt",
             "INPUT_REPORT_FILE": OUT / "report.json"}
    for file in files.values():
        file.unlink(missing_ok=True)

    print("demo: starting a droplet with 59 images, 15 containers and 18 volumes", flush=True)
    start = time.monotonic()
    with Droplet(shape="seed") as droplet:
        print(f"demo: it runs after {time.monotonic() - start:.1f} s\n", flush=True)
        ledger.write_unused_since(droplet, "7d")  # last week's run was here, too
        services = "\n".join(f"{name} {url}" for name, url in droplet.shape["services"].items())
        mode = [] if "--mode" in options else ["--mode", "aggressive"]
        # As the action hands its inputs on: secrets and lists in the environment.
        inputs = {"INPUT_SSH_KEY": droplet.key_text(), "INPUT_KNOWN_HOSTS": droplet.known_hosts_line(),
                  "INPUT_SERVICES": services}
        command = [REPOSITORY / "out/dropsweep", "sweep", f"root@{droplet.address}:{droplet.port}", *mode, *options]
        start = time.monotonic()
        ended = subprocess.run(command, env=os.environ | inputs | {name: str(path) for name, path in files.items()})
        took = time.monotonic() - start
        left = droplet.docker("system", "df")

    print(f"\ndemo: dropsweep ended with {ended.returncode} after {took:.1f} s; the engine now says\n\n{left}\n")
    for what, path in (("the summary", files["GITHUB_STEP_SUMMARY"]), ("the report", files["INPUT_REPORT_FILE"]),
                       ("the step's outputs", files["GITHUB_OUTPUT"])):
        print(f"demo: {what}: {path.relative_to(REPOSITORY) if path.exists() else 'not written'}")
    return ended.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
