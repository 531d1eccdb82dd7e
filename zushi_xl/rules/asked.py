"""What the rules of every area ask of an answer, and how a finding names its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import Rule
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.expected_values import LONGEST_VALUE
from zushi_xl.form.model import FieldType, Meaning
from zushi_xl.quantity.units import canonical_unit, same_unit, split_scale
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.text.wording import shorten

_SAYS = regex("[^\\W_ー]")  # a letter or a digit: a dash, a bullet or a stop says nothing
_QUOTED = 120  # letters of a text
UNUSABLE = frozenset({"ditto", "see_elsewhere", "unreadable", "error"})
"""Reasons for a missing value that are no answer: the reader of the printed book cannot follow."""

REPLY = "「修正のお願い」の回答欄にその理由を書いてください。"
"""How a division says that something odd is right: the end of a remedy."""


def is_blank(answer: Answer) -> bool:
    """Whether nothing is written, invisible characters aside."""
    return not fold(answer.text)


def says_nothing(answer: Answer) -> bool:
    """Whether a field is blank, or one for texts holds nothing but signs."""
    is_text = answer.slot.field.type in (FieldType.TEXT, FieldType.LINE)
    return is_blank(answer) or (is_text and not _SAYS.search(answer.text))


def of_type(submission: Submission, *types: FieldType) -> Iterator[Answer]:
    """The division's answers to fields of some types that are not blank."""
    for answer in submission.answers.values():
        if answer.slot.field.type in types and not is_blank(answer):
            yield answer


def of_meaning(submission: Submission, meaning: Meaning) -> Iterator[Answer]:
    """The division's answers to fields with a meaning that are not blank; figures of KPIs only of
    the year under evaluation, not those that came later."""
    now = ("", str(submission.identity.fiscal_year))
    for answer in submission.answers.values():
        is_meant = answer.slot.field.meaning is meaning and answer.key.period in now
        if is_meant and not is_blank(answer):
            yield answer


def meant(submission: Submission, code: str, meaning: Meaning) -> Answer | None:
    """The answer to the field with a meaning, of a section or initiative."""
    for key, answer in submission.answers.items():
        if key.code == code and not key.kpi and answer.slot.field.meaning is meaning:
            return answer
    return None


def why_unusable(answer: Answer) -> str:
    """Why a field for figures holds no usable answer; empty where it does."""
    quantity = answer.quantity
    if answer.refused:
        return answer.refused
    if quantity is not None and quantity.is_missing and quantity.missing_reason in UNUSABLE:
        return "ほかを見ないと値が分かりません"
    return ""


def has_other_unit(answer: Answer) -> bool:
    """Whether the figure is written in another unit than its field counts in."""
    slot, typed = answer.slot, answer.quantity.unit if answer.quantity else None
    wanted = slot.unit or ("円" if slot.field.type is FieldType.MONEY else "")
    if not wanted or typed is None:
        return False
    return not same_unit(typed, _without_scale(wanted))


@lru_cache(maxsize=1 << 10)  # a few units, asked of each figure by many rules
def _without_scale(unit: str) -> str:
    """What a field counts in, whatever it counts by: 円 of 千円."""
    return split_scale(canonical_unit(unit))[1]


def figure_of(answer: Answer) -> Decimal | None:
    """The one figure that was typed, in the unit of its field."""
    quantity = answer.quantity
    if quantity is None or why_unusable(answer) or has_other_unit(answer):
        return None
    return quantity.value


def is_whole(value: Decimal) -> bool:
    """Also for figures too long for ``%``."""
    return value == value.to_integral_value()


def said(answer: Answer) -> str:
    """What stands in a field, as a message quotes it: of a long text as much as people need to
    know it again (``given`` has it whole)."""
    return shorten(answer.text.strip(), _QUOTED)


def at(rule: Rule, answer: Answer, message: str, remedy: str, expected: str = "") -> Finding:
    """A finding at the cell of an answer."""
    return rule.at(
        answer.source,
        f"{message}{_on_length(answer)}",
        remedy,
        division=answer.slot.owner,
        code=answer.key.code,
        field=answer.slot.label,
        given=answer.text.strip(),
        expected=expected,
    )


def _on_length(answer: Answer) -> str:
    """That the products show the beginning only; empty where they show all."""
    if not answer.is_overlong:
        return ""
    return (
        f"{len(answer.text):,}字あり、"
        f"評価書と公開データには先頭の{LONGEST_VALUE:,}字だけを載せます。"
    )


def name_of(answer: Answer) -> str:
    """The field as a person finds it: its label, for a KPI its sentence and year."""
    slot = answer.slot
    if slot.kpi is not None and slot.key.period:
        what = "値" if slot.field.meaning is Meaning.ACTUAL else f"「{plain(slot.label)}」"
        return f"KPI「{slot.kpi.statement}」の{slot.key.period}年度の{what}"
    if slot.kpi is not None:
        return f"KPI「{slot.kpi.statement}」の「{plain(slot.label)}」"
    return f"「{plain(slot.label)}」"


def plain(label: str) -> str:
    """A label in one line, without its explanation in brackets."""
    return label.replace("\n", "").split("（")[0]
