"""The sheets 役割 and 段階: who fills in and reviews, and in which part of the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from zushi_xl.form.model import FILLERS
from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.masters.plan.section_sheets import level_records
from zushi_xl.masters.plan.values import is_nothing, read_day, read_number
from zushi_xl.masters.records import MasterBook, Mistakes, Record, match_key, suggestion
from zushi_xl.plan.conditions.grammar import ConditionError, read_predicate
from zushi_xl.plan.conditions.predicates import (
    Comparison,
    Statement,
    names_in,
    renamed,
    tests_in,
)
from zushi_xl.plan.model import Division, Plan
from zushi_xl.plan.reviewing import ITEMS_LEAD, ITEMS_OWNER, Phase, Reviewer, is_chosen
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Source, Workbook

_T = TypeVar("_T", Reviewer, Phase)
_SIGNS = regex("[＝=≠<>≧≦（）()]|かつ|または|でない")  # of a condition, not of a name
_ALL = frozenset(map(match_key, ("すべて", "全て", "全部", "全件")))


class ReviewingNames(NamedTuple):
    """The names that the form may use: of roles, phases and scales, as the plan master spells
    them."""

    roles: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()


NO_NAMES = ReviewingNames()


def reviewing_names(workbook: Workbook) -> ReviewingNames:
    """The names in a plan master, whatever else is wrong with it."""
    book = MasterBook(workbook, PLAN_SHEETS, Mistakes("plan"))
    scales = [record["尺度"] for record in book.records("評価区分")]
    return ReviewingNames(
        tuple(record["役割"] for record in book.records("役割")),
        tuple(record["段階"] for record in book.records("段階")),
        tuple({match_key(s): s for s in reversed(scales) if s}.values())[::-1],
    )


def read_reviewers(book: MasterBook, divisions: Mapping[str, str]) -> tuple[Reviewer, ...]:
    """The roles in their order; ``divisions`` are the canonical names by ``match_key``."""
    records = _named_once(book.records("役割"), "役割", book.mistakes)
    return _in_order(
        [_reviewer(record, row, divisions, book.mistakes) for row, record in enumerate(records, 1)],
        book.mistakes,
    )


def read_phases(book: MasterBook) -> tuple[Phase, ...]:
    """The phases in their order."""
    records = _named_once(book.records("段階"), "段階", book.mistakes)
    return _in_order(
        [_phase(record, row, book.mistakes) for row, record in enumerate(records, 1)],
        book.mistakes,
    )


def with_own_books(
    divisions: tuple[Division, ...], reviewers: Iterable[Reviewer]
) -> tuple[Division, ...]:
    """The divisions, and after them the roles that have a book of their own."""
    known = {ITEMS_LEAD, ITEMS_OWNER, *(division.name for division in divisions)}
    own = (r for r in reviewers if r.division == r.name and r.name not in known)
    return (*divisions, *(Division(r.name, (), "", r.source, is_role=True) for r in own))


def _named_once(records: Sequence[Record], header: str, mistakes: Mistakes) -> list[Record]:
    first: dict[str, Record] = {}
    for record in records:
        earlier = first.setdefault(match_key(record[header]), record)
        if earlier is not record and record[header]:
            mistakes.at(
                "name-twice",
                record,
                header,
                f"{header}「{record[header]}」が{earlier.source(header).cell}にもあります。",
                "どちらかの行を削除するか、違う名前にしてください。",
            )
    return [record for record in first.values() if record[header]]


def _order(record: Record, row: int, mistakes: Mistakes) -> int:
    number = read_number(record, "順", "", mistakes)
    if number is not None and (number < 1 or number != number.to_integral_value()):
        mistakes.at(
            "order",
            record,
            "順",
            f"「順」の「{record['順']}」は順番になりません。",
            "1、2、3…の整数を記入するか、すべての行を空欄にしてください。",
        )
        return row
    return row if number is None else int(number)


def _in_order(items: Sequence[_T], mistakes: Mistakes) -> tuple[_T, ...]:
    """By 順; two of one place are a mistake, as nobody knows which comes first."""
    seen: dict[int, _T] = {}
    for item in items:
        first = seen.setdefault(item.order, item)
        if first is not item:
            mistakes.add(
                "order",
                item.source,
                f"「{item.name}」と「{first.name}」（{first.source.cell}）の順が、"
                f"どちらも{item.order}です。",
                "列「順」に、すべての行で違う番号を記入してください。",
                item.name,
                "順",
            )
    return tuple(sorted(items, key=lambda item: item.order))


def _reviewer(
    record: Record, row: int, divisions: Mapping[str, str], mistakes: Mistakes
) -> Reviewer:
    name = record["役割"]
    if match_key(name) == match_key(FILLERS[0]):
        mistakes.at(
            "role",
            record,
            "役割",
            f"「{name}」は計画マスタから印刷する欄の記入者で、役割にはできません。",
            "別の名前にしてください。",
        )
    return Reviewer(
        name=name,
        order=_order(record, row, mistakes),
        division=_division(record, divisions, mistakes),
        column=_selection(record["対象"]),
        source=record.source("役割"),
    )


def _selection(text: str) -> str:
    """What chooses the items, as typed; empty: all are."""
    return "" if is_nothing(text) or match_key(text) in _ALL else text


def _division(record: Record, divisions: Mapping[str, str], mistakes: Mistakes) -> str:
    """In whose book the role fills in: see ``Reviewer``."""
    text, name = record["課"], record["役割"]
    places = {match_key(place): place for place in (ITEMS_LEAD, ITEMS_OWNER)}
    if is_nothing(text):
        return places.get(match_key(name)) or divisions.get(match_key(name), name)
    place = places.get(match_key(text)) or divisions.get(match_key(text))
    if place is None and divisions:
        known = [*places.values(), *divisions.values()]
        mistakes.at(
            "unknown",
            record,
            "課",
            f"役割「{name}」の「課」の「{text}」がシート「担当課」にありません。",
            f"{suggestion(text, known)}課名か「{ITEMS_LEAD}」「{ITEMS_OWNER}」にするか、"
            "空欄にして役割のブックを作ってください。",
        )
    return place or text


def _phase(record: Record, row: int, mistakes: Mistakes) -> Phase:
    opens, closes = read_day(record, "開始", mistakes), read_day(record, "終了", mistakes)
    if opens and closes and closes < opens:
        mistakes.at(
            "phase-days",
            record,
            "終了",
            f"段階「{record['段階']}」の終了が開始より前です。",
            "開始と終了の日付を確かめてください。",
        )
    return Phase(
        record["段階"], _order(record, row, mistakes), opens, closes, record.source("段階")
    )


# ------------------------------------------------------------------ which items


def check_selections(plan: Plan, book: MasterBook) -> Plan:
    """The plan, of its roles the columns as the sheets spell them, or the conditions; a column that
    no sheet has, and a mark that says neither yes nor no, are mistakes."""
    if not plan.reviewers:
        return plan
    again = replace(
        book, mistakes=Mistakes("plan")
    )  # what is wrong with the sheets is told already
    rows = [row for level in plan.settings.plan_levels for row in level_records(again, level)]
    rows += again.records("KPI")
    headers = {row.table.name: row.table.headers for row in rows}
    heads = {match_key(head): head for found in headers.values() for head in found}
    cells = {row["役割"]: row.source("対象") for row in again.records("役割")}
    reviewers = [
        _with_selection(reviewer, heads, cells.get(reviewer.name, reviewer.source), book.mistakes)
        for reviewer in plan.reviewers
    ]
    _check_marks(reviewers, rows, book.mistakes)
    return replace(plan, reviewers=tuple(reviewers), headers={**plan.headers, **headers})


def _with_selection(
    reviewer: Reviewer, heads: Mapping[str, str], source: Source, mistakes: Mistakes
) -> Reviewer:
    """``heads``: the columns of the sheets of the plan by ``match_key``."""
    text = reviewer.column
    if not text or match_key(text) in heads:
        return reviewer._replace(column=heads.get(match_key(text), ""))
    try:
        read = read_predicate(text, tuple(heads.values()))
    except ConditionError as error:
        is_meant = _SIGNS.search(text) or any(match_key(text).startswith(head) for head in heads)
        fault = f"{error}" if is_meant else ""
        _report_column(reviewer.name, text, source, heads.values(), mistakes, fault)
        return reviewer._replace(column="")
    for name in names_in(read):
        if match_key(name) not in heads:
            _report_column(reviewer.name, name, source, heads.values(), mistakes)
    for test in tests_in(read):
        if isinstance(test, Comparison | Statement):
            fault = "対象は、列にある語（＝ ≠）か、記入のあるなし（あり、なし）で選びます。"
            _report_column(reviewer.name, text, source, heads.values(), mistakes, fault)
    named = renamed(read, lambda name: heads.get(match_key(name), name))
    return reviewer._replace(column="", condition=named)


def _report_column(
    role: str,
    text: str,
    source: Source,
    heads: Iterable[str],
    mistakes: Mistakes,
    fault: str = "",
) -> None:
    """``fault``: why it is no condition; else it names a column that no sheet has."""
    message = f"役割「{role}」の対象の「{text}」という列が、計画のどのシートにもありません。"
    remedy = (
        f"{suggestion(text, heads)}計画のシートに列「{text}」を加えて対象の行に○を入れるか、"
        "「対象」を空欄にしてください。"
    )
    if fault:
        message = f"役割「{role}」の対象の「{text}」は条件として使えません。{fault}"
        remedy = (
            "「区分 ＝ 重点 かつ 終了年度なし」のように書くか、○を付けた列の見出しにしてください。"
        )
    mistakes.add("selection", source, message, remedy, text, "対象")


def _check_marks(reviewers: Iterable[Reviewer], rows: Iterable[Record], mistakes: Mistakes) -> None:
    columns = {r.column: r.name for r in reviewers if r.column}
    for row in rows:
        for column, role in columns.items():
            if is_chosen(row[column]) is None:
                mistakes.at(
                    "selection",
                    row,
                    column,
                    f"列「{column}」の「{row[column]}」は、役割「{role}」の対象かどうかを"
                    "示していません。",
                    "対象なら○、対象でなければ空欄にしてください。",
                )
