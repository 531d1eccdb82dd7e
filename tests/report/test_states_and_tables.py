"""How far divisions are, findings that are open, and single cells of the tables: each by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.publish import small
from tests.publish.small import SHORE, WELFARE, finding, report
from zushi_xl.findings.finding import Severity
from zushi_xl.form.model import Block, FieldType
from zushi_xl.plan.model import ValueStatus
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.amount_sums import amount_sums
from zushi_xl.report.facts import money_of
from zushi_xl.report.filled_rows import filled_rows
from zushi_xl.report.kpi import Aim, Expected, Point, points
from zushi_xl.report.kpi_words import show, shown_value
from zushi_xl.report.ledger import LedgerMatch, Reconciled
from zushi_xl.report.model import DivisionStanding, DivisionState, Receipt, Report
from zushi_xl.report.program_amounts import programs_in
from zushi_xl.report.tables import tidy_tables

CONFIRM = Severity.CONFIRM


@pytest.mark.parametrize(
    ("receipt", "file", "errors", "doubts", "blank", "explained", "word", "state"),
    [
        (Receipt.MISSING, "", 0, 0, False, 0, "未提出", "未提出"),
        (Receipt.MISSING, "甲.xlsx", 0, 0, False, 0, "未記入", "未記入"),
        (Receipt.UNREADABLE, "甲.xlsx", 0, 0, False, 0, "読めない", "読めない"),
        (Receipt.UNREADABLE, "甲.xlsx", 2, 0, True, 0, "読めない", "読めない"),
        (Receipt.RECEIVED, "甲.xlsx", 2, 1, True, 0, "未記入", "未記入"),
        (Receipt.RECEIVED, "甲.xlsx", 2, 1, False, 1, "要修正", "要修正 2"),
        (Receipt.RECEIVED, "甲.xlsx", 0, 3, False, 1, "要確認", "要確認 3"),
        (Receipt.RECEIVED, "甲.xlsx", 0, 0, False, 4, "要確認", "要確認（説明済み 4）"),
        (Receipt.RECEIVED, "甲.xlsx", 0, 0, False, 0, "受理", "受理"),
    ],
)
def test_the_state_of_a_division(
    receipt: Receipt,
    file: str,
    errors: int,
    doubts: int,
    blank: bool,
    explained: int,
    word: str,
    state: str,
) -> None:
    division = DivisionState("甲", receipt, file)
    standing = DivisionStanding(division, errors, doubts, blank, explained)
    assert (standing.word, standing.state) == (word, state)


def test_nothing_is_explained_where_nobody_says_so() -> None:
    assert DivisionStanding(DivisionState("甲", Receipt.RECEIVED, "甲.xlsx"), 0, 0).word == "受理"


def with_findings() -> Report:
    return report(
        findings=(
            finding(severity=Severity.ERROR, division=SHORE),
            finding(severity=CONFIRM, division=SHORE, waived=True),
            finding(severity=CONFIRM, division=SHORE, explained=True),
            finding(severity=CONFIRM, division=WELFARE),
            finding(severity=CONFIRM, division=WELFARE, field="別の欄"),
        )
    )


def test_the_most_urgent_first() -> None:
    found = with_findings()
    assert [(s.division.name, s.errors, s.doubts, s.explained) for s in found.standings] == [
        ("総務課", 0, 0, 0),
        (SHORE, 1, 1, 1),
        (WELFARE, 0, 2, 0),
    ]
    assert found.standing_of[SHORE].state == "要修正 1"
    assert [d.name for d in found.reported] == [WELFARE, SHORE]
    assert found.outstanding == {"未提出": ("総務課",)}


def test_a_part_has_the_states_of_the_whole_year() -> None:
    whole = with_findings()
    part = replace(
        whole,
        group="福祉",
        divisions=tuple(d for d in whole.divisions if d.name == WELFARE),
        findings=(),
        year_standings=whole.standings,
    )
    assert [(s.division.name, s.doubts) for s in part.standings] == [(WELFARE, 2)]


def test_open_findings() -> None:
    found = with_findings()
    assert len(found.open_findings()) == 4
    assert [f.severity for f in found.open_findings(SHORE)] == [Severity.ERROR, CONFIRM]
    assert len(found.open_findings(WELFARE)) == 2
    assert found.has_errors
    assert not report(findings=(finding(severity=CONFIRM),)).has_errors
    assert not report(findings=(finding(severity=Severity.ERROR, waived=True),)).has_errors


def test_a_reconciled_program_is_known_to_the_yen_where_nothing_else_is_said() -> None:
    one = Reconciled("甲", LedgerMatch.AGREES, None, None, None, (), ())
    assert one.around == (0, 0)


def test_money_that_differs_from_the_register() -> None:
    """見守り事業: two say 2,289,233 yen, the register 2,289,000."""
    money = money_of(report())
    assert (money.compared, money.differing) == (1, 1)
    same = small.plan().programs[0]._replace(settled=Decimal(2289233))
    money = money_of(report(small.plan(programs=(same,))))
    assert (money.compared, money.differing) == (1, 0)


def test_where_no_amount_is_summed() -> None:
    assert amount_sums(report()) == ()


def test_a_form_without_tables_has_no_rows() -> None:
    assert filled_rows(report()) == {}


def table(name: str, of: Report | None = None) -> list[dict[str, object]]:
    found = next(t for t in tidy_tables(of or report()) if t.file == name)
    return [{c.header: c.value(row) for c in found.columns} for row in found.rows]


def test_the_parts_of_a_strategy_code() -> None:
    """4-2-①-1 and 4-2-①-7 of the sample; a shorter code has no further part."""
    rows = table("取り組み_総合戦略.csv")
    head = "総合戦略の{}番号"
    names = [head.format(n) for n in ("基本目標", "基本的方向", "具体的施策", "主な取り組み")]
    assert [[row[name] for name in names] for row in rows] == [[4, 2, 1, 1], [4, 2, 1, 7]]
    first = replace(small.plan().initiatives[0], strategy_codes=("4-2",))
    rows = table("取り組み_総合戦略.csv", report(small.plan(initiatives=(first,)), answers={}))
    assert [[row[name] for name in names] for row in rows] == [[4, 2, None, None]]


def test_the_scale_of_a_grade_stands_in_the_table() -> None:
    fields = tuple(
        replace(f, scale="進み方") if f.type is FieldType.RATING and f.block is Block.MEASURE else f
        for f in small.FIELDS
    )
    grades = tuple(g._replace(scale=s) for s in ("", "進み方") for g in small.plan().grades)
    made = report(small.plan(grades=grades), replace(small.FORM, fields=fields))
    rows = table("評価集計.csv", made)
    assert {row["尺度"] for row in rows} == {"", "進み方"}


def test_figures_of_the_plan_by_year() -> None:
    """The baseline 2022.3 closes the fiscal year 2021; the target stands at its year, or the last."""
    kpi = small.plan().kpis[2]
    said = {
        "2022.3": "900人",
        "2024": "950人",
        "2025": "980人",
        "interim": "960人",
        "target": "1000人",
    }
    values = {
        key: replace(
            kpi.values["target"],
            period=key,
            status=ValueStatus.PLANNED,
            text=text,
            quantity=read_quantity(text, Context("人")),
        )
        for key, text in said.items()
    }

    def years(**more: object) -> list[tuple[int, Decimal]]:
        one = replace(kpi, values=values, **more)  # type: ignore[arg-type]
        return [(p.year, p.value) for p in points(one, small.plan(kpis=(one,)))]

    assert years(interim_year=2026, target_year=2030) == [
        (2021, 900),
        (2025, 980),
        (2026, 960),
        (2030, 1000),
    ]
    assert years() == [(2021, 900), (2025, 980), (2025, 1000)]


def test_figures_in_words() -> None:
    kpi = small.plan().kpis[2]
    assert [show(Decimal(text), kpi) for text in ("1030", "1030.50", "0.5", "100")] == [
        "1,030人",
        "1,030.5人",
        "0.5人",
        "100人",
    ]


@pytest.mark.parametrize(
    ("value", "against", "shown"),
    [
        ("66.666666", None, "66.7"),
        ("66.666666", "66.7", "66.67"),  # one decimal would lie on it
        ("66.699999", "66.7", "66.699999"),  # so would four
        ("66.69996", "66.7", "66.69996"),
        ("66.6996", "66.7", "66.6996"),
        ("66.69961", "66.7", "66.6996"),
    ],
)
def test_a_figure_is_rounded_on_its_side(value: str, against: str | None, shown: str) -> None:
    path = Point(2021, "", Decimal(60)), Point(2025, "", Decimal(70))
    expected = Expected(Aim(None, None), Decimal(value), path)
    limit = None if against is None else Decimal(against)
    assert shown_value(expected, limit) == Decimal(shown)


def test_programs_of_a_cell() -> None:
    assert programs_in("見守り事業\n海岸事業") == ("見守り事業", "海岸事業")
    assert programs_in("見守り事業") == ("見守り事業",)
