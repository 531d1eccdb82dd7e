"""Whether a field is asked for and must be filled, by the conditions that its row has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zushi_xl.findings.finding import Finding
from zushi_xl.findings.rule import RuleArea
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.computed import added
from zushi_xl.form.field_conditions import (
    FIGURES,
    BlockPlace,
    FieldContent,
    Find,
    Named,
    content_of,
    field_holds,
    key_at,
    place_around,
    place_of_slot,
)
from zushi_xl.form.grades import match_grade
from zushi_xl.form.layout import Key
from zushi_xl.form.model import (
    TABLES,
    Field,
    FieldCondition,
    FieldType,
    Form,
    Meaning,
    OwnCheck,
    grades_of,
)
from zushi_xl.form.owners import answered_before
from zushi_xl.plan.conditions.in_words import in_japanese
from zushi_xl.plan.model import Plan
from zushi_xl.plan.scales import GradeClass
from zushi_xl.quantity import Context, read_quantity
from zushi_xl.report.program_amounts import amounts_by_program
from zushi_xl.rules.asked import REPLY, at, figure_of, is_blank, name_of, of_meaning, said
from zushi_xl.rules.registry import book_rules

ENTRY_BOOK = book_rules(RuleArea.ENTRY)
GRADE_BOOK = book_rules(RuleArea.GRADE)


def is_needed(plan: Plan, form: Form, submission: Submission, answer: Answer) -> bool:
    """Whether the field must be filled, as the other answers are."""
    slot = answer.slot
    may_be = slot.may_be_required
    if slot.block in TABLES:
        may_be = slot._replace(is_optional=False).may_be_required
        may_be &= not slot.is_optional or _is_begun(submission, answer)
    if not may_be or is_skipped(plan, form, submission, answer):
        return False
    condition = slot.field.required_if
    return condition is None or _holds(condition, plan, form, submission, answer) is True


def _is_begun(submission: Submission, answer: Answer) -> bool:
    """Whether anything stands in the row of a table that an answer is of."""
    of_row = (a for k, a in submission.answers.items() if _row_of(k) == _row_of(answer.key))
    return any(a.slot.block is answer.slot.block and a.is_written for a in of_row)


def _row_of(key: Key) -> tuple[str, str]:
    return key.code, key.period


def is_skipped(plan: Plan, form: Form, submission: Submission, answer: Answer) -> bool:
    """Whether the field is not asked for."""
    condition = answer.slot.field.skipped_if
    return condition is not None and _holds(condition, plan, form, submission, answer) is True


def left_out(plan: Plan, form: Form, submission: Submission) -> Iterator[Key]:
    """The fields of a book that are empty because a condition does not ask for them."""
    for key, answer in submission.answers.items():
        is_empty = is_blank(answer) and not answer.slot.is_opinion
        if is_empty and is_skipped(plan, form, submission, answer):
            yield key


def _holds(
    condition: FieldCondition, plan: Plan, form: Form, submission: Submission, answer: Answer
) -> bool | None:
    place, find = place_of_slot(answer.slot), found_by(plan, submission, answer)
    return field_holds(condition.predicate, plan, form, place, find)


def hangs_on_others(plan: Plan, form: Form, submission: Submission) -> bool:
    """Whether a condition of the form or of a check cannot be told from the book alone."""
    if any(_is_open(plan, form, submission, answer) for answer in submission.answers.values()):
        return True
    checks = _checked_places(plan, form, submission) if form.checks else ()
    return any(
        field_holds(check.condition.predicate, plan, form, place, find) is None
        for check, place, find in checks
    )


def _is_open(plan: Plan, form: Form, submission: Submission, answer: Answer) -> bool:
    conditions = (answer.slot.field.required_if, answer.slot.field.skipped_if)
    return any(c and _holds(c, plan, form, submission, answer) is None for c in conditions)


def found_by(plan: Plan, submission: Submission, asking: Answer) -> Find:
    """What an answer has to go by: where it decides, nothing of what a 共同担当課 only adds."""
    return found_in(plan, submission, decides=not asking.slot.is_opinion)


def found_in(plan: Plan, submission: Submission, *, decides: bool) -> Find:
    """What the division's answers say, those of others where they are at hand, and what earlier
    phases have collected; nothing of other fields that are not its own. ``decides``: opinions of
    the division, beside those who decide, do not count."""

    def find(found: Named, key: Key) -> FieldContent | None:
        answer = submission.answers.get(key)
        if answer is None or (decides and answer.slot.is_opinion):
            answer = submission.others.get(key)
        if answer is None:
            return _before(plan, found.field, key)
        return _content(answer)

    return find


def _content(answer: Answer) -> FieldContent:
    """What an answer says; of several programs in one cell, what they come to together."""
    text, quantity = answer.used or answer.text, answer.quantity
    if answer.slot.programs and not is_blank(answer):
        parts = amounts_by_program(answer.slot.programs, answer)
        if parts is None:
            return FieldContent(text, is_clear=False)
        of_parts = [content_of(part.text, part.quantity) for part in parts]
        figures = tuple(part.figure for part in of_parts if part.figure is not None)
        return added(of_parts)._replace(text=text, parts=figures)
    return content_of(text, quantity)._replace(
        figure=figure_of(answer), is_clear=not answer.refused
    )


def _before(plan: Plan, field: Field, key: Key) -> FieldContent | None:
    """What an earlier phase has collected of a field."""
    text, _ = answered_before(plan, key)
    if text is None or field.type not in FIGURES:
        return None if text is None else FieldContent(text)
    kpi = next((k for k in plan.kpis_of(key.code) if k.number == key.kpi), None)
    unit = (kpi.unit or "") if kpi and field.type is FieldType.YEARLY else field.unit
    quantity = read_quantity(text, Context(unit=unit or None))
    return content_of(text, quantity)


@ENTRY_BOOK.info_rule(
    "記入の要らない欄への記入",
    "様式定義の「記入しない条件」が当てはまるのに、欄に記入がある。記入はそのまま採る。",
    "「事業の種類 ＝ 法定受託事務」では記入しない「有効性」の欄に記入した。",
)
def not_asked_filled(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """Something written into a field that a condition leaves out."""
    for answer in submission.answers.values():
        condition = answer.slot.field.skipped_if
        if condition and answer.is_written and is_skipped(plan, form, submission, answer):
            yield at(
                not_asked_filled,
                answer,
                f"{name_of(answer)}は、「{in_japanese(condition.predicate)}」のときは"
                "記入の要らない欄です。",
                "誤って記入したのなら消してください。",
                "空欄",
            )


@GRADE_BOOK.confirm_rule(
    "未着手なのに実績がある",
    "評価が区分「未着手」の評価なのに、そのKPIに0でない実績値がある。",
    "X（未着手）を選び、実績に 12件 と書いた。",
)
def not_started_with_actual(plan: Plan, _form: Form, submission: Submission) -> Iterator[Finding]:
    """A grade of the class 未着手 beside an actual value that is not 0."""
    values = {(a.key.code, a.key.kpi): a for a in of_meaning(submission, Meaning.ACTUAL)}
    for answer in of_meaning(submission, Meaning.RATING):
        grade = match_grade(grades_of(plan, answer.slot.field), answer.used)
        if grade is None or grade.grade_class is not GradeClass.NOT_STARTED:
            continue
        for (code, kpi), value in values.items():
            is_own = code == answer.key.code and answer.key.kpi in (0, kpi)
            is_own &= value.slot.is_opinion is answer.slot.is_opinion
            if is_own and not is_blank(value) and figure_of(value):
                yield at(
                    not_started_with_actual,
                    value,
                    f"評価は「{grade.text}」ですが、{name_of(value)}が「{said(value)}」です。",
                    f"評価か実績を直してください。どちらも正しければ、{REPLY}",
                )


@ENTRY_BOOK.confirm_rule(
    "市が決めた点検",
    "様式定義の「独自点検」の条件が当てはまる。重大度と文は、その行のとおり。",
    "「評価 ＝ A かつ 補足説明なし」を要確認と決め、補足説明のないA評価が提出された。",
)
def own_check(plan: Plan, form: Form, submission: Submission) -> Iterator[Finding]:
    """A check that the city wrote into its form definition."""
    for check, place, find in _checked_places(plan, form, submission):
        if field_holds(check.condition.predicate, plan, form, place, find):
            yield from _told(check, plan, place, submission)


def _checked_places(
    plan: Plan, form: Form, submission: Submission
) -> Iterator[tuple[OwnCheck, BlockPlace, Find]]:
    """Where the checks of the form look, and what they see there."""
    decides: dict[BlockPlace, bool] = {}
    for key, answer in submission.answers.items():
        place = BlockPlace(answer.slot.block, key.code, key.kpi)
        decides[place] = decides.get(place, False) or not answer.slot.is_opinion
    for check in form.checks:
        for place in sorted(p for p in decides if p.block is check.block):
            yield check, place, found_in(plan, submission, decides=decides[place])


def _follows_from_others(answer: Answer) -> bool:
    """Whether a 共同担当課 has no say in a field: it is worked out of what others decide on."""
    return answer.slot.is_opinion and answer.slot.field.calculation is not None


def _told(
    check: OwnCheck, plan: Plan, place: BlockPlace, submission: Submission
) -> Iterator[Finding]:
    """The finding at the cell of the field that the check names, where the division has it."""
    for where in place_around(plan, place):
        answer = submission.answers.get(key_at(plan, where, check.field))
        if answer is None or where.block is not check.field.block:
            continue
        if not _follows_from_others(answer):
            remedy = check.remedy or f"記入を確かめてください。正しければ、{REPLY}"
            found = at(own_check, answer, f"{check.name}：{check.message}", remedy)
            yield replace(found, severity=check.severity)
        return
