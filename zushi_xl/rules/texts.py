"""Rules about what a text says: of another text, or nothing at all.

「前年度と同じ」 was met in ten spellings in one city's sheets. The published book gives one measure
the same sentence as 補足説明 and as 今後の対応.
"""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.returned.submission import Answer, Submission
from zushi_xl.rules.asked import at, name_of, of_type, plain, why_missing
from zushi_xl.rules.registry import book_rule
from zushi_xl.rules.settings import threshold
from zushi_xl.text.folding import fold

_LEADS_AWAY = ("ditto", "see_elsewhere")


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "「前年度と同じ」などの記入",
    "文章の欄に「前年度と同じ」「同上」「別紙のとおり」など、ほかを見ないと分からない答えがある。",
    "「今後の対応」に「・前年度と同様。」と書いた。",
)
def ditto_text(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer in of_type(submission, FieldType.TEXT, FieldType.LINE):
        if why_missing(answer.text) in _LEADS_AWAY:
            yield at(
                ditto_text,
                answer,
                f"{name_of(answer)}の「{answer.text.strip()}」は、この本だけを読む人には分かりません。",
                "内容を文章で書いてください。",
                "文章",
            )


@book_rule(
    RuleArea.ENTRY,
    Severity.CONFIRM,
    "前年度と同じ文章",
    "しきい値（字）以上の文章が、計画マスタにある前年度の文章とまったく同じである。",
    "「今後の対応」が前年度の写しである。",
    "10",
)
def same_as_last_year(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer in of_type(submission, FieldType.TEXT):
        text, before = fold(answer.text), fold(text_of_last_year(plan, answer))
        if text == before and len(text) >= threshold(plan, same_as_last_year):
            yield at(
                same_as_last_year,
                answer,
                f"{name_of(answer)}が、前年度の文章とまったく同じです。",
                "今年度の内容に書き直してください。変わりがなければ、その旨が分かるように書いてください。",
                "今年度の内容",
            )


def text_of_last_year(plan: Plan, answer: Answer) -> str:
    """What the plan master holds under 前年度… and the field's label; empty if nothing."""
    code = answer.key.code
    item = plan.initiative_by_code.get(code) or plan.section_by_code.get(code)
    label = plain(answer.slot.field.label).replace("{年度}年度", "").rpartition("】")[2]
    texts = item.texts if item else {}
    return texts.get(f"前年度の{label}") or texts.get(f"前年度{label}") or ""


@book_rule(
    RuleArea.ENTRY,
    Severity.INFO,
    "二つの欄に同じ文章",
    "一つの施策または取り組みの二つの欄に、しきい値（字）以上の同じ文章がある。",
    "「補足説明」と「今後の対応」に同じ文がある。",
    "10",
)
def same_text_twice(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Answer] = {}
    for answer in of_type(submission, FieldType.TEXT):
        text = fold(answer.text)
        first = seen.setdefault((answer.key.code, text), answer)
        if first is not answer and len(text) >= threshold(plan, same_text_twice):
            yield at(
                same_text_twice,
                answer,
                f"{name_of(answer)}の文章が、{name_of(first)}（{first.source.cell}）と同じです。",
                "写し間違いでないか確かめてください。このままでよければ、直さなくて構いません。",
            )
