"""third_party.py SBOM...: the licences and copyright notices of everything that is linked, as the licences ask for."""

import json
import re
import sys
from pathlib import Path

from tools.release.licences import texts
from tools.release.sbom import copyright_file

HEAD = """dropsweep itself is under the MIT licence (see LICENSE). Linked into its binaries are the libraries below, each taken from Debian 13
as it is there, under its own licence.

The GNU C Library is under the GNU Lesser General Public License 2.1 or later. You may change it and link dropsweep with your changed
version: the whole source of dropsweep is public, `./dev build` links it, and its sources, as those of every other library here, are
Debian's source packages of the versions named: https://snapshot.debian.org/package/SOURCE/VERSION/. Should you not find one there, the
maintainers of dropsweep send it to you; this offer holds for three years from the release.
"""


def main(files):
    by_text = {}  # one copyright file serves several packages
    for file in files:
        for component in json.loads(Path(file).read_text(encoding="utf-8"))["components"]:
            facts = {one["name"]: one["value"] for one in component["properties"]}
            path = copyright_file(component["name"])
            text = texts(path.read_text(encoding="utf-8"))
            source = f"{facts['debian:source']} {facts['debian:source-version']}"
            by_text.setdefault(text, {}).setdefault(source, set()).add(component["name"])
    print(HEAD)
    for text, sources in by_text.items():
        print("=" * 100)
        for source, names in sources.items():
            print(f"{', '.join(sorted(names))}: source package {source}")
        print(f"\n{text}")
    # What copyright files only refer to: licences that every Debian system has.
    for path in sorted(set(re.findall(r"/usr/share/common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]", "\n".join(by_text)))):
        print("=" * 100)
        print(f"{path}\n\n{Path(path).read_text(encoding='utf-8')}")


if __name__ == "__main__":
    main(sys.argv[1:])
