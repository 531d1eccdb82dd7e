"""Which of several returned books counts.

Per division the book of the highest round. Within a round the one saved last, by the time that
Excel or LibreOffice wrote into the book itself (a file's own time changes when it is copied);
then the one with more fields filled in; then the last by name. All others are named as superseded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zushi_xl.layout import Key
from zushi_xl.report import Adoption, InputFile
from zushi_xl.submission import Answer, Submission


@dataclass(frozen=True, slots=True)
class Returned:
    """A readable return, with the time of saving that the book itself carries (ISO, or empty)."""

    submission: Submission
    saved: str = ""

    @property
    def rank(self) -> tuple[int, str, int, str]:
        filled = sum(bool(answer.text.strip()) for answer in self.submission.answers.values())
        return (self.submission.identity.round, self.saved, filled, self.submission.file)


def adopt(returned: Iterable[Returned]) -> tuple[dict[str, Submission], list[InputFile]]:
    """The submission that counts per division, and what became of every return."""
    by_division: dict[str, list[Returned]] = {}
    for book in returned:
        by_division.setdefault(book.submission.identity.division, []).append(book)
    adopted = {}
    files = []
    for division, books in by_division.items():
        best, *others = sorted(books, key=lambda book: book.rank, reverse=True)
        adopted[division] = best.submission
        files.append(_input(best, Adoption.ADOPTED, ""))
        files += [_input(book, Adoption.SUPERSEDED, _reason(best, book)) for book in others]
    return adopted, files


def _input(book: Returned, status: Adoption, reason: str) -> InputFile:
    s = book.submission
    return InputFile(s.file, s.sha256, status, reason, s.identity.division, s.identity.round)


def _reason(best: Returned, other: Returned) -> str:
    name = best.submission.file
    if best.submission.sha256 == other.submission.sha256:
        return f"{name} と同じファイルです。"
    if _texts(best.submission.answers) == _texts(other.submission.answers):
        return f"{name} と記入内容が同じです。"
    if best.rank[0] > other.rank[0]:
        return f"第{best.rank[0]}回の {name} を採用しました。"
    if best.saved > other.saved:
        return f"あとで保存された {name} を採用しました。"
    if best.rank[2] > other.rank[2]:
        return f"記入された欄が多い {name} を採用しました。"
    return f"同じ回の {name} を採用しました（ファイル名の順）。"


def _texts(answers: Mapping[Key, Answer]) -> dict[Key, str]:
    return {key: answer.text for key, answer in answers.items()}
