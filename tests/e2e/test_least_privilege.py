"""Each recipe of docs/least-privilege.md, pasted as it stands there, and what the account can do then."""

import re
import unittest

from tests.droplet.droplet import Droplet
from tests.droplet.ssh_servers import second_sshd
from tests.e2e import least_privilege_page as page
from tests.e2e.dropsweep import Inventory, step, sweep
from tests.e2e.outcomes import Outcomes

SERVICE = "web http://127.0.0.1:8000/health"
RECIPES = page.promises()
GARBAGE = {heading: f"garbage-of-{page.anchor(heading)}" for heading in RECIPES}
LONG_AGO = {"created": "30d", "started": "30d", "finished": "30d"}


class LeastPrivilege(Outcomes):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet().start()
        cls.addClassCleanup(cls.droplet.close)
        cls.droplet.add_base_image("base:1", {"www/health": "ok\n"})
        for name in GARBAGE.values():
            cls.droplet.docker("run", "--name", name, "base:1", "true")
        cls.droplet.age({"containers": dict.fromkeys(GARBAGE.values(), LONG_AGO)})
        cls.droplet.docker("run", "-d", "--name", "web", "-p", "127.0.0.1:8000:8000", "--stop-signal", "KILL", "base:1",
                           "httpd", "-f", "-p", "8000", "-h", "/www")

    def paste(self, heading):
        """Follows the recipe; the account's name."""
        script = page.recipe(heading, self.droplet.sshd.public_key)
        self.droplet.run(["bash", "-e", "-u", "-s"], input=script)
        return re.search(r"^useradd .* (\w+)$", script, re.MULTILINE)[1]

    def account(self, name, options="", shell="/bin/bash"):
        self.droplet.add_user(name, groups=["docker"], key=f"{options} {self.droplet.sshd.public_key}".strip())
        self.droplet.run(["usermod", "--shell", shell, name])

    def host(self, user, server=None):
        port = server.port if server else 22
        return {"host": f"{user}@{self.droplet.address}:{port}"} | ({"known_hosts": server.known_hosts()} if server else {})

    def check(self, **inputs):
        return step(self.droplet, "check", **{"services": SERVICE, "health_timeout": "1s"} | inputs).start().finish()

    def keeps_its_promises(self, heading, user, server=None, **inputs):
        """The row of the table is what a sweep and a check are seen to do."""
        inputs = self.host(user, server) | inputs
        mine = GARBAGE[heading]
        keep = "\n".join(f"container:{other}" for other in GARBAGE.values() if other != mine)
        run = sweep(self.droplet, mode="standard", keep=keep, **inputs)
        self.works(run)
        self.assertEqual([one["name"] for one in run.host["outcomes"] if one["fate"] == "removed"], [mine])
        self.assertNotIn(mine, Inventory(self.droplet).container.values())
        asked = self.check(**inputs)
        told = "\n".join(run.host["notes"] + run.host["before"]["notes"])
        facts = run.host["before"]["host"]
        self.assertEqual(RECIPES[heading], {
            "sweeps": run.code == 0,
            "services asked from the droplet": asked.code == 0,
            "disk and memory": bool(facts["disks"] and facts["memory_total_bytes"]),
            "ledger and lock": "ledger" not in told and "another sweep" not in told,
        }, run.log + asked.log)
        return run, asked

    def test_an_account_in_the_group_docker_has_everything(self):
        user = self.paste("In the group docker")
        run, _ = self.keeps_its_promises("In the group docker", user)
        self.assertIn("over streamlocal", run.log)
        self.assertIn("When images arrived is unknown", run.log)

    def test_a_key_that_may_only_forward_sweeps_and_the_report_says_what_is_missing(self):
        user = self.paste("Forwards only")
        run, _ = self.keeps_its_promises("Forwards only", user)
        for missing in ("disk, memory and load are unknown", "Whether another sweep is at work is unknown", "No ledger can be kept"):
            self.assertIn(missing, run.log)
            self.assertIn(missing, run.summary)
        self.assertIn("the account has no shell that runs commands", run.log)
        facts = run.host["before"]["host"]
        self.assertEqual((facts["disks"], facts["memory_total_bytes"], facts["load_1m"]), ([], None, None))
        self.assertEqual(run.outputs["disk-used-before"], "")
        goal = sweep(self.droplet, free="1MB", **self.host(user))
        self.refused(goal, 6, "cannot be measured", "nothing was removed")

    def test_a_key_that_may_forward_to_a_list_only_needs_the_socket_on_it(self):
        user = self.paste("Forwards only to what is listed")
        self.keeps_its_promises("Forwards only to what is listed", user)
        other = self.check(services="ssh tcp://127.0.0.1:22", **self.host(user))
        self.refused(other, 8, "not asked: the host's SSH server does not let this account connect to 127.0.0.1:22", "permitopen")
        self.account("unlisted", 'restrict,port-forwarding,permitopen="127.0.0.1:8000"', "/usr/sbin/nologin")
        self.refused(sweep(self.droplet, **self.host("unlisted")), 6, 'permitopen="[/var/run/docker.sock]:*"')

    def test_the_same_by_sshd_config(self):
        user = self.paste("The same by sshd_config")
        server = second_sshd(self.droplet, 2200, "Include /etc/ssh/sshd_config.d/*.conf")
        self.keeps_its_promises("The same by sshd_config", user, server)
        self.refused(self.check(services="ssh tcp://127.0.0.1:22", **self.host(user, server)), 8, "not asked")

    def test_one_forced_command_serves_the_engine_and_nothing_else(self):
        user = self.paste("One forced command")
        run, asked = self.keeps_its_promises("One forced command", user)
        self.assertIn("over docker system dial-stdio", run.log)
        self.refused(asked, 8, "not asked")
        # Nobody knows that anything is wrong with it.
        started = lambda: self.droplet.docker_json("inspect", "web")[0]["State"]["StartedAt"]
        before = started()
        run = sweep(self.droplet, services=SERVICE, health_timeout="1s", restart="unhealthy", keep="container:garbage-*", **self.host(user))
        self.assertIn("web could not be asked: nothing was restarted for it", run.log)
        self.assertEqual(started(), before)
        self.works(self.check(services="web container://web", **self.host(user)))

    def test_what_other_forced_commands_can_serve_is_what_the_page_says(self):
        for number, (options, meaning) in enumerate(page.rows(page.section("One forced command"))):
            nologin = "nologin" in options
            self.account(f"forced{number}", options.split("`")[1], "/usr/sbin/nologin" if nologin else "/bin/bash")
            run = self.check(**self.host(f"forced{number}"))
            with self.subTest(options):
                self.assertEqual(run.code, 6 if "exit code 6" in meaning else 0, run.log)
                if run.code == 6:
                    self.assertIn("port-forwarding", run.log)

    def test_sudo_serves_only_when_it_was_allowed_and_only_this_command(self):
        user = self.paste("sudo for one command")
        self.refused(sweep(self.droplet, **self.host(user)), 6, user)
        run, _ = self.keeps_its_promises("sudo for one command", user, sudo="true")
        self.assertIn("over sudo -n docker system dial-stdio", run.log)
        for more in (["docker", "ps"], ["docker", "-H", "unix:///run/docker.sock", "system", "dial-stdio"], ["/bin/sh", "-c", "id"]):
            self.assertNotEqual(self.droplet.ssh("sudo", "-n", *more, user=user, check=False).returncode, 0, more)

    def test_an_account_with_neither_is_told_what_to_paste_and_that_works(self):
        self.droplet.add_user("plain")
        before = Inventory(self.droplet)
        run = sweep(self.droplet, mode="full", **self.host("plain"))
        line = page.recipe("An account with neither", "").strip()
        self.refused(run, 6, "plain", line, "sudo")
        self.assertEqual(Inventory(self.droplet), before)
        self.droplet.run(["sh", "-c", line])
        self.works(step(self.droplet, "plan", **self.host("plain")).start().finish())

    def test_an_account_whose_login_shell_does_not_exist_is_sent_to_the_hosts_log(self):
        self.account("shelled", shell="/bin/no-such-shell")
        self.refused(sweep(self.droplet, **self.host("shelled")), 5, "login shell", "journalctl -u ssh")


if __name__ == "__main__":
    unittest.main()
