"""Which of several returned books counts.

Per division (of forms for single items, per division and item) a book in which something is
written, before any in which nothing is. Then the one of the highest round. Within a round the one
saved last, by the time that Excel or LibreOffice wrote into the book itself (a file's own time
changes when it is copied); then the one with more fields filled in; then the plainest name: the
shortest, then the last in order, so that 回答.xlsx comes before 回答 (1).xlsx. All others are
named as superseded. Names and times of files in the folder say nothing else: people call anything
最終.

A time that is missing, garbled or still to come decides nothing, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.layout import Key
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import Adoption, InputFile
from zushi_xl.report.saved_time import SavedTime, saved_time
from zushi_xl.returned.quoting import only_in
from zushi_xl.rules.returns import returns_differ
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Source

_QUOTED = 200  # letters of an answer
_BLANK = ("required-empty", "rating-missing", "sheet-blank", "sheet-missing", "field-lost")


class Returned(NamedTuple):
    """A readable return, with the time of saving that the book itself carries (ISO, or empty)."""

    submission: Submission
    saved: str = ""

    @property
    def time(self) -> SavedTime:
        """When it was saved, as the book itself says."""
        return saved_time(self.saved)

    @property
    def rank(self) -> Rank:
        """What decides which of several returns counts; the greatest does."""
        answers = self.submission.answers.values()
        moment, file = self.time.moment, self.submission.file
        return Rank(
            any(answer.is_written for answer in answers),
            self.submission.identity.round,
            moment.isoformat() if moment else "",
            sum(bool(answer.text.strip()) for answer in answers),
            -len(file),
            file,
        )


class Sender(NamedTuple):
    """A division; where it returns a book for each of its items, with the items of the book."""

    division: str
    part: str = ""


class Rank(NamedTuple):
    """What decides between two returns of one division, the first difference first."""

    is_written: bool
    round: int
    saved: str
    filled: int
    plainness: int
    name: str


def adopt(returned: Iterable[Returned]) -> tuple[dict[Sender, Submission], list[InputFile]]:
    """The submission that counts of each sender, and what became of every return."""
    adopted = {}
    files = []
    for sender, books in _by_sender(returned).items():
        best, *others = books
        adopted[sender] = best.submission
        files.append(_input(best, Adoption.ADOPTED, ""))
        files += [_input(book, Adoption.SUPERSEDED, reason(best, book)) for book in others]
    return adopted, files


def sender_of(submission: Submission) -> Sender:
    """Who sent a book, and of which of its items."""
    return Sender(submission.identity.division, submission.part)


def _by_sender(returned: Iterable[Returned]) -> dict[Sender, list[Returned]]:
    """The returns of each sender, the one that counts first."""
    found: dict[Sender, list[Returned]] = {}
    for book in returned:
        found.setdefault(sender_of(book.submission), []).append(book)
    for books in found.values():
        books.sort(key=lambda book: book.rank, reverse=True)
    return found


def _input(book: Returned, status: Adoption, why: str) -> InputFile:
    s = book.submission
    return InputFile(s.file, s.sha256, status, why, s.identity.division, s.identity.round)


def reason(best: Returned, other: Returned) -> str:
    """Why ``other`` does not count, in a sentence that is true of both."""
    name = best.submission.file
    if best.submission.sha256 == other.submission.sha256:
        return f"{name} と同じファイルです。"
    if _texts(best.submission.answers) == _texts(other.submission.answers):
        return f"{name} と記入内容が同じです。"
    mine, its = best.rank, other.rank
    if mine.is_written > its.is_written:
        return f"何も記入されていないため、{name} を採用しました。"
    if mine.round > its.round:
        return f"第{mine.round}回の {name} を採用しました。"
    return _within_a_round(best, other)


def _within_a_round(best: Returned, other: Returned) -> str:
    name, mine, its = best.submission.file, best.rank, other.rank
    if best.time.moment and other.time.moment and mine.saved > its.saved:
        return f"後で保存された {name} を採用しました。{best.time.order_doubt(other.time)}"
    doubts = _time_doubts(best, other)
    if mine.saved > its.saved:
        return f"{doubts}、保存日時の分かる {name} を採用しました。"
    if mine.filled > its.filled:
        return f"{doubts}、記入された欄が多い {name} を採用しました。"
    return f"{doubts}、同じ回の {name} を採用しました（ファイル名の順）。"


def _time_doubts(best: Returned, other: Returned) -> str:
    if best.time.doubt == other.time.doubt:
        return f"どちらも{best.time.doubt}ため" if best.time.doubt else "保存日時が同じため"
    doubts = (
        f"{book.submission.file} は{book.time.doubt}" for book in (best, other) if book.time.doubt
    )
    return f"{'、'.join(doubts)}ため"


def _texts(answers: Mapping[Key, Answer]) -> dict[Key, str]:
    return {key: fold(answer.text) for key, answer in answers.items()}


def contradictions(returned: Iterable[Returned]) -> Iterator[Finding]:
    """Returns of one division and round whose answers differ from the one that counts."""
    for best, *others in _by_sender(returned).values():
        for other in others:
            if other.rank.round == best.rank.round and other.rank.is_written:
                yield from returns_differ(best.submission, other.submission, reason(best, other))


def words_beside(
    returned: Iterable[Returned], found: Mapping[str, Iterable[Finding]]
) -> Iterator[Finding]:
    """What only a superseded return of the round says beside its answers: comments, shapes, further
    cells. ``found`` are the findings of each book by its file."""
    for best, *others in _by_sender(returned).values():
        for other in others:
            if other.rank.round == best.rank.round or not other.rank.is_written:
                its, file = other.submission.findings, other.submission.file
                yield from only_in(its, found.get(best.submission.file, ()), file)


class AnswerElsewhere(NamedTuple):
    """An answer that a return has which does not count; ``blank`` is the cell of the one that does
    in which nothing stands, if it has one."""

    key: Key
    label: str
    quoted: str
    blank: Source | None


Elsewhere = Mapping[str, Sequence[AnswerElsewhere]]
"""By division."""


def with_other_answers(
    findings: Iterable[Finding], elsewhere: Elsewhere, plan: Plan
) -> Iterator[Finding]:
    """Findings that a field is empty say so where a return that does not count has filled it;
    those that a page is, where it has filled anything of the page or below."""
    for finding in findings:
        said = "、".join(
            answer.quoted
            for answer in elsewhere.get(finding.division, ())
            if finding.rule in _BLANK and _is_of(answer, finding, plan)
        )
        if said:
            told = f"{finding.message}採用しなかった提出には記入があります（{said}）。"
            finding = replace(finding, message=told)
        yield finding


def _is_of(answer: AnswerElsewhere, finding: Finding, plan: Plan) -> bool:
    """Whether an answer is of the field that is empty: several KPIs have fields of one label, so
    the cells decide where both are known."""
    if not finding.field:
        return plan.is_within(answer.key.code, finding.code)
    if (answer.key.code, answer.label) != (finding.code, finding.field):
        return False
    return answer.blank is None or not finding.cells or answer.blank in finding.cells


def answered_elsewhere(returned: Iterable[Returned]) -> dict[str, list[AnswerElsewhere]]:
    """What only superseded returns of the round answer."""
    found: dict[str, list[AnswerElsewhere]] = {}
    for sender, (best, *others) in _by_sender(returned).items():
        for other in others:
            if other.rank.round != best.rank.round:
                continue
            for key, answer in other.submission.answers.items():
                mine = best.submission.answers.get(key)
                if answer.is_written and (mine is None or not mine.text.strip()):
                    label = answer.slot.label
                    kpi = f"KPI{key.kpi} " if key.kpi else ""
                    text = answer.text.strip()[:_QUOTED]
                    quoted = f"{other.submission.file} {kpi}{label}「{text}」"
                    blank = mine.source if mine is not None and mine.source.cell else None
                    answers = found.setdefault(sender.division, [])
                    answers.append(AnswerElsewhere(key, label, quoted, blank))
    return found
