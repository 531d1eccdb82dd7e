"""正誤表 lists what reads otherwise, in the city's words: no other spelling of the same, no code."""

from __future__ import annotations

from typing import Any

from zushi_xl.report.frozen import errata_between

PLACE = {"file": "課.xlsx", "sheet": "5-1-②", "cell": "E7"}


def result(
    value: tuple[str, str, str] = ("390", "団体", "３９０団体"),
    status: str = "actual",
    rating: tuple[str, str, str] = ("B", "概ね順調である", "B"),
    amount: tuple[str, int | None] = ("６，０８０，０００円", 6080000),
    sha: str = "1",
) -> dict[str, Any]:
    number, unit, text = value
    figure = {"value": number or None, "low": None, "high": None, "unit": unit, "text": text}
    return {
        "evaluations": [
            {
                "code": "5-1-②",
                "title": "市民活動",
                "source": PLACE,
                "rating": rating[0],
                "rating_label": rating[1],
                "rating_text": rating[2],
                "remarks": "同じ。",
            }
        ],
        "initiatives": [
            {
                "code": "5-1-②-①",
                "title": "講座",
                "source": PLACE,
                "budgets": [
                    {
                        "program": "講座事業",
                        "amount_text": amount[0],
                        "amount_yen": amount[1],
                        "source": PLACE,
                    }
                ],
            }
        ],
        "kpi_values": [
            {
                "code": "5-1-②",
                "kpi": 1,
                "period": "2024",
                "status": status,
                "source": PLACE,
                **figure,
            }
        ],
        "budget_programs": [],
        "inputs": [{"file": "課.xlsx", "sha256": sha}],
    }


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(e.what, e.old, e.new) for e in errata_between(old, new, {})]


def test_another_spelling_of_the_same_is_no_erratum() -> None:
    again = result(
        value=("390", "団体", "390団体"),
        rating=("B", "概ね順調である", "Ｂ：概ね順調である"),
        amount=("6,080千円", 6080000),
        sha="2",
    )
    assert told(result(), again) == []


def test_value_grade_and_amount_in_the_words_of_the_pages() -> None:
    again = result(
        value=("391", "団体", "391団体"),
        rating=("A", "順調である", "A"),
        amount=("6,090,000円", 6090000),
        sha="2",
    )
    assert told(result(), again) == [
        ("評価", "B：概ね順調である", "A：順調である"),
        ("実績額（講座事業）", "６，０８０，０００円", "6,090,000円"),
        ("KPI1 2024年度", "３９０団体", "391団体"),
    ]


def test_a_value_that_came_later_is_one_line() -> None:
    before = result(value=("", "団体", "未確定"), status="open")
    assert told(before, result()) == [("KPI1 2024年度", "未確定", "３９０団体")]


def test_a_grade_that_is_none_is_what_was_typed() -> None:
    before = result(rating=("", "", "Ｅ"))
    assert told(before, result()) == [("評価", "Ｅ", "B：概ね順調である")]
