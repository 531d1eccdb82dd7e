"""収集結果.json as frozen values; a text of another shape is refused with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from zushi_xl.files.json_in import JsonFault, parse_json
from zushi_xl.findings.finding import Finding, Problem, Severity
from zushi_xl.findings.states import OUTSTANDING
from zushi_xl.findings.ways import Way
from zushi_xl.rollover.row_codes import Code, code_key
from zushi_xl.workbook.cells import Source

_T = TypeVar("_T")
_SCHEMA = 1
_TEXT = (str,)
_MAYBE_TEXT = (str, type(None))
_YEN = (int, type(None))


@dataclass(frozen=True, slots=True)
class ReportedItem:
    """What the year says of one section or initiative. ``texts`` go by field id."""

    code: str
    title: str
    texts: Mapping[str, str]
    source: Source | None
    rating: str = ""
    amount: int | None = None
    amount_text: str = ""
    program: str = ""
    grades: Mapping[str, str] = field(default_factory=dict)  # of all ratings, by field id
    is_section: bool = False  # ``source`` is the cell of the rating; of an initiative, the amount's


@dataclass(frozen=True, slots=True)
class Actual:
    """The reported figure of one KPI, as typed; the reader's value, unit and qualifier.

    ``is_refused``: it could not be understood, or it has a finding of severity error.
    """

    code: str
    number: int
    text: str
    value: str | None
    unit: str | None
    qualifier: str | None
    source: Source | None
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """A budget program: the agreed reported amount and 決算額."""

    name: str
    amount: int | None
    settled: int | None


@dataclass(frozen=True)
class YearResult:
    """One collected year. Sections and initiatives go by the numbers of their codes."""

    file: str
    fiscal_year: int
    city: str
    plan_title: str
    sections: Mapping[Code, ReportedItem]
    initiatives: Mapping[Code, ReportedItem]
    statements: Mapping[tuple[Code, int], str]  # of the KPIs
    actuals: Mapping[tuple[Code, int], Actual]
    programs: tuple[Spent, ...]
    outstanding: tuple[tuple[str, str], ...] = ()  # divisions without a report, and their states
    errors: tuple[Finding, ...] = field(default=())  # of severity error, not accepted
    late: Mapping[tuple[Code, int, int], Actual] = field(default_factory=dict)  # by year too


def read_result(text: str, file: str) -> YearResult:
    """The facts of ``text``.

    Raises:
        Problem: no JSON, or not what ``zushi-xl collect`` writes.
    """
    reader = _Reader(_parsed(text, file), file)
    plan = reader.item("plan", dict)
    errors = tuple(e for e in reader.records("findings", _finding) if not e.waived)
    faulty = {str(e.source) for e in errors if e.source and e.source.cell}
    year = reader.item("fiscal_year", int)
    actuals = reader.records("kpi_values", lambda r: _actual(r, year, faulty))
    late = reader.records("kpi_values", lambda r: _late(r, year, faulty))
    return YearResult(
        file=file,
        fiscal_year=year,
        city=reader.item("city", str),
        plan_title=str(plan.get("title", "")),
        sections={code_key(s.code): s for s in reader.records("evaluations", _section)},
        initiatives={code_key(i.code): i for i in reader.records("initiatives", _initiative)},
        statements=dict(reader.records("kpis", _statement)),
        actuals={(code_key(a.code), a.number): a for a in actuals},
        late={(code_key(a.code), a.number, of): a for of, a in late},
        programs=tuple(reader.records("budget_programs", _program)),
        outstanding=tuple(reader.records("divisions", _outstanding)),
        errors=errors,
    )


def _parsed(text: str, file: str) -> dict[str, Any]:
    found, reason = None, ""
    try:
        found = parse_json(text)
    except JsonFault as fault:
        reason = f"（{fault}）"
    if not isinstance(found, dict) or found.get("schema") != _SCHEMA:
        raise Problem(
            f"{file} は収集結果の形ではありません{reason}。"
            f"もう一度{Way.COLLECT}を実行してください。"
        )
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    result: Mapping[str, Any]
    file: str

    def item(self, name: str, kind: type[_T]) -> _T:
        value = self.result.get(name)
        if not isinstance(value, kind):
            raise self.refuse(f"「{name}」")
        return value

    def records(self, name: str, make: Callable[[Any], _T | None]) -> list[_T]:
        """What ``make`` gives for each record of a list, without None."""
        made = []
        for number, record in enumerate(self.item(name, list), 1):
            try:
                one = make(record)
            except (_Shape, AttributeError, TypeError):
                raise self.refuse(f"「{name}」の {number} 件目") from None
            if one is not None:
                made.append(one)
        return made

    def refuse(self, place: str) -> Problem:
        return Problem(
            f"{self.file} の{place}が収集結果の形ではありません。"
            f"もう一度{Way.COLLECT}を実行してください。"
        )


class _Shape(Exception):
    """An item that is not of the kind it should be."""


def _get(record: Any, name: str, kinds: tuple[type, ...]) -> Any:
    value = record.get(name)
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise _Shape(name)
    return value


def _source(record: Any) -> Source | None:
    """The place that a record names, or None."""
    if record is None:
        return None
    parts = (_get(record, name, _MAYBE_TEXT) or "" for name in ("file", "sheet", "cell"))
    return Source(*parts)


def _extra(record: Any) -> dict[str, str]:
    found: dict[str, Any] = _get(record, "extra", (dict,))
    return {name: text for name, text in found.items() if isinstance(text, str)}


def _section(record: Any) -> ReportedItem:
    named = {name: _get(record, name, _TEXT) for name in ("remarks", "next_steps")}
    return ReportedItem(
        code=_get(record, "code", _TEXT),
        title=_get(record, "title", _TEXT),
        texts={**_extra(record), **named},
        source=_source(record.get("source")),
        rating=_get(record, "rating", _MAYBE_TEXT) or "",
        is_section=True,
    )


def _initiative(record: Any) -> ReportedItem:
    named = {name: _get(record, name, _TEXT) for name in ("description", "results")}
    budgets = record.get("budgets", ())
    return ReportedItem(
        code=_get(record, "code", _TEXT),
        title=_get(record, "title", _TEXT),
        texts={**_extra(record), **named},
        source=_source(record.get("source")),
        amount=None if any(map(_is_error, budgets)) else _get(record, "amount_yen", _YEN),
        amount_text=_get(record, "amount_text", _TEXT),
        program=_programs(record),
        grades=dict(map(_grade, record.get("ratings", ()))),
    )


def _grade(rating: Any) -> tuple[str, str]:
    """The field of a rating and the grade that was given, empty for none."""
    return _get(rating, "field", _TEXT), _get(rating, "grade", _MAYBE_TEXT) or ""


def _programs(record: Any) -> str:
    """The programs of an initiative, one a line."""
    names = [_get(budget, "program", _TEXT) for budget in record.get("budgets", ())]
    return "\n".join(names) or _get(record, "budget_program", _MAYBE_TEXT) or ""


def _is_error(record: Any) -> bool:
    """Whether a value has an open error: it is nobody's actual figure."""
    return isinstance(record, dict) and record.get("review") == Severity.ERROR.value


def _statement(record: Any) -> tuple[tuple[Code, int], str]:
    key = (code_key(_get(record, "code", _TEXT)), _get(record, "kpi", (int,)))
    return key, _get(record, "statement", _TEXT)


def _actual(record: Any, year: int, faulty: set[str]) -> Actual | None:
    """The figure if it is an actual one of the year; the plan's planned one is none."""
    if _get(record, "period", _TEXT) != str(year):
        return None
    return _reported(record, faulty)


def _late(record: Any, year: int, faulty: set[str]) -> tuple[int, Actual] | None:
    """The year and the figure, if it is an actual one of an earlier year."""
    period = _get(record, "period", _TEXT)
    is_earlier = period.isdecimal() and int(period) < year
    actual = _reported(record, faulty) if is_earlier else None
    return (int(period), actual) if actual else None


def _reported(record: Any, faulty: set[str]) -> Actual | None:
    if record.get("status") != "actual":
        return None
    source = _source(record.get("source"))
    return Actual(
        _get(record, "code", _TEXT),
        _get(record, "kpi", (int,)),
        _get(record, "text", _TEXT),
        _get(record, "value", _MAYBE_TEXT),
        _get(record, "unit", _MAYBE_TEXT),
        _get(record, "qualifier", _MAYBE_TEXT),
        source,
        is_refused=bool(record.get("refused")) or _is_error(record) or str(source) in faulty,
    )


def _program(record: Any) -> Spent:
    return Spent(
        _get(record, "name", _TEXT),
        _get(record, "amount_yen", _YEN),
        _get(record, "settled_yen", _YEN),
    )


def _outstanding(record: Any) -> tuple[str, str] | None:
    """Results of earlier versions tell of the receipt only."""
    name: str = _get(record, "name", _TEXT)
    receipt = {"missing": "未提出", "unreadable": "読めない"}.get(str(record.get("status")))
    state = record.get("state") or receipt
    return (name, state) if state in OUTSTANDING else None


def _finding(record: Any) -> Finding | None:
    """A finding of severity error; the others do not stand against closing the year."""
    if _get(record, "severity", _TEXT) != Severity.ERROR.value:
        return None
    return Finding(
        rule=_get(record, "rule", _TEXT),
        severity=Severity.ERROR,
        message=_get(record, "message", _TEXT),
        remedy=_get(record, "remedy", _TEXT),
        source=_source(record),
        division=_get(record, "division", _MAYBE_TEXT) or "",
        code=_get(record, "code", _MAYBE_TEXT) or "",
        field=_get(record, "field", _MAYBE_TEXT) or "",
        given=_get(record, "given", _TEXT),
        waived=bool(record.get("waived")),
    )
