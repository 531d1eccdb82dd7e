"""What is said of files that cannot be read, to the one who can do something about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zushi_xl.workbook.cells import Unreadable
from zushi_xl.xlsx_in import read_workbook, why_unreadable
from zushi_xl.xlsx_in.unreadable import MESSAGES


@pytest.mark.parametrize("kind", MESSAGES)
def test_who_keeps_a_file_is_not_asked_to_hand_it_in(kind: str) -> None:
    said = MESSAGES[kind].for_owner
    assert "提出" not in said
    assert said.endswith("ください。")


def test_a_master_with_a_password() -> None:
    book = Unreadable(
        "計画マスタ.xlsx", "", "パスワードで保護されています", "提出し直してください。", "encrypted"
    )
    assert why_unreadable(book) == (
        "パスワードで保護されています。Excel で開き、［ファイル］→［情報］→［ブックの保護］で"
        "パスワードを外して保存し直してください。"
    )


@pytest.mark.parametrize(
    ("start", "named"),
    [
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML スプレッドシート 2003",
        ),
        (
            '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">',
            "OpenDocument の XML 形式 .fods",
        ),
        ("<a/>", "XML の文書"),
        ("ID;PSCALC3\nX", "SYLK 形式の表"),
        ("ID,名前\n1,2", "CSV などの文字だけのファイル"),
    ],
)
def test_files_of_other_programs_are_called_what_they_are(
    start: str, named: str, tmp_path: Path
) -> None:
    path = tmp_path / "回答.xlsx"
    path.write_text(start, encoding="utf-8")
    book = read_workbook(path)
    assert isinstance(book, Unreadable)
    assert book.reason == f"Excel ブックではありません（中身は{named}）"
