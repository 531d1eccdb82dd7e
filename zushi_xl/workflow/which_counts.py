"""Which of several returned books counts.

Per division the book of the highest round. Within a round the one saved last, by the time that
Excel or LibreOffice wrote into the book itself (a file's own time changes when it is copied);
then the one with more fields filled in; then the plainest name: the shortest, then the last in
order, so that 回答.xlsx comes before 回答 (1).xlsx. All others are named as superseded. Names and
times of files in the folder say nothing else: people call anything 最終.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from zushi_xl.form.layout import Key
from zushi_xl.report.model import Adoption, InputFile
from zushi_xl.returned.submission import Answer, Submission


@dataclass(frozen=True, slots=True)
class Returned:
    """A readable return, with the time of saving that the book itself carries (ISO, or empty)."""

    submission: Submission
    saved: str = ""

    @property
    def rank(self) -> Rank:
        filled = sum(bool(answer.text.strip()) for answer in self.submission.answers.values())
        file = self.submission.file
        return Rank(self.submission.identity.round, _moment(self.saved), filled, -len(file), file)


class Rank(NamedTuple):
    """What decides between two returns of one division, the first difference first."""

    round: int
    saved: str
    filled: int
    plainness: int
    name: str


def _moment(saved: str) -> str:
    """A time of saving in UTC, whichever zone the program wrote; empty if it is no time."""
    try:
        moment = datetime.fromisoformat(saved)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat()


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
    mine, its = best.rank, other.rank
    if mine.round > its.round:
        return f"第{mine.round}回の {name} を採用しました。"
    if mine.saved > its.saved:
        return f"あとで保存された {name} を採用しました。"
    if mine.filled > its.filled:
        return f"記入された欄が多い {name} を採用しました。"
    return f"同じ回の {name} を採用しました（ファイル名の順）。"


def _texts(answers: Mapping[Key, Answer]) -> dict[Key, str]:
    return {key: answer.text for key, answer in answers.items()}
