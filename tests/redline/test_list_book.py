"""The list as a workbook: written, read back, filled in, made again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.redline.plans import edited, version
from tests.redline.shown import marked
from tests.redline.test_bad_input import write
from tests.samples.make_templates import TEMPLATES
from tests.xlsx_out.office import convert, load
from zushi_xl.findings.finding import Problem
from zushi_xl.redline.book_pages import with_book_pages
from zushi_xl.redline.carried_values import EarlierDocument, FoundRow
from zushi_xl.redline.compose import ChangeKind, Revision
from zushi_xl.redline.documents.books import DocumentContext, revision_book
from zushi_xl.redline.documents.list_sheet import ITEM_COLUMN, LIST, TEXT
from zushi_xl.redline.documents.looks import list_styles
from zushi_xl.redline.house_style import HouseStyle
from zushi_xl.redline.listed import RevisionList, revision_list
from zushi_xl.redline.pieces import Mark, MarkedPiece, Pieces, joined, kept, new_text, old_text
from zushi_xl.redline.text_diff import diff_texts
from zushi_xl.workbook.cells import Cell, Workbook, Worksheet
from zushi_xl.workbook.sheet import Rich
from zushi_xl.workbook.style import Style
from zushi_xl.workflow.redline import (
    FILE,
    Options,
    Product,
    compare,
    from_cells,
    list_book,
    load_versions,
    redline,
    write_texts,
)
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_out import book_bytes

OLD, NEW = (TEMPLATES / f"計画マスタ_{when}.xlsx" for when in ("改定前", "改定後"))
WRITABLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n"))
PLAN = version().plan


ABOUT = DocumentContext(PLAN, PLAN)


def listed(*pieces: Pieces) -> RevisionList:
    rows = [
        Revision(f"取り組み/{i}", ("第１節",), "1", "2", each) for i, each in enumerate(pieces, 1)
    ]
    return revision_list(rows, None, HouseStyle())


def written(folder: Path, *pieces: Pieces) -> Path:
    path = folder / FILE
    path.write_bytes(book_bytes(revision_book(listed(*pieces), ABOUT, {})))
    return path


def read(path: Path) -> list[tuple[str, str]]:
    return [(cell.old, cell.new) for cell in from_cells(path).cells]


def test_the_sample_list_gives_its_texts_back(tmp_path: Path) -> None:
    _, found = list_book(compare(*load_versions(OLD, NEW)))
    path = redline(OLD, NEW, tmp_path).path
    pieces = [row.pieces for row in found.rows]
    assert read(path) == [(old_text(p), new_text(p)) for p in pieces]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.lists(st.builds(MarkedPiece, st.sampled_from(Mark), WRITABLE), min_size=1)
        .map(joined)
        .filter(bool),
        min_size=1,
        max_size=4,
    )
)
def test_any_marked_text_comes_back_from_the_file(tmp_path: Path, pieces: list[Pieces]) -> None:
    path = written(tmp_path, *(without_notes(each) for each in pieces))
    assert read(path) == [(old_text(p), new_text(p)) for p in map(without_notes, pieces)]


def without_notes(pieces: Pieces) -> Pieces:
    """Notes are ours alone; free ones could look like text."""
    return joined(MarkedPiece(Mark.KEPT if m is Mark.NOTE else m, t) for m, t in pieces)


def test_a_long_chapter_goes_on_in_further_rows(tmp_path: Path) -> None:
    old = "".join(f"{n}番目の文は、もとの計画に書かれていました。\n" for n in range(400))
    new = old.replace("もとの計画", "新しい計画").replace("7番目", "七番目")
    path = written(tmp_path, diff_texts(old, new), marked("短い[-旧-]{+新+}"))
    assert read(path) == [(old, new), ("短い旧", "短い新")]
    sheet = load(path)[LIST]
    numbers = [cell.value for cell in sheet["A"][3:]]
    assert numbers[0] == f"1\n1/{len(numbers) - 1}"
    assert numbers[-1] == "2"
    assert "（続き）" in sheet.cell(5, 2).value
    assert all(len(cell.value) <= 32767 for cell in sheet["E"][3:])


def test_marks_tell_in_black_and_white() -> None:
    own = {"redline_removed": Style("redline_removed", color="00AA00", underline=True)}
    looks = list_styles(own)
    removed, added = looks["redline_removed"], looks["redline_added"]
    assert (removed.strike, removed.underline, removed.color) == (True, False, "00AA00")
    assert (added.strike, added.underline) == (False, True)


def test_cells_are_rich_text_with_kept_text_plain(tmp_path: Path) -> None:
    book, _ = list_book(compare(*load_versions(OLD, NEW)))
    cells = [c.value for c in book.sheets[0].cells if c.column == TEXT and c.row > 2]
    assert len(cells) > 51  # 51 rows, the last in parts
    assert all(isinstance(value, Rich) for value in cells)
    sheet = load(redline(OLD, NEW, tmp_path).path, rich_text=True)[LIST]
    fonts = {(bool(run.font.strike), bool(run.font.u)) for run in sheet["E7"].value if run.font}
    assert {(True, False), (False, True), (False, False)} <= fonts


def test_classes_are_offered_and_kept(tmp_path: Path) -> None:
    path = redline(OLD, NEW, tmp_path).path
    book = load(path)
    (choices,) = book[LIST].data_validations.dataValidation
    assert choices.formula1 == "'改正項目'!$A$2:$A$8"
    assert book["改正項目"]["A2"].value.startswith("1.第3期まち・ひと・しごと創生総合戦略")
    book[LIST].cell(8, ITEM_COLUMN + 1).value = "自分で書いた項目"
    book.save(path)
    again = load(redline(OLD, NEW, tmp_path).path)[LIST]
    assert again.cell(8, ITEM_COLUMN + 1).value == "自分で書いた項目"
    assert [c.value for c in again["F"][3:] if c.value] == ["自分で書いた項目"]


def test_the_list_is_the_same_each_time(tmp_path: Path) -> None:
    first = redline(OLD, NEW, tmp_path).path.read_bytes()
    assert redline(OLD, NEW, tmp_path).path.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_numbers_stay_on_request(tmp_path: Path) -> None:
    rows = [Revision(f"取り組み/{i}", ("節",), "", "", marked("{+新+}")) for i in range(3)]
    before = EarlierDocument(
        (FoundRow(rows[0].key, "1", {"改正項目": kept("甲")}), FoundRow(rows[2].key, "2"))
    )
    counted = revision_list(rows, before, HouseStyle()).rows
    assert [r.number for r in counted] == ["1", "2", "3"]
    stayed = revision_list(rows, before, HouseStyle(), keep_numbers=True).rows
    assert [(r.number, r.text("改正項目")) for r in stayed] == [
        ("1", "甲"),
        ("1の2", ""),
        ("2", ""),
    ]
    old = write(tmp_path / "旧.xlsx", edited())
    redline(old, write(tmp_path / "新.xlsx", edited(("広げます", "拡げます"))), tmp_path)
    both = write(tmp_path / "新2.xlsx", edited(("広げます", "拡げます"), ("277人", "280人")))
    path = redline(old, both, tmp_path, Options(keep_numbers=True)).path
    assert [cell.value for cell in load(path)[LIST]["A"][3:]] == ["新の2", "1", "2"]


def test_a_class_of_a_row_that_is_gone_is_not_lost(tmp_path: Path) -> None:
    old = write(tmp_path / "旧.xlsx", edited())
    path = redline(
        old, write(tmp_path / "新.xlsx", edited(("広げます", "拡げます"))), tmp_path
    ).path
    book = load(path)
    book[LIST].cell(4, ITEM_COLUMN + 1).value = "書いた項目"
    book.save(path)
    redline(old, old, tmp_path)
    assert any("書いた項目" in c.value for c in load(path)["対応の確認"]["B"])


def test_read_texts_are_written_side_by_side(tmp_path: Path) -> None:
    made = write_texts(written(tmp_path, marked("歩[-道-]{+路+}を直す")), tmp_path / "out")
    path = made.path
    assert [c.value for c in load(path).active[3]][:4] == [LIST, "E4", "歩道を直す", "歩路を直す"]


def test_a_book_without_marks_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="見え消しのセルがありません"):
        write_texts(OLD, tmp_path)


def test_the_list_can_be_read_by_the_reader_of_workbooks(tmp_path: Path) -> None:
    found = read_workbook(redline(OLD, NEW, tmp_path).path)
    cell = found.sheets[0].cells[3 + 28, TEXT]  # type: ignore[union-attr]
    assert cell.struck


def test_parts_have_one_key() -> None:
    text = "文です。\n" * 90
    book = revision_book(listed(marked("{+" + text + "+}")), ABOUT, {})
    keys = [c.value for c in book.sheets[0].cells if c.column == ITEM_COLUMN + 1 and c.row > 2]
    assert keys[:3] == ["取り組み/1", "取り組み/1‖2", "取り組み/1‖3"]
    assert len(keys) == len(set(keys))


@pytest.mark.office
def test_a_list_saved_by_libreoffice_still_tells_both_texts(tmp_path: Path) -> None:
    path = redline(OLD, NEW, tmp_path).path
    saved = convert(path, "xlsx", tmp_path)
    assert read(saved) == read(path)


def test_the_other_way_round_mirrors_the_list() -> None:
    pairs = (load_versions(OLD, NEW), load_versions(NEW, OLD))
    forth, back = (compare(*versions).diff.revisions for versions in pairs)
    texts = {row.key: row for row in forth}
    assert len(forth) == len(back) == len(texts) == 51
    assert sum(row.kind is ChangeKind.NEW for row in forth) == 4
    assert sum(row.kind is ChangeKind.DELETED for row in back) == 4


def contents(*lines: tuple[str, str]) -> Workbook:
    """A built book: only its 目次 matters here."""
    rows = [("見出し", "評価", "ページ"), *((heading, "", page) for heading, page in lines)]
    cells = {
        (r + 3, c): Cell(r + 3, c, text, text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    }
    return Workbook("評価.xlsx", "", (Worksheet("目次", cells),))


def test_pages_from_the_contents_of_a_built_book() -> None:
    lines = ("第１節　歩いて楽しいまち", "5"), ("①　歩道の整備", "6"), ("②　緑陰の整備", "7")
    changed = edited(("段差をなくす |", "段差をへらす |"), ("植えます。", "植え替えます。"))
    new = with_book_pages(version(changed), contents(*lines))
    rows = compare(version(), new).diff.revisions
    pages = [(row.page_new, row.page_old) for row in rows]
    assert pages == [("6～", "12～"), ("7～", "14～")]


def test_the_head_of_the_contents_is_no_line_of_it() -> None:
    named = version(edited(("第１節 | 歩いて楽しいまち", " | 見出し")))
    new = with_book_pages(named, contents(("見出し", "5"), ("①　歩道の整備", "6")))
    pages = {s.code: s.texts["ページ"] for s in new.plan.sections if s.code in ("1", "1-1-①")}
    assert pages == {"1": "5", "1-1-①": "6"}


@pytest.mark.parametrize("book", [contents(("別の計画", "1")), Workbook("空.xlsx", "", ())])
def test_a_book_of_another_plan_gives_no_pages(book: Workbook) -> None:
    with pytest.raises(Problem, match="目次"):
        with_book_pages(version(), book)


def test_no_page_of_the_table_ends_with_a_heading(tmp_path: Path) -> None:
    sheet = load(redline(OLD, NEW, tmp_path, Options(product=Product.TABLE)).path).worksheets[0]
    breaks = [brk.id for brk in sheet.row_breaks.brk]
    assert len(breaks) >= 8
    for row in breaks:  # the last row of a page, from 1
        assert sheet.cell(row, 1).fill.fgColor.rgb != "FFF2F2F2", row  # the band of a place
        assert not str(sheet.cell(row, 1).value).startswith(("【", "≪", "＜")), row
