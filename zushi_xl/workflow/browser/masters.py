"""Which of the chosen workbooks is the plan master and which the form definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zushi_xl.files.shipped import shipped
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.form.original import NO_ROLLOVER, original_in
from zushi_xl.masters.load import Masters, read_masters
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow.browser.exchange import Request
from zushi_xl.workflow.checked_masters import telling_what_is_open
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.xlsx_in import MASTER, read_workbook, why_unreadable

if TYPE_CHECKING:
    from zushi_xl.adopt.own_form.model import OwnMasters

INSIDE = Path(__file__).parent / "inside"  # masters that a page carries
_FORM_SHEET = "項目"
_NAMES = ("計画マスタ", "様式定義")
_FIELD = "「計画マスタと様式定義」の欄に入れてから、もう一度実行してください。"
_ASK = "二つのブックを「計画マスタと様式定義」に入れてから、もう一度実行してください。"


@dataclass(frozen=True, slots=True)
class MasterFile:
    """One chosen workbook: the same master wherever it lies meanwhile."""

    name: str
    content: bytes
    path: Path = field(compare=False)


class OwnFormChosen(Problem):
    """The masters stand for a city's own workbook; it says what a view without such a way says."""

    def __init__(self, masters: OwnMasters) -> None:
        super().__init__(NO_ROLLOVER)
        self.masters = masters


class ChosenMasters(NamedTuple):
    """The two books that count for a request, and what all its work on single books shares."""

    plan: Path
    form: Path
    prepared: BookContext

    @property
    def masters(self) -> Masters:
        """The masters themselves."""
        return self.prepared.masters


def chosen_masters(request: Request) -> ChosenMasters:
    """The masters that count for a request: those chosen, else those inside the page.

    Those of the last request are not read again: who mends a book checks it again.

    Raises:
        Problem: there are none, or not one of each kind, or one cannot be read.
        OwnFormChosen: the form is a workbook of the city's own.
        FaultyBook: mistakes in them.
    """
    paths = master_paths(request)
    if not paths:
        raise Problem(f"計画マスタと様式定義がありません。{_ASK}")
    found = _read(tuple(MasterFile(p.name, p.read_bytes(), p) for p in paths))
    if not isinstance(found, tuple):
        raise OwnFormChosen(found)
    plan, form, prepared = found
    return ChosenMasters(paths[plan], paths[form], prepared)


def master_paths(request: Request) -> list[Path]:
    """The workbooks that a person chose as masters, else those that the page carries."""
    return _shipped() if request.sample else request.files("masters") or inside()


def inside() -> list[Path]:
    """The masters that the page carries."""
    return sorted(INSIDE.glob("*"))


def _shipped() -> list[Path]:
    return [shipped("templates_xlsx") / f"{name}.xlsx" for name in _NAMES]


@lru_cache(maxsize=1)
def _read(files: tuple[MasterFile, ...]) -> tuple[int, int, BookContext] | OwnMasters:
    """Which of the files is the plan master, which the form definition, and what they hold."""
    books = [_open(file) for file in files]
    if any(map(original_in, books)):
        return _own(files, dict(zip(files, books, strict=True)))
    places: dict[bool, list[int]] = {False: [], True: []}
    for place, book in enumerate(books):
        places[_is_form(book)].append(place)
    for name, found in zip(_NAMES, places.values(), strict=True):
        _refuse_all_but_one(name, [files[place].name for place in found])
    (plan,), (form,) = places.values()
    with telling_what_is_open():
        return plan, form, BookContext(read_masters(books[plan], books[form]))


def _own(
    files: Sequence[MasterFile], books: Mapping[MasterFile, Workbook]
) -> tuple[int, int, BookContext] | OwnMasters:
    """The masters where one of the books is a form definition with an original."""
    from zushi_xl.adopt.own_form.load import Original, read_own
    from zushi_xl.adopt.own_plan.load import is_evaluation, read_own_plan

    forms = [file for file, book in books.items() if original_in(book)]
    form = _only(forms, "様式定義")
    name = original_in(books[form])
    original = _only([file for file in books if file.name == name], f"原本「{name}」")
    plan = _only([file for file in books if file not in (form, original)], _NAMES[0])
    opened = Original(original.path, books[original])
    if not is_evaluation(books[plan]):
        return read_own(books[plan], books[form], opened)
    with telling_what_is_open():
        masters = read_own_plan(books[plan], books[form], opened)
    return files.index(plan), files.index(form), BookContext(masters)


def _only(found: list[MasterFile], what: str) -> MasterFile:
    if len(found) != 1:
        fault = f"が{len(found)}個あります" if found else "がありません"
        raise Problem(f"{what}{fault}。一つだけ{_FIELD}")
    return found[0]


def _is_form(book: Workbook) -> bool:
    """Whether it is a form definition: by its sheets, whatever it is called."""
    return any(sheet.name == _FORM_SHEET for sheet in book.sheets)


def _refuse_all_but_one(name: str, found: Iterable[str]) -> None:
    names = list(found)
    if not names:
        raise Problem(f"{name}がありません。{_ASK}")
    if len(names) > 1:
        raise Problem(
            f"{name}が{len(names)}個あります（{'、'.join(names)}）。"
            "使うものを一つだけ選んでください。"
        )


def _open(file: MasterFile) -> Workbook:
    book = read_workbook(file.path, budget=MASTER)
    if isinstance(book, Unreadable):
        raise Problem(f"マスタ {file.name} を読めません。{why_unreadable(book)}")
    return book
