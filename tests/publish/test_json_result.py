"""収集結果.json, compared as data with values typed by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.publish import small
from tests.publish.schema_check import faults
from tests.publish.small import csv_contents, json_text
from zushi_xl.findings.finding import Severity
from zushi_xl.form.model import Block, FieldType


def result(**more: Any) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json_text(small.report(**more)))
    return loaded


def test_the_head() -> None:
    made = result()
    assert (made["schema"], made["fiscal_year"], made["city"]) == (1, 2024, "見本市")
    assert made["plan"] == {"title": "実施計画", "version": "1"}


def test_divisions() -> None:
    assert result()["divisions"] == [
        {
            "name": "福祉課",
            "status": "received",
            "state": "受理",
            "file": "福祉課.xlsx",
            "round": 1,
        },
        {
            "name": "環境課",
            "status": "received",
            "state": "受理",
            "file": "環境課.xlsx",
            "round": 2,
        },
        {"name": "総務課", "status": "missing", "state": "未提出", "file": None, "round": None},
    ]


def test_evaluations_are_of_the_rated_levels() -> None:
    made = result()["evaluations"]
    assert [(e["code"], e["level"], e["rating"], e["rating_label"]) for e in made] == [
        ("1", "pillar", "A", "順調"),
        ("1-1-①", "measure", "B", "概ね順調"),
        ("1-1-②", "measure", None, None),
    ]


def test_an_evaluation() -> None:
    assert result()["evaluations"][1] == {
        "code": "1-1-①",
        "level": "measure",
        "level_name": "具体的施策",
        "title": "見守りの推進",
        "rating": "B",
        "rating_label": "概ね順調",
        "rating_text": "B：概ね順調",
        "remarks": "=1+1 は式ではない\n二行目",
        "next_steps": "-続ける",
        "ratings": [
            {
                "field": "rating",
                "role": "主担当課",
                "scale": None,
                "grade": "B",
                "label": "概ね順調",
                "text": "B：概ね順調",
                "review": "none",
                "source": {"file": "福祉課.xlsx", "sheet": "1-1-①", "cell": "C2"},
            }
        ],
        "extra": {"memo": "外に出さない", "meetings": "１２回"},
        "unread": {},
        "reviews": {},
        "division": "福祉課",
        "source": {"file": "福祉課.xlsx", "sheet": "1-1-①", "cell": "C2"},
    }


def test_a_grade_that_is_none_keeps_its_text() -> None:
    unknown = result()["evaluations"][2]
    assert (unknown["rating"], unknown["rating_text"]) == (None, "Ｅ")


def test_a_reported_figure_keeps_its_digits() -> None:
    row = next(r for r in result()["kpi_values"] if r["period"] == "2024")
    assert row == {
        "code": "1-1-①",
        "kpi": 1,
        "period": "2024",
        "fiscal_year": 2024,
        "status": "actual",
        "text": "22.20%",
        "value": "22.20",
        "low": None,
        "high": None,
        "unit": "％",
        "qualifier": None,
        "fiscal_years": [],
        "planned": False,
        "kind": "ratio",
        "missing_reason": None,
        "refused": None,
        "also": [],
        "review": "none",
        "source": {"file": "福祉課.xlsx", "sheet": "1-1-①", "cell": "C7"},
    }


@pytest.mark.parametrize(
    ("code", "kpi", "period", "expected"),
    [
        ("1-1-①", 1, "2022.3", {"value": None, "missing_reason": "not_conducted"}),
        ("1-1-①", 1, "2025", {"value": "67.5", "planned": True, "status": "planned"}),
        ("1-1-②", 1, "2024", {"value": "1030", "qualifier": "about", "unit": "人"}),
        ("1-1-②", 1, "target", {"value": "3001", "low": "3001", "qualifier": "at_least"}),
    ],
)
def test_figures(code: str, kpi: int, period: str, expected: dict[str, Any]) -> None:
    rows = {(r["code"], r["kpi"], r["period"]): r for r in result()["kpi_values"]}
    row = rows[code, kpi, period]
    assert {key: row[key] for key in expected} == expected


def test_a_baseline_in_two_parts_gives_both() -> None:
    row = next(r for r in result()["kpi_values"] if (r["kpi"], r["status"]) == (2, "baseline"))
    assert (row["value"], row["fiscal_years"], row["refused"]) == ("23", [2021], None)
    assert row["also"] == [
        {
            "value": "8.8",
            "low": None,
            "high": None,
            "unit": "件",
            "qualifier": None,
            "fiscal_years": [2020],
        }
    ]


def test_of_two_reported_figures_none_is_chosen() -> None:
    row = next(r for r in result()["kpi_values"] if (r["kpi"], r["period"]) == (2, "2024"))
    assert (row["value"], bool(row["refused"])) == (None, True)
    assert [other["value"] for other in row["also"]] == ["12", "15"]


def test_kpis_carry_their_further_fields() -> None:
    first = result()["kpis"][0]
    assert first["extra"] == {"method": "市民アンケート"}
    assert (first["statement"], first["trend"], first["division"]) == ("％の指標", "上昇", "福祉課")


def test_a_further_yearly_field_has_a_text_per_period() -> None:
    further = small.field(Block.KPI, "national", "全国平均", FieldType.YEARLY, meaning=None)
    form = replace(small.FORM, fields=(*small.FIELDS, further))
    report = small.report(form=form)
    slot = next(a.slot for a in report.answers.values() if a.slot.field.id == "values")
    answer = next(a for a in report.answers.values() if a.slot is slot)
    key = slot.key._replace(field="national")
    added = replace(report, answers={**report.answers, key: answer})
    assert json.loads(json_text(added))["kpis"][0]["extra"]["national/2024"] == "22.20%"


def test_an_initiative() -> None:
    assert result()["initiatives"][0] == {
        "code": "1-1-①-①",
        "number": "①",
        "title": "訪問",
        "strategy_codes": ["4-2-①-1", "4-2-①-7"],
        "relisted_from": None,
        "description": "訪問の説明",
        "results": "訪問した。",
        "budget_program": "見守り事業",
        "amount_yen": 2289233,
        "amount_text": "２，２８９，２３３円",
        "budgets": [
            {
                "program": "見守り事業",
                "amount_yen": 2289233,
                "amount_text": "２，２８９，２３３円",
                "missing_reason": None,
                "refused": None,
                "review": "none",
                "source": {"file": "福祉課.xlsx", "sheet": "1-1-①-①", "cell": "C14"},
            }
        ],
        "ratings": [],
        "extra": {},
        "unread": {},
        "reviews": {},
        "division": "福祉課",
        "source": {"file": "福祉課.xlsx", "sheet": "1-1-①-①", "cell": "C14"},
    }


def test_a_further_amount_is_not_the_amount() -> None:
    """Of several fields of a type the one that means it carries the named datum."""
    further = small.field(Block.INITIATIVE, "share", "うち補助金", FieldType.MONEY, meaning=None)
    form = replace(small.FORM, fields=(*small.FIELDS, further))
    answers = {**small.ANSWERS, ("1-1-①-①", "share"): "1,000円"}
    made = result(form=form, answers=answers)["initiatives"][0]
    assert (made["amount_yen"], made["extra"]) == (2289233, {"share": "1,000円"})


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (FieldType.DATE, "45491"),
        (FieldType.NUMBER, "30〜40"),
        (FieldType.CHOICE, "やめる"),
    ],
)
def test_what_could_not_be_understood_is_no_answer_anywhere(kind: FieldType, typed: str) -> None:
    choices = ("拡充", "継続")  # of a 選択
    more = small.field(Block.INITIATIVE, "more", "追加", kind, choices=choices)
    form = replace(small.FORM, fields=(*small.FIELDS, more))
    answers = {**small.ANSWERS, ("1-1-①-①", "more"): typed}
    made = result(form=form, answers=answers)["initiatives"][0]
    assert (made["extra"], made["unread"]) == ({"more": ""}, {"more": typed})
    written = csv_contents(small.report(form=form, answers=answers))["取り組み.csv"]
    assert typed not in written.decode("utf-8-sig")


def test_an_initiative_without_a_report() -> None:
    bare = result(answers={})["initiatives"][1]
    assert (bare["amount_yen"], bare["amount_text"], bare["source"]) == (None, "", None)


def test_codes_that_a_division_chose_count() -> None:
    """Where the form lets divisions fill in the codes, the plan's are only the default."""
    fields = tuple(
        replace(f, filler=small.Filler.OWNER) if f.id == "strategy" else f for f in small.FIELDS
    )
    answers = {("1-1-①-①", "strategy"): "４－３－１－２", ("1-1-①-②", "strategy"): "ー"}
    made = result(form=replace(small.FORM, fields=fields), answers=answers)["initiatives"]
    assert [i["strategy_codes"] for i in made[:2]] == [["4-3-①-2"], []]


def test_programs_count_once_and_keep_disagreeing_amounts() -> None:
    assert result()["budget_programs"] == [
        {
            "name": "見守り事業",
            "amount_yen": 2289233,
            "state": "確定",
            "review": "none",
            "amounts_yen": [2289233],
            "settled_yen": 2289000,
            "initiatives": ["1-1-①-①", "1-1-①-②"],
            "divisions": ["福祉課"],
        },
        {
            "name": "海岸事業",
            "amount_yen": None,
            "state": "金額相違",
            "review": "none",
            "amounts_yen": [315760, 380318],
            "settled_yen": None,
            "initiatives": ["1-1-②-①", "1-1-②-②"],
            "divisions": ["環境課"],
        },
    ]


def test_findings_in_their_order() -> None:
    found = (
        small.finding(),
        small.finding("no-place", Severity.INFO, source=None, division="", code="", field=""),
    )
    assert result(findings=found)["findings"] == [
        {
            "rule": "required-empty",
            "severity": "error",
            "division": "福祉課",
            "file": "福祉課.xlsx",
            "sheet": "1-1-①",
            "cell": "B14",
            "code": "1-1-①",
            "field": "今後の対応",
            "given": "",
            "expected": "記入",
            "message": "「今後の対応」が書かれていません。",
            "remedy": "この欄に記入してください。",
            "waived": False,
            "also_at": [],
            "explained": False,
        },
        {
            "rule": "no-place",
            "severity": "info",
            "division": None,
            "file": None,
            "sheet": None,
            "cell": None,
            "code": None,
            "field": None,
            "given": "",
            "expected": "記入",
            "message": "「今後の対応」が書かれていません。",
            "remedy": "この欄に記入してください。",
            "waived": False,
            "also_at": [],
            "explained": False,
        },
    ]


def test_what_was_typed_otherwise() -> None:
    row = next(n for n in result()["normalised"] if n["given"] == "２，２８９，２３３円")
    assert (row["file"], row["sheet"], row["field"]) == ("福祉課.xlsx", "1-1-①-①", "実績額")
    assert row["used"] == "2289233円"


def test_inputs() -> None:
    rows = result()["inputs"]
    assert [(i["file"], i["status"]) for i in rows] == [
        ("福祉課.xlsx", "adopted"),
        ("古い.xlsx", "superseded"),
        ("環境課.xlsx", "adopted"),
        ("送付状.txt", "ignored"),
        ("壊れ.xlsx", "unreadable"),
    ]
    assert rows[3]["division"] is None
    assert rows[0]["sha256"] == "a" * 64


@pytest.mark.parametrize(
    "answers", [small.ANSWERS, {}, {("1-1-①-①", "amount"): "12.5円", ("1", "rating"): "B"}]
)
def test_as_the_schema_says(answers: dict[tuple[str, ...], str]) -> None:
    schema = json.loads((ROOT / "docs" / "収集結果.schema.json").read_text(encoding="utf-8"))
    made = result(answers=answers, findings=[small.finding()])
    assert faults(made, schema, schema) == []


def _unexplained(schema: dict[str, Any], node: dict[str, Any], place: str = "") -> Iterator[str]:
    """Keys below a node of the schema that no sentence explains."""
    node = {**schema["$defs"].get(node.get("$ref", "").rpartition("/")[2], {}), **node}
    for name, part in node.get("properties", {}).items():
        known = schema["$defs"].get(part.get("$ref", "").rpartition("/")[2], {})
        if "description" not in {**known, **part}:
            yield f"{place}.{name}"
        yield from _unexplained(schema, part, f"{place}.{name}")
    for part in (node.get("items"), *node.get("anyOf", ())):
        yield from _unexplained(schema, part, place) if part else ()


def test_the_page_and_the_schema_explain_every_key() -> None:
    schema = json.loads((ROOT / "docs" / "収集結果.schema.json").read_text(encoding="utf-8"))
    assert list(_unexplained(schema, schema)) == []
    page = (ROOT / "docs" / "収集結果.md").read_text(encoding="utf-8")
    listed, _, _ = page.partition("### 点検")
    named = set(re.findall(r"`(\w+)`", listed))
    assert [key for key in schema["properties"] if key not in named] == []
    assert set(result()) <= set(schema["properties"])


def test_the_schema_check_sees_faults() -> None:
    schema = json.loads((ROOT / "docs" / "収集結果.schema.json").read_text(encoding="utf-8"))
    made = result()
    made["kpi_values"][0]["value"] = 22.2
    made["divisions"][0]["status"] = "here"
    del made["inputs"]
    assert len(faults(made, schema, schema)) == 3


def test_a_fraction_of_a_yen_is_no_amount() -> None:
    made = result(answers={("1-1-①-①", "amount"): "12.5円"})["initiatives"][0]
    assert (made["amount_yen"], made["amount_text"]) == (None, "12.5円")


def test_one_record_a_line_and_equal_texts() -> None:
    text = json_text(small.report())
    assert text == json_text(small.report())
    assert text.endswith("]\n}\n")
    assert sum('"period"' in line for line in text.splitlines()) == text.count('"period"')
    assert "\\u" not in text


def test_any_text_can_be_written() -> None:
    """A lone half of a surrogate pair stays what it was; control characters are escaped."""
    odd = "\ud842 𠮷 \x00 \x1f \u2028 。"
    report = small.report()
    first = replace(report.evaluations[0], texts={"remarks": odd})
    text = json_text(replace(report, evaluations=(first,)))
    text.encode("utf-8")
    assert json.loads(text)["evaluations"][0]["remarks"] == odd
