"""What stands in a distributed book: locks, help, identity, accessibility, screen and paper."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.book.groups import OF_DIVISION, RIVER, grouped
from tests.conftest import open_book
from tests.form.conftest import DIVISION
from tests.form.person import open_fields, unlocked
from tests.xlsx_out.package_check import check_package
from zushi_xl.form.identity import foot_lines, hidden_identity
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.cover import cover_sheet
from zushi_xl.sheets.form import FormBuilder, FormSheet
from zushi_xl.sheets.form.breaks import PAGE_HEIGHT
from zushi_xl.workbook.cells import a1
from zushi_xl.workbook.sheet import Formula
from zushi_xl.workbook.style import Style
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_out import book_bytes

SCREEN = 1366 - 60  # pixels of a small screen without row heads and scroll bar
AA = 4.5
EXCEL_2016 = frozenset(
    (
        "ADDRESS",
        "AND",
        "ASC",
        "CHAR",
        "COLUMN",
        "FIND",
        "INT",
        "ISERROR",
        "ISTEXT",
        "TEXT",
        "UPPER",
        "MID",
        "REPT",
        "HYPERLINK",
        "IF",
        "IFERROR",
        "INDEX",
    )
    + ("ISNUMBER", "LEFT", "LEN", "MATCH", "OR", "ROW", "SUBSTITUTE", "SUM", "SUMPRODUCT")
    + ("TRIM", "VALUE")
)


@pytest.fixture(scope="module")
def opened(book: Path) -> Workbook:
    return open_book(book)


@pytest.fixture(scope="module")
def sheets(builder: FormBuilder) -> tuple[FormSheet, ...]:
    return builder.sheets(builder.identity_of(DIVISION))


def pages(opened: Workbook, sheets: tuple[FormSheet, ...]) -> Iterator[tuple[FormSheet, Worksheet]]:
    return ((sheet, opened[sheet.name]) for sheet in sheets)


def test_the_package_is_one_that_excel_opens(distributed: Mapping[str, Path]) -> None:
    for path in distributed.values():
        check_package(path)


# ------------------------------------------------------------------ locks


def test_only_the_divisions_own_fields_are_open_and_in_reading_order(
    opened: Workbook, sheets: tuple[FormSheet, ...]
) -> None:
    for sheet, shown in pages(opened, sheets):
        assert unlocked(shown) == [cell for _, cell in open_fields(sheet, DIVISION)]


def test_other_sheets_are_locked_or_hidden(opened: Workbook, sheets: tuple[FormSheet, ...]) -> None:
    forms = {sheet.name for sheet in sheets}
    others = [sheet for sheet in opened.worksheets if sheet.title not in forms]
    assert [(s.title, s.sheet_state) for s in others] == [
        ("表紙", "visible"),
        ("使い方", "visible"),
        ("選択肢", "hidden"),
        ("記入状況", "hidden"),
        ("識別", "hidden"),
    ]
    for name in ("表紙", "使い方"):
        assert opened[name].protection.sheet
        assert unlocked(opened[name]) == []


def test_protection_has_no_password_and_lets_people_work(opened: Workbook) -> None:
    for sheet in opened.worksheets:
        if sheet.sheet_state == "visible":
            rules = sheet.protection
            assert rules.sheet
            assert not rules.password
            assert rules.hashValue is None
            for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
                assert not getattr(rules, allowed), allowed
            assert not rules.selectLockedCells  # so that it can be copied


def test_what_belongs_to_others_is_shown_in_grey(
    builder: FormBuilder, sheets: tuple[FormSheet, ...], opened: Workbook
) -> None:
    for sheet, shown in pages(opened, sheets):
        for slot in sheet.page.slots:
            cell = shown[sheet.places[slot.key]]
            if slot.owner != DIVISION:
                assert (cell.value or "") == slot.prefilled
                assert cell.protection.locked
                assert cell.fill.fgColor.rgb[2:] in ("F2F2F2", "E2EFDA")
            else:
                assert cell.fill.fgColor.rgb[2:] == builder.styles["input"].fill


@pytest.mark.parametrize(("lines", "points"), [(1, 18.8), (5, 74.0), (9, 129.2)])
def test_the_lines_of_the_definition_are_the_height_of_the_field(
    masters: Masters, lines: int, points: float
) -> None:
    """10 points a letter, 1.38 of that a line, 5 around them."""
    fields = [replace(f, lines=lines if f.id == "rating" else 1) for f in masters.form.fields]
    builder = FormBuilder(masters.plan, replace(masters.form, fields=tuple(fields)))
    found = {
        sheet.sheet.heights[placed.row]
        for sheet in builder.sheets(builder.identity_of(DIVISION))
        for slot in sheet.page.slots
        for placed in sheet.sheet.cells
        if (slot.field.id, slot.owner) == ("rating", DIVISION)
        and a1(placed.row, placed.column) == sheet.places[slot.key]
    }
    assert found == {points}


# ------------------------------------------------------------------ what the plan knows


def test_earlier_values_and_last_years_plans_are_there(opened: Workbook) -> None:
    texts = _texts(opened["5-1-② 市民活動の推進"])
    assert {"407団体", "424団体", "500団体", "1-3-①-2\n4-2-①-3", "88,984,883円"} <= texts
    assert "登録団体の活動状況を確かめ、情報を新しくします。" in texts


def _texts(sheet: Worksheet) -> set[str]:
    return {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}


# ------------------------------------------------------------------ help


def test_every_open_field_says_what_to_write(
    masters: Masters, sheets: tuple[FormSheet, ...]
) -> None:
    for sheet in sheets:
        rules = {rule.area: rule for rule in sheet.sheet.validations}
        fields = list(open_fields(sheet, DIVISION))
        assert len(rules) == len(fields)
        for rule in rules.values():
            assert rule.message
            assert len(rule.message) <= 255
            assert len(rule.title) <= 32
        for field in masters.form.fields:
            assert len(field.help) <= 240


def test_drop_downs_offer_the_plans_own_words(
    masters: Masters, opened: Workbook, sheets: tuple[FormSheet, ...]
) -> None:
    lists = opened["選択肢"]
    columns = [[cell.value for cell in column if cell.value] for column in lists.iter_cols()]
    grades = [grade.text for grade in masters.plan.grades_for(masters.plan.sections[0].level)]
    programs = [program.name for program in masters.plan.programs]
    for words in (grades, programs, [d.name for d in masters.plan.divisions]):
        assert words in columns
    assert ["未実施", "未確定", "該当なし"] in columns
    rules = [rule for sheet in sheets for rule in sheet.sheet.validations if rule.choices]
    assert rules
    assert not any(rule.strict for rule in rules)  # the reader takes more: 「A」 for a grade


def test_drop_downs_offer_the_divisions_of_the_own_municipality(masters: Masters) -> None:
    builder = FormBuilder(grouped(masters.plan), masters.form)
    identity = builder.identity_of("環境都市課")
    sheets = builder.book(identity, (), builder.sheets(identity)).sheets
    lists = next(sheet for sheet in sheets if sheet.name == "選択肢")
    offered = {cell.value for cell in lists.cells if cell.value in OF_DIVISION}
    assert offered == {name for name, group in OF_DIVISION.items() if group == RIVER}


def test_formulas_are_those_of_excel_2016_and_have_a_result(
    sheets: tuple[FormSheet, ...], book: Path
) -> None:
    found: set[str] = set()
    for sheet in sheets:
        for cell in sheet.sheet.cells:
            if isinstance(cell.value, Formula):
                found |= _functions(cell.value.expression)
        for condition in sheet.sheet.conditions:
            found |= _functions(condition.formula)
    with zipfile.ZipFile(book) as package:
        xml = [package.read(n).decode() for n in package.namelist() if "worksheets/" in n]
    for text in xml:
        found |= {name for f in re.findall(r"<f>(.*?)</f>", text) for name in _functions(f)}
        assert "<f></f>" not in text
        assert re.search(r"<f>[^<]*</f></c>", text) is None, "a formula without a cached value"
        assert "_xlfn" not in text
    assert found <= EXCEL_2016, found - EXCEL_2016


def _functions(formula: str) -> set[str]:
    bare = re.sub(r'"(?:[^"]|"")*"|&quot;.*?&quot;|\'(?:[^\']|\'\')*\'', "", formula)
    return set(re.findall(r"\b([A-Z][A-Z0-9.]+)\(", bare))


def test_nothing_leaves_the_book(book: Path) -> None:
    with zipfile.ZipFile(book) as package:
        names = package.namelist()
        relations = "".join(package.read(n).decode() for n in names if n.endswith(".rels"))
    assert not [n for n in names if "vba" in n.lower() or "external" in n.lower()]
    assert 'TargetMode="External"' not in relations


# ------------------------------------------------------------------ identity


def test_identity_is_hidden_and_in_plain_sight(book: Path, builder: FormBuilder) -> None:
    identity = builder.identity_of(DIVISION)
    read = read_workbook(book)
    assert hidden_identity(read) == identity
    seen = {found for sheet in read.sheets for found, _ in foot_lines(sheet)}
    assert seen == {identity}
    properties = {p.name: p.value for p in open_book(book).custom_doc_props.props}
    assert dict(identity.as_pairs()).items() <= properties.items()


# ------------------------------------------------------------------ accessibility


def test_the_document_has_a_title_and_a_language(book: Path) -> None:
    with zipfile.ZipFile(book) as package:
        core = package.read("docProps/core.xml").decode()
    assert "<dc:title>市民協働課 進捗状況評価シート 2024年度</dc:title>" in core
    assert "<dc:language>ja</dc:language>" in core


def test_no_head_is_blank(opened: Workbook, sheets: tuple[FormSheet, ...]) -> None:
    for sheet in sheets:
        for line in sheet.page.lines:
            for box in line.boxes:
                assert box.slot is not None or box.text.strip(), line.tag
    cover = opened["表紙"]
    (head,) = (row for row in cover.iter_rows() if row[0].value == "コード")
    assert all(cell.value for cell in head[:5])


def test_there_is_nothing_that_needs_a_text_beside_it(book: Path) -> None:
    """No pictures or charts: nothing lacks an alternative text."""
    with zipfile.ZipFile(book) as package:
        assert not [n for n in package.namelist() if "media" in n or "chart" in n]


def test_colours_have_the_contrast_of_level_aa(builder: FormBuilder) -> None:
    poor = {
        name: round(contrast(style), 2)
        for name, style in builder.styles.items()
        if contrast(style) < AA
    }
    assert poor == {}


def contrast(style: Style) -> float:
    """WCAG's ratio of the text's colour to the fill."""
    light, dark = sorted((_luminance(style.color), _luminance(style.fill or "FFFFFF")))[::-1]
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_what_the_guideline_computes() -> None:
    assert contrast(Style("x", color="000000")) == pytest.approx(21)
    assert contrast(Style("x", color="767676")) == pytest.approx(4.54, abs=0.01)


def test_no_state_is_told_by_colour_alone(sheets: tuple[FormSheet, ...]) -> None:
    """Where a field changes its colour, the check beside its line has a symbol."""
    for sheet in sheets:
        coloured = {c.area.top for c in sheet.sheet.conditions if c.area.left < sheet.check_column}
        told = {int(re.sub(r"\D", "", line.check)) - 1 for line in sheet.checked_lines}
        assert coloured <= told


# ------------------------------------------------------------------ screen and paper


def test_the_page_and_its_checks_fit_a_small_screen(sheets: tuple[FormSheet, ...]) -> None:
    for sheet in sheets:
        assert sheet.sheet.zoom == 100
        assert sum(sheet.sheet.widths[1:]) <= SCREEN


def test_paper_is_a4_portrait_with_titles_and_breaks_between_blocks(
    opened: Workbook, sheets: tuple[FormSheet, ...]
) -> None:
    for _, shown in pages(opened, sheets):
        setup = shown.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "portrait")
        assert shown.print_title_rows == "$1:$2"
        assert "&P" in shown.oddFooter.center.text
        assert DIVISION in shown.oddFooter.left.text
        kinds = {b.id for b in shown.row_breaks.brk}
        for row in kinds:
            tag = str(shown.cell(row + 1, 1).value)
            assert tag.endswith(("/initiatives", "/title", "/rating")), tag


def test_no_page_is_higher_than_paper(sheets: tuple[FormSheet, ...]) -> None:
    for sheet in sheets:
        edges = [0, *sheet.sheet.print.breaks, sheet.rows]
        for begin, end in zip(edges, edges[1:], strict=False):
            height = sum(sheet.sheet.heights.get(row, 15) for row in range(begin, end))
            assert height <= PAGE_HEIGHT


def test_a_form_without_styles_is_plain_but_whole(masters: Masters) -> None:
    builder = FormBuilder(masters.plan, replace(masters.form, styles={}))
    identity = builder.identity_of(DIVISION)
    sheets = builder.sheets(identity)
    book = builder.book(identity, (cover_sheet(builder, identity, sheets),), sheets)
    assert book_bytes(book)
    assert not builder.styles["input_figure"].locked
