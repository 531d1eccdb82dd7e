"""Fields that the form works out: filled where the cell is empty, checked where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.computed import NONE, ComputedValue, plain_figure, sums_a_table
from zushi_xl.form.field_conditions import place_of_slot
from zushi_xl.form.layout import Key
from zushi_xl.form.model import FieldType, Form
from zushi_xl.plan.conditions.calculations import is_plain_sum
from zushi_xl.plan.model import Plan
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.quantity.rounding import declared_places, half_unit
from zushi_xl.quantity.units import in_unit
from zushi_xl.report.printed_figures import rounded
from zushi_xl.rules.asked import at, figure_of, is_blank, name_of, said
from zushi_xl.rules.conditional import found_by
from zushi_xl.rules.registry import book_rules
from zushi_xl.rules.shared_work import once_a_book
from zushi_xl.text.folding import fold

BOOK = book_rules(RuleArea.ENTRY)

_Sender = TypeVar("_Sender")  # who is behind a submission
FILLED = "計算による記入"
_DECIMALS = 2  # at least, of a product or quotient that is filled in; a sum is kept whole


def with_computed(plan: Plan, form: Form, submission: Submission) -> Submission:
    """The submission with its computed fields where nothing usable stands in the cell. Sums of
    sums need several rounds; what is filled once is filled."""
    while filled := dict(_filled(plan, form, submission, submission)):
        submission = replace(submission, answers={**submission.answers, **filled})
    return submission


def as_typed(submission: Submission) -> Submission:
    """The submission without what was worked out or filled by rule: to be worked out anew."""
    answers = {key: _as_typed(answer) for key, answer in submission.answers.items()}
    return replace(submission, answers=answers)


def _as_typed(answer: Answer) -> Answer:
    field = answer.slot.field
    may_follow = field.calculation is not None or field.type is FieldType.RATING
    if not (may_follow and is_blank(answer) and answer.used):
        return answer
    return replace(answer, used="", quantity=None, changes=(), refused="", refill="")


def with_sums_over_books(
    plan: Plan,
    form: Form,
    submissions: Mapping[_Sender, Submission],
    earlier: Iterable[Answer] = (),
) -> dict[_Sender, Submission]:
    """The submissions with the computed fields that hang on what several divisions, or ``earlier``
    phases, filled in: one book alone cannot work them out, nor what follows from them. As long as a
    part is missing, they stay as they are."""
    found = dict(submissions)
    kept = {answer.key: answer for answer in earlier if not answer.slot.is_opinion}
    changed = any(field.calculation is not None for field in form.fields)
    while changed:
        answers = [a for s in found.values() for a in s.answers.values() if not a.slot.is_opinion]
        together = kept | {answer.key: answer for answer in answers}
        changed = False
        for name, submission in found.items():
            everybody = replace(submission, answers=together)
            of_book = _filled(plan, form, submission, everybody)
            filled = {key: answer for key, answer in of_book if not answer.slot.is_opinion}
            if filled:
                changed = True
                found[name] = replace(submission, answers={**submission.answers, **filled})
    return found


def _filled(
    plan: Plan, form: Form, submission: Submission, everybody: Submission
) -> Iterator[tuple[Key, Answer]]:
    """The computed fields of a book that follow from what ``everybody`` says, where nothing usable
    stands."""
    for answer in submission.answers.values():
        field = answer.slot.field
        if field.calculation is None:
            continue
        worked = _worked(plan, form, everybody, answer)
        is_open = (is_blank(answer) or bool(answer.refused)) and not answer.used
        is_same = worked.is_about and _is_same(answer, worked)  # as a formula tells it, without 約
        if is_open or is_same or sums_a_table(form, field):
            filled = _worked_in(answer, worked)
            if filled is not None:
                yield answer.key, filled


def _worked_in(answer: Answer, worked: ComputedValue) -> Answer | None:
    """The answer with the result; None where nothing follows, or the same stands there. A formula
    without its result, from which nothing follows, is as empty as a sheet shows it."""
    value, unit = worked.value, answer.slot.unit
    text = _result(worked, unit)
    stands = answer.used if _is_filled(answer) else answer.used or answer.text
    if value is None and fold(stands) == fold(text):
        is_formula = bool(answer.refused) and not answer.text
        return replace(answer, refused="") if is_formula and not text else None
    quantity = read_quantity(text, Context(unit=unit or None))
    said = answer.quantity.qualifier if answer.quantity else None
    if _is_same(answer, worked) and said == quantity.qualifier:
        return None
    changes = (*answer.changes, f"{FILLED}（{worked.arithmetic}）")
    return replace(answer, used=text, quantity=quantity, refused="", changes=changes)


def _is_filled(answer: Answer) -> bool:
    return any(change.startswith(FILLED) for change in answer.changes)


def _result(worked: ComputedValue, unit: str) -> str:
    """The figure or the word that follows; empty where nothing does."""
    if worked.value is None:
        return worked.word
    about = "約" if worked.is_about else ""
    return f"{about}{plain_figure(_kept(worked, worked.value, unit))}{unit}"


def _is_same(answer: Answer, worked: ComputedValue) -> bool:
    """Whether the figure of the result stands there."""
    value, given, unit = worked.value, figure_of(answer), answer.slot.unit
    if value is None or given is None:
        return False
    return in_unit(given, unit) == _kept(worked, value, unit)


def _kept(worked: ComputedValue, value: Decimal, unit: str) -> Decimal:
    """The result as it is filled in: a sum to the last place of its parts, whose total it is; else
    rounded, money never beyond the yen."""
    if is_plain_sum(worked.calculation):
        return value
    return rounded(value, max(_DECIMALS, declared_places([in_unit(Decimal(1), unit)])))


def _worked(plan: Plan, form: Form, submission: Submission, answer: Answer) -> ComputedValue:
    slot = answer.slot
    find = found_by(plan, submission, answer)
    return ComputedValue(plan, form, place_of_slot(slot), slot.field, find)


@BOOK.error_rule(
    "計算と違う値",
    "様式定義の「計算」で決まる欄の値が、ほかの欄から計算した値と違う。書かれた値の桁まで、"
    "丸めで生じうる差（小数、割合、千円単位の額は末位の半分ずつ）を認めて比べる。",
    "国庫支出金 500千円、一般財源 300千円で、事業費が 900千円。",
)
def computed_differs(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """A computed field that holds something else than what follows from its terms."""
    for answer, worked in _with_terms(plan, form, submission):
        if is_blank(answer) or sums_a_table(form, answer.slot.field):
            continue
        if _is_otherwise(answer, worked):
            result = _result(worked, answer.slot.unit)
            yield at(
                computed_differs,
                answer,
                f"{name_of(answer)}は「{said(answer)}」ですが、"
                f"{worked.arithmetic}＝{result} です。",
                "計算に使う欄の値を確かめ、この欄を計算どおりにしてください。",
                result,
            )


def _is_otherwise(answer: Answer, worked: ComputedValue) -> bool:
    """Whether what was typed is not what follows: another figure, or no figure where one does. What
    nobody can read is told by rules of its own, unless the result has taken its place."""
    unit = answer.slot.unit
    value = Decimal(0) if worked.word == NONE else worked.value
    if value is None or answer.refused or fold(answer.text) == fold(_result(worked, unit)):
        return False
    given = figure_of(answer)
    is_replaced = answer.used != answer.text and _is_filled(answer)
    if given is None or (is_replaced and read_quantity(answer.text).value is None):
        return True
    shown = in_unit(given, unit)
    beyond = abs(shown - value) - half_unit(declared_places([shown]))
    return beyond > 0 and beyond > worked.slack


@BOOK.info_rule(
    "おおよその値からの計算",
    "様式定義の「計算」で決まる欄が、おおよその値（約100）から計算されている。計算した値にも「約」を付ける。",
    "業務時間が「約100」で、人件費を 4×業務時間 で計算する。",
)
def computed_about(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """A result that is known only about, as one of its terms is."""
    for answer, worked in _with_terms(plan, form, submission):
        if worked.about and worked.value is not None:
            yield at(
                computed_about,
                answer,
                f"{name_of(answer)}は、おおよその値（{'、'.join(worked.about)}）から計算したので、"
                f"{_result(worked, answer.slot.unit)} としました。",
                "正確な値があれば、計算に使う欄に書いてください。なければ、そのままで構いません。",
            )


@BOOK.confirm_rule(
    "決まらない値からの計算",
    "様式定義の「計算」で決まる欄の計算に使う欄に、範囲だけの値（100以上、50未満）があり、計算しない。または、計算に使う欄が"
    "読めないのに、計算で決まる欄に値がある。",
    "業務時間が「100以上」で、人件費を 4×業務時間 で計算する。",
)
def computed_undecided(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """A result that does not follow, as one of its terms is no one figure, or stands there though
    none follows: the formula of the sheet has taken what cannot be read for 0."""
    for answer, worked in _with_terms(plan, form, submission):
        if worked.bounds:
            yield at(
                computed_undecided,
                answer,
                f"{name_of(answer)}は、一つに決まらない値（{'、'.join(worked.bounds)}）を使うので、"
                "計算していません。",
                "計算に使う欄に、一つの値を書いてください。",
            )
        elif worked.undecided and figure_of(answer) is not None:
            yield at(
                computed_undecided,
                answer,
                f"{name_of(answer)}は「{said(answer)}」ですが、{'、'.join(worked.undecided)}が決まらないので、"
                "合っているか分かりません。",
                "計算に使う欄を直してください。直すと、計算し直します。",
            )


@once_a_book
def _with_terms(
    plan: Plan, form: Form, submission: Submission
) -> Iterator[tuple[Answer, ComputedValue]]:
    """Each computed field with what follows from its terms: worked out once for all rules."""
    for answer in submission.answers.values():
        if answer.slot.field.calculation is not None:
            yield answer, _worked(plan, form, submission, answer)


def computes_from_others(plan: Plan, form: Form, submission: Submission) -> bool:
    """Whether what follows for a computed field cannot be told from the book alone."""
    terms = _with_terms(plan, form, submission)
    return any(not answer.slot.is_opinion and not worked.is_known for answer, worked in terms)
