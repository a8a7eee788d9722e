"""The engines that a droplet can have, and where their roots lie.

26.1 is that of the root in which everything runs. The others come with a Debian of their own: sshd, shell and tools are then
that one's too, as on a server of that age. Such a root is made by tools/dev/engine_root.sh, and where its packages cannot be had
the tests that ask for it are skipped.
"""

import hashlib
import os
import re
import unittest
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
RECIPE = REPOSITORY / "tools/dev/engine_root.sh"
CONTAINERD_STORE = {"features": {"containerd-snapshotter": True}}


@dataclass(frozen=True)
class Engine:
    name: str
    api: str
    version: str
    own_root: str | None = None  # the name that engine_root.sh knows it by
    containerd_store: bool = False
    package: str = "docker.io"

    @property
    def api_number(self):
        return tuple(map(int, self.api.split(".")))

    @property
    def settings(self):
        """What daemon.json has for it."""
        return CONTAINERD_STORE if self.containerd_store else {}

    @property
    def root(self):
        """Its file system, or the test is skipped with the reason."""
        if not self.own_root:
            return Path(os.environ["DROPSWEEP_ROOT"])
        root = root_named(self.own_root)
        found = installed_version(root, self.package)
        if not found.startswith(self.version):
            raise unittest.SkipTest(f"{self.package} {self.version}: the distribution has {found} by now")
        return root


ENGINES = {one.name: one for one in (
    Engine("26.1", "1.45", "26.1"),
    Engine("26.1-c8d", "1.45", "26.1", containerd_store=True),
    Engine("20.10", "1.41", "20.10", "docker-20.10"),
    Engine("28.5", "1.51", "28.5", "docker-28.5"),
    Engine("28.5-c8d", "1.51", "28.5", "docker-28.5", containerd_store=True),
)}
# No Docker, but a socket that speaks its API; such a droplet has no dockerd.
PODMAN = Engine("podman", "1.41", "5", "podman", package="podman")


def engine_named(name=None):
    """By name (or one itself); without one what DROPSWEEP_ENGINE says, so that any test can be run against any engine."""
    if isinstance(name, Engine):
        return name
    name = name or os.environ.get("DROPSWEEP_ENGINE") or "26.1"
    if name not in ENGINES:
        raise ValueError(f"no engine is called {name!r}; there are {', '.join(ENGINES)}")
    return ENGINES[name]


def root_named(name):
    root = Path(os.environ["DROPSWEEP_ROOT"]).parent / f"engine-{name}-{_recipe()}"
    if root.is_dir():
        return root
    failed = root.with_name(root.name + ".failed")
    if failed.exists():
        errors = [line for line in failed.read_text(errors="replace").splitlines() if line.startswith("E:")]
        raise unittest.SkipTest(f"the root {name} cannot be had: {(errors or ['its log says no error'])[0]}")
    raise unittest.SkipTest(f"there is no root {name} yet: ./dev test makes it")


def installed_version(root, package):
    status = (root / "var/lib/dpkg/status").read_text(errors="replace")
    found = re.search(rf"^Package: {re.escape(package)}$.*?^Version: (.*?)$", status, re.MULTILINE | re.DOTALL)
    return found[1] if found else "no such package"


def _recipe():
    return hashlib.sha256(RECIPE.read_bytes()).hexdigest()[:12]
