"""収集結果.json: the facts of the year for programs, in the form of docs/収集結果.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zushi_xl.findings.finding import Finding
from zushi_xl.form.model import BLOCK_OF_LEVEL, Block
from zushi_xl.plan.model import Kpi
from zushi_xl.plan.outlook import Goal
from zushi_xl.publish.answers_json import opinion_json, place_json, source_json, table_cells
from zushi_xl.quantity import Quantity
from zushi_xl.report.model import (
    DivisionStanding,
    Evaluation,
    InitiativeReport,
    InputFile,
    KpiFigure,
    Normalised,
    ProgramBudget,
    Rating,
    Report,
)
from zushi_xl.report.published import (
    digits,
    kpi_texts,
    parts_of,
    plain_fields,
    reviews_of,
    strategy_codes,
    unread_texts,
    whole_yen,
)
from zushi_xl.report.rounds import Reply, RoundChange
from zushi_xl.report.rules_off import RuleOff, rules_off
from zushi_xl.report.spending import Spending, spending_of
from zushi_xl.text.regex import regex

SCHEMA = 1
_EVALUATION_TEXTS = ("remarks", "next_steps")
_INITIATIVE_TEXTS = ("description", "results")
_LONE_SURROGATE = regex("[\ud800-\udfff]")
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

Json = dict[str, Any]


def result_json(report: Report) -> Iterator[str]:
    """The report as JSON text, record by record, one a line; equal reports give equal texts."""
    mark = "{"
    for key, value in _result(report).items():
        yield f"{mark}\n {_dump(key)}: "
        yield from _list(value) if isinstance(value, Iterator) else [_dump(value)]
        mark = ","
    yield "\n}\n"


def _list(records: Iterator[Json]) -> Iterator[str]:
    mark = "["
    for record in records:
        yield f"{mark}\n  {_dump(record)}"
        mark = ","
    yield "[]" if mark == "[" else "\n ]"


def _dump(value: Any) -> str:
    return _LONE_SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", _ENCODER.encode(value))


def _result(report: Report) -> Json:
    settings = report.plan.settings
    return {
        "schema": SCHEMA,
        "fiscal_year": report.fiscal_year,
        "city": settings.city,
        "plan": {"title": settings.plan_title, "version": settings.plan_version},
        "form": {"version": report.form.version},
        **({"phase": report.plan.phase} if report.plan.phases else {}),
        "sample_note": settings.sample_note,
        "divisions": (_division(standing) for standing in _in_order(report)),
        "evaluations": (_evaluation(report, e) for e in report.evaluations),
        "kpis": (_kpi(report, kpi) for kpi in report.plan.kpis),
        "kpi_values": (_kpi_value(report, figure) for figure in report.kpi_figures),
        "initiatives": (_initiative(report, i) for i in report.initiatives),
        "budget_programs": (_program(spending) for spending in spending_of(report)),
        "strategy": ({"code": n.code, "title": n.title} for n in report.plan.strategy),
        "goals": (_goal(goal) for goal in report.plan.goals),
        "findings": (finding_json(finding) for finding in report.findings),
        "rules_off": (_rule_off(rule) for rule in rules_off(report.plan)),
        "replies": (_reply(reply) for reply in report.replies),
        "round_changes": (_round_change(change) for change in report.changes),
        **(
            {"earlier_changes": (_round_change(change) for change in report.earlier_changes)}
            if report.earlier_changes
            else {}
        ),
        "ledger": _ledger(report),
        "normalised": (_normalised(n) for n in report.normalised),
        **(
            {"opinions": (opinion_json(report, a) for a in report.opinions)}
            if report.plan.has_partners
            else {}
        ),
        **({"table_cells": table_cells(report)} if report.form.tables else {}),
        "inputs": (_input(file) for file in report.inputs),
    }


def _in_order(report: Report) -> Iterator[DivisionStanding]:
    """How far each division is, in the order of the plan."""
    standings = {standing.division.name: standing for standing in report.standings}
    return (standings[state.name] for state in report.divisions)


def _division(standing: DivisionStanding) -> Json:
    division = standing.division
    return {
        "name": division.name,
        "status": division.receipt.value,
        "state": standing.word,
        "file": division.file or None,
        "round": division.round,
    }


def _evaluation(report: Report, evaluation: Evaluation) -> Json:
    section, grade = evaluation.section, evaluation.grade
    block = BLOCK_OF_LEVEL[section.level]
    return {
        "code": section.code,
        "level": report.plan.level_key(section.level),
        "level_name": report.plan.word(section.level),
        "title": section.title,
        "rating": grade.symbol if grade else None,
        "rating_label": grade.label if grade else None,
        "rating_text": evaluation.rating_text,
        "remarks": evaluation.remarks,
        "next_steps": evaluation.next_steps,
        "ratings": [_rating(report, rating) for rating in evaluation.ratings],
        "extra": _extra(report, block, evaluation.texts, _EVALUATION_TEXTS),
        "unread": unread_texts(report, block, section.code),
        "reviews": _reviews(report, block, section.code),
        "division": evaluation.division or None,
        "source": source_json(evaluation.source),
    }


def _rating(report: Report, rating: Rating) -> Json:
    """``scale`` names the list of grades, where the plan has several."""
    return {
        "field": rating.field.id,
        "role": rating.role,
        "scale": rating.scale or None,
        **({"phase": rating.field.phase or None} if report.plan.phases else {}),
        "grade": rating.grade.symbol if rating.grade else None,
        "label": rating.grade.label if rating.grade else None,
        "text": rating.text,
        "review": report.review_at(rating.source).value,
        "source": source_json(rating.source),
    }


def _reviews(report: Report, block: Block, code: str, kpi: int = 0) -> dict[str, str]:
    """The fields of a record that are or were in doubt."""
    found = reviews_of(report, block, code, kpi)
    return {field: review.value for field, review in found.items()}


def _extra(
    report: Report, block: Block, texts: Mapping[str, str], named: Iterable[str]
) -> dict[str, str]:
    """The texts of all other fields of the block, published or not, under their ids."""
    return {
        field.id: texts[field.id]
        for field in plain_fields(report.form, block)
        if field.known_as not in named and field.id in texts
    }


def _kpi(report: Report, kpi: Kpi) -> Json:
    item = report.plan.item_of(kpi.code)
    return {
        "code": kpi.code,
        "kpi": kpi.number,
        "statement": kpi.statement,
        "unit": kpi.unit,
        "trend": kpi.trend.value,
        "counting": kpi.counting.value,
        "cycle": kpi.cycle,
        **_kpi_further(kpi),
        "extra": kpi_texts(report, kpi),
        "unread": unread_texts(report, Block.KPI, kpi.code, kpi.number),
        "reviews": _reviews(report, Block.KPI, kpi.code, kpi.number),
        "division": item.division or None if item else None,
    }


def _kpi_further(kpi: Kpi) -> Json:
    """What only some plans say of a KPI: its kind, the years of its targets, where it counts."""
    further: Json = {
        "kind": kpi.kind,
        "interim_year": kpi.interim_year,
        "target_year": kpi.target_year,
    }
    if kpi.relisted_from:
        further["relisted_from"] = "{} KPI{}".format(*kpi.relisted_from)
    return {name: value for name, value in further.items() if value}


def _kpi_value(report: Report, figure: KpiFigure) -> Json:
    first, *rest = parts_of(figure, report.fiscal_year)
    return {
        "code": figure.kpi.code,
        "kpi": figure.kpi.number,
        "period": figure.period.key,
        "fiscal_year": figure.period.fiscal_year,
        "status": figure.status.value,
        "text": figure.text,
        **_figure(first),
        "planned": first.planned,
        "kind": first.kind,
        "missing_reason": first.missing_reason,
        "refused": first.reason if first.ambiguous else None,
        "also": [_figure(other) for other in rest],
        "review": report.review_at(figure.source).value,
        "source": source_json(figure.source),
    }


def _figure(quantity: Quantity) -> Json:
    return {
        "value": digits(quantity.value),
        "low": digits(quantity.low),
        "high": digits(quantity.high),
        "unit": quantity.unit,
        "qualifier": quantity.qualifier,
        "fiscal_years": list(quantity.fiscal_years),
    }


def _initiative(report: Report, item: InitiativeReport) -> Json:
    initiative = item.initiative
    return {
        "code": initiative.code,
        "number": initiative.number,
        "title": initiative.title,
        "strategy_codes": list(strategy_codes(report, initiative)),
        "relisted_from": initiative.relisted_from or None,
        "description": item.texts.get("description", ""),
        "results": item.results,
        "budget_program": item.budget_program or None,
        "amount_yen": whole_yen(item.amount),
        "amount_text": item.amount_text,
        "budgets": [_budget(report, budget) for budget in item.budgets if budget.program],
        "ratings": [_rating(report, rating) for rating in item.ratings],
        "extra": _extra(report, Block.INITIATIVE, item.texts, _INITIATIVE_TEXTS),
        "unread": unread_texts(report, Block.INITIATIVE, initiative.code),
        "reviews": _reviews(report, Block.INITIATIVE, initiative.code),
        "division": item.division or None,
        "source": source_json(item.source),
    }


def _budget(report: Report, budget: ProgramBudget) -> Json:
    read = budget.quantity
    return {
        "program": budget.program,
        "amount_yen": whole_yen(budget.amount),
        "amount_text": budget.text,
        "missing_reason": read.missing_reason if read else None,
        "refused": read.reason if read and read.ambiguous else None,
        "review": report.review_at(budget.source).value,
        "source": source_json(budget.source),
    }


def _program(spending: Spending) -> Json:
    program = spending.program
    return {
        "name": program.name,
        "amount_yen": whole_yen(spending.amount),
        "state": spending.state.value,
        "review": spending.review.value,
        "amounts_yen": [whole_yen(amount) for amount in program.amounts],
        "settled_yen": whole_yen(program.settled),
        "initiatives": list(program.initiatives),
        "divisions": list(program.divisions),
    }


def _goal(goal: Goal) -> Json:
    return {
        "number": goal.number,
        "title": goal.title,
        "indicator": goal.indicator,
        "target": {"text": goal.target, **_figure(goal.target_quantity)},
        "target_year": goal.target_year,
        "baseline": {"text": goal.baseline, **_figure(goal.baseline_quantity)},
        "baseline_period": goal.baseline_period,
        "note": goal.note,
    }


def finding_json(finding: Finding) -> Json:
    """A finding with the keys of 収集結果.json."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "division": finding.division or None,
        **place_json(finding.source),
        "code": finding.code or None,
        "field": finding.field or None,
        "given": finding.given,
        "expected": finding.expected,
        "message": finding.message,
        "remedy": finding.remedy,
        "waived": finding.waived,
        "also_at": [place_json(cell) for cell in finding.also_at],
        "explained": finding.explained,
    }


def _rule_off(rule: RuleOff) -> Json:
    return {
        "rule": rule.id,
        "name": rule.name,
        "meaning": rule.meaning,
        "reason": rule.reason,
        "decided": rule.decided.isoformat() if rule.decided else None,
    }


def _reply(reply: Reply) -> Json:
    return {
        "division": reply.division,
        "round": reply.round,
        **place_json(reply.source),
        "place": reply.place,
        "asked": reply.asked,
        "text": reply.text,
    }


def _round_change(change: RoundChange) -> Json:
    return {
        "division": change.division,
        "round": change.round,
        "change": change.change.value,
        "rule": change.rule,
        "severity": change.severity,
        "place": change.place,
        "message": change.message,
        "reply": change.reply,
        "source": source_json(change.source),
    }


def _ledger(report: Report) -> Json | None:
    """None where no ledger was given."""
    if report.ledger is None:
        return None
    rows = [
        {
            "name": row.name,
            "match": row.match.value,
            "reported_yen": whole_yen(row.reported),
            "ledger_yen": whole_yen(row.ledger),
            "difference_yen": whole_yen(row.difference),
        }
        for row in report.reconciled
    ]
    return {"file": report.ledger.file, "sha256": report.ledger.sha256, "programs": rows}


def _normalised(change: Normalised) -> Json:
    return {
        **place_json(change.source),
        "division": change.division or None,
        "field": change.field,
        "given": change.given,
        "used": change.used,
        "rule": change.rule,
    }


def _input(file: InputFile) -> Json:
    return {
        "file": file.file,
        "sha256": file.sha256,
        "status": file.status.value,
        "reason": file.reason,
        "division": file.division or None,
        "round": file.round,
        "saved": file.saved or None,
    }
