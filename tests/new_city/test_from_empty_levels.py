"""Newcomers make cities of five and of two levels from empty masters, with few edits, and run their
years: what a person types, renames, adds and deletes is counted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.conftest import open_book
from tests.new_city.example_years import again, collected, in_doubt, lines, opened, page, sent_back
from tests.new_city.whole_year import foreign_words
from zushi_xl.cli.commands import main

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")
MOST = 150
Cells = Mapping[str, Mapping[str, str]]


class Newcomer:
    """Works on one master; every cell, name of a sheet and row that it changes is an edit."""

    def __init__(self, path: Path):
        self._path, self._book, self.edits = path, open_book(path), 0

    def rename(self, old: str, new: str) -> None:
        self._book[old].title = new
        self.edits += 1

    def add(self, name: str, *heads: str) -> None:
        self._book.create_sheet(name).append(heads)
        self.edits += 1 + len(heads)

    def delete(self, *names: str) -> None:
        for name in names:
            del self._book[name]
            self.edits += 1

    def delete_rows(self, sheet: str, first: int, count: int) -> None:
        self._book[sheet].delete_rows(first, count)
        self.edits += count

    def type(self, cells: Cells) -> None:
        for sheet, texts in cells.items():
            for cell, text in texts.items():
                self._book[sheet][cell] = text
                self.edits += 1

    def save(self) -> int:
        self._book.save(self._path)
        return self.edits


def emptied(folder: Path) -> tuple[Newcomer, Newcomer]:
    """The two masters of an empty folder: that of the plan, that of the form."""
    assert CliRunner().invoke(main, ["init", "--empty", str(folder)]).exit_code == 0
    masters = folder / "templates_xlsx"
    return Newcomer(masters / "計画マスタ.xlsx"), Newcomer(masters / "様式定義.xlsx")


SETTINGS = {
    "B4": "2024",
    "B6": "2023",
    "B7": "2026",
    "B11": "例示係",
    "A14": "公開サイト",
    "B14": "○",
}
GRADES = {
    "B2": "優", "C2": "届いた", "E2": "順位", "B3": "良", "C3": "近づいた", "E3": "順位",
    "B4": "可", "C4": "遠い", "E4": "順位",
}  # fmt: skip
YEARS = {"H1": "2023年度", "I1": "2024年度", "J1": "2025年度", "K1": "2026年度", "L1": ""}

# ------------------------------------------------------------------ five levels


FIVE = {
    "設定": {
        **SETTINGS, "B2": "架空の奥沢市", "B3": "奥沢市未来計画", "B10": "総務課",
        "B13": "未来計画の点検",
    },
    "階層": {
        "A2": "分野", "B2": "A", "A3": "章", "B3": "A-1", "A4": "節", "B4": "A-1-(1)",
        "A5": "施策", "B5": "01-02", "C5": "通し", "A6": "仕事", "B6": "①", "D6": "ブロック",
    },
    "階層1": {"A2": "A", "C2": "山"},
    "階層2": {"A2": "A-1", "C2": "森"},
    "階層3": {"A2": "A-1-(1)", "C2": "道"},
    "階層4": {"A2": "01-01", "B2": "登山道", "C2": "A-1-(1)", "D2": "山の課",
            "A3": "01-02", "B3": "山小屋", "C3": "A-1-(1)", "D3": "里の課"},
    "階層5": {"A2": "①", "C2": "木道を直す", "D2": "01-01", "A3": "①", "C3": "屋根を直す", "D3": "01-02"},
    "KPI": {
        **YEARS, "A2": "01-01", "B2": "1", "C2": "歩ける道の長さ", "D2": "km", "E2": "上昇",
        "F2": "累計", "H2": "12", "M2": "20",
    },
    "担当課": {"A2": "山の課", "A3": "里の課", "A4": "総務課"},
    "評価区分": GRADES,
}  # fmt: skip
FORM_OF_FIVE = {
    "項目": {
        **{f"B{row}": "階層4" for row in range(5, 10)}, **{f"B{row}": "階層5" for row in range(12, 18)},
        "G9": "階層5", "A18": "title", "B18": "階層3", "C18": "{呼び名}", "D18": "一行", "E18": "事務局",
        "N18": "○", "O18": "名称", "B4": "階層4",
    },
}  # fmt: skip
SAID = {
    "01-01/KPI1/values": ["15km"],
    "01-01/rating": ["良"],
    "01-02/rating": ["優"],
    "01-01/remarks": ["雪が多く、工事が遅れました。"],
    "01-01/next_steps": ["残る5kmの木道を直します。"],
    "01-01-①/results": ["木道を3km直しました。"],
    "01-01-①/budget_program": ["ー", "ー"],
    "01-02-①/results": ["屋根を替えました。"],
    "01-02-①/budget_program": ["ー", "ー"],
}
HUT = {"01-02/next_steps": ["窓も替えます。"]}


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    folder = tmp_path_factory.mktemp("five") / "奥沢市"
    plan, form = emptied(folder)
    plan.rename("階層4", "階層5")
    plan.add("階層4", "コード", "名称", "上位", "主担当課", "前年度の評価")
    plan.type(FIVE)
    form.type(FORM_OF_FIVE)
    return folder, plan.save() + form.save()


@pytest.fixture(scope="module")
def year_of_five(five: tuple[Path, int]) -> dict[str, Any]:
    folder, _ = five
    first = collected(folder, 2024, SAID)
    sent_back(folder, "里の課", HUT)
    return {"first": first, "second": again(folder, 2024)}


def test_five_levels_take_few_edits(five: tuple[Path, int]) -> None:
    assert five[1] <= MOST


def test_five_levels_and_their_second_round(
    five: tuple[Path, int], year_of_five: dict[str, Any]
) -> None:
    assert in_doubt(year_of_five["first"]) == [("required-empty", "01-02")]
    assert in_doubt(year_of_five["second"]) == []
    facts = year_of_five["second"]
    assert [(e["code"], e["level"], e["rating"]) for e in facts["evaluations"]] == [
        ("01-01", "level4", "良"), ("01-02", "level4", "優"),
    ]  # fmt: skip
    assert [i["code"] for i in facts["initiatives"]] == ["01-01-①", "01-02-①"]
    assert "施策の評価" in lines(five[0], "未来計画の点検", "総括")


def test_five_levels_on_the_site(five: tuple[Path, int], year_of_five: dict[str, Any]) -> None:
    assert year_of_five["second"]["city"] == "架空の奥沢市"
    shown = page(five[0], "01-01")
    assert "評価 良 近づいた" in shown
    assert "15km" in shown
    for above in ("A 山", "A-1 森", "A-1-(1) 道"):
        assert above in shown
    assert foreign_words(five[0]) == set()


def test_five_levels_a_year_later(five: tuple[Path, int], year_of_five: dict[str, Any]) -> None:
    assert year_of_five["second"]["fiscal_year"] == 2024
    opened(five[0])
    later = {tag: [f"{texts[0]}続けます。"] for tag, texts in SAID.items() if "results" in tag}
    steps = {f"{code}/next_steps": ["歩く人に知らせます。"] for code in ("01-01", "01-02")}
    money = {tag: texts for tag, texts in SAID.items() if "budget" in tag}
    rest = {"01-01/KPI1/values": ["18km"], "01-01/rating": ["優"], "01-02/rating": ["優"]}
    facts = collected(five[0], 2025, {**later, **steps, **money, **rest})
    assert in_doubt(facts) == []
    moved = lines(five[0], "未来計画の点検", "前年度比較", 2025)
    assert "01-01 | 登山道 | 良：近づいた | 優：届いた | ↑ 上がった" in moved


# ------------------------------------------------------------------ two levels

TWO = {
    "設定": {**SETTINGS, "B2": "架空の島名村", "B3": "島の約束", "B10": "役場", "B13": "約束の振り返り"},
    "階層": {"A2": "願い", "B2": "あ", "A3": "約束", "B3": "1", "C3": "通し"},
    "階層1": {"A2": "あ", "C2": "船を守る", "E2": "港", "A3": "い", "C3": "水を守る", "E3": "水道"},
    "階層2": {"A2": "1", "C2": "船便を続ける", "D2": "あ", "A3": "2", "C3": "井戸を調べる", "D3": "い"},
    "KPI": {
        **YEARS, "A2": "あ", "B2": "1", "C2": "船が出た日", "D2": "日", "E2": "上昇", "F2": "実数",
        "H2": "300", "M2": "330",
    },
    "担当課": {"A2": "港", "A3": "水道", "A4": "役場"},
    "評価区分": GRADES,
}  # fmt: skip
FORM_OF_TWO = {
    "項目": {
        **{f"B{row}": "階層1" for row in range(2, 8)}, **{f"B{row}": "階層2" for row in range(10, 16)},
        "G7": "階層2",
    }
}  # fmt: skip
ISLAND = {
    "あ/KPI1/values": ["312日"],
    "あ/rating": ["良"],
    "い/rating": ["可"],
    "い/remarks": ["水が減りました。"],
    "あ/next_steps": ["冬の便を増やします。"],
    "い/next_steps": ["新しい井戸を探します。"],
    "1/results": ["312日、船を出しました。"],
    "2/results": ["三つの井戸を調べました。"],
    "1/budget_program": ["ー", "ー"],
    "2/budget_program": ["ー", "ー"],
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    folder = tmp_path_factory.mktemp("two") / "島名村"
    plan, form = emptied(folder)
    plan.delete_rows("階層", 4, 2)
    plan.delete("階層2", "階層3")
    plan.rename("階層4", "階層2")
    plan.type(TWO)
    form.delete_rows("項目", 2, 2)  # the names of two levels that are no more
    form.type(FORM_OF_TWO)
    return folder, plan.save() + form.save()


def test_two_levels_take_few_edits_and_give_a_year(two: tuple[Path, int]) -> None:
    assert two[1] <= MOST
    facts = collected(two[0], 2024, ISLAND)
    assert in_doubt(facts) == []
    assert {e["code"]: (e["level_name"], e["rating"]) for e in facts["evaluations"]} == {
        "あ": ("願い", "良"), "い": ("願い", "可"),
    }  # fmt: skip
    assert "評価 可 遠い" in page(two[0], "%E3%81%84")
    assert foreign_words(two[0]) == set()
    opened(two[0])
    later = {tag: [texts[0] if "budget" in tag else f"{texts[0]}二年目です。"]
             for tag, texts in ISLAND.items() if "values" not in tag and "rating" not in tag}  # fmt: skip
    money = {tag: texts for tag, texts in ISLAND.items() if "budget" in tag or "rating" in tag}
    facts = collected(two[0], 2025, {**later, **money, "あ/KPI1/values": ["320"]})
    assert in_doubt(facts) == []
    assert "→ 同じ" in " ".join(lines(two[0], "約束の振り返り", "前年度比較", 2025))
