"""What GitHub shows of a job summary, by others' programs and a reading of the page that comes out.

tests/unit/report/markup_rules.cpp and runner_rules.py are our own reading of the rules; this one knows nothing of them. GitHub's own
parser (cmark-gfm) gives the page before a sanitiser takes the dangerous part of it away, which is stricter than what a reader would meet;
the pipeline of remark and rehype (tests/summary/github.mjs) the page as it is after that, and tells what of it was taken away.
"""

import json
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

PARSER = shutil.which("cmark-gfm")
EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist")

# What our own Markdown makes, and the tags that we write as such; no attribute but these.
PARTS = {"h2", "h3", "p", "ul", "ol", "li", "blockquote", "em", "strong", "pre", "table", "thead", "tbody", "tr", "th", "td",
         "details", "summary", "code", "sub", "br"}
ATTRIBUTES = {("details", "open", None), *((cell, "align", side) for cell in ("th", "td") for side in ("left", "right", "center")),
              ("pre", "lang", "text")}
SANITISED = {("code", "class", "language-text"), *(one for one in ATTRIBUTES if one[0] != "pre")}  # a block's language stands elsewhere
EMPTY = {"br"}

READER = Path(__file__).resolve().parents[1] / "summary/read.mjs"

# What GitHub looks for in text that is no code: mentions, issues, commits, addresses, emoji, formulas.
REFERENCES = re.compile(r"(?<![\w/])@[A-Za-z\d]|#\d|\bGH-\d|\b[0-9a-f]{40}\b|https?:|www\.|mailto:|\w@\w|(?<!\w):[a-z_]+:(?!\w)|"
                        r"\$[^\s$][^$]*\$")


def parsed(markdown):
    """The page by GitHub's parser."""
    argv = [PARSER, "--unsafe", "--github-pre-lang", *(word for name in EXTENSIONS for word in ("-e", name))]
    return Page(subprocess.run(argv, input=markdown.encode(), stdout=subprocess.PIPE, check=True).stdout.decode(), ATTRIBUTES)


def sanitised(*markdowns):
    """Of each the page after the pipeline of remark and rehype, with what that took away (`lost`) and how many alerts it shows."""
    read = subprocess.run(["node", READER], input=json.dumps(markdowns).encode(), stdout=subprocess.PIPE, check=True).stdout
    pages = []
    for one in json.loads(read):
        pages.append(Page(one["sane"], SANITISED))
        pages[-1].lost, pages[-1].alerts = one["lost"], one["shown"].count('<div class="markdown-alert ')
    return pages


class Page(HTMLParser):
    """`foreign`: what is there and should not be. `skeleton`: the tags outside of tables, in order. `headings`: their texts."""

    def __init__(self, html, attributes):
        super().__init__(convert_charrefs=True)
        self.html, self._attributes = html, attributes
        self.foreign, self.skeleton, self.headings, self._open, self._text = [], [], [], [], ""
        self.feed(html)
        self.close()
        self._end_of_text()
        self.foreign += [f"never closed: <{tag}>" for tag in self._open]

    def _end_of_text(self):
        # Pieces of one text, as GitHub's filters see them: a comment or a tag ends it.
        text, self._text = self._text, ""
        if not {"code", "pre"} & set(self._open) and (found := REFERENCES.search(text)):
            self.foreign.append(f"alive in text: {found[0]!r} in {text.strip()[:200]!r}")

    def handle_starttag(self, tag, attributes):
        self._end_of_text()
        if tag not in PARTS or any((tag, *one) not in self._attributes for one in attributes):
            self.foreign.append(self.get_starttag_text()[:200])
        if "table" not in self._open:
            self.skeleton.append(tag)
        if tag in ("h2", "h3"):
            self.headings.append("")
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in EMPTY:
            self._open.pop()

    def handle_endtag(self, tag):
        self._end_of_text()
        if not self._open or self._open.pop() != tag:
            self.foreign.append(f"closes what is not open: </{tag}>")

    def handle_data(self, data):
        self._text += data
        if {"h2", "h3"} & set(self._open):
            self.headings[-1] += data

    def handle_comment(self, data):
        self._end_of_text()
        if data != " ":
            self.foreign.append(f"<!--{data[:200]}-->")

    def handle_decl(self, decl):
        self.foreign.append(f"<!{decl[:200]}>")

    def handle_pi(self, data):
        self.foreign.append(f"<?{data[:200]}>")

    def unknown_decl(self, data):
        self.foreign.append(f"<![{data[:200]}]>")
