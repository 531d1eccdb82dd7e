"""The table of the handbook says how a figure of 白帆市 is rated: each of its rows is tried."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conditions import town
from tests.new_city.example_years import started
from zushi_xl import rules
from zushi_xl.form.layout import Key
from zushi_xl.masters.load import Masters, load_masters

PAGE = Path(__file__).parents[2] / "docs" / "自分の市で始める.md"


def rows() -> list[tuple[str, str, str]]:
    """Code, what was typed, grade."""
    text = PAGE.read_text(encoding="utf-8").split("### 評価を基準で決める市")[1].split("## 2.")[0]
    found = re.findall(r"^\| (\d-\d\d) [^|]*\| ([^|]+) \| ([SABC－]) \| [^|]+\|$", text, re.M)
    return [(code, typed, grade) for code, typed, grade in found]


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> Masters:
    folder = started(tmp_path_factory.mktemp("city") / "白帆市", "白帆市") / "templates_xlsx"
    return load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")


def test_the_page_has_its_table() -> None:
    assert len(rows()) == 9


@pytest.mark.parametrize(("code", "typed", "grade"), rows())
def test_the_grade_of_a_figure(masters: Masters, code: str, typed: str, grade: str) -> None:
    returned = town.returned(masters, f"{code}/1 values | {typed}")
    answers = rules.with_filled_grades(masters.plan, returned).answers
    assert answers[Key(code, "rating")].used.split("：")[0] == grade
