"""The two workbooks that the planning division keeps: plan master and form definition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from zushi_xl.findings.finding import FaultyBook, Problem
from zushi_xl.form.model import Form
from zushi_xl.masters.agreement import check_agreement
from zushi_xl.masters.follow_ons import independent, without_follow_ons
from zushi_xl.masters.form import load_form
from zushi_xl.masters.form.fillers import check_reviewing
from zushi_xl.masters.master_file import forget_masters, read_master
from zushi_xl.masters.plan import block_words, load_plan
from zushi_xl.masters.plan.reviewing_sheets import reviewing_names
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.xlsx_in import why_unreadable

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Masters:
    """Both workbooks of the planning division, as loaded."""

    plan: Plan
    form: Form

    @property
    def has_original(self) -> bool:
        """Whether the form is a workbook that the city has already."""
        return False


def load_masters(plan: Path, form: Path) -> Masters:
    """Load both books.

    Raises:
        Problem: a file is missing or unreadable.
        FaultyBook: mistakes, of both books together.
    """
    plan_book = _open(plan, "計画マスタ", "--plan")
    form_book = _open(form, "様式定義", "--form")
    forget_masters()
    return read_masters(plan_book, form_book)


def read_masters(plan_book: Workbook, form_book: Workbook) -> Masters:
    """What the two books hold.

    Raises:
        FaultyBook: mistakes, of both books together.
    """
    the_plan = loaded_or_faults(load_plan, plan_book)
    words, names = block_words(plan_book), reviewing_names(plan_book)
    the_form = loaded_or_faults(partial(load_form, names=names, blocks=words), form_book)
    unnamed = loaded_or_faults(partial(check_reviewing, plan_book), form_book)
    faults = [f for f in (the_plan, the_form, unnamed) if isinstance(f, FaultyBook)]
    if isinstance(the_plan, FaultyBook) or isinstance(the_form, FaultyBook) or faults:
        raise _joined(faults, _apart_from_faults(the_plan, the_form), form_book)
    check_agreement(the_plan, the_form, form_book)
    return Masters(the_plan, the_form)


def loaded_or_faults(load: Callable[[Workbook], _T], book: Workbook) -> _T | FaultyBook:
    """What ``load`` makes of the book, or its mistakes: both books are looked at before we stop."""
    try:
        return load(book)
    except FaultyBook as fault:
        return fault


def _apart_from_faults(plan: Plan | FaultyBook, form: Form | FaultyBook) -> Masters | None:
    """What both books hold apart from their mistakes, so that what is independent of them is told
    at once; None where a book could not be made at all."""
    parts = [b.loaded if isinstance(b, FaultyBook) else b for b in (plan, form)]
    if isinstance(parts[0], Plan) and isinstance(parts[1], Form):
        return Masters(parts[0], parts[1])
    return None


def _joined(
    faults: Sequence[FaultyBook], loaded: Masters | None, form_book: Workbook
) -> FaultyBook:
    """All mistakes, also those of the two books together that do not follow from the others."""
    findings = list(without_follow_ons([f for fault in faults for f in fault.findings]))
    if loaded:
        agreed = loaded_or_faults(partial(check_agreement, loaded.plan, loaded.form), form_book)
        together = agreed.findings if isinstance(agreed, FaultyBook) else ()
        findings += independent(together, findings)
    files = dict.fromkeys(f.source.file for f in findings if f.source is not None)
    return FaultyBook("・".join(files), tuple(findings), loaded)


def _open(path: Path, name: str, option: str) -> Workbook:
    if not path.is_file():
        raise Problem(
            f"{name} {path} が見つかりません。ファイルの場所を {option} で指定するか、"
            "zushi-xl init でひな形を作ってください。"
        )
    book = read_master(path)
    if isinstance(book, Unreadable):
        raise Problem(f"{name} {path} を読めません。{why_unreadable(book)}")
    return book
