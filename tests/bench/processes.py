"""Watches which processes exist on a droplet while something else is at work there."""

import threading
import time
from pathlib import Path


class Watch:
    """Looks 200 times a second at the command names in the droplet's process table; what was there at the start, what runs in containers, the
    engine's own helpers and sshd's are no strangers."""

    OWN = ("sshd", "dockerd", "containerd", "runc", "docker-proxy", "iptables", "modprobe", "exe", "unpigz", "memfd:")
    SHELLS = ("sh", "bash", "dash")

    def __init__(self, droplet):
        self._proc = Path(droplet.path("/proc"))
        self._seen, self._stop = {}, threading.Event()
        self.most_shells = 0

    def __enter__(self):
        self._before = set(self._pids())
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def strangers(self):
        return {name for name in self._seen.values() if not name.startswith(self.OWN)}

    def _pids(self):
        return [entry.name for entry in self._proc.iterdir() if entry.name.isdigit()]

    def _container(self, pid):
        """Containers have a process namespace of their own within the droplet's."""
        return (self._proc / pid / "ns" / "pid").readlink() != (self._proc / "1" / "ns" / "pid").readlink()

    def _parent(self, pid):
        """The command name of its parent: what a shell forks for a pipe is the same shell's work."""
        try:
            status = (self._proc / pid / "status").read_text()
            parent = next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:"))
            return (self._proc / parent / "comm").read_text().strip()
        except (OSError, StopIteration):
            return ""

    def _look(self):
        while not self._stop.is_set():
            shells = 0
            for pid in self._pids():
                if pid in self._before:
                    continue
                try:
                    if self._container(pid):
                        continue
                    name = (self._proc / pid / "comm").read_text().strip()
                except OSError:
                    continue
                self._seen[pid] = name
                shells += name in self.SHELLS and self._parent(pid) not in self.SHELLS
            self.most_shells = max(self.most_shells, shells)
            time.sleep(0.005)
