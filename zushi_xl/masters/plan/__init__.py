"""計画マスタ.xlsx → ``Plan``: every mistake at once, each with its sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zushi_xl.form.model import BLOCKS, STANDARD_BLOCKS, TABLE_WORDS, Block
from zushi_xl.masters.plan.code_book import CodeBook
from zushi_xl.masters.plan.columns import PLAN_SHEETS, level_spec
from zushi_xl.masters.plan.criteria import read_criteria
from zushi_xl.masters.plan.initiative_sheet import read_initiatives
from zushi_xl.masters.plan.judging import read_grades, read_rule_settings, read_waivers
from zushi_xl.masters.plan.kpi_sheet import read_kpis
from zushi_xl.masters.plan.level_sheet import read_levels_sheet
from zushi_xl.masters.plan.list_sheets import (
    check_groups,
    names_of,
    read_divisions,
    read_goals,
    read_population,
    read_programs,
    read_releases,
    read_strategy,
)
from zushi_xl.masters.plan.reviewing_sheets import (
    check_selections,
    read_phases,
    read_reviewers,
    with_own_books,
)
from zushi_xl.masters.plan.section_sheets import read_sections, refuse_unread, refuse_unused
from zushi_xl.masters.plan.settings_sheet import read_settings
from zushi_xl.masters.records import MasterBook, Mistakes
from zushi_xl.plan.levels import STANDARD
from zushi_xl.plan.model import Plan
from zushi_xl.plan.plan_settings import Settings
from zushi_xl.workbook.cells import Workbook

__all__ = ["block_words", "load_plan"]


def load_plan(workbook: Workbook) -> Plan:
    """The plan that a plan master holds.

    Raises:
        FaultyBook: with a ``Finding`` for each mistake, in the order of the book.
    """
    book = MasterBook(workbook, PLAN_SHEETS, Mistakes("plan"))
    described = read_levels_sheet(book)
    settings = read_settings(book, described)
    book = _with_levels(book, settings)
    divisions, programs, strategy = read_divisions(book), read_programs(book), read_strategy(book)
    names = (names_of(divisions), names_of(programs))
    codes = CodeBook(settings.plan_levels, book.mistakes)
    sections = read_sections(book, names[0], codes)
    grades = read_grades(book, settings)
    reviewers = read_reviewers(book, names[0])
    periods = Plan(workbook.file, settings, (), (), ()).periods
    initiatives = read_initiatives(book, sections, codes, names, strategy)
    plan = Plan(
        file=workbook.file,
        settings=settings,
        sections=sections,
        kpis=read_kpis(book, settings, periods, codes),
        initiatives=initiatives,
        strategy=strategy,
        goals=read_goals(book),
        population=read_population(book),
        programs=programs,
        divisions=with_own_books(divisions, reviewers),
        grades=grades,
        criteria=read_criteria(book, settings, grades),
        rule_settings=read_rule_settings(book, settings.fiscal_year),
        waivers=read_waivers(book, codes, names[0] | names[1]),
        releases=read_releases(book),
        reviewers=reviewers,
        phases=read_phases(book),
        headers=book.headers(_other_names(settings)),
    )
    if described:
        refuse_unread(book, codes)
    else:
        refuse_unused(book, settings.plan_levels)
    plan = check_selections(plan, book)
    check_groups(plan, book.mistakes)
    book.mistakes.raise_any(workbook, plan)
    return plan


def block_words(workbook: Workbook) -> Mapping[str, Block]:
    """The blocks of a form by the words of a plan master, whatever else is wrong with it."""
    book = MasterBook(workbook, PLAN_SHEETS, Mistakes("plan"))
    described = read_levels_sheet(book)
    if described:
        named = {each.name: BLOCKS[each.kind] for each in described}
        by_place = {each.place: BLOCKS[each.kind] for each in described}
        return named | {Block.KPI.value: Block.KPI} | by_place | TABLE_WORDS
    names = read_settings(book).level_names
    own = {name: BLOCKS[kind] for kind, name in names.items() if name}
    return {block.value: block for block in STANDARD_BLOCKS} | TABLE_WORDS | own


def _other_names(settings: Settings) -> Mapping[str, str]:
    """What the sheets of the levels may be called too, by the names of their specs."""
    if settings.described_levels:
        return {level.sheet: level.place for level in settings.described_levels}
    return {level.value: name for level, name in settings.level_names.items()}


def _with_levels(book: MasterBook, settings: Settings) -> MasterBook:
    """The book with the sheets of the levels: where 階層 describes them, under these names."""
    if not settings.described_levels:
        return replace(book, further_names=tuple(settings.level_names.values()))
    others = (spec for spec in book.specs if spec.name not in list(STANDARD))
    own = map(level_spec, settings.described_levels)
    return replace(book, specs=(*others, *own))
