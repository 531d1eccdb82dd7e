"""Sums over amounts in 円, 千円, 万円 and 百万円, their ratios, sums of tables, amounts below nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.new_city.example_years import collected
from tests.new_city.test_mistakes import replaced
from tests.new_city.test_mistakes import told as mistakes
from tests.new_city.trial import City, city, table, told

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
SAID = {
    "A-1": {"a": "1,234.5", "b": "５０万円", "c": "12.3", "d": "2", "h": "10.25", "p": "3"},
    "A-3": {"a": "ー", "b": "1000千円", "c": "▲5", "d": "0.5百万円", "h": "未定", "p": "0"},
    "A-4": {
        "a": "1,000円",
        "b": "(500)",
        "c": "12万3千円",
        "d": "1億2千万円",
        "h": "10時間半",
        "p": "3",
    },
}
ROWS = {
    "A-1/rows行1": ["紙", "3", "150円"],
    "A-1/rows行3": ["机", "２", "１．５万円"],
    "A-3/rows行1": ["", "5", "100"],
}
Year = tuple[City, dict[str, Any]]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    made = city(tmp_path_factory.mktemp("units"), "units")
    said = {
        f"{code}/{field}": [text] for code, texts in SAID.items() for field, text in texts.items()
    }
    return made, collected(made.folder, 2024, said | ROWS)


def results(year: Year, code: str) -> dict[str, str]:
    (found,) = (e["extra"] for e in year[1]["evaluations"] if e["code"] == code)
    return {field: found[field] for field in ("sum", "sumk", "diff", "rate", "staff", "per", "tot")}


def test_amounts_are_added_in_whatever_unit_they_count(year: Year) -> None:
    """1,234,500 + 500,000 + 123,000 + 2,000,000 yen; a third of that; 3 × 150 + 2 × 15,000."""
    assert results(year, "A-1") == {
        "sum": "3,857,500円", "sumk": "3,857.5千円", "diff": "734.5千円", "rate": "32％",
        "staff": "41千円", "per": "1,285,833.33円", "tot": "30,450円",
    }  # fmt: skip


def test_dashes_words_and_noughts(year: Year) -> None:
    """0 + 1,000,000 − 50,000 + 500,000; hours are not known yet; nobody divides by 0."""
    assert results(year, "A-3") == {
        "sum": "1,450,000円", "sumk": "1,450千円", "diff": "-1,000千円", "rate": "",
        "staff": "未定", "per": "", "tot": "500円",
    }  # fmt: skip
    assert set(results(year, "A-2").values()) == {""}


def test_words_within_a_figure(year: Year) -> None:
    """1,000 + 500 + 123,000 + 120,000,000 yen; four times ten and a half."""
    found = results(year, "A-4")
    assert (found["sum"], found["staff"]) == ("120,124,500円", "42千円")


def test_amounts_below_nothing_and_in_brackets_are_asked_about(year: Year) -> None:
    assert told(year[1]) == [
        ("required-empty", "A-3", "1行目の費目"),
        ("value-doubtful", "A-3", "県費（万円）"),
        ("value-doubtful", "A-4", "町費（円）"),
    ]


def test_a_number_of_unlike_units_is_a_mistake_where_they_matter(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    form = replaced(table("units.form"), "国費÷総額×100", "（国費＋5）÷総額×100")
    (line,) = mistakes(tmp_path_factory.mktemp("unlike"), table("units.plan"), form)
    assert line.startswith("様式定義.xlsx 項目 K11：使う金額の単位がそろっていません（円、千円）。")
