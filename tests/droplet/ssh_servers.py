"""Other SSH servers on a droplet, beside its own sshd: each on a port of its own, for the same accounts and authorized_keys."""

import socket
import time
from pathlib import Path

HERE = Path(__file__).parent


class Server:
    """`port`, and `host_keys` ("ssh-ed25519 AAAA...") as far as they are not the droplet's own."""

    def __init__(self, droplet, port, argv, log, host_keys=None):
        self.droplet, self.port = droplet, port
        self.host_keys = host_keys or list(droplet.host_keys.values())
        self.process = droplet.start_process(argv, log)
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection((droplet.address, port), 1).close()
                return
            except OSError:
                if time.monotonic() > deadline or not self.process.alive():
                    raise RuntimeError(f"{argv[0]} did not start: " + droplet.log(log.removesuffix(".log")))
                time.sleep(0.02)

    def known_hosts(self):
        return "\n".join(f"[{self.droplet.address}]:{self.port} {key}" for key in self.host_keys)


def second_sshd(droplet, port, *options, host_keys=None):
    """Another sshd, with a host key of its own unless `host_keys` (Keys) are given."""
    config = [*options, f"Port {port}", "PermitRootLogin yes", "UsePAM no", "PidFile none", "MaxStartups 200"]
    if host_keys is None:
        droplet.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"/etc/ssh/host_{port}"])
        public = [" ".join(droplet.run(["cat", f"/etc/ssh/host_{port}.pub"]).stdout.split()[:2])]
        config.append(f"HostKey /etc/ssh/host_{port}")
    else:
        public = [key.public for key in host_keys]
        for number, key in enumerate(host_keys):
            path = f"/etc/ssh/host_{port}_{number}"
            droplet.write_file(path, key.text, "600")
            config.append(f"HostKey {path}")
            if key.has_certificate:
                droplet.write_file(f"{path}-cert.pub", key.certificate)
                config.append(f"HostCertificate {path}-cert.pub")
    droplet.write_file(f"/etc/ssh/sshd_config_{port}", "\n".join(config) + "\n")
    return Server(droplet, port, ["/usr/sbin/sshd", "-D", "-e", "-f", f"/etc/ssh/sshd_config_{port}"], f"sshd{port}.log", public)


def dropbear(droplet, port, *options):
    droplet.run(["mkdir", "-p", "/etc/dropbear"])
    for kind in droplet.host_keys:
        key = f"/etc/dropbear/dropbear_{kind}_host_key"
        droplet.run(["sh", "-c", f"test -e {key} || dropbearconvert openssh dropbear /etc/ssh/ssh_host_{kind}_key {key}"])
    return Server(droplet, port, ["dropbear", "-F", "-E", "-p", str(port), *options], f"dropbear{port}.log")


def tinysshd(droplet, port):
    """It serves one connection on its standard streams, as inetd would start it."""
    droplet.run(["tinysshd-makekey", "/etc/tinyssh/keys"])
    key = " ".join(droplet.run(["tinysshd-printkey", "/etc/tinyssh/keys"]).stdout.split()[:2])
    return Server(droplet, port, ["socat", f"TCP-LISTEN:{port},fork,reuseaddr", "EXEC:/usr/sbin/tinysshd /etc/tinyssh/keys"],
                  "tinysshd.log", [key])


def asyncssh(droplet, port, passwords=""):
    droplet.write_file("/run/asyncssh_server.py", (HERE / "asyncssh_server.py").read_text())
    return Server(droplet, port, ["env", f"PASSWORDS={passwords}", "python3", "/run/asyncssh_server.py", str(port),
                                  "/etc/ssh/ssh_host_ed25519_key", "/root/.ssh/authorized_keys"], "asyncssh.log")
