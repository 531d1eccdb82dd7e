"""Rules about a KPI figure that does not fit the years before: a digit, a sign, two digits changed.

What moved how much is measured by the KPI itself: the largest step between the figures that are
known, at least a floor below which figures wander anyway.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.model import Form
from zushi_xl.plan.model import Counting, Kpi, Plan
from zushi_xl.report.kpi import Point, expected_now, past, points
from zushi_xl.report.kpi_words import show, show_gap
from zushi_xl.rules.asked import REPLY, at, is_whole, name_of
from zushi_xl.rules.figures import answers_to_kpis, sound_figure
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.settings import factor, threshold
from zushi_xl.rules.shared_work import once_a_book

BOOK = book_rules(RuleArea.KPI)

_SLIPS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4))
_WANDER = Decimal("0.15")  # counts move by so much of themselves from year to year
_WANDER_SHARE = Decimal(3)  # shares of a survey by so many points
_SURE = 3  # digits: two are soon the other way round by chance
_FEW = 10  # below it, figures jump to several times themselves


class KpiStep(NamedTuple):
    """A reported figure, the last one before it, and how far the KPI usually moves."""

    kpi: Kpi
    answer: Answer
    value: Decimal
    last: Point
    usual: Decimal
    planned: Decimal | None  # what the plan expects, or the path to it

    @property
    def gap(self) -> Decimal:
        """How far the value moved."""
        return abs(self.value - self.last.value)

    def off(self, value: Decimal) -> Decimal:
        """How far a figure lies from what would surprise nobody: the last one, the planned one."""
        known = [self.last.value] if self.planned is None else [self.last.value, self.planned]
        return min(abs(value - one) for one in known)


@once_a_book
def steps(plan: Plan, submission: Submission) -> Iterator[KpiStep]:
    """The reported figures of KPIs that have an earlier one."""
    for kpi, answer in answers_to_kpis(submission):
        value, known = sound_figure(kpi, answer, plan), past(kpi, plan)
        if value is not None and known:
            yield _step(kpi, answer, value, known, plan)


def is_odd(kpi: Kpi, answer: Answer, value: Decimal, plan: Plan) -> bool:
    """Whether the figure itself is in doubt, so that nothing else should be built on it."""
    known = past(kpi, plan)
    if value < 0 and all(point.value >= 0 for point in points(kpi, plan)):
        return True
    if slipped_from(kpi, value, plan) is not None:
        return True
    step = _step(kpi, answer, value, known, plan) if known else None
    return step is not None and (
        _swapped_from(step, threshold(plan, kpi_digits_swapped)) is not None or is_sign_lost(step)
    )


def _step(kpi: Kpi, answer: Answer, value: Decimal, known: list[Point], plan: Plan) -> KpiStep:
    expected = expected_now(kpi, plan)
    planned = expected.value if expected else None
    return KpiStep(kpi, answer, value, known[-1], usual_step(kpi, known), planned)


def usual_step(kpi: Kpi, known: list[Point]) -> Decimal:
    """The largest step so far, or what figures of this size and kind wander by."""
    values = [point.value for point in known]
    taken = [abs(b - a) for a, b in zip(values, values[1:], strict=False)]
    if kpi.unit == "％":
        return max(_WANDER_SHARE, *taken, Decimal(0))
    if min(values) <= 0:
        return max(*map(abs, values), *taken, Decimal(3)) / 2
    few = Decimal(3) if all(map(is_whole, values)) else Decimal(0)
    return max(abs(values[-1]) * _WANDER, few, *taken)


@BOOK.confirm_rule(
    "桁違いの疑い",
    "これまでの値からしきい値（倍）を超えて離れ、"
    "10倍・100倍・1000倍またはその逆数にするとこれまでの値の間に収まる。目標とは比べない。",
    "407団体、424団体の翌年度に 39団体 と書いた。",
    "4",
)
def kpi_digit_slip(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A value that fits those before when it is multiplied by a power of ten."""
    for kpi, answer in answers_to_kpis(submission):
        value = sound_figure(kpi, answer, plan)
        meant = slipped_from(kpi, value, plan) if value is not None else None
        if value is not None and meant is not None:
            known = past(kpi, plan) or points(kpi, plan)
            times = max(value / meant, meant / value).normalize()
            how = f"{times:f}倍" if value > meant else f"{times:f}分の1"
            yield at(
                kpi_digit_slip,
                answer,
                f"{name_of(answer)} {show(value, kpi)} は、"
                f"{known[-1].label}の{show(known[-1].value, kpi)}と桁が違います。"
                f"{show(meant, kpi)} の{how}になっていませんか。",
                f"{show(meant, kpi)} なら直してください。{_IF_RIGHT}",
                show(meant, kpi),
            )


_IF_RIGHT = f"正しければ、{REPLY}"


def slipped_from(kpi: Kpi, value: Decimal, plan: Plan) -> Decimal | None:
    """The figure that was meant, where shifting the decimal point brings it among the others."""
    others = [p.value for p in past(kpi, plan)] or [
        p.value for p in points(kpi, plan) if p.label != plan.settings.target_label
    ]
    sizes, far = [other for other in others if other > 0], factor(plan, kpi_digit_slip)
    if not sizes or min(others) < 0 or value <= 0:  # around zero, figures jump by any factor
        return None
    low, high = min(sizes), max(sizes)
    if low / far <= value <= high * far:
        return None
    shifted = [value * f if value < low else value / f for f in _SLIPS]
    near = Decimal(1) if high < _FEW else Decimal(2)
    return next((v.normalize() for v in shifted if low / near <= v <= high * near), None)


@BOOK.confirm_rule(
    "数字の入れ替わりの疑い",
    "前の値から大きく離れ、隣り合う二つの数字を入れ替えると前の値の近くになる。"
    "しきい値は、いつもの動きの何倍から疑うか。",
    "64.1％の翌年度に 46.9％ と書いた（64.9％のつもり）。",
    "1.2",
)
def kpi_digits_swapped(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A far value that fits those before when two neighbouring digits change places."""
    for step in steps(plan, submission):
        meant = _swapped_from(step, threshold(plan, kpi_digits_swapped))
        if meant is not None and slipped_from(step.kpi, step.value, plan) is None:
            shown = show(meant, step.kpi)
            yield at(
                kpi_digits_swapped,
                step.answer,
                f"{name_of(step.answer)} {show(step.value, step.kpi)} は、{_before(step)}から"
                f" {show_gap(step.gap, step.kpi)} 離れています。"
                f"数字を入れ替えた {shown} のほうが近い値です。",
                f"{shown} なら直してください。{_IF_RIGHT}",
                shown,
            )


@BOOK.info_rule(
    "数字を入れ替えると近い値",
    "前の値からの動きはいつもの範囲だが、隣り合う二つの数字を入れ替えると前の値のすぐ近くになる。",
    "168か所の翌年度に 186か所 と書いた。",
    "0.35",
)
def kpi_swap_is_nearer(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A usual value that would be very near the last when two digits change places."""
    for step in steps(plan, submission):
        meant = _swapped_from(step, threshold(plan, kpi_swap_is_nearer))
        grave = _swapped_from(step, threshold(plan, kpi_digits_swapped))
        if meant is not None and grave is None:
            yield at(
                kpi_swap_is_nearer,
                step.answer,
                f"{name_of(step.answer)} {show(step.value, step.kpi)} は、数字を入れ替えた"
                f" {show(meant, step.kpi)} のほうが{_before(step)}に近い値です。",
                "書き誤りでなければ、直さなくて構いません。",
            )


def _swapped_from(step: KpiStep, times: Decimal) -> Decimal | None:
    """The figure with two neighbouring digits changed, where it lies much nearer."""
    digits = step.value.as_tuple().digits
    off = step.off(step.value)
    is_estimate = step.answer.quantity is not None and step.answer.quantity.qualifier
    if is_estimate or off <= step.usual * times * (2 if len(digits) < _SURE else 1):
        return None
    found = min(_swaps(step.value), key=step.off, default=None)
    return None if found is None or step.off(found) > off / 5 else found


def _swaps(value: Decimal) -> Iterator[Decimal]:
    sign, digits, exponent = value.as_tuple()
    for number, (one, other) in enumerate(zip(digits, digits[1:], strict=False)):
        if one != other and one and other:
            changed = (*digits[:number], other, one, *digits[number + 2 :])
            yield Decimal((sign, changed, int(exponent)))


def _before(step: KpiStep) -> str:
    return f"{step.last.label}の{show(step.last.value, step.kpi)}"


@BOOK.confirm_rule(
    "かけ離れた値",
    "前の値からの動きが、これまででいちばん大きい動き（少なくとも値の15％、割合なら3ポイント）の"
    "しきい値（倍）を超える。",
    "毎年400団体ほどのKPIに 1,250団体 と書いた。",
    "4",
)
def kpi_far_off(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A move more than a threshold times the largest so far."""
    for step in steps(plan, submission):
        kpi, value = step.kpi, step.value
        told = is_odd(kpi, step.answer, value, plan)
        is_sum = kpi.counting is Counting.CUMULATIVE and value < step.last.value
        if step.gap > step.usual * threshold(plan, kpi_far_off) and not told and not is_sum:
            yield at(
                kpi_far_off,
                step.answer,
                f"{name_of(step.answer)} {show(value, kpi)} は、{_before(step)}から"
                f" {show_gap(step.gap, kpi)} 動いています。これまでの動きを大きく超えています。",
                f"ほかのKPIの値や書き誤りでないか確かめてください。{_IF_RIGHT}",
            )


@BOOK.confirm_rule(
    "負号の落ちの疑い",
    "前の値が負なのに、ほぼ同じ大きさの正の値が書かれている。これまでのどの値よりも大きい。",
    "▲120人、▲98人の翌年度に 105人 と書いた。",
)
def kpi_sign_lost(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A positive value about as large as the negative one before."""
    for step in steps(plan, submission):
        if is_sign_lost(step) and step.value > max(p.value for p in past(step.kpi, plan)):
            meant = show(-step.value, step.kpi)
            yield at(
                kpi_sign_lost,
                step.answer,
                f"{name_of(step.answer)} {show(step.value, step.kpi)} は正の値ですが、"
                f"{_before(step)}は負の値です。",
                f"{meant} なら、▲をつけて直してください。{_IF_RIGHT}",
                meant,
            )


def is_sign_lost(step: KpiStep) -> bool:
    """Whether the figure is about the last one with the sign turned."""
    last = -step.last.value
    is_share = step.kpi.counting is Counting.SHARE  # whose earlier figure cannot be true
    return not is_share and last > 0 and last / 3 <= step.value <= last * 3
