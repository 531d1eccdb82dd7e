"""What was reported becomes history: KPI actuals, 前年度の欄, 前年度決算額."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import cast

from zushi_xl.form.model import BLOCK_OF_LEVEL, Block, Field, FieldType, Form, Meaning
from zushi_xl.form.planned_texts import planned_quantity
from zushi_xl.masters.records import match_key
from zushi_xl.plan.cycles import is_between
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Counting, Kpi, Plan, ValueStatus
from zushi_xl.quantity import Context, Qualifier, Quantity, format_quantity, read_quantity
from zushi_xl.quantity.writing import with_unit
from zushi_xl.report.five_values import NONE, NOT_YET, missing_class, reason_for_none
from zushi_xl.report.printed_figures import rounded
from zushi_xl.report.program_amounts import programs_in
from zushi_xl.rollover.master_editor import EditedSheet, MasterEditor
from zushi_xl.rollover.result import Actual, ReportedItem, Spent, YearResult
from zushi_xl.rollover.row_codes import Code, RowCodes, code_key, sheet_of_level
from zushi_xl.text.codes import numbers

_LAST_YEAR = "前年度の"
_LAST_GRADE = "前年度の評価"
_LAST_AMOUNT = "前年度実績額"
_NOTHING = frozenset(map(match_key, ("", "ー", "―", "－", "-")))


# ------------------------------------------------------------------ reports


def carry_reports(
    editor: MasterEditor, plan: Plan, form: Form, result: YearResult, *, only_said: bool = False
) -> None:
    """Ratings, next steps, results and amounts fill the columns of the year before; with
    ``only_said`` what nobody reported stays as it is."""
    codes = RowCodes(plan)
    for level in Level:
        sheet = sheet_of_level(editor, plan, level)
        if sheet is None:
            continue
        is_lowest = level is Level.INITIATIVE
        reports = result.initiatives if is_lowest else result.sections
        block = Block.INITIATIVE if is_lowest else BLOCK_OF_LEVEL[level]
        further = _further_columns(sheet, form, block)
        for row in sheet.rows:
            code = sheet.get(row, "コード")
            said = reports.get(codes.of(sheet, row))
            values = _initiative_values(form, said) if is_lowest else _section_values(said)
            values |= {header: _said_in(field, said) for header, field in further.items()}
            for header, text in values.items():
                if text or not only_said:
                    reason = _whence(said, header if text else "")
                    editor.put(
                        sheet, row, header, text, kind="前年度の欄", place=code, reason=reason
                    )
            if said and is_lowest:
                _note_amount(editor, plan, sheet, said)


def _whence(said: ReportedItem | None, header: str) -> str:
    """The cell of a grade or an amount; the result names none for what stands in other cells. An
    empty header: nothing was reported for the column."""
    if said is None:
        return "収集結果にありません。"
    if not header:
        return "収集結果に記載がありません。"
    own_cell = _LAST_GRADE if said.is_section else _LAST_AMOUNT
    if header == own_cell and said.source:
        return str(said.source)
    return f"収集結果の「{header.removeprefix(_LAST_YEAR).removeprefix('前年度')}」"


def _section_values(said: ReportedItem | None) -> dict[str, str]:
    return {
        _LAST_GRADE: said.rating if said else "",
        "前年度の今後の対応": said.texts.get("next_steps", "") if said else "",
    }


def _initiative_values(form: Form, said: ReportedItem | None) -> dict[str, str]:
    amount = said.amount if said else None
    rating = form.meant(Block.INITIATIVE, Meaning.RATING)
    grade = said.grades.get(rating.id, "") if said and rating else ""
    return {
        **({_LAST_GRADE: grade} if rating else {}),
        _LAST_AMOUNT: "" if amount is None else str(amount),
        "前年度実施内容": said.texts.get("results", "") if said else "",
    }


def _further_columns(sheet: EditedSheet, form: Form, block: Block) -> dict[str, Field]:
    """Columns 前年度の〈欄の名前〉 that the city added, and the field whose answer they take: by
    its label, with its unit or without."""
    filled = [field for field in form.of(block) if field.is_filled]
    by_label = {match_key(field.label.split("（")[0]): field for field in filled}
    by_label |= {match_key(field.label): field for field in filled}
    known = (_LAST_GRADE, "前年度の今後の対応") if block is not Block.INITIATIVE else (_LAST_GRADE,)
    found = {}
    for header in sheet.headers:
        field = by_label.get(match_key(header.removeprefix(_LAST_YEAR)))
        if header.startswith(_LAST_YEAR) and header not in known and field:
            found[header] = field
    return found


def _said_in(field: Field, said: ReportedItem | None) -> str:
    """The answer as it can be read beside other fields: a bare amount says in what it counts."""
    text = said.texts.get(field.id, "") if said else ""
    quantity = planned_quantity(field, text) if field.type is FieldType.MONEY else None
    return text if quantity is None else with_unit(text, quantity, field.unit)


def _note_amount(editor: MasterEditor, plan: Plan, sheet: EditedSheet, said: ReportedItem) -> None:
    """An amount that was no yen, and a program that is not the plan's, are for people."""
    if said.amount is None and match_key(said.amount_text) not in _NOTHING:
        editor.note(
            "引き継がない", sheet.name, said.code, "前年度実績額", said.amount_text, "",
            f"{_why_no_amount(said)}（{said.source or ''}）。",
        )  # fmt: skip
    initiative = plan.initiative_by_code.get(said.code)
    names = said.program.split("\n")
    known = (plan.program_by_name.get(name) for name in names)
    name = "\n".join(k.name if k else n for k, n in zip(known, names, strict=True))
    if initiative is not None and name != initiative.budget_program:
        editor.note(
            "確かめる", sheet.name, said.code, "予算事業名",
            initiative.budget_program or "ー", initiative.budget_program or "ー",
            f"担当課の報告では「{name or 'ー'}」です。次の年度の予算事業名を確かめてください。",
        )  # fmt: skip


def _why_no_amount(said: ReportedItem) -> str:
    """None, not yet and unreadable apart, as in the year's own result; what is an amount for each
    of several programs is none of the initiative's own."""
    text = said.amount_text
    if 1 < len(programs_in(said.program)) == len(programs_in(text)):
        return "予算事業ごとの額でした。シート「予算事業」の前年度決算額を見てください"
    told = {NONE: "額のない答えでした", NOT_YET: "額がまだ決まっていませんでした"}
    reason = reason_for_none(read_quantity(text))
    return told.get(missing_class(reason), "円の額として読めませんでした")


# ------------------------------------------------------------------ KPI


def carry_actuals(editor: MasterEditor, plan: Plan, result: YearResult) -> None:
    """The year's figures go into its column; what cannot stand there is noted. A KPI that is listed
    again has its values where it counts."""
    sheet = editor.sheet("KPI")
    named = (match_key(plan.settings.baseline_label), match_key(plan.settings.target_label))
    years = [h for h in sheet.headers if match_key(h) not in named] if sheet else []
    header = next((h for h in years if _is_year(h, plan.fiscal_year)), "")
    if sheet is None or not header:
        return
    codes = RowCodes(plan)
    kpis = {(code_key(kpi.code), kpi.number): kpi for kpi in plan.kpis}
    for row in sheet.rows:
        key = _kpi_key(codes, sheet, row)
        kpi, actual = kpis.get(key), result.actuals.get(key)
        place = f"{sheet.get(row, 'コード')} KPI{key[1]}"
        if kpi is not None and kpi.relisted_from:
            continue
        if kpi is not None:
            _carry_late(editor, sheet, row, kpi, result)
        text = _carried(kpi, actual) if kpi and actual else ""
        if text and actual:
            editor.put(sheet, row, header, text, kind="実績値", place=place,
                     reason=str(actual.source or ""))  # fmt: skip
        elif actual or not (kpi and is_between(kpi.cycle, plan.fiscal_year)):
            kept = sheet.get(row, header)
            editor.note("引き継がない", sheet.name, place, header,
                      actual.text if actual else "", kept, _why_not(actual, kept))  # fmt: skip


def _carry_late(
    editor: MasterEditor, sheet: EditedSheet, row: list[str], kpi: Kpi, result: YearResult
) -> None:
    """Figures of earlier years that were 未確定 and came with this year's return."""
    code = code_key(kpi.code)
    for header in sheet.headers:
        year = next((y for y in _open_years(kpi) if _is_year(header, y)), None)
        actual = result.late.get((code, kpi.number, year)) if year is not None else None
        if actual and (text := _carried(kpi, actual)):
            editor.put(sheet, row, header, text, kind="実績値", place=f"{kpi.code} KPI{kpi.number}",
                     reason=f"未確定だった値です。{actual.source or ''}")  # fmt: skip


def _open_years(kpi: Kpi) -> list[int]:
    return [int(k) for k, v in kpi.values.items() if k.isdecimal() and v.status is ValueStatus.OPEN]


def _is_year(header: str, year: int) -> bool:
    quantity = read_quantity(header)
    return quantity.kind == "year" and quantity.value == year


def _kpi_key(codes: RowCodes, sheet: EditedSheet, row: list[str]) -> tuple[Code, int]:
    number = numbers(match_key(sheet.get(row, "KPI番号")).removeprefix("kpi"))
    return codes.of(sheet, row), (number or (0,))[0]


def _carried(kpi: Kpi, actual: Actual) -> str:
    """The text for the year's column: as typed where that alone says the same; else empty."""
    if actual.is_refused:
        return ""
    if kpi.counting is Counting.QUALITATIVE:
        return actual.text
    for text in (actual.text, _written(kpi, actual)):
        quantity = read_quantity(text, Context(unit=kpi.unit))
        if quantity.is_missing or _is_sound(quantity, actual):
            return text
    return ""


def _written(kpi: Kpi, actual: Actual) -> str:
    """The figure in words of its own, where the cell's number format said a part of it."""
    if actual.value is None:
        return ""
    qualifier = cast(Qualifier | None, actual.qualifier)
    unit = actual.unit or kpi.unit
    quantity = Quantity(
        actual.text, "number", Decimal(actual.value), unit=unit, qualifier=qualifier
    )
    return format_quantity(quantity)


def _is_sound(quantity: Quantity, actual: Actual) -> bool:
    value = None if actual.value is None else Decimal(actual.value)
    return (
        quantity.has_value
        and not quantity.is_refused
        and not quantity.conflicts
        and not quantity.planned
        and _is_value(quantity.value, value)
    )


def _is_value(said: Decimal | None, value: Decimal | None) -> bool:
    """Whether a text says the value, or as much of it as its cell showed and the book printed."""
    if said is None or value is None or said == value:
        return said == value
    decimals = -int(said.as_tuple().exponent)
    return decimals < -int(value.as_tuple().exponent) and rounded(value, decimals) == said


def _why_not(actual: Actual | None, kept: str) -> str:
    why = (
        f"要修正の指摘があるか、値として読めませんでした（{actual.source or ''}）。"
        if actual
        else "実績値の報告がありません。"
    )
    rest = "計画マスタの値はそのままです。" if kept else "空欄です。"
    return f"{why}{rest}分かったら記入してください。"


# ------------------------------------------------------------------ budget programs


def carry_programs(editor: MasterEditor, plan: Plan, result: YearResult) -> None:
    """決算額 becomes 前年度決算額; without one, what all reports agree on."""
    sheet = editor.sheet("予算事業")
    spent = dict(_by_present_name(plan, result))
    for row in sheet.rows if sheet else ():
        if sheet is None:
            continue
        name = sheet.get(row, "予算事業名")
        settled, report = sheet.get(row, "決算額"), spent.get(match_key(name))
        amount = report.amount if report else None
        text = settled or ("" if amount is None else str(amount))
        editor.put(sheet, row, "前年度決算額", text, kind="決算額", place=name,
                 reason="決算額から" if settled else _origin(report))  # fmt: skip
        editor.put(sheet, row, "決算額", "", kind="決算額", place=name,
                 reason="新しい年度の決算額は、決まってから記入してください。")  # fmt: skip


def carry_amounts(editor: MasterEditor, plan: Plan, result: YearResult) -> None:
    """What was reported for each program last year, where it is one amount."""
    sheet = editor.sheet("予算事業")
    spent = dict(_by_present_name(plan, result))
    for row in sheet.rows if sheet else ():
        name = sheet.get(row, "予算事業名") if sheet else ""
        report = spent.get(match_key(name))
        if sheet and report and report.amount is not None:
            editor.put(sheet, row, "前年度決算額", str(report.amount), kind="決算額", place=name,
                     reason=_origin(report))  # fmt: skip


def _by_present_name(plan: Plan, result: YearResult) -> Iterator[tuple[str, Spent]]:
    for spent in result.programs:
        known = plan.program_by_name.get(spent.name)
        yield match_key(known.name if known else spent.name), spent


def _origin(report: Spent | None) -> str:
    if report is None:
        return "報告がありません。"
    if report.amount is None:
        return "報告された額がないか、報告によって違うため空欄です。"
    return "報告された実績額から"
