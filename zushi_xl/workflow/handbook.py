"""説明書: the handbook that the wheel carries, searched by a word, without any net."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.shipped import shipped
from zushi_xl.masters.records import match_key
from zushi_xl.page.checksums import HANDBOOK, SHEET
from zushi_xl.text.regex import regex
from zushi_xl.workflow.handbook_index import INDEX, anchor, indexed

_HEADING = regex(r"^(#{1,4}) +(.*)$")
_PICTURE = "!["  # begins a line that no terminal shows
_MOST = 5  # sections of one answer, and paragraphs or rows of one excerpt
TROUBLES = "困ったとき"  # the page of messages
_LISTS = frozenset([TROUBLES, "点検ルール", "コマンド", "約束", "Excelで確かめること"])
# Of a sentence: what has its meaning.
_PART = regex(r"[一-龠々]{2,}|[ァ-ヶー]{2,}|[A-Za-z0-9-]{2,}")
_HEADED = 10  # as many mentions in the text count a heading's
_GAP = "○○"  # what a message fills in there
_LEAST = 6  # characters of a message that must stand in what was asked
_RULE = regex(r"^([a-z]+(?:-[a-z]+)+)$|\[([a-z]+(?:-[a-z]+)+)\]")
_NO_MORE = ("", "－", "左のとおり")  # cells that say nothing of their own


class HandbookSection(NamedTuple):
    """A part of a page, with the title of the page and its own heading."""

    page: str
    heading: str
    text: str


def handbook_pages() -> tuple[Path, ...]:
    """The pages for officers: those with a Japanese name. Of the working folder's own handbook
    the one that states the values of the pages made there."""
    pages = {page.stem: page for page in shipped("docs").glob("*.md") if not page.stem.isascii()}
    own = HANDBOOK / f"{SHEET}.md"
    if own.is_file():
        pages[SHEET] = own
    return tuple(pages[name] for name in sorted(pages))


def look_up(word: str) -> tuple[HandbookSection, ...]:
    """The sections that a word, a message or a few words are about: those that the index leads to
    and those with it in their heading, else the parts that speak of it; at most a few."""
    sections = [section for page in handbook_pages() for section in _sections(page)]
    if told := _of_message(word, sections):
        return told
    return _about(match_key(word), sections) or _about_parts(word, sections)


def _about(key: str, sections: Sequence[HandbookSection]) -> tuple[HandbookSection, ...]:
    """What is found of one word."""
    page = next(page for page in handbook_pages() if page.stem == INDEX)
    of_place = {(s.page, anchor(s.heading)): s for s in reversed(sections)}  # the first of its name
    led = [of_place[place] for place in indexed(key, page) if place in of_place]
    headed = [section for section in sections if key in match_key(section.heading)]
    found = dict.fromkeys((*led, *headed))
    explained = [section for section in found if section.page not in _LISTS or section in led]
    return tuple(explained or found)[:_MOST] or _speaking([key], sections)


def _about_parts(said: str, sections: Sequence[HandbookSection]) -> tuple[HandbookSection, ...]:
    """What is found of a sentence or of several words: of all their parts, else of the longest."""
    parts = [match_key(part) for part in _PART.findall(said)]
    if not parts:
        return ()
    together = _speaking(parts, sections) if len(parts) > 1 else ()
    return together or _about(max(parts, key=len), sections)


def _speaking(
    keys: Sequence[str], sections: Sequence[HandbookSection]
) -> tuple[HandbookSection, ...]:
    """The parts of sections that have one of the words, of the sections that have them all; lists
    come last."""
    found = []
    for section in sections:
        text, heading = match_key(section.text), match_key(section.heading)
        if section.page != INDEX and all(key in text or key in heading for key in keys):
            weight = sum(text.count(key) + _HEADED * heading.count(key) for key in keys)
            found.append((section.page in _LISTS, -weight, section))
    found.sort(key=lambda each: each[:2])
    return tuple(section._replace(text=_excerpt(section, keys)) for *_, section in found[:_MOST])


def _excerpt(section: HandbookSection, keys: Sequence[str]) -> str:
    """The paragraphs and the rows of tables that have one of the words, the first few; all where
    the heading has them all."""
    if all(key in match_key(section.heading) for key in keys):
        return section.text
    shown = []
    for paragraph in section.text.split("\n\n"):
        lines = paragraph.split("\n")
        parts = lines[2:] if paragraph.startswith("|") else [paragraph]
        fitting = [part for part in parts if any(key in match_key(part) for key in keys)]
        head = lines[:2] if fitting and paragraph.startswith("|") else []
        shown += ["\n".join([*head, *fitting[:_MOST]])] if fitting else []
    return "\n\n".join(shown[:_MOST])


def _of_message(said: str, sections: list[HandbookSection]) -> tuple[HandbookSection, ...]:
    """What the page of messages says of one as it appeared, with all that was filled in, and of
    the rule that it names; empty where ``said`` is no message."""
    rule = _RULE.search(said.strip())
    named = rule[1] or rule[2] if rule else ""
    key = match_key(said)  # typed by hand, with ％ as %
    found: list[tuple[int, HandbookSection]] = []
    for section in sections if len(said) >= _LEAST else ():
        for row in section.text.split("\n") if section.page == TROUBLES else ():
            cells = [cell.strip() for cell in row.strip("|").split(" | ")]
            is_rule = bool(named) and cells[0] == f"`{named}`"
            agreed = max(_agreement(match_key(cell), key) for cell in cells[:2])
            agreed = len(said) + 1 if is_rule else agreed
            if row.startswith("|") and agreed >= _LEAST:
                text = "\n".join(cell for cell in cells if cell not in _NO_MORE)
                found.append((agreed, section._replace(text=text)))
    found.sort(key=lambda pair: -pair[0])
    best = found[0][0] if found else 0
    return tuple(section for agreed, section in found[:_MOST] if 2 * agreed >= best)


def _agreement(pattern: str, said: str) -> int:
    """How many characters of a message stand in ``said``, all of them in order; else 0."""
    begin, agreed = 0, 0
    for piece in pattern.split(_GAP):
        place = said.find(piece, begin)
        if place < 0:
            return 0
        begin, agreed = place + len(piece), agreed + len(piece)
    return agreed


def _sections(page: Path) -> Iterator[HandbookSection]:
    """The page parted at its headings; lines of code are no headings."""
    heading, lines, is_code = page.stem, list[str](), False
    for line in page.read_text(encoding="utf-8").splitlines():
        is_code = is_code != line.startswith("```")
        found = None if is_code else _HEADING.match(line)
        if found is None:
            lines.append(line)
            continue
        yield from _section(page, heading, lines)
        heading, lines = found[2], []
    yield from _section(page, heading, lines)


def _section(page: Path, heading: str, lines: list[str]) -> Iterator[HandbookSection]:
    shown = (line for line in lines if not line.startswith(_PICTURE))
    text = "\n".join(shown).strip("\n")
    if text:
        yield HandbookSection(page.stem, heading, text)
