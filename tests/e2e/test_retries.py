"""What passes by itself is tried again, a few times, in time and with every attempt in the log; a wrong key of either side never."""

import re
import signal
import socket
import unittest

from tests.droplet.cut_proxy import CutProxy, close, reset, say
from tests.droplet.droplet import Droplet
from tests.droplet.name_server import NXDOMAIN, SERVFAIL, NameServer
from tests.droplet.ssh_keys import Keys
from tests.droplet.ssh_servers import second_sshd
from tests.e2e.dropsweep import step
from tests.e2e.outcomes import Outcomes

BUSY = 2231
REACHED = 6  # the host let us in; there is no engine on it


class Retries(Outcomes):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet(dockerd=False, sshd_options=["PerSourcePenalties no", "LogLevel VERBOSE"]).start()
        cls.addClassCleanup(cls.droplet.close)
        cls.keys = Keys()
        cls.addClassCleanup(cls.keys.close)

    def way(self, **how):
        return self.enterContext(CutProxy(self.droplet.address, self.droplet.port, **how))

    def check(self, way, **inputs):
        return step(self.droplet, "check", **(way.inputs(self.droplet) | {"connect_timeout": "60s"} | inputs))

    def until_said(self, one, words):
        """Reads the log as far as a line with these words."""
        said = []
        for line in one.process.stdout:
            said.append(line.decode())
            if words in said[-1]:
                return "".join(said)
        self.fail("".join(said))

    def the_only_place(self, port):
        """A connection that does not authenticate; who was there before may still be leaving."""
        while True:
            holder = socket.create_connection((self.droplet.address, port))
            if holder.recv(100).startswith(b"SSH-"):
                return holder
            holder.close()

    def attempts(self, run):
        return [(step, int(number)) for step, number in re.findall(r": ([a-z ]+): (?:Jump host: )?attempt (\d+): .* The next one begins in ", run.log)]

    def test_who_is_cut_off_before_a_word_was_said_comes_again(self):
        run = self.check(self.way(first=[reset, close, say(b"Exceeded MaxStartups\r\n")])).start().finish()
        self.assertEqual(run.code, REACHED, run.log)
        self.assertEqual([number for _, number in self.attempts(run)], [1, 2, 3], run.log)
        self.assertLessEqual({step for step, _ in self.attempts(run)}, {"tcp", "banner"}, run.log)  # a reset can be as quick as that
        self.assertIn("turned it away", run.log)
        self.assertIn(", at attempt 4", run.log)

    def test_a_server_that_is_there_a_moment_later_is_reached(self):
        way = self.way(late=True)
        one = self.check(way).start()
        said = self.until_said(one, "attempt 1: ")
        way.open()
        run = one.finish()
        self.assertIn("refused the connection", said)
        self.assertEqual(run.code, REACHED, run.log)
        self.assertRegex(run.log, "at attempt [234]")

    def test_a_server_with_too_many_connections_is_asked_again(self):
        server = second_sshd(self.droplet, BUSY, "PerSourcePenalties no", "MaxStartups 1")
        with self.the_only_place(BUSY):
            one = step(self.droplet, "check", host=f"root@{self.droplet.address}:{BUSY}", known_hosts=server.known_hosts(),
                       connect_timeout="60s").start()
            said = self.until_said(one, "attempt 1: ")
        run = one.finish()
        self.assertIn("turned it away", said)
        self.assertEqual(run.code, REACHED, run.log)
        self.assertRegex(run.log, "at attempt [23456]")

    def test_what_does_not_pass_ends_after_a_few_attempts_in_time(self):
        with socket.socket() as closed, socket.create_server(("127.0.0.1", 0), backlog=0) as full:
            closed.bind(("127.0.0.1", 0))
            port = full.getsockname()[1]
            queue = [socket.socket() for _ in range(2)]  # the kernel answers nobody else
            for one in queue:
                self.addCleanup(one.close)
                one.setblocking(False)
                one.connect_ex(("127.0.0.1", port))
            away = {"refused the connection": (f"127.0.0.1:{closed.getsockname()[1]}", "60s", 4),
                    "did not answer within": (f"127.0.0.1:{port}", "7s", 2)}
            running = {words: step(self.droplet, "check", host=host, connect_timeout=limit).start()
                       for words, (host, limit, _) in away.items()}
            for words, one in running.items():
                with self.subTest(words):
                    run, (_, limit, count) = one.finish(), away[words]
                    self.refused(run, 3, words)
                    tried = int(re.search(r"It was tried (\d+) times in [\d.]+s\.", run.host["failure"]["seen"])[1])
                    self.assertEqual(tried, count, run.log)
                    self.assertEqual([number for _, number in self.attempts(run)], [*range(1, tried)], run.log)
                    self.assertLess(run.seconds, float(limit[:-1]) + 10)

    def test_a_name_that_does_not_exist_is_asked_for_twice(self):
        with NameServer([NXDOMAIN]) as names:
            run = names.for_step(step(self.droplet, "check", host="typo.example")).start().finish()
        self.refused(run, 3, "typo.example could not be resolved: the name is not known", "It was tried 2 times")
        self.assertEqual((names.asked, self.attempts(run)), (2, [("name", 1)]), run.log)

    def test_a_name_server_that_does_not_know_now_may_know_later(self):
        with NameServer([SERVFAIL, SERVFAIL, self.droplet.address]) as names:
            known = f"later.example {self.droplet.host_keys['ed25519']}"
            run = names.for_step(step(self.droplet, "check", host="later.example", known_hosts=known)).start().finish()
        self.assertEqual(run.code, REACHED, run.log)
        self.assertEqual(self.attempts(run), [("name", 1), ("name", 2)], run.log)
        self.assertIn("no name server gave an answer", run.log)

    def test_a_wrong_key_is_shown_once(self):
        way = self.way()
        before = self.droplet.log("sshd").count("Failed publickey")
        run = self.check(way, ssh_key=self.keys.make().text).start().finish()
        self.refused(run, 5, "refused key")
        self.assertEqual((way.connections, self.attempts(run)), (1, []), run.log)
        self.assertEqual(self.droplet.log("sshd").count("Failed publickey"), before + 1)

    def test_a_host_with_a_wrong_key_is_met_once(self):
        way = self.way()
        run = self.check(way, known_hosts=f"[127.0.0.1]:{way.port} {self.keys.make().public}").start().finish()
        self.refused(run, 4, "attack")
        self.assertEqual((way.connections, self.attempts(run)), (1, []), run.log)

    def test_what_is_no_ssh_server_is_asked_once(self):
        way = self.way(first=[say(b"220 mail.example ESMTP\r\n")] * 9)
        run = self.check(way).start().finish()
        self.refused(run, 3, "did not answer as an SSH server")
        self.assertEqual((way.connections, self.attempts(run)), (1, []), run.log)

    def test_a_signal_ends_the_waiting(self):
        one = self.check(self.way(late=True)).start()
        self.until_said(one, "attempt 2: ")
        one.process.send_signal(signal.SIGINT)
        run = one.finish(timeout=30)
        self.refused(run, 130, "SIGINT")

    def test_the_hosts_on_the_way_are_tried_again_too_and_all_within_one_time(self):
        jump = self.way(first=[close])
        line = jump.inputs(self.droplet)["known_hosts"]
        before = self.droplet.log("sshd").count("Accepted publickey")
        run = self.check(jump, host="root@127.0.0.1:1", jump_host=f"root@127.0.0.1:{jump.port}", known_hosts=line).start().finish()
        self.refused(run, 3, "Jump host: attempt 1", "could not be reached from the jump host", "It was tried 4 times")
        self.assertEqual(self.attempts(run), [("banner", 1), ("tcp", 1), ("tcp", 2), ("tcp", 3)], run.log)
        self.assertEqual((jump.connections, self.droplet.log("sshd").count("Accepted publickey")), (2, before + 1))


if __name__ == "__main__":
    unittest.main()
