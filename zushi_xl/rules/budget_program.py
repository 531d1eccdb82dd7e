"""Rules about an amount and the budget program and results that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import Block, Form, Meaning
from zushi_xl.form.planned_texts import NONE_MARK
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import why_missing
from zushi_xl.report.printed_figures import is_to_the_yen
from zushi_xl.rules.asked import (
    REPLY,
    UNUSABLE,
    at,
    is_blank,
    meant,
    name_of,
    of_meaning,
    said,
)
from zushi_xl.rules.budget import Known, is_thousandth, known_amounts, last_years, may_be, yen
from zushi_xl.rules.budget_history import slipped_from
from zushi_xl.rules.conditional import is_skipped
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.reported_amounts import amounts, answers_by_program, money_answers
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.BUDGET)


@BOOK.confirm_rule(
    "決算額との不一致",
    "実績額が、計画マスタにある予算事業の決算額と異なる。"
    "円まで分からない額（budget-inexact）は、差が1％に満たなければ指摘しない。",
    "決算額 88,984,883円 の事業に 88,984,838円 と書いた。",
)
def budget_settled_differs(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """An amount that is not the settled amount of the plan."""
    for answer, name, amount in amounts(plan, form, submission):
        program = plan.program_by_name.get(name)
        settled = program.settled if program else None
        if program is None or settled is None or is_thousandth(amount, settled, plan):
            continue
        is_slip = slipped_from(amount, [Known("", settled)], plan) is not None
        is_same = amount in (settled, -settled) or may_be(
            settled, amount, answer.text, answer.quantity
        )
        if not is_same and not is_slip:
            gap = f"{yen(abs(amount - settled))} {'多い' if amount > settled else '少ない'}額です"
            yield at(
                budget_settled_differs,
                answer,
                f"{name_of(answer)} {yen(amount)} は、予算事業「{program.name}」の決算額"
                f" {yen(settled)} より {gap}。",
                f"{yen(settled)} に直してください。事業の一部だけの額なら、{REPLY}",
                yen(settled),
            )


@BOOK.confirm_rule(
    "予算事業のない金額",
    "予算事業名が「ー」または空欄なのに、実績額が0円より大きい。",
    "予算事業名がーで、実績額が 190,050円。",
)
def budget_without_program(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """An amount above 0 yen without a program, where the form asks for one."""
    if form.meant(Block.INITIATIVE, Meaning.PROGRAM) is None:
        return
    for answer, program, amount in amounts(plan, form, submission):
        if amount > 0 and not program:
            yield at(
                budget_without_program,
                answer,
                f"{name_of(answer)}が {yen(amount)} ですが、予算事業名がありません。",
                "予算事業名を書いてください。予算がなければ、実績額をーにしてください。",
                NONE_MARK,
            )


@BOOK.confirm_rule(
    "金額のない予算事業",
    "予算事業名が書かれているのに、実績額が空欄か「ー」「集計中」「未定」「なし」などの語である。",
    "人権推進事業の実績額が「集計中」。",
)
def budget_amount_missing(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """A program without an amount."""
    blank = (
        (answer, "」「".join(names))
        for answer, names in money_answers(plan, form, submission)
        if is_blank(answer) and not is_skipped(plan, form, submission, answer)
    )
    worded = (
        (answer, program)
        for answer, program in answers_by_program(plan, form, submission)
        if answer.quantity is not None and answer.quantity.is_missing and not is_blank(answer)
    )
    for answer, program in (*blank, *worded):
        if program:
            yield at(
                budget_amount_missing,
                answer,
                f"予算事業「{program}」の{name_of(answer)}がありません{_typed(answer)}。",
                "決算額を円の単位で記入してください。支出がなければ 0 とします。",
                "円の額",
            )


def _typed(answer: Answer) -> str:
    return "" if is_blank(answer) else f"（「{said(answer)}」と書かれています）"


@BOOK.confirm_rule(
    "おおよその金額",
    "実績額が「約」「以上」「見込み」「（概算）」「（速報値）」や千円・万円の単位で書かれ、円まで分からない。",
    "約190万円、2,289千円 と書いた。",
)
def budget_inexact(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """An amount that is not known to the yen."""
    for answer, _, amount in amounts(plan, form, submission):
        quantity = answer.quantity
        if quantity and not is_to_the_yen(answer.text, quantity):
            yield at(
                budget_inexact,
                answer,
                f"{name_of(answer)}「{said(answer)}」は {yen(amount)} と読めますが、"
                "円までの額ではありません。",
                "決算額を円まで記入してください。この額ちょうどなら、円の単位で書き直してください。",
                "円までの額",
            )


@BOOK.info_rule(
    "予算事業の変更",
    "担当課が書いた予算事業が、計画マスタのものと異なる。",
    "地域自治システム推進事業をコミュニティ活動推進事業に書き換えた。",
)
def budget_program_changed(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """Programs that differ from those of the plan."""
    for answer in of_meaning(submission, Meaning.PROGRAM):
        initiative = plan.initiative_by_code.get(answer.key.code)
        planned = (initiative.budget_program or NONE_MARK) if initiative else ""
        if planned and answer.used != planned:
            yield at(
                budget_program_changed,
                answer,
                f"予算事業名が、計画マスタの「{planned}」から「{answer.used}」に変わっています。",
                "変更が正しければ、取りまとめ課が計画マスタを直します。",
                planned,
            )


@BOOK.confirm_rule(
    "実施なしなのに支出がある",
    "年度実施内容が空欄か「実施なし」「ー」などなのに、実績額が0円より大きい。"
    "「中止した」「見送った」としか書かれていないときは、前年度の額の半分以上"
    "（前年度の額がなければ10万円以上）の支出を指摘する。",
    "年度実施内容が「・実施なし」で、実績額が 315,760円。",
)
def results_empty_though_spent(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """Money spent, although the results are empty or say that nothing was done."""
    for money, name, amount in amounts(plan, form, submission):
        results = meant(submission, money.key.code, Meaning.RESULTS)
        if results is None or amount <= 0:
            continue
        known = last_years(known_amounts(plan, money, name))
        much = known.amount / 2 if known else _MUCH
        missing = why_missing(results.text)
        is_none = missing is not None and missing not in UNUSABLE
        if is_none or (is_called_off(results.text) and amount >= much):
            yield at(
                results_empty_though_spent,
                results,
                f"{name_of(results)}は「{said(results)}」ですが、実績額は {yen(amount)} です。",
                "支出に当たる実施内容を書くか、実績額を直してください。"
                f"ほかの{plan.item_word}の支出なら、{REPLY}",
                "支出に当たる実施内容",
            )


_MUCH = Decimal(100_000)  # yen; less goes into preparing what is then called off
_CALLED_OFF = regex(
    "中止|見送|見合わ|取り?やめ|取り?止め|断念|延期|休止|(?:実施|開催|開設)(?:しな|せず|できな|なし)|行わな|行えな"
)
_SOME = regex(
    "が、|ものの|一部|うち|回目|だけ|のみ|以外|開いた|代わり|代替|[0-9０-９](?:回|件|か所)"
)


def is_called_off(text: str) -> bool:
    """Whether every sentence says that something did not take place."""
    said = [part for part in re.split("[。\n]", text) if fold(part).strip("・")]
    return bool(said) and all(map(_CALLED_OFF.search, said)) and not _SOME.search(text)
