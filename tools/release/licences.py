"""Licences as Debian's copyright files tell them, and what this project may ship under."""

import re
from pathlib import Path

# How copyright files call a licence -> its SPDX identifier. What is not in this list may not be linked until somebody has read what it asks
# for and written that down (docs/releases.md).
ACCEPTED = {
    "Apache-2.0": "Apache-2.0",
    "BSD-3-clause": "BSD-3-Clause",
    "BSD3": "BSD-3-Clause",
    "BSL-1.0": "BSL-1.0",
    "Expat": "MIT",
    "Expat with embedded exception": "MIT",
    "LGPL-2.1+": "LGPL-2.1-or-later",
    "Zlib": "Zlib",
    "GPL-3+ with the GCC Runtime Library Exception": "GPL-3.0-or-later WITH GCC-exception-3.1",
    "GPL-2.0 WITH Linux-syscall-note": "GPL-2.0-only WITH Linux-syscall-note",
}


def paragraphs(text):
    """The fields of each paragraph of a copyright file in Debian's machine-readable format."""
    for block in re.split(r"\n\s*\n(?=\S)", text):
        fields = re.findall(r"^([A-Z][A-Za-z-]*):[ \t]*(.*(?:\n[ \t].*|\n(?=\n[ \t]))*)", block, re.MULTILINE)
        if fields:
            yield dict(fields)


def is_machine_readable(text):
    return text.startswith("Format:")


def declared(text, headers):
    """The licence of the package as a whole, by the words of its copyright file."""
    # Headers that say themselves under what they may be included (the kernel's: all of its other files are not in the package).
    marked = {found[1] for path in headers if (found := re.search(
        r"SPDX-License-Identifier: (.+?)\s*(?:\*/)?\n", Path(path).read_text(encoding="utf-8", errors="replace")[:2000] + "\n"))}
    exceptions = {licence for licence in marked if licence.endswith("WITH Linux-syscall-note")}
    if exceptions and all(any(word in licence for word in exceptions) for licence in marked):
        return min(exceptions, key=len)
    if is_machine_readable(text):
        for fields in paragraphs(text):
            if fields.get("Files", "").strip() == "*":
                return fields["License"].split("\n")[0].strip()
    elif "GCC RUNTIME LIBRARY EXCEPTION" in text:
        return "GPL-3+ with the GCC Runtime Library Exception"
    return "not understood"


def spdx(licence, package):
    if licence not in ACCEPTED:
        raise SystemExit(f"sbom: {package} is under a licence that nobody has looked at yet ({licence}): see docs/releases.md, Licences")
    return ACCEPTED[licence]


def texts(text):
    """A copyright file without its lists of files: who wrote what is linked, and the licences in full."""
    if not is_machine_readable(text):
        return text
    parts = {}  # in order, each once
    for fields in paragraphs(text):
        if "Files" in fields or "License" in fields:
            lines = [f"{name}: {fields[name].rstrip()}" for name in ("Copyright", "License") if name in fields]
            parts["\n".join(lines)] = None
    return "\n\n".join(parts) + "\n"
