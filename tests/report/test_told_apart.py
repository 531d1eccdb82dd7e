"""What stands beside figures in the tables: whose KPI it is, where it is counted, why there is none."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from tests.publish import small
from zushi_xl.form.layout import Key
from zushi_xl.plan.levels import Level, standard_levels
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.five_values import as_read, missing_class, reason_for_none
from zushi_xl.report.model import Report
from zushi_xl.report.printed_figures import NO_TOTAL, figure_text, yen


def rows(made: Report, name: str) -> list[dict[str, str]]:
    text = small.csv_contents(made)[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_kpi_says_what_it_stands_under() -> None:
    titles = {row["コード"]: row["名称"] for row in rows(small.report(), "KPI.csv")}
    assert titles == {"1-1-①": "見守りの推進", "1-1-②": "海岸の清掃"}
    divisions = {row["コード"]: row["担当課"] for row in rows(small.report(), "KPI.csv")}
    assert divisions == {"1-1-①": "福祉課", "1-1-②": "環境課"}


def test_a_kpi_that_is_shown_twice_says_where_it_counts() -> None:
    plan = small.plan()
    *others, last = plan.kpis
    again = replace(last, relisted_from=("1-1-①", 2))
    said = {
        (row["コード"], row["KPI番号"]): row["再掲元"]
        for row in rows(small.report(replace(plan, kpis=(*others, again))), "KPI.csv")
    }
    assert said == {("1-1-①", "1"): "", ("1-1-①", "2"): "", ("1-1-②", "1"): "1-1-① KPI2"}


def test_codes_of_a_city_with_levels_of_its_own_name_those_above() -> None:
    """Where 階層 describes the levels, a code says nothing of its own place."""
    plan = small.plan()
    names = ((Level.PILLAR, "基本目標"), (Level.DIRECTION, "政策"), (Level.MEASURE, "施策"))
    described = standard_levels(names)
    settings = replace(plan.settings, described_levels=described)
    made = small.report(replace(plan, settings=settings))
    row = next(r for r in rows(made, "KPI.csv") if r["コード"] == "1-1-②")
    assert (row["基本目標コード"], row["政策コード"], row["施策コード"]) == ("1", "1-1", "1-1-②")
    plain = next(r for r in rows(small.report(), "KPI.csv") if r["コード"] == "1-1-②")
    assert "柱コード" not in plain


def test_what_cannot_be_read_is_not_empty() -> None:
    answer = small.report().answers[Key("1-1-①", "meetings")]
    error = replace(answer, text="#REF!", used="", quantity=None, refused="エラー値です")
    assert missing_class(reason_for_none(as_read(error))) == "読めない"
    words = replace(answer, text="十数回開いた", used="十数回開いた", quantity=None, refused="")
    assert reason_for_none(as_read(words)) == "文章による記載"
    blank = replace(answer, text="　", used="", quantity=None, refused="")
    assert as_read(blank) is None
    assert missing_class(reason_for_none(as_read(blank))) == "空欄"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("２３件（2021年度）", "23件（2021年度）"),
        ("２３件（2019年度～2021年度の平均）", "23件（2019年度～2021年度）"),
        ("２３件（2020～2021年度）", "23件（2020年度～2021年度）"),
    ],
)
def test_the_years_of_a_figure_are_printed_from_first_to_last(typed: str, printed: str) -> None:
    assert figure_text(typed, read_quantity(typed, Context("件"))) == printed


def test_the_sum_of_nothing_is_not_0() -> None:
    assert [yen(small.Decimal(0), 1), yen(small.Decimal(0), 0)] == ["0円", NO_TOTAL]
    assert NO_TOTAL == "－"
