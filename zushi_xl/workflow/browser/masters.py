"""Which of the chosen workbooks is the plan master and which the form definition."""

from __future__ import annotations

from pathlib import Path

from zushi_xl.files.shipped import shipped
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.load import Masters, load_masters
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.browser.exchange import Request
from zushi_xl.xlsx_in import MASTER, read_workbook

INSIDE = Path(__file__).parent / "inside"  # masters that a page carries
_FORM_SHEET = "項目"
_NAMES = ("計画マスタ", "様式定義")
_ASK = "2つのブックを「計画マスタと様式定義」に入れてから、もう一度実行してください。"


def masters_of(request: Request) -> Masters:
    """The masters that count for a request: those chosen, else those inside the page.

    Raises:
        Problem: there are none, or not one of each kind.
        FaultyBook: mistakes in them.
    """
    return load_masters(*master_files(request))


def master_files(request: Request) -> tuple[Path, Path]:
    """Plan master and form definition.

    Raises:
        Problem: there are none, or not one of each kind.
    """
    if request.sample:
        plan, form = (shipped("templates_xlsx") / f"{name}.xlsx" for name in _NAMES)
        return plan, form
    files = request.files("masters") or sorted(INSIDE.glob("*"))
    if not files:
        raise Problem(f"計画マスタと様式定義がありません。{_ASK}")
    forms = [path for path in files if is_form(path)]
    plans = [path for path in files if path not in forms]
    for name, found in zip(_NAMES, (plans, forms), strict=True):
        if not found:
            raise Problem(f"{name}がありません。{_ASK}")
        if len(found) > 1:
            names = "、".join(path.name for path in found)
            raise Problem(
                f"{name}が{len(found)}つあります（{names}）。使うものを1つだけ選んでください。"
            )
    return plans[0], forms[0]


def is_form(path: Path) -> bool:
    """Whether a workbook is a form definition: by its sheets, whatever it is called.

    Raises:
        Problem: it cannot be read.
    """
    book = read_workbook(path, budget=MASTER)
    if isinstance(book, Unreadable):
        raise Problem(f"マスタ {path.name} を読めません。{book.reason}。{book.remedy}")
    return any(sheet.name == _FORM_SHEET for sheet in book.sheets)
