"""Rules about what a text says: of another text, or nothing at all.

「前年度と同じ」 was met in ten spellings in one city's sheets. The published book gives one measure
the same sentence as 補足説明 and as 今後の対応.
"""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import leads_away
from zushi_xl.rules.asked import REPLY, at, name_of, of_type, plain, said
from zushi_xl.rules.name_spellings import spellings_of
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.settings import threshold
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.ENTRY)


@BOOK.confirm_rule(
    "「前年度と同じ」などの記入",
    "文章の欄に「前年度と同じ」「同上」「別紙のとおり」など、ほかを見ないと分からない答えがある。",
    "「今後の対応」に「・前年度と同様。」と書いた。",
)
def ditto_text(_plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A text that only points elsewhere: the same as last year, see attachment."""
    for answer in of_type(submission, FieldType.TEXT, FieldType.LINE):
        if leads_away(answer.text):
            yield at(
                ditto_text,
                answer,
                f"{name_of(answer)}の「{said(answer)}」は、この本だけを読む人には分かりません。",
                "内容を文章で書いてください。",
                "文章",
            )


@BOOK.confirm_rule(
    "前年度と同じ文章",
    "しきい値（字）以上の文章が、計画マスタにある前年度の文章とまったく同じである。",
    "「今後の対応」が前年度の写しである。",
    "10",
)
def same_as_last_year(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Exactly last year's text, from a threshold of letters on."""
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


@BOOK.info_rule(
    "二つの欄に同じ文章",
    "一つの施策または取り組みの二つの欄に、しきい値（字）以上の同じ文章がある。"
    "二つの取り組みの同じ欄は same-text-in-two による。",
    "「補足説明」と「今後の対応」に同じ文がある。",
    "10",
)
def same_text_twice(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The same text in two fields of one item."""
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


@BOOK.confirm_rule(
    "二つの取り組みに同じ文章",
    "二つの取り組みの同じ欄に、しきい値（字）以上の同じ文章がある。再掲は調べない。",
    "取り組み①と取り組み②の年度実施内容がまったく同じ。",
    "20",
)
def same_text_in_two(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """The same text in the same field of two initiatives."""
    seen: dict[tuple[str, str], Answer] = {}
    for answer in of_type(submission, FieldType.TEXT):
        text, code = fold(answer.text), answer.key.code
        initiative = plan.initiative_by_code.get(code)
        if initiative is None or initiative.relisted_from:
            continue
        if len(text) < threshold(plan, same_text_in_two):
            continue
        first = seen.setdefault((answer.key.field, text), answer)
        if first.key.code != code:
            yield at(
                same_text_in_two,
                answer,
                f"{name_of(answer)}の文章が、{first.key.code} の文章とまったく同じです。",
                f"この{plan.item_word}で行ったことを書いてください。どちらにも当てはまるなら、{REPLY}",
                f"この{plan.item_word}の内容",
            )


_DIVISION_END = regex("課(?!題|程|税|外|長級|金|目|せ|さ|す|し|し)")


@BOOK.confirm_rule(
    "課名の書き誤りの疑い",
    "文章の中の課名が計画マスタの課名と一字だけ違う。",
    "市民協働課を「市民共働課」と書いた。",
)
def division_misspelt(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A name one letter away from that of a division."""
    names = (n for d in plan.divisions for n in (d.name, *d.aliases) if n.endswith("課"))
    spellings = spellings_of(tuple(names))
    for answer in of_type(submission, FieldType.TEXT, FieldType.LINE):
        wrong = spellings.wrong_end(answer.text)
        if wrong:
            typed = next(t for end in "科果" if (t := f"{wrong[:-1]}{end}") in answer.text)
            yield _misspelt_as(answer, typed, wrong)
            continue
        for match in _DIVISION_END.finditer(answer.text):
            before = answer.text[: match.end()]
            near = spellings.meant(before)
            if near:
                yield _misspelt_as(answer, before[-len(near) :], near)
                break


def _misspelt_as(answer: Answer, typed: str, near: str) -> Finding:
    return at(
        division_misspelt,
        answer,
        f"{name_of(answer)}に「{typed}」とありますが、いちばん近い課名は「{near}」です。",
        f"「{near}」なら直してください。ほかの団体の課なら、{REPLY}",
        near,
    )
