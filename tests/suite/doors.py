"""The doors through which a returned year comes in: the same findings through each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

import zushi_xl
from tests.suite.pages import Expected
from tests.suite.places import Places
from tests.suite.town import FORM, INPUTS, LEDGER, PLAN
from zushi_xl.cli.commands import main

SEVERITY = {"error": "要修正", "confirm": "要確認", "info": "お知らせ"}
WAIVED = "了承"
MASTERS = {"計画マスタ": PLAN, "様式定義": FORM}


class Told(NamedTuple):
    """A finding as it is compared."""

    rule: str
    severity: str
    file: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.rule} {self.severity} {self.file}[{self.sheet}]{self.cell}"


def by_command(folder: Path) -> list[Told]:
    """What 収集結果.json says after ``zushi-xl collect``."""
    ledger = ["--ledger", str(folder / LEDGER)] if (folder / LEDGER).exists() else []
    masters = ["--plan", str(folder / PLAN), "--form", str(folder / FORM)]
    arguments = ["collect", str(folder / INPUTS), *masters, "-o", str(folder / "outputs"), *ledger]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code in (0, 1), result.output
    (path,) = (folder / "outputs").rglob("収集結果.json")
    return told(json.loads(path.read_text(encoding="utf-8"))["findings"])


def told(findings: Iterable[Mapping[str, Any]]) -> list[Told]:
    """The findings of 収集結果.json, in order of their texts."""
    return sorted(_told(finding) for finding in findings)


def _told(finding: Mapping[str, Any]) -> Told:
    severity = WAIVED if finding["waived"] else SEVERITY[finding["severity"]]
    return Told(
        finding["rule"],
        severity,
        finding["file"] or "",
        finding["sheet"] or "",
        finding["cell"] or "",
    )


def in_python(folder: Path) -> list[Told]:
    """What the library says; nothing is written."""
    ledger = folder / LEDGER if (folder / LEDGER).exists() else None
    year = zushi_xl.collect(
        folder / INPUTS, plan=folder / PLAN, form=folder / FORM, ledger=ledger, workers=0
    )
    return sorted(
        Told(
            f.rule,
            WAIVED if f.waived else f.severity.label,
            f.source.file if f.source else "",
            f.source.sheet if f.source else "",
            f.source.cell if f.source else "",
        )
        for f in year.findings
    )


def expected(findings: Iterable[Expected], places: Mapping[str, Places]) -> list[Told]:
    """The findings that a page lists, with the cells that its places mean."""
    return sorted(_expected(finding, places) for finding in findings)


def _expected(finding: Expected, places: Mapping[str, Places]) -> Told:
    book, _, place = finding.place.partition(" ")
    file = book if book in places else f"{book}.xlsx"
    if book in MASTERS:
        sheet, _, cell = place.partition(" ")
        return Told(finding.rule, finding.severity, MASTERS[book], sheet, cell)
    if book == LEDGER:
        return Told(finding.rule, finding.severity, LEDGER, "", place)
    if not place:  # － is no place at all
        return Told(finding.rule, finding.severity, book.strip("－"), "", "")
    if " " not in place:  # a sheet, no cell
        return Told(finding.rule, finding.severity, file, places[file].sheet_of(place), "")
    found = places[file].find(place)
    return Told(finding.rule, finding.severity, file, found.sheet, found.cell)
