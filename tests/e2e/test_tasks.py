"""Tasks before a sweep, on a real engine: programs in containers, and requests through the SSH connection."""

import json
import unittest

from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import sweep

WEB = "exec httpd -f -p 8000 -h /www"
# What came in, and a number for an answer.
CGI = r"""#!/bin/sh
(echo "$REQUEST_METHOD $CONTENT_TYPE"; cat) >/tmp/asked
printf 'Content-Type: application/json\r\n\r\n{"deleted_points": 3}'
"""


class Tasks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = cls.enterClassContext(Droplet())
        cls.droplet.add_base_image("base:1", {"www/health": "ok\n", "www/cgi-bin/delete": CGI})
        cls.droplet.docker("run", "-d", "--name", "app", "-p", "127.0.0.1:8000:8000", "--stop-signal", "KILL", "base:1", "sh", "-c",
                           "chmod +x /www/cgi-bin/delete; " + WEB)

    def ends(self, run):
        return [(one["well"], one["saw"]) for one in run.host["tasks"]]

    def garbage(self, name):
        self.droplet.docker("run", "--name", name, "base:1", "true")
        self.droplet.age({"containers": {name: {"created": "30d", "started": "30d", "finished": "30d"}}})

    def test_programs_and_requests_are_done_before_the_sweep_and_their_numbers_told(self):
        self.garbage("old-1")
        run = sweep(self.droplet, tasks="""
            exec app: sh -c "echo one; echo 'DELETE 1234'"
            http POST http://127.0.0.1:8000/cgi-bin/delete within=10s body={"filter": {"older": 30}}
            """)
        self.assertEqual(run.code, 0, run.log)
        self.assertEqual(run.outputs["result"], "swept")
        tasks = run.host["tasks"]
        self.assertEqual([(one["name"], one["well"], one["number"], one["number_of"]) for one in tasks],
                         [("exec app: sh", True, 1234, "rows"), ("POST http://127.0.0.1:8000/cgi-bin/delete", True, 3, "points")])
        asked = self.droplet.docker("exec", "app", "cat", "/tmp/asked").split("\n", 1)
        self.assertEqual(asked[0].strip(), "POST application/json")
        self.assertEqual(json.loads(asked[1]), {"filter": {"older": 30}})
        steps = [one["name"] for one in run.host["steps"]]
        self.assertLess(steps.index("tasks"), steps.index("sweep"))
        for text in (run.log, run.summary):
            self.assertIn("1234 rows", text)

    def test_arguments_are_what_they_are_and_no_shell_sees_them(self):
        run = sweep(self.droplet, tasks=r"""exec app: sh -c 'printf "%s|" "$@" >/tmp/words' - $HOME "a  b" * ; '$(x)'""")
        self.assertEqual(self.ends(run), [(True, "exit code 0")], run.log)
        self.assertEqual(self.droplet.docker("exec", "app", "cat", "/tmp/words"), "$HOME|a  b|*|;|$(x)|")

    def test_one_that_fails_is_told_with_its_last_words_and_stops_nothing(self):
        self.garbage("old-2")
        run = sweep(self.droplet, tasks="""
            exec app: sh -c "echo '::error::forged'; exit 3"
            exec app: no-such-program
            exec gone: true
            http GET http://127.0.0.1:8000/nothing-here
            http GET http://127.0.0.1:9/
            exec app: true
            """)
        self.assertEqual((run.code, run.outputs["result"]), (7, "partial"), run.log)
        well, saw = zip(*self.ends(run))
        self.assertEqual(well, (False, False, False, False, False, True))
        self.assertEqual(saw[0], "exit code 3")
        self.assertRegex(saw[1], "exit code 12[67]|did not start|refused")
        self.assertIn("no container of this name", saw[2])
        self.assertIn("404", saw[3])
        self.assertRegex(saw[4], "refused|could not connect")
        self.assertEqual(run.outputs["removed-containers"], "1")
        self.assertIn("forged", run.log)
        self.assertNotIn("\n::error::forged", run.log)

    def test_what_takes_too_long_is_left_alone_and_told(self):
        run = sweep(self.droplet, tasks="exec app within=1s: sleep 1234")
        self.assertEqual(run.code, 7, run.log)
        self.assertEqual(self.ends(run), [(False, "still running after 1s; it was left alone")])
        self.assertIn("sleep 1234", self.droplet.docker("top", "app"))

    def test_much_output_is_no_trouble_and_its_end_is_kept(self):
        run = sweep(self.droplet, tasks="exec app: sh -c 'i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done; echo 7 rows'")
        self.assertEqual(self.ends(run), [(True, "exit code 0")], run.log)
        self.assertEqual((run.host["tasks"][0]["number"], len(run.host["tasks"][0]["output"]) <= 4096), (7, True))

    def test_a_dry_run_does_none_of_them(self):
        run = sweep(self.droplet, dry_run="true", tasks="exec app: touch /tmp/done-by-a-dry-run")
        self.assertEqual((run.code, run.host["tasks"]), (0, []), run.log)
        self.assertNotIn("dry-run", self.droplet.docker("exec", "app", "ls", "/tmp"))

    def test_who_begins_to_work_on_the_host_while_a_task_runs_is_not_swept_beside(self):
        self.garbage("old-3")
        self.droplet.write_file("/tmp/docker", "#!/bin/sh\nsleep 30\n", mode="755")
        self.droplet.docker("run", "-d", "--name", "signal", "--stop-signal", "KILL", "-v", "/tmp/signal:/signal", "base:1",
                            "sleep", "300")
        self.droplet.run(["sh", "-c", "(until [ -e /tmp/signal/go ]; do sleep 0.1; done; exec /tmp/docker pull something:1) "
                                      ">/dev/null 2>&1 </dev/null &"])
        run = sweep(self.droplet, when_busy="skip", tasks="exec signal: sh -c 'touch /signal/go; sleep 3'")
        self.assertEqual(self.ends(run), [(True, "exit code 0")], run.log)
        self.assertEqual((run.code, run.outputs["result"]), (9, "skipped"), run.log)
        self.assertIn("old-3", self.droplet.docker("ps", "-a", "--format", "{{.Names}}"))

    def test_what_a_task_breaks_is_found_also_when_nothing_is_to_be_removed(self):
        self.droplet.docker("run", "-d", "--name", "fragile", "base:1", "sh", "-c", "until [ -e /tmp/end ]; do sleep 0.1; done")
        run = sweep(self.droplet, mode="standard", tasks="exec fragile: sh -c 'touch /tmp/end; sleep 1'", health_timeout="2s",
                    services="app http://127.0.0.1:8000/health\nfragile container://fragile")
        self.assertEqual(run.removed(), set())
        self.assertEqual((run.code, run.outputs["result"], run.outputs["health"]), (8, "unhealthy", "unhealthy"), run.log)
        self.assertIn("fragile", json.loads(run.outputs["unhealthy-services"]))

    def test_no_argument_no_body_and_no_query_is_ever_shown(self):
        run = sweep(self.droplet, "--verbose", tasks="""
            exec app: sh -c "exit 3" swordfish
            http POST http://127.0.0.1:8000/nothing?key=swordfish body={"password": "swordfish"}
            """)
        for text in (run.log, run.summary, json.dumps(run.report)):
            self.assertNotIn("swordfish", text)


if __name__ == "__main__":
    unittest.main()
