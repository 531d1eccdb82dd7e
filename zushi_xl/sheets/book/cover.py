"""表紙."""

from __future__ import annotations

from zushi_xl.report.model import Report
from zushi_xl.sheets.book.errata_list import stamp_text
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell
from zushi_xl.sheets.book.styles import Styles

NAME = "表紙"
_SIDE = 70.0
_STAMP = 30  # points of the row that says what was kept
_GROUP = 60  # points of the row that names the 団体


def cover_part(report: Report, styles: Styles) -> Part:
    """The cover: city, plan, year and how many divisions reported."""
    settings = report.plan.settings
    rows = ListRows((_SIDE, WIDTH - 2 * _SIDE, _SIDE), styles)
    rows.gap(110)
    _middle(rows, settings.city, "book_cover_city")
    rows.gap(24)
    _middle(rows, "", "book_cover_rule", 3)
    rows.gap(22)
    _middle(rows, settings.plan_title, "cover_title")
    rows.gap(10)
    _middle(rows, settings.evaluation_name, "cover_title")
    rows.gap(16)
    _middle(rows, f"{report.fiscal_year}年度", "book_cover_year")
    if report.group:
        _middle(rows, report.group, "cover_title", _GROUP)
    rows.gap(22)
    _middle(rows, "", "book_cover_rule", 3)
    if report.frozen:
        rows.gap(12)
        _middle(rows, stamp_text(report.frozen), "book_cover_note", _STAMP)
    if settings.sample_note:
        rows.gap(30)
        _middle(rows, f"例示　{settings.sample_note}", "book_cover_note", 40)
    used = (_GROUP if report.group else 0) + (_STAMP + 12 if report.frozen else 0)
    rows.gap((150 if settings.sample_note else 220) - used)
    _middle(rows, receipt_text(report), "book_cover_office")
    if settings.plan_version:
        _middle(rows, f"計画の版：{settings.plan_version}", "book_cover_office")
    rows.gap(14)
    _middle(rows, f"{settings.city}　{settings.office}", "book_cover_year")
    return rows.part(NAME)


def _middle(rows: ListRows, text: str, style: str, least: float = 0) -> None:
    rows.line(RowCell("", "base"), RowCell(text, style), RowCell("", "base"), least=least)


def receipt_text(report: Report) -> str:
    """How many of the divisions reported."""
    unit = report.counter
    what = "報告のあった課" if unit == "課" else "届いた報告"
    return f"{what}　{len(report.reported)}／{len(report.divisions)}{unit}"
