"""datapackage.json: the tables for programs, as a Tabular Data Package.

Source: Frictionless Data, Tabular Data Package and Table Schema (specs.frictionlessdata.io, v1).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from zushi_xl.publish.open_data.description import keywords_of, summary_of, title_of
from zushi_xl.publish.open_data.dictionary import blank_meaning
from zushi_xl.publish.open_data.licences import known_licence
from zushi_xl.publish.open_data.machine_names import machine_names, table_name
from zushi_xl.report.model import Report
from zushi_xl.report.tables.tidy import CODE, INTEGER, NUMBER, TEXT, TidyColumn, TidyTable

PACKAGE = "datapackage.json"
_TYPES = {TEXT: "string", CODE: "string", NUMBER: "number", INTEGER: "integer"}
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}


def package_text(report: Report, tables: Iterable[TidyTable[Any]]) -> str:
    """The description of the tables as a Data Package, as JSON."""
    return json.dumps(_package(report, tables), ensure_ascii=False, indent=1) + "\n"


def package_name(report: Report) -> str:
    """A name in ASCII that stays: of the municipality and the year."""
    city = report.plan.settings.city_code or "plan"
    return f"{city}-evaluation-{report.fiscal_year}"


def _package(report: Report, tables: Iterable[TidyTable[Any]]) -> dict[str, Any]:
    settings = report.plan.settings
    licence = known_licence(settings.licence)
    described: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": package_name(report),
        "title": title_of(report),
        "description": summary_of(report),
        "keywords": keywords_of(report),
        "contributors": [{"title": settings.city, "role": "publisher"}],
    }
    if settings.address:
        described["homepage"] = settings.address
    if licence:
        described["licenses"] = [
            {"name": licence.name, "title": licence.title, "path": licence.address}
        ]
    if report.plan.releases:
        described["created"] = f"{report.plan.releases[-1].day.isoformat()}T00:00:00+09:00"
    return {**described, "resources": [_resource(table) for table in tables]}


def _resource(table: TidyTable[Any]) -> dict[str, Any]:
    names = machine_names(table)
    fields = [_field(c, name) for c, name in zip(table.columns, names, strict=True)]
    return {
        "profile": "tabular-data-resource",
        "name": table_name(table),
        "path": table.file,
        "title": table.file.removesuffix(".csv"),
        "description": f"1行は{table.subject}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field(column: TidyColumn[Any], name: str) -> dict[str, Any]:
    """``name`` of a field is its header; the ASCII name stands beside it."""
    field: dict[str, Any] = {
        "name": column.header,
        "type": _TYPES[column.kind],
        "description": column.meaning,
        "x-machineName": name,
        "x-blankMeaning": blank_meaning(column),
    }
    return field | ({"x-unit": column.unit} if column.unit else {})
