"""The invented town of the suite: its masters, its distributed forms, and what comes back."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from tests.conftest import ROOT, open_book
from tests.reading.package_edits import edited
from tests.suite.actions import ACTIONS, MENDED, REPLY, REQUESTS, SAVED, SAVED_LATER, Returned
from tests.suite.pages import FOLDER, Case, Change, Step, correct_answers
from tests.suite.places import Places
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.tables import Row, Table, make_table, tables_from_text
from zushi_xl.masters.workbooks import build_form_book, build_plan_book
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.distribute import distribute
from zushi_xl.xlsx_out import book_bytes

PLAN, FORM, LEDGER, INPUTS = "計画マスタ.xlsx", "様式定義.xlsx", "決算.csv", "inputs"
AS_SENT, ANOTHER = "様式のまま出す", "違う写しを出す"  # the latter: ``名前：記入``, saved later
RAW_FILE, OTHER_BOOK = "ファイルを加える", "別のブックを加える"
Changes = tuple[Change, ...]


@dataclass(frozen=True)
class Distributed:
    """The masters as workbooks and the form of each division."""

    plan: bytes
    form: bytes
    forms: dict[str, bytes]


def write_case(case: Case, folder: Path) -> dict[str, Places]:
    """The case's masters, ledger and returned books as files; gives the places by file name."""
    town = distributed(case.plan, case.form)
    (folder / INPUTS).mkdir(parents=True)
    now = distributed((*case.plan, *case.since), case.form) if case.since else town
    (folder / PLAN).write_bytes(now.plan)
    (folder / FORM).write_bytes(town.form)
    if case.ledger:
        (folder / LEDGER).write_text(case.ledger, encoding="utf-8")
    places: dict[str, Places] = {}
    for division in town.forms:
        steps = tuple(step for step in case.steps if step.book == division)
        for file, content in _files(town, division, steps).items():
            (folder / INPUTS / file).write_bytes(content)
            places[file] = _places(town.forms[division])
    for step in case.steps:
        _add(step, folder / INPUTS / step.book)
    return places


def _add(step: Step, path: Path) -> None:
    """A file that no division was given."""
    if step.action == RAW_FILE:
        path.write_text(step.content, encoding="utf-8")
    elif step.action == OTHER_BOOK:
        workbook = Workbook()
        workbook.worksheets[0].title = step.place
        workbook.worksheets[0]["A1"].value = step.content
        workbook.save(path)


@lru_cache(maxsize=4)
def distributed(plan: Changes, form: Changes) -> Distributed:
    """The town after some changes of its masters, with the forms that its divisions get."""
    plan_book = build_plan_book(_changed(_town_tables(), plan))
    form_book = build_form_book(_changed(_form_tables(), form))
    with TemporaryDirectory() as folder:
        paths = Path(folder) / PLAN, Path(folder) / FORM
        for path, book in zip(paths, (plan_book, form_book), strict=True):
            path.write_bytes(_with_numbers(book_bytes(book)))
        books = distribute(load_masters(*paths), Path(folder) / "out")
        forms = {path.name.split("_")[0]: path.read_bytes() for path in books}
        return Distributed(*(path.read_bytes() for path in paths), forms)


def _with_numbers(book: bytes) -> bytes:
    """``＃-0.66 0.0%`` in a master is a number with its format, as Excel makes one of (66.0%)."""
    workbook = _load(book)
    cells = [c for sheet in workbook.worksheets for row in sheet.iter_rows() for c in row]
    typed = [cell for cell in cells if str(cell.value or "").startswith("＃")]
    for cell in typed:
        number, _, cell.number_format = str(cell.value)[1:].partition(" ")
        cell.value = float(number)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue() if typed else book


@cache
def _town_tables() -> tuple[Table, ...]:
    return tables_from_text((FOLDER / "計画マスタ.txt").read_text(encoding="utf-8"))


@cache
def _form_tables() -> tuple[Table, ...]:
    shipped = ROOT / "templates_xlsx" / "様式定義.txt"
    return tables_from_text(shipped.read_text(encoding="utf-8"))


def _changed(tables: tuple[Table, ...], changes: Changes) -> tuple[Table, ...]:
    for change in changes:
        name, _, _ = change.sheet.partition("!")
        tables = tuple(_change(t, change) if t.name == name else t for t in tables)
    return tables


def _change(table: Table, change: Change) -> Table:
    """A row changed, added (追加) or, without values, taken out."""
    values = dict(item.strip().split("＝", 1) for item in change.values.split("；") if item.strip())
    headers = (*table.headers, *(name for name in values if name not in table.headers))
    rows = [dict(zip(table.headers, row.texts, strict=True)) for row in table.rows]
    if change.row == "追加":
        rows.append(values)
    else:
        rows = _changed_rows(table, rows, change.row, values)
    return make_table(table.name, headers, [[row.get(h, "") for h in headers] for row in rows])


def _changed_rows(
    table: Table, rows: list[dict[str, str]], key: str, values: dict[str, str]
) -> list[dict[str, str]]:
    chosen = [_begins(row, key) for row in table.rows]
    if chosen.count(True) != 1:
        raise LookupError(f"{table.name} {key}: {chosen.count(True)} rows")
    return [
        {**row, **values} if mine else row
        for row, mine in zip(rows, chosen, strict=True)
        if values or not mine
    ]


def _begins(row: Row, key: str) -> bool:
    """The first cells of the row, joined by blanks, are the key."""
    return any(" ".join(row.texts[:n]) == key for n in range(1, 4))


def _files(town: Distributed, division: str, steps: tuple[Step, ...]) -> dict[str, bytes]:
    if not steps:
        return {f"{division}.xlsx": _correct(town.forms[division], division)}
    if any(step.action == AS_SENT for step in steps):
        return {f"{division}.xlsx": town.forms[division]}
    book = _filled(town.forms[division], division)
    for step in (s for s in steps if s.action not in (REPLY, MENDED, ANOTHER)):
        ACTIONS[step.action](book, step.place, step.content)
    files = {name: _saved(book, saved) for name, saved in book.files.items()}
    for step in (s for s in steps if s.action == ANOTHER):
        name, _, typed = step.content.partition("：")
        book.cell(step.place).value = typed
        files[name] = _saved(book, SAVED_LATER)
    if back := [step for step in steps if step.action in (REPLY, MENDED)]:
        files = {name: _answered(town, division, files, back) for name in files}
    return files


def _answered(
    town: Distributed, division: str, files: dict[str, bytes], steps: Sequence[Step]
) -> bytes:
    """The 差し戻し that the files bring about, replies typed beside its requests, fields typed
    over."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / PLAN).write_bytes(town.plan)
        (folder / FORM).write_bytes(town.form)
        (folder / INPUTS).mkdir()
        for file, content in files.items():
            (folder / INPUTS / file).write_bytes(content)
        collect(load_masters(folder / PLAN, folder / FORM), [folder / INPUTS], folder)
        (path,) = folder.rglob(f"{division}_差し戻し*.xlsx")
        data = path.read_bytes()
    book = Returned(division, _load(data), _places(data), {})
    for step in steps:
        if step.action == MENDED:
            book.cell(step.place).value = step.content or None
        else:
            _reply(book, step)
    return _saved(book, SAVED_LATER)


def _reply(book: Returned, reply: Step) -> None:
    rows = [list(cells) for cells in book.workbook[REQUESTS].iter_rows()]
    column = next(cell.column for row in rows for cell in row if "回答" in str(cell.value)) - 1
    row = next(cells for cells in rows if reply.place in (str(cells[0].value), str(cells[1].value)))
    row[column].value = reply.content or None


@lru_cache(maxsize=16)
def _correct(form: bytes, division: str) -> bytes:
    book = _filled(form, division)
    return _saved(book, SAVED)


def _filled(form: bytes, division: str) -> Returned:
    workbook = _load(form)
    book = Returned(division, workbook, _places(form), {f"{division}.xlsx": SAVED})
    for step in correct_answers():
        if step.book == division:
            _fill(book, step)
    return book


def _fill(book: Returned, step: Step) -> None:
    """A field that a case's masters do not have is not filled."""
    try:
        place = book.places.find(step.place)
    except LookupError:
        return
    cell = book.workbook[place.sheet][place.cell]
    if not cell.protection.locked:
        book.filled[place] = cell.value
        cell.value = step.content


@lru_cache(maxsize=16)
def _places(form: bytes) -> Places:
    return Places(_load(form))


def _load(data: bytes) -> Workbook:
    return open_book(io.BytesIO(data), rich_text=True)


def _saved(book: Returned, saved: str) -> bytes:
    out = io.BytesIO()
    book.workbook.save(out)
    return edited(out.getvalue(), [*book.package, lambda parts: _stamp(parts, saved)])


def _stamp(parts: dict[str, bytes], saved: str) -> None:
    """The time of saving, in Japan; openpyxl puts the time of the test."""
    utc = datetime.fromisoformat(f"{saved}+09:00").astimezone(UTC)
    time = utc.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    pattern = rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*"
    parts["docProps/core.xml"] = re.sub(pattern, rb"\g<1>" + time, parts["docProps/core.xml"])
