"""Returned copies of an earlier year → rows of 記入済みの値 in 計画マスタ.xlsx, and what is to be
said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from zushi_xl.adopt.own_form.columns import PLAN_SHEETS
from zushi_xl.adopt.own_form.gathered import Gathered, OwnFormFile, gather, wrong_year
from zushi_xl.adopt.own_form.load import load_own
from zushi_xl.adopt.own_form.model import OwnFormDivision, OwnMasters, OwnPlan
from zushi_xl.adopt.own_form.result_book import result_book
from zushi_xl.adopt.own_form.returned import OwnFormReader, OwnReturn
from zushi_xl.files.find import find_workbooks
from zushi_xl.files.whole_output import Tell, say_nothing, whole_output
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding, Problem
from zushi_xl.form.identity import Identity
from zushi_xl.masters.tables import Table, make_table, read_table
from zushi_xl.masters.workbooks import build_tables_book
from zushi_xl.workbook.cells import Source, Unreadable
from zushi_xl.xlsx_in import MASTER, read_workbook
from zushi_xl.xlsx_out import write_book

from .found_values import Copy, sender_of, value_rows

_VALUES = "記入済みの値"


class Imported(NamedTuple):
    """What was read, and where it was written."""

    gathered: Gathered
    paths: tuple[Path, ...]


def import_year(
    plan: Path, form: Path, returned: Path, year: int, folder: Path, tell: Tell = say_nothing
) -> Imported:
    """Read the copies in ``returned`` as those of the fiscal year ``year``, and write the plan
    master with their values and a table of them into ``folder``; ``tell`` hears what an interrupted
    run had left.

    Raises:
        Problem: no copies, masters missing or faulty, an output open in Excel.
    """
    masters = load_own(plan, form, anybody=True)
    copies, others, findings = _read(masters, returned, year)
    names = dict.fromkeys(
        [*(d.name for d in masters.plan.divisions), *(c.division for c in copies)]
    )
    known = {d.name: d for d in masters.plan.divisions}
    divisions = tuple(known.get(name) or OwnFormDivision(name) for name in names)
    past = OwnMasters(masters.form, OwnPlan(plan.name, year, 1, divisions))
    gathered = gather(past, [_named(copy, year) for copy in copies], others, findings)
    adopted = {returned.file for returned in gathered.returns.values()}
    rows = list(value_rows((c for c in copies if c.returned.file in adopted), str(year)))
    result = folder / f"取り込み結果_{year}年度.xlsx"
    new_names = _new_divisions(masters, copies)
    if new_names and masters.plan.divisions:
        tell(
            f"計画マスタの「担当課」に {'、'.join(new_names)} を加えました。"
            "今ある課の前の名前なら、行を消して、その課の別名に書いてください。"
        )
    with whole_output(folder, tell=tell) as new:
        tables = _with_values(plan, rows, new_names, str(year))
        write_book(build_tables_book("計画マスタ", tables, PLAN_SHEETS), new / plan.name)
        write_book(result_book(gathered), new / result.name)
    return Imported(gathered, (folder / plan.name, result))


def _new_divisions(masters: OwnMasters, copies: Iterable[Copy]) -> tuple[str, ...]:
    """The divisions that copies with answers name and the plan has not. The name of a file is none,
    but where nothing else is known."""
    known = masters.plan.names
    found = (
        copy.division
        for copy in copies
        if copy.returned.answers and (not known or _division(masters, copy.returned, ""))
    )
    return tuple(dict.fromkeys(name for name in found if name not in known))


def _read(
    masters: OwnMasters, folder: Path, year: int
) -> tuple[list[Copy], list[OwnFormFile], list[Finding]]:
    if not folder.exists():
        raise Problem(f"{folder} が見つかりません。提出ファイルのあるフォルダを指定してください。")
    found = list(find_workbooks([folder]))
    wanted = [file for file in found if not file.ignored]
    if not wanted:
        raise Problem(f"{folder} に Excel ブックがありません。フォルダを確かめてください。")
    others = [OwnFormFile(f.name, f.sha256, "ignored", f.ignored) for f in found if f.ignored]
    reader, copies, findings = OwnFormReader(masters.form), list[Copy](), list[Finding]()
    for file in wanted:
        assert isinstance(file.path, Path)
        book = read_workbook(file.path, file.name)
        if isinstance(book, Unreadable):
            findings.append(rules.UNREADABLE.at(Source(file.name), f"{book.reason}。", book.remedy))
            others.append(OwnFormFile(file.name, book.sha256, "unreadable", book.reason))
            continue
        returned = reader.read(book, Path(file.name).stem)
        if (no_copy := _no_copy(returned, year)) is not None:
            findings.append(no_copy)
            others.append(OwnFormFile(file.name, book.sha256, "ignored", no_copy.message))
            continue
        division = _division(masters, returned, file.name)
        if not division:
            findings.append(_unknown(file.name))
        copies.append(Copy(division or Path(file.name).stem, returned))
    return copies, others, findings


def _no_copy(returned: OwnReturn, year: int) -> Finding | None:
    """Why a book is no copy of the form of that year."""
    if not returned.places:
        return next(f for f in returned.findings if f.rule == rules.NO_SHEET.id)
    identity = returned.identity
    if identity is not None and identity.fiscal_year != year:
        return wrong_year(returned.file, identity, year)
    return None


def _division(masters: OwnMasters, returned: OwnReturn, file: str) -> str:
    """Whose a copy is: its identity, what it says itself, a known name in an answer or in the
    file's name; "" where nothing says it."""
    names = masters.plan.names
    if returned.identity is not None:
        return names.get(returned.identity.division, returned.identity.division)
    said = sender_of(returned)
    if said:
        return names.get(said, said)
    written = {names[text] for a in returned.answers.values() if (text := a.text.strip()) in names}
    if len(written) == 1:
        return written.pop()
    inside = [name for name in names if name in file]
    return names[max(inside, key=len)] if inside else ""


def _unknown(file: str) -> Finding:
    name = Path(file).stem
    return rules.NO_OWNER.at(
        Source(file),
        f"どの課の写しか決まらないので、ファイル名の「{name}」を課名にしました。",
        "ファイル名か写しの中に、計画マスタの「担当課」にある課名を書いて、取り込み直してください。",
    )


def _named(copy: Copy, year: int) -> OwnReturn:
    old = copy.returned
    identity = Identity(copy.division, year, 1, "", "")
    findings = tuple(
        replace(f, division=copy.division) for f in old.findings if f.rule != rules.NO_OWNER.id
    )
    return OwnReturn(old.file, old.sha256, identity, old.answers, findings, old.saved)


def _with_values(
    plan: Path, rows: Sequence[tuple[str, ...]], divisions: Iterable[str], year: str
) -> list[Table]:
    """The tables of the plan master with further ``divisions``; the year's values in place of those
    that it had of the same ones."""
    book = read_workbook(plan, budget=MASTER)
    assert not isinstance(book, Unreadable)
    tables = {sheet.name: read_table(sheet, plan.name) for sheet in book.sheets}
    out = []
    for spec in PLAN_SHEETS:
        headers = [column.header for column in spec.columns]
        old = tables.pop(spec.name, None)
        headers += [head for head in (old.headers if old else ()) if head and head not in headers]
        body = [_as(headers, old, row.texts) for row in old.rows] if old else []
        if spec.name == _VALUES:
            again = {row[1] for row in rows}
            body = [row for row in body if row[0] != year or row[1] not in again]
            body += [[*row, *[""] * (len(headers) - len(row))] for row in rows]
        if spec.name == "担当課":
            body += [[name] + [""] * (len(headers) - 1) for name in divisions]
        out.append(make_table(spec.name, headers, body))
    return [*out, *tables.values()]


def _as(headers: Sequence[str], table: Table, texts: Sequence[str]) -> list[str]:
    row = dict(zip(table.headers, texts, strict=False))
    return [row.get(header, "") for header in headers]
