"""Through one and two jump hosts, each of which proves its own key; and what that costs in round trips."""

import base64
import hashlib
import unittest

from tests.droplet.delay_proxy import DelayProxy
from tests.droplet.droplet import Droplet
from tests.droplet.ssh_servers import second_sshd
from tests.e2e.dropsweep import step
from tests.e2e.outcomes import Outcomes

OUTER, INNER, CLOSED = 2205, 2206, 2207
# After TCP: identification and algorithms, the key exchange, the offer of our key, its signature.
HANDSHAKE = 4


class JumpHosts(Outcomes):
    """The target is the droplet as its jump hosts see it; they are sshds with keys of their own on the same machine."""

    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(sshd_options=["PerSourcePenalties no"]).start()
        cls.addClassCleanup(cls.droplet.close)
        cls.outer, cls.inner = (second_sshd(cls.droplet, port, "PerSourcePenalties no") for port in (OUTER, INNER))
        cls.closed = second_sshd(cls.droplet, CLOSED, "PerSourcePenalties no", "AllowTcpForwarding no")
        cls.target_line = f"127.0.0.1 {cls.droplet.host_keys['ed25519']}"
        cls.outer_line = cls.outer.known_hosts()
        cls.inner_line = f"[127.0.0.1]:{INNER} {cls.inner.host_keys[0]}"
        cls.outer_host, cls.inner_host = f"root@{cls.droplet.address}:{OUTER}", f"root@127.0.0.1:{INNER}"

    def check(self, jump_host, *lines, **inputs):
        inputs = {"host": "root@127.0.0.1", "jump_host": jump_host, "known_hosts": "\n".join(lines) or None} | inputs
        return step(self.droplet, "check", **inputs).start().finish()

    def test_through_one_and_through_two(self):
        one = self.check(self.outer_host, self.outer_line, self.target_line)
        self.assertEqual(one.code, 0, one.log)
        two = self.check(f"{self.outer_host},{self.inner_host}", self.outer_line, self.inner_line, self.target_line)
        self.assertEqual(two.code, 0, two.log)

    def test_a_whole_plan_goes_through_two(self):
        inputs = {"host": "root@127.0.0.1", "jump_host": f"{self.outer_host}, {self.inner_host}",
                  "known_hosts": "\n".join([self.outer_line, self.inner_line, self.target_line]),
                  "services": "ssh tcp://127.0.0.1:22"}
        run = step(self.droplet, "plan", **inputs).start().finish()
        self.assertEqual(run.code, 0, run.log)
        self.assertIn("over streamlocal", run.log)

    def test_each_host_on_the_way_must_prove_its_own_key(self):
        both, way = f"{self.outer_host},{self.inner_host}", [self.outer_line, self.inner_line, self.target_line]
        for missing, place in zip(way, (f"[{self.droplet.address}]:{OUTER}", f"[127.0.0.1]:{INNER}", "127.0.0.1")):
            with self.subTest(place):
                run = self.check(both, *(line for line in way if line != missing))
                self.refused(run, 4, f"{place} showed the host key", missing)
                self.assertEqual("Jump host:" in run.log, missing != self.target_line)

    def test_a_jump_host_cannot_pass_itself_off_as_the_target(self):
        outer_print = fingerprint(self.outer.host_keys[0])
        # What the jump host leads to is itself.
        itself = {"host": f"root@127.0.0.1:{OUTER}"}
        run = self.check(self.outer_host, host_key_fingerprint=outer_print, **itself)
        self.refused(run, 4, "the key of a jump host on the way to it")
        bound = f"{self.droplet.address}={outer_print}\n127.0.0.1={outer_print}"
        self.assertEqual(self.check(self.outer_host, host_key_fingerprint=bound, **itself).code, 0)

    def test_fingerprints_serve_a_jump_host_and_its_target(self):
        prints = f"{fingerprint(self.outer.host_keys[0])}\n{self.droplet.fingerprint('rsa')}"
        self.assertEqual(self.check(self.outer_host, host_key_fingerprint=prints).code, 0)

    def test_what_stops_at_the_jump_host_is_told(self):
        run = self.check(f"root@{self.droplet.address}:{CLOSED}", self.closed.known_hosts(), self.target_line)
        self.refused(run, 3, f"from the jump host root@{self.droplet.address}:{CLOSED}", "forbid", "AllowTcpForwarding")
        run = self.check(self.outer_host, self.outer_line, host="root@127.0.0.1:1")
        self.refused(run, 3, "[127.0.0.1]:1", "could not connect there")
        run = self.check(f"nobody@{self.droplet.address}:{OUTER}", self.outer_line, self.target_line)
        self.refused(run, 5, "Jump host:", "nobody")

    def test_a_jump_host_costs_no_more_round_trips_than_its_own_handshake(self):
        def counted():
            direct, refused = self.round_trips(22), self.round_trips(22, code=5, host="nobody")
            one, two = self.round_trips(OUTER, jumps=1), self.round_trips(OUTER, jumps=2)
            return refused, one - direct, two - one

        # The first as far as a handshake goes: nothing that follows it is in there. A machine that stalls all the time counts more.
        for _ in range(4):
            refused, first, second = counted()
            if refused == HANDSHAKE and max(first, second) <= HANDSHAKE:
                return
        self.assertEqual((refused, first, second), (HANDSHAKE,) * 3)

    def round_trips(self, port, jumps=0, code=0, host="root"):
        """The fewest of several runs: a machine that stalls can only add to them."""
        fewest = []
        for _ in range(3):
            with DelayProxy(self.droplet.address, port, 60) as proxy:
                entry = f"[127.0.0.1]:{proxy.port}"
                entry_key = self.droplet.host_keys["ed25519"] if port == 22 else self.outer.host_keys[0]
                known = [f"{entry} {entry_key}", self.inner_line, self.target_line]
                way = [f"root@127.0.0.1:{proxy.port}", self.inner_host][:jumps]
                target = "root@127.0.0.1" if jumps else f"{host}@127.0.0.1:{proxy.port}"
                run = self.check(",".join(way) or None, *known, host=target)
                self.assertEqual(run.code, code, run.log)
                fewest.append(proxy.round_trips)
        return min(fewest)


def fingerprint(public):
    digest = hashlib.sha256(base64.b64decode(public.split()[1])).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


if __name__ == "__main__":
    unittest.main()
