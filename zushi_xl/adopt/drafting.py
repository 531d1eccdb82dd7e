"""A form → the drafts of 様式定義.xlsx and 計画マスタ.xlsx, and 取り込み報告.xlsx."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from zushi_xl.adopt.own_form.columns import FORM_SHEETS, PLAN_SHEETS
from zushi_xl.adopt.own_form.load import open_master
from zushi_xl.files.whole_output import Tell, say_nothing, whole_output
from zushi_xl.masters.plan import load_plan
from zushi_xl.masters.workbooks import build_tables_book
from zushi_xl.workbook.cells import Workbook
from zushi_xl.xlsx_in import read_workbook
from zushi_xl.xlsx_out import write_book

from .definition import definition_tables, own_form_of
from .earlier_drafts import EarlierDraft, earlier_draft, on_new_form
from .found_values import plan_tables, read_copies
from .model import Draft
from .opening import check_folder, open_form, recognised
from .picture import picture_book

FORM, PLAN, REPORT = "様式定義.xlsx", "計画マスタ.xlsx", "取り込み報告.xlsx"
ASIDE = "様式定義_前の下書き.xlsx"
_FIRST_YEAR, _DIGITS = 2025, 16


class Drafted(NamedTuple):
    """What was written, and how much of it."""

    draft: Draft
    paths: tuple[Path, ...]
    corrected: int
    removed: int


def write_drafts(
    form: Path,
    filled: Sequence[Path],
    folder: Path,
    tell: Tell = say_nothing,
    plan_file: Path | None = None,
) -> Drafted:
    """Write the drafts into ``folder``, beside a copy of the form; corrected rows stay, and a
    計画マスタ.xlsx that is there already. ``tell`` hears what an interrupted run had left.

    ``plan_file``: the plan master of an evaluation, whose items the fields may tell of; none is
    drafted then.

    Raises:
        FaultyBook: mistakes in the plan master.
        Problem: a file cannot be read, nothing is to be filled in, an output is open in Excel.
    """
    check_folder(form, folder, (FORM, PLAN, REPORT))
    plan = load_plan(open_master(plan_file, "計画マスタ")) if plan_file else None
    look = open_form(form, filled)
    draft = recognised(look)
    book = read_workbook(form)
    assert isinstance(book, Workbook)
    kept = _kept(folder, form, book, tell)
    definition = definition_tables(draft, kept, plan, book.sha256[:_DIGITS])
    own = own_form_of(draft, form, book, kept)
    copies = read_copies(own, filled)
    has_plan = plan is None and (folder / PLAN).exists()
    notes = [f"記入済みの写し {len(copies)} 件を読みました。"] if copies else []
    if definition.corrected:
        notes.append(f"前に直された行 {definition.corrected} 行は、そのまま残しました。")
    if definition.removed:
        notes.append(f"前に消された行 {definition.removed} 行は、書き戻していません。")
    if copies and has_plan:
        tell(
            f"{folder / PLAN} がすでにあるので、写しの値は加えていません。"
            "加えるには zushi-xl adopt --import フォルダ --year 年度 を使ってください。"
        )
    aside = (*kept.strange, *(f"「{label}」の行" for label in kept.lost))
    if aside:
        tell(f"{'、'.join(aside)}は書き写せないので、前の{FORM}を {ASIDE} に残しました。")
    with whole_output(folder, tell=tell) as new:
        if aside:
            shutil.copyfile(folder / FORM, new / ASIDE)
        write_book(build_tables_book("様式定義", definition.tables, FORM_SHEETS), new / FORM)
        if plan is None and not has_plan:
            tables = plan_tables(own, copies, _FIRST_YEAR)
            write_book(build_tables_book("計画マスタ", tables, PLAN_SHEETS), new / PLAN)
        write_book(picture_book(draft, look, notes), new / REPORT)
        if not _same_file(form, folder / form.name):
            shutil.copyfile(form, new / form.name)
    names = (FORM, REPORT, form.name) if plan else (FORM, PLAN, REPORT, form.name)
    paths = tuple(folder / name for name in names)
    return Drafted(draft, paths, definition.corrected, definition.removed)


def _kept(folder: Path, form: Path, book: Workbook, tell: Tell) -> EarlierDraft:
    """What people have made of the draft that is there, for the form as it is now."""
    kept = earlier_draft(folder / FORM)
    if not kept.rows or kept.form in ("", book.sha256[:_DIGITS]):
        return kept
    before = folder / form.name
    old = read_workbook(before) if before.is_file() else None
    if isinstance(old, Workbook) and old.sha256[:_DIGITS] == kept.form:
        return on_new_form(kept, old, book)
    tell(
        f"{form.name} が前の下書きの後に変わり、前の原本がないので、直した行を移せません。"
        f"{FORM}の「原本セル」を確かめてください。"
    )
    return kept


def _same_file(one: Path, other: Path) -> bool:
    return other.exists() and one.resolve() == other.resolve()
