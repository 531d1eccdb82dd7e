"""What becomes of each part of the master, on a plan of three KPIs and three initiatives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import ROOT
from tests.masters.books import FORM, PLAN, book
from tests.rollover.small import (
    actual,
    error,
    evaluation,
    initiative,
    program,
    record,
    result,
    rolled,
    row,
    rows,
)
from zushi_xl.findings.finding import Problem
from zushi_xl.rollover import RolloverDoubts, left_behind
from zushi_xl.workbook.cells import Cell, Remark, Unreadable
from zushi_xl.xlsx_in import read_workbook


def test_settings_move_on() -> None:
    done = rolled(edits={"設定!B13": "3"})
    values = {r["項目"]: r["値"] for r in rows(done, "設定")}
    assert (values["評価年度"], values["回"], values["提出期限"]) == ("2025", "1", "")
    assert (values["計画版"], values["取りまとめ課"]) == ("第1版", "企画課")
    assert done.fiscal_year == 2025


def test_a_year_in_the_japanese_calendar_moves_on_too() -> None:
    done = rolled(edits={"設定!B5": "令和６年度"})
    assert row(done, "設定", "評価年度")["値"] == "2025"


# ------------------------------------------------------------------ KPI


def test_actual_values_go_into_their_column_as_typed() -> None:
    values = [
        actual("1", "５１．２％", "51.2", "％"),
        actual("1-1-①", "約13km", "13", "km", qualifier="about"),
        actual("1-1-②", "枝が広がった", None),
    ]
    done = rolled(result(kpi_values=values))
    assert [r["2024年度"] for r in rows(done, "KPI")] == ["５１．２％", "約13km", "枝が広がった"]


def test_planned_values_and_earlier_years_stay() -> None:
    done = rolled(result(kpi_values=[actual("1", "51.2%", "51.2", "％")]))
    kept = row(done, "KPI", "1")
    assert (kept["2023年度"], kept["2025年度"], kept["目標"]) == ("50.0%", "（52.0％）", "55％超")


def test_a_planned_value_that_the_actual_replaces_is_in_the_record() -> None:
    done = rolled(result(kpi_values=[actual("1", "51.2%", "51.2")]), {"KPI!J2": "（51.0％）"})
    (line,) = record(done, "実績値")
    assert (line["前の内容"], line["後の内容"]) == ("（51.0％）", "51.2%")
    assert line["理由"] == "都市課.xlsx 1-1-① D8"


def test_without_a_report_the_planned_value_stays_and_it_is_said() -> None:
    done = rolled(edits={"KPI!J2": "（51.0％）"})
    assert row(done, "KPI", "1")["2024年度"] == "（51.0％）"
    assert "実績値の報告がありません" in record(done, "引き継がない")[0]["理由"]


def test_a_number_says_in_words_what_its_format_showed() -> None:
    """0.512 shown as 51.2%: the cell's text alone would be misread."""
    done = rolled(result(kpi_values=[actual("1", "0.512", "51.2", "％")]))
    assert row(done, "KPI", "1")["2024年度"] == "51.2％"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("5百～6百", {"refused": "一つの値として読めません"}),
        ("13か所", {"value": "13", "unit": "か所"}),
    ],
)
def test_what_cannot_stand_in_the_master_is_left_out_and_said(
    text: str, more: dict[str, str]
) -> None:
    value = {**actual("1-1-①", text, None), **more}
    done = rolled(result(kpi_values=[value]))
    assert row(done, "KPI", "1-1-①")["2024年度"] == ""
    assert text in [line["前の内容"] for line in record(done, "引き継がない")]


def test_the_header_of_the_year_may_be_japanese() -> None:
    done = rolled(result(kpi_values=[actual("1", "51.2%", "51.2")]), {"KPI!J1": "令和6年度"})
    assert row(done, "KPI", "1")["令和6年度"] == "51.2%"


# ------------------------------------------------------------------ reports


def test_ratings_and_next_steps_become_those_of_last_year() -> None:
    said = [evaluation("1", "B"), evaluation("1-1-①", "B", "歩道を延ばす。")]
    done = rolled(result(evaluations=said))
    measure = row(done, "具体的施策", "1-1-①")
    assert (measure["前年度の評価"], measure["前年度の今後の対応"]) == ("B", "歩道を延ばす。")
    assert row(done, "柱", "1")["前年度の評価"] == "B"


def test_what_nobody_reported_does_not_linger() -> None:
    """1-1-② still says what 2023 said; in 2025 that would pass for 2024."""
    done = rolled(result(evaluations=[evaluation("1-1-①")]))
    measure = row(done, "具体的施策", "1-1-②")
    assert (measure["前年度の評価"], measure["前年度の今後の対応"]) == ("", "")
    gone = [line for line in record(done, "前年度の欄") if line["場所"] == "1-1-②"]
    assert {line["前の内容"] for line in gone} == {"B", "増やします。"}


def test_results_and_amounts_become_those_of_last_year() -> None:
    said = [initiative("1-1-①-①", "200m広げた。", 1234567)]
    kept = row(rolled(result(initiatives=said)), "取り組み", "1-1-①-①")
    assert (kept["前年度実績額"], kept["前年度実施内容"]) == ("1234567", "200m広げた。")


def test_an_amount_that_is_no_yen_is_left_out_and_said() -> None:
    said = [initiative("1-1-①-①", amount_text="2百万円ほか")]
    done = rolled(result(initiatives=said))
    assert row(done, "取り組み", "1-1-①-①")["前年度実績額"] == ""
    assert "2百万円ほか" in [line["前の内容"] for line in record(done, "引き継がない")]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("該当事業なし", "額のない答えでした"),
        ("対象外", "額のない答えでした"),
        ("（未確定）", "額がまだ決まっていませんでした"),
        ("－（集計中）", "額がまだ決まっていませんでした"),
        ("2百万円ほか", "円の額として読めませんでした"),
        ("前年度と同じ", "円の額として読めませんでした"),
    ],
)
def test_no_amount_is_told_by_what_it_is(typed: str, told: str) -> None:
    done = rolled(result(initiatives=[initiative("1-1-①-①", amount_text=typed)]))
    (line,) = [each for each in record(done, "引き継がない") if each["前の内容"] == typed]
    assert line["理由"].partition("（")[0] == told


def test_another_budget_program_is_for_people_to_decide() -> None:
    said = [initiative("1-1-①-②", budget_program="道路事業")]
    done = rolled(result(initiatives=said))
    assert row(done, "取り組み", "1-1-①-②")["予算事業名"] == "ー"
    assert "「道路事業」" in record(done, "確かめる")[0]["理由"]


def test_a_missing_column_comes_with_its_first_text() -> None:
    text = PLAN.replace(" | 前年度実績額 | 前年度実施内容", "")
    text = text.replace(" | 継続 | 1200000 | 広げた。", " | 継続").replace(" | 継続 | |", " | 継続")
    done = rolled(result(initiatives=[initiative("1-1-①-①", "広げた。", 5)]), workbook=book(text))
    assert row(done, "取り組み", "1-1-①-①")["前年度実施内容"] == "広げた。"


def test_columns_of_the_city_take_the_answers_of_its_own_fields() -> None:
    """A column 前年度の理由 beside a field 理由 in the form needs no code."""
    text = PLAN.replace("前年度の今後の対応 | ページ", "前年度の今後の対応 | ページ | 前年度の理由")
    done = rolled(
        result(evaluations=[evaluation("1-1-①", reason="天候")]), workbook=book(text), form=FORM
    )
    assert row(done, "具体的施策", "1-1-①")["前年度の理由"] == "天候"


# ------------------------------------------------------------------ money


def test_settled_amounts_move_and_make_room() -> None:
    done = rolled(result(budget_programs=[program("道路事業", 1249000, 1250000)]))
    kept = row(done, "予算事業", "道路事業")
    assert (kept["前年度決算額"], kept["決算額"]) == ("1,250,000円", "")


def test_without_settled_amounts_the_reported_one_stands_in() -> None:
    facts = result(budget_programs=[program("歩道事業", 1249000)])  # its former name
    assert (
        row(rolled(facts, {"予算事業!C2": None}), "予算事業", "道路事業")["前年度決算額"]
        == "1249000"
    )


def test_amounts_that_differ_give_none() -> None:
    done = rolled(result(budget_programs=[program("道路事業", None)]), {"予算事業!C2": None})
    assert row(done, "予算事業", "道路事業")["前年度決算額"] == ""
    assert "違うため空欄" in record(done, "決算額")[0]["理由"]


# ------------------------------------------------------------------ names and endings


def test_former_names_give_way_to_present_ones() -> None:
    done = rolled(
        edits={
            "具体的施策!D2": "建設課",
            "取り組み!D2": "道路課",
            "取り組み!G2": "歩道事業",
            "設定!B11": "建設課",
        }
    )
    assert row(done, "具体的施策", "1-1-①")["主担当課"] == "都市課"
    initiative_row = row(done, "取り組み", "1-1-①-①")
    assert (initiative_row["担当課"], initiative_row["予算事業名"]) == ("都市課", "道路事業")
    assert row(done, "設定", "取りまとめ課")["値"] == "都市課"
    assert len(record(done, "課名")) == 3


@pytest.mark.parametrize("status", ["終了", "廃止", "完了", "中止"])
def test_ended_initiatives_leave_with_their_last_words(status: str) -> None:
    said = [initiative("1-1-①-②", "終えた。", 0)]
    done = rolled(result(initiatives=said), {"取り組み!I3": status})
    assert [r["コード"] for r in rows(done, "取り組み")] == ["1-1-①-①", "1-1-②-①"]
    (line,) = record(done, "終了したもの")
    assert "前年度実施内容：終えた。" in line["前の内容"]


def test_new_initiatives_go_on() -> None:
    assert row(rolled(), "取り組み", "1-1-②-①")["状態"] == "継続"


def test_a_relisted_row_takes_the_place_of_its_ended_original() -> None:
    done = rolled(edits={"取り組み!I2": "終了"})
    assert row(done, "取り組み", "1-1-②-①")["再掲元"] == ""
    assert record(done, "再掲")[0]["場所"] == "1-1-②-①"


def test_a_waiver_leaves_when_it_would_no_longer_hold() -> None:
    assert row(rolled(), "了承", "K02")["期限"] == "2026/3/31"  # the last day of 2025
    done = rolled(edits={"了承!E2": "2026年3月30日"})
    assert rows(done, "了承") == []
    assert "理由：調査の年でない" in record(done, "了承の期限切れ")[0]["前の内容"]


def test_a_waiver_of_an_ended_initiative_leaves() -> None:
    done = rolled(edits={"了承!B2": "1-1-①-②", "取り組み!I3": "終了"})
    assert rows(done, "了承") == []


# ------------------------------------------------------------------ what else stands in the book


def test_sheets_and_columns_of_the_city_survive() -> None:
    edits = {
        "具体的施策!H1": "担当者",
        "具体的施策!H2": "山田",
        "メモ!A1": "来年",
        "メモ!B4": "議会",
    }
    done = rolled(edits=edits)
    assert row(done, "具体的施策", "1-1-①")["担当者"] == "山田"
    (memo,) = (t for t in done.tables if t.name == "メモ")
    assert [r.texts for r in memo.rows] == [("", ""), ("", ""), ("", "議会")]


def test_numbers_keep_what_their_format_shows() -> None:
    shown = Cell(1, 8, 0.5, "0.5", number_format="0.0%")
    assert row(rolled(edits={"KPI!I2": shown}), "KPI", "1")["2023年度"] == "50％"


def test_dates_stay_dates() -> None:
    day = Cell(1, 4, date(2027, 3, 31), "2027-03-31")
    assert row(rolled(edits={"了承!E2": day}), "了承", "K02")["期限"] == "2027-03-31"


def test_comments_struck_text_and_formulas_are_told() -> None:
    cell = Cell(1, 2, "歩道の整備", "歩道の整備", comment="要確認", struck="旧称", formula="=B2")
    done = rolled(edits={"具体的施策!C2": cell})
    told = {(r["理由"], r["前の内容"]) for r in record(done, "引き継がない")}
    assert {("メモ（コメント）", "要確認"), ("取り消し線の文字", "旧称")} <= told
    assert record(done, "値にした")[0]["前の内容"] == "=B2"


def test_the_masters_own_headers_are_nothing_left_behind() -> None:
    """Each sheet of a master has one; only what a person wrote above or below a page is told."""
    remarks = (
        Remark("margin", "柱　一番上の階層", "柱"),
        Remark("margin", "政策　一番上の階層", "政策"),  # the sheet has the city's name
        Remark("margin", "部外秘", "柱"),
        Remark("text_box", "要相談", "KPI", "C4"),
        Remark("macro", "マクロ"),
    )
    done = rolled(workbook=replace(book(PLAN), remarks=remarks))
    told = {r["前の内容"]: r["理由"] for r in record(done, "引き継がない") if r["前の内容"]}
    assert told == {"部外秘": "ヘッダー・フッター", "要相談": "図形の文字", "マクロ": "図形など"}


@pytest.mark.parametrize("name", ["", "空/", "波里町/", "白帆市/"])
def test_of_a_master_as_it_was_made_nothing_is_left_behind(name: str) -> None:
    """Heads of pages, notes and input messages are those of every master; the new one has them."""
    made = read_workbook(ROOT / "templates_xlsx" / f"{name}計画マスタ.xlsx")
    assert not isinstance(made, Unreadable)
    assert list(left_behind(made)) == []


@pytest.mark.parametrize("head", ["理由", "わけ"])  # the second in records of earlier versions
def test_the_record_goes_on_over_the_years(head: str) -> None:
    text = f"{PLAN}# 年度更新の記録\n年度 | 種類 | {head}\n2023→2024 | 設定 | 改定のため。\n"
    done = rolled(workbook=book(text))
    lines = rows(done, "年度更新の記録")
    assert lines[0]["年度"] == "2023→2024"
    assert lines[0]["理由"] == "改定のため。"
    assert lines[-1]["年度"] == "2024→2025"


@pytest.mark.parametrize(("length", "told"), [(32_767, 0), (32_768, 1)])
def test_a_text_that_no_cell_holds_is_told(length: int, told: int) -> None:
    done = rolled(result(evaluations=[evaluation("1-1-①", next_steps="あ" * length)]))
    lines = record(done, "セルに入らない")
    assert [(line["シート"], line["場所"]) for line in lines] == [("具体的施策", "1-1-①")] * told
    assert all("32,768文字" in line["理由"] for line in lines)
    assert (
        max(len(text) for line in rows(done, "年度更新の記録") for text in line.values()) < 31_000
    )


# ------------------------------------------------------------------ what stands against it


def test_an_open_error_stops_it_with_its_place() -> None:
    with pytest.raises(RolloverDoubts) as stopped:
        rolled(result(findings=[error()]))
    assert [str(f.source) for f in stopped.value.findings] == ["都市課.xlsx 1-1-① D8"]
    assert "--force" in str(stopped.value)


@pytest.mark.parametrize("more", [{"waived": True}, {"severity": "confirm"}])
def test_accepted_and_lesser_findings_do_not_stop_it(more: dict[str, object]) -> None:
    assert rolled(result(findings=[error(**more)])).doubts == ()


def test_force_goes_on_and_leaves_the_faulty_figure_out() -> None:
    facts = result(findings=[error(field="実績値")], kpi_values=[actual("1-1-①", "130km", "130")])
    done = rolled(facts, force=True)
    assert row(done, "KPI", "1-1-①")["2024年度"] == ""
    (line,) = record(done, "要修正のまま")
    assert "評価区分にありません。（残したまま更新）" in line["理由"]


def test_codes_that_the_plan_does_not_know_stop_it() -> None:
    facts = result(evaluations=[evaluation("9-1-①")], initiatives=[initiative("1-1-①-⑨")])
    with pytest.raises(RolloverDoubts) as stopped:
        rolled(facts)
    assert [f.code for f in stopped.value.findings] == ["9-1-①", "1-1-①-⑨"]
    assert all(f.source for f in stopped.value.findings)


def test_a_code_that_now_means_something_else_stops_it() -> None:
    """After a revision 1-1-①-② may be another initiative: its results must not move there."""
    with pytest.raises(RolloverDoubts) as stopped:
        rolled(result(initiatives=[initiative("1-1-①-②")]), {"取り組み!C3": "街灯を増やす"})
    (finding,) = stopped.value.findings
    assert (finding.rule, finding.given) == ("rollover-title", "段差をなくす")
    assert "街灯を増やす" in finding.message


def test_another_kpi_under_the_same_number_stops_it() -> None:
    with pytest.raises(RolloverDoubts, match="1 件"):
        rolled(result(kpi_values=[]), {"KPI!C2": "来た人が増えている。"})


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (result(fiscal_year=2023), "2023 年度の収集結果ですが"),
        (result(city="別の市"), "団体名は「別の市」"),
        (result(plan={"title": "環境基本計画"}), "計画名は「環境基本計画」"),
    ],
)
def test_another_year_or_plan_is_refused_even_with_force(
    facts: dict[str, object], says: str
) -> None:
    with pytest.raises(Problem, match=says):
        rolled(facts, force=True)


def test_the_last_year_of_the_plan_has_no_next() -> None:
    with pytest.raises(Problem, match="計画の最後の年度"):
        rolled(result(fiscal_year=2025), {"設定!B5": "2025", "KPI!K2": "51.0%"})


def test_a_division_without_a_report_is_named() -> None:
    divisions = [
        {"name": "公園課", "status": "missing"},  # by a version that told no state
        {"name": "図書課", "status": "missing", "state": "未記入"},
        {"name": "水道課", "status": "unreadable", "state": "読めない"},
        {"name": "道路課", "status": "received", "state": "要確認"},
    ]
    book = rolled(result(divisions=divisions))
    for state, name in (("未提出", "公園課"), ("未記入", "図書課"), ("読めない", "水道課")):
        assert [row["場所"] for row in record(book, state)] == [name]
    assert record(book, "要確認") == []
