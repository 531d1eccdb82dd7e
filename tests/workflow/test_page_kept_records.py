"""A year in phases, and a published state, at the page: what it made is given to it again."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, open_book
from tests.new_city.trial import City, city, table
from tests.rounds.test_freezing import changed
from tests.workflow.test_page_requests import MASTERS, asked
from zushi_xl.files.json_in import MOST_BYTES
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import load_masters
from zushi_xl.plan.reviewing import Phase
from zushi_xl.workbook.cells import Source
from zushi_xl.workflow.browser import entry
from zushi_xl.workflow.browser.exchange import Request
from zushi_xl.workflow.browser.kept_records import lay_out_records

FIRST, SECOND = "事中", "事後"
PLAN = replace(
    load_masters(*MASTERS).plan,
    phases=tuple(
        Phase(name, place, None, None, Source("計画マスタ.xlsx"))
        for place, name in enumerate(("中間", "年度末"))
    ),
)


class PageYear:
    """A city's runs at the page, each in a folder of its own, as the page clears the last."""

    def __init__(self, made: City, folder: Path):
        self.made, self.folder, self.runs = made, folder, 0
        self.masters = [
            made.folder / "templates_xlsx" / f"{n}.xlsx" for n in ("計画マスタ", "様式定義")
        ]

    def run(self, verb: str, phase: str = "", **fields: Any) -> tuple[dict[str, Any], Path]:
        self.runs += 1
        folder = self.folder / str(self.runs)
        answer = asked(folder, verb, {"phase": phase}, masters=self.masters, **fields)
        return answer, folder

    def returned(self, phase: str) -> list[Path]:
        return sorted((self.made.folder / "inputs" / phase).iterdir())


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> PageYear:
    """The forms of both phases filled in, as the command line distributed them."""
    made = city(tmp_path_factory.mktemp("page"), "kuriyama")
    for number, phase in enumerate((FIRST, SECOND), 1):
        made.distribute(phase)
        made.fill(table(f"kuriyama.answers_{number}"), phase)
        made.collect(phase)
    return PageYear(made, tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="module")
def first(page: PageYear) -> Path:
    """The archive of the first phase."""
    answer, folder = page.run("collect", files=page.returned(FIRST))
    assert answer["state"] == "done"
    return folder / answer["archive"]


def _texts(book: Path) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in open_book(book)
        for row in sheet
        for cell in row
        if cell.value is not None
    }


def test_the_forms_of_the_second_phase_show_the_first(page: PageYear, first: Path) -> None:
    answer, folder = page.run("distribute", SECOND, records=[first])
    assert answer["summary"].startswith(f"段階「{SECOND}」の")
    made = sorted(folder.glob("outputs/*年度/配布/*/*.xlsx"))
    commands = page.made.forms(SECOND)
    assert [path.name for path in made] == [path.name for path in commands]
    assert [_texts(path) for path in made] == [_texts(path) for path in commands]
    assert all(name.endswith((".xlsx", ".zip")) for name in answer["files"])


def test_the_year_is_the_one_of_the_command(page: PageYear, first: Path) -> None:
    answer, folder = page.run("collect", files=page.returned(SECOND), records=[first])
    assert answer["state"] == "done"
    result = (folder / answer["result"]).read_bytes()
    assert result == (page.made.outputs / "収集結果.json").read_bytes()


@pytest.mark.parametrize("verb", ["collect", "distribute"])
def test_without_the_records_it_is_said(verb: str, page: PageYear) -> None:
    answer, _ = page.run(verb, SECOND, files=page.returned(SECOND))
    assert (
        "段階「事中」の記録も提出もないため、その欄は空です。"
        "先に「事中」を「段階」の欄に指定して収集してください。" in answer["lines"]
    )


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (
            "事前",
            "「事前」という段階は計画マスタにありません。次の中から指定してください：事中、事後",
        ),
        (f" {SECOND}　", "段階「事後」の"),
    ],
)
def test_a_phase_is_named_as_in_the_plan(phase: str, said: str, page: PageYear) -> None:
    assert page.run("distribute", phase)[0]["summary"].startswith(said)


def test_a_plan_without_phases_has_none_to_name(tmp_path: Path) -> None:
    answer = asked(tmp_path, "distribute", {"phase": "中間"}, masters=MASTERS)
    assert answer["summary"] == (
        "計画マスタに段階がないので、「中間」を「段階」の欄に指定できません。"
        "シート「段階」に行を加えるか、段階を指定せずに実行してください。"
    )


def test_the_sample_has_no_phases(tmp_path: Path) -> None:
    """What was typed for the city's own year does not stop the sample."""
    request = Request(tmp_path, "distribute", {"phase": "中間"}, sample=True)
    assert entry.answered(request, lambda _: None).summary == "9 課分の様式を作りました。"


def test_a_published_state_is_compared_with(tmp_path: Path) -> None:
    """確定, then a mended book: 正誤表 lists what has changed, as with ``--freeze``."""
    inputs = tmp_path / "inputs"
    shutil.copytree(ROOT / "inputs", inputs)
    given = {"files": sorted(inputs.rglob("*.xlsx")), "masters": MASTERS}
    answer = asked(tmp_path / "1", "collect", {"freeze": "確定"}, **given)
    archive = tmp_path / "1" / answer["archive"]
    with zipfile.ZipFile(archive) as packed:
        assert "2024年度/確定/確定.json" in packed.namelist()
    changed(inputs)
    answer = asked(tmp_path / "2", "collect", records=[archive], **given)
    assert answer["state"] == "done"
    (errata,) = (tmp_path / "2" / "outputs" / "2024年度").rglob("正誤表.csv")
    assert "平和デーの参加者を数え直した。" in errata.read_text("utf-8-sig")
    again = asked(tmp_path / "3", "collect", {"freeze": "確定"}, records=[archive], **given)
    assert again["summary"].endswith(
        "別の名前（例：確定2）を「確定の名前」の欄に指定してください。"
    )


# ------------------------------------------------------------------ what is no record


def _phase(year: int = 2024, **more: Any) -> dict[str, Any]:
    return {"schema": 1, "fiscal_year": year, "phase": "中間", "answers": [], **more}


def _file(path: Path, said: object) -> Path:
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_record_is_known_by_what_it_says(tmp_path: Path) -> None:
    """Renamed, with a mark of its encoding, or in an archive whose names are garbled."""
    renamed = tmp_path / "コピー (2).json"
    renamed.write_text(json.dumps(_phase()), encoding="utf-8-sig")
    state = {
        "schema": 1,
        "name": "確定",
        "number": 1,
        "sha256": "",
        "result": {"fiscal_year": 2024},
    }
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("2024\u5e74\u5ea6/\x92i\x8aK/x.json", json.dumps(state))
        archive.writestr("収集結果.json", "{}")
    told = lay_out_records([renamed, tmp_path / "a.zip"], PLAN, tmp_path / "out")
    assert told == []
    found = sorted(p.relative_to(tmp_path / "out").as_posix() for p in tmp_path.glob("out/*/*/*"))
    assert found == ["2024年度/段階/中間.json", "2024年度/確定/確定.json"]


@pytest.mark.parametrize("content", ["[1]", "{}", "none", "[" * 5000, '{"phase": "中間"}', ""])
def test_what_holds_no_record_is_said(content: str, tmp_path: Path) -> None:
    file = tmp_path / "表.json"
    file.write_text(content, encoding="utf-8")
    told = lay_out_records([file], PLAN, tmp_path / "out")
    assert told == ["表.json に段階や確定の記録はありません（使っていません）。"]
    assert not (tmp_path / "out").exists()


def test_a_record_of_another_year_is_refused(tmp_path: Path) -> None:
    file = _file(tmp_path / "中間.json", _phase(2023))
    with pytest.raises(Problem, match="段階「中間」の記録は2023年度のものです。2024年度のもの"):
        lay_out_records([file], PLAN, tmp_path / "out")


def test_a_record_that_the_plan_has_no_use_for_is_said(tmp_path: Path) -> None:
    file = _file(tmp_path / "x.json", _phase(phase="夏"))
    assert lay_out_records([file], PLAN, tmp_path / "out") == [
        "段階「夏」の記録は使っていません。計画マスタに、その段階はありません。"
    ]


def test_two_records_that_differ_are_refused(tmp_path: Path) -> None:
    one = _file(tmp_path / "一.json", _phase())
    same = _file(tmp_path / "二.json", _phase())
    other = _file(tmp_path / "三.json", _phase(more=1))
    assert lay_out_records([one, same], PLAN, tmp_path / "out") == []
    with pytest.raises(Problem, match="段階「中間」の記録が二つあり、内容が違います"):
        lay_out_records([one, other], PLAN, tmp_path / "out2")


def test_a_name_leads_nowhere_else(tmp_path: Path) -> None:
    file = _file(tmp_path / "x.json", _phase(phase="../../外"))
    assert len(lay_out_records([file], PLAN, tmp_path / "out")) == 1
    (made,) = (tmp_path / "out").rglob("*.json")
    assert made.parent == tmp_path / "out" / "2024年度" / "段階"


@pytest.mark.parametrize("damage", ["cut", "encrypted", "bomb"])
def test_an_archive_that_cannot_be_opened_is_told(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "集めた結果.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("段階/中間.json", json.dumps(_phase()) + " " * 5000)
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    if damage == "cut":
        data[60:80] = bytes(20)
    elif damage == "encrypted":
        data[6] |= 1
        data[central + 8] |= 1
    else:
        data[central + 24 : central + 28] = (MOST_BYTES + 1).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(
        Problem, match=r"集めた結果\.zip (を展開できません|は展開すると大きすぎます)"
    ):
        lay_out_records([path], PLAN, tmp_path / "out")
