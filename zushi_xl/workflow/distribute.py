"""計画マスタ + 様式定義 → one pre-filled workbook per division."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from zushi_xl.finding import Problem
from zushi_xl.identity import Identity
from zushi_xl.sheets.cover import cover_sheet
from zushi_xl.sheets.form import FormBuilder
from zushi_xl.sheets.model import Book
from zushi_xl.sheets.names import file_name
from zushi_xl.whole_output import whole_output
from zushi_xl.workflow.masters import Masters
from zushi_xl.xlsx_out import write_book

FOLDER = "配布"
_SUFFIX = "_進捗状況評価シート.xlsx"
Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _all: int) -> None:
    """Progress that nobody watches."""


def distribute(
    masters: Masters,
    output: Path,
    only: Iterable[str] = (),
    progress: Progress = silent,
) -> tuple[Path, ...]:
    """Write the books of all divisions that have something to report, or of ``only`` those.

    Raises:
        Problem: an unknown division, a division without anything to report.
    """
    builder = FormBuilder(masters.plan, masters.form)
    names = _divisions(builder, tuple(only))
    folder = output / f"{masters.plan.fiscal_year}年度" / FOLDER
    written = []
    with whole_output(folder) as new:
        for done, name in enumerate(names):
            progress(name, done, len(names))
            path = file_name(name) + _SUFFIX
            write_book(division_book(builder, name), new / path)
            written.append(folder / path)
    progress("", len(names), len(names))
    return tuple(written)


def division_book(builder: FormBuilder, division: str) -> Book:
    """The book of one division, pre-filled with what the plan knows."""
    plan, form = builder.plan, builder.form
    identity = Identity(
        division, plan.fiscal_year, plan.settings.round, form.version, plan.settings.plan_version
    )
    sheets = builder.sheets(identity)
    cover = cover_sheet(plan, form, identity, sheets)
    return builder.book(identity, (cover, *(sheet.sheet for sheet in sheets)))


def reporting_divisions(builder: FormBuilder) -> tuple[str, ...]:
    """Divisions that have at least one field to fill in, in the order of the plan master."""
    owners = {slot.owner for page in builder.pages for slot in page.slots}
    return tuple(d.name for d in builder.plan.divisions if d.name in owners)


def _divisions(builder: FormBuilder, only: tuple[str, ...]) -> tuple[str, ...]:
    reporting = reporting_divisions(builder)
    if not only:
        return reporting
    chosen = []
    for typed in only:
        division = builder.plan.division_named(typed)
        if division is None:
            raise Problem(
                f"「{typed}」という課は計画マスタの「担当課」にありません。"
                f"次の中から指定してください：{'、'.join(reporting)}"
            )
        if division.name not in reporting:
            raise Problem(
                f"「{division.name}」には記入する施策も取り組みもありません。"
                "計画マスタの主担当課・担当課を確かめてください。"
            )
        chosen.append(division.name)
    return tuple(dict.fromkeys(chosen))
