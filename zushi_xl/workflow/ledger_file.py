"""The finance system's CSV of settled amounts → ``Ledger``.

Such files come in cp932 or UTF-8, with or without title lines, one line a program or several (by
節) that are added up, in yen or thousands. Cells that were merged leave the names below them
blank; thousands may stand unquoted. What the columns are called is data: the settings
台帳の事業名の見出し and 台帳の決算額の見出し of the plan master, else the usual names.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from zushi_xl.findings.finding import Problem
from zushi_xl.masters.records import match_key
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.ledger import Ledger, LedgerEntry, Unread
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source, a1, column_letters

PROGRAM_HEADS = ("予算事業名", "予算事業", "事務事業名", "細事業名", "事業名", "事業名称")
AMOUNT_HEADS = ("決算額", "支出済額", "支出済み額", "支出額", "決算")
YEAR_HEADS = ("会計年度", "年度")
_TOTALS = frozenset(map(match_key, ("計", "小計", "合計", "総計", "総合計")))
_TOTAL_WORD = regex(r"(?:^|[^会統設])計$")
_UNITS = {"円": Decimal(1), "千円": Decimal(1000), "万円": Decimal(10000), "百万円": Decimal(10**6)}
_UNIT = regex(r"[（(\[［](?:単位[:：]?)?(千円|万円|百万円|円)[)）\]］]$")
_LEADING_GROUP, _GROUP = regex(r"[^\d]?\d{1,3}"), regex(r"\d{3}円?")
_MOST_TITLES = 30
_TOO_MANY = (
    "見出しより項目の多い行です。桁区切りのカンマが引用符で囲まれていないなどで、"
    "列がずれている疑いがあります"
)
_SPLIT = "桁区切りのカンマで、額が二つの列に分かれている疑いがあります"
_TOO_SHORT = "決算額の列まで項目のない行です"
_NAMELESS = "事業名が空欄で、上の事業の続きか、計か、分かりません"
_NO_AMOUNT = "額を円の額として読めません"


class _Columns(NamedTuple):
    """Where the columns stand, how many there are (``width``), and the unit of the amounts."""

    line: int
    program: int
    amount: int
    year: int | None
    unit: str
    width: int


def read_ledger(path: Path, plan: Plan) -> Ledger:
    """The settled amounts of the plan's fiscal year, lines of one program added up.

    A program of which any line could not be read has no amount: its sum would be too small.

    Raises:
        Problem: no such file, unknown encoding, no header that is understood.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        raise Problem(f"決算台帳 {path} を読めません。ファイルの場所を確かめてください。") from None
    rows = _rows(path.name, _text(path.name, raw))
    columns = _columns(path.name, rows, plan)
    found = list(_Lines(path.name, columns, plan).read(rows))
    unread = tuple(item for item in found if isinstance(item, Unread))
    unsure = {match_key(item.name) for item in unread}
    sums = _sums(item for item in found if isinstance(item, LedgerEntry))
    entries = tuple(entry for key, entry in sums.items() if key not in unsure)
    digest = hashlib.sha256(raw).hexdigest()
    return Ledger(path.name, digest, _UNITS[columns.unit], entries, unread)


def _sums(entries: Iterable[LedgerEntry]) -> dict[str, LedgerEntry]:
    """The lines of each program added up, under the first of its names and places."""
    sums: dict[str, LedgerEntry] = {}
    for entry in entries:
        first = sums.setdefault(
            match_key(entry.name), LedgerEntry(entry.name, Decimal(0), entry.source)
        )
        total = first.amount + entry.amount
        sums[match_key(entry.name)] = LedgerEntry(first.name, total, first.source)
    return sums


def _text(name: str, raw: bytes) -> str:
    is_wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ["utf-16"] if is_wide else ["utf-8-sig", "cp932"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(
        f"決算台帳 {name} の文字コードが分かりません。"
        "CSV（Shift_JIS か UTF-8）で出力し直してください。"
    )


def _rows(name: str, text: str) -> list[list[str]]:
    top = "\n".join(text.splitlines()[:_MOST_TITLES])
    delimiter = "\t" if top.count("\t") > top.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise Problem(
            f"決算台帳 {name} の{reader.line_num}行目までを CSV として読めません（{error}）。"
            "引用符の閉じ忘れなどを直して、出力し直してください。"
        ) from None


def _columns(name: str, rows: Sequence[Sequence[str]], plan: Plan) -> _Columns:
    """The first line that has a head for programs and one for amounts."""
    programs = _heads(plan.settings.ledger_program, PROGRAM_HEADS)
    amounts = _heads(plan.settings.ledger_amount, AMOUNT_HEADS)
    years = [match_key(head) for head in YEAR_HEADS]
    for line, row in enumerate(rows[:_MOST_TITLES]):
        found = [_find(row, heads) for heads in (programs, amounts, years)]
        if found[0] and found[1]:
            program, amount, year = (_only(name, line, row, places) for places in found)
            assert program is not None and amount is not None  # noqa: PT018 - both were found
            unit = _UNIT.search(row[amount].strip())
            return _Columns(line, program, amount, year, unit[1] if unit else "円", len(row))
    raise Problem(
        f"決算台帳 {name} に、事業名の列（{'・'.join(PROGRAM_HEADS)}）と決算額の列"
        f"（{'・'.join(AMOUNT_HEADS)}）が見つかりません。ほかの見出しのときは、計画マスタの設定"
        "「台帳の事業名の見出し」「台帳の決算額の見出し」に書いてください。"
    )


def _heads(set_: str, usual: Iterable[str]) -> list[str]:
    return [match_key(_UNIT.sub("", head.strip())) for head in ([set_] if set_ else usual)]


def _find(row: Sequence[str], heads: Sequence[str]) -> list[int]:
    """The columns of the head that comes first in ``heads``."""
    keys = [match_key(_UNIT.sub("", item.strip())) for item in row]
    head = next((head for head in heads if head in keys), None)
    return [column for column, key in enumerate(keys) if key == head and head is not None]


def _only(name: str, line: int, row: Sequence[str], columns: Sequence[int]) -> int | None:
    """The column, where there is just one of its name.

    Raises:
        Problem: two columns have one name, and nothing says which counts.
    """
    if len(columns) > 1:
        letters = "と".join(f"{column_letters(column)}列" for column in columns)
        raise Problem(
            f"決算台帳 {name} の{line + 1}行目に、見出し「{row[columns[0]].strip()}」の列が"
            f"二つ以上あります（{letters}）。使わない列の見出しを書き換えるか、列を除いてください。"
        )
    return columns[0] if columns else None


@dataclass
class _Lines:
    """The lines under the heads, from top to bottom: a blank name or year is the one above."""

    file: str
    columns: _Columns
    plan: Plan
    name: str = ""
    year: str = ""
    sum: Decimal = field(default=Decimal(0))  # of the name, so far

    def read(self, rows: Sequence[Sequence[str]]) -> Iterator[LedgerEntry | Unread]:
        for line, row in enumerate(rows[self.columns.line + 1 :], self.columns.line + 1):
            items = [item.strip() for item in row]
            if self._is_total(items):
                self.name, self.sum = "", Decimal(0)
            elif any(items):
                found = self._line(line, items)
                if found is not None and self._is_of_year():
                    yield found

    def _is_total(self, items: Sequence[str]) -> bool:
        name = _item(items, self.columns.program)
        others = [item for item in items if item and not name]
        return match_key(name) in _TOTALS or any(_TOTAL_WORD.search(item) for item in others)

    def _line(self, line: int, items: Sequence[str]) -> LedgerEntry | Unread | None:
        """One line; None where it holds no amount."""
        own, text = _item(items, self.columns.program), _item(items, self.columns.amount)
        self._take_over(own, items)
        fault = self._shape_fault(items)
        if not fault and (not text or read_quantity(text).missing_reason == "dash"):
            return None
        source = Source(self.file, "", a1(line, self.columns.amount))
        amount = None if fault else self._amount(text)
        fault = (
            fault or self._name_fault(own, items, amount) or (_NO_AMOUNT if amount is None else "")
        )
        if fault or amount is None:
            return Unread(self.name, text, source, fault, line + 1)
        self.sum += amount
        return LedgerEntry(self.name, amount, source)

    def _take_over(self, own: str, items: Sequence[str]) -> None:
        if own:
            self.name, self.sum = own, Decimal(0)
        if self.columns.year is not None:
            self.year = _item(items, self.columns.year) or self.year

    def _shape_fault(self, items: Sequence[str]) -> str:
        """Why the items of a line may stand in other columns than their heads say."""
        width, amount = self.columns.width, self.columns.amount
        if any(items[width:]):
            return _TOO_MANY
        if len(items) <= amount:
            return _TOO_SHORT
        pairs = zip(items[: amount + 1], items[1 : amount + 2], strict=False)
        is_split = any(_LEADING_GROUP.fullmatch(a) and _GROUP.fullmatch(b) for a, b in pairs)
        return _SPLIT if is_split and len(items) < width else ""

    def _name_fault(self, own: str, items: Sequence[str], amount: Decimal | None) -> str:
        """A line without a name goes on with the one above, where it says what it is (a 節) and
        is not its sum."""
        if own:
            return ""
        apart = {self.columns.amount, self.columns.year}
        says = any(item for column, item in enumerate(items) if column not in apart)
        return "" if self.name and says and amount != self.sum else _NAMELESS

    def _amount(self, text: str) -> Decimal | None:
        quantity = read_quantity(text, Context(unit=self.columns.unit))
        is_inexact = quantity.qualifier or quantity.planned or quantity.unit != "円"
        return None if is_inexact else quantity.value

    def _is_of_year(self) -> bool:
        year = read_quantity(self.year, Context(kind="year")).value if self.year else None
        return year is None or year == self.plan.fiscal_year


def _item(items: Sequence[str], column: int) -> str:
    return items[column] if column < len(items) else ""
