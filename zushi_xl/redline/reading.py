"""見え消し in cells back as marked text: what the old and the new text were.

Struck is removed. What says that text came is judged cell by cell: the underline, or the colour,
of what stands beside struck text; where nothing is struck, what marks new text elsewhere in the
book. Each cell says on what evidence it was read, and what looks marked but was not taken is
listed with the reason. Notes such as （新規） count only in lists made here, which print them bold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zushi_xl.redline.marked_cells import Font, MarkedCell, MarkedSheet
from zushi_xl.redline.pieces import (
    Mark,
    MarkedPiece,
    Pieces,
    is_changed,
    joined,
    new_text,
    old_text,
)
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import a1

_RETURN = regex(r"_x000D_")
_RGB = regex(r"[0-9A-F]{6}")
UNDERLINE = "下線"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that carries marks, with both texts and why they were read so."""

    sheet: str
    cell: str
    pieces: Pieces
    evidence: str = ""
    key: str = ""  # of the row, in a list made here

    @property
    def old(self) -> str:
        """What the cell said before."""
        return old_text(self.pieces)

    @property
    def new(self) -> str:
        """What the cell says after."""
        return new_text(self.pieces)


@dataclass(frozen=True, slots=True)
class UnreadMark:
    """Text that looks marked and was not read as a change."""

    sheet: str
    cell: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class MarkedReading:
    """What a book with 見え消し says."""

    cells: tuple[ReadCell, ...] = ()
    left_out: tuple[UnreadMark, ...] = ()


def read_marked(
    sheets: Sequence[MarkedSheet], shapes: Sequence[tuple[str, str, str]] = ()
) -> MarkedReading:
    """Every cell with marks, sheet by sheet, and what was left out; ``shapes`` stand over cells."""
    habits, inside = _habits(sheets), _inside_cells(sheets)
    cells: list[ReadCell] = []
    left_out = [UnreadMark(*shape, "図形の中の文は読みません。") for shape in shapes]
    for sheet in sheets:
        for cell in sheet.cells:
            judged = _judged(cell, habits or (inside if _is_whole(cell) else habits))
            address = a1(cell.row, cell.column)
            pieces = joined(_without_gaps(joined(_marked(cell.runs, judged))))
            if is_changed(pieces):
                hidden = "" if sheet.visible else "（非表示のシート）"
                cells.append(ReadCell(sheet.name, address, pieces, judged.evidence + hidden))
            left_out += (
                UnreadMark(sheet.name, address, text, reason)
                for text, reason in _not_taken(cell, judged)
            )
    return MarkedReading(tuple(cells), tuple(left_out))


# ------------------------------------------------------------------ what marks new text


@dataclass(frozen=True, slots=True)
class _Judged:
    """What marks added text in one cell: UNDERLINE, colours; and why."""

    signs: frozenset[str]
    evidence: str
    reason: str = ""  # why other marked text of the cell is left out


def _signs_of(font: Font) -> tuple[str, ...]:
    """The signs that a font could mark added text with; an underline speaks before a colour."""
    if font.struck:
        return ()
    return tuple(filter(None, (UNDERLINE if font.underlined else "", font.color)))


def _beside_struck(cell: MarkedCell) -> Counter[str]:
    """The signs of the runs next to struck ones; blanks between do not count."""
    runs = [run for run in cell.runs if run[0].strip()]
    found: Counter[str] = Counter()
    for one, other in zip(runs, runs[1:], strict=False):
        if one[1].struck != other[1].struck:
            font = other[1] if one[1].struck else one[1]
            if signs := _signs_of(font):
                found[signs[0]] += 1
    return found


def _habits(sheets: Iterable[MarkedSheet]) -> Counter[str]:
    """What marks new text beside struck text, over the whole book; else in one cell with it."""
    cells = [cell for sheet in sheets for cell in sheet.cells]
    found = sum(map(_beside_struck, cells), Counter[str]())
    if found:
        return found
    with_struck = (cell for cell in cells if any(font.struck for _, font in cell.runs))
    return Counter(
        sign for cell in with_struck for _, font in cell.runs for sign in _signs_of(font)[:1]
    )


def _inside_cells(sheets: Iterable[MarkedSheet]) -> Counter[str]:
    """What marks a part of a cell, in the whole book: new text rather than a heading."""
    cells = (cell for sheet in sheets for cell in sheet.cells)
    parts = (cell for cell in cells if not cell.is_link and not _is_whole(cell))
    signs = (sign for cell in parts for _, font in cell.runs for sign in _signs_of(font)[:1])
    return Counter(sign for sign in signs if sign == UNDERLINE or _is_red(sign))


def _judged(cell: MarkedCell, habits: Counter[str]) -> _Judged:
    if cell.is_link:
        return _Judged(frozenset(), "", "リンクの下線です。")
    has_struck = any(font.struck for _, font in cell.runs)
    beside = _beside_struck(cell)
    if beside:
        names = "・".join(map(_sign_name, beside))
        return _Judged(
            frozenset(beside),
            f"取り消し線の隣の{names}を追加とみなした",
            f"このセルで追加を示すのは{names}です。見出しなどとみなしました。",
        )
    struck = "取り消し線を削除とみなした" if has_struck else ""
    signs = {sign for _, font in cell.runs for sign in _signs_of(font)}
    if habits:
        return _by_habit(cell, habits, signs, struck)
    if UNDERLINE in signs:
        return _without_habit(cell, frozenset((UNDERLINE,)), struck, "下線を追加とみなした")
    return _without_habit(
        cell, frozenset(s for s in signs if _is_red(s)), struck, "赤い文字を追加とみなした"
    )


def _by_habit(cell: MarkedCell, habits: Counter[str], signs: set[str], struck: str) -> _Judged:
    names = "・".join(map(_sign_name, habits))
    taken = frozenset(signs & habits.keys())
    if taken and _is_heading(cell):
        return _Judged(
            frozenset(), struck, "太字か大きな文字のセル全体の飾りで、見出しとみなしました。"
        )
    why = f"このブックで追加を示す{names}による" if taken else ""
    return _Judged(
        taken,
        "、".join(filter(None, (struck, why))),
        f"このブックで追加を示すのは{names}です。見出しなどとみなしました。",
    )


def _without_habit(cell: MarkedCell, signs: frozenset[str], struck: str, evidence: str) -> _Judged:
    """No struck text has anything beside it in the whole book."""
    if _is_heading(cell) or (_is_whole(cell) and UNDERLINE not in signs):
        return _Judged(frozenset(), struck, "セル全体の飾りで、見出しとみなしました。")
    why = f"{evidence}（隣り合う取り消し線はない）" if signs else ""
    return _Judged(
        signs, "、".join(filter(None, (struck, why))), "追加を示す印か分からない色です。"
    )


def _is_whole(cell: MarkedCell) -> bool:
    """Whether all text of the cell is written in one way."""
    return len({font for text, font in cell.runs if text.strip()}) == 1


def _is_heading(cell: MarkedCell) -> bool:
    """A whole cell in bold, underlined or coloured: a heading rather than new text."""
    return _is_whole(cell) and any(font.bold or font.size >= 14 for _, font in cell.runs)


def _is_red(sign: str) -> bool:
    if not _RGB.fullmatch(sign):  # a colour of the theme has a name alone
        return False
    red, green, blue = (int(sign[i : i + 2], 16) for i in (0, 2, 4))
    return red >= 0xA0 and max(green, blue) <= red // 2


def _sign_name(sign: str) -> str:
    if sign == UNDERLINE:
        return sign
    named = sign.replace("theme", "テーマの色").replace("indexed", "パレットの色")
    return f"色（{'赤' if _is_red(sign) else named}）"


def _not_taken(cell: MarkedCell, judged: _Judged) -> Iterator[tuple[str, str]]:
    for text, font in cell.runs:
        signs = _signs_of(font)
        if signs and not judged.signs.intersection(signs) and text.strip() and judged.reason:
            yield text, judged.reason


def _marked(runs: Iterable[tuple[str, Font]], judged: _Judged) -> Iterator[MarkedPiece]:
    for text, font in runs:
        clean = _RETURN.sub("", text)
        is_new = judged.signs.intersection(_signs_of(font))
        mark = Mark.REMOVED if font.struck else Mark.ADDED if is_new else Mark.KEPT
        yield MarkedPiece(mark, clean)


def _without_gaps(pieces: Pieces) -> Iterator[MarkedPiece]:
    """{2029} [2024]年度: a blank between the two texts of a replacement is of neither."""
    marks = [None, *(piece.mark for piece in pieces), None]
    for index, piece in enumerate(pieces):
        around = {marks[index], marks[index + 2]}
        if piece.text in (" ", "　") and around == {Mark.REMOVED, Mark.ADDED}:
            yield MarkedPiece(Mark.NOTE, piece.text)
        else:
            yield piece
