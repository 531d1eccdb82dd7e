"""Who sent a copy, as the copy itself says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zushi_xl.adopt import words
from zushi_xl.adopt.own_form.returned import OwnFormAnswer, OwnReturn
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex

_SENDER = regex(
    r"^(?:担当|所管|主管|記入|提出)?(?:課名?|部署名?|所属名?|部課名?|所管課名?|担当課名?|団体名|施設名|事業者名|申請者名称?|学校名)$"
)


def sender_answers(returned: OwnReturn) -> Iterator[OwnFormAnswer]:
    """The answers in which a copy says whose it is; a row of a table says it of the row."""
    for answer in returned.answers.values():
        if not answer.field.is_table and _SENDER.match(words.folded(answer.field.label)):
            yield answer


def another_sender(returned: OwnReturn, names: Mapping[str, str]) -> Iterator[Finding]:
    """What is said of a copy of one division that names another. ``names`` has those that there
    are, with what the plan calls each."""
    said = next(sender_answers(returned), None)
    if said is None or returned.identity is None:
        return
    known = {fold(name): own for name, own in names.items()}
    its, named = known.get(fold(returned.identity.division)), known.get(fold(said.read.used))
    if named is None or named == its:
        return
    yield rules.SENDER.at(
        said.source,
        f"{said.field.label}に「{said.read.used.strip()}」とありますが、"
        f"{returned.identity.division}に配った写しです。{its}の提出として数えています。",
        "どの課の答えかを確かめ、その課に配った写しに記入し直してもらってください。",
        division=its or "",
        code=said.field.id,
        field=said.field.label,
        given=said.text,
        expected=its or "",
    )
