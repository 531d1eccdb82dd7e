"""Rules about money: one division's amounts, and one program across all that share it.

Amounts are those of the budget program, so several initiatives repeat one figure; a total counts
each program once. The published book gives one program two amounts (315,760 and 380,318 yen).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import get_close_matches
from itertools import permutations
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import FieldType, Form, Meaning
from zushi_xl.form.planned_texts import NONE_MARK
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Quantity
from zushi_xl.report.model import InitiativeReport, ProgramBudget, ProgramTotal, Report
from zushi_xl.report.printed_figures import is_to_the_yen
from zushi_xl.report.program_amounts import programs_in
from zushi_xl.rules.asked import (
    REPLY,
    at,
    has_other_unit,
    name_of,
    of_meaning,
    of_type,
    said,
    why_unusable,
)
from zushi_xl.rules.registry import book_rules, report_rules
from zushi_xl.rules.reported_amounts import (
    amounts,
    answers_by_program,
    is_of_program,
    unparted,
)
from zushi_xl.rules.settings import factor

BOOK = book_rules(RuleArea.BUDGET)
YEAR = report_rules(RuleArea.BUDGET)


def yen(amount: Decimal) -> str:
    """1,234円."""
    return f"{amount:,f}円"


@BOOK.error_rule(
    "読み取れない金額",
    "金額を一つの円の額として読み取れない。「ー」は「なし」と読む。",
    "「2,289千円ほか」「上記に含む」「390人」と書いた。",
)
def budget_unreadable(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """An amount that is not one amount of yen."""
    for answer, programs in unparted(plan, form, submission):
        yield _unparted(answer, programs)
    named = list(answers_by_program(plan, form, submission))
    with_program = {id(answer) for answer, name in named if name}
    money = of_type(submission, FieldType.MONEY)
    others = (a for a in money if not is_of_program(a))
    for answer in (*(answer for answer, _ in named), *others):
        reason = why_unusable(answer) or ("円でない単位です" if has_other_unit(answer) else "")
        if reason:
            yield at(
                budget_unreadable,
                answer,
                f"{name_of(answer)}「{said(answer)}」を円の額として読めません（{reason}）。",
                "円単位の数字だけを記入してください（例：2,289,233）。"
                + ("支出がなければ0" if id(answer) in with_program else "金額がなければー")
                + "とします。",
                "円の額",
            )


@BOOK.error_rule(
    "負の金額",
    "実績額が0円より小さい。",
    "▲205,158円 と書いた。",
)
def budget_negative(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """An amount below 0 yen."""
    for answer, _, amount in amounts(plan, form, submission):
        if amount < 0:
            yield at(
                budget_negative,
                answer,
                f"{name_of(answer)}が {yen(amount)} と、負の額になっています。",
                f"{yen(-amount)} なら、負号や半角の( )をつけずに記入し直してください。",
                "0円以上",
            )


@BOOK.confirm_rule(
    "千円単位の疑い",
    "金額を1000倍すると、決算額または前年度の額との比がしきい値（倍）以内になる。",
    "前年度 2,310,500円 の事業に 2,289 と書いた（2,289千円のつもり）。",
    "2",
)
def budget_thousand_yen(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """An amount that fits what is known of the program when it is taken as thousands of yen."""
    for answer, name, amount in amounts(plan, form, submission):
        known = known_amounts(plan, answer, name)
        match = next((pair for pair in known if is_thousandth(amount, pair.amount, plan)), None)
        if match is not None:
            what, reference = match
            yield at(
                budget_thousand_yen,
                answer,
                f"{name_of(answer)} {yen(amount)} は、{what} {yen(reference)} の約1000分の1です。"
                "千円単位で書かれていませんか。",
                f"千円単位なら「{yen(amount * 1000)}」のように、円まで記入してください。",
                f"{yen(reference)}に近い額",
            )


def _unparted(answer: Answer, programs: tuple[str, ...]) -> Finding:
    names = "".join(f"「{name}」" for name in programs)
    return at(
        budget_unreadable,
        answer,
        f"{name_of(answer)}「{said(answer)}」は、{len(programs)}件の予算事業（{names}）の"
        "どれの額か分かりません。",
        f"予算事業名と同じ順に、一つの額を1行として{len(programs)}行に記入してください"
        "（行は Alt＋Enter で改めます）。",
        f"{len(programs)}行の円の額",
    )


class Known(NamedTuple):
    """An amount of a program known from elsewhere, in yen; ``what`` says which."""

    what: str
    amount: Decimal


_SETTLED = "決算額"


def known_amounts(plan: Plan, answer: Answer, name: str) -> Iterator[Known]:
    """What is known of an amount from elsewhere, the surest first; ``name`` is its program."""
    program = plan.program_by_name.get(name)
    if program and program.settled:
        yield Known(_SETTLED, program.settled)
    if program and program.last_year:
        yield Known("前年度決算額", program.last_year)
    initiative = plan.initiative_by_code.get(answer.key.code)
    if initiative is None or len(initiative.budget_programs) > 1:
        return
    if name and initiative.budget_program not in ("", name):
        return  # the amount of another program
    digits = initiative.texts.get("前年度実績額", "").replace(",", "")
    if digits.isdecimal() and int(digits):
        yield Known("前年度実績額", Decimal(digits))


def settled_of(known: Iterable[Known]) -> Decimal | None:
    """決算額 among what is known."""
    return next((k.amount for k in known if k.what == _SETTLED), None)


def last_years(known: Iterable[Known]) -> Known | None:
    """Last year's amount among what is known."""
    return next((k for k in known if k.what != _SETTLED), None)


def may_be(settled: Decimal, amount: Decimal, text: str, quantity: Quantity | None) -> bool:
    """Whether 決算額 is what an amount leaves open that is not known to the yen: budget-inexact
    asks for it."""
    is_exact = quantity is None or is_to_the_yen(text, quantity)
    return not is_exact and abs(amount - settled) * 100 < abs(settled)


def is_thousandth(amount: Decimal | None, reference: Decimal, plan: Plan) -> bool:
    """Whether 1000 times the amount is about the reference."""
    if amount is None or amount <= 0 or reference <= 0:
        return False
    slack = factor(plan, budget_thousand_yen)
    return 1 / slack <= amount * 1000 / reference <= slack


@YEAR.confirm_rule(
    "同じ事業の金額の不一致",
    "一つの予算事業について、取り組みまたは課によって異なる金額が報告された。"
    "合計には決算額があればそれを、了承すれば取り組みごとの額の和を入れ、なければどの額も入れない。",
    "国際交流推進事業が、ある取り組みでは315,760円、別の取り組みでは380,318円。",
)
def budget_conflict(report: Report) -> Iterator[Finding]:
    """One finding per program and division, so that each division hears of it once."""
    for total in report.programs:
        if len(total.amounts) > 1:
            reports = (report.initiative_report_of[code] for code in total.initiatives)
            pairs = zip(reports, total.budgets, strict=True)
            given = [(r, b) for r, b in pairs if b.amount is not None]
            mixed = any(is_thousandth(a, b, report.plan) for a, b in permutations(total.amounts, 2))
            hint = "千円単位の額が混じっていませんか。" if mixed else ""
            for division in dict.fromkeys(r.division for r, _ in given):
                yield _conflicting(report.plan.item_word, total, division, given, hint)


def _conflicting(
    word: str,
    total: ProgramTotal,
    division: str,
    given: list[tuple[InitiativeReport, ProgramBudget]],
    hint: str,
) -> Finding:
    """The finding of one division: at its first amount, and just as much at its others."""
    (one, budget), *others = [pair for pair in given if pair[0].division == division]
    amounts = "、".join(
        f"{r.initiative.code} は {yen(b.amount)}（{r.division}）"
        for r, b in given
        if b.amount is not None
    )
    settled = f"決算額 {yen(total.settled)} で合計します。" if total.settled is not None else ""
    return budget_conflict.at(
        budget.source,
        f"予算事業「{total.name}」の実績額が一致しません：{amounts}。"
        f"{hint}{settled or 'どの額が正しいか決まるまで、合計に入れません。'}",
        f"事業の決算額を確かめ、すべての{word}に同じ額を記入してください。"
        f"事業を分けて報告したいときは、{REPLY}",
        division=one.division,
        code=one.initiative.code,
        field="実績額",
        given=budget.text,
        expected="すべて同じ額",
        also_at=tuple(b.source for _, b in others if b.source is not None),
    )


@BOOK.confirm_rule(
    "一覧にない予算事業",
    "予算事業名が、計画マスタのシート「予算事業」の名前にも別名にもない。",
    "「国際交流推進事業」を「国際交流事業」と書いた。",
)
def budget_unknown_program(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A program that the plan has under no name or alias."""
    if not plan.programs:
        return
    for answer in of_meaning(submission, Meaning.PROGRAM):
        unknown = (n for n in programs_in(answer.used) if n not in plan.program_by_name)
        for name in unknown:
            if name == NONE_MARK:
                continue
            near = get_close_matches(name, plan.program_by_name, n=1, cutoff=0.5)
            meant = plan.program_by_name[near[0]].name if near else ""
            yield at(
                budget_unknown_program,
                answer,
                f"予算事業「{name}」は予算事業の一覧にありません。"
                + (f"いちばん近い名前は「{meant}」です。" if meant else ""),
                f"「{meant}」なら、この名前に直してください。"
                if meant
                else f"予算書のとおりの名前に直してください。新しい事業なら、{REPLY}",
                meant,
            )
