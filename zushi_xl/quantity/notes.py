"""What stands beside a value: （2018年度～2020年度平均）, （計画値）, ※1, （うち法人12団体）."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zushi_xl.quantity.dates import DateReading, read_date
from zushi_xl.quantity.model import Quantity, Refusal
from zushi_xl.quantity.ranges import read_bounded
from zushi_xl.quantity.years import Years, match_years, read_years

_MARK = re.compile(r"(?:※+[^()※]{0,40}|注[0-9]{1,2}|\*[0-9]{0,2}|(?<![mM0-9])[¹²³⁴-⁹]{1,2}|。)$")
_BRACKETED = re.compile(r"(.+)[(\[]([^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]", re.DOTALL)
_NOTE_MARK = re.compile(r"(?:注|※|\*)?[0-9]{1,2}")
_PLANNED = re.compile(
    "(?:の)?(?:計画値?|目標値?|予定値?|見込み?値?|計画額|予定額|見込額|目標年度?|想定値?|予測値?|見通し|計画ベース)(?:値|数|額)?"
)
_YEAR_WORDS = re.compile(
    "(?:の)?(?:平均値?|決算額?|実績値?|調査(?:結果)?|末|末時点|末現在|当初|時点|現在|累計|合計|速報値?|確定値?|暫定値?|推計値?|基準|"
    "予算額?|分|単年度?|まで|以降|から|開始|国勢調査|中|までの累計|までの平均|の平均|の累計|の合計)?"
)
_EXPLAINED = re.compile(
    "うち|内訳|前年|対前|前回|昨年|比|うち|内数|定員|参考|目標|累計|全体|全国|県|平均|男|女"
)
_HAS_DIGIT = re.compile("[0-9]")

TWO_VALUES = "値が二つ以上あります"


@dataclass(frozen=True, slots=True)
class Note:
    """What the notes beside a value say."""

    text: str
    planned: bool = False
    years: Years | None = None
    also: tuple[Quantity, ...] = ()
    """Quantities that the note states itself."""


def split_note(folded: str) -> tuple[str, str] | None:
    """Split the last note off: 390団体※1 → (390団体, ※1); ``None`` when there is none."""
    if mark := _MARK.search(folded[-48:]):
        cut = len(folded) - len(mark[0])
        return (folded[:cut], mark[0]) if cut else None
    if folded[-1:] in (")", "]") and (match := _BRACKETED.fullmatch(folded)):
        return match[1], match[2]
    return None


def read_note(folded: str, *, plain_value: bool = False) -> Note | Refusal:
    """Read a note's text.

    ``plain_value`` says that the value beside it has no unit, so that a bare number in the note
    cannot be told from a second value.
    """
    if folded[:1] in ("※", "*", "。") or _NOTE_MARK.fullmatch(folded) and folded[0] in "注※*":
        return Note("" if folded == "。" else folded)
    if _PLANNED.fullmatch(folded):
        return Note(folded, planned=True)
    if (years := _read_year_note(folded)) is not None:
        return years
    if isinstance(read_date(folded), DateReading):
        return Note(folded)
    quantity = read_bounded(folded) if _HAS_DIGIT.search(folded) else None
    if isinstance(quantity, Quantity):
        if quantity.unit is None and plain_value:
            return Refusal(TWO_VALUES)
        return Note(folded, also=(quantity,))
    return Note(folded, planned=_ends_planned(folded))


def _ends_planned(folded: str) -> bool:
    return (
        bool(re.search("(?:見込み?|予定|計画値|目標値|目標|計画)$", folded)) and len(folded) <= 12
    )


def _read_year_note(folded: str) -> Note | Refusal | None:
    years = read_years(folded, bare=True)
    if isinstance(years, Years):
        return Note(folded, years=years)
    if isinstance(years, Refusal):
        return years
    match = match_years(folded)
    if not match:
        return None
    rest = folded[match.end() :]
    planned = bool(_PLANNED.fullmatch(rest))
    if not planned and _HAS_DIGIT.search(rest):
        return None
    if not planned and not _YEAR_WORDS.fullmatch(rest) and len(rest) > 12:
        return None
    years = read_years(match[0], bare=False)
    if isinstance(years, Refusal):
        return years
    return Note(folded, planned, years) if years else None


def is_second_value(main: Quantity, note: Quantity) -> bool:
    """Whether a quantity in a note competes with the value (66.7％（67.5％）, 390（500））."""
    return note.unit is None or note.unit == main.unit
