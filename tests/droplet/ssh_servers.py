"""SSH servers on a droplet beside its own sshd: each on a port of its own, for the same accounts and authorized_keys."""

import re
import socket
import time
from pathlib import Path

HERE = Path(__file__).parent


class Server:
    """`port`, `host_keys` ("ssh-ed25519 AAAA...") and `identification` ("SSH-2.0-OpenSSH_10.0p2 Debian-7")."""

    def __init__(self, droplet, port, argv, log, host_keys):
        self.droplet, self.port, self.host_keys = droplet, port, host_keys
        self.process = droplet.start_process(argv, log)
        deadline = time.monotonic() + 20
        while True:
            try:
                with socket.create_connection((droplet.address, port), 10) as connection:
                    self.identification = connection.makefile(errors="replace").readline().strip()
                return
            except OSError:
                if time.monotonic() > deadline or not self.process.alive():
                    raise RuntimeError(f"{argv[0]} did not start: " + droplet.log(log.removesuffix(".log")))
                time.sleep(0.02)

    @property
    def version(self):
        """("OpenSSH", "10.0")"""
        return re.match(r"SSH-2.0-([A-Za-z]+)_?([\d.]*)", self.identification).groups()

    def known_hosts(self, kind=""):
        """Lines for its keys, or for those of one type."""
        return "\n".join(f"[{self.droplet.address}]:{self.port} {key}" for key in self.host_keys if key.startswith(kind))


def _put(droplet, port, host_keys):
    """Private host keys, and the certificates beside them, as files of the droplet."""
    paths = [f"/etc/ssh/host_{port}_{number}" for number in range(len(host_keys))]
    for path, key in zip(paths, host_keys):
        droplet.write_file(path, key.text, "600")
        if key.has_certificate:
            droplet.write_file(f"{path}-cert.pub", key.certificate)
    return paths


def _new_key(droplet, port):
    path = f"/etc/ssh/host_{port}"
    droplet.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path])
    return path, " ".join(droplet.run(["cat", f"{path}.pub"]).stdout.split()[:2])


def second_sshd(droplet, port, *options, host_keys=()):
    """Another OpenSSH, with a host key of its own unless some are given (Key)."""
    config = [*options, f"Port {port}", "PermitRootLogin yes", "PidFile none"]
    if not any(option.startswith("MaxStartups ") for option in options):  # of which the last line counts
        config.append("MaxStartups 200")
    if host_keys:
        paths, public = _put(droplet, port, host_keys), [key.public for key in host_keys]
    else:
        path, key = _new_key(droplet, port)
        paths, public = [path], [key]
    config += [f"HostKey {path}" for path in paths]
    config += [f"HostCertificate {path}-cert.pub" for path, key in zip(paths, host_keys) if key.has_certificate]
    droplet.write_file(f"/etc/ssh/sshd_config_{port}", "\n".join(config) + "\n")
    return Server(droplet, port, ["/usr/sbin/sshd", "-D", "-e", "-f", f"/etc/ssh/sshd_config_{port}"], f"sshd{port}.log", public)


def dropbear(droplet, port, *options, host_keys):
    keys = []
    for path in _put(droplet, port, host_keys):
        droplet.run(["dropbearconvert", "openssh", "dropbear", path, f"{path}.dropbear"])
        keys += ["-r", f"{path}.dropbear"]
    return Server(droplet, port, ["dropbear", "-F", "-E", "-p", str(port), *keys, *options], f"dropbear{port}.log",
                  [key.public for key in host_keys])


def tinysshd(droplet, port):
    """It serves one connection on its standard streams, as inetd would start it."""
    droplet.run(["sh", "-c", "test -d /etc/tinyssh/keys || tinysshd-makekey /etc/tinyssh/keys"])
    key = " ".join(droplet.run(["tinysshd-printkey", "/etc/tinyssh/keys"]).stdout.split()[:2])
    return Server(droplet, port, ["socat", f"TCP-LISTEN:{port},fork,reuseaddr", "EXEC:/usr/sbin/tinysshd /etc/tinyssh/keys"],
                  "tinysshd.log", [key])


def asyncssh(droplet, port, *settings, host_keys):
    """`settings` are variables of asyncssh_server.py: PASSWORDS=..., QUESTIONS=1, SOCKETS=0."""
    droplet.write_file("/run/asyncssh_server.py", (HERE / "asyncssh_server.py").read_text())
    argv = ["env", *settings, "python3", "/run/asyncssh_server.py", str(port), "/root/.ssh/authorized_keys",
            *_put(droplet, port, host_keys)]
    return Server(droplet, port, argv, f"asyncssh{port}.log", [key.public for key in host_keys])
