"""An evaluation on a city's own workbook: drafted, distributed, collected, corrected, imported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.own_form.evaluation_forms import (
    PLAN,
    drafted,
    evaluation_in,
    fill,
    item_sheet,
    kpi_table,
    printed_rows,
)
from zushi_xl.adopt.own_plan.load import OwnPlanMasters
from zushi_xl.cli.commands import main
from zushi_xl.findings.finding import FaultyBook, Problem
from zushi_xl.plan.rule_settings import RuleSetting, Waiver
from zushi_xl.workbook.cells import Source
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.distribute import distribute
from zushi_xl.workflow.own_history import import_year

NEEDED = {"必要性": {"コード": "取り組み"}}
LEAD = "高齢介護課"  # of 1-3-①, with one KPI and three 取り組み


def collected(masters: OwnPlanMasters, folder: Path) -> dict[str, Any]:
    """収集結果.json of what lies in ``folder``/提出."""
    _, made = collect(masters, [folder / "提出"], folder / "outputs")
    assert isinstance(made, Path)
    result: dict[str, Any] = json.loads((made / "収集結果.json").read_text(encoding="utf-8"))
    return result


def by_rule(result: dict[str, Any], *rules: str) -> list[tuple[str, str, str]]:
    return [
        (f["rule"], f["code"] or "", f["cell"] or "")
        for f in result["findings"]
        if f["rule"] in rules
    ]


# ------------------------------------------------------------------ the draft


def test_roles_and_codes_are_drafted_from_labels_and_the_plan(tmp_path: Path) -> None:
    evaluation_in(tmp_path, item_sheet())
    assert drafted(tmp_path) == {
        "事業名": ("対象", "取り組み"),
        "担当課": ("", ""),
        "決算額（千円）": ("実績額", ""),
        "実施内容": ("実施内容", ""),
        "必要性": ("", ""),
        "記入者": ("", ""),
    }


def test_a_printed_item_gives_its_code(tmp_path: Path) -> None:
    evaluation_in(tmp_path, printed_rows())
    assert drafted(tmp_path) == {
        "地域の支え合いの推進／進捗状況評価": ("評価", "1-1-①"),
        "地域の支え合いの推進／今後の対応": ("今後の対応", "1-1-①"),
        "介護予防の推進／進捗状況評価": ("評価", "1-3-①"),
        "介護予防の推進／今後の対応": ("今後の対応", "1-3-①"),
    }


def test_without_a_plan_nothing_is_guessed(tmp_path: Path) -> None:
    from zushi_xl.adopt.drafting import write_drafts

    item_sheet().save(tmp_path / "原本.xlsx")
    write_drafts(tmp_path / "原本.xlsx", (), tmp_path)
    assert set(drafted(tmp_path).values()) == {("", "")}


def test_corrected_roles_survive_a_second_adopt(tmp_path: Path) -> None:
    evaluation_in(tmp_path, item_sheet(), {"必要性": {"コード": "取り組み", "役割": "なし"}})
    evaluation_in(tmp_path, item_sheet())
    assert drafted(tmp_path)["必要性"] == ("なし", "取り組み")


@pytest.mark.parametrize(
    ("label", "cells", "said"),
    [
        ("必要性", {"コード": "9-9"}, "f005：コード「9-9」は計画マスタにありません。"),
        ("事業名", {"コード": ""}, "f001：対象の欄のコードには、名前を書く階層を書きます。"),
        (
            "事業名",
            {"役割": "", "コード": ""},
            "f003：「決算額（千円）」がどの取り組みやKPIの値かが決まりません。",
        ),
        (
            "実施内容",
            {"役割": "実績", "コード": "1-1-①"},
            "f004：1-1-① のKPIは2個あり、どれの値かが決まりません。",
        ),
        (
            "実施内容",
            {"役割": "実績", "コード": "1-1-① KPI7"},
            "f004：1-1-① に KPI7 はありません。",
        ),
    ],
)
def test_mistakes_in_the_columns_name_their_cell(
    label: str, cells: dict[str, str], said: str, tmp_path: Path
) -> None:
    with pytest.raises(FaultyBook) as fault:
        evaluation_in(tmp_path, item_sheet(), {label: cells})
    told = {f.message: f.source for f in fault.value.findings}
    assert said in told
    source = told[said]
    assert source is not None
    assert (source.sheet, source.cell[0]) == ("項目", "Q")


# ------------------------------------------------------------------ a sheet for each item


@pytest.fixture
def items(tmp_path: Path) -> OwnPlanMasters:
    return evaluation_in(tmp_path, item_sheet(), NEEDED)


def copies(masters: OwnPlanMasters, folder: Path, division: str = LEAD) -> dict[str, Path]:
    """The copies of a division by the code of their item."""
    paths = distribute(masters, folder / "outputs", [division], overwrite=True)
    return {path.stem.split("_")[1]: path for path in paths}


def test_each_item_has_a_copy_that_names_it(items: OwnPlanMasters, tmp_path: Path) -> None:
    made = copies(items, tmp_path)
    assert list(made) == ["1-3-①-①", "1-3-①-②", "1-3-①-⑥"]
    titles = {i.code: i.title for i in items.plan.initiatives}
    for code, path in made.items():
        assert load_workbook(path).worksheets[0]["C3"].value == titles[code]


def filled_items(masters: OwnPlanMasters, folder: Path, *, marked: bool = True) -> None:
    values = {"C5": 1200, "C6": "体験会を12回開いた。", "C7": "■高い　□普通　□低い", "C8": "例示"}
    for number, (code, path) in enumerate(copies(masters, folder).items()):
        typed = {**values, "C5": 1200 + number}
        fill(path, typed, folder / "提出" / f"{code}.xlsx", marked=marked)


def test_the_answers_are_those_of_the_plan(items: OwnPlanMasters, tmp_path: Path) -> None:
    filled_items(items, tmp_path)
    result = collected(items, tmp_path)
    told = {i["code"]: i for i in result["initiatives"] if i["amount_text"]}
    assert {code: i["amount_yen"] for code, i in told.items()} == {
        "1-3-①-①": 1_200_000,
        "1-3-①-②": 1_201_000,
        "1-3-①-⑥": 1_202_000,
    }
    assert told["1-3-①-①"]["results"] == "体験会を12回開いた。"
    assert told["1-3-①-①"]["extra"]["f005"] == "高い"
    assert told["1-3-①-②"]["source"] == {
        "file": "1-3-①-②.xlsx", "sheet": "事業評価", "cell": "C5",
    }  # fmt: skip
    (division,) = (d for d in result["divisions"] if d["name"] == LEAD)
    assert (division["status"], division["file"]) == ("received", "1-3-①-①.xlsx ほか2件")


def test_all_products_of_a_year_are_made(items: OwnPlanMasters, tmp_path: Path) -> None:
    filled_items(items, tmp_path)
    collected(items, tmp_path)
    made = {p.name for p in (tmp_path / "outputs" / "2024年度").iterdir()}
    assert {"進捗状況評価_2024年度.xlsx", "点検結果_2024年度.xlsx", "収集結果.json"} <= made
    answers = load_workbook(tmp_path / "outputs/2024年度/回答一覧_原本_2024年度.xlsx")["回答"]
    assert [c.value for c in answers[1]][-2:] == ["記入者", "ファイル"]
    assert answers.cell(2, answers.max_column - 1).value == "例示"


def test_a_copy_that_is_missing_is_told(items: OwnPlanMasters, tmp_path: Path) -> None:
    filled_items(items, tmp_path)
    (tmp_path / "提出" / "1-3-①-②.xlsx").unlink()
    result = collected(items, tmp_path)
    assert by_rule(result, "own-form-copy") == [("own-form-copy", "1-3-①-②", "")]


def test_an_item_that_the_plan_does_not_have_is_told_and_nothing_taken(
    items: OwnPlanMasters, tmp_path: Path
) -> None:
    path = copies(items, tmp_path)["1-3-①-①"]
    fill(path, {"C3": "知らない事業", "C5": 77}, tmp_path / "提出" / "a.xlsx")
    result = collected(items, tmp_path)
    assert by_rule(result, "own-form-subject") == [("own-form-subject", "", "C3")]
    assert not [i for i in result["initiatives"] if i["amount_text"] == "77"]


def test_the_rules_of_the_plan_judge_the_copies(items: OwnPlanMasters, tmp_path: Path) -> None:
    path = copies(items, tmp_path)["1-3-①-①"]
    fill(path, {"C5": "たくさん", "C6": "担当者に要確認"}, tmp_path / "提出" / "a.xlsx")
    result = collected(items, tmp_path)
    assert ("budget-unreadable", "1-3-①-①", "C5") in by_rule(result, "budget-unreadable")
    corrected = tmp_path / f"outputs/2024年度/差し戻し/{LEAD}_1-3-①-①_差し戻し2.xlsx"
    sheet = load_workbook(corrected).worksheets[0]
    assert sheet["C5"].value == "たくさん"
    assert "円の額として読めません" in sheet["C5"].comment.text


@pytest.mark.parametrize(
    ("amount", "reply", "severity"),
    [
        (15_000, "国の事業に\n合わせて広げた。", "info"),
        (15_000, "", "confirm"),
        (16_000, "国の事業に合わせて広げた。", "confirm"),  # a reply holds for its value
    ],
)
def test_a_doubt_is_answered_in_the_note_of_its_cell(
    amount: int, reply: str, severity: str, items: OwnPlanMasters, tmp_path: Path
) -> None:
    path = copies(items, tmp_path)["1-3-①-①"]
    fill(path, {"C5": 15_000}, tmp_path / "提出" / "a.xlsx")  # 千円; last year 3,274千円
    collected(items, tmp_path)
    corrected = tmp_path / f"outputs/2024年度/差し戻し/{LEAD}_1-3-①-①_差し戻し2.xlsx"
    book = load_workbook(corrected)
    note = book.worksheets[0]["C5"].comment
    assert note.text.endswith("このメモの「回答：」の後に、その理由を書いてください。\n回答：")
    assert "修正のお願い" not in note.text
    note.text += reply
    book.worksheets[0]["C5"].value = amount
    book.save(tmp_path / "提出" / "b.xlsx")
    result = collected(items, tmp_path)
    (found,) = (f for f in result["findings"] if f["rule"] == "budget-far-from-last-year")
    assert (found["severity"], found["file"]) == (severity, "b.xlsx")
    assert [(r["text"], r["cell"]) for r in result["replies"]] == ([(reply, "C5")] if reply else [])
    if severity == "info":
        assert f"担当課の回答：「{reply}」" in found["message"]


def test_a_correction_that_nobody_touched_is_not_set_aside(
    items: OwnPlanMasters, tmp_path: Path
) -> None:
    fill(copies(items, tmp_path)["1-3-①-①"], {"C5": "たくさん"}, tmp_path / "提出" / "a.xlsx")
    collected(items, tmp_path)
    told: list[str] = []
    collect(items, [tmp_path / "提出"], tmp_path / "outputs", tell=told.append)
    assert told == []


def test_the_copy_of_another_year_is_not_taken(items: OwnPlanMasters, tmp_path: Path) -> None:
    path = copies(items, tmp_path)["1-3-①-①"]
    book = load_workbook(path)
    sheet = book["識別"]
    for row in sheet.iter_rows():
        if row[0].value == "年度":
            row[1].value = "2023"
    (tmp_path / "提出").mkdir()
    book.save(tmp_path / "提出" / "a.xlsx")
    assert ("wrong-year", "", "") in by_rule(collected(items, tmp_path), "wrong-year")


# ------------------------------------------------------------------ a table of KPIs


@pytest.fixture
def table(tmp_path: Path) -> OwnPlanMasters:
    return evaluation_in(tmp_path, kpi_table())


def test_rows_begin_with_the_kpis_of_the_division(table: OwnPlanMasters, tmp_path: Path) -> None:
    (path,) = distribute(table, tmp_path / "outputs", ["社会福祉課"])
    sheet = load_workbook(path).worksheets[0]
    statements = [kpi.statement for kpi in table.plan.kpis if kpi.code in ("1", "1-1-①")]
    assert [sheet[f"A{row}"].value for row in range(4, 8)] == [*statements, None]


def test_figures_grades_and_texts_of_kpis(table: OwnPlanMasters, tmp_path: Path) -> None:
    (path,) = distribute(table, tmp_path / "outputs", [LEAD])
    fill(path, {"B4": "18.5%", "C4": "B", "D4": "続ける。"}, tmp_path / "提出" / "a.xlsx")
    result = collected(table, tmp_path)
    (value,) = (
        v for v in result["kpi_values"]
        if v["period"] == "2024" and v["source"]["file"] == "a.xlsx"
    )  # fmt: skip
    assert (value["code"], value["kpi"], value["status"]) == ("1-3-①", 1, "actual")
    assert (value["value"], value["unit"], value["source"]["cell"]) == ("18.5", "％", "B4")
    (kpi,) = (k for k in result["kpis"] if k["code"] == "1-3-①")
    assert kpi["extra"]["next_steps"] == "続ける。"
    assert kpi["extra"]["rating"].startswith("B：")


def test_a_value_without_a_name_and_a_name_twice(table: OwnPlanMasters, tmp_path: Path) -> None:
    (path,) = distribute(table, tmp_path / "outputs", [LEAD])
    name = load_workbook(path).worksheets[0]["A4"].value
    typed = {"B4": 18.5, "B6": 20, "A7": name, "B7": 19.5}
    fill(path, typed, tmp_path / "提出" / "a.xlsx")
    found = by_rule(collected(table, tmp_path), "own-form-item", "own-form-twice")
    assert found == [("own-form-item", "", "B6"), ("own-form-twice", "1-3-①", "B7")]


def test_the_row_of_another_division_is_told(table: OwnPlanMasters, tmp_path: Path) -> None:
    (path,) = distribute(table, tmp_path / "outputs", [LEAD])
    other = next(kpi.statement for kpi in table.plan.kpis if kpi.code == "1-1-①")
    fill(path, {"B4": 18.5, "A5": other, "B5": 300}, tmp_path / "提出" / "a.xlsx")
    result = collected(table, tmp_path)
    assert by_rule(result, "own-form-division") == [("own-form-division", "1-1-①", "B5")]
    assert not [v for v in result["kpi_values"] if v["text"] == "300"]


def test_settings_and_acceptances_reach_the_rules_of_own_forms(
    table: OwnPlanMasters, tmp_path: Path
) -> None:
    (path,) = distribute(table, tmp_path / "outputs", [LEAD])
    other = next(kpi.statement for kpi in table.plan.kpis if kpi.code == "1-1-①")
    typed = {"B4": 18.5, "A5": other, "B5": 300, "B6": 20}
    fill(path, typed, tmp_path / "提出" / "a.xlsx")
    here = Source("計画マスタ.xlsx", "点検ルール", "A2")
    off = RuleSetting("own-form-item", "info", None, here)
    accepted = Waiver("own-form-division", "1-1-①", "移管した。", "企画課", None, here)
    plan = replace(table.plan, rule_settings=(off,), waivers=(accepted,))
    result = collected(replace(table, plan=plan), tmp_path)
    found = {f["rule"]: (f["severity"], f["waived"]) for f in result["findings"]}
    assert found["own-form-item"] == ("info", False)
    assert found["own-form-division"] == ("confirm", True)
    assert not by_rule(result, "unknown-waiver", "unknown-rule-setting")


def test_a_missing_figure_is_asked_for(table: OwnPlanMasters, tmp_path: Path) -> None:
    (path,) = distribute(table, tmp_path / "outputs", [LEAD])
    fill(path, {"C4": "B"}, tmp_path / "提出" / "a.xlsx")
    assert ("required-empty", "1-3-①", "B4") in by_rule(
        collected(table, tmp_path), "required-empty"
    )


# ------------------------------------------------------------------ history


def test_copies_of_last_year_become_history(items: OwnPlanMasters, tmp_path: Path) -> None:
    filled_items(items, tmp_path, marked=False)
    made = import_year(items, PLAN, tmp_path / "提出", 2023, tmp_path / "過去")
    assert made.folder == tmp_path / "過去" / "2023年度"
    book = load_workbook(made.plan)
    rows = {row["コード"]: row for row in table_rows(book["取り組み"])}
    assert rows["1-3-①-①"]["前年度実績額"] == "1200000"
    assert rows["1-3-①-②"]["前年度実施内容"] == "体験会を12回開いた。"
    record = {(r["場所"], r["列"]): r["理由"] for r in table_rows(book["年度更新の記録"])}
    assert record["1-3-①-②", "前年度実績額"] == "1-3-①-②.xlsx 事業評価 C5"
    settings = {row["項目"]: row["値"] for row in table_rows(book["設定"])}
    assert settings["評価年度"] == "2024"


def test_figures_of_an_earlier_year_stand_in_its_column(
    table: OwnPlanMasters, tmp_path: Path
) -> None:
    (path,) = distribute(table, tmp_path / "outputs", [LEAD])
    fill(path, {"B4": "19.1％"}, tmp_path / "提出" / "昔の表.xlsx", marked=False)
    made = import_year(table, PLAN, tmp_path / "提出", 2023, tmp_path / "過去")
    rows = list(table_rows(load_workbook(made.plan)["KPI"]))
    assert [r["2023年度"] for r in rows if r["コード"] == "1-3-①"] == ["19.1％"]
    untouched = [r["2023年度"] for r in rows if r["コード"] == "2-1-②"]
    assert untouched == ["338団体"]
    result = json.loads((made.folder / "収集結果.json").read_text(encoding="utf-8"))
    assert result["fiscal_year"] == 2023


@pytest.mark.parametrize("year", [2022, 2024])
def test_a_year_that_is_no_history_is_refused(
    year: int, table: OwnPlanMasters, tmp_path: Path
) -> None:
    with pytest.raises(Problem, match="計画開始年度（2023）から、評価年度（2024）の前の年度まで"):
        import_year(table, PLAN, tmp_path, year, tmp_path / "過去")


def table_rows(sheet: Any) -> Iterator[dict[str, str]]:
    heads = [cell.value for cell in sheet[1]]
    for values in sheet.iter_rows(2, values_only=True):
        yield {h: str(v) if v is not None else "" for h, v in zip(heads, values, strict=True)}


# ------------------------------------------------------------------ the commands


def command(folder: Path, *arguments: str) -> tuple[int, str]:
    masters = ["--plan", str(PLAN), "--form", str(folder / "様式定義.xlsx")]
    result = CliRunner().invoke(main, [*arguments, *masters])
    return result.exit_code, result.output


def test_the_commands_of_a_year(items: OwnPlanMasters, tmp_path: Path) -> None:
    output = ["-o", str(tmp_path / "outputs")]
    status, said = command(tmp_path, "distribute", "--only", LEAD, *output)
    assert (status, said.splitlines()[-1]) == (0, "3 通の様式（原本の写し）を作りました。")
    filled_items(items, tmp_path)
    returned = str(tmp_path / "提出")
    status, said = command(tmp_path, "check", returned, "--json")
    assert (status, [f["severity"] for f in json.loads(said)]) == (0, ["confirm"])
    status, said = command(tmp_path, "collect", returned, *output)
    assert status == 0
    assert "提出 1／9 課" in said
    target = str(tmp_path / "次.xlsx")
    status, said = command(tmp_path, "rollover", *output, "--to", target, "--force")
    assert status == 0, said
    rows = {r["コード"]: r for r in table_rows(load_workbook(target)["取り組み"])}
    assert rows["1-3-①-①"]["前年度実績額"] == "1200000"


def test_the_draft_of_the_command(tmp_path: Path) -> None:
    kpi_table().save(tmp_path / "表.xlsx")
    arguments = ["adopt", str(tmp_path / "表.xlsx"), "-o", str(tmp_path / "様式")]
    result = CliRunner().invoke(main, [*arguments, "--plan", str(PLAN)])
    assert result.exit_code == 0
    assert drafted(tmp_path / "様式")["実績値"] == ("実績", "")
    assert not (tmp_path / "様式" / "計画マスタ.xlsx").exists()


@pytest.mark.parametrize(
    ("typed", "rules"),
    [
        ({"C5": "同上"}, ["budget-unreadable"]),
        ({"C6": "同上"}, ["ditto-text"]),
        ({"C8": "同上"}, ["own-form-elsewhere"]),
        ({"C4": "防災安全課"}, ["own-form-sender"]),
        ({"C4": LEAD}, []),
        ({"C7": "■高い　■普通　□低い"}, ["choice-unknown"]),
    ],
)
def test_what_an_answer_does_not_show(
    items: OwnPlanMasters, tmp_path: Path, typed: dict[str, object], rules: list[str]
) -> None:
    path = copies(items, tmp_path)["1-3-①-①"]
    values = {"C5": 3300, "C6": "体験会を12回開いた。", "C7": "■高い　□普通　□低い", "C8": "例示"}
    fill(path, values | typed, tmp_path / "提出" / "a.xlsx")
    (cell,) = typed
    told = [f["rule"] for f in collected(items, tmp_path)["findings"] if f["cell"] == cell]
    assert told == rules
