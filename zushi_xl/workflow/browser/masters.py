"""Which of the chosen workbooks is the plan master and which the form definition."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from zushi_xl.files.shipped import shipped
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import Masters, load_masters, read_masters
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow.browser.exchange import Request
from zushi_xl.workflow.checked_masters import telling_what_is_open
from zushi_xl.xlsx_in import MASTER, read_workbook

INSIDE = Path(__file__).parent / "inside"  # masters that a page carries
_FORM_SHEET = "項目"
_NAMES = ("計画マスタ", "様式定義")
_ASK = "二つのブックを「計画マスタと様式定義」に入れてから、もう一度実行してください。"


class OpenedMaster(NamedTuple):
    """One chosen workbook, read once: what it holds says which of the two it is."""

    path: Path
    book: Workbook

    @property
    def is_form(self) -> bool:
        """Whether it is a form definition: by its sheets, whatever it is called."""
        return any(sheet.name == _FORM_SHEET for sheet in self.book.sheets)


def masters_of(request: Request) -> Masters:
    """The masters that count for a request: those chosen, else those inside the page.

    Raises:
        Problem: there are none, or not one of each kind, or one cannot be read.
        FaultyBook: mistakes in them.
    """
    if request.sample:
        return load_masters(*_shipped())
    plan, form = _opened(request)
    with telling_what_is_open():
        return read_masters(plan.book, form.book)


def master_files(request: Request) -> tuple[Path, Path]:
    """Plan master and form definition.

    Raises:
        Problem: there are none, or not one of each kind, or one cannot be read.
    """
    if request.sample:
        return _shipped()
    plan, form = _opened(request)
    return plan.path, form.path


def _shipped() -> tuple[Path, Path]:
    plan, form = (shipped("templates_xlsx") / f"{name}.xlsx" for name in _NAMES)
    return plan, form


def _opened(request: Request) -> tuple[OpenedMaster, OpenedMaster]:
    files = request.files("masters") or sorted(INSIDE.glob("*"))
    if not files:
        raise Problem(f"計画マスタと様式定義がありません。{_ASK}")
    opened = list(map(_open, files))
    plans, forms = ([m for m in opened if m.is_form is wanted] for wanted in (False, True))
    for name, found in zip(_NAMES, (plans, forms), strict=True):
        if not found:
            raise Problem(f"{name}がありません。{_ASK}")
        if len(found) > 1:
            names = "、".join(master.path.name for master in found)
            raise Problem(
                f"{name}が{len(found)}個あります（{names}）。使うものを一つだけ選んでください。"
            )
    return plans[0], forms[0]


def _open(path: Path) -> OpenedMaster:
    book = read_workbook(path, budget=MASTER)
    if isinstance(book, Unreadable):
        raise Problem(f"マスタ {path.name} を読めません。{book.reason}。{book.remedy}")
    return OpenedMaster(path, book)
