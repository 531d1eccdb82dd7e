"""Pages of the sections from 目次 of a built book, for plan masters without a column ページ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zushi_xl.findings.finding import Problem
from zushi_xl.findings.ways import Way
from zushi_xl.masters.records import match_key
from zushi_xl.plan.model import Plan
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.marked_cells import header_row
from zushi_xl.workbook.cells import Workbook, Worksheet

CONTENTS, HEADING, PAGE = "目次", "見出し", "ページ"


def with_book_pages(version: Version, book: Workbook) -> Version:
    """The version with the pages that the book's 目次 gives; other pages stay.

    Raises:
        Problem: the book has no 目次, or one of another plan.
    """
    pages = dict(_pages(version.plan, _contents(book)))
    if not pages:
        raise Problem(
            f"{book.file} の{CONTENTS}に、{version.plan.file} の見出しが一つもありません。"
            "その計画マスタから作った進捗状況評価のブックを指定してください。"
        )
    sections = tuple(
        replace(s, texts={**s.texts, PAGE: pages[s.code]}) if s.code in pages else s
        for s in version.plan.sections
    )
    return replace(version, plan=replace(version.plan, sections=sections))


def _contents(book: Workbook) -> list[tuple[str, str]]:
    """Heading and page of every line, in the order of the book."""
    for sheet in book.sheets:
        texts = {place: cell.text for place, cell in sheet.cells.items()}
        heads = header_row(texts, HEADING, PAGE)
        if sheet.name == CONTENTS and heads:
            return list(_lines(sheet, heads[HEADING], heads[PAGE][1]))
    raise Problem(
        f"{book.file} にシート「{CONTENTS}」（見出しとページの表）がありません。"
        f"先に{Way.COLLECT}で作った進捗状況評価のブックを指定してください。"
    )


def _lines(sheet: Worksheet, head: tuple[int, int], page: int) -> Iterator[tuple[str, str]]:
    for line, column in sorted(sheet.cells):
        if line > head[0] and column == head[1]:
            yield match_key(sheet.text(line, column)), sheet.text(line, page)


def _pages(plan: Plan, lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Headings repeat (① …), so both are walked in the order of the plan."""
    at = 0
    for section in plan.sections:
        key = match_key(section.heading)
        found = next((i for i in range(at, len(lines)) if lines[i][0] == key), None)
        if found is not None:
            at = found + 1
            if lines[found][1].isdecimal():
                yield section.code, lines[found][1]
