"""The SSH servers that people have, on two droplets, each set up in the three ways that matter."""

import contextlib
import unittest
from dataclasses import dataclass, field

from tests.droplet import ssh_servers
from tests.droplet.droplet import Droplet
from tests.droplet.ssh_keys import Keys

PASSWORD = "open-sesame-42"
USER_KEYS = ("ed25519", "nistp256", "nistp384", "nistp521", "rsa3072")


@dataclass
class Place:
    droplet: object
    open: object             # everything that the server can do is allowed; passwords too
    asking: object = None    # passwords by keyboard-interactive alone
    closed: object = None    # forwards no sockets
    name: str = field(init=False)

    def __post_init__(self):
        self.name = " ".join(self.open.version).strip()


class Places:
    """All of them: OpenSSH, dropbear, asyncssh and tinysshd of today, and what Debian 12 has if its root is there."""

    def __init__(self):
        self._stack = contextlib.ExitStack()
        self.keys = Keys()
        self._stack.callback(self.keys.close)
        self.user_keys = self.keys.make_all(USER_KEYS)
        self.host_keys = self.keys.make_all(("ed25519", "nistp256", "rsa2048"))
        self.authority = self.keys.make()
        self.member = self.keys.certify(self.keys.make(), self.authority, "-n", "root")
        self.keys.certify(self.host_keys["ed25519"], self.authority, "-h", "-n", "10.213.*")
        self.all, self.missing = [], ""
        self.close = self._stack.close
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    def _start(self):
        today = self._droplet("PerSourcePenalties no")
        self.all.append(self._openssh(today, "PerSourcePenalties no"))
        try:
            older = self._droplet(engine="20.10")
            self.all.append(self._openssh(older))
        except unittest.SkipTest as reason:
            older, self.missing = None, str(reason)
        plain = [self.keys.bare(key) for key in self.host_keys.values()]
        for droplet in filter(None, (today, older)):
            self.all.append(Place(droplet, ssh_servers.dropbear(droplet, 2210, host_keys=plain),
                                  ssh_servers.dropbear(droplet, 2211, "-s", host_keys=plain),
                                  ssh_servers.dropbear(droplet, 2212, "-j", host_keys=plain)))
        keys, password = list(self.host_keys.values()), f"PASSWORDS=root={PASSWORD}"
        self.all.append(Place(today, ssh_servers.asyncssh(today, 2220, password, host_keys=keys),
                              ssh_servers.asyncssh(today, 2221, password, "QUESTIONS=1", host_keys=keys),
                              ssh_servers.asyncssh(today, 2222, "SOCKETS=0", host_keys=keys)))
        tiny = ssh_servers.tinysshd(today, 2230)
        self.all.append(Place(today, tiny, tiny, tiny))

    def _droplet(self, *sshd_options, engine=None):
        droplet = self._stack.enter_context(Droplet(engine=engine, sshd_options=sshd_options))
        known = [droplet.sshd.public_key, *(key.public for key in self.user_keys.values()),
                 f"cert-authority {self.authority.public}"]
        droplet.sshd.authorize("/root", "\n".join(known))
        droplet.run(["chpasswd"], input=f"root:{PASSWORD}\n")
        return droplet

    def _openssh(self, droplet, *options):
        keys = list(self.host_keys.values())
        asking = ("UsePAM yes", "PasswordAuthentication no", "KbdInteractiveAuthentication yes")
        return Place(droplet, ssh_servers.second_sshd(droplet, 2200, *options, "PasswordAuthentication yes", host_keys=keys),
                     ssh_servers.second_sshd(droplet, 2201, *options, *asking, host_keys=keys),
                     ssh_servers.second_sshd(droplet, 2202, *options, "AllowStreamLocalForwarding no", host_keys=keys))
