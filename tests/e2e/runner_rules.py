"""What GitHub does with what a step wrote, as far as it matters to an attacker (tests/unit/report/runner_rules.hpp in Python)."""

import re

from tests.droplet.attacks import WHITE

# An empty comment between two parts of a word keeps it from being a link.
HARMLESS = r"(?:[A-Za-z0-9 ]|[^\x00-\x7f]|&#\d+;|<!-- -->)*"
# All that our own Markdown has of HTML.
TAGS = re.compile(r"</?(?:details|summary|code|sub)>|<details open>|<br>")
# What GitHub makes something of in plain text.
LIVE = re.compile(r"<|[\\`]|\]\(|!\[|\]:|\[\^|@|#\d|GH-\d|https?:|www\.|mailto:|~~|:[a-z_]+:|\$")


def lines_of(text):
    """Lines end at LF, CRLF and a lone CR."""
    return re.split(r"\r\n|\r|\n", text)


def commands_in(log):
    """Every line that the runner would obey, or might: both syntaxes, and wider than it takes them."""
    return [line for line in lines_of(log) if line.lstrip(WHITE).startswith("::") or "##[" in line]


def without_code(summary):
    """The summary without fenced blocks and without what stands in <code>, where nothing but letters and entities may be."""
    left, fence = [], None
    for line in summary.split("\n"):
        if fence:
            fence = None if re.fullmatch(rf" {{0,3}}`{{{len(fence)},}}\s*", line) else fence
        elif opening := re.match(r" {0,3}(```+)", line):
            fence = opening[1]
        else:
            left.append(re.sub(rf"<code>{HARMLESS}</code>", "<code></code>", line))
    assert fence is None, "a fence is open at the end"
    return left


def live_markup(summary):
    """Lines in which something of GitHub's Markdown that could be a stranger's is alive; tables that are out of shape."""
    found, columns = [], None
    for line in without_code(summary):
        if LIVE.search(TAGS.sub("", line)):
            found.append(line)
        bars = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else None
        if bars and columns and bars != columns:
            found.append(line)
        columns = bars
    return found


def prose(summary):
    """What is no table of a summary, to be compared with that of another host of the same shape."""
    return [re.sub(r"[\d.]+( ?(ms|s|[kMGT]?B)\b)?", "0", line) for line in without_code(summary) if not line.startswith("|")]


# Invisible, or changing what is seen: C0 and C1, DEL, bidi, zero width.
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
OURS = re.compile(r"::(error|warning|notice) title=[^:,]+::[^\r\n]+"
                  r"|::group::(\S+: [a-z]+|\d+ hosts|(Removed|Would remove|Kept) \d+ objects?( \(the JSON report lists them\))?)|::endgroup::")


def complaints(run, actions=False):
    """Whatever of a finished run would be more than text to GitHub, beside our own annotations in a step."""
    found = [line for line in commands_in(run.log) if not (actions and OURS.fullmatch(line))]
    found += [line for line in lines_of(run.log) if "##[" in line or len(line) > 4500]
    found += [repr(text[max(0, hit.start() - 40):hit.end()]) for text in (run.log, run.summary, *run.outputs.values())
              for hit in UNSEEN.finditer(text)]
    return found + live_markup(run.summary)
