"""No regular expression of the package takes more than linear time: texts come from outside.

Each is tried on texts of what it is made of, repeated: where it backtracks, twice the length takes
four times as long, or more.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections import deque
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]

import pytest

import zushi_xl
from tests.letters_of_matches import is_in_every_match
from zushi_xl.quantity.reader import LONGEST
from zushi_xl.text.regex import AtFirstUse, regex

LENGTH = 16_000
BOUNDED = {
    "zushi_xl.quantity": LONGEST,
    "zushi_xl.form.identity": 1_000,
    "zushi_xl.text.codes": 100,
    "zushi_xl.plan.conditions": 500,
}  # texts are cut before
SLOW = 0.3  # seconds: a linear search takes a few thousandths, a quadratic one of a cell minutes
COMMON = (
    "1",
    "１",
    "年",
    " ",
    "　",
    "(",
    "（",
    "a",
    "あ",
    "-",
    "ー",
    "、",
    "。",
    "\n",
    "1,",
    "令和",
    "万",
    "円",
)


def patterns() -> dict[str, re.Pattern[str]]:
    """The expressions that modules keep, by module and name."""
    found: dict[str, re.Pattern[str]] = {}
    for info in pkgutil.walk_packages(zushi_xl.__path__, "zushi_xl."):
        if info.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            for number, pattern in enumerate(_patterns_in(value)):
                found.setdefault(f"{info.name}:{name}:{number}", pattern)
    return {key: p for key, p in found.items() if isinstance(p.pattern, str)}


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, AtFirstUse):
        yield re.compile(value.pattern, value.flags)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _patterns_in(item)


def literals(pattern: re.Pattern[str]) -> list[str]:
    """Runs of letters that the expression names."""
    runs: list[str] = []

    def walk(parsed: object) -> None:
        run = ""
        for item in parsed if isinstance(parsed, _parser.SubPattern | list | tuple) else ():
            if isinstance(item, tuple) and len(item) == 2 and str(item[0]) == "LITERAL":
                run += chr(item[1])
                continue
            runs.append(run)
            run = ""
            walk(item)
        runs.append(run)

    walk(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    return list(dict.fromkeys(run for run in runs if run))[:24]


def texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    grains = [*COMMON, *literals(pattern)]
    pairs = [a + b for a in grains[-4:] for b in (*grains[-4:], "1", " ", "（")]
    for grain in dict.fromkeys([*grains, *pairs]):
        yield (grain * (length // len(grain) + 1))[:length] + "\0"


PATTERNS = patterns()


@pytest.mark.timeout(60)  # an exponential one would never come back
@pytest.mark.parametrize("key", PATTERNS)
def test_time_is_linear(key: str) -> None:
    pattern = PATTERNS[key]
    length = next((most for room, most in BOUNDED.items() if key.startswith(room)), LENGTH)

    def each(text: str) -> None:
        deque(pattern.finditer(text), maxlen=0)

    for text in texts(pattern, length):
        for act in (pattern.search, pattern.fullmatch, each):
            began = time.process_time()
            act(text)
            took = time.process_time() - began
            assert took < SLOW, f"{took:.2f} s for {pattern.pattern!r} on {text[:12]!r}…"


KEPT = {
    f"{info.name}:{name}": value
    for info in pkgutil.walk_packages(zushi_xl.__path__, "zushi_xl.")
    if not info.name.endswith("__main__")
    for name, value in vars(importlib.import_module(info.name)).items()
    if isinstance(value, AtFirstUse) and value.having
}


@pytest.mark.parametrize("key", KEPT)
def test_every_match_has_one_of_the_letters(key: str) -> None:
    assert is_in_every_match(KEPT[key].having, KEPT[key].pattern, KEPT[key].flags)


@pytest.mark.parametrize(
    ("pattern", "having", "is_so"),
    [
        ("ab", "a", True), ("ab", "b", True), ("ab", "c", False), ("a|b", "a", False), ("a|b", "ab", True),
        ("a*", "a", False), ("a+", "a", True), ("a?b", "a", False), ("(?:a|bc)d?", "ac", True),
        ("(?=a)", "a", True), ("(?!a)b", "a", False), ("(?<=a).", "a", True), ("[ab]x", "a", False),
        ("[ab]x", "ab", True), ("[^a]", "a", False), (r"[a\d]", "a", False), ("(?>a|b)", "ab", True),
        ("(?i:a)", "a", False), ("(?i:a)", "aA", True), ("a{0,2}", "a", False), ("(a)?b|a", "ab", True),
    ],
)  # fmt: skip
def test_letters_that_every_match_has(pattern: str, having: str, is_so: bool) -> None:
    assert is_in_every_match(frozenset(having), pattern, 0) is is_so


def test_a_text_without_the_letters_compiles_nothing() -> None:
    wrong = regex("a(", having="a")  # nobody has asked it of a text with an a
    assert wrong.search("b") is wrong.match("b") is wrong.fullmatch("b") is None
    assert wrong.findall("b") == [*wrong.finditer("b")] == []
    assert wrong.split("b") == ["b"]
    assert wrong.sub("x", "b") == "b"
    assert wrong.subn("x", "b") == ("b", 0)
    search = wrong.search  # also of who keeps the method
    with pytest.raises(re.error):
        search("ba")
    vowel = regex("(a)b?", having="a")
    assert vowel.search("b") is None
    assert vowel.groups == 1
    assert vowel.sub(r"<\1>", "cab") == "c<a>"
    assert vowel.match("cab", 1) is not None


def test_an_expression_is_compiled_when_it_is_first_asked() -> None:
    wrong = regex("(")  # nobody has asked it yet
    with pytest.raises(re.error):
        wrong.search("(")
    vowels = regex("[AEIOU]", re.IGNORECASE)
    assert vowels.sub("-", "kana") == "k-n-"
    assert vowels.fullmatch("a")
    assert not vowels.match("kana")
    assert vowels.subn("-", "kana") == ("k-n-", 2)
    assert regex(b"a+").findall(b"aa b a") == [b"aa", b"a"]
    assert regex("(?P<year>[0-9]{4})").groupindex == {"year": 1}
