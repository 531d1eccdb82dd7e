"""Years that are not as they should be: empty, huge, other levels, other grades."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tests.book.builders import (
    many_measures,
    only,
    published,
    report_of,
    row_of,
    sheet_of,
    texts,
    without_level,
)
from tests.xlsx_out.package_check import check_package
from zushi_xl.form.layout import Slot
from zushi_xl.form.model import FieldType
from zushi_xl.masters.load import Masters
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.report.model import Report
from zushi_xl.sheets.book import annual_book
from zushi_xl.workbook.page_breaks import PORTRAIT
from zushi_xl.workbook.sheet import Book, Formula, Sheet
from zushi_xl.xlsx_out import book_bytes, write_book


def heights_of_pages(sheet: Sheet) -> list[float]:
    """Points of height that each page of a sheet takes."""
    area = sheet.print.area
    assert area is not None
    ends = [*sheet.print.breaks, area.bottom + 1]
    starts = [area.top, *sheet.print.breaks]
    return [
        sum(sheet.heights.get(row, 15) for row in range(a, b))
        for a, b in zip(starts, ends, strict=True)
    ]


def built(report: Report) -> Book:
    """The book, which a file can hold."""
    book = annual_book(report)
    assert book_bytes(book)
    return book


def test_no_returns_at_all(masters: Masters) -> None:
    plan = masters.plan
    everyone = [division.name for division in plan.divisions]
    book = built(report_of(plan, masters.form, missing=everyone))
    shown = texts(sheet_of(book, "総括"))
    assert "○ 具体的施策15件の評価は、A 0件、B 0件、C 0件、D 0件、未評価 15件です。" in shown
    assert any("9課（" in text and "報告がまだありません" in text for text in shown)
    assert texts(sheet_of(book, "5-1 ")).count("未提出") > 10


def test_plan_without_anything(masters: Masters) -> None:
    empty = Plan(masters.plan.file, masters.plan.settings, (), (), ())
    book = built(report_of(empty, masters.form))
    assert [s.name for s in book.sheets][:3] == ["表紙", "目次", "総括"]


def test_measure_without_kpis_and_initiatives(masters: Masters) -> None:
    plan = replace(only(masters, "5-1-②"), kpis=(), initiatives=())
    shown = texts(sheet_of(built(report_of(plan, masters.form)), "5-1 "))
    assert "②　市民活動の推進" in shown
    assert "主な取り組み" not in shown


def test_twenty_initiatives_take_several_pages(masters: Masters) -> None:
    plan = many_measures(masters, 1, initiatives=20)
    sheet = sheet_of(built(report_of(plan, masters.form)), "5-1 ")
    assert len(sheet.print.breaks) >= 2
    assert max(heights_of_pages(sheet)) <= PORTRAIT
    heads = {row_of_cells(sheet, row)[0] for row in sheet.print.breaks}
    assert all("施策1（つづき）" in text for text in heads)
    firsts = {row_of_cells(sheet, row + 1)[0] for row in sheet.print.breaks}
    assert all(text.startswith("取り組み") for text in firsts)


def row_of_cells(sheet: Sheet, row: int) -> list[str]:
    return [str(c.value) for c in sheet.cells if c.row == row]


def test_two_hundred_measures_in_seconds(masters: Masters) -> None:
    report = report_of(many_measures(masters, 200), masters.form)
    begin = time.process_time()
    book = built(report)
    assert time.process_time() - begin < 20
    assert len(book.sheets) < 50
    assert len(sheet_of(book, "KPI一覧").sparklines) == 199  # one KPI has words before this year


def test_texts_of_many_lines_never_overfill_a_page(masters: Masters) -> None:
    def typed(slot: Slot) -> str | None:
        if slot.field.type is FieldType.TEXT:
            return "\n".join(f"・{n}つ目。" + "長い記載を続ける。" * 9 for n in range(30))
        return published(slot)

    book = built(report_of(only(masters, "5-1"), masters.form, typed))
    assert max(heights_of_pages(sheet_of(book, "5-1 "))) <= PORTRAIT


@pytest.mark.parametrize("level", [Level.PILLAR, Level.DIRECTION])
def test_a_level_may_be_unused(masters: Masters, level: Level) -> None:
    plan = without_level(masters.plan, level)
    book = built(report_of(plan, masters.form))
    assert "②　市民活動の推進" in [t for sheet in book.sheets for t in texts(sheet)]


def test_measures_alone_share_a_sheet(masters: Masters) -> None:
    plan = without_level(without_level(masters.plan, Level.PILLAR), Level.DIRECTION)
    book = built(report_of(plan, masters.form))
    sheet = sheet_of(book, "具体的施策")
    assert len(sheet.print.breaks) >= 8
    assert min(heights_of_pages(sheet)) > PORTRAIT / 3
    assert "○ 具体的施策15件の評価は、A 13件、B 2件、C 0件、D 0件です。" in texts(
        sheet_of(book, "総括")
    )


def test_other_scales_count_apart_what_is_not_ranked(masters: Masters) -> None:
    source = masters.plan.grades[0].source
    scale = tuple(
        Grade((), symbol, label, "", kind, None, None, source)
        for symbol, label, kind in (
            ("◎", "大きく進んだ", GradeClass.RANKED),
            ("○", "進んだ", GradeClass.RANKED),
            ("完", "完了", GradeClass.FINISHED),
            ("止", "中止", GradeClass.STOPPED),
        )
    )
    given = {"5-1-①": "◎", "5-1-②": "完", "5-1-③": "○"}

    def typed(slot: Slot) -> str | None:
        if slot.field.type is FieldType.RATING:
            return given.get(slot.key.code, "○")
        return published(slot)

    plan = replace(only(masters, "5-1"), grades=scale)
    sheet = sheet_of(built(report_of(plan, masters.form, typed)), "総括")
    assert "○ 具体的施策3件の評価は、◎ 1件、○ 1件、完 1件です。" in texts(sheet)
    assert row_of(sheet, "柱") == ["柱", "◎", "○", "完", "未評価", "計"]


def test_titles_that_excel_would_refuse_as_names(masters: Masters) -> None:
    plan = only(masters, "5-1")
    sections = tuple(
        replace(s, title="海/山*と[町]?：" + "長い名称" * 10) if s.code == "5-1" else s
        for s in plan.sections
    )
    assert built(report_of(replace(plan, sections=sections), masters.form))


def test_equal_reports_make_equal_bytes(masters: Masters) -> None:
    report = report_of(only(masters, "5"), masters.form)
    assert book_bytes(annual_book(report)) == book_bytes(annual_book(report))


def test_package_needs_no_repair(masters: Masters, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "評価書.xlsx"
    write_book(annual_book(report_of(masters.plan, masters.form), "../../inputs"), path)
    assert check_package(path) == []


def test_cached_values_are_there(masters: Masters) -> None:
    book = annual_book(report_of(masters.plan, masters.form))
    formulas = [c.value for s in book.sheets for c in s.cells if isinstance(c.value, Formula)]
    assert len(formulas) > 20
    assert all(formula.cached is not None for formula in formulas)


def test_a_figure_beyond_what_excel_counts_ends_no_run(
    masters: Masters,
) -> None:
    def typed(slot: Slot) -> str | None:
        return "9" * 30 if slot.field.type is FieldType.YEARLY else published(slot)

    book = built(report_of(only(masters, "5-1"), masters.form, typed))
    assert any(f"{int('9' * 30):,}" in text for text in texts(sheet_of(book, "5-1 ")))
