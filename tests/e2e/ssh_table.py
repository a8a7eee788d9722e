"""The table of docs/ssh.md: which way in works with which server, by trying each.

    ./dev run python3 -m tests.e2e.ssh_table

writes it anew; test_ways_in_servers holds the committed one against what it sees.
"""

import re
from pathlib import Path

from tests.droplet.ssh_keys import agent
from tests.e2e.dropsweep import step
from tests.e2e.ssh_places import PASSWORD, USER_KEYS, Places

DOCUMENT = Path(__file__).resolve().parents[2] / "docs/ssh.md"
BEGIN, END = "<!-- what follows is made by tests/e2e/ssh_table.py -->\n", "<!-- until here -->\n"


class Trial:
    """One server, tried one way after the other; `runs` keeps what was seen, by the row's name."""

    def __init__(self, places, place):
        self.places, self.place, self.runs = places, place, {}
        self.cells = {}

    def run(self, server, command="check", **inputs):
        inputs = {"host": f"root@{self.place.droplet.address}:{server.port}", "known_hosts": server.known_hosts()} | inputs
        return step(self.place.droplet, command, **inputs).start().finish()

    def _note(self, row, run, yes="yes"):
        self.runs[row] = run
        failure = run.host["failure"]
        self.cells[row] = yes if run.code == 0 else f"no ({failure['step']})" if failure else f"no (exit code {run.code})"

    def user_keys(self):
        for kind in USER_KEYS:
            key = self.places.user_keys[kind]
            row = "key: " + {"ed25519": "ed25519", "rsa3072": "RSA, with SHA-2"}.get(kind, f"ECDSA {kind}")
            self._note(row, self.run(self.place.open, ssh_key=key.text))
        with agent(self.places.user_keys["ed25519"]) as environment:
            self._note("key in an agent", self.run(self.place.open, ssh_key=None, environment=environment))
        member = self.places.member
        self._note("user certificate", self.run(self.place.open, ssh_key=member.text, ssh_certificate=member.certificate))

    def passwords(self):
        secret = {"ssh_key": None, "ssh_password": PASSWORD}
        self._note("password", self.run(self.place.open, **secret))
        self._note("keyboard-interactive", self.run(self.place.asking, **secret))

    def host_keys(self):
        for kind, name in (("ssh-ed25519", "ed25519"), ("ecdsa", "ECDSA"), ("ssh-rsa", "RSA, with SHA-2")):
            lines = self.place.open.known_hosts(kind)
            if lines:
                self._note(f"host key: {name}", self.run(self.place.open, known_hosts=lines))
            else:
                self.cells[f"host key: {name}"] = "has none"
        authority = f"@cert-authority * {self.places.authority.public}"
        self._note("host certificate", self.run(self.place.open, known_hosts=authority))

    def beyond(self):
        services = "ssh tcp://127.0.0.1:22"
        self._note("services asked from the droplet", self.run(self.place.open, services=services))
        run = self.run(self.place.open, "plan")
        if run.code == 0:
            assert run.host["before"]["host"]["memory_total_bytes"], run.log
        self._note("disk and memory of the droplet", run)
        entry = f"root@{self.place.droplet.address}:{self.place.open.port}"
        target = f"127.0.0.1 {self.place.droplet.host_keys['ed25519']}\n"
        self._note("as a jump host", self.run(self.place.open, host="root@127.0.0.1", jump_host=entry,
                                               known_hosts=target + self.place.open.known_hosts()))

    def engine(self):
        self._note_engine("engine", self.place.open)
        self._note_engine("engine, sockets are not forwarded", self.place.closed)
        droplet = self.place.droplet
        path = droplet.run(["sh", "-c", "command -v docker"]).stdout.strip()
        droplet.run(["mv", path, "/run/docker-hidden"])
        try:
            self._note_engine("engine, nor is there a docker command", self.place.closed)
        finally:
            droplet.run(["mv", "/run/docker-hidden", path])

    def _note_engine(self, row, server):
        run = self.run(server, "plan")
        over = re.search(r" over ([^:]+): ", run.log)
        self._note(row, run, over[1] if over else "")

    def all(self):
        for part in (self.user_keys, self.passwords, self.host_keys, self.engine, self.beyond):
            part()
        return self


def render(trials):
    """Markdown: a row per way, a column per server."""
    lines = ["| | " + " | ".join(one.place.name for one in trials) + " |", "|---" * (len(trials) + 1) + "|"]
    for row in trials[0].cells:
        lines.append(f"| {row} | " + " | ".join(one.cells[row] for one in trials) + " |")
    return "\n".join(lines) + "\n"


def read(text):
    """{server: {way: cell}} of a rendered table."""
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in text.splitlines() if line.startswith("|")]
    return {name: {row[0]: row[number] for row in rows[2:]} for number, name in enumerate(rows[0]) if number > 0}


def committed():
    return DOCUMENT.read_text().split(BEGIN)[1].split(END)[0]


def main():
    places = Places()
    try:
        if places.missing:
            raise SystemExit(f"not all servers can be tried: {places.missing}")
        trials = [Trial(places, place).all() for place in places.all]
    finally:
        places.close()
    before, rest = DOCUMENT.read_text().split(BEGIN)
    DOCUMENT.write_text(before + BEGIN + render(trials) + END + rest.split(END)[1])
    print(render(trials))


if __name__ == "__main__":
    main()
