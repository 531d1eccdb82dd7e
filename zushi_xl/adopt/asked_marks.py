"""What a form says of marks that are set: ○ を付けてください, 該当する欄に○."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from functools import lru_cache

from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area

from . import words
from .model import Region

_MARK_ASKED = regex(
    r"(?:○|◯|〇|✓|✔|レ|チェック|確認済み?|該当)(?:印|マーク)?[」』\"]?(?:を|と|に)?"
    r"(?:入力|記入|付け|つけ|入れ|選択|記載|して).{0,6}(?:ください|下さい|こと)?[。]?$"
)


@lru_cache(maxsize=1 << 13)
def asks_for_mark(text: str) -> bool:
    """Whether a heading only asks for a mark: 確認したら「確認済」と入力してください."""
    return bool(_MARK_ASKED.search(words.folded(words.without_brackets(text))))


_MARKS = regex(
    r"(?:該当|あて?はまる|当てはまる|実施|行って|ある|している|どちらか|いずれか|希望|はい)[^。]{0,12}(?:○|◯|〇|✓|✔|☑|レ点|チェック)(?:印)?"
    r"(?:を|と|に)?(?:入力|記入|付|つけ|入れ|して)"
)


def speaks_of_marks(text: str) -> bool:
    """Whether a text says that marks are set in what it is about: 該当するものに○を付けて…"""
    return bool(_MARKS.search(words.folded(text)))


def is_mark(region: Region, heads: Iterable[Region]) -> bool:
    """Whether an answer is a mark, set or not: by a list of one entry, or by its heading."""
    listed = region.rule is not None and region.rule.kind == "list"
    entries = region.rule.formula.strip('",') if listed and region.rule else ""
    single = bool(entries) and not set(entries) & set(",:!$(")
    return single or any(asks_for_mark(head.text) for head in heads)


def marked_item(
    at: Mapping[tuple[int, int], Region],
    answers: Container[Area],
    region: Region,
    row: Region | None,
    heads: tuple[Region, ...],
) -> Region | None:
    """What a mark is set at: the text right of its box, which no other answer belongs to. Where a
    text stands left of the box too, only if that heads several rows or has a mark of its own."""
    if not is_mark(region, heads):
        return None
    before = at.get((row.area.top, row.area.left - 1)) if row is not None else None
    marked = before is not None and before.area in answers and is_mark(before, ())
    if not (marked or (row.rows > region.rows if row is not None else heads)):
        return None
    after = at.get((region.area.top, region.area.right + 1))
    if after is None or not after.label or after.area.top != region.area.top:
        return None
    return None if words.unit_of(after.text) else after
