"""Whole commands, timed side by side: A B C A B C ..., so that a machine that drifts drifts for all."""

import os
import statistics
import time


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
    """(exit code, MiB of resident memory at most) of one run."""
    pid = os.fork()
    if pid == 0:
        quiet = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(quiet, number)
        os.execve(argv[0], argv, environment)
    _, status, usage = os.wait4(pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024


class Table:
    """Prints each figure beside its target and remembers whether all were met."""

    def __init__(self):
        self.missed = []

    def row(self, what, figure, target, unit=""):
        met = figure <= target
        if not met:
            self.missed.append(what)
        print(f"  {what:<78} {figure:8.2f}{unit}   target <= {target:g}{unit}   {'met' if met else 'MISSED'}", flush=True)
