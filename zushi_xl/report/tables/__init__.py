"""The tidy tables of the year: for the open data and for the data sheets of the annual book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from zushi_xl.report.model import Report
from zushi_xl.report.tables.errata import errata_table
from zushi_xl.report.tables.evaluations import evaluation_table
from zushi_xl.report.tables.initiatives import initiative_tables
from zushi_xl.report.tables.kpis import kpi_tables
from zushi_xl.report.tables.opinions import opinion_table
from zushi_xl.report.tables.plan import plan_tables
from zushi_xl.report.tables.ratings import rating_table
from zushi_xl.report.tables.row_files import filled_tables
from zushi_xl.report.tables.tidy import TidyTable


def tidy_tables(report: Report) -> Iterator[TidyTable[Any]]:
    """All tables, in the order in which people should read them."""
    yield evaluation_table(report)
    yield rating_table(report)
    yield from kpi_tables(report)
    yield from initiative_tables(report)
    yield from filled_tables(report)
    yield from plan_tables(report)
    yield from errata_table(report)
    if report.plan.has_partners:
        yield opinion_table(report)
