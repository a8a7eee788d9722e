"""Whole commands, timed side by side: A B C A B C ..., so that a machine that drifts drifts for all."""

import os
import statistics
import subprocess
import time
from pathlib import Path


def seconds(work):
    start = time.monotonic()
    work()
    return time.monotonic() - start


def side_by_side(rounds, **works):
    """{name: [seconds]}; one round first that does not count."""
    taken = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            spent = seconds(work)
            if number:
                taken[name].append(spent)
    return taken


def ratio(ours, theirs):
    """The median of the ratios round by round."""
    return statistics.median(a / b for a, b in zip(ours, theirs))


def peak_memory(argv, environment):
    """(exit code, MiB of resident memory at most) of one run. Not by its rusage: that remembers what the process was before
    its exec, a copy of this interpreter."""
    running = subprocess.Popen(argv, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while running.poll() is None:
        try:
            status = Path(f"/proc/{running.pid}/status").read_text()
            if os.readlink(f"/proc/{running.pid}/exe") == os.path.realpath(argv[0]):
                peak = max(peak, int(status.split("VmHWM:")[1].split()[0]))
        except (OSError, IndexError):
            pass  # it has just ended
        time.sleep(0.002)
    return running.returncode, peak / 1024


class Table:
    """Prints each figure beside its target and remembers whether all were met."""

    def __init__(self):
        self.missed = []

    def row(self, what, figure, target, unit=""):
        """Without a target (None) the figure is for information."""
        if target is None:
            return print(f"  {what:<78} {figure:8.2f}{unit}", flush=True)
        met = figure <= target
        if not met:
            self.missed.append(what)
        print(f"  {what:<78} {figure:8.2f}{unit}   target <= {target:g}{unit}   {'met' if met else 'MISSED'}", flush=True)
