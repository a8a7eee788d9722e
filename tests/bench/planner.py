"""The planner: random hosts against every rule (tests/property), and what a plan for a very large host costs."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.bench import measure

PROGRAM = Path(__file__).resolve().parents[2] / "build/release/tests/property/property"


def bench(table, cases="10000000"):
    print(f"{cases} random hosts and policies against every rule of the planner:", flush=True)
    if subprocess.run([PROGRAM, cases]).returncode != 0:
        sys.exit("a rule was broken: see above")
    print("A plan for 10,000 images, 5,000 containers and 5,000 volumes:", flush=True)
    shown = subprocess.run([PROGRAM, "--budget"], stdout=subprocess.PIPE, text=True, check=True).stdout
    table.row("time of one plan", float(re.search(r"milliseconds (\S+)", shown)[1]), 100, " ms")
    code, mebibytes = measure.peak_memory([str(PROGRAM), "--budget"], dict(os.environ))
    assert code == 0, code
    table.row("peak memory of the survey and its plan", mebibytes, 64, " MiB")
