"""Grades counted by level, field and scale: the figures are worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.publish import small
from zushi_xl.form.model import Block, FieldType
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.model import Report
from zushi_xl.report.rating_counts import RatingCount, rating_counts
from zushi_xl.workbook.cells import Source


def grade(symbol: str, rank: int | None, points: str = "", scale: str = "方向性") -> Grade:
    return Grade(
        (),
        symbol,
        "",
        "",
        GradeClass.RANKED if rank else GradeClass.STOPPED,
        None,
        None,
        Source("計画マスタ.xlsx"),
        scale,
        rank,
        Decimal(points) if points else None,
    )


COURSE = (grade("縮小", 3, "1"), grade("拡充", 1, "3"), grade("継続", 2, "2"), grade("廃止", None))


def course(report: Report) -> RatingCount:
    (count,) = (c for c in rating_counts(report) if c.field.id == "course")
    return count


def reported(answers: dict[tuple[str, str], str], decimals: int = 1) -> Report:
    further = small.field(
        Block.INITIATIVE, "course", "方向性", FieldType.RATING, meaning=None, scale="方向性"
    )
    form = replace(small.FORM, fields=(*small.FIELDS, further))
    plan = replace(
        small.plan(),
        grades=(*small.plan().grades, *COURSE),
        settings=small.settings(share_decimals=decimals),
    )
    return small.report(plan=plan, form=form, answers={**small.ANSWERS, **answers})


FIRST, SECOND, THIRD = "1-1-①-①", "1-1-①-②", "1-1-②-①"  # of five initiatives


def test_the_best_rank_stands_first_wherever_its_row_is() -> None:
    assert [g.symbol for g in course(reported({})).grades] == ["拡充", "継続", "縮小", "廃止"]


def test_nothing_given() -> None:
    count = course(reported({}))
    assert (count.without, count.ranked, count.mean) == (5, 0, None)
    assert count.share(COURSE[1]) is None


def test_shares_are_of_the_ranked_alone_and_means_of_those_with_points() -> None:
    given = {(FIRST, "course"): "拡充", (SECOND, "course"): "廃止", (THIRD, "course"): "縮小"}
    count = course(reported(given))
    assert count.counts == {"拡充": 1, "継続": 0, "縮小": 1, "廃止": 1}
    assert [count.share(g) for g in count.grades] == [
        Decimal("50.0"),
        Decimal("0.0"),
        Decimal("50.0"),
        None,
    ]
    assert (count.mean, count.pointed, count.without) == (Decimal("2.0"), 2, 2)


@pytest.mark.parametrize(("decimals", "share"), [(0, "33"), (1, "33.3"), (2, "33.33")])
def test_decimals_are_a_setting(decimals: int, share: str) -> None:
    given = {(FIRST, "course"): "拡充", (SECOND, "course"): "継続", (THIRD, "course"): "縮小"}
    assert str(course(reported(given, decimals)).share(COURSE[1])) == share


def test_the_plans_own_ratings_are_counted_by_level() -> None:
    counted = [
        (c.level_name, c.field.id, dict(c.counts), c.without) for c in rating_counts(reported({}))
    ]
    assert ("具体的施策", "rating", {"A": 0, "B": 1}, 1) in counted
    assert ("柱", "rating", {"A": 1, "B": 0}, 0) in counted
