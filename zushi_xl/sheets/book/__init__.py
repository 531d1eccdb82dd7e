"""The annual book: the year as one workbook that prints, links and calculates.

表紙, 目次, 総括, the evaluation pages in the order of the plan, the lists, the data sheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zushi_xl.report.model import Report
from zushi_xl.report.rules_off import rules_off
from zushi_xl.sheets.book.amount_list import amount_part
from zushi_xl.sheets.book.budget_list import budget_part
from zushi_xl.sheets.book.contents_list import contents_part, numbered
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.cover import cover_part
from zushi_xl.sheets.book.data import PREFIX, data_parts
from zushi_xl.sheets.book.division_list import division_part
from zushi_xl.sheets.book.errata_list import errata_part
from zushi_xl.sheets.book.kpi_figures import figures_part
from zushi_xl.sheets.book.kpi_list import kpi_part
from zushi_xl.sheets.book.opinion_list import opinion_part
from zushi_xl.sheets.book.paging import Part, numbered_parts
from zushi_xl.sheets.book.population_list import population_part
from zushi_xl.sheets.book.printed_marks import bookmarks, pictures
from zushi_xl.sheets.book.printed_pages import page_parts
from zushi_xl.sheets.book.rating_list import rating_part
from zushi_xl.sheets.book.reviewer_list import reviewer_part
from zushi_xl.sheets.book.rules_off_list import rules_off_part
from zushi_xl.sheets.book.source_links import relative_inputs
from zushi_xl.sheets.book.strategy_list import strategy_part
from zushi_xl.sheets.book.styles import Styles
from zushi_xl.sheets.book.summary import summary_part
from zushi_xl.sheets.book.year_on_year import year_on_year_part
from zushi_xl.workbook.sheet import Book

__all__ = ["annual_book", "bound", "pictures", "printed_pages", "relative_inputs"]

SAMPLE_MARK = "※例示を含む"


def annual_book(report: Report, inputs: str = "") -> Book:
    """The book of the year. ``inputs`` is the path from the book to the folder of the returned
    books; where it is given, the data sheets link to the cells that they came from."""
    context = AnnualContext(report, Styles(report.form.styles), inputs)
    return bound(report, _parts(context), context.styles)


def bound(report: Report, parts: Sequence[Part], styles: Styles) -> Book:
    """The parts as one book, the cover first: heads and foot, pages numbered, properties."""
    settings = report.plan.settings
    title = f"{settings.evaluation_name}　{report.fiscal_year}年度"
    foot = "　".join(filter(None, (settings.city, report.group, title)))
    mark = SAMPLE_MARK if settings.sample_note else ""
    words = (settings.plan_title, settings.evaluation_name, f"{report.fiscal_year}年度")
    named = " ".join((*words, report.group))
    return Book(
        tuple(part.sheet for part in numbered_parts(parts, foot, mark)),
        styles,
        properties={
            "title": named.rstrip(),
            "subject": settings.plan_title,
            "author": f"{settings.city} {settings.office}".strip(),
            "keywords": " ".join(
                [
                    settings.evaluation_name,
                    settings.plan_title,
                    *(["KPI"] if report.plan.kpis else []),
                ]
            ),
        },
        bookmarks=tuple(bookmarks(parts)),
    )


def printed_pages(book: Book) -> int:
    """How many pages of the annual book are numbered; the data sheets follow them."""
    sheets = (sheet for sheet in book.sheets if not sheet.name.startswith(PREFIX))
    return sum(len(sheet.print.breaks) + 1 for sheet in sheets)


def _parts(context: AnnualContext) -> list[Part]:
    """All sheets in order. Pages come before the lists, which link to them; the data sheets and the
    places of the KPIs come before all, as totals and charts draw from them."""
    drawn, context.charted = figures_part(context)
    data = (replace(part, numbered=False) for part in data_parts(context))
    context.data = (*data, drawn)
    pages = page_parts(context)
    context.remember(pages)
    summary = summary_part(context)
    ratings = (rating_part(context), reviewer_part(context))
    lists = (
        *filter(None, (*ratings, kpi_part(context))),
        *((budget_part(context),) if context.report.has_programs else ()),
        *filter(None, (amount_part(context),)),
        *((strategy_part(context),) if context.report.plan.has_strategy else ()),
        *filter(None, (population_part(context),)),
        division_part(context),
        year_on_year_part(context),
        *filter(None, (opinion_part(context),)),
        *((rules_off_part(context),) if rules_off(context.report.plan) else ()),
    )
    cover = cover_part(context.report, context.styles)
    return [cover, *_with_errata(context, cover, [summary, *pages, *lists])]


def _with_errata(context: AnnualContext, cover: Part, body: list[Part]) -> list[Part]:
    """目次 and what follows it. 正誤表 names pages, so it is laid out before they are known."""
    blank = errata_part(context, {})
    whole = [*body, *((blank,) if blank else ()), *context.data]
    contents = contents_part(whole, context.styles, cover.pages)
    found = numbered(whole, cover.pages + contents.pages)
    pages = {anchor.code: page for _, anchor, page in found if anchor.code and page is not None}
    errata = errata_part(context, pages)
    return [contents, *body, *((errata,) if errata else ()), *context.data]
