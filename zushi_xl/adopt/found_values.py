"""What filled copies hold: whose they are, and the values, as rows of 計画マスタ.xlsx."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from zushi_xl.adopt.own_form.columns import PLAN_SHEETS
from zushi_xl.adopt.own_form.gathered import value_of
from zushi_xl.adopt.own_form.model import OwnForm
from zushi_xl.adopt.own_form.returned import OwnFormAnswer, OwnFormReader, OwnReturn
from zushi_xl.adopt.own_form.sender import sender_answers
from zushi_xl.findings.finding import Problem
from zushi_xl.masters.tables import Table, make_table
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Unreadable
from zushi_xl.xlsx_in import read_workbook

from . import series

_YEAR = regex(r"(?:令和|平成|R)\s*(\d{1,2}|元)\s*年度?|(20\d\d)\s*年度?")


class Copy(NamedTuple):
    """A filled copy: whose it is, and what it answers."""

    division: str
    returned: OwnReturn


def read_copies(form: OwnForm, paths: Iterable[Path]) -> tuple[Copy, ...]:
    """The filled copies by the map of the draft; the division is what the copy itself says, else
    the name of its file.

    Raises:
        Problem: a book that is no copy of the form.
    """
    reader = OwnFormReader(form)
    copies = []
    for path in paths:
        book = read_workbook(path)
        if not isinstance(book, Unreadable):
            returned = reader.read(book, path.stem)
            if not returned.places:
                raise Problem(
                    f"{path.name} は、{form.file} の写しに見えません"
                    "（様式のシートが見つかりません）。記入済みの写しを確かめて、もう一度実行してください。"
                )
            copies.append(Copy(sender_of(returned) or _from_name(path, form), returned))
    return tuple(copies)


def sender_of(returned: OwnReturn) -> str:
    """What a copy says of the division that sent it; empty where no field asks for it."""
    return next((answer.read.used.strip() for answer in sender_answers(returned)), "")


def _from_name(path: Path, form: OwnForm) -> str:
    rest = path.stem.replace(form.original.stem, "")
    return re.sub(r"^[\s_\-（(【]+|[\s_\-）)】]+$", "", rest) or path.stem


def plan_tables(form: OwnForm, copies: Sequence[Copy], fiscal_year: int) -> tuple[Table, ...]:
    """The tables of 計画マスタ.xlsx."""
    names = dict.fromkeys(copy.division for copy in copies)
    settings: list[tuple[str, ...]] = [
        ("年度", str(fiscal_year), "回答を求める年度（西暦）です。"),
        ("回", "1", "配布の回です。"),
    ]
    rows: list[list[tuple[str, ...]]] = [
        settings,
        [(name, "", "") for name in names],
        list(_values(form, copies)),
        list(_yearly(copies)),
    ]
    return tuple(
        make_table(spec.name, [column.header for column in spec.columns], body)
        for spec, body in zip(PLAN_SHEETS, rows, strict=True)
    )


def value_rows(copies: Iterable[Copy], year: str) -> Iterator[tuple[str, ...]]:
    """Rows of 記入済みの値."""
    for copy in copies:
        for answer in copy.returned.answers.values():
            yield (
                year, copy.division, answer.field.id, str(answer.number), answer.field.label,
                answer.text, str(answer.source),
            )  # fmt: skip


def _values(form: OwnForm, copies: Sequence[Copy]) -> Iterator[tuple[str, ...]]:
    yield from value_rows(copies, _year_of(form) or "過去")


def _year_of(form: OwnForm) -> str:
    """The fiscal year that the form itself names."""
    texts = (cell.text for sheet in form.book.sheets for cell in sheet.cells.values())
    match = next((m for text in texts if "年度" in text and (m := _YEAR.search(text))), None)
    if match is None:
        return ""
    if match[2]:
        return match[2]
    base = 1988 if "平成" in match[0] else 2018
    return str(base + (1 if match[1] == "元" else int(match[1])))


def _yearly(copies: Iterable[Copy]) -> Iterator[tuple[str, ...]]:
    """A row of years, unpivoted: one value a row."""
    for copy in copies:
        for answer in copy.returned.answers.values():
            period = _period(answer)
            if period:
                name = answer.field.label.removesuffix(f"／{period}")
                unit = answer.field.unit
                yield copy.division, name, period, value_of(answer), unit, str(answer.source)


def _period(answer: OwnFormAnswer) -> str:
    last = answer.field.label.rpartition("／")[2]
    repeat = answer.field.repeat
    return last if repeat is not None and repeat.axis == "列" and series.is_year(last) else ""
