"""Rows of the sections: names and texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Section
from zushi_xl.redline.compose import ChangeKind, Revision, TextPair, block, composed, same
from zushi_xl.redline.pair import Pair
from zushi_xl.redline.printed_places import section_heading

PRINTED = ("めざすべきまちの姿", "本文", "説明")  # columns of the format that the plan book prints
ABOUT = ("ページ", "現計画のページ", "ID")  # on any sheet, about the item and not of it
MORE_PROGRAMS = "ほかの予算事業名"  # a column of 取り組み that is printed with 予算事業名
_KNOWN = {spec.name: {column.header for column in spec.columns} for spec in PLAN_SHEETS}


def printed_texts(level: Level, texts: Mapping[str, str]) -> dict[str, str]:
    """The items that the plan book prints: its own columns and every one that a city added."""
    known = _KNOWN.get(level.value, _KNOWN[Level.MEASURE.value]).union(ABOUT)
    return {h: text for h, text in texts.items() if h in PRINTED or h not in known}


def section_rows(pair: Pair) -> Iterator[Revision]:
    """A row for the name, and one for each text that changed; new sections have one row."""
    old, new = pair.old_section, pair.new_section
    if old is None or new is None:
        yield _whole_row(pair)
        return
    before, after = section_heading(pair.old, old), section_heading(pair.new, new)
    notes = pair.move_notes()
    if TextPair(before, after).differs or notes:
        pieces = composed([TextPair(before, after)], notes)
        kind = ChangeKind.MOVED if notes else ChangeKind.CHANGED
        yield pair.row("名称", "", pieces, kind, ("名称", "番号", "コード"))
    for header, line in text_lines(pair.level, old.texts, new.texts).items():
        if line.differs:
            lines = (same(after), *block(f"≪{header}≫", line.old, line.new))
            yield pair.row(header, header, composed(lines), told=(header,))


def _whole_row(pair: Pair) -> Revision:
    """A section that came or went, with all its texts."""
    old, new = pair.old_section, pair.new_section
    lines = [
        TextPair(
            section_heading(pair.old, old) if old else None,
            section_heading(pair.new, new) if new else None,
        )
    ]
    for header, line in text_lines(pair.level, _texts(old), _texts(new)).items():
        lines += block(f"≪{header}≫", line.old, line.new)
    kind = ChangeKind.NEW if new else ChangeKind.DELETED
    return pair.row("", "", composed(lines, [f"（{kind.value}）"]), kind, ("*",))


def _texts(section: Section | None) -> Mapping[str, str]:
    return section.texts if section else {}


def text_lines(level: Level, old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, TextPair]:
    """Every printed text by header, in the order of the new master; None where it is absent."""
    before, after = printed_texts(level, old), printed_texts(level, new)
    headers = dict.fromkeys((*after, *before))
    return {header: TextPair(before.get(header), after.get(header)) for header in headers}
