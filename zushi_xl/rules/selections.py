"""Which items a role reviews: where the plan master chooses none, or names a word nobody has."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.model import Form
from zushi_xl.masters.master_cells import at_header
from zushi_xl.masters.records import suggestion
from zushi_xl.plan.conditions.evaluation import is_worded
from zushi_xl.plan.conditions.in_words import in_japanese
from zushi_xl.plan.conditions.predicates import Wording, tests_in
from zushi_xl.plan.model import Plan
from zushi_xl.plan.reviewing import Reviewer
from zushi_xl.plan.selection import Item, is_selected
from zushi_xl.rules.registry import master_rules

MASTERS = master_rules(RuleArea.SETTING)

_HEADER = "対象"


@MASTERS.confirm_rule(
    "当たるもののない対象",
    "役割の「対象」に当たる行が計画に一つもない、または「対象」の語がどの行にもない。",
    "「区分 ＝ 重点」を「区分 ＝ 重典」と書いた。",
)
def selection_of_nothing(plan: Plan, _form: Form) -> Iterator[Finding]:
    """A 対象 that no row of the plan fits, or a word of it that none has."""
    items: tuple[Item, ...] = (*plan.sections, *plan.kpis, *plan.initiatives)
    for reviewer in plan.reviewers:
        if reviewer.condition is None and not reviewer.column:
            continue
        chosen = any(is_selected(plan, reviewer, item) for item in items)
        strange = list(_strange_words(reviewer, items))
        for column, word, known in strange:
            yield selection_of_nothing.at(
                at_header(plan.headers, reviewer.source, _HEADER),
                f"役割「{reviewer.name}」の対象の「{word}」は、列「{column}」のどの行にもありません。"
                + ("" if chosen else _NOBODY),
                f"{suggestion(word, known)}列「{column}」にある語を書くか、計画の行に「{word}」と"
                "記入してください。",
                field=_HEADER,
                given=word,
            )
        if not chosen and not strange:
            said = in_japanese(reviewer.condition) if reviewer.condition else ""
            yield selection_of_nothing.at(
                at_header(plan.headers, reviewer.source, _HEADER),
                f"役割「{reviewer.name}」の対象（{said or f'列「{reviewer.column}」の○'}）に"
                f"当たる行が、計画に一つもありません。{_NOBODY}",
                "計画のシートの対象の行に記入するか、「対象」を直してください。"
                "すべてが対象なら「対象」を空欄にします。",
                field=_HEADER,
                given=said or reviewer.column,
            )


_NOBODY = "この役割の欄は、どこにも出ません。"


def _strange_words(
    reviewer: Reviewer, items: tuple[Item, ...]
) -> Iterator[tuple[str, str, list[str]]]:
    """Words of the condition that no row has: column, word, the words that are there."""
    for test in tests_in(reviewer.condition) if reviewer.condition else ():
        if not isinstance(test, Wording):
            continue
        known = sorted({text for item in items if (text := item.texts.get(test.name, "").strip())})
        for word in test.words:
            alone = Wording(test.name, (word,))
            if word and not any(is_worded(text, alone) for text in known):
                yield test.name, word, known
