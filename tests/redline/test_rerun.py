"""A second run leaves what people did to the first list."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.comments import Comment

from tests.redline.plans import edited
from tests.redline.test_bad_input import write
from tests.xlsx_out.office import load
from zushi_xl.redline.documents.list_sheet import LIST
from zushi_xl.workflow.redline import FILE, Options, Product, redline

NEW_TEXTS = (("広げます", "拡げます"), ("277人", "280人"))


@pytest.fixture
def masters(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path / "旧.xlsx", edited()), write(tmp_path / "新.xlsx", edited(*NEW_TEXTS))


def rows(folder: Path) -> list[list[object]]:
    sheet = load(folder / FILE)[LIST]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_columns_comments_pages_and_rows_of_people_stay(
    tmp_path: Path, masters: tuple[Path, Path]
) -> None:
    out = tmp_path / "out"
    path = redline(*masters, out).path
    book = load(path)
    sheet = book[LIST]
    sheet.insert_cols(3)
    sheet["C3"], sheet["C4"] = "担当メモ", 28
    sheet["D5"] = "99"
    sheet["F5"].comment = Comment("ここを見て", "甲")
    sheet.append(["手", "第９節", None, None, None, "手で加えた文", "項目"])
    book.save(path)
    made = redline(*masters, out)
    heads = [cell.value for cell in load(path)[LIST][3]]
    assert heads[5:] == ["改正項目", "担当メモ", "行の印"]
    found = rows(out)
    assert [row[6] for row in found] == ["28", None, None, None]
    assert found[1][2] == "99"
    assert found[3][1:7] == ["第９節", None, None, "手で加えた文", "項目", None]
    assert load(path)[LIST]["E5"].comment.text.strip() == "ここを見て"
    assert "引き継いだもの：" in made.told[1]
    assert "加えた列「担当メモ」、メモ1件、手で加えた行1件、手直し1件" in made.told[1]


@pytest.mark.parametrize(
    ("product", "told"),
    [
        (Product.LIST, "前回の一覧がないので、No. は1から付けました。"),
        (Product.BOTH, "前回の一覧がないので、No. は1から付けました。"),
        (Product.TABLE, "新旧対照表には No. がないので、前回の No. は使いませんでした。"),
    ],
)
def test_numbers_that_are_not_there_cannot_be_kept(
    product: Product, told: str, tmp_path: Path, masters: tuple[Path, Path]
) -> None:
    chosen = Options(product=product, keep_numbers=True)
    assert told in redline(*masters, tmp_path / "out", chosen).told
    is_list = product is not Product.TABLE
    assert (told not in redline(*masters, tmp_path / "out", chosen).told) is is_list


def test_a_list_that_people_saved_is_set_aside(tmp_path: Path, masters: tuple[Path, Path]) -> None:
    out = tmp_path / "out"
    path = redline(*masters, out).path
    book = load(path)
    book.create_sheet("覚え書き")["A1"] = "図を差し替える"
    book.save(path)
    before = path.read_bytes()
    told = redline(*masters, out).told
    (copy,) = [each for each in out.iterdir() if each.name != FILE]
    assert copy.read_bytes() == before
    assert copy.name.startswith("改定内容一覧_20")
    assert copy.name in told[0]
    redline(*masters, out)
    assert len(list(out.iterdir())) == 2


def test_a_list_that_nobody_touched_is_not_set_aside(
    tmp_path: Path, masters: tuple[Path, Path]
) -> None:
    for _ in range(2):
        assert redline(*masters, tmp_path / "out", Options(product=Product.BOTH)).told == ()
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_copied_row_is_a_row_of_its_own(tmp_path: Path, masters: tuple[Path, Path]) -> None:
    out = tmp_path / "out"
    path = redline(*masters, out).path
    book = load(path)
    sheet = book[LIST]
    sheet.append([cell.value for cell in sheet[4]])
    book.save(path)
    redline(*masters, out)
    assert [row[6] for row in rows(out)][-1] == "手書き/1"
    assert rows(out)[-1][4] == rows(out)[0][4]


def test_marks_that_a_person_corrected_stay(tmp_path: Path, masters: tuple[Path, Path]) -> None:
    out = tmp_path / "out"
    path = redline(*masters, out).path
    book = load(path)
    book[LIST]["E6"] = "人の手で直した文"
    book.save(path)
    redline(*masters, out)
    assert rows(out)[2][4] == "人の手で直した文"
    assert any(c.value == "手直し" for c in load(path)["対応の確認"]["A"])


def test_what_a_stopped_run_left_is_told(tmp_path: Path, masters: tuple[Path, Path]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    left = out / f".{FILE}.zushi_xl-new"
    left.write_bytes(b"half")
    (said,) = redline(*masters, out).told
    assert "書き終える前に止められていました" in said
    assert not left.exists()
    assert redline(*masters, out).told == ()
