"""From each datum to the cell that it came from: the links lead to files, sheets and cells."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT, open_book
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.book import annual_book, relative_inputs
from zushi_xl.sheets.book.source_links import source_link
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.sheet import Link
from zushi_xl.workflow.gathering import gather
from zushi_xl.xlsx_out import write_book

INPUTS = ROOT / "inputs"


def target(link: Link | str) -> str:
    assert isinstance(link, Link)
    return link.target


@pytest.fixture(scope="module")
def path(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The annual book of the sample inputs in its place beside them."""
    desk = tmp_path_factory.mktemp("desk")
    shutil.copytree(INPUTS, desk / "inputs")
    folder = desk / "outputs" / "2024年度"
    folder.mkdir(parents=True)
    report = gather(masters, [INPUTS]).report
    write_book(annual_book(report, "../../inputs"), folder / "評価書.xlsx")
    return folder / "評価書.xlsx"


def test_links_lead_to_the_cells_of_returned_books(path: Path) -> None:
    book = open_book(path)
    returned: dict[Path, list[str]] = {}
    count = 0
    for sheet in book.worksheets:
        if sheet.title.startswith("データ_"):
            for (cell,) in sheet.iter_rows(min_row=2, max_col=1):
                row = sheet[cell.row]
                for linked in (c for c in row if c.hyperlink and c.hyperlink.target):
                    file = path.parent / unquote(linked.hyperlink.target.replace("\\", "/"))
                    names = returned.setdefault(file, [])
                    if not names:
                        assert file.is_file(), file
                        names += open_book(file).sheetnames
                    name = linked.hyperlink.location.rpartition("!")[0].strip("'")
                    assert name.replace("''", "'") in names
                    assert linked.value == file.relative_to(path.parent / "../../inputs").as_posix()
                    count += 1
    assert count > 150
    assert len(returned) == 8


def test_the_way_from_the_outputs_to_the_inputs(tmp_path: Path) -> None:
    inputs, other = tmp_path / "inputs", tmp_path / "再提出"
    inputs.mkdir()
    other.mkdir()
    assert relative_inputs([inputs]) == "../../inputs"
    assert relative_inputs([inputs, other]) == ""
    assert relative_inputs([inputs / "なし.xlsx"]) == ""


def test_names_with_signs_that_mean_something_in_an_address() -> None:
    link = source_link("../../inputs", Source("課 #1/評価 50%（最終）.xlsx", "5-1 '①", "C3"))
    assert target(link) == (
        "external:../../inputs/課%20%231/評価%2050%25（最終）.xlsx#'5-1 ''①'!C3"
    )


def test_a_sheet_without_a_cell_and_a_file_without_a_sheet() -> None:
    assert target(source_link("in", Source("a.xlsx", "様式", ""))).endswith("#'様式'!A1")
    assert target(source_link("in", Source("a.xlsx", "", ""))) == "external:in/a.xlsx"


def test_books_in_an_archive_are_named_without_a_link() -> None:
    assert source_link("in", Source("回答.ZIP/a.xlsx", "様式", "C3")) == "回答.ZIP/a.xlsx"


def test_relationships_hold_no_blank_and_no_bare_number_sign(path: Path) -> None:
    with ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/_rels/"):
                text = book.read(name).decode("utf-8")
                targets = [part.split('"')[0] for part in text.split('Target="')[1:]]
                assert not [t for t in targets if " " in t or "#" in t]
