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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.ordinary import NOT_READ, read_ordinary
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.records import match_key
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.ledger import Ledger, LedgerEntry, Unread
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source, a1
from zushi_xl.workflow.ledger_columns import (
    MOST_TITLES,
    UNITS,
    LedgerColumns,
    OtherYear,
    columns_in,
    item_in,
    title_of_other_year,
    unit_in,
    unit_said,
)

_TOTALS = frozenset(map(match_key, ("計", "小計", "合計", "総計", "総合計")))
_TOTAL_WORD = regex(r"(?:^|[^会統設])計$")
_DITTO = frozenset(map(match_key, ("〃", "″", "”", '"', "同上", "同", "々")))
_LEADING_GROUP, _GROUP = regex(r"[^\d]?\d{1,3}"), regex(r"\d{3}円?")
_AS_FORMULA = regex(r'="(.*)"')  # how a code keeps its zeros in Excel: ="0012"
_GROUP_NAME = regex("[ぁ-んァ-ヶ一-龠]")
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
_WITHOUT_AMOUNT = "額が書かれていません"
_NOT_YET = "額がまだ決まっていません"
_NO_YEAR = "会計年度を読めません"
_OTHER_UNIT = "ほかの行と額の単位が違います"
_OTHER_UNIT_SAID = "上の行と額の単位が違います"
_SUM_OR_PART = "同じ事業の下の行の合計と同じ額で、計か、内訳の一つか、分かりません"
_SUM_DIFFERS = "計の行の額が、同じ事業のほかの行の合計と違います"


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
    columns = columns_in(path.name, rows, plan)
    found = list(_Lines(path.name, columns, plan).read(rows))
    if not found:
        raise Problem(
            f"決算台帳 {path.name} に、{plan.fiscal_year}年度の額の行がありません。"
            "評価年度の台帳か、確かめてください。"
        )
    sums = _sums(item for item in found if isinstance(item, LedgerEntry))
    unread = tuple(item for item in found if isinstance(item, Unread) and _is_open(item, sums))
    unsure = {match_key(item.name) for item in unread}
    entries = tuple(entry for key, entry in sums.items() if key not in unsure)
    title = title_of_other_year(columns, rows, plan)
    titles = () if title is None else (_of_other_year(path.name, title, plan),)
    digest = hashlib.sha256(raw).hexdigest()
    return Ledger(path.name, digest, UNITS[columns.unit], entries, (*titles, *unread))


def _is_open(item: Unread, sums: Mapping[str, LedgerEntry]) -> bool:
    """Whether a line is to be told; one without an amount not, where others have its program's."""
    return item.reason != _WITHOUT_AMOUNT or match_key(item.name) not in sums


def _of_other_year(file: str, title: OtherYear, plan: Plan) -> Unread:
    source = Source(file, "", a1(title.line, title.column))
    why = f"評価年度（{plan.fiscal_year}年度）と違う年度の台帳の疑いがあります"
    return Unread("", title.text, source, why, title.line + 1, is_title=True)


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
    top = "\n".join(text.splitlines()[:MOST_TITLES])
    delimiter = max(",\t;", key=top.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return [[_bare(item) for item in row] for row in reader]
    except csv.Error:
        raise Problem(
            f"決算台帳 {name} の{reader.line_num}行目までを CSV として読めません。"
            "引用符の閉じ忘れなどを直して、出力し直してください。"
        ) from None


def _bare(item: str) -> str:
    """The text of ="0012", a formula that only keeps Excel from taking it for a number."""
    found = _AS_FORMULA.fullmatch(item.strip())
    return found[1].replace('""', '"') if found else item


class _Line(NamedTuple):
    """What a line says, and whether it calls itself a sum."""

    found: LedgerEntry | Unread
    is_sum: bool = False


@dataclass
class _Lines:
    """The lines under the heads, from top to bottom: a blank name or year is the one above."""

    file: str
    columns: LedgerColumns
    plan: Plan
    name: str = ""
    year: str = ""
    unit: str = ""  # as a line in between says, from there on
    block: list[_Line] = field(default_factory=list)  # of the name, so far
    empty: Unread | None = None  # a line of the name without an amount
    groups: dict[int, str] = field(default_factory=dict)  # what stands left of the names (款)

    def read(self, rows: Sequence[Sequence[str]]) -> Iterator[LedgerEntry | Unread]:
        for line, row in enumerate(rows[self.columns.line + 1 :], self.columns.line + 1):
            items = [item.strip() for item in row]
            if items == [head.strip() for head in self.columns.heads]:
                continue  # the heads again, on the next page
            if said := unit_said(self.columns, items):
                yield from self._turned_to(said, line, items)
            elif self._is_total(items):
                yield from self._closed()
                self.name = ""
            elif any(items):
                own = item_in(items, self.columns.program)
                if own and match_key(own) not in {match_key(self.name), *_DITTO}:
                    yield from self._closed()
                found = self._line(line, items)
                if found is not None and self._is_of_year():
                    self.block.append(_Line(found, self._says_sum(items)))
        yield from self._closed()

    def _turned_to(self, unit: str, line: int, items: Sequence[str]) -> Iterator[Unread]:
        """A line that says a unit; told where the amounts above are in another one."""
        self.unit = unit
        if unit != self.columns.unit:
            column, text = next((n, item) for n, item in enumerate(items) if unit_in([item]))
            source = Source(self.file, "", a1(line, column))
            yield Unread("", text, source, _OTHER_UNIT_SAID, line + 1, is_title=True)

    def _closed(self) -> Iterator[LedgerEntry | Unread]:
        """The lines of one name, none counted twice."""
        block, self.block = self.block, []
        empty, self.empty = self.empty, None
        if empty is not None and not block:
            yield empty
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
        name = item_in(items, self.columns.program)
        return match_key(name) in _TOTALS or (not name and self._says_sum(items))

    def _says_sum(self, items: Sequence[str]) -> bool:
        """Whether another column than the name's calls the line a sum (小計, 事業計)."""
        others = (item for column, item in enumerate(items) if column != self.columns.program)
        return any(_TOTAL_WORD.search(item) for item in others)

    def _line(self, line: int, items: Sequence[str]) -> LedgerEntry | Unread | None:
        """One line; None where it holds no amount."""
        own, text = item_in(items, self.columns.program), item_in(items, self.columns.amount)
        is_other_group = self._take_over(own, items)
        fault = self._shape_fault(items) or (_NAMELESS if is_other_group and not own else "")
        source = Source(self.file, "", a1(line, self.columns.amount))
        if not fault and (not text or read_quantity(text).missing_reason == "dash"):
            if self.name in self.plan.program_by_name and self._is_of_year():
                self.empty = Unread(self.name, text, source, _WITHOUT_AMOUNT, line + 1)
            return None
        amount = None if fault else self._amount(text)
        fault = (
            fault
            or self._name_fault(own, items, amount)
            or ("" if self._year_is_read() else _NO_YEAR)
            or (_why_no_amount(text) if amount is None else "")
            or ("" if self._is_in_unit(items) else _OTHER_UNIT)
        )
        if fault or amount is None:
            return Unread(self.name, text, source, fault, line + 1)
        return LedgerEntry(self.name, amount, source)

    def _take_over(self, own: str, items: Sequence[str]) -> bool:
        """Go on to the name and year of a line; gives whether it begins another group (款)."""
        left = enumerate(items[: self.columns.program])
        groups = {n: item for n, item in left if _GROUP_NAME.search(item) and not _is_date(item)}
        is_other = any(self.groups.get(n, item) != item for n, item in groups.items())
        self.groups |= groups
        if own and match_key(own) not in _DITTO:
            self.name = own
        if self.columns.year is not None:
            self.year = item_in(items, self.columns.year) or self.year
        return is_other

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
            return _RATE.fullmatch(item_in(items, place)) is not None
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
        said = "" if self.columns.units is None else item_in(items, self.columns.units)
        return (said or self.unit or self.columns.unit) == self.columns.unit

    def _is_of_year(self) -> bool:
        return self._year() in (None, self.plan.fiscal_year)

    def _year_is_read(self) -> bool:
        return not self.year or self._year() is not None

    def _year(self) -> Decimal | None:
        return read_quantity(self.year, Context(kind="year")).value if self.year else None


def _why_no_amount(text: str) -> str:
    return _NOT_YET if read_quantity(text).missing_reason == "pending" else _NO_AMOUNT


def _is_date(text: str) -> bool:
    return read_quantity(text).kind in ("date", "year")


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
