"""Servers that do what no honest one does. Each ends in a sentence and an exit code of its own, in time, with the report written."""

import contextlib
import resource
import socket
import threading
import unittest
import warnings

from tests.droplet.droplet import Droplet
from tests.droplet.ssh_keys import Keys
from tests.e2e.dropsweep import Step
from tests.e2e.outcomes import Outcomes
from tests.e2e.scripted_server import Behaviour, CutAfter, ScriptedServer


class HostileServers(Outcomes):
    @classmethod
    def setUpClass(cls):
        warnings.simplefilter("ignore", ResourceWarning)  # asyncssh leaves the sockets of broken connections to the collector
        cls.droplet = Droplet(sshd_options=["PerSourcePenalties no"]).start()
        cls.addClassCleanup(cls.droplet.close)
        cls.keys = Keys()
        cls.addClassCleanup(cls.keys.close)
        cls.key, cls.rsa_key, cls.other_key = cls.keys.make(), cls.keys.make("rsa2048"), cls.keys.make()
        cls.user_keys = {"ed25519": cls.keys.make(), "rsa": cls.keys.make("rsa2048")}
        cls.authorized = "\n".join(key.public for key in cls.user_keys.values())

    def serve(self, behaviour=None):
        return ScriptedServer(self.droplet.socket_path, str(self.key.path), self.authorized, behaviour)

    def check(self, port, user_key="ed25519", command="check", **inputs):
        inputs = {"host": f"root@127.0.0.1:{port}", "ssh_key": self.user_keys[user_key].text, "connect_timeout": "10s",
                  "known_hosts": f"[127.0.0.1]:{port} {self.key.public}"} | inputs
        return Step(command, **inputs).start().finish(timeout=60)

    # ---- the key exchange

    def test_the_scripted_server_is_honest_unless_told_otherwise(self):
        with self.serve() as server:
            run = self.check(server.port)
        self.assertEqual(run.code, 0, run.log)

    def test_a_server_with_no_algorithm_of_today_is_told_what_is_missing(self):
        class Old(Behaviour):
            options = {"kex_algs": ["diffie-hellman-group1-sha1"], "encryption_algs": ["aes128-cbc"], "mac_algs": ["hmac-sha1"]}

        with self.serve(Old()) as server:
            run = self.check(server.port)
        self.refused(run, 3, "key exchange", "it offers diffie-hellman-group1-sha1, we have curve25519-sha256", "aes128-cbc", "hmac-sha1")

    def test_a_signature_that_is_not_of_the_host_key_ends_the_session(self):
        class Impostor(Behaviour):
            def connected(self, connection):
                for key in connection._server_host_keys.values():
                    key.sign = lambda data, sign=key.sign: sign(data + b"!")

        with self.serve(Impostor()) as server:
            run = self.check(server.port)
        self.refused(run, 3, "key exchange")

    def test_a_key_that_changed_between_two_runs_is_a_possible_attack(self):
        class Changing(Behaviour):
            def host_keys(self, connection, others=[str(self.other_key.path)]):
                return None if connection == 1 else others

        with self.serve(Changing()) as server:
            self.assertEqual(self.check(server.port).code, 0)
            run = self.check(server.port)
        self.refused(run, 4, self.other_key.fingerprint, "attack")

    def test_a_certificate_does_not_vouch_for_the_key_of_the_next_connection(self):
        authority, certified = self.keys.make(), self.keys.make()
        self.keys.certify(certified, authority, "-h", "-n", "127.0.0.1")

        class Changing(Behaviour):
            def host_keys(self, connection, first=[str(certified.path)], later=[str(self.other_key.path)]):
                return first if connection == 1 else later

        with self.serve(Changing()) as server:
            run = self.check(server.port, known_hosts=f"@cert-authority * {authority.public}")
        self.refused(run, 4, self.other_key.fingerprint)

    def test_a_server_that_shows_another_key_each_time_is_not_asked_for_ever(self):
        class Changing(Behaviour):
            def host_keys(self, connection, kinds=[str(self.key.path), str(self.rsa_key.path)]):
                return [kinds[connection % 2]]

        with self.serve(Changing()) as server:
            run = self.check(server.port, known_hosts=None, host_key_fingerprint="SHA256:" + "A" * 43)
            self.assertLessEqual(server.behaviour.connections, 5)
        self.refused(run, 4, "host-key-fingerprint")

    def test_a_list_of_signature_algorithms_that_repeats_itself_does_no_harm_to_an_rsa_key(self):
        class Repeating(Behaviour):
            def connected(self, connection):
                connection._sig_algs = [b"rsa-sha2-512"] * 2000

        with self.serve(Repeating()) as server:
            run = self.check(server.port, "rsa")
        self.assertEqual(run.code, 0, run.log)

    # ---- the banner

    def test_a_banner_that_never_ends(self):
        for what, chunk in (("lines", b"all your base\r\n" * 100), ("one line", b"x" * 4096), ("commands", b"::error::no\n" * 200)):
            with self.subTest(what), talker(chunk) as port:
                self.refused(self.check(port), 3, "did not answer as an SSH server")

    def test_an_identification_that_never_ends(self):
        with talker(b"SSH-2.0-" + b"x" * 10000, b"y" * 4096) as port:
            self.refused(self.check(port), 3)

    # ---- channels

    def test_channels_that_are_all_refused(self):
        class Closed(Behaviour):
            def open_socket(self, connection, to_engine):
                to_engine.close()
                return False

            def run_commands(self):
                return False

        with self.serve(Closed()) as server:
            run = self.check(server.port)
        self.refused(run, 6, "did not open /var/run/docker.sock", "runs no commands")

    def test_windows_that_never_open_end_at_the_time_limit(self):
        for what, window, packet in (("window", 0, 32768), ("window and packet", 0, 0), ("packet", 2**21, 0)):
            class Shut(Behaviour):
                def open_socket(self, connection, to_engine, window=window, packet=packet):
                    return connection.create_unix_channel(window=window, max_pktsize=packet), to_engine

            with self.subTest(what), self.serve(Shut()) as server:
                before = time_used()
                self.refused(self.check(server.port, timeout="3s"), 3, "at the time limit of 3s")
                self.assertLess(time_used() - before, 2)  # seconds of the processor: it waits and does not spin

    def test_a_connection_that_breaks_in_the_middle_of_any_message(self):
        class Counting(Behaviour):
            writes = 0

            def connected(self, connection):
                counting = self

                class Transport(CutAfter):
                    def write(self, data):
                        counting.writes += 1
                        super().write(data)

                connection._transport = Transport(connection._transport, 10**9)

        with self.serve(Counting()) as server:
            self.assertEqual(self.check(server.port, command="plan").code, 0)
            whole = server.behaviour.writes
        codes = []
        for writes in range(1, whole + 1):
            class Breaking(Behaviour):
                def connected(self, connection, writes=writes):
                    if self.connections == 1:  # who was cut off before authenticating comes again
                        connection._transport = CutAfter(connection._transport, writes)

            with self.subTest(f"in message {writes} of {whole}"), self.serve(Breaking()) as server:
                run = self.check(server.port, command="plan")
                codes.append(run.code)
                self.assertIn(run.code, (0, 3, 6), run.log)
                self.assertLessEqual(server.behaviour.connections, 2, run.log)
                self.assertEqual(run.report["exit_code"], run.code)
                if run.code != 0:
                    self.assertRegex(run.host["failure"]["seen"], "ended|cut|closed|did not answer", run.log)
        self.assertGreater(len([code for code in codes if code != 0]), 20)  # what breaks after the last answer is no failure


def time_used():
    """Of the processor, by all children so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextlib.contextmanager
def talker(*chunks):
    """A port on which somebody says all of this, and the last of it for ever."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        def talk():
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                for chunk in chunks:
                    connection.sendall(chunk)
                while True:
                    connection.sendall(chunks[-1])

        threading.Thread(target=talk, daemon=True).start()
        yield listener.getsockname()[1]


if __name__ == "__main__":
    unittest.main()
