"""All returned copies of one form: which counts, what they answer, each division's state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple

from zushi_xl.adopt.own_form.changed_answers import (
    ChangedAnswer,
    altered,
    are_different,
    changed_answers,
    unasked,
)
from zushi_xl.adopt.own_form.model import OwnField, OwnFormDivision, OwnMasters
from zushi_xl.adopt.own_form.returned import OwnFormAnswer, OwnReturn
from zushi_xl.adopt.own_form.sender import another_sender
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.states import OUTSTANDING
from zushi_xl.form.identity import Identity
from zushi_xl.report.saved_time import saved_time
from zushi_xl.returned.quoting import joined, only_in
from zushi_xl.returned.rules import WRONG_YEAR
from zushi_xl.workbook.cells import Source
from zushi_xl.workbook.names import file_name


class OwnFormFile(NamedTuple):
    """What became of a file: adopted, superseded, ignored or unreadable."""

    file: str
    sha256: str
    status: str
    reason: str = ""
    division: str = ""


class OwnFormState(NamedTuple):
    """``state`` is one of ``STATES``."""

    name: str
    state: str
    file: str = ""
    round: int = 0


@dataclass(frozen=True)
class Gathered:
    """The answers of all divisions. ``returns`` by division, in the order of the plan."""

    masters: OwnMasters
    returns: Mapping[str, OwnReturn]
    states: tuple[OwnFormState, ...]
    files: tuple[OwnFormFile, ...]
    findings: tuple[Finding, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # returned name → name in the plan
    changes: tuple[ChangedAnswer, ...] = ()  # against the round before, where its copy is there

    @property
    def has_errors(self) -> bool:
        """Whether a finding must be mended."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def received(self) -> str:
        """How many divisions have answered, and who has not, in a sentence."""
        named = {word: [s.name for s in self.states if s.state == word] for word in OUTSTANDING}
        said = "　".join(f"{word}：{'、'.join(names)}" for word, names in named.items() if names)
        came = sum(state.state not in OUTSTANDING for state in self.states)
        return f"提出 {came}／{len(self.states)} 課{f'（{said}）' if said else ''}"

    def answers(self) -> Iterator[tuple[str, OwnFormAnswer]]:
        """Division and answer, in the order of plan and form."""
        order = {own.id: number for number, own in enumerate(self.masters.form.fields)}
        for division, returned in self.returns.items():
            for key in sorted(returned.answers, key=lambda key: (order[key[0]], key[1])):
                yield division, returned.answers[key]

    def faulty(self) -> Iterator[tuple[str, OwnReturn, tuple[Finding, ...]]]:
        """Returns with something to mend or to confirm."""
        for division, returned in self.returns.items():
            found = tuple(f for f in returned.findings if f.severity is not Severity.INFO)
            if found:
                yield division, returned, found


def gather(
    masters: OwnMasters,
    returns: Iterable[OwnReturn],
    others: Sequence[OwnFormFile],
    findings: Sequence[Finding],
) -> Gathered:
    """Which return counts per division, and what is to be said of all."""
    known = masters.plan.names
    by_division: dict[str, list[OwnReturn]] = {}
    files, told = list(others), list(findings)
    for returned in returns:
        told += returned.findings if returned.identity is None else ()
        name = known.get(returned.identity.division) if returned.identity else None
        year = returned.identity.fiscal_year if returned.identity else masters.plan.fiscal_year
        if year != masters.plan.fiscal_year:
            late = wrong_year(returned.file, returned.identity, masters.plan.fiscal_year)
            files.append(OwnFormFile(returned.file, returned.sha256, "ignored", late.message))
            told.append(late)
        elif name is None:
            files.append(OwnFormFile(returned.file, returned.sha256, "ignored", _why(returned)))
            if returned.identity is not None:
                told.append(unknown_division(returned.file, returned.identity))
        else:
            by_division.setdefault(name, []).append(returned)
    judged: dict[str, _Judged] = {}
    for division in masters.plan.divisions:
        ranked = sorted(by_division.get(division.name, ()), key=_rank, reverse=True)
        if ranked:
            judged[division.name] = one = _judged(division.name, ranked, known)
            told += one.findings
            files += one.files
    unreadable = [file.file for file in others if file.status == "unreadable"]
    states = tuple(
        _state(d, judged.get(d.name), unreadable, masters) for d in masters.plan.divisions
    )
    told.sort(key=lambda finding: (finding.severity.rank, str(finding.source)))
    return Gathered(
        masters, {name: one.best for name, one in judged.items()}, states, tuple(sorted(files)),
        tuple(told), changes=tuple(change for one in judged.values() for change in one.changes),
    )  # fmt: skip


class _Judged(NamedTuple):
    """The return of a division that counts, and what is to be said of it and of its others."""

    best: OwnReturn
    findings: tuple[Finding, ...]
    files: tuple[OwnFormFile, ...]
    changes: tuple[ChangedAnswer, ...]


def _judged(division: str, ranked: Sequence[OwnReturn], known: Mapping[str, str]) -> _Judged:
    """``ranked``: the returns of a division, the one that counts first."""
    best, *older = ranked
    before = next((old for old in older if _rank(old).round < _rank(best).round), None)
    changes = list(changed_answers(division, best, before)) if before else []
    beside = [*another_sender(best, known)]
    beside += unasked(division, best, changes) if before else altered(best)
    best = replace(best, findings=(*best.findings, *beside))
    of_older = (finding for old in older for finding in _not_adopted(best, old, division))
    files = [OwnFormFile(best.file, best.sha256, "adopted", "", division)]
    files += [
        OwnFormFile(old.file, old.sha256, "superseded", _better(best, old), division)
        for old in older
    ]
    return _Judged(best, (*best.findings, *of_older), tuple(files), tuple(changes))


def _why(returned: OwnReturn) -> str:
    if returned.identity is None:
        return "どの課の提出かわかりません。"
    return unknown_division(returned.file, returned.identity).message


def unknown_division(file: str, identity: Identity) -> Finding:
    """What is told of a copy whose division the plan master does not have."""
    return rules.NO_OWNER.at(
        Source(file),
        f"課名「{identity.division}」が計画マスタの「担当課」にありません。",
        "課名が変わったのなら、計画マスタの「担当課」の別名に加えてください。",
    )


def wrong_year(file: str, identity: Identity | None, year: int) -> Finding:
    """What is told of a copy of another year than the one that is collected."""
    its, division = (identity.fiscal_year, identity.division) if identity else (year, "")
    return WRONG_YEAR.at(
        Source(file),
        f"{its}年度の様式です。{year}年度の収集には使えません。",
        f"{year}年度に配布した様式に記入して、提出し直してください。",
        division=division,
        given=f"{its}年度",
        expected=f"{year}年度",
    )


class _Rank(NamedTuple):
    """What decides between two returns of a division, the first difference first."""

    round: int
    filled: bool  # an empty one, or one that lost its sheets, never counts over a filled one
    saved: datetime  # the earliest there is, where the book does not tell
    answers: int
    plainness: int
    name: str


def _rank(returned: OwnReturn) -> _Rank:
    round_ = returned.identity.round if returned.identity else 0
    answers, file = len(returned.answers), returned.file
    saved = saved_time(returned.saved).moment or datetime.min.replace(tzinfo=UTC)
    return _Rank(round_, returned.is_filled, saved, answers, -len(file), file)


def _not_adopted(best: OwnReturn, old: OwnReturn, division: str) -> Iterator[Finding]:
    """What a return of the round that does not count says, and the one that counts does not."""
    if _rank(old).round != _rank(best).round:
        return
    differing = list(_differences(best, old))
    if differing:
        yield rules.DIFFER.at(
            Source(old.file),
            f"{division}の提出が二つあり、{len(differing)}か所の答えが違います。"
            f"{_better(best, old)}",
            "どちらが正しいかを確かめ、一つのブックにまとめて提出し直してもらってください。",
            division=division,
            given=joined(differing),
            expected=best.file,
        )
    yield from only_in(old.findings, best.findings, old.file)


def _differences(best: OwnReturn, old: OwnReturn) -> Iterator[str]:
    for key, its in old.answers.items():
        mine = best.answers.get(key)
        if mine is None:
            yield f"{its.place}：{old.file} だけ「{its.text}」"
        elif are_different(mine, its):
            yield f"{its.place}：採用「{mine.text}」、不採用「{its.text}」"


def _better(best: OwnReturn, old: OwnReturn) -> str:
    doubt = saved_time(best.saved).order_doubt(saved_time(old.saved))
    return f"{best.file} を採りました。{doubt}"


def _state(
    division: OwnFormDivision,
    judged: _Judged | None,
    unreadable: Iterable[str],
    masters: OwnMasters,
) -> OwnFormState:
    """The ``unreadable`` file that is named like the division is its own."""
    if judged is None:
        file = next((file for file in unreadable if file_name(division.name) in file), "")
        return OwnFormState(division.name, "読めない" if file else "未提出", file)
    returned = judged.best
    worst = {finding.severity for finding in judged.findings}
    round_ = returned.identity.round if returned.identity else 0
    is_as_sent = round_ == masters.plan.round and not returned.is_filled
    state = "受理"
    if not returned.answers or is_as_sent:
        state = "未記入"
    elif Severity.ERROR in worst:
        state = "要修正"
    elif Severity.CONFIRM in worst:
        state = "要確認"
    return OwnFormState(division.name, state, returned.file, round_)


def review_of(answer: OwnFormAnswer, findings: Iterable[Finding]) -> str:
    """none, confirm or error: the gravest finding on the cell of an answer."""
    worst = "none"
    for finding in findings:
        if finding.source == answer.source:
            if finding.severity is Severity.ERROR:
                return "error"
            if finding.severity is Severity.CONFIRM:
                worst = "confirm"
    return worst


def value_of(answer: OwnFormAnswer) -> str:
    """The value as text: a figure in its canonical unit, else what was written; nothing of what
    could not be understood."""
    quantity = answer.read.quantity
    if answer.read.refused:
        return ""
    if quantity is None:
        return answer.read.used
    if quantity.date:
        return quantity.date
    return "" if quantity.value is None else f"{quantity.value:f}"


def columns(fields: Iterable[OwnField]) -> Iterator[OwnField]:
    """The fields that are one column each: all but those of open tables."""
    return (own for own in fields if not own.is_table)


def tables(fields: Iterable[OwnField]) -> dict[tuple[str, str, int], list[OwnField]]:
    """The open tables: fields that repeat together, by sheet, first row and number of rows."""
    found: dict[tuple[str, str, int], list[OwnField]] = {}
    for own in fields:
        if own.is_table and own.repeat is not None:
            first = own.area.left if own.repeat.axis == "列" else own.area.top
            key = (own.sheet, f"{own.repeat.axis}{first}", own.repeat.count)
            found.setdefault(key, []).append(own)
    return found
