"""了承: findings that somebody answers for. They stay visible, as accepted.

A waiver whose day has passed, or that accepts nothing, is itself a finding (the nearest systems
hard-code such exceptions, and nobody notices when they are no longer needed).

A tool whose outputs must not depend on the clock has no "today". The reference day is the last day
of the fiscal year under evaluation, or the deadline of the returns (設定「提出期限」) where that is
earlier; 期限 is the last day on which a waiver holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import NEVER_OFF, RULES, RuleArea, declare
from zushi_xl.masters.records import nearest
from zushi_xl.plan.model import Plan
from zushi_xl.plan.rule_settings import RuleSetting, Waiver
from zushi_xl.quantity import read_quantity, why_missing
from zushi_xl.text.folding import fold
from zushi_xl.text.regex import regex
from zushi_xl.text.wording import japanese_date

EXPIRED = declare(
    "waiver-expired",
    RuleArea.SETTING,
    Severity.CONFIRM,
    "期限切れの了承",
    "了承の期限が、基準日（評価年度の末日。提出期限が早ければ提出期限）より前である。"
    "その了承は使わない。",
    "期限 2024年3月31日の了承が、2024年度の点検に残っている。",
)
UNUSED = declare(
    "waiver-unused",
    RuleArea.SETTING,
    Severity.INFO,
    "使われない了承",
    "了承に当たる指摘が一つもない。",
    "budget-conflict を了承したが、金額がそろい、指摘がなくなった。",
)
NEEDS_VALUE = declare(
    "waiver-needs-value",
    RuleArea.SETTING,
    Severity.CONFIRM,
    "値のない了承",
    "値そのものを疑う指摘（桁違い、負の値、前年度と同じ値など）の了承に、認めた値が書かれていない。"
    "どの値を認めたか分からないので、その了承は使わない。",
    "kpi-digit-slip の了承の「値」が空欄である。",
)
UNKNOWN = declare(
    "setting-unknown-rule",
    RuleArea.SETTING,
    Severity.CONFIRM,
    "知らないルールの設定",
    "シート「点検ルール」または「了承」に、ないルールの記号が書かれている。",
    "rating-missing を rating-mising と書いた。",
)

OFF_UNEXPLAINED = declare(
    "setting-off-unexplained",
    RuleArea.SETTING,
    Severity.CONFIRM,
    "理由のない「点検しない」",
    "シート「点検ルール」で点検しないとしたルールに、理由か決めた日が書かれていない。"
    "そのルールは、書かれているとおり点検しない。",
    "kpi-inexact を点検しないとしたが、理由が空欄である。",
)

WITHOUT_EFFECT = declare(
    "setting-without-effect",
    RuleArea.SETTING,
    Severity.CONFIRM,
    "何も変えないルールの設定",
    "シート「点検ルール」の行に重大度もしきい値もないか、しきい値のないルールにしきい値が書かれている。"
    "または、いつも知らせるルール（読めない提出、この表の行についてのもの）が「点検しない」になっている。",
    "kpi-inexact の行に、理由だけを書いた。",
)


def apply_waivers(findings: Iterable[Finding], plan: Plan) -> Iterator[Finding]:
    """The findings, accepted ones marked, then what is to say of the waivers themselves."""
    found = list(findings)
    valid = [w for w in plan.waivers if w.rule in RULES and not _is_expired(w, plan)]
    used: set[int] = set()
    unvalued: dict[int, dict[str, None]] = {}
    for finding in found:
        meant = [i for i, waiver in enumerate(valid) if _is_meant(waiver, finding, plan)]
        hits = [i for i in meant if _is_of_value(valid[i], finding)]
        used.update(hits)
        yield replace(finding, waived=True) if hits else finding
        for i in meant:
            if not valid[i].value and finding.rule in NEEDING_A_VALUE:
                unvalued.setdefault(i, {})[finding.given] = None
    for waiver in plan.waivers:
        if waiver.rule not in RULES:
            yield unknown_rule(waiver)
        elif _is_expired(waiver, plan):
            yield _expired(waiver, plan)
    yield from (_without_value(valid[i], tuple(given)) for i, given in unvalued.items())
    unused = (i for i in range(len(valid)) if i not in used and i not in unvalued)
    yield from (_unused(valid[i]) for i in unused)


def _is_meant(waiver: Waiver, finding: Finding, plan: Plan) -> bool:
    """A place is a plan code with all below it, a division, or a budget program."""
    if waiver.rule != finding.rule:
        return False
    if finding.code and plan.is_within(finding.code, waiver.place):
        return True
    if waiver.place == finding.division:
        return True
    initiative = plan.initiative_by_code.get(finding.code)
    return initiative is not None and waiver.place in initiative.budget_programs


_TOO_FAR = 10  # times: who accepted two amounts did not accept 1円 against 88,984,883円
_AMOUNTS = regex(r"は ([\d,]+)円（")
_EXPECTED = regex(r"(?<![\d,])([\d,]+)円")
_COMPARING = (
    *("budget-conflict", "budget-settled-differs", "budget-ledger-differs"),
    "budget-far-from-last-year",
)
"""Rules that hold one amount against another: what was accepted was a difference of its size."""
NEEDING_A_VALUE = (
    *("kpi-digit-slip", "kpi-digits-swapped", "kpi-far-off", "kpi-sign-lost", "kpi-negative"),
    *("kpi-out-of-range", "kpi-fraction", "kpi-cumulative-fall"),
    *("kpi-same-as-last-year", "kpi-same-as-target", "kpi-same-as-other", "value-doubtful"),
    *("budget-digit-slip", "budget-thousand-yen", "budget-negative"),
    *("budget-same-as-last-year", "budget-same-amount"),
)
"""Rules that doubt one figure: nothing but the figure says what was accepted."""


def _is_of_value(waiver: Waiver, finding: Finding) -> bool:
    """Whether what is found is what was accepted: the value itself, or all figures in its span."""
    figures = _figures_of(finding)
    if not waiver.value and finding.rule in NEEDING_A_VALUE:
        return False
    if not waiver.value:
        compared = [*figures, *map(_decimal, _EXPECTED.findall(finding.expected))]
        is_near = not compared or max(compared) < min(compared) * _TOO_FAR
        return is_near or finding.rule not in _COMPARING
    if fold(finding.given) == fold(waiver.value):
        return len(figures) < 2
    accepted = read_quantity(waiver.value)
    low, high = accepted.low or accepted.value, accepted.high or accepted.value
    if low is None or high is None or not figures:
        return False
    return all(low <= figure <= high for figure in figures)


def _figures_of(finding: Finding) -> list[Decimal]:
    """The figures of a finding: the amounts that disagree, or the one that was given."""
    amounts = [_decimal(text) for text in _AMOUNTS.findall(finding.message)]
    given = read_quantity(finding.given).value if finding.given else None
    return amounts or ([given] if given is not None else [])


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _reference_day(plan: Plan) -> date:
    """A waiver to the last day of the year under evaluation is meant for that year, although the
    returns come later."""
    last = date(plan.fiscal_year + 1, 3, 31)
    return min(plan.settings.deadline or last, last)


def _is_expired(waiver: Waiver, plan: Plan) -> bool:
    return waiver.expires is not None and waiver.expires < _reference_day(plan)


def _expired(waiver: Waiver, plan: Plan) -> Finding:
    return EXPIRED.at(
        waiver.source,
        f"「{waiver.place}」の {waiver.rule} の了承（{waiver.approver}）は期限が過ぎています。",
        "まだ必要なら期限を延ばし、不要なら行を削除してください。",
        given=japanese_date(waiver.expires) if waiver.expires else "",
        expected=f"{japanese_date(_reference_day(plan))}以後",
    )


def _without_value(waiver: Waiver, given: tuple[str, ...]) -> Finding:
    values = "".join(f"「{value.strip()}」" for value in given)
    rows = "値ごとに行を分けて、" if len(given) > 1 else ""
    return NEEDS_VALUE.at(
        waiver.source,
        f"「{waiver.place}」の {waiver.rule} の了承（{waiver.approver}）に、認めた値がありません。"
        "どの値にも当たるので、使いません。",
        f"認めたのがいまの値なら、{rows}列「値」（なければ加えます）に{values}と書いてください。"
        "不要なら行を削除してください。",
        given=waiver.rule,
        expected=given[0].strip(),
    )


def _unused(waiver: Waiver) -> Finding:
    return UNUSED.at(
        waiver.source,
        f"「{waiver.place}」の {waiver.rule} の了承に当たる指摘はありません。",
        "場所が正しいか確かめ、不要になった行は削除してください。",
        given=f"{waiver.rule} {waiver.place}",
    )


def unknown_rule(row: RuleSetting | Waiver) -> Finding:
    """A row of the plan master that names a rule which does not exist."""
    return UNKNOWN.at(
        row.source,
        f"「{row.rule}」というルールはありません。この行は使われません。",
        f"{_meant(row.rule)}手引きの「点検ルール」の一覧にある記号を記入してください。",
        given=row.rule,
    )


def _meant(typed: str) -> str:
    """A sentence that offers the rule of the nearest id or name, or nothing."""
    ids = {rule.name: rule.id for rule in RULES.values()} | {id_: id_ for id_ in RULES}
    near = nearest(typed, ids, 0.75)
    return f"「{ids[near]}」のことではありませんか。" if near else ""


def without_effect(row: RuleSetting) -> Finding | None:
    """What a row of a known rule says in vain: somebody meant to change something."""
    if row.threshold is not None and not RULES[row.rule].threshold:
        said, remedy = "しきい値がありますが、このルールは使いません", "しきい値を消してください。"
    elif row.severity == "off" and row.rule in NEVER_OFF:
        said = f"「点検しない」とありますが、{NEVER_OFF[row.rule]}"
        remedy = "重大度を変えるか、行を消してください。"
    elif row.threshold is None and not row.severity:
        said = "重大度もしきい値も書かれていません"
        remedy = "「点検しない」などの重大度かしきい値を書くか、行を消してください。"
    else:
        return None
    return WITHOUT_EFFECT.at(row.source, f"「{row.rule}」の行に{said}。", remedy, given=row.rule)


_NO_REASON = ("blank", "dash", "none", "not_applicable", "unknown", "ditto")


def is_reason(row: RuleSetting) -> bool:
    """Whether a reason is written; a dash or なし is none."""
    return bool(row.reason) and why_missing(row.reason) not in _NO_REASON


def unexplained(row: RuleSetting) -> Finding:
    """A rule that somebody switched off without saying why and when: the lists print both."""
    missing = "と".join(
        name for name, there in (("理由", is_reason(row)), ("決めた日", row.decided)) if not there
    )
    return OFF_UNEXPLAINED.at(
        row.source,
        f"「{row.rule}」を点検しないとした{missing}が書かれていません。",
        "この行に理由と決めた日を書いてください。点検結果と評価書に印刷します。",
        given=row.rule,
        expected="理由と決めた日",
    )
