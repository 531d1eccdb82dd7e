"""Codes that a form explains in a note: 「※8 利用形態　1：住居、2：事業所、3：地下街」."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.text.regex import regex

from . import words
from .label import Label
from .model import Region, SheetLook

_ENTRY = regex(
    r"(?:^|[、,，\s　/／(（])([0-9０-９]{1,2}|[A-ZＡ-Ｚ]|[①-⑳])"
    r"\s*[:：.．＝=]?\s*([^、,，:：=＝\n]{1,40})"
)
_CODED = regex(r"(?:^|[、,，\s　(（])([0-9０-９]{1,2})\s*[:：＝=]\s*\S")
_CLOSE = 5  # columns between a note and the name it explains
_MARK = regex(r"[※＊*]\s?([0-9０-９]{1,2}|[①-⑳])?")


class Notes:
    """The notes of one sheet that explain codes."""

    def __init__(self, look: SheetLook) -> None:
        self._look = look
        self._coded = [
            region
            for region in look.regions
            if region.label and len(_CODED.findall(region.text)) >= 2
        ]

    def entries_for(self, label: Label) -> tuple[str, ...]:
        """The codes ("1", "2" …) with their meaning that a note gives for a label."""
        for region in self._coded:
            if self._speaks_of(region, label):
                return tuple(self._whole(region))
        return ()

    def _whole(self, note: Region) -> Iterator[str]:
        """The entries of a note, and of the lines that go on with it."""
        yield from _entries(note.text)
        while (below := self._look.at.get((note.area.bottom + 1, note.area.left))) is not None:
            if below not in self._coded or self._before(below):
                return
            yield from _entries(below.text)
            note = below

    def _speaks_of(self, note: Region, label: Label) -> bool:
        mark = _marks(label)
        name = words.folded(words.without_brackets(words.without_notes(label.text)))
        for near in (note, *self._before(note)):
            text = words.folded(near.text)
            if name and words.folded(words.without_notes(near.text)) == name:
                return True
            if mark and (text == mark or text.startswith(mark)) and near is note:
                return True
        return False

    def _before(self, note: Region) -> list[Region]:
        """The two texts at most that stand close before a note on its line."""
        found: list[Region] = []
        for column in range(note.area.left - 1, max(-1, note.area.left - _CLOSE), -1):
            near = self._look.at.get((note.area.top, column))
            if near is not None and near.label and near not in found and len(found) < 2:
                found.append(near)
        return found


def _marks(label: Label) -> str:
    for region in (*reversed(label.heads), *filter(None, [label.row])):
        match = _MARK.search(region.text)
        if match and match[1]:
            return words.folded(match[0])
    return ""


def _entries(text: str) -> list[str]:
    return [f"{code}：{meaning.strip(' 　。')}" for code, meaning in _ENTRY.findall(text)]
