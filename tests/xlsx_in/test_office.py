"""Workbooks that a real LibreOffice saved, in each format that divisions send."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.xlsx_in import read_workbook

pytestmark = pytest.mark.office
FORMATS = ("xlsx", "ods", "xls")


def author(path: Path) -> None:
    """One sheet with the facts that readers lose, and a hidden one."""
    book = xlsxwriter.Workbook(path)
    sheet, hidden = book.add_worksheet("様式"), book.add_worksheet("控え")
    struck = book.add_format({"font_strikeout": True})
    sheet.write_string("A1", "課名")
    sheet.write_rich_string("A2", struck, "2024", book.add_format(), "2029", "年度")
    sheet.write_string("A3", "すべて消す", struck)
    sheet.write_number("A4", 0.667, book.add_format({"num_format": "0.0%"}))
    sheet.write_number("A5", 1234, book.add_format({"num_format": '#,##0"人"'}))
    sheet.write_datetime("A6", datetime(2024, 4, 1), book.add_format({"num_format": "yyyy/m/d"}))
    sheet.write_formula("A7", "=1/0", None, "#DIV/0!")
    sheet.write_string("A8", "　前年度と同じ ")
    sheet.write_string("A9", "一行目\n二行目")
    sheet.write_number("A10", 7)
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.write_number("C1", 22.2)
    sheet.set_column("C:C", None, None, {"hidden": True})
    sheet.write_comment("A1", "確認済み")
    sheet.merge_range("E1:F3", "結合")
    sheet.insert_textbox("H5", "枠の文章")
    hidden.write("A1", 1)
    hidden.hide()
    book.close()


def converted(folder: Path) -> Path:
    """The folder with what LibreOffice makes of its book, in a folder for each format."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for suffix in FORMATS:
        command = ["soffice", profile, "--headless", "--convert-to", suffix]
        command += ["--outdir", str(folder / suffix), str(folder / "book.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with what LibreOffice made of the book."""
    folder = tmp_path_factory.mktemp("office")
    author(folder / "book.xlsx")
    return converted(folder)


@pytest.fixture(params=FORMATS)
def book(saved: Path, request: pytest.FixtureRequest) -> Workbook:
    found = read_workbook(saved / request.param / f"book.{request.param}")
    assert isinstance(found, Workbook), found
    return found


def test_cells(book: Workbook) -> None:
    cells = {cell.address: cell for cell in book.sheets[0].cells.values()}
    assert [(cells[f"A{n}"].text, cells[f"A{n}"].struck) for n in range(1, 11)] == [
        ("課名", None),
        ("2029年度", "2024"),
        ("", "すべて消す"),
        ("0.667", None),
        ("1234", None),
        ("2024-04-01", None),
        ("#DIV/0!", None),
        ("　前年度と同じ ", None),
        ("一行目\n二行目", None),
        ("7", None),
    ]
    assert cells["A4"].number_format == "0.0%"
    assert cells["A5"].number_format in ('#,##0"人"', "#,##0\\人")
    assert cells["A6"].value == datetime(2024, 4, 1)
    assert cells["A7"].error == "#DIV/0!"
    assert {address for address, cell in cells.items() if cell.hidden} == {"A10", "C1"}


def test_sheets_and_merges(book: Workbook) -> None:
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [
        ("様式", True),
        ("控え", False),
    ]
    assert book.sheets[0].merges == ((0, 4, 2, 5),)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_comments_and_text_boxes(saved: Path, suffix: str) -> None:
    book = read_workbook(saved / suffix / f"book.{suffix}")
    assert isinstance(book, Workbook)
    assert book.sheets[0].cells[0, 0].comment == "確認済み"
    assert [(r.kind, r.text, r.sheet) for r in book.remarks] == [("text_box", "枠の文章", "様式")]


@pytest.mark.parametrize("suffix", FORMATS)
def test_content_counts_not_the_name(saved: Path, tmp_path: Path, suffix: str) -> None:
    for name in ("a.xlsx", "a.xls", "a.ods"):
        path = tmp_path / name
        path.write_bytes((saved / suffix / f"book.{suffix}").read_bytes())
        assert isinstance(read_workbook(path), Workbook)


def test_locked_ods(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.ods"
    with (
        zipfile.ZipFile(saved / "ods" / "book.ods") as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "META-INF/manifest.xml":
                data = data.replace(b"</manifest:manifest>", b"<a:encryption-data/>")
            target.writestr(name, data)
    found = read_workbook(path)
    assert isinstance(found, Unreadable)
    assert found.kind == "encrypted"


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with a book that has words in all places but cells."""
    folder = tmp_path_factory.mktemp("annotated")
    book = xlsxwriter.Workbook(folder / "book.xlsx")
    sheet = book.add_worksheet("様式")
    sheet.write_number("A2", 3)
    sheet.write_url("B1", "https://example.jp/a", string="資料")
    message = {"validate": "any", "input_title": "担当から", "input_message": "見込みです\n二行目"}
    sheet.data_validation("C1", message)
    wrong = {"validate": "integer", "criteria": ">", "value": 1, "error_message": "回数です"}
    sheet.data_validation("C2:C5", wrong)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=様式!$A$2"})
    chart.set_title({"name": "増えています"})
    sheet.insert_chart("H5", chart)
    book.define_name("メモ", '="来年度は廃止"')
    book.set_properties({"comments": "至急の提出です"})
    book.close()
    return converted(folder)


@pytest.mark.parametrize("suffix", FORMATS)
def test_words_in_no_cell_are_told_of_every_format(annotated: Path, suffix: str) -> None:
    book = read_workbook(annotated / suffix / f"book.{suffix}")
    assert isinstance(book, Workbook)
    assert {(r.kind, r.text) for r in book.remarks} == {
        ("link", "https://example.jp/a"),
        ("prompt", "担当から\n見込みです\n二行目"),
        ("prompt", "回数です"),
        ("text_box", "増えています"),
        ("name", "メモ：来年度は廃止"),
    }
    cells = {r.text: r.cell for r in book.remarks}
    assert (cells["https://example.jp/a"], cells["回数です"]) == ("B1", "C2")
    assert book.properties["description"] == "至急の提出です"
