"""Rules about an amount against last year's, against 決算額, and against other programs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import Form, Meaning
from zushi_xl.plan.model import Plan
from zushi_xl.report.model import InitiativeReport, Report
from zushi_xl.report.printed_figures import rounded
from zushi_xl.rules.asked import REPLY, at, is_blank, meant, name_of
from zushi_xl.rules.budget import (
    Known,
    is_thousandth,
    known_amounts,
    last_years,
    settled_of,
    yen,
)
from zushi_xl.rules.registry import book_rules, report_rules
from zushi_xl.rules.reported_amounts import amounts
from zushi_xl.rules.settings import factor
from zushi_xl.text.regex import regex

BOOK = book_rules(RuleArea.BUDGET)
YEAR = report_rules(RuleArea.BUDGET)

_SLIPS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, -1, -2, -4))
_ROUND = 1000  # a grant of 500,000円 is the same every year
_MANY = 100  # times: a tenth says nothing any more
_SMALL = 100_000  # yen: a fee that comes once more or once less is nobody's question
_SPENT = regex(
    "(?:交付|支給|給付|助成|補助|購入|委託|更新|整備|改修|修繕|補修|工事|設置|導入|派遣|印刷|謝礼|謝金|報償|支払"
    "|(?:冊子|チラシ|ポスター|パンフレット|印刷物|記念品|啓発品)[^。\n]{0,8}(?:作成|製作|配布))"
    "[^。\n]{0,12}(?:した|った|を実施)"
)


def slipped_from(amount: Decimal, known: list[Known], plan: Plan) -> tuple[Known, Decimal] | None:
    """What the amount is a power of ten of, and how many times; 1000分の1 has a rule of its own."""
    slack = factor(plan, budget_digit_slip)
    if any(is_thousandth(amount, k.amount, plan) for k in known):
        return None
    for one in known:
        for times in _SLIPS if amount > 0 and one.amount > 0 else ():
            if 1 / slack <= amount / one.amount / times <= slack:
                return one, times
    return None


@BOOK.confirm_rule(
    "金額の桁違いの疑い",
    "実績額が、決算額または前年度の額のおよそ10倍・100倍・1000倍・10分の1・100分の1である。"
    "しきい値は、ちょうどからのずれを許す倍率。",
    "前年度 2,310,500円 の事業に 22,892,330円 と書いた。",
    "1.8",
)
def budget_digit_slip(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """An amount about 10, 100 or 1,000 times what is known, or a part like that."""
    for answer, name, amount in amounts(plan, form, submission):
        known = list(known_amounts(plan, answer, name))
        slip = slipped_from(amount, known, plan)
        if slip is not None:
            one, times = slip
            how = f"{times:f}倍" if times > 1 else f"{1 / times:f}分の1"
            yield at(
                budget_digit_slip,
                answer,
                f"{name_of(answer)} {yen(amount)} は、{one.what} {yen(one.amount)} の約{how}です。"
                "桁を書き誤っていませんか。",
                f"決算額を確かめ、誤りなら直してください。正しければ、{REPLY}",
                f"{yen(one.amount)}に近い額",
            )


@BOOK.confirm_rule(
    "前年度とかけ離れた金額",
    "実績額が、前年度の額のしきい値（倍）を超えるか、その逆数に満たない。"
    "計画マスタの決算額と一致する額と、差が10万円に満たない額は指摘しない。",
    "前年度 402,000円 の事業に 1,608,000円 と書いた。",
    "3",
)
def budget_far_from_last_year(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """An amount more than a threshold times last year's, or less than its inverse."""
    far = factor(plan, budget_far_from_last_year)
    for answer, name, amount in amounts(plan, form, submission):
        known = list(known_amounts(plan, answer, name))
        last, settled = last_years(known), settled_of(known)
        if last is None or amount == settled or slipped_from(amount, known, plan):
            continue
        if any(is_thousandth(amount, k.amount, plan) for k in known) or amount < 0:
            continue
        is_nothing = amount == 0 and not _is_done(submission, answer)
        is_small = abs(amount - last.amount) < _SMALL
        if not last.amount / far <= amount <= last.amount * far and not (is_nothing or is_small):
            yield at(
                budget_far_from_last_year,
                answer,
                f"{name_of(answer)} {yen(amount)} は、{last.what} {yen(last.amount)} と"
                f"{_ratio(amount, last.amount)}違います。",
                f"決算額を確かめ、誤りなら直してください。正しければ、{REPLY}",
                f"{yen(last.amount)}に近い額",
            )


def _ratio(amount: Decimal, last: Decimal) -> str:
    if amount == 0:
        return "大きく"
    times = max(amount / last, last / amount)
    return f"約{rounded(times, 1 if times < _MANY else 0):,f}倍"


def _is_done(submission: Submission, money: Answer) -> bool:
    """Whether the results beside an amount tell of something that costs money."""
    results = meant(submission, money.key.code, Meaning.RESULTS)
    return results is not None and not is_blank(results) and bool(_SPENT.search(results.text))


@BOOK.confirm_rule(
    "前年度と一円まで同じ金額",
    "実績額が前年度の額と一円まで同じである。千円未満に端数のない額（定額の補助金など）と、"
    "決算額と一致する額は指摘しない。",
    "前年度 2,310,583円 の事業に 2,310,583円 と書いた。",
)
def budget_same_as_last_year(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """Last year's amount to the yen, where that is no round sum."""
    for answer, name, amount in amounts(plan, form, submission):
        known = list(known_amounts(plan, answer, name))
        last = last_years(known)
        if last and amount == last.amount != settled_of(known) and int(amount) % _ROUND:
            yield at(
                budget_same_as_last_year,
                answer,
                f"{name_of(answer)} {yen(amount)} は、{last.what}と一円まで同じです。",
                f"前年度の額を写していないか確かめてください。正しければ、{REPLY}",
                "今年度の決算額",
            )


@BOOK.confirm_rule(
    "実施したのに0円",
    "予算事業があり、年度実施内容に「交付した」「購入した」など費用のかかることが書かれているのに、"
    "実績額が0円である。",
    "年度実施内容が「補助金を交付した。」で、実績額が 0円。",
)
def budget_zero_though_done(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """0 yen, although the results tell of something that costs money."""
    for answer, name, amount in amounts(plan, form, submission):
        if amount == 0 and name and _is_done(submission, answer):
            results = meant(submission, answer.key.code, Meaning.RESULTS)
            found = _SPENT.search(results.text) if results else None
            done = found[0] if found else ""
            yield at(
                budget_zero_though_done,
                answer,
                f"{name_of(answer)}が0円ですが、実施内容に「{done}」とあります。",
                f"決算額を記入してください。費用がかかっていなければ、{REPLY}",
                "円の額",
            )


@YEAR.confirm_rule(
    "二つの事業に同じ金額",
    "名前の違う二つの予算事業に、一円まで同じ実績額が報告された（千円未満に端数のある額に限る）。",
    "A事業とB事業の実績額が、どちらも 1,422,271円。",
)
def budget_same_amount(report: Report) -> Iterator[Finding]:
    """Two programs with the same amount to the yen, where that is no round sum."""
    seen: dict[Decimal, InitiativeReport] = {}
    for one in report.initiatives:
        if one.amount is None or not one.budget_program or not int(one.amount) % _ROUND:
            continue
        first = seen.setdefault(one.amount, one)
        if first.budget_program != one.budget_program and not _is_settled(report.plan, one):
            yield budget_same_amount.at(
                one.source,
                f"予算事業「{one.budget_program}」の実績額 {yen(one.amount)} は、"
                f"{first.initiative.code} の「{first.budget_program}」と一円まで同じです。",
                f"ほかの事業の額を写していないか確かめてください。正しければ、{REPLY}",
                division=one.division,
                code=one.initiative.code,
                field="実績額",
                given=one.amount_text,
            )


def _is_settled(plan: Plan, one: InitiativeReport) -> bool:
    program = plan.program_by_name.get(one.budget_program)
    return program is not None and program.settled == one.amount
