"""What people have made of an earlier draft, also where the form has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from zushi_xl.adopt.own_form.alignment import Alignment, best_sheet, printed_texts
from zushi_xl.adopt.own_form.columns import FORM_SHEETS
from zushi_xl.adopt.own_form.load import parse_place
from zushi_xl.masters.tables import Table, read_table
from zushi_xl.text.regex import regex
from zushi_xl.workbook.cells import Area, Workbook
from zushi_xl.xlsx_in import read_workbook

from .model import address

HEADERS = tuple(column.header for column in FORM_SHEETS[1].columns)
_MADE_UP = ("確信度", "根拠")  # columns that are no decision of a person
RECORD = "下書きの記録"
ORIGINAL_OF_RECORD = "（原本）"  # names the row of the record that knows the form
_Place = tuple[str, str]  # sheet and cells in the original
_CORRECTED = "直された行"
_ID = regex(r"f\d{3,6}")


class EarlierDraft(NamedTuple):
    """What an earlier 様式定義.xlsx holds: rows by place, what adopt had written there, the form of
    which it was made, the ``highest`` number that an ID ever had. ``strange``: what a new draft has
    no room for; ``lost``: rows of people whose place in the new form is not sure."""

    rows: Mapping[_Place, Mapping[str, str]]
    written: Mapping[_Place, str]
    settings: tuple[tuple[str, ...], ...] = ()
    form: str = ""
    highest: int = 0
    strange: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def corrected(self) -> dict[_Place, Mapping[str, str]]:
        """The rows that somebody changed or added."""
        return {p: row for p, row in self.rows.items() if self.written.get(p) != fingerprint(row)}


NOTHING_KEPT = EarlierDraft({}, {})


def earlier_draft(path: Path) -> EarlierDraft:
    """The rows of an earlier draft at ``path``, if there is one."""
    book = read_workbook(path) if path.is_file() else None
    if not isinstance(book, Workbook):
        return NOTHING_KEPT
    tables = {sheet.name: read_table(sheet, path.name) for sheet in book.sheets}
    if "項目" not in tables or RECORD not in tables:
        return NOTHING_KEPT
    rows = {place_of(row): row for row in _records(tables["項目"])}
    written = {place_of(row): row.get("指紋", "") for row in _records(tables[RECORD])}
    form, _, highest = written.pop((ORIGINAL_OF_RECORD, ""), "").partition(" ")
    most = max(highest_id(rows.values()), int(highest) if highest.isdecimal() else 0)
    settings = tuple(row.texts for row in tables["設定"].rows) if "設定" in tables else ()
    return EarlierDraft(rows, written, settings, form, most, tuple(_strange(book, tables["項目"])))


def _strange(book: Workbook, fields: Table) -> Iterator[str]:
    names = [spec.name for spec in FORM_SHEETS]
    yield from (f"シート「{s.name}」" for s in book.sheets if s.name not in names and s.cells)
    yield from (f"列「{head}」" for head in fields.headers if head and head not in HEADERS)
    cells = (cell for sheet in book.sheets for cell in sheet.cells.values())
    if count := sum(bool(cell.comment) and cell.row > 0 for cell in cells):  # heads have their own
        yield f"メモ {count} か所"


def _records(table: Table) -> Iterator[dict[str, str]]:
    for row in table.rows:
        yield dict(zip(table.headers, row.texts, strict=False))


def highest_id(rows: Iterable[Mapping[str, str]]) -> int:
    """The highest number in the IDs that adopt gives."""
    ids = (row.get("ID", "") for row in rows)
    return max((int(id_[1:]) for id_ in ids if _ID.fullmatch(id_)), default=0)


def place_of(row: Mapping[str, str]) -> _Place:
    """The sheet and the cells of a row's field."""
    return row.get("原本シート", ""), row.get("原本セル", "")


def fingerprint(row: Mapping[str, str]) -> str:
    """What a person may have changed in a row, in short."""
    parts = [
        f"{header}={text}"
        for header in HEADERS
        if header not in _MADE_UP and (text := row.get(header, "").strip())
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


# ------------------------------------------------------------------ another form


def on_new_form(kept: EarlierDraft, old: Workbook, new: Workbook) -> EarlierDraft:
    """The rows where their fields stand in a new version of the form."""
    moves = _Moves(kept.rows, old, new)
    corrected, rows, lost = kept.corrected, {}, []
    written: dict[_Place, str] = {}
    for place, row in kept.rows.items():
        moved = moves.moved(row)
        if moved is not None:
            rows[place_of(moved)] = moved
            is_changed = place in corrected
            written[place_of(moved)] = _CORRECTED if is_changed else fingerprint(moved)
        elif place in corrected:
            lost.append(row.get("ラベル", ""))
    for place in kept.written.keys() - kept.rows.keys():
        gone = moves.moved({"原本シート": place[0], "原本セル": place[1]})
        if gone is not None:
            written.setdefault(place_of(gone), "")
    return kept._replace(rows=rows, written=written, lost=tuple(lost))


class _Moves:
    """Where the cells of an old form are in a new one."""

    def __init__(self, rows: Iterable[_Place], old: Workbook, new: Workbook) -> None:
        answers: dict[str, list[Area]] = {}
        for name, cells in rows:
            if (area := parse_place(cells)) is not None:
                answers.setdefault(name, []).append(area)
        taken = {sheet.name for sheet in old.sheets}
        self._sheets: dict[str, Alignment] = {}
        for sheet in old.sheets:
            printed = printed_texts(sheet, answers.get(sheet.name, ()))
            found = best_sheet(printed, new.sheets, taken)
            if found is not None:
                taken.add(found.returned.name)
                self._sheets[sheet.name] = found

    def moved(self, row: Mapping[str, str]) -> Mapping[str, str] | None:
        """A row with its cells in the new form; None where they are not sure."""
        sheet, cells = place_of(row)
        alignment, area = self._sheets.get(sheet), parse_place(cells)
        texts = filter(None, row.get("見出しセル", "").split("、"))
        labels = [label for text in texts if (label := parse_place(text)) is not None]
        if alignment is None or area is None or not all(map(alignment.keeps, labels)):
            return None
        places = [alignment.area(each) for each in (area, *labels)]
        if None in places:
            return None
        first, *others = (address(each) for each in places if each is not None)
        said = {"原本シート": alignment.returned.name, "原本セル": first}
        return {**row, **said, "見出しセル": "、".join(others)} if others else {**row, **said}
