"""What a division answers otherwise than in the round before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zushi_xl.adopt.own_form.model import OwnField
from zushi_xl.adopt.own_form.returned import OwnFormAnswer, OwnReturn
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.returned.as_sent import mean_the_same
from zushi_xl.returned.quoting import joined
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Source

_BLANK = "（空欄）"


class ChangedAnswer(NamedTuple):
    """An answer of a correction that is another than before. ``asked``: the correction asked for
    it."""

    division: str
    field: OwnField
    number: int
    place: str  # as ``OwnFormAnswer`` names it
    before: str
    now: str
    asked: bool
    source: Source


def changed_answers(division: str, now: OwnReturn, before: OwnReturn) -> Iterator[ChangedAnswer]:
    """The answers of ``now`` that are others than those of the round before, in the order in which
    they were read; what was filled in first, or emptied, too."""
    findings = [f for f in before.findings if f.severity is not Severity.INFO]
    cells = {finding.source for finding in findings}
    # A place that was not found, or needed an answer, has none to compare; what stood beside the
    # fields was to be written into one.
    fields = {f.code for f in findings if f.rule in (rules.NO_PLACE.id, rules.MISSING.id)}
    fills = any(finding.rule == rules.STRAY.id for finding in findings)
    for key in dict.fromkeys((*before.answers, *now.answers)):
        old, new = before.answers.get(key), now.answers.get(key)
        answer = new or old
        if answer is not None and are_different(old, new):
            place = before.places.get(key)
            yield ChangedAnswer(
                division, answer.field, answer.number, answer.place,
                old.text.strip() if old else _BLANK, new.text.strip() if new else _BLANK,
                answer.field.id in fields or place in cells or (fills and old is None),
                now.places.get(key) or Source(now.file),
            )  # fmt: skip


def are_different(one: OwnFormAnswer | None, other: OwnFormAnswer | None) -> bool:
    """Whether two answers of one field say different things; None is one that was not given."""
    if one is None or other is None:
        return one is not other
    if fold(one.text) == fold(other.text):
        return False
    return not mean_the_same(one.read.quantity, other.read.quantity)


def unasked(division: str, now: OwnReturn, changes: list[ChangedAnswer]) -> Iterator[Finding]:
    """What is said of answers that changed though nobody had asked for it."""
    others = [change for change in changes if not change.asked]
    if not others:
        return
    told = joined(f"{c.place}：{c.before} → {c.now}" for c in others)
    yield rules.CHANGED.at(
        Source(now.file),
        f"差し戻しで求めた欄のほかに、{len(others)}か所の答えが前の回と違います。",
        "「前の回との違い」で確かめてください。",
        division=division,
        given=told,
    )


def altered(now: OwnReturn) -> Iterator[Finding]:
    """What is said of answers with which a copy was sent and that are others now, where the copy
    of the round before is not there to be compared."""
    if not now.kept.others:
        return
    told = []
    for key in now.kept.others:
        answer = now.answers.get(key)
        told.append(f"{now.places[key].cell}「{answer.text.strip() if answer else _BLANK}」")
    yield rules.ALTERED.at(
        Source(now.file),
        f"記入して渡した{len(told)}か所の内容が変わっています。今の記入を採りました。",
        "変わった値が正しいか確かめてください。",
        division=now.identity.division if now.identity else "",
        given=joined(told),
    )
