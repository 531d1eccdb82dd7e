"""The sheets of one section in a book: a copy that repeats, one left blank, two that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.layout import Key, Slot
from zushi_xl.returned.cell_answer import is_blank
from zushi_xl.returned.locate import Found, Located
from zushi_xl.returned.quoting import labels
from zushi_xl.returned.rules import SHEET_TWICE
from zushi_xl.returned.sheet_findings import SheetFindings
from zushi_xl.workbook.cells import Source, Worksheet


def distinct(sheets: Sequence[Worksheet]) -> list[Worksheet]:
    """The first sheet and those that do not just repeat it."""
    kept: list[Worksheet] = []
    for sheet in sheets:
        if all(_contents(sheet) != _contents(other) for other in kept):
            kept.append(sheet)
    return kept


def _contents(sheet: Worksheet) -> dict[tuple[int, int], tuple[str, str | None]]:
    return {place: (cell.text, cell.struck) for place, cell in sheet.cells.items()}


def by_slot(
    division: str, checkers: Sequence[SheetFindings], located: Iterable[Located]
) -> dict[Key, list[tuple[SheetFindings, Found]]]:
    """Where each slot of the division stands, on whichever sheet."""
    places: dict[Key, list[tuple[SheetFindings, Found]]] = {}
    for checker, one in zip(checkers, located, strict=True):
        for found in one.found:
            if found.slot.owner == division:
                places.setdefault(found.slot.key, []).append((checker, found))
    return places


def is_unfilled(located: Located, checker: SheetFindings) -> bool:
    """Whether the division has written nothing into a sheet of its own."""
    return all(is_blank(found.cell) for found in located.found if checker.owns(found.slot))


def twice(
    checkers: Sequence[SheetFindings], differing: Sequence[Slot], is_one_blank: bool
) -> Finding:
    """``is_one_blank``: a sheet too many that says nothing keeps no return from counting."""
    second, names = checkers[1], "、".join(f"「{checker.sheet.name}」" for checker in checkers)
    what = (
        f"内容の異なる{labels(differing)}は読んでいません。"
        if differing
        else "書かれている方を読みました。"
    )
    told = SHEET_TWICE.at(
        Source(second.file, second.sheet.name),
        f"{second.page.section.code} のシートが{len(checkers)}枚あり（{names}）、内容が異なります。"
        f"{what}",
        "どちらが正しいかを確かめ、不要なシートを削除してください。",
        division=second.division,
        code=second.page.section.code,
        given=names,
    )
    severity = Severity.INFO if is_one_blank and not differing else told.severity
    return replace(told, severity=severity)
