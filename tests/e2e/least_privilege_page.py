"""docs/least-privilege.md as the tests read it: recipes to run, and a table to hold against what is seen."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/least-privilege.md"
KEY = "ssh-ed25519 AAAA... dropsweep"


def section(heading):
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    assert found, f"the page has no section {heading!r}"
    return found[1]


def recipe(heading, key):
    """What is to be pasted on the host, with this public key: the text of a shell script."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", section(heading), re.DOTALL | re.MULTILINE)
    assert len(blocks) == 1, f"{heading!r} has {len(blocks)} things to paste"
    return blocks[0].replace(KEY, key)


def rows(text):
    """The cells of a table, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def promises():
    """{heading: {column: True or False}}, of what the first table says of each recipe."""
    table = PAGE.read_text().split("\n## ")[0]
    head = next(line for line in table.splitlines() if line.startswith("| account"))
    columns = [cell.strip() for cell in head.strip("|").split("|")][1:-1]
    by_anchor = {anchor(name): name for name in re.findall(r"^## (.*)$", PAGE.read_text(), re.MULTILINE)}
    found = {}
    for row in rows(table):
        heading = by_anchor[re.search(r"\(#(.*)\)", row[0])[1]]
        found[heading] = {column: {"yes": True, "no": False}[cell] for column, cell in zip(columns, row[1:])}
    return found


def anchor(heading):
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
