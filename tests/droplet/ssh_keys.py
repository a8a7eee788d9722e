"""Keys, certificates and agents for tests, made by OpenSSH's and OpenSSL's own tools in a folder that ends with its user."""

import base64
import contextlib
import os
import secrets
import struct
import subprocess
import tempfile
from pathlib import Path

KINDS = {"ed25519": ("ed25519",), "nistp256": ("ecdsa", "-b", "256"), "nistp384": ("ecdsa", "-b", "384"),
         "nistp521": ("ecdsa", "-b", "521"), "rsa2048": ("rsa", "-b", "2048"), "rsa3072": ("rsa", "-b", "3072"),
         "rsa4096": ("rsa", "-b", "4096")}


def call(*argv, **more):
    return subprocess.run(argv, check=True, capture_output=True, text=True, **more).stdout


class Key:
    """A private key's file, and beside it what ssh-keygen puts there."""

    def __init__(self, path, passphrase=""):
        self.path, self.passphrase = Path(path), passphrase

    @property
    def text(self):
        return self.path.read_text()

    @property
    def public(self):
        return " ".join(Path(f"{self.path}.pub").read_text().split()[:2])

    @property
    def has_certificate(self):
        return Path(f"{self.path}-cert.pub").exists()

    @property
    def certificate(self):
        return Path(f"{self.path}-cert.pub").read_text()

    @property
    def fingerprint(self):
        return call("ssh-keygen", "-lf", f"{self.path}.pub").split()[1]


class Keys:
    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="keys-")
        self.path = Path(self._folder.name)
        self.close = self._folder.cleanup
        self._count = 0

    def _new_path(self):
        self._count += 1
        return self.path / f"key{self._count}"

    def make(self, kind="ed25519", passphrase="", *options):
        path = self._new_path()
        call("ssh-keygen", "-q", "-t", *KINDS[kind], "-N", passphrase, "-C", "test", *options, "-f", path)
        return Key(path, passphrase)

    def make_all(self, kinds):
        """Several at once: large RSA keys take their time."""
        paths = {kind: self._new_path() for kind in kinds}
        making = [subprocess.Popen(["ssh-keygen", "-q", "-t", *KINDS[kind], "-N", "", "-C", "test", "-f", path])
                  for kind, path in paths.items()]
        assert not any(one.wait() for one in making)
        return {kind: Key(path) for kind, path in paths.items()}

    def rewritten(self, key, form, passphrase="", cipher=None):
        """The same key in another file format: OpenSSH, PEM or PKCS8; OpenSSH's encrypted with this cipher."""
        copy = Key(self._new_path(), passphrase)
        copy.path.write_text(key.text)
        copy.path.chmod(0o600)
        layout = ("-Z", cipher or "aes256-ctr", "-a", "4") if form == "OpenSSH" else ("-m", form)
        call("ssh-keygen", "-q", "-p", *layout, "-P", key.passphrase, "-N", passphrase, "-f", copy.path)
        Path(f"{copy.path}.pub").write_text(key.public + "\n")
        return copy

    def bare(self, key):
        """A copy of it without the certificate."""
        copy = Key(self._new_path())
        copy.path.write_text(key.text)
        Path(f"{copy.path}.pub").write_text(key.public + "\n")
        return copy

    def pkcs8_ed25519(self, passphrase=""):
        """OpenSSH writes ed25519 in its own format alone; OpenSSL has the other."""
        key = Key(self._new_path(), passphrase)
        lock = ("-aes256", "-pass", f"pass:{passphrase}") if passphrase else ()
        call("openssl", "genpkey", "-algorithm", "ED25519", *lock, "-out", key.path)
        der = subprocess.run(["openssl", "pkey", "-in", key.path, "-passin", f"pass:{passphrase}", "-pubout", "-outform", "DER"],
                             check=True, capture_output=True).stdout
        blob = packed("ssh-ed25519") + packed(der[-32:])
        Path(f"{key.path}.pub").write_text(f"ssh-ed25519 {base64.b64encode(blob).decode()}\n")
        return key

    def certify(self, key, authority, *options):
        """A certificate beside the key: -n PRINCIPALS, -h for hosts, -V VALIDITY."""
        call("ssh-keygen", "-q", "-s", authority.path, "-P", "", "-I", "test", *options, f"{key.path}.pub")
        return key

    def security_key_file(self):
        """What ssh-keygen -t ed25519-sk leaves in a file: the device's handle, and nothing that could sign."""
        kind, public = "sk-ssh-ed25519@openssh.com", secrets.token_bytes(32)
        check = secrets.token_bytes(4)
        private = check * 2 + packed(kind) + packed(public) + packed("ssh:") + b"\1" + packed("handle") + packed("") + packed("")
        private += bytes(range(1, 1 + -len(private) % 8))
        body = (b"openssh-key-v1\0" + packed("none") + packed("none") + packed("") + struct.pack(">I", 1)
                + packed(packed(kind) + packed(public) + packed("ssh:")) + packed(private))
        lines = base64.encodebytes(body).decode()
        return f"-----BEGIN OPENSSH PRIVATE KEY-----\n{lines}-----END OPENSSH PRIVATE KEY-----\n"


def packed(value):
    value = value.encode() if isinstance(value, str) else value
    return struct.pack(">I", len(value)) + value


@contextlib.contextmanager
def agent(*keys):
    """An ssh-agent that has these keys (and the certificates beside them), in this order: the environment to find it by."""
    started = call("ssh-agent", "-s")
    found = dict(part.split("=", 1) for part in started.replace(";", "\n").splitlines() if "=" in part)
    try:
        for key in keys:
            call("ssh-add", "-q", key.path, env=os.environ | found)
        yield {"SSH_AUTH_SOCK": found["SSH_AUTH_SOCK"]}
    finally:
        os.kill(int(found["SSH_AGENT_PID"]), 15)
