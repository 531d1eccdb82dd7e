"""A quick look at single files: what would be said of each, and the form with what is to mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from zushi_xl import rules
from zushi_xl.files.find import FoundFile, find_workbooks, numbered
from zushi_xl.files.incoming import IncomingFile
from zushi_xl.findings.finding import Finding, Problem
from zushi_xl.form.answers import Submission
from zushi_xl.plan.model import Plan
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.found_files import found_files, passed_over
from zushi_xl.workflow.output_names import CORRECTIONS, RESULT, correction_name
from zushi_xl.workflow.own_products import LeftOutFile
from zushi_xl.workflow.phases import of_another_phase
from zushi_xl.workflow.read_files import ReadFiles
from zushi_xl.workflow.run_progress import Progress, silent
from zushi_xl.workflow.single_books import (
    BookContext,
    CorrectionRequest,
    ReadBook,
    corrections,
    read_books,
)


class Checked(NamedTuple):
    """Books as read one by one, and all findings of them, the gravest first."""

    books: tuple[ReadBook, ...]
    findings: tuple[Finding, ...]


class ToCheck(NamedTuple):
    """Files to look at, and what their folders hold besides that is not read."""

    files: tuple[IncomingFile, ...]
    others: tuple[FoundFile, ...] = ()


def files_to_check(paths: Iterable[Path]) -> ToCheck:
    """The files to look at: those named, whatever they are, and of a folder or an archive all that
    may be returns; each once, under a name of its own.

    Raises:
        Problem: a folder without any.
    """
    files, others, met = list[IncomingFile](), list[FoundFile](), set[object]()
    for path in paths:
        found = found_files([path]) if path.is_dir() else list(find_workbooks([path]))
        inside = [IncomingFile(file.name, file.path) for file in found if not file.ignored]
        files += _not_met(inside or [IncomingFile(path.name, path)], met)
        others += [f for f in found if f.ignored and f not in others] if inside else []
    return ToCheck(tuple(_told_apart(files)), tuple(others))


def _not_met(files: Iterable[IncomingFile], met: set[object]) -> Iterator[IncomingFile]:
    """Files that were not named before, by themselves or with their folder."""
    for file in files:
        place = file.place.resolve() if isinstance(file.place, Path) else file.place
        if place not in met:
            met.add(place)
            yield file


def _told_apart(files: Iterable[IncomingFile]) -> Iterator[IncomingFile]:
    """Files of one name, from several folders, as ``collect`` tells them apart."""
    names: set[str] = set()
    for file in files:
        name = numbered(file.name, names)
        names.add(name)
        yield IncomingFile(name, file.place)


def check(context: BookContext, chosen: ToCheck, progress: Progress = silent) -> Checked:
    """The findings of each file on its own, and of those that are not read and might be returns;
    what only all books together show is left out, and what is to say of the plan master.

    Raises:
        Problem: a file that does not exist or is no ordinary one.
    """
    wanted = chosen.files
    for file in wanted:
        if isinstance(file.place, Path) and not file.place.is_file():
            raise Problem(_no_file(file.place))
    books = []
    for done, book in enumerate(read_books(context, wanted)):
        progress(book.file, done, len(wanted))
        books.append(book)
    plan = context.masters.plan
    names = {file.name for file in wanted} | {file.name for file in chosen.others}
    unread = passed_over(chosen.others, plan.divisions)
    settled = rules.settle((*unread, *(f for book in books for f in _found(book, plan))), plan)
    shown = tuple(f for f in settled if f.source is not None and f.source.file in names)
    return Checked(tuple(books), shown)


def _no_file(place: Path) -> str:
    if place.exists():
        return f"{place} は通常のファイルではありません。Excel ブックを指定してください。"
    return f"{place} が見つかりません。ファイルの名前を確かめてください。"


def _found(book: ReadBook, plan: Plan) -> tuple[Finding, ...]:
    if isinstance(book.outcome, Unreadable):
        return (rules.unreadable(book.outcome),)
    if isinstance(book.outcome, LeftOutFile):
        return (rules.own_product(book.file, book.outcome.reason),)
    if not isinstance(book.outcome, Submission):
        return (book.outcome,)
    if plan.phase and book.outcome.identity.phase not in ("", plan.phase):
        return (*book.found, of_another_phase(plan, book.outcome))
    return book.found


def write_checked(context: BookContext, checked: Checked, folder: Path) -> None:
    """Write into ``folder`` each division's form with its marks, and the facts for programs.

    Raises:
        BookFault: a form cannot be built.
    """
    from zushi_xl.publish import result_json
    from zushi_xl.workflow.gathering import Collected, consolidated
    from zushi_xl.workflow.year_files import write_lines

    read = ReadFiles()
    for book in checked.books:
        read.add(book)
    year = consolidated(context, read)
    year = Collected(replace(year.report, findings=checked.findings), year.submissions)
    requests = [CorrectionRequest(*faulty) for faulty in year.faulty()]
    (folder / CORRECTIONS).mkdir(parents=True, exist_ok=True)
    for request, form in zip(requests, corrections(context, requests), strict=True):
        (folder / CORRECTIONS / correction_name(request.submission)).write_bytes(form)
    write_lines(folder / RESULT, result_json(year.report))
