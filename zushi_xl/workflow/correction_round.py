"""The correction round: what a division answered, and what became of what it was asked.

Nothing of an earlier run is consulted: the output folder may be new, or hold a later state, and
equal inputs must give equal bytes. The list 修正のお願い travels in the returned correction itself,
so a return of round 2 says what was asked after round 1, word for word, with the answers beside.
Where the division deleted that sheet, its earlier return in ``inputs/`` is judged again instead;
without that either, the round has nothing to be compared with and all is new.

A request is matched with a finding of the same place and words, else of the same place (of several
KPIs the same) and remedy: the words quote the value, which may have changed without being right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from zushi_xl import rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.answers import Submission
from zushi_xl.form.frame import REQUEST_TAG
from zushi_xl.form.identity import is_identity_sheet
from zushi_xl.report.rounds import Reply, RequestOutcome, RoundChange
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Cell, Source, Workbook, Worksheet
from zushi_xl.workflow.noted_replies import ReturnedRequest, with_noted

REPLY, PLACE, ASKED, REMEDY, KIND = "担当課の回答", "場所", "内容", "直し方", "重大度"
_HEADS = (KIND, PLACE, ASKED, REMEDY, REPLY)
_FORMER = {KIND: "区分"}  # heads of earlier versions: corrections with them still come back
_WHOLE = "ブック全体"
_KPI = regex("KPI「[^」]{1,500}」")


def as_rows(findings: Iterable[Finding]) -> tuple[tuple[str, ...], ...]:
    """The list for a copy that has no sheet for it: rows that ``asked_in`` reads again."""
    lines = asked_again(findings)
    return (
        (f"{REQUEST_TAG}見出し", *_HEADS),
        *(
            (f"{REQUEST_TAG}{number}/{line.rule}", line.severity, *line[:3])
            for number, line in enumerate(lines, 1)
        ),
    )


def asked_in(book: Workbook) -> tuple[ReturnedRequest, ...]:
    """What a returned correction says that its division was asked; empty for other books."""
    for sheet in book.sheets:
        heads = _heads(sheet)
        if heads:
            lines = _lines(book.file, sheet, heads)
            return tuple(lines if not is_identity_sheet(sheet) else with_noted(book, lines))
    return ()


def _heads(sheet: Worksheet) -> dict[str, Cell]:
    """The heads of the list, whatever the sheet is called now: the row that is tagged, else the
    first row that has them all. What is written below them may begin as it likes."""
    tagged = {row for row, cell in _tags(sheet).items() if cell.text == f"{REQUEST_TAG}見出し"}
    cells = [c for c in sheet.cells.values() if not tagged or c.row in tagged]
    found: dict[int, dict[str, Cell]] = {}
    for cell in sorted(c for c in cells if _heads_in(c.text)):
        for head in _heads_in(cell.text):
            found.setdefault(cell.row, {}).setdefault(head, cell)
    return next((heads for heads in found.values() if len(heads) == len(_HEADS)), {})


@lru_cache(maxsize=1 << 12)  # a form repeats its labels on every sheet of every book
def _heads_in(text: str) -> tuple[str, ...]:
    """The heads that a text may be."""
    folded = fold(text)
    return tuple(head for head in _HEADS if folded.startswith((head, _FORMER.get(head, head))))


def _tags(sheet: Worksheet) -> dict[int, Cell]:
    """The tags of the list by row; none where the book is of an earlier version."""
    return {c.row: c for c in sheet.cells.values() if c.text.startswith(REQUEST_TAG)}


def _lines(file: str, sheet: Worksheet, heads: dict[str, Cell]) -> Iterator[ReturnedRequest]:
    last = max((row for row, _ in sheet.cells), default=0)
    tags = _tags(sheet)
    for row in range(heads[REPLY].row + 1, last + 1):
        texts = {head: sheet.text(row, cell.column).strip() for head, cell in heads.items()}
        if texts[ASKED]:
            at = Cell(row, heads[REPLY].column, None, "")
            yield ReturnedRequest(
                texts[PLACE],
                texts[ASKED],
                texts[REMEDY],
                next((s.label for s in Severity if s.label in texts[KIND]), ""),
                texts[REPLY],
                Source(file, sheet.name, at.address),
                _rule_of(tags.get(row)),
            )


def _rule_of(tag: Cell | None) -> str:
    """The rule of a request, which its tag names behind the number."""
    return tag.text.removeprefix(REQUEST_TAG).partition("/")[2] if tag else ""


def asked_again(findings: Iterable[Finding]) -> tuple[ReturnedRequest, ...]:
    """The lines that a correction of these findings would have."""
    return tuple(
        ReturnedRequest(place_of(f), f.message, f.remedy, f.severity.label, rule=f.rule)
        for f in findings
        if is_asked(f)
    )


def is_asked(finding: Finding) -> bool:
    """Whether a division is asked about it."""
    return not finding.waived and finding.severity is not Severity.INFO


def place_of(finding: Finding) -> str:
    """As 修正のお願い names it."""
    return "　".join(filter(None, (finding.code, finding.field))) or _WHOLE


def replies(submission: Submission, asked: Iterable[ReturnedRequest]) -> Iterator[Reply]:
    """What the division wrote beside the requests."""
    identity = submission.identity
    for line in asked:
        if line.reply and line.source:
            yield Reply(
                identity.division, identity.round, line.source, line.place, line.message, line.reply
            )


def answered(findings: Iterable[Finding], replies: Iterable[Reply]) -> Iterator[Finding]:
    """The findings, those that a reply closes as information with the reply.

    A reply closes a doubt whose remedy asks for one, at the same place and in the same words: they
    quote the value, so a reply does not hold for another one.
    """
    said = {(r.division, fold(r.place), fold(r.asked)): r.text for r in replies}
    for finding in findings:
        reply = said.get((finding.division, *_key(finding, _message)), "")
        if reply and may_be_answered(finding):
            told = f"{finding.message}担当課の回答：「{reply}」"
            finding = replace(
                finding, severity=Severity.INFO, message=told, remedy=_TO_READ, explained=True
            )
        yield finding


_TO_READ = "回答を読んでおいてください。認められないときは、担当課に確かめてください。"


def may_be_answered(finding: Finding) -> bool:
    """Whether its remedy asks for a reply and nobody has accepted it."""
    asks = finding.remedy.endswith(rules.REPLY) and finding.severity is Severity.CONFIRM
    return asks and not finding.waived


def changes(
    submission: Submission, asked: Sequence[ReturnedRequest], findings: Iterable[Finding]
) -> Iterator[RoundChange]:
    """What was fixed, accepted, remains or is new, in the order of the requests."""
    found = [f for f in findings if f.severity is not Severity.INFO]
    matches = _matched(asked, found)
    for line in asked:
        finding = matches.get(id(line))
        change = RequestOutcome.FIXED if finding is None else _state(finding, line)
        yield _change(submission, change, line, finding)
    old = {id(finding) for finding in matches.values()}
    for finding in found:
        if id(finding) not in old and not finding.waived:
            line = ReturnedRequest(place_of(finding), "", "", finding.severity.label)
            yield _change(submission, RequestOutcome.NEW, line, finding)


def closed(
    submission: Submission,
    asked: Sequence[ReturnedRequest],
    asked_next: Sequence[ReturnedRequest],
    findings: Iterable[Finding],
) -> Iterator[RoundChange]:
    """What a round before the last fixed or answered: asked then, and neither in the next list nor
    among the ``findings`` of today."""
    left = _matched(asked, asked_next)
    gone = [line for line in asked if id(line) not in left]
    matches = _matched(gone, list(findings))
    for line in gone:
        finding = matches.get(id(line))
        change = RequestOutcome.FIXED if finding is None else _state(finding, line)
        if change in (RequestOutcome.FIXED, RequestOutcome.ANSWERED):
            yield _change(submission, change, line, finding)


def _state(finding: Finding, line: ReturnedRequest) -> RequestOutcome:
    if finding.waived:
        return RequestOutcome.ACCEPTED
    is_same = fold(finding.message) == fold(line.message)
    is_answered = line.reply and is_same and may_be_answered(finding)
    return RequestOutcome.ANSWERED if is_answered else RequestOutcome.REMAINS


def _change(
    submission: Submission, change: RequestOutcome, line: ReturnedRequest, finding: Finding | None
) -> RoundChange:
    identity = submission.identity
    return RoundChange(
        identity.division,
        identity.round,
        change,
        finding.severity.label if finding else line.severity,
        line.place,
        finding.message if finding else line.message,
        line.reply,
        finding.source if finding else line.source,
        finding.rule if finding else line.rule,
    )


_Said = TypeVar("_Said", ReturnedRequest, Finding)


def _matched(asked: Sequence[ReturnedRequest], found: Sequence[_Said]) -> dict[int, _Said]:
    """What each line (by ``id``) still is; first by words, then by remedy."""
    matches: dict[int, _Said] = {}
    for words in _WORDINGS:
        for line in asked:
            taken = {id(finding) for finding in matches.values()}
            key = (fold(line.place), fold(words(line)))
            for finding in found if id(line) not in matches else ():
                if id(finding) not in taken and key == _key(finding, words):
                    matches[id(line)] = finding
                    break
    return matches


def _key(said: _Said, words: Callable[[_Said], str]) -> tuple[str, str]:
    place = said.place if isinstance(said, ReturnedRequest) else place_of(said)
    return fold(place), fold(words(said))


def _message(said: ReturnedRequest | Finding) -> str:
    return said.message


def _remedy_of(said: ReturnedRequest | Finding) -> str:
    """The remedy, and of which KPI: those of one measure have fields of one name."""
    kpi = _KPI.match(said.message)
    return f"{kpi[0] if kpi else ''}{said.remedy}"


_WORDINGS = (_message, _remedy_of)
