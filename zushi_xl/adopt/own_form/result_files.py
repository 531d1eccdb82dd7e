"""収集結果.json and the open-data tables of an own form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from zushi_xl.adopt.own_form.changed_answers import ChangedAnswer
from zushi_xl.adopt.own_form.gathered import Gathered, review_of, value_of
from zushi_xl.adopt.own_form.returned import OwnFormAnswer
from zushi_xl.findings.finding import Finding
from zushi_xl.workbook.cells import Source

_REVIEW = {"none": "", "confirm": "要確認", "error": "要修正"}
OPEN_DATA_HEADS = (
    "年度",
    "課名",
    "ID",
    "項目",
    "番号",
    "値",
    "単位",
    "記入",
    "点検",
    "ファイル",
    "シート",
    "セル",
)


def result_json(gathered: Gathered) -> str:
    """The facts for programs; the keys are those of an evaluation's result, and ``answers``."""
    data = {
        "schema": 1,
        "fiscal_year": gathered.masters.plan.fiscal_year,
        "title": gathered.masters.form.title,
        "divisions": [_division(state) for state in gathered.states],
        "answers": [_answer(division, a, gathered) for division, a in gathered.answers()],
        "evaluations": [],
        "kpi_values": [],
        "initiatives": [],
        "budget_programs": [],
        "findings": [_finding(finding) for finding in gathered.findings],
        "changed_answers": [_changed(change) for change in gathered.changes],
        "normalised": list(_normalised(gathered)),
        "inputs": [
            {"file": f.file, "sha256": f.sha256, "status": f.status, "reason": f.reason}
            for f in gathered.files
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _division(state: Any) -> dict[str, Any]:
    status = "missing" if state.state == "未提出" else "received"
    return {
        "name": state.name,
        "status": status,
        "state": state.state,
        "file": state.file,
        "round": state.round,
    }


def _answer(division: str, answer: OwnFormAnswer, gathered: Gathered) -> dict[str, Any]:
    quantity = None if answer.read.refused else answer.read.quantity
    return {
        "division": division,
        "field": answer.field.id,
        "label": answer.field.label,
        "number": answer.number,
        "type": answer.field.kind,
        "text": answer.text,
        "value": value_of(answer) or None,
        "low": _plain(quantity.low) if quantity else None,
        "high": _plain(quantity.high) if quantity else None,
        "qualifier": quantity.qualifier if quantity else None,
        "unit": (quantity.unit if quantity else None) or answer.field.unit or None,
        "review": review_of(answer, gathered.findings),
        "source": _source(answer.source),
    }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _source(source: Source | None) -> dict[str, str] | None:
    if source is None:
        return None
    return {"file": source.file, "sheet": source.sheet, "cell": source.cell}


def _finding(finding: Finding) -> dict[str, Any]:
    source = finding.source or Source("")
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "division": finding.division,
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "code": finding.code,
        "field": finding.field,
        "given": finding.given,
        "expected": finding.expected,
        "message": finding.message,
        "remedy": finding.remedy,
        "waived": finding.waived,
    }


def _changed(change: ChangedAnswer) -> dict[str, Any]:
    return {
        "division": change.division,
        "field": change.field.id,
        "label": change.field.label,
        "number": change.number,
        "before": change.before,
        "now": change.now,
        "asked": change.asked,
        "source": _source(change.source),
    }


def _normalised(gathered: Gathered) -> Iterator[dict[str, Any]]:
    for _, answer in gathered.answers():
        for change in answer.read.changes:
            yield {
                "file": answer.source.file,
                "sheet": answer.source.sheet,
                "cell": answer.source.cell,
                "field": answer.field.label,
                "given": answer.text,
                "used": value_of(answer),
                "rule": change,
            }


def open_data_rows(gathered: Gathered) -> Iterator[list[str]]:
    """Rows of 回答.csv: one answer each; a value that is to be mended is none."""
    year = str(gathered.masters.plan.fiscal_year)
    for division, answer in gathered.answers():
        if not answer.field.published:
            continue
        review = review_of(answer, gathered.findings)
        source, quantity = answer.source, answer.read.quantity
        unit = (quantity.unit if quantity else "") or answer.field.unit
        yield [
            year, division, answer.field.id, answer.field.label, str(answer.number),
            "" if review == "error" else value_of(answer), unit, answer.text, _REVIEW[review],
            source.file, source.sheet, source.cell,
        ]  # fmt: skip
