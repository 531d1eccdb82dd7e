"""Texts that the form itself puts on a sheet, so that all others are somebody's writing."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from zushi_xl.form.check_words import (
    BY_CRITERIA,
    BY_RULE,
    DONE,
    DOUBT,
    DOUBTS,
    EMPTY,
    MENDED,
    NOT_LISTED,
    TO_CONFIRM,
    TO_MEND,
    short_label,
)
from zushi_xl.form.frame import CHECK_HEAD, FORMER_DOUBTS, FORMER_LEGENDS, Frame
from zushi_xl.form.identity import frame_tag
from zushi_xl.form.layout import Page, Role
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Cell

_TAG = regex(r"\A\d[\d①-⑳-]*+(?:/\w++){1,3}")  # also of codes that the plan no longer has


class FixedTexts:
    """What stands on one sheet without anybody having written it."""

    def __init__(
        self, page: Page, frame: Frame, tags: Container[str] = (), feet: Iterable[str] = ()
    ):
        """``feet``: foot lines of other identities, which are told of the whole book."""
        self._tags = tags
        self._own_tags = {line.tag for line in page.lines}
        printed = [*(text for _, text in frame.lines()), *feet, *FORMER_LEGENDS]
        self._texts = {fold(text) for text in printed} | {fold(CHECK_HEAD)}
        boxes = (box for line in page.lines for box in line.boxes)
        self._texts |= {fold(b.text) for b in boxes if b.text and b.role is not Role.NUMBER}
        self.frame = frozenset(fold(text) for text in printed if text)
        labels = {slot.label for slot in page.slots}
        names = {fold(short_label(label)) for label in labels}
        names |= {f"{slot.key.period}年度" for slot in page.slots}
        self._check = _check_pattern(frozenset(names))

    def holds(self, cell: Cell) -> bool:
        """Whether the form itself has this text, on whatever line."""
        if cell.text in self._tags or cell.text in self._own_tags or fold(cell.text) in self._texts:
            return True
        return bool(cell.hidden) and _TAG.fullmatch(cell.text) is not None

    def is_check(self, cell: Cell) -> bool:
        """Whether a cell beside the page says what the form's own formula says."""
        if cell.formula is not None:
            return True
        return self._check.fullmatch(fold(cell.text)) is not None


@lru_cache(maxsize=64)  # pages with as many initiatives have the same fields
def _check_pattern(names: frozenset[str]) -> re.Pattern[str]:
    """What the check column can say; ``names`` are short labels of fields, folded."""
    begin = (EMPTY, DOUBT, BY_CRITERIA, TO_MEND, TO_CONFIRM, DONE)
    return regex(f"(?:{'|'.join(_check_words(names))})+", having="".join((*begin, "字")))


def _check_words(names: Iterable[str]) -> Iterator[str]:
    for name in map(re.escape, names):
        yield f"{EMPTY}未記入:{name}"
        yield f"{DOUBT}{NOT_LISTED}:{name}"
        yield f"{BY_CRITERIA}:(?:kpiの)?{name}は[^。]{{1,40}}。"
    for doubt in (*DOUBTS, *FORMER_DOUBTS):
        yield f"{DOUBT}{re.escape(fold(doubt)).replace('円', '.{0,3}円')}"
    yield rf"[{TO_MEND}{TO_CONFIRM}{DONE}](?:要修正|要確認|{MENDED})no\.\d+"
    yield r"\d+字/\d+字"
    yield f"{DOUBT}{BY_RULE}[^。]{{1,40}}。"


def frame_tags(code: str) -> frozenset[str]:
    """Tags of the lines around the fields of a section's sheet."""
    return frozenset(frame_tag(name, code) for name in ("title", "place", "legend", "foot"))
