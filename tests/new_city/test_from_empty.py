"""A newcomer makes a city of four levels from empty masters with few edits, and runs its year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import open_book
from tests.new_city.whole_year import Edits, edit, fill, foreign_words, result_of, run
from zushi_xl.cli.commands import main
from zushi_xl.findings.finding import FaultyBook
from zushi_xl.masters.load import load_masters
from zushi_xl.workflow.init import init

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

EDITS: Edits = {
    "設定": {
        "B2": "架空の海見町", "B3": "第6次海見町総合計画", "B4": "2024", "B5": "2021",
        "B6": "2023", "B7": "2025", "B10": "政策課", "B13": "施策評価",
    },
    "階層": {
        "A2": "政策", "A3": "施策", "A4": "基本事業", "A5": "事務事業",
        "B2": "Ⅲ", "B3": "Ⅲ-5", "B4": "62102", "C4": "通し", "B5": "0086", "C5": "通し",
    },
    "階層1": {"A2": "Ⅰ", "C2": "にぎわい", "A3": "Ⅱ", "C3": "支え合い"},
    "階層2": {"A2": "Ⅰ-1", "C2": "港", "A3": "Ⅱ-1", "C3": "見守り"},
    "階層3": {
        "A2": "11101", "C2": "桟橋", "D2": "Ⅰ-1", "E2": "港湾課",
        "A3": "21101", "C3": "訪問", "D3": "Ⅱ-1", "E3": "福祉課",
    },
    "階層4": {
        "A2": "0086", "C2": "桟橋の改修", "D2": "11101",
        "A3": "0102", "C3": "電話の見守り", "D3": "21101",
    },
    "KPI": {
        "H1": "2021", "I1": "2023年度", "J1": "2024年度", "K1": "2025年度", "L1": "",
        "A2": "11101", "B2": "1", "C2": "桟橋を使う船が増えている。", "D2": "隻",
        "E2": "上昇", "F2": "実数", "H2": "20", "M2": "60",
        "A3": "21101", "B3": "1", "C3": "訪問した世帯が増えている。", "D3": "世帯",
        "E3": "上昇", "F3": "実数", "H3": "20", "M3": "60",
    },
    "担当課": {"A2": "港湾課", "A3": "福祉課", "A4": "政策課"},
    "評価区分": {
        "B2": "A", "C2": "順調", "E2": "順位", "B3": "B", "C3": "おおむね順調", "E3": "順位",
        "B4": "C", "C4": "遅れ", "E4": "順位",
    },
}  # fmt: skip
SAID = {
    "rating": "A：順調",
    "values": "30",
    "next_steps": "来年度は三つの地区へ広げて実施します。",
    "results": "説明会を4回開き、延べ52人が参加しました。",
    "actual_spend": "ー",
    "budget_program": "ー",
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "海見町"
    assert CliRunner().invoke(main, ["init", "--empty", str(folder)]).exit_code == 0
    edits = edit(folder / "templates_xlsx" / "計画マスタ.xlsx", EDITS)
    assert edits <= 150
    assert run(folder, "distribute").exit_code == 0
    fill(folder, SAID)
    assert run(folder, "collect", str(folder / "inputs")).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def facts(city: Path) -> dict[str, Any]:
    return result_of(city)


def test_codes_are_kept_as_printed(facts: dict[str, Any]) -> None:
    found = [(e["code"], e["level"], e["level_name"], e["rating"]) for e in facts["evaluations"]]
    assert found == [
        ("11101", "level3", "基本事業", "A"),
        ("21101", "level3", "基本事業", "A"),
    ]
    assert [i["code"] for i in facts["initiatives"]] == ["0086", "0102"]
    values = {v["code"]: v["value"] for v in facts["kpi_values"] if v["status"] == "actual"}
    assert values == {"11101": "30", "21101": "30"}


def test_no_error_and_everybody_received(facts: dict[str, Any]) -> None:
    assert [f for f in facts["findings"] if f["severity"] == "error"] == []
    states = {d["name"]: d["status"] for d in facts["divisions"]}
    assert (states["港湾課"], states["福祉課"]) == ("received", "received")


def test_nothing_of_another_city_is_printed(city: Path) -> None:
    assert foreign_words(city) == set()
    year = city / "outputs" / "2024年度"
    assert (year / "施策評価_2024年度.xlsx").is_file()
    assert (year / "公開データ" / "事務事業.csv").is_file()
    sheets = open_book(year / "施策評価_2024年度.xlsx").sheetnames
    assert not {"総合戦略別", "予算一覧"} & set(sheets)


def test_open_data_name_the_levels_above(city: Path) -> None:
    path = city / "outputs" / "2024年度" / "公開データ" / "事務事業.csv"
    head, first, *_ = path.read_text(encoding="utf-8-sig").splitlines()
    row = dict(zip(head.split(","), first.split(","), strict=False))
    assert row["コード"] == "0086"
    assert (row["政策コード"], row["施策コード"], row["基本事業コード"]) == ("Ⅰ", "Ⅰ-1", "11101")


def test_the_next_year_has_what_was_reported(city: Path) -> None:
    assert run(city, "rollover").exit_code == 0
    book = open_book(city / "templates_xlsx" / "計画マスタ_2025年度.xlsx")
    assert [book["階層3"][f"F{row}"].value for row in (2, 3)] == ["A", "A"]
    assert book["階層4"]["K2"].value == "説明会を4回開き、延べ52人が参加しました。"
    assert [book["KPI"][f"J{row}"].value for row in (2, 3)] == ["30", "30"]
    assert book["階層4"]["A2"].value == "0086"


def test_empty_masters_say_what_is_missing(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", "--empty", str(tmp_path / "a")])
    result = run(tmp_path / "a", "distribute")
    assert result.exit_code == 2
    assert "団体名" in result.output
    assert "Traceback" not in result.output


def test_one_kind_of_masters_at_a_time(tmp_path: Path) -> None:
    both = CliRunner().invoke(main, ["init", "--empty", "--sample", str(tmp_path / "a")])
    assert both.exit_code == 2
    unknown = CliRunner().invoke(main, ["init", "--example", "月面市", str(tmp_path / "b")])
    assert unknown.exit_code == 2
    assert "月面市" in unknown.output


def test_the_empty_masters_ask_for_what_is_missing_and_no_more(tmp_path: Path) -> None:
    """Nothing is said of a year 0 where no year has been written."""
    init(tmp_path, empty=True)
    folder = tmp_path / "templates_xlsx"
    with pytest.raises(FaultyBook) as told:
        load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx")
    assert {f.source.sheet for f in told.value.findings if f.source} == {"設定"}
