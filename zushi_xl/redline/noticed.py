"""What people made in an earlier document that goes along only in part: each is told.

Formulas become text, merged cells and columns of one name come apart, other sheets stay behind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from zushi_xl.redline.carried_values import PartlyCarried
from zushi_xl.redline.listed import PART
from zushi_xl.workbook.cells import Area, Workbook, Worksheet, a1

_SHOWN = 40  # characters of a text that tell which it is


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table on a sheet: the row of its headers, the column of its keys, its columns by number."""

    sheet: Worksheet
    head: int
    keys: int
    headers: Mapping[int, str]
    content: Collection[str]  # headers of text of the plan, which may begin with =

    def is_below(self, row: int, column: int) -> bool:
        """Whether a cell (0-based) is one of the body, and not of the column of keys."""
        return row > self.head and column != self.keys

    def named(self, row: int, column: int) -> str:
        """E5（改正項目）"""
        header = self.headers.get(column, "")
        return f"{a1(row, column)}（{header}）" if header else a1(row, column)


def noticed(place: RowTable) -> Iterator[PartlyCarried]:
    """Formulas, merged cells and columns of one name."""
    yield from _formulas(place)
    for area in place.sheet.merges:
        text = place.sheet.text(area.top, area.left)
        if text and place.is_below(area.top, area.left) and _rows_of(place, area) > 1:
            yield PartlyCarried(
                "結合したセル",
                f"{a1(area.top, area.left)}:{a1(area.bottom, area.right)}",
                text[:_SHOWN],
                "結合は引き継がず、文は一番上の行だけに載せました。"
                "下の行にも要るときは、書き込んでください。",
            )
    yield from _renumbered(place)


def _formulas(place: RowTable) -> Iterator[PartlyCarried]:
    for (row, column), cell in sorted(place.sheet.cells.items()):
        is_typed = place.headers.get(column) not in place.content
        formula = cell.formula or (cell.text if is_typed and cell.text.startswith("=") else "")
        if formula and place.is_below(row, column):
            yield PartlyCarried(
                "数式",
                place.named(row, column),
                "隣のセルと同じ数式" if formula == "=" else f"数式 {formula.removeprefix('=')}",
                "数式は引き継がず、計算した結果（結果がファイルにないときは式）を文字で載せました。"
                "行や列の位置が変わるので、要るときは指す先を確かめて入れ直してください。",
            )


def _rows_of(place: RowTable, area: Area) -> int:
    """How many rows of the list a merged area covers; the parts of a split row are one."""
    keys = (place.sheet.text(n, place.keys) for n in range(area.top, area.bottom + 1))
    return len({key.partition(PART)[0] or n for n, key in enumerate(keys)})


def _renumbered(place: RowTable) -> Iterator[PartlyCarried]:
    for column, header in place.headers.items():
        name = header.rpartition("（")[0]
        if header != place.sheet.text(place.head, column) and name in place.headers.values():
            yield PartlyCarried(
                "同じ見出しの列",
                place.named(place.head, column),
                header,
                f"見出し「{name}」の列が二つ以上あるので、番号を付けて別の列として引き継ぎました。",
            )


def numbered(headers: Mapping[int, str]) -> dict[int, str]:
    """Headers by column, each once: メモ, メモ（2）.

    >>> numbered({1: "メモ", 2: "メモ", 3: ""})
    {1: 'メモ', 2: 'メモ（2）', 3: ''}
    """
    taken = set(headers.values())
    found: dict[int, str] = {}
    for column, header in headers.items():
        name = header
        if header and header in found.values():
            name = next(n for i in count(2) if (n := f"{header}（{i}）") not in taken)
        taken.add(name)
        found[column] = name
    return found


def other_sheets(book: Workbook, own: Collection[str]) -> Iterator[PartlyCarried]:
    """Visible sheets that people added, each with how its text begins."""
    for sheet in book.sheets:
        texts = (sheet.text(*place) for place in sorted(sheet.cells))
        begin = next(filter(None, texts), "")
        if sheet.name not in own and begin:
            yield PartlyCarried(
                "加えたシート",
                f"シート「{sheet.name}」",
                begin[:_SHOWN],
                "ほかのシートは引き継ぎません。前のファイルから写してください。",
            )
