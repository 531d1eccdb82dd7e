"""担当課別: what each division reports, and whether its book came."""

from __future__ import annotations

from collections.abc import Iterable

from zushi_xl.form.model import Block, Meaning
from zushi_xl.plan.levels import Level
from zushi_xl.report.model import DivisionState, Evaluation, InitiativeReport, Receipt
from zushi_xl.report.rating_names import rating_name
from zushi_xl.sheets.book.context import AnnualContext
from zushi_xl.sheets.book.marked import amount_cell, item_grade_text
from zushi_xl.sheets.book.overview import grade_text
from zushi_xl.sheets.book.paging import WIDTH, Part
from zushi_xl.sheets.book.rows import ListRows, RowCell

NAME = "担当課別"
_WIDTHS = (78.0, 70.0, 200.0, 242.0, 90.0)
_NOTHING_ASKED = "記入する欄なし"  # of this form, or of the phase at work
_WITHOUT_MONEY = (*_WIDTHS[:3], sum(_WIDTHS[3:]))
assert sum(_WIDTHS) == WIDTH


def division_part(context: AnnualContext) -> Part:
    """The divisions with what each reported."""
    has_money = _has_money(context)
    rows = ListRows(_WIDTHS if has_money else _WITHOUT_MONEY, context.styles)
    rows.anchor(NAME)
    rows.band(NAME, "title")
    plan = context.report.plan
    words = [plan.word(kind) for kind in (Level.MEASURE, Level.INITIATIVE) if plan.level_of(kind)]
    rows.band(f"主担当課として評価したものと、担当する{words[-1]}を課ごとに示します。", "note")
    rows.gap(4)
    levels = {e.section.level for e in context.report.evaluations}
    name = rating_name(context.report, [*levels, Level.INITIATIVE])
    heads = (f"{name}／予算事業名", "実績額（円）") if has_money else (name,)
    head = rows.table(("区分", "コード", "・".join(words), *heads))
    for state in _states(context):
        _division(context, rows, state)
    return rows.part(NAME, head=NAME, repeat=(head, head))


def _has_money(context: AnnualContext) -> bool:
    """Whether the form asks what was spent, or on which budget program."""
    form = context.report.form
    return any(form.meant(Block.INITIATIVE, m) for m in (Meaning.AMOUNT, Meaning.PROGRAM))


def _states(context: AnnualContext) -> Iterable[DivisionState]:
    """Divisions with a report to give; then others that the plan names all the same."""
    report = context.report
    known = {d.name for d in report.divisions}
    named = [e.division for e in report.evaluations] + [i.division for i in report.initiatives]
    further = dict.fromkeys(name for name in named if name and name not in known)
    return (*report.divisions, *(DivisionState(name, Receipt.MISSING) for name in further))


def _division(context: AnnualContext, rows: ListRows, state: DivisionState) -> None:
    report = context.report
    led = [e for e in report.evaluations if e.division == state.name]
    own = [i for i in report.initiatives if i.division == state.name]
    standing = report.standing_of.get(state.name)
    word = standing.word if standing else _NOTHING_ASKED
    of_own = f"・{report.plan.item_word} {len(own)}件" if own or report.initiatives else ""
    rows.band(_title(state, word, len(led), of_own), "book_subband", block=True)
    rows.kept.add(rows.row)
    if standing and state not in report.reported:
        rows.band(f"▲ {word}", "missing", keep=True)
    for evaluation in led:
        _evaluation(context, rows, evaluation)
    for item in own:
        _initiative(context, rows, item)


def _title(state: DivisionState, word: str, led: int, own: str) -> str:
    returned = f"（第{state.round}回）" if state.round else ""
    counts = f"評価 {led}件{own}"
    return f"{state.name}　{counts}　{word}{returned}"


def _evaluation(context: AnnualContext, rows: ListRows, evaluation: Evaluation) -> None:
    section = evaluation.section
    amount = (RowCell("－", "book_center"),) if _has_money(context) else ()
    rows.line(
        RowCell(context.report.plan.word(section.level)),
        RowCell(context.link(section.code, section.code), "book_code"),
        RowCell(section.title),
        RowCell(grade_text(context, section), "book_third"),
        *amount,
    )


def _initiative(context: AnnualContext, rows: ListRows, item: InitiativeReport) -> None:
    initiative = item.initiative
    word = context.report.plan.word(Level.INITIATIVE)
    kind = "再掲" if initiative.relisted_from else word
    program = RowCell(item.budget_program.replace("、", "\n"))
    money = (program, amount_cell(context, item))
    said = (
        money if _has_money(context) else (RowCell(item_grade_text(context, item), "book_third"),)
    )
    rows.line(
        RowCell(kind),
        RowCell(context.link(initiative.code, initiative.code), "book_code"),
        RowCell(initiative.title),
        *said,
    )
