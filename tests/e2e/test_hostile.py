"""A droplet that says the worst it can, everywhere: what GitHub makes of our log, summary and outputs is ours alone."""

import contextlib
import itertools
import json
import socket
import threading
import unittest

from tests.droplet import attacks, host_lock, ledger
from tests.droplet.droplet import Droplet
from tests.droplet.ssh_keys import Keys
from tests.droplet.ssh_servers import second_sshd
from tests.e2e import hostile_host
from tests.e2e.dropsweep import Step, step, sweep
from tests.e2e.runner_rules import UNSEEN, commands_in, complaints, live_markup, prose

LINES = b"".join(words.replace(b"\0", b"") + b"\n" for words in attacks.BYTES)
LABELS = [word for word in attacks.WORDS if 0 < len(word) < 3000 and "\0" not in word and "=" not in word]
# The engine wants no white space at the ends of a network's name.
NAMES = [word for word in attacks.WORDS if word.strip() == word and 0 < len(word) < 3000 and "\0" not in word]


class Hostile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.droplet = Droplet().start()
        cls.addClassCleanup(cls.droplet.close)
        hostile_host.start(cls.droplet)
        cls.droplet.add_base_image("base:1")

    def only_text(self, run, actions=False):
        self.assertEqual(complaints(run, actions), [])
        self.assertLess(len(run.summary.encode()), 900 << 10)
        return run

    def lying(self, engine="poisoned", **inputs):
        return step(self.droplet, **{"docker_socket": hostile_host.socket_of(engine), "mode": "full", "timeout": "90s"} | inputs)

    def test_each_attack_is_seen_by_these_checks_when_it_is_let_through(self):
        for word in attacks.COMMANDS[:30]:
            self.assertNotEqual(commands_in(f"ok\n{word}\n"), [], word)
        for word in attacks.TERMINAL:
            self.assertRegex(word, UNSEEN)
        for word in ("<img src=x>", "[x](y)", "![x](y)", "@octocat", "#12", "https://x", "`x`", "<!-- x", "[x]: y", "\\|"):
            self.assertNotEqual(live_markup(f"fine\n\n{word}\n"), [], word)
        self.assertNotEqual(live_markup("| a | b |\n|---|---|\n| x | y | z |\n"), [])
        self.assertNotEqual(live_markup("<code><b></code>\n"), [])

    # ---- what only a scripted engine can say

    def test_every_name_label_and_refusal_of_a_lying_engine_is_text(self):
        running = {(engine, in_actions): self.lying(engine, actions=in_actions, environment={"RUNNER_DEBUG": "1"}).start()
                   for engine in ("poisoned", "harmless") for in_actions in (False, True)}
        runs = {which: one.finish() for which, one in running.items()}
        for (engine, in_actions), run in runs.items():
            self.assertIn(run.code, (7, 9), run.log[-2000:])  # they share the host's lock
            self.only_text(run, in_actions)
            self.assertEqual(run.outputs.keys(), runs["harmless", False].outputs.keys())
        self.assertIn(7, [run.code for (engine, _), run in runs.items() if engine == "poisoned"])

    def test_the_summary_of_a_hostile_host_has_no_heading_list_or_fold_more(self):
        poisoned, harmless = (self.lying(engine, dry_run="true").start().finish() for engine in ("poisoned", "harmless"))
        self.assertEqual(prose(self.only_text(poisoned).summary), prose(self.only_text(harmless).summary))

    def test_health_answers_and_the_last_words_of_broken_services_are_text(self):
        lines = [f"s{number} http://127.0.0.1:8100/poisoned/{number} within=9s contains=nowhere" for number in range(len(attacks.BYTES))]
        lines += [f"c{number} container://harmless{number}" for number in (0, 2)]
        for in_actions in (False, True):
            run = self.lying("loud", mode="standard", services="\n".join(lines), health_timeout="1s", actions=in_actions).start().finish()
            self.assertIn(run.code, (7, 8), run.log[-3000:])
            self.only_text(run, in_actions)
            self.assertIn("forged", run.summary)
            self.assertEqual(set(json.loads(run.outputs["unhealthy-services"])) - {line.split()[0] for line in lines}, set())

    def test_a_plan_file_with_such_names_is_shown_and_carried_out_as_text(self):
        made = self.lying()
        plan = json.loads(self.plan_of(made))
        self.assertIn("forged", str(plan))
        self.only_text(self.with_plan(json.dumps(plan)))
        for break_it in (lambda one: one.update({"::error::forged\n##[error]": 1}), lambda one: one.update(id="\r::error::forged"),
                         lambda one: one.update(kind="\n##[group]forged"), lambda one: one.update(size="::add-mask::e")):
            broken = json.loads(json.dumps(plan))
            break_it(broken["hosts"][0]["remove"][0])
            self.assertEqual(self.only_text(self.with_plan(json.dumps(broken))).code, 2)

    def plan_of(self, making):
        making.argv[1:2] = ["plan", "--output", str(making.path / "plan.json")]
        making.start().process.wait()
        text = (making.path / "plan.json").read_text()
        self.only_text(making.finish())
        return text

    def with_plan(self, text):
        carrying = self.lying()
        carrying.path.joinpath("plan.json").write_text(text)
        carrying.environment["INPUT_PLAN"] = str(carrying.path / "plan.json")
        return carrying.start().finish()

    # ---- what the real engine lets one create

    def test_real_objects_with_such_labels_names_and_histories_are_swept_as_text(self):
        labels = {word: word for word in LABELS}
        for number in range(3):
            status, made = self.droplet.api("POST", f"/containers/create?name=job{number}",
                                            {"Image": "base:1", "Cmd": ["/bin/true"], "Labels": labels, "Env": [f"A={word}" for word in LABELS]})
            self.assertEqual(status, 201, made)
            self.droplet.api("POST", f"/containers/{made['Id']}/start")
            self.droplet.api("POST", f"/containers/{made['Id']}/wait")
        for word in NAMES[:60]:
            self.droplet.api("POST", "/networks/create", {"Name": word, "Labels": labels})
        self.droplet.api("POST", "/volumes/create", {"Name": "some", "Labels": labels})
        for number, word in enumerate(attacks.MARKUP[:6]):
            quoted = json.dumps(["echo", word])
            self.droplet.docker("build", "-q", "-t", f"old:{number}", "-", input=f"FROM base:1\nLABEL forged={json.dumps(word)}\nRUN {quoted}\n")
        run = sweep(self.droplet, mode="full", min_age="1s", older_than="1s", volumes="named", actions=True)
        self.assertIn(run.code, (0, 7), run.log)
        self.only_text(run, actions=True)
        self.assertGreaterEqual(int(run.outputs["removed-networks"]), 10, run.log[-3000:])

    # ---- what the host itself says

    def test_the_shell_the_lock_the_ledger_and_file_names_are_text(self):
        self.droplet.write_file("/root/.bashrc", b"cat /tmp/words\n")
        self.droplet.write_file("/tmp/words", LINES)
        self.droplet.write_file(f"/root/{ledger.PATH}", b"dropsweep ledger 1\nengine engine\n" + LINES + b"end\n")
        self.droplet.write_file("/tmp/docker", "#!/bin/sh\nsleep 600\n", mode="755")
        self.addCleanup(self.droplet.run, ["rm", "/root/.bashrc"])
        at_work = [self.droplet.start_process(["/tmp/docker", "pull", word], "pulls.log") for word in attacks.MARKUP[:5]]
        for one in at_work:
            self.addCleanup(one.signal, 9)
        run = self.only_text(self.lying("harmless", when_busy="skip", actions=True).start().finish(), actions=True)
        self.assertEqual(run.code, 9, run.log)
        self.assertIn("docker pull` runs (process", run.log)

    def test_the_owner_of_the_host_lock_is_text(self):
        owner = b" ::error::forged ##[error]forged \xff\x1b[31m\r::error::forged <img src=x> @octocat `x` [y](http://z) #1"
        self.droplet.write_file("/run/dropsweep/owner", owner + b"\n", mode="666")
        self.droplet.write_file(host_lock.LOCK, b"", mode="666")
        holder = self.droplet.start_process(["flock", "-o", host_lock.LOCK, "sleep", "600"], "lock.log")
        self.addCleanup(holder.signal, 9)
        host_lock.wait_until_taken(self.droplet)
        run = self.only_text(self.lying("harmless", lock_timeout="2s", actions=True).start().finish(), actions=True)
        self.assertEqual(run.code, 9, run.log)
        self.assertIn("octocat", run.summary)

    def test_what_a_server_says_before_and_instead_of_ssh_is_text(self):
        said = [LINES, *attacks.BYTES[::6], *(b"SSH-2.0-" + words.replace(b"\n", b"") for words in attacks.BYTES[::6])]
        with socket.create_server(("127.0.0.1", 0)) as talker:
            threading.Thread(target=say_each, args=(talker, said), daemon=True).start()
            hosts = "\n".join(f"user{number}@127.0.0.1:{talker.getsockname()[1]}" for number in range(len(said)))
            run = Step(host=hosts, ssh_password="open-sesame", host_key_fingerprint="SHA256:" + "A" * 43, connect_timeout="2s",
                       actions=True).start().finish()
        self.assertIn(run.code, (3, 4), run.log)
        self.only_text(run, actions=True)
        self.assertIn("forged", run.log)

    def test_the_banner_and_the_version_of_a_real_sshd_are_text(self):
        """Up to the megabyte that sshd reads of its file; with the right key, with a wrong one, and step by step."""
        version = "VersionAddendum ::error::forged ##[error]forged <img src=x> @octocat `x` [y](http://z) #1 https://evil.example"
        with contextlib.closing(Keys()) as keys:
            stranger = keys.make().text
        for number, banner in enumerate((LINES[:30_000], b"::error::forged\r##[error]forged\n" * 1000, (LINES * 40)[:1 << 20])):
            path = f"/etc/ssh/banner{number}"
            self.droplet.write_file(path, banner)
            server = second_sshd(self.droplet, 2300 + number, f"Banner {path}", version)
            self.assertIn("::error::forged", server.identification)
            at = {"host": f"root@{self.droplet.address}:{server.port}", "known_hosts": server.known_hosts(), "actions": True}
            for command, key, codes in (("doctor", None, (0,)), ("check", stranger, (5,))):
                with self.subTest(banner=number, command=command):
                    run = step(self.droplet, command, **at | ({"ssh_key": key} if key else {})).start().finish()
                    self.only_text(run, actions=True)
                    # A message of a megabyte is more than the library takes: the connection ends there, with a sentence.
                    self.assertIn(run.code, codes if number < 2 else (*codes, 3), run.log)
                    if command == "doctor":
                        self.assertIn("forged", run.log)

    def test_known_hosts_and_hosts_with_such_bytes_in_them_are_named_as_text(self):
        key = " ".join(self.droplet.known_hosts_line().split()[1:3])
        lines = [word.replace("\0", "").replace("\n", " ").replace("\r", " ") for word in attacks.WORDS]
        notes = "\n".join(f"{self.droplet.address} {key} {word}" for word in lines)
        names = "\n".join(f"{word.replace(' ', '_')},x {key} {word}\n@revoked {word} {key}\n@{word} {word} {word}" for word in lines
                          if "*" not in word)  # a pattern that means this host too
        known, unknown = (self.only_text(self.with_known_hosts(text), actions=True) for text in (f"{names}\n{notes}", names))
        self.assertEqual((known.code, unknown.code), (0, 4), known.log + unknown.log)
        for word in lines[::9]:
            run = step(self.droplet, "check", host=f"root@{word}", actions=True).start().finish()
            with self.subTest(word[:50]):
                self.only_text(run, actions=True)
                self.assertIn(run.code, (2, 3, 4), run.log)

    def with_known_hosts(self, text):
        checking = step(self.droplet, "check", known_hosts=None, actions=True)
        checking.path.joinpath(".ssh").mkdir()
        checking.path.joinpath(".ssh/known_hosts").write_text(text)
        return checking.start().finish()

    def test_an_account_that_answers_with_something_else_is_quoted_as_text(self):
        self.droplet.add_user("menu")
        self.droplet.write_file("/tmp/menu", LINES)
        forced = 'command="cat /tmp/menu; cat /tmp/menu >&2" ' + self.droplet.sshd.public_key
        self.droplet.sshd.authorize("/home/menu", forced, owner="menu")
        run = step(self.droplet, host=f"menu@{self.droplet.address}", actions=True).start().finish()
        self.assertEqual(run.code, 6, run.log)
        self.only_text(run, actions=True)
        self.assertIn("forged", run.log)


def say_each(listener, all_of_them):
    for words in itertools.cycle(all_of_them):  # some of them are asked again
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            connection.sendall(words + b"\r\n")
            connection.recv(65536)


if __name__ == "__main__":
    unittest.main()
