"""No co_await in a branch of `?:`, and none behind `&&` or `||`. g++ 14.2 awaits these where it should not, at every optimisation level:

    std::string got;
    got = first ? co_await f("a") : co_await f("b");   // waits for a, then for b, and keeps the right one of both
    got = first ? std::string() : co_await f("b");     // waits for b, always
    while (more && co_await f("b")) ...                // waits for b, once, when there is no more

(clang 19 does not; nor does g++ where a variable is initialised with `?:`, or in the condition of an `if`, which are not worth telling apart.) One hang came
of it: a way to the engine that was not taken was waited for. Statements of their own do it.
"""

import re
import sys
from pathlib import Path

FOLDERS = [Path(__file__).resolve().parents[1] / name for name in ("src", "tests")]
NO_CODE = re.compile(r'//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)+\'')
CONDITIONAL = re.compile(r"\?[^;{},]*\bco_await\b|\?[^;{}]*[^:]:\s*\(*co_await\b|(?:&&|\|\|)\s*[!(]*\s*co_await\b")


def conditional_awaits(text):
    """The lines on which one begins."""
    code = NO_CODE.sub(lambda found: " " * len(found[0]), text)
    return [code.count("\n", 0, found.start()) + 1 for found in CONDITIONAL.finditer(code)]


def main():
    assert conditional_awaits("int a;\ngot = first\n  ? 1\n  : co_await f('?');\nif (b) got = co_await f(\"?\");  // ? co_await\n") == [3]
    assert conditional_awaits("if (a && b) co_await f();\nwhile (a && !(co_await g())) {}\n") == [2]
    wrong, seen = [], 0
    for path in sorted(path for folder in FOLDERS for path in folder.rglob("*.[ch]pp")):
        text = path.read_text()
        seen += text.count("co_await")
        wrong += [f"{path}:{line}: co_await in a branch of ?: or behind && or ||, which g++ 14 awaits in any case" for line in conditional_awaits(text)]
    print(*wrong, f"{seen} co_awaits looked at, {len(wrong)} things wrong", sep="\n")
    return 1 if wrong or seen < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
