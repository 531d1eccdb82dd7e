"""Answers by the number that the form prints, and whose the copies of earlier years are."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.adopt.forms import put
from tests.own_form.forms import FORM, filled, gathered, masters_in, questionnaire
from zushi_xl.adopt.history import import_year


def test_numbers_printed_with_the_entries_are_read(tmp_path: Path) -> None:
    book = questionnaire()
    sheet = book["回答票"]
    put(sheet, "A9:B9", "公表の方法を選んでください。\n１ 冊子　２ ウェブ　３ その他")
    put(sheet, "C9:E9")
    masters = masters_in(tmp_path, book)
    filled(masters, tmp_path, {"C3": "企画課", "C9": "２"})
    returned = gathered(masters, tmp_path).returns["企画課"]
    used = {answer.field.label: answer.read.used for answer in returned.answers.values()}
    assert used["公表の方法を選んでください。"] == "ウェブ"


def test_whose_copies_of_earlier_years_are(tmp_path: Path) -> None:
    """By a known name in an answer; else the file's name stands in, and that is told."""
    masters_in(tmp_path)
    (tmp_path / "前年").mkdir()
    for name, division in (("a.xlsx", "福祉課"), ("b.xlsx", None)):
        copy = load_workbook(tmp_path / FORM)
        copy["回答票"]["C8"].value = division
        copy["回答票"]["C5"].value = "たくさん"
        copy.save(tmp_path / "前年" / name)
    paths = (tmp_path / "計画マスタ.xlsx", tmp_path / "様式定義.xlsx", tmp_path / "前年")
    found = import_year(*paths, 2023, tmp_path / "取り込み").gathered
    assert {(f.division, f.message.partition("：")[0]) for f in found.findings} == {
        ("", "どの課の写しか決まらないので、ファイル名の「b」を課名にしました。"),
        ("福祉課", "計画の数（件）"),
        ("b", "計画の数（件）"),
    }
