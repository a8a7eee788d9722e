"""The namespaces of one droplet: a file system, processes and a network of its own, tied to the caller's by a veth pair."""

import secrets
import signal
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).parent
CGROUP2 = Path("/sys/fs/cgroup/cgroup.controllers").exists()
SUBNETS = 254


class Namespace:
    def __init__(self, scratch, root, hostname="droplet", systemd=False):
        self._scratch = scratch
        self._log = open(scratch.path / "boot.log", "w+")
        command = ["unshare", "--mount", "--pid", "--fork", "--uts", "--ipc", "--net", "--kill-child"]
        self._systemd = systemd
        if CGROUP2:
            # The new cgroup namespace has its top where the process stands that makes it.
            group = Path("/sys/fs/cgroup", scratch.name)
            group.mkdir()
            command = ["sh", "-c", 'echo $$ >"$0/cgroup.procs"; exec "$@"', group, *command, "--cgroup"]
        elif systemd:
            # A group of its own in the two hierarchies that systemd uses, and a namespace that has its top there.
            groups = [Path("/sys/fs/cgroup", kind, scratch.name) for kind in ("systemd", "unified")]
            for group in groups:
                group.mkdir()
            command = ["sh", "-c", 'echo $$ >"$0/cgroup.procs"; echo $$ >"$1/cgroup.procs"; shift; exec "$@"', *groups, *command, "--cgroup"]
        if systemd:
            command = ["setpriv", "--pdeathsig", "KILL", *command]
        command += [HERE / "boot.sh", scratch.path, root, hostname, *(["systemd"] if systemd else [])]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log)
        first = self._process.stdout.readline()
        if not first:
            self.close()
            raise RuntimeError("the droplet did not boot: " + (scratch.path / "boot.log").read_text())
        self.pid = int(first)
        self.address, self.gateway = self._connect()

    def _connect(self):
        """Takes the first free subnet: the kernel refuses a second link of the same name, so nobody can share one."""
        start = secrets.randbelow(SUBNETS)
        for step in range(SUBNETS):
            number = 1 + (start + step) % SUBNETS
            link = f"droplet{number}"
            made = subprocess.run(
                ["ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", str(self.pid)],
                capture_output=True, text=True)
            if made.returncode == 0:
                break
            if "exists" not in made.stderr:
                raise RuntimeError(made.stderr)
        else:
            raise RuntimeError("no free subnet for a droplet")
        here, there = f"10.213.{number}.1", f"10.213.{number}.2"
        self._ip(["ip"], f"address add {here}/24 dev {link}\nlink set {link} up\n")
        self._ip(self.enter(["ip"]), f"address add {there}/24 dev eth0\nlink set eth0 up\n")
        return there, here

    @staticmethod
    def _ip(command, batch):
        subprocess.run([*command, "-batch", "-"], input=batch, text=True, check=True, capture_output=True)

    def enter(self, argv):
        """The command line that runs `argv` inside."""
        command = ["nsenter", "--target", str(self.pid), "--all", "--root", "--wd", "--", *argv]
        if CGROUP2:
            # Processes cannot move from outside of the cgroup namespace into a container's group. (nsenter's own
            # --join-cgroup of util-linux 2.41 replaces standard input.)
            group = f"/sys/fs/cgroup/{self._scratch.name}/init/cgroup.procs"
            command = ["sh", "-c", 'echo $$ >"$0" && exec "$@"', group, *command]
        return command

    def run(self, argv, input=None, check=True, timeout=120):
        binary = isinstance(input, bytes)
        done = subprocess.run(self.enter(argv), input=input, capture_output=True, text=not binary, timeout=timeout,
                              stdin=subprocess.DEVNULL if input is None else None)
        if check and done.returncode != 0:
            raise RuntimeError(f"{argv} ended with {done.returncode}: {done.stderr or done.stdout}")
        return done

    def start(self, argv, log):
        """Starts a process inside that is meant to stay; it ends with the droplet at the latest."""
        with open(self._scratch.path / log, "a") as file:
            # A child of the droplet's first process and not of ours: the namespace could not end while a stopped or
            # busy parent outside had not taken note of its child's end.
            started = subprocess.run(self.enter(["sh", "-c", '"$@" >&2 & echo $!', "sh", *argv]), check=True,
                                     stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=file)
        return Daemon(self, int(started.stdout))

    def path(self, inside):
        """A path inside as seen from here. (No symbolic link on it may be absolute: it would lead to our own files.)"""
        return Path(f"/proc/{self.pid}/root{inside}")

    def close(self):
        """Ends the first process inside, and the kernel ends all the others with it."""
        self._process.stdin.close()
        if self._systemd:
            self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        self._log.close()


class Daemon:
    """A process inside; `pid` is its number there."""

    def __init__(self, namespace, pid):
        self._namespace, self.pid = namespace, pid

    def alive(self):
        return self._namespace.path(f"/proc/{self.pid}").exists()

    def signal(self, number):
        self._namespace.run(["kill", f"-{int(number)}", str(self.pid)])

    def pause(self, seconds=30):
        """Returns when all its threads stand still: the signal alone leaves those that run a moment more."""
        self.signal(signal.SIGSTOP)
        deadline = time.monotonic() + seconds
        while any(_state(thread) != "T" for thread in self._namespace.path(f"/proc/{self.pid}/task").iterdir()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"process {self.pid} of the droplet does not stand still")
            time.sleep(0.01)

    def resume(self):
        self.signal(signal.SIGCONT)

    def wait(self, seconds=30):
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                raise TimeoutError(f"process {self.pid} of the droplet does not end")
            time.sleep(0.01)


def _state(thread):
    """The letter of proc(5)'s "stat": what follows the name in parentheses."""
    try:
        return (thread / "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "ended"
