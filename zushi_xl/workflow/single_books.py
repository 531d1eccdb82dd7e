"""The work on single books: file → answers → findings of that book; answers → correction.

It depends on nothing but the masters and the book, so it can be done anywhere: in this thread, in
the processes of ``--workers``, on the machines of a cluster (``scale``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from zushi_xl import rules
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Submission
from zushi_xl.form.model import Form
from zushi_xl.form.pages import Pages, Survey
from zushi_xl.masters.load import Masters
from zushi_xl.plan.groups import Groups
from zushi_xl.plan.model import Plan
from zushi_xl.returned.sections import PrintedSigns
from zushi_xl.returned.submission import Reader
from zushi_xl.text.work import TooMuchWork, limited
from zushi_xl.workbook.cells import Unreadable, Workbook
from zushi_xl.workflow.correction_round import asked_in
from zushi_xl.workflow.noted_replies import ReturnedRequest
from zushi_xl.workflow.own_products import LeftOutFile, product, unfilled
from zushi_xl.xlsx_in import read_workbook

if TYPE_CHECKING:
    from zushi_xl.sheets.form import FormBuilder

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Work = Callable[["BookContext", Iterable[_Item]], Iterator[_Result]]


class ReadBook(NamedTuple):
    """What one file holds. ``found`` are the findings of the book on its own, ``asked`` what a
    returned correction had asked for, ``saved`` the time of saving that the book carries."""

    file: str
    sha256: str
    outcome: Submission | Finding | Unreadable | LeftOutFile
    found: tuple[Finding, ...] = ()
    asked: tuple[ReturnedRequest, ...] = ()
    saved: str = ""


class CorrectionRequest(NamedTuple):
    """What a correction is made from."""

    submission: Submission
    findings: tuple[Finding, ...]


class Opener(Protocol):
    """Opens files that come from outside."""

    def read(self, files: Iterable[IncomingFile]) -> Iterator[Workbook | Unreadable]:
        """Each file as cells, or why it cannot be read, in their order."""

    def release(self) -> None:
        """No more files for now: what only reading needs is let go."""


class OpenHere:
    """Opens files in this thread: nothing is started, and nothing holds a hostile file back."""

    def read(self, files: Iterable[IncomingFile]) -> Iterator[Workbook | Unreadable]:
        """The workbook of each file, or why it cannot be read, opened in this process."""
        with TemporaryDirectory(prefix="zushi_xl_") as folder:
            for file in files:
                yield read_workbook(file.at_hand(Path(folder, "file")), file.name)

    def release(self) -> None:
        """There is nothing to let go."""


class BookReader(Protocol):
    """Reads returned books of one plan and form."""

    plan: Plan
    form: Form

    def read(self, book: Workbook) -> Submission | Finding:
        """The submission, or the finding that says why this book is none."""

    def plan_of(self, submission: Submission) -> Plan:
        """The plan at the phase that a book is of."""


class Outline(NamedTuple):
    """What it takes the whole plan to tell: of its pages, of their texts, and which 団体 a division
    has to do with."""

    survey: Survey | None = None
    signs: PrintedSigns | None = None
    concerning: Mapping[str, Sequence[str]] | None = None


class BookContext:
    """What the masters give to all books, worked out once in each process that works on them.

    As a pickle it is the masters, with the items of the plan packed, what it takes all of them to
    tell, and the way of opening files. Threads may share it: what it keeps is only added to.
    """

    def __init__(
        self, masters: Masters, opener: Opener | None = None, outline: Outline | None = None
    ):
        """``opener``: by default files are opened in this thread; ``outline``: of the plan, where
        it is there already."""
        self.masters = masters
        self.opener = opener or OpenHere()
        self._outline = outline or Outline()

    def __reduce__(self) -> tuple[type[BookContext], tuple[object, ...]]:
        masters = self.masters
        if masters.has_original:
            return BookContext, (masters, self.opener)
        reader = self.reader
        assert isinstance(reader, Reader)
        outline = Outline(self.pages.survey, reader.sections.printed, self._groups.concerning)
        return BookContext, (replace(masters, plan=masters.plan.packed()), self.opener, outline)

    def opening(self, opener: Opener) -> BookContext:
        """The same with another way of opening files; what the masters give is shared."""
        other = BookContext(self.masters, opener, self._outline)
        other.__dict__.update(pages=self.pages, reader=self.reader, builder=self.builder)
        return other

    @cached_property
    def pages(self) -> Pages:
        """The pages of the form, laid out when they are asked for."""
        return Pages(self.masters.form, self.masters.plan, self._outline.survey)

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self.masters.plan, self._outline.concerning)

    @cached_property
    def reader(self) -> BookReader:
        """What reads the returned books of these masters."""
        if self.masters.has_original:
            from zushi_xl.workflow.own_plan import own_reader  # what only such a form needs

            return own_reader(self.masters)
        return Reader(self.masters.plan, self.masters.form, self.pages, self._outline.signs)

    @cached_property
    def builder(self) -> FormBuilder:
        """What builds the forms of these masters."""
        from zushi_xl.sheets.form import FormBuilder

        return FormBuilder(self.masters.plan, self.masters.form, self.pages, self._groups)

    def builder_of(self, phase: str) -> FormBuilder:
        """The builder of the books of a phase."""
        masters = self.masters
        if phase not in masters.plan.phase_order or phase == masters.plan.phase:
            return self.builder
        if phase not in self._builders:
            self._builders[phase] = self.builder.at(phase)
        return self._builders[phase]

    @cached_property
    def _builders(self) -> dict[str, FormBuilder]:
        return {}

    def release(self) -> None:
        """No more files: what only reading needs is let go."""
        self.opener.release()
        self.__dict__.pop("reader", None)


def read_books(context: BookContext, files: Iterable[IncomingFile]) -> Iterator[ReadBook]:
    """Each file read and checked on its own."""
    for book in context.opener.read(files):
        yield judged(context.reader, book)


def judged(reader: BookReader, book: Workbook | Unreadable) -> ReadBook:
    """The answers of a book and the findings that follow from it alone."""
    if isinstance(book, Unreadable):
        return ReadBook(book.file, book.sha256, book)
    outcome = reader.read(book)
    if not isinstance(outcome, Submission):
        return ReadBook(book.file, book.sha256, product(book) or outcome)
    if left_out := unfilled(book, outcome, reader.plan.settings.round):
        return ReadBook(book.file, book.sha256, left_out)
    outcome, found = worked_out(reader.plan_of(outcome), reader.form, outcome)
    saved = book.properties.get("modified", "")
    return ReadBook(book.file, book.sha256, outcome, found, asked_in(book), saved)


def worked_out(
    plan: Plan, form: Form, submission: Submission
) -> tuple[Submission, tuple[Finding, ...]]:
    """The submission with what follows from its answers and from those of the phases before, and
    the findings of it alone; ``plan`` is at its phase."""
    submission = rules.with_computed(plan, form, submission)
    submission = rules.with_filled_grades(plan, submission)
    return submission, tuple(checked(plan, form, submission))


def checked(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """The findings of one book; checks that would never end are broken off, which is told."""
    try:
        with limited():
            yield from rules.check_book(plan, form, submission)
    except TooMuchWork:
        yield from submission.findings
        yield rules.too_large_to_check(submission)


def corrections(context: BookContext, requests: Iterable[CorrectionRequest]) -> Iterator[bytes]:
    """The correction for each submission with findings, as the bytes of a workbook.

    Raises:
        BookFault: a form cannot be built.
    """
    if context.masters.has_original:
        from zushi_xl.workflow.own_plan import own_corrections

        yield from own_corrections(context.masters, requests)
        return
    from zushi_xl.sheets.correction import correction_book
    from zushi_xl.workflow.fingerprint import with_fingerprint

    for submission, findings in requests:
        builder = context.builder_of(submission.identity.phase)
        yield with_fingerprint(correction_book(builder, submission, findings))
