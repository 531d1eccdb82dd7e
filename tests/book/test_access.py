"""The book for everybody: words for pictures, heads over every column, contrast, order, language."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.book.builders import report_of, sheet_of, texts
from tests.conftest import ROOT
from zushi_xl.masters.load import Masters
from zushi_xl.sheets.book import annual_book
from zushi_xl.sheets.book.rows import text_of
from zushi_xl.sheets.book.styles import SERIES, Styles
from zushi_xl.workbook.sheet import Book, Link
from zushi_xl.workbook.style import Style
from zushi_xl.workflow.gathering import gather
from zushi_xl.xlsx_out import write_book

LEAST = 4.5  # contrast of text, WCAG 2.1 AA
LEAST_OF_LINES = 3.0  # of lines in charts that carry meaning
HEADS = ("book_head", "book_kpi_head", "book_data_head", "label", "period")


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module", params=["complete", "inputs"])
def book(request: pytest.FixtureRequest, masters: Masters) -> Book:
    if request.param == "inputs":
        return annual_book(gather(masters, [ROOT / "inputs"]).report)
    return annual_book(report_of(masters.plan, masters.form))


def test_contrast_itself() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


def _shown(style: Style) -> bool:
    return style.number_format != ";;;"


def test_every_style_can_be_read(masters: Masters) -> None:
    styles = Styles(masters.form.styles)
    weak = [
        style.name
        for style in styles.values()
        if _shown(style) and contrast(style.color, style.fill or "FFFFFF") < LEAST
    ]
    # a rule without text, whose ink nobody sees
    assert [name for name in weak if name != "book_cover_rule"] == []


def test_lines_of_charts_stand_out_from_paper() -> None:
    assert all(contrast(SERIES[number], "FFFFFF") >= LEAST_OF_LINES for number in (0, 1, 7))


def test_every_chart_is_told_in_words(book: Book) -> None:
    charts = [chart for sheet in book.sheets for chart in sheet.charts]
    assert len(charts) > 20
    assert all(len(chart.alt) > 15 and chart.alt.endswith("。") for chart in charts)


def test_every_head_has_words(book: Book) -> None:
    for sheet in book.sheets:
        blank = [c for c in sheet.cells if c.style in HEADS and not text_of(c.value).strip()]
        assert blank == [], sheet.name


def test_headings_skip_no_level(book: Book) -> None:
    entries = [c for c in sheet_of(book, "目次").cells if c.style.startswith("book_toc_")]
    depths = [int(c.style[-1]) for c in entries if c.column == 0]
    assert depths[0] == 1
    assert all(after - before <= 1 for before, after in zip(depths, depths[1:], strict=False))


def test_contents_follow_the_order_of_sheets(book: Book) -> None:
    names = [sheet.name for sheet in book.sheets]
    links = [c.value for c in sheet_of(book, "目次").cells if isinstance(c.value, Link)]
    sheets = [link.target.removeprefix("internal:'").rpartition("'!")[0] for link in links]
    places = [names.index(name.replace("''", "'")) for name in sheets]
    assert places == sorted(places)
    seen = [number for number, sheet in enumerate(book.sheets) if sheet.visible]
    assert set(places) == set(seen[2:])  # a link to a hidden sheet would be dead


def test_no_colour_alone(book: Book) -> None:
    """What is marked by colour says in words what it is."""
    words = {
        "warning": ("要修正", "▲"),
        "missing": ("未提出", "要確認", "▲"),
        "book_kpi_error": ("要修正",),
        "book_page_error": ("要修正",),
        "book_page_confirm": ("要確認",),
    }
    for sheet in book.sheets:
        for cell in sheet.cells:
            told = words.get(cell.style, ("",))
            assert any(word in text_of(cell.value) for word in told), (sheet.name, cell)


def test_title_and_language_stand_in_the_file(book: Book, tmp_path: Path) -> None:
    write_book(book, tmp_path / "評価書.xlsx")
    with ZipFile(tmp_path / "評価書.xlsx") as package:
        core = package.read("docProps/core.xml").decode("utf-8")
    assert "<dc:title>逗子市総合計画中期実施計画 進捗状況評価 2024年度</dc:title>" in core
    assert "<dc:language>ja" in core


def test_examples_are_marked_on_every_page_but_the_cover(book: Book) -> None:
    assert any("例示" in text for text in texts(book.sheets[0]))
    assert all("※例示を含む" in sheet.print.footer for sheet in book.sheets[1:])
