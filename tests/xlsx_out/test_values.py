"""Values reach the cell as they are, and nothing is cut without a word."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText
from python_calamine import load_workbook as calamine

from tests.xlsx_out.sample import at, book, opened, part, saved, sheet_xml
from zushi_xl.workbook.sheet import Formula, Link, Rich, Run
from zushi_xl.xlsx_out import BookFault, book_bytes
from zushi_xl.xlsx_out.safe_text import CUT

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "0123",
    "1-3",
    "http://example.com/",
    "internal:Sheet1!A1",
    "mailto:a@example.com",
    "<r>x</r>",
    "<r></r>",
    "<b>&amp;",
    "_x0041_",
    "  前後の空白  ",
    "行\n行\n",
    "\tタブ",
    "𠮷野家と葛󠄀城",
    "①㈱㌔ｶﾞ",
    "'quoted",
    "TRUE",
    "#REF!",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str, tmp_path: Path) -> None:
    cell = opened(book(at(0, 0, text)), tmp_path).active["A1"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.hyperlink is None


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text_in_runs(text: str, tmp_path: Path) -> None:
    value = Rich((Run("前", "struck"), Run(text, "added"), Run("後", "body")))
    cell = opened(book(at(0, 0, value)), tmp_path).active["A1"]
    assert cell.value == f"前{text}後"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.one_of(
            st.characters(codec="utf-8"), st.sampled_from("_x0041_<r></r>\x00\x0b\x1f\r\n =")
        ),
        max_size=40,
    )
)
def test_any_text_survives(tmp_path: Path, text: str) -> None:
    value = opened(book(at(0, 0, text)), tmp_path).active["A1"].value
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert unescaped(value or "") == expected


def unescaped(text: str) -> str:
    """openpyxl decodes ``_xHHHH_`` only partly; finish it as Excel would."""
    return re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def test_control_characters_and_surrogates(tmp_path: Path) -> None:
    path = saved(book(at(0, 0, "a\x00b\x1fc\ud800d\r\ne\ufffe")), tmp_path)
    strings = part(book(at(0, 0, "a\x00b\x1fc\ud800d\r\ne\ufffe")), "xl/sharedStrings.xml")
    assert "a_x0000_b_x001F_c\ufffdd\ne_xFFFE_" in strings
    assert (
        calamine(str(path))
        .get_sheet_by_index(0)
        .to_python()[0][0]
        .startswith("a\0b\x1fc\ufffdd\ne")
    )


def test_runs_show_control_characters_as_a_sign(tmp_path: Path) -> None:
    value = Rich((Run("a\x0b", "struck"), Run("b\udfff", "body")))
    assert opened(book(at(0, 0, value)), tmp_path).active["A1"].value == "a\ufffdb\ufffd"


@pytest.mark.parametrize("length", [32_767, 32_768])
def test_longest_text(length: int, tmp_path: Path) -> None:
    given = book(at(4, 2, "あ" * length))
    shown = opened(given, tmp_path).active["C5"].value
    if length <= 32_767:
        assert shown == "あ" * length
    else:
        assert shown == "あ" * (32_767 - len(CUT)) + CUT


@pytest.mark.parametrize(("length", "kept"), [(16_383, 16_383), (16_384, 16_374)])
def test_longest_text_counts_as_excel_does(length: int, kept: int, tmp_path: Path) -> None:
    """Two units a character; half a character is never kept."""
    shown = opened(book(at(0, 0, "𠮷" * length)), tmp_path).active["A1"].value
    assert (shown.count("𠮷"), shown.endswith(CUT)) == (kept, kept < length)


@pytest.mark.parametrize(
    "value",
    [
        Rich((Run("あ" * 20_000, "struck"), Run("い" * 20_000, "body"))),
        Rich((Run("あ" * 40_000, "struck"),)),
        Link("あ" * 40_000, "internal:'様式'!A1"),
        Formula("=A1", "あ" * 40_000),
    ],
)
def test_too_long_in_other_values(value: Rich | Link | Formula, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(book_bytes(book(at(1, 1, value))))
    shown = openpyxl.load_workbook(path, data_only=True).active["B2"].value
    assert len(shown) == 32_767
    assert shown.endswith(CUT)


def test_a_path_too_deep_for_a_link_stays_as_words(tmp_path: Path) -> None:
    cell = opened(book(at(0, 0, Link("回答", "external:" + "a/" * 2000))), tmp_path).active["A1"]
    assert (cell.value, cell.hyperlink) == ("回答", None)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (0, "0"),
        (-5, "-5"),
        (9.95, "9.95"),
        (0.1 + 0.2, "0.3"),
        (Decimal("9.95"), "9.95"),
        (Decimal("69.70"), "69.70"),
        (Decimal("2289233"), "2289233"),
        (999_999_999_999_999, "999999999999999"),
        (Decimal(1) / Decimal(3), "0.333333333333333"),
        (1e300, "1E+300"),
    ],
)
def test_numbers(value: int | float | Decimal, stored: str, tmp_path: Path) -> None:
    assert re.search(r"<v>(.*?)</v>", sheet_xml(book(at(0, 0, value, "yen")))).group(1) == stored  # type: ignore[union-attr]
    assert opened(book(at(0, 0, value)), tmp_path).active["A1"].value == pytest.approx(float(value))


@pytest.mark.parametrize("value", [10**15, -(10**15), Decimal("12345678901234567")])
def test_digits_beyond_excel_are_kept_as_text(value: int | Decimal, tmp_path: Path) -> None:
    assert opened(book(at(0, 0, value)), tmp_path).active["A1"].value == str(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("1E400")])
def test_no_numbers(value: float | Decimal) -> None:
    with pytest.raises(BookFault, match="数値にできない"):
        book_bytes(book(at(0, 0, value)))


def test_booleans_and_blanks(tmp_path: Path) -> None:
    sheet = opened(book(at(0, 0, True), at(0, 1, None), at(0, 2, ""), at(0, 3, False)), tmp_path)
    values = [cell.value for cell in sheet.active[1]]
    assert values == [True, None, None, False]
    assert sheet.active["C1"].border.left.style == "thin"


def test_an_unknown_value() -> None:
    with pytest.raises(BookFault, match="A1: 書き込めない値（date）"):
        book_bytes(book(at(0, 0, date(2024, 4, 1))))  # type: ignore[arg-type]


def test_an_unknown_style() -> None:
    with pytest.raises(BookFault, match="A1: スタイル「なし」"):
        book_bytes(book(at(0, 0, "x", "なし")))


def test_rich_text(tmp_path: Path) -> None:
    value = Rich((Run("2029", "struck"), Run("", "body"), Run(" 2024年度", "added")))
    cell = opened(book(at(0, 0, value)), tmp_path, rich_text=True).active["A1"]
    assert isinstance(cell.value, CellRichText)
    first, second = cell.value
    assert (first.text, first.font.strike, first.font.rFont) == ("2029", True, "游ゴシック")
    assert (second.text, second.font.u) == (" 2024年度", "single")


def test_a_single_run_gives_its_font_to_the_cell(tmp_path: Path) -> None:
    given = book(at(0, 0, Rich((Run("全部", "struck"), Run("", "body")))))
    cell = opened(given, tmp_path).active["A1"]
    assert cell.value == "全部"
    assert cell.font.strike
    assert cell.font.color.rgb == "FFC00000"
    assert cell.border.left.style == "thin"  # the cell keeps its own border


def test_no_runs_at_all(tmp_path: Path) -> None:
    assert opened(book(at(0, 0, Rich((Run("", "body"),)))), tmp_path).active["A1"].value is None


def test_a_single_run_in_a_merged_area(tmp_path: Path) -> None:
    value = Rich((Run("全部", "struck"),))
    sheet = opened(book(at(0, 0, value, columns=2)), tmp_path).active
    assert sheet["A1"].font.strike
    assert sheet["B1"].border.right.style == "thin"


@pytest.mark.parametrize(
    ("cached", "kind", "shown"),
    [
        (12, None, "12"),
        (Decimal("9.95"), None, "9.95"),
        ("済", "str", "済"),
        ("", "str", ""),
        (True, "b", "1"),
        ("#N/A", "e", "#N/A"),
        ("a\x0b", "str", "a\ufffd"),
    ],
)
def test_formulas_keep_their_result(
    cached: str | int | Decimal | bool, kind: str | None, shown: str
) -> None:
    xml = sheet_xml(book(at(0, 0, Formula('=IF(B1="","",B1)', cached))))
    mark = f' t="{kind}"' if kind else ""
    assert f'{mark}><f>IF(B1="","",B1)</f><v>{shown}</v></c>' in xml


def test_newer_functions_get_their_prefix() -> None:
    formula = '=IFS(A1="IFS(",TEXTJOIN("、",TRUE,\'IFS(\'!A1),TRUE,STDEV.S(A1:A2))'
    xml = sheet_xml(book(at(5, 0, Formula(formula))))
    assert (
        '_xlfn.IFS(A1="IFS(",_xlfn.TEXTJOIN("、",TRUE,\'IFS(\'!A1),TRUE,_xlfn.STDEV.S(A1:A2))'
        in xml
    )


@pytest.mark.parametrize("formula", ["", "=", "=" + "+1" * 5000])
def test_impossible_formulas(formula: str) -> None:
    with pytest.raises(BookFault, match="数式"):
        book_bytes(book(at(0, 0, Formula(formula))))


def test_links(tmp_path: Path) -> None:
    given = book(
        at(0, 0, Link("表紙へ", "internal:'様式'!B2", "戻る" * 200)),
        at(1, 0, Link("元の表", "external:入力/元 表.xlsx#'表'!B2")),
        at(2, 0, Link("=市の頁", "https://example.com/a?b=1&c=2")),
    )
    sheet = opened(given, tmp_path).active
    assert sheet["A1"].value == "表紙へ"
    assert sheet["A1"].hyperlink.location == "'様式'!B2"
    assert len(sheet["A1"].hyperlink.tooltip) == 255
    assert sheet["A1"].hyperlink.tooltip.endswith("…")
    assert sheet["A2"].hyperlink.location == "'表'!B2"
    assert sheet["A3"].hyperlink.target == "https://example.com/a?b=1&c=2"
    assert sheet["A3"].data_type == "s"


def test_impossible_link() -> None:
    with pytest.raises(BookFault, match="リンク先"):
        book_bytes(book(at(0, 0, Link("x", "様式!A1"))))


def test_more_links_than_excel_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zushi_xl.xlsx_out.cell_xml.MOST_LINKS", 2)
    links = [Link(f"{row}へ", "internal:'様式'!A1") for row in range(4)]
    sheet = opened(book(*(at(row, 0, link) for row, link in enumerate(links))), tmp_path).active
    assert sheet["A2"].hyperlink is not None
    assert sheet["A3"].value == '=HYPERLINK("#\'様式\'!A1","2へ")'


def test_notes(tmp_path: Path) -> None:
    note = "入力: １２人\n採用: 12\n" + "長い説明。" * 30
    given = book(at(3, 1, "x", note=note), at(5, 1, "y", note="短い"))
    sheet = opened(given, tmp_path).active
    assert sheet["B4"].comment.text == note
    assert sheet["B4"].comment.author == "zushi_xl"
    drawing = part(given, "xl/drawings/vmlDrawing1.vml")
    assert drawing.count("visibility:hidden") == 2
    (wide, high), (narrow, low) = re.findall(r"width:([\d.]+)pt;height:([\d.]+)pt", drawing)
    assert float(wide) > float(narrow)
    assert float(high) > float(low)


def test_a_cell_outside_the_sheet() -> None:
    with pytest.raises(BookFault, match="シートの外"):
        book_bytes(book(at(1_048_576, 0, "x")))
