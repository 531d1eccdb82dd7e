"""Which of several returns counts: the same whatever the files are called or when they were copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from tests.reading.filled import Distribution
from zushi_xl.masters.load import Masters
from zushi_xl.report.model import Adoption
from zushi_xl.returned.submission import Reader, Submission
from zushi_xl.workflow.which_counts import Returned, adopt
from zushi_xl.xlsx_in import read_workbook


@pytest.fixture(scope="module")
def submission(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> Submission:
    folder = tmp_path_factory.mktemp("adopt")
    book = Distribution(masters, folder).book("防災安全課", 1)
    book.workbook.save(folder / "book.xlsx")
    read = Reader(masters.plan, masters.form).read(read_workbook(folder / "book.xlsx"))
    assert isinstance(read, Submission)
    return read


def returned(
    submission: Submission,
    name: str,
    saved: str = "",
    round_: int = 1,
    blank: int = 0,
    sha: str = "",
) -> Returned:
    answers = dict(submission.answers)
    for key in list(answers)[:blank]:
        answers[key] = replace(answers[key], text="", used="")
    identity = replace(submission.identity, round=round_)
    return Returned(
        replace(submission, file=name, sha256=sha or name, identity=identity, answers=answers),
        saved,
    )


def chosen(books: Sequence[Returned]) -> tuple[str, dict[str, str]]:
    """The adopted file and the reasons of the others, whatever the order of the files."""
    results = []
    for order in permutations(books):
        adopted, files = adopt(order)
        reasons = {f.file: f.reason for f in files if f.status is Adoption.SUPERSEDED}
        results.append((adopted["防災安全課"].file, reasons))
    assert all(result == results[0] for result in results)
    return results[0]


def test_a_later_round_counts_though_saved_earlier(submission: Submission) -> None:
    first = returned(submission, "最終.xlsx", "2025-06-10T10:00:00Z", 1, blank=1)
    second = returned(submission, "a.xlsx", "2025-06-01T10:00:00Z", 2)
    best, reasons = chosen([first, second])
    assert best == "a.xlsx"
    assert reasons == {"最終.xlsx": "第2回の a.xlsx を採用しました。"}


def test_the_book_saved_last_counts(submission: Submission) -> None:
    old = returned(submission, "z (1).xlsx", "2025-06-01T10:00:00Z")
    new = returned(submission, "a.xlsx", "2025-06-01T10:00:01Z", blank=1)
    assert chosen([old, new]) == (
        "a.xlsx",
        {"z (1).xlsx": "あとで保存された a.xlsx を採用しました。"},
    )


def test_times_are_compared_as_times(submission: Submission) -> None:
    japan = returned(submission, "a.xlsx", "2025-06-01T18:00:00+09:00")
    zulu = returned(submission, "b.xlsx", "2025-06-01T10:00:00Z", blank=1)
    assert chosen([japan, zulu])[0] == "b.xlsx"


def test_without_times_the_fuller_book_counts(submission: Submission) -> None:
    full, half = returned(submission, "a.xlsx"), returned(submission, "b.xlsx", blank=2)
    assert chosen([full, half]) == (
        "a.xlsx",
        {"b.xlsx": "記入された欄が多い a.xlsx を採用しました。"},
    )


def test_copies_are_named_as_copies(submission: Submission) -> None:
    time = "2025-06-01T10:00:00Z"
    books = [
        returned(submission, "回答.xlsx", time, sha="same"),
        returned(submission, "回答 (1).xlsx", time, sha="same"),
        returned(submission, "回答 - コピー.xlsx", "2025-06-02T10:00:00Z"),
    ]
    best, reasons = chosen(books)
    assert best == "回答 - コピー.xlsx"
    assert set(reasons.values()) == {"回答 - コピー.xlsx と記入内容が同じです。"}


def test_of_equal_books_the_plainest_name_counts(submission: Submission) -> None:
    books = [returned(submission, name, sha="same") for name in ("回答.xlsx", "回答 (1).xlsx")]
    best, reasons = chosen(books)
    assert best == "回答.xlsx"
    assert reasons == {"回答 (1).xlsx": "回答.xlsx と同じファイルです。"}


def test_the_time_of_the_file_does_not_matter(masters: Masters, tmp_path: Path) -> None:
    import os

    book = Distribution(masters, tmp_path / "forms").book("防災安全課", 1)
    path = tmp_path / "book.xlsx"
    book.workbook.save(path)
    before = read_workbook(path)
    os.utime(path, (0, 0))
    assert read_workbook(path) == before
