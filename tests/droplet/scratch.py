"""A folder on a real disk for one droplet, removed afterwards, at the latest by the next droplet that starts."""

import contextlib
import fcntl
import glob
import os
import secrets
import shutil
import time
from pathlib import Path

BASE = Path(os.environ.get("DROPSWEEP_SCRATCH", "/cache/droplets"))


@contextlib.contextmanager
def locked(path):
    """Holds an exclusive lock on a file, waiting for it."""
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Scratch:
    """While its owner lives, it holds a lock inside the folder; the kernel lets go of it however the owner dies."""

    def __init__(self):
        BASE.mkdir(parents=True, exist_ok=True)
        self.name = f"dropsweep-{secrets.token_hex(4)}"
        self.path = BASE / self.name
        with locked(BASE / ".lock"):  # between the folder's making and its locking nobody may take it for stale
            remove_stale()
            self.path.mkdir(mode=0o700)
            self._lock = open(self.path / "lock", "w")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def close(self):
        remove(self.path)
        self._lock.close()


def remove_stale():
    for folder in BASE.glob("dropsweep-*"):
        try:
            lock = open(folder / "lock", "a")
        except FileNotFoundError:  # its removal was interrupted
            remove(folder)
            continue
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            remove(folder)


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
    remove_cgroups(folder.name)


def remove_cgroups(name):
    """The control groups of a droplet's containers, in every hierarchy, leaves first."""
    tops = glob.glob(f"/sys/fs/cgroup/{name}") + glob.glob(f"/sys/fs/cgroup/*/{name}")
    for top in tops:
        for group, _, _ in os.walk(top, topdown=False):
            for _ in range(20):
                try:
                    os.rmdir(group)
                    break
                except FileNotFoundError:
                    break
                except OSError:  # its last process is still on its way out
                    time.sleep(0.01)
