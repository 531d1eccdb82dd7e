"""Submissions + plan → the report of the year. Pure; findings are judged elsewhere (``rules``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.grades import match_grade
from zushi_xl.form.layout import Key
from zushi_xl.form.model import BLOCK_OF_LEVEL, LEVEL_OF_BLOCK, Block, FieldType, Form, Meaning
from zushi_xl.form.planned_texts import NONE_MARK
from zushi_xl.plan.groups import Groups
from zushi_xl.plan.model import Initiative, Kpi, Period, Plan, Section, ValueStatus
from zushi_xl.quantity import Quantity, format_quantity
from zushi_xl.quantity.writing import as_shown
from zushi_xl.report.five_values import as_read
from zushi_xl.report.kpi import told_of_target
from zushi_xl.report.model import (
    DivisionState,
    Evaluation,
    InitiativeReport,
    InputFile,
    KpiFigure,
    Normalised,
    ProgramBudget,
    ProgramTotal,
    Rating,
    Report,
)
from zushi_xl.report.program_amounts import amounts_by_program, programs_in

Answers = Mapping[Key, Answer]


def consolidate(
    plan: Plan,
    form: Form,
    submissions: Iterable[Submission],
    divisions: Sequence[DivisionState] = (),
    inputs: Sequence[InputFile] = (),
    earlier: Iterable[Answer] = (),
) -> Report:
    """Join the adopted submissions with the plan. Findings are added by the caller.

    ``earlier`` are the answers of the phases before: a submission's own go before them.
    """
    answers: dict[Key, Answer] = {}
    opinions: list[Answer] = []
    given = (answer for submission in submissions for answer in submission.answers.values())
    for answer in (*earlier, *given):
        if answer.slot.is_opinion:
            opinions.append(answer.as_shown)
        else:
            answers[answer.key] = answer.as_shown
    initiatives = tuple(_initiative(plan, form, i, answers) for i in plan.initiatives)
    return Report(
        plan=plan,
        form=form,
        divisions=tuple(divisions),
        evaluations=tuple(_evaluations(plan, form, answers)),
        kpi_figures=tuple(f for kpi in plan.kpis for f in _figures(plan, form, kpi, answers)),
        initiatives=initiatives,
        programs=tuple(_programs(plan, initiatives)),
        answers=answers,
        normalised=tuple(normalised(answers)),
        inputs=tuple(inputs),
        opinions=_in_order(plan, form, opinions),
    )


def _in_order(plan: Plan, form: Form, opinions: Iterable[Answer]) -> tuple[Answer, ...]:
    """What 共同担当課 wrote, in the order of the plan and its form."""
    codes = {code: place for place, code in enumerate(plan.titles)}
    fields = {(f.block, f.id): place for place, f in enumerate(form.fields)}
    written = (answer for answer in opinions if answer.text.strip())
    return tuple(
        sorted(
            written,
            key=lambda a: (codes.get(a.key.code, 0), fields[a.slot.block, a.key.field], a.key.kpi),
        )
    )


def _evaluations(plan: Plan, form: Form, answers: Answers) -> Iterator[Evaluation]:
    for section in plan.sections:
        block = BLOCK_OF_LEVEL[section.level]
        if any(field.is_filled for field in form.of(block)):
            yield _evaluation(plan, form, section, answers)


def _evaluation(plan: Plan, form: Form, section: Section, answers: Answers) -> Evaluation:
    block = BLOCK_OF_LEVEL[section.level]
    given = ((f, answers.get(Key(section.code, f.id))) for f in form.of(block))
    said = [(field, answer) for field, answer in given if answer is not None]
    ratings = tuple(_ratings(plan, form, block, section.code, answers))
    main = next((rating.source for rating in ratings if rating.is_main), None)
    first = main or next((answer.source for _, answer in said), None)
    return Evaluation(
        section=section,
        ratings=ratings,
        texts=_texts(form, block, section.code, section.texts, answers),
        division=section.division,
        source=first,
    )


def _ratings(
    plan: Plan, form: Form, block: Block, code: str, answers: Answers, kpi: int = 0
) -> Iterator[Rating]:
    """All grades that were given in a block, in the order of the form."""
    for field in form.of(block):
        answer = answers.get(Key(code, field.id, kpi))
        if field.type is not FieldType.RATING or answer is None:
            continue
        grades = plan.grades_for(LEVEL_OF_BLOCK[block], field.scale)
        grade = match_grade(grades, answer.used) if answer.used else None
        is_main = field.meaning is Meaning.RATING
        yield Rating(
            field, field.filled_by, field.scale, grade, answer.text, answer.source, is_main
        )


def _texts(
    form: Form, block: Block, code: str, planned: Mapping[str, str], answers: Answers
) -> dict[str, str]:
    """The texts of a block by field id, and by what the field is known as: what the division wrote,
    else what the plan says."""
    texts = {}
    for field in form.of(block):
        answer = answers.get(Key(code, field.id))
        if answer is not None:
            texts[field.id] = texts[field.known_as] = answer.taken
        elif not field.is_filled:
            texts[field.id] = planned.get(field.copied_from or field.label, "")
            texts[field.known_as] = texts[field.id]
    return texts


def _figures(plan: Plan, form: Form, kpi: Kpi, answers: Answers) -> Iterator[KpiFigure]:
    """The plan's values, and after them the reported one where it belongs."""
    field = form.meant(Block.KPI, Meaning.ACTUAL)
    yearly = field.id if field else ""
    code, number = kpi.counted
    for period in plan.periods:
        value = kpi.values.get(period.key)
        answer = answers.get(Key(code, yearly, number, period.key))
        reported = answer if answer is not None and _says_figure(plan, period, answer) else None
        is_replaced = reported is not None and period.fiscal_year != plan.fiscal_year
        if value is not None and value.text and not is_replaced:
            yield KpiFigure(kpi, period, value.status, value.text, value.quantity, value.source)
        if reported is not None:
            yield _reported(kpi, period, reported)


def _says_figure(plan: Plan, period: Period, answer: Answer) -> bool:
    """Whether something was reported; for an earlier year, something else than 未確定 again."""
    is_now = period.fiscal_year == plan.fiscal_year
    if is_now:
        return bool(answer.text.strip() or answer.refused)
    return bool(answer.text.strip()) and answer.is_written


def _reported(kpi: Kpi, period: Period, answer: Answer) -> KpiFigure:
    """A reported figure is an actual one, unless it says itself that it is planned; a word in
    brackets, （未確定）, plans nothing. Its text is what people saw in the cell: 67.5％, not 0.675,
    with as many decimals more as it takes to tell whether the target is met.
    """
    read = as_read(answer) or Quantity(answer.text, "text")
    quantity = told_of_target(kpi, read)
    is_planned = quantity.planned and not quantity.is_missing
    status = ValueStatus.PLANNED if is_planned else ValueStatus.ACTUAL
    seen = answer.refill.strip() or answer.used
    text = seen if quantity == read else format_quantity(as_shown(quantity))
    return KpiFigure(kpi, period, status, text, quantity, answer.source)


def _initiative(
    plan: Plan, form: Form, initiative: Initiative, answers: Answers
) -> InitiativeReport:
    program = _meant(form, Meaning.PROGRAM, initiative.code, answers)
    money = _meant(form, Meaning.AMOUNT, initiative.code, answers)
    results = _meant(form, Meaning.RESULTS, initiative.code, answers)
    first = next((a for a in (money, results, program) if a is not None), None)
    return InitiativeReport(
        initiative=initiative,
        texts=_texts(form, Block.INITIATIVE, initiative.code, initiative.texts, answers),
        budgets=_budgets(_programs_of(initiative, program), money),
        amount_text=money.said if money else "",
        division=initiative.division,
        source=first.source if first else None,
        ratings=tuple(_ratings(plan, form, Block.INITIATIVE, initiative.code, answers)),
    )


def _programs_of(initiative: Initiative, program: Answer | None) -> str:
    """The programs, one a line; what is no name at all names none."""
    if program is None:
        return initiative.budget_program
    return "" if program.refused else program.used


def _budgets(programs: str, money: Answer | None) -> tuple[ProgramBudget, ...]:
    """The programs with what was reported for each; a dash says that there is none."""
    names = () if programs.strip() == NONE_MARK else programs_in(programs)
    source = money.source if money else None
    parts = amounts_by_program(names, money)
    if parts is None:  # nobody can tell whose amount is whose
        text = money.said if money else ""
        return tuple(ProgramBudget(name, None, text, as_read(money), source) for name in names)
    unread = as_read(money) if money is not None and money.refused else None
    return tuple(
        ProgramBudget(p.program, _amount(p.quantity), p.text, p.quantity or unread, source)
        for p in parts
        if p.program or p.text
    )


def _meant(form: Form, meaning: Meaning, code: str, answers: Answers) -> Answer | None:
    """The answer to the initiative's field with a meaning."""
    field = form.meant(Block.INITIATIVE, meaning)
    return answers.get(Key(code, field.id)) if field else None


def _amount(quantity: Quantity | None) -> Decimal | None:
    """Yen, where the cell holds one plain amount; a part of a yen is none that anybody paid."""
    if quantity is None or quantity.ambiguous or quantity.kind not in ("money", "number"):
        return None
    value = quantity.value
    return value if value is not None and value == value.to_integral_value() else None


def _programs(plan: Plan, initiatives: Iterable[InitiativeReport]) -> Iterator[ProgramTotal]:
    """Each program once, in the order in which the plan's initiatives name them. Each 団体 has a
    budget of its own: programs that happen to have one name in two of them are two."""
    found: dict[tuple[str, str], list[tuple[InitiativeReport, ProgramBudget]]] = {}
    group_of = Groups(plan).of_code
    for report in initiatives:
        for budget in report.budgets:
            if budget.program:
                key = budget.program, group_of[report.initiative.code]
                found.setdefault(key, []).append((report, budget))
    for (name, _), group in found.items():
        amounts = tuple(dict.fromkeys(b.amount for _, b in group if b.amount is not None))
        known = plan.program_by_name.get(name)
        yield ProgramTotal(
            name=name,
            amount=amounts[0] if len(amounts) == 1 else None,
            amounts=amounts,
            initiatives=tuple(r.initiative.code for r, _ in group),
            divisions=tuple(dict.fromkeys(r.division for r, _ in group)),
            settled=known.settled if known else None,
            budgets=tuple(b for _, b in group),
        )


def normalised(answers: Answers) -> Iterator[Normalised]:
    """The answers that are used in another form than they were typed."""
    for answer in answers.values():
        if answer.changes:
            yield Normalised(
                answer.source,
                answer.slot.owner,
                answer.slot.label,
                answer.given,
                shown(answer),
                "・".join(answer.changes),
            )


def shown(answer: Answer) -> str:
    """The answer in the form in which it is used."""
    quantity = answer.quantity
    if quantity is None or answer.refused:
        return answer.used
    return format_quantity(quantity)
