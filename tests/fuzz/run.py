"""Runs the fuzzers side by side, for so long each; keeps and minimises what they find (./dev fuzz).

A run begins with the seeds, with every find of before and with what earlier runs of this machine learned (build/asan/learned). A find
ends its fuzzer and becomes a file of tests/fuzz/finds, which `./dev test` replays from then on.
"""

import concurrent.futures
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build" / "asan"
PROGRAMS = BUILD / "tests" / "fuzz"
# One allocation as large as all that the binary may use is a find, and so is an input that takes a minute on the slowest machine.
FLAGS = ["-malloc_limit_mb=64", "-rss_limit_mb=1024", "-timeout=60", "-use_value_profile=1", "-print_final_stats=1"]
ENVIRONMENT = {
    **os.environ,
    "ASAN_SYMBOLIZER_PATH": shutil.which("addr2line") or "",
    "UBSAN_OPTIONS": "print_stacktrace=1",
}
MINIMISE_SECONDS = 30
WHY = re.compile(r"what\(\):.*|ERROR: .*|.*runtime error: .*|SUMMARY: .*", re.MULTILINE)


def targets():
    return sorted(path.name.removeprefix("fuzz_") for path in PROGRAMS.glob("fuzz_*") if os.access(path, os.X_OK))


def call(target, *arguments):
    return subprocess.run(
        [PROGRAMS / f"fuzz_{target}", *map(str, arguments)],
        env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
    )


def keep(target, artifact):
    """The smallest input that fails in the same way, as far as half a minute finds one."""
    small = artifact.with_name("minimised")
    shutil.copy(artifact, small)
    call(target, *FLAGS, "-minimize_crash=1", f"-max_total_time={MINIMISE_SECONDS}", f"-exact_artifact_path={small}", artifact)
    content = small.read_bytes()
    kept = HERE / "finds" / target / hashlib.sha256(content).hexdigest()[:8]
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    return kept


def fuzz(target, seconds):
    learned, artifacts = BUILD / "learned" / target, BUILD / "artifacts" / target
    learned.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(artifacts, ignore_errors=True)
    artifacts.mkdir(parents=True)
    given = [folder for folder in (HERE / "corpus" / target, HERE / "finds" / target) if folder.exists()]
    ran = call(target, *FLAGS, f"-max_total_time={seconds}", f"-artifact_prefix={artifacts}/", learned, *given)
    (artifacts / "log").write_text(ran.stderr)
    found = next((path for path in artifacts.iterdir() if path.name != "log"), None)
    executions = re.search(r"number_of_executed_units: (\d+)", ran.stderr)
    coverage = re.findall(r"cov: (\d+)", ran.stderr)
    line = f"{target:14} {int(executions[1]) if executions else 0:>10} inputs, {coverage[-1] if coverage else 0:>5} edges"
    if ran.returncode == 0:
        return line, False
    why = WHY.search(ran.stderr)
    what = why[0].strip() if why else f"ended with {ran.returncode}: see {artifacts / 'log'}"
    kept = f" -> {keep(target, found).relative_to(HERE.parents[1])}" if found else ""
    return f"{line}\n{'':14} FOUND {what}{kept}", True


def main(arguments):
    seconds = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 60
    unknown = set(arguments) - set(targets())
    if unknown:
        print(f"no fuzzer is called {', '.join(sorted(unknown))}; there are {', '.join(targets())}", file=sys.stderr)
        return 2
    finds = 0
    jobs = int(os.environ.get("DROPSWEEP_JOBS", os.cpu_count()))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for done in concurrent.futures.as_completed(pool.submit(fuzz, one, seconds) for one in arguments or targets()):
            line, found = done.result()
            finds += found
            print(line, flush=True)
    print(f"{finds} finds; logs in build/asan/artifacts")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
