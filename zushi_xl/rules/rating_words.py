"""Rules about a grade against the words beside it: another grade, a judgement that denies it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.model import Form, Meaning
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.returned.grades import match_grade
from zushi_xl.returned.submission import Submission
from zushi_xl.rules.asked import REPLY, at, of_meaning
from zushi_xl.rules.kpi_figure import remarks_of
from zushi_xl.rules.rating import scale_of
from zushi_xl.rules.registry import book_rule

_BEHIND = re.compile(
    "遅れている|遅れており|遅れが(?:出|生じ|見られ)(?:て|る)|進んでいない|進んでおらず|滞って"
    "|達成(?:は|が)(?:困難|難し)|未達成?(?:である|となった|だった|。|$)|大幅に(?:下回|遅れ)"
    "|目標に(?:は)?(?:届|達し)(?:か|て(?:い)?)?な",
    re.MULTILINE,
)
_AHEAD = re.compile(
    "順調(?:に(?:進ん|推移し|実施し|達成し|推進し|実施でき)|である|だった|な進捗)"
    "|目標(?:を|は)(?:すでに|既に)?達成(?:した|している|でき(?:た|て))|(?:計画|予定)(?:どおり|通り)(?:に)?(?:進ん|実施し|実施でき|順調で)"
)
_ELSEWHEN = re.compile("前年度|昨年度|前回|めざ|目指|来年度|次年度|なら|場合")


@book_rule(
    RuleArea.GRADE,
    Severity.CONFIRM,
    "評価と合わない記述",
    "補足説明に、選んだ評価と違う評価が書かれているか、最上位の評価なのに「遅れている」、"
    "下位の評価なのに「順調に進んでいる」などと書かれている。",
    "D評価なのに、補足説明に「計画どおり順調に進んでいる」とある。",
)
def rating_words_differ(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    for answer in of_meaning(submission, Meaning.RATING):
        scale = scale_of(plan, answer)
        grade = match_grade(scale, answer.used)
        said = _against(grade, scale, remarks_of(submission, answer)) if grade else ""
        if grade and said:
            yield at(
                rating_words_differ,
                answer,
                f"評価は「{grade.text}」ですが、補足説明に「{said}」とあります。",
                f"評価か補足説明を直してください。別のことを述べた文なら、{REPLY}",
            )


def _against(grade: Grade, scale: Sequence[Grade], remarks: str) -> str:
    """The sentence that speaks against a grade; empty where there is none."""
    ranked = [g for g in scale if g.grade_class is GradeClass.RANKED]
    if grade not in ranked:
        return ""
    lower = ranked.index(grade) >= max(2, len(ranked) // 2)
    for sentence in re.split("[。\n]", remarks):
        if _ELSEWHEN.search(sentence):
            continue
        is_behind = grade is ranked[0] and _BEHIND.search(f"{sentence}。")
        is_ahead = lower and _AHEAD.search(sentence)
        if is_behind or is_ahead or _other_grade(grade, ranked, sentence):
            return sentence.strip(" 　・")[:40]
    return ""


def _other_grade(grade: Grade, ranked: Sequence[Grade], sentence: str) -> bool:
    """Whether a sentence gives another grade of the scale: 「B評価とした」「評価はBである」."""
    named = {
        g.symbol
        for g in ranked
        if re.search(
            rf"(?<![A-Za-zＡ-Ｚ]){re.escape(g.symbol)}評価"
            rf"|評価(?:は|を|として|：)[「『]?{re.escape(g.symbol)}(?![A-Za-z])"
            rf"|(?:ため|ので|から)、?{re.escape(g.symbol)}と(?:した|評価)",
            sentence.translate(_HALF),
        )
    }
    return bool(named) and grade.symbol not in named


_HALF = {ord(wide): ord(wide) - 0xFEE0 for wide in "ＡＢＣＤＥＳ"}
