"""The prefix attack on SSH (CVE-2023-48795) and its kin: whoever adds or drops a message on the way to an OpenSSH server is noticed."""

import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.ssh_servers import second_sshd
from tests.e2e.dropsweep import step
from tests.e2e.man_in_the_middle import NEWKEYS, ManInTheMiddle, ignore_packet

# Ciphers of which somebody on the way can tell where a message ends, and what stands behind each message.
READABLE = {"CTR with encrypt-then-MAC": (2201, ["Ciphers aes256-ctr", "MACs hmac-sha2-256-etm@openssh.com"], 32),
            "GCM": (2202, ["Ciphers aes256-gcm@openssh.com"], 16)}


class Terrapin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet().start()
        cls.addClassCleanup(cls.droplet.close)
        cls.servers = {name: second_sshd(cls.droplet, port, "PerSourcePenalties no", *options)
                       for name, (port, options, _) in READABLE.items()}

    def through(self, name, on_packet, impatient=False):
        """(run, what both sides said first) with somebody on the way to the server of this name."""
        port, _, tail = READABLE[name]
        with ManInTheMiddle(self.droplet.address, port, on_packet, tail) as middle:
            known = f"[127.0.0.1]:{middle.port} {self.servers[name].host_keys[0]}"
            run = step(self.droplet, "check", host=f"root@127.0.0.1:{middle.port}", known_hosts=known,
                       connect_timeout="2s" if impatient else None).start().finish()
        return run, middle.seen

    def test_strict_key_exchange_is_in_force(self):
        for name in READABLE:
            run, seen = self.through(name, lambda number, packet: packet)
            self.assertEqual(run.code, 0, run.log)
            self.assertIn("kex-strict-c-v00@openssh.com", seen["client"])
            self.assertIn("kex-strict-s-v00@openssh.com", seen["server"])

    def test_a_message_that_is_added_to_the_key_exchange_ends_it(self):
        """Without strict key exchange this one is allowed, and hides the loss of another message later."""
        for name in READABLE:
            for place in range(3):  # before the server's KEXINIT, its key, its NEWKEYS
                with self.subTest(cipher=name, place=place):
                    run, _ = self.through(name, lambda number, packet: ignore_packet() * (number == place) + packet)
                    self.assertEqual(run.code, 3, run.log)
                    self.assertIn("key exchange", run.log)

    def test_a_message_that_is_dropped_is_noticed(self):
        for name in READABLE:
            for lost in range(6):  # of those after NEWKEYS: what the server can do, that it will authenticate, our key, ...
                with self.subTest(cipher=name, lost=lost):
                    run = self.lose(name, lost, added=0)
                    self.assertIn(run.code, (3, 5, 6), run.log)
                    # The next message does not fit; where both sides wait for the lost one there is none, and the time limit ends it.
                    noticed = "a packet that came was damaged or made no sense" in run.log
                    self.assertTrue(noticed or (lost > 0 and "within 2s" in run.log), run.log)

    def test_nor_does_it_help_to_add_one_before(self):
        for name in READABLE:
            run = self.lose(name, 0, added=1)
            self.assertEqual(run.code, 3, run.log)

    def lose(self, name, lost, added):
        newkeys = []

        def on_packet(number, packet):
            if newkeys and number == newkeys[0] + 1 + lost:
                return b""
            if not newkeys and packet[5] == NEWKEYS:
                newkeys.append(number)
                return ignore_packet() * added + packet
            return packet

        return self.through(name, on_packet, impatient=lost > 0)[0]


if __name__ == "__main__":
    unittest.main()
