"""Completeness and texts: what must be written, and what must not be left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.rules.builders import FORM, book, brief, in_book, plan
from zushi_xl import rules
from zushi_xl.rules import settle

MEASURE = """
5     | |
5-1   | |
5-1-② | 市民活動の推進 | 市民協働課 | 前年度の今後の対応=団体の活動状況を確かめる。
"""
PLAN = plan(sections=MEASURE, initiatives="5-1-②-① | ① | 活動の場")


def test_required_empty_raised() -> None:
    (finding,) = in_book(PLAN, "C8 | 5-1-② next_steps | ")
    assert (finding.rule, str(finding.source)) == ("required-empty", "市民協働課.xlsx 5-1-② C8")
    assert finding.message == "「今後の対応」が書かれていません。"
    assert finding.remedy == "この欄に記入してください。具体的に。"


def test_required_empty_sees_through_invisible_characters() -> None:
    assert brief(in_book(PLAN, "C8 | 5-1-② next_steps | \u200b")) == [("required-empty", "C8")]


def test_required_empty_names_the_kpi() -> None:
    kpi = plan(kpis="5-1-② | 団体が500になっている。 | 団体 | 上昇 実数")
    (finding,) = in_book(kpi, "D3 | 5-1-② KPI1 | ")
    assert finding.message == "KPI「団体が500になっている。」の2024年度の値が書かれていません。"


def test_required_empty_silent() -> None:
    assert in_book(PLAN, "C8 | 5-1-② next_steps | 支援を続ける。\nC7 | 5-1-② remarks | ") == []


UNTOUCHED = """
C5  | 5-1-② rating      |
C7  | 5-1-② remarks     |
C8  | 5-1-② next_steps  |
C12 | 5-1-②-① program   | ー
"""


def test_sheet_blank_raised() -> None:
    (finding,) = settle(in_book(PLAN, UNTOUCHED), PLAN)
    assert brief([finding]) == [("sheet-blank", "C5")]
    assert finding.message == "5-1-② のシートに、まだ何も記入されていません（必須の欄が2か所）。"
    assert finding.code == "5-1-②"


@pytest.mark.parametrize("begun", ["C5 | 5-1-② rating | A", "C7 | 5-1-② remarks | 順調"])
def test_sheet_blank_silent(begun: str) -> None:
    found = settle(in_book(PLAN, f"{UNTOUCHED}\n{begun}"), PLAN)
    assert {f.rule for f in found} <= {"required-empty", "rating-missing"}
    assert found


def test_choice_unknown_raised() -> None:
    (finding,) = in_book(PLAN, "C9 | 5-1-② outlook | 続ける")
    assert (finding.rule, finding.expected) == ("choice-unknown", "継続・終了")


def test_choice_unknown_silent() -> None:
    assert in_book(PLAN, "C9 | 5-1-② outlook | 　継続 ") == []


@pytest.mark.parametrize(
    "line", ["C10 | 5-1-② times | 10回と5回", "D20 | 5-1-②-① strategy | 第四の一"]
)
def test_value_unreadable_raised(line: str) -> None:
    assert brief(in_book(PLAN, line)) == [("value-unreadable", line.split()[0])]


def test_value_unreadable_silent() -> None:
    table = "C10 | 5-1-② times | １２回\nD20 | 5-1-②-① strategy | ４－２－①－１"
    assert in_book(PLAN, table) == []


NEW = plan(kpis="5-1-② | 満足度 | ％ | 上昇 割合 隔年 | 2023=未実施")


def test_value_doubtful_raised() -> None:
    (finding,) = in_book(NEW, "D3 | 5-1-② KPI1 | #0.667")
    assert (finding.rule, finding.severity) == ("value-doubtful", "confirm")
    assert brief([finding]) == [("value-doubtful", "D3")]


@pytest.mark.parametrize(
    ("typed", "doubted"), [("12人", True), ("1,000円", True), ("390団体", False), ("390", False)]
)
def test_further_figures_of_a_kpi_have_its_unit_too(typed: str, doubted: bool) -> None:
    """全国平均 beside the actual value: no rule for KPIs looks at it."""
    kpi = plan(kpis="5-1-② | 団体が500になっている。 | 団体 | 上昇 実数 | 2023=424団体")
    filled = book(kpi, f"D5 | 5-1-② KPI1 | {typed}")
    ((key, answer),) = filled.answers.items()
    field = replace(answer.slot.field, id="national", label="全国平均", meaning=None)
    further = replace(answer, slot=answer.slot._replace(field=field))
    found = rules.check_book(kpi, FORM, replace(filled, answers={key: further}))
    told = [f for f in found if f.rule == "value-doubtful"]
    assert ["「団体」" in f.message for f in told] == ([True] if doubted else [])


def test_value_doubtful_silent() -> None:
    assert in_book(NEW, "D3 | 5-1-② KPI1 | #66.7") == []
    assert in_book(PLAN, "C10 | 5-1-② times | #0") == []


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        ("(5)", ["value-unreadable"]),
        ("（5）", ["value-unreadable"]),
        ("5（予定）", ["value-doubtful"]),
        ("#-5", ["value-doubtful"]),  # what Excel makes of (5)
        ("▲5", ["value-doubtful"]),
        ("5", []),
        ("５", []),
        ("0", []),
    ],
)
def test_a_plain_figure_in_brackets_or_below_zero_is_asked_about(
    typed: str, rules: list[str]
) -> None:
    assert [f.rule for f in in_book(PLAN, f"C10 | 5-1-② times | {typed}")] == rules


@pytest.mark.parametrize(
    "text",
    [
        "参加者〇〇人で実施した。",
        "××課と協力した。",
        "講座を（　　）回開いた。",
        "令和　年度に行う。",
        "ここに記入してください。",
        "今後の対応を記入してください",
    ],
)
def test_placeholder_left_raised(text: str) -> None:
    table = f"C8 | 5-1-② next_steps | {text}"
    assert brief(in_book(PLAN, table)) == [("placeholder-left", "C8")]


@pytest.mark.parametrize("text", ["（　）", "●●", "（　）人", "※"])
def test_signs_alone_are_one_finding(text: str) -> None:
    told = {f.rule for f in in_book(PLAN, f"C8 | 5-1-② next_steps | {text}")}
    assert told == ({"placeholder-left"} if "人" in text else {"required-empty"})
    optional = [f.rule for f in in_book(PLAN, f"C8 | 5-1-② remarks | {text}")]
    assert optional == ([] if text == "※" else ["placeholder-left"])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1,000円", ["value-unreadable"]),
        ("3億円", ["value-unreadable"]),
        ("令和6年度", ["value-unreadable"]),
        ("令和6年7月1日", ["value-unreadable"]),
        ("30～40", ["value-unreadable"]),
        ("1,000人", ["value-doubtful"]),
        ("67.5％", ["value-doubtful"]),
        ("3割", ["value-doubtful"]),
        ("12時間", ["value-doubtful"]),
        ("12回", []),  # the label 会議の回数 names it
        ("約12", []),
    ],
)
def test_a_field_without_a_unit_takes_numbers_alone(typed: str, told: list[str]) -> None:
    assert [f.rule for f in in_book(PLAN, f"C10 | 5-1-② times | {typed}")] == told


def test_a_long_value_is_told_as_what_it_is() -> None:
    (finding,) = in_book(PLAN, f"C10 | 5-1-② times | {'あ' * 32_767}")
    assert finding.rule == "value-unreadable"
    assert "値の欄には長すぎます" in finding.message
    assert "32,767字あり、評価書と公開データには先頭の2,000字だけを載せます。" in finding.message
    assert len(finding.message) < 300  # no terminal is flooded
    assert finding.given == "あ" * 32_767
    (finding,) = in_book(PLAN, f"C10 | 5-1-② times | {'あ' * 2_000}")
    assert "だけを載せます" not in finding.message


@pytest.mark.parametrize(("lines", "told"), [(1_000, []), (1_001, ["text-beyond-cell"])])
def test_a_text_of_more_lines_than_are_printed_is_told(lines: int, told: list[str]) -> None:
    text = "\n".join(["図書館を開いた。"] * lines)
    returned = book(PLAN, "C8 | 5-1-② next_steps | あ")
    (answer,) = returned.answers.values()
    returned = replace(returned, answers={answer.key: replace(answer, text=text, used=text)})
    assert [f.rule for f in rules.check_book(PLAN, FORM, returned)] == told


@pytest.mark.parametrize(
    "text",
    ["二〇〇〇年から続く行事。", "〇×クイズを行った。", "（仮称）指針を作る。", "△5％だった。"],
)
def test_placeholder_left_silent(text: str) -> None:
    assert in_book(PLAN, f"C8 | 5-1-② next_steps | {text}") == []


def test_too_long_raised() -> None:
    (finding,) = in_book(PLAN, f"C7 | 5-1-② remarks | {'あ' * 45}")
    assert (finding.rule, finding.source and finding.source.cell) == ("too-long", "C7")
    assert finding.message == "「補足説明」は45字で、上限を5字超えています。"


def test_too_long_silent() -> None:
    assert in_book(PLAN, f"C7 | 5-1-② remarks | {'あ' * 40}") == []


def _of_length(field: str, length: int) -> set[str]:
    return {finding.rule for finding in in_book(PLAN, f"C8 | {field} | {'あ' * length}")}


def test_text_beyond_cell_raised() -> None:
    assert _of_length("5-1-② next_steps", 32_768) == {"text-beyond-cell"}


def test_text_beyond_cell_silent() -> None:
    assert _of_length("5-1-② next_steps", 32_767) == set()


COUNTED = plan(kpis="5-1-② | 団体が500になっている。 | 団体 | 上昇 実数")


def test_kpi_words_begun_raised() -> None:
    told = in_book(COUNTED, f"D3 | 5-1-② KPI1 | {'あ' * 31}")
    assert "kpi-words-begun" in {finding.rule for finding in told}


def test_kpi_words_begun_silent() -> None:
    told = in_book(COUNTED, f"D3 | 5-1-② KPI1 | {'あ' * 30}")
    assert "kpi-words-begun" not in {finding.rule for finding in told}


@pytest.mark.parametrize("text", ["前年度と同じ", "・前年度と同様。", "同上", "別紙のとおり"])
def test_ditto_text_raised(text: str) -> None:
    assert brief(in_book(PLAN, f"C8 | 5-1-② next_steps | {text}")) == [("ditto-text", "C8")]


def test_ditto_text_silent() -> None:
    assert in_book(PLAN, "C8 | 5-1-② next_steps | 前年度と同じ場所で講座を開く。") == []


def test_same_as_last_year_raised() -> None:
    table = "C8 | 5-1-② next_steps | 団体の活動状況を\\n確かめる。"
    assert brief(in_book(PLAN, table)) == [("same-as-last-year", "C8")]


def test_same_as_last_year_silent() -> None:
    assert in_book(PLAN, "C8 | 5-1-② next_steps | 団体の活動状況を冊子にまとめる。") == []


def test_same_text_twice_raised() -> None:
    text = "関係する課に参加を呼びかける。"
    table = f"C7 | 5-1-② remarks | {text}\nC8 | 5-1-② next_steps | {text}"
    assert brief(in_book(PLAN, table)) == [("same-text-twice", "C8")]


def test_same_text_twice_silent() -> None:
    table = "C7 | 5-1-② remarks | 特になし\nC8 | 5-1-② next_steps | 特になし"
    assert in_book(PLAN, table) == []
