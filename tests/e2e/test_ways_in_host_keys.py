"""Host keys: the same known_hosts file for dropsweep, for OpenSSH's client and for ssh-keygen -F, and all must agree."""

import subprocess
import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.ssh_keys import Keys, call
from tests.droplet.ssh_servers import second_sshd
from tests.e2e.dropsweep import step

NAME, PORT, BARE_PORT = "web.example", 2222, 2230
STRICTER = "stricter"  # dropsweep refuses what ssh accepts, on purpose
UNREAD = "unread"  # ssh-keygen -F shows a line that ssh itself cannot read
HOST_KEYS = ("ed25519", "nistp256", "nistp384", "nistp521", "rsa3072")


class HostKeys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.keys = Keys()
        cls.addClassCleanup(cls.keys.close)
        cls.droplet = Droplet(sshd_options=["PerSourcePenalties no"]).start()
        cls.addClassCleanup(cls.droplet.close)
        # One server with a key of each type, at another port too.
        cls.own = cls.keys.make_all(HOST_KEYS)
        cls.authority, cls.other = cls.keys.make("rsa2048"), cls.keys.make()
        cls.keys.certify(cls.own["ed25519"], cls.authority, "-h", "-n", f"{NAME},*.shop.example")
        second_sshd(cls.droplet, PORT, "PerSourcePenalties no", f"Port {PORT + 1}", host_keys=cls.own.values())
        # ssh takes a detour where a certificate comes first: one server without.
        second_sshd(cls.droplet, BARE_PORT, "PerSourcePenalties no", host_keys=[cls.own["nistp256"]])
        with open("/etc/hosts", "a") as hosts:  # of this run's own file system
            hosts.write(f"{cls.droplet.address} {NAME} db.example\n")

    def line(self, hosts, key):
        return f"{hosts} {key.public}\n"

    def hashed(self, hosts, key):
        path = self.keys.path / "hashed"
        path.write_text(self.line(hosts, key))
        call("ssh-keygen", "-H", "-f", path)
        return path.read_text()

    def dropsweep(self, lines, port, name=NAME, **inputs):
        return step(self.droplet, "check", host=f"root@{name}:{port}", known_hosts=lines or None, **inputs).start().finish()

    def ssh_accepts(self, lines, port, name=NAME):
        path = self.keys.path / "known_hosts"
        path.write_text(lines)
        done = subprocess.run(
            ["ssh", "-F", "none", "-i", self.droplet.key_path, "-o", f"UserKnownHostsFile={path}", "-o", "UpdateHostKeys=no",
             "-o", "GlobalKnownHostsFile=none", "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes", "-p", str(port),
             f"root@{name}", "true"], capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            self.assertIn("Host key verification failed", done.stderr)
        return done.returncode == 0

    def ssh_keygen_finds(self, lines, port, name=NAME):
        path = self.keys.path / "known_hosts"
        path.write_text(lines)
        names = [name] + ([f"[{name}]:{port}"] if port != 22 else [])
        return any(subprocess.run(["ssh-keygen", "-F", one, "-f", path], capture_output=True).returncode == 0 for one in names)

    def rows(self):
        """(what it is, lines, port, and whether we are stricter on purpose)"""
        ed25519, rsa, nistp384 = self.own["ed25519"], self.own["rsa3072"], self.own["nistp384"]
        other, authority = self.other, self.authority
        here, there = PORT, PORT + 1
        exact, plain = f"[{NAME}]:{here}", NAME
        return [
            ("the right line", self.line(exact, ed25519), here),
            ("a line of another host", self.line("[db.example]:2222", ed25519), here),
            ("the other key", self.line(exact, other), here),
            ("hashed", self.hashed(exact, ed25519), here),
            ("another host, hashed", self.hashed("db.example", ed25519), here),
            ("a wildcard for everything", self.line("*", ed25519), here),
            ("a wildcard for the domain", self.line("*.example", ed25519), here),
            ("a wildcard with the port", self.line("[*.example]:2222", ed25519), here),
            ("a wildcard for the port", self.line(f"[{NAME}]:*", ed25519), here),
            ("question marks", self.line("w??.example", ed25519), here),
            ("capitals", self.line("[WEB.Example]:2222", ed25519), here),
            ("one of a list", self.line(f"192.0.2.1,{exact},db.example", ed25519), here),
            ("all but this one", self.line(f"*,!{exact},!{plain}", ed25519), here),
            ("this one but not another", self.line(f"!db.example,*", ed25519), here),
            ("only a negation", self.line("!db.example", ed25519), here),
            ("a key of another type than the first", self.line(exact, rsa), here),
            ("a curve of its own", self.line(exact, nistp384), here),
            ("several keys, one of them right", self.line(exact, other) + self.line(exact, ed25519), here),
            ("a wrong key of the type that is asked for first", self.line(exact, other) + self.line(exact, rsa), here),
            ("comments, blanks, tabs and lines that are none",
             f"# {exact} {other.public}\n\n{exact}\nx y z\n{exact} ssh-ed25519 AAAA\n \t{exact}\t{ed25519.public}\tcomment\n", here),
            ("line ends of Windows", self.line(exact, ed25519).replace("\n", "\r\n"), here),
            ("a type that is not the key's", f"{exact} ssh-rsa {ed25519.public.split()[1]}\n", here, UNREAD),
            ("the plain host for another port", self.line(plain, ed25519), here),
            ("the plain host, hashed, for another port", self.hashed(plain, ed25519), here),
            ("another port", self.line(exact, ed25519), there),
            ("the plain host's line where the port has one of its own",
             self.line(f"[{NAME}]:{BARE_PORT}", other) + self.line(plain, self.own["nistp256"]), BARE_PORT),
            ("the port's line where the plain host has another", self.line(exact, ed25519) + self.line(plain, other), here),
            ("revoked", self.line(exact, ed25519) + "@revoked " + self.line("*", ed25519), here),
            ("revoked before", "@revoked " + self.line(exact, ed25519) + self.line(exact, ed25519), here),
            ("another key is revoked", "@revoked " + self.line("*", other) + self.line(exact, ed25519), here),
            ("revoked elsewhere", "@revoked " + self.line("db.example", ed25519) + self.line(exact, ed25519), here),
            ("revoked for the plain host alone", "@revoked " + self.line(plain, ed25519) + self.line(exact, ed25519), here, STRICTER),
            ("a marker that nobody knows", "@trusted " + self.line(exact, ed25519), here),
            ("its authority", "@cert-authority " + self.line("*.example", authority), here),
            ("its authority, with the port", "@cert-authority " + self.line(exact, authority), here),
            ("its authority, hashed", "@cert-authority " + self.hashed(exact, authority), here),
            ("an authority for other hosts", "@cert-authority " + self.line("*.test", authority), here),
            ("another authority", "@cert-authority " + self.line("*", other), here),
            ("its authority as a plain key", self.line(exact, authority), here),
            ("its authority, and an old key", "@cert-authority " + self.line("*", authority) + self.line(exact, other), here),
            ("another authority, and the right key", "@cert-authority " + self.line("*", other) + self.line(exact, ed25519), here),
            ("its authority, revoked", "@cert-authority " + self.line("*", authority) + "@revoked " + self.line("*", authority), here),
            ("its authority, and the key revoked",
             "@cert-authority " + self.line("*", authority) + "@revoked " + self.line("*", ed25519), here),
            ("its authority, and a revoked key that is another", "@cert-authority " + self.line("*", authority)
             + "@revoked " + self.line("*", other), here),
        ]

    def test_dropsweep_ssh_and_ssh_keygen_agree_about_every_known_hosts_file(self):
        decisions = set()
        for what, lines, port, *odd in self.rows():
            with self.subTest(what):
                accepted = self.ssh_accepts(lines, port)
                run = self.dropsweep(lines, port)
                self.assertEqual(run.code, 0 if accepted and STRICTER not in odd else 4, run.log)
                if UNREAD not in odd:
                    self.assertEqual("nothing is known about" not in run.log, self.ssh_keygen_finds(lines, port), run.log)
                decisions.add((accepted, *odd))
        self.assertEqual(decisions, {(True,), (False,), (True, STRICTER), (False, UNREAD)})

    def refusal(self, lines, *words, name=NAME, port=PORT, **inputs):
        run = self.dropsweep(lines, port, name, **inputs)
        self.assertEqual(run.code, 4, run.log)
        for word in words:
            self.assertIn(word, run.log)

    def test_why_a_certificate_does_not_count_is_told(self):
        lines = "@cert-authority " + self.line("*", self.authority)
        self.assertFalse(self.ssh_accepts(lines, PORT, "db.example"))
        self.refusal(lines, "Its certificate is for other hosts than db.example", name="db.example")
        self.refusal("@cert-authority " + self.line("*", self.other), "is signed by the unknown authority", self.authority.fingerprint)
        self.refusal(lines, "It shows no host certificate", port=BARE_PORT)

    def test_the_report_tells_which_authority_vouched(self):
        run = self.dropsweep("\n@cert-authority " + self.line("*", self.authority), PORT)
        doctor = step(self.droplet, "doctor", host=f"root@{NAME}:{PORT}",
                      known_hosts="@cert-authority " + self.line("*", self.authority)).start().finish()
        self.assertEqual((run.code, doctor.code), (0, 0), doctor.log)
        self.assertIn("known from a certificate of the authority in line 1 of the input known-hosts", doctor.log)

    def test_a_fingerprint_of_any_of_five_keys_is_enough(self):
        for kind, key in self.own.items():
            with self.subTest(kind):
                run = self.dropsweep(None, PORT, host_key_fingerprint=key.fingerprint)
                self.assertEqual(run.code, 0, run.log)
        several = f"{self.other.fingerprint}\n{self.own['nistp521'].fingerprint}"
        self.assertEqual(self.dropsweep(None, PORT, host_key_fingerprint=several).code, 0)
        self.refusal(None, "host-key-fingerprint", host_key_fingerprint=self.other.fingerprint)

    def test_a_fingerprint_of_another_host_is_none(self):
        mine = self.own["rsa3072"].fingerprint
        self.assertEqual(self.dropsweep(None, PORT, host_key_fingerprint=f"{NAME}={mine}").code, 0)
        self.refusal(None, "host-key-fingerprint", host_key_fingerprint=f"db.example={mine}")


if __name__ == "__main__":
    unittest.main()
