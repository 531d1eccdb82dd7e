"""Rows of a known sheet by header, and the mistakes found in them: all, each with its cell.

A ``SheetSpec`` says what a sheet holds. The loaders read by it, the makers of the workbooks
write headers, notes and drop-downs from it, and the manual prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from zushi_xl.findings.alike import once_a_sheet
from zushi_xl.findings.finding import FaultyBook, Finding, Severity
from zushi_xl.masters.tables import Row, Table, read_table
from zushi_xl.quantity import NO_CONTEXT, Context, Quantity, read_quantity, read_value
from zushi_xl.text.folding import fold_label
from zushi_xl.workbook.cells import Source, Workbook, Worksheet
from zushi_xl.xlsx_in.seen import as_seen, text_with_words

_MOST_COMPARED = 400  # comparing spellings takes long; a column may be wrong in every row


class ColumnSpec(NamedTuple):
    """A column of a sheet; ``note`` tells an officer, in Japanese, what to type there."""

    header: str
    note: str
    needed: bool = False  # the column must be there
    filled: bool = False  # and every row must have it
    choices: tuple[str, ...] = ()  # words to choose from
    choices_from: str = ""  # "担当課!課名": the items of another column
    width: int = 110  # pixels
    number: bool = False  # written as a number, not as text
    is_open: bool = False  # other words than the choices may be typed
    otherwise: str = ""  # what else to do, where the column is missing


class SheetSpec(NamedTuple):
    """A sheet by name. A sheet that is not ``needed`` may be absent or empty."""

    name: str
    about: str
    columns: tuple[ColumnSpec, ...]
    needed: bool = False

    def column(self, header: str) -> ColumnSpec | None:
        """The column under a header; None where the sheet has none."""
        return next((column for column in self.columns if column.header == header), None)


@lru_cache(maxsize=8192)
def match_key(text: str) -> str:
    """What two spellings of one name have in common: widths, blanks and case do not count.

    >>> match_key(" ＫＰＩ　番号 ") == match_key("kpi番号")
    True
    """
    return fold_label(text).casefold()


def nearest(text: str, known: Iterable[str], likeness: float = 0.5) -> str:
    """The known name that ``text`` was most likely meant to be, or the empty text."""
    by_key = {match_key(name): name for name in known}
    close = get_close_matches(match_key(text), by_key, n=1, cutoff=likeness)
    return by_key[close[0]] if close else ""


def suggestion(text: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known name, or nothing; not out of very many."""
    names = tuple(known)
    near = nearest(text, names) if len(names) <= _MOST_COMPARED else ""
    return f"「{near}」の書き誤りではありませんか。" if near else ""


@dataclass(frozen=True, slots=True)
class Record:
    """One row; an item that is not there is the empty text, yet has a cell."""

    table: Table
    row: Row
    columns: Mapping[str, int]  # by header as the spec spells it, extra headers as typed

    def __getitem__(self, header: str) -> str:
        column = self.columns.get(header)
        return "" if column is None else self.row.texts[column].strip()

    def source(self, header: str) -> Source:
        """The cell under a header; the first of the row where that column is missing."""
        return self.table.source(self.row.line, self.columns.get(header, 0))

    def quantity(self, header: str, context: Context = NO_CONTEXT) -> Quantity:
        """What the item means as a figure, its number format included."""
        cell = self.row.cells.get(self.columns.get(header, -1))
        if cell is None or isinstance(cell.value, str | time | timedelta):
            return read_quantity(self[header], context)
        if cell.number_format is not None:
            context = context._replace(number_format=cell.number_format)
        return read_value(cell.value, context)

    @property
    def texts(self) -> dict[str, str]:
        """Every item with content, by header; a figure with the words that its format shows."""
        items = ((header, self._words(column)) for header, column in self.columns.items())
        return {header: text for header, text in items if text}

    @property
    def seen_texts(self) -> dict[str, str]:
        """Items that show another text than ``texts`` has, by header: 3月31日 for a day."""
        typed = ((h, self.row.cells.get(c)) for h, c in self.columns.items())
        figures = ((h, cell) for h, cell in typed if cell and not isinstance(cell.value, str))
        seen = {header: as_seen(cell).text.strip() for header, cell in figures}
        stored = self.texts if seen else {}
        return {h: text for h, text in seen.items() if text not in ("", stored.get(h))}

    def _words(self, column: int) -> str:
        cell = self.row.cells.get(column)
        text = self.row.texts[column] if cell is None else text_with_words(cell)
        return text.strip()


@dataclass
class Mistakes:
    """Collects the mistakes of one book. ``area`` begins the rule ids: plan-, form-."""

    area: str
    findings: list[Finding] = field(default_factory=list)

    def add(
        self, rule: str, source: Source, message: str, remedy: str, given: str = "", name: str = ""
    ) -> None:
        """One mistake at one cell; ``rule`` without the area, ``name`` the header or setting."""
        self.findings.append(
            Finding(
                f"{self.area}-{rule}",
                Severity.ERROR,
                message,
                remedy,
                source=source,
                given=given,
                field=name,
            )
        )

    def at(self, rule: str, record: Record, header: str, message: str, remedy: str) -> None:
        """One mistake in an item of a record."""
        self.add(rule, record.source(header), message, remedy, record[header], header)

    def has_any_in(self, sheet: str) -> bool:
        """Whether something on this sheet is at fault already."""
        return any(f.source is not None and f.source.sheet == sheet for f in self.findings)

    def raise_any(self, workbook: Workbook, loaded: object = None) -> None:
        """End the loading if there was any mistake, ordered as the book is; ``loaded`` is what the
        book holds apart from them.

        Raises:
            FaultyBook: there was one.
        """
        if self.findings:
            order = {sheet.name: i for i, sheet in enumerate(workbook.sheets)}
            self.findings.sort(key=lambda finding: _book_order(finding, order))
            files = dict.fromkeys(f.source.file for f in self.findings if f.source)
            told = once_a_sheet(self.findings)
            raise FaultyBook("・".join(files) or workbook.file, told, loaded)


def _book_order(finding: Finding, order: Mapping[str, int]) -> tuple[int, int]:
    source = finding.source or Source("")
    digits = "".join(filter(str.isdigit, source.cell))
    return order.get(source.sheet, -1), int(digits or 0)


@dataclass(frozen=True)
class MasterBook:
    """A workbook whose sheets are known, being read."""

    workbook: Workbook
    specs: tuple[SheetSpec, ...]
    mistakes: Mistakes
    further_names: tuple[str, ...] = ()  # names of sheets beside those of the specs

    def sheet(self, *names: str) -> Worksheet | None:
        """The first sheet that has one of the names in any width."""
        by_key = {match_key(sheet.name): sheet for sheet in self.workbook.sheets}
        keys = (match_key(name) for name in names)
        return next((by_key[key] for key in keys if key in by_key), None)

    def spec(self, name: str) -> SheetSpec:
        """What a sheet of this book may hold, by the name of the sheet."""
        return next(spec for spec in self.specs if spec.name == name)

    def headers(self, also_named: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """The headers of every known sheet that is there, by its name in the book; ``also_named``:
        other names by that of the spec."""
        found = (self.sheet(s.name, also_named.get(s.name, "")) for s in self.specs)
        return {s.name: read_table(s, self.workbook.file).headers for s in found if s}

    def records(
        self, name: str, also_named: str = "", *, needed: bool = False
    ) -> tuple[Record, ...]:
        """The rows of a sheet; reports what is missing of the sheet, its columns and items."""
        spec = self.spec(name)
        sheet = self.sheet(name, also_named)
        if sheet is None:
            _report_missing_sheet(self, spec, needed=needed or spec.needed)
            return ()
        _report_unreadable_cells(self, sheet)
        table = read_table(sheet, self.workbook.file)
        columns = _columns(table, spec, self.mistakes)
        records = tuple(Record(table, row, columns) for row in table.rows)
        _report_empty_items(records, spec, self.mistakes)
        return records


def _report_missing_sheet(book: MasterBook, spec: SheetSpec, *, needed: bool) -> None:
    known = {match_key(name) for name in book.further_names}
    known.update(match_key(known.name) for known in book.specs)
    strangers = [s.name for s in book.workbook.sheets if match_key(s.name) not in known]
    near = nearest(spec.name, strangers, 0.5 if needed else 0.65)
    if needed or near:
        book.mistakes.add(
            "sheet",
            Source(book.workbook.file, near),
            f"シート「{spec.name}」がありません。",
            f"シート「{near}」の名前を「{spec.name}」に直してください。"
            if near
            else f"シート「{spec.name}」（{spec.about}）を加えてください。",
            name=spec.name,
        )


def _report_unreadable_cells(book: MasterBook, sheet: Worksheet) -> None:
    for cell in sheet.cells.values():
        if not (cell.error or cell.uncalculated):
            continue
        place = Source(book.workbook.file, sheet.name, cell.address)
        if cell.error:
            book.mistakes.add(
                "cell",
                place,
                f"セルがエラー値（{cell.error}）になっています。",
                "数式を直すか、値を直接記入してください。",
                cell.error,
            )
        else:
            book.mistakes.add(
                "cell",
                place,
                "数式の計算結果がファイルに保存されていません。",
                "Excelで開いて上書き保存するか、値を直接記入してください。",
                cell.text,
            )


def _report_empty_items(records: Iterable[Record], spec: SheetSpec, mistakes: Mistakes) -> None:
    filled = [column for column in spec.columns if column.filled]
    for record in records:
        for column in filled:
            if column.header in record.columns and not record[column.header]:
                mistakes.at(
                    "empty",
                    record,
                    column.header,
                    f"「{column.header}」が空欄です。",
                    f"記入してください：{column.note}この行が不要なら、行ごと削除してください。",
                )


def _columns(table: Table, spec: SheetSpec, mistakes: Mistakes) -> dict[str, int]:
    """Where each header stands; known headers under the spelling of the spec."""
    known = {match_key(column.header): column.header for column in spec.columns}
    columns: dict[str, int] = {}
    for index, typed in enumerate(table.headers):
        header = known.get(match_key(typed), typed)
        if header in columns:
            mistakes.add(
                "column-twice",
                table.source(0, index),
                f"見出し「{header}」の列が二つあります。",
                "どちらかの列を削除するか、見出しを別の名前にしてください。",
                typed,
                header,
            )
        elif header:
            columns[header] = index
    _report_missing_columns(table, spec, columns, mistakes)
    return columns


def _report_missing_columns(
    table: Table, spec: SheetSpec, columns: Mapping[str, int], mistakes: Mistakes
) -> None:
    known = {column.header for column in spec.columns}
    strangers = [header for header in columns if header not in known]
    for column in spec.columns:
        if column.header in columns:
            continue
        near = nearest(column.header, strangers, _likeness(column))
        if not near and not column.needed:
            continue
        remedy = f"1行目に見出し「{column.header}」の列を加えてください：{column.note}"
        if near:
            remedy = f"見出し「{near}」を「{column.header}」に直してください。"
        mistakes.add(
            "column",
            table.source(0, columns[near] if near else len(table.headers)),
            f"シート「{table.name}」に見出し「{column.header}」の列がありません。",
            f"{remedy}{column.otherwise}",
            near,
            column.header,
        )


def _likeness(column: ColumnSpec) -> float:
    """From where on another head is taken for a misspelling; of one sign little is alike: 点数."""
    if column.needed:
        return 0.5
    return 0.65 if len(column.header) == 1 else 0.75


def choose(record: Record, header: str, words: Iterable[str], mistakes: Mistakes) -> str | None:
    """The word of ``words`` that the item spells; None, with a mistake unless it is empty."""
    by_key = {match_key(word): word for word in words}
    text = record[header]
    word = by_key.get(match_key(text))
    if word is None and text:
        mistakes.at(
            "choice",
            record,
            header,
            f"「{header}」の「{text}」は選べない語です。",
            f"{suggestion(text, by_key.values())}選べるのは {' / '.join(by_key.values())} です。",
        )
    return word


def split_items(text: str) -> Iterator[str]:
    """Items of one cell: parted by line ends or 、."""
    for line in text.replace("、", "\n").replace("､", "\n").splitlines():
        if line.strip():
            yield line.strip()
