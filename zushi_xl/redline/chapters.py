"""The sheets of a plan master that only a revision reads: 本文, 改正項目 and 体裁."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.masters.records import MasterBook, Mistakes, match_key
from zushi_xl.plan.model import Kpi, Plan
from zushi_xl.redline.house_style import HouseStyle, read_house_style
from zushi_xl.workbook.cells import Cell, Source, Workbook


@dataclass(frozen=True, slots=True)
class Chapter:
    """A passage of the plan book outside the sections, or the place where others stand."""

    id: str
    place: str
    heading: str
    text: str
    picture: str
    page: str
    holds: str  # 基本目標1, 人口見通し2030, 計画: what is printed here
    source: Source
    old_page: str = ""  # of something new: where it would stand in the old plan


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two masters: the plan and what is printed around it."""

    plan: Plan
    chapters: tuple[Chapter, ...] = ()
    classes: tuple[str, ...] = ()  # 改正項目 to choose from
    style: HouseStyle = HouseStyle()
    raw: Workbook = Workbook("", "", ())  # the master as typed, before it was cleaned
    shares: Mapping[str, str] = field(default_factory=dict)  # 割合 of 人口見通し as shown, by cell

    def place_of(self, what: str) -> Chapter | None:
        """Where a thing is printed, as the column 差込 of 本文 says."""
        key = match_key(what)
        return next((c for c in self.chapters if match_key(c.holds) == key), None)

    @property
    def chapter_by_id(self) -> Mapping[str, Chapter]:
        """The chapters by their id."""
        return {chapter.id: chapter for chapter in self.chapters}


def read_version(workbook: Workbook, plan: Plan, raw: Workbook | None = None) -> Version:
    """The further sheets of the master of ``plan``; ``raw`` is the same master uncleaned.

    Raises:
        FaultyBook: mistakes in those sheets.
    """
    book = MasterBook(workbook, PLAN_SHEETS, Mistakes("redline"))
    chapters = tuple(
        Chapter(
            id=record["ID"],
            place=record["場所"],
            heading=record["見出し"],
            text=record["本文"],
            picture=record["図"],
            page=record["ページ"],
            holds=record["差込"],
            source=record.source("ID"),
            old_page=record["現計画のページ"],
        )
        for record in book.records("本文")
    )
    classes = tuple(record["項目"] for record in book.records("改正項目"))
    style = read_house_style(book)
    _check_ids(book, chapters)
    book.mistakes.raise_any(workbook)
    figures = _figures(book)
    shown_plan = replace(plan, kpis=tuple(_as_shown(kpi, figures) for kpi in plan.kpis))
    return Version(shown_plan, chapters, classes, style, raw or workbook, _shares(book))


def _figures(book: MasterBook) -> dict[str, str]:
    """What the cells of the KPI sheet that hold figures show, by address."""
    sheet = book.sheet("KPI")
    cells = sheet.cells.values() if sheet else ()
    return {cell.address: cell.text for cell in cells if _is_number(cell)}


def _as_shown(kpi: Kpi, figures: Mapping[str, str]) -> Kpi:
    """The KPI with its figures as their cells show them: 12.0km, not 12km."""
    values = {
        period: replace(value, text=figures.get(value.source.cell, value.text))
        for period, value in kpi.values.items()
    }
    return replace(kpi, values=values)


def _is_number(cell: Cell) -> bool:
    is_figure = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return is_figure and cell.number_format is not None


def _shares(book: MasterBook) -> dict[str, str]:
    """What the cells of 割合 show: 12.0 where the format says one decimal."""
    return {
        record.source("人数").cell: record["割合"].rstrip("%％ 　")
        for record in book.records("人口見通し")
        if record["割合"]
    }


def _check_ids(book: MasterBook, chapters: tuple[Chapter, ...]) -> None:
    """No id may stand for two things: not in 本文, nor in the sheets of the levels."""
    _check_twice(book, [(chapter.id, chapter.source) for chapter in chapters])
    for name in ("柱", "取り組みの方向", "具体的施策", "取り組み"):
        if book.sheet(name) is not None:
            records = MasterBook(book.workbook, PLAN_SHEETS, Mistakes("")).records(name)
            _check_twice(book, [(record["ID"], record.source("ID")) for record in records])


def _check_twice(book: MasterBook, ids: list[tuple[str, Source]]) -> None:
    seen: dict[str, Source] = {}
    for text, source in ids:
        first = seen.setdefault(match_key(text), source) if text else source
        if first is not source:
            book.mistakes.add(
                "id-twice",
                source,
                f"ID「{text}」がシート「{first.sheet}」の{first.cell}にもあります。",
                "同じものでなければ、どちらかのIDを別の印に直してください。",
                text,
                "ID",
            )
