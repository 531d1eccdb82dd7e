"""The workbooks of a revision: 改定内容一覧 and 新旧対照表."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zushi_xl.plan.model import Plan
from zushi_xl.redline.documents.further import (
    checks_sheet,
    classes_sheet,
    memory_sheet,
    not_compared_sheet,
)
from zushi_xl.redline.documents.list_sheet import LIST, list_sheet, place_head
from zushi_xl.redline.documents.looks import bare_colors, list_styles, table_styles
from zushi_xl.redline.documents.table_sheet import TABLE, table_heads, table_sheet
from zushi_xl.redline.house_style import HouseStyle
from zushi_xl.redline.listed import RevisionList, heads_of
from zushi_xl.redline.memory import memory_lines
from zushi_xl.redline.not_compared import Difference
from zushi_xl.redline.provisions import ComparisonTable
from zushi_xl.redline.remarks import CheckRemark
from zushi_xl.workbook.sheet import Book, Sheet
from zushi_xl.workbook.style import Style

KIND_PROPERTY = "種類"


@dataclass(frozen=True)
class DocumentContext:
    """What goes into a document beside its rows."""

    old: Plan
    new: Plan
    style: HouseStyle = HouseStyle()
    classes: Sequence[str] = ()
    remarks: Sequence[CheckRemark] = ()
    not_compared: Sequence[Difference] = ()


def revision_book(found: RevisionList, about: DocumentContext, styles: Mapping[str, Style]) -> Book:
    """The list, the classes to choose from, and what should be looked at again."""
    looks = list_styles(styles, about.style)
    heads = heads_of(place_head(about.new))
    sheets = (
        list_sheet(about.new, found, about.classes, looks, about.style),
        classes_sheet(about.classes, looks),
        checks_sheet(about.remarks, looks),
        not_compared_sheet(about.not_compared, looks),
        memory_sheet(memory_lines(found.carried, heads, bare_colors(looks))),
    )
    return document(LIST, sheets, about, looks)


def document(
    name: str, sheets: tuple[Sheet, ...], about: DocumentContext, looks: Mapping[str, Style]
) -> Book:
    """A workbook of the sheets, which says in its properties which versions it compares."""
    versions = (about.old.settings.plan_version, about.new.settings.plan_version)
    return Book(
        sheets,
        looks,
        properties={
            "title": f"{name}　{about.new.settings.plan_title}",
            "subject": "　".join(filter(None, versions)),
        },
        custom={KIND_PROPERTY: name},
    )


def table_book(table: ComparisonTable, about: DocumentContext, styles: Mapping[str, Style]) -> Book:
    """The table, and what should be looked at again."""
    looks = table_styles(styles, about.style)
    sheets = (
        table_sheet(about.new, table, looks, about.style),
        checks_sheet(about.remarks, looks),
        not_compared_sheet(about.not_compared, looks),
        memory_sheet(memory_lines(table.carried, table_heads(about.style), bare_colors(looks))),
    )
    return document(TABLE, sheets, about, looks)
