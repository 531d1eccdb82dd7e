"""The finance system's CSV of settled amounts → ``Ledger``.

Such files come in cp932 or UTF-8, with or without title lines, one line a program or several (by
節) that are added up, in yen or thousands. What the columns are called is data: the settings
台帳の事業名の見出し and 台帳の決算額の見出し of the plan master, else the usual names.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from zushi_xl.findings.finding import Problem
from zushi_xl.masters.records import match_key
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.ledger import Ledger, LedgerEntry, Unread
from zushi_xl.workbook.cells import Source, a1

PROGRAM_HEADS = ("予算事業名", "予算事業", "事務事業名", "細事業名", "事業名", "事業名称")
AMOUNT_HEADS = ("決算額", "支出済額", "支出済み額", "支出額", "決算")
YEAR_HEADS = ("会計年度", "年度")
_TOTALS = frozenset(map(match_key, ("計", "小計", "合計", "総計", "総合計")))
_UNITS = {"円": Decimal(1), "千円": Decimal(1000), "万円": Decimal(10000), "百万円": Decimal(10**6)}
_UNIT = re.compile(r"[（(\[［](?:単位[:：]?)?(千円|万円|百万円|円)[)）\]］]$")
_MOST_TITLES = 30


class _Columns(NamedTuple):
    """Where the columns stand, and the unit of the amounts."""

    line: int
    program: int
    amount: int
    year: int | None
    unit: str


def read_ledger(path: Path, plan: Plan) -> Ledger:
    """The settled amounts of the plan's fiscal year, lines of one program added up.

    Raises:
        Problem: no such file, unknown encoding, no header that is understood.
    """
    try:
        raw = path.read_bytes()
    except OSError:
        raise Problem(f"決算台帳 {path} を読めません。ファイルの場所を確かめてください。") from None
    rows = _rows(path.name, _text(path.name, raw))
    columns = _columns(path.name, rows, plan)
    sums: dict[str, LedgerEntry] = {}
    unread = []
    for line, row in enumerate(rows[columns.line + 1 :], columns.line + 1):
        found = _entry(path.name, line, row, columns, plan)
        if isinstance(found, Unread):
            unread.append(found)
        elif found is not None:
            first = sums.get(match_key(found.name))
            total = (first.amount if first else 0) + found.amount
            name, source = (first or found).name, (first or found).source
            sums[match_key(found.name)] = LedgerEntry(name, total, source)
    digest = hashlib.sha256(raw).hexdigest()
    return Ledger(path.name, digest, _UNITS[columns.unit], tuple(sums.values()), tuple(unread))


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
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Problem(f"決算台帳 {name} を CSV として読めません（{error}）。") from None


def _columns(name: str, rows: Sequence[Sequence[str]], plan: Plan) -> _Columns:
    """The first line that has a head for programs and one for amounts."""
    programs = _heads(plan.settings.ledger_program, PROGRAM_HEADS)
    amounts = _heads(plan.settings.ledger_amount, AMOUNT_HEADS)
    for line, row in enumerate(rows[:_MOST_TITLES]):
        program, amount = _find(row, programs), _find(row, amounts)
        if program is not None and amount is not None:
            year = _find(row, [match_key(head) for head in YEAR_HEADS])
            unit = _UNIT.search(row[amount].strip())
            return _Columns(line, program, amount, year, unit[1] if unit else "円")
    raise Problem(
        f"決算台帳 {name} に、事業名の列（{'・'.join(PROGRAM_HEADS)}）と決算額の列"
        f"（{'・'.join(AMOUNT_HEADS)}）が見つかりません。ほかの見出しのときは、計画マスタの設定"
        "「台帳の事業名の見出し」「台帳の決算額の見出し」に書いてください。"
    )


def _heads(set_: str, usual: Iterable[str]) -> list[str]:
    return [match_key(_UNIT.sub("", head.strip())) for head in ([set_] if set_ else usual)]


def _find(row: Sequence[str], heads: Sequence[str]) -> int | None:
    """The column of the head that comes first in ``heads``."""
    keys = [match_key(_UNIT.sub("", item.strip())) for item in row]
    return next((keys.index(head) for head in heads if head in keys), None)


def _entry(
    file: str, line: int, row: Sequence[str], columns: _Columns, plan: Plan
) -> LedgerEntry | Unread | None:
    """One line; None where it holds no amount, is a total, or is of another year."""
    name, text = _item(row, columns.program), _item(row, columns.amount)
    if not name or match_key(name) in _TOTALS or not _is_of_year(row, columns, plan):
        return None
    source = Source(file, "", a1(line, columns.amount))
    quantity = read_quantity(text, Context(unit=columns.unit))
    if not text or quantity.missing_reason == "dash":
        return None
    if quantity.value is None or quantity.qualifier or quantity.planned or quantity.unit != "円":
        return Unread(name, text, source)
    return LedgerEntry(name, quantity.value, source)


def _item(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _is_of_year(row: Sequence[str], columns: _Columns, plan: Plan) -> bool:
    if columns.year is None:
        return True
    year = read_quantity(_item(row, columns.year), Context(kind="year")).value
    return year is None or year == plan.fiscal_year
