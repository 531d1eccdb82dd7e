"""The tables being rewritten: cells by header, and a note of every change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from zushi_xl.masters.records import ColumnSpec, SheetSpec, match_key
from zushi_xl.masters.tables import Table, make_table
from zushi_xl.workbook.metrics import LONGEST_TEXT, utf16_length

RECORD = "年度更新の記録"
RECORD_SPEC = SheetSpec(
    RECORD,
    "zushi-xl rollover と adopt --import が変えたところ",
    (
        ColumnSpec("年度", "どの年度からどの年度への更新かです。", width=90),
        ColumnSpec("種類", "何をしたかです。見出しの▼で絞り込めます。", width=120),
        ColumnSpec("シート", "変えたシートです。", width=130),
        ColumnSpec("場所", "計画のコード、課名、セルなどです。", width=110),
        ColumnSpec("列", "変えた列です。", width=140),
        ColumnSpec("前の内容", "前の年度の計画マスタにあった内容です。", width=320),
        ColumnSpec("後の内容", "この計画マスタの内容です。", width=320),
        ColumnSpec("理由", "どこから来たか、なぜそうしたかです。", width=340),
    ),
)
RECORD_HEADERS = tuple(column.header for column in RECORD_SPEC.columns)
FORMER_HEADERS = {"理由": "わけ"}  # as records of earlier years have it
BEYOND_CELL = "セルに入らない"
_MOST_IN_A_CELL = 30_000  # characters; Excel takes 32,767


class RecordedChange(NamedTuple):
    """One line of the sheet 年度更新の記録."""

    kind: str
    sheet: str
    place: str
    column: str
    before: str
    after: str
    reason: str = ""


def _recorded(text: str) -> str:
    """As much as the record can show; the whole is in the cell it speaks of."""
    if len(text) <= _MOST_IN_A_CELL:
        return text
    return f"{text[:_MOST_IN_A_CELL]}…（以下略。全部で{len(text):,}文字）"


def _line(record: EditedSheet, row: list[str]) -> list[str]:
    """A line of an earlier record under the headers of today."""
    return [
        record.get(row, header) or record.get(row, FORMER_HEADERS.get(header, header))
        for header in RECORD_HEADERS
    ]


@dataclass
class EditedSheet:
    """A table that can be written to. Headers are found in any width."""

    name: str
    headers: list[str]
    rows: list[list[str]]

    def find(self, header: str) -> int | None:
        """The 0-based column under a header, whatever its spelling; None where there is none."""
        keys = [match_key(known) for known in self.headers]
        key = match_key(header)
        return keys.index(key) if key in keys else None

    def get(self, row: list[str], header: str) -> str:
        """What a row holds under a header; empty where the sheet has no such column."""
        column = self.find(header)
        return "" if column is None else row[column].strip()

    def add_column(self, header: str) -> int:
        """The new column stands before 備考, or last."""
        at = self.find("備考")
        place = len(self.headers) if at is None else at
        self.headers.insert(place, header)
        for row in self.rows:
            row.insert(place, "")
        return place

    @property
    def table(self) -> Table:
        """The sheet as it stands now."""
        return make_table(self.name, self.headers, self.rows)


@dataclass
class MasterEditor:
    """All sheets of the master, and what has been done to them."""

    sheets: list[EditedSheet]
    changes: list[RecordedChange] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Iterable[Table]) -> MasterEditor:
        """An editor of copies: the tables that are given stay as they are."""
        return cls(
            [
                EditedSheet(t.name, list(t.headers), [list(row.texts) for row in t.rows])
                for t in tables
            ]
        )

    def sheet(self, *names: str) -> EditedSheet | None:
        """The first sheet that has one of the names in any width."""
        by_key = {match_key(sheet.name): sheet for sheet in reversed(self.sheets)}
        keys = (match_key(name) for name in names if name)
        return next((by_key[key] for key in keys if key in by_key), None)

    def put(
        self,
        sheet: EditedSheet,
        row: list[str],
        header: str,
        text: str,
        *,
        kind: str,
        place: str,
        reason: str = "",
    ) -> None:
        """Write one cell; a change is noted, a missing column comes with its first text."""
        column = sheet.find(header)
        if column is None:
            if not text:
                return
            column = sheet.add_column(header)
        before = row[column]
        if before.strip() == text.strip():
            return
        row[column] = text
        self.note(kind, sheet.name, place, sheet.headers[column], before, text, reason)

    def drop(
        self, sheet: EditedSheet, leaves: Callable[[list[str]], bool], kind: str, reason: str
    ) -> list[list[str]]:
        """Take rows out, each noted with all it said; gives the rows that left."""
        gone = [row for row in sheet.rows if leaves(row)]
        sheet.rows = [row for row in sheet.rows if not leaves(row)]
        for row in gone:
            said = "\n".join(f"{h}：{t}" for h, t in zip(sheet.headers, row, strict=True) if t)
            for start in range(0, len(said), _MOST_IN_A_CELL):
                part = said[start : start + _MOST_IN_A_CELL]
                self.note(kind, sheet.name, row[0], "", part, "", reason)
        return gone

    def note(self, *change: str) -> None:
        """Put a change on record."""
        self.changes.append(RecordedChange(*map(_recorded, change)))

    def note_what_is_cut(self) -> None:
        """Say which texts no cell can hold: the workbook will keep their beginnings only."""
        for sheet in self.sheets:
            for row in sheet.rows:
                for header, text in zip(sheet.headers, row, strict=True):
                    length = utf16_length(text) if len(text) > LONGEST_TEXT // 2 else 0
                    if length > LONGEST_TEXT:
                        self.note(BEYOND_CELL, sheet.name, row[0], header, "", "",
                                  f"{length:,}文字あり、セルに入る{LONGEST_TEXT:,}文字を超える終わりを"
                                  "切りました。短くするか、列を分けてください。")  # fmt: skip

    def tables(self, years: str) -> Iterator[Table]:
        """The sheets as they are now, the record of this and earlier years last."""
        record = self.sheet(RECORD)
        earlier = [_line(record, row) for row in record.rows] if record else []
        for sheet in self.sheets:
            if sheet is not record:
                yield sheet.table
        new = [[years, *change] for change in self.changes]
        yield make_table(RECORD, RECORD_HEADERS, [*earlier, *new])
