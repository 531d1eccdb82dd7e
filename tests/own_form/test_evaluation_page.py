"""An evaluation on a city's own workbook at the page: the same as with the command, in each view."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from openpyxl.workbook import Workbook

from tests.own_form.evaluation_forms import (
    PLAN,
    Rows,
    evaluation_in,
    fill,
    item_sheet,
    kpi_table,
)
from tests.page.same import differences, files_below
from tests.workflow.test_page_requests import asked
from zushi_xl.cli.commands import main
from zushi_xl.page import make
from zushi_xl.page.build import PageKind
from zushi_xl.workflow.browser import masters as page_masters

LEAD = "高齢介護課"
NAMES = ("計画マスタ.xlsx", "様式定義.xlsx", "原本.xlsx")


class Kind(NamedTuple):
    """An own form, corrections of its draft, and what people type into its copies, by address."""

    book: Callable[[], Workbook]
    corrected: Rows
    typed: tuple[Mapping[str, object], ...]


KINDS = {
    "a sheet for each item": Kind(
        item_sheet,
        {"必要性": {"コード": "取り組み"}},
        (
            {"C5": 1200, "C6": "体験会を12回開いた。", "C7": "■高い　□普通　□低い", "C8": "例示"},
            {"C5": "たくさん", "C6": "担当者に要確認"},
        ),
    ),
    "a table of KPIs": Kind(
        kpi_table,
        {},
        ({"B4": "18.5%", "C4": "B", "D4": "続ける。", "A5": "知らない指標", "B5": 3},),
    ),
}


class Town(NamedTuple):
    """A folder with the three masters, and with copies that came back in ``inputs``."""

    folder: Path
    returned: list[Path]

    @property
    def masters(self) -> list[Path]:
        return [self.folder / name for name in NAMES]

    def page(self, verb: str, options: dict[str, Any] | None = None, **fields: Any) -> Any:
        """The answer of the page, which works in ``folder``/run."""
        return asked(self.folder / "run", verb, options, masters=self.masters, **fields)

    def command(self, *arguments: str, status: int = 0) -> str:
        """What the command says; its outputs stand in ``folder``/native."""
        masters = ["--plan", str(self.masters[0]), "--form", str(self.masters[1])]
        result = CliRunner().invoke(main, [*arguments, *masters])
        assert result.exit_code == status, result.output
        return result.output

    @property
    def outputs(self) -> list[str]:
        return ["-o", str(self.folder / "native")]

    def differences(self) -> list[str]:
        """What the outputs of the page and those of the command differ in."""
        here, there = self.folder / "run" / "outputs", self.folder / "native"
        return differences(files_below(here), files_below(there))


@pytest.fixture(params=KINDS)
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Town:
    kind = KINDS[request.param]
    evaluation_in(tmp_path, kind.book(), kind.corrected)
    shutil.copyfile(PLAN, tmp_path / NAMES[0])
    made = Town(tmp_path, [])
    made.command("distribute", "--only", LEAD, "-o", str(tmp_path / "sent"))
    copies = sorted((tmp_path / "sent").rglob("*.xlsx"))
    for number, typed in enumerate(kind.typed):
        target = tmp_path / "inputs" / f"{number}.xlsx"
        made.returned.append(fill(copies[number], typed, target))
    return made


def test_the_copies_are_those_of_the_command(town: Town) -> None:
    answer = town.page("distribute", {"only": LEAD})
    said = town.command("distribute", "--only", LEAD, *town.outputs)
    assert answer["summary"] == said.splitlines()[-1]
    assert town.differences() == []


def test_the_year_is_the_one_of_the_command(town: Town) -> None:
    answer = town.page("collect", {"site": True, "freeze": "確定"}, files=town.returned)
    assert answer["state"] == "done", answer["summary"]
    returned = str(town.folder / "inputs")
    town.command("collect", returned, "--site", "--freeze", "確定", *town.outputs)
    assert town.differences() == []
    assert (town.folder / "run" / answer["result"]).is_file()


def test_the_findings_of_a_check_are_those_of_the_command(town: Town) -> None:
    answer = town.page("check", files=town.returned)
    said = town.command("check", "--json", *map(str, town.returned), status=1)
    assert answer["findings"] == json.loads(said)
    marked = [name for name in answer["files"] if "差し戻し/" in name]
    assert len(marked) == len({f["file"] for f in answer["findings"] if f["severity"] != "info"})


def test_the_masters_of_the_next_year_are_those_of_the_command(town: Town) -> None:
    town.command("collect", str(town.folder / "inputs"), *town.outputs)
    (result,) = (town.folder / "native").rglob("収集結果.json")
    answer = town.page("rollover", {"force": True}, collected=[result])
    assert answer["state"] == "done", answer["summary"]
    name = "計画マスタ_2025年度.xlsx"
    target = town.folder / name
    town.command("rollover", "--to", str(target), "--force", *town.outputs)
    made = {name: (town.folder / "run" / "outputs" / name).read_bytes()}
    assert differences(made, {name: target.read_bytes()}) == []


def test_no_blank_form_is_made(town: Town) -> None:
    answer = town.page("distribute", {"blank": True})
    assert (answer["state"], answer["files"]) == ("refused", [])
    assert answer["summary"].startswith("原本のある様式では、空の様式を作りません。")


@pytest.mark.parametrize("verb", [("page", "--check"), ("distribute", "--with-page")])
def test_a_division_checks_its_copy_with_the_page_it_was_sent(
    verb: tuple[str, ...], town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page holds all three books, under whatever names; nothing is chosen but the copy."""
    kinds: list[PageKind] = []
    written = b"<!DOCTYPE html>"
    monkeypatch.setattr(make, "page_bytes", lambda kind, _: kinds.append(kind) or written)
    monkeypatch.chdir(town.folder)
    town.command(*verb)
    (kind,) = kinds
    assert kind.title == "自己点検　原本（2024年度）"
    inside = town.folder / "inside"
    inside.mkdir()
    for name, content in kind.masters.items():
        (inside / name).write_bytes(content)
    monkeypatch.setattr(page_masters, "INSIDE", inside)
    page_masters._read.cache_clear()
    answer = asked(town.folder / "run", "check", files=town.returned)
    said = town.command("check", "--json", *map(str, town.returned), status=1)
    assert answer["findings"] == json.loads(said)
