"""公開データ as a stranger uses it: read without options, validated, understood without asking."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from tests.publish import small
from tests.xlsx_out.office import convert_all, load
from zushi_xl.plan.model import Counting, Plan, Trend
from zushi_xl.plan.plan_settings import Release
from zushi_xl.plan.scales import GradeClass
from zushi_xl.publish.open_data import open_data_files
from zushi_xl.publish.open_data.code_meanings import CODE_MEANINGS
from zushi_xl.publish.open_data.licences import known_licence
from zushi_xl.publish.open_data.machine_names import machine_names
from zushi_xl.report.five_values import MISSING
from zushi_xl.report.frozen import FrozenState
from zushi_xl.report.model import Report
from zushi_xl.report.spending import Stated
from zushi_xl.report.tables.tidy import TEXT, TidyColumn, TidyTable
from zushi_xl.workflow.run_summary import collected_lines

TWO_DAYS = (Release(date(2025, 9, 1), "公開"), Release(date(2025, 10, 3), "KPIを訂正"))


def told_plan(**more: Any) -> Plan:
    """Everything that the plan master can say of the open data."""
    settings = replace(
        small.plan().settings,
        city_code="142085",
        licence="ＣＣ　ＢＹ　４．０",
        address="https://example.jp/data",
    )
    plan = small.plan(settings=settings, goals=(small.goal(),), population=small.population())
    return replace(plan, releases=TWO_DAYS, **more)


def texts(report: Report) -> dict[str, str]:
    return {name: "".join(lines) for name, lines in open_data_files(report)}


def tables(report: Report) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for name, text in texts(report).items():
        if name.endswith(".csv"):
            yield name, list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("公開データ")
    for name, text in texts(small.report(plan=told_plan())).items():
        (place / name).write_bytes(text.encode())
    return place


CSV = sorted(name for name in texts(small.report(plan=told_plan())) if name.endswith(".csv"))


# ------------------------------------------------------------------ readers without options


def told_rows(folder: Path, name: str) -> list[list[str]]:
    """As the csv module of the standard library reads it."""
    text = (folder / name).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", CSV)
def test_pandas_reads_it(folder: Path, name: str) -> None:
    import pandas

    head, *body = told_rows(folder, name)
    frame = pandas.read_csv(folder / name)
    assert list(frame.columns) == head
    assert len(frame) == len(body)
    for column in (c for c in head if c.endswith("半角コード")):
        shown = ["" if pandas.isna(cell) else cell for cell in frame[column]]
        assert shown == [row[head.index(column)] for row in body]


@pytest.mark.parametrize("name", CSV)
def test_duckdb_reads_it(folder: Path, name: str) -> None:
    import duckdb

    head, *body = told_rows(folder, name)
    found = duckdb.sql(f"select * from '{folder / name}'")
    assert found.columns == head
    assert len(found.fetchall()) == len(body)
    types = dict(zip(found.columns, map(str, found.types), strict=True))
    for column in {"西暦年度", "件数", "列番号"} & set(head):
        assert types[column] == "BIGINT" or not body, column
    assert types.get("コード", "VARCHAR") == "VARCHAR" or not body
    for column in (c for c in head if c.endswith("半角コード") and body):
        place = head.index(column)
        assert [row[place] or "" for row in found.fetchall()] == [row[place] for row in body]


@pytest.mark.office
def test_libreoffice_reads_them(folder: Path, tmp_path: Path) -> None:
    """With what its window proposes for a file with this mark: UTF-8, commas, quotes."""
    made = convert_all([folder / name for name in CSV], "xlsx", tmp_path, "CSV:44,34,76")
    for name, path in zip(CSV, made, strict=True):
        sheet = load(path).worksheets[0]
        head, *body = told_rows(folder, name)
        assert [cell.value for cell in sheet[1]] == head, name
        assert sheet.max_row == len(body) + 1, name
        for column, header in enumerate(head, 1):
            if "コード" in header:
                shown = [
                    str(sheet.cell(row, column).value or "") for row in range(2, len(body) + 2)
                ]
                assert shown == [row[column - 1] for row in body], (name, header)


# ------------------------------------------------------------------ the description for machines


@pytest.mark.filterwarnings("ignore")
def test_the_package_validates_with_its_data(folder: Path) -> None:
    import frictionless

    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "rowNumber", "fieldName", "note"])
    assert len(report.tasks) == len(CSV)


@pytest.mark.filterwarnings("ignore")
def test_a_figure_that_is_none_does_not_validate(folder: Path, tmp_path: Path) -> None:
    """The check above can fail: 約 in a column of numbers."""
    import frictionless

    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / "予算事業.csv").read_text(encoding="utf-8")
    (tmp_path / "予算事業.csv").write_text(text.replace("2289233", "約2289233"), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_what_the_package_says(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["name"] == "142085-evaluation-2024"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["created"] == "2025-10-03T00:00:00+09:00"
    assert [r["path"] for r in package["resources"]] == [
        name for name in texts(small.report(plan=told_plan())) if name.endswith(".csv")
    ]
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            assert re.fullmatch("[A-Za-z][A-Za-z0-9_]*", field["x-machineName"])
            assert field["x-machineName"] != "column" or field["name"] == "列名"
            assert field["x-blankMeaning"]


def test_the_catalogue(folder: Path) -> None:
    found = json.loads((folder / "dcat_ap_jp.jsonld").read_text(encoding="utf-8"))
    assert found["@type"] == "dcat:Dataset"
    assert found["dct:spatial"] == {"@id": "http://data.e-stat.go.jp/lod/sac/C14208"}
    assert found["dct:modified"] == {"@value": "2025-10-03", "@type": "xsd:date"}
    assert found["dcat:landingPage"] == {"@id": "https://example.jp/data"}
    assert found["dct:language"]["@id"].endswith("/language/JPN")
    assert found["dct:temporal"]["dcat:endDate"]["@value"] == "2025-03-31"
    first = found["dcat:distribution"][0]
    assert first["dct:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/deed.ja"
    assert first["dcat:downloadURL"]["@id"] == ("https://example.jp/data/%E8%A9%95%E4%BE%A1.csv")
    assert len(found["dcat:distribution"]) == len(CSV)


def test_what_is_not_set_is_told() -> None:
    found = dict(tables(small.report()))
    unset = {
        r["項目"]: r["未設定のときの書き方"]
        for r in found["データの説明.csv"]
        if r["内容"] == "未設定"
    }
    assert unset == {
        "全国地方公共団体コード": "計画マスタの設定「全国地方公共団体コード」に書く",
        "公開データのライセンス": "計画マスタの設定「公開データのライセンス」に書く",
        "公開データの掲載先": "計画マスタの設定「公開データの掲載先」に書く",
        "公開日": "計画マスタのシート「公開履歴」に書く",
        "更新日": "計画マスタのシート「公開履歴」に書く",
    }
    told = "公開データ：全国地方公共団体コード、公開データのライセンス、更新日が未設定です"
    assert any(line.startswith(told) for line in collected_lines(small.report()))
    assert not any("未設定" in line for line in collected_lines(small.report(plan=told_plan())))
    package = json.loads(texts(small.report())["datapackage.json"])
    assert not {"licenses", "created", "homepage"} & set(package)


# ------------------------------------------------------------------ what the tables say


def test_every_record_is_one_line_and_every_blank_has_a_meaning() -> None:
    report = small.report(plan=told_plan())
    for name, text in texts(report).items():
        if name.endswith(".csv"):
            assert text.startswith("\ufeff")
            lines = text.split("\r\n")
            assert not lines[-1]
            assert all("\n" not in line and "\r" not in line for line in lines)
    found = dict(tables(report))
    assert all(row["空欄の意味"] for row in found["データ定義.csv"])
    assert len(found["ファイル一覧.csv"]) == len(CSV) - 2  # not itself, not データ定義


def test_codes_without_circled_numbers_and_whose_data_they_are() -> None:
    found = dict(tables(small.report(plan=told_plan())))
    first = found["取り組み.csv"][0]
    assert (first["コード"], first["半角コード"]) == ("1-1-①-①", "P1-1-1-1")
    for name in ("評価.csv", "KPI.csv", "予算事業.csv", "人口見通し.csv", "評価区分.csv"):
        rows = found[name]
        assert {(r["全国地方公共団体コード"], r["団体名"]) for r in rows} == {("142085", "見本市")}
        assert {r["団体半角コード"] for r in rows} == {"C142085"}
        plain = [r["半角コード"] for r in rows if "半角コード" in r]
        assert all(re.fullmatch(r"P\d+(-\d+)*", code) for code in plain)


def test_headers_do_not_change_from_year_to_year() -> None:
    plan = told_plan()
    later = replace(plan, settings=replace(plan.settings, fiscal_year=2025))
    heads = [
        {name: list(rows[0]) for name, rows in tables(small.report(plan=p)) if rows}
        for p in (plan, later)
    ]
    assert heads[0] == heads[1]


def test_grades_words_and_how_complete_the_year_is() -> None:
    found = dict(tables(small.report(plan=told_plan())))
    assert [(g["記号"], g["表示"]) for g in found["評価区分.csv"]][:2] == [
        ("A", "順調"),
        ("B", "概ね順調"),
    ]
    words = {(c["列名"], c["値"]) for c in found["コード表.csv"]}
    assert {("欠測理由", word) for word in MISSING.values()} <= words
    assert {("点検", "要修正"), ("状態", "金額相違"), ("種別", "目標値")} <= words
    shares = {r["項目"]: (r["件数"], r["対象の数"]) for r in found["データの状況.csv"]}
    assert shares["評価"] == ("2", "3")
    assert shares["KPIの実績値"] == ("2", "3")
    assert shares["予算事業の実績額"] == ("1", "2")
    assert [(r["公開日"], r["内容"]) for r in found["更新履歴.csv"]] == [
        ("2025-09-01", "公開"),
        ("2025-10-03", "KPIを訂正"),
    ]


def test_every_word_of_a_column_of_words_is_explained() -> None:
    found = dict(tables(small.report(plan=told_plan())))
    meanings = {(c["列名"], c["値"]) for c in found.pop("コード表.csv")}
    columns = {column for column, _ in meanings}
    for name in ("データの説明.csv", "データの状況.csv"):  # 項目 is no word there
        found.pop(name)
    for name, rows in found.items():
        for row in rows:
            for column in columns & set(row):
                assert not row[column] or (column, row[column]) in meanings, (name, column)


def test_a_state_that_was_kept_is_named() -> None:
    report = replace(small.report(), frozen=FrozenState("議会報告", "0" * 64))
    said = {r["項目"]: r["内容"] for r in dict(tables(report))["データの説明.csv"]}
    assert said["版"] == "確定（議会報告）"
    assert dict(tables(small.report()))["データの説明.csv"][0]["内容"].endswith("2024年度")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc-by-4.0", "CC-BY-4.0"),
        ("クリエイティブ・コモンズ CC BY 4.0", None),
        ("CC0", "CC0-1.0"),
        ("ＰＤＬ１．０", "PDL-1.0"),
        ("公共データ利用規約（第1.0版）", "PDL-1.0"),
        ("見本市オープンデータ利用規約", None),
        ("CC BY-NC 4.0", None),
        ("", None),
    ],
)
def test_licences(text: str, name: str | None) -> None:
    found = known_licence(text)
    assert (found.name if found else None) == name


def test_names_for_programs_are_ascii_and_distinct() -> None:
    columns = (
        TidyColumn("コード", TEXT, "", str),
        TidyColumn("様式のコード", TEXT, "", str, name="code"),
        TidyColumn("加えた値 基準", TEXT, "", str, name="more_基準"),
        TidyColumn("加えた値 目標", TEXT, "", str, name="more_目標"),
    )
    table = TidyTable("評価.csv", "", columns, ())
    assert machine_names(table) == ("code", "code_2", "column", "column_2")


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("望ましい向き", Trend),
        ("数え方", Counting),
        ("状態", Stated),
        ("評価の分類", GradeClass),
    ],
)
def test_every_fixed_word_has_a_meaning(column: str, words: type[StrEnum]) -> None:
    assert list(CODE_MEANINGS[column]) == [str(word) for word in words]
