"""A master is read once in a run, and again when it has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.own_form.forms import FORM, masters_in
from zushi_xl.adopt.own_form.load import load_own
from zushi_xl.cli.commands import main
from zushi_xl.masters import master_file
from zushi_xl.masters.form.original import is_own_form
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.master_file import expect_master, read_master
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.xlsx_in import read_workbook


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were opened."""
    opened: list[str] = []
    real = master_file.read_workbook

    def noted(path: Path, **more: object) -> Workbook | Unreadable:
        opened.append(path.name)
        return real(path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(master_file, "read_workbook", noted)
    return opened


def test_a_command_opens_each_master_once(tmp_path: Path, read: list[str]) -> None:
    masters_in(tmp_path)
    read.clear()
    master_file._read.cache_clear()
    form, plan = tmp_path / "様式定義.xlsx", tmp_path / "計画マスタ.xlsx"
    arguments = ["distribute", "--form", form, "--plan", plan, "-o", tmp_path / "outputs"]
    made = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert made.exit_code == 0, made.output
    assert sorted(read) == ["様式定義.xlsx", "計画マスタ.xlsx"]


def test_nothing_is_kept_of_masters_that_are_loaded(tmp_path: Path) -> None:
    """The cells of a large plan weigh more than the plan."""
    masters_in(tmp_path)
    load_own(tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx")
    assert master_file._read.cache_info().currsize == 0
    templates = ROOT / "templates_xlsx"
    assert not is_own_form(templates / "様式定義.xlsx")
    assert master_file._read.cache_info().currsize == 1
    load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    assert master_file._read.cache_info().currsize == 0


def test_a_master_that_another_process_opens_is_waited_for(tmp_path: Path, read: list[str]) -> None:
    masters_in(tmp_path)
    read.clear()
    plan = tmp_path / "計画マスタ.xlsx"
    there = read_workbook(plan)
    assert isinstance(there, Workbook)
    expect_master(plan, lambda: there)
    assert read_master(plan) is there
    assert not read


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_master_that_nobody_could_open_is_opened_here(
    tmp_path: Path, read: list[str], is_changed: bool
) -> None:
    masters_in(tmp_path)
    read.clear()
    plan = tmp_path / "計画マスタ.xlsx"
    there = read_workbook(plan)
    assert isinstance(there, Workbook)
    expect_master(plan, lambda: there if is_changed else None)
    if is_changed:
        plan.write_bytes((tmp_path / FORM).read_bytes())
    book = read_master(plan)
    assert isinstance(book, Workbook)
    assert (book.sheets[0].name == "回答票") is is_changed
    assert read == ["計画マスタ.xlsx"]


def test_a_changed_master_is_read_again(tmp_path: Path) -> None:
    masters_in(tmp_path)
    book = read_master(tmp_path / "様式定義.xlsx")
    (tmp_path / "様式定義.xlsx").write_bytes((tmp_path / FORM).read_bytes())
    other = read_master(tmp_path / "様式定義.xlsx")
    assert isinstance(book, Workbook)
    assert isinstance(other, Workbook)
    assert [sheet.name for sheet in other.sheets] == ["回答票"]
    assert book.sheets != other.sheets
