"""改定内容一覧 of a plan whose codes say nothing of their parents: in the order of the plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT, open_book
from tests.new_city.trial import city
from tests.new_city.whole_year import edit
from zushi_xl.cli.commands import main
from zushi_xl.masters.load import load_masters
from zushi_xl.redline.printed_places import place_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

MASTER = ROOT / "templates_xlsx" / "波里町" / "計画マスタ.xlsx"


def compared(folder: Path, sheets: dict[str, dict[str, str]]) -> Result:
    new = folder / "新.xlsx"
    new.write_bytes(MASTER.read_bytes())
    edit(new, sheets)
    return CliRunner().invoke(main, ["redline", str(MASTER), str(new), "-o", str(folder / "out")])


def test_rows_stand_in_the_order_of_the_plan(tmp_path: Path) -> None:
    edits = {"施策": {"C2": "見守りの輪を町中に広げる"}, "事務事業": {"C4": "朝市の運営と支援"}}
    assert compared(tmp_path, edits).exit_code == 0
    sheet = open_book(tmp_path / "out" / "改定内容一覧.xlsx")["改定内容一覧"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    places = [text for text in texts if text.startswith("基本目標") and "政策" not in text]
    assert [place.split("\n")[0] for place in places] == ["基本目標Ⅰ", "基本目標Ⅱ"]
    assert any("事務事業 0086" in text for text in texts)
    assert not any("取り組み" in text or "具体的施策" in text for text in texts)


def test_plans_of_other_levels_are_not_compared(tmp_path: Path) -> None:
    result = compared(tmp_path, {"階層": {"D5": "シート"}, "事務事業": {"E1": "主担当課"}})
    assert result.exit_code == 2
    assert "階層" in result.output


@pytest.mark.parametrize(
    ("name", "code", "place"),
    [
        ("ofunato", "0086", ("1-1", "62102", "0086")),
        ("ofunato", "62102", ("1-1", "62102")),
        ("mishima", "Ⅲ-5-31-(2)", ("Ⅲ-5-31-(2)",)),
    ],
)
def test_a_place_names_every_level_that_its_code_does_not(
    tmp_path: Path, name: str, code: str, place: tuple[str, ...]
) -> None:
    """What stands above follows from the plan, not from the signs of a code."""
    folder = city(tmp_path, name).folder / "templates_xlsx"
    plan = load_masters(folder / "計画マスタ.xlsx", folder / "様式定義.xlsx").plan
    assert place_of(plan, code) == place


def test_what_is_printed_into_a_table_is_compared_as_the_lines_of_its_column(
    tmp_path: Path,
) -> None:
    old = city(tmp_path, "tables").folder / "templates_xlsx" / "計画マスタ.xlsx"
    new = tmp_path / "新.xlsx"
    book = open_book(old)
    book.create_sheet("体裁").append(["項目", "値"])
    book["体裁"].append(["計画書に載せる列", "費目"])
    book["階層2"]["E2"] = "工事費\n用地費"
    book.save(new)
    result = CliRunner().invoke(main, ["redline", str(old), str(new), "-o", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    sheet = open_book(tmp_path / "out" / "改定内容一覧.xlsx")["改定内容一覧"]
    rows = [[str(c.value) for c in row if c.value] for row in sheet.iter_rows(min_row=4)]
    ((number, place, change, *_),) = [row for row in rows if row]
    assert (number, place.split("\n")[-1]) == ("1", "費目")
    assert change.endswith("≪費目≫\n工事費\n用地費")


def test_levels_are_said_once_and_a_section_stands_before_its_kpis(tmp_path: Path) -> None:
    """政策１ is the number of a 政策; its code Ⅰ-1 says that of the 基本目標 too."""
    edits = {
        "政策": {"C2": "支え合う町"},
        "施策": {"C2": "見守りの輪を町中に広げる"},
        "KPI": {"M2": "280"},
    }
    assert compared(tmp_path, edits).exit_code == 0
    sheet = open_book(tmp_path / "out" / "改定内容一覧.xlsx")["改定内容一覧"]
    rows = [[str(c.value) for c in row if c.value] for row in sheet.iter_rows(min_row=4)]
    assert [row[1:] for row in rows if row] == [
        ["基本目標Ⅰ\nⅠ-1", "政策１　支え合い合う町", "政策/Ⅰ-1/名称"],
        ["基本目標Ⅰ\nⅠ-1-1", "施策 Ⅰ-1-1　見守りの輪を町中に広げる", "施策/Ⅰ-1-1/名称"],
        [
            "基本目標Ⅰ\nⅠ-1-1\nKPI\n目標",
            "KPI　声かけ訪問を受けている世帯が増えている。\n目標　260280",
            "施策/Ⅰ-1-1/KPI1",
        ],
    ]


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "reason"),
    [
        ("役割", "D3", "すべて", "評価する人の決まりは計画書の文ではありません。"),
        ("段階", "D3", "2026年6月30日", "評価する時期の決まりは計画書の文ではありません。"),
        ("階層", "H3", "見直し中", "階層の決まりは計画書の文ではありません。"),
        ("施策", "D3", "港湾課", "担当は計画書の文ではありません。"),
    ],
)
def test_what_the_plan_book_does_not_print_is_not_called_the_same(
    tmp_path: Path, sheet: str, cell: str, text: str, reason: str
) -> None:
    assert compared(tmp_path, {sheet: {cell: text}}).exit_code == 0
    rows = open_book(tmp_path / "out" / "改定内容一覧.xlsx")["比べていない違い"].iter_rows(
        values_only=True
    )
    told = {row[-1] for row in rows if text in row}
    assert told == {reason}
