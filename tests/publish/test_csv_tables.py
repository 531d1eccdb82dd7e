"""公開データ, compared with rows typed by hand and with the state's rules for such tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish import small
from tests.publish.small import csv_contents
from zushi_xl.form.model import Block
from zushi_xl.plan.levels import Level
from zushi_xl.publish.csv_writing import GUARD, csv_lines, guarded
from zushi_xl.quantity import MissingReason
from zushi_xl.report.five_values import MISSING
from zushi_xl.report.model import Report

NUMBER = re.compile(r"-?\d+(\.\d+)?")
FULL = {"goals": (small.goal(),), "population": small.population()}


def rows(name: str, report: Report | None = None) -> list[dict[str, str]]:
    content = csv_contents(report or small.report())[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def column(name: str, header: str, **more: Any) -> list[str]:
    return [row[header] for row in rows(name, small.report(**more))]


def test_the_files() -> None:
    assert list(csv_contents(small.report())) == [
        "評価.csv",
        "評価集計.csv",
        "KPI定義.csv",
        "KPI.csv",
        "取り組み.csv",
        "取り組み_総合戦略.csv",
        "取り組み_予算事業.csv",
        "予算事業.csv",
        "評価区分.csv",
        "コード表.csv",
        "データの状況.csv",
        "更新履歴.csv",
        "データの説明.csv",
        "ファイル一覧.csv",
        "データ定義.csv",
    ]
    more = csv_contents(small.report(plan=small.plan(**FULL)))
    assert {"基本目標.csv", "人口見通し.csv"} <= set(more)


def test_bytes() -> None:
    assert (
        csv_contents(small.report())["予算事業.csv"]
        == (
            "\ufeff西暦年度,予算事業,実績額,決算額,差額,単位,状態,点検,取り組み数,"
            "全国地方公共団体コード,団体名,団体半角コード\r\n"
            "2024,見守り事業,2289233,2289000,233,円,確定,,2,,見本市,\r\n"
            "2024,海岸事業,,,,円,金額相違,,2,,見本市,\r\n"
        ).encode()
    )


def test_evaluations() -> None:
    made = rows("評価.csv")
    assert list(made[0]) == [
        "西暦年度",
        "階層",
        "コード",
        "柱番号",
        "取り組みの方向番号",
        "具体的施策番号",
        "名称",
        "担当課",
        "評価",
        "評価の内容",
        "評価の分類",
        "評価の状態",
        "点検",
        "補足説明",
        "今後の対応",
        "会議の回数",
        "会議の回数の単位",
        "会議の回数の限定",
        "会議の回数の欠測理由",
        "会議の回数の欠測の区分",
        "点検のある欄",
        "半角コード",
        "全国地方公共団体コード",
        "団体名",
        "団体半角コード",
    ]
    assert list(made[1].values()) == [
        "2024",
        "具体的施策",
        "1-1-①",
        "1",
        "1",
        "1",
        "見守りの推進",
        "福祉課",
        "B",
        "概ね順調",
        "順位",
        "評価済",
        "",
        "'=1+1 は式ではない<br>二行目",
        "'-続ける",
        "12",
        "回",
        "",
        "",
        "",
        "",
        "P1-1-1",
        "",
        "見本市",
        "",
    ]
    assert [row["評価の状態"] for row in made] == ["評価済", "評価済", "評価区分にない記載"]
    assert [row["会議の回数の欠測理由"] for row in made] == ["様式にない", "", "未報告"]
    assert [row["会議の回数の欠測の区分"] for row in made] == ["空欄", "", "空欄"]


def test_kpi_figures_each_in_a_row() -> None:
    made = [
        (
            r["コード"],
            r["KPI番号"],
            r["時点"],
            r["種別"],
            r["枝番"],
            r["値"],
            r["単位"],
            r["欠測理由"],
        )
        for r in rows("KPI.csv")
    ]
    assert made == [
        ("1-1-①", "1", "2022.3", "基準値", "1", "", "", "未実施"),
        ("1-1-①", "1", "2024年度", "実績値", "1", "22.20", "％", ""),
        ("1-1-①", "1", "2025年度", "計画値", "1", "67.5", "％", ""),
        ("1-1-①", "2", "2022.3", "基準値", "1", "23", "件", ""),
        ("1-1-①", "2", "2022.3", "基準値", "2", "8.8", "件", ""),
        ("1-1-①", "2", "2024年度", "実績値", "1", "", "", "読み取り保留"),
        ("1-1-②", "1", "2024年度", "実績値", "1", "1030", "人", ""),
        ("1-1-②", "1", "目標", "目標値", "1", "3001", "人", ""),
    ]


def test_bounds_years_and_what_was_written() -> None:
    made = rows("KPI.csv")
    assert (made[-1]["下限"], made[-1]["上限"], made[-1]["限定"]) == ("3001", "", "以上")
    assert (made[6]["限定"], made[6]["記載"]) == ("約", "約1,030人")
    assert [r["対象年度（始め）"] for r in made[3:5]] == ["2021", "2020"]
    assert [r["西暦年度"] for r in made[:3]] == ["", "2024", "2025"]


def test_a_figure_that_was_not_reported_has_a_row() -> None:
    made = [r for r in rows("KPI.csv", small.report(answers={})) if r["西暦年度"] == "2024"]
    assert [(r["値"], r["欠測理由"], r["記載"]) for r in made] == [("", "未報告", "")] * 3


def test_initiatives() -> None:
    made = rows("取り組み.csv")
    first = made[0]
    assert (first["取り組み番号"], first["実績額"], first["実績額の単位"]) == ("1", "2289233", "円")
    assert (first["説明"], first["当該年度実施内容"]) == ("訪問の説明", "訪問した。")
    assert [row["実績額の欠測理由"] for row in made] == ["", "", "", "", "予算事業なし"]


def test_strategy_codes_one_a_row() -> None:
    assert [list(row.values()) for row in rows("取り組み_総合戦略.csv")] == [
        ["2024", "1-1-①-①", "訪問", code, *code_numbers, "P1-1-1-1", plain, "", "見本市", ""]
        for code, code_numbers, plain in (
            ("4-2-①-1", "4211", "S4-2-1-1"),
            ("4-2-①-7", "4217", "S4-2-1-7"),
        )
    ]


def test_goals_and_population() -> None:
    report = small.report(plan=small.plan(**FULL))
    made = [(r["種別"], r["値"], r["下限"], r["単位"]) for r in rows("基本目標.csv", report)]
    assert made == [("基準値", "277", "", "人"), ("目標値", "280", "280", "人")]
    people = [list(row.values())[:7] for row in rows("人口見通し.csv", report)]
    assert people == [
        ["2030", "年少人口", "", "人口", "6305", "人", ""],
        ["2030", "年少人口", "", "構成比", "12.0", "％", ""],
        ["2030", "合計", "合計", "人口", "52550", "人", ""],
        ["2030", "合計", "合計", "構成比", "", "％", "未報告"],
    ]


def everything(report: Report) -> str:
    return b"\n".join(csv_contents(report).values()).decode()


def test_what_is_not_published_appears_nowhere() -> None:
    text = everything(small.report())
    assert "外に出さない" not in text
    assert "庁内メモ" not in text


@pytest.mark.parametrize(
    ("block", "field", "gone"),
    [
        (Block.MEASURE, "remarks", "二行目"),
        (Block.KPI, "method", "市民アンケート"),
        (Block.KPI, "values", "22.20"),
        (Block.INITIATIVE, "amount", "2289233"),
        (Block.INITIATIVE, "amount", "実績額"),
        (Block.INITIATIVE, "program", "見守り事業"),
        (Block.INITIATIVE, "strategy", "4-2-①-7"),
        (Block.INITIATIVE, "results", "訪問した。"),
        (Block.MEASURE, "rating", "B,概ね順調,順位,評価済"),
    ],
)
def test_any_field_can_be_kept_back(block: Block, field: str, gone: str) -> None:
    assert gone in everything(small.report())
    assert gone not in everything(small.report(form=small.without(small.FORM, block, field)))


def test_a_rating_kept_back_in_one_level_only() -> None:
    form = small.without(small.FORM, Block.MEASURE, "rating")
    assert column("評価.csv", "評価の状態", form=form) == ["評価済", "非公表", "非公表"]


def test_no_rating_at_all_has_no_column() -> None:
    form = small.without(small.FORM, Block.MEASURE, "rating")
    form = small.without(form, Block.PILLAR, "rating")
    assert "評価" not in rows("評価.csv", small.report(form=form))[0]


def tables(report: Report) -> Iterator[tuple[str, list[list[str]]]]:
    for name, content in csv_contents(report).items():
        yield name, list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_column_is_defined_and_numbers_are_numbers() -> None:
    """1セル1データ: a column that the dictionary calls a number holds nothing else."""
    report = small.report(plan=small.plan(**FULL))
    defined: dict[str, list[dict[str, str]]] = {}
    for row in rows("データ定義.csv", report):
        defined.setdefault(row["ファイル"], []).append(row)
    for name, (head, *body) in tables(report):
        assert [row["列名"] for row in defined[name]] == head
        assert len(set(head)) == len(head)
        for line in body:
            assert len(line) == len(head)
            for row, cell in zip(defined[name], line, strict=True):
                if row["型"] in ("数値", "整数") and cell:
                    assert NUMBER.fullmatch(cell), (name, row["列名"], cell)


def test_labels_that_occur_twice_get_a_number() -> None:
    fields = (*small.FIELDS, small.field(Block.MEASURE, "code2", "コード", small.FieldType.LINE))
    report = small.report(form=replace(small.FORM, fields=fields))
    assert "コード（2）" in rows("評価.csv", report)[0]


def test_a_level_that_is_not_used_has_no_number() -> None:
    names = {Level.PILLAR: "章", Level.MEASURE: "施策", Level.INITIATIVE: "事業"}
    plan = small.plan(settings=small.settings(level_names=names))
    head = rows("事業.csv", small.report(plan=plan))[0]
    assert [h for h in head if h.endswith("番号")] == ["章番号", "施策番号", "事業番号"]


def test_an_empty_year_has_its_heads() -> None:
    plan = small.plan(kpis=(), initiatives=(), programs=())
    made = csv_contents(small.report(plan=plan, answers={}))
    assert made["予算事業.csv"].count(b"\r\n") == 1
    assert made["KPI.csv"].startswith("\ufeff西暦年度,時点".encode())


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "=cmd|' /C calc'!A0",
        "＝1+1",
        "＋1",
        "＠x",
        "'=1",
        "\n=1",
    ],
)
def test_what_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded(text).removeprefix(GUARD) == text


@pytest.mark.parametrize("text", ["－", "ー", "5-1", "a=b", "", "・実施なし", "（67.5％）"])
def test_harmless_texts_stay(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_every_guarded_text_comes_back(text: str) -> None:
    assert guarded(text).removeprefix(GUARD) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(), st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_every_text_can_be_written_and_read(text: str, number: Decimal) -> None:
    content = "".join(csv_lines(["a", "b"], [[text, number]])).removeprefix("\ufeff")
    [_, (read, figure)] = list(csv.reader(io.StringIO(content, newline="")))
    assert Decimal(figure) == number
    if text.isprintable():
        assert read.removeprefix(GUARD) == text


def test_every_reason_has_a_word() -> None:
    assert set(MISSING) == set(MissingReason.__args__)  # type: ignore[attr-defined]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_every_record_stands_on_one_line(cells: list[str]) -> None:
    """Also for readers that end a line at NEL, LS or PS."""
    text = "".join(csv_lines([f"列{n}" for n in range(len(cells))], [cells]))
    assert len(text.splitlines()) == 2
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == 2
