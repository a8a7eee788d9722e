"""Libraries stay at home: a heavy header is included only on the floors whose row in CMakeLists.txt names its library.

Our own arrows are kept by the build (cmake/floors.cmake): a header of a floor above is not on the include path. The libraries' headers lie
in one system folder, so that this has to be looked at.

And a name is one thing: floors that do not see each other could each declare it, and the linker would quietly take one for both.
"""

import re
import sys
from pathlib import Path

SRC = Path(__file__).resolve().parents[1] / "src"
# fmt is everybody's, by way of core.
HEADERS = {
    "libssh2": r"libssh2", "json": r"nlohmann/", "cli11": r"CLI/", "zlib": r"zlib\.h", "openssl": r"openssl/",
    "beast": r"boost/beast", "asio": r"boost/asio",
}
ROW = re.compile(r"add_floor\((\w+)\b[^)]*? LIBRARIES ([\w ]+)\)")
# What the linker knows by its name alone.
DECLARED = re.compile(r"(?:inline constexpr [\w:<>]+|struct|class|enum(?: class)?) (\w+)(?= =|\[| ?[{:]| final)")


def floors_by_library():
    homes = {}
    for floor, libraries in ROW.findall((SRC.parent / "CMakeLists.txt").read_text()):
        for library in libraries.split():
            homes.setdefault(library, set()).add(floor)
    return homes


def names_of_two_floors():
    homes = {}
    for path in sorted(SRC.rglob("*.hpp")):
        for line in path.read_text().splitlines():
            if found := DECLARED.match(line):
                homes.setdefault(found[1], set()).add(path.relative_to(SRC).parts[0])
    return [f"{name} is declared by {' and '.join(sorted(floors))}" for name, floors in homes.items() if len(floors) > 1]


def main():
    wrong, seen = names_of_two_floors(), 0
    homes = floors_by_library()
    wrong += [f"{library} is no library of any floor, or not in HEADERS" for library in (homes.keys() ^ HEADERS.keys()) - {"fmt"}]
    for path in sorted(SRC.rglob("*.[ch]pp")):
        floor = path.relative_to(SRC).parts[0]
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'\s*#include\s+[<"]([^>"]+)[>"]', line)
            if not found:
                continue
            seen += 1
            for library, header in HEADERS.items():
                floors = homes.get(library, set())
                if re.match(header, found[1]) and floor not in floors:
                    wrong.append(f"{path.relative_to(SRC.parent)}:{number}: {found[1]} is at home in {', '.join(sorted(floors))}")
    print(*wrong, f"{seen} includes looked at, {len(wrong)} things wrong", sep="\n")
    return 1 if wrong or seen < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
