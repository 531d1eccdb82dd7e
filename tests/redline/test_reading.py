"""見え消し that others wrote: what the cells said before and say after."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.styles.colors import Color

from tests.xlsx_out.office import convert
from zushi_xl.findings.finding import Problem
from zushi_xl.redline.shown_numbers import shown
from zushi_xl.workflow.redline import from_cells

STRUCK = InlineFont(strike=True, color="FFFF0000")
UNDER = InlineFont(u="single", color="FF0000FF")
DOUBLE = InlineFont(u="double")
RED = InlineFont(color="FFFF0000")


def book(folder: Path, **cells: object) -> Path:
    made = Workbook()
    for address, value in cells.items():
        text, font = value if isinstance(value, tuple) else (value, None)
        made.active[address] = text
        if font:
            made.active[address].font = font
    path = folder / "市の表.xlsx"
    made.save(path)
    return path


def read(path: Path) -> list[tuple[str, str, str]]:
    return [(cell.cell, cell.old, cell.new) for cell in from_cells(path).cells]


def test_struck_goes_and_underlined_comes(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(STRUCK, "2024"), TextBlock(UNDER, "2029"), "年度")
    assert read(book(tmp_path, B2=text, A1="見え消しのない文")) == [("B2", "2024年度", "2029年度")]


def test_whole_cells_and_other_underlines(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        A1=("なくなる文", Font(strike=True)),
        A2=("加わる文", Font(underline="single")),
        A3=CellRichText("残る", TextBlock(DOUBLE, "加える")),
    )
    assert read(path) == [
        ("A1", "なくなる文", ""),
        ("A2", "", "加わる文"),
        ("A3", "残る", "残る加える"),
    ]


def test_a_struck_cell_with_a_part_that_stays(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(InlineFont(strike=False), "残る"), "消える")
    assert read(book(tmp_path, A1=(text, Font(strike=True)))) == [("A1", "残る消える", "残る")]


def test_added_text_told_by_colour_where_nothing_is_underlined(tmp_path: Path) -> None:
    """Text that only comes is written as new text is elsewhere in the book."""
    text = CellRichText("前", TextBlock(STRUCK, "旧"), TextBlock(RED, "新"), "後")
    added = CellRichText("と文", TextBlock(RED, "を加える"))
    assert read(book(tmp_path, A1=text, A2=added)) == [
        ("A1", "前旧後", "前新後"),
        ("A2", "と文", "と文を加える"),
    ]


@pytest.mark.parametrize(
    ("color", "is_read"),
    [
        (Color(rgb="FFA00000"), True),  # red from A0, green and blue up to a half of it
        (Color(rgb="FF9F0000"), False),
        (Color(rgb="FFA05000"), True),
        (Color(rgb="FFA05100"), False),
        (Color(rgb="FFA00050"), True),
        (Color(rgb="FFA00051"), False),
        (Color(indexed=2), True),  # the red of the old palette, which has it twice
        (Color(indexed=10), True),
        (Color(indexed=3), False),
        (Color(indexed=12), False),
        (Color(indexed=16), False),
        *((Color(theme=number), False) for number in range(4, 12)),
    ],
)
def test_which_colour_alone_marks_new_text(tmp_path: Path, color: Color, is_read: bool) -> None:
    path = book(tmp_path, A1=CellRichText("前", TextBlock(InlineFont(color=color), "新"), "後"))
    assert read(path) == ([("A1", "前後", "前新後")] if is_read else [])
    assert left_out(path) == ({} if is_read else {"A1": "新"})


@pytest.mark.parametrize(
    "color",
    [
        *(Color(theme=number) for number in range(4)),  # paper and ink
        *(Color(indexed=number) for number in (0, 1, 8, 9, 64)),
        Color(rgb="FF000000"),
        Color(rgb="FF808080"),
        Color(rgb="FFA08080"),  # saturation 0.2
    ],
)
def test_black_white_and_grey_mark_nothing(tmp_path: Path, color: Color) -> None:
    path = book(tmp_path, A1=CellRichText("前", TextBlock(InlineFont(color=color), "新"), "後"))
    assert (read(path), left_out(path)) == ([], {})


@pytest.mark.parametrize(
    ("color", "name"),
    [
        (Color(theme=5), "テーマの色5"),
        (Color(indexed=17), "パレットの色17"),
        (Color(rgb="FF00B050"), "00B050"),
        (Color(rgb="FFFF0000"), "赤"),
    ],
)
def test_the_colour_beside_struck_text_marks_new_text(
    tmp_path: Path, color: Color, name: str
) -> None:
    text = CellRichText(TextBlock(STRUCK, "旧"), TextBlock(InlineFont(color=color), "新"), "文")
    path = book(tmp_path, A1=text)
    assert read(path) == [("A1", "旧文", "新文")]
    assert evidence(path) == {"A1": f"取り消し線の隣の色（{name}）を追加とみなした"}


@pytest.mark.parametrize(
    ("font", "is_heading"),
    [
        (Font(color="FFFF0000", size=13), False),
        (Font(color="FFFF0000", size=14), True),
        (Font(color="FFFF0000", size=11, bold=True), True),
    ],
)
def test_a_whole_cell_in_large_or_bold_letters_is_a_heading(
    tmp_path: Path, font: Font, is_heading: bool
) -> None:
    pair = CellRichText(TextBlock(STRUCK, "旧"), TextBlock(RED, "新"))
    path = book(tmp_path, A1=pair, A2=("基本方針", font))
    assert ("A2" in left_out(path)) is is_heading
    assert [cell for cell, *_ in read(path)] == (["A1"] if is_heading else ["A1", "A2"])


def test_notes_of_others_are_text(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(InlineFont(b=True), "（新規）"), TextBlock(UNDER, "加える"))
    assert read(book(tmp_path, A1=text)) == [("A1", "（新規）", "（新規）加える")]


def test_a_book_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "文.xlsx"
    path.write_text("文", encoding="utf-8")
    with pytest.raises(Problem, match="読めません"):
        from_cells(path)


def evidence(path: Path) -> dict[str, str]:
    return {cell.cell: cell.evidence for cell in from_cells(path).cells}


def left_out(path: Path) -> dict[str, str]:
    return {each.cell: each.text for each in from_cells(path).left_out}


def test_an_underlined_title_does_not_speak_for_the_book(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        A1=("改定内容一覧", Font(underline="single", bold=True)),
        A2=CellRichText(TextBlock(STRUCK, "28,900"), TextBlock(RED, "31,450"), "人"),
        A3=CellRichText(
            TextBlock(InlineFont(u="single"), "指標"),
            "：",
            TextBlock(STRUCK, "旧"),
            TextBlock(RED, "新"),
        ),
        A4=CellRichText("国内外に", TextBlock(RED, "も"), "発信"),
    )
    assert read(path) == [
        ("A2", "28,900人", "31,450人"),
        ("A3", "指標：旧", "指標：新"),
        ("A4", "国内外に発信", "国内外にも発信"),
    ]
    assert left_out(path) == {"A1": "改定内容一覧", "A3": "指標"}
    assert "取り消し線の隣の色（赤）" in evidence(path)["A2"]
    assert "このブックで追加を示す色（赤）" in evidence(path)["A4"]


def test_figures_that_are_marked_as_a_whole(tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    for address, value, look, font in (
        ("A1", 28900, "#,##0", Font(strike=True)),
        ("A2", 31450, '#,##0"人"', Font(underline="single")),
        ("A3", 0.125, "0.0%", Font(strike=True)),
        ("A4", 12, "0.0", None),
    ):
        sheet[address] = value
        sheet[address].number_format = look
        if font:
            sheet[address].font = font
    made.save(tmp_path / "数.xlsx")
    assert read(tmp_path / "数.xlsx") == [
        ("A1", "28,900", ""),
        ("A2", "", "31,450人"),
        ("A3", "12.5%", ""),
    ]


def test_added_red_text_in_a_book_without_struck_text(tmp_path: Path) -> None:
    path = book(tmp_path, A1=CellRichText("前", TextBlock(RED, "新"), "後"))
    assert read(path) == [("A1", "前後", "前新後")]


def test_a_blank_between_the_two_texts_is_of_neither(tmp_path: Path) -> None:
    text = CellRichText(TextBlock(UNDER, "2029"), " ", TextBlock(STRUCK, "2024"), "年度 の 計画")
    assert read(book(tmp_path, A1=text)) == [("A1", "2024年度 の 計画", "2029年度 の 計画")]


def test_what_stands_in_one_cell_with_struck_text_speaks_for_the_book(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        A1=("改定内容一覧", Font(underline="single")),
        A2=CellRichText("歩道を", TextBlock(STRUCK, "広げ"), "、", TextBlock(RED, "植え"), "る。"),
    )
    assert read(path) == [("A2", "歩道を広げ、る。", "歩道を、植える。")]
    assert left_out(path) == {"A1": "改定内容一覧"}


def test_other_colours_are_left_out(tmp_path: Path) -> None:
    green = InlineFont(color="FF00B050")
    path = book(
        tmp_path,
        A1=CellRichText("前", TextBlock(STRUCK, "旧"), TextBlock(UNDER, "新")),
        A2=CellRichText("重要な", TextBlock(green, "ところ")),
    )
    assert read(path) == [("A1", "前旧", "前新")]
    assert left_out(path) == {"A2": "ところ"}


def test_links_are_no_marks(tmp_path: Path) -> None:
    made = Workbook()
    made.active["A1"] = "資料"
    made.active["A1"].hyperlink = "https://example.jp/"
    made.active["A1"].font = Font(underline="single", color="FF0563C1")
    made.active["A2"] = CellRichText(TextBlock(STRUCK, "旧"), TextBlock(UNDER, "新"))
    made.save(tmp_path / "リンク.xlsx")
    assert [cell for cell, _, _ in read(tmp_path / "リンク.xlsx")] == ["A2"]
    assert left_out(tmp_path / "リンク.xlsx") == {"A1": "資料"}


@pytest.mark.office
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_other_kinds_of_workbook_get_a_clear_word(tmp_path: Path, ending: str) -> None:
    path = book(tmp_path, A1=CellRichText(TextBlock(STRUCK, "旧"), TextBlock(UNDER, "新")))
    with pytest.raises(Problem, match=r"\.xlsx として保存し直して"):
        from_cells(convert(path, ending, tmp_path))


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (12, "0.0", "12.0"),
        (28900, "#,##0", "28,900"),
        (0.125, "0.0%", "12.5%"),
        (5, '"約"0"人"', "約5人"),
        (-3, '#,##0;"▲"#,##0', "▲3"),
        (-3, "#,##0", "-3"),
        (0, '0;-0;"－"', "－"),
        (1.005, "0.00", "1.01"),
        (3, "0.##", "3"),
        (12.5, "General", "12.5"),
        (45000, "yyyy/m/d", "45000"),
        (1234567, "#,##0,", "1,235"),
    ],
)
def test_figures_as_their_cells_show_them(value: float, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


def test_what_marks_a_part_of_a_cell_tells_headings_from_new_text(tmp_path: Path) -> None:
    """Nothing is struck: red runs are new text, so a whole red figure is, an underlined title not."""
    path = book(
        tmp_path,
        A1=CellRichText("人口28,900", TextBlock(RED, "（見込み）"), "人"),
        A2=("人口の見通し", Font(underline="single")),
        A3=(31450, Font(color="FFFF0000")),
    )
    reading = from_cells(path)
    assert [(cell.cell, cell.old, cell.new) for cell in reading.cells] == [
        ("A1", "人口28,900人", "人口28,900（見込み）人"),
        ("A3", "", "31450"),
    ]
    assert [(each.cell, each.text) for each in reading.left_out] == [("A2", "人口の見通し")]


def test_a_habit_beside_struck_text_speaks_for_the_whole_book(tmp_path: Path) -> None:
    """Green is not red: it marks new text only where the book says so."""
    green, blue = InlineFont(color="FF00B050"), InlineFont(color="FF0070C0")
    alone = CellRichText("前", TextBlock(green, "緑"), "後")
    same_cell = CellRichText(TextBlock(STRUCK, "旧"), "間", TextBlock(green, "緑"))
    beside = CellRichText(TextBlock(STRUCK, "旧"), TextBlock(blue, "新"))
    assert read(book(tmp_path, A1=alone)) == []
    # a colour in one cell with struck text is the next best sign
    assert read(book(tmp_path, A1=alone, A2=same_cell)) == [
        ("A1", "前後", "前緑後"),
        ("A2", "旧間", "間緑"),
    ]
    # and is none where another stands beside struck text
    assert read(book(tmp_path, A1=alone, A2=same_cell, A3=beside)) == [
        ("A2", "旧間緑", "間緑"),
        ("A3", "旧", "新"),
    ]


def test_struck_text_is_told_as_the_reason_only_where_there_is_some(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        A1=("なくなる文", Font(strike=True)),
        A2=CellRichText("残る", TextBlock(DOUBLE, "加える")),
    )
    assert evidence(path) == {
        "A1": "取り消し線を削除とみなした",
        "A2": "下線を追加とみなした（隣り合う取り消し線はない）",
    }


def test_a_date_is_read_as_it_is_shown(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        B1=date(2024, 1, 1),
        A2=date(2027, 1, 1),
        B2=(date(2025, 3, 31), Font(strike=True)),
        A3=date(2028, 1, 1),
        B3=(date(2026, 4, 1), Font(underline="single")),
    )
    assert [(cell, shown_date(old), shown_date(new)) for cell, old, new in read(path)] == [
        ("B2", (2025, 3, 31), ()),
        ("B3", (), (2026, 4, 1)),
    ]


def shown_date(text: str) -> tuple[int, ...]:
    """The figures of a date, however it is written."""
    return tuple(map(int, re.findall("[0-9]+", text)))


@pytest.mark.parametrize("index", [2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15])
def test_every_colour_of_the_old_palette_marks_new_text_beside_struck(
    tmp_path: Path, index: int
) -> None:
    palette = InlineFont(color=Color(indexed=index))
    text = CellRichText(TextBlock(STRUCK, "旧"), TextBlock(palette, "新"), "文")
    assert read(book(tmp_path, A1=text)) == [("A1", "旧文", "新文")]
