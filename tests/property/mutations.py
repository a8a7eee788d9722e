"""python3 -m tests.property.mutations [WORD]: each mistake of mutations.txt, made in a copy of the sources, must break its sentence.

Shows that every sentence can fail. Ends with 1 when a mistake survives or a sentence has none. WORD: only those with it in file or sentence.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TREE = Path(__file__).resolve().parents[2]
CASES = 300_000
COMPILE = [*(["ccache"] if shutil.which("ccache") else []), "g++", "-std=c++23", "-w", "-DFMT_HEADER_ONLY=1", "-Isrc", "-Itests"]


@dataclass
class Mutation:
    file: str
    before: str
    after: str
    sentence: str


def read(text):
    for part in re.split(r"\n\n+", text):
        lines = [line for line in part.splitlines() if line and not line.startswith("#")]
        if lines:
            before, after = ("\n".join(line[2:] for line in lines if line[0] == mark) for mark in "-+")
            yield Mutation(lines[0].removeprefix("in "), before, after, lines[-1].removeprefix("breaks "))


def sources(tree):
    found = [path for floor in ("core", "model", "plan") for path in sorted((tree / "src" / floor).glob("*.cpp"))]
    return [str(path.relative_to(tree)) for path in found + sorted((tree / "tests/property").glob("*.cpp")) if path.name != "version.cpp"]


def compiled(tree, source, optimised="-O1"):
    target = tree / (source.replace("/", "_") + ".o")
    subprocess.run([*COMPILE, optimised, "-c", source, "-o", target.name], cwd=tree, check=True, stderr=subprocess.DEVNULL)
    return target


def build(tree, changed, objects):
    """The program of `tree`: `changed` is compiled, the rest taken from `objects`."""
    objects = objects | {source: compiled(tree, source, "-O0") for source in changed}  # compiling takes longer than running
    subprocess.run(["g++", *map(str, objects.values()), "-o", "property"], cwd=tree, check=True)


def copy(to):
    for folder in ("src/core", "src/model", "src/plan", "tests/property", "tests/fakes"):
        shutil.copytree(TREE / folder, to / folder)


def touched(tree, file):
    if file.endswith(".cpp"):
        return [file]
    name = file.removeprefix("src/")
    return [source for source in sources(tree) if f'"{name}"' in (tree / source).read_text()]


def survives(mutation, objects):
    """None when it was caught, else why not."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        copy(tree)
        path = tree / mutation.file
        text = path.read_text()
        if mutation.before not in text:
            return "its text is not there any more"
        path.write_text(text.replace(mutation.before, mutation.after, 1))
        try:
            build(tree, touched(tree, mutation.file), objects)
        except subprocess.CalledProcessError:
            return "does not compile"
        run = subprocess.run([tree / "property", str(CASES), "--only", mutation.sentence], stdout=subprocess.PIPE, text=True)
        return None if run.returncode == 1 and f": {mutation.sentence}\n" in run.stdout else "SURVIVED"


def main():
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen = [one for one in read((TREE / "tests/property/mutations.txt").read_text()) if word in one.file + one.sentence]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        whole = Path(folder)
        copy(whole)
        objects = dict(zip(sources(whole), pool.map(lambda source: compiled(whole, source), sources(whole))))
        build(whole, [], objects)
        sentences = subprocess.run([whole / "property", "--list"], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
        bad = 0
        for one, why in zip(chosen, pool.map(lambda one: survives(one, objects), chosen)):
            bad += why is not None
            line = one.before.strip().splitlines()[0]
            print(f"{why or 'caught'}: {one.file}: {line}\n    by: {one.sentence}", flush=True)
    untried = [] if word else [sentence for sentence in sentences if sentence not in {one.sentence for one in chosen}]
    print(f"{len(chosen)} mistakes, {len(chosen) - bad} caught; {len(sentences)} sentences",
          *[f"no mistake for: {sentence}" for sentence in untried], sep="\n")
    return 1 if bad or untried or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())
