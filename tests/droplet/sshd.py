"""The droplet's OpenSSH server, with host keys of its own and a client key that root's account knows."""

import base64
import hashlib
import socket
import subprocess
import time

KEY_TYPES = {"ed25519": [], "ecdsa": ["-b", "256"], "rsa": ["-b", "2048"]}

# Later lines do not override earlier ones: a test's own options come first.
CONFIG = """
Port 22
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PrintMotd no
PidFile none
MaxStartups 200
Subsystem sftp internal-sftp
"""


class Sshd:
    def __init__(self, namespace, scratch, options=()):
        self._namespace = namespace
        self._process = None
        self._options = options
        self.key_path = scratch.path / "client_key"
        making = [self._keygen(scratch.path / "client_key", "ed25519")]
        making += [self._keygen(scratch.path / f"host_{kind}", kind) for kind in KEY_TYPES]
        if any(process.wait() for process in making):
            raise RuntimeError("ssh-keygen failed")
        # "ssh-ed25519 AAAA..." by type, without the comment
        self.host_keys = {kind: " ".join((scratch.path / f"host_{kind}.pub").read_text().split()[:2])
                          for kind in KEY_TYPES}
        self._secret_keys = {kind: (scratch.path / f"host_{kind}").read_text() for kind in KEY_TYPES}
        self.public_key = (scratch.path / "client_key.pub").read_text().strip()

    @staticmethod
    def _keygen(path, kind):
        return subprocess.Popen(["ssh-keygen", "-q", "-t", kind, *KEY_TYPES[kind], "-N", "", "-C", "test", "-f", path])

    def start(self):
        config = "\n".join(self._options) + CONFIG
        for kind, text in self._secret_keys.items():
            self._write(f"/etc/ssh/ssh_host_{kind}_key", text, "600")
            config += f"HostKey /etc/ssh/ssh_host_{kind}_key\n"
        self._write("/etc/ssh/sshd_config", config, "644")
        self.authorize("/root", self.public_key)
        self._process = self._namespace.start(["/usr/sbin/sshd", "-D", "-e"], "sshd.log")
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and self._process.alive():
            try:
                socket.create_connection((self._namespace.address, 22), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("sshd did not start; its words are in sshd.log")

    def authorize(self, home, key, owner="root"):
        self._namespace.run(["install", "-d", "-m", "700", "-o", owner, f"{home}/.ssh"])
        self._write(f"{home}/.ssh/authorized_keys", key + "\n", "600", owner)

    def _write(self, path, text, mode, owner="root"):
        self._namespace.run(["install", "-m", mode, "-o", owner, "/dev/stdin", path], input=text)

    def fingerprint(self, kind="ed25519"):
        blob = base64.b64decode(self.host_keys[kind].split()[1])
        return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
