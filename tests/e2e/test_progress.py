"""What is shown while it works: folded by step and at most a line a second in Actions, one live line on a terminal."""

import os
import pty
import re
import subprocess
import time
import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.engine_proxy import EngineProxy
from tests.e2e.dropsweep import step

COUNTS = re.compile(r"removing (\d+)/(\d+) · \S+ \S+( · \d+ kept)?( · \d+ failed)?(?P<left> · about .* left)?$")


class Progress(unittest.TestCase):
    def setUp(self):
        self.droplet = self.enterContext(Droplet(shape="seed"))
        slow = self.enterContext(EngineProxy(self.droplet))
        slow.before = lambda request: time.sleep(0.1) if request.removes else None
        self.inputs = {"mode": "aggressive", "docker_socket": slow.path}

    def counted(self, lines):
        """(done, planned) of each line with counts, which only grow."""
        found = [match for match in map(COUNTS.search, lines) if match]
        self.assertTrue(any(one["left"] for one in found), "no line tells how long the rest may take")
        counts = [(int(one[1]), int(one[2])) for one in found]
        self.assertEqual(counts, sorted(counts))
        return counts

    def test_in_actions_each_step_folds_and_counts_at_most_once_a_second(self):
        begun = time.monotonic()
        run = step(self.droplet, actions=True, **self.inputs).start().finish()
        seconds = time.monotonic() - begun
        self.assertEqual(run.code, 0, run.log)
        lines = run.log.splitlines()
        counts = self.counted(lines)
        self.assertGreaterEqual(len(counts), 2, run.log)
        self.assertLessEqual(len(counts), seconds + 1)

        folds, inside = {}, None
        for line in lines:
            if line.startswith("::group::"):
                self.assertIsNone(inside, run.log)
                inside = line.removeprefix("::group::")
                folds[inside] = []
            elif line == "::endgroup::":
                inside = None
            elif inside:
                folds[inside].append(line)
            else:
                self.assertIsNone(COUNTS.search(line), "counts stand in their step's fold")
        self.assertIsNone(inside)
        # A step that has nothing to tell but how it ended leaves that line and no fold.
        host = f"root@{self.droplet.address}"
        self.assertEqual([title for title in folds if title.startswith(host)], [f"{host}: sweep"])
        for name in ("connect", "survey", "plan", "sweep", "health"):
            self.assertEqual(sum(line.startswith(f"{host}: {name}: ") for line in lines), 1, name)
        self.assertRegex(lines[-1], rf"^::notice title=dropsweep::Swept {host}: ")

    def test_on_a_terminal_one_line_lives_and_is_gone_at_the_end(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        way = step(self.droplet, **self.inputs)
        self.addCleanup(way.folder.cleanup)
        process = subprocess.Popen(way.argv, env=way.environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
        os.close(theirs)
        said = b""
        try:
            while more := os.read(ours, 65536):
                said += more
        except OSError:  # EIO: nobody has the other side open any more
            pass
        self.assertEqual(process.wait(), 0, said.decode())
        # Each rewriting of the live line begins at its beginning and wipes what stood there.
        shown = [piece for piece in re.split(r"[\r\n]+|\x1b\[2?K", said.decode()) if piece]
        self.assertGreaterEqual(len(self.counted(shown)), 3, said.decode())
        left = [re.split(r"\r(?!\n)|\x1b\[2?K", line)[-1] for line in said.decode().replace("\r\n", "\n").split("\n")]
        self.assertFalse([line for line in left if COUNTS.search(line)], said.decode())
        self.assertRegex("\n".join(left), r"Took \S+ s · mode aggressive · dropsweep ")


if __name__ == "__main__":
    unittest.main()
