"""`zushi-xl adopt`: what it prints, and what it says of files that cannot be adopted."""

from __future__ import annotations

import json
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from xlsxwriter import Workbook as Writer

from tests.adopt.forms import new_form, put
from zushi_xl.cli.commands import main

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["adopt", *map(str, arguments)])
    return result.exit_code, result.output


def test_json_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "参加者数")
    put(sheet, "B3")
    path = tmp_path / "報告.xlsx"
    book.save(path)
    code, output = run(path, "--json")
    draft = json.loads(output)
    assert code == 0
    assert draft["sheets"] == [
        {"name": "様式", "role": "form", "reason": "記入欄らしいセルが 1 か所ある"}
    ]
    assert draft["fields"] == [
        {
            "sheet": "様式",
            "cell": "B3",
            "label": "参加者数",
            "type": "number",
            "unit": "人",
            "choices": None,
            "repeat": None,
            "sure": True,
            "confidence": 0.74,
            "reasons": ["罫線で囲まれた空欄"],
            "doubts": [],
        }
    ]


def test_without_json_the_fields_are_shown(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "参加者数")
    put(sheet, "B3")
    path = tmp_path / "報告.xlsx"
    book.save(path)
    code, output = run(path)
    assert code == 0
    assert "参加者数" in output
    assert "B3" in output
    assert "：数値" in output


def _text_only(path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "お知らせ"
    book.save(path)


def _nothing(path: Path) -> None:
    Workbook().save(path)


def _many_sheets(path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "1"
    for number in range(199):
        book.create_sheet(f"課{number}")["A1"] = "評価"
    book.save(path)


def _picture(path: Path) -> None:
    book = Writer(path)
    sheet = book.add_worksheet()
    sheet.insert_image("A1", "図.png", {"image_data": BytesIO(PIXEL), "description": "様式"})
    book.close()


def _rewritten(path: Path, old: str, new: str) -> None:
    """A form whose XML says something else."""
    book, sheet = new_form()
    put(sheet, "A3", "参加者数")
    put(sheet, "B3:C4")
    out = BytesIO()
    book.save(out)
    with ZipFile(out) as package, ZipFile(path, "w") as changed:
        for name in package.namelist():
            text = package.read(name)
            changed.writestr(
                name, text.replace(old.encode(), new.encode()) if name.endswith("xml") else text
            )


def _merged_to_the_end(path: Path) -> None:
    _rewritten(path, "B3:C4", "B3:XFD1048576")


def _formulas_only(path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A1", '=B1&"様"')
    put(sheet, "B1", "=1+1")
    book.save(path)


def _strict(path: Path) -> None:
    _rewritten(
        path,
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )


def _sheets_of_like_names(path: Path) -> None:
    book, sheet = new_form("様式")
    put(sheet, "A3", "氏名")
    put(sheet, "B3")
    book.create_sheet("様式 ")["A1"].value = "控え"
    book.save(path)


@pytest.mark.parametrize(
    ("name", "make", "words"),
    [
        ("a.xlsx", _sheets_of_like_names, "空白だけが違うシート「様式」"),
        ("a.xlsx", _text_only, "記入欄が見つかりません"),
        ("a.xlsx", _nothing, "中身のないブックです"),
        ("a.xlsx", _picture, "画像だけで"),
        ("a.xlsx", _merged_to_the_end, "結合セル B3:XFD1048576 が大きすぎます"),
        ("a.xlsx", _strict, "Strict Open XML"),
        ("a.xlsx", _formulas_only, "数式だけです"),
        ("a.xlsx", _many_sheets, "200 枚あります（100 枚まで）"),
        ("a.xls", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0"), "古い形式（.xls）"),
        ("a.xlsx", lambda path: path.write_bytes(b"PK\x03\x04"), "を読めません"),
        ("a.xlsx", Path.exists, "がありません"),
    ],
)  # fmt: skip
def test_what_cannot_be_adopted(tmp_path: Path, name: str, make: object, words: str) -> None:
    make(tmp_path / name)
    code, output = run(tmp_path / name, "--json")
    assert code == 2
    assert words in output
    assert "Traceback" not in output
