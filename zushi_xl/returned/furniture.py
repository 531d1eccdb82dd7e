"""Texts that the form itself puts on a sheet, so that all others are somebody's writing."""

from __future__ import annotations

import re
from collections.abc import Container

from zushi_xl.cells import Cell
from zushi_xl.frame import CHECK_HEAD, Frame
from zushi_xl.identity import frame_tag
from zushi_xl.layout import Page
from zushi_xl.text import fold

_TAG = re.compile(r"\d[\d①-⑳-]*(?:/\w+){1,3}")  # also of codes that the plan no longer has
_DOUBTS = ("長すぎます", "金額は円単位の数字で", "100％を超えています", "前年度と大きく違います")


class Furniture:
    """What stands on one sheet without anybody having written it."""

    def __init__(self, page: Page, frame: Frame, tags: Container[str] = ()):
        self._tags = tags
        self._texts = {fold(text) for _, text in frame.lines()} | {fold(CHECK_HEAD)}
        self._texts |= {fold(box.text) for line in page.lines for box in line.boxes if box.text}
        self.frame = frozenset(fold(text) for _, text in frame.lines() if text)
        names = {fold(slot.label.split("（")[0].replace("【参考】", "")) for slot in page.slots}
        names |= {f"{slot.key.period}年度" for slot in page.slots}
        words = [f"●未記入:{re.escape(name)}" for name in names]
        words += [f"▲{re.escape(fold(doubt))}" for doubt in _DOUBTS]
        self._check = re.compile(f"(?:{'|'.join(words)}|\\d+字/\\d+字)+")

    def holds(self, cell: Cell) -> bool:
        """Whether the form itself has this text, on whatever line."""
        if cell.text in self._tags or fold(cell.text) in self._texts:
            return True
        return cell.hidden and _TAG.fullmatch(cell.text) is not None

    def is_check(self, cell: Cell) -> bool:
        """Whether a cell beside the page says what the form's own formula says."""
        if cell.formula is not None:
            return True
        return self._check.fullmatch(fold(cell.text)) is not None


def frame_tags(code: str) -> frozenset[str]:
    """Tags of the lines around the fields of a section's sheet."""
    return frozenset(frame_tag(name, code) for name in ("title", "place", "legend", "foot"))
