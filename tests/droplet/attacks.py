"""What a droplet could write into every name, label, error, body and log line. It runs inside of droplets too, by itself."""

# White space by Unicode, as .NET trims it, and what shows as nothing: the runner may look for its commands behind any of them.
WHITE = ("\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u180e" + "".join(map(chr, range(0x2000, 0x200e))) +
         "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff")

COMMANDS = [f"{space}::error title=forged::forged" for space in ("", "   ", *WHITE)] + [
    "\n::error::forged", "\r::error::forged", "a\r\n::warning::forged\r\nb", "a\n  ::stop-commands::forged\nb",
    "%0A::error::forged", "::add-mask::e", ":\u00ad:error::forged", ":", "::", "##[group]forged", "x ##[error]forged",
    "##[", "#", "##", "#\u200b#[error]forged", "\u200b##[add-mask]e", "##vso[task.complete]forged", "::endgroup::",
]
TERMINAL = ["\x1b[31mforged\x1b]0;title\x07", "\x9b31mforged", "\u202egnp.exe", "\u2066forged\u2069", "a\x08\x08forged", "\x00\x7f"]
RECORDS = ["ghadelimiter_x\nresult=forged", "result=forged", "result<<EOF\nforged\nEOF", "EOF\nresult=forged\nresult<<EOF"]
MARKUP = [
    "</details></code></td><img src=https://evil.example/forged onerror=alert(1)>", "<script>forged</script>",
    "<!-- forged", "<a href=https://evil.example>forged</a>", "&lt;img src=x&gt;", "&#60;img&#62;", "<picture><source srcset=x>",
    "<details open><summary>forged", "`code` ``` ````` ~~~", "```\n</details>\n# forged", "~~~\n# forged", "````````````forged",
    "a|b|c\n|---|---|", "\\|forged", "@octocat @org/team", "#123 octo/repo#1 GH-1 0123456789abcdef0123456789abcdef01234567",
    "![x](https://evil.example/beacon.png) [y](javascript:alert(1))", "[forged]: https://evil.example", "[^1]: forged",
    "https://evil.example www.evil.example mail@evil.example", "<https://evil.example>", "mailto:evil@evil.example",
    "pie title x\n```mermaid\ngraph TD; A-->B\n```", '"] --> forged; click A "https://evil.example"', "%%{init: {}}%%",
    "> [!CAUTION]\n> forged :rotating_light: $x$ \\ * _ ~", "# forged", "- [x] forged", "1. forged", "$$\\forged$$", "***", "---",
    "    forged", "\tforged", "forged\n===\n", "\\", "\\\\", "é\u0301\u0300 żółć 日本語 \U0001f600",
]
LONG = ["a" * 5000, "::error::" + "forged " * 3000, "`" * 3000, "|" * 2000, "##[error]" * 2000, "\u202e" * 2000]

WORDS = COMMANDS + TERMINAL + RECORDS + MARKUP + LONG

# Where no JSON stands in between: not even UTF-8.
BYTES = [word.encode() for word in WORDS] + [
    b"\x80\xff\xc0\xaf\xed\xa0\x80::error::forged", b"\xa0::error::forged", b"\xc2::error::forged", b"##\xff[error]forged",
    b"\xed\xa0\x80##[error]forged", b"\xf4\x90\x80\x80", b"\xe2\x80",
]


def harmless(words=WORDS):
    """As many, for a host of the same shape."""
    return [f"harmless{number}" for number in range(len(words))]
