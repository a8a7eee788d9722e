"""How much memory a step took at most: the kernel's own figure, by a small parent of its own."""

import sys
import tempfile
from pathlib import Path

from tests.e2e.dropsweep import BINARY

MEASURABLE = "asan" not in BINARY.parts  # the sanitizers' own memory is many times as much

# rusage remembers what a process was before its exec: here a copy of this interpreter, about 10 MB, far below any limit of ours.
PARENT = """import os, sys
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    file.write(str(used.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))"""


def measured(step):
    """The step, not started yet; when it has finished `peak_mib(step)` knows."""
    step.peak_file = tempfile.NamedTemporaryFile(prefix="peak-")
    step.argv = [sys.executable, "-IS", "-c", PARENT, step.peak_file.name, *step.argv]
    return step


def peak_mib(step):
    with step.peak_file:
        return int(Path(step.peak_file.name).read_text()) / 1024
