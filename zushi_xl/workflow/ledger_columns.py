"""Where the columns of a ledger stand, the unit of its amounts, and the year it says it is of.

A unit is said in the head of the amounts, in a column of its own, above the heads or under the
table; what lines in between say (（単位：千円） on the next page) holds from there on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, zip_longest
from typing import NamedTuple

from zushi_xl.findings.finding import Problem
from zushi_xl.masters.records import match_key
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import column_letters

PROGRAM_HEADS = ("予算事業名", "予算事業", "事務事業名", "細事業名", "事業名", "事業名称")
AMOUNT_HEADS = ("決算額", "支出済額", "支出済み額", "支出額", "決算")
YEAR_HEADS = ("会計年度", "年度")
UNITS = {"円": Decimal(1), "千円": Decimal(1000), "万円": Decimal(10000), "百万円": Decimal(10**6)}
MOST_TITLES = 30
_UNIT = regex(r"[（(\[［](?:単位[:：]?)?(千円|万円|百万円|円)[)）\]］]$")
_UNIT_SAID = regex(
    r"(?:^|[（(\[［ 　])(?:単位[ 　]*[:：は]?[ 　]*)(千円|万円|百万円|円)"
    r"|(千円|万円|百万円|円)単位|^[（(\[［](千円|万円|百万円|円)[)）\]］]$"
)
_UNIT_HEADS = ("単位", "金額単位")
_YEAR_SAID = regex(r"(?:(?:令和|平成|[RHＲＨ])[ 　]*+)?[0-9０-９元]{1,4}[ 　]{0,4}年度")
_PRINTED = regex("出力|作成|印刷|発行")


class LedgerColumns(NamedTuple):
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
        """How many columns have a head."""
        return len(self.heads)


def columns_in(name: str, rows: Sequence[Sequence[str]], plan: Plan) -> LedgerColumns:
    """The first line that has a head for programs and one for amounts.

    Raises:
        Problem: no line has both, or one head stands twice.
    """
    programs = _heads(plan.settings.ledger_program, PROGRAM_HEADS)
    amounts = _heads(plan.settings.ledger_amount, AMOUNT_HEADS)
    years = [match_key(head) for head in YEAR_HEADS]
    for line, row in _head_rows(rows[:MOST_TITLES]):
        found = [_find(row, heads) for heads in (programs, amounts, years)]
        if found[0] and found[1]:
            program, amount, year = (_only(name, line, row, places) for places in found)
            assert program is not None and amount is not None  # noqa: PT018 - both were found
            below = rows[line + 1 :]
            return _with_unit(
                LedgerColumns(line, program, amount, year, "", row), rows[:line], below
            )
    raise Problem(
        f"決算台帳 {name} に、事業名の列（{'・'.join(PROGRAM_HEADS)}）と決算額の列"
        f"（{'・'.join(AMOUNT_HEADS)}）が見つかりません。ほかの見出しのときは、計画マスタの設定"
        "「台帳の事業名の見出し」「台帳の決算額の見出し」に書いてください。"
    )


def _with_unit(
    columns: LedgerColumns, above: Sequence[Sequence[str]], below: Sequence[Sequence[str]]
) -> LedgerColumns:
    """The columns with the unit of the amounts: as their head says, else a column 単位, else what
    stands above the heads (単位：千円), else what stands under the table."""
    keys = [match_key(head) for head in columns.heads]
    place = next((keys.index(key) for key in map(match_key, _UNIT_HEADS) if key in keys), None)
    said = (item_in(row, place).strip() for row in below) if place is not None else ()
    in_column = next((text for text in said if text in UNITS), "")
    in_head = _UNIT.search(columns.heads[columns.amount].strip())
    in_titles = next((unit for row in above if (unit := unit_in(row))), "")
    unit = (in_head[1] if in_head else "") or in_column or in_titles or _under(columns, below)
    return columns._replace(unit=unit or "円", units=place if in_column else None)


def _under(columns: LedgerColumns, below: Sequence[Sequence[str]]) -> str:
    """The unit that stands under the last amount; empty where none does."""
    for row in reversed(below):
        if unit := unit_said(columns, row):
            return unit
        if item_in(row, columns.amount).strip():
            break
    return ""


def unit_said(columns: LedgerColumns, row: Sequence[str]) -> str:
    """The unit that a line between the amounts says instead of an amount; empty for all others."""
    amount = item_in(row, columns.amount).strip()
    return unit_in(row) if not amount or unit_in([amount]) else ""


def unit_in(row: Sequence[str]) -> str:
    """The unit that a line says in any of its items.

    >>> unit_in(["一般会計", "単位：千円"]), unit_in(["※百万円単位です。"]), unit_in(["円卓"])
    ('千円', '百万円', '')
    """
    found = (_UNIT_SAID.search(item.strip()) for item in row)
    return next((match[1] or match[2] or match[3] for match in found if match), "")


class OtherYear(NamedTuple):
    """A title that names other fiscal years than the one under evaluation; line and column are
    0-based."""

    line: int
    column: int
    text: str


def title_of_other_year(
    columns: LedgerColumns, rows: Sequence[Sequence[str]], plan: Plan
) -> OtherYear | None:
    """The first such title above the heads; None where a column says the year of each line, or any
    title names the plan's own. When a list was printed says nothing."""
    if columns.year is not None:
        return None
    titles = [
        (line, column, item.strip(), years)
        for line, row in enumerate(rows[: columns.line])
        for column, item in enumerate(row)
        if not _PRINTED.search(item) and (years := set(_years(item)))
    ]
    if any(plan.fiscal_year in years for *_, years in titles):
        return None
    return next((OtherYear(line, column, text) for line, column, text, _ in titles), None)


def _years(text: str) -> Iterator[Decimal | None]:
    for found in _YEAR_SAID.finditer(text):
        yield read_quantity(found[0], Context(kind="year")).value


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


def item_in(items: Sequence[str], column: int) -> str:
    """What a line has in a column; empty where it is too short."""
    return items[column] if column < len(items) else ""
