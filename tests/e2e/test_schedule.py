"""Sweeps that a droplet starts by itself: put there from afar, looked at from afar, and gone again without a trace."""

import hashlib
import itertools
import json
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from tests.droplet.cut_at_command import CutAtCommand
from tests.droplet.cut_proxy import CLIENT, CutProxy
from tests.droplet.droplet import Droplet
from tests.e2e.dropsweep import BINARY, plan, step, sweep
from tests.e2e.memory import MEASURABLE, PARENT

PROGRAM, CONFIG = "/usr/local/lib/dropsweep/dropsweep", "/etc/dropsweep/schedule"
CRON, REPORTS, LOG = "/etc/cron.d/dropsweep", "/var/lib/dropsweep/reports", "/var/log/dropsweep.log"
SERVICE, TIMER = "/etc/systemd/system/dropsweep.service", "/etc/systemd/system/dropsweep.timer"
# What any sweep leaves, and what systemd writes of its own accord.
NOT_OURS = ["/root/.local", "/var/lib/dropsweep", "/var/log/journal", "/var/lib/systemd/timers", "/var/lib/systemd/random-seed",
            "/var/spool/cron/crontabs/cron.update"]
CLOSED = "closed tcp://127.0.0.1:9"


def schedule(droplet, action, *arguments, **inputs):
    return step(droplet, "schedule", action, *arguments, **inputs).start().finish()


def of_version(version):
    """This binary, which says of itself that it is of another version: as long a word as its own."""
    own = subprocess.run([BINARY, "--version"], capture_output=True, check=True).stdout.split()[-1] + b"\0"
    program, wanted = BINARY.read_bytes(), version.encode() + b"\0"
    assert program.count(own) == 1 and len(wanted) == len(own), (program.count(own), own)
    return program.replace(own, wanted)


def sum_of(data):
    return hashlib.sha256(data).hexdigest()


def setUpModule():
    """What is waited for is the next full minute: by both hosts at once, and by the second while the first one's stories are told."""
    WithCron.droplet = unittest.enterModuleContext(Droplet(shape="seed"))
    WithCron.cron = WithCron.droplet.start_process(["cron", "-f"], "cron.log")
    WithCron.fires_every_minute(services="docker tcp://127.0.0.1:22", keep="volume:shop-*\nimage:shop/*")
    WithSystemd.droplet = unittest.enterModuleContext(Droplet(systemd=True))
    WithSystemd.fires_every_minute()


class Scheduled(unittest.TestCase):
    maxDiff = None

    def install(self, *arguments, **inputs):
        run = schedule(self.droplet, "install", *arguments, **inputs)
        self.assertEqual(run.code, 0, run.log)
        return run

    @classmethod
    def inside(cls, *argv):
        return cls.droplet.run(argv).stdout

    def there(self, path):
        return self.droplet.run(["test", "-e", path], check=False).returncode == 0

    @classmethod
    def files(cls):
        prune = " -o ".join(f"-path {path}" for path in NOT_OURS)
        return cls.inside("sh", "-c", f"find / -xdev \\( {prune} \\) -prune -o -print").splitlines()

    def notes(self, run):
        """What became of each file: "new", "replaced", "unchanged"."""
        return dict(line.split(": ", 1) for line in run.host["notes"] if line.startswith("/"))

    @classmethod
    def fires_every_minute(cls, **inputs):
        cls.before = cls.files()
        run = schedule(cls.droplet, "install", "--at", "* * * * *", **inputs)
        assert run.code == 0, run.log

    def fired(self):
        """Every minute since this file's beginning: what the first run left."""
        self.assertIn("\nexit-code 0\n", self.note_with("\nended "))
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 0, told.log)
        self.assertRegex(told.log, r"next run 20[^\n]*\n[^\n]*run of 20[^\n]*exit code 0")
        name = next(name for name in self.inside("ls", REPORTS).split() if name.endswith(".json"))
        report = json.loads(self.inside("cat", f"{REPORTS}/{name}"))
        self.assertIn(report["result"], ("swept", "clean"))
        self.assertEqual((report["command"], report["mode"], report["hosts"][0]["host"]),
                         ("sweep", "aggressive", "unix:///var/run/docker.sock"))
        # The ledger is the one that sweeps over SSH keep.
        self.assertTrue(self.there("/root/.local/state/dropsweep/ledger"))
        self.install()  # once a week again
        return report

    def removed_without_a_trace(self, before):
        gone = schedule(self.droplet, "remove")
        self.assertEqual(gone.code, 0, gone.log)
        self.assertEqual(self.files(), before)

    def note_with(self, words, seconds=180):
        """What the runs so far noted, as soon as these words are in it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = self.droplet.run(["sh", "-c", f"cat {REPORTS}/*.result"], check=False).stdout
            if words in found:
                return found
            time.sleep(0.2)
        self.fail(f"no run noted {words!r} within {seconds} s: {self.droplet.run(['tail', LOG], check=False).stdout}")

    def goes_on_when_whoever_started_it_is_gone(self):
        self.install(services=CLOSED, health_timeout="5s")
        run = step(self.droplet, "schedule", "run").start()
        self.note_with("started ")
        run.process.kill()
        run.finish()
        self.assertIn("\nexit-code 8\n", self.note_with("\nended "))

    def repaired_or_removed(self, commands, starter, needs):
        """Cut at each of these commands of an install; `starter` is what starts the sweep, `needs` what it starts."""
        way = self.enterContext(CutAtCommand(self.droplet, commands))
        before, whole = self.files(), sum_of(BINARY.read_bytes())
        states = set()
        for number in itertools.count(1):
            with self.subTest(number=number):
                way.cut_at(number)
                run = schedule(self.droplet, "install")
                if not way.was_cut():
                    break
                there = frozenset(path for path in [starter, *needs] if self.there(path))
                states.add(there)
                if PROGRAM in there:
                    self.assertEqual(self.inside("sha256sum", PROGRAM).split()[0], whole)
                if starter in there:
                    self.assertLessEqual({*needs}, there)
                if number % 2:
                    self.install()
                    self.assertEqual(schedule(self.droplet, "status").code, 0)
                self.removed_without_a_trace(before)
        self.assertEqual(run.code, 0, run.log)
        self.assertGreater(len(states), len(needs), "one state for each file that is written")

    def setUp(self):
        if "fires" not in self._testMethodName:
            schedule(self.droplet, "remove", "--all")


class WithCron(Scheduled):
    def test_0_it_fires_and_is_read_back_from_afar_and_leaves_nothing_but_its_reports(self):
        report = self.fired()
        self.assertEqual(report["hosts"][0]["health"]["overall"], "healthy")
        self.assertIn("--- 20", self.inside("head", "-n", "1", LOG))
        self.assertEqual(self.inside("stat", "-c", "%a %U", CONFIG, PROGRAM, REPORTS).split("\n")[:3], ["600 root", "755 root", "700 root"])
        self.assertNotIn("schedule", "".join(sweep(self.droplet).host["notes"]))
        self.removed_without_a_trace(self.before)
        self.assertTrue(self.there(REPORTS))
        self.assertIn("There is no schedule", schedule(self.droplet, "status").log)
        schedule(self.droplet, "remove", "--all")
        self.assertFalse(self.there("/var/lib/dropsweep"))

    def test_a_second_install_changes_only_what_differs_and_says_what(self):
        first = self.install("--at", "30 4 * * sat", older_than="3d")
        self.assertEqual(self.notes(first), {PROGRAM: "new", CONFIG: "new", CRON: "new"})
        self.assertIn("when: 30 4 * * 6 (UTC), by cron (/etc/cron.d); next run 20", first.log)
        self.assertEqual(sum_of(BINARY.read_bytes()), self.inside("sha256sum", PROGRAM).split()[0])
        config = self.inside("cat", CONFIG)
        for line in ("at: 30 4 * * 6", "mode: aggressive", "older-than: 3d", "host: unix:///var/run/docker.sock"):
            self.assertIn(f"\n{line}\n", config)
        self.assertNotIn("ssh", config)
        key = self.droplet.key_text().splitlines()[-2]
        self.assertEqual(self.droplet.run(["grep", "-rlF", key, "/etc", "/root", "/usr/local", "/var/lib/dropsweep", "/var/log"], check=False).stdout, "")
        again = self.install("--at", "30 4 * * 6", older_than="3d")
        self.assertEqual(set(self.notes(again).values()), {"unchanged"})
        self.assertIn("were installed already, and nothing changed", again.log)
        other = self.install("--at", "30 4 * * 6", older_than="4d")
        self.assertEqual(self.notes(other), {PROGRAM: "unchanged", CONFIG: "replaced", CRON: "unchanged"})
        # What somebody changed on the droplet is seen, and set right.
        self.inside("chmod", "666", CRON)
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertIn(f"{CRON} is not what this version writes", told.log)
        self.inside("chmod", "777", PROGRAM)
        self.inside("truncate", "-s", "0", PROGRAM)  # as after power that failed
        self.inside("chown", "nobody", CONFIG)
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertIn(f"{PROGRAM} has the mode 777 and the owner 0, not 755 and 0", told.log)
        self.assertIn(f"{PROGRAM} does not run: install it again", told.log)
        self.assertRegex(told.log, f"{CONFIG} has the mode 600 and the owner [1-9]")
        self.assertEqual(set(self.notes(self.install("--at", "30 4 * * 6", older_than="4d")).values()), {"replaced"})
        self.assertEqual(schedule(self.droplet, "status").code, 0)

    def test_run_starts_it_now_and_ends_with_its_exit_code(self):
        self.install(services=CLOSED, health_timeout="1s")
        run = schedule(self.droplet, "run")
        self.assertEqual(run.code, 8, run.log)
        self.assertRegex(run.log, r"\| closed (is|was) down")  # the log of the run over there
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertIn("The host's own scheduled sweep failed: 20", told.log)
        # Whoever sweeps next is told as well, and that is all.
        later = plan(self.droplet)
        self.assertEqual(later.code, 0, later.log)
        self.assertIn("The host's own scheduled sweep failed: 20", "".join(later.host["notes"]))
        self.assertIn("own scheduled sweep failed", later.summary)
        self.assertIn("👉 see below", later.summary)
        self.assertIn("`dropsweep schedule status root@", later.log)
        self.install()
        self.assertEqual(schedule(self.droplet, "run").code, 0)
        self.assertEqual(schedule(self.droplet, "status").code, 0)

    def test_a_run_that_failed_is_told_even_where_that_fails_no_step(self):
        self.install(services=CLOSED, health_timeout="1s", fail_on="never")
        self.assertEqual(schedule(self.droplet, "run").code, 0)
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertRegex(told.log, r"own scheduled sweep failed: 20\S+ unhealthy, exit code 8")

    def test_a_run_whose_inputs_are_refused_is_told(self):
        self.install(older_than="3d")
        self.inside("sed", "-i", "s/^older-than: .*/older-than: soon/", CONFIG)
        self.assertEqual(schedule(self.droplet, "run").code, 2)
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertRegex(told.log, r"own scheduled sweep failed: 20\S+ failed, exit code 2")

    def test_a_run_that_never_happened_is_told(self):
        self.install()
        self.inside("touch", "-d", "3 weeks ago", CONFIG)
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertRegex(told.log, r"\(0 3 \* \* 0\) should have begun at 20\S+Z and did not")
        self.assertRegex("".join(plan(self.droplet).host["notes"]), "should have begun at 20")
        # What nothing started is not missed any more when it is repaired.
        self.inside("rm", CRON)
        run = schedule(self.droplet, "run")
        self.assertEqual(run.code, 7, run.log)
        self.assertIn(f"the schedule is not whole: {CRON} is missing", run.log)
        self.install()
        self.assertEqual(schedule(self.droplet, "status").code, 0)

    def test_what_does_not_work_there_is_not_scheduled(self):
        run = schedule(self.droplet, "install", docker_socket="/run/none.sock")
        self.assertEqual(run.code, 7, run.log)
        self.assertIn("the dry run of what was installed ended with exit code 6; so nothing starts it yet", run.log)
        self.assertFalse(self.there(CRON))

    def test_an_upgrade_that_fails_leaves_the_schedule_as_it_was(self):
        self.install(older_than="3d")
        before, config = self.files(), self.inside("cat", CONFIG)
        run = schedule(self.droplet, "install", docker_socket="/run/none.sock")
        self.assertEqual(run.code, 7, run.log)
        self.assertIn("ended with exit code 6; the schedule that was there before stays as it was", run.log)
        self.assertEqual((self.inside("cat", CONFIG), self.files()), (config, before))
        # The connection breaks while the new one makes its dry run.
        with CutAtCommand(self.droplet, ["env"]) as way:
            way.cut_at(1)
            self.assertNotEqual(schedule(self.droplet, "install", older_than="5d").code, 0)
            self.assertTrue(way.was_cut())
        self.assertEqual((self.inside("cat", CONFIG), self.files()), (config, before))
        self.assertEqual(schedule(self.droplet, "run").code, 0)
        self.assertEqual(schedule(self.droplet, "status").code, 0)
        self.assertIn("\nolder-than: 5d\n", self.install(older_than="5d") and self.inside("cat", CONFIG))

    def test_two_who_install_at_once_do_so_one_after_the_other(self):
        runs = [step(self.droplet, "schedule", "install", "--at", at, older_than=age).start()
                for at, age in (("1 1 * * 1", "3d"), ("2 2 * * 2", "4d"))]
        for run in [each.finish() for each in runs]:
            self.assertEqual(run.code, 0, run.log)
        self.assertIn((self.inside("sed", "-n", "s/^older-than: //p", CONFIG), self.inside("tail", "-n", "1", CRON)[:9]),
                      [("3d\n", "1 1 * * 1"), ("4d\n", "2 2 * * 2")])
        self.assertEqual(schedule(self.droplet, "status").code, 0)

    def test_what_cannot_be_removed_is_named(self):
        before = self.files()
        self.install()
        held = self.droplet.path(CONFIG)
        subprocess.run(["chattr", "+i", held], check=True)  # ours: a droplet may have none
        try:
            run = schedule(self.droplet, "remove")
        finally:
            subprocess.run(["chattr", "-i", held], check=True)
        self.assertEqual(run.code, 7, run.log)
        self.assertIn("not all of the schedule could be removed", run.log)
        self.assertIn(f"{CONFIG}: ", run.log)
        self.assertIn(f"removed {PROGRAM}", run.log)
        self.assertFalse(self.there(CRON))
        self.removed_without_a_trace(before)

    def test_what_somebody_else_wrote_stays(self):
        theirs = "5 5 * * * root true\n"
        self.droplet.write_file(CRON, theirs)
        self.addCleanup(self.inside, "rm", "-rf", CRON, "/etc/dropsweep", "/usr/local/lib/dropsweep")
        before = self.files()
        run = schedule(self.droplet, "install")
        self.assertEqual(run.code, 2, run.log)
        self.assertIn(f"{CRON} is there and was not written by dropsweep", run.log)
        self.assertEqual(self.files(), before)
        self.assertIn(f"kept {CRON}", schedule(self.droplet, "remove").log)
        self.assertEqual(self.inside("cat", CRON), theirs)
        self.inside("rm", CRON)
        self.install()
        for path in ("/etc/dropsweep/other", "/usr/local/lib/dropsweep/other", "/var/lib/dropsweep/other"):
            self.inside("mkdir", "-p", Path(path).parent)
            self.droplet.write_file(path, theirs)
        gone = schedule(self.droplet, "remove", "--all")
        self.assertEqual(gone.code, 0, gone.log)
        for path in ("/etc/dropsweep", "/usr/local/lib/dropsweep", "/var/lib/dropsweep"):
            self.assertEqual(self.inside("ls", path), "other\n")
            self.assertIn(f"kept {path}, which is not empty", gone.log)
        self.inside("rm", "-r", "/var/lib/dropsweep")

    def test_nothing_that_root_runs_is_put_where_others_may_change_it(self):
        folder = str(Path(PROGRAM).parent)
        self.inside("install", "-d", "-o", "nobody", folder)
        run = schedule(self.droplet, "install")
        self.assertEqual(run.code, 6, run.log)
        self.assertIn(f"{PROGRAM}: others than root may change its folder", run.log)
        self.assertFalse(self.there(PROGRAM) or self.there(CRON))
        self.inside("chown", "root:root", folder)
        self.install()
        self.inside("chmod", "g+w", folder)
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertIn(f"Others than root may change what is in {folder}, and put another file in the place of {PROGRAM}", told.log)
        self.assertNotIn("has the mode", told.log)
        self.inside("chmod", "g-w", folder)
        self.assertEqual(schedule(self.droplet, "status").code, 0)

    def test_a_disk_that_fills_meanwhile_is_told_and_the_old_program_goes_on(self):
        self.install()
        self.inside("mount", "-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs", str(Path(PROGRAM).parent))
        self.addCleanup(self.inside, "umount", str(Path(PROGRAM).parent))
        self.inside("install", "/bin/true", PROGRAM)
        run = schedule(self.droplet, "install")
        self.assertEqual(run.code, 6, run.log)
        self.assertIn(PROGRAM, run.log)
        self.assertIn("No space left on device", run.log)
        self.inside("cmp", "/bin/true", PROGRAM)
        self.assertFalse(self.there(PROGRAM + ".new"))

    def test_another_architecture_is_refused_with_what_to_do(self):
        self.droplet.write_file("/usr/local/bin/uname", "#!/bin/sh\necho aarch64\n", "755")
        self.addCleanup(self.inside, "rm", "/usr/local/bin/uname")
        before = self.files()
        run = schedule(self.droplet, "install")
        self.assertEqual(run.code, 2, run.log)
        self.assertIn("is aarch64, and the dropsweep that runs here is made for x86_64", run.log)
        self.assertIn("--droplet-binary FILE", run.log)
        run = schedule(self.droplet, "install", "--droplet-binary", BINARY)
        self.assertEqual(run.code, 2, run.log)
        self.assertIn("The file that droplet-binary names is made for the machine x86_64", run.log)
        self.assertEqual(self.files(), before)

    def test_an_older_version_is_replaced_and_nothing_else(self):
        with tempfile.NamedTemporaryFile() as older:
            older.write(of_version("0.0.9"))
            older.flush()
            self.install("--droplet-binary", older.name)
        self.assertEqual(self.inside(PROGRAM, "--version"), "dropsweep 0.0.9\n")
        self.assertRegex(schedule(self.droplet, "status").log, r"program: dropsweep 0\.0\.9\n")
        run = self.install()
        self.assertIn("dropsweep 0.0.9 is installed", run.log)
        self.assertEqual(self.notes(run), {PROGRAM: "replaced", CONFIG: "unchanged", CRON: "unchanged"})
        self.assertEqual(sum_of(BINARY.read_bytes()), self.inside("sha256sum", PROGRAM).split()[0])

    def test_somebody_on_the_droplet_itself_does_the_same_without_ssh(self):
        before = self.files()
        self.install()
        local = lambda action: self.inside(PROGRAM, "schedule", action, "unix:///var/run/docker.sock")
        self.assertIn("nothing changed", local("install"))
        self.assertIn("is in order", local("status"))
        self.assertIn("ended with exit code 0", local("run"))
        local("remove")
        self.assertEqual(self.files(), before)

    def test_another_account_than_root_is_told_who_may(self):
        self.droplet.add_user("deploy")
        self.addCleanup(self.droplet.remove_user, "deploy")
        run = schedule(self.droplet, "install", host=f"deploy@{self.droplet.address}:{self.droplet.port}", sudo="true")
        self.assertEqual(run.code, 2, run.log)
        self.assertIn("is not the account root, and a schedule is root's", run.log)

    def test_without_a_timekeeper_nothing_is_installed(self):
        before = self.files()
        self.cron.signal(9)
        self.cron.wait()
        try:
            run = schedule(self.droplet, "install")
        finally:
            type(self).cron = self.droplet.start_process(["cron", "-f"], "cron.log")
        self.assertEqual(run.code, 2, run.log)
        self.assertIn("neither systemd nor a cron daemon is at work there", run.log)
        self.assertEqual(self.files(), before)

    def test_busyboxs_cron_gets_a_line_in_a_crontab_whose_others_stay(self):
        self.cron.signal(9)
        self.cron.wait()
        crond = self.droplet.start_process(["busybox", "crond", "-f"], "crond.log")
        theirs = (f"# mine\n5 5 * * * true # dropsweep of another kind\n6 6 * * * true # dropsweep schedule\n"
                  f"# 0 3 * * 0 {PROGRAM} sweep --config {CONFIG} # dropsweep schedule\n")
        self.droplet.run(["crontab", "-"], input=theirs)
        before = self.files()
        try:
            self.assertEqual(self.notes(self.install()), {PROGRAM: "new", CONFIG: "new"})
            line = f"0 3 * * 0 {PROGRAM} sweep --config {CONFIG} # dropsweep schedule\n"
            self.assertEqual(self.inside("crontab", "-l"), theirs + line)
            self.assertIn("nothing changed", self.install().log)
            refused = schedule(self.droplet, "install", "--at", "0 3 */2 * mon")
            self.assertEqual(refused.code, 2, refused.log)
            self.assertIn("busybox's cron has no words for 0 3 */2 * 1", refused.log)
            self.install("--at", "0 0 * * 5-7")
            self.assertEqual(self.inside("crontab", "-l"), theirs + line.replace("0 3 * * 0", "0 0 * * 0,5,6"))
            said = self.inside("sh", "-c", "timeout 1 busybox crond -f -l 0 -L /tmp/crond; cat /tmp/crond; rm /tmp/crond")
            self.assertIn("\n1000011\n", said)  # Sunday to Saturday, as it has read them
            self.assertEqual(schedule(self.droplet, "status").code, 0)
            self.droplet.write_file("/usr/local/bin/crontab", "#!/bin/sh\n[ \"$1\" = -l ] && exec /usr/bin/crontab -l\necho no room >&2\nexit 1\n", "755")
            run = schedule(self.droplet, "remove")
            self.inside("rm", "/usr/local/bin/crontab")
            self.assertEqual(run.code, 7, run.log)
            self.assertIn("root's crontab line: no room", run.log)
            self.removed_without_a_trace(before)
            self.assertEqual(self.inside("crontab", "-l"), theirs)
        finally:
            crond.signal(9)
            self.droplet.run(["crontab", "-r"])
            type(self).cron = self.droplet.start_process(["cron", "-f"], "cron.log")

    def test_cut_at_any_step_it_is_repaired_by_the_next_install_or_removed(self):
        self.repaired_or_removed(["sha256sum", "mv", "env"], CRON, [PROGRAM, CONFIG])

    def test_half_a_program_is_never_started(self):
        before = self.files()
        with CutProxy(self.droplet.address, self.droplet.port) as way:
            way.cut_after(CLIENT, BINARY.stat().st_size // 2)
            run = schedule(self.droplet, "install", **way.inputs(self.droplet))
        self.assertNotEqual(run.code, 0, run.log)
        self.assertFalse(self.there(PROGRAM))
        self.removed_without_a_trace(before)

    def test_a_run_goes_on_when_whoever_started_it_is_gone(self):
        self.goes_on_when_whoever_started_it_is_gone()

    def test_whatever_a_run_says_at_once_is_shown(self):
        self.install()
        self.droplet.write_file(PROGRAM, f"#!/bin/sh\nseq 200000 >>{LOG}\n", "755")
        run = schedule(self.droplet, "run")
        self.assertEqual(run.code, 0, run.log)
        said = "".join(line.split(" | ", 1)[1] for line in run.log.splitlines() if " | " in line)  # a look may end within a line
        self.assertTrue(said == "".join(map(str, range(1, 200001))), len(said))

    def test_a_run_without_room_for_its_log_sweeps_and_says_so(self):
        self.install()
        self.inside("mkdir", LOG)
        self.addCleanup(self.inside, "rmdir", LOG)
        self.assertEqual(schedule(self.droplet, "run").code, 0)
        self.assertEqual(schedule(self.droplet, "status").code, 0)
        report = json.loads(self.inside("sh", "-c", f"cat {REPORTS}/*.json"))
        self.assertIn(f"Cannot write the log {LOG}: Is a directory", "".join(report["hosts"][0]["notes"]))

    def test_a_full_log_is_put_away_compressed_before_the_next_run(self):
        before = self.files()
        self.install()
        full = 10 * 1000 * 1000
        self.inside("truncate", "-s", str(full), LOG)
        self.assertEqual(schedule(self.droplet, "run").code, 0)
        self.assertEqual(int(self.inside("sh", "-c", f"zcat {LOG}.1.gz | wc -c")), full)
        self.assertIn("--- 20", self.inside("head", "-n", "1", LOG))
        self.removed_without_a_trace(before)

    @unittest.skipUnless(MEASURABLE, "the sanitizers' own memory is many times as much")
    def test_a_run_on_the_droplet_takes_little_memory(self):
        self.install()
        self.inside("python3", "-IS", "-c", PARENT, "/tmp/peak", PROGRAM, "sweep", "--config", CONFIG)
        self.assertLess(int(self.inside("cat", "/tmp/peak")) / 1024, 16)


class WithSystemd(Scheduled):
    def shown(self, unit, what):
        return self.inside("systemctl", "show", unit, "-p", what, "--value").strip()

    def test_0_it_fires_and_is_read_back_from_afar_and_leaves_nothing_but_its_reports(self):
        self.fired()
        self.assertIn("Nothing to remove", self.inside("journalctl", "-u", "dropsweep.service", "-o", "cat"))
        self.assertFalse(self.there(LOG))
        self.removed_without_a_trace(self.before)
        self.assertEqual(self.inside("systemctl", "list-units", "--all", "--plain", "--no-legend", "dropsweep*"), "")

    def test_the_timer_catches_up_and_its_files_are_sound(self):
        before = self.files()
        first = self.install("--at", "0 3 1,15 * sun")
        self.assertEqual(self.notes(first), {PROGRAM: "new", CONFIG: "new", SERVICE: "new", TIMER: "new"})
        self.assertIn("by systemd; next run 20", first.log)
        self.assertEqual(self.shown("dropsweep.timer", "Persistent"), "yes")
        self.inside("systemd-analyze", "verify", "dropsweep.timer", "dropsweep.service")
        self.assertIn("nothing changed", self.install("--at", "0 3 1,15 * 0").log)
        self.inside("systemctl", "disable", "--now", "dropsweep.timer")
        self.inside("touch", "-d", "3 weeks ago", CONFIG)
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertIn("is switched off", told.log)
        self.install("--at", "0 3 1,15 * 0")
        self.assertEqual(schedule(self.droplet, "status").code, 0)
        self.inside("rm", TIMER)  # and its enablement stays
        self.removed_without_a_trace(before)

    def test_run_starts_it_now_and_ends_with_its_exit_code(self):
        self.install(services=CLOSED, health_timeout="1s")
        run = schedule(self.droplet, "run")
        self.assertEqual(run.code, 8, run.log)
        self.assertRegex(run.log, r"\| closed (is|was) down")
        self.assertEqual(self.shown("dropsweep.service", "ExecMainStatus"), "8")
        self.install()
        self.assertEqual(schedule(self.droplet, "run").code, 0)
        # Whatever it says at once is shown.
        self.droplet.write_file(PROGRAM, "#!/bin/sh\nseq -f %0100.0f 4000\n", "755")
        run = schedule(self.droplet, "run")
        self.assertEqual(run.code, 0, run.log)
        said = [line.split(" | ", 1)[1] for line in run.log.splitlines() if " | " in line]  # a look may end within a line
        numbers = "".join(line for line in said if line.isdigit())  # beside what systemd says of it
        self.assertTrue(numbers == "".join(f"{number:0100}" for number in range(1, 4001)), len(numbers))
        # The numbers of systemctl itself are none of dropsweep's.
        self.droplet.write_file(f"{SERVICE}.d/none.conf", "[Service]\nExecStart=\n")
        self.addCleanup(self.inside, "rm", "-r", f"{SERVICE}.d")
        self.inside("systemctl", "daemon-reload")
        run = schedule(self.droplet, "run")
        self.assertEqual(run.code, 7, run.log)
        self.assertIn("ended with exit code 255", run.log)

    def test_a_run_goes_on_when_whoever_started_it_is_gone(self):
        self.goes_on_when_whoever_started_it_is_gone()

    def test_cut_at_any_step_it_is_repaired_by_the_next_install_or_removed(self):
        self.repaired_or_removed(["mv", "systemctl"], TIMER, [PROGRAM, CONFIG, SERVICE])

    def test_a_droplet_that_was_off_catches_up(self):
        self.install()
        self.assertFalse(self.there(REPORTS))
        self.inside("systemctl", "stop", "dropsweep.timer")
        self.inside("touch", "-d", "3 weeks ago", "/var/lib/systemd/timers/stamp-dropsweep.timer")
        self.inside("systemctl", "start", "dropsweep.timer")
        self.assertIn("\nexit-code 0\n", self.note_with("\nended "))

    def test_a_new_time_starts_nothing_that_it_would_have_missed(self):
        self.install()
        before = self.shown("dropsweep.service", "ExecMainStartTimestamp")
        self.inside("touch", "-d", "3 weeks ago", "/var/lib/systemd/timers/stamp-dropsweep.timer")
        self.install("--at", "0 4 * * *")
        self.assertIn("04:00:00", self.shown("dropsweep.timer", "NextElapseUSecRealtime"))
        self.assertEqual(self.shown("dropsweep.service", "ExecMainStartTimestamp"), before)
        self.assertFalse(self.there(REPORTS))

    def test_a_timer_that_systemd_has_not_read_yet_is_told_and_read(self):
        """As after a connection that broke when the file was there."""
        self.install("--at", "0 4 * * *")
        files = {path: self.inside("cat", path) for path in (TIMER, CONFIG)}
        self.install("--at", "0 5 * * *")
        self.droplet.write_file(TIMER, files[TIMER])
        self.droplet.write_file(CONFIG, files[CONFIG], "600")
        told = schedule(self.droplet, "status")
        self.assertEqual(told.code, 7, told.log)
        self.assertIn("systemd has not read it since it changed", told.log)
        self.install("--at", "0 4 * * *")
        self.assertIn("04:00:00", self.shown("dropsweep.timer", "NextElapseUSecRealtime"))
        self.assertEqual(schedule(self.droplet, "status").code, 0)

    def test_somebodys_own_units_stay(self):
        theirs = "[Unit]\nDescription=mine\n[Service]\nExecStart=true\n"
        self.droplet.write_file(SERVICE, theirs)
        self.addCleanup(self.inside, "rm", "-f", SERVICE)
        run = schedule(self.droplet, "install")
        self.assertEqual(run.code, 2, run.log)
        self.assertIn(f"{SERVICE} is there and was not written by dropsweep", run.log)
        schedule(self.droplet, "remove", "--all")
        self.assertEqual(self.inside("cat", SERVICE), theirs)

    def test_an_upgrade_that_fails_leaves_the_schedule_as_it_was(self):
        self.install()
        before, config = self.files(), self.inside("cat", CONFIG)
        run = schedule(self.droplet, "install", docker_socket="/run/none.sock")
        self.assertEqual(run.code, 7, run.log)
        self.assertIn("the schedule that was there before stays as it was", run.log)
        self.assertEqual((self.inside("cat", CONFIG), self.files()), (config, before))
        self.assertEqual(schedule(self.droplet, "status").code, 0)
        self.assertEqual(self.notes(self.install(older_than="5d"))[CONFIG], "replaced")
        self.assertIn("\nolder-than: 5d\n", self.inside("cat", CONFIG))

    def test_what_systemd_cannot_start_is_not_scheduled(self):
        """The program runs well in a shell."""
        self.droplet.write_file("/etc/systemd/system/service.d/none.conf", "[Service]\nInaccessiblePaths=/usr/local/lib/dropsweep\n")
        self.addCleanup(self.inside, "systemctl", "daemon-reload")
        self.addCleanup(self.inside, "rm", "-r", "/etc/systemd/system/service.d")
        run = schedule(self.droplet, "install")
        self.assertEqual(run.code, 7, run.log)
        self.assertIn("ended with exit code 203; so nothing starts it yet", run.log)
        self.assertFalse(self.there(TIMER))


if __name__ == "__main__":
    unittest.main()
