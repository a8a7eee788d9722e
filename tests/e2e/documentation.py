"""README.md and docs/ as a reader meets them: blocks to type in, what each shows, and what must come out the same each time."""

import re
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]

# What differs from run to run: it need not stand on a page as it is now.
VOLATILE = [(re.compile(pattern), instead) for pattern, instead in (
    (r"SHA256:[A-Za-z0-9+/]{43}", "SHA256:..."),
    (r"\bAAAA[A-Za-z0-9+/=]+", "AAAA..."),
    (r"\b([0-9a-f]{64}|[0-9a-f]{12})\b", "ID"),
    (r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z| UTC)?", "DATE"),
    (r"[-+]?\b[0-9]+(\.[0-9]+)? ?([kMG]?B\b|%)", "SIZE"),
    (r"\b([0-9]+(\.[0-9]+)? ?(ms|s|m|h)\b)+|\b([0-9]+(ms|s|m|h))+\b", "TIME"),
    (r"\b(OpenSSH_|Docker |dropsweep )[0-9][\w.+~-]*( Debian\S+)?", r"\1VERSION"),
    (r"\bAPI [0-9.]+", "API VERSION"),
    (r" \([0-9]+ tries\)", ""),
    (r"\btried [0-9]+ times|\bprocess [0-9]+", "NUMBER"),
    (r" +", " "),
)]


@dataclass
class Block:
    page: str
    heading: str
    line: int
    language: str
    text: str
    shows: str | None = None  # the block of output right below

    @property
    def name(self):
        """Where it stands, and how it begins."""
        return f"{self.page}: {self.text.splitlines()[0]}"

    @property
    def code(self):
        """What it is to end with: what its output says, or the heading above it ("3: unreachable"); else 0."""
        told = re.findall(r"· exit code ([0-9]+)$", self.shows or "", re.MULTILINE) or re.findall(r"^([0-9]+)(?:, [0-9]+)?: ", self.heading)
        return int(told[-1]) if told else 0


def blocks_of(page):
    """All fenced blocks; a block of output belongs to the commands above it, with nothing but an empty line between."""
    found, heading, inside, closed_at = [], "", None, 0
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if line.startswith("```") and inside is None:
            inside, language, begin = [], line[3:].strip(), number
        elif line == "```":
            text = "\n".join(inside) + "\n"
            if language == "text" and found and found[-1].language == "sh" and begin - closed_at <= 2:
                found[-1].shows = text
            else:
                found.append(Block(page.relative_to(REPOSITORY).as_posix(), heading, begin, language, text))
            inside, closed_at = None, number
        elif inside is not None:
            inside.append(line)
        elif line.startswith("#"):
            heading = line.lstrip("# ")
    return found


def steady(line):
    for pattern, instead in VOLATILE:
        line = pattern.sub(instead, line)
    return line.strip()


def differs(shown, said):
    """Where the page (with "..." for lines that it leaves out) says something else than the command did; None if nowhere."""
    lines = [steady(line) for line in said.splitlines()]
    parts = [[steady(line) for line in part.splitlines()] for part in re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)]
    at = 0
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        places = range(at, len(lines) - len(part) + 1) if number else [0]
        if last and number and part:
            places = [max(at, len(lines) - len(part))]
        found = next((place for place in places if lines[place:place + len(part)] == part), None)
        if found is None:
            return "\n".join(part)
        at = found + len(part)
    return None if at == len(lines) or not parts[-1] else "nothing more"
