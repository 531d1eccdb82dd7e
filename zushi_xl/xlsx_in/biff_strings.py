"""Shared strings of an .xls workbook that have fonts of their own: which part is struck."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from .strings import Run

_WIDE, _EXTRA, _RICH = 1, 4, 8


class _Chunks:
    """The record of strings and those that continue it, read as one."""

    def __init__(self, chunks: Sequence[bytes]) -> None:
        self._chunks = chunks
        self._number = 0
        self._at = 0

    def _rest(self) -> bytes:
        """What is left of the present chunk, or the whole next one."""
        rest = self._chunks[self._number][self._at :]
        while not rest:
            self._number, self._at = self._number + 1, 0
            rest = self._chunks[self._number]
        return rest

    def take(self, count: int) -> bytes:
        taken = b""
        while len(taken) < count:
            piece = self._rest()[: count - len(taken)]
            self._at += len(piece)
            taken += piece
        return taken

    def numbers(self, form: str) -> tuple[int, ...]:
        return struct.unpack(form, self.take(struct.calcsize(form)))

    def characters(self, count: int, wide: int) -> str:
        """Text; where a chunk ends within it, the next one says anew how wide it is."""
        text = ""
        while True:
            width = 2 if wide else 1
            rest = self._chunks[self._number][self._at :][: (count - len(text)) * width]
            self._at += len(rest)
            text += rest.decode("utf-16-le" if wide else "latin-1", "replace")
            if len(text) >= count:
                return text
            self._at = len(self._chunks[self._number])
            wide = self.take(1)[0] & _WIDE


def read_rich_strings(
    chunks: Sequence[bytes], struck_fonts: Sequence[bool]
) -> dict[int, tuple[Run, ...]]:
    """The strings of several fonts by their numbers; others are left to calamine."""
    found: dict[int, tuple[Run, ...]] = {}
    source = _Chunks(chunks)
    try:
        _, count = source.numbers("<2L")
        for number in range(count):
            text, marks = _read_string(source)
            if marks:
                found[number] = _runs(text, marks, struck_fonts)
    except (IndexError, struct.error):
        return found  # the list ends before its count says
    return found


def _read_string(source: _Chunks) -> tuple[str, list[tuple[int, int]]]:
    """A string, and the fonts that begin at its characters."""
    length, flags = source.numbers("<HB")
    runs = source.numbers("<H")[0] if flags & _RICH else 0
    extra = source.numbers("<L")[0] if flags & _EXTRA else 0
    text = source.characters(length, flags & _WIDE)
    numbers = source.numbers(f"<{2 * runs}H")
    source.take(extra)  # furigana
    return text, list(zip(numbers[::2], numbers[1::2], strict=True))


def _runs(
    text: str, marks: Sequence[tuple[int, int]], struck_fonts: Sequence[bool]
) -> tuple[Run, ...]:
    runs: list[Run] = [(text[: marks[0][0]], None)]
    ends = [start for start, _ in marks[1:]] + [len(text)]
    for (start, font), end in zip(marks, ends, strict=True):
        font -= font > 4  # there is no font number 4
        runs.append((text[start:end], font < len(struck_fonts) and struck_fonts[font]))
    return tuple(runs)
