"""Libraries stay at home: a heavy header is included only on the floors that may use its library (ARCHITECTURE.md).

Our own arrows are kept by the build (cmake/floors.cmake): a header of a floor above is not on the include path. The libraries' headers lie
in one system folder, so that this has to be looked at.
"""

import re
import sys
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src"
AT_HOME = {
    r"libssh2": {"connect"},
    r"nlohmann/": {"engine", "report"},
    r"CLI/": {"inputs"},
    r"openssl/": {"health", "connect"},
    r"boost/beast": {"engine", "health"},
    r"boost/asio": {"net", "connect", "engine", "health", "survey", "sweep", "app"},
}


def main():
    wrong, seen = [], 0
    for path in sorted(SRC.rglob("*.[ch]pp")):
        floor = path.relative_to(SRC).parts[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'\s*#include\s+[<"]([^>"]+)[>"]', line)
            if not found:
                continue
            seen += 1
            for library, floors in AT_HOME.items():
                if re.match(library, found[1]) and floor not in floors:
                    wrong.append(f"{path.relative_to(SRC.parent)}:{number}: {found[1]} is at home in {', '.join(sorted(floors))}")
    print(*wrong, f"{seen} includes looked at, {len(wrong)} away from home", sep="\n")
    return 1 if wrong or seen < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
