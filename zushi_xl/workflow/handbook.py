"""説明書: the handbook that the wheel carries, searched by a word, without any net."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from zushi_xl.masters.records import match_key
from zushi_xl.text.regex import regex
from zushi_xl.workflow.handbook_index import INDEX, anchor, entries, indexed
from zushi_xl.workflow.handbook_messages import TROUBLES, rows_about, rows_with_part
from zushi_xl.workflow.handbook_pages import HandbookSection, handbook_pages, handbook_sections

_MOST = 5  # sections of one answer, and paragraphs or rows of one excerpt
_LISTS = frozenset([TROUBLES, "点検ルール", "コマンド", "約束", "Excelで確かめること"])
# Of a sentence: what has its meaning.
_PART = regex(r"[一-龠々]{2,}|[ァ-ヶー]{2,}|[A-Za-z0-9-]{2,}")
_END = "。"  # nobody asks with it: who writes it copies what was said
_HEADED = 10  # as many mentions in the text count a heading's
_FIRST = frozenset(["手引き", "様式の使い方", "年度の終わり", "はじめての方へ"])
"""The pages of the work itself: what they say comes before what all others say."""


def look_up(word: str) -> tuple[HandbookSection, ...]:
    """The sections that a word, a message or a few words are about: those that the index leads to
    and those with it in their heading, else the parts that speak of it; at most a few."""
    sections, key = handbook_sections(), match_key(word)
    page = next(page for page in handbook_pages() if page.stem == INDEX)
    is_listed = any(key in row.words for row in entries(page))
    return (
        (() if is_listed else rows_about(word, sections))
        or (rows_with_part(word, sections) if _END in word else ())
        or _about(key, sections, page)
        or rows_with_part(word, sections)
        or _speaking([key], sections)
        or _about_parts(word, sections, page)
    )


def _about(
    key: str, sections: Sequence[HandbookSection], page: Path
) -> tuple[HandbookSection, ...]:
    """The sections to which the index page leads from a word, and those that it heads; the
    name of a page leads there before words of the index that are only near it."""
    of_place = {(s.page, anchor(s.heading)): s for s in reversed(sections)}  # the first of its name
    led = [of_place[place] for place in indexed(key, page) if place in of_place]
    headed = [s for s in sections if len(key) > 1 and key in match_key(s.heading)]
    if not any(key in row.words for row in entries(page)):
        named = next((s for s in sections if match_key(s.page) == key), None)
        led = [named, *led] if named else led
    found = dict.fromkeys((*led, *headed))
    explained = [section for section in found if section.page not in _LISTS or section in led]
    return tuple(explained or found)[:_MOST]


def _about_parts(
    said: str, sections: Sequence[HandbookSection], page: Path
) -> tuple[HandbookSection, ...]:
    """What is found of a sentence or of several words: of all their parts, else of the longest."""
    parts = [match_key(part) for part in _PART.findall(said)]
    if not parts:
        return ()
    together = _speaking(parts, sections) if len(parts) > 1 else ()
    longest = max(parts, key=len)
    return together or _about(longest, sections, page) or _speaking([longest], sections)


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
            order = (section.page in _LISTS, section.page not in _FIRST, -weight)
            found.append((order, section))
    found.sort(key=lambda each: each[0])
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
