"""Rules about items with several lead divisions: one decides, the others' answers are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer
from zushi_xl.form.model import FieldType
from zushi_xl.report.model import Report
from zushi_xl.rules.asked import REPLY, at, is_blank, name_of, said
from zushi_xl.rules.registry import report_rules
from zushi_xl.text.folding import fold

YEAR = report_rules(RuleArea.ENTRY)

_WORDS = (FieldType.TEXT, FieldType.LINE)


@YEAR.confirm_rule(
    "担当課どうしの食い違い",
    "共同担当課のある項目で、主担当課と共同担当課の評価・選択・値が違う。または、主担当課の欄が空で、"
    "共同担当課だけが記入している。採るのは主担当課の答え。文章の違いは指摘しない。",
    "主担当課は「A」、共同担当課は「B」を選んだ。",
)
def partners_differ(report: Report) -> Iterator[Finding]:
    """A rating, choice or value of a partner that differs from the lead division's."""
    for opinion in report.opinions:
        decided = report.answers.get(opinion.key)
        if not opinion.is_written or (decided is not None and _agree(decided, opinion)):
            continue
        finding = at(partners_differ, decided or opinion, *_said(report, decided, opinion))
        yield replace(
            finding,
            division=decided.slot.owner if decided else _lead(report, opinion),
            given=opinion.text.strip(),
            also_at=(opinion.source,) if decided else (),
        )


def _agree(decided: Answer, opinion: Answer) -> bool:
    if _is_open(decided):
        return False
    if opinion.slot.field.type in _WORDS:
        return True
    one, other = _figure(decided), _figure(opinion)
    if one is None or other is None:
        return fold(decided.used or decided.text) == fold(opinion.used or opinion.text)
    units = {unit for _, unit in (one, other) if unit}  # a bare number says no other one
    return one[0] == other[0] and len(units) < 2


def _is_open(decided: Answer) -> bool:
    """Whether the lead division has not answered, and nothing answers for it (記入する, 計算)."""
    return is_blank(decided) and not decided.used


def _figure(answer: Answer) -> tuple[Decimal, str] | None:
    """The value of an answer and its unit; None where it is a word."""
    quantity = answer.quantity
    if quantity is None or quantity.value is None or answer.refused:
        return None
    return quantity.value, quantity.unit or answer.slot.unit or ""


def _said(report: Report, decided: Answer | None, opinion: Answer) -> tuple[str, str, str]:
    """Message, remedy and what is expected."""
    name, partner = name_of(opinion), opinion.slot.owner
    if decided is None or _is_open(decided):
        lead = decided.slot.owner if decided else _lead(report, opinion)
        message = (
            f"{name}は、共同担当課（{partner}）だけが記入し、{lead}の欄は空です。採っていません。"
        )
        return message, f"{lead}が答えを決めて、記入してください。", "記入"
    message = (
        f"{name}が、{decided.slot.owner}は「{said(decided) or decided.used}」、"
        f"共同担当課（{partner}）は「{said(opinion)}」です。{decided.slot.owner}の答えを使います。"
    )
    remedy = f"二つの課で確かめ、{decided.slot.owner}の答えを決めてください。そのままでよければ、"
    return message, remedy + REPLY, decided.text.strip()


def _lead(report: Report, opinion: Answer) -> str:
    section = report.plan.section_by_code.get(opinion.key.code)
    item = section or report.plan.initiative_by_code.get(opinion.key.code)
    return item.division if item else ""
