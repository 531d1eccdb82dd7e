"""Empty, 0, none, not yet and unreadable in one town: apart in the book, the site, charts and sums.

Each stands as the value of a KPI, as the amount of a program, and (but for what no master may hold)
as the value of the year before. What is said of each is typed here by hand.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from tests.conftest import open_book
from tests.suite.pages import Case, Change, Step
from tests.suite.town import FORM, INPUTS, PLAN, write_case
from zushi_xl.cli.commands import main

MEASURE, DIVISION = "1-1-②", "町民課"
KPIS = {  # what is typed: the class, the list of KPIs, the site
    "": ("空欄", "未報告", "未報告"),
    "0団体": ("", 0, "0団体 要確認"),
    "－": ("なし", "－", "－"),
    "該当なし": ("なし", "該当なし", "該当なし"),
    "未実施": ("なし", "未実施", "未実施"),
    "未確定": ("まだ", "未確定", "未確定"),
    "集計中": ("まだ", "集計中", "集計中"),
    "89団体か90団体": ("読めない", "89団体か90団体\n要修正", "確認中 要修正"),
    "89件": ("読めない", "89件\n要修正", "確認中 要修正"),
}
BEFORE = {  # the year before, in the plan master
    "": None,
    "0団体": 0,
    "－": "－",
    "該当なし": "該当なし",
    "未確定": "未確定",
    "集計中": "集計中",
}
AMOUNTS = {  # what is typed: the class, the state of the program, the list of programs
    "": ("空欄", "未報告", "未報告（要修正）"),
    "0円": ("", "確定", "0"),
    "－": ("なし", "額なし", "－（要確認）"),
    "該当なし": ("なし", "額なし", "該当なし（要確認）"),
    "未確定": ("まだ", "未確定", "未確定（要確認）"),
    "集計中": ("まだ", "未確定", "集計中（要確認）"),
    "1,000円と2,000円": ("読めない", "要修正", "1,000円と2,000円（要修正）"),
}
FIRST, CIRCLED = 3, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
NUMBERS = {typed: FIRST + n for n, typed in enumerate(KPIS)}
EARLIER = {typed: FIRST + len(KPIS) + n for n, typed in enumerate(BEFORE)}
CODES = {typed: f"{MEASURE}-{CIRCLED[3 + n]}" for n, typed in enumerate(AMOUNTS)}
PROGRAMS = {typed: f"第{n}事業" for n, typed in enumerate(AMOUNTS, 1)}


def _kpi(number: int, before: str) -> Change:
    return Change(
        "KPI",
        "追加",
        f"コード＝{MEASURE}；KPI番号＝{number}；KPI＝第{number}の団体が{100 + number}団体になっている。；"
        f"単位＝団体；方向＝上昇；集計＝実数；測定周期＝毎年；2022.3＝80団体；2023年度＝{before}；"
        f"目標＝{100 + number}団体；備考＝例示",
    )


def _initiative(code: str, program: str) -> Iterator[Change]:
    yield Change(
        "取り組み",
        "追加",
        f"コード＝{code}；番号＝{code[-1]}；名称＝{program}の実施；担当課＝{DIVISION}；説明＝例示です。；"
        f"総合戦略＝ー；予算事業名＝{program}；状態＝継続；前年度実施内容＝例示；備考＝例示",
    )
    yield Change("予算事業", "追加", f"予算事業名＝{program}；備考＝例示")


def _case() -> Case:
    plan = [_kpi(number, "84団体") for number in NUMBERS.values()]
    plan += [_kpi(number, typed) for typed, number in EARLIER.items()]
    steps = [(f"{MEASURE} KPI{number} 2024年度", typed) for typed, number in NUMBERS.items()]
    steps += [(f"{MEASURE} KPI{number} 2024年度", "89団体") for number in EARLIER.values()]
    for number, (typed, code) in enumerate(CODES.items(), 1):
        plan += _initiative(code, PROGRAMS[typed])
        steps += [(f"{code} 実施内容", f"会議を{number}回開いた。"), (f"{code} 実績額", typed)]
    return Case(
        "", "", True, "", tuple(Step(DIVISION, "記入", *step) for step in steps), tuple(plan)
    )


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("five")
    write_case(_case(), folder)
    masters = ["--plan", str(folder / PLAN), "--form", str(folder / FORM)]
    arguments = ["collect", str(folder / INPUTS), *masters, "-o", str(folder / "o"), "--site"]
    assert CliRunner().invoke(main, arguments, catch_exceptions=False).exit_code == 0
    return folder / "o" / "2024年度"


@pytest.fixture(scope="module")
def book(year: Path) -> Workbook:
    return open_book(year / "進捗状況評価_2024年度.xlsx", data_only=True)


def csv_rows(year: Path, name: str) -> list[dict[str, str]]:
    text = (year / "公開データ" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def lines(book: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in book[sheet].iter_rows(values_only=True)]


def joined(rows: list[tuple[Any, ...]], column: int) -> dict[str, str]:
    """The texts of a column by the program in column A, lines of one cell put together."""
    found: dict[str, str] = {}
    name = ""
    for row in rows:
        name = str(row[0]) if row[0] else name
        if row[0] or not any(row[:column]):
            found[name] = found.get(name, "") + ("" if row[column] is None else str(row[column]))
    return found


def test_open_data_of_kpis(year: Path) -> None:
    rows = [r for r in csv_rows(year, "KPI.csv") if r["コード"] == MEASURE]
    now = {int(r["KPI番号"]): r for r in rows if r["西暦年度"] == "2024"}
    for typed, number in NUMBERS.items():
        assert (now[number]["欠測の区分"], now[number]["値"]) == (
            KPIS[typed][0],
            "0" if typed == "0団体" else "",
        ), typed


def test_open_data_of_amounts(year: Path) -> None:
    by_code = {r["コード"]: r for r in csv_rows(year, "取り組み.csv")}
    by_pair = {r["コード"]: r for r in csv_rows(year, "取り組み_予算事業.csv")}
    by_name = {r["予算事業"]: r for r in csv_rows(year, "予算事業.csv")}
    for typed, (of, state, _) in AMOUNTS.items():
        amount = "0" if typed == "0円" else ""
        one, pair = by_code[CODES[typed]], by_pair[CODES[typed]]
        assert (one["実績額の欠測の区分"], one["実績額"]) == (of, amount), typed
        assert (pair["欠測の区分"], pair["実績額"]) == (of, amount), typed
        row = by_name[PROGRAMS[typed]]
        assert (row["状態"], row["実績額"]) == (state, amount), typed


def test_every_word_of_the_classes_is_explained(year: Path) -> None:
    codes = {(r["列名"], r["値"]) for r in csv_rows(year, "コード表.csv")}
    classes = ("空欄", "なし", "まだ", "読めない")
    assert {("欠測の区分", word) for word in classes} <= codes
    assert {("実績額の欠測の区分", word) for word in classes} <= codes
    assert {("状態", word) for word in ("未報告", "額なし", "未確定", "要修正")} <= codes


def test_the_list_of_kpis(book: Workbook) -> None:
    rows = [row for row in lines(book, "KPI一覧") if row[0] == MEASURE]
    for typed, number in NUMBERS.items():
        assert rows[number - 1][5] == KPIS[typed][1], typed
    for typed, number in EARLIER.items():
        assert rows[number - 1][4] == BEFORE[typed], typed


def test_the_moves_of_kpis(book: Workbook) -> None:
    rows = [r for r in lines(book, "前年度比較") if r[0] == MEASURE and "団体になって" in str(r[1])]
    now = [row[5] for row in rows][1 : 1 + len(KPIS)]
    assert now == [
        "未報告",
        "0団体（要確認）",
        "－",
        "該当なし",
        "未実施",
        "未確定",
        "集計中",
        "89団体か90団体（要修正）",
        "89件（要修正）",
    ]


def test_lists_of_amounts(book: Workbook) -> None:
    said = joined(lines(book, "予算一覧"), 4)
    for typed, (_, _, printed) in AMOUNTS.items():
        assert said[PROGRAMS[typed]] == printed, typed


def test_sums_say_what_they_leave_out(book: Workbook) -> None:
    told = [str(row[0]) for row in lines(book, "総括")]
    assert (
        "○ KPI22件のうち、目標達成 0件、前進 12件、横ばい 0件、後退 1件、判定なし 9件"
        "（未報告 1件、値なし 3件、未確定 2件、要修正 2件、文章による記載 1件）です。"
    ) in told
    assert any(
        "合計に入れていない事業：要修正 1件（第7事業）、未報告 1件（第1事業）、"
        "未確定 2件（第5事業、第6事業）、額なし 2件（第3事業、第4事業）" in line
        for line in told
    )


def test_a_chart_has_gaps_and_a_zero(book: Workbook) -> None:
    rows = [row for row in lines(book, "データ_KPIグラフ") if row[0] == MEASURE]
    actual = {row[1]: row[6:8] for row in rows if row[4] == "実績"}  # 2023, 2024
    for typed, number in NUMBERS.items():
        assert actual[number] == (84, 0 if typed == "0団体" else None), typed
    for typed, number in EARLIER.items():
        assert actual[number] == (0 if typed == "0団体" else None, 89), typed


def test_the_site(year: Path) -> None:
    page = (year / "公開サイト" / "plan" / "1-1-2.html").read_text(encoding="utf-8")
    parts = page.split('<section class="kpi">')[1:]
    for typed, number in NUMBERS.items():
        (row,) = re.findall(r"<tr><th[^>]*>2024年度</th>(.*?)</tr>", parts[number - 1])
        cells = [" ".join(re.sub("<[^>]+>", " ", c).split()) for c in row.split("</td>")]
        assert cells[:2] == ["実績値", KPIS[typed][2]], typed
        (alt,) = re.findall(r'aria-label="([^"]*)"', parts[number - 1])
        is_held = typed in ("89団体か90団体", "89件")
        told = (
            "2023年度 84団体、目標" if is_held else f"2023年度 84団体、2024年度 {typed or '未報告'}"
        )
        assert told in alt, typed
        assert len(re.findall('class="actual-dot"', parts[number - 1])) == 1 + (typed == "0団体")


def test_the_site_of_amounts(year: Path) -> None:
    page = (year / "公開サイト" / "budget.html").read_text(encoding="utf-8")
    for typed, (_, state, _) in AMOUNTS.items():
        (row,) = re.findall(rf"<tr><th[^>]*>{PROGRAMS[typed]}</th>(.*?)</tr>", page)
        assert state in re.sub("<[^>]+>", " ", row), typed
    empty = (year / "公開サイト" / "plan" / "1-1-2-4.html").read_text(encoding="utf-8")
    assert "未報告" in empty
    assert "確認中" not in empty


def test_json(year: Path) -> None:
    result = json.loads((year / "収集結果.json").read_text(encoding="utf-8"))
    by_name = {p["name"]: p for p in result["budget_programs"]}
    for typed, (_, state, _) in AMOUNTS.items():
        found = by_name[PROGRAMS[typed]]
        assert (found["state"], found["amount_yen"]) == (state, 0 if typed == "0円" else None)
