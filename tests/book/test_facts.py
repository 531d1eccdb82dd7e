"""What is counted: attainment of KPIs, moves of grades, money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tests.book.builders import only, published, report_of
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.plan.levels import Level
from zushi_xl.plan.scales import GradeClass
from zushi_xl.report.facts import (
    KpiVerdict,
    Move,
    grade_counts,
    last_grade_text,
    money_of,
    move_of,
    rated_level,
    standings,
)
from zushi_xl.report.spending import Stated


def test_verdicts_of_the_published_figures(masters: Masters) -> None:
    found = standings(report_of(only(masters, "5"), masters.form))
    assert {s.kpi.code: s.verdict for s in found} == {
        "5": KpiVerdict.BETTER,
        "5-1-①": KpiVerdict.NONE,
        "5-1-②": KpiVerdict.WORSE,
        "5-1-③": KpiVerdict.BETTER,
        "5-2-①": KpiVerdict.REACHED,
        "5-2-②": KpiVerdict.BETTER,
        "5-3-①": KpiVerdict.WORSE,
        "5-3-②": KpiVerdict.BETTER,
    }


def test_progress_is_the_part_of_the_way(masters: Masters) -> None:
    report = report_of(only(masters, "5-2-②"), masters.form)
    found = next(s for s in standings(report) if s.kpi.code == "5-2-②")
    assert found.progress == Decimal("18.7")  # (22.20 − 15.8) ÷ (50 − 15.8)


def test_grades_are_counted_by_pillar(masters: Masters) -> None:
    report = report_of(masters.plan, masters.form, missing=["経済観光課"])
    assert rated_level(report) is Level.MEASURE
    counts = {c.number: (dict(c.counts), c.without) for c in grade_counts(report, Level.MEASURE)}
    assert counts["第５節"] == ({"A": 5, "B": 2}, 0)
    assert counts["第４節"] == ({}, 2)


def test_moves_against_last_year(masters: Masters) -> None:
    report = report_of(only(masters, "5-1"), masters.form)
    moves = {e.section.code: move_of(report, e) for e in report.evaluations}
    assert moves["5-1-①"] is Move.SAME
    assert moves["5-1-②"] is Move.DOWN
    assert moves["5-1-③"] is Move.UP


def test_grades_that_are_not_ranked_are_not_compared(masters: Masters) -> None:
    finished = masters.plan.grades[0]._replace(
        symbol="完", label="完了した", grade_class=GradeClass.FINISHED
    )
    plan = replace(only(masters, "5-1"), grades=(*masters.plan.grades, finished))

    def typed(slot: Slot) -> str | None:
        return "完" if slot.field.type is FieldType.RATING else published(slot)

    report = report_of(plan, masters.form, typed)
    assert {move_of(report, e) for e in report.evaluations} == {Move.NONE}


def test_money_counts_each_program_once(masters: Masters) -> None:
    money = money_of(report_of(only(masters, "5"), masters.form))
    # 88,984,883 and 1,950,632 once each; 国際交流推進事業 has two amounts and is left out
    assert money.reported == Decimal(
        2289233 + 1422271 + 205158 + 88984883 + 190050 + 1950632 + 5289079 + 283283
    )
    assert money.left_out == {Stated.CONFLICT: ("国際交流推進事業",)}


def test_last_years_grade_keeps_last_years_words(masters: Masters) -> None:
    """2023 A was 「基準値を超えている」; this year's A is worded otherwise."""
    plan = masters.plan
    old = tuple(
        g._replace(label="基準値を超えている", valid_from=None, valid_to=2023)
        for g in plan.grades
        if g.symbol == "A"
    )
    new = tuple(g._replace(valid_from=2024) for g in plan.grades)
    report = report_of(replace(plan, grades=(*old, *new)), masters.form)
    section = plan.section_by_code["5-1-①"]
    assert last_grade_text(report, section) == "A：基準値を超えている"
    evaluation = report.evaluation_of["5-1-①"]
    assert evaluation.grade
    assert evaluation.grade.label != "基準値を超えている"
    assert move_of(report, evaluation) is Move.NONE  # the signs of the two years differ
