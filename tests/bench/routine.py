"""The alternatives that dropsweep is measured against, as people run them: OpenSSH's client and the Docker CLI.

`six_sessions` is the team's workflow (six ssh sessions, its sleeps left out); `lean_script` does the same work in one.
Both with the standard mode's commands.
"""

import subprocess

LOOK = "free -h; df -h /; docker system df; docker ps"
CLEAN = """docker image prune -f
docker builder prune -f --filter until=1h
docker container prune -f --filter until=1h"""
SUMMARY = "docker system df"


def probes(ports):
    return "\n".join(f"curl -fsS -m 5 -o /dev/null http://127.0.0.1:{port}/health && echo {port} ok" for port in ports)


class Routine:
    def __init__(self, droplet, ports, folder):
        self.address, self.port = droplet.address, droplet.port
        self.known_hosts = folder / "known_hosts"
        self.known_hosts.write_text(droplet.known_hosts_line() + "\n")
        self.key = droplet.key_path
        self.ports = ports

    def ssh(self, script):
        subprocess.run(["ssh", "-F", "none", "-i", self.key, "-p", str(self.port), "-o", "BatchMode=yes",
                        "-o", f"UserKnownHostsFile={self.known_hosts}", f"root@{self.address}", "sh", "-s"],
                       input=script, text=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def six_sessions(self):
        subprocess.run(["ssh-keyscan", "-p", str(self.port), self.address], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for script in (LOOK, CLEAN, LOOK, probes(self.ports), SUMMARY):
            self.ssh(script)

    def lean_script(self):
        self.ssh("\n".join((LOOK, CLEAN, LOOK, probes(self.ports), SUMMARY)))
