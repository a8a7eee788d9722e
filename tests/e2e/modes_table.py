"""The worked example of docs/modes.md: one host, and what each mode does with each of its objects and why.

    ./dev run python3 -m tests.e2e.modes_table

writes it anew; test_documentation holds the committed one against what dropsweep says. The host is that of `./dev demo`.
"""

import re
import sys

from tests.droplet.seed_shape import DANGLING
from tests.e2e.documentation import REPOSITORY
from tests.e2e.dropsweep import plan
from tests.e2e.new_user import NewUser

DOCUMENT = REPOSITORY / "docs/modes.md"
BEGIN, END = "<!-- what follows is made by tests/e2e/modes_table.py -->\n", "<!-- until here -->\n"
MODES = ("standard", "aggressive", "full")

# (kind, which, what it is). Anonymous volumes by their age, dangling images by what they were built for.
ROWS = (
    ("container", "shop-gateway-1", "runs, image `shop/gateway:latest`"),
    ("container", "shop-migrate", "ran once, ended 90 minutes ago"),
    ("container", "gateway-old", "ended 3 weeks ago"),
    ("container", "notebook", "ended 9 days ago; has the network `lab_net` and a named volume"),
    ("container", "shop-smoke", "ended 5 minutes ago"),
    ("container", "shop-rag-next", "created 70 minutes ago, never started"),
    ("container", "node-build", "created 30 days ago, never started"),
    ("container", "nightly-backup", "ended 60 days ago, labelled `persist=true`"),
    ("image", "shop/gateway:v7", "in use, also tagged `latest`"),
    ("image", "shop/gateway:v6", "the version before, 3 days old"),
    ("image", "shop/gateway:v5", "10 days old; `gateway-old` has it"),
    ("image", "shop/gateway:v1", "90 days old"),
    ("image", "shop/orchestrator:v6", "3 days old; `shop-migrate` has it"),
    ("image", "postgres:15", "200 days old; `nightly-backup` has it"),
    ("image", "redis:6", "90 days old; `notebook` has it"),
    ("image", "node:20", "30 days old; `node-build` has it"),
    ("image", "dangling rag", "without a tag, 12 days old"),
    ("image", "dangling langgraph", "without a tag, 2 minutes old"),
    ("volume", "shop_postgres-data", "the running database's"),
    ("volume", "legacy_pgdata", "named, unused, labelled `persist=true`"),
    ("volume", "old_redis-data", "named, unused, 90 days old"),
    ("volume", "anonymous 100d", "anonymous, unused, seen so a week ago too"),
    ("volume", "anonymous 5m", "anonymous, unused, 5 minutes old"),
    ("network", "shop_default", "of the running project"),
    ("network", "lab_net", "`notebook` has it"),
    ("network", "ci_4711_default", "unused, 20 days old"),
    ("network", "fresh_net", "unused, 2 minutes old"),
)


class Names:
    """Which of the report's objects a row means."""

    def __init__(self, droplet):
        images = droplet.api("GET", "/images/json")[1]
        self._ids = {("image", tag): one["Id"] for one in images for tag in one["RepoTags"] or []}
        titles = {(one["Labels"] or {}).get("org.opencontainers.image.title"): one["Id"] for one in images if not one["RepoTags"]}
        self._ids |= {("image", f"dangling {title}"): titles[title] for title in DANGLING}
        for one in droplet.api("GET", "/containers/json?all=1")[1]:
            self._ids["container", one["Names"][0].lstrip("/")] = one["Id"]
        for one in droplet.api("GET", "/networks")[1]:
            self._ids["network", one["Name"]] = one["Id"]
        used = {mount.get("Name") for one in droplet.api("GET", "/containers/json?all=1")[1] for mount in one["Mounts"]}
        for name, age in droplet.shape["ages"]["volumes"].items():
            anonymous = len(name) == 64
            if not anonymous or name not in used:
                self._ids["volume", f"anonymous {age}" if anonymous else name] = name

    def __getitem__(self, row):
        return self._ids[row]


def render(droplet):
    """Markdown: a row per object, a column per mode."""
    names = Names(droplet)
    lines = ["| | | " + " | ".join(MODES) + " |", "|---" * (2 + len(MODES)) + "|"]
    verdicts = {}
    for mode in MODES:
        shown = plan(droplet, mode=mode).host["plan"]
        for verb, part in (("**goes**", "remove"), ("stays", "keep")):
            verdicts |= {(mode, one["kind"], one["id"]): f"{verb}: {one['reason']}" for one in shown[part]}
    for kind, which, what in ROWS:
        name = f"`{which}`" if " " not in which else which.split()[0]
        cells = " | ".join(verdicts[mode, kind, names[kind, which]] for mode in MODES)
        lines.append(f"| {kind} {name} | {what} | {cells} |")
    return "\n".join(lines) + "\n"


def committed():
    return DOCUMENT.read_text().split(BEGIN)[1].split(END)[0]


def steady(row):
    """Without what the time that a test takes changes, and which of a network's eight containers is named."""
    return re.sub(r"by container shop-[a-z]+-1", "by container shop-...", re.sub(r"[0-9]+ minutes ago", "... minutes ago", row))


def main():
    with NewUser() as user:
        table = render(user.droplet)
    before, rest = DOCUMENT.read_text().split(BEGIN)
    DOCUMENT.write_text(before + BEGIN + table + END + rest.split(END)[1])
    sys.stdout.write(table)


if __name__ == "__main__":
    main()
