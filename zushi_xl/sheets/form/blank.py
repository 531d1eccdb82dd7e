"""The blank form: one page of each level with one KPI and one initiative, nothing filled in.

It comes from the same rows as the distributed books, over a plan that has one of everything.
"""

from __future__ import annotations

from dataclasses import replace

from zushi_xl.form.model import Field, FieldType, Filler, Form
from zushi_xl.plan.levels import Level
from zushi_xl.plan.model import Counting, Initiative, Kpi, Plan, Section, Trend
from zushi_xl.sheets.form.builder import FormBuilder
from zushi_xl.sheets.form.correction_marks import Marks
from zushi_xl.text.codes import circled, plan_code
from zushi_xl.workbook.names import sheet_names
from zushi_xl.workbook.sheet import Book

DIVISION = "（課名）"


def blank_book(plan: Plan, form: Form) -> Book:
    """One sheet per level in use, all fields open and empty."""
    builder = FormBuilder(_one_of_each(plan), _all_open(form))
    identity = builder.identity_of(DIVISION)
    pages = tuple(page for page in builder.pages.values() if page.lines)
    names = plan.settings.level_names
    parts = [part for page in pages for part in page.parts]
    tabs = sheet_names(f"{names[p.section.level]} {p.name}".strip() for p in parts)
    empty = Marks({slot.key: "" for page in pages for slot in page.slots})
    sheets = builder.sheets_of([[part] for part in parts], tabs, identity, empty)
    return builder.book(identity, (), sheets)


def _all_open(form: Form) -> Form:
    """What the plan would fill in is open too, but nothing asks for it."""
    fields = (_open(field) for field in form.fields)
    return replace(form, fields=tuple(fields))


def _open(field: Field) -> Field:
    if field.role:
        return replace(field, filler=Filler.OWNER, role="")
    if field.is_filled or field.type is FieldType.REPEAT:
        return field
    return replace(field, filler=Filler.OWNER, required=False)


def _one_of_each(plan: Plan) -> Plan:
    levels = plan.settings.levels
    plain = sum(level in (Level.PILLAR, Level.DIRECTION) for level in levels)
    codes = {level: plan_code((1,) * depth, plain) for depth, level in enumerate(levels, 1)}
    source = plan.settings.source
    sections = tuple(
        Section(level, code, "", plan.settings.level_names[level], DIVISION, source)
        for level, code in codes.items()
        if level is not Level.INITIATIVE
    )
    kpis = tuple(
        Kpi(section.code, 1, "", None, Trend.UP, Counting.COUNT, "", {}, source)
        for section in sections
    )
    code = codes.get(Level.INITIATIVE)
    initiatives = (
        (Initiative(code, circled(1), "", DIVISION, (), "", "", "", source),) if code else ()
    )
    return replace(plan, sections=sections, kpis=kpis, initiatives=initiatives, reviewers=())
