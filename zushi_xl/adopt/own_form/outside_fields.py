"""What a returned copy holds where the form asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from zushi_xl.adopt.own_form.alignment import Alignment, Printed
from zushi_xl.adopt.own_form.beside_answers import PrintedChange, PrintedPlaces
from zushi_xl.adopt.own_form.sent_answers import is_other_note, was_printed_otherwise
from zushi_xl.findings import own_form_rules as rules
from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.form.sent import SentTexts
from zushi_xl.returned.quoting import joined
from zushi_xl.returned.rules import OLD_FORM
from zushi_xl.returned.written_beside import remark_finding, written_beside
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Cell, Remark, Source, Workbook, Worksheet, a1

_MOST_STRAY = 20
_MOST_PRINTED = 10
_LONGEST = 60  # letters of what stands in a cell, in a message
_MARKS = tuple(f"【{severity.label}】" for severity in Severity)  # begin the notes of corrections
_REPLY = "回答："  # is read with what was asked
_NOT_KNOWN = SentTexts()
_INTO_FIELD = "様式の欄に書くか、消してください。"
_Place = tuple[int, int]


class OutsideFields:
    """Gathers what is to be said of the cells of one book that are no fields, and of its notes."""

    def __init__(self, file: str, division: str) -> None:
        self._file, self._division = file, division
        self.findings: list[Finding] = []
        self.homes: dict[Source, tuple[str, int, int]] = {}  # where the original has what is told

    def tell_sheet(
        self, original: Worksheet, alignment: Alignment, printed: Printed, covered: Set[_Place],
        sent: SentTexts = _NOT_KNOWN,
    ) -> None:  # fmt: skip
        """What stands on a sheet of the form outside of its fields, which are ``covered``;
        ``sent``: with which the copy went out."""
        sheet = alignment.returned
        self._tell_notes(original, sheet, covered, sent)
        calculated = dict(_calculated(original, alignment))
        places = PrintedPlaces(original, alignment, printed)
        strays, changed = places.parted(covered | calculated.keys())
        self._tell_printed(sheet, changed, is_older=was_printed_otherwise(sent, original))
        for place in (*((c.row, c.column) for c in strays), *(c.place for c in changed)):
            if (home := alignment.home(place)) is not None:
                self.homes[Source(self._file, sheet.name, a1(*place))] = (original.name, *home)
        for cell in strays[:_MOST_STRAY]:
            source = Source(self._file, sheet.name, cell.address)
            told = f"様式の欄でないセルに「{_brief(cell)}」とあります。"
            self._say_stray(source, told, given=cell.text)
        if (more := len(strays) - _MOST_STRAY) > 0:
            told = f"様式の欄でないセルの記入が、ほかに{more}か所あります。"
            self._say_stray(Source(self._file, sheet.name), told)
        self._tell_overwritten(sheet, calculated, covered)

    def _tell_printed(
        self, sheet: Worksheet, changed: list[PrintedChange], *, is_older: bool
    ) -> None:
        """Printed texts that are others now. ``is_older``: the copy is of what the original was
        before the office changed it."""
        if not changed:
            return
        told = "、".join(change.told() for change in changed[:_MOST_PRINTED])
        told += f"ほか{len(changed) - _MOST_PRINTED}か所" if len(changed) > _MOST_PRINTED else ""
        source = Source(self._file, sheet.name, a1(*changed[0].place))
        found = rules.PRINTED.at(
            source,
            f"様式に印刷された文字が変わっています（{told}）。",
            "単位や問いの意味が変わっていないか、答えが書かれていないか確かめてください。",
        )
        if is_older:
            found = OLD_FORM.at(
                source,
                f"配った後に、様式の文字が変わりました（{told}）。今の原本のとおりに読みました。",
                "変わった欄がないか確かめ、必要なら配り直してください。",
            )
        given = joined(change.now for change in changed if change.now)
        before = joined(change.before for change in changed)
        self.findings.append(replace(found, division=self._division, given=given, expected=before))

    def _tell_overwritten(
        self, sheet: Worksheet, calculated: Mapping[_Place, str], covered: Set[_Place]
    ) -> None:
        """Cells in which the form calculates and something was typed."""
        found = [
            cell
            for place, result in sorted(calculated.items())
            if place not in covered
            and (cell := sheet.cells.get(place)) is not None
            and not cell.formula
            and fold(cell.text) not in ("", fold(result))
        ]
        if not found:
            return
        told = "、".join(f"{cell.address}「{_brief(cell)}」" for cell in found[:_MOST_STRAY])
        more = f"ほか{len(found) - _MOST_STRAY}か所" if len(found) > _MOST_STRAY else ""
        self.findings.append(
            rules.OVERWRITTEN.at(
                Source(self._file, sheet.name, found[0].address),
                f"様式が計算するセルに、式でなく値があります（{told}{more}）。取り込んでいません。",
                "もとになる欄の値と合うか確かめてください。配布した様式の式に戻すと計算されます。",
                division=self._division,
                given=joined(cell.text.strip() for cell in found),
            )
        )

    def tell_other_sheet(self, sheet: Worksheet, known: Set[tuple[int, int, str] | str]) -> None:
        """What stands on a sheet that holds no field of the form, and is not of the original."""
        cells = [(p, c) for p, c in sorted(sheet.cells.items()) if c.text.strip() and not c.formula]
        written = [c for p, c in cells if not known & {fold(c.text), (*p, fold(c.text))}]
        if not written:
            return
        first = written[0]
        more = f"、ほかに{len(written) - 1}か所" if len(written) > 1 else ""
        self._say_stray(
            Source(self._file, sheet.name, first.address),
            f"欄のないシートに「{_brief(first)}」{more}の記入があります。読み取っていません。",
            "答えであれば、様式のシートの欄に書いて提出してください。",
            joined(cell.text.strip() for cell in written),
        )

    def tell_no_cell(self, book: Workbook, printed: Mapping[tuple[str, str], int]) -> None:
        """What stands in no cell and is not of the original, which has ``printed`` so often. Of
        shapes without words only their number tells which are new."""
        found = list(written_beside(book))
        foreign = [r for r in found if folded_remark(r) not in printed]
        drawn = [r for r in found if folded_remark(r) in printed and r.kind == "shape"]
        foreign += drawn[printed[folded_remark(drawn[0])] :] if drawn else []
        for remark in foreign[:_MOST_STRAY]:
            self.findings.append(remark_finding(self._file, remark, self._division))
        if more := foreign[_MOST_STRAY:]:
            told = joined(f"{remark.sheet}「{remark.text}」" for remark in more)
            first = remark_finding(self._file, more[0], self._division)
            message = f"図形やプロパティなどの文字がほかに{len(more):,}か所あります。"
            self.findings.append(replace(first, message=message, given=told))

    def _tell_notes(
        self, original: Worksheet, sheet: Worksheet, covered: Set[_Place], sent: SentTexts
    ) -> None:
        """Notes that are neither the form's own nor the marks of a correction as it was sent."""
        printed = [cell.comment for cell in original.cells.values() if cell.comment]
        known = set(map(fold, printed))
        for cell in sorted(sheet.cells.values()):
            note = (cell.comment or "").strip()
            bare = (note, *(note.removesuffix(its).strip() for its in printed))
            is_sent = _REPLY in note or not all(is_other_note(sent, text) for text in bare)
            if not note or fold(note) in known or (note.startswith(_MARKS) and is_sent):
                continue
            source = Source(self._file, sheet.name, cell.address)
            said = note[:_LONGEST] if not note.startswith(_MARKS) else f"…{note[-_LONGEST:]}"
            if (cell.row, cell.column) in covered and not cell.text.strip():
                found = rules.NOTE_ONLY.at(
                    source,
                    f"欄は空で、メモ「{said}」が付いています。答えとして読んでいません。",
                    "答えなら、メモでなく欄に書いてください。",
                )
            else:
                found = rules.NOTE.at(
                    source,
                    f"セルにメモ「{said}」が付いています。欄の値にはしていません。",
                    "値に関わることなら、担当課に確かめてください。",
                )
            self.findings.append(replace(found, division=self._division, given=note))

    def _say_stray(
        self, source: Source, message: str, remedy: str = _INTO_FIELD, given: str = ""
    ) -> None:
        found = rules.STRAY.at(source, message, remedy, division=self._division, given=given)
        self.findings.append(found)


def folded_remark(remark: Remark) -> tuple[str, str]:
    """What tells remarks apart: what it is, and its text as compared."""
    return remark.kind, fold(remark.text)


def _brief(cell: Cell) -> str:
    return cell.text.strip()[:_LONGEST]


def _calculated(original: Worksheet, alignment: Alignment) -> Iterator[tuple[_Place, str]]:
    """Where the returned sheet has the cells in which the original calculates, and its results."""
    for (row, column), cell in original.cells.items():
        its_row, its_column = alignment.row(row), alignment.column(column)
        if cell.formula and its_row is not None and its_column is not None:
            yield (its_row, its_column), cell.text
