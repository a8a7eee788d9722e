"""bin/run.sh, between action.yml and dropsweep: which program it becomes, and what it says when there is none that may be run."""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from tests.droplet.droplet import Droplet
from tests.e2e.action_copy import ARCH, ASSET, DownloadPlace, copy_action
from tests.e2e.dropsweep import BINARY
from tests.e2e.github_runner import REPOSITORY, GithubRunner

# dropsweep itself has the word: it knows no such mode, and says so before anything is contacted.
ANSWER = "unheard-of"
TAMPERED = BINARY.read_bytes() + b"\0"


def workflow(*each):
    steps = [{"uses": "./", "continue-on-error": True, "with": {"host": "127.0.0.1", "mode": ANSWER} | with_} for with_ in each]
    return json.dumps({"on": "push", "jobs": {"sweep": {"runs-on": "ubuntu-latest", "steps": steps}}})


class Shim(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="shim-")))

    def runner(self, action=None, binary=None, environment=None):
        self.runs = self.enterContext(GithubRunner(environment, binary, action))
        return self.runs

    def steps(self, runner, *each):
        """What came of the action's step for each of these further inputs."""
        return runner.run(workflow(*each))["sweep"][0].steps

    def step(self, runner, **with_):
        return self.steps(runner, with_)[0]

    def became_dropsweep(self, step):
        self.assertEqual((step.code, step.outputs["exit-code"]), (2, "2"), step.text)
        self.assertIn(ANSWER, step.text)
        return step

    def refused(self, step, words, code=2):
        """One sentence, that code, and outputs that an `if` can look at."""
        self.assertNotIn(ANSWER, step.text)
        ours = [one for one in step.annotations if one.get("title") == "dropsweep" and one["kind"] == "error"]
        self.assertEqual(len(ours), 1, step.text)
        self.assertRegex(ours[0]["message"], words)
        self.assertEqual((step.code, step.outputs["exit-code"], step.outputs["result"]), (code, str(code), "failed"), step.text)

    def serve(self, content):
        place = DownloadPlace(self.folder, {ASSET: content})
        self.addCleanup(place.close)
        return place

    # ---- bundled

    def test_the_bundled_program_is_run_if_it_is_the_pinned_one(self):
        runner = self.runner(copy_action(self.folder, bundled=True))
        self.became_dropsweep(self.step(runner))
        self.assertFalse(any(runner.tool_cache.iterdir()))

    def test_a_bundled_program_that_is_not_the_pinned_one_is_never_run(self):
        action = copy_action(self.folder, bundled=True)
        (action / "bin" / ASSET).write_bytes(TAMPERED)
        self.refused(self.step(self.runner(action)), f"bin/{ASSET} of the action is not the one that its bin/pins names .*tampered")

    def test_a_pinned_program_sweeps_as_the_readme_says(self):
        """Its first block, with nothing beside it, for the program that comes with the action and for one that is downloaded."""
        block = re.search(r"^```yaml\n(jobs:\n.*?)^```", (REPOSITORY / "README.md").read_text(), re.MULTILINE | re.DOTALL)[1]
        place = self.serve(BINARY.read_bytes())
        for name, there in (("bundled", {"bundled": True}), ("downloaded", {"source": place.url})):
            with self.subTest(name), Droplet(shape="seed") as droplet:
                runner = self.runner(copy_action(self.folder / name, **there), environment={"CURL_CA_BUNDLE": str(place.authority)})
                here = ({"DROPLET_SSH_KEY": droplet.key_text()},
                        {"DROPLET_HOST": f"{droplet.address}:{droplet.port}", "DROPLET_KNOWN_HOSTS": droplet.known_hosts_line()})
                job = runner.run("on: push\n" + block, environments={"production": here})["sweep"][0]
                step, = job.steps
                self.assertEqual((step.code, step.outputs["result"], step.outputs["health"]), (0, "swept", "healthy"), step.text)

    def test_an_action_without_pins_says_what_to_do(self):
        self.refused(self.step(self.runner()), "not released .* ./dev build and name it in the input binary")

    # ---- downloaded

    def test_a_downloaded_program_is_kept_and_looked_at_again_every_time(self):
        place = self.serve(BINARY.read_bytes())
        runner = self.runner(copy_action(self.folder, source=place.url), environment={"CURL_CA_BUNDLE": str(place.authority)})
        kept = runner.tool_cache / "dropsweep/9.9.9" / ARCH
        self.became_dropsweep(self.step(runner))
        self.assertEqual([one.name for one in kept.iterdir()], ["dropsweep"])
        self.became_dropsweep(self.step(runner))
        self.assertEqual(len(place.asked), 1)

        (kept / "dropsweep").write_bytes(TAMPERED)
        step = self.became_dropsweep(self.step(runner))
        self.assertIn("was not the one", [one["message"] for one in step.annotations if one["kind"] == "warning"][0])
        self.assertEqual(len(place.asked), 2)
        self.assertEqual((kept / "dropsweep").read_bytes(), BINARY.read_bytes())

    def test_where_the_tool_cache_cannot_be_written_to_the_temp_folder_does(self):
        place = self.serve(BINARY.read_bytes())
        runner = self.runner(copy_action(self.folder, source=place.url), environment={"CURL_CA_BUNDLE": str(place.authority)})
        runner.other_machine = f"mkdir '{runner.tool_cache}' && mount -t tmpfs -o ro tmpfs '{runner.tool_cache}'"
        self.became_dropsweep(self.step(runner))
        self.assertTrue((runner.path / "temp/dropsweep/9.9.9" / ARCH / "dropsweep").is_file())
        runner.other_machine = runner.other_machine.replace("mkdir", "ls") + f" && mkdir {runner.path}/temp && mount -t tmpfs tmpfs {runner.path}/temp && mkdir {runner.path}/temp/dropsweep && mount -t tmpfs -o ro tmpfs {runner.path}/temp/dropsweep"
        self.refused(self.step(runner), "neither the runner's tool cache nor .*/temp/dropsweep/9.9.9/.* can be written to")

    def test_where_a_program_cannot_be_replaced_that_is_told(self):
        place = self.serve(BINARY.read_bytes())
        runner = self.runner(copy_action(self.folder, source=place.url), environment={"CURL_CA_BUNDLE": str(place.authority)})
        there = runner.tool_cache / "dropsweep/9.9.9" / ARCH / "dropsweep"
        runner.other_machine = f"mkdir -p '{there.parent}' && echo >'{there}' && mount --bind /etc/passwd '{there}'"
        self.refused(self.step(runner), f"dropsweep could not be put into {there.parent}: ")
        self.assertEqual([*there.parent.iterdir()], [there])

    def test_a_download_that_is_not_the_pinned_one_is_never_run_or_kept(self):
        place = self.serve(TAMPERED)
        runner = self.runner(copy_action(self.folder, source=place.url), environment={"CURL_CA_BUNDLE": str(place.authority)})
        self.refused(self.step(runner), "is not the dropsweep that this version of the action pins .* nothing was kept")
        self.assertEqual([*(runner.tool_cache / "dropsweep/9.9.9" / ARCH).iterdir()], [])

    def test_a_download_place_that_cannot_be_trusted_or_reached_is_told_with_the_way_without(self):
        place = self.serve(BINARY.read_bytes())
        for source, words in ((place.url, "certificate"), ("https://127.0.0.1:9", "Could not connect|Failed to connect"),
                              (place.url.replace("https", "http"), "not supported|disabled"), (f"{place.url}/nowhere", "certificate")):
            with self.subTest(source), tempfile.TemporaryDirectory() as folder:
                step = self.step(self.runner(copy_action(folder, source=source)))
                self.refused(step, f"could not be downloaded from {source}/{ASSET}: .*({words}).* name an installed dropsweep", code=3)
                self.assertEqual([one for one in self.runs.tool_cache.rglob("*") if one.is_file()], [])

    def test_without_a_network_the_step_says_so_and_what_to_do(self):
        source = "https://releases.invalid/dropsweep"
        step = self.step(self.runner(copy_action(self.folder, source=source)))
        self.refused(step, f"could not be downloaded from {source}/{ASSET}: .*resolve.* name an installed dropsweep", code=3)

    def test_a_cancelled_download_ends_at_once_and_leaves_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            silent.settimeout(60)
            runner = self.runner(copy_action(self.folder, source=f"https://127.0.0.1:{silent.getsockname()[1]}"))
            running = runner.start(workflow({}))
            with silent.accept()[0]:
                running.cancel()
                step = running.finish()["sweep"][0].steps[0]
        self.assertEqual((step.outcome, step.code, step.signals), ("cancelled", 130, ["SIGINT"]), step.text)
        self.assertEqual((step.outputs["result"], step.outputs["exit-code"]), ("cancelled", "130"))
        self.assertIn("cancelled by SIGINT while dropsweep was being downloaded: no host was contacted", [one["message"] for one in step.annotations])
        self.assertEqual([one for one in runner.tool_cache.rglob("*") if one.is_file()], [])

    # ---- the input binary

    def test_the_input_binary_is_a_path_or_a_name(self):
        tools = self.folder / "some tools"
        tools.mkdir()
        shutil.copy(BINARY, tools / "dropsweep")
        runner = self.runner(environment={"PATH": f"{os.environ['PATH']}:{tools}"})
        shutil.copy(BINARY, runner.workspace / "my sweep")
        named = [{"binary": str(one)} for one in (BINARY, tools / "dropsweep", "dropsweep", "./my sweep")]
        for step in self.steps(runner, *named):
            self.became_dropsweep(step)

    def test_an_input_binary_that_cannot_be_run_is_told(self):
        runner = self.runner()
        broken = self.folder / "broken"
        broken.write_bytes(BINARY.read_bytes()[:5000])
        broken.chmod(0o755)
        other = self.folder / "other"
        other.write_text("#!/bin/sh\necho dropsweeper 1; echo ::warning::forged\n")
        other.chmod(0o755)
        said = {"/bin/true": "/bin/true is not dropsweep: asked for its version it says", str(other): "says \"dropsweeper 1 ::warning::forged\"",
                "no-such": "no program can be run at no-such", str(self.folder): "no program can be run", "echo%0A::x": "at echo%0A::x$",
                "/etc/passwd": "no program can be run at /etc/passwd", str(broken): "cannot be run on this runner",
                "one\n::warning::two": "at one ::warning::two"}
        for step, words in zip(self.steps(runner, *({"binary": one} for one in said)), said.values()):
            self.refused(step, words)
            self.assertNotIn("warning", {one["kind"] for one in step.annotations})

    def test_an_input_binary_of_another_version_is_told_and_run(self):
        step = self.became_dropsweep(self.step(self.runner(copy_action(self.folder)), binary=str(BINARY)))
        self.assertRegex([one["message"] for one in step.annotations if one["kind"] == "warning"][0], "another version than 9.9.9, .* have no effect")

    # ---- surroundings

    def test_a_hostile_environment_runs_nothing_in_front_of_the_key(self):
        """BASH_ENV and its like, functions in the environment, and programs in the checkout that stand in for the system's."""
        trap = f"touch {self.folder}/sprung"
        (self.folder / "trap.sh").write_text(trap)
        names = ["sha256sum", "curl", "uname", "sed", "tr", "mktemp", "sh", "bash", "env", "command", "printf", "cat"]
        environment = {"BASH_ENV": f"{self.folder}/trap.sh", "ENV": f"{self.folder}/trap.sh", "SHELLOPTS": "xtrace", "BASHOPTS": "expand_aliases",
                       "PS4": f"$({trap})", "CDPATH": "/tmp", "GLOBIGNORE": "*", "IFS": "/", "PATH": f":.:work:{os.environ['PATH']}:"}
        environment |= {f"BASH_FUNC_{name}%%": "() { " + trap + "; }" for name in [*names, "exec", "unset"]}
        for shell in ("dash", "bash", "busybox"):
            with self.subTest(shell), tempfile.TemporaryDirectory() as folder:
                runner = self.runner(copy_action(folder, bundled=True), environment=environment)
                for name in names:
                    (runner.workspace / name).write_text(f"#!/usr/bin/python3\nopen('{self.folder}/sprung', 'w')\n")
                    (runner.workspace / name).chmod(0o755)
                runner.other_machine = f'mount --bind "$(command -v {shell})" /bin/sh'
                self.became_dropsweep(self.step(runner))
                self.assertFalse((self.folder / "sprung").exists())

    def test_a_hostile_environment_loads_no_library_in_front_of_the_key(self):
        """What the loader, OpenSSL (curl's too) and the C library's locales would load, into whatever the step runs."""
        library = self.folder / "trap.so"
        (self.folder / "trap.c").write_text(
            '#include <stdio.h>\n#include <stdlib.h>\nunsigned la_version(unsigned version) { return version; }\n'
            '__attribute__((constructor)) static void spring(void) { if (getenv("INPUT_HOST")) fclose(fopen(getenv("SPRUNG"), "w")); }\n')
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, self.folder / "trap.c"], check=True)
        libraries = self.folder / "libraries"
        libraries.mkdir()
        for name in "libselinux.so.1", "libtinfo.so.6", "libcurl.so.4":
            shutil.copy(library, libraries / name)
        (self.folder / "openssl.cnf").write_text(
            f"openssl_conf = all\n[all]\nproviders = list\n[list]\ntrap = it\n[it]\nmodule = {library}\nactivate = 1\n")
        # A locale whose characters a module converts.
        letters = gzip.decompress(Path("/usr/share/i18n/charmaps/ISO-8859-15.gz").read_bytes()).decode().replace("ISO-8859-15", "TRAP")
        (self.folder / "TRAP").write_text("\n".join(line for line in letters.splitlines() if not line.startswith("% alias")))
        (self.folder / "locales").mkdir()
        subprocess.run(["localedef", "-c", "-f", self.folder / "TRAP", "-i", "en_US", self.folder / "locales/trap"], capture_output=True)
        (self.folder / "gconv-modules").write_text("".join(f"module {way} {self.folder}/trap 1\n" for way in ("TRAP// INTERNAL", "INTERNAL TRAP//")))
        place = self.serve(BINARY.read_bytes())
        sprung = self.folder / "sprung"
        for environment in ({"LD_PRELOAD": str(library)}, {"LD_AUDIT": str(library)}, {"LD_LIBRARY_PATH": str(libraries)},
                            {"OPENSSL_CONF": f"{self.folder}/openssl.cnf"},
                            {"LC_ALL": "trap", "LOCPATH": f"{self.folder}/locales", "GCONV_PATH": str(self.folder)}):
            for shell in ("dash", "bash"):
                with self.subTest(shell, **environment), tempfile.TemporaryDirectory() as folder:
                    runner = self.runner(copy_action(folder, source=place.url),
                                         environment=environment | {"CURL_CA_BUNDLE": str(place.authority), "SPRUNG": str(sprung)})
                    runner.other_machine = f'mount --bind "$(command -v {shell})" /bin/sh'
                    self.assertFalse(sprung.exists())
                    self.became_dropsweep(self.step(runner))
                    self.assertFalse(sprung.exists())
            self.assertTrue(self.springs(sprung, environment), environment)

    def springs(self, sprung, environment):
        """Whether the trap is one at all, where nothing is done about it: what it is loaded into runs it, or breaks by it."""
        commands = (["/usr/bin/env", "true"], ["curl", "-s", "https://127.0.0.1:9"], ["sed", "s/x/y/"])
        *_, last = [subprocess.run(command, input="x\n", text=True, capture_output=True,
                                   env={"PATH": os.environ["PATH"], "INPUT_HOST": "x", "SPRUNG": str(sprung)} | environment) for command in commands]
        there = sprung.exists() or last.returncode != 0
        sprung.unlink(missing_ok=True)
        return there

    @unittest.skipIf(b"/ld-linux" in BINARY.read_bytes()[:4096], "this build is not static")
    def test_in_a_container_with_nothing_but_busybox(self):
        image = self.folder / "image"
        for place in ("bin", "usr/bin", "tmp", "dev"):
            (image / place).mkdir(parents=True)
        shutil.copy("/bin/busybox", image / "bin")
        subprocess.run(["/usr/sbin/chroot", image, "/bin/busybox", "--install", "-s", "/bin"], check=True)
        (image / "usr/bin/env").symlink_to("/bin/busybox")

        def run(bundled):
            shutil.rmtree(image / "actions", ignore_errors=True)
            copy_action(image / "actions", bundled=bundled)
            path = "/actions/the action's own folder"
            return subprocess.run(["/usr/sbin/chroot", image, "/usr/bin/env", "-u", "BASH_ENV", "/bin/sh", f"{path}/bin/run.sh"], text=True, capture_output=True,
                                  env={"PATH": "/bin", "GITHUB_ACTION_PATH": path, "RUNNER_TEMP": "/tmp", "INPUT_MODE": ANSWER, "INPUT_HOST": "127.0.0.1"})

        self.assertIn(ANSWER, run(bundled=True).stdout + run(bundled=True).stderr)
        without = run(bundled=False)
        self.assertEqual((without.returncode, without.stdout.count("\n")), (2, 1), without)
        self.assertIn("::error title=dropsweep::this runner has no curl", without.stdout)

    def test_where_dropsweep_does_not_run_or_the_action_is_not_whole_that_is_told(self):
        uname, action = self.folder / "uname", copy_action(self.folder)
        for system in ("Darwin arm64", "Linux riscv64"):
            uname.write_text(f"#!/bin/sh\necho {system}\n")
            uname.chmod(0o755)
            runner = self.runner(action)
            runner.other_machine = f'mount --bind {uname} "$(command -v uname)"'
            self.refused(self.step(runner), f"runs on Linux x86_64 and arm64, and this runner is {system}: use runs-on")
        (action / "bin/pins").unlink()
        self.refused(self.step(self.runner(action)), "bin/pins cannot be read: use a whole copy")

    def test_outside_of_a_runner_it_says_so(self):
        action = copy_action(self.folder)
        for environment, words in (({}, "GITHUB_ACTION_PATH is not set"),
                                   ({"GITHUB_ACTION_PATH": str(action)}, "neither RUNNER_TOOL_CACHE nor RUNNER_TEMP is set")):
            run = subprocess.run(["sh", action / "bin/run.sh"], env={"PATH": os.environ["PATH"], **environment}, text=True, capture_output=True)
            self.assertEqual((run.returncode, run.stderr), (2, ""))
            self.assertRegex(run.stdout, f"^::error title=dropsweep::{words}.*\\n$")

    def test_a_machine_that_cannot_tell_what_is_pinned_runs_nothing(self):
        runner = self.runner(copy_action(self.folder, bundled=True))
        runner.other_machine = 'mount --bind /dev/null "$(command -v sha256sum)"'
        self.refused(self.step(runner), "this runner has no sha256sum.* install coreutils")


if __name__ == "__main__":
    unittest.main()
