"""Copies of an earlier year on a city's own form → that year's result, and the plan master with
what they report as its history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from zushi_xl.adopt.own_plan.load import OwnPlanMasters
from zushi_xl.files.whole_output import say_nothing, whole_output
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.rollover import YearResult, left_behind, master_tables
from zushi_xl.rollover.master_editor import RECORD_SPEC, MasterEditor, RecordedChange
from zushi_xl.rollover.reported_history import carry_actuals, carry_amounts, carry_reports
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.gathering import Collected
from zushi_xl.workflow.output_names import RESULT
from zushi_xl.workflow.rollover import refuse_faulty, year_result
from zushi_xl.workflow.run_progress import Progress, silent
from zushi_xl.workflow.single_books import BookContext, Opener
from zushi_xl.workflow.workers import Workers
from zushi_xl.xlsx_in import MASTER, read_workbook, why_unreadable
from zushi_xl.xlsx_out import book_bytes


class ImportedYear(NamedTuple):
    """The year as read and judged, its folder, and the plan master with it."""

    collected: Collected
    folder: Path
    plan: Path
    changes: tuple[RecordedChange, ...]


def import_year(
    masters: OwnPlanMasters,
    plan_file: Path,
    copies: Path,
    year: int,
    output: Path,
    opener: Opener | None = None,
    progress: Progress = silent,
    tell: Callable[[str], None] = say_nothing,
) -> ImportedYear:
    """Collect ``copies`` as those of the fiscal year ``year``: its products come into its folder of
    ``output``, and beside it a plan master with the year's figures of the KPIs; of the year before
    the evaluated one also grades, texts and amounts. The plan master itself is not changed.

    Raises:
        Problem: a year that the plan does not have, no copies, an output open in Excel.
    """
    past = at_year(masters, year)
    workers = Workers(BookContext(past, opener))
    collected, folder = collect(past, [copies], output, progress, workers=workers, tell=tell)
    assert isinstance(folder, Path)
    path = output / f"{plan_file.stem}_{year}年度取り込み.xlsx"
    editor = _with_history(masters, past, plan_file, year_result(folder / RESULT))
    years = f"{year}年度の取り込み"
    content = book_bytes(build_plan_book(tuple(editor.tables(years)), [RECORD_SPEC]))
    refuse_faulty(content, path.name, plan_file)
    with whole_output(output, tell=tell) as new:
        (new / path.name).write_bytes(content)
    return ImportedYear(collected, folder, path, tuple(editor.changes))


def at_year(masters: OwnPlanMasters, year: int) -> OwnPlanMasters:
    """The masters as those of an earlier year.

    Raises:
        Problem: the plan has no such year, or it is not an earlier one.
    """
    settings = masters.plan.settings
    if not settings.first_year <= year < settings.fiscal_year:
        raise Problem(
            f"{year}年度の写しは取り込めません。計画マスタ {masters.plan.file} の"
            f"計画開始年度（{settings.first_year}）から、評価年度（{settings.fiscal_year}）の"
            "前の年度までの写しを取り込めます。年度を確かめてください。"
        )
    plan = replace(masters.plan, settings=replace(settings, fiscal_year=year))
    return replace(masters, plan=plan, is_history=True)


def _with_history(
    masters: OwnPlanMasters, past: OwnPlanMasters, plan_file: Path, result: YearResult
) -> MasterEditor:
    book = read_workbook(plan_file, budget=MASTER)
    if isinstance(book, Unreadable):
        raise Problem(f"計画マスタ {plan_file} を読めません。{why_unreadable(book)}")
    editor = MasterEditor.of(master_tables(book, masters.plan.settings))
    carry_actuals(editor, past.plan, result)
    if past.plan.fiscal_year == masters.plan.fiscal_year - 1:
        carry_reports(editor, past.plan, past.form, result, only_said=True)
        carry_amounts(editor, past.plan, result)
    editor.changes.extend(left_behind(book))
    editor.note_what_is_cut()
    return editor
