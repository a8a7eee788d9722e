"""A throwaway server for tests and for the demo.

    with Droplet(shape="seed") as droplet:
        droplet.ssh("docker", "ps")
        droplet.api("GET", "/images/json")
        droplet.age({"containers": {"old": {"finished": "21d"}}})

It needs root and the namespaces that ./dev makes. Everything of it ends with the process that started it.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from . import ages
from .engine import Dockerd
from .engines import engine_named
from .namespace import CGROUP2, Namespace
from .scratch import Scratch
from .sshd import Sshd

DATA = "/var/lib/docker"
MOUNT_DISK = ["mount", "-o", "loop,nobarrier,discard", "/run/disk.img", DATA]


class Droplet:
    """`shape` is None (an empty engine), "seed", or a folder with a disk.img and a shape.json; `disk` is the size of an
    empty one's disk. With `systemd` that is its first process. `sshd_options` are sshd_config lines, `dockerd_options` keys of daemon.json. With `delay_ms` the
    address and port are those of a proxy that adds this round-trip time. `engine` is a name of engines.py."""

    def __init__(self, shape=None, *, engine=None, dockerd=True, sshd=True, sshd_options=(), dockerd_options=None,
                 delay_ms=0, disk="8G", hostname="droplet", systemd=False):
        self.engine = engine_named(engine)
        self._shape, self._with_dockerd, self._with_sshd = shape, dockerd, sshd
        self._sshd_options, self._dockerd_options = sshd_options, dockerd_options or {}
        self._delay_ms, self._disk_size, self._hostname = delay_ms, disk, hostname
        self._systemd = systemd
        self._scratch = self._namespace = self._proxy = None
        self.sshd = self.dockerd = None
        self.shape = {}

    # ---- life

    def start(self):
        if self._shape == "seed":
            from . import seed_shape  # which builds it with a droplet, if there is none yet
            self._shape = seed_shape.ensure(self.engine.name)
        try:
            self._scratch = Scratch()
            self._make_disk()
            self._namespace = Namespace(self._scratch, self.engine.root, self._hostname, self._systemd)
            if self._systemd:
                self._wait_for_systemd()
            ages.apply(self._namespace.path(DATA), self.shape.get("ages", {}), time.time())
            if self._with_dockerd:
                group = {} if CGROUP2 else {"cgroup-parent": f"/{self._scratch.name}"}
                self.dockerd = Dockerd(self._namespace, group | self.engine.settings | self._dockerd_options)
                self.dockerd.launch()
            if self._with_sshd:
                self.sshd = Sshd(self._namespace, self._scratch, self._sshd_options)
                self.sshd.start()
            if self._with_dockerd:
                self.dockerd.wait()
            self.address, self.port, self.gateway = self._namespace.address, 22, self._namespace.gateway
            if self._delay_ms:
                self._start_proxy()
        except BaseException:
            self._show_logs()
            self.close()
            raise
        return self

    def close(self):
        if self._proxy:
            self._proxy.stdin.close()
            self._proxy.wait()
            self._proxy.stdout.close()
        if self._namespace:
            self._namespace.close()
        if self._scratch:
            self._scratch.close()
        self._proxy = self._namespace = self._scratch = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()

    def _make_disk(self):
        self._disk = self._scratch.path / "disk.img"
        if self._shape:
            subprocess.run(["cp", "--sparse=always", "--reflink=auto", Path(self._shape, "disk.img"), self._disk],
                           check=True)
            self.shape = json.loads(Path(self._shape, "shape.json").read_text())
            ages.apply_to_volumes(self._disk, self.shape.get("ages", {}), time.time())
        else:
            subprocess.run(["truncate", "-s", self._disk_size, self._disk], check=True)
            subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-O", "^has_journal", self._disk], check=True)

    def _wait_for_systemd(self, seconds=60):
        deadline = time.monotonic() + seconds
        while self.run(["systemctl", "is-active", "droplet.target"], check=False).stdout.strip() != "active":
            if time.monotonic() > deadline:
                raise RuntimeError("systemd does not come up: " + self.run(["systemctl", "list-jobs"], check=False).stdout)
            time.sleep(0.1)

    def _start_proxy(self):
        self._proxy = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("delay_proxy.py"), self.address, str(self.port),
             str(self._delay_ms)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address, self.port = "127.0.0.1", int(self._proxy.stdout.readline())

    def _show_logs(self):
        for log in self._scratch.path.glob("*.log") if self._scratch else ():
            tail = log.read_text(errors="replace").splitlines()[-15:]
            print(f"--- {log.name}", *tail, sep="\n", file=sys.stderr)

    def log(self, name):
        """What "sshd" or "dockerd" wrote so far."""
        return (self._scratch.path / f"{name}.log").read_text(errors="replace")

    # ---- inside

    def run(self, argv, input=None, check=True, timeout=120):
        """A command inside, as root: a CompletedProcess with text (bytes when `input` is bytes)."""
        return self._namespace.run(argv, input, check, timeout)

    def start_process(self, argv, log):
        """A process inside that is meant to stay; it ends with the droplet."""
        return self._namespace.start(argv, log)

    def path(self, inside):
        """A path inside as seen from the caller's side."""
        return self._namespace.path(inside)

    def write_file(self, path, content, mode="644"):
        self.run(["install", "-D", "-m", mode, "/dev/stdin", path], input=content)

    def add_user(self, name, groups=(), key=None):
        """A user without a password; `key` is a public key line, by default that of the client key."""
        self.run(["useradd", "--create-home", "--shell", "/bin/bash", "--password", "*", name,
                  *(["--groups", ",".join(groups)] if groups else [])])
        self.sshd.authorize(f"/home/{name}", key or self.sshd.public_key, owner=name)

    def remove_user(self, name):
        """Its sessions last a moment longer than the clients that have gone."""
        self.run(["sh", "-c", 'while pgrep -u "$0" >/dev/null; do sleep 0.05; done; userdel --remove "$0"', name])

    # ---- ssh

    @property
    def host_keys(self):
        """"ssh-ed25519 AAAA..." and so on, by type: ed25519, ecdsa, rsa."""
        return self.sshd.host_keys

    @property
    def key_path(self):
        return self.sshd.key_path

    def key_text(self):
        return self.key_path.read_text()

    def known_hosts_line(self, kind="ed25519"):
        place = self.address if self.port == 22 else f"[{self.address}]:{self.port}"
        return f"{place} {self.host_keys[kind]}"

    def fingerprint(self, kind="ed25519"):
        return self.sshd.fingerprint(kind)

    def ssh(self, *argv, user="root", check=True, input=None):
        """OpenSSH's client, from outside: a second opinion on what a client should see."""
        known = self._scratch.path / "known_hosts"
        known.write_text(self.known_hosts_line() + "\n")
        command = ["ssh", "-F", "none", "-i", self.key_path, "-o", f"UserKnownHostsFile={known}",
                   "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes",
                   "-p", str(self.port), f"{user}@{self.address}", *argv]
        return subprocess.run(command, input=input, capture_output=True, text=True, check=check, timeout=120)

    # ---- the engine

    def api(self, method, path, body=None, timeout=60):
        return self.dockerd.api(method, path, body, timeout)

    @property
    def socket_path(self):
        """docker.sock as a path that works outside (for processes of the caller's pid namespace)."""
        return self.dockerd.socket_path

    def docker(self, *argv, input=None, check=True):
        """Docker's own client, inside: its output without the last line end."""
        return self.run(["docker", *argv], input=input, check=check).stdout.strip()

    def client(self, *argv, input=None):
        """The client of the caller's own root, with its plugins (older droplets have none), from outside."""
        done = subprocess.run(["docker", *argv], env=os.environ | {"DOCKER_HOST": f"unix://{self.socket_path}"},
                              input=input, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            raise RuntimeError(f"{argv} ended with {done.returncode}: {done.stderr}")

    def docker_json(self, *argv):
        return json.loads(self.docker(*argv))

    def stop_dockerd(self):
        self.dockerd.stop()

    def start_dockerd(self):
        self.dockerd.start()

    def kill_dockerd(self):
        self.dockerd.kill()

    def pause_dockerd(self):
        self.dockerd.pause()

    def resume_dockerd(self):
        self.dockerd.resume()

    def add_base_image(self, tag="base:1", files=None):
        """An image of busybox and `files` (path: text) and nothing else: there is no registry to pull one from."""
        folder = self.run(["mktemp", "-d"]).stdout.strip()
        for path, text in (files or {}).items():
            self.write_file(f"{folder}/{path}", text)
        script = ('set -e; cd "$0"; mkdir -p bin tmp; cp /bin/busybox bin/; '
                  'for applet in $(busybox --list | grep -v busybox); do ln -s busybox "bin/$applet"; done; '
                  'tar -c . | docker import - "$1"; rm -r "$0"')
        return self.run(["sh", "-c", script, folder, tag]).stdout.strip()

    # ---- dates

    def age(self, table):
        """Makes objects older (ages.py has the table; names and tags will do for ids here). The engine is stopped for
        it; what ran before runs again after."""
        running = self.dockerd.running()
        table = self._by_id(table)
        self.stop_dockerd()
        now = time.time()
        if table.get("volumes"):
            self.run(["umount", "--recursive", DATA])
            ages.apply_to_volumes(self._disk, table, now)
            self.run(MOUNT_DISK)
        ages.apply(self._namespace.path(DATA), table, now)
        self.start_dockerd()
        for container in running:
            self.api("POST", f"/containers/{container}/start")  # 304 where a restart policy was faster

    def detach_disk(self):
        """Stops the engine for good and returns the path of its disk, complete."""
        self.stop_dockerd()
        self.run(["fstrim", DATA], check=False)  # what was deleted takes no space in a copy
        self.run(["umount", "--recursive", DATA])
        return self._disk

    def _by_id(self, table):
        def found(kind, name):
            status, answer = self.api("GET", f"/{kind}/{name}/json" if kind != "networks" else f"/{kind}/{name}")
            if status != 200:
                raise KeyError(f"{kind}: {name}: {answer}")
            return answer["Id"]

        return {kind: {found(kind, name): age for name, age in part.items()}
                if kind in ("containers", "images", "networks") else part for kind, part in table.items()}
