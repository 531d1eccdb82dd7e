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
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.ordinary import NOT_READ, read_ordinary
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
_UNIT_ABOVE = regex(r"単位[ 　]*[:：]?[ 　]*(千円|万円|百万円|円)[ 　]*[)）\]］]?[ 　]*$")
_UNIT_HEADS = ("単位", "金額単位")
_DITTO = frozenset(map(match_key, ("〃", "″", "”", '"', "同上", "同", "々")))
_LEADING_GROUP, _GROUP = regex(r"[^\d]?\d{1,3}"), regex(r"\d{3}円?")
_MOST_TITLES = 30
_TOO_MANY = (
    "見出しより項目の多い行です。桁区切りのカンマが引用符で囲まれていないなどで、"
    "列がずれている疑いがあります"
)
_SPLIT = "桁区切りのカンマで、額が二つの列に分かれている疑いがあります"
_HEAD_OF_RATES, _RATE = regex("率|割合|％|%"), regex("100|0?[0-9]{1,2}")
_HEAD_OF_FIGURES = regex(r"[額数率比残差計金費高度号]|コード|No")
_TOO_SHORT = "決算額の列まで項目のない行です"
_NAMELESS = "事業名が空欄で、上の事業の続きか、計か、分かりません"
_NO_AMOUNT = "額を円の額として読めません"
_NO_YEAR = "会計年度を読めません"
_OTHER_UNIT = "ほかの行と額の単位が違います"
_SUM_OR_PART = "同じ事業の下の行の合計と同じ額で、計か、内訳の一つか、分かりません"
_SUM_DIFFERS = "計の行の額が、同じ事業のほかの行の合計と違います"


class _Columns(NamedTuple):
    """Where the columns stand, what they are called, and the unit of the amounts."""

    line: int
    program: int
    amount: int
    year: int | None
    unit: str
    heads: Sequence[str]
    units: int | None = None  # the column that says the unit of each line

    @property
    def width(self) -> int:
        return len(self.heads)


def read_ledger(path: Path, plan: Plan) -> Ledger:
    """The settled amounts of the plan's fiscal year, lines of one program added up.

    A program of which any line could not be read has no amount: its sum would be too small.

    Raises:
        Problem: no such file, unknown encoding, no header that is understood.
    """
    try:
        raw = read_ordinary(path)
    except OSError as error:
        why = f"（{error.strerror}）" if error.errno in NOT_READ else ""
        raise Problem(
            f"決算台帳 {path} を読めません{why}。ファイルの場所を確かめてください。"
        ) from None
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
            match_key(entry.name), LedgerEntry(entry.name, Decimal(0), entry.source, 0)
        )
        total, lines = first.amount + entry.amount, first.lines + entry.lines
        sums[match_key(entry.name)] = LedgerEntry(first.name, total, first.source, lines)
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
    delimiter = max(",\t;", key=top.count)
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
    for line, row in _head_rows(rows[:_MOST_TITLES]):
        found = [_find(row, heads) for heads in (programs, amounts, years)]
        if found[0] and found[1]:
            program, amount, year = (_only(name, line, row, places) for places in found)
            assert program is not None and amount is not None  # noqa: PT018 - both were found
            below = rows[line + 1 :]
            return _with_unit(_Columns(line, program, amount, year, "", row), rows[:line], below)
    raise Problem(
        f"決算台帳 {name} に、事業名の列（{'・'.join(PROGRAM_HEADS)}）と決算額の列"
        f"（{'・'.join(AMOUNT_HEADS)}）が見つかりません。ほかの見出しのときは、計画マスタの設定"
        "「台帳の事業名の見出し」「台帳の決算額の見出し」に書いてください。"
    )


def _with_unit(
    columns: _Columns, above: Sequence[Sequence[str]], below: Sequence[Sequence[str]]
) -> _Columns:
    """The columns with the unit of the amounts: as their head says, else a column 単位, else what
    stands above the heads (単位：千円)."""
    keys = [match_key(head) for head in columns.heads]
    place = next((keys.index(key) for key in map(match_key, _UNIT_HEADS) if key in keys), None)
    said = (_item(row, place).strip() for row in below) if place is not None else ()
    in_column = next((text for text in said if text in _UNITS), "")
    in_head = _UNIT.search(columns.heads[columns.amount].strip())
    titles = (_UNIT_ABOVE.search(item.strip()) for row in above for item in row)
    in_title = next((found[1] for found in titles if found), "円")
    unit = in_head[1] if in_head else in_column or in_title
    return columns._replace(unit=unit, units=place if in_column else None)


def _head_rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Each row that may hold the heads, with its line; then each two rows that may hold them
    together, one head over several (歳出 over 予算現額 and 支出済額)."""
    yield from enumerate(rows)
    for line, (upper, lower) in enumerate(pairwise(rows), 1):
        pairs = zip_longest(upper, lower, fillvalue="")
        yield line, [below.strip() or above for above, below in pairs]


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


class _Line(NamedTuple):
    """What a line says, and whether it calls itself a sum."""

    found: LedgerEntry | Unread
    is_sum: bool = False


@dataclass
class _Lines:
    """The lines under the heads, from top to bottom: a blank name or year is the one above."""

    file: str
    columns: _Columns
    plan: Plan
    name: str = ""
    year: str = ""
    block: list[_Line] = field(default_factory=list)  # of the name, so far

    def read(self, rows: Sequence[Sequence[str]]) -> Iterator[LedgerEntry | Unread]:
        for line, row in enumerate(rows[self.columns.line + 1 :], self.columns.line + 1):
            items = [item.strip() for item in row]
            if items == [head.strip() for head in self.columns.heads]:
                continue  # the heads again, on the next page
            if self._is_total(items):
                yield from self._closed()
                self.name = ""
            elif any(items):
                own = _item(items, self.columns.program)
                if own and match_key(own) not in {match_key(self.name), *_DITTO}:
                    yield from self._closed()
                found = self._line(line, items)
                if found is not None and self._is_of_year():
                    self.block.append(_Line(found, self._says_sum(items)))
        yield from self._closed()

    def _closed(self) -> Iterator[LedgerEntry | Unread]:
        """The lines of one name, none counted twice."""
        block, self.block = self.block, []
        parts = [line.found for line in block if not line.is_sum]
        sums = [line.found for line in block if line.is_sum]
        if not block:
            return
        yield from _parts(parts or sums)
        if not parts or not sums:
            return
        total = sum((p.amount for p in parts if isinstance(p, LedgerEntry)), Decimal(0))
        for found in sums:
            if isinstance(found, Unread):
                yield found
            elif found.amount != total:
                yield _unread(found, _SUM_DIFFERS)

    def _is_total(self, items: Sequence[str]) -> bool:
        name = _item(items, self.columns.program)
        return match_key(name) in _TOTALS or (not name and self._says_sum(items))

    def _says_sum(self, items: Sequence[str]) -> bool:
        """Whether another column than the name's calls the line a sum (小計, 事業計)."""
        others = (item for column, item in enumerate(items) if column != self.columns.program)
        return any(_TOTAL_WORD.search(item) for item in others)

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
            fault
            or self._name_fault(own, items, amount)
            or ("" if self._year_is_read() else _NO_YEAR)
            or (_NO_AMOUNT if amount is None else "")
            or ("" if self._is_in_unit(items) else _OTHER_UNIT)
        )
        if fault or amount is None:
            return Unread(self.name, text, source, fault, line + 1)
        return LedgerEntry(self.name, amount, source)

    def _take_over(self, own: str, items: Sequence[str]) -> None:
        if own and match_key(own) not in _DITTO:
            self.name = own
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
        split = [n for n, (a, b) in enumerate(pairs) if _is_split(a, b)]
        is_told = len(items) != width or (amount in split and not self._is_figure_beside(items))
        return _SPLIT if split and is_told else ""

    def _is_figure_beside(self, items: Sequence[str]) -> bool:
        """Whether the column right of the amounts holds figures, such as the one that is there: no
        rate has three digits, but 100."""
        place = self.columns.amount + 1
        head = self.columns.heads[place] if place < self.columns.width else ""
        if _HEAD_OF_RATES.search(head):
            return _RATE.fullmatch(_item(items, place)) is not None
        return _HEAD_OF_FIGURES.search(head) is not None

    def _name_fault(self, own: str, items: Sequence[str], amount: Decimal | None) -> str:
        """A line without a name goes on with the one above, where it says what it is (a 節; a mere
        number before the name is that of the line) and is not its sum."""
        if own:
            return "" if self.name else _NAMELESS  # 〃 under nothing
        apart = {self.columns.amount, self.columns.year}
        others = [(n, item) for n, item in enumerate(items) if item and n not in apart]
        says = any(n > self.columns.program or not item.isdecimal() for n, item in others)
        entries = (each.found for each in self.block if isinstance(each.found, LedgerEntry))
        so_far = sum((entry.amount for entry in entries), Decimal(0))
        return "" if self.name and says and amount != so_far else _NAMELESS

    def _amount(self, text: str) -> Decimal | None:
        quantity = read_quantity(text, Context(unit=self.columns.unit))
        is_inexact = quantity.qualifier or quantity.planned or quantity.unit != "円"
        return None if is_inexact else quantity.value

    def _is_in_unit(self, items: Sequence[str]) -> bool:
        if self.columns.units is None:
            return True
        return _item(items, self.columns.units) in ("", self.columns.unit)

    def _is_of_year(self) -> bool:
        return self._year() in (None, self.plan.fiscal_year)

    def _year_is_read(self) -> bool:
        return not self.year or self._year() is not None

    def _year(self) -> Decimal | None:
        return read_quantity(self.year, Context(kind="year")).value if self.year else None


def _parts(lines: Sequence[LedgerEntry | Unread]) -> Iterator[LedgerEntry | Unread]:
    """Lines that are added up; the first one may be the sum of those below it."""
    first, *others = lines
    entries = [other for other in others if isinstance(other, LedgerEntry)]
    total = sum((entry.amount for entry in entries), Decimal(0))
    if len(entries) > 1 and isinstance(first, LedgerEntry) and first.amount == total:
        yield _unread(first, _SUM_OR_PART)
    else:
        yield first
    yield from others


def _unread(entry: LedgerEntry, why: str) -> Unread:
    line = int(entry.source.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return Unread(entry.name, f"{entry.amount:,}", entry.source, why, line)


def _is_split(left: str, right: str) -> bool:
    """Whether two items may be one amount with its thousands parted."""
    return _LEADING_GROUP.fullmatch(left) is not None and _GROUP.fullmatch(right) is not None


def _item(items: Sequence[str], column: int) -> str:
    return items[column] if column < len(items) else ""
