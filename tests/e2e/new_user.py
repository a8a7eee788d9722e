"""Somebody who follows the documentation word for word: the host 203.0.113.7 of its examples is a throwaway droplet.

python3 -m tests.e2e.new_user PAGE... shows what each block of these pages says now, for whoever writes them.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.droplet import ledger
from tests.droplet.droplet import DATA, Droplet
from tests.e2e.documentation import REPOSITORY, blocks_of
from tests.e2e.dropsweep import BINARY

HOST = "203.0.113.7"  # of the addresses for documentation (RFC 5737)
# The home folder, for ssh (which asks passwd for it) too; this machine's own engine; nothing else of the caller.
SURROUNDINGS = """
mount --bind "$1" /root
mount -t tmpfs tmpfs /run && ln -s "$2" /run/docker.sock
mount -t tmpfs tmpfs /var/lib && ln -s "$3" /var/lib/docker
cd /root && exec sh -e -c "$4"
"""


class NewUser:
    """Has dropsweep, an agent with the host's key, and the host's line in known_hosts."""

    def __init__(self):
        self.droplet = Droplet(shape="seed", hostname="shop")
        self._home = tempfile.TemporaryDirectory(prefix="new-user-")
        self.home = Path(self._home.name)
        self._agent = None

    def __enter__(self):
        try:
            self.droplet.start()
            self._settle_in()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self._agent:
            os.kill(int(self._agent["SSH_AGENT_PID"]), 15)
        self.droplet.close()  # its link goes with it, and the link's routes
        self._home.cleanup()

    def _settle_in(self):
        self.droplet.run(["ip", "address", "add", f"{HOST}/32", "dev", "lo"])
        subprocess.run(["ip", "route", "add", f"{HOST}/32", "via", self.droplet.address], check=True)
        ledger.write_unused_since(self.droplet, "7d")  # last week's run was here, too
        self.droplet.add_user("deploy")
        (self.home / ".ssh").mkdir(mode=0o700)
        (self.home / ".ssh/known_hosts").write_text(f"{HOST} {self.droplet.host_keys['ed25519']}\n")
        (self.home / "bin").mkdir()
        (self.home / "bin/dropsweep").symlink_to(BINARY)
        started = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True, check=True).stdout
        self._agent = dict(part.split("=", 1) for part in started.replace(";", "\n").splitlines() if "=" in part)
        subprocess.run(["ssh-add", "-q", self.droplet.key_path], env=os.environ | self._agent, check=True)

    def types(self, text):
        """(what is said, the exit code)."""
        environment = {"HOME": "/root", "PATH": f"/root/bin:{os.environ['PATH']}", "SSH_AUTH_SOCK": self._agent["SSH_AUTH_SOCK"]}
        done = subprocess.run(["unshare", "--mount", "sh", "-e", "-c", SURROUNDINGS, "sh", self.home, self.droplet.socket_path,
                               self.droplet.path(DATA), text],
                              env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=300)
        return done.stdout, done.returncode


def main(pages):
    with NewUser() as user:
        for page in pages:
            for block in blocks_of(REPOSITORY / page):
                if block.language == "sh":
                    said, code = user.types(block.text)
                    print(f"--- {block.name}\n{said}--- {code}\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
