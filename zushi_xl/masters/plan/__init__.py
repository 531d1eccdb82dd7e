"""計画マスタ.xlsx → ``Plan``: every mistake at once, each with its sheet and cell."""

from __future__ import annotations

from dataclasses import replace

from zushi_xl.masters.plan.columns import PLAN_SHEETS
from zushi_xl.masters.plan.criteria import read_criteria
from zushi_xl.masters.plan.initiative_sheet import read_initiatives
from zushi_xl.masters.plan.judging import read_grades, read_rule_settings, read_waivers
from zushi_xl.masters.plan.kpi_sheet import read_kpis
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
from zushi_xl.masters.plan.section_sheets import CodeBook, read_sections
from zushi_xl.masters.plan.settings_sheet import read_settings
from zushi_xl.masters.records import MasterBook, Mistakes
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import Workbook

__all__ = ["load_plan"]


def load_plan(workbook: Workbook) -> Plan:
    """The plan that a plan master holds.

    Raises:
        FaultyBook: with a ``Finding`` for each mistake, in the order of the book.
    """
    book = MasterBook(workbook, PLAN_SHEETS, Mistakes("plan"))
    settings = read_settings(book)
    book = replace(book, further_names=tuple(settings.level_names.values()))
    divisions, programs, strategy = read_divisions(book), read_programs(book), read_strategy(book)
    names = (names_of(divisions), names_of(programs))
    codes = CodeBook(settings.levels, book.mistakes)
    sections = read_sections(book, settings, names[0], codes)
    grades = read_grades(book, settings)
    periods = Plan(workbook.file, settings, (), (), ()).periods
    plan = Plan(
        file=workbook.file,
        settings=settings,
        sections=sections,
        kpis=read_kpis(book, settings, periods, codes),
        initiatives=read_initiatives(book, settings, sections, codes, names, strategy),
        strategy=strategy,
        goals=read_goals(book),
        population=read_population(book),
        programs=programs,
        divisions=divisions,
        grades=grades,
        criteria=read_criteria(book, settings, grades),
        rule_settings=read_rule_settings(book, settings.fiscal_year),
        waivers=read_waivers(book, codes, names[0] | names[1]),
        releases=read_releases(book),
        headers=book.headers({level.value: name for level, name in settings.level_names.items()}),
    )
    check_groups(plan, book.mistakes)
    book.mistakes.raise_any(workbook)
    return plan
