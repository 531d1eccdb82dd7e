"""Workbooks as plain tuples: cheap to send from a worker, made into objects where they arrive."""

from __future__ import annotations

from typing import NamedTuple

from zushi_xl.workbook.cells import Area, Cell, Remark, Scalar, Unreadable, Workbook, Worksheet

from .unreadable import Refused

# The fields of Cell in their order.
PlainCell = tuple[
    int,
    int,
    Scalar,
    str,
    str | None,
    str | None,
    str | None,
    bool,
    str | None,
    str,
    str | None,
]

# kind, text, sheet, cell
PlainRemark = tuple[str, str, str, str]


class PlainSheet(NamedTuple):
    """A sheet as it crosses from one process to the other."""

    name: str
    visible: bool
    merges: tuple[tuple[int, int, int, int], ...]
    cells: list[PlainCell]


class PlainBook(NamedTuple):
    """A workbook as it crosses from one process to the other."""

    sheets: list[PlainSheet]
    remarks: list[PlainRemark] = []
    properties: dict[str, str] = {}
    names: dict[str, str] = {}
    as_written: bool = False


class PlainFault(NamedTuple):
    """A refusal as it crosses from one process to the other."""

    kind: str
    reason: str
    remedy: str

    @classmethod
    def of(cls, kind: str, detail: str = "") -> PlainFault:
        """The fault of a kind, with its reason and remedy in words."""
        refused = Refused(kind, detail)
        return cls(kind, refused.reason, refused.remedy)


def make_worksheet(plain: PlainSheet) -> Worksheet:
    """The worksheet of plain values that came from another process."""
    cells = {(cell[0], cell[1]): Cell._make(cell) for cell in plain.cells}
    return Worksheet(plain.name, cells, plain.visible, tuple(Area(*area) for area in plain.merges))


def make_workbook(file: str, sha256: str, plain: PlainBook | PlainFault) -> Workbook | Unreadable:
    """The workbook ``file`` as objects, or why it cannot be read."""
    if isinstance(plain, PlainFault):
        return Unreadable(file, sha256, plain.reason, plain.remedy, plain.kind)
    sheets = tuple(make_worksheet(sheet) for sheet in plain.sheets)
    remarks = tuple(Remark(*remark) for remark in plain.remarks)
    return Workbook(file, sha256, sheets, remarks, plain.properties, plain.names, plain.as_written)
