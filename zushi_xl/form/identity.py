"""Whose form it is: what every distributed book carries, hidden and in plain sight.

Hidden: the sheet ``識別`` (names and values), and in column A of each form sheet a tag per line.
In plain sight: the foot line of each sheet. Either is enough to know a returned book; sheet names
and file names are never trusted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from zushi_xl.text.regex import regex
from zushi_xl.text.unseen import INVISIBLE
from zushi_xl.workbook.cells import Workbook, Worksheet

HIDDEN_SHEET = "識別"
FRAME = "枠"  # tags of lines that are not of the form: title, place in the plan, legend, foot
_KEYS = ("担当課", "年度", "回", "様式版", "計画版")
_PHASE = "段階"  # only where the plan has phases
PROPERTY_NAMES = (*_KEYS, _PHASE)  # of a book's own properties
_FOOT = regex(
    r"(?P<division>[^｜]+)｜(?P<year>\d{4})年度｜第(?P<round>\d{1,3})回｜(?P<code>[^｜]*)"
    r"｜様式(?P<form>[^｜]*)｜計画(?P<plan>[^｜]*)(?:｜段階(?P<phase>[^｜]*))?"
)
_LONGEST_FOOT = 1_000
_BLANKS = regex(rf"[\s{INVISIBLE}]+")
_WIDE = str.maketrans(
    "０１２３４５６７８９|", "0123456789｜"
)  # else as typed: versions keep their dashes


class Identity(NamedTuple):
    """Whose book it is: division, year, round, versions of form and plan."""

    division: str
    fiscal_year: int
    round: int
    form_version: str
    plan_version: str
    phase: str = ""  # 段階; empty where the plan has none

    def as_pairs(self) -> tuple[tuple[str, str], ...]:
        """Rows of the hidden sheet."""
        values = (self.division, self.fiscal_year, self.round, self.form_version, self.plan_version)
        pairs = tuple(zip(_KEYS, map(str, values), strict=True))
        return (*pairs, (_PHASE, self.phase)) if self.phase else pairs

    def foot_line(self, code: str) -> str:
        """The line at the foot of a sheet."""
        return (
            f"{self.division}｜{self.fiscal_year}年度｜第{self.round}回｜{code}"
            f"｜様式{self.form_version}｜計画{self.plan_version}"
            f"{f'｜{_PHASE}{self.phase}' if self.phase else ''}"
        )

    def next_round(self) -> Identity:
        """The same book one correction later."""
        return self._replace(round=self.round + 1)


def frame_tag(name: str, code: str = "") -> str:
    """Tag of a line outside the form's fields, e.g. ``5-1-①/枠/title``."""
    return f"{code}/{FRAME}/{name}"


def hidden_identity(book: Workbook, others: Container[Identity] = ()) -> Identity | None:
    """The identity in the hidden sheet, whatever that sheet is called now; none of ``others``."""
    found = (identity for identity in hidden_identities(book) if identity not in others)
    return next(found, None)


def hidden_identities(book: Workbook) -> Iterator[Identity]:
    """What the hidden sheets say: several where a copy was made of a copy."""
    for sheet in book.sheets:
        if is_identity_sheet(sheet):
            pairs: dict[str, str] = {}
            for (row, column), cell in sorted(sheet.cells.items()):
                pairs.setdefault(cell.text, sheet.text(row, column + 1))
            identity = _from_pairs(pairs)
            if identity is not None:
                yield identity


def identity_of_properties(properties: Mapping[str, str]) -> Identity | None:
    """The identity in the document's own properties: they survive where sheets are deleted."""
    if all(key in properties for key in _KEYS):
        return _from_pairs(properties)
    return None


def is_identity_sheet(sheet: Worksheet) -> bool:
    """Whether a sheet holds the names and values of an identity."""
    texts = {cell.text for cell in sheet.cells.values()}
    return all(key in texts for key in _KEYS)


def _from_pairs(pairs: Mapping[str, str]) -> Identity | None:
    division, year, round_, form, plan = (pairs[key] for key in _KEYS)
    if not (division and _is_number(year, 4) and _is_number(round_, 3)):
        return None
    return Identity(division, int(year), int(round_), form, plan, pairs.get(_PHASE, ""))


def _is_number(text: str, digits: int) -> bool:
    return text.isdecimal() and len(text) <= digits


def foot_lines(sheet: Worksheet) -> Iterator[tuple[Identity, str]]:
    """Identities and section codes that the sheet shows at its foot."""
    for cell in sheet.cells.values():
        if len(cell.text) <= _LONGEST_FOOT and ("｜" in cell.text or "|" in cell.text):
            found = _parse_foot(cell.text)
            if found:
                yield found


def _parse_foot(text: str) -> tuple[Identity, str] | None:
    match = _FOOT.search(_BLANKS.sub("", unicodedata.normalize("NFC", text)).translate(_WIDE))
    if match is None:
        return None
    identity = Identity(
        match["division"],
        int(match["year"]),
        int(match["round"]),
        match["form"],
        match["plan"],
        match["phase"] or "",
    )
    return identity, match["code"]
