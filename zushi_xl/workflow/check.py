"""A quick look at single files: what would be said of them, nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Problem
from zushi_xl.masters.load import Masters
from zushi_xl.returned.submission import Reader, Submission
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.workflow.scale.reader_process import ReaderProcess, read_workbooks


def check(
    masters: Masters, files: Iterable[Path], reader: ReaderProcess | None = None
) -> tuple[Finding, ...]:
    """The findings of each file on its own; what only all books together show is left out, and
    what is to say of the plan master. ``reader`` opens the files, by default a new one.

    Raises:
        Problem: a file that does not exist.
    """
    paths = list(files)
    for path in paths:
        if not path.is_file():
            raise Problem(f"{path} が見つかりません。ファイルの名前を確かめてください。")
    answers = Reader(masters.plan, masters.form)
    found: list[Finding] = []
    for book in read_workbooks(((path.name, path) for path in paths), reader):
        if isinstance(book, Unreadable):
            found.append(rules.unreadable(book))
            continue
        submission = answers.read(book)
        if isinstance(submission, Submission):
            found += rules.check_book(masters.plan, masters.form, submission)
        else:
            found.append(submission)
    names = {path.name for path in paths}
    settled = rules.settle(found, masters.plan)
    return tuple(f for f in settled if f.source is not None and f.source.file in names)
