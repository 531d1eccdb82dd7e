"""Copies of the original for divisions: as distributed, and as sent back with marks."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from zushi_xl.adopt.own_form.model import OwnField, OwnForm, OwnMasters
from zushi_xl.adopt.own_form.returned import OwnFormAnswer, OwnReturn
from zushi_xl.adopt.own_form.sent_answers import Place, rows_of_sent
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.identity import HIDDEN_SHEET, Identity
from zushi_xl.workbook.cells import Scalar
from zushi_xl.xlsx_out.package_copy import CellEdit, edited_copy

_FILLS = {Severity.ERROR: "FFC7CE", Severity.CONFIRM: "FFEB9C"}
_NO_ROOM = "足された行の答えは、この写しに入りません。行を足して書き直してください。"
_LISTED = 5
_UNTOUCHED = (1980, 1, 1, 0, 0, 0)


def identity_of(masters: OwnMasters, division: str) -> Identity:
    """Whose copy it is."""
    form, plan = masters.form, masters.plan
    return Identity(division, plan.fiscal_year, plan.round, form.version, form.book.sha256[:12])


def distributed_copy(masters: OwnMasters, division: str, part: str = "") -> bytes:
    """The original with what is known of the division, or of one of its items, and its identity."""
    sent = dict(_prefilled(masters, division, part))
    edits = [CellEdit(*_home(masters.form, *place), value) for place, value in sent.items()]
    hidden = *identity_of(masters, division).as_pairs(), *rows_of_sent(masters.form.book, sent)
    return edited_copy(masters.form.content, edits, (HIDDEN_SHEET, hidden))


def _prefilled(
    masters: OwnMasters, division: str, part: str
) -> Iterator[tuple[Place, str | Decimal]]:
    for item in masters.plan.prefilled:
        own = masters.form.by_id.get(item.field_id)
        is_ours = masters.plan.names.get(item.division) == division and item.part in ("", part)
        if own is not None and is_ours and item.text and item.number in dict(own.places()):
            yield (own.id, item.number), _typed(own, item.text)


def unplaced(masters: OwnMasters) -> Iterator[str]:
    """What is said of values that are to be filled in beforehand and have no place in any copy."""
    plan, fields = masters.plan, masters.form.by_id
    lost = []
    for item in plan.prefilled:
        own = fields.get(item.field_id)
        name = f"{item.division} {item.field_id}"
        if item.division not in plan.names:
            lost.append(f"{name}（配る課にありません）")
        elif own is None:
            lost.append(f"{name}（様式定義にありません）")
        elif item.number not in dict(own.places()):
            lost.append(f"{name}（番号 {item.number} の欄がありません）")
    if lost:
        more = f"、ほか {len(lost) - _LISTED} 行" if len(lost) > _LISTED else ""
        yield (
            f"「記入済みの値」の {len(lost)} 行は、入れる欄がないので記入していません："
            f"{'、'.join(lost[:_LISTED])}{more}。"
        )


def _typed(own: OwnField, text: str) -> str | Decimal:
    plain = text.replace(",", "")
    figure = (
        own.kind in ("数値", "金額", "年") and plain.lstrip("-").replace(".", "", 1).isdecimal()
    )
    return Decimal(plain) if figure and plain.isascii() else text


def is_untouched(path: Path) -> bool:
    """Whether a file is a copy as it was written: programs write the hidden sheet anew."""
    try:
        with zipfile.ZipFile(path) as package:
            return any(
                info.filename.endswith("worksheets/identity.xml") and info.date_time == _UNTOUCHED
                for info in package.infolist()
            )
    except (OSError, zipfile.BadZipFile):
        return False


def corrected_copy(
    masters: OwnMasters,
    returned: OwnReturn,
    findings: Iterable[Finding],
    asked: Sequence[Sequence[str]] = (),
) -> bytes:
    """The original with the division's own answers, and marks where something is to be mended.
    ``asked``: rows for the hidden sheet that say what the division was asked."""
    identity = identity_of(masters, "")
    if returned.identity is not None:  # of what the original is now
        identity = returned.identity._replace(
            form_version=identity.form_version, plan_version=identity.plan_version
        )
    marks = _marks(masters.form, returned, findings)
    edits = marks | {(e.sheet, e.row, e.column): e for e in _answers(returned, marks)}
    sent = {
        key: _stored(answer)
        for key, answer in returned.answers.items()
        if _home(masters.form, *key) not in marks
    }
    notes = (edit.note for edit in edits.values() if edit.note)
    kept = rows_of_sent(masters.form.book, sent, notes)
    hidden = *identity.next_round().as_pairs(), *asked, *kept
    return edited_copy(masters.form.content, list(edits.values()), (HIDDEN_SHEET, hidden))


def _answers(
    returned: OwnReturn, marks: Mapping[tuple[str, int, int], CellEdit]
) -> Iterator[CellEdit]:
    for answer in returned.answers.values():
        area = dict(answer.field.places()).get(answer.number)
        if area is None:
            continue
        place = (answer.field.sheet, area.top, area.left)
        mark = marks.get(place)
        fill, note = (mark.fill, mark.note) if mark else ("", "")
        yield CellEdit(*place, _stored(answer), fill, note)


def _stored(answer: OwnFormAnswer) -> str | Decimal:
    """What the cell held: a number stays one."""
    value: Scalar = answer.cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return answer.text


def _marks(
    form: OwnForm, returned: OwnReturn, findings: Iterable[Finding]
) -> dict[tuple[str, int, int], CellEdit]:
    """What is to be mended, at its place in the original."""
    homes = dict(returned.homes)
    homes |= {source: _home(form, *place) for place, source in returned.places.items()}
    found: dict[tuple[str, int, int], CellEdit] = {}
    for finding in findings:
        place = homes.get(finding.source) if finding.source else None
        own = form.by_id.get(finding.code)
        if place is None and own is not None:
            place = own.sheet, own.area.top, own.area.left
        if place is None and finding.severity is not Severity.INFO:
            place = _first_printed(form)
        if place is None:
            continue
        note = f"【{finding.severity.label}】{finding.message}{finding.remedy}"
        fill = _FILLS.get(finding.severity, "")
        old = found.get(place)
        if old is not None:
            note, fill = f"{old.note}\n{note}", old.fill or fill
        found[place] = CellEdit(*place, None, fill, note)
    for place, note in _beyond(returned):
        old = found.get(place, CellEdit(*place, None, "", ""))
        found[place] = old._replace(note=f"{old.note}\n{note}".strip())
    return found


def _beyond(returned: OwnReturn) -> Iterator[tuple[tuple[str, int, int], str]]:
    """Answers in rows that people have added, for which the original has no room: said in a note
    at the last row, for whoever fills the copy in again."""
    rows: dict[tuple[str, int, int], dict[int, list[str]]] = {}
    for answer in returned.answers.values():
        areas = dict(answer.field.places())
        if answer.number not in areas:
            last = areas[max(areas)]
            place = next(
                (p for p in rows if p[:2] == (answer.field.sheet, last.top)),
                (answer.field.sheet, last.top, last.left),
            )
            told = f"{answer.field.label}「{answer.text.strip()}」"
            rows.setdefault(place, {}).setdefault(answer.number, []).append(told)
    for place, added in rows.items():
        lines = (f"{number}行目：{'、'.join(told)}" for number, told in sorted(added.items()))
        yield place, "\n".join((f"【{Severity.INFO.label}】{_NO_ROOM}", *lines))


def _first_printed(form: OwnForm) -> tuple[str, int, int] | None:
    """Where a division looks first: the first text of the sheet with the first field."""
    first = form.fields[0].sheet if form.fields else ""
    places = (min(s.cells) for s in form.book.sheets if s.name == first and s.cells)
    return next(((first, *place) for place in places), None)


def _home(form: OwnForm, field_id: str, number: int) -> tuple[str, int, int]:
    own = form.by_id[field_id]
    area = dict(own.places()).get(number, own.area)
    return own.sheet, area.top, area.left
